//! Prints expressions.

use crate::tree::{Assignment, BinaryOperator, Expression, ExpressionKind, Name, Token, UnaryOperator};
use std::fmt::Write;

/// What is between arguments in code.
const BLANK: &str = "; ";
/// What is between arguments in the source of a formula
/// ([.source](https://developer.4d.com/docs/API/FormulaClass#source)).
const TIGHT: &str = ";";

/// The expression as 4D text.
pub(super) fn text(expression: &Expression) -> String {
    written(expression, BLANK)
}

/// The expression as the source of a formula.
pub(crate) fn formula(expression: &Expression) -> String {
    written(expression, TIGHT)
}

fn written(expression: &Expression, separator: &'static str) -> String {
    let mut out = Line { text: String::new(), separator };
    print(expression, &mut out);
    out.text
}

/// Text that grows, and what is between arguments in it.
struct Line {
    text: String,
    separator: &'static str,
}

impl Line {
    fn push(&mut self, letter: char) {
        self.text.push(letter);
    }

    fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.text.write_str(text)
    }
}

/// `:=` or a compound form.
pub(super) fn assignment_sign(assignment: &Assignment) -> String {
    match assignment.operator {
        None => ":=".to_string(),
        Some(operator) => format!("{}=", operator.symbol()),
    }
}

/// Whether 4D's editor writes blanks around an operator.
fn is_spaced(operator: BinaryOperator) -> bool {
    use BinaryOperator as B;
    !matches!(
        operator,
        B::Add
            | B::Subtract
            | B::Multiply
            | B::Divide
            | B::IntegerDivide
            | B::Modulo
            | B::Power
            | B::ScaleWidth
            | B::ScaleHeight
            | B::Equal
            | B::NotEqual
            | B::Less
            | B::LessOrEqual
            | B::Greater
            | B::GreaterOrEqual
    )
}

/// What a node continues: its left operand, its object, its callee.
fn base(expression: &Expression) -> Option<&Expression> {
    match &expression.kind {
        ExpressionKind::Binary(binary) => Some(&binary.left),
        ExpressionKind::Call(call) => Some(&call.callee),
        ExpressionKind::Member(member) => Some(&member.object),
        ExpressionKind::Index(index) | ExpressionKind::Element(index) | ExpressionKind::Character(index) => {
            Some(&index.base)
        }
        ExpressionKind::Dereference(pointer) => Some(pointer),
        ExpressionKind::Ternary(ternary) => Some(&ternary.condition),
        ExpressionKind::Assign(assignment) => Some(&assignment.target),
        _ => None,
    }
}

/// What an expression begins with.
fn innermost(expression: &Expression) -> &Expression {
    let mut last = expression;
    while let Some(inner) = base(last) {
        last = inner;
    }
    last
}

/// Chains are long on their left side: that side is walked in a loop.
fn print(expression: &Expression, out: &mut Line) {
    let mut chain = vec![expression];
    let mut last = expression;
    while let Some(inner) = base(last) {
        chain.push(inner);
        last = inner;
    }
    for node in chain.into_iter().rev() {
        continuation(node, out);
    }
}

/// Prints a node without its base, which is in `out` already.
fn continuation(expression: &Expression, out: &mut Line) {
    match &expression.kind {
        ExpressionKind::Binary(binary) => {
            let spaced = is_spaced(binary.operator);
            // `<<>x` would be a shift, `*+1` an operator of pictures.
            let begins = &innermost(&binary.right).kind;
            let apart = spaced
                || matches!(begins, ExpressionKind::Interprocess(_) | ExpressionKind::Unary(UnaryOperator::Plus, _));
            out.push_str(if spaced { " " } else { "" });
            out.push_str(binary.operator.symbol());
            out.push_str(if apart { " " } else { "" });
            print(&binary.right, out);
        }
        ExpressionKind::Call(call) => {
            out.push('(');
            list(&call.arguments, out);
            out.push(')');
        }
        ExpressionKind::Member(member) => {
            out.push('.');
            out.push_str(&member.name.text);
        }
        ExpressionKind::Index(index) => {
            let key = written(&index.index, out.separator);
            // `[[` and `]]` would be those of a character.
            let blank = if key.starts_with('[') || key.ends_with(']') { " " } else { "" };
            out.push_str(&format!("[{blank}{key}{blank}]"));
        }
        ExpressionKind::Element(index) => enclosed("{", &index.index, "}", out),
        ExpressionKind::Character(index) => enclosed("[[", &index.index, "]]", out),
        ExpressionKind::Dereference(_) => out.push_str("->"),
        ExpressionKind::Ternary(ternary) => {
            enclosed(" ? ", &ternary.then, " : ", out);
            print(&ternary.otherwise, out);
        }
        ExpressionKind::Assign(assignment) => {
            out.push_str(&assignment_sign(assignment));
            print(&assignment.value, out);
        }
        _ => leaf(expression, out),
    }
}

