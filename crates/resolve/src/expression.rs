//! Expressions: what each name means and which type each operation has.

use crate::scope::{Resolver, note_parameter};
use crate::typed::{Assignment, Expression, Formula, Invalid, Kind};
use crate::types::Type;
use crate::walk;
use fourd_catalog::{ConstantValue, Role, role};
use fourd_project::MethodId;
use fourd_source::{Diagnostic, Span, fold_name};
use fourd_syntax::tree::{self, BinaryOperator as Op, ExpressionKind as E, Token, UnaryOperator};
use std::sync::Arc;

impl Expression {
    pub(crate) fn new(kind: Kind, declared: Type, span: Span) -> Self {
        Self { kind, declared, span }
    }

    pub(crate) fn invalid(code: i64, message: impl Into<Box<str>>, span: Span) -> Self {
        Self::new(Kind::Invalid(Invalid { code, message: message.into() }), Type::Variant, span)
    }
}

/// What a bare name means.
pub(crate) enum Meaning {
    Command(u32),
    Constant(&'static fourd_catalog::Constant),
    /// A constant that a project adds to the language.
    Added(fourd_project::Constant),
    Method(MethodId),
    Plugin,
    Variable,
}

impl Resolver<'_> {
    /// What a bare name means: its token decides, else commands, methods, constants and variables, in this order.
    pub(crate) fn meaning(&self, name: &tree::Name) -> Meaning {
        match name.token {
            Some(Token::Command(number)) => return Meaning::Command(number),
            Some(Token::Constant(theme, number)) => {
                if let Some(constant) = fourd_catalog::constant(theme, number) {
                    return Meaning::Constant(constant);
                }
            }
            Some(Token::Plugin(..)) => return Meaning::Plugin,
            Some(Token::Number(_)) | None => {}
        }
        let folded = fold_name(&name.text);
        let command = fourd_catalog::command_named(&name.text);
        // The names of commands are reserved; a name that a command had in an older edition is not.
        if let Some(command) = command.filter(|command| command.documented && fold_name(command.name) == folded) {
            return Meaning::Command(command.number);
        }
        if let Some(method) = self.environment.method(&folded) {
            return Meaning::Method(method);
        }
        if let Some(command) = command {
            return Meaning::Command(command.number);
        }
        if let Some(constant) = fourd_catalog::constant_named(&name.text) {
            return Meaning::Constant(constant);
        }
        if let Some(constant) = self.environment.host.find_constant(self.environment.number, &folded) {
            return Meaning::Added(constant.clone());
        }
        Meaning::Variable
    }

    pub(crate) fn boxed(&mut self, node: &tree::Expression) -> Box<Expression> {
        Box::new(self.expression(node))
    }

    pub(crate) fn expressions(&mut self, nodes: &[tree::Expression]) -> Vec<Expression> {
        nodes.iter().map(|node| self.expression(node)).collect()
    }

