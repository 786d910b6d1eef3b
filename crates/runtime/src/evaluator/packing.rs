//! Values on their way to another process or another machine.

use crate::classes::{built_in, class_with_key};
use crate::process::Process;
use crate::session::Session;
use fourd_source::Span;
use fourd_value::{Error, Object, Parcel, Text, Value};
use std::sync::Arc;

/// What another process has sent: copies of objects belong to the same classes as the objects.
pub(crate) fn unpack(process: &mut Process<'_>, parcel: Parcel) -> Value {
    parcel.unpack(&mut |name| {
        let name = name.to_cow();
        match name.strip_prefix("4D.") {
            Some(name) => built_in(process, name),
            None => class_with_key(process, &name, Span::default()),
        }
    })
}

/// Packs a value for another machine: in place of a session goes a plain copy of it (rule 3.8), in place of a pointer
/// what it points to (rule 7.2).
pub(crate) fn copy(process: &mut Process<'_>, value: &Value, span: Span) -> Result<Parcel, Error> {
    let packed = process.with_room(|process| packed(process, value, span));
    packed.and_then(|packed| packed)
}

fn packed(process: &mut Process<'_>, value: &Value, span: Span) -> Result<Parcel, Error> {
    Parcel::copy(value, &mut |value| match value {
        Value::Object(object) if object.native_data::<Arc<Session>>().is_some() => {
            let copy = Object::new();
            for name in ["id", "userName", "info", "storage"] {
                let name = Text::from(name);
                let member = process.get_property(object, &name, span);
                copy.put(name, member);
            }
            Some(Value::Object(copy))
        }
        Value::Pointer(pointer) if !pointer.is_nil() => {
            let place = process.target(pointer, span);
            match process.read(&place, span) {
                Value::Array(array) => Some(Value::Collection(array.to_collection())),
                value => Some(value),
            }
        }
        _ => None,
    })
}

/// Packs values for another machine.
pub(crate) fn copy_all(process: &mut Process<'_>, values: &[Value], span: Span) -> Result<Vec<Parcel>, Error> {
    values.iter().map(|value| copy(process, value, span)).collect()
}
