//! What may be on a line other than a plain expression: heads of blocks, declarations, heads of functions.

use super::expression::{assign_sign, identifier, normalized, sigil_dropped};
use super::{LineParser, Rule, Source, one, rule, token, word};
use crate::keyword::Keyword;
use crate::lexer::{Kind, TextRange, Token};
use crate::tree::{
    Alias, Assignment, ClassModifiers, Expression, FunctionModifiers, FunctionRole, Identifier, LoopCondition,
    Parameter, ResultDeclaration, Scope, Signature, StatementKind, TypeName, Variable, VariableDeclaration, Variadic,
};
use chumsky::prelude::*;

/// A line that is an expression, an assignment or a call.
pub(crate) type Simple = StatementKind;

/// `For (counter; first; last; step)`.
#[derive(Debug, Clone)]
pub(crate) struct ForHead {
    pub(crate) counter: Expression,
    pub(crate) first: Expression,
    pub(crate) last: Expression,
    pub(crate) step: Option<Expression>,
}

/// `For each (item; source; begin; end) Until|While (condition)`.
#[derive(Debug, Clone)]
pub(crate) struct ForEachHead {
    pub(crate) item: Expression,
    pub(crate) source: Expression,
    pub(crate) begin: Option<Expression>,
    pub(crate) end_position: Option<Expression>,
    pub(crate) condition: Option<(LoopCondition, Expression)>,
}

/// `Function …` or `Class constructor …` with the words before it.
#[derive(Debug, Clone)]
pub(crate) struct FunctionHead {
    pub(crate) name: Identifier,
    pub(crate) role: FunctionRole,
    pub(crate) modifiers: FunctionModifiers,
    pub(crate) class_modifiers: ClassModifiers,
    pub(crate) signature: Option<Signature>,
}

pub(super) fn simple<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, Simple> {
    expression.clone().then(assign_sign().then(expression).or_not()).map(|(target, assigned)| match assigned {
        None => StatementKind::Expression(target),
        Some((operator, value)) => StatementKind::Assign(Box::new(Assignment { target, operator, value })),
    })
}

/// The first token, a keyword or the colon of a case, is known already.
pub(super) fn condition<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, Expression> {
    any().ignore_then(expression)
}

pub(super) fn jump<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, Option<Expression>> {
    any().ignore_then(expression.or_not())
}

pub(super) fn for_loop<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, ForHead> {
    let next = || token(Kind::Semicolon, "`;`").ignore_then(expression.clone());
    any()
        .ignore_then(token(Kind::OpenParenthesis, "`(`"))
        .ignore_then(expression.clone())
        .then(next())
        .then(next())
        .then(next().or_not())
        .then_ignore(token(Kind::CloseParenthesis, "`)`"))
        .map(|(((counter, first), last), step)| ForHead { counter, first, last, step })
}

pub(super) fn for_each<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, ForEachHead> {
    let next = || token(Kind::Semicolon, "`;`").ignore_then(expression.clone());
    let condition = word(Keyword::Until)
        .to(LoopCondition::Until)
        .or(word(Keyword::While).to(LoopCondition::While))
        .then(expression.clone());
    any()
        .ignore_then(token(Kind::OpenParenthesis, "`(`"))
        .ignore_then(expression.clone())
        .then(next())
        .then(next().then(next().or_not()).or_not())
        .then_ignore(token(Kind::CloseParenthesis, "`)`"))
        .then(condition.or_not())
        .map(|(((item, source), bounds), condition)| {
            let (begin, end_position) = match bounds {
                Some((begin, end)) => (Some(begin), end),
                None => (None, None),
            };
            ForEachHead { item, source, begin, end_position, condition }
        })
}

/// `Text`, `4D.File`, `cs.Person`.
fn type_name<'s>() -> impl LineParser<'s, TypeName> {
    token(Kind::Name, "a type")
        .then_ignore(token(Kind::Mark, "a token").or_not())
        .separated_by(token(Kind::Dot, "`.`"))
        .at_least(1)
        .collect::<Vec<_>>()
        .map_with(|parts, extra| {
            let span: SimpleSpan = extra.span();
            let state: &Source<'s> = extra.state();
            TypeName {
                path: parts.into_iter().map(|part| identifier(state, part.range)).collect(),
                span: state.between(span.start..span.end),
            }
        })
}

