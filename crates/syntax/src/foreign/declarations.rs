//! Declarations as other languages write them.

use crate::effects::short;
use crate::grammar::Source;
use crate::keyword::{Keyword, is_type_name};
use crate::lexer::{Kind, TextRange, Token};
use crate::tree::BinaryOperator;
use fourd_source::{Diagnostic, fold_name};

/// The words that begin a declaration elsewhere.
const WORDS: [&str; 9] = ["const", "let", "dim", "local", "my", "val", "final", "auto", "static"];

/// `const $k:=4`, `let $k = 4`, `Dim $k As Integer`, `Integer $k`, `$k : Integer` and `var $k = 4`.
pub(crate) fn declaration(source: &Source<'_>) -> Option<Diagnostic> {
    let [first, rest @ ..] = source.tokens else { return None };
    let second = rest.first()?;
    let written = source.slice(first.range);
    match (first.kind, second.kind) {
        (Kind::Name, Kind::Local) => {
            let word = fold_name(written);
            let is_type = is_type_name(&word) || ["int", "string", "bool", "float", "number"].contains(&word.as_str());
            if !is_type && !WORDS.contains(&word.as_str()) {
                return None;
            }
            let declared = is_type.then(|| type_of_word(&word));
            Some(report(source, *first, written, &suggestion(source, rest, declared)))
        }
        // `let k = 4`: the two words are one name, an unlikely one.
        (Kind::Name, Kind::Operator(BinaryOperator::Equal)) => {
            let (word, name) = written.split_once(char::is_whitespace)?;
            if !["const", "let", "var"].contains(&fold_name(word).as_str()) || name.contains(char::is_whitespace) {
                return None;
            }
            if fold_name(word) == "var" {
                let wanted =
                    format!("var {} : {}:={}", name.trim(), type_of_value(source, rest), value_behind(source, rest));
                return Some(first_value(source, *second, &wanted));
            }
            let end = first.range.start + word.len() as u32;
            let word = Token { range: TextRange { end, ..first.range }, ..*first };
            let value = value_behind(source, rest);
            let wanted = format!("var ${} : {}:={}", name.trim(), type_of_value(source, rest), value);
            Some(report(source, word, source.slice(word.range), &wanted))
        }
        (Kind::Local, Kind::Colon) if rest.get(1).is_some_and(|token| token.kind == Kind::Name) => {
            let whole = source.between(0..source.tokens.len());
            let line = source.slice(TextRange { start: whole.start, end: whole.end });
            Some(
                Diagnostic::error("syntax::foreign-declaration", "A declaration begins with `var`")
                    .at(source.span(first.range), format!("expected `var` before the variable, found `{written}`"))
                    .hint(format!("write `var {}`", short(line))),
            )
        }
        (Kind::Keyword(Keyword::Var | Keyword::Property), _) => initial_value(source),
        _ => None,
    }
}

/// `var $k = 4`.
fn initial_value(source: &Source<'_>) -> Option<Diagnostic> {
    let at = source.tokens.iter().position(|token| {
        matches!(token.kind, Kind::Assign | Kind::Operator(BinaryOperator::Equal) | Kind::OpenParenthesis)
    })?;
    let sign = source.tokens.get(at).filter(|sign| sign.kind == Kind::Operator(BinaryOperator::Equal))?;
    Some(first_value(source, *sign, &suggestion(source, source.tokens.get(1..)?, None)))
}

fn first_value(source: &Source<'_>, sign: Token, wanted: &str) -> Diagnostic {
    Diagnostic::error("syntax::foreign-declaration", "A first value comes after `:=`")
        .at(source.span(sign.range), "expected `:=` before the value, found `=`")
        .hint(format!("write `{wanted}`"))
}

fn report(source: &Source<'_>, word: Token, written: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("syntax::foreign-declaration", format!("There is no declaration with `{written}`"))
        .at(source.span(word.range), format!("expected `var`, found `{written}`"))
        .hint(format!("write `{wanted}`"))
}

/// The declaration that 4D has for a name with what follows it.
fn suggestion(source: &Source<'_>, rest: &[Token], declared: Option<&str>) -> String {
    let Some(first) = rest.first() else { return "var $name : Text".to_owned() };
    // `$x As Integer` is one name of several words.
    let written = source.slice(first.range);
    let mut words = written.split_whitespace();
    let name = words.next().unwrap_or(written);
    let of_name = words.next_back().map(|word| type_of_word(&fold_name(word)));
    let of_colon = match rest {
        [_, colon, found, ..] if colon.kind == Kind::Colon && found.kind == Kind::Name => {
            Some(type_of_word(&fold_name(source.slice(found.range))))
        }
        _ => None,
    };
    let declared = declared.or(of_name).or(of_colon).unwrap_or_else(|| type_of_value(source, rest));
    match value_behind(source, rest) {
        value if value.is_empty() => format!("var {name} : {declared}"),
        value => format!("var {name} : {declared}:={value}"),
    }
}

/// What comes after the first `=` or `:=`.
fn value_behind(source: &Source<'_>, rest: &[Token]) -> String {
    let Some(at) = sign(rest) else { return String::new() };
    match (rest.get(at + 1), rest.iter().rfind(|token| token.kind != Kind::Semicolon)) {
        (Some(first), Some(last)) if first.range.start < last.range.end => {
            short(source.slice(TextRange { start: first.range.start, end: last.range.end }))
        }
        _ => String::new(),
    }
}

fn sign(rest: &[Token]) -> Option<usize> {
    rest.iter().position(|token| matches!(token.kind, Kind::Assign | Kind::Operator(BinaryOperator::Equal)))
}

/// The type of a value as far as its first token shows it.
fn type_of_value(source: &Source<'_>, rest: &[Token]) -> &'static str {
    let value = sign(rest).and_then(|at| rest.get(at + 1));
    match value.map(|value| (value.kind, source.slice(value.range))) {
        Some((Kind::Number, written)) if written.contains('.') => "Real",
        Some((Kind::Number, _)) => "Integer",
        Some((Kind::Text, _)) => "Text",
        Some((Kind::Date, _)) => "Date",
        Some((Kind::Time, _)) => "Time",
        Some((Kind::OpenBrace, _)) => "Object",
        Some((Kind::OpenBracket, _)) => "Collection",
        Some((Kind::Arrow, _)) => "Pointer",
        Some((Kind::Name, word)) if ["true", "false"].contains(&word.to_ascii_lowercase().as_str()) => "Boolean",
        _ => "Variant",
    }
}

/// What 4D calls a type.
fn type_of_word(word: &str) -> &'static str {
    match word {
        "integer" | "int" | "long" | "longint" => "Integer",
        "text" | "string" | "str" => "Text",
        "real" | "number" | "float" | "double" => "Real",
        "boolean" | "bool" => "Boolean",
        "date" => "Date",
        "time" => "Time",
        "object" => "Object",
        "collection" | "array" | "list" => "Collection",
        "pointer" => "Pointer",
        "picture" => "Picture",
        "blob" => "Blob",
        _ => "Variant",
    }
}
