//! Blocks that are open, and what opens, divides and ends them.

use super::{Builder, invalid};
use crate::foreign;
use crate::grammar::Source;
use crate::grammar::heads::{ForEachHead, ForHead};
use crate::keyword::Keyword;
use crate::problems::unclosed_block;
use crate::tree::{
    Block, Case, CaseBranch, Expression, For, ForEach, If, Repeat, Statement, StatementKind, Try, Use, While,
};
use fourd_source::{Diagnostic, Span};

/// How deep blocks may nest, as in 4D ([Control flow](https://developer.4d.com/docs/Concepts/control-flow)).
const DEPTH_LIMIT: usize = 512;

/// The statements read so far: of the routine, and of every open block.
#[derive(Default)]
pub(super) struct Blocks {
    root: Block,
    open: Vec<Open>,
    /// Ends that were reported as missing or wrong: they may still come.
    forgiven: Vec<Keyword>,
    depth_reported: bool,
}

/// An open block.
struct Open {
    keyword: Keyword,
    head: Span,
    kind: OpenKind,
    block: Block,
}

/// What an open block has in addition to its current statements.
enum OpenKind {
    If {
        condition: Expression,
        then: Option<Block>,
    },
    Case {
        branches: Vec<CaseBranch>,
        current: Option<(Expression, Span)>,
        in_else: bool,
        /// It was written with a value, which was reported.
        valued: bool,
    },
    For(ForHead),
    ForEach(ForEachHead),
    While(Expression),
    Repeat,
    Use(Expression),
    Try {
        body: Option<Block>,
    },
}

impl Blocks {
    /// How many blocks are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The keyword of the innermost open block.
    pub(super) fn innermost(&self) -> Option<Keyword> {
        self.open.last().map(|open| open.keyword)
    }

