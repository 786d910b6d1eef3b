//! Runs the grammar over one line; over one that fails a second time, to find out what was expected.

use super::DIAGNOSTIC_LIMIT;
use crate::grammar::heads::{ForEachHead, ForHead, FunctionHead, Simple};
use crate::grammar::{Grammar, Source, State};
use crate::problems;
use crate::tree::{Alias, Expression, Signature, TypeName, VariableDeclaration};
use chumsky::Parser;
use fourd_source::Diagnostic;
use std::cell::Cell;

/// The grammar, and what was reported of the lines so far.
pub(super) struct LineParsers<'s> {
    grammar: Grammar<'s>,
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
                pub(super) fn $name(&self, source: Source<'s>, diagnostics: &mut Vec<Diagnostic>) -> Option<$output> {
                    if self.refused {
                        return None;
                    }
                    if let Ok(output) = self.grammar.$name.parse_with_state(source.tokens, &mut State::new(source)).into_result() {
                        return Some(output);
                    }
                    if self.explained.get() > DIAGNOSTIC_LIMIT {
                        self.unexplained.set(self.unexplained.get() + usize::from(!self.damaged));
                    } else if !self.damaged {
                        self.explained.set(self.explained.get() + 1);
                        let mut state = State::explaining(source);
                        self.grammar.$name.parse_with_state(source.tokens, &mut state);
                        diagnostics.push(problems::grammatical(&source, &state.into_expected()));
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
            grammar: Grammar::new(),
            explained: Cell::new(0),
            unexplained: Cell::new(0),
            damaged: false,
            refused: false,
        }
    }
}
