//! What a process does for a request: On Web Authentication, `COMPILER_WEB`, then the method, page, handler or On Web
//! Connection that answers it.

use crate::authentication::Mode;
use crate::dispatch::Reply;
use crate::exchange::Exchange;
use crate::handlers;
use crate::message::{Request, Response, shown_address};
use crate::pages;
use crate::routes::Handler;
use crate::server::{Running, Server};
use crate::sessions::{Attributes, Found};
use fourd_project::{DatabaseMethod, MethodFile, Preemptive};
use fourd_runtime::domain::Domain;
use fourd_runtime::inbox::InboxTask;
use fourd_runtime::{Process, call, methods};
use fourd_source::{Span, fold_name};
use fourd_value::{Text, Value};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How many bytes of header and body On Web Authentication and On Web Connection get.
const MOST_CONTENT: usize = 32 * 1024;
/// How many web processes may be alive at once.
const MOST_PROCESSES: usize = 4_000;
/// A web process, as `Process info` numbers types.
const WEB_PROCESS: i32 = -3;
/// The method that declares the process variables of the web.
const COMPILER_WEB: &str = "compiler_web";

/// What code answers a request.
pub enum Target {
    /// A project method, with the text that it gets.
    Action {
        /// Its name.
        method: String,
        /// Its parameter.
        parameter: String,
    },
    /// A page with tags.
    Page(PathBuf),
    /// A function of a singleton.
    Handler(Handler),
    /// On Web Connection.
    Connection,
}

/// A request that a process is to answer.
pub struct Job {
    /// The server.
    pub server: Arc<Server>,
    /// The server as it runs.
    pub running: Arc<Running>,
    /// The request.
    pub request: Arc<Request>,
    /// What answers it.
    pub target: Target,
    /// Who waits for the answer.
    pub reply: Reply,
}

impl Job {
    /// Whether all that the request runs may run in parallel.
    fn is_capable(&self) -> bool {
        let Target::Action { method, .. } = &self.target else { return false };
        let project = self.server.own_project();
        let capable = |file: &MethodFile| file.attributes().preemptive == Preemptive::Capable;
        project.database_method(DatabaseMethod::OnWebAuthentication).is_none()
            && project.method(COMPILER_WEB).is_none_or(capable)
            && project.method(&fold_name(method)).is_some_and(capable)
    }
}

/// Starts the process that answers a request.
pub fn start(job: Job) {
    let Some(machine) = job.server.machine() else { return };
    if machine.world.live_processes() > MOST_PROCESSES {
        job.reply.send(Response::error(503));
        return;
    }
    let values = job.running.values();
    // Without scalable sessions there is none, and the browser gets no cookie.
    let session = values.is("scalableSession").then(|| {
        let cookies = &job.server.cookies;
        let found = cookies.find(&machine, &job.request, values.text("sessionCookieName"));
        found.unwrap_or_else(|| cookies.begin(&machine, &job.request))
    });
    let capable = job.is_capable();
    let own = session.as_ref().map(|found| found.session.clone());
    let record = machine.add_process(Text::from("Web Process"), capable, false, own);
    record.process_type.store(WEB_PROCESS, Ordering::SeqCst);
    record.serves_web.store(true, Ordering::SeqCst);
    let program = job.server.program.clone();
    let work = move |process: &mut Process<'_>| answer(process, job, session);
    if capable {
        // Where no thread can be started, the reply is dropped with its work, which answers the request.
        let _ = Domain::spawn(program, machine, record, work);
    } else {
        machine.send(InboxTask { record, work: Box::new(work) });
    }
}

fn answer(process: &mut Process<'_>, job: Job, session: Option<Found>) {
    let Job { server, running, request, target, reply } = job;
    let exchange = Exchange::new(server, running, request);
    exchange.enter(process);
    let before = session.as_ref().map(|found| found.session.given());
    let mut response = respond(process, &exchange, target);
    if let Some(session) = session {
        let own = process.record.session();
        if let Some(own) = own.filter(|own| own.kind.is_replaceable) {
            let renews = before.is_some_and(|before| before != own.given());
            give_cookie(&exchange, &mut response, &session, &own, renews);
        }
    }
    reply.send(response);
}

/// Gives the browser the cookie of the session that the request belongs to now.
fn give_cookie(
    exchange: &Exchange,
    response: &mut Response,
    found: &Found,
    own: &Arc<fourd_runtime::session::Session>,
    renews: bool,
) {
    let is_other = !Arc::ptr_eq(own, &found.session);
    if !found.is_due && !is_other && !renews {
        return;
    }
    let Some(machine) = exchange.server.machine() else { return };
    let value = exchange.server.cookies.issue(&machine, own, &found.value, renews);
    let values = exchange.running.values();
    let attributes = Attributes {
        name: values.text("sessionCookieName"),
        domain: values.text("sessionCookieDomain"),
        path: values.text("sessionCookiePath"),
        same_site: values.text("sessionCookieSameSite"),
        secure: exchange.request.secure,
    };
    response.add("Set-Cookie", &attributes.field(own, &value));
    if response.header("cache-control").is_none() {
        response.set("Cache-Control", "no-store");
    }
}

