//! Statements.

use crate::scope::Resolver;
use crate::typed::{Assignment, Block, Expression, Invalid, Kind, Statement, StatementKind};
use crate::types::Type;
use fourd_source::Diagnostic;
use fourd_syntax::tree::{self, Scope, StatementKind as S};

impl Resolver<'_> {
    /// Resolves statements in order.
    pub(crate) fn block(&mut self, block: &tree::Block) -> Block {
        let mut statements = Vec::with_capacity(block.len());
        for statement in block {
            self.statement(statement, &mut statements);
        }
        statements
    }

    fn statement(&mut self, statement: &tree::Statement, into: &mut Block) {
        let span = statement.span;
        let kind = match &statement.kind {
            S::Expression(expression) => {
                if let Some((number, _)) = crate::scope::command_call(expression)
                    && let Some(declared) = Type::of_declaration_command(number)
                {
                    return self.old_declaration(expression, declared, span, into);
                }
                match self.lone_word(expression) {
                    Some(invalid) => StatementKind::Invalid(invalid),
                    None => StatementKind::Expression(self.expression(expression)),
                }
            }
            S::Assign(assignment) => StatementKind::Assign(self.assignment(assignment)),
            S::Variables(declaration) => return self.variables(declaration, into),
            S::If(node) => StatementKind::If(
                self.expression(&node.condition),
                self.block(&node.then),
                node.otherwise.as_ref().map(|block| self.block(block)).unwrap_or_default(),
            ),
            S::Case(node) => StatementKind::Case(
                node.branches
                    .iter()
                    .map(|branch| (self.expression(&branch.condition), self.block(&branch.body)))
                    .collect(),
                node.otherwise.as_ref().map(|block| self.block(block)).unwrap_or_default(),
            ),
            S::For(node) => {
                let counter = self.expression(&node.counter);
                StatementKind::For {
                    counter: self.checked_target(counter),
                    first: self.expression(&node.first),
                    last: self.expression(&node.last),
                    step: node.step.as_ref().map(|step| self.expression(step)),
                    body: self.loop_body(&node.body),
                }
            }
            S::ForEach(node) => {
                let item = self.expression(&node.item);
                StatementKind::ForEach {
                    item: self.checked_target(item),
                    source: self.expression(&node.source),
                    begin: node.begin.as_ref().map(|begin| self.expression(begin)),
                    end: node.end_position.as_ref().map(|end| self.expression(end)),
                    condition: node.condition.as_ref().map(|(word, condition)| (*word, self.expression(condition))),
                    body: self.loop_body(&node.body),
                }
            }
            S::While(node) => StatementKind::While(self.expression(&node.condition), self.loop_body(&node.body)),
            S::Repeat(node) => {
                let body = self.loop_body(&node.body);
                StatementKind::Repeat(body, self.expression(&node.condition))
            }
            S::Use(node) => StatementKind::Use(self.expression(&node.object), self.block(&node.body)),
            S::Try(node) => StatementKind::Try(
                self.block(&node.body),
                node.catch.as_ref().map(|block| self.block(block)).unwrap_or_default(),
            ),
            S::Return(value) => StatementKind::Return(value.as_ref().map(|value| self.expression(value))),
            S::Break if self.loops == 0 => StatementKind::Invalid(self.outside_of_loop("break", span)),
            S::Continue if self.loops == 0 => StatementKind::Invalid(self.outside_of_loop("continue", span)),
            S::Break => StatementKind::Break,
            S::Continue => StatementKind::Continue,
            S::Sql(_) => StatementKind::Invalid(Invalid { code: 33, message: "not implemented: `Begin SQL`".into() }),
            S::Invalid => StatementKind::Invalid(Invalid { code: 1, message: "Syntax error".into() }),
        };
        into.push(Statement { kind, span });
    }

    fn loop_body(&mut self, block: &tree::Block) -> Block {
        self.loops += 1;
        let body = self.block(block);
        self.loops -= 1;
        body
    }

    /// `break` or `continue` that no loop is around.
    fn outside_of_loop(&mut self, word: &str, span: fourd_source::Span) -> Invalid {
        let title = format!("`{word}` is outside of a loop");
        self.diagnostics.push(
            Diagnostic::error("resolve::outside-of-loop", &*title)
                .at(span, format!("expected a loop around `{word}`, found none"))
                .hint("write `return` to leave the method, or put the line into a loop"),
        );
        Invalid { code: 1, message: title.into() }
    }

    /// A keyword of another language alone on its line, such as `Finally`, where it is no method.
    fn lone_word(&mut self, expression: &tree::Expression) -> Option<Invalid> {
        let tree::ExpressionKind::Name(name) = &expression.kind else { return None };
        let (expected, hint) = fourd_syntax::lone_word(&name.text)?;
        if name.token.is_some()
            || self.environment.of_text
            || !matches!(self.meaning(name), crate::expression::Meaning::Variable)
        {
            return None;
        }
        let title = format!("There is no keyword `{}`", name.text);
        let message = format!("{title}: {hint}").into();
        self.diagnostics.push(
            Diagnostic::error("syntax::unknown-keyword", title)
                .at(name.span, format!("expected {expected}, found `{}`", name.text))
                .hint(hint),
        );
        Some(Invalid { code: 1, message })
    }

    fn variables(&mut self, declaration: &tree::VariableDeclaration, into: &mut Block) {
        let declared = declaration.declared.as_ref().and_then(Type::declared).unwrap_or_default();
        let process: Vec<Expression> = declaration
            .names
            .iter()
            .filter(|variable| matches!(variable.scope, Scope::Process | Scope::Interprocess))
            .filter_map(|variable| self.global(variable.scope, &variable.name.text, variable.name.span))
            .collect();
        if !process.is_empty() {
            into.push(Statement { kind: StatementKind::Declare(process, declared), span: declaration.span });
        }
        let Some(value) = &declaration.value else { return };
        if let [_, second, ..] = declaration.names.as_slice() {
            let title = "Only one variable can be declared with a value in a line";
            self.diagnostics.push(
                Diagnostic::error("resolve::several-with-value", title)
                    .at(second.name.span, "expected `:=` after a single variable, found a second one")
                    .hint("declare each variable with its value in a line of its own"),
            );
            let invalid = Invalid { code: 1, message: title.into() };
            into.push(Statement { kind: StatementKind::Invalid(invalid), span: declaration.span });
            return;
        }
        let value = self.expression(value);
        for variable in &declaration.names {
            let target = match self.global(variable.scope, &variable.name.text, variable.name.span) {
                Some(global) => global,
                None => {
                    let id = self.local(&variable.name.text, variable.name.span);
                    let declared = self.variables.get(id as usize).map_or(Type::Variant, |each| each.declared.clone());
                    Expression::new(Kind::Local(id), declared, variable.name.span)
                }
            };
            let assignment = Assignment { target, operator: None, value: value.clone() };
            into.push(Statement { kind: StatementKind::Assign(assignment), span: declaration.span });
        }
    }

    fn global(&mut self, scope: Scope, name: &str, span: fourd_source::Span) -> Option<Expression> {
        let kind = match scope {
            Scope::Local => return None,
            Scope::Parameter => return name.parse().ok().map(|number| self.parameter(number, span)),
            Scope::Parameters => {
                let title = "Several parameters cannot be declared with a value";
                self.diagnostics.push(
                    Diagnostic::error("resolve::several-with-value", title)
                        .at(span, "expected a single variable before `:=`, found several parameters")
                        .hint("declare them without a value"),
                );
                return Some(Expression::invalid(1, title, span));
            }
            Scope::Process => Kind::Process(self.environment.process_variable(name)),
            Scope::Interprocess => Kind::Interprocess(self.environment.interprocess_variable(name)),
        };
        Some(Expression::new(kind, Type::Variant, span))
    }

    /// `C_TEXT(a; <>b; $c)`: locals have their type already, the others get it when the line is reached. A first
    /// argument that is a method's name belongs to the compiler only.
    fn old_declaration(
        &mut self,
        expression: &tree::Expression,
        declared: Type,
        span: fourd_source::Span,
        into: &mut Block,
    ) {
        let Some((_, arguments)) = crate::scope::command_call(expression) else { return };
        let mut globals = Vec::new();
        for argument in arguments {
            let kind = match &argument.kind {
                tree::ExpressionKind::Name(name) => match self.meaning(name) {
                    crate::expression::Meaning::Variable => {
                        Kind::Process(self.environment.process_variable(&name.text))
                    }
                    _ => continue,
                },
                tree::ExpressionKind::Interprocess(name) => {
                    Kind::Interprocess(self.environment.interprocess_variable(name))
                }
                _ => continue,
            };
            globals.push(Expression::new(kind, Type::Variant, argument.span));
        }
        if !globals.is_empty() {
            into.push(Statement { kind: StatementKind::Declare(globals, declared), span });
        }
    }
}
