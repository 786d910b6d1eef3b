//! The second pass: words side by side become one name, words at the start of a line keywords.
//!
//! In an expression two names never follow each other, so the longest run of words is one name. Keywords count only
//! where the whole run at the start of a line is one, prefixes such as `var` split a run.

use super::raw::{Raw, RawToken};
use super::{Kind, TextRange, Token};
use crate::keyword::{self, Keyword};
use crate::tree::BinaryOperator;

/// Appends the tokens of one logical line, which is not empty.
pub(super) fn glue(text: &str, raw: &[RawToken], out: &mut Vec<Token>) {
    let first = out.len();
    let mut pass = Pass {
        text,
        raw,
        out,
        at: 0,
        operand_before: false,
        declares: false,
        table_before: false,
        for_each: false,
        last_pair: None,
        joined: false,
    };
    pass.head();
    pass.rest();
    if pass.joined {
        let mut keep = first;
        for at in first..out.len() {
            let token = out[at];
            if token.range.end > token.range.start {
                out[keep] = token;
                keep += 1;
            }
        }
        out.truncate(keep);
    }
}

struct Pass<'s, 'o> {
    text: &'s str,
    raw: &'s [RawToken],
    out: &'o mut Vec<Token>,
    at: usize,
    /// The last token ends an operand, so that `[`, `{` or `*` after it is not the start of one.
    operand_before: bool,
    /// The line declares names: the last of several words is a type whose colon was forgotten.
    declares: bool,
    /// The last token is a table: `:3` right after the name that follows belongs to it.
    table_before: bool,
    /// The line begins with `For each`.
    for_each: bool,
    /// The brackets that were closed last.
    last_pair: Option<(usize, usize)>,
    /// Brackets were joined.
    joined: bool,
}

impl Pass<'_, '_> {
    fn kind(&self, at: usize) -> Option<Raw> {
        self.raw.get(at).map(|token| token.kind)
    }

    fn word(&self, at: usize) -> &str {
        match self.raw.get(at) {
            Some(token) if token.kind == Raw::Word => token.range.text(self.text),
            _ => "",
        }
    }

    fn push(&mut self, kind: Kind, range: TextRange) {
        self.out.push(Token { kind, range });
    }

    /// Takes `words` raw tokens as this keyword.
    fn push_keyword(&mut self, keyword: Keyword, words: usize) {
        let range = self.span(self.at, self.at + words);
        self.push(Kind::Keyword(keyword), range);
        self.at += words;
    }

    /// From the start of one raw token to the end of the one before `end`.
    fn span(&self, start: usize, end: usize) -> TextRange {
        TextRange { start: self.raw[start].range.start, end: self.raw[end - 1].range.end }
    }

    /// Whether raw token `at` continues a name that the one before it belongs to.
    fn continues(&self, at: usize) -> bool {
        let Some(token) = self.raw.get(at) else { return false };
        let word = match token.kind {
            Raw::Word => true,
            Raw::Number => token.range.text(self.text).bytes().all(|byte| byte.is_ascii_alphanumeric()),
            _ => false,
        };
        let gap = TextRange { start: self.raw[at - 1].range.end, end: token.range.start };
        // Comments and line ends between two words part them.
        word && (gap.end == gap.start + 1 || gap.text(self.text).chars().all(char::is_whitespace))
            && !(token.kind == Raw::Number && gap.start == gap.end)
    }

    /// The end of the run of words that begins at `start`; `start` itself where no word is there.
    fn run_end(&self, start: usize) -> usize {
        let begins = match self.kind(start) {
            Some(Raw::Word) => true,
            // A name may begin with a number of its own: `0 VALUE 1`.
            Some(Raw::Number) => self.continues_from_number(start),
            _ => false,
        };
        if !begins {
            return start;
        }
        let mut end = start + 1;
        while self.continues(end) {
            end += 1;
        }
        end
    }