    /// Whether the innermost block is a `Case of` that was written with a value.
    pub(super) fn in_valued_case(&self) -> bool {
        matches!(self.open.last(), Some(Open { kind: OpenKind::Case { valued: true, .. }, .. }))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Where the first statement or block is.
    pub(super) fn first_span(&self) -> Option<Span> {
        let head = self.open.first().map(|open| open.head);
        self.root.first().map(|statement| statement.span).or(head)
    }

    pub(super) fn push(&mut self, statement: Statement) {
        match self.open.last_mut() {
            Some(open) => open.block.push(statement),
            None => self.root.push(statement),
        }
    }

    fn open(&mut self, keyword: Keyword, kind: OpenKind, head: Span, diagnostics: &mut Vec<Diagnostic>) {
        if self.open.len() >= DEPTH_LIMIT && !self.depth_reported {
            self.depth_reported = true;
            diagnostics.push(
                Diagnostic::error("syntax::nesting", "Blocks are nested too deeply")
                    .at(head, format!("expected at most {DEPTH_LIMIT} levels, found more"))
                    .hint("move the inner blocks into a method of their own"),
            );
        }
        self.open.push(Open { keyword, head, kind, block: Vec::new() });
    }

    /// Ends the innermost block and makes it a statement of the one around it.
    fn close_last(&mut self, end: Span, condition: Option<Expression>, diagnostics: &mut Vec<Diagnostic>) {
        let Some(open) = self.open.pop() else { return };
        let (head, body) = (open.head, open.block);
        let kind = match open.kind {
            // Deeper blocks were refused: a tree of them would be too deep for everybody who walks it.
            _ if self.open.len() >= DEPTH_LIMIT => StatementKind::Invalid,
            OpenKind::If { condition, then: Some(then) } => {
                StatementKind::If(Box::new(If { condition, then, otherwise: Some(body), end }))
            }
            OpenKind::If { condition, then: None } => {
                StatementKind::If(Box::new(If { condition, then: body, otherwise: None, end }))
            }
            OpenKind::Case { mut branches, current, in_else, .. } => {
                let mut otherwise = None;
                match current {
                    _ if in_else => otherwise = Some(body),
                    Some((condition, span)) => branches.push(CaseBranch { condition, body, span }),
                    None => before_first_case(&body, head, diagnostics),
                }
                StatementKind::Case(Box::new(Case { branches, otherwise, end }))
            }
            OpenKind::For(ForHead { counter, first, last, step }) => {
                StatementKind::For(Box::new(For { counter, first, last, step, body, end }))
            }
            OpenKind::ForEach(ForEachHead { item, source, begin, end_position, condition }) => {
                StatementKind::ForEach(Box::new(ForEach { item, source, begin, end_position, condition, body, end }))
            }
            OpenKind::While(condition) => StatementKind::While(Box::new(While { condition, body, end })),
            OpenKind::Repeat => {
                let condition = condition.unwrap_or_else(|| invalid(end));
                StatementKind::Repeat(Box::new(Repeat { body, condition, end }))
            }
            OpenKind::Use(object) => StatementKind::Use(Box::new(Use { object, body, end })),
            OpenKind::Try { body: Some(tried) } => {
                StatementKind::Try(Box::new(Try { body: tried, catch: Some(body), end }))
            }
            OpenKind::Try { body: None } => StatementKind::Try(Box::new(Try { body, catch: None, end })),
        };
        self.push(Statement { kind, span: head });
    }

    /// Ends the blocks inside number `keep`, which have no end of their own before `at`.
    pub(super) fn close_inner(&mut self, keep: usize, at: Span, written: &str, diagnostics: &mut Vec<Diagnostic>) {
        while self.open.len() > keep {
            // Blocks that are too deep were refused already.
            if self.open.len() <= DEPTH_LIMIT
                && let Some(open) = self.open.last()
            {
                let closer = open.keyword.closer().unwrap_or(open.keyword);
                diagnostics.push(
                    unclosed_block(open.keyword)
                        .at(at, format!("expected `{}`, found {written}", closer.text()))
                        .also(open.head, format!("`{}` opened here", open.keyword.text())),
                );
                self.forgiven.push(closer);
            }
            self.close_last(at, None, diagnostics);
        }
    }

    /// Ends everything; what is still open is reported.
    pub(super) fn finish(&mut self, end: Span, diagnostics: &mut Vec<Diagnostic>) -> Block {
        let written = if end.start == end.end { "the end of the code" } else { "the next function" };
        self.close_inner(0, end, written, diagnostics);
        self.forgiven.clear();
        self.depth_reported = false;
        std::mem::take(&mut self.root)
    }
}

fn before_first_case(body: &Block, head: Span, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(first) = body.first() {
        diagnostics.push(
            Diagnostic::error("syntax::statement-before-case", "A statement before the first case of `Case of`")
                .at(first.span, "expected `: (condition)`, found a statement")
                .also(head, "`Case of` opened here")
                .hint("move it before `Case of`, or after a case"),
        );
    }
}

impl<'s> Builder<'s> {
    /// Opens a block of this keyword; `condition` counts only where it has one.
    pub(super) fn open(&mut self, keyword: Keyword, condition: Expression, span: Span) {
        let kind = match keyword {
            Keyword::If => OpenKind::If { condition, then: None },
            Keyword::While => OpenKind::While(condition),
            Keyword::Use => OpenKind::Use(condition),
            Keyword::CaseOf => OpenKind::Case { branches: Vec::new(), current: None, in_else: false, valued: false },
            Keyword::Try => OpenKind::Try { body: None },
            _ => OpenKind::Repeat,
        };
        self.blocks.open(keyword, kind, span, &mut self.diagnostics);
    }

    pub(super) fn open_for(&mut self, source: Source<'s>, span: Span) {
        let before = self.diagnostics.len();
        let head = self.parsers.for_loop(source, &mut self.diagnostics).unwrap_or_else(|| ForHead {
            counter: invalid(span),
            first: invalid(span),
            last: invalid(span),
            step: None,
        });
        self.explain_head(before, foreign::for_head, &source);
        self.blocks.open(Keyword::For, OpenKind::For(head), span, &mut self.diagnostics);
    }

