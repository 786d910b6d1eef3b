//! Expressions: operands with what follows them, chains of operators strictly from left to right, ternaries.

use super::{LineParser, Rule, Source, State, one, rule, token};
use crate::keyword::Keyword;
use crate::lexer::{Kind, TextRange, Token};
use crate::literal;
use crate::tree::{
    Assignment, Binary, BinaryOperator, Call, Entry, Expression, ExpressionKind, FieldName, Identifier, Index, Member,
    Name, Ternary, UnaryOperator,
};
use chumsky::prelude::*;
use fourd_source::Span;

/// What comes after an operand.
#[derive(Clone)]
enum Suffix {
    Call(Vec<Expression>),
    Member(Identifier),
    Index(Expression),
    Element(Expression),
    Character(Expression),
    Dereference,
    PointerMember(Identifier),
}

/// An expression with everything in it.
pub(super) fn expression<'s>() -> Rule<'s, Expression> {
    rule(recursive(|expression| {
        let expression = rule(expression);
        let inner = rule(assignable(expression.clone()));
        let operand = rule(operand(expression.clone(), inner));
        let operator = one("an operator", |kind| matches!(kind, Kind::Operator(_)));
        let chain = operand.clone().foldl_with(operator.then(operand).repeated(), |left, (token, right), extra| {
            let operator = match token.kind {
                Kind::Operator(operator) => operator,
                _ => BinaryOperator::Equal,
            };
            let state: &Source<'s> = extra.state();
            let span = left.span.to(right.span);
            let binary = Binary { operator, operator_span: state.span(token.range), left, right };
            Expression { kind: ExpressionKind::Binary(Box::new(binary)), span }
        });
        let ternary = chain
            .then(
                token(Kind::Question, "`?`")
                    .ignore_then(expression.clone())
                    .then_ignore(token(Kind::Colon, "`:`"))
                    .then(expression.clone())
                    .or_not(),
            )
            .map(|(condition, branches)| match branches {
                None => condition,
                Some((then, otherwise)) => {
                    let span = condition.span.to(otherwise.span);
                    let ternary = Ternary { condition, then, otherwise };
                    Expression { kind: ExpressionKind::Ternary(Box::new(ternary)), span }
                }
            });
        rule(choice((returned(expression), ternary)))
    }))
}

/// `:=` or a compound form, with its operator.
pub(super) fn assign_sign<'s>() -> impl LineParser<'s, Option<BinaryOperator>> {
    one("`:=`", |kind| matches!(kind, Kind::Assign | Kind::AssignWith(_))).map(|token: Token| match token.kind {
        Kind::AssignWith(operator) => Some(operator),
        _ => None,
    })
}

/// An expression, or an assignment as formulas have it.
fn assignable<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, Expression> {
    expression.clone().then(assign_sign().then(expression).or_not()).map(|(target, assigned)| match assigned {
        None => target,
        Some((operator, value)) => {
            let span = target.span.to(value.span);
            let assignment = Assignment { target, operator, value };
            Expression { kind: ExpressionKind::Assign(Box::new(assignment)), span }
        }
    })
}

