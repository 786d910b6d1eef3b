//! Paths as 4D read them before 18 R3
//! ([Use standard XPath](https://developer.4d.com/docs/settings/compatibility)): a path names the current node too,
//! whether it begins with `/` or not, and of elements that repeat on the way only the first is looked into.

use super::{Axis, Begin, Expression, Found, Step, select};
use crate::xml::tree::{NodeId, Tree};

/// The nodes that an expression selects, seen from a node.
///
/// # Errors
/// As [`select`].
pub(crate) fn select_as_before(tree: &Tree, expression: &Expression, from: NodeId) -> Result<Vec<Found>, String> {
    let (Expression::Path(Begin::Document | Begin::Here, steps), true) = (expression, tree.is_element(from)) else {
        return select(tree, expression, from);
    };
    let Some((last, way)) = steps.split_last() else { return Ok(vec![Found::Node(from)]) };
    let mut node = from;
    for (index, step) in way.iter().enumerate() {
        match take(tree, step, index == 0, node)?.into_iter().next() {
            Some(Found::Node(found)) => node = found,
            _ => return Ok(Vec::new()),
        }
    }
    take(tree, last, way.is_empty(), node)
}

/// What a step takes, seen from a node; the first step of a path takes the node itself.
fn take(tree: &Tree, step: &Step, is_first: bool, node: NodeId) -> Result<Vec<Found>, String> {
    let mut step = step.clone();
    if is_first && step.axis == Axis::Child {
        step.axis = Axis::SelfNode;
    }
    select(tree, &Expression::Path(Begin::Here, vec![step]), node)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::xml::build;
    use crate::xml::xpath::parse;

    #[test]
    fn the_current_node_is_named_and_only_first_elements_are_looked_into() {
        let tree = build::document("<s><b><t/></b><b><t/><t/><p k=\"1\"/></b></s>").unwrap();
        let root = tree.root().unwrap();
        let count = |path: &str| select_as_before(&tree, &parse(path).unwrap(), root).unwrap().len();
        for (path, expected) in [
            ("/s/b", 2),
            ("s/b", 2),
            ("s", 1),
            ("/s", 1),
            ("b", 0),
            ("/b", 0),
            ("b/t", 0),
            ("/s/b/t", 1),
            ("/s/b[2]/t", 2),
            ("/s/b[2]/t[2]", 1),
            ("/s/b/p", 0),
            ("/s/b[2]/p/@k", 1),
            ("./b", 2),
            ("//t", 3),
        ] {
            assert_eq!(count(path), expected, "{path}");
        }
    }
}