    pub(super) fn open_for_each(&mut self, source: Source<'s>, span: Span) {
        let before = self.diagnostics.len();
        let head = self.parsers.for_each(source, &mut self.diagnostics).unwrap_or_else(|| ForEachHead {
            item: invalid(span),
            source: invalid(span),
            begin: None,
            end_position: None,
            condition: None,
        });
        self.explain_head(before, foreign::for_each_head, &source);
        self.blocks.open(Keyword::ForEach, OpenKind::ForEach(head), span, &mut self.diagnostics);
    }

    /// Says more about the head of a loop that was refused, where another language would write it so.
    fn explain_head(
        &mut self,
        before: usize,
        explain: impl Fn(&Source<'s>) -> Option<Diagnostic>,
        source: &Source<'s>,
    ) {
        let about_brackets = ["syntax::unclosed-bracket", "syntax::mismatched-bracket"];
        if self.diagnostics.len() == before + 1
            && self.diagnostics.last().is_some_and(|refused| !about_brackets.contains(&refused.name))
            && let Some(diagnostic) = explain(source)
        {
            self.diagnostics.truncate(before);
            self.diagnostics.push(diagnostic);
        }
    }

    /// `Case of` with a value after it.
    pub(super) fn open_valued_case(&mut self, span: Span) {
        let kind = OpenKind::Case { branches: Vec::new(), current: None, in_else: false, valued: true };
        self.blocks.open(Keyword::CaseOf, kind, span, &mut self.diagnostics);
    }

    /// `: (condition)`.
    pub(super) fn branch(&mut self, source: Source<'s>, span: Span) {
        let condition = self.condition(source, span);
        self.branch_with(condition, span);
    }

    /// A case of this condition.
    pub(super) fn branch_with(&mut self, condition: Expression, span: Span) {
        let Some(at) = self.blocks.open.iter().rposition(|open| open.keyword == Keyword::CaseOf) else {
            self.diagnostics.push(
                Diagnostic::error("syntax::case-outside", "A case outside of `Case of`")
                    .at(span, "expected `Case of` before this line, found none")
                    .hint("write `Case of` before the first case, and `End case` after the last one"),
            );
            return;
        };
        self.blocks.close_inner(at + 1, span, "the next case", &mut self.diagnostics);
        let Some(Open { kind: OpenKind::Case { branches, current, in_else, .. }, block, head, .. }) =
            self.blocks.open.last_mut()
        else {
            return;
        };
        let body = std::mem::take(block);
        if *in_else {
            self.diagnostics.push(
                Diagnostic::error("syntax::case-after-else", "A case after `Else`")
                    .at(span, "expected `End case`, found a case")
                    .also(*head, "`Case of` opened here")
                    .hint("move the case before `Else`"),
            );
            *block = body;
            return;
        }
        match current.replace((condition, span)) {
            Some((condition, span)) => branches.push(CaseBranch { condition, body, span }),
            None => before_first_case(&body, *head, &mut self.diagnostics),
        }
    }

    /// `Else`.
    pub(super) fn otherwise(&mut self, span: Span) {
        let found =
            self.blocks.open.iter().rposition(|open| matches!(open.kind, OpenKind::If { .. } | OpenKind::Case { .. }));
        let Some(at) = found else {
            self.diagnostics.push(
                Diagnostic::error("syntax::else-outside", "`Else` without `If` or `Case of`")
                    .at(span, "expected `If` or `Case of` before this line, found none")
                    .hint("remove it, or write the `If` that it belongs to"),
            );
            return;
        };
        self.blocks.close_inner(at + 1, span, "`Else`", &mut self.diagnostics);
        let Some(open) = self.blocks.open.last_mut() else { return };
        let body = std::mem::take(&mut open.block);
        let second = match &mut open.kind {
            OpenKind::If { then: then @ None, .. } => {
                *then = Some(body);
                return;
            }
            OpenKind::Case { branches, current, in_else: in_else @ false, .. } => {
                *in_else = true;
                match current.take() {
                    Some((condition, span)) => branches.push(CaseBranch { condition, body, span }),
                    None => before_first_case(&body, open.head, &mut self.diagnostics),
                }
                return;
            }
            _ => body,
        };
        open.block = second;
        self.diagnostics.push(
            Diagnostic::error("syntax::second-else", format!("A second `Else` in one `{}`", open.keyword.text()))
                .at(
                    span,
                    format!(
                        "expected `{}`, found a second `Else`",
                        open.keyword.closer().unwrap_or(open.keyword).text()
                    ),
                )
                .also(open.head, format!("`{}` opened here", open.keyword.text()))
                .hint("use the cases of `Case of` where there are more than two ways"),
        );
    }

    /// `Catch`.
    pub(super) fn catch(&mut self, span: Span) {
        let Some(at) = self.blocks.open.iter().rposition(|open| open.keyword == Keyword::Try) else {
            self.diagnostics.push(
                Diagnostic::error("syntax::catch-outside", "`Catch` without `Try`")
                    .at(span, "expected `Try` before this line, found none")
                    .hint("write `Try` before the code whose errors this shall catch"),
            );
            return;
        };
        self.blocks.close_inner(at + 1, span, "`Catch`", &mut self.diagnostics);
        let Some(open) = self.blocks.open.last_mut() else { return };
        match &mut open.kind {
            OpenKind::Try { body: body @ None } => *body = Some(std::mem::take(&mut open.block)),
            _ => self.diagnostics.push(
                Diagnostic::error("syntax::second-catch", "A second `Catch` in one `Try`")
                    .at(span, "expected `End try`, found a second `Catch`")
                    .also(open.head, "`Try` opened here")
                    .hint("put both into one `Catch`, and look at `Last errors` there"),
            ),
        }
    }

    /// A word of another language that ends a block, which was reported: if the real end follows, it is not missed.
    pub(super) fn close_by_other_word(&mut self, closer: Keyword, span: Span) {
        if self.blocks.open.iter().any(|open| open.keyword.closer() == Some(closer)) {
            self.close(closer, span, Some(invalid(span)));
            self.blocks.forgiven.push(closer);
        }
    }

    /// A block whose statement is in the line of its head, which was reported.
    pub(super) fn close_on_one_line(&mut self, span: Span) {
        self.blocks.close_last(span, None, &mut self.diagnostics);
    }

    /// Ends the innermost blocks down to this depth, as a brace does: those inside have no end of their own.
    pub(super) fn close_by_brace(&mut self, depth: usize, span: Span) {
        self.blocks.close_inner(depth, span, "`}`", &mut self.diagnostics);
        self.blocks.close_last(span, Some(invalid(span)), &mut self.diagnostics);
    }

    /// `End if` and its like, and `Until`.
    pub(super) fn close(&mut self, closer: Keyword, span: Span, condition: Option<Expression>) {
        if let Some(at) = self.blocks.open.iter().rposition(|open| open.keyword.closer() == Some(closer)) {
            let written = format!("`{}`", closer.text());
            self.blocks.close_inner(at + 1, span, &written, &mut self.diagnostics);
            self.blocks.close_last(span, condition, &mut self.diagnostics);
            return;
        }
        if let Some(at) = self.blocks.forgiven.iter().rposition(|forgiven| *forgiven == closer) {
            self.blocks.forgiven.remove(at);
            return;
        }
        let opener = closer.opener().unwrap_or(closer);
        let diagnostic = match self.blocks.open.last() {
            Some(open) => {
                let wanted = open.keyword.closer().unwrap_or(open.keyword);
                self.blocks.forgiven.push(wanted);
                Diagnostic::error(
                    "syntax::mismatched-end",
                    format!("`{}` does not end `{}`", closer.text(), open.keyword.text()),
                )
                .at(span, format!("expected `{}`, found `{}`", wanted.text(), closer.text()))
                .also(open.head, format!("`{}` opened here", open.keyword.text()))
                .hint(format!("write `{}`; blocks end in the reverse order of their beginning", wanted.text()))
            }
            None => Diagnostic::error(
                "syntax::end-without-start",
                format!("`{}` without `{}`", closer.text(), opener.text()),
            )
            .at(span, "expected an open block, found none")
            .hint(format!("remove it, or write the `{}` that it ends", opener.text())),
        };
        self.diagnostics.push(diagnostic);
        self.blocks.close_last(span, condition, &mut self.diagnostics);
    }
}
