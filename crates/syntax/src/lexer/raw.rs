//! Single words and signs of a text, cut into logical lines.

use super::{Kind, Lexed, Line, Problem, ProblemKind, TextRange, Token};
use crate::keyword::{Keyword, block_keyword};
use crate::literal;
use crate::tree::BinaryOperator;
use logos::Logos;

/// How many problems of characters and literals are listed: a file of random bytes has millions.
const PROBLEM_LIMIT: usize = 200;

/// The kinds of tokens for logos.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq)]
#[logos(skip r"[ \t\u{0B}\u{0C}\u{85}\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}]+")]
#[logos(subpattern letter = r"[A-Za-z_]|[^\x00-\x7F\u{80}-\u{A0}\u{AB}\u{BB}\u{1680}\u{2000}-\u{200A}\u{2018}-\u{2020}\u{2026}\u{2028}-\u{202F}\u{205F}\u{2260}\u{2264}\u{2265}\u{25CA}\u{3000}\u{FEFF}\u{FFFD}]")]
pub(super) enum Raw {
    #[regex(r"((?&letter)|[0-9])((?&letter)|[0-9$])*")]
    Word,
    #[regex(r"[0-9]+(\.[0-9]+)?([eE][+\-]?[0-9]+)?", priority = 50)]
    #[regex(r"0[xX][0-9A-Fa-f]+", priority = 60)]
    Number,
    #[regex(r#""([^"\\\r\n]|\\[^\r\n])*""#)]
    Text,
    #[regex(r#""([^"\\\r\n]|\\[^\r\n])*"#)]
    UnclosedText,
    #[regex(r"![0-9]{1,5}[\-/.][0-9]{1,5}[\-/.][0-9]{1,5}!")]
    Date,
    #[regex(r"\?[0-9]{1,9}:[0-9]{1,9}:[0-9]{1,9}\?")]
    #[regex(r"\u{2020}[0-9]{1,9}:[0-9]{1,9}:[0-9]{1,9}\u{2020}")]
    Time,
    #[regex(r"\$((?&letter)|[0-9$])+")]
    Local,
    #[regex(r"(<>|\u{25CA})((?&letter)|[0-9])((?&letter)|[0-9$])*")]
    Interprocess,
    /// `<` right before `<>name`, which `<<` must not tear apart.
    #[regex(r"<<>((?&letter)|[0-9])((?&letter)|[0-9$])*")]
    LessInterprocess,
    /// The name of a property may be a mere `$`.
    #[token("$")]
    Dollar,
    #[regex(r"//[^\r\n]*", allow_greedy = true)]
    #[regex(r"`[^\r\n]*", allow_greedy = true)]
    LineComment,
    #[token("/*")]
    BlockComment,
    #[regex(r"\r\n|\r|\n")]
    LineEnd,
    #[regex(r"\\[ \t]*(//[^\r\n]*)?(\r\n|\r|\n)")]
    Continuation,
    #[token("${")]
    DollarBrace,
    #[token("+", |_| BinaryOperator::Add)]
    #[token("-", |_| BinaryOperator::Subtract)]
    #[token("*", |_| BinaryOperator::Multiply)]
    #[token("/", |_| BinaryOperator::Divide)]
    #[token("\\", |_| BinaryOperator::IntegerDivide)]
    #[token("%", |_| BinaryOperator::Modulo)]
    #[token("^", |_| BinaryOperator::Power)]
    #[token("=", |_| BinaryOperator::Equal)]
    #[token("#", |_| BinaryOperator::NotEqual)]
    #[token("<", |_| BinaryOperator::Less)]
    #[token("<=", |_| BinaryOperator::LessOrEqual)]
    #[token(">", |_| BinaryOperator::Greater)]
    #[token(">=", |_| BinaryOperator::GreaterOrEqual)]
    #[token("&", |_| BinaryOperator::And)]
    #[token("|", |_| BinaryOperator::Or)]
    #[token("^|", |_| BinaryOperator::ExclusiveOr)]
    #[token("<<", |_| BinaryOperator::ShiftLeft)]
    #[token(">>", |_| BinaryOperator::ShiftRight)]
    #[token("?+", |_| BinaryOperator::SetBit)]
    #[token("?-", |_| BinaryOperator::ClearBit)]
    #[token("??", |_| BinaryOperator::TestBit)]
    #[token("*+", |_| BinaryOperator::ScaleWidth)]
    #[token("*|", |_| BinaryOperator::ScaleHeight)]
    #[token("&&", |_| BinaryOperator::ShortAnd)]
    #[token("||", |_| BinaryOperator::ShortOr)]
    Operator(BinaryOperator),
    #[token(":=")]
    Assign,
    #[token("+=", |_| BinaryOperator::Add)]
    #[token("-=", |_| BinaryOperator::Subtract)]
    #[token("*=", |_| BinaryOperator::Multiply)]
    #[token("/=", |_| BinaryOperator::Divide)]
    AssignWith(BinaryOperator),
    #[token("?")]
    Question,
    #[token(":")]
    Colon,
    #[token(";")]
    Semicolon,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("->")]
    Arrow,
    #[token("(")]
    OpenParenthesis,
    #[token(")")]
    CloseParenthesis,
    #[token("[")]
    OpenBracket,
    #[token("]")]
    CloseBracket,
    #[token("{")]
    OpenBrace,
    #[token("}")]
    CloseBrace,
    /// A text between the quotation marks of other languages.
    #[regex(r"'[^'\r\n]*'")]
    #[regex(r"[\u{201C}\u{201D}\u{201E}][^\u{201C}\u{201D}\r\n]*[\u{201C}\u{201D}]")]
    #[regex(r"\u{AB}[^\u{BB}\r\n]*\u{BB}")]
    WrongQuotes,
    /// `:C12` and its like; found by hand, since it counts only right after a word.
    Mark,
    /// Not a token of the language.
    Unknown,
}