    /// Resolves an expression.
    pub(crate) fn expression(&mut self, node: &tree::Expression) -> Expression {
        let span = node.span;
        let (kind, declared) = match &node.kind {
            E::Number(value) => {
                let whole = value.fract() == 0.0 && value.abs() < 9.0e15;
                (Kind::Number(*value), if whole { Type::Integer } else { Type::Real })
            }
            E::Text(text) => (Kind::Text(text.clone()), Type::Text),
            E::Date { year, month, day } => (Kind::Date(*year, *month, *day), Type::Date),
            E::Time(seconds) => (Kind::Time(*seconds), Type::Time),
            E::Local(name) => {
                let id = self.local(name, span);
                (Kind::Local(id), self.variable_type(id))
            }
            E::Parameter(number) => return self.parameter(*number, span),
            E::IndirectParameter(index) => (Kind::Parameter(self.boxed(index)), Type::Variant),
            E::Interprocess(name) => (Kind::Interprocess(self.environment.interprocess_variable(name)), Type::Variant),
            E::Name(name) => return self.name(name, span),
            E::Bracketed(name) => return self.bracketed(name, span),
            E::Field(field) => return self.field(field, span),
            E::Object(entries) => (
                Kind::Object(
                    entries.iter().map(|entry| (entry.key.text.clone(), self.expression(&entry.value))).collect(),
                ),
                Type::Object(None),
            ),
            E::Collection(items) => (Kind::Collection(self.expressions(items)), Type::Collection),
            E::Call(call) => return self.call(call, span),
            E::Member(member) => {
                if self.is_super(&member.object) {
                    (Kind::SuperProperty(member.name.text.clone()), Type::Variant)
                } else {
                    (Kind::Member(self.boxed(&member.object), member.name.text.clone()), Type::Variant)
                }
            }
            E::Index(index) => (Kind::Index(self.boxed(&index.base), self.boxed(&index.index)), Type::Variant),
            E::Element(index) => {
                let base = self.boxed(&index.base);
                let declared = match &base.declared {
                    Type::Array(element) => element.item(),
                    Type::Blob => Type::Integer,
                    _ => Type::Variant,
                };
                // Of a two-dimensional array `$a{i}` is a row, which its type does not show.
                let declared =
                    if matches!(base.kind, Kind::Local(_)) && !declared.is_raw() { Type::Variant } else { declared };
                (Kind::Element(base, self.boxed(&index.index)), declared)
            }
            E::Character(index) => (Kind::Character(self.boxed(&index.base), self.boxed(&index.index)), Type::Text),
            E::Dereference(pointer) => (Kind::Dereference(self.boxed(pointer)), Type::Variant),
            E::PointerTo(place) => (Kind::PointerTo(self.boxed(place)), Type::Pointer),
            E::Unary(operator, operand) => return self.unary(*operator, operand, span),
            E::Binary(binary) => return self.binary(binary, span),
            E::Ternary(ternary) => {
                let condition = self.boxed(&ternary.condition);
                let then = self.boxed(&ternary.then);
                let otherwise = self.boxed(&ternary.otherwise);
                let declared = joined(&then.declared, &otherwise.declared);
                (Kind::Ternary(condition, then, otherwise), declared)
            }
            E::Parenthesized(inner) => {
                let inner = self.expression(inner);
                return Expression { span, ..inner };
            }
            E::Try(inner) => (Kind::Try(self.boxed(inner)), Type::Variant),
            E::Assign(assignment) => {
                let assignment = self.assignment(assignment);
                let declared = assignment.target.declared.clone();
                (Kind::Assign(Box::new(assignment)), declared)
            }
            E::Return(value) => (Kind::Return(value.as_ref().map(|value| self.boxed(value))), Type::Variant),
            E::Star => (Kind::Star, Type::Nothing),
            E::Less => (Kind::Less, Type::Nothing),
            E::Greater => (Kind::Greater, Type::Nothing),
            E::Operator(operator) => (Kind::Operator(*operator), Type::Nothing),
            E::Omitted => (Kind::Omitted, Type::Nothing),
            E::Invalid => return Expression::invalid(1, "Syntax error", span),
        };
        Expression::new(kind, declared, span)
    }

    pub(crate) fn assignment(&mut self, assignment: &tree::Assignment) -> Assignment {
        let target = self.expression(&assignment.target);
        if let (Some(operator), Kind::Character(..)) = (assignment.operator, &target.kind) {
            let title = format!("`{}=` does not take a character of a text", operator.symbol());
            self.diagnostics.push(
                Diagnostic::error("resolve::compound-character", title.clone())
                    .at(target.span, "expected a variable, a property or an element, found a character of a text")
                    .hint("write the assignment with `:=`"),
            );
            let target = Expression::invalid(1, title, target.span);
            return Assignment { target, operator: None, value: self.expression(&assignment.value) };
        }
        Assignment {
            target: self.checked_target(target),
            operator: assignment.operator,
            value: self.expression(&assignment.value),
        }
    }

    /// A target that can be assigned to, or the error that says why it cannot.
    pub(crate) fn checked_target(&mut self, target: Expression) -> Expression {
        match &target.kind {
            Kind::Local(_)
            | Kind::Parameter(_)
            | Kind::Process(_)
            | Kind::Interprocess(_)
            | Kind::Field(..)
            | Kind::Member(..)
            | Kind::SuperProperty(_)
            | Kind::Index(..)
            | Kind::Element(..)
            | Kind::Character(..)
            | Kind::Dereference(_)
            | Kind::Invalid(_) => target,
            _ => {
                self.diagnostics.push(
                    Diagnostic::error("resolve::not-assignable", "Nothing can be assigned to this expression")
                        .at(target.span, "expected a variable, a property, an element or a field, found a value")
                        .hint("assign to a variable"),
                );
                Expression::invalid(4, "nothing can be assigned to this expression", target.span)
            }
        }
    }

