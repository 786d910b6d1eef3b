//! `4D.HTTPAgent` ([API](https://developer.4d.com/docs/API/HTTPAgentClass)): keeps connections of requests, and says how they
//! are made. It is shared by all processes.

use super::item::{self, Item};
use crate::http_client::transport::{Transport, boolean_option, number_option};
use crate::network::http::agent::{Agent, Limits, MAX_SOCKETS};
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::{ClassEntry, Process};
use fourd_value::{Error, Object, SharedObject, Value, error};
use parking_lot::Mutex;
use std::sync::Arc;
use std::time::Duration;

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "HTTPAgent",
    superclass: None,
    functions: &[],
    properties: &[
        ("freeSocketsCount", free_sockets_count, None),
        ("options", params, None),
        ("params", params, None),
        ("requestsCount", requests_count, None),
    ],
    constructor: Some(new),
};

/// The name under which shared objects of the class are known in every domain.
const SHARED_NAME: &str = "4D.HTTPAgent";

/// What an agent is.
pub(crate) struct HttpAgent {
    /// Keeps the connections.
    pub(crate) agent: Arc<Agent>,
    /// How connections are made where a request says nothing.
    pub(crate) transport: Transport,
}

/// The agent of all requests that name none.
#[derive(Default)]
struct GlobalAgent(Mutex<Option<Arc<SharedObject>>>);

/// The agent of requests that name none.
pub(super) fn global(process: &Process<'_>) -> Object {
    let state = process.domain.machine.state.get::<GlobalAgent>();
    let mut agent = state.0.lock();
    let made = || {
        let agent = HttpAgent { agent: Agent::new(Limits::default()), transport: Transport::default() };
        SharedObject::native(SHARED_NAME.into(), agent)
    };
    Object::shared(agent.get_or_insert_with(made).clone())
}

/// The agent that a value is.
///
/// # Errors
/// It is none.
pub(super) fn agent_of(value: &Value) -> Result<&HttpAgent, Error> {
    value
        .as_object()
        .and_then(|object| object.native_data::<HttpAgent>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.HTTPAgent"))
}

/// Makes an agent. Options are `keepAlive`, how many sockets there may be (`maxSockets` for one server, `maxTotalSockets`
/// in all), the `timeout` in seconds after which an unused socket is closed, and what requests say about TLS.
fn new(process: &mut Process<'_>, _this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let options = Option::<Object>::from_argument(process, arguments)?;
    no_more(arguments)?;
    let span = arguments.span;
    let (mut limits, mut transport) = (Limits::default(), Transport::default());
    if let Some(options) = options {
        let count = |number: Option<f64>| number.map_or(MAX_SOCKETS, |number| (number as usize).clamp(1, MAX_SOCKETS));
        limits.keep_alive = boolean_option(process, &options, "keepAlive", span)?.unwrap_or(true);
        limits.per_server = count(number_option(process, &options, "maxSockets", span)?);
        limits.total = count(number_option(process, &options, "maxTotalSockets", span)?);
        limits.idle = number_option(process, &options, "timeout", span)?
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        transport = Transport::read(process, &options, span)?;
    }
    let agent = HttpAgent { agent: Agent::new(limits), transport };
    Ok(Value::Object(Object::shared(SharedObject::native(SHARED_NAME.into(), agent))))
}

/// The options in use; those that were not set are there where they have a value of their own.
fn params(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let HttpAgent { agent, transport } = agent_of(this)?;
    let result = Object::new();
    if let Some(folder) = &transport.certificates {
        result.put("certificatesFolder", Value::Object(item::object(process, Item::Folder(folder.clone()))));
    }
    result.put("keepAlive", Value::Boolean(agent.limits.keep_alive));
    result.put("maxSockets", Value::from(agent.limits.per_server));
    result.put("maxTotalSockets", Value::from(agent.limits.total));
    for (name, value) in [("minTLSVersion", &transport.least_tls), ("protocol", &transport.protocol)] {
        if let Some(value) = value {
            result.put(name, Value::Text(value.clone()));
        }
    }
    if let Some(idle) = agent.limits.idle {
        result.put("timeout", Value::Real(idle.as_secs_f64()));
    }
    if let Some(validate) = transport.validate {
        result.put("validateTLSCertificate", Value::Boolean(validate));
    }
    Ok(Value::Object(result))
}

/// How many requests the agent is busy with.
fn requests_count(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    process.look_outside();
    Ok(Value::from(agent_of(this)?.agent.requests()))
}

/// How many open sockets wait for a request.
fn free_sockets_count(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    process.look_outside();
    Ok(Value::from(agent_of(this)?.agent.free_sockets()))
}
