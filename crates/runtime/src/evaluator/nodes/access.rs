//! Members, elements and characters; pointers.

use super::arithmetic::{IntegerOperand, IntegerSlot};
use super::locations::LocationNode;
use super::operand::AnyOperand;
use crate::location::Location;
use crate::node::{BoxedNode, Frame, MaybeNumber, Node};
use crate::process::Process;
use fourd_source::Span;
use fourd_value::{ArrayData, Error, PropertyCache, Text, Value, error};

/// A value as an operand that can be looked at in its place.
pub(crate) trait ValueOperand: 'static {
    /// Whether it is a variable: looking at it has no effect.
    const IN_PLACE: bool;
    /// Lets a function look at the value.
    fn with<R>(&self, process: &mut Process<'_>, frame: Frame, look: impl FnOnce(&Value) -> R) -> R;
}

/// A variable in a value slot.
pub(crate) struct ValueSlot(pub(crate) u32);

impl ValueOperand for ValueSlot {
    const IN_PLACE: bool = true;
    #[inline(always)]
    fn with<R>(&self, process: &mut Process<'_>, frame: Frame, look: impl FnOnce(&Value) -> R) -> R {
        look(process.local(frame, self.0))
    }
}

impl ValueOperand for BoxedNode {
    const IN_PLACE: bool = false;
    #[inline]
    fn with<R>(&self, process: &mut Process<'_>, frame: Frame, look: impl FnOnce(&Value) -> R) -> R {
        let mut look = Some(look);
        let mut result = None;
        Node::look(&**self, process, frame, &mut |value| {
            if let Some(look) = look.take() {
                result = Some(look(value));
            }
        });
        match (result, look) {
            (Some(result), _) => result,
            // A node that shows nothing has failed.
            (None, Some(look)) => look(&Value::Undefined),
            (None, None) => unreachable_look(),
        }
    }
}

/// `look` is used up exactly where `result` is set.
#[cold]
pub(crate) fn unreachable_look<R>() -> R {
    unreachable!("a value is looked at once")
}

/// `object.key`.
pub(crate) struct Member<B> {
    pub(crate) base: B,
    pub(crate) key: Text,
    pub(crate) cache: PropertyCache,
    pub(crate) span: Span,
}

/// What a quick look at a member found.
enum Quick<R> {
    Found(R),
    Slow(Value),
}

/// A number as such, and a copy of anything else.
#[inline(always)]
fn number_or_value(value: &Value) -> Option<Result<f64, Value>> {
    Some(match value {
        Value::Real(number) => Ok(*number),
        other => Err(other.clone()),
    })
}

impl<B: ValueOperand> Member<B> {
    #[inline]
    fn quick<R>(&self, process: &mut Process<'_>, frame: Frame, pick: impl FnOnce(&Value) -> Option<R>) -> Quick<R> {
        self.base.with(process, frame, |base| {
            if let Value::Object(object) = base
                && let Some(Some(found)) = object.look_plain(&self.key, &self.cache, pick)
            {
                return Quick::Found(found);
            }
            Quick::Slow(base.clone())
        })
    }
}

