//! Words and signs of other languages: what 4D has in their place, said at their place.

mod declarations;
mod loops;
mod words;

pub(crate) use declarations::declaration;
pub(crate) use loops::{for_each_head, for_head};
pub(crate) use words::{Act, Context, behind_condition, has_statement, line};
pub use words::{is_remark, lone_word};

use crate::effects::short;
use crate::grammar::Source;
use crate::lexer::{Kind, TextRange, Token};
use crate::tree::BinaryOperator;
use fourd_source::{Diagnostic, Severity, Span};

/// Whether 4D refuses what is written, or takes it for something else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Error,
    Warning,
}

impl Weight {
    fn of(self, name: &'static str, title: impl Into<String>) -> Diagnostic {
        let severity = if self == Weight::Error { Severity::Error } else { Severity::Warning };
        Diagnostic::new(severity, name, title)
    }
}

/// A comment that begins with another sign than `//`.
pub(crate) fn comment(source: &Source<'_>, sign: Span, weight: Weight) -> Diagnostic {
    let written = source.slice(TextRange { start: sign.start, end: sign.end });
    weight
        .of("syntax::foreign-comment", format!("A comment does not begin with `{written}`"))
        .at(sign, format!("expected `//` before a comment, found `{written}`"))
        .hint("write `//` before a comment, or put it between `/*` and `*/`")
}

/// `++` or `--`.
pub(crate) fn increment(span: Span, sign: &str, operand: String, weight: Weight) -> Diagnostic {
    weight
        .of("syntax::increment", format!("There is no operator `{sign}{sign}`"))
        .at(span, format!("expected `{sign}=1`, found `{sign}{sign}`"))
        .hint(format!("write `{operand}{sign}=1`"))
}

/// Mistakes that are seen at the token where the grammar stopped, or at the end of the line.
pub(crate) fn mistake(source: &Source<'_>, at: usize) -> Option<Diagnostic> {
    if let Some(first) = source.tokens.first()
        && first.kind == Kind::Operator(BinaryOperator::NotEqual)
    {
        return Some(comment(source, source.span(first.range), Weight::Error));
    }
    backquoted(source)
        .or_else(|| doubled(source, at))
        .or_else(|| arrow(source, at))
        .or_else(|| interpolated(source, at))
}

/// `` `text` ``: from the backquote on, 4D reads a comment.
pub(crate) fn backquoted(source: &Source<'_>) -> Option<Diagnostic> {
    let (rest, start) = behind(source)?;
    let inner = rest.strip_prefix('`')?;
    let length = inner.find('`')?;
    let text = &inner[..length];
    let span = Span { start, end: start + length as u32 + 2, ..source.between(0..source.tokens.len()) };
    let hint = match text.split_once("${") {
        Some((before, rest)) => {
            let value = rest.split('}').next().unwrap_or_default();
            format!("write `\"{}\"+{}`", short(before), short(value.trim()))
        }
        None => format!("write `\"{}\"`", short(text)),
    };
    Some(
        Diagnostic::error("syntax::backquoted-text", "A text is in backquotes")
            .at(span, "expected a text between `\"`, found one between backquotes, which begin a comment")
            .hint(hint),
    )
}

/// What follows the last token in its line, and where.
fn behind<'s>(source: &Source<'s>) -> Option<(&'s str, u32)> {
    let end = source.tokens.last()?.range.end;
    let rest = source.text.get(end as usize..)?;
    let line = rest.split(['\r', '\n']).next()?;
    // A `;` at the end is left out before the grammar reads the line.
    let shown = line.trim_start_matches(|letter: char| letter == ';' || letter.is_whitespace());
    Some((shown.trim_end(), end + (line.len() - shown.len()) as u32))
}

/// The comment after the last token of a line that is not complete.
pub(crate) fn comment_behind(source: &Source<'_>) -> Option<Span> {
    let (rest, start) = behind(source)?;
    let whole = source.between(0..source.tokens.len());
    rest.starts_with("//").then(|| Span { start, end: start + rest.len() as u32, ..whole })
}

