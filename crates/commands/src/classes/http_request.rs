//! `4D.HTTPRequest` ([API](https://developer.4d.com/docs/API/HTTPRequestClass)): a request to a web server that goes on beside
//! the 4D process. Callbacks run in the process that made it, while it waits for one or, in a worker, between two tasks.

use super::asynchronous::{self, Activity, Line, Mailbox, error_objects, listen, start_thread};
use super::http_agent;
use crate::http_client::certificates;
use crate::http_client::content::{self, DataType, TypeNames};
use crate::http_client::fields;
use crate::http_client::transport::{
    Transport, boolean_option, number_option, option, text_option, unknown_value, wrong_option,
};
use crate::network::http::decode::{Decoder, MAX_BODY, too_long};
use crate::network::http::exchange::{Credentials, Exchange, Method, Receiver};
use crate::network::http::head::Head;
use crate::network::http::{Headers, is_token, value};
use crate::network::url::{Scheme, Url};
use crate::network::{Cancel, failed};
use fourd_macros::class;
use fourd_runtime::command::Arguments;
use fourd_runtime::{Process, classes};
use fourd_source::Span;
use fourd_value::{Blob, Error, Object, Text, Value, error};
use parking_lot::Mutex;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many redirections are followed.
const REDIRECTIONS: u32 = 5;
/// What bodies are called by their type.
const TYPE_NAMES: TypeNames = TypeNames { blob: "application/octet-stream" };

/// What the thread of a request tells.
enum Event {
    Headers,
    Data(Vec<u8>),
    Response,
    Error,
    Terminate,
}

/// What has come of a request.
#[derive(Default)]
struct Progress {
    head: Option<Head>,
    body: Vec<u8>,
    complete: bool,
    errors: Vec<Error>,
}

/// A request.
struct HttpRequest {
    url: Text,
    settings: Settings,
    line: Line<Event>,
    progress: Arc<Mutex<Progress>>,
    cancel: Arc<Cancel>,
    /// What the code has got of the answer.
    response: RefCell<Option<Object>>,
    /// The body stands in the response.
    has_body: Cell<bool>,
    /// There are callbacks to be run.
    calls: bool,
    /// The program knows that the answer is complete.
    complete_delivered: Cell<bool>,
}

/// What the options say.
struct Settings {
    method: Text,
    headers: Object,
    fields: Headers,
    data_type: DataType,
    data_type_name: Text,
    encoding: Text,
    timeout: Option<f64>,
    return_body: bool,
    decode_data: bool,
    redirections: u32,
    server: Option<Credentials>,
    proxy: Option<Credentials>,
    agent: Object,
    transport: Transport,
}

fn request_of(this: &Value) -> Result<&HttpRequest, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<Rc<HttpRequest>>())
        .map(|request| &**request)
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.HTTPRequest"))
}

fn credentials(
    process: &mut Process<'_>,
    options: &Object,
    name: &str,
    span: Span,
) -> Result<Option<Credentials>, Error> {
    let described = match option(process, options, name, span) {
        None => return Ok(None),
        Some(Value::Object(object)) => object,
        Some(other) => return Err(wrong_option(name, "an object", &other)),
    };
    let mut text = |name: &str| text_option(process, &described, name, span);
    let (user, password, method) = (text("name")?, text("password")?, text("method")?);
    let method = match method {
        None => Method::Any,
        Some(method) => match &*method.to_cow().to_ascii_lowercase() {
            "auto" | "" => Method::Any,
            "basic" => Method::Basic,
            "digest" => Method::Digest,
            _ => return Err(unknown_value("method", &method)),
        },
    };
    let plain = |text: Option<Text>| text.map(|text| text.to_cow().into_owned()).unwrap_or_default();
    Ok(user.map(|user| Credentials { name: plain(Some(user)), password: plain(password), method }))
}

