//! From logical lines to the tree: parses each line by what it begins with and nests the blocks.

mod blocks;
mod braces;
mod class;
mod lines;

use crate::effects::{is_place, short, what, without_effect};
use crate::foreign::{self, Act};
use crate::grammar::Source;
use crate::grammar::heads::FunctionHead;
use crate::keyword::Keyword;
use crate::lexer::{Kind, Lexed};
use crate::tree::{
    Block, Class, Code, Expression, ExpressionKind, Function, Routine, Signature, Statement, StatementKind,
};
use blocks::Blocks;
use braces::Braces;
use fourd_source::{Diagnostic, FileId, Span, fold_variable};
use lines::LineParsers;

/// How many diagnostics of one file are shown.
const DIAGNOSTIC_LIMIT: usize = 100;

/// What a text is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A method: expressions that only compare are mistakes.
    Method,
    /// A class.
    Class,
    /// A formula: any expression.
    Formula,
}

/// Builds the code of a file.
pub(crate) fn build(file: FileId, text: &str, lexed: &Lexed, purpose: Purpose) -> (Code, Vec<Diagnostic>) {
    let strict = build_with(file, text, lexed, purpose, false);
    if !strict.1.iter().any(about_blocks) {
        return strict;
    }
    // Words of other languages may be names of methods, so they end blocks only where the blocks do not fit without.
    let lenient = build_with(file, text, lexed, purpose, true);
    let count = |built: &(Code, Vec<Diagnostic>)| built.1.iter().filter(|each| about_blocks(each)).count();
    if count(&lenient) < count(&strict) { lenient } else { strict }
}

/// Whether a diagnostic is about a block without its end or start.
fn about_blocks(diagnostic: &Diagnostic) -> bool {
    let names =
        ["unclosed-block", "mismatched-end", "end-without-start", "else-outside", "case-outside", "catch-outside"];
    diagnostic.name.strip_prefix("syntax::").is_some_and(|name| names.contains(&name))
}

fn build_with(file: FileId, text: &str, lexed: &Lexed, purpose: Purpose, lenient: bool) -> (Code, Vec<Diagnostic>) {
    let mut builder = Builder {
        parsers: LineParsers::new(),
        diagnostics: Vec::new(),
        blocks: Blocks::default(),
        signature: None,
        class: (purpose == Purpose::Class).then(Class::default),
        formula: purpose == Purpose::Formula,
        function: None,
        outside_reported: false,
        lenient,
        last_line: false,
        braces: Braces::default(),
    };
    for problem in &lexed.problems {
        builder.diagnostics.push(crate::problems::lexical(file, text, *problem));
    }
    let mut last = Span::new(file, 0, 0);
    for (at, line) in lexed.lines.iter().enumerate() {
        let source = Source { file, text, tokens: lexed.line(*line) };
        let next = lexed.lines.get(at + 1).map(|next| lexed.line(*next)).unwrap_or_default();
        last = source.between(0..source.tokens.len());
        builder.line(source, Source { tokens: next, ..source }, line.damaged);
    }
    let code = builder.finish(last.after());
    let mut diagnostics = builder.diagnostics;
    limit(&mut diagnostics, lexed.more_problems + builder.parsers.unexplained.get());
    (code, diagnostics)
}

/// Sorts the diagnostics and cuts them where there are too many; `unlisted` ones come after them all.
fn limit(diagnostics: &mut Vec<Diagnostic>, unlisted: usize) {
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.as_ref().map_or(0, |label| label.span.start));
    let more = diagnostics.len().saturating_sub(DIAGNOSTIC_LIMIT) + unlisted;
    if more > 0 {
        diagnostics.truncate(DIAGNOSTIC_LIMIT);
        let noun = if more == 1 { "problem" } else { "problems" };
        diagnostics.push(
            Diagnostic::error("syntax::too-many", format!("{more} more {noun} in this file"))
                .hint("fix those above first"),
        );
    }
}

struct Builder<'s> {
    parsers: LineParsers<'s>,
    diagnostics: Vec<Diagnostic>,
    blocks: Blocks,
    /// From `#DECLARE` or the head of the function.
    signature: Option<Signature>,
    /// The class, if the file is one.
    class: Option<Class>,
    /// The function whose body is being read.
    function: Option<(FunctionHead, Span)>,
    /// Any expression is a statement.
    formula: bool,
    /// Statements before the first function of a class were reported.
    outside_reported: bool,
    /// Words that could be names of methods end blocks.
    lenient: bool,
    /// No line follows the one that is being read.
    last_line: bool,
    /// Braces around blocks.
    braces: Braces,
}

