//! `HTTP Get` and `HTTP Request`: requests that the process waits for.

use super::content::{self, TypeNames, Wanted};
use super::{certificates, fields, options};
use crate::arrays;
use crate::classes::asynchronous::start_thread;
use crate::network::http::agent::{Agent, Limits};
use crate::network::http::decode::{Decoder, MAX_BODY, too_long};
use crate::network::http::exchange::{Exchange, Receiver};
use crate::network::http::head::Head;
use crate::network::http::{Headers, is_token, value};
use crate::network::tls::{TlsOptions, Trust};
use crate::network::url::{Scheme, Url};
use crate::network::{Cancel, failed};
use fourd_macros::command;
use fourd_runtime::background::Notifier;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_runtime::{Process, fault, scheduler};
use fourd_source::Span;
use fourd_value::{ElementType, Error, Text, Value, error};
use parking_lot::Mutex;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What bodies are called by their type.
const TYPE_NAMES: TypeNames = TypeNames { blob: "application/byte-stream" };

/// The connections that `*` keeps.
#[derive(Default)]
struct Kept(Mutex<Option<Arc<Agent>>>);

/// Header fields of a request and where those of its answer go.
struct HeaderArrays {
    names: Location,
    values: Location,
}

impl HeaderArrays {
    fn of(names: Option<Location>, values: Option<Location>) -> Result<Option<HeaderArrays>, Error> {
        match (names, values) {
            (Some(names), Some(values)) => Ok(Some(HeaderArrays { names, values })),
            (None, None) => Ok(None),
            _ => Err(Error::with(error::ARGUMENT_MISSING, "Names and values of header fields come together")),
        }
    }

    fn texts(process: &mut Process<'_>, place: &Location, span: Span) -> Result<Vec<Text>, Error> {
        let array = arrays::array_or_new(process, place, ElementType::Text, span)?;
        Ok((1..=array.len())
            .map(|index| array.get(index).as_ref().and_then(Value::as_text).cloned().unwrap_or_default())
            .collect())
    }

    fn read(&self, process: &mut Process<'_>, span: Span) -> Result<Headers, Error> {
        let names = Self::texts(process, &self.names, span)?;
        let values = Self::texts(process, &self.values, span)?;
        let mut found = Headers::new();
        for (index, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            fields::add(&mut found, name, &values.get(index).cloned().unwrap_or_default())?;
        }
        Ok(found)
    }

    fn write(&self, process: &mut Process<'_>, found: &Headers, span: Span) -> Result<(), Error> {
        let names = arrays::array_at(process, &self.names, span)?;
        arrays::fill(&names, found.iter().map(|(name, _)| Value::text(name)).collect())?;
        let values = arrays::array_at(process, &self.values, span)?;
        arrays::fill(&values, found.iter().map(|(_, value)| Value::text(value)).collect())
    }
}

/// The answer to a request.
#[derive(Default)]
struct Answer {
    head: Head,
    body: Vec<u8>,
    decoder: Option<Decoder>,
}

impl Answer {
    fn keep(&mut self, plain: &[u8]) -> Result<(), Error> {
        if self.body.len() + plain.len() > MAX_BODY {
            return Err(too_long());
        }
        self.body.extend_from_slice(plain);
        Ok(())
    }
}

impl Receiver for Answer {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.decoder = Some(Decoder::new(value(&head.headers, "content-encoding")));
        self.head = head.clone();
        Ok(())
    }

    fn piece(&mut self, piece: &[u8]) -> Result<(), Error> {
        let plain = match &mut self.decoder {
            Some(decoder) => decoder.decode(piece)?,
            None => piece.to_vec(),
        };
        self.keep(&plain)
    }
}

/// Runs an exchange beside the process, which waits for it.
fn perform(process: &mut Process<'_>, exchange: Exchange, span: Span) -> Result<Answer, Error> {
    let result: Arc<Mutex<Option<Result<Answer, Error>>>> = Arc::default();
    let cancel = Arc::new(Cancel::default());
    let (slot, ending, notifier) = (result.clone(), cancel.clone(), Notifier::new(process));
    let awaited = notifier.awaited();
    start_thread(process, "request", move || {
        *slot.lock() = Some(fault::guard(notifier.world(), "a request", || {
            let mut answer = Answer::default();
            exchange.run(&mut answer, &ending)?;
            if let Some(mut decoder) = answer.decoder.take() {
                decoder.finish().and_then(|rest| answer.keep(&rest))?;
            }
            Ok(answer)
        }));
        notifier.notify();
    })?;
    if !scheduler::wait(process, None, || awaited.clone(), span, || result.lock().is_some()) {
        cancel.cancel();
        return Err(failed("The process ends"));
    }
    result.lock().take().unwrap_or_else(|| Err(failed("There is no answer")))
}