impl<B: ValueOperand> Node for Member<B> {
    #[inline]
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        let value = match self.quick(process, frame, number_or_value) {
            Quick::Found(Ok(number)) => return MaybeNumber::of(number),
            Quick::Found(Err(value)) => value,
            Quick::Slow(_) if process.attention => Value::Undefined,
            Quick::Slow(base) => process.get_member(&base, &self.key, &self.cache, self.span),
        };
        process.leave_value(value)
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        match self.quick(process, frame, |value| Some(value.clone())) {
            Quick::Found(value) => value,
            Quick::Slow(_) if process.attention => Value::Undefined,
            Quick::Slow(base) => process.get_member(&base, &self.key, &self.cache, self.span),
        }
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        let found = self.quick(process, frame, |value| match value {
            Value::Real(number) => Some(*number),
            _ => None,
        });
        match found {
            Quick::Found(number) => number,
            Quick::Slow(_) if process.attention => 0.0,
            Quick::Slow(base) => match process.get_member(&base, &self.key, &self.cache, self.span) {
                Value::Real(number) => number,
                other => process.to_real(&other, self.span),
            },
        }
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        match self.value(process, frame) {
            Value::Boolean(value) => value,
            other => process.to_boolean(&other, self.span),
        }
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        let found = self.quick(process, frame, |value| {
            look(value);
            Some(())
        });
        if let (Quick::Slow(base), false) = (found, process.attention) {
            let value = process.get_member(&base, &self.key, &self.cache, self.span);
            look(&value);
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `.length` of a variable that is declared as a collection: 0 before anything is assigned.
pub(crate) struct CollectionLength {
    pub(crate) slot: u32,
    pub(crate) span: Span,
}

impl Node for CollectionLength {
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        match process.local(frame, self.slot) {
            Value::Collection(collection) => collection.len() as i64,
            Value::Undefined => 0,
            other => {
                let text = format!("The member `length` was asked of a value of type {}", other.type_name());
                process.raise(Error::with(error::NOT_AN_OBJECT, text), self.span);
                0
            }
        }
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        self.integer(process, frame) as f64
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Real(self.real(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `.length` of what a command gives that gives a collection: 0 where it is Null.
pub(crate) struct ResultLength {
    pub(crate) collection: BoxedNode,
    pub(crate) span: Span,
}

impl Node for ResultLength {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        match self.collection.value(process, frame) {
            Value::Collection(collection) => Value::from(collection.len()),
            _ => Value::Real(0.0),
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `base[index]`: a property by name or an element by position.
pub(crate) struct Index<B, I> {
    pub(crate) base: B,
    pub(crate) index: I,
    /// The index is known to be a number and may be evaluated before the base.
    pub(crate) numeric: bool,
    pub(crate) span: Span,
}

impl<B: ValueOperand, I: IntegerOperand + AnyOperand> Index<B, I> {
    #[inline]
    fn quick<R>(
        &self,
        process: &mut Process<'_>,
        frame: Frame,
        position: i64,
        pick: impl FnOnce(&Value) -> Option<R>,
    ) -> Quick<R> {
        self.base.with(process, frame, |base| {
            if let (Value::Collection(collection), Ok(position)) = (base, usize::try_from(position))
                && let Some(Some(found)) = collection.look_plain(position, pick)
            {
                return Quick::Found(found);
            }
            Quick::Slow(base.clone())
        })
    }
}

impl<B: ValueOperand, I: IntegerOperand + AnyOperand> Index<B, I> {
    /// The number at a position; what else is there is given back.
    #[inline(always)]
    fn find_number(&self, process: &mut Process<'_>, frame: Frame) -> Result<f64, Value> {
        let position = self.index.get(process, frame);
        let mut other = None;
        let number = self.base.with(process, frame, |base| {
            if let (Value::Collection(collection), Ok(position)) = (base, usize::try_from(position))
                && let Some(number) = collection.number(position)
            {
                return number;
            }
            other = Some(base.clone());
            0.0
        });
        match other {
            None => Ok(number),
            Some(base) => Err(self.find_slowly(process, frame, &base, position)),
        }
    }

    /// The base holds no such element: the name of a property is the number with its decimals.
    #[inline(never)]
    fn find_slowly(&self, process: &mut Process<'_>, frame: Frame, base: &Value, position: i64) -> Value {
        if process.attention {
            return Value::Undefined;
        }
        let index = match base {
            Value::Object(_) | Value::Pointer(_) => self.index.value(process, frame),
            _ => Value::Undefined,
        };
        let index = if matches!(index, Value::Real(_)) { index } else { Value::integer(position) };
        process.index(base, &index, self.span)
    }
}

/// An element of an element is looked at in its place.
impl ValueOperand for Index<ValueSlot, IntegerSlot> {
    const IN_PLACE: bool = false;
    #[inline]
    fn with<R>(&self, process: &mut Process<'_>, frame: Frame, look: impl FnOnce(&Value) -> R) -> R {
        let position = self.index.get(process, frame);
        let mut look = Some(look);
        let found = self.base.with(process, frame, |base| match (base, usize::try_from(position)) {
            (Value::Collection(collection), Ok(position)) => {
                collection.look_value(position, |value| look.take().map(|look| look(value))).flatten()
            }
            _ => None,
        });
        match (found, look) {
            (Some(result), _) => result,
            (None, Some(look)) => {
                let base = process.local(frame, self.base.0).clone();
                let value = process.index(&base, &Value::integer(position), self.span);
                look(&value)
            }
            (None, None) => unreachable_look(),
        }
    }
}

impl<B: ValueOperand, I: IntegerOperand + AnyOperand> Node for Index<B, I> {
    #[inline]
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        let found = if self.numeric { self.find_number(process, frame) } else { Err(self.value(process, frame)) };
        match found {
            Ok(number) => MaybeNumber::of(number),
            Err(value) => process.leave_value(value),
        }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        if self.numeric {
            let position = self.index.get(process, frame);
            return match self.quick(process, frame, position, |value| Some(value.clone())) {
                Quick::Found(value) => value,
                Quick::Slow(base) => self.find_slowly(process, frame, &base, position),
            };
        }
        let base = self.base.with(process, frame, Value::clone);
        let index = self.index.value(process, frame);
        if process.attention { Value::Undefined } else { process.index(&base, &index, self.span) }
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        let found = if self.numeric { self.find_number(process, frame) } else { Err(self.value(process, frame)) };
        match found {
            Ok(number) | Err(Value::Real(number)) => number,
            Err(_) if process.attention => 0.0,
            Err(other) => process.to_real(&other, self.span),
        }
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        if self.numeric {
            let position = self.index.get(process, frame);
            let found = self.quick(process, frame, position, |value| {
                look(value);
                Some(())
            });
            if let (Quick::Slow(base), false) = (found, process.attention) {
                let value = self.find_slowly(process, frame, &base, position);
                look(&value);
            }
            return;
        }
        let value = self.value(process, frame);
        look(&value);
    }
    fn span(&self) -> Span {
        self.span
    }
}

impl Process<'_> {
    /// `base[index]` as it is read.
    pub fn index(&mut self, base: &Value, index: &Value, span: Span) -> Value {
        match (base, index) {
            (Value::Object(object), Value::Text(key)) => self.get_property(object, key, span),
            (Value::Object(object), index) if crate::classes::is_indexable(object) => {
                crate::classes::indexed(self, object, index, span)
            }
            (Value::Object(object), Value::Real(number)) => {
                let key = fourd_value::number::to_text(*number);
                self.get_property(object, &key, span)
            }
            (Value::Collection(collection), index) if index.as_real().is_some() => {
                if collection.as_shared().is_some() {
                    self.observe();
                }
                let position = crate::convert::whole(index.as_real().unwrap_or_default());
                usize::try_from(position).ok().and_then(|position| collection.get(position)).unwrap_or(Value::Undefined)
            }
            (Value::Collection(_), Value::Text(key)) => self.get_member(base, key, &PropertyCache::default(), span),
            (Value::Undefined | Value::Unassigned, _) | (Value::Object(_) | Value::Collection(_), Value::Undefined) => {
                Value::Undefined
            }
            (Value::Pointer(pointer), index) => {
                let place = self.target(pointer, span);
                let target = self.read(&place, span);
                if matches!(target, Value::Pointer(_)) { Value::Undefined } else { self.index(&target, index, span) }
            }
            (Value::Object(_) | Value::Collection(_), index) => {
                let text = format!("An index of type {} is neither a name nor a position", index.type_name());
                self.raise(Error::with(error::INCOMPATIBLE_TYPES, text), span);
                Value::Undefined
            }
            (other, _) => {
                let text = format!("An element was asked of a value of type {}", other.type_name());
                self.raise(Error::with(error::NOT_AN_OBJECT, text), span);
                Value::Undefined
            }
        }
    }

    /// `${number}`.
    pub(crate) fn parameter_location(&mut self, frame: Frame, number: i64, span: Span) -> Location {
        let Some(call) = self.calls.last() else { return Location::Nowhere };
        if number == 0 {
            return match call.callee.result {
                Some(result) => self.local_location(frame, result),
                None => Location::Nowhere,
            };
        }
        let declared = call.callee.parameters as i64;
        if number < 0 {
            self.raise(Error::with(error::INDEX_OUT_OF_RANGE, format!("There is no parameter {number}")), span);
            return Location::Nowhere;
        }
        if number <= declared {
            return self.local_location(frame, number as u32 - 1);
        }
        Location::Extra(call.serial, (number - declared - 1) as usize)
    }
}

/// `array{index}` of a Boolean, whole, real or other array in a value slot.
pub(crate) struct ArrayElement {
    pub(crate) slot: u32,
    pub(crate) index: BoxedNode,
    pub(crate) span: Span,
}

impl ArrayElement {
    #[inline(always)]
    fn pick<R>(
        &self,
        process: &Process<'_>,
        frame: Frame,
        index: i64,
        pick: impl FnOnce(&ArrayData, usize) -> Option<R>,
    ) -> Option<R> {
        match process.local(frame, self.slot) {
            Value::Array(array) => array.with(|data| pick(data, usize::try_from(index).ok()?)),
            _ => None,
        }
    }

    fn slow(&self, process: &mut Process<'_>, frame: Frame, index: i64) -> Value {
        if process.attention {
            return Value::Undefined;
        }
        let array = process.local(frame, self.slot).clone();
        process.element_value(&array, index, self.span)
    }
}

impl Node for ArrayElement {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let index = self.index.integer(process, frame);
        match self.pick(process, frame, index, |data, index| data.get(index)) {
            Some(value) => value,
            None => self.slow(process, frame, index),
        }
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let index = self.index.integer(process, frame);
        let found = self.pick(process, frame, index, |data, index| match data {
            ArrayData::Boolean(items) => items.get(index).copied(),
            _ => None,
        });
        match found {
            Some(value) => value,
            None => {
                let value = self.slow(process, frame, index);
                process.to_boolean(&value, self.span)
            }
        }
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        let index = self.index.integer(process, frame);
        let found = self.pick(process, frame, index, |data, index| match data {
            ArrayData::Real(items) => items.get(index).copied(),
            ArrayData::Longint(items) => items.get(index).map(|item| f64::from(*item)),
            ArrayData::Integer(items) => items.get(index).map(|item| f64::from(*item)),
            _ => None,
        });
        match found {
            Some(value) => value,
            None => {
                let value = self.slow(process, frame, index);
                process.to_real(&value, self.span)
            }
        }
    }
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        crate::convert::whole(self.real(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `base{index}` of any array, Blob or pointer.
pub(crate) struct Element {
    pub(crate) base: BoxedNode,
    pub(crate) index: BoxedNode,
    pub(crate) span: Span,
}

impl Node for Element {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let base = self.base.value(process, frame);
        let index = self.index.integer(process, frame);
        if process.attention { Value::Undefined } else { process.element_value(&base, index, self.span) }
    }
    fn span(&self) -> Span {
        self.span
    }
}

impl Process<'_> {
    /// `base{index}` as it is read.
    pub(crate) fn element_value(&mut self, base: &Value, index: i64, span: Span) -> Value {
        match base {
            Value::Array(array) => match usize::try_from(index).ok().and_then(|index| array.get(index)) {
                Some(value) => value,
                None => {
                    let text = format!("The index {index} is out of the range 0 to {}", array.len());
                    self.raise(Error::with(error::INDEX_OUT_OF_RANGE, text), span);
                    Value::Undefined
                }
            },
            Value::Blob(blob) => match usize::try_from(index).ok().and_then(|index| blob.byte(index)) {
                Some(byte) => Value::Real(f64::from(byte)),
                None => {
                    let text = format!("The offset {index} is out of the range of a Blob of {} bytes", blob.len());
                    self.raise(Error::with(error::INDEX_OUT_OF_RANGE, text), span);
                    Value::Undefined
                }
            },
            Value::Pointer(pointer) => {
                let place = self.target(pointer, span);
                let target = self.read(&place, span);
                if matches!(target, Value::Pointer(_)) {
                    Value::Undefined
                } else {
                    self.element_value(&target, index, span)
                }
            }
            Value::Object(object) if crate::classes::is_indexable(object) => {
                crate::classes::indexed(self, object, &Value::integer(index), span)
            }
            other => {
                let text = format!("expected an array, found {}", other.type_name());
                self.raise(Error::with(error::INCOMPATIBLE_TYPES, text), span);
                Value::Undefined
            }
        }
    }
}

/// `text[[position]]`.
pub(crate) struct Character<B> {
    pub(crate) base: B,
    pub(crate) position: BoxedNode,
    /// The position may be evaluated before the base.
    pub(crate) quiet: bool,
    pub(crate) span: Span,
}

impl<B: ValueOperand> Node for Character<B> {
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        let pick = |base: &Value, position: i64| match base {
            Value::Text(text) => text.unit((position as usize).wrapping_sub(1)).map(Text::from_unit).ok_or(None),
            other => Err(Some(other.clone())),
        };
        let (position, found) = if self.quiet {
            let position = self.position.integer(process, frame);
            (position, self.base.with(process, frame, |base| pick(base, position)))
        } else {
            let base = self.base.with(process, frame, Value::clone);
            let position = self.position.integer(process, frame);
            (position, pick(&base, position))
        };
        match found {
            Ok(text) => text,
            Err(_) if process.attention => Text::EMPTY,
            Err(None) => {
                let text = format!("There is no character at position {position}");
                process.raise(Error::with(error::INDEX_OUT_OF_RANGE, text), self.span);
                Text::EMPTY
            }
            Err(Some(other)) => {
                let text = process.to_text(&other, self.span);
                match text.unit((position as usize).wrapping_sub(1)) {
                    Some(unit) => Text::from_unit(unit),
                    None => {
                        process.raise(Error::of(error::INDEX_OUT_OF_RANGE), self.span);
                        Text::EMPTY
                    }
                }
            }
        }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Text(self.text(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `pointer->`.
pub(crate) struct Dereference {
    pub(crate) pointer: BoxedNode,
    pub(crate) span: Span,
}

impl Node for Dereference {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let pointer = self.pointer.value(process, frame);
        if process.attention {
            return Value::Undefined;
        }
        let place = process.target_of_value(&pointer, self.span);
        process.read(&place, self.span)
    }
    fn span(&self) -> Span {
        self.span
    }
}

impl Process<'_> {
    /// What a value that should be a pointer points to.
    pub(crate) fn target_of_value(&mut self, value: &Value, span: Span) -> Location {
        match value {
            Value::Pointer(pointer) => self.target(pointer, span),
            Value::Null | Value::Undefined => self.target(&fourd_value::Pointer::default(), span),
            other => {
                let text = format!("expected a pointer, found {}", other.type_name());
                self.raise(Error::with(error::INCOMPATIBLE_TYPES, text), span);
                Location::Nowhere
            }
        }
    }
}

/// `->place`.
pub(crate) struct PointerTo {
    pub(crate) place: Box<dyn LocationNode>,
    pub(crate) span: Span,
}

impl Node for PointerTo {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let place = self.place.place(process, frame);
        if process.attention { Value::Undefined } else { Value::Pointer(process.pointer_to(&place, self.span)) }
    }
    fn span(&self) -> Span {
        self.span
    }
}