    fn continues_from_number(&self, at: usize) -> bool {
        self.kind(at + 1) == Some(Raw::Word)
            && self.continues(at + 1)
            && self.raw[at].range.text(self.text).bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// Turns the keywords at the start of the line into tokens.
    fn head(&mut self) {
        if self.kind(0) == Some(Raw::Operator(BinaryOperator::NotEqual))
            && self.word(1).eq_ignore_ascii_case("declare")
            && self.continues(1)
        {
            self.push_keyword(Keyword::Declare, 2);
            self.declares = true;
            return;
        }
        // Other languages have keywords after a brace: `} else {`.
        while self.kind(self.at) == Some(Raw::CloseBrace) {
            self.push(Kind::CloseBrace, self.raw[self.at].range);
            self.at += 1;
        }
        let start = self.at;
        let end = self.run_end(start);
        if end == start || self.kind(start) != Some(Raw::Word) {
            return;
        }
        let next = self.kind(end);
        let alone = next.is_none();
        // A name that happens to be spelled like a keyword is assigned to, or has members.
        let used_as_name = matches!(next, Some(Raw::Assign | Raw::AssignWith(_) | Raw::Dot | Raw::Mark | Raw::Arrow));
        if !used_as_name
            && end - start <= 4
            && let Some(found) = keyword::block_keyword(self.span(start, end).text(self.text))
        {
            // `Try(expression)` is an expression, `Try` alone opens a block.
            if found != Keyword::Try || alone || next == Some(Raw::OpenBrace) {
                self.push_keyword(found, end - start);
                self.for_each = found == Keyword::ForEach;
                return;
            }
        }
        if start > 0 {
            return;
        }
        match keyword::word_keyword(self.word(0)) {
            Some(Keyword::Return) if end > 1 || !used_as_name || matches!(next, Some(Raw::Arrow)) => {
                self.push_keyword(Keyword::Return, 1);
            }
            Some(found @ (Keyword::Break | Keyword::Continue)) if alone && end == 1 => self.push_keyword(found, 1),
            Some(found @ (Keyword::Var | Keyword::Property)) => {
                let declared = match end {
                    1 => matches!(next, None | Some(Raw::Local | Raw::Interprocess | Raw::Word | Raw::DollarBrace)),
                    _ => matches!(next, None | Some(Raw::Semicolon | Raw::Colon | Raw::Assign | Raw::Mark)),
                };
                if declared {
                    self.push_keyword(found, 1);
                    self.declares = true;
                }
            }
            _ => self.class_head(end),
        }
    }

    /// `Function …`, `Class constructor`, `Class extends …` and `Alias …` with the words before them.
    fn class_head(&mut self, end: usize) {
        let mut at = 0;
        while at < end && keyword::word_keyword(self.word(at)).is_some_and(Keyword::is_modifier) {
            at += 1;
        }
        let head = if at + 1 < end && self.word(at).eq_ignore_ascii_case("class") {
            match self.word(at + 1) {
                word if word.eq_ignore_ascii_case("constructor") && at + 2 == end => Keyword::ClassConstructor,
                word if word.eq_ignore_ascii_case("extends") && at + 2 < end => Keyword::ClassExtends,
                _ => return,
            }
        } else {
            match keyword::word_keyword(self.word(at)) {
                Some(found @ Keyword::Function)
                    if at + 1 < end || matches!(self.kind(end), None | Some(Raw::OpenParenthesis)) =>
                {
                    found
                }
                Some(found @ Keyword::Alias) if at + 2 < end => found,
                _ => return,
            }
        };
        while self.at < at {
            if let Some(modifier) = keyword::word_keyword(self.word(self.at)) {
                self.push_keyword(modifier, 1);
            }
        }
        match head {
            Keyword::Function => {
                self.push_keyword(head, 1);
                self.declares = true;
                if self.at + 1 < end
                    && let Some(
                        role @ (Keyword::Get | Keyword::Set | Keyword::Query | Keyword::OrderBy | Keyword::Event),
                    ) = keyword::word_keyword(self.word(self.at))
                {
                    self.push_keyword(role, 1);
                }
            }
            Keyword::Alias => {
                self.push_keyword(head, 1);
                let name = self.raw[self.at].range;
                self.push(Kind::Name, name);
                self.at += 1;
            }
            _ => {
                self.push_keyword(head, 2);
                self.declares = true;
            }
        }
    }

    /// Everything after the head.
    fn rest(&mut self) {
        let mut brackets: Vec<Bracket> = Vec::new();
        while let Some(token) = self.raw.get(self.at).copied() {
            let operand_before = std::mem::replace(&mut self.operand_before, false);
            let table_before = std::mem::replace(&mut self.table_before, false);
            let start = self.at;
            self.at += 1;
            match token.kind {
                Raw::Word | Raw::Number | Raw::Local | Raw::Interprocess => {
                    self.at = start;
                    self.named(token, table_before);
                    self.operand_before =
                        !matches!(self.out.last(), Some(last) if matches!(last.kind, Kind::Keyword(_)));
                }
                Raw::Text | Raw::UnclosedText | Raw::WrongQuotes => self.operand(Kind::Text, token),
                Raw::Date => self.operand(Kind::Date, token),
                Raw::Time => self.operand(Kind::Time, token),
                Raw::Mark => self.operand(Kind::Mark, token),
                Raw::Unknown => self.operand(Kind::Unknown, token),
                Raw::Operator(operator) => self.operator(operator, token, operand_before),
                Raw::Assign => {
                    self.declares = false;
                    self.push(Kind::Assign, token.range);
                }
                Raw::AssignWith(operator) => self.push(Kind::AssignWith(operator), token.range),
                Raw::Question => self.push(Kind::Question, token.range),
                Raw::Colon => self.push(Kind::Colon, token.range),
                Raw::Semicolon => self.push(Kind::Semicolon, token.range),
                Raw::Ellipsis => self.push(Kind::Ellipsis, token.range),
                Raw::Dot => self.dot(token),
                Raw::Arrow => {
                    self.push(Kind::Arrow, token.range);
                    self.operand_before = operand_before;
                    if operand_before && self.kind(self.at) == Some(Raw::Word) {
                        self.property();
                    }
                }
                Raw::OpenBracket if !operand_before && self.table(start) => {}
                Raw::OpenBracket => {
                    brackets.push(Bracket { index: self.out.len(), indexes: operand_before });
                    self.push(Kind::OpenBracket, token.range);
                }
                Raw::CloseBracket => {
                    let index = self.out.len();
                    self.operand(Kind::CloseBracket, token);
                    self.close_bracket(index, &mut brackets);
                }
                Raw::OpenParenthesis => self.push(Kind::OpenParenthesis, token.range),
                Raw::CloseParenthesis => {
                    self.operand(Kind::CloseParenthesis, token);
                    self.loop_condition();
                }
                Raw::OpenBrace => self.push(Kind::OpenBrace, token.range),
                Raw::CloseBrace => self.operand(Kind::CloseBrace, token),
                Raw::DollarBrace => self.push(Kind::DollarBrace, token.range),
                Raw::LineEnd | Raw::LineComment | Raw::BlockComment | Raw::Continuation => {}
                Raw::LessInterprocess | Raw::Dollar => self.operand(Kind::Unknown, token),
            }
        }
    }

    fn operand(&mut self, kind: Kind, token: RawToken) {
        self.push(kind, token.range);
        self.operand_before = true;
    }

    /// A name, a number or a variable with the words that belong to it.
    fn named(&mut self, token: RawToken, table_before: bool) {
        let start = self.at;
        match token.kind {
            Raw::Number if !self.continues_from_number(start) => {
                self.at += 1;
                self.push(Kind::Number, token.range);
            }
            Raw::Local if token.range.text(self.text).bytes().skip(1).all(|byte| byte.is_ascii_digit()) => {
                self.at += 1;
                self.push(Kind::Parameter, token.range);
            }
            // Inside a formula; `{return: 1}` is a key, `Function return` a name.
            _ if keyword::word_keyword(self.word(start)) == Some(Keyword::Return)
                && !self.declares
                && self.kind(start + 1) != Some(Raw::Colon) =>
            {
                self.push_keyword(Keyword::Return, 1);
            }
            _ => {
                let mut end = start + 1;
                while self.continues(end) {
                    end += 1;
                }
                let kind = match token.kind {
                    Raw::Local => Kind::Local,
                    Raw::Interprocess => Kind::Interprocess,
                    _ => Kind::Name,
                };
                if self.declares && end > start + 1 && self.is_type(end - 1) {
                    end -= 1;
                }
                self.push(kind, self.span(start, end));
                self.at = end;
                if table_before {
                    self.field_mark();
                }
            }
        }
    }

    /// Whether the word is a type, or begins one: `Text`, `cs.Person`, `4D.File`.
    fn is_type(&self, at: usize) -> bool {
        let word = self.word(at);
        keyword::is_type_name(word)
            || (self.kind(at + 1) == Some(Raw::Dot)
                && (word.eq_ignore_ascii_case("cs") || word.eq_ignore_ascii_case("4d")))
    }

    /// `:3` right after the name of a field.
    fn field_mark(&mut self) {
        let Some([colon, number]) = self.raw.get(self.at..self.at + 2) else { return };
        let behind = self.raw[self.at - 1].range.end == colon.range.start && colon.range.end == number.range.start;
        let digits = number.range.text(self.text).bytes().all(|byte| byte.is_ascii_digit());
        if colon.kind == Raw::Colon && number.kind == Raw::Number && behind && digits {
            self.push(Kind::Mark, TextRange { start: colon.range.start, end: number.range.end });
            self.at += 2;
        }
    }

    /// A dot and the one word after it.
    fn dot(&mut self, token: RawToken) {
        self.push(Kind::Dot, token.range);
        self.property();
    }

    /// The one word after a dot or after the arrow of a pointer to an object.
    fn property(&mut self) {
        if let Some(name) = self.raw.get(self.at).copied()
            && matches!(name.kind, Raw::Word | Raw::Local | Raw::Dollar)
        {
            self.at += 1;
            self.operand(Kind::Name, name);
        }
    }

    /// An operator; `*`, `<`, `>` and others may be alone as an argument, `&` and `|` before one.
    fn operator(&mut self, operator: BinaryOperator, token: RawToken, operand_before: bool) {
        let before = self.out.last().map(|last| last.kind);
        let kind = match self.kind(self.at) {
            _ if operand_before || !matches!(before, Some(Kind::Semicolon | Kind::OpenParenthesis)) => {
                Kind::Operator(operator)
            }
            Some(Raw::Semicolon | Raw::CloseParenthesis) => Kind::LoneOperator(operator),
            _ if matches!(operator, BinaryOperator::And | BinaryOperator::Or) => Kind::Conjunction(operator),
            _ => Kind::Operator(operator),
        };
        self.push(kind, token.range);
        self.operand_before = matches!(kind, Kind::LoneOperator(_));
    }

    /// `[Name]`, `[Name:3]` or `[Name:K1:2]` as one token.
    fn table(&mut self, start: usize) -> bool {
        let mut end = self.run_end(start + 1);
        if end == start + 1 {
            return false;
        }
        match self.kind(end) {
            Some(Raw::Mark) => end += 1,
            Some(Raw::Colon) if self.kind(end + 1) == Some(Raw::Number) => end += 2,
            _ => {}
        }
        if self.kind(end) != Some(Raw::CloseBracket) {
            return false;
        }
        // With a comment or a line end inside it is read token by token, as a collection of one.
        let parts = &self.raw[start..=end];
        let blank = |pair: &[RawToken]| {
            let gap = TextRange { start: pair[0].range.end, end: pair[1].range.start };
            gap.text(self.text).chars().all(char::is_whitespace)
        };
        if !parts.windows(2).all(blank) {
            return false;
        }
        self.push(Kind::Table, self.span(start, end + 1));
        self.at = end + 1;
        self.operand_before = true;
        self.table_before = true;
        true
    }

    /// Joins `[[` and `]]` where both pairs touch and the outer one comes after an operand.
    fn close_bracket(&mut self, index: usize, brackets: &mut Vec<Bracket>) {
        let Some(opened) = brackets.pop() else { return };
        let inner = self.last_pair.replace((opened.index, index));
        let (outer_open, outer_close) = (self.out[opened.index].range, self.out[index].range);
        let Some((inner_open, inner_close)) = inner else { return };
        if opened.indexes
            && inner_open == opened.index + 1
            && inner_close + 1 == index
            && inner_open + 1 < inner_close
            && outer_open.end == self.out[inner_open].range.start
            && self.out[inner_close].range.end == outer_close.start
        {
            let open = TextRange { start: outer_open.start, end: outer_open.end + 1 };
            let close = TextRange { start: outer_close.start - 1, end: outer_close.end };
            self.out[inner_open] = Token { kind: Kind::OpenCharacter, range: open };
            self.out[inner_close] = Token { kind: Kind::CloseCharacter, range: close };
            // Emptied tokens go when the line is done, so that positions stay good until then.
            self.out[opened.index].range = TextRange::default();
            self.out[index].range = TextRange::default();
            self.joined = true;
            self.last_pair = None;
        }
    }

    /// `Until` or `While` after the parentheses of `For each`, in French a keyword of two words.
    fn loop_condition(&mut self) {
        if !self.for_each {
            return;
        }
        let end = self.run_end(self.at);
        if end > self.at
            && self.kind(end).is_some()
            && let Some(found @ (Keyword::Until | Keyword::While)) =
                keyword::block_keyword(self.span(self.at, end).text(self.text))
        {
            self.push_keyword(found, end - self.at);
            self.operand_before = false;
        }
    }
}

/// An open bracket: its token and whether it comes after an operand.
struct Bracket {
    index: usize,
    indexes: bool,
}
