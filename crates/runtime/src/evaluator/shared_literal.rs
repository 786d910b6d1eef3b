//! The first values of the properties of a shared class: objects and collections are made shared
//! ([Classes](https://developer.4d.com/docs/Concepts/classes#initializing-the-property-in-the-declaration-line)).

use fourd_source::Span;
use fourd_syntax::tree::{Call, Expression, ExpressionKind, Name, Token};

const NEW_OBJECT: u32 = 1471;
const NEW_COLLECTION: u32 = 1472;
const NEW_SHARED_OBJECT: u32 = 1526;
const NEW_SHARED_COLLECTION: u32 = 1527;

/// The expression that makes the shared form of what a literal or a `New object` or `New collection` makes; any other
/// expression as it is.
pub(crate) fn shared(expression: &Expression) -> Expression {
    let span = expression.span;
    match &expression.kind {
        ExpressionKind::Object(entries) => {
            let arguments = entries.iter().flat_map(|entry| {
                let kind = ExpressionKind::Text(entry.key.text.clone());
                [Expression { kind, span: entry.key.span }, shared(&entry.value)]
            });
            call(NEW_SHARED_OBJECT, arguments.collect(), span)
        }
        ExpressionKind::Collection(elements) => {
            call(NEW_SHARED_COLLECTION, elements.iter().map(shared).collect(), span)
        }
        ExpressionKind::Name(name) => match shared_command(name) {
            Some(number) => call(number, Vec::new(), span),
            None => expression.clone(),
        },
        ExpressionKind::Call(made) => match &made.callee.kind {
            ExpressionKind::Name(name) => match shared_command(name) {
                Some(number) => call(number, made.arguments.iter().map(shared).collect(), span),
                None => expression.clone(),
            },
            _ => expression.clone(),
        },
        ExpressionKind::Parenthesized(inner) => shared(inner),
        _ => expression.clone(),
    }
}

fn shared_command(name: &Name) -> Option<u32> {
    let number = match name.token {
        Some(Token::Command(number)) => number,
        Some(_) => return None,
        None => fourd_catalog::command_named(&name.text)?.number,
    };
    match number {
        NEW_OBJECT => Some(NEW_SHARED_OBJECT),
        NEW_COLLECTION => Some(NEW_SHARED_COLLECTION),
        _ => None,
    }
}

fn call(number: u32, arguments: Vec<Expression>, span: Span) -> Expression {
    let name = fourd_catalog::command(number).map_or("", |command| command.name);
    let callee = Name { text: name.into(), token: Some(Token::Command(number)), span };
    let callee = Expression { kind: ExpressionKind::Name(callee), span };
    Expression { kind: ExpressionKind::Call(Box::new(Call { callee, arguments, arguments_span: span })), span }
}
