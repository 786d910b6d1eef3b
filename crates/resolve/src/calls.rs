//! Calls: of methods, commands, member functions and function values.

use crate::expression::{Meaning, plugin};
use crate::scope::Resolver;
use crate::typed::{Expression, Kind};
use crate::types::Type;
use fourd_catalog::Role;
use fourd_project::MethodId;
use fourd_source::{Span, fold_name};
use fourd_syntax::tree::{self, ExpressionKind as E};

impl Resolver<'_> {
    pub(crate) fn call(&mut self, call: &tree::Call, span: Span) -> Expression {
        match &call.callee.kind {
            E::Name(name) => match self.meaning(name) {
                Meaning::Command(number) if call.arguments.is_empty() && fills_first(number) => {
                    Expression::invalid(59, "a variable was expected between the parentheses", span)
                }
                Meaning::Command(number) => self.command(number, &call.arguments, span),
                Meaning::Method(method) => {
                    let arguments = self.expressions(&call.arguments);
                    self.method(method, arguments, span)
                }
                Meaning::Plugin => plugin(name, span),
                Meaning::Constant(constant) => {
                    Expression::invalid(59, format!("`{}` is a constant and cannot be called", constant.name), span)
                }
                Meaning::Added(constant) => {
                    Expression::invalid(59, format!("`{}` is a constant and cannot be called", constant.name), span)
                }
                Meaning::Variable => {
                    let owner =
                        self.environment.host.owner_of_private_method(self.environment.number, &fold_name(&name.text));
                    let message = match owner {
                        Some(owner) => format!("the method `{}` of `{owner}` is not shared", name.text),
                        None => format!("there is no method or command `{}`", name.text),
                    };
                    Expression::invalid(81, message, span)
                }
            },
            E::Member(member) => {
                let arguments = self.expressions(&call.arguments);
                let name = member.name.text.clone();
                let kind = if self.is_super(&member.object) {
                    Kind::SuperMember(name, arguments)
                } else {
                    Kind::CallMember(self.boxed(&member.object), name, arguments)
                };
                Expression::new(kind, Type::Variant, span)
            }
            _ => {
                let callee = self.boxed(&call.callee);
                let arguments = self.expressions(&call.arguments);
                Expression::new(Kind::CallValue(callee, arguments), Type::Variant, span)
            }
        }
    }

    pub(crate) fn method(&mut self, method: MethodId, arguments: Vec<Expression>, span: Span) -> Expression {
        let declared =
            self.environment.signatures.method(&method).map_or(Type::Variant, |signature| signature.result.clone());
        Expression::new(Kind::CallMethod(method, arguments), declared, span)
    }

    /// A command by number; those that are part of the language itself become nodes of their own.
    pub(crate) fn command(&mut self, number: u32, arguments: &[tree::Expression], span: Span) -> Expression {
        let known = fourd_catalog::command(number);
        match (known.and_then(|command| command.role), arguments) {
            (Some(Role::True), []) => return Expression::new(Kind::Boolean(true), Type::Boolean, span),
            (Some(Role::False), []) => return Expression::new(Kind::Boolean(false), Type::Boolean, span),
            (Some(Role::Null), []) => return Expression::new(Kind::Null, Type::Null, span),
            (Some(Role::This), []) => return Expression::new(Kind::This, Type::Variant, span),
            (Some(Role::Super | Role::SuperCall), arguments) => {
                let arguments = self.expressions(arguments);
                return Expression::new(Kind::SuperCall(arguments), Type::Nothing, span);
            }
            (Some(Role::Formula), [body]) => return self.formula(body, span),
            (Some(Role::Defer), [body]) => {
                let formula = self.formula(body, body.span);
                return Expression::new(Kind::CallCommand(number, vec![formula]), Type::Nothing, span);
            }
            _ => {}
        }
        let Some(command) = known else {
            return Expression::invalid(
                33,
                format!("not implemented: there is no command with the number {number}"),
                span,
            );
        };
        let arguments = self.expressions(arguments);
        let declared = match command.result {
            None => Type::Nothing,
            Some(result) => match Type::named(result) {
                Some(
                    declared @ (Type::Integer | Type::Real | Type::Text | Type::Boolean | Type::Date | Type::Time),
                ) => declared,
                _ => Type::Variant,
            },
        };
        Expression::new(Kind::CallCommand(number, arguments), declared, span)
    }
}

/// Whether the first argument of a command is a variable that it fills: such a command has no empty parentheses, even where
/// all arguments can be left out.
fn fills_first(number: u32) -> bool {
    let first = fourd_catalog::command(number).and_then(|command| command.parameters.first());
    first.is_some_and(|first| first.direction == fourd_catalog::Direction::Out && first.optional)
}