fn enclosed(open: &str, inner: &Expression, close: &str, out: &mut Line) {
    out.push_str(open);
    print(inner, out);
    out.push_str(close);
}

fn list(expressions: &[Expression], out: &mut Line) {
    for (at, expression) in expressions.iter().enumerate() {
        if at > 0 {
            out.push_str(out.separator);
        }
        print(expression, out);
    }
}

/// Prints a node that continues nothing.
fn leaf(expression: &Expression, out: &mut Line) {
    // Writing to a String cannot fail.
    let _ = match &expression.kind {
        ExpressionKind::Number(number) => write!(out, "{}", number_text(*number)),
        ExpressionKind::Text(text) => write!(out, "{}", quoted(text)),
        ExpressionKind::Date { year: 0, month: 0, day: 0 } => write!(out, "!00-00-00!"),
        ExpressionKind::Date { year, month, day } => write!(out, "!{year:04}-{month:02}-{day:02}!"),
        ExpressionKind::Time(seconds) => {
            write!(out, "?{:02}:{:02}:{:02}?", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        ExpressionKind::Local(name) => write!(out, "${name}"),
        ExpressionKind::Parameter(number) => write!(out, "${number}"),
        ExpressionKind::Interprocess(name) => write!(out, "<>{name}"),
        ExpressionKind::Name(name) => write!(out, "{}", named(name)),
        ExpressionKind::Bracketed(name) => write!(out, "[{}]", named(name)),
        ExpressionKind::Field(field) => write!(out, "[{}]{}", named(&field.table), named(&field.field)),
        ExpressionKind::Star => write!(out, "*"),
        ExpressionKind::Less => write!(out, "<"),
        ExpressionKind::Greater => write!(out, ">"),
        ExpressionKind::Operator(operator) => write!(out, "{}", operator.symbol()),
        ExpressionKind::IndirectParameter(number) => {
            enclosed("${", number, "}", out);
            Ok(())
        }
        ExpressionKind::Parenthesized(inner) => {
            enclosed("(", inner, ")", out);
            Ok(())
        }
        ExpressionKind::Try(inner) => {
            enclosed("Try(", inner, ")", out);
            Ok(())
        }
        ExpressionKind::Object(entries) => {
            for (at, entry) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "{" } else { out.separator });
                out.push_str(&key(&entry.key.text));
                out.push_str(": ");
                print(&entry.value, out);
            }
            write!(out, "{}", if entries.is_empty() { "{}" } else { "}" })
        }
        ExpressionKind::Collection(elements) => {
            out.push('[');
            list(elements, out);
            write!(out, "]")
        }
        ExpressionKind::PointerTo(place) => {
            enclosed("->", place, "", out);
            Ok(())
        }
        ExpressionKind::Unary(operator, operand) => {
            let sign = match operator {
                UnaryOperator::Minus => "-",
                UnaryOperator::Plus => "+",
            };
            enclosed(sign, operand, "", out);
            Ok(())
        }
        ExpressionKind::Return(value) => {
            out.push_str("return");
            if let Some(value) = value {
                enclosed(" ", value, "", out);
            }
            Ok(())
        }
        _ => Ok(()),
    };
}

fn number_text(number: f64) -> String {
    if number.is_infinite() {
        return "1e999".to_string();
    }
    if number != 0.0 && !(1e-5..1e15).contains(&number) {
        return format!("{number:e}");
    }
    number.to_string()
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A property name, quoted unless it is one plain word.
fn key(text: &str) -> String {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.bytes().next().is_some_and(|byte| !byte.is_ascii_digit());
    if plain { text.to_string() } else { quoted(text) }
}

fn named(name: &Name) -> String {
    match name.token {
        None => name.text.to_string(),
        Some(Token::Command(number)) => format!("{}:C{number}", name.text),
        Some(Token::Constant(theme, number)) => format!("{}:K{theme}:{number}", name.text),
        Some(Token::Plugin(plugin, number)) => format!("{}:P{plugin}:{number}", name.text),
        Some(Token::Number(number)) => format!("{}:{number}", name.text),
    }
}