/// A raw token with its spot.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawToken {
    pub(super) kind: Raw,
    pub(super) range: TextRange,
}

/// Cuts a text into logical lines and hands each to the second pass.
pub(super) struct Reader<'s> {
    text: &'s str,
    keep_comments: bool,
    line: Vec<RawToken>,
    damaged: bool,
    out: Lexed,
}

impl<'s> Reader<'s> {
    pub(super) fn new(text: &'s str, keep_comments: bool) -> Self {
        let out = Lexed { tokens: Vec::with_capacity(text.len() / 6), ..Lexed::default() };
        Self { text, keep_comments, line: Vec::with_capacity(64), damaged: false, out }
    }

    pub(super) fn read(mut self) -> Lexed {
        let mut lexer = Raw::lexer(self.text);
        let mut unfinished = None;
        while let Some(found) = lexer.next() {
            let range = lexer.span();
            let mut range = TextRange { start: range.start as u32, end: range.end as u32 };
            let mut kind = found.unwrap_or(Raw::Unknown);
            match kind {
                Raw::LineEnd => {
                    unfinished = None;
                    if self.end_line() {
                        let (length, closing) = sql_length(lexer.remainder());
                        self.end_sql(range.end, length, closing.is_none());
                        lexer.bump(length);
                        if let Some(closing) = closing {
                            lexer.bump(closing);
                        }
                    }
                    continue;
                }
                Raw::LineComment => {
                    let switch = range.text(self.text).starts_with("//%");
                    if !switch {
                        let more = comment_rest(range.text(self.text), lexer.remainder());
                        lexer.bump(more);
                        range.end += more as u32;
                    }
                    if self.keep_comments || (switch && self.line.is_empty()) {
                        self.out.trivia.push(Token { kind: Kind::Comment, range });
                    }
                    continue;
                }
                Raw::BlockComment => {
                    let (length, closed) = comment_length(lexer.remainder());
                    lexer.bump(length);
                    range.end += length as u32;
                    if !closed {
                        self.problem(ProblemKind::UnclosedComment, TextRange { end: range.start + 2, ..range });
                    }
                    if self.keep_comments {
                        self.out.trivia.push(Token { kind: Kind::Comment, range });
                    }
                    continue;
                }
                Raw::Continuation => {
                    if self.keep_comments {
                        self.out.trivia.push(Token { kind: Kind::Continuation, range });
                    }
                    unfinished = Some(range);
                    continue;
                }
                Raw::Operator(BinaryOperator::IntegerDivide) if lexer.remainder().trim().is_empty() => {
                    unfinished = Some(range);
                    continue;
                }
                Raw::Colon => {
                    if (self.behind_name(range.start) || self.before_operand())
                        && let Some(length) = mark_length(lexer.remainder().as_bytes())
                    {
                        lexer.bump(length);
                        range.end += length as u32;
                        kind = Raw::Mark;
                    }
                }
                Raw::Dot if self.begins_operand() => {
                    let length = decimals_length(lexer.remainder().as_bytes());
                    if length > 0 {
                        lexer.bump(length);
                        range.end += length as u32;
                        kind = Raw::Number;
                    }
                }
                Raw::LessInterprocess => {
                    let less = TextRange { end: range.start + 1, ..range };
                    self.line.push(RawToken { kind: Raw::Operator(BinaryOperator::Less), range: less });
                    range.start += 1;
                    kind = Raw::Interprocess;
                }
                Raw::Dollar if self.line.last().is_none_or(|last| last.kind != Raw::Dot) => {
                    self.problem(ProblemKind::UnknownCharacter, range);
                    kind = Raw::Unknown;
                }
                Raw::UnclosedText => self.problem(ProblemKind::UnclosedText, range),
                Raw::WrongQuotes => self.problem(ProblemKind::WrongQuotes, range),
                Raw::Unknown if range.text(self.text) == "," && self.comma_reported() => {}
                Raw::Unknown => match self.line.last_mut() {
                    // Characters side by side are one problem.
                    Some(last) if last.kind == Raw::Unknown && last.range.end == range.start => {
                        last.range.end = range.end;
                        if let Some(problem) = self.out.problems.last_mut()
                            && problem.range.end == range.start
                        {
                            problem.range.end = range.end;
                        }
                        continue;
                    }
                    _ => self.problem(ProblemKind::UnknownCharacter, range),
                },
                Raw::Date if literal::date(range.text(self.text)).is_none() => {
                    self.problem(ProblemKind::InvalidDate, range);
                }
                _ => {}
            }
            unfinished = None;
            self.line.push(RawToken { kind, range });
        }
        if let Some(range) = unfinished {
            self.problem(ProblemKind::UnfinishedLine, TextRange { end: range.start + 1, ..range });
        }
        if self.end_line() {
            self.end_sql(self.text.len() as u32, 0, true);
        }
        self.out
    }

