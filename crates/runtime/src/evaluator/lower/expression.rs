//! Expressions.

use super::Lowering;
use crate::callee::Resolved;
use crate::command::{Fast, Mode, not_implemented_command};
use crate::function::{FORMULA_ROUTINE, MethodReference};
use crate::node::BoxedNode;
use crate::nodes::intercepted::Intercepted;
use crate::nodes::invoke::{self, ArgumentNode};
use crate::nodes::{access, arithmetic, assign, build, construct, control, leaf, locations, operators, protect, texts};
use fourd_catalog::{Answer, Command, Need, Role};
use fourd_resolve::Type;
use fourd_resolve::typed::{BinaryOperator as Op, Expression, Kind};
use fourd_source::Span;
use fourd_value::{Date, Error, PropertyCache, ShapeCache, Text, Time, Value};
use std::cell::OnceCell;

/// The number of the error that commands raise in a component that only a host may call.
const CALLED_FROM_COMPONENT: i64 = -10511;

impl Lowering<'_> {
    fn constant(&self, value: Value, span: Span) -> BoxedNode {
        Box::new(leaf::Constant { value, span })
    }

    /// A table or a field where its records would be needed.
    fn without_data(&self, what: &str, span: Span) -> BoxedNode {
        Box::new(leaf::Invalid { error: Error::needs(what, "a data file"), span })
    }

    fn expressions(&self, expressions: &[Expression]) -> Box<[BoxedNode]> {
        expressions.iter().map(|expression| self.expression(expression)).collect()
    }

    /// The node of an expression.
    pub(crate) fn expression(&self, expression: &Expression) -> BoxedNode {
        self.deeper(|| self.node(expression))
    }

    fn node(&self, expression: &Expression) -> BoxedNode {
        let span = expression.span;
        match &expression.kind {
            Kind::Number(value) if expression.declared == Type::Integer => {
                Box::new(leaf::ConstantInteger { value: *value as i64, span })
            }
            Kind::Number(value) => self.constant(Value::Real(*value), span),
            Kind::Text(text) => self.constant(Value::Text(Text::from(&**text)), span),
            Kind::Date(year, month, day) => {
                let date = u16::try_from(*year).map_or(Date::default(), |year| Date::written(year, *month, *day));
                self.constant(Value::Date(date), span)
            }
            Kind::Time(seconds) => self.constant(Value::Time(Time::new(*seconds)), span),
            Kind::Boolean(value) => self.constant(Value::Boolean(*value), span),
            Kind::Null => self.constant(Value::Null, span),
            Kind::Local(id) => self.local(*id, span),
            Kind::Parameter(index) => Box::new(leaf::Parameter { index: self.expression(index), span }),
            Kind::Process(number) => Box::new(leaf::ProcessVariable { number: *number, span }),
            Kind::Interprocess(number) => Box::new(leaf::InterprocessVariable { number: *number, span }),
            Kind::Table(_, name) => self.without_data(&format!("[{name}]"), span),
            Kind::Field(_, _, name) => self.without_data(name, span),
            Kind::Object(entries) => Box::new(build::ObjectLiteral {
                entries: entries.iter().map(|(key, value)| (Text::from(&**key), self.expression(value))).collect(),
                shape: OnceCell::new(),
                span,
            }),
            Kind::Collection(items) => {
                let items = items.iter().map(|item| self.expression(item)).collect();
                Box::new(build::CollectionLiteral { items, span })
            }
            Kind::CallMethod(method, arguments) => Box::new(invoke::MethodCall {
                method: method.clone(),
                arguments: self.expressions(arguments),
                target: OnceCell::new(),
                span,
            }),
            Kind::CallCommand(number, arguments) => self.command(*number, arguments, span),
            Kind::CallMember(receiver, name, arguments) => {
                let general = invoke::MemberCall {
                    receiver: self.expression(receiver),
                    name: Text::from(&**name),
                    arguments: self.expressions(arguments),
                    appends: &**name == "push" && matches!(&**arguments, [argument] if Self::is_value(argument)),
                    of_collections: OnceCell::new(),
                    stars: arguments.iter().map(|argument| self.argument(argument, Mode::Value)).collect(),
                    cache: ShapeCache::default(),
                    natives: ShapeCache::default(),
                    span,
                };
                if &**name == "new" && Self::is_project_class(receiver) {
                    Box::new(construct::Construct { general, known: OnceCell::new() })
                } else {
                    Box::new(general)
                }
            }
            Kind::CallValue(callee, arguments) if let Kind::Index(base, index) = &callee.kind => {
                Box::new(invoke::IndexCall {
                    base: self.expression(base),
                    index: self.expression(index),
                    arguments: self.expressions(arguments),
                    span,
                })
            }
            Kind::CallValue(callee, arguments) => Box::new(invoke::ValueCall {
                callee: self.expression(callee),
                arguments: self.expressions(arguments),
                span,
            }),
            Kind::SuperCall(arguments) => {
                Box::new(invoke::SuperCall { arguments: self.expressions(arguments), this: self.routine.this, span })
            }
            Kind::SuperMember(name, arguments) => Box::new(invoke::SuperMember {
                name: Text::from(&**name),
                arguments: Some(self.expressions(arguments)),
                this: self.routine.this,
                found: OnceCell::new(),
                span,
            }),
            Kind::SuperProperty(name) => Box::new(invoke::SuperMember {
                name: Text::from(&**name),
                arguments: None,
                this: self.routine.this,
                found: OnceCell::new(),
                span,
            }),
            Kind::Member(object, key) => self.member(object, key, span),
            Kind::Index(base, index) => self.index(base, index, span),
            Kind::Element(base, index) => self.element(base, index, span),
            Kind::Character(base, position) => self.character(base, position, span),
            Kind::Dereference(pointer) => Box::new(access::Dereference { pointer: self.expression(pointer), span }),
            Kind::PointerTo(place) => match &place.kind {
                Kind::Table(number, _) => self.constant(
                    Value::Pointer(fourd_value::Pointer::to(fourd_value::PointerTarget::Table(*number))),
                    span,
                ),
                Kind::Field(table, field, _) => self.constant(
                    Value::Pointer(fourd_value::Pointer::to(fourd_value::PointerTarget::Field(*table, *field))),
                    span,
                ),
                _ => Box::new(access::PointerTo { place: self.needed_place(place), span }),
            },
            Kind::Unary(operator, operand) => self.sign(*operator, operand, span),
            Kind::Binary(operator, left, right) => self.binary(expression, *operator, left, right),
            Kind::ShortCircuit(and, left, right) => self.short_circuit(*and, left, right, span),
            Kind::Ternary(condition, then, otherwise) => Box::new(operators::Ternary {
                condition: self.expression(condition),
                then: self.expression(then),
                otherwise: self.expression(otherwise),
                span,
            }),
            Kind::Try(inner) => Box::new(protect::TryNode { inner: self.expression(inner), span }),
            Kind::Assign(assignment)
                if let (Kind::Member(object, key), None) = (&assignment.target.kind, assignment.operator)
                    && let Some(slot) = self.value_slot(object) =>
            {
                Box::new(assign::AssignMember {
                    object: access::ValueSlot(slot),
                    key: Text::from(&**key),
                    cache: PropertyCache::default(),
                    numeric: false,
                    value: self.expression(&assignment.value),
                    span,
                })
            }
            Kind::Assign(assignment) => Box::new(assign::AssignLocation {
                place: self.needed_place(&assignment.target),
                operator: assignment.operator,
                value: self.expression(&assignment.value),
                span,
            }),
            Kind::Return(value) => Box::new(control::ReturnNode(control::Return {
                value: match value {
                    Some(value) => self.expression(value),
                    None => self.constant(Value::Undefined, span),
                },
                result: self.routine.result.and_then(|result| self.slot(result)),
                span,
            })),
            Kind::This => {
                let this = leaf::This { slot: self.routine.this, span };
                if self.needs_super { Box::new(leaf::ThisAfterSuper(this)) } else { Box::new(this) }
            }
            Kind::Formula(formula) => {
                let source = self
                    .program
                    .sources
                    .get(formula.span.file)
                    .and_then(|file| file.text.get(formula.span.range()).map(Text::from))
                    .unwrap_or_default();
                let name = Text::from(FORMULA_ROUTINE);
                if let Some(method) = MethodReference::of(&formula.routine) {
                    return Box::new(build::MethodLiteral { method: method.method, source, span });
                }
                let mut callee = Resolved::of(formula.routine.clone()).ready(name, self.project, self.origin.clone());
                if let Some(owner) = self.owner() {
                    callee.owner = OnceCell::from(owner);
                }
                Box::new(build::FormulaLiteral {
                    callee: callee.into(),
                    captures: formula.captures.clone(),
                    source,
                    span,
                })
            }
            Kind::Star | Kind::Less | Kind::Greater | Kind::Omitted | Kind::Operator(_) => {
                self.constant(Value::Undefined, span)
            }
            Kind::Invalid(invalid) => {
                Box::new(leaf::Invalid { error: Error::new(invalid.code, &*invalid.message), span })
            }
        }
    }

    /// Whether evaluating an expression has no effect that another operand could see, so that their order does not show.
    pub(crate) fn is_quiet(expression: &Expression) -> bool {
        match &expression.kind {
            Kind::Number(_) | Kind::Text(_) | Kind::Date(..) | Kind::Time(_) | Kind::Boolean(_) | Kind::Null => true,
            Kind::Local(_) | Kind::Process(_) | Kind::This => true,
            Kind::Unary(_, operand) => Self::is_quiet(operand),
            Kind::Binary(_, left, right) => Self::is_quiet(left) && Self::is_quiet(right),
            _ => false,
        }
    }

    /// `cs.Name`.
    fn is_project_class(expression: &Expression) -> bool {
        let Kind::Member(store, _) = &expression.kind else { return false };
        matches!(store.kind, Kind::CallCommand(number, _) if fourd_catalog::role(number) == Some(Role::ClassStore))
    }

    /// Whether an argument of a function is an expression that has a value.
    fn is_value(argument: &Expression) -> bool {
        let other = [Kind::Star, Kind::Less, Kind::Greater, Kind::Omitted].contains(&argument.kind);
        !other && !matches!(argument.kind, Kind::Operator(_) | Kind::Table(..))
    }

    fn binary(&self, whole: &Expression, operator: Op, left: &Expression, right: &Expression) -> BoxedNode {
        let span = whole.span;
        if let Some(node) = self.arithmetic(whole, operator, left, right) {
            return node;
        }
        match (operator, &left.declared, &right.declared) {
            (Op::Add, Type::Text, Type::Text) => {
                Box::new(operators::Concatenation { left: self.expression(left), right: self.expression(right), span })
            }
            (
                Op::Equal | Op::NotEqual | Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual,
                Type::Text,
                Type::Text,
            ) => Box::new(operators::TextComparison {
                operator,
                left: self.expression(left),
                right: self.expression(right),
                span,
            }),
            (
                Op::Equal | Op::NotEqual | Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual,
                Type::Variant,
                Type::Text,
            ) if let (Kind::Local(_), Kind::Text(text), Some(slot)) =
                (&left.kind, &right.kind, self.value_slot(left)) =>
            {
                Box::new(operators::ComparisonWithText { operator, slot, text: Text::from(&**text), span })
            }
            (Op::And | Op::Or, Type::Boolean, Type::Boolean) => Box::new(operators::Logic {
                and: operator == Op::And,
                left: self.expression(left),
                right: self.expression(right),
                span,
            }),
            (Op::Equal | Op::NotEqual, _, Type::Null) if matches!(right.kind, Kind::Null) => {
                Box::new(construct::NullComparison { operand: self.expression(left), operator, span })
            }
            _ => operators::binary(operator, self.value_shape(left), self.value_shape(right), span),
        }
    }

    /// Whether an expression gives True or False, or an error.
    pub(crate) fn is_boolean(expression: &Expression) -> bool {
        match &expression.kind {
            Kind::Boolean(_) => true,
            Kind::Local(_) => expression.declared == Type::Boolean,
            Kind::Binary(operator, ..) => matches!(
                operator,
                Op::Equal | Op::NotEqual | Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual
            ),
            Kind::ShortCircuit(_, left, right) => Self::is_boolean(left) && Self::is_boolean(right),
            _ => false,
        }
    }

    fn short_circuit(&self, and: bool, left: &Expression, right: &Expression, span: Span) -> BoxedNode {
        let typed = left.declared == Type::Boolean && right.declared == Type::Boolean;
        let booleans = (Self::is_boolean(left), Self::is_boolean(right));
        let (left, right) = (self.expression(left), self.expression(right));
        if typed {
            Box::new(operators::ShortLogic { and, left, right, span })
        } else {
            Box::new(operators::ShortCircuit { and, left, right, booleans, span })
        }
    }

    fn argument(&self, argument: &Expression, mode: Mode) -> ArgumentNode {
        match &argument.kind {
            Kind::Star => ArgumentNode::Star,
            Kind::Less => ArgumentNode::Less,
            Kind::Greater => ArgumentNode::Greater,
            Kind::Omitted => ArgumentNode::Omitted,
            // A command gets a table as a pointer to it.
            Kind::Table(number, _) => {
                let pointer = fourd_value::Pointer::to(fourd_value::PointerTarget::Table(*number));
                ArgumentNode::Value(self.constant(Value::Pointer(pointer), argument.span))
            }
            Kind::Element(base, index) if mode == Mode::Foreign => match self.place(base) {
                Some(base) => {
                    ArgumentNode::Location(Box::new(locations::LaterLocation { base, index: self.expression(index) }))
                }
                None => ArgumentNode::Value(self.expression(argument)),
            },
            _ if mode != Mode::Value => match self.place(argument) {
                Some(place) => ArgumentNode::Location(place),
                None => ArgumentNode::Value(self.expression(argument)),
            },
            _ => ArgumentNode::Value(self.expression(argument)),
        }
    }

    /// A call of a command that would show something. What only names a place or a table is not read.
    fn intercepted(
        &self,
        command: &'static Command,
        answer: Answer,
        arguments: &[Expression],
        span: Span,
    ) -> BoxedNode {
        let is_value = |argument: &&Expression| {
            let is_sign = matches!(
                argument.kind,
                Kind::Star
                    | Kind::Less
                    | Kind::Greater
                    | Kind::Omitted
                    | Kind::Operator(_)
                    | Kind::Table(..)
                    | Kind::Field(..)
            );
            !is_sign && self.place(argument).is_none()
        };
        let arguments = arguments.iter().filter(is_value).map(|argument| self.expression(argument)).collect();
        Box::new(Intercepted { command, answer, arguments, span })
    }

    fn command(&self, number: u32, arguments: &[Expression], span: Span) -> BoxedNode {
        let known = fourd_catalog::command(number);
        if let Some(command) = known.filter(|command| command.host_only && !self.project.is_host()) {
            let text = format!("The {} command cannot be called from a component", command.name);
            return Box::new(leaf::Invalid { error: Error::new(CALLED_FROM_COMPONENT, text), span });
        }
        let Some(entry) = self.program.libraries.commands.get(number) else {
            let Some(command) = known else {
                return Box::new(leaf::Invalid { error: Error::not_implemented("command"), span });
            };
            if let Some(answer) = command.intercepted() {
                return self.intercepted(command, answer, arguments, span);
            }
            let error = not_implemented_command(command);
            if command.need() == Some(Need::Data) {
                return Box::new(leaf::NeedsData { error, span });
            }
            return Box::new(leaf::Invalid { error, span });
        };
        if entry.lazy {
            let condition = arguments.iter().enumerate();
            let arguments = condition.map(|(index, argument)| self.argument(argument, entry.mode(index))).collect();
            return Box::new(invoke::Assertion(invoke::CommandCall { entry, arguments, span }));
        }
        let plain = |argument: &Expression| {
            !matches!(argument.kind, Kind::Star | Kind::Less | Kind::Greater | Kind::Omitted | Kind::Operator(_))
        };
        if let (Fast::TextRangeToText(function), [text, first, rest @ ..]) = (entry.fast, arguments)
            && rest.len() < 2
            && arguments.iter().all(plain)
            && arguments.iter().skip(1).all(Self::is_quiet)
        {
            return Box::new(arithmetic::TextRange {
                function,
                text: self.expression(text),
                first: self.expression(first),
                count: rest.first().map(|count| self.expression(count)),
                span,
            });
        }
        if let [argument] = arguments {
            let plain = plain(argument);
            match entry.fast {
                Fast::RealToReal(function) if plain => {
                    let argument = self.expression(argument);
                    return Box::new(arithmetic::RealFunction { function, argument, span });
                }
                Fast::TextToInteger(function) if plain => {
                    let argument = self.expression(argument);
                    return Box::new(arithmetic::TextFunction { function, argument, span });
                }
                Fast::NumberToText(function) if plain => {
                    let argument = self.expression(argument);
                    return Box::new(texts::NumberText { function, entry, argument, span });
                }
                Fast::BooleanToBoolean(function) if plain => {
                    let argument = self.expression(argument);
                    return Box::new(arithmetic::BooleanFunction { function, argument, span });
                }
                _ => {}
            }
        }
        let arguments =
            arguments.iter().enumerate().map(|(index, argument)| self.argument(argument, entry.mode(index))).collect();
        Box::new(invoke::CommandCall { entry, arguments, span })
    }
}
