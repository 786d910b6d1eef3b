//! Variables, members, elements, and everything as a place.

use super::Lowering;
use crate::node::BoxedNode;
use crate::nodes::access::{self, ValueSlot};
use crate::nodes::arithmetic::{Fixed, IntegerSlot, RealSlot};
use crate::nodes::locations::{self, LocationNode};
use crate::nodes::operand::ValueShape;
use crate::nodes::variants;
use crate::nodes::{keys, leaf};
use fourd_resolve::Type;
use fourd_resolve::typed::{BinaryOperator, Expression, Kind, Slot, VariableId};
use fourd_source::Span;
use fourd_value::{Error, PropertyCache, Text};

/// `$base[$index]` without declarations.
type UntypedElement = variants::Index<ValueSlot, leaf::LocalValue>;

impl Lowering<'_> {
    /// Slot and type of a local variable.
    pub(crate) fn slot(&self, id: VariableId) -> Option<(Slot, Type)> {
        self.routine.variables.get(id as usize).map(|variable| (variable.slot, variable.declared.clone()))
    }

    /// The slot of an expression that is a variable in a value slot.
    pub(crate) fn value_slot(&self, expression: &Expression) -> Option<u32> {
        match &expression.kind {
            Kind::Local(id) => match self.slot(*id) {
                Some((Slot::Value(slot), _)) => Some(slot),
                _ => None,
            },
            Kind::This if !self.needs_super => self.routine.this,
            _ => None,
        }
    }

    pub(crate) fn local(&self, id: VariableId, span: Span) -> BoxedNode {
        match self.slot(id) {
            Some((Slot::Raw(slot), Type::Real)) => Box::new(leaf::LocalReal { slot, span }),
            Some((Slot::Raw(slot), Type::Boolean)) => Box::new(leaf::LocalBoolean { slot, span }),
            Some((Slot::Raw(slot), _)) => Box::new(leaf::LocalInteger { slot, span }),
            Some((Slot::Value(slot), declared)) => {
                let null_when_unassigned = leaf::is_null_when_unassigned(&declared);
                Box::new(leaf::LocalValue { slot, null_when_unassigned, span })
            }
            None => Box::new(leaf::Invalid { error: Error::of(fourd_value::error::NAME_EXPECTED), span }),
        }
    }

    pub(crate) fn member(&self, object: &Expression, key: &str, span: Span) -> BoxedNode {
        if let (Type::Collection, "length", Some(slot)) = (&object.declared, key, self.value_slot(object)) {
            return Box::new(access::CollectionLength { slot, span });
        }
        if let (Kind::CallCommand(number, _), "length") = (&object.kind, key)
            && fourd_catalog::command(*number).is_some_and(|command| command.result == Some("Collection"))
        {
            return Box::new(access::ResultLength { collection: self.expression(object), span });
        }
        match self.member_of_variable(object, key, span) {
            Some(member) => Box::new(member),
            None => Box::new(access::Member {
                base: self.expression(object),
                key: Text::from(key),
                cache: PropertyCache::default(),
                span,
            }),
        }
    }

    /// A property of a variable in a value slot.
    fn member_of_variable(&self, object: &Expression, key: &str, span: Span) -> Option<access::Member<ValueSlot>> {
        let base = ValueSlot(self.value_slot(object)?);
        Some(access::Member { base, key: Text::from(key), cache: PropertyCache::default(), span })
    }

    /// The slot of an expression that is an Integer variable.
    fn integer_slot(&self, expression: &Expression) -> Option<IntegerSlot> {
        match &expression.kind {
            Kind::Local(id) => match self.slot(*id) {
                Some((Slot::Raw(slot), Type::Integer)) => Some(IntegerSlot(slot)),
                _ => None,
            },
            _ => None,
        }
    }

    /// An expression that is a variable without a type.
    fn variant(&self, expression: &Expression) -> Option<leaf::LocalValue> {
        let slot = self.value_slot(expression)?;
        match &expression.kind {
            Kind::Local(_) if expression.declared == Type::Variant => {
                Some(leaf::LocalValue { slot, null_when_unassigned: false, span: expression.span })
            }
            _ => None,
        }
    }

    /// The element of a variable at a position that is a variable without a type.
    fn untyped_element(&self, base: &Expression, index: &Expression, span: Span) -> Option<UntypedElement> {
        Some(variants::Index { base: ValueSlot(self.value_slot(base)?), index: self.variant(index)?, span })
    }

    /// An element at a position whose type is known only when it is evaluated; `None` where the order of evaluation could
    /// show.
    fn untyped_index(&self, base: &Expression, index: &Expression, span: Span) -> Option<BoxedNode> {
        if let Some(element) = self.untyped_element(base, index, span) {
            return Some(Box::new(element));
        }
        if let (Kind::Index(inner, position), Some(index)) = (&base.kind, self.variant(index))
            && let Some(base) = self.untyped_element(inner, position, base.span)
        {
            return Some(Box::new(variants::Index { base, index, span }));
        }
        if index.declared != Type::Variant || !Self::is_quiet(index) {
            return None;
        }
        let base = ValueSlot(self.value_slot(base)?);
        Some(Box::new(variants::Index { base, index: self.expression(index), span }))
    }

    /// The element of a variable at the position that an Integer variable holds.
    fn element_of_variable(
        &self,
        base: &Expression,
        index: &Expression,
        span: Span,
    ) -> Option<access::Index<ValueSlot, IntegerSlot>> {
        let (base, index) = (ValueSlot(self.value_slot(base)?), self.integer_slot(index)?);
        Some(access::Index { base, index, numeric: true, span })
    }

    /// An expression as an operand whose type is known only when it is evaluated.
    pub(crate) fn value_shape(&self, expression: &Expression) -> ValueShape {
        let span = expression.span;
        let shape = match &expression.kind {
            Kind::Number(number) => Some(ValueShape::Fixed(Fixed(*number))),
            Kind::Local(id) => match self.slot(*id) {
                Some((Slot::Raw(slot), Type::Integer)) => Some(ValueShape::Integer(IntegerSlot(slot))),
                Some((Slot::Raw(slot), Type::Real)) => Some(ValueShape::Real(RealSlot(slot))),
                _ => self.variant(expression).map(ValueShape::Variable),
            },
            Kind::Member(object, key) if object.declared != Type::Collection => {
                self.member_of_variable(object, key, span).map(ValueShape::Member)
            }
            Kind::Index(base, index) => self.element_of_variable(base, index, span).map(ValueShape::Element),
            _ => None,
        };
        shape.unwrap_or_else(|| ValueShape::Node(self.expression(expression)))
    }

    pub(crate) fn index(&self, base: &Expression, index: &Expression, span: Span) -> BoxedNode {
        let numeric = index.declared.is_number() && Self::is_quiet(index);
        if let Some(index) = self.integer_slot(index) {
            if let Kind::Index(base, position) = &base.kind
                && let Some(base) = self.element_of_variable(base, position, base.span)
            {
                return Box::new(access::Index { base, index, numeric, span });
            }
            return match self.value_slot(base) {
                Some(slot) => Box::new(access::Index { base: ValueSlot(slot), index, numeric, span }),
                None => Box::new(access::Index { base: self.expression(base), index, numeric, span }),
            };
        }
        if let Some(node) = self.untyped_index(base, index, span) {
            return node;
        }
        if let (Some(slot), true) = (self.value_slot(base), Self::is_certain_text(index)) {
            return Box::new(keys::Key { slot, name: self.expression(index), span });
        }
        let index = self.expression(index);
        match self.value_slot(base) {
            Some(slot) => Box::new(access::Index { base: ValueSlot(slot), index, numeric, span }),
            None => Box::new(access::Index { base: self.expression(base), index, numeric, span }),
        }
    }

    /// Whether an expression has a text as its value, whatever happens: its type alone also allows an undefined value.
    pub(crate) fn is_certain_text(expression: &Expression) -> bool {
        expression.declared == Type::Text
            && match &expression.kind {
                Kind::Text(_) | Kind::Local(_) => true,
                Kind::Binary(BinaryOperator::Add, left, right) => {
                    left.declared == Type::Text && right.declared == Type::Text
                }
                _ => false,
            }
    }

    pub(crate) fn element(&self, base: &Expression, index: &Expression, span: Span) -> BoxedNode {
        let node = self.expression(index);
        match self.value_slot(base) {
            Some(slot) if matches!(base.declared, Type::Array(_)) => {
                Box::new(access::ArrayElement { slot, index: node, span })
            }
            _ => Box::new(access::Element { base: self.expression(base), index: node, span }),
        }
    }

    pub(crate) fn character(&self, base: &Expression, position: &Expression, span: Span) -> BoxedNode {
        let quiet = Self::is_quiet(position);
        let position = self.expression(position);
        match self.value_slot(base) {
            Some(slot) => Box::new(access::Character { base: ValueSlot(slot), position, quiet, span }),
            None => Box::new(access::Character { base: self.expression(base), position, quiet, span }),
        }
    }

    /// An expression as a place; `None` where it is none.
    pub(crate) fn place(&self, expression: &Expression) -> Option<Box<dyn LocationNode>> {
        let span = expression.span;
        Some(match &expression.kind {
            Kind::Local(id) => Box::new(locations::LocalLocation(*id)),
            Kind::Process(number) => Box::new(locations::ProcessLocation(*number)),
            Kind::Interprocess(number) => Box::new(locations::InterprocessLocation(*number, span)),
            Kind::Parameter(index) => Box::new(locations::ParameterLocation(self.expression(index), span)),
            Kind::Member(object, key) => {
                Box::new(locations::MemberLocation { object: self.expression(object), key: Text::from(&**key), span })
            }
            Kind::SuperProperty(key) => Box::new(locations::MemberLocation {
                object: Box::new(leaf::This { slot: self.routine.this, span }),
                key: Text::from(&**key),
                span,
            }),
            Kind::Index(base, index) => {
                Box::new(locations::IndexLocation { base: self.expression(base), index: self.expression(index), span })
            }
            Kind::Element(base, index) => {
                Box::new(locations::ElementLocation { base: self.place(base)?, index: self.expression(index), span })
            }
            Kind::Character(base, position) => {
                Box::new(locations::CharacterLocation { base: self.place(base)?, position: self.expression(position) })
            }
            Kind::Dereference(pointer) => {
                Box::new(locations::DereferenceLocation { pointer: self.expression(pointer), span })
            }
            _ => return None,
        })
    }

    /// An expression as a place that is needed; what is none raises when it is reached.
    pub(crate) fn needed_place(&self, expression: &Expression) -> Box<dyn LocationNode> {
        if let Some(place) = self.place(expression) {
            return place;
        }
        let error = match &expression.kind {
            Kind::Invalid(invalid) => Error::new(invalid.code, &*invalid.message),
            Kind::Field(_, _, name) => Error::needs(name, "a data file"),
            Kind::Table(_, name) => Error::needs(&format!("[{name}]"), "a data file"),
            _ => Error::with(fourd_value::error::NAME_EXPECTED, "expected a variable, a property or an element"),
        };
        Box::new(locations::InvalidLocation(error, expression.span))
    }
}