impl<'s> Builder<'s> {
    /// Reads a line without the braces that other languages have around blocks.
    fn plain_line(&mut self, source: Source<'s>, damaged: bool, braced: bool) {
        let (first, span) = match source.tokens {
            [] => return,
            [first, ..] => (*first, source.between(0..source.tokens.len())),
        };
        self.parsers.damaged = damaged;
        if let Some(diagnostic) = crate::problems::too_deep(&source) {
            self.diagnostics.push(diagnostic);
            self.parsers.refused = true;
        } else {
            self.parsers.refused = false;
        }
        if !self.formula && self.foreign(&source, span, braced) {
            return;
        }
        match first.kind {
            Kind::Colon => self.branch(source, span),
            Kind::Keyword(keyword) => self.keyword(keyword, source, span),
            _ => self.simple(source, span),
        }
    }

    /// Reads a line that another language would write; returns whether it was one.
    fn foreign(&mut self, source: &Source<'s>, span: Span, braced: bool) -> bool {
        let context = foreign::Context {
            innermost: self.blocks.innermost(),
            valued_case: self.blocks.in_valued_case(),
            braced,
            lenient: self.lenient,
        };
        let Some(found) = foreign::line(source, &context) else { return false };
        if !self.parsers.damaged {
            self.diagnostics.extend(found.diagnostic);
        }
        match found.act {
            Act::Open(keyword) => self.open(keyword, invalid(span), span),
            Act::OpenValued => self.open_valued_case(span),
            Act::Close(keyword) => self.close_by_other_word(keyword, span),
            Act::Branch => self.branch_with(invalid(span), span),
            Act::Otherwise => self.otherwise(span),
            Act::Catch => self.catch(span),
            Act::Statement => self.statement(StatementKind::Invalid, span),
            Act::Nothing => {}
        }
        true
    }

    fn keyword(&mut self, keyword: Keyword, source: Source<'s>, span: Span) {
        match keyword {
            Keyword::If | Keyword::While | Keyword::Use => {
                let before = self.diagnostics.len();
                let condition = self.condition(source, span);
                self.open(keyword, condition, span);
                if self.lenient && self.diagnostics.len() > before && foreign::has_statement(&source) {
                    self.close_on_one_line(span);
                }
            }
            Keyword::For => self.open_for(source, span),
            Keyword::ForEach => self.open_for_each(source, span),
            Keyword::CaseOf | Keyword::Repeat | Keyword::Try => {
                self.alone(keyword, source);
                self.open(keyword, invalid(span), span);
            }
            Keyword::Else => {
                self.alone(keyword, source);
                self.otherwise(span);
            }
            Keyword::Catch => {
                self.alone(keyword, source);
                self.catch(span);
            }
            Keyword::EndIf
            | Keyword::EndCase
            | Keyword::EndFor
            | Keyword::EndForEach
            | Keyword::EndWhile
            | Keyword::EndUse
            | Keyword::EndTry
            | Keyword::EndSql => {
                self.alone(keyword, source);
                self.close(keyword, span, None);
            }
            Keyword::Until => {
                let condition = self.condition(source, span);
                self.close(keyword, span, Some(condition));
            }
            Keyword::BeginSql => self.sql(source, span),
            Keyword::Break => self.statement(StatementKind::Break, span),
            Keyword::Continue => self.statement(StatementKind::Continue, span),
            Keyword::Return => {
                let source = without_end_sign(source);
                let kind = match self.parsers.jump(source, &mut self.diagnostics) {
                    Some(value) => StatementKind::Return(value),
                    None => StatementKind::Invalid,
                };
                self.statement(kind, span);
            }
            Keyword::Var => {
                let kind = match self.declaration(source) {
                    Some(declaration) => StatementKind::Variables(declaration),
                    None => StatementKind::Invalid,
                };
                self.statement(kind, span);
            }
            Keyword::Declare => self.declare(source, span),
            _ => self.class_line(keyword, source, span),
        }
    }

