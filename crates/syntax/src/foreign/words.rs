//! Lines that begin with a word of another language, or with a keyword that is written as one.

use crate::effects::short;
use crate::grammar::Source;
use crate::keyword::{Keyword, block_keyword};
use crate::lexer::{Kind, TextRange, Token};
use fourd_source::{Diagnostic, fold_name};

/// What is around the line.
pub(crate) struct Context {
    /// The keyword of the innermost open block.
    pub(crate) innermost: Option<Keyword>,
    /// The innermost `Case of` was written with a value: its cases were reported with it.
    pub(crate) valued_case: bool,
    /// The line had a brace at its end or its start, so that it is no line of 4D.
    pub(crate) braced: bool,
    /// The blocks do not fit as they are: words that could be names of methods end them.
    pub(crate) lenient: bool,
}

/// What a line does to the blocks.
pub(crate) enum Act {
    /// It opens a block.
    Open(Keyword),
    /// It opens a `Case of` with a value.
    OpenValued,
    /// It ends the innermost block with this end.
    Close(Keyword),
    /// It is a case.
    Branch,
    /// It is `Else`.
    Otherwise,
    /// It is `Catch`.
    Catch,
    /// It is a statement, which cannot run.
    Statement,
    /// It is nothing.
    Nothing,
}

/// A line of another language.
pub(crate) struct Foreign {
    /// What is said; nothing where it was said about the head of the block.
    pub(crate) diagnostic: Option<Diagnostic>,
    pub(crate) act: Act,
}

/// What a line of another language means; nothing where it may be one of 4D.
pub(crate) fn line(source: &Source<'_>, context: &Context) -> Option<Foreign> {
    let first = *source.tokens.first()?;
    if let Kind::Keyword(Keyword::CaseOf) = first.kind {
        return (source.tokens.len() > 1 && !source.has_empty_parentheses()).then(|| case_with_value(source, first));
    }
    let written = source.slice(first.range);
    if first.kind != Kind::Name || written.len() > 40 {
        return None;
    }
    let rest = source.tokens.get(1..).unwrap_or_default();
    let (rest, colon) = match rest {
        [inner @ .., last] if last.kind == Kind::Colon => (inner, true),
        [inner @ .., last] if last.kind == Kind::Semicolon => (inner, false),
        _ => (rest, false),
    };
    let line = Line { source, first, written, folded: fold_name(written), rest, colon };
    line.end(context)
        .or_else(|| line.case(context))
        .or_else(|| line.head(context))
        .or_else(|| line.without_parentheses())
}

struct Line<'a, 's> {
    source: &'a Source<'s>,
    first: Token,
    written: &'s str,
    folded: String,
    /// The tokens after the first, a `;` or `:` at the end apart.
    rest: &'a [Token],
    colon: bool,
}

impl Line<'_, '_> {
    fn alone(&self) -> bool {
        self.rest.is_empty()
    }

    fn next(&self) -> Option<Kind> {
        self.rest.first().map(|token| token.kind)
    }

    fn called(&self) -> bool {
        self.next() == Some(Kind::OpenParenthesis)
    }

    /// The name is used as one: it gets a value, or has members.
    fn is_used(&self) -> bool {
        matches!(
            self.next(),
            Some(
                Kind::Mark
                    | Kind::Assign
                    | Kind::AssignWith(_)
                    | Kind::Dot
                    | Kind::Arrow
                    | Kind::OpenBrace
                    | Kind::Operator(_)
            )
        )
    }

    fn unknown(&self, right: &str, hint: impl Into<String>) -> Option<Diagnostic> {
        Some(
            Diagnostic::error("syntax::unknown-keyword", format!("There is no keyword `{}`", self.written))
                .at(self.source.span(self.first.range), format!("expected `{right}`, found `{}`", self.written))
                .hint(hint),
        )
    }

    fn closes(&self, closer: Keyword) -> Option<Foreign> {
        let right = closer.text();
        let hint = match closer {
            Keyword::Until => "write `Until (condition)`".to_owned(),
            _ => format!("write `{right}`"),
        };
        Some(Foreign { diagnostic: self.unknown(right, hint), act: Act::Close(closer) })
    }