impl Settings {
    fn read(process: &mut Process<'_>, options: &Object, span: Span) -> Result<Settings, Error> {
        let agent = match option(process, options, "agent", span) {
            Some(value) => {
                http_agent::agent_of(&value)?;
                value.as_object().cloned().unwrap_or_default()
            }
            None => http_agent::global(process),
        };
        let method = text_option(process, options, "method", span)?.unwrap_or_else(|| Text::from("GET"));
        if !is_token(&method.to_cow()) {
            return Err(unknown_value("method", &method));
        }
        let headers = match option(process, options, "headers", span) {
            None => Object::new(),
            Some(Value::Object(headers)) => headers,
            Some(other) => return Err(wrong_option("headers", "an object", &other)),
        };
        let data_type_name = text_option(process, options, "dataType", span)?.unwrap_or_else(|| Text::from("auto"));
        let data_type =
            DataType::named(&data_type_name.to_cow()).ok_or_else(|| unknown_value("dataType", &data_type_name))?;
        let return_body = boolean_option(process, options, "returnResponseBody", span)?.unwrap_or(true);
        if !return_body && option(process, options, "onData", span).is_none() {
            let text = "`returnResponseBody` is false and there is no `onData`: the body of the response would be lost";
            return Err(Error::with(error::ARGUMENT_MISSING, text));
        }
        let follow = boolean_option(process, options, "automaticRedirections", span)?.unwrap_or(true);
        let transport = Transport::read(process, options, span)?;
        let transport = transport.or(&http_agent::agent_of(&Value::Object(agent.clone()))?.transport);
        Ok(Settings {
            method,
            fields: fields::of_object(&headers)?,
            headers,
            data_type,
            data_type_name,
            encoding: text_option(process, options, "encoding", span)?.unwrap_or_else(|| Text::from("UTF-8")),
            timeout: number_option(process, options, "timeout", span)?,
            return_body,
            decode_data: boolean_option(process, options, "decodeData", span)?.unwrap_or(false),
            redirections: if follow { REDIRECTIONS } else { 0 },
            server: credentials(process, options, "serverAuthentication", span)?,
            proxy: credentials(process, options, "proxyAuthentication", span)?,
            agent,
            transport,
        })
    }

    /// The body, which adds its type to the header fields.
    fn body(&mut self, process: &mut Process<'_>, options: &Object, span: Span) -> Result<Option<Arc<[u8]>>, Error> {
        let Some(found) = option(process, options, "body", span) else { return Ok(None) };
        let declared = value(&self.fields, "content-type").map(str::to_owned);
        let encoding = self.encoding.to_cow().into_owned();
        let Some(body) = content::body(process, &found, declared.as_deref(), &encoding, &TYPE_NAMES, span)? else {
            return Ok(None);
        };
        let sends = ["POST", "PUT", "PATCH"].iter().any(|method| self.method.to_cow().eq_ignore_ascii_case(method));
        if body.bytes.is_empty() && !sends {
            return Ok(None);
        }
        if declared.is_none() {
            self.fields.push(("Content-Type".to_owned(), body.content_type));
        }
        Ok(Some(body.bytes.into()))
    }
}

/// Takes what comes from the server, in the thread of the request.
struct Sink {
    progress: Arc<Mutex<Progress>>,
    mailbox: Arc<Mailbox<Event>>,
    decoder: Decoder,
    wants_data: bool,
    decode_data: bool,
    return_body: bool,
}

impl Sink {
    fn keep(&self, plain: &[u8]) -> Result<(), Error> {
        if self.return_body {
            let mut progress = self.progress.lock();
            if progress.body.len() + plain.len() > MAX_BODY {
                return Err(too_long());
            }
            progress.body.extend_from_slice(plain);
        }
        Ok(())
    }

    fn deliver(&self, data: Vec<u8>) -> Result<(), Error> {
        let size = data.len();
        if size == 0 || !self.wants_data || self.mailbox.put_sized(Event::Data(data), size) {
            return Ok(());
        }
        Err(failed("The request was ended"))
    }

    fn finish(&mut self) -> Result<(), Error> {
        let rest = self.decoder.finish()?;
        self.keep(&rest)?;
        if self.decode_data { self.deliver(rest) } else { Ok(()) }
    }

    fn end(&self, result: Result<(), Error>) {
        let mut progress = self.progress.lock();
        let event = match result {
            Ok(()) => {
                progress.complete = true;
                Event::Response
            }
            Err(problem) => {
                progress.errors.push(problem);
                Event::Error
            }
        };
        drop(progress);
        self.mailbox.close([event, Event::Terminate]);
    }
}

