//! Finds what expressions select.

use super::{Axis, Begin, Expression, Operator, Step, Test};
use crate::xml::names::local_part;
use crate::xml::tree::{Kind, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, OnceCell};

/// How many nodes may be looked at for one expression.
const MAX_VISITS: u64 = 10_000_000;
/// How many nodes a step may give before those that it gave twice are removed.
const MOST_AT_ONCE: usize = 1 << 17;

/// A node, or an attribute of an element by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Found {
    /// A node.
    Node(NodeId),
    /// An attribute.
    Attribute(NodeId, usize),
}

enum Value {
    Nodes(Vec<Found>),
    Text(String),
    Number(f64),
    Boolean(bool),
}

#[derive(Clone, Copy)]
struct Context {
    node: Found,
    position: usize,
    size: usize,
}

struct Evaluator<'a> {
    tree: &'a Tree,
    order: OnceCell<FxHashMap<NodeId, usize>>,
    visits: Cell<u64>,
}

type Evaluated<T> = Result<T, String>;

/// What an expression selects, seen from a node, in the order of the document.
///
/// # Errors
/// The expression does not select nodes, or names a function that does not exist.
pub(crate) fn select(tree: &Tree, expression: &Expression, from: NodeId) -> Result<Vec<Found>, String> {
    let evaluator = Evaluator { tree, order: OnceCell::new(), visits: Cell::new(0) };
    match evaluator.value(expression, Context { node: Found::Node(from), position: 1, size: 1 })? {
        Value::Nodes(nodes) => Ok(nodes),
        _ => Err("the expression does not select nodes".to_owned()),
    }
}

fn to_number(text: &str) -> f64 {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    if plain { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

fn number_text(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() };
    }
    // Negative zero is written as zero.
    format!("{}", number + 0.0)
}

