//! The grammar of one logical line: heads of statements and expressions, as chumsky parsers over its tokens.
//!
//! Everything is generic over the error type: a file is parsed with one that costs nothing, and only a line that
//! fails is parsed again with errors that know what was expected.

pub(crate) mod expression;
pub(crate) mod heads;

use crate::keyword::Keyword;
use crate::lexer::{Kind, TextRange, Token};
use crate::tree::Expression;
use chumsky::error::{EmptyErr, LabelError, Rich};
use chumsky::input::{Checkpoint, Cursor};
use chumsky::inspector::Inspector;
use chumsky::prelude::*;
use fourd_source::{FileId, Span};

/// What a parser needs besides the tokens of its line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'s> {
    /// The file that spans refer to.
    pub(crate) file: FileId,
    /// Its text.
    pub(crate) text: &'s str,
    /// The tokens of the line.
    pub(crate) tokens: &'s [Token],
}

impl<'s> Source<'s> {
    /// Whether nothing but `()` follows the first token, as projects that 4D has saved write `Case of ()`.
    pub(crate) fn has_empty_parentheses(&self) -> bool {
        use crate::lexer::Kind::{CloseParenthesis, OpenParenthesis};
        matches!(self.tokens, [_, open, close] if open.kind == OpenParenthesis && close.kind == CloseParenthesis)
    }

    /// The text of a range.
    pub(crate) fn slice(&self, range: TextRange) -> &'s str {
        range.text(self.text)
    }

    /// The range as a span of this file.
    pub(crate) fn span(&self, range: TextRange) -> Span {
        range.of(self.file)
    }

    /// The spot of the tokens from one index up to another; where there are none, the empty spot before them.
    pub(crate) fn between(&self, tokens: std::ops::Range<usize>) -> Span {
        match self.tokens.get(tokens.clone()) {
            Some([first, .., last]) => self.span(TextRange { start: first.range.start, end: last.range.end }),
            Some([only]) => self.span(only.range),
            _ => {
                match (tokens.start.checked_sub(1).and_then(|at| self.tokens.get(at)), self.tokens.get(tokens.start)) {
                    (Some(before), _) => self.span(before.range).after(),
                    (None, Some(at)) => Span::new(self.file, at.range.start, at.range.start),
                    (None, None) => Span::new(self.file, 0, 0),
                }
            }
        }
    }
}

/// Parsers only read the source, so that nothing happens when one goes on or back.
impl<'s> Inspector<'s, &'s [Token]> for Source<'s> {
    type Checkpoint = ();

    fn on_token(&mut self, _: &Token) {}

    fn on_save<'parse>(&self, _: &Cursor<'s, 'parse, &'s [Token]>) {}

    fn on_rewind<'parse>(&mut self, _: &Checkpoint<'s, 'parse, &'s [Token], ()>) {}
}

/// The error types that a grammar can be built with.
pub(crate) trait LineError<'s>:
    chumsky::error::Error<'s, &'s [Token]> + LabelError<'s, &'s [Token], &'static str> + 's
{
}
impl<'s> LineError<'s> for EmptyErr {}
impl<'s> LineError<'s> for Rich<'s, Token> {}

/// State and error type of all parsers here.
pub(crate) type Extra<'s, E> = extra::Full<E, Source<'s>, ()>;

/// A parser of tokens.
pub(crate) trait LineParser<'s, T, E: LineError<'s>>:
    Parser<'s, &'s [Token], T, Extra<'s, E>> + Clone + 's
{
}
impl<'s, T, E: LineError<'s>, P: Parser<'s, &'s [Token], T, Extra<'s, E>> + Clone + 's> LineParser<'s, T, E> for P {}

/// A parser after a pointer.
pub(crate) type Boxed<'s, T, E> = chumsky::Boxed<'s, 's, &'s [Token], T, Extra<'s, E>>;

/// One token of this kind, called so in messages.
pub(crate) fn token<'s, E: LineError<'s>>(kind: Kind, name: &'static str) -> impl LineParser<'s, Token, E> {
    any().filter(move |token: &Token| token.kind == kind).labelled(name)
}

/// One keyword.
pub(crate) fn word<'s, E: LineError<'s>>(keyword: Keyword) -> impl LineParser<'s, Token, E> {
    token(Kind::Keyword(keyword), keyword.text())
}

/// The parsers of all kinds of lines.
pub(crate) struct Grammar<'s, E: LineError<'s>> {
    /// An expression, an assignment or a call.
    pub(crate) statement: Boxed<'s, heads::Simple, E>,
    /// A keyword and the condition or object after it.
    pub(crate) condition: Boxed<'s, Expression, E>,
    /// `return` with or without a value.
    pub(crate) jump: Boxed<'s, Option<Expression>, E>,
    /// `For (…)`.
    pub(crate) for_loop: Boxed<'s, heads::ForHead, E>,
    /// `For each (…) …`.
    pub(crate) for_each: Boxed<'s, heads::ForEachHead, E>,
    /// `var …` and `property …`.
    pub(crate) variables: Boxed<'s, crate::tree::VariableDeclaration, E>,
    /// `#DECLARE …`.
    pub(crate) declare: Boxed<'s, crate::tree::Signature, E>,
    /// `Function …` and `Class constructor …`.
    pub(crate) function: Boxed<'s, heads::FunctionHead, E>,
    /// `Class extends …`.
    pub(crate) extends: Boxed<'s, crate::tree::TypeName, E>,
    /// `Alias …`.
    pub(crate) alias: Boxed<'s, crate::tree::Alias, E>,
}

impl<'s, E: LineError<'s>> Grammar<'s, E> {
    /// Builds all parsers: once for each file and error type.
    pub(crate) fn new() -> Self {
        let expression = expression::expression::<E>();
        Self {
            statement: heads::simple(expression.clone()).boxed(),
            condition: heads::condition(expression.clone()).boxed(),
            jump: heads::jump(expression.clone()).boxed(),
            for_loop: heads::for_loop(expression.clone()).boxed(),
            for_each: heads::for_each(expression.clone()).boxed(),
            variables: heads::variables(expression).boxed(),
            declare: heads::declare().boxed(),
            function: heads::function().boxed(),
            extends: heads::extends().boxed(),
            alias: heads::alias().boxed(),
        }
    }
}