    /// A word that ends a block.
    fn end(&self, context: &Context) -> Option<Foreign> {
        let innermost = context.innermost.and_then(Keyword::closer);
        let loop_end = || match context.innermost {
            Some(Keyword::For | Keyword::ForEach | Keyword::While | Keyword::Repeat) => innermost,
            _ => None,
        };
        if self.alone() {
            let certain = match self.folded.as_str() {
                "endif" => Some(Keyword::EndIf),
                "endfor" => Some(Keyword::EndFor),
                "endforeach" | "end foreach" | "endfor each" => Some(Keyword::EndForEach),
                "endcase" | "end switch" | "endswitch" | "end select" | "endselect" => Some(Keyword::EndCase),
                "endwhile" | "wend" => Some(Keyword::EndWhile),
                "enduse" => Some(Keyword::EndUse),
                "endtry" => Some(Keyword::EndTry),
                _ => None,
            };
            if let Some(closer) = certain {
                return self.closes(closer);
            }
            if ["end function", "end sub", "end class", "end method"].contains(&self.folded.as_str()) {
                let hint = "remove it: a function goes on until the next one, a method until the end of its file";
                return Some(Foreign { diagnostic: self.unknown("Function", hint), act: Act::Nothing });
            }
            if !context.lenient {
                return None;
            }
            let closer = match self.folded.as_str() {
                "end" | "fin" => innermost,
                "next" | "loop" | "end loop" | "endloop" | "done" | "end do" | "enddo" => loop_end(),
                "fi" => innermost.filter(|closer| *closer == Keyword::EndIf),
                "esac" => innermost.filter(|closer| *closer == Keyword::EndCase),
                _ => None,
            };
            return closer.and_then(|closer| self.closes(closer));
        }
        match self.folded.as_str() {
            // `Next $i` is no line of 4D.
            "next" if self.next() == Some(Kind::Local) => loop_end().and_then(|closer| self.closes(closer)),
            "loop until" | "loop while" | "loop" if self.next() == Some(Kind::OpenParenthesis) => {
                let repeats = context.innermost == Some(Keyword::Repeat);
                repeats.then(|| self.closes(Keyword::Until)).flatten()
            }
            _ => None,
        }
    }

    /// `Case $x`, `switch ($x)`, `case 1:`, `default:`.
    fn case(&self, context: &Context) -> Option<Foreign> {
        let inside = context.innermost == Some(Keyword::CaseOf);
        let silent = |diagnostic: Option<Diagnostic>| diagnostic.filter(|_| !context.valued_case);
        let (word, further) = self.folded.split_once(' ').unwrap_or((&self.folded, ""));
        match self.folded.as_str() {
            "case else" | "default"
                if inside && (self.colon || self.alone()) && (self.colon || context.valued_case) =>
            {
                let diagnostic = silent(self.unknown("Else", "write `Else` before what runs where no case fits"));
                return Some(Foreign { diagnostic, act: Act::Otherwise });
            }
            "switch" | "select case" if self.starts_operand() || context.braced => return Some(self.valued()),
            "select" | "match" if context.braced || (self.starts_operand() && !self.called()) => {
                return Some(self.valued());
            }
            _ => {}
        }
        if word != "case" || self.is_used() {
            return None;
        }
        // A method may be called `case`.
        let may_call = self.called() && !self.colon && !context.braced && !context.lenient && !context.valued_case;
        let value = self.starts_operand() && !may_call || (!further.is_empty() && (self.colon || context.valued_case));
        if !value || further == "of" {
            return None;
        }
        if inside && (self.colon || context.valued_case) {
            let diagnostic = silent(self.unknown(":", "write `: (condition)`, such as `: ($x=1)`"));
            return Some(Foreign { diagnostic, act: Act::Branch });
        }
        Some(self.valued())
    }

    fn valued(&self) -> Foreign {
        case_with_value(self.source, self.first)
    }

    fn starts_operand(&self) -> bool {
        matches!(
            self.next(),
            Some(
                Kind::Local
                    | Kind::Parameter
                    | Kind::Interprocess
                    | Kind::Number
                    | Kind::Text
                    | Kind::OpenParenthesis
                    | Kind::Table
            )
        )
    }

