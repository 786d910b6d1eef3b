//! The first values of the properties of a shared class: objects and collections are made shared
//! ([Classes](https://developer.4d.com/docs/Concepts/classes#initializing-the-property-in-the-declaration-line)).

use fourd_catalog::Role;
use fourd_source::Span;
use fourd_syntax::tree::{Call, Expression, ExpressionKind, Name, Token};

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
            call(Role::NewSharedObject, arguments.collect(), span)
        }
        ExpressionKind::Collection(elements) => {
            call(Role::NewSharedCollection, elements.iter().map(shared).collect(), span)
        }
        ExpressionKind::Name(name) => match shared_command(name) {
            Some(role) => call(role, Vec::new(), span),
            None => expression.clone(),
        },
        ExpressionKind::Call(made) => match &made.callee.kind {
            ExpressionKind::Name(name) => match shared_command(name) {
                Some(role) => call(role, made.arguments.iter().map(shared).collect(), span),
                None => expression.clone(),
            },
            _ => expression.clone(),
        },
        ExpressionKind::Parenthesized(inner) => shared(inner),
        _ => expression.clone(),
    }
}

/// The command that makes the shared form of what a command makes.
fn shared_command(name: &Name) -> Option<Role> {
    match fourd_resolve::named_command(name)?.role? {
        Role::NewObject => Some(Role::NewSharedObject),
        Role::NewCollection => Some(Role::NewSharedCollection),
        _ => None,
    }
}

fn call(role: Role, arguments: Vec<Expression>, span: Span) -> Expression {
    let callee = Expression { kind: ExpressionKind::Name(command(role, span)), span };
    Expression { kind: ExpressionKind::Call(Box::new(Call { callee, arguments, arguments_span: span })), span }
}

/// The name of the command that has a role.
pub(crate) fn command(role: Role, span: Span) -> Name {
    let command = role.command();
    let text = command.map_or("", |command| command.name).into();
    Name { text, token: command.map(|command| Token::Command(command.number)), span }
}
