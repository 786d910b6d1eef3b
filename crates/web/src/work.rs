//! What a process does for a request: On Web Authentication, `COMPILER_WEB`, then the method, page, handler or On Web
//! Connection that answers it.

use crate::authentication::{self, Mode};
use crate::exchange::Exchange;
use crate::handlers;
use crate::message::{Response, shown_address};
use crate::pages;
use crate::reply::{Context, Reply};
use crate::routes::Handler;
use crate::server::{Running, Server};
use crate::sessions::Found;
use fourd_project::{DatabaseMethod, MethodFile, Preemptive};
use fourd_resolve::Type;
use fourd_runtime::domain::Domain;
use fourd_runtime::inbox::InboxTask;
use fourd_runtime::{Process, call, methods};
use fourd_source::{Span, fold_name};
use fourd_value::{Text, Value};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

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

/// A web process that is counted while it lives.
struct Counted(Arc<Running>);

impl Counted {
    /// Counts one more process; none where there are as many as the limit already.
    fn within(running: &Arc<Running>, limit: usize) -> Option<Counted> {
        let further = |count: usize| (count < limit).then(|| count + 1);
        running.processes.fetch_update(Ordering::SeqCst, Ordering::SeqCst, further).ok()?;
        Some(Counted(running.clone()))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.processes.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Whether all that a request runs may run in parallel.
fn is_capable(server: &Server, target: &Target) -> bool {
    let Target::Action { method, .. } = target else { return false };
    let project = server.own_project();
    let capable = |file: &MethodFile| file.attributes().preemptive == Preemptive::Capable;
    project.database_method(DatabaseMethod::OnWebAuthentication).is_none()
        && project.method(COMPILER_WEB).is_none_or(capable)
        && project.method(&fold_name(method)).is_some_and(capable)
}

/// Starts the process that answers a request.
pub fn start(context: Context, target: Target, reply: Reply) {
    let (server, running) = (context.server.clone(), context.running.clone());
    let Some(machine) = server.machine() else { return };
    let values = running.values();
    let is_scalable = values.is("scalableSession");
    // Without sessions the project says how many web processes there may be, of which one is kept.
    let most = usize::try_from(values.number("maxConcurrentProcesses")).unwrap_or(usize::MAX);
    let limit = if is_scalable { usize::MAX } else { most.saturating_sub(1) };
    let counted = Counted::within(&running, limit);
    let Some(counted) = counted.filter(|_| machine.world.live_processes() <= MOST_PROCESSES) else {
        reply.send(Response::error(503));
        return;
    };
    // Without scalable sessions there is none, and the browser gets no cookie.
    let session = is_scalable.then(|| {
        let cookies = &server.cookies;
        let found = cookies.find(&machine, &context.request, values.text("sessionCookieName"));
        found.unwrap_or_else(|| cookies.begin(&machine, &context.request))
    });
    let capable = is_capable(&server, &target);
    let own = session.as_ref().map(|found| found.session.clone());
    let record = machine.add_process(Text::from("Web Process"), capable, false, own);
    record.process_type.store(WEB_PROCESS, Ordering::SeqCst);
    record.serves_web.store(true, Ordering::SeqCst);
    let program = server.program.clone();
    let work = move |process: &mut Process<'_>| answer(process, context, target, reply, session, counted);
    if capable {
        // Where no thread can be started, the reply is dropped with its work, which answers the request.
        let _ = Domain::spawn(program, machine, record, work);
    } else {
        machine.send(InboxTask { record, work: Box::new(work) });
    }
}

fn answer(
    process: &mut Process<'_>,
    context: Context,
    target: Target,
    reply: Reply,
    session: Option<Found>,
    counted: Counted,
) {
    let exchange = Exchange::new(context, reply, session);
    exchange.enter(process);
    process.base_project = exchange.server.project;
    let response = respond(process, &exchange, target);
    exchange.end_stream();
    // The client may send its next request as soon as it has the answer: this process must not count any more then.
    drop(counted);
    exchange.finish(process, response);
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
    let accepted = match exchange.accepted.get() {
        Some(accepted) => accepted,
        None => {
            let accepted = is_accepted(process, exchange);
            exchange.accepted.set(Some(accepted));
            accepted
        }
    };
    if accepted { Ok(()) } else { Err(authentication::refusal(exchange)) }
}

fn is_accepted(process: &mut Process<'_>, exchange: &Exchange) -> bool {
    if exchange.server.own_project().database_method(DatabaseMethod::OnWebAuthentication).is_none() {
        return exchange.running.mode == Mode::Custom;
    }
    let result = database_method(process, exchange, DatabaseMethod::OnWebAuthentication);
    // An error, or a command that shows something, ends it.
    !process.attention && !matches!(result, Value::Boolean(false))
}

/// Runs a database method with its six texts about a request.
fn database_method(process: &mut Process<'_>, exchange: &Exchange, method: DatabaseMethod) -> Value {
    let request = &exchange.request;
    let content = exchange.content();
    let (user, password) = exchange.running.mode.credentials(request);
    let (client, server) = (shown_address(request.client.ip()), shown_address(request.server.ip()));
    let [target, client, server, user, password] =
        [request.target.clone(), client, server, user, password].map(Text::from);
    let arguments = [target, content, client, server, user, password].into_iter().map(Value::Text);
    match methods::database_method(process, exchange.server.project, method) {
        Ok(compiled) => {
            // A result to which nothing is assigned accepts, declared or not.
            let result = compiled.result_slot().filter(|(_, declared)| **declared == Type::Boolean);
            let result = result.map(|(slot, declared)| (slot, declared.clone(), Value::Boolean(true)));
            let captures: Vec<_> = result.into_iter().collect();
            call::call_with_captures(process, &compiled, None, arguments.len(), arguments, &captures, Span::default())
        }
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
    exchange.may_stream.set(true);
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
    exchange.may_stream.set(true);
    database_method(process, exchange, DatabaseMethod::OnWebConnection);
    sent(process, exchange).unwrap_or_else(|| Response::error(404))
}