    /// A word that opens or divides a block.
    fn head(&self, context: &Context) -> Option<Foreign> {
        let called = self.called();
        let no_call = self.colon || context.braced;
        let (diagnostic, act) = match self.folded.as_str() {
            "else if" | "elseif" | "elsif" | "elif" if !self.is_used() => {
                (self.unknown("Case of", "nest another `If` after `Else`, or use `Case of`"), Act::Statement)
            }
            "foreach" if called || self.next() == Some(Kind::Local) => {
                (self.unknown("For each", "write `For each ($item; $collection)`"), Act::Open(Keyword::ForEach))
            }
            "do while" if called => (self.unknown("While", "write `While (condition)`"), Act::Open(Keyword::While)),
            "do" if no_call || (self.alone() && context.lenient) => (
                self.unknown("Repeat", "write `Repeat`, and `Until (condition)` at the end"),
                Act::Open(Keyword::Repeat),
            ),
            "try" if self.alone() && self.colon => {
                let colon = self.source.tokens.last().map_or(self.first.range, |token| token.range);
                let diagnostic = Diagnostic::error("syntax::text-after-keyword", "`Try` must be alone on its line")
                    .at(self.source.span(colon), "expected the end of the line, found `:`")
                    .hint("remove the `:`");
                (Some(diagnostic), Act::Open(Keyword::Try))
            }
            "except" | "rescue" if no_call => {
                (self.unknown("Catch", "write `Catch`; `Last errors` has what was raised"), Act::Catch)
            }
            "finally" if no_call => (finally(self.source, self.first), Act::Nothing),
            "break" | "continue" if self.alone() && self.source.tokens.len() > 1 && !self.colon => {
                let sign = self.source.tokens.last().map_or(self.first.range, |token| token.range);
                let title = format!("`{}` must be alone on its line", self.folded);
                let diagnostic = Diagnostic::error("syntax::text-after-keyword", title)
                    .at(self.source.span(sign), "expected the end of the line, found `;`")
                    .hint("remove the `;`");
                (Some(diagnostic), Act::Statement)
            }
            _ => return None,
        };
        Some(Foreign { diagnostic, act })
    }

    /// `If name …`: without parentheses the keyword and the name became one name, which nothing calls.
    fn without_parentheses(&self) -> Option<Foreign> {
        if matches!(self.next(), Some(Kind::Mark | Kind::Assign | Kind::AssignWith(_) | Kind::OpenParenthesis)) {
            return None;
        }
        let (word, _) = self.written.split_once(char::is_whitespace)?;
        let keyword = block_keyword(word)?;
        if !matches!(keyword, Keyword::If | Keyword::While | Keyword::Until) {
            return None;
        }
        let text = keyword.text();
        let whole = self.source.between(0..self.source.tokens.len());
        let whole = self.source.slice(TextRange { start: whole.start, end: whole.end });
        let condition = short(whole.split_once(char::is_whitespace).map_or("…", |(_, rest)| rest.trim()));
        let diagnostic =
            Diagnostic::error("syntax::condition-parentheses", format!("`{text}` needs its condition in parentheses"))
                .at(self.source.span(self.first.range), format!("expected `{text} (`, found no parenthesis"))
                .hint(format!("write `{text} ({condition})`"));
        let act = match keyword {
            Keyword::Until => Act::Close(keyword),
            _ => Act::Open(keyword),
        };
        Some(Foreign { diagnostic: Some(diagnostic), act })
    }
}

/// `Case of $x`, `Case $x`, `switch ($x)`.
fn case_with_value(source: &Source<'_>, first: Token) -> Foreign {
    let value =
        source.tokens.iter().find(|token| matches!(token.kind, Kind::Local | Kind::Name) && token.range != first.range);
    let value = value.map_or("$x", |token| source.slice(token.range));
    let whole = source.between(0..source.tokens.len());
    let found = short(source.slice(TextRange { start: whole.start, end: whole.end }));
    let diagnostic = Diagnostic::error("syntax::case-value", "`Case of` takes no value")
        .at(whole, format!("expected `Case of` alone on its line, found `{found}`"))
        .hint(format!("write `Case of`, then each condition on a line of its own: `: ({}=1)`", short(value)));
    Foreign { diagnostic: Some(diagnostic), act: Act::OpenValued }
}

/// `finally`.
fn finally(source: &Source<'_>, first: Token) -> Option<Diagnostic> {
    let written = source.slice(first.range);
    Some(
        Diagnostic::error("syntax::unknown-keyword", format!("There is no keyword `{written}`"))
            .at(source.span(first.range), format!("expected `Catch` or `End try`, found `{written}`"))
            .hint(FINALLY_HINT),
    )
}