    /// Whether the line has a comma already: all of its commas are one mistake.
    fn comma_reported(&self) -> bool {
        self.line.iter().any(|token| token.kind == Raw::Unknown && token.range.text(self.text) == ",")
    }

    /// Whether a name ends right here: a word, or a number that ends a name of several words.
    fn behind_name(&self, at: u32) -> bool {
        match self.line.as_slice() {
            [.., last] if last.kind == Raw::Word => last.range.end == at,
            [.., word, last] if word.kind == Raw::Word && last.kind == Raw::Number => last.range.end == at,
            _ => false,
        }
    }

    /// Whether only a value can follow: a token there is one of a name that is empty, as 4D writes a command that it has
    /// no name for: `$a:=:C1776`.
    fn before_operand(&self) -> bool {
        matches!(
            self.line.last().map(|last| last.kind),
            Some(Raw::Assign | Raw::AssignWith(_) | Raw::Operator(_) | Raw::OpenParenthesis | Raw::Semicolon)
        )
    }

    /// Whether what comes next is not the member of what comes before it: `.5` is a number here.
    fn begins_operand(&self) -> bool {
        self.line.last().is_none_or(|last| {
            matches!(
                last.kind,
                Raw::Operator(_)
                    | Raw::Assign
                    | Raw::AssignWith(_)
                    | Raw::Question
                    | Raw::Colon
                    | Raw::Semicolon
                    | Raw::OpenParenthesis
                    | Raw::OpenBracket
                    | Raw::OpenBrace
                    | Raw::DollarBrace
            )
        })
    }

