//! Expressions as places: what can be assigned to, pointed to or handed to a command that writes.

use crate::node::{BoxedNode, Frame};
use crate::place::Place;
use crate::process::Process;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};

/// An expression as a place.
pub trait PlaceNode {
    /// Reaches the place; [`Place::Nowhere`] after an error.
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place;
}

/// A local variable.
pub(crate) struct LocalPlace(pub(crate) u32);

impl PlaceNode for LocalPlace {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place {
        process.local_place(frame, self.0)
    }
}

/// A process variable.
pub(crate) struct ProcessPlace(pub(crate) u32);

impl PlaceNode for ProcessPlace {
    fn place(&self, _process: &mut Process<'_>, _frame: Frame) -> Place {
        Place::Process(self.0)
    }
}

/// An interprocess variable.
pub(crate) struct InterprocessPlace(pub(crate) u32, pub(crate) Span);

impl PlaceNode for InterprocessPlace {
    fn place(&self, process: &mut Process<'_>, _frame: Frame) -> Place {
        if process.record.preemptive {
            process.raise(super::leaf::interprocess_refused(), self.1);
            return Place::Nowhere;
        }
        Place::Interprocess(self.0)
    }
}

/// `${n}`.
pub(crate) struct ParameterPlace(pub(crate) BoxedNode, pub(crate) Span);

impl PlaceNode for ParameterPlace {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place {
        let number = self.0.integer(process, frame);
        process.parameter_place(frame, number, self.1)
    }
}

/// `object.key`.
pub(crate) struct MemberPlace {
    pub(crate) object: BoxedNode,
    pub(crate) key: Text,
    pub(crate) span: Span,
}

impl PlaceNode for MemberPlace {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place {
        let object = self.object.value(process, frame);
        process.member_place(&object, &Value::Text(self.key.clone()), self.span)
    }
}

/// `base[index]`.
pub(crate) struct IndexPlace {
    pub(crate) base: BoxedNode,
    pub(crate) index: BoxedNode,
    pub(crate) span: Span,
}

impl PlaceNode for IndexPlace {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place {
        let base = self.base.value(process, frame);
        let index = self.index.value(process, frame);
        process.member_place(&base, &index, self.span)
    }
}

impl Process<'_> {
    /// The place of a property or of an element of a collection.
    pub(crate) fn member_place(&mut self, base: &Value, index: &Value, span: Span) -> Place {
        if self.attention {
            return Place::Nowhere;
        }
        match (base, index) {
            (Value::Object(object), Value::Text(key)) => Place::Property(object.clone(), key.clone()),
            (Value::Object(object), Value::Real(_)) if crate::classes::is_indexable(object) => {
                let text = "The bytes of a `4D.Blob` and the numbers of a `4D.Vector` can only be read";
                self.raise(Error::with(error::READ_ONLY, text), span);
                Place::Nowhere
            }
            (Value::Object(object), Value::Real(number)) => {
                Place::Property(object.clone(), fourd_value::number::to_text(*number))
            }
            (Value::Collection(collection), index) if index.as_real().is_some() => {
                let position = crate::convert::whole(index.as_real().unwrap_or_default());
                match usize::try_from(position) {
                    Ok(position) if position < 1 << 30 => Place::Item(collection.clone(), position),
                    _ => {
                        let text = format!("{position} is no position of an element");
                        self.raise(Error::with(error::INDEX_OUT_OF_RANGE, text), span);
                        Place::Nowhere
                    }
                }
            }
            (Value::Pointer(pointer), index) => {
                let place = self.target(pointer, span);
                let target = self.read(&place, span);
                if matches!(target, Value::Pointer(_)) {
                    Place::Nowhere
                } else {
                    self.member_place(&target, index, span)
                }
            }
            (Value::Object(_) | Value::Collection(_), index) => {
                let text = format!("An index of type {} is neither a name nor a position", index.type_name());
                self.raise(Error::with(error::INCOMPATIBLE_TYPES, text), span);
                Place::Nowhere
            }
            (other, _) => {
                let text = format!("A member of a value of type {} cannot be set", other.type_name());
                self.raise(Error::with(error::NOT_AN_OBJECT, text), span);
                Place::Nowhere
            }
        }
    }
}

/// `array{index}`.
pub(crate) struct ElementPlace {
    pub(crate) base: Box<dyn PlaceNode>,
    pub(crate) index: BoxedNode,
    pub(crate) span: Span,
}

impl PlaceNode for ElementPlace {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place {
        let base = self.base.place(process, frame);
        let index = self.index.integer(process, frame);
        if process.attention { Place::Nowhere } else { process.element(base, index, self.span) }
    }
}

/// `array{index}` of which only another process may have the array.
pub(crate) struct LaterPlace {
    pub(crate) base: Box<dyn PlaceNode>,
    pub(crate) index: BoxedNode,
}

impl PlaceNode for LaterPlace {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place {
        let base = self.base.place(process, frame);
        let index = self.index.integer(process, frame);
        if process.attention { Place::Nowhere } else { Place::Later(Box::new(base), index) }
    }
}

/// `text[[position]]`.
pub(crate) struct CharacterPlace {
    pub(crate) base: Box<dyn PlaceNode>,
    pub(crate) position: BoxedNode,
}

impl PlaceNode for CharacterPlace {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place {
        let base = self.base.place(process, frame);
        let position = self.position.integer(process, frame);
        if process.attention { Place::Nowhere } else { Place::Character(Box::new(base), position) }
    }
}

/// `pointer->`.
pub(crate) struct DereferencePlace {
    pub(crate) pointer: BoxedNode,
    pub(crate) span: Span,
}

impl PlaceNode for DereferencePlace {
    fn place(&self, process: &mut Process<'_>, frame: Frame) -> Place {
        let pointer = self.pointer.value(process, frame);
        if process.attention { Place::Nowhere } else { process.target_of_value(&pointer, self.span) }
    }
}

/// A place that raises when it is reached.
pub(crate) struct InvalidPlace(pub(crate) Error, pub(crate) Span);

impl PlaceNode for InvalidPlace {
    fn place(&self, process: &mut Process<'_>, _frame: Frame) -> Place {
        process.raise(self.0.clone(), self.1);
        Place::Nowhere
    }
}