impl Receiver for Sink {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.decoder = Decoder::new(value(&head.headers, "content-encoding"));
        self.progress.lock().head = Some(head.clone());
        self.mailbox.put(Event::Headers);
        Ok(())
    }

    fn piece(&mut self, piece: &[u8]) -> Result<(), Error> {
        if !self.return_body && !self.decode_data {
            return self.deliver(piece.to_vec());
        }
        let plain = self.decoder.decode(piece)?;
        self.keep(&plain)?;
        self.deliver(if self.decode_data { plain } else { piece.to_vec() })
    }
}

impl Activity for HttpRequest {
    type Event = Event;

    fn line(&self) -> &Line<Event> {
        &self.line
    }

    fn deliver(&self, process: &mut Process<'_>, object: &Object, event: Event, span: Span) -> bool {
        let last = matches!(event, Event::Terminate);
        let (name, kind) = match &event {
            Event::Headers => ("onHeaders", "headers"),
            Event::Data(_) => ("onData", "data"),
            Event::Response => {
                self.complete_delivered.set(true);
                ("onResponse", "response")
            }
            Event::Error => ("onError", "error"),
            Event::Terminate => ("onTerminate", "terminate"),
        };
        let info = Object::new();
        info.put("type", Value::text(kind));
        if let Event::Data(bytes) = event {
            info.put("data", process.blob_object(&Blob::new(bytes)));
        }
        self.line.call(process, name, vec![Value::Object(object.clone()), Value::Object(info)], span);
        !last
    }
}

impl HttpRequest {
    /// Nothing more will come, and the callbacks have run.
    fn is_terminated(&self) -> bool {
        self.line.is_over() || (!self.calls && self.line.mailbox.is_closed())
    }
}

/// A request to a web server.
#[class("HTTPRequest", receiver = request_of)]
impl HttpRequest {
    /// Sends a request: to a URL (`https` where it names no scheme), with options about method, header fields, body, type of
    /// the answer, time limit, redirections, authentication, TLS and callbacks. What goes wrong on the network stands in
    /// `errors`.
    #[constructor(effects(network, files))]
    fn new(process: &mut Process<'_>, url: Text, options: Option<Object>, span: Span) -> Result<Value, Error> {
        let given = options.clone().unwrap_or_default();
        let mut settings = Settings::read(process, &given, span)?;
        let body = settings.body(process, &given, span)?;
        let line = Line::new(process, options);
        let calls = line.has_callback(process, &["onHeaders", "onData", "onResponse", "onError", "onTerminate"], span);
        let wants_data = line.has_callback(process, &["onData"], span);
        if process.attention {
            return Ok(Value::Undefined);
        }
        let Some(class) = classes::built_in(process, CLASS.name) else { return Ok(Value::Null) };
        let progress = Arc::new(Mutex::new(Progress::default()));
        let cancel = Arc::new(Cancel::default());
        let mut sink = Sink {
            progress: progress.clone(),
            mailbox: line.mailbox.clone(),
            decoder: Decoder::new(None),
            wants_data,
            decode_data: settings.decode_data,
            return_body: settings.return_body,
        };
        let agent = http_agent::agent_of(&Value::Object(settings.agent.clone()))?.agent.clone();
        let exchange = Url::parse(&url.to_cow(), Scheme::Secure).map(|url| Exchange {
            method: fields::method(&settings.method.to_cow()),
            url,
            headers: settings.fields.clone(),
            body,
            deadline: settings
                .timeout
                .filter(|seconds| *seconds > 0.0)
                .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
                .and_then(|limit| Instant::now().checked_add(limit)),
            redirections: settings.redirections,
            server: settings.server.clone(),
            proxy: settings.proxy.clone(),
            tls: settings.transport.tls(certificates::folder(process)),
            keep_alive: agent.limits.keep_alive,
            agent: agent.clone(),
            packed: true,
        });
        match exchange {
            Err(problem) => sink.end(Err(problem)),
            Ok(exchange) => {
                let (counted, ending) = (agent.count(), cancel.clone());
                start_thread(process, "request", move || {
                    let mailbox = sink.mailbox.clone();
                    let result =
                        mailbox.guard("a request", || exchange.run(&mut sink, &ending).and_then(|()| sink.finish()));
                    drop(counted);
                    if !ending.is_requested() {
                        sink.end(result);
                    }
                })?;
            }
        }
        let (response, has_body, complete_delivered) = (RefCell::new(None), Cell::new(false), Cell::new(false));
        let request = Rc::new(HttpRequest {
            url,
            settings,
            line,
            progress,
            cancel,
            response,
            has_body,
            calls,
            complete_delivered,
        });
        let object = Object::native(&class, request.clone());
        listen(process, request, object.clone());
        Ok(Value::Object(object))
    }

