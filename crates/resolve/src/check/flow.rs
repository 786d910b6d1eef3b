//! Code that no way leads to.

use crate::check::routine::Checker;
use fourd_source::{Diagnostic, Span};
use fourd_syntax::tree::{Block, Statement, StatementKind as S};

/// A statement after which nothing is reached: its word and spot.
type End = (&'static str, Span);

impl Checker<'_> {
    /// Reports what comes after `return`, `break` and `continue`; returns whether the end of the block is never reached.
    pub(crate) fn flow(&mut self, block: &Block) -> Option<End> {
        let mut ended: Option<End> = None;
        for (index, statement) in block.iter().enumerate() {
            let end = self.ends(statement);
            if ended.is_none() && end.is_some() {
                ended = end;
                let rest: Vec<&Statement> = block.iter().skip(index + 1).filter(|next| runs(next)).collect();
                if let (Some((word, span)), Some(first)) = (ended, rest.first()) {
                    self.findings.push(
                        Diagnostic::warning("check::unreachable", "This code is never reached")
                            .at(first.span, format!("expected code that can be reached, found it after `{word}`"))
                            .also(span, format!("`{word}` leaves here in every case"))
                            .hint(format!("remove it, or put the `{word}` under a condition")),
                    );
                }
            }
        }
        ended
    }

    fn ends(&mut self, statement: &Statement) -> Option<End> {
        match &statement.kind {
            S::Return(_) => Some(("return", statement.span)),
            S::Break => Some(("break", statement.span)),
            S::Continue => Some(("continue", statement.span)),
            S::If(node) => {
                let then = self.flow(&node.then);
                let otherwise = node.otherwise.as_ref().map(|block| self.flow(block));
                then.and(otherwise.flatten())
            }
            S::Case(node) => {
                let branches: Vec<Option<End>> = node.branches.iter().map(|branch| self.flow(&branch.body)).collect();
                let otherwise = node.otherwise.as_ref().and_then(|block| self.flow(block));
                if branches.iter().all(Option::is_some) { otherwise } else { None }
            }
            S::Use(node) => self.flow(&node.body),
            S::For(node) => self.inside(&node.body),
            S::ForEach(node) => self.inside(&node.body),
            S::While(node) => self.inside(&node.body),
            S::Repeat(node) => self.inside(&node.body),
            S::Try(node) => {
                let body = self.flow(&node.body);
                let catch = node.catch.as_ref().map(|block| self.flow(block));
                body.and(catch.flatten())
            }
            S::Expression(_) | S::Assign(_) | S::Variables(_) | S::Sql(_) | S::Invalid => None,
        }
    }

    /// The body of a loop, which may run not at all and is left by `break`.
    fn inside(&mut self, body: &Block) -> Option<End> {
        self.flow(body);
        None
    }
}

/// Whether the statement does something when it is reached; declarations without a value do not.
fn runs(statement: &Statement) -> bool {
    match &statement.kind {
        S::Variables(declaration) => declaration.value.is_some(),
        S::Expression(expression) => {
            let declares = |number| matches!(fourd_catalog::role(number), Some(fourd_catalog::Role::Declaration(_)));
            crate::scope::command_call(expression).is_none_or(|(number, _)| !declares(number))
        }
        _ => true,
    }
}
