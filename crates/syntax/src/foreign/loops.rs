//! Heads of loops as other languages write them.

use crate::effects::short;
use crate::grammar::Source;
use crate::keyword::Keyword;
use crate::lexer::{Kind, TextRange, Token};
use crate::tree::BinaryOperator;
use fourd_source::Diagnostic;

/// `For each $n in $c`, `For each ($n in $c)` and the like, which the grammar has refused.
pub(crate) fn for_each_head(source: &Source<'_>) -> Option<Diagnostic> {
    let (item, container) = item_and_source(source)?;
    Some(
        Diagnostic::error(
            "syntax::loop-head",
            "The parts of `For each` are written in parentheses, with `;` between them",
        )
        .at(source.between(1..source.tokens.len()), "expected `(item; collection)`, found another order of words")
        .hint(format!("write `For each ({item}; {container})`")),
    )
}

/// `For $i = 1 To 10`, `for (let $i = 0; $i < 10; $i++)`, `for $i in $c`, which the grammar has refused.
pub(crate) fn for_head(source: &Source<'_>) -> Option<Diagnostic> {
    let span = source.between(1..source.tokens.len());
    if let Some((item, container)) = item_and_source(source) {
        return Some(
            Diagnostic::error("syntax::loop-head", "The loop over a collection is `For each`")
                .at(span, "expected a counter with its first and last value, found a collection")
                .hint(format!("write `For each ({item}; {container})`, and `End for each` where the loop ends")),
        );
    }
    let counter = source.tokens.iter().find_map(|token| match token.kind {
        Kind::Local | Kind::Name | Kind::Interprocess => source
            .slice(token.range)
            .split_whitespace()
            .rfind(|word| !["let", "var", "int", "to"].contains(&word.to_ascii_lowercase().as_str())),
        _ => None,
    })?;
    let counter = match source.tokens.iter().find(|token| token.kind == Kind::Local) {
        Some(local) => source.slice(local.range).split_whitespace().next().unwrap_or(counter),
        None => counter,
    };
    let has_sign = source
        .tokens
        .iter()
        .any(|token| matches!(token.kind, Kind::Assign | Kind::Operator(BinaryOperator::Equal | BinaryOperator::Less)));
    let has_word = source
        .tokens
        .iter()
        .any(|token| token.kind == Kind::Name && source.slice(token.range).to_ascii_lowercase().contains(" to "));
    let no_parenthesis = source.tokens.get(1).is_none_or(|next| next.kind != Kind::OpenParenthesis);
    if !has_sign && !has_word && !no_parenthesis {
        return None;
    }
    let separators = source.tokens.iter().filter(|token| token.kind == Kind::Semicolon).count();
    if no_parenthesis && !has_sign && separators >= 2 {
        let parts = source.slice(TextRange { start: span.start, end: span.end });
        return Some(
            Diagnostic::error("syntax::loop-head", "`For` needs its parts in parentheses")
                .at(span, "expected `(counter; first; last)`, found no parentheses")
                .hint(format!("write `For ({})`", short(parts))),
        );
    }
    let (first, last) = bounds(source);
    Some(
        Diagnostic::error("syntax::loop-head", "`For` takes a counter, its first and its last value")
            .at(span, "expected `(counter; first; last)`, found another order of words")
            .hint(format!("write `For ({counter}; {first}; {last})`")),
    )
}