/// `: Type`.
fn declared<'s>() -> impl LineParser<'s, TypeName> {
    token(Kind::Colon, "`:`").ignore_then(type_name())
}

pub(super) fn variables<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, VariableDeclaration> {
    let name = one("a name", |kind| matches!(kind, Kind::Local | Kind::Parameter | Kind::Name | Kind::Interprocess))
        .map_with(|token: Token, extra| {
            let state: &Source<'s> = extra.state();
            let scope = match token.kind {
                Kind::Name => Scope::Process,
                Kind::Interprocess => Scope::Interprocess,
                Kind::Parameter => Scope::Parameter,
                _ => Scope::Local,
            };
            Variable { scope, name: variable_name(state, token.range) }
        });
    let number = one("a number", |kind| kind == Kind::Number);
    let parameters = token(Kind::DollarBrace, "a name")
        .ignore_then(number)
        .then_ignore(token(Kind::CloseBrace, "`}`"))
        .map_with(|token: Token, extra| {
            let state: &Source<'s> = extra.state();
            Variable { scope: Scope::Parameters, name: variable_name(state, token.range) }
        });
    let name = choice((parameters, name));
    any()
        .ignore_then(name.separated_by(token(Kind::Semicolon, "`;`")).at_least(1).collect::<Vec<_>>())
        .then(declared().or_not())
        .then(token(Kind::Assign, "`:=`").ignore_then(expression).or_not())
        .map_with(|((names, declared), value), extra| {
            let span: SimpleSpan = extra.span();
            let state: &Source<'s> = extra.state();
            VariableDeclaration { names, declared, value, span: state.between(span.start..span.end) }
        })
}

fn variable_name(state: &Source<'_>, range: TextRange) -> Identifier {
    Identifier { text: sigil_dropped(state.slice(range)), span: state.span(range) }
}

/// What is between the parentheses of a signature.
#[derive(Clone)]
enum Declared {
    Parameter(Parameter),
    Variadic(Variadic),
}

/// Parameters in parentheses or without, and the result; `None` where nothing is written.
fn signature<'s>(bare_allowed: bool) -> Rule<'s, Option<Signature>> {
    let name = one("a parameter such as `$name`", |kind| matches!(kind, Kind::Local | Kind::Parameter | Kind::Name))
        .map_with(|token: Token, extra| {
            let state: &Source<'s> = extra.state();
            variable_name(state, token.range)
        });
    let typed = choice((
        declared().map(|declared| (Some(declared), false)),
        type_name().map(|declared| (Some(declared), true)),
        empty().to((None, false)),
    ));
    let parameter = name
        .clone()
        .then(typed)
        .map(|(name, (declared, colon_missing))| Declared::Parameter(Parameter { name, declared, colon_missing }));
    let variadic = token(Kind::Ellipsis, "`...`").then(declared().or_not()).map_with(|(dots, declared), extra| {
        let state: &Source<'s> = extra.state();
        Declared::Variadic(Variadic { span: state.span(dots.range), declared })
    });
    let one = rule(choice((variadic, parameter)));
    let separator = || token(Kind::Semicolon, "`;`");
    let inside = token(Kind::OpenParenthesis, "`(`")
        .ignore_then(one.clone().separated_by(separator()).collect::<Vec<_>>())
        .then_ignore(token(Kind::CloseParenthesis, "`)`"));
    let bare = empty().filter(move |()| bare_allowed).ignore_then(one.separated_by(separator()).at_least(1).collect());
    let named_result =
        rule(name.then(declared().or_not()).map(|(name, declared)| ResultDeclaration { name: Some(name), declared }));
    let result = rule(choice((
        token(Kind::Arrow, "`->`").ignore_then(choice((
            token(Kind::OpenParenthesis, "`(`")
                .ignore_then(named_result.clone())
                .then_ignore(token(Kind::CloseParenthesis, "`)`")),
            named_result,
        ))),
        declared().map(|declared| ResultDeclaration { name: None, declared: Some(declared) }),
    )));
    rule(choice((inside.map(Some), bare.map(Some), empty().to(None))).then(result.or_not()).map_with(
        |(written, result), extra| {
            if written.is_none() && result.is_none() {
                return None;
            }
            let span: SimpleSpan = extra.span();
            let state: &Source<'s> = extra.state();
            let mut signature =
                Signature { span: state.between(span.start..span.end), parameters: Vec::new(), variadic: None, result };
            for declared in written.into_iter().flatten() {
                match declared {
                    Declared::Parameter(parameter) => signature.parameters.push(parameter),
                    Declared::Variadic(variadic) => signature.variadic = Some(variadic),
                }
            }
            Some(signature)
        },
    ))
}

