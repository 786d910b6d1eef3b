//! The grammar of one logical line: heads of statements and expressions, as chumsky parsers over its tokens.
//!
//! A line is parsed without knowing what was expected; only one that fails is parsed again for its message.

pub(crate) mod expression;
pub(crate) mod heads;

use crate::keyword::Keyword;
use crate::lexer::{Kind, TextRange, Token};
use crate::tree::Expression;
use chumsky::error::EmptyErr;
use chumsky::extension::v1::{Ext, ExtParser};
use chumsky::input::{Checkpoint, Cursor, InputRef};
use chumsky::inspector::Inspector;
use chumsky::prelude::*;
use chumsky::primitive::custom;
use fourd_source::{FileId, Span};
use std::rc::Rc;

/// The tokens of a line and what a parser needs to read them.
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

/// What the parsers of a line share: its source and, for a line that failed, what they expected.
pub(crate) struct State<'s> {
    source: Source<'s>,
    /// What was expected at the last token that a parser reached; `None` if only the result is wanted.
    expected: Option<Expected>,
}

/// The names of what the parsers expected at the last token that one of them reached.
#[derive(Debug, Default)]
pub(crate) struct Expected {
    /// The index of that token in its line; the number of tokens at the end of the line.
    pub(crate) at: usize,
    /// Each name once.
    pub(crate) names: Vec<&'static str>,
}

impl<'s> State<'s> {
    /// The state of a run that only wants the result.
    pub(crate) fn new(source: Source<'s>) -> Self {
        Self { source, expected: None }
    }

    /// The state of a run that notes what was expected.
    pub(crate) fn explaining(source: Source<'s>) -> Self {
        Self { source, expected: Some(Expected::default()) }
    }

    /// What was expected, after a run that noted it.
    pub(crate) fn into_expected(self) -> Expected {
        self.expected.unwrap_or_default()
    }

    /// Notes that a parser expected something at this token.
    #[inline]
    fn missed(&mut self, at: usize, name: &'static str) {
        if let Some(expected) = &mut self.expected {
            expected.note(at, name);
        }
    }
}

impl Expected {
    #[cold]
    fn note(&mut self, at: usize, name: &'static str) {
        if at > self.at {
            self.at = at;
            self.names.clear();
        }
        if at == self.at && !self.names.contains(&name) {
            self.names.push(name);
        }
    }
}

impl<'s> std::ops::Deref for State<'s> {
    type Target = Source<'s>;

    fn deref(&self) -> &Source<'s> {
        &self.source
    }
}

/// Nothing is undone when a parser goes back: an expectation holds for the whole line.
impl<'s> Inspector<'s, &'s [Token]> for State<'s> {
    type Checkpoint = ();

    fn on_token(&mut self, _: &Token) {}

    fn on_save<'parse>(&self, _: &Cursor<'s, 'parse, &'s [Token]>) {}

    fn on_rewind<'parse>(&mut self, _: &Checkpoint<'s, 'parse, &'s [Token], ()>) {}
}

/// Error and state type of all parsers here. The error is empty, which costs nothing: what was expected
/// is noted in the state instead, and only when it is wanted.
pub(crate) type Extra<'s> = extra::Full<EmptyErr, State<'s>, ()>;

/// A parser of tokens.
pub(crate) trait LineParser<'s, T>: Parser<'s, &'s [Token], T, Extra<'s>> + Clone + 's {}
impl<'s, T, P: Parser<'s, &'s [Token], T, Extra<'s>> + Clone + 's> LineParser<'s, T> for P {}

/// The tokens of a line while they are parsed.
type Tokens<'s, 'parse> = InputRef<'s, 'parse, &'s [Token], Extra<'s>>;

/// A parser in a pointer. Its type ends the types of the combinators in it, and unlike `boxed`, which makes code for four
/// ways to run a parser, it makes it once: this is what keeps the crate quick to compile.
pub(crate) type Rule<'s, T> = Ext<RuleFn<'s, T>>;

