//! Expressions as places: what can be assigned to, pointed to or handed to a command that writes.

use crate::location::Location;
use crate::node::{BoxedNode, Frame};
use crate::process::Process;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};

/// An expression as a place.
pub trait LocationNode {
    /// Reaches the place; [`Location::Nowhere`] after an error.
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location;
}

/// A local variable.
pub(crate) struct LocalLocation(pub(crate) u32);

impl LocationNode for LocalLocation {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location {
        process.local_location(frame, self.0)
    }
}

/// A process variable.
pub(crate) struct ProcessLocation(pub(crate) u32);

impl LocationNode for ProcessLocation {
    fn place(&self, _process: &mut Process<'_>, _frame: Frame) -> Location {
        Location::Process(self.0)
    }
}

/// An interprocess variable.
pub(crate) struct InterprocessLocation(pub(crate) u32, pub(crate) Span);

impl LocationNode for InterprocessLocation {
    fn place(&self, process: &mut Process<'_>, _frame: Frame) -> Location {
        if process.record.preemptive {
            process.raise(super::leaf::interprocess_refused(), self.1);
            return Location::Nowhere;
        }
        Location::Interprocess(self.0)
    }
}

/// `${n}`.
pub(crate) struct ParameterLocation(pub(crate) BoxedNode, pub(crate) Span);

impl LocationNode for ParameterLocation {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location {
        let number = self.0.integer(process, frame);
        process.parameter_location(frame, number, self.1)
    }
}

/// `object.key`.
pub(crate) struct MemberLocation {
    pub(crate) object: BoxedNode,
    pub(crate) key: Text,
    pub(crate) span: Span,
}

impl LocationNode for MemberLocation {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location {
        let object = self.object.value(process, frame);
        process.member_location(&object, &Value::Text(self.key.clone()), self.span)
    }
}

/// `base[index]`.
pub(crate) struct IndexLocation {
    pub(crate) base: BoxedNode,
    pub(crate) index: BoxedNode,
    pub(crate) span: Span,
}

impl LocationNode for IndexLocation {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location {
        let base = self.base.value(process, frame);
        let index = self.index.value(process, frame);
        process.member_location(&base, &index, self.span)
    }
}

impl Process<'_> {
    /// The place of a property or of an element of a collection.
    pub(crate) fn member_location(&mut self, base: &Value, index: &Value, span: Span) -> Location {
        if self.attention {
            return Location::Nowhere;
        }
        match (base, index) {
            (Value::Object(object), Value::Text(key)) => Location::Property(object.clone(), key.clone()),
            (Value::Object(object), Value::Real(_)) if crate::classes::is_indexable(object) => {
                let text = "The bytes of a `4D.Blob` and the numbers of a `4D.Vector` can only be read";
                self.raise(Error::with(error::READ_ONLY, text), span);
                Location::Nowhere
            }
            (Value::Object(object), Value::Real(number)) => {
                Location::Property(object.clone(), fourd_value::number::to_text(*number))
            }
            (Value::Collection(collection), index) if index.as_real().is_some() => {
                let position = crate::convert::whole(index.as_real().unwrap_or_default());
                match usize::try_from(position) {
                    Ok(position) if position < 1 << 30 => Location::Item(collection.clone(), position),
                    _ => {
                        let text = format!("{position} is no position of an element");
                        self.raise(Error::with(error::INDEX_OUT_OF_RANGE, text), span);
                        Location::Nowhere
                    }
                }
            }
            (Value::Pointer(pointer), index) => {
                let place = self.target(pointer, span);
                let target = self.read(&place, span);
                if matches!(target, Value::Pointer(_)) {
                    Location::Nowhere
                } else {
                    self.member_location(&target, index, span)
                }
            }
            (Value::Object(_) | Value::Collection(_), index) => {
                let text = format!("An index of type {} is neither a name nor a position", index.type_name());
                self.raise(Error::with(error::INCOMPATIBLE_TYPES, text), span);
                Location::Nowhere
            }
            (other, _) => {
                let text = format!("A member of a value of type {} cannot be set", other.type_name());
                self.raise(Error::with(error::NOT_AN_OBJECT, text), span);
                Location::Nowhere
            }
        }
    }
}

/// `array{index}`.
pub(crate) struct ElementLocation {
    pub(crate) base: Box<dyn LocationNode>,
    pub(crate) index: BoxedNode,
    pub(crate) span: Span,
}

impl LocationNode for ElementLocation {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location {
        let base = self.base.place(process, frame);
        let index = self.index.integer(process, frame);
        if process.attention { Location::Nowhere } else { process.element(base, index, self.span) }
    }
}

/// `array{index}` of which only another process may have the array.
pub(crate) struct LaterLocation {
    pub(crate) base: Box<dyn LocationNode>,
    pub(crate) index: BoxedNode,
}

impl LocationNode for LaterLocation {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location {
        let base = self.base.place(process, frame);
        let index = self.index.integer(process, frame);
        if process.attention { Location::Nowhere } else { Location::Later(Box::new(base), index) }
    }
}

/// `text[[position]]`.
pub(crate) struct CharacterLocation {
    pub(crate) base: Box<dyn LocationNode>,
    pub(crate) position: BoxedNode,
}

impl LocationNode for CharacterLocation {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location {
        let base = self.base.place(process, frame);
        let position = self.position.integer(process, frame);
        if process.attention { Location::Nowhere } else { Location::Character(Box::new(base), position) }
    }
}

/// `pointer->`.
pub(crate) struct DereferenceLocation {
    pub(crate) pointer: BoxedNode,
    pub(crate) span: Span,
}

impl LocationNode for DereferenceLocation {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Location {
        let pointer = self.pointer.value(process, frame);
        if process.attention { Location::Nowhere } else { process.target_of_value(&pointer, self.span) }
    }
}

/// A place that raises when it is reached.
pub(crate) struct InvalidLocation(pub(crate) Error, pub(crate) Span);

impl LocationNode for InvalidLocation {
    fn place(&self, process: &mut Process<'_>, _frame: Frame) -> Location {
        process.raise(self.0.clone(), self.1);
        Location::Nowhere
    }
}
