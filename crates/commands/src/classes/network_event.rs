//! `4D.TCPEvent` ([API](https://developer.4d.com/docs/API/TCPEventClass)) and `4D.UDPEvent`
//! ([API](https://developer.4d.com/docs/API/UDPEventClass)): what happened on a connection or socket.

use fourd_macros::{class, members};
use fourd_runtime::class::{Receiver, native};
use fourd_runtime::{ClassEntry, Process, classes};
use fourd_source::Span;
use fourd_value::{Blob, Error, Object, Text, Value};

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

impl<'v> Receiver<'v> for &'v NetworkEvent {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        native(this, "an event of a connection")
    }
}

#[members]
impl NetworkEvent {
    /// The address of the other machine.
    #[getter]
    fn address(&self) -> Text {
        self.address.clone()
    }

    /// What came, where the type is `data`.
    #[getter]
    fn data(&self) -> Value {
        self.data.clone()
    }

    /// The port of the other machine.
    #[getter]
    fn port(&self) -> i64 {
        i64::from(self.port)
    }

    /// `connection`, `data`, `error`, `close` or `terminate`.
    #[getter("type")]
    fn kind(&self) -> Text {
        Text::from(self.kind)
    }
}

/// The members that only TCP events have: none.
struct TcpMembers;

/// What happened on a TCP connection or listener.
#[class("TCPEvent", entry = TCP, parts(NetworkEvent))]
impl TcpMembers {}

/// The members that only UDP events have: none.
struct UdpMembers;

/// What happened on a UDP socket.
#[class("UDPEvent", entry = UDP, parts(NetworkEvent))]
impl UdpMembers {}