/// One operand with signs before it and members, indices and calls after it.
fn operand<'s>(expression: Rule<'s, Expression>, inner: Rule<'s, Expression>) -> impl LineParser<'s, Expression> {
    let arguments = rule(arguments(inner.clone()));
    let primary = primary(expression.clone(), inner.clone());
    let enclosed = |open, close, open_name, close_name| {
        rule(token(open, open_name).ignore_then(inner.clone()).then_ignore(token(close, close_name)))
    };
    let member = token(Kind::Dot, "`.`")
        .ignore_then(token(Kind::Name, "the name of a property"))
        .then_ignore(token(Kind::Mark, "a token").or_not())
        .map_with(|name, extra| {
            let state: &Source<'s> = extra.state();
            Suffix::Member(identifier(state, name.range))
        });
    // `$pointer->name` is a property of the object that the pointer points to, as in `$pointer->["name"]`.
    let after_pointer = token(Kind::Arrow, "`->`")
        .ignore_then(token(Kind::Name, "the name of a property").or_not())
        .map_with(|name, extra| {
            let state: &Source<'s> = extra.state();
            name.map_or(Suffix::Dereference, |name: Token| Suffix::PointerMember(identifier(state, name.range)))
        });
    // They differ in their first token, so a suffix costs one comparison each.
    let suffix = rule(
        choice((
            arguments.map(Suffix::Call),
            rule(member),
            enclosed(Kind::OpenBrace, Kind::CloseBrace, "`{`", "`}`").map(Suffix::Element),
            enclosed(Kind::OpenBracket, Kind::CloseBracket, "`[`", "`]`").map(Suffix::Index),
            enclosed(Kind::OpenCharacter, Kind::CloseCharacter, "`[[`", "`]]`").map(Suffix::Character),
            rule(after_pointer),
        ))
        .map_with(|suffix, extra| {
            let span: SimpleSpan = extra.span();
            let state: &Source<'s> = extra.state();
            (suffix, state.between(span.start..span.end))
        }),
    );

    let whole = primary.foldl(suffix.repeated(), |base: Expression, (suffix, spot): (Suffix, Span)| {
        let span = base.span.to(spot);
        let kind = match suffix {
            Suffix::Call(mut arguments) if arguments.len() == 1 && is_try(&base) => {
                ExpressionKind::Try(Box::new(arguments.swap_remove(0)))
            }
            Suffix::Call(arguments) => {
                ExpressionKind::Call(Box::new(Call { callee: base, arguments, arguments_span: spot }))
            }
            Suffix::Member(name) => ExpressionKind::Member(Box::new(Member { object: base, name })),
            Suffix::Index(index) => ExpressionKind::Index(Box::new(Index { base, index })),
            Suffix::Element(index) => ExpressionKind::Element(Box::new(Index { base, index })),
            Suffix::Character(index) => ExpressionKind::Character(Box::new(Index { base, index })),
            Suffix::Dereference => ExpressionKind::Dereference(Box::new(base)),
            Suffix::PointerMember(name) => {
                let arrow = Span { end: name.span.start, ..span };
                let object = Expression { kind: ExpressionKind::Dereference(Box::new(base)), span: arrow };
                ExpressionKind::Member(Box::new(Member { object, name }))
            }
        };
        Expression { kind, span }
    });
    let whole = rule(
        choice((single_token(&[Kind::Number, Kind::Date, Kind::Time]), whole))
            .filter(|operand| !calls_a_value(operand)),
    );
    let sign = one("an expression", |kind| {
        matches!(kind, Kind::Operator(BinaryOperator::Subtract) | Kind::Operator(BinaryOperator::Add) | Kind::Arrow)
    });
    sign.repeated().foldr_with(whole, |sign: Token, operand: Expression, extra| {
        let state: &Source<'s> = extra.state();
        let span = state.span(sign.range).to(operand.span);
        let operand = Box::new(operand);
        let kind = match sign.kind {
            Kind::Arrow => ExpressionKind::PointerTo(operand),
            Kind::Operator(BinaryOperator::Subtract) => ExpressionKind::Unary(UnaryOperator::Minus, operand),
            _ => ExpressionKind::Unary(UnaryOperator::Plus, operand),
        };
        Expression { kind, span }
    })
}

/// Whether the operand calls a text or something in parentheses: `(…)(…)`.
fn calls_a_value(operand: &Expression) -> bool {
    let mut node = operand;
    loop {
        node = match &node.kind {
            ExpressionKind::Call(call) => match call.callee.kind {
                ExpressionKind::Parenthesized(_) | ExpressionKind::Text(_) => return true,
                _ => &call.callee,
            },
            ExpressionKind::Member(member) => &member.object,
            ExpressionKind::Index(index) | ExpressionKind::Element(index) | ExpressionKind::Character(index) => {
                &index.base
            }
            ExpressionKind::Dereference(pointer) => pointer,
            _ => return false,
        };
    }
}