/// `$a:=7//2`: what comes after `//` is a comment, though it looks like the divisor of another language.
pub(crate) fn division(source: &Source<'_>) -> Option<Diagnostic> {
    let comment = comment_behind(source)?;
    let last = source.tokens.last()?;
    let divisor = source.slice(TextRange { start: comment.start + 2, end: comment.end });
    let is_operand = divisor.starts_with(|first: char| first == '$' || first.is_ascii_digit())
        && divisor.chars().all(|letter| letter.is_alphanumeric() || "$._".contains(letter));
    if comment.start != last.range.end || !is_operand {
        return None;
    }
    let sign = Span { end: comment.start + 2, ..comment };
    Some(
        Diagnostic::warning("syntax::comment-for-division", "A comment begins here")
            .at(sign, "expected an operator, found `//`, which begins a comment")
            .hint(format!("write `\\{divisor}` to divide whole numbers, or a blank before the comment")),
    )
}

fn touch(first: Token, second: Token) -> bool {
    first.range.end == second.range.start
}

/// `$n++` and `$n--`, also inside an expression; `2**3` and `"a" . "b"`.
fn doubled(source: &Source<'_>, at: usize) -> Option<Diagnostic> {
    let pair = |at: usize| Some((*source.tokens.get(at.checked_sub(1)?)?, *source.tokens.get(at)?));
    if let Some((first, second)) = pair(at)
        && first.kind == Kind::Operator(BinaryOperator::Multiply)
        && second.kind == first.kind
    {
        return Some(
            Diagnostic::error("syntax::unexpected-token", "There is no operator `**`")
                .at(source.between(at - 1..at + 1), "expected `^`, found `**`")
                .hint("write `^` for a power"),
        );
    }
    if let Some((first, second)) = pair(at)
        && first.kind == Kind::Dot
        && second.kind == Kind::Text
    {
        return Some(
            Diagnostic::error("syntax::unexpected-token", "Texts are not joined with `.`")
                .at(source.span(first.range), "expected `+`, found `.`")
                .hint("write `+` to join texts"),
        );
    }
    let (first, second) = pair(at.checked_sub(1)?)?;
    let Kind::Operator(sign @ (BinaryOperator::Add | BinaryOperator::Subtract)) = first.kind else { return None };
    if second.kind != first.kind || !touch(first, second) {
        return None;
    }
    let operand = operand_before(source, at - 2)?;
    Some(increment(source.between(at - 2..at), sign.symbol(), operand, Weight::Error))
}

/// The text of the variable, property or element that ends before token `end`.
fn operand_before(source: &Source<'_>, end: usize) -> Option<String> {
    let mut start = end;
    let mut depth = 0usize;
    while let Some(token) = start.checked_sub(1).and_then(|before| source.tokens.get(before)) {
        match token.kind {
            Kind::CloseBracket | Kind::CloseBrace | Kind::CloseCharacter => depth += 1,
            Kind::OpenBracket | Kind::OpenBrace | Kind::OpenCharacter => depth = depth.checked_sub(1)?,
            Kind::Local | Kind::Parameter | Kind::Interprocess | Kind::Name | Kind::Dot | Kind::Arrow | Kind::Table => {
            }
            _ if depth == 0 => break,
            _ => {}
        }
        start -= 1;
    }
    let (first, last) = (source.tokens.get(start)?, source.tokens.get(end.checked_sub(1)?)?);
    (start < end).then(|| short(source.slice(TextRange { start: first.range.start, end: last.range.end })))
}

