//! Runs the grammar over one line: first without, then with errors.

use super::DIAGNOSTIC_LIMIT;
use crate::grammar::heads::{ForEachHead, ForHead, FunctionHead, Simple};
use crate::grammar::{Grammar, Source};
use crate::lexer::Token;
use crate::problems;
use crate::tree::{Alias, Expression, Signature, TypeName, VariableDeclaration};
use chumsky::Parser;
use chumsky::error::{EmptyErr, Rich};
use fourd_source::Diagnostic;
use std::cell::{Cell, OnceCell};

/// The grammar with both error types.
pub(super) struct LineParsers<'s> {
    fast: Grammar<'s, EmptyErr>,
    rich: OnceCell<Grammar<'s, Rich<'s, Token>>>,
    /// How many lines were explained.
    explained: Cell<usize>,
    /// How many lines failed beyond those: they are only counted, since finding out why takes time.
    pub(super) unexplained: Cell<usize>,
    /// A character or literal of the line was reported: what follows from it is not.
    pub(super) damaged: bool,
    /// The line is not parsed at all; the reason was reported.
    pub(super) refused: bool,
}

macro_rules! line_parsers {
    ($($(#[$doc:meta])* $name:ident: $output:ty;)*) => {
        impl<'s> LineParsers<'s> {
            $(
                $(#[$doc])*
                pub(super) fn $name(&self, mut source: Source<'s>, diagnostics: &mut Vec<Diagnostic>) -> Option<$output> {
                    if self.refused {
                        return None;
                    }
                    if let Ok(output) = self.fast.$name.parse_with_state(source.tokens, &mut source).into_result() {
                        return Some(output);
                    }
                    if self.explained.get() > DIAGNOSTIC_LIMIT {
                        self.unexplained.set(self.unexplained.get() + usize::from(!self.damaged));
                    } else if !self.damaged {
                        self.explained.set(self.explained.get() + 1);
                        let rich = self.rich.get_or_init(Grammar::new);
                        let errors = rich.$name.parse_with_state(source.tokens, &mut source).into_errors();
                        diagnostics.push(problems::grammatical(&source, &errors));
                    }
                    None
                }
            )*
        }
    };
}

line_parsers! {
    /// An expression, an assignment or a call.
    statement: Simple;
    /// The condition after a keyword or colon.
    condition: Expression;
    /// `return` with or without a value.
    jump: Option<Expression>;
    /// `For (…)`.
    for_loop: ForHead;
    /// `For each (…) …`.
    for_each: ForEachHead;
    /// `var …` and `property …`.
    variables: VariableDeclaration;
    /// `#DECLARE …`.
    declare: Signature;
    /// `Function …` and `Class constructor …`.
    function: FunctionHead;
    /// `Class extends …`.
    extends: TypeName;
    /// `Alias …`.
    alias: Alias;
}

impl LineParsers<'_> {
    pub(super) fn new() -> Self {
        Self {
            fast: Grammar::new(),
            rich: OnceCell::new(),
            explained: Cell::new(0),
            unexplained: Cell::new(0),
            damaged: false,
            refused: false,
        }
    }
}