impl Evaluator<'_> {
    fn visit(&self, count: usize) -> Evaluated<()> {
        let visits = self.visits.get() + count as u64;
        self.visits.set(visits);
        if visits > MAX_VISITS { Err("the expression takes too long".to_owned()) } else { Ok(()) }
    }

    fn text_of(&self, found: Found) -> String {
        match found {
            Found::Node(node) => self.tree.string_value(node),
            Found::Attribute(element, index) => {
                self.tree.attributes(element).get(index).map(|(_, value)| value.clone()).unwrap_or_default()
            }
        }
    }

    fn name_of(&self, found: Found) -> &str {
        match found {
            Found::Node(node) => match self.tree.kind(node) {
                Kind::Element(name, _) | Kind::Instruction(name, _) => name,
                _ => "",
            },
            Found::Attribute(element, index) => {
                self.tree.attributes(element).get(index).map_or("", |(name, _)| name.as_str())
            }
        }
    }

    fn text(&self, value: Value) -> String {
        match value {
            Value::Nodes(nodes) => nodes.first().map(|node| self.text_of(*node)).unwrap_or_default(),
            Value::Text(text) => text,
            Value::Number(number) => number_text(number),
            Value::Boolean(value) => value.to_string(),
        }
    }

    fn number(&self, value: Value) -> f64 {
        match value {
            Value::Number(number) => number,
            Value::Boolean(value) => f64::from(u8::from(value)),
            other => to_number(&self.text(other)),
        }
    }

    fn boolean(value: &Value) -> bool {
        match value {
            Value::Nodes(nodes) => !nodes.is_empty(),
            Value::Text(text) => !text.is_empty(),
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Boolean(value) => *value,
        }
    }

    fn value(&self, expression: &Expression, context: Context) -> Evaluated<Value> {
        Ok(match expression {
            Expression::Literal(text) => Value::Text(text.clone()),
            Expression::Number(number) => Value::Number(*number),
            Expression::Negative(inner) => Value::Number(-self.number(self.value(inner, context)?)),
            Expression::Binary(operator, left, right) => self.binary(*operator, left, right, context)?,
            Expression::Call(name, arguments) => self.call(name, arguments, context)?,
            Expression::Path(begin, steps) => Value::Nodes(self.path(begin, steps, context)?),
        })
    }

    fn binary(&self, operator: Operator, left: &Expression, right: &Expression, context: Context) -> Evaluated<Value> {
        let left = self.value(left, context)?;
        match operator {
            Operator::Or if Self::boolean(&left) => return Ok(Value::Boolean(true)),
            Operator::And if !Self::boolean(&left) => return Ok(Value::Boolean(false)),
            _ => {}
        }
        let right = self.value(right, context)?;
        let arithmetic = |left: f64, right: f64| match operator {
            Operator::Add => left + right,
            Operator::Subtract => left - right,
            Operator::Multiply => left * right,
            Operator::Divide => left / right,
            _ => left % right,
        };
        Ok(match operator {
            Operator::Or | Operator::And => Value::Boolean(Self::boolean(&right)),
            Operator::Union => match (left, right) {
                (Value::Nodes(mut nodes), Value::Nodes(more)) => {
                    nodes.extend(more);
                    Value::Nodes(self.sorted(nodes))
                }
                _ => return Err("`|` stands between selections of nodes".to_owned()),
            },
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo => {
                Value::Number(arithmetic(self.number(left), self.number(right)))
            }
            _ => Value::Boolean(self.compare(operator, left, right)?),
        })
    }

    fn compare(&self, operator: Operator, left: Value, right: Value) -> Evaluated<bool> {
        let numbers = |left: f64, right: f64| match operator {
            Operator::Equal => left == right,
            Operator::NotEqual => left != right,
            Operator::Less => left < right,
            Operator::LessOrEqual => left <= right,
            Operator::Greater => left > right,
            _ => left >= right,
        };
        let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        let texts = |left: &str, right: &str| {
            if equality {
                (left == right) == (operator == Operator::Equal)
            } else {
                numbers(to_number(left), to_number(right))
            }
        };
        Ok(match (left, right) {
            (Value::Nodes(left), Value::Nodes(right)) => {
                self.visit(left.len().saturating_mul(right.len()))?;
                let right: Vec<String> = right.into_iter().map(|node| self.text_of(node)).collect();
                left.into_iter().any(|node| {
                    let left = self.text_of(node);
                    right.iter().any(|right| texts(&left, right))
                })
            }
            (Value::Nodes(nodes), Value::Boolean(other)) | (Value::Boolean(other), Value::Nodes(nodes)) if equality => {
                (nodes.is_empty() != other) == (operator == Operator::Equal)
            }
            (Value::Nodes(nodes), Value::Text(other)) => nodes.iter().any(|node| texts(&self.text_of(*node), &other)),
            (Value::Text(other), Value::Nodes(nodes)) => nodes.iter().any(|node| texts(&other, &self.text_of(*node))),
            (Value::Nodes(nodes), other) => {
                let other = self.number(other);
                nodes.iter().any(|node| numbers(to_number(&self.text_of(*node)), other))
            }
            (other, Value::Nodes(nodes)) => {
                let other = self.number(other);
                nodes.iter().any(|node| numbers(other, to_number(&self.text_of(*node))))
            }
            (left, right) if equality && (matches!(left, Value::Boolean(_)) || matches!(right, Value::Boolean(_))) => {
                (Self::boolean(&left) == Self::boolean(&right)) == (operator == Operator::Equal)
            }
            (Value::Text(left), Value::Text(right)) => texts(&left, &right),
            (left, right) => numbers(self.number(left), self.number(right)),
        })
    }

    fn path(&self, begin: &Begin, steps: &[Step], context: Context) -> Evaluated<Vec<Found>> {
        let mut nodes = match begin {
            Begin::Document => vec![Found::Node(Tree::DOCUMENT)],
            Begin::Here => vec![context.node],
            Begin::Expression(expression, predicates) => {
                let Value::Nodes(mut nodes) = self.value(expression, context)? else {
                    return Err("a path begins at nodes".to_owned());
                };
                for predicate in predicates {
                    nodes = self.filtered(nodes, predicate)?;
                }
                nodes
            }
        };
        // Whether no node of the selection stands below another one: then the steps downwards keep the order.
        let mut flat = nodes.len() <= 1;
        for step in steps {
            let several = nodes.len() > 1;
            let (mut next, mut most) = (Vec::new(), 0);
            for node in nodes {
                let mut taken = self.taken(step, node)?;
                for predicate in &step.predicates {
                    taken = self.filtered(taken, predicate)?;
                }
                if step.axis.is_reverse() {
                    taken.reverse();
                }
                next.append(&mut taken);
                if several && next.len() > MOST_AT_ONCE.max(most) {
                    next = self.sorted(next);
                    most = 2 * next.len();
                }
            }
            let downwards = matches!(
                step.axis,
                Axis::Child | Axis::Attribute | Axis::SelfNode | Axis::Descendant | Axis::DescendantOrSelf
            );
            nodes = if several && !(flat && downwards) { self.sorted(next) } else { next };
            flat = flat && matches!(step.axis, Axis::Child | Axis::Attribute | Axis::SelfNode) || nodes.len() <= 1;
        }
        Ok(nodes)
    }

    /// The nodes of a selection for which a condition, or a position, holds.
    fn filtered(&self, nodes: Vec<Found>, predicate: &Expression) -> Evaluated<Vec<Found>> {
        let size = nodes.len();
        let mut kept = Vec::new();
        for (index, node) in nodes.into_iter().enumerate() {
            let position = index + 1;
            let holds = match self.value(predicate, Context { node, position, size })? {
                Value::Number(number) => number == position as f64,
                other => Self::boolean(&other),
            };
            if holds {
                kept.push(node);
            }
        }
        Ok(kept)
    }

    fn fits(&self, test: &Test, node: NodeId) -> bool {
        let kind = self.tree.kind(node);
        match test {
            Test::Node => !matches!(kind, Kind::Doctype(_)),
            Test::Text => matches!(kind, Kind::Text(_) | Kind::CData(_)),
            Test::Comment => matches!(kind, Kind::Comment(_)),
            Test::Instruction(target) => {
                matches!(kind, Kind::Instruction(name, _) if target.as_ref().is_none_or(|target| target == name))
            }
            Test::Any => matches!(kind, Kind::Element(..)),
            Test::Name(name) => matches!(kind, Kind::Element(found, _) if found == name),
            Test::Prefix(prefix) => matches!(kind, Kind::Element(found, _) if has_prefix(found, prefix)),
        }
    }

    /// The nodes that a step takes from one node, in the order of the axis.
    fn taken(&self, step: &Step, from: Found) -> Evaluated<Vec<Found>> {
        let tree = self.tree;
        let node = match (from, step.axis) {
            (Found::Node(node), _) => node,
            (Found::Attribute(element, _), Axis::Parent) => {
                return Ok(if self.fits(&step.test, element) { vec![Found::Node(element)] } else { Vec::new() });
            }
            (Found::Attribute(..), Axis::SelfNode | Axis::AncestorOrSelf | Axis::DescendantOrSelf)
                if step.test == Test::Node =>
            {
                return Ok(vec![from]);
            }
            (Found::Attribute(element, _), Axis::Ancestor) => {
                return Ok(self.kept(step, std::iter::successors(Some(element), |node| tree.parent(*node))));
            }
            (Found::Attribute(..), _) => return Ok(Vec::new()),
        };
        let taken = match step.axis {
            Axis::Attribute => {
                let fits = |name: &str| match &step.test {
                    Test::Any | Test::Node => true,
                    Test::Name(wanted) => name == wanted,
                    Test::Prefix(prefix) => has_prefix(name, prefix),
                    _ => false,
                };
                let attributes = tree.attributes(node).iter().enumerate();
                attributes.filter(|(_, (name, _))| fits(name)).map(|(index, _)| Found::Attribute(node, index)).collect()
            }
            Axis::Child => self.kept(step, tree.children(node)),
            Axis::Descendant => self.kept(step, tree.descendants(node)),
            Axis::DescendantOrSelf => self.kept(step, std::iter::once(node).chain(tree.descendants(node))),
            Axis::Parent => self.kept(step, tree.parent(node).into_iter()),
            Axis::Ancestor => self.kept(step, std::iter::successors(tree.parent(node), |node| tree.parent(*node))),
            Axis::AncestorOrSelf => self.kept(step, std::iter::successors(Some(node), |node| tree.parent(*node))),
            Axis::FollowingSibling => self.kept(step, std::iter::successors(tree.next(node), |node| tree.next(*node))),
            Axis::PrecedingSibling => {
                self.kept(step, std::iter::successors(tree.previous(node), |node| tree.previous(*node)))
            }
            Axis::Following => {
                let first = tree.behind(node, Tree::DOCUMENT);
                self.kept(step, std::iter::successors(first, |node| tree.following(*node, Tree::DOCUMENT)))
            }
            Axis::Preceding => {
                let above: FxHashSet<NodeId> =
                    std::iter::successors(tree.parent(node), |node| tree.parent(*node)).collect();
                let before = tree.descendants(Tree::DOCUMENT).take_while(|other| *other != node);
                let mut taken = self.kept(step, before.filter(|other| !above.contains(other)));
                taken.reverse();
                taken
            }
            Axis::SelfNode => self.kept(step, std::iter::once(node)),
        };
        Ok(taken).and_then(|taken: Vec<Found>| self.visit(taken.len() + 1).map(|()| taken))
    }

    fn kept(&self, step: &Step, nodes: impl Iterator<Item = NodeId>) -> Vec<Found> {
        let mut looked_at = 0;
        let kept = nodes
            .inspect(|_| looked_at += 1)
            .take_while(|_| self.visits.get() <= MAX_VISITS)
            .filter(|node| self.fits(&step.test, *node))
            .map(Found::Node)
            .collect();
        self.visits.set(self.visits.get() + looked_at);
        kept
    }

    /// Each node once, in the order of the document.
    fn sorted(&self, mut nodes: Vec<Found>) -> Vec<Found> {
        let order = self.order.get_or_init(|| {
            let all = std::iter::once(Tree::DOCUMENT).chain(self.tree.descendants(Tree::DOCUMENT));
            all.enumerate().map(|(index, node)| (node, index)).collect()
        });
        let key = |found: &Found| match found {
            Found::Node(node) => (order.get(node).copied().unwrap_or(usize::MAX), 0),
            Found::Attribute(element, index) => (order.get(element).copied().unwrap_or(usize::MAX), index + 1),
        };
        nodes.sort_by_key(key);
        nodes.dedup();
        nodes
    }

    fn call(&self, name: &str, arguments: &[Expression], context: Context) -> Evaluated<Value> {
        let count = |allowed: std::ops::RangeInclusive<usize>| {
            if allowed.contains(&arguments.len()) {
                Ok(())
            } else {
                Err(format!("`{name}()` does not take {} arguments", arguments.len()))
            }
        };
        let value = |index: usize| match arguments.get(index) {
            Some(argument) => self.value(argument, context),
            None => Ok(Value::Nodes(vec![context.node])),
        };
        let text = |index: usize| value(index).map(|value| self.text(value));
        let nodes = |index: usize| match value(index)? {
            Value::Nodes(nodes) => Ok(nodes),
            _ => Err(format!("`{name}()` takes nodes")),
        };
        Ok(match name {
            "last" => {
                count(0..=0)?;
                Value::Number(context.size as f64)
            }
            "position" => {
                count(0..=0)?;
                Value::Number(context.position as f64)
            }
            "true" | "false" => {
                count(0..=0)?;
                Value::Boolean(name == "true")
            }
            "count" => {
                count(1..=1)?;
                Value::Number(nodes(0)?.len() as f64)
            }
            "sum" => {
                count(1..=1)?;
                Value::Number(nodes(0)?.iter().map(|node| to_number(&self.text_of(*node))).sum())
            }
            "name" | "local-name" => {
                count(0..=1)?;
                let nodes = nodes(0)?;
                let found = nodes.first().map_or("", |node| self.name_of(*node));
                Value::Text(if name == "name" { found } else { local_part(found) }.to_owned())
            }
            "string" => {
                count(0..=1)?;
                Value::Text(text(0)?)
            }
            "number" => {
                count(0..=1)?;
                Value::Number(self.number(value(0)?))
            }
            "boolean" | "not" => {
                count(1..=1)?;
                Value::Boolean(Self::boolean(&value(0)?) == (name == "boolean"))
            }
            "contains" => {
                count(2..=2)?;
                Value::Boolean(text(0)?.contains(&text(1)?))
            }
            "starts-with" => {
                count(2..=2)?;
                Value::Boolean(text(0)?.starts_with(&text(1)?))
            }
            "substring-before" | "substring-after" => {
                count(2..=2)?;
                let (whole, mark) = (text(0)?, text(1)?);
                let found = whole.split_once(&mark);
                let part = found.map(|(before, after)| if name == "substring-before" { before } else { after });
                Value::Text(part.unwrap_or_default().to_owned())
            }
            "substring" => {
                count(2..=3)?;
                let whole = text(0)?;
                let round = |number: f64| (number + 0.5).floor();
                let start = round(self.number(value(1)?));
                let end = if arguments.len() == 3 { start + round(self.number(value(2)?)) } else { f64::INFINITY };
                let inside = |position: f64| position >= start && position < end;
                let characters = whole.chars().enumerate().filter(|(index, _)| inside((*index + 1) as f64));
                Value::Text(characters.map(|(_, character)| character).collect())
            }
            "string-length" => {
                count(0..=1)?;
                Value::Number(text(0)?.chars().count() as f64)
            }
            "normalize-space" => {
                count(0..=1)?;
                Value::Text(text(0)?.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            "concat" => {
                count(2..=usize::MAX)?;
                Value::Text((0..arguments.len()).map(text).collect::<Evaluated<String>>()?)
            }
            "translate" => {
                count(3..=3)?;
                let (whole, from, to) = (text(0)?, text(1)?, text(2)?);
                let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
                let translated =
                    whole.chars().filter_map(|character| match from.iter().position(|known| *known == character) {
                        Some(index) => to.get(index).copied(),
                        None => Some(character),
                    });
                Value::Text(translated.collect())
            }
            "floor" | "ceiling" | "round" => {
                count(1..=1)?;
                let number = self.number(value(0)?);
                Value::Number(match name {
                    "floor" => number.floor(),
                    "ceiling" => number.ceil(),
                    _ => (number + 0.5).floor(),
                })
            }
            other => return Err(format!("there is no function `{other}()`")),
        })
    }
}

fn has_prefix(name: &str, prefix: &str) -> bool {
    name.split_once(':').is_some_and(|(found, _)| found == prefix)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::parse;
    use super::*;
    use crate::xml::build;
    use proptest::prelude::*;

    const BOOKS: &str = "<s><b id='1'><t>x</t><p>3</p></b><b id='2' k='w'><t>y</t><p>5</p><!--c--></b>\
                         <c><b id='3'><t>z</t></b></c></s>";

    fn found(path: &str) -> Vec<String> {
        let tree = build::document(BOOKS).unwrap();
        let from = tree.root().unwrap();
        let evaluator = Evaluator { tree: &tree, order: OnceCell::new(), visits: Cell::new(0) };
        select(&tree, &parse(path).unwrap(), from).unwrap().into_iter().map(|node| evaluator.text_of(node)).collect()
    }

    #[test]
    fn paths() {
        for (path, expected) in [
            ("b/t", "x y"),
            ("/s/b[2]/t", "y"),
            ("//t", "x y z"),
            ("//b[1]/t", "x z"),
            ("(//b)[2]/t", "y"),
            ("b[last()]/t", "y"),
            ("b[t='y']/p", "5"),
            ("b[@k]/@id", "2"),
            ("b[@id='1']/t | b[@id='2']/p", "x 5"),
            ("//p | //t", "x 3 y 5 z"),
            ("b[p>4]/t", "y"),
            ("b[not(@k)]/t", "x"),
            ("b[contains(t,'y')]/@id", "2"),
            ("*[local-name()='c']/b/@*", "3"),
            ("//t/..//p", "3 5"),
            ("b/t/text()", "x y"),
            ("b[2]/comment()", "c"),
            ("b[2]/preceding-sibling::b/t", "x"),
            ("b[1]/following::t", "y z"),
            ("c/preceding::t[1]", "y"),
            ("b[position()=2 and @k]/t", "y"),
            ("b[count(*)=2]/t", "x y"),
            ("b[p+2=5]/t", "x"),
            ("//b[ancestor::c]/t", "z"),
            ("b[substring(t,1,1)='y']/t", "y"),
            ("nothing", ""),
        ] {
            assert_eq!(found(path).join(" "), expected, "{path}");
        }
    }

    #[test]
    fn what_is_not_valid() {
        let tree = build::document(BOOKS).unwrap();
        for path in ["", "b[", "b[1", "//", "b/", "1+1", "b[unknown()]", "'x", "$a", "b::c", "count(b)", "b]"] {
            let result = parse(path).and_then(|path| select(&tree, &path, tree.root().unwrap()));
            assert!(result.is_err(), "{path}");
        }
        assert!(parse(&"(".repeat(100_000)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_ends(path in "[a-c/.*@|()\\[\\]0-9='<>+ :$,-]{0,40}") {
            let tree = build::document(BOOKS).unwrap();
            if let Ok(path) = parse(&path) {
                let _ = select(&tree, &path, Tree::DOCUMENT);
            }
        }
    }
}