    /// Ends the request: of its callbacks only `onTerminate` will still run.
    #[function]
    fn terminate(&self) {
        if !self.is_terminated() {
            self.cancel.cancel();
            self.line.mailbox.cut([Event::Terminate]);
        }
    }

    /// Waits until the request is over and its callbacks have run, at most for a number of seconds; callbacks of all that goes on
    /// for the process run meanwhile. Gives the request.
    #[function]
    fn wait(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let until = asynchronous::time_limit(process, arguments)?;
        request_of(this)?.line.wait(process, until, arguments.span);
        Ok(this.clone())
    }

    /// The agent that makes the connection.
    #[getter]
    fn agent(&self) -> Object {
        self.settings.agent.clone()
    }

    /// What the body of the answer is to be: `auto`, `text`, `blob` or `object`.
    #[getter]
    fn data_type(&self) -> Text {
        self.settings.data_type_name.clone()
    }

    /// The character set of a body that is a text.
    #[getter]
    fn encoding(&self) -> Text {
        self.settings.encoding.clone()
    }

    /// What went wrong, as a collection of objects; undefined without errors.
    #[getter]
    fn errors(&self, process: &mut Process<'_>) -> Result<Value, Error> {
        if !self.line.mailbox.is_closed() {
            process.look_outside();
        }
        let progress = self.progress.lock();
        if progress.errors.is_empty() {
            return Ok(Value::Undefined);
        }
        Ok(Value::Collection(error_objects(&progress.errors)))
    }

    /// The header fields of the options.
    #[getter]
    fn headers(&self) -> Object {
        self.settings.headers.clone()
    }

    /// The method.
    #[getter]
    fn method(&self) -> Text {
        self.settings.method.clone()
    }

    /// The version of HTTP in use: always `HTTP1`.
    #[getter]
    fn protocol(&self) -> Value {
        Value::text("HTTP1")
    }

    /// What the server has answered, as soon as there is a status: `status`, `statusText`, `headers` with names in small
    /// letters, `rawHeaders` with names as they came and, once it is complete, `body`.
    #[getter]
    fn response(&self, process: &mut Process<'_>) -> Result<Value, Error> {
        if !self.line.mailbox.is_closed() {
            process.look_outside();
        }
        let Some(head) = self.progress.lock().head.clone() else { return Ok(Value::Undefined) };
        let known = self.response.borrow().clone();
        let object = known.unwrap_or_else(|| {
            let object = Object::new();
            object.put("status", Value::integer(i64::from(head.status)));
            object.put("statusText", Value::text(&head.reason));
            object.put("headers", Value::Object(fields::to_object(&head.headers, true)));
            object.put("rawHeaders", Value::Object(fields::to_object(&head.headers, false)));
            *self.response.borrow_mut() = Some(object.clone());
            object
        });
        let body = {
            let mut progress = self.progress.lock();
            // Callbacks run one after the other: those before `onResponse` do not see the body.
            let complete = progress.complete && (self.complete_delivered.get() || !self.calls);
            let ready = complete && self.settings.return_body && !self.has_body.replace(true);
            ready.then(|| std::mem::take(&mut progress.body))
        };
        if let Some(body) = body {
            let kind = value(&head.headers, "content-type").unwrap_or_default();
            let body = content::answer(process, body, kind, self.settings.data_type);
            object.put("body", body);
        }
        Ok(Value::Object(object))
    }

    /// Whether the response gets the body.
    #[getter]
    fn return_response_body(&self) -> bool {
        self.settings.return_body
    }

    /// Whether the request is over, its callbacks included.
    #[getter]
    fn terminated(&self, process: &mut Process<'_>) -> bool {
        let over = self.is_terminated();
        if !over {
            process.look_outside();
        }
        over
    }

    /// The time limit in seconds; undefined without one.
    #[getter]
    fn timeout(&self) -> Value {
        self.settings.timeout.map_or(Value::Undefined, Value::Real)
    }

    /// The URL as it was given.
    #[getter]
    fn url(&self) -> Text {
        self.url.clone()
    }
}