/// `Try`, which no name can be.
fn is_try(base: &Expression) -> bool {
    matches!(&base.kind, ExpressionKind::Name(Name { text, token: None, .. }) if text.eq_ignore_ascii_case("try"))
}

/// Arguments in parentheses; empty ones between semicolons count, `()` has none.
fn arguments<'s>(inner: Rule<'s, Expression>) -> impl LineParser<'s, Vec<Expression>> {
    let lone = one("an expression", |kind| matches!(kind, Kind::LoneOperator(_)))
        .map_with(|token: Token, extra| lone_operator(extra.state(), token));
    let conjunction = one("an expression", |kind| matches!(kind, Kind::Conjunction(_)))
        .map_with(|token: Token, extra| lone_operator(extra.state(), token));
    let omitted = empty().map_with(|(), extra| {
        let span: SimpleSpan = extra.span();
        let state: &mut State<'s> = extra.state();
        Expression { kind: ExpressionKind::Omitted, span: state.between(span.start..span.start) }
    });
    let argument = conjunction.or_not().then(choice((inner, lone, omitted)));
    token(Kind::OpenParenthesis, "`(`")
        .ignore_then(argument.separated_by(token(Kind::Semicolon, "`;`")).collect::<Vec<_>>())
        .then_ignore(token(Kind::CloseParenthesis, "`)`"))
        .map(|written| {
            let mut arguments = Vec::with_capacity(written.len());
            for (conjunction, argument) in written {
                arguments.extend(conjunction);
                arguments.push(argument);
            }
            if matches!(arguments.as_slice(), [Expression { kind: ExpressionKind::Omitted, .. }]) {
                arguments.clear();
            }
            arguments
        })
}

fn lone_operator(state: &Source<'_>, token: Token) -> Expression {
    let kind = match token.kind {
        Kind::LoneOperator(BinaryOperator::Multiply) => ExpressionKind::Star,
        Kind::LoneOperator(BinaryOperator::Less) => ExpressionKind::Less,
        Kind::LoneOperator(BinaryOperator::Greater) => ExpressionKind::Greater,
        Kind::LoneOperator(operator) | Kind::Conjunction(operator) => ExpressionKind::Operator(operator),
        _ => ExpressionKind::Invalid,
    };
    Expression { kind, span: state.span(token.range) }
}

/// A literal or variable of one of these kinds.
fn single_token<'s>(kinds: &'static [Kind]) -> impl LineParser<'s, Expression> {
    one("an expression", move |kind| kinds.contains(&kind)).map_with(|token: Token, extra| simple(extra.state(), token))
}

/// `return` with or without a value, as formulas and ternaries have it. It is no operand: what follows belongs to the
/// value, and reading it a second time as a continuation of `return` would double the work at every level.
fn returned<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, Expression> {
    let no_value = any().filter(|token: &Token| begins_value(token.kind)).not().to(None);
    token(Kind::Keyword(Keyword::Return), "an expression")
        .ignore_then(choice((no_value, expression.map(Some))))
        .map_with(|value, extra| {
            let kind = ExpressionKind::Return(value.map(Box::new));
            spanned(kind, extra.span(), extra.state())
        })
}