const FINALLY_HINT: &str = "write after `End try` what runs in every case";

/// What 4D has for a word that is alone on a line, where it is neither a method nor a variable: what to expect there,
/// and what to write.
pub fn lone_word(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match fold_name(word).as_str() {
        "finally" => ("`Catch` or `End try`", FINALLY_HINT),
        "end" => ("the end of a block", "write the whole end of the block, such as `End if`"),
        "next" => ("`End for`", "write `End for` where the loop ends, `continue` to begin its next round"),
        "loop" | "done" => ("the end of a loop", "write the whole end of the loop, such as `End while`"),
        "begin" | "do" => ("a statement", "remove it: a block begins with its keyword, such as `If (…)`"),
        "then" => ("a statement", "remove it: what runs begins in the line after `If (…)`"),
        "fi" => ("`End if`", "write `End if`"),
        "default" | "otherwise" => ("`Else`", "write `Else` before what runs where no case fits"),
        "except" | "rescue" => ("`Catch`", "write `Catch`; `Last errors` has what was raised"),
        "throw" | "raise" => ("`throw(…)`", "write `throw(…)` with the error"),
        _ => return None,
    })
}

/// Whether the words begin a comment of Basic: `REM a comment`.
pub fn is_remark(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(word, _)| word.eq_ignore_ascii_case("rem"))
}

/// The token after the condition of a line, where a condition in parentheses is complete: `If (…) Then`.
pub(crate) fn behind_condition(source: &Source<'_>, at: usize) -> Option<Diagnostic> {
    let head = source.tokens.first()?;
    let Kind::Keyword(keyword @ (Keyword::If | Keyword::While | Keyword::Use | Keyword::Until)) = head.kind else {
        return None;
    };
    let found = *source.tokens.get(at)?;
    if source.tokens.get(1)?.kind != Kind::OpenParenthesis
        || source.tokens.get(at.checked_sub(1)?)?.kind != Kind::CloseParenthesis
        || !matches!(found.kind, Kind::Name | Kind::Local | Kind::Keyword(_) | Kind::Colon | Kind::Interprocess)
    {
        return None;
    }
    let balanced = |open: Kind, close: Kind| {
        let before = source.tokens.iter().take(at);
        before.clone().filter(|token| token.kind == open).count() == before.filter(|token| token.kind == close).count()
    };
    if !balanced(Kind::OpenParenthesis, Kind::CloseParenthesis) {
        return None;
    }
    // `If ($a) and ($b)`: an operator was meant.
    let written = source.slice(found.range);
    let first_word = written.split_whitespace().next().unwrap_or(written);
    if crate::problems::word_operator(first_word).is_some() {
        return None;
    }
    let text = keyword.text();
    let only_word = at + 1 == source.tokens.len();
    let hint = match fold_name(written).as_str() {
        "then" | "do" if only_word => format!("remove `{written}`"),
        _ if found.kind == Kind::Colon => "remove the `:`".to_owned(),
        _ => match keyword.closer() {
            Some(closer) => format!("write what runs on a line of its own, and `{}` after it", closer.text()),
            None => "write it on a line of its own".to_owned(),
        },
    };
    Some(
        Diagnostic::error("syntax::text-after-keyword", format!("`{text} (…)` must be alone on its line"))
            .at(
                source.between(at..source.tokens.len()),
                format!("expected the end of the line, found `{}`", short(written)),
            )
            .hint(hint),
    )
}

/// Whether a block on one line, `If (…) ALERT("x")`, has its statement in the line.
pub(crate) fn has_statement(source: &Source<'_>) -> bool {
    let mut depth = 0usize;
    for (at, token) in source.tokens.iter().enumerate().skip(1) {
        match token.kind {
            Kind::OpenParenthesis => depth += 1,
            Kind::CloseParenthesis => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let Some(next) = source.tokens.get(at + 1) else { return false };
        let word = source.slice(next.range);
        let alone = at + 2 == source.tokens.len();
        return matches!(next.kind, Kind::Name | Kind::Local | Kind::Interprocess | Kind::Keyword(_))
            && !(alone && ["then", "do"].contains(&fold_name(word).as_str()));
    }
    false
}