    fn problem(&mut self, kind: ProblemKind, range: TextRange) {
        self.damaged = true;
        let frequent = matches!(
            kind,
            ProblemKind::UnknownCharacter
                | ProblemKind::UnclosedText
                | ProblemKind::WrongQuotes
                | ProblemKind::InvalidDate
        );
        if frequent && self.out.problems.len() >= PROBLEM_LIMIT {
            self.out.more_problems += 1;
        } else {
            self.out.problems.push(Problem { kind, range });
        }
    }

    /// Ends the logical line; returns whether SQL follows.
    fn end_line(&mut self) -> bool {
        let damaged = std::mem::take(&mut self.damaged);
        if self.line.is_empty() {
            return false;
        }
        let first = self.out.tokens.len() as u32;
        super::names::glue(self.text, &self.line, &mut self.out.tokens);
        self.line.clear();
        let last = self.out.tokens.len() as u32;
        self.out.lines.push(Line { first, last, damaged });
        last == first + 1 && self.out.tokens[first as usize].kind == Kind::Keyword(Keyword::BeginSql)
    }

    /// Adds the text of an SQL block as a token to the line of `Begin SQL`.
    fn end_sql(&mut self, start: u32, length: usize, unclosed: bool) {
        if unclosed && let Some(opening) = self.out.tokens.last() {
            let range = opening.range;
            self.out.problems.push(Problem { kind: ProblemKind::UnclosedSql, range });
        }
        self.out.tokens.push(Token { kind: Kind::Sql, range: TextRange { start, end: start + length as u32 } });
        if let Some(line) = self.out.lines.last_mut() {
            line.last += 1;
        }
    }
}

/// Bytes of the further lines of a `//` comment: where one ends with `\`, as in a statement of several lines that was
/// commented out, the next line is a comment too. A blank after the `\` keeps the comment to its line.
fn comment_rest(first: &str, rest: &str) -> usize {
    let mut line = first;
    let mut length = 0;
    while line.ends_with('\\') {
        let after = &rest[length..];
        let line_end = match after.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => break,
        };
        let next = &after[line_end..];
        line = &next[..next.find(['\r', '\n']).unwrap_or(next.len())];
        length += line_end + line.len();
    }
    length
}

/// Bytes of a block comment after its `/*`, and whether it ends at all. Comments nest.
fn comment_length(rest: &str) -> (usize, bool) {
    let bytes = rest.as_bytes();
    let mut depth = 1usize;
    let mut at = 0;
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (b'*', b'/') => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return (at, true);
                }
            }
            (b'/', b'*') => {
                depth += 1;
                at += 2;
            }
            _ => at += 1,
        }
    }
    (bytes.len(), false)
}

/// Bytes of `C12`, `K1:2` or `P1:2` after a colon, if that is what is there.
fn mark_length(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    if !matches!(bytes.first()?, b'C' | b'K' | b'P') {
        return None;
    }
    let mut length = 1 + digits(1);
    if length == 1 {
        return None;
    }
    if bytes[0] != b'C' {
        let second = digits(length + 1);
        if bytes.get(length) != Some(&b':') || second == 0 {
            return None;
        }
        length += 1 + second;
    }
    let ends = bytes.get(length).is_none_or(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80));
    ends.then_some(length)
}

/// Bytes of the decimals, and of an exponent, of a number that begins with its point; 0 where there are none.
fn decimals_length(bytes: &[u8]) -> usize {
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let length = digits(0);
    if length == 0 || !matches!(bytes.get(length), Some(b'e' | b'E')) {
        return length;
    }
    let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
    match digits(length + 1 + sign) {
        0 => length,
        exponent => length + 1 + sign + exponent,
    }
}

/// Bytes of SQL text up to the line of `End SQL`, and the bytes of that line up to the end of `End SQL`, if there is one.
fn sql_length(rest: &str) -> (usize, Option<usize>) {
    let mut at = 0;
    for line in rest.split_inclusive(['\n', '\r']) {
        let code = line.split("//").next().unwrap_or(line);
        if block_keyword(code) == Some(Keyword::EndSql) {
            return (at, Some(code.trim_end().len()));
        }
        at += line.len();
    }
    (rest.len(), None)
}
