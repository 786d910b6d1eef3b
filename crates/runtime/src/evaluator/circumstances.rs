//! The values of the local variables that the failed line names, taken while they are still there.

use crate::calls::Activation;
use crate::kernel::circumstances::{Circumstances, NamedValue};
use crate::process::{Pending, Process};
use fourd_resolve::Type;
use fourd_source::{Span, fold_variable};
use fourd_syntax::lexer::{self, Kind, Token};
use fourd_value::literal::short_literal;
use fourd_value::{Member, Object, Text, Value};

/// How many values are shown.
const MOST: usize = 8;

/// How many characters of one value are shown.
const LONGEST: usize = 72;

/// What stands around an error. The values are those of the running routine, where it is the one that failed.
pub(crate) fn circumstances(process: &Process<'_>, pending: &Pending) -> Circumstances {
    let uses = process.held.iter().map(|(_, span)| *span).collect();
    let call = process.calls.last().filter(|_| process.calls.len() == pending.depth);
    let values = call.map(|call| named_values(process, call, pending.span)).unwrap_or_default();
    Circumstances { values, uses }
}

/// The values that the line of a span of the running routine names, each as a sentence: `` `$total` is 3 ``.
pub fn values_on_line(process: &Process<'_>, span: Span) -> Vec<String> {
    let values = process.calls.last().map(|call| named_values(process, call, span)).unwrap_or_default();
    values.iter().map(NamedValue::sentence).collect()
}

/// The values that the line of a span names, in the order of the code, each once.
fn named_values(process: &Process<'_>, call: &Activation, span: Span) -> Vec<NamedValue> {
    let Some(file) = process.domain.program.sources.get(span.file).filter(|_| call.callee.file == span.file) else {
        return Vec::new();
    };
    let lexed = lexer::lex(&file.text);
    let around = |tokens: &&[Token]| tokens.last().is_some_and(|last| last.range.end > span.start);
    let Some(tokens) = lexed.lines.iter().map(|line| lexed.line(*line)).find(around) else { return Vec::new() };
    let mut found: Vec<NamedValue> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let rest = tokens.get(index + 1..).unwrap_or_default();
        let is_target = index == 0 && rest.first().is_some_and(|next| next.kind == Kind::Assign);
        let behind_a_dot = index > 0 && tokens.get(index - 1).is_some_and(|before| before.kind == Kind::Dot);
        if is_target || behind_a_dot || found.len() == MOST {
            continue;
        }
        let name = token.range.text(&file.text);
        let Some((value, declared)) = value_of(process, call, token.kind, name) else { continue };
        let named = followed(process, call, name, value, declared, rest, &file.text);
        if found.iter().all(|known| known.path != named.path) {
            found.push(named);
        }
    }
    found
}

/// The value of a local variable, a parameter or `This`.
fn value_of(process: &Process<'_>, call: &Activation, kind: Kind, name: &str) -> Option<(Value, Type)> {
    match kind {
        Kind::Local | Kind::Parameter => {
            let folded = fold_variable(name.strip_prefix('$')?);
            let matches = |local: &&crate::callee::Local| fold_variable(&local.name.to_cow()) == folded;
            let local = call.callee.variables.iter().find(matches);
            if let Some(local) = local {
                let value = process.slot_value(call.frame, local.slot, &local.declared);
                return Some((value, local.declared.clone()));
            }
            let beyond = folded.parse::<usize>().ok()?.checked_sub(call.callee.parameters + 1)?;
            call.extras.as_ref()?.extra.get(beyond).cloned().map(|value| (value, Type::Variant))
        }
        Kind::Name if name.eq_ignore_ascii_case("This") => Some((crate::call::inherited_this(process), Type::Variant)),
        _ => None,
    }
}

/// Goes from a variable to the property or element that the code names, as far as plain ones lead: no code runs.
fn followed(
    process: &Process<'_>,
    call: &Activation,
    name: &str,
    mut value: Value,
    declared: Type,
    mut rest: &[Token],
    text: &str,
) -> NamedValue {
    let mut path = name.to_owned();
    let mut outside = None;
    loop {
        let (next, behind) = match (rest, &value) {
            ([dot, member, behind @ ..], Value::Object(object))
                if dot.kind == Kind::Dot && member.kind == Kind::Name =>
            {
                let is_call = behind.first().is_some_and(|next| next.kind == Kind::OpenParenthesis);
                let is_target = behind.first().is_some_and(|next| next.kind == Kind::Assign);
                if is_call || is_target {
                    break;
                }
                let key = member.range.text(text);
                let Some(next) = plain_property(object, key) else { break };
                path.push('.');
                path.push_str(key);
                (next, behind)
            }
            ([open, index, close, behind @ ..], Value::Collection(collection))
                if open.kind == Kind::OpenBracket
                    && close.kind == Kind::CloseBracket
                    && behind.first().is_some_and(|next| next.kind == Kind::Dot) =>
            {
                let written = index.range.text(text);
                let position = match index.kind {
                    Kind::Number => written.parse::<usize>().ok(),
                    kind => value_of(process, call, kind, written)
                        .and_then(|(value, _)| value.as_real())
                        .and_then(|number| usize::try_from(crate::convert::whole(number)).ok()),
                };
                let Some(position) = position else { break };
                if position >= collection.len() {
                    outside = Some((path.clone(), collection.len()));
                }
                let next = collection.get(position).unwrap_or(Value::Undefined);
                path.push_str(&format!("[{written}]"));
                (next, behind)
            }
            _ => break,
        };
        value = next;
        rest = behind;
    }
    let missing = matches!(value, Value::Null | Value::Undefined);
    let declared = (path == name).then_some(declared);
    NamedValue { path, shown: short_literal(&value, LONGEST), missing, declared, outside: outside.filter(|_| missing) }
}

/// A property that no function computes; Undefined where there is none.
fn plain_property(object: &Object, key: &str) -> Option<Value> {
    let key = Text::from(key);
    let computed = object.class().and_then(|class| class.member(&key));
    if object.is_native() || matches!(computed, Some(Member::Computed { .. } | Member::Function(_))) {
        return None;
    }
    Some(object.get(&key).unwrap_or(Value::Undefined))
}
