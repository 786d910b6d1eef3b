//! Lines that only compute something. 4D accepts them, but nothing comes of it: a sign is wrong, or a word is missing.

use crate::grammar::Source;
use crate::lexer::Kind;
use crate::tree::{Binary, BinaryOperator, Expression, ExpressionKind};
use fourd_source::Diagnostic;

/// What is said about an expression that is a whole line, if it has no effect.
pub(crate) fn without_effect(source: &Source<'_>, expression: &Expression) -> Option<Diagnostic> {
    let shown = short(source.slice(range_of(unwrapped(expression))));
    if let Some(diagnostic) = doubled_sign(source, expression) {
        return Some(diagnostic);
    }
    if let Some((binary, refused)) = leftmost_comparison(expression) {
        let title = "A comparison is not a statement";
        let diagnostic = match refused {
            // `$a=$a+1` adds a number to a Boolean.
            Some(_) => Diagnostic::error("syntax::comparison-as-statement", title),
            None => Diagnostic::warning("syntax::comparison-as-statement", title),
        };
        let target = source.slice(range_of(&binary.left));
        let last = source.tokens.last().map_or(binary.operator_span.end, |last| last.range.end);
        let value = source.slice(crate::lexer::TextRange { start: binary.operator_span.end, end: last });
        return Some(diagnostic.at(binary.operator_span, "expected `:=`, found `=`").hint(format!(
            "write `{}:={}` to assign; `=` compares",
            short(target),
            short(value.trim())
        )));
    }
    if may_act(expression) {
        return None;
    }
    let inner = unwrapped(expression);
    let (found, hint) = match &inner.kind {
        ExpressionKind::Member(_) => {
            return Some(
                Diagnostic::new(
                    fourd_source::Severity::Hint,
                    "syntax::no-effect",
                    "This line reads a property and does nothing with it",
                )
                .at(expression.span, "expected an assignment or a call, found a property")
                .hint(format!("write `{shown}()` to call a function, `{shown}:=…` to assign, or remove the line")),
            );
        }
        ExpressionKind::Text(_) => {
            ("a text", format!("write `ALERT({shown})` to show it, or begin the line with `//` where it is a comment"))
        }
        kind if is_place(kind) => (what(kind), format!("write `{shown}:=…` to assign something, or remove the line")),
        kind => (what(kind), "assign the value to a variable, give it to a command, or remove the line".to_owned()),
    };
    Some(
        Diagnostic::warning("syntax::no-effect", "This line does nothing")
            .at(expression.span, format!("expected an assignment, a call or a keyword, found {found}"))
            .hint(hint),
    )
}

/// `++$n`, `--$n` and `-- a comment`.
fn doubled_sign(source: &Source<'_>, expression: &Expression) -> Option<Diagnostic> {
    let [first, second, rest @ ..] = source.tokens else { return None };
    let sign = match (first.kind, second.kind) {
        (Kind::Operator(left @ (BinaryOperator::Add | BinaryOperator::Subtract)), Kind::Operator(right))
            if left == right && first.range.end == second.range.start =>
        {
            left.symbol()
        }
        _ => return None,
    };
    let mut operand = expression;
    while let ExpressionKind::Unary(_, inner) = &operand.kind {
        operand = inner;
    }
    if !is_place(&operand.kind) {
        return None;
    }
    let is_words = rest.first().is_some_and(|next| source.slice(next.range).contains(char::is_whitespace));
    if matches!(operand.kind, ExpressionKind::Name(_)) && is_words {
        return Some(crate::foreign::comment(source, source.between(0..2), crate::foreign::Weight::Warning));
    }
    let written = source.slice(range_of(operand));
    Some(crate::foreign::increment(source.between(0..2), sign, short(written), crate::foreign::Weight::Warning))
}

/// The comparison with `=` of something assignable that everything else in the line is applied to, and the operator
/// that takes no Boolean, where one is applied to it.
fn leftmost_comparison(expression: &Expression) -> Option<(&Binary, Option<BinaryOperator>)> {
    let mut node = expression;
    let mut around = None;
    loop {
        match &node.kind {
            ExpressionKind::Ternary(ternary) => node = &ternary.condition,
            ExpressionKind::Binary(binary) => match binary.left.kind {
                ExpressionKind::Binary(_) => {
                    around = Some(binary.operator);
                    node = &binary.left;
                }
                _ if binary.operator == BinaryOperator::Equal && is_place(&binary.left.kind) => {
                    return Some((binary, around.filter(|operator| takes_no_boolean(*operator))));
                }
                _ => return None,
            },
            _ => return None,
        }
    }
}