fn respond(process: &mut Process<'_>, exchange: &Rc<Exchange>, target: Target) -> Response {
    match target {
        Target::Handler(handler) => handlers::answer(process, exchange, &handler),
        Target::Page(path) => {
            compiler_web(process, exchange);
            if process.attention {
                return failed();
            }
            pages::page(process, exchange, &path)
        }
        Target::Action { method, parameter } => action(process, exchange, &method, parameter),
        Target::Connection => connection(process, exchange),
    }
}

/// The answer where code has an error that is not handled.
fn failed() -> Response {
    Response::error(500)
}

fn compiler_web(process: &mut Process<'_>, exchange: &Exchange) {
    if exchange.server.own_project().method(COMPILER_WEB).is_none() {
        return;
    }
    let id = fourd_project::MethodId { project: exchange.server.project, folded: COMPILER_WEB.into() };
    match methods::method_identified(process, &id) {
        Ok(compiled) => {
            call::call_with_values(process, &compiled, None, Vec::new(), Span::default());
        }
        Err(error) => process.raise(error, Span::default()),
    }
}

/// Runs On Web Authentication, once in a request, and gives the answer of a refusal.
///
/// # Errors
/// The request is refused.
pub fn authenticate(process: &mut Process<'_>, exchange: &Exchange) -> Result<(), Response> {
    let mode = Mode::of(&exchange.server);
    let accepted = match exchange.accepted.get() {
        Some(accepted) => accepted,
        None => {
            let accepted = is_accepted(process, exchange, mode);
            exchange.accepted.set(Some(accepted));
            accepted
        }
    };
    if accepted {
        return Ok(());
    }
    let mut response = Response::error(401);
    if let Some(challenge) = mode.challenge(&exchange.server.own_project().name) {
        response.set("WWW-Authenticate", &challenge);
    }
    Err(response)
}

fn is_accepted(process: &mut Process<'_>, exchange: &Exchange, mode: Mode) -> bool {
    if exchange.server.own_project().database_method(DatabaseMethod::OnWebAuthentication).is_none() {
        return mode == Mode::Custom;
    }
    let result = database_method(process, exchange, DatabaseMethod::OnWebAuthentication, mode);
    // An error, or a command that shows something, ends it.
    !process.attention && !matches!(result, Value::Boolean(false))
}

/// Runs a database method with its six texts about a request.
fn database_method(process: &mut Process<'_>, exchange: &Exchange, method: DatabaseMethod, mode: Mode) -> Value {
    let request = &exchange.request;
    let mut content = request.head() + "\r\n" + &request.text();
    if content.len() > MOST_CONTENT {
        let end = (0..=MOST_CONTENT).rev().find(|end| content.is_char_boundary(*end)).unwrap_or_default();
        content.truncate(end);
    }
    let (user, password) = mode.credentials(request);
    let (client, server) = (shown_address(request.client.ip()), shown_address(request.server.ip()));
    let texts = [request.target.clone(), content, client, server, user, password];
    let arguments = texts.into_iter().map(|text| Value::Text(Text::from(text))).collect();
    match methods::database_method(process, exchange.server.project, method) {
        Ok(compiled) => call::call_with_values(process, &compiled, None, arguments, Span::default()),
        Err(error) => {
            process.raise(error, Span::default());
            Value::Undefined
        }
    }
}

fn action(process: &mut Process<'_>, exchange: &Rc<Exchange>, name: &str, parameter: String) -> Response {
    if let Err(refused) = authenticate(process, exchange) {
        return refused;
    }
    let folded = fold_name(name);
    let project = exchange.server.own_project();
    if project.method(&folded).is_none_or(|method| !method.attributes().published_web) {
        return Response::error(404);
    }
    compiler_web(process, exchange);
    if process.attention {
        return failed();
    }
    let id = fourd_project::MethodId { project: exchange.server.project, folded: folded.into() };
    match methods::method_identified(process, &id) {
        Ok(compiled) => {
            let arguments = vec![Value::Text(Text::from(parameter))];
            call::call_with_values(process, &compiled, None, arguments, Span::default());
        }
        Err(error) => process.raise(error, Span::default()),
    }
    sent(process, exchange).unwrap_or_else(|| Response::new(204))
}

/// What the code has sent; an unhandled error is the answer instead. `ABORT` and commands that show something
/// only end the code.
fn sent(process: &mut Process<'_>, exchange: &Exchange) -> Option<Response> {
    if process.has_error() {
        return Some(failed());
    }
    process.goes_on_after_abort();
    exchange.answer.borrow().response()
}

fn connection(process: &mut Process<'_>, exchange: &Rc<Exchange>) -> Response {
    if let Err(refused) = authenticate(process, exchange) {
        return refused;
    }
    let home = exchange.home_page.borrow().clone().filter(|_| exchange.request.path() == "/");
    if let Some(home) = home {
        return pages::home(process, exchange, &home);
    }
    if exchange.server.own_project().database_method(DatabaseMethod::OnWebConnection).is_none() {
        return Response::error(404);
    }
    compiler_web(process, exchange);
    if process.attention {
        return failed();
    }
    let mode = Mode::of(&exchange.server);
    database_method(process, exchange, DatabaseMethod::OnWebConnection, mode);
    sent(process, exchange).unwrap_or_else(|| Response::error(404))
}
