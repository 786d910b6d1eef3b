//! Holds conditions of a query against an element.

use super::super::convert::iso_date;
use super::super::path::read_names;
use super::super::read::same_text;
use super::parse::{Comparator, Condition, Elements, Node, Operand, Part};
use fourd_runtime::Process;
use fourd_source::Span;
use fourd_value::{Text, Value, compare, text};
use std::cmp::Ordering;

/// Whether an element fulfils a condition.
pub(super) fn matches(process: &mut Process<'_>, node: &Node, item: &Value, span: Span) -> bool {
    match node {
        Node::And(nodes) => all(process, nodes, item, span),
        Node::Or(nodes) => nodes.iter().any(|node| matches(process, node, item, span)),
        Node::Not(node) => !matches(process, node, item, span),
        Node::Condition(condition) => holds(process, &[condition], item, span),
    }
}

/// The collection and the letter that a condition begins with, where it is linked.
fn link(node: &Node) -> Option<(&[Text], char)> {
    let Node::Condition(condition) = node else { return None };
    let first = condition.parts.first()?;
    match first.elements {
        Some(Elements::Linked(letter)) => Some((&first.names, letter)),
        _ => None,
    }
}

/// Whether all conditions hold, those that are linked for one and the same element of a collection.
fn all(process: &mut Process<'_>, nodes: &[Node], item: &Value, span: Span) -> bool {
    nodes.iter().enumerate().all(|(index, node)| {
        let Some(key) = link(node) else { return matches(process, node, item, span) };
        if nodes.iter().take(index).any(|earlier| link(earlier) == Some(key)) {
            return true;
        }
        let linked = nodes.iter().skip(index).filter(|later| link(later) == Some(key));
        let linked =
            linked.filter_map(|node| if let Node::Condition(condition) = node { Some(condition) } else { None });
        holds(process, &linked.collect::<Vec<_>>(), item, span)
    })
}

/// Whether conditions that share their first part hold.
fn holds(process: &mut Process<'_>, conditions: &[&Condition], item: &Value, span: Span) -> bool {
    let Some(part) = conditions.first().and_then(|condition| condition.parts.first()) else { return false };
    if !matches!(part.elements, Some(Elements::Linked(_))) {
        return conditions.iter().all(|condition| compare_at(process, condition, &condition.parts, item, span));
    }
    let Value::Collection(elements) = read_names(process, &part.names, item, span) else { return false };
    elements.to_vec().iter().any(|element| {
        conditions.iter().all(|condition| {
            let rest = condition.parts.get(1..).unwrap_or_default();
            compare_at(process, condition, rest, element, span)
        })
    })
}

/// Compares what the parts of a path lead to. Of the elements of a collection one must compare, for the comparators that
/// deny all of them.
fn compare_at(process: &mut Process<'_>, condition: &Condition, parts: &[Part], item: &Value, span: Span) -> bool {
    let Some((part, rest)) = parts.split_first() else { return fits(condition, item) };
    let found = read_names(process, &part.names, item, span);
    let Some(elements) = part.elements else { return fits(condition, &found) };
    let Value::Collection(collection) = found else { return fits(condition, &Value::Null) };
    let denies = matches!(condition.comparator, Comparator::NotEqual | Comparator::StrictlyNotEqual);
    let items = collection.to_vec();
    if denies && elements == Elements::Any {
        items.iter().all(|element| compare_at(process, condition, rest, element, span))
    } else {
        items.iter().any(|element| compare_at(process, condition, rest, element, span))
    }
}

fn fits(condition: &Condition, value: &Value) -> bool {
    use Comparator::*;
    let operand = &condition.operand;
    match condition.comparator {
        Equal => equals(value, operand, true),
        StrictlyEqual => equals(value, operand, false),
        NotEqual => differs(value, operand, true),
        StrictlyNotEqual => differs(value, operand, false),
        Less => order(value, operand).is_some_and(Ordering::is_lt),
        Greater => order(value, operand).is_some_and(Ordering::is_gt),
        LessOrEqual => order(value, operand).is_some_and(Ordering::is_le),
        GreaterOrEqual => order(value, operand).is_some_and(Ordering::is_ge),
        In => match operand {
            Operand::Set(operands) => operands.iter().any(|operand| equals(value, operand, true)),
            _ => false,
        },
        ContainsKeyword => match (value, text_of(operand)) {
            (Value::Text(value), Some(keyword)) => text::contains_keyword(value, keyword),
            _ => false,
        },
    }
}

/// Whether a value that is there differs; missing ones and Null do so from nothing.
fn differs(value: &Value, operand: &Operand, wildcards: bool) -> bool {
    !value.is_null() && !matches!(operand, Operand::Nothing) && !equals(value, operand, wildcards)
}

fn text_of(operand: &Operand) -> Option<&Text> {
    match operand {
        Operand::Constant(_, text) | Operand::Value(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn equals(value: &Value, operand: &Operand, wildcards: bool) -> bool {
    match (value, operand) {
        (value, Operand::Null) => value.is_null(),
        (_, Operand::Nothing | Operand::Set(_)) => false,
        (Value::Text(value), operand) if text_of(operand).is_some() => {
            text_of(operand).is_some_and(|other| match wildcards {
                true => text::equal(value, other),
                false => same_text(value, other, false),
            })
        }
        (value, Operand::Value(other) | Operand::Constant(other, _)) => {
            !value.is_null() && converted(value, other, compare::equal)
        }
    }
}

/// Compares two values, a text of ISO 8601 with a date as a date.
fn converted<R>(value: &Value, other: &Value, compare: impl FnOnce(&Value, &Value) -> R) -> R {
    match (value, other) {
        (Value::Date(_), Value::Text(text)) => match iso_date(text) {
            Some(date) => compare(value, &Value::Date(date)),
            None => compare(value, other),
        },
        (Value::Text(text), Value::Date(_)) => match iso_date(text) {
            Some(date) => compare(&Value::Date(date), other),
            None => compare(value, other),
        },
        _ => compare(value, other),
    }
}

fn order(value: &Value, operand: &Operand) -> Option<Ordering> {
    match (value, operand) {
        (Value::Text(value), operand) if text_of(operand).is_some() => {
            text_of(operand).map(|other| text::compare(value, other))
        }
        (value, Operand::Value(other) | Operand::Constant(other, _)) => {
            converted(value, other, |value, other| compare::order(value, other).ok().flatten())
        }
        _ => None,
    }
}
