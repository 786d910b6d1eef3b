//! Visits the expressions of a syntax tree.

use fourd_syntax::tree::{Block, Expression, ExpressionKind as E, Statement, StatementKind as S};

/// Calls `visit` for an expression and all parts of it, outermost first.
pub fn expression<'a>(node: &'a Expression, visit: &mut dyn FnMut(&'a Expression)) {
    visit(node);
    let mut each = |part: &'a Expression| expression(part, visit);
    match &node.kind {
        E::Number(_)
        | E::Text(_)
        | E::Date { .. }
        | E::Time(_)
        | E::Local(_)
        | E::Parameter(_)
        | E::Interprocess(_)
        | E::Name(_)
        | E::Bracketed(_)
        | E::Field(_)
        | E::Star
        | E::Less
        | E::Greater
        | E::Operator(_)
        | E::Omitted
        | E::Invalid => {}
        E::IndirectParameter(part)
        | E::Dereference(part)
        | E::PointerTo(part)
        | E::Unary(_, part)
        | E::Parenthesized(part)
        | E::Try(part) => each(part),
        E::Return(part) => part.iter().for_each(|part| each(part)),
        E::Object(entries) => entries.iter().for_each(|entry| each(&entry.value)),
        E::Collection(parts) => parts.iter().for_each(each),
        E::Call(call) => {
            each(&call.callee);
            call.arguments.iter().for_each(each);
        }
        E::Member(member) => each(&member.object),
        E::Index(index) | E::Element(index) | E::Character(index) => {
            each(&index.base);
            each(&index.index);
        }
        E::Binary(binary) => {
            each(&binary.left);
            each(&binary.right);
        }
        E::Ternary(ternary) => {
            each(&ternary.condition);
            each(&ternary.then);
            each(&ternary.otherwise);
        }
        E::Assign(assignment) => {
            each(&assignment.target);
            each(&assignment.value);
        }
    }
}

/// Calls `visit` for each statement of a block and of the blocks inside it.
pub fn statements<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Statement)) {
    for statement in block {
        visit(statement);
        let mut inner = |block: &'a Block| statements(block, visit);
        match &statement.kind {
            S::If(node) => {
                inner(&node.then);
                node.otherwise.iter().for_each(inner);
            }
            S::Case(node) => {
                node.branches.iter().for_each(|branch| inner(&branch.body));
                node.otherwise.iter().for_each(inner);
            }
            S::For(node) => inner(&node.body),
            S::ForEach(node) => inner(&node.body),
            S::While(node) => inner(&node.body),
            S::Repeat(node) => inner(&node.body),
            S::Use(node) => inner(&node.body),
            S::Try(node) => {
                inner(&node.body);
                node.catch.iter().for_each(inner);
            }
            S::Expression(_)
            | S::Assign(_)
            | S::Variables(_)
            | S::Return(_)
            | S::Break
            | S::Continue
            | S::Sql(_)
            | S::Invalid => {}
        }
    }
}

/// Calls `visit` for each expression that is in a block, parts included.
pub fn expressions<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Expression)) {
    statements(block, &mut |statement| {
        let mut each = |part: &'a Expression| expression(part, visit);
        match &statement.kind {
            S::Expression(part) => each(part),
            S::Assign(node) => {
                each(&node.target);
                each(&node.value);
            }
            S::Variables(node) => node.value.iter().for_each(each),
            S::If(node) => each(&node.condition),
            S::Case(node) => node.branches.iter().for_each(|branch| each(&branch.condition)),
            S::For(node) => {
                each(&node.counter);
                each(&node.first);
                each(&node.last);
                node.step.iter().for_each(each);
            }
            S::ForEach(node) => {
                each(&node.item);
                each(&node.source);
                node.begin.iter().for_each(&mut each);
                node.end_position.iter().for_each(&mut each);
                node.condition.iter().for_each(|(_, part)| each(part));
            }
            S::While(node) => each(&node.condition),
            S::Repeat(node) => each(&node.condition),
            S::Use(node) => each(&node.object),
            S::Return(part) => part.iter().for_each(each),
            S::Try(_) | S::Break | S::Continue | S::Sql(_) | S::Invalid => {}
        }
    });
}