/// Names, texts, variables and everything in brackets: what members, indices and calls may follow.
fn primary<'s>(expression: Rule<'s, Expression>, inner: Rule<'s, Expression>) -> impl LineParser<'s, Expression> {
    let simple = single_token(&[Kind::Local, Kind::Parameter, Kind::Interprocess, Kind::Text, Kind::Unknown]);
    let mark = token(Kind::Mark, "a token").or_not();
    let name = token(Kind::Name, "an expression").then(mark.clone()).map_with(
        |(name, mark): (Token, Option<Token>), extra| {
            let state: &Source<'s> = extra.state();
            let name = named(state, name.range, mark);
            let span = name.span;
            Expression { kind: ExpressionKind::Name(name), span }
        },
    );
    // 4D writes the token alone where it has no name for a command.
    let nameless = token(Kind::Mark, "an expression").map_with(|mark: Token, extra| {
        let state: &Source<'s> = extra.state();
        let name = named(state, TextRange { end: mark.range.start, ..mark.range }, Some(mark));
        let span = name.span;
        Expression { kind: ExpressionKind::Name(name), span }
    });
    let field = token(Kind::Name, "the name of a field").then(mark).or_not();
    let table = token(Kind::Table, "an expression").then(field).map_with(|(table, field), extra| {
        let state: &Source<'s> = extra.state();
        let whole = state.span(table.range);
        let table = bracketed(state, table.range);
        match field {
            None => Expression { kind: ExpressionKind::Bracketed(table), span: whole },
            Some((field, mark)) => {
                let field = named(state, field.range, mark);
                let span = whole.to(field.span);
                Expression { kind: ExpressionKind::Field(Box::new(FieldName { table, field })), span }
            }
        }
    });
    let parenthesized = token(Kind::OpenParenthesis, "an expression")
        .ignore_then(inner.clone())
        .then_ignore(token(Kind::CloseParenthesis, "`)`"))
        .map_with(|inner, extra| {
            let kind = ExpressionKind::Parenthesized(Box::new(inner));
            spanned(kind, extra.span(), extra.state())
        });
    let indirect = token(Kind::DollarBrace, "an expression")
        .ignore_then(expression.clone())
        .then_ignore(token(Kind::CloseBrace, "`}`"))
        .map_with(|number, extra| {
            let kind = ExpressionKind::IndirectParameter(Box::new(number));
            spanned(kind, extra.span(), extra.state())
        });
    let collection = token(Kind::OpenBracket, "an expression")
        .ignore_then(expression.clone().separated_by(token(Kind::Semicolon, "`;`")).collect::<Vec<_>>())
        .then_ignore(token(Kind::CloseBracket, "`]`"))
        .map_with(|mut elements, extra| {
            let single = if elements.len() == 1 { elements.pop() } else { None };
            let kind = match single {
                Some(Expression { kind: ExpressionKind::Name(name), .. }) => ExpressionKind::Bracketed(name),
                Some(other) => ExpressionKind::Collection(vec![other]),
                None => ExpressionKind::Collection(elements),
            };
            spanned(kind, extra.span(), extra.state())
        });
    let object = object(expression.clone());
    rule(choice((simple, name, nameless, table, parenthesized, object, collection, indirect)))
}

/// Whether a value may begin with this token.
fn begins_value(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Colon
            | Kind::Semicolon
            | Kind::CloseParenthesis
            | Kind::CloseBracket
            | Kind::CloseBrace
            | Kind::CloseCharacter
            | Kind::Question
            | Kind::Dot
    )
}

fn object<'s>(expression: Rule<'s, Expression>) -> impl LineParser<'s, Expression> {
    let key = one("a property name", |kind| matches!(kind, Kind::Name | Kind::Text | Kind::Local | Kind::Keyword(_)))
        .map_with(|token: Token, extra| {
            let state: &Source<'s> = extra.state();
            let written = state.slice(token.range);
            let text = match token.kind {
                Kind::Text => literal::text(written),
                _ => normalized(written),
            };
            Identifier { text, span: state.span(token.range) }
        });
    let entry = key.then_ignore(token(Kind::Colon, "`:`")).then(expression).map(|(key, value)| Entry { key, value });
    token(Kind::OpenBrace, "an expression")
        .ignore_then(entry.separated_by(token(Kind::Semicolon, "`;`")).collect::<Vec<_>>())
        .then_ignore(token(Kind::CloseBrace, "`}`"))
        .map_with(|entries, extra| spanned(ExpressionKind::Object(entries), extra.span(), extra.state()))
}

/// A node over the tokens of this range.
fn spanned(kind: ExpressionKind, span: SimpleSpan, state: &Source<'_>) -> Expression {
    Expression { kind, span: state.between(span.start..span.end) }
}

