//! `4D.HTTPAgent` ([API](https://developer.4d.com/docs/API/HTTPAgentClass)): keeps connections of requests, and says how they
//! are made. It is shared by all processes.

use super::item::{self, Item};
use crate::http_client::transport::{Transport, boolean_option, number_option};
use crate::network::http::agent::{Agent, Limits, MAX_SOCKETS};
use fourd_macros::class;
use fourd_runtime::Process;
use fourd_source::Span;
use fourd_value::{Error, Object, SharedObject, Value, error};
use parking_lot::Mutex;
use std::sync::Arc;
use std::time::Duration;

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
    let state = process.machine().state.get::<GlobalAgent>();
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

/// Keeps connections of requests, and says how they are made.
#[class("HTTPAgent", native)]
impl HttpAgent {
    /// Makes an agent. Options are `keepAlive`, how many sockets there may be (`maxSockets` for one server, `maxTotalSockets`
    /// in all), the `timeout` in seconds after which an unused socket is closed, and what requests say about TLS.
    #[constructor]
    fn new(process: &mut Process<'_>, options: Option<Object>, span: Span) -> Result<Object, Error> {
        let (mut limits, mut transport) = (Limits::default(), Transport::default());
        if let Some(options) = options {
            let count =
                |number: Option<f64>| number.map_or(MAX_SOCKETS, |number| (number as usize).clamp(1, MAX_SOCKETS));
            limits.keep_alive = boolean_option(process, &options, "keepAlive", span)?.unwrap_or(true);
            limits.per_server = count(number_option(process, &options, "maxSockets", span)?);
            limits.total = count(number_option(process, &options, "maxTotalSockets", span)?);
            limits.idle = number_option(process, &options, "timeout", span)?
                .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            transport = Transport::read(process, &options, span)?;
        }
        let agent = HttpAgent { agent: Agent::new(limits), transport };
        Ok(Object::shared(SharedObject::native(SHARED_NAME.into(), agent)))
    }

    /// How many open sockets wait for a request.
    #[getter]
    fn free_sockets_count(&self, process: &mut Process<'_>) -> Value {
        process.look_outside();
        Value::from(self.agent.free_sockets())
    }

    /// The options in use; those that were not set are there where they have a value of their own.
    #[getter]
    fn options(&self, process: &mut Process<'_>) -> Object {
        let HttpAgent { agent, transport } = self;
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
        result
    }

    /// The same as `options`.
    #[getter]
    fn params(&self, process: &mut Process<'_>) -> Object {
        self.options(process)
    }

    /// How many requests the agent is busy with.
    #[getter]
    fn requests_count(&self, process: &mut Process<'_>) -> Value {
        process.look_outside();
        Value::from(self.agent.requests())
    }
}