fn takes_no_boolean(operator: BinaryOperator) -> bool {
    use BinaryOperator as Op;
    matches!(operator, Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::IntegerDivide | Op::Modulo | Op::Power)
}

/// Whether something may happen when this is computed: a bare name may be a method, and `cs.Name.me` makes an object.
fn may_act(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Name(_)
        | ExpressionKind::Bracketed(_)
        | ExpressionKind::Call(_)
        | ExpressionKind::Try(_)
        | ExpressionKind::Assign(_)
        | ExpressionKind::Return(_)
        | ExpressionKind::Invalid => true,
        ExpressionKind::Member(member) => match &member.object.kind {
            ExpressionKind::Name(name) => !["this", "form"].iter().any(|known| name.text.eq_ignore_ascii_case(known)),
            _ => may_act(&member.object),
        },
        ExpressionKind::Index(index) | ExpressionKind::Element(index) | ExpressionKind::Character(index) => {
            let base = match &index.base.kind {
                ExpressionKind::Name(_) => false,
                _ => may_act(&index.base),
            };
            base || may_act(&index.index)
        }
        ExpressionKind::IndirectParameter(inner)
        | ExpressionKind::Dereference(inner)
        | ExpressionKind::PointerTo(inner)
        | ExpressionKind::Unary(_, inner)
        | ExpressionKind::Parenthesized(inner) => may_act(inner),
        ExpressionKind::Binary(binary) => may_act(&binary.left) || may_act(&binary.right),
        ExpressionKind::Ternary(ternary) => {
            may_act(&ternary.condition) || may_act(&ternary.then) || may_act(&ternary.otherwise)
        }
        ExpressionKind::Object(entries) => entries.iter().any(|entry| may_act(&entry.value)),
        ExpressionKind::Collection(items) => items.iter().any(may_act),
        _ => false,
    }
}

fn unwrapped(expression: &Expression) -> &Expression {
    match &expression.kind {
        ExpressionKind::Parenthesized(inner) => unwrapped(inner),
        _ => expression,
    }
}

fn range_of(expression: &Expression) -> crate::lexer::TextRange {
    crate::lexer::TextRange { start: expression.span.start, end: expression.span.end }
}

/// The start of a text that may be long.
pub(crate) fn short(text: &str) -> String {
    let first: String = text.chars().take(40).collect();
    if first.len() < text.len() { format!("{first}…") } else { first }
}

/// Whether something can be assigned to this.
pub(crate) fn is_place(kind: &ExpressionKind) -> bool {
    match kind {
        ExpressionKind::Local(_)
        | ExpressionKind::Parameter(_)
        | ExpressionKind::IndirectParameter(_)
        | ExpressionKind::Interprocess(_)
        | ExpressionKind::Name(_)
        | ExpressionKind::Field(_)
        | ExpressionKind::Member(_)
        | ExpressionKind::Index(_)
        | ExpressionKind::Element(_)
        | ExpressionKind::Character(_)
        | ExpressionKind::Dereference(_)
        | ExpressionKind::Invalid => true,
        ExpressionKind::Parenthesized(inner) => is_place(&inner.kind),
        _ => false,
    }
}

/// What an expression is, for a message.
pub(crate) fn what(kind: &ExpressionKind) -> &'static str {
    match kind {
        ExpressionKind::Text(_) => "a text",
        ExpressionKind::Number(_) => "a number",
        ExpressionKind::Call(_) => "a call",
        ExpressionKind::Local(_) | ExpressionKind::Interprocess(_) | ExpressionKind::Name(_) => "a variable",
        ExpressionKind::Parameter(_) | ExpressionKind::IndirectParameter(_) => "a parameter",
        ExpressionKind::Field(_) => "a field",
        ExpressionKind::Index(_) | ExpressionKind::Element(_) => "an element",
        ExpressionKind::Character(_) => "a character",
        ExpressionKind::Dereference(_) => "what a pointer leads to",
        ExpressionKind::PointerTo(_) => "a pointer",
        ExpressionKind::Object(_) => "an object",
        ExpressionKind::Collection(_) => "a collection",
        ExpressionKind::Binary(_) => "an operation",
        ExpressionKind::Parenthesized(inner) => what(&inner.kind),
        _ => "a value",
    }
}