    /// The condition or object after a keyword or a colon; its problem is reported.
    fn condition(&mut self, source: Source<'s>, span: Span) -> Expression {
        let Some(condition) = self.parsers.condition(source, &mut self.diagnostics) else { return invalid(span) };
        if let ExpressionKind::Parenthesized(inner) = &condition.kind
            && let ExpressionKind::Assign(assignment) = &inner.kind
            && assignment.operator.is_none()
        {
            self.diagnostics.push(
                Diagnostic::error("syntax::assignment-in-condition", "A condition cannot assign")
                    .at(inner.span, "expected a comparison, found an assignment")
                    .hint("write `=` to compare; `:=` assigns"),
            );
        }
        condition
    }

    /// Reports what follows a keyword that must be alone on its line.
    fn alone(&mut self, keyword: Keyword, source: Source<'s>) {
        if let [_, next, ..] = source.tokens
            && !(keyword == Keyword::CaseOf && source.has_empty_parentheses())
            && !self.parsers.damaged
            && !self.parsers.refused
        {
            let found = source.slice(next.range);
            self.diagnostics.push(
                Diagnostic::error(
                    "syntax::text-after-keyword",
                    format!("`{}` must be alone on its line", keyword.text()),
                )
                .at(
                    source.between(1..source.tokens.len()),
                    format!("expected the end of the line, found `{}`", short(found)),
                )
                .hint(match (keyword, next.kind) {
                    (_, Kind::Semicolon | Kind::Colon) => format!("remove `{found}`"),
                    (Keyword::Catch, _) => "`Catch` has no variable: `Last errors` gives what was raised".to_owned(),
                    _ => "write it on a line of its own".to_owned(),
                }),
            );
        }
    }

    fn simple(&mut self, source: Source<'s>, span: Span) {
        if !self.parsers.damaged
            && !self.formula
            && let Some(diagnostic) = foreign::declaration(&source).or_else(|| foreign::inner_function(&source))
        {
            self.diagnostics.push(diagnostic);
            self.statement(StatementKind::Invalid, span);
            return;
        }
        let source = if self.formula { source } else { without_end_sign(source) };
        let kind = match self.parsers.statement(source, &mut self.diagnostics) {
            Some(kind) => kind,
            None => StatementKind::Invalid,
        };
        if let StatementKind::Assign(assignment) = &kind
            && !is_place(&assignment.target.kind)
        {
            self.diagnostics.push(
                Diagnostic::error("syntax::assignment-target", "Nothing can be assigned to this")
                    .at(
                        assignment.target.span,
                        format!(
                            "expected a variable, a field, a property or an element, found {}",
                            what(&assignment.target.kind)
                        ),
                    )
                    .hint("assign to a variable, or write `=` inside a condition to compare"),
            );
        }
        if !self.parsers.damaged && matches!(kind, StatementKind::Assign(_)) {
            self.diagnostics.extend(foreign::division(&source));
        }
        if let StatementKind::Expression(expression) = &kind
            && !self.formula
            && !self.parsers.damaged
        {
            self.diagnostics.extend(without_effect(&source, expression));
        }
        self.statement(kind, span);
    }

    /// `var` or `property`; the types of all names must be after a colon.
    fn declaration(&mut self, source: Source<'s>) -> Option<crate::tree::VariableDeclaration> {
        if !self.parsers.damaged && !self.parsers.refused {
            // `var $x Text`: the last name of the run is the type.
            for (at, pair) in source.tokens.windows(2).enumerate() {
                if matches!(pair[0].kind, Kind::Local | Kind::Name | Kind::Interprocess) && pair[1].kind == Kind::Name {
                    self.diagnostics.push(crate::problems::missing_colon(&source, at));
                    return None;
                }
                if pair[1].kind == Kind::Assign {
                    break;
                }
            }
            if let Some(diagnostic) = foreign::declaration(&source) {
                self.diagnostics.push(diagnostic);
                return None;
            }
        }
        self.parsers.variables(source, &mut self.diagnostics)
    }

