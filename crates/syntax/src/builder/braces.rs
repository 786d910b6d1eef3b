//! Braces around blocks, as other languages have them: the first one is reported, and the blocks are as they were meant.

use super::Builder;
use crate::foreign;
use crate::grammar::Source;
use crate::keyword::Keyword;
use crate::lexer::{Kind, Token};
use crate::tree::StatementKind;
use fourd_source::{Diagnostic, Span, fold_name};

/// The open braces, and what a brace may follow.
#[derive(Default)]
pub(super) struct Braces {
    /// For each how many blocks were open before its block; none where it is around a function.
    open: Vec<Option<usize>>,
    /// The last line was the head of a block, of which a brace may follow.
    after_head: bool,
    /// The last line had a brace that closes a block which continues: `} else`.
    going_on: bool,
}

impl<'s> Builder<'s> {
    /// Reads a line; `next` is the one after it.
    pub(super) fn line(&mut self, source: Source<'s>, next: Source<'s>, damaged: bool) {
        self.last_line = next.tokens.is_empty();
        let after_head = std::mem::take(&mut self.braces.after_head);
        let (source, closed) = self.closing_braces(source, next);
        if source.tokens.is_empty() {
            return;
        }
        let going_on = std::mem::take(&mut self.braces.going_on) || closed;
        let first = source.tokens.first().map(|first| first.kind);
        if closed && first == Some(Kind::Keyword(Keyword::While)) && self.blocks.innermost() == Some(Keyword::Repeat) {
            // `do {` was reported, and `} while (…)` belongs to it.
            self.close_by_other_word(Keyword::Until, source.between(0..source.tokens.len()));
            return;
        }
        if let Some(diagnostic) = foreign::callback(&source) {
            if !damaged {
                self.diagnostics.push(diagnostic);
            }
            self.statement(StatementKind::Invalid, source.between(0..source.tokens.len()));
            self.braces.open.push(None);
            return;
        }
        let Some(brace) = opening_brace(&source, after_head) else {
            let depth = self.blocks.depth();
            self.plain_line(source, damaged, closed);
            self.braces.after_head = self.blocks.depth() > depth || divides(&source);
            self.braces.going_on = going_on && self.braces.after_head;
            return;
        };
        let span = source.span(brace.range);
        let head = Source { tokens: source.tokens.get(..source.tokens.len() - 1).unwrap_or_default(), ..source };
        let (before, depth) = (self.diagnostics.len(), self.blocks.depth());
        self.plain_line(head, damaged, true);
        let of_block = head.tokens.is_empty() || self.blocks.depth() > depth || divides(&head);
        if self.diagnostics.len() == before && !damaged && !going_on {
            self.diagnostics.push(self.braced(span, of_block));
        }
        self.braces.open.push(if of_block { self.blocks.depth().checked_sub(1) } else { None });
    }

    fn braced(&self, span: Span, of_block: bool) -> Diagnostic {
        let hint = match self.blocks.innermost().filter(|_| of_block).and_then(Keyword::closer) {
            Some(closer) => format!("leave out the braces, and write `{}` where the block ends", closer.text()),
            None => {
                "leave out the braces: a function goes on until the next one, a method until the end of its file".into()
            }
        };
        Diagnostic::error("syntax::braces", "Blocks have no braces")
            .at(span, "expected the end of the line, found `{`")
            .hint(hint)
    }

    /// Takes the `}` at the start of a line that close blocks with braces; returns whether there were any.
    fn closing_braces(&mut self, mut source: Source<'s>, next: Source<'s>) -> (Source<'s>, bool) {
        let mut closed = false;
        while let [first, rest @ ..] = source.tokens
            && first.kind == Kind::CloseBrace
            && let Some(depth) = self.braces.open.pop()
        {
            closed = true;
            let span = source.span(first.range);
            // `};` and `})` as the ends of functions.
            let rest = match rest {
                [Token { kind: Kind::CloseParenthesis, .. }, Token { kind: Kind::Semicolon, .. }] => &[],
                [Token { kind: Kind::Semicolon | Kind::CloseParenthesis, .. }] => &[],
                rest => rest,
            };
            source = Source { tokens: rest, ..source };
            let continued = if rest.is_empty() { next } else { source };
            match depth {
                Some(depth) if goes_on(&continued, self.blocks.innermost()) => {
                    self.blocks.close_inner(depth + 1, span, "`}`", &mut self.diagnostics);
                    self.braces.going_on = true;
                }
                Some(depth) if self.blocks.depth() > depth => self.close_by_brace(depth + 1, span),
                _ => {}
            }
        }
        (source, closed)
    }
}

/// The brace at the end of a line that is around a block: after a head, after parentheses, or alone after a head.
fn opening_brace(source: &Source<'_>, after_head: bool) -> Option<Token> {
    let [head @ .., last] = source.tokens else { return None };
    if last.kind != Kind::OpenBrace {
        return None;
    }
    let Some(first) = head.first() else { return after_head.then_some(*last) };
    let word = fold_name(source.slice(first.range));
    let words = ["try", "do", "finally", "else if", "switch", "default"];
    let is_head = match first.kind {
        Kind::Keyword(keyword) => keyword.closer().is_some() || divides(source) || keyword.is_modifier(),
        Kind::Name if head.len() == 1 => words.contains(&word.as_str()) || word.starts_with("class "),
        _ => false,
    };
    let after_parentheses = head.last().is_some_and(|before| before.kind == Kind::CloseParenthesis)
        && head.iter().all(|token| !matches!(token.kind, Kind::Assign | Kind::AssignWith(_)));
    ((is_head || after_parentheses) && balanced(head)).then_some(*last)
}

fn balanced(tokens: &[Token]) -> bool {
    let count = |kind: Kind| tokens.iter().filter(|token| token.kind == kind).count();
    count(Kind::OpenParenthesis) == count(Kind::CloseParenthesis)
}

/// Whether the line divides a block in two.
fn divides(source: &Source<'_>) -> bool {
    let Some(first) = source.tokens.first() else { return false };
    let word = fold_name(source.slice(first.range));
    match first.kind {
        Kind::Keyword(
            Keyword::Else | Keyword::Catch | Keyword::Function | Keyword::ClassConstructor | Keyword::ClassExtends,
        ) => true,
        Kind::Name => ["else if", "elseif", "finally", "catch"].contains(&word.as_str()),
        _ => false,
    }
}

/// Whether the block continues in this line: `} else {`.
fn goes_on(source: &Source<'_>, innermost: Option<Keyword>) -> bool {
    let Some(first) = source.tokens.first() else { return false };
    let word = fold_name(source.slice(first.range));
    match innermost {
        Some(Keyword::If) => ["else", "else if", "elseif", "elif"].contains(&word.as_str()),
        Some(Keyword::Try) => ["catch", "finally"].contains(&word.as_str()),
        // `} while (…)` ends the loop.
        Some(Keyword::Repeat) => ["while", "until", "while not"].contains(&word.as_str()),
        _ => false,
    }
}