    fn variable_type(&self, id: u32) -> Type {
        self.variables.get(id as usize).map_or(Type::Variant, |variable| variable.declared.clone())
    }

    pub(crate) fn parameter(&mut self, number: u32, span: Span) -> Expression {
        if number == 0 {
            return match self.result {
                Some(id) => Expression::new(Kind::Local(id), self.variable_type(id), span),
                None => Expression::invalid(4, "`$0` has no meaning here", span),
            };
        }
        let index = number as usize - 1;
        if index < self.parameters {
            let id = index as u32;
            return Expression::new(Kind::Local(id), self.variable_type(id), span);
        }
        let number = Expression::new(Kind::Number(f64::from(number)), Type::Integer, span);
        Expression::new(Kind::Parameter(Box::new(number)), Type::Variant, span)
    }

    fn name(&mut self, name: &tree::Name, span: Span) -> Expression {
        match self.meaning(name) {
            Meaning::Command(number) => self.command(number, &[], span),
            Meaning::Constant(constant) => constant_value(constant, span),
            Meaning::Added(constant) => added_value(&constant, span),
            Meaning::Method(method) => self.method(method, Vec::new(), span),
            Meaning::Plugin => plugin(name, span),
            Meaning::Variable => {
                Expression::new(Kind::Process(self.environment.process_variable(&name.text)), Type::Variant, span)
            }
        }
    }

    pub(crate) fn is_super(&self, node: &tree::Expression) -> bool {
        let E::Name(name) = &node.kind else { return false };
        let Meaning::Command(number) = self.meaning(name) else { return false };
        matches!(role(number), Some(Role::Super | Role::SuperCall))
    }

    /// `[Name]`: a table, or a collection of one value.
    fn bracketed(&mut self, name: &tree::Name, span: Span) -> Expression {
        if let Some(number) = self.table_number(name) {
            return Expression::new(Kind::Table(number, name.text.clone()), Type::Nothing, span);
        }
        let item = self.name(name, name.span);
        Expression::new(Kind::Collection(vec![item]), Type::Collection, span)
    }

    fn table_number(&self, name: &tree::Name) -> Option<u32> {
        match name.token {
            Some(Token::Number(number)) => Some(number),
            _ => self.environment.project().table(&fold_name(&name.text)).map(|table| table.number),
        }
    }

    fn field(&mut self, field: &tree::FieldName, span: Span) -> Expression {
        let shown = format!("[{}]{}", field.table.text, field.field.text);
        let Some(table) = self.table_number(&field.table) else {
            return Expression::invalid(4, format!("there is no table `[{}]`", field.table.text), span);
        };
        let number = match field.field.token {
            Some(Token::Number(number)) => Some(number),
            _ => self
                .environment
                .project()
                .table(&fold_name(&field.table.text))
                .and_then(|table| table.field(&fold_name(&field.field.text)))
                .map(|field| field.number),
        };
        match number {
            Some(number) => Expression::new(Kind::Field(table, number, shown.into()), Type::Variant, span),
            None => Expression::invalid(4, format!("there is no field `{shown}`"), span),
        }
    }

    fn unary(&mut self, operator: UnaryOperator, operand: &tree::Expression, span: Span) -> Expression {
        let operand = self.expression(operand);
        if let (UnaryOperator::Minus, Kind::Number(value)) = (operator, &operand.kind) {
            return Expression::new(Kind::Number(-value), operand.declared.clone(), span);
        }
        let declared = operand.declared.clone();
        Expression::new(Kind::Unary(operator, Box::new(operand)), declared, span)
    }

    fn binary(&mut self, binary: &tree::Binary, span: Span) -> Expression {
        let left = self.boxed(&binary.left);
        let right = self.boxed(&binary.right);
        if matches!(binary.operator, Op::ShortAnd | Op::ShortOr) {
            let declared = joined(&left.declared, &right.declared);
            return Expression::new(Kind::ShortCircuit(binary.operator == Op::ShortAnd, left, right), declared, span);
        }
        // `2*+3` is a product; only pictures have the operator `*+`.
        let operator = match (binary.operator, &left.declared) {
            (Op::ScaleWidth, Type::Variant | Type::Picture) => Op::ScaleWidth,
            (Op::ScaleWidth, _) => Op::Multiply,
            (operator, _) => operator,
        };
        let declared = result_type(operator, &left.declared, &right.declared);
        Expression::new(Kind::Binary(operator, left, right), declared, span)
    }

