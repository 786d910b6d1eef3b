//! `4D.TCPEvent` ([API](https://developer.4d.com/docs/API/TCPEventClass)) and `4D.UDPEvent`
//! ([API](https://developer.4d.com/docs/API/UDPEventClass)): what happened on a connection or socket.

use fourd_runtime::command::Arguments;
use fourd_runtime::{ClassEntry, Process, classes};
use fourd_value::{Blob, Error, Object, Text, Value, error};

/// The class of events of TCP connections and listeners.
pub(super) static TCP: ClassEntry = class_named("TCPEvent");

/// The class of events of UDP sockets.
pub(super) static UDP: ClassEntry = class_named("UDPEvent");

const fn class_named(name: &'static str) -> ClassEntry {
    ClassEntry {
        name,
        superclass: None,
        functions: &[],
        properties: &[("address", address, None), ("data", data, None), ("port", port, None), ("type", kind, None)],
        constructor: None,
    }
}

/// An event.
struct NetworkEvent {
    kind: &'static str,
    address: Text,
    port: u16,
    data: Value,
}

/// Makes an event of a class. Data that came is a `4D.Blob`.
pub(super) fn event(
    process: &mut Process<'_>,
    class: &ClassEntry,
    kind: &'static str,
    peer: (&Text, u16),
    data: Option<Vec<u8>>,
) -> Value {
    let data = match data {
        Some(bytes) => process.blob_object(&Blob::new(bytes)),
        None => Value::Undefined,
    };
    let event = NetworkEvent { kind, address: peer.0.clone(), port: peer.1, data };
    match classes::built_in(process, class.name) {
        Some(class) => Value::Object(Object::native(&class, event)),
        None => Value::Null,
    }
}

fn event_of(this: &Value) -> Result<&NetworkEvent, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<NetworkEvent>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an event of a connection"))
}

/// The address of the other machine.
fn address(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Text(event_of(this)?.address.clone()))
}

/// What came, where the type is `data`.
fn data(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(event_of(this)?.data.clone())
}

/// The port of the other machine.
fn port(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::integer(i64::from(event_of(this)?.port)))
}

/// `connection`, `data`, `error`, `close` or `terminate`.
fn kind(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::text(event_of(this)?.kind))
}