pub(super) fn declare<'s>() -> impl LineParser<'s, Signature> {
    any().ignore_then(signature(true)).map_with(|written, extra| {
        let span: SimpleSpan = extra.span();
        let state: &Source<'s> = extra.state();
        let whole = state.between(span.start..span.end);
        let mut signature = written.unwrap_or_default();
        signature.span = whole;
        signature
    })
}

pub(super) fn function<'s>() -> impl LineParser<'s, FunctionHead> {
    let modifiers = any()
        .filter(|token: &Token| matches!(token.kind, Kind::Keyword(keyword) if keyword.is_modifier()))
        .repeated()
        .collect::<Vec<Token>>();
    let role = any()
        .filter(|token: &Token| {
            matches!(
                token.kind,
                Kind::Keyword(Keyword::Get | Keyword::Set | Keyword::Query | Keyword::OrderBy | Keyword::Event)
            )
        })
        .or_not()
        .map(|token: Option<Token>| match token.map(|token| token.kind) {
            Some(Kind::Keyword(Keyword::Get)) => FunctionRole::Get,
            Some(Kind::Keyword(Keyword::Set)) => FunctionRole::Set,
            Some(Kind::Keyword(Keyword::Query)) => FunctionRole::Query,
            Some(Kind::Keyword(Keyword::OrderBy)) => FunctionRole::OrderBy,
            Some(Kind::Keyword(Keyword::Event)) => FunctionRole::Event,
            _ => FunctionRole::Plain,
        });
    let plain = word(Keyword::Function)
        .ignore_then(role)
        .then(token(Kind::Name, "the name of the function").then_ignore(token(Kind::Mark, "a token").or_not()))
        .map_with(|(role, name), extra| {
            let state: &Source<'s> = extra.state();
            (role, identifier(state, name.range))
        });
    let constructor = word(Keyword::ClassConstructor).map_with(|head, extra| {
        let state: &Source<'s> = extra.state();
        (FunctionRole::Constructor, Identifier { text: "constructor".into(), span: state.span(head.range) })
    });
    modifiers.then(choice((plain, constructor))).then(signature(false)).map(|((words, (role, name)), signature)| {
        let has = |keyword| words.iter().any(|word| word.kind == Kind::Keyword(keyword));
        FunctionHead {
            name,
            role,
            modifiers: FunctionModifiers {
                shared: has(Keyword::Shared),
                exposed: has(Keyword::Exposed),
                local: has(Keyword::Local),
                server: has(Keyword::Server),
                on_http_get: has(Keyword::OnHttpGet),
            },
            class_modifiers: ClassModifiers {
                shared: has(Keyword::Shared),
                singleton: has(Keyword::Singleton),
                session: has(Keyword::Session),
            },
            signature,
        }
    })
}

pub(super) fn extends<'s>() -> impl LineParser<'s, TypeName> {
    word(Keyword::ClassExtends).ignore_then(type_name())
}

pub(super) fn alias<'s>() -> impl LineParser<'s, Alias> {
    word(Keyword::Exposed)
        .or_not()
        .then_ignore(word(Keyword::Alias))
        .then(token(Kind::Name, "the name of the alias"))
        .then(type_name())
        .map_with(|((exposed, name), target), extra| {
            let span: SimpleSpan = extra.span();
            let state: &Source<'s> = extra.state();
            let path = target.path.iter().map(|part| part.text.as_ref()).collect::<Vec<_>>().join(".");
            Alias {
                exposed: exposed.is_some(),
                name: identifier(state, name.range),
                target: Identifier { text: normalized(&path), span: target.span },
                span: state.between(span.start..span.end),
            }
        })
}