    /// `Formula(expression)`: a routine of its own that takes local variables with it.
    pub(crate) fn formula(&mut self, body: &tree::Expression, span: Span) -> Expression {
        let mut inner = Resolver::new(self.environment);
        inner.captures = Some(Vec::new());
        let mut parameters = 0;
        walk::expression(body, &mut |part| note_parameter(part, &mut parameters));
        inner.formula_slots(parameters);
        let value = inner.expression(body);
        let captures = inner.captures.take().unwrap_or_default();
        let statement =
            crate::typed::Statement { span: value.span, kind: crate::typed::StatementKind::Return(Some(value)) };
        let (routine, diagnostics) = inner.finish(vec![statement]);
        self.diagnostics.extend(diagnostics);
        let captures =
            captures.into_iter().map(|capture| (self.local(&capture.name, capture.span), capture.inner)).collect();
        let formula = Formula { routine: routine.into(), captures, span: body.span };
        Expression::new(Kind::Formula(Arc::new(formula)), Type::Object(Some("4D.Function".into())), span)
    }
}

pub(crate) fn plugin(name: &tree::Name, span: Span) -> Expression {
    Expression::invalid(33, format!("not implemented: `{}` is a command of a plug-in", name.text), span)
}

fn added_value(constant: &fourd_project::Constant, span: Span) -> Expression {
    use fourd_project::ConstantValue;
    match &constant.value {
        ConstantValue::Integer(value) => Expression::new(Kind::Number(*value as f64), Type::Integer, span),
        ConstantValue::Real(value) => Expression::new(Kind::Number(*value), Type::Real, span),
        ConstantValue::Text(value) => Expression::new(Kind::Text(value.as_str().into()), Type::Text, span),
    }
}

fn constant_value(constant: &fourd_catalog::Constant, span: Span) -> Expression {
    match constant.value {
        ConstantValue::Integer(value) => Expression::new(Kind::Number(value as f64), Type::Integer, span),
        ConstantValue::Real(value) => Expression::new(Kind::Number(value), Type::Real, span),
        ConstantValue::Text(value) => Expression::new(Kind::Text(value.into()), Type::Text, span),
        ConstantValue::Unknown => Expression::invalid(
            33,
            format!("not implemented: the value of the constant `{}` is not known", constant.name),
            span,
        ),
    }
}

/// The type of a value that is one of two.
fn joined(left: &Type, right: &Type) -> Type {
    match (left, right) {
        (left, right) if left == right => left.clone(),
        (left, right) if left.is_number() && right.is_number() => Type::Real,
        _ => Type::Variant,
    }
}

/// The type that an operator gives for operands of these types.
pub fn result_type(operator: Op, left: &Type, right: &Type) -> Type {
    use Type::{Boolean, Date, Integer, Real, Text, Time, Variant};
    match operator {
        Op::Equal | Op::NotEqual | Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual | Op::TestBit => {
            Boolean
        }
        Op::And | Op::Or => match (left, right) {
            (Boolean, Boolean) => Boolean,
            (left, right) if left.is_number() && right.is_number() => Integer,
            _ => Variant,
        },
        Op::ExclusiveOr | Op::ShiftLeft | Op::ShiftRight | Op::SetBit | Op::ClearBit => Integer,
        Op::Modulo => match (left, right) {
            (Text, Text) => Boolean,
            (Time, Time) => Time,
            (left, right) if left.is_number() && right.is_number() => Integer,
            _ => Variant,
        },
        Op::IntegerDivide => match (left, right) {
            (left, right) if left.is_number() && right.is_number() => Integer,
            _ => Variant,
        },
        Op::Divide | Op::Power => match (left, right) {
            (left, right) if left.is_number() && right.is_number() => Real,
            _ => Variant,
        },
        Op::Add | Op::Subtract | Op::Multiply => match (left, right) {
            (Integer, Integer) => Integer,
            (left, right) if left.is_number() && right.is_number() => Real,
            (Text, Text) if operator == Op::Add => Text,
            (Text, number) | (number, Text) if operator == Op::Multiply && number.is_number() => Text,
            (Date, Date) if operator == Op::Subtract => Integer,
            (Date, right) if operator != Op::Multiply && right.is_number() => Date,
            _ => Variant,
        },
        Op::ScaleWidth | Op::ScaleHeight => Variant,
        Op::ShortAnd | Op::ShortOr => joined(left, right),
    }
}