/// What a [`Rule`] runs.
type Run<'s, T> = dyn Fn(&mut Tokens<'s, '_>) -> Result<T, EmptyErr> + 's;

/// The pointer in a [`Rule`].
pub(crate) struct RuleFn<'s, T>(Rc<Run<'s, T>>);

impl<T> Clone for RuleFn<'_, T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<'s, T> ExtParser<'s, &'s [Token], T, Extra<'s>> for RuleFn<'s, T> {
    fn parse(&self, input: &mut Tokens<'s, '_>) -> Result<T, EmptyErr> {
        (self.0)(input)
    }
}

/// Makes a rule of a parser.
pub(crate) fn rule<'s, T: 's>(parser: impl LineParser<'s, T>) -> Rule<'s, T> {
    Ext(RuleFn(Rc::new(move |input| input.parse(&parser))))
}

/// One token that is accepted, with its name in messages.
pub(crate) fn one<'s>(name: &'static str, accepts: impl Fn(Kind) -> bool + Clone + 's) -> impl LineParser<'s, Token> {
    custom(move |input: &mut Tokens<'s, '_>| match input.peek() {
        Some(token) if accepts(token.kind) => {
            input.skip();
            Ok(token)
        }
        _ => {
            let at = *input.cursor().inner();
            input.state().missed(at, name);
            Err(EmptyErr::default())
        }
    })
}

/// One token of this kind, with its name in messages.
pub(crate) fn token<'s>(kind: Kind, name: &'static str) -> impl LineParser<'s, Token> {
    one(name, move |found| found == kind)
}

/// One keyword.
pub(crate) fn word<'s>(keyword: Keyword) -> impl LineParser<'s, Token> {
    token(Kind::Keyword(keyword), keyword.text())
}

/// A whole line.
fn line<'s, T: 's>(parser: impl LineParser<'s, T>) -> Rule<'s, T> {
    let end = custom(|input: &mut Tokens<'s, '_>| match input.peek() {
        None => Ok(()),
        Some(_) => {
            let at = *input.cursor().inner();
            input.state().missed(at, "the end of the line");
            Err(EmptyErr::default())
        }
    });
    rule(parser.then_ignore(end))
}

/// The parsers of all kinds of lines.
pub(crate) struct Grammar<'s> {
    /// An expression, an assignment or a call.
    pub(crate) statement: Rule<'s, heads::Simple>,
    /// A keyword and the condition or object after it.
    pub(crate) condition: Rule<'s, Expression>,
    /// `return` with or without a value.
    pub(crate) jump: Rule<'s, Option<Expression>>,
    /// `For (…)`.
    pub(crate) for_loop: Rule<'s, heads::ForHead>,
    /// `For each (…) …`.
    pub(crate) for_each: Rule<'s, heads::ForEachHead>,
    /// `var …` and `property …`.
    pub(crate) variables: Rule<'s, crate::tree::VariableDeclaration>,
    /// `#DECLARE …`.
    pub(crate) declare: Rule<'s, crate::tree::Signature>,
    /// `Function …` and `Class constructor …`.
    pub(crate) function: Rule<'s, heads::FunctionHead>,
    /// `Class extends …`.
    pub(crate) extends: Rule<'s, crate::tree::TypeName>,
    /// `Alias …`.
    pub(crate) alias: Rule<'s, crate::tree::Alias>,
}

impl<'s> Grammar<'s> {
    /// Builds all parsers: once for each file.
    pub(crate) fn new() -> Self {
        let expression = expression::expression();
        Self {
            statement: line(heads::simple(expression.clone())),
            condition: line(heads::condition(expression.clone())),
            jump: line(heads::jump(expression.clone())),
            for_loop: line(heads::for_loop(expression.clone())),
            for_each: line(heads::for_each(expression.clone())),
            variables: line(heads::variables(expression)),
            declare: line(heads::declare()),
            function: line(heads::function()),
            extends: line(heads::extends()),
            alias: line(heads::alias()),
        }
    }
}