/// The first and the last value, as far as they are numbers or variables.
fn bounds(source: &Source<'_>) -> (String, String) {
    let tokens = source.tokens;
    let shown = |token: &Token| source.slice(token.range).to_owned();
    let is_sign = |token: &Token| matches!(token.kind, Kind::Assign | Kind::Operator(BinaryOperator::Equal));
    let is_range =
        |token: &Token| token.kind == Kind::Name && source.slice(token.range).to_ascii_lowercase().contains(" to ");
    let begin = tokens.iter().position(is_sign).or_else(|| tokens.iter().position(is_range)?.checked_sub(1));
    let first = begin.and_then(|at| tokens.get(at + 1)).map_or("first".to_owned(), |token| {
        // `1 To 10` is one name.
        shown(token).split_whitespace().next().unwrap_or("first").to_owned()
    });
    let is_limit =
        |token: &Token| matches!(token.kind, Kind::Operator(BinaryOperator::Less | BinaryOperator::LessOrEqual));
    if let Some(at) = tokens.iter().position(is_limit) {
        let less = tokens.get(at).is_some_and(|token| token.kind == Kind::Operator(BinaryOperator::Less));
        let limit = tokens.get(at + 1).map_or("last".to_owned(), shown);
        let last = match (less, limit.parse::<i64>()) {
            (true, Ok(number)) => number.saturating_sub(1).to_string(),
            (true, Err(_)) => format!("{limit}-1"),
            (false, _) => limit,
        };
        return (first, short(&last));
    }
    // `($i:=1; 10)`: the second part is the last value.
    let separator = tokens.iter().position(|token| token.kind == Kind::Semicolon);
    if let (Some(_), Some([limit, end, ..])) = (begin, separator.and_then(|at| tokens.get(at + 1..)))
        && matches!(limit.kind, Kind::Number | Kind::Local)
        && matches!(end.kind, Kind::CloseParenthesis | Kind::Semicolon)
        && !source.slice(limit.range).contains(' ')
    {
        return (first, shown(limit));
    }
    let words = source.slice(TextRange {
        start: tokens.first().map_or(0, |token| token.range.start),
        end: tokens.last().map_or(0, |token| token.range.end),
    });
    let lower = words.to_ascii_lowercase();
    let last = lower.find(" to ").and_then(|at| words.get(at + 4..)).and_then(|rest| {
        rest.split_whitespace().next().map(|word| word.trim_end_matches([')', ':', '{', ';']).to_owned())
    });
    (first, last.filter(|last| !last.is_empty()).unwrap_or_else(|| "last".to_owned()))
}

/// The item and the collection of a head with `in`, `of` or `as` between them.
fn item_and_source(source: &Source<'_>) -> Option<(String, String)> {
    let head = source.tokens.first()?;
    if !matches!(head.kind, Kind::Keyword(Keyword::For | Keyword::ForEach)) {
        return None;
    }
    for (at, token) in source.tokens.iter().enumerate().skip(1) {
        // After a `;` the head is one of 4D.
        if token.kind == Kind::Semicolon {
            return None;
        }
        if !matches!(token.kind, Kind::Local | Kind::Name) {
            continue;
        }
        let words: Vec<&str> = source.slice(token.range).split_whitespace().collect();
        let Some(place) = words.iter().position(|word| ["in", "of"].contains(&word.to_ascii_lowercase().as_str()))
        else {
            continue;
        };
        // `$n in $c`: the word ends the name before it; `$n in names`: it is inside.
        let item = place.checked_sub(1).and_then(|before| words.get(before))?;
        let rest: Vec<&Token> = source.tokens.iter().skip(at + 1).collect();
        let container = match words.get(place + 1..) {
            Some([]) | None => text_up_to_end(source, &rest)?,
            Some(more) => more.join(" ") + &text_up_to_end(source, &rest).unwrap_or_default(),
        };
        let item = if item.starts_with('$') { (*item).to_owned() } else { format!("${item}") };
        return Some((item, short(&container)));
    }
    None
}

/// The tokens up to the parenthesis, the brace or the colon that ends the head.
fn text_up_to_end(source: &Source<'_>, tokens: &[&Token]) -> Option<String> {
    let mut depth = 0usize;
    let mut end = None;
    for token in tokens {
        match token.kind {
            Kind::OpenParenthesis | Kind::OpenBracket => depth += 1,
            Kind::CloseParenthesis | Kind::CloseBracket if depth > 0 => depth -= 1,
            Kind::CloseParenthesis | Kind::OpenBrace | Kind::Colon => break,
            _ => {}
        }
        end = Some(token.range.end);
    }
    let start = tokens.first()?.range.start;
    Some(source.slice(TextRange { start, end: end? }).to_owned())
}
