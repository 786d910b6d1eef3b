//! What the tests share: trees as short text, diagnostics as plain text.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use fourd_source::{Diagnostic, FileId, Severity, SourceFile};
use fourd_syntax::tree::{Block, Class, Code, CodeKind, Expression, ExpressionKind, Module, Routine, StatementKind};
use fourd_syntax::{Parsed, parse};

pub fn file() -> FileId {
    FileId(0)
}

pub fn parse_method(text: &str) -> Parsed {
    parse(file(), text, CodeKind::Method)
}

/// The routine of a method that has no problem.
pub fn routine(text: &str) -> Routine {
    let parsed = parse_method(text);
    assert!(parsed.diagnostics.is_empty(), "{text}\n{}", report(text, &parsed.diagnostics));
    match parsed.module.code {
        Code::Method(routine) => routine,
        Code::Class(_) => panic!("a method expected"),
    }
}

/// The statements of a method that has no problem.
pub fn body(text: &str) -> Block {
    routine(text).body
}

/// A class that has no problem.
pub fn class(text: &str) -> Class {
    let parsed = parse(file(), text, CodeKind::Class);
    assert!(parsed.diagnostics.is_empty(), "{text}\n{}", report(text, &parsed.diagnostics));
    match parsed.module.code {
        Code::Class(class) => class,
        Code::Method(_) => panic!("a class expected"),
    }
}

/// The shape of an expression that is alone on its line.
pub fn shape_of(text: &str) -> String {
    let statements = body(&format!("x:={text}"));
    match &statements.as_slice() {
        [statement] => match &statement.kind {
            StatementKind::Assign(assignment) => shape(&assignment.value),
            other => panic!("an assignment expected: {other:?}"),
        },
        other => panic!("one statement expected: {other:?}"),
    }
}

/// An expression with a pair of parentheses around each operation, those of the source as `<…>`.
pub fn shape(expression: &Expression) -> String {
    let list = |parts: &[Expression]| parts.iter().map(shape).collect::<Vec<_>>().join(";");
    match &expression.kind {
        ExpressionKind::Number(number) => number.to_string(),
        ExpressionKind::Text(text) => format!("{text:?}"),
        ExpressionKind::Date { year, month, day } => format!("date {year}/{month}/{day}"),
        ExpressionKind::Time(seconds) => format!("time {seconds}"),
        ExpressionKind::Local(name) => format!("${name}"),
        ExpressionKind::Parameter(number) => format!("parameter {number}"),
        ExpressionKind::IndirectParameter(number) => format!("parameter({})", shape(number)),
        ExpressionKind::Interprocess(name) => format!("<>{name}"),
        ExpressionKind::Name(name) => match name.token {
            Some(token) => format!("{}:{token:?}", name.text),
            None => name.text.to_string(),
        },
        ExpressionKind::Bracketed(name) => format!("bracketed {} {:?}", name.text, name.token),
        ExpressionKind::Field(field) => {
            format!("field {} {:?} {} {:?}", field.table.text, field.table.token, field.field.text, field.field.token)
        }
        ExpressionKind::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|entry| format!("{:?}={}", entry.key.text, shape(&entry.value))).collect();
            format!("object({})", entries.join(";"))
        }
        ExpressionKind::Collection(elements) => format!("collection({})", list(elements)),
        ExpressionKind::Call(call) => format!("call({}: {})", shape(&call.callee), list(&call.arguments)),
        ExpressionKind::Member(member) => format!("({}.{})", shape(&member.object), member.name.text),
        ExpressionKind::Index(index) => format!("index({}: {})", shape(&index.base), shape(&index.index)),
        ExpressionKind::Element(index) => format!("element({}: {})", shape(&index.base), shape(&index.index)),
        ExpressionKind::Character(index) => format!("character({}: {})", shape(&index.base), shape(&index.index)),
        ExpressionKind::Dereference(pointer) => format!("({}->)", shape(pointer)),
        ExpressionKind::PointerTo(place) => format!("(->{})", shape(place)),
        ExpressionKind::Unary(operator, operand) => format!("({operator:?} {})", shape(operand)),
        ExpressionKind::Binary(binary) => {
            format!("({} {} {})", shape(&binary.left), binary.operator.symbol(), shape(&binary.right))
        }
        ExpressionKind::Ternary(ternary) => {
            format!("({} ? {} : {})", shape(&ternary.condition), shape(&ternary.then), shape(&ternary.otherwise))
        }
        ExpressionKind::Parenthesized(inner) => format!("<{}>", shape(inner)),
        ExpressionKind::Try(inner) => format!("try({})", shape(inner)),
        ExpressionKind::Assign(assignment) => {
            let operator = assignment.operator.map_or("", |operator| operator.symbol());
            format!("({} :{operator}= {})", shape(&assignment.target), shape(&assignment.value))
        }
        ExpressionKind::Return(value) => format!("return({})", value.as_deref().map(shape).unwrap_or_default()),
        ExpressionKind::Star => "star".into(),
        ExpressionKind::Less => "less".into(),
        ExpressionKind::Greater => "greater".into(),
        ExpressionKind::Operator(operator) => format!("operator {}", operator.symbol()),
        ExpressionKind::Omitted => "omitted".into(),
        ExpressionKind::Invalid => "invalid".into(),
    }
}

/// Diagnostics as plain text, each spot with line, column and its text.
pub fn report(text: &str, diagnostics: &[Diagnostic]) -> String {
    let source = SourceFile::new("test.4dm".into(), text.to_string());
    let spot = |span: fourd_source::Span| {
        let (line, column) = source.line_column(span.start);
        format!("{line}:{column} {:?}", text.get(span.range()).unwrap_or("outside of the text"))
    };
    let mut out = String::new();
    for diagnostic in diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        out.push_str(&format!("{severity}: {} [{}]\n", diagnostic.title, diagnostic.name));
        if let Some(label) = &diagnostic.primary {
            out.push_str(&format!("  at {}: {}\n", spot(label.span), label.message));
        }
        for label in &diagnostic.secondary {
            out.push_str(&format!("  also {}: {}\n", spot(label.span), label.message));
        }
        for note in &diagnostic.notes {
            out.push_str(&format!("  note: {note}\n"));
        }
        if let Some(hint) = &diagnostic.hint {
            out.push_str(&format!("  hint: {hint}\n"));
        }
    }
    out
}

/// The tree as text, every span left out.
pub fn without_spans(module: &Module) -> String {
    let written = format!("{module:?}");
    let mut text = String::with_capacity(written.len() / 2);
    let mut rest = written.as_str();
    while let Some(at) = rest.find("Span { file: FileId(") {
        text.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    text
}