/// A literal or a variable: whatever is one token.
fn simple(state: &Source<'_>, token: Token) -> Expression {
    let written = state.slice(token.range);
    let kind = match token.kind {
        Kind::Local => ExpressionKind::Local(sigil_dropped(written)),
        Kind::Interprocess => ExpressionKind::Interprocess(sigil_dropped(written)),
        Kind::Parameter => match written.trim_start_matches('$').parse() {
            Ok(number) => ExpressionKind::Parameter(number),
            Err(_) => ExpressionKind::Local(sigil_dropped(written)),
        },
        Kind::Number => ExpressionKind::Number(literal::number(written)),
        Kind::Text => ExpressionKind::Text(literal::text(written)),
        Kind::Date => match literal::date(written) {
            Some((year, month, day)) => ExpressionKind::Date { year, month, day },
            None => ExpressionKind::Invalid,
        },
        Kind::Time => ExpressionKind::Time(literal::time(written)),
        _ => ExpressionKind::Invalid,
    };
    Expression { kind, span: state.span(token.range) }
}

/// A name without its sigil.
pub(super) fn sigil_dropped(written: &str) -> Box<str> {
    let name = written
        .strip_prefix('$')
        .or_else(|| written.strip_prefix("<>"))
        .or_else(|| written.strip_prefix('\u{25CA}'))
        .unwrap_or(written);
    normalized(name)
}

/// The text with each run of blanks made one.
pub(super) fn normalized(written: &str) -> Box<str> {
    let written = written.trim();
    let plain = written.is_ascii()
        && !written.bytes().zip(written.bytes().skip(1)).any(|pair| pair == (b' ', b' '))
        && !written.bytes().any(|byte| byte.is_ascii_control());
    if plain {
        return written.into();
    }
    written.split_whitespace().collect::<Vec<_>>().join(" ").into_boxed_str()
}

/// The name in this range, its sigil dropped.
pub(super) fn identifier(state: &Source<'_>, range: TextRange) -> Identifier {
    Identifier { text: normalized(state.slice(range)), span: state.span(range) }
}

fn named(state: &Source<'_>, range: TextRange, mark: Option<Token>) -> Name {
    let span = state.span(range);
    Name {
        text: normalized(state.slice(range)),
        token: mark.and_then(|mark| mark_of(state.slice(mark.range))),
        span: mark.map_or(span, |mark| span.to(state.span(mark.range))),
    }
}

/// The name in `[Name]` with its token.
fn bracketed(state: &Source<'_>, range: TextRange) -> Name {
    let written = state.slice(range);
    let inner = written.trim_start_matches('[').trim_end_matches(']');
    let start = range.start + 1;
    let (name, mark) = match inner.find(':') {
        Some(at) => (&inner[..at], Some(&inner[at..])),
        None => (inner, None),
    };
    let lead = (name.len() - name.trim_start().len()) as u32;
    let end = start + inner.trim_end().len() as u32;
    Name {
        text: normalized(name),
        token: mark.and_then(mark_of),
        span: state.span(TextRange { start: start + lead, end }),
    }
}

/// The token that `:C12` and its like mean; `None` where its number is too large.
fn mark_of(written: &str) -> Option<crate::tree::Token> {
    use crate::tree::Token as Mark;
    let body = written.trim_start_matches(':').trim();
    let pair = |text: &str| {
        let (first, second) = text.split_once(':')?;
        Some((first.parse().ok()?, second.parse().ok()?))
    };
    match body.as_bytes().first()? {
        b'C' => Some(Mark::Command(body[1..].parse().ok()?)),
        b'K' => pair(&body[1..]).map(|(theme, number)| Mark::Constant(theme, number)),
        b'P' => pair(&body[1..]).map(|(plugin, number)| Mark::Plugin(plugin, number)),
        _ => Some(Mark::Number(body.parse().ok()?)),
    }
}