/// `($x) => $x*2` in the arguments of a call, and `=>` for `>=` elsewhere.
fn arrow(source: &Source<'_>, at: usize) -> Option<Diagnostic> {
    let (first, second) = (*source.tokens.get(at.checked_sub(1)?)?, *source.tokens.get(at)?);
    if first.kind != Kind::Operator(BinaryOperator::Equal)
        || second.kind != Kind::Operator(BinaryOperator::Greater)
        || !touch(first, second)
    {
        return None;
    }
    let span = source.between(at - 1..at + 1);
    if !in_arguments(source, at)
        && !matches!(source.tokens.get(at - 2).map(|token| token.kind), Some(Kind::CloseParenthesis))
    {
        return Some(
            Diagnostic::error("syntax::unexpected-token", "There is no operator `=>`")
                .at(span, "expected `>=`, found `=>`")
                .hint("write `>=` for \"greater or equal\""),
        );
    }
    Some(function_in_expression(span, "=>"))
}

/// An arrow function, or `function (…) {…}` in an expression.
fn function_in_expression(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error("syntax::arrow-function", "A function cannot be written inside an expression")
        .at(span, format!("expected `Formula(…)`, found `{found}`"))
        .hint("write `Formula(…)`, in which `$1` is the first parameter: `$c.map(Formula($1.value*2))`")
}

/// `$c.forEach(($x) => {`: the function continues in the next lines.
pub(crate) fn callback(source: &Source<'_>) -> Option<Diagnostic> {
    let [.., equal, greater, brace] = source.tokens else { return None };
    if brace.kind != Kind::OpenBrace {
        return None;
    }
    let is_arrow = equal.kind == Kind::Operator(BinaryOperator::Equal)
        && greater.kind == Kind::Operator(BinaryOperator::Greater)
        && touch(*equal, *greater);
    if is_arrow {
        return Some(function_in_expression(source.span(equal.range).to(source.span(greater.range)), "=>"));
    }
    inner_function(source)
}

/// `function ($x) {…}` after the first word of a line, which the grammar takes for a call and an index.
pub(crate) fn inner_function(source: &Source<'_>) -> Option<Diagnostic> {
    for (at, token) in source.tokens.iter().enumerate().skip(1) {
        let is_word = token.kind == Kind::Name && source.slice(token.range).eq_ignore_ascii_case("function");
        if !is_word || source.tokens.get(at + 1).map(|next| next.kind) != Some(Kind::OpenParenthesis) {
            continue;
        }
        let mut depth = 0usize;
        let close = source.tokens.iter().skip(at + 1).position(|token| {
            match token.kind {
                Kind::OpenParenthesis => depth += 1,
                Kind::CloseParenthesis => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })?;
        if source.tokens.get(at + 2 + close).map(|next| next.kind) == Some(Kind::OpenBrace) {
            return Some(function_in_expression(source.span(token.range), "function"));
        }
    }
    None
}

/// Whether token `at` is between the parentheses of a call.
fn in_arguments(source: &Source<'_>, at: usize) -> bool {
    let mut open: Vec<bool> = Vec::new();
    let mut callable = false;
    for token in source.tokens.iter().take(at) {
        match token.kind {
            Kind::OpenParenthesis => open.push(callable),
            Kind::CloseParenthesis => {
                open.pop();
            }
            _ => {}
        }
        callable = matches!(token.kind, Kind::Name | Kind::Mark);
    }
    open.contains(&true)
}

/// `f"…"` and its like: a letter right before a text.
fn interpolated(source: &Source<'_>, at: usize) -> Option<Diagnostic> {
    let (before, text) = (*source.tokens.get(at.checked_sub(1)?)?, *source.tokens.get(at)?);
    let is_letter = before.kind == Kind::Name && source.slice(before.range).len() == 1;
    if text.kind != Kind::Text || !is_letter || !touch(before, text) {
        return None;
    }
    Some(
        Diagnostic::error("syntax::missing-operator", "There are no values inside texts")
            .at(source.between(at - 1..at + 1), "expected a text, found one with a letter before it")
            .hint("join the parts with `+`: `\"Hello \"+$name`; a number becomes a text with `String(…)`"),
    )
}