/// What a request is made of.
struct Request {
    method: Text,
    url: Text,
    contents: Value,
    response: Location,
    arrays: Option<HeaderArrays>,
    keep_alive: bool,
}

fn request(process: &mut Process<'_>, request: Request, span: Span) -> Result<i64, Error> {
    let Request { method, url, contents, response, arrays, keep_alive } = request;
    if !is_token(&method.to_cow()) {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("`{method}` is no method of HTTP")));
    }
    let options = options::with(process, |options| {
        let current = options.clone();
        if options.resets_authentication() {
            (options.server, options.proxy) = (None, None);
        }
        current
    });
    let mut headers = match &arrays {
        Some(arrays) => arrays.read(process, span)?,
        None => Headers::new(),
    };
    let declared = value(&headers, "content-type").map(str::to_owned);
    let body = content::body(process, &contents, declared.as_deref(), "UTF-8", &TYPE_NAMES, span)?;
    let body = body.filter(|body| !body.bytes.is_empty());
    if let (Some(body), None) = (&body, declared) {
        headers.push(("Content-Type".to_owned(), body.content_type.clone()));
    }
    let agent = if keep_alive {
        let kept = process.machine().state.get::<Kept>();
        kept.0.lock().get_or_insert_with(|| Agent::new(Limits::default())).clone()
    } else {
        Agent::new(Limits { keep_alive: false, ..Limits::default() })
    };
    let exchange = Url::parse(&url.to_cow(), Scheme::Plain).map(|url| Exchange {
        method: fields::method(&method.to_cow()),
        url,
        headers,
        body: body.map(|body| body.bytes.into()),
        deadline: Instant::now().checked_add(Duration::from_secs(options.timeout())),
        redirections: options.redirections(),
        server: options.server.clone(),
        proxy: options.proxy.clone(),
        // As the pages say, who signed the certificate of the server does not count.
        tls: TlsOptions {
            trust: Trust::HostOnly,
            certificates: Some(certificates::folder(process)),
            ..TlsOptions::default()
        },
        agent,
        keep_alive,
        packed: options.compresses(),
    });
    let wanted = Wanted::of(process, &response, span);
    match exchange.and_then(|exchange| perform(process, exchange, span)) {
        Ok(answer) => {
            let kind = value(&answer.head.headers, "content-type").unwrap_or_default();
            let body = content::answer_for(process, answer.body, kind, wanted);
            process.write(&response, body, span);
            if let Some(arrays) = &arrays {
                arrays.write(process, &answer.head.headers, span)?;
            }
            Ok(i64::from(answer.head.status))
        }
        Err(problem) => {
            process.raise_with_result(problem, Value::integer(0), span);
            Ok(0)
        }
    }
}

/// Sends a request with the method GET, waits for the answer and gives its status. The variable gets the body: a text, the
/// bytes for a Blob, a picture, or what JSON describes for an object or collection. Two text arrays name header fields of
/// the request and get those of the answer. With `*` the connection is kept for further requests. Without an answer there
/// is an error, and the result is 0. Who signed the certificate of a server does not count; use `4D.HTTPRequest` where it
/// shall.
#[command(1157, "HTTP Get", thread_safe, effects(network, files))]
fn http_get(
    process: &mut Process<'_>,
    url: Text,
    response: Location,
    header_names: Option<Location>,
    header_values: Option<Location>,
    star: Star,
    span: Span,
) -> Result<i64, Error> {
    let arrays = HeaderArrays::of(header_names, header_values)?;
    let (method, contents) = (Text::from("GET"), Value::Undefined);
    request(process, Request { method, url, contents, response, arrays, keep_alive: star.0 }, span)
}

/// Sends a request with any method, waits for the answer and gives its status. The body is a text (sent in UTF-8), a Blob, a
/// picture, or an object or collection, sent as JSON. All else is as with `HTTP Get`.
#[command(1158, "HTTP Request", thread_safe, effects(network, files))]
fn http_request(
    process: &mut Process<'_>,
    http_method: Text,
    url: Text,
    contents: Value,
    response: Location,
    header_names: Option<Location>,
    header_values: Option<Location>,
    star: Star,
    span: Span,
) -> Result<i64, Error> {
    let arrays = HeaderArrays::of(header_names, header_values)?;
    request(process, Request { method: http_method, url, contents, response, arrays, keep_alive: star.0 }, span)
}