    fn declare(&mut self, source: Source<'s>, span: Span) {
        let Some(signature) = self.parsers.declare(source, &mut self.diagnostics) else {
            self.statement(StatementKind::Invalid, span);
            return;
        };
        if self.class.is_some() {
            self.diagnostics.push(
                Diagnostic::error("syntax::misplaced-declare", "`#DECLARE` does not belong in a class")
                    .at(span, "expected parameters after the name of the function, found `#DECLARE`")
                    .hint("write `Function name($parameter : Type)->$result : Type`"),
            );
            return;
        }
        if signature.parameters.iter().any(|parameter| parameter.colon_missing) {
            let corrected = format!("#DECLARE{}", crate::printer::corrected_signature(&signature));
            self.diagnostics.push(
                Diagnostic::warning("syntax::missing-colon", "The colon before the type is missing")
                    .at(span, "expected `:` before each type, found none; read as if it were there")
                    .hint(format!("write `{corrected}`")),
            );
        }
        self.once_each(&signature);
        if let Some(first) = self.blocks.first_span().filter(|_| self.signature.is_none()) {
            self.diagnostics.push(
                Diagnostic::error("syntax::late-declare", "`#DECLARE` must be in the first line of a method")
                    .at(span, "expected before all statements, found behind one")
                    .also(first, "the first statement")
                    .hint("move it to the top; only comments and empty lines may precede it"),
            );
        }
        match &self.signature {
            Some(first) => self.diagnostics.push(
                Diagnostic::error("syntax::second-declare", "The parameters are declared already")
                    .at(span, "expected one `#DECLARE`, found a second one")
                    .also(first.span, "declared here")
                    .hint("declare all parameters in the first one"),
            ),
            None => self.signature = Some(signature),
        }
    }

    /// Parameters, the result among them, are declared only once
    /// ([Parameters](https://developer.4d.com/docs/Concepts/parameters#returned-value)).
    fn once_each(&mut self, signature: &Signature) {
        let result = signature.result.iter().filter_map(|result| result.name.as_ref());
        let mut seen: Vec<(String, Span)> = Vec::new();
        for name in signature.parameters.iter().map(|parameter| &parameter.name).chain(result) {
            let folded = fold_variable(&name.text);
            match seen.iter().find(|(other, _)| *other == folded) {
                Some((_, first)) => self.diagnostics.push(
                    Diagnostic::error("syntax::second-parameter", format!("`${}` is declared twice", name.text))
                        .at(name.span, "expected another name, found one that is taken")
                        .also(*first, "declared here")
                        .hint("give one of them another name"),
                ),
                None => seen.push((folded, name.span)),
            }
        }
    }

    fn sql(&mut self, source: Source<'s>, span: Span) {
        let body = source.tokens.iter().find(|token| token.kind == Kind::Sql);
        let kind = match body {
            Some(body) => StatementKind::Sql(source.slice(body.range).into()),
            None => {
                self.alone(Keyword::BeginSql, source);
                StatementKind::Invalid
            }
        };
        let head = source.tokens.first().map_or(span, |token| source.span(token.range));
        self.statement(kind, head);
    }

    fn statement(&mut self, kind: StatementKind, span: Span) {
        if self.class.is_some() && self.function.is_none() && self.blocks.is_empty() {
            if !self.outside_reported {
                self.outside_reported = true;
                self.diagnostics.push(
                    Diagnostic::error("syntax::statement-outside-function", "A class has no statements of its own")
                        .at(span, "expected `property`, `Function` or `Class constructor`, found a statement")
                        .hint("move it into a function or the constructor"),
                );
            }
            return;
        }
        self.blocks.push(Statement { kind, span });
    }

    /// Ends all blocks and returns the statements of the routine.
    fn end_routine(&mut self, end: Span) -> Block {
        let diagnostics = &mut self.diagnostics;
        self.blocks.finish(end, diagnostics)
    }

    fn finish(&mut self, end: Span) -> Code {
        if self.class.is_some() {
            self.end_function(end);
        }
        match self.class.take() {
            Some(class) => {
                class::members_apart(&class, &mut self.diagnostics);
                Code::Class(class)
            }
            None => {
                let body = self.end_routine(end);
                Code::Method(Routine { signature: self.signature.take(), body })
            }
        }
    }

    fn end_function(&mut self, end: Span) {
        let body = self.end_routine(end);
        let Some((head, span)) = self.function.take() else { return };
        let Some(class) = &mut self.class else { return };
        let function = Function {
            name: head.name,
            role: head.role,
            modifiers: head.modifiers,
            routine: Routine { signature: head.signature, body },
            span,
        };
        class::add_function(class, function, head.class_modifiers, &mut self.diagnostics);
    }
}

/// In place of an expression that did not parse.
fn invalid(span: Span) -> Expression {
    Expression { kind: ExpressionKind::Invalid, span }
}

/// A line without the `;` that may be at its end, as 4D's own examples write it; it means nothing there.
fn without_end_sign(source: Source<'_>) -> Source<'_> {
    match source.tokens {
        [before @ .., last] if last.kind == Kind::Semicolon && before.len() > 1 => Source { tokens: before, ..source },
        _ => source,
    }
}
