//! The way of a request: what answers it, in 4D's order. What needs no code is answered at once; the rest is handed to a
//! process ([`work`](crate::work)).

use crate::authentication::Mode;
use crate::built_in;
use crate::cors;
use crate::files;
use crate::finish::date;
use crate::message::{Body, Request, Response};
use crate::reply::{Context, Reply, Unfinished};
use crate::routes::{self, Handler, Route};
use crate::server::{Running, Server};
use crate::url;
use crate::work::{self, Target};
use fourd_project::DatabaseMethod;
use fourd_source::fold_name;
use std::sync::Arc;
use std::sync::mpsc::channel;

/// Answers a request; waits where code answers it.
pub fn handle(server: &Arc<Server>, request: Request) -> Response {
    let (sender, receiver) = channel();
    begin(server, request, move |unfinished| {
        // The caller may have stopped waiting.
        let _ = sender.send(unfinished);
    });
    let mut response = receiver.recv().map_or_else(|_| Response::error(503), Unfinished::finish);
    if let Body::Stream(pieces) = &response.body {
        response.body = Body::Chunks(pieces.wait());
    }
    response
}

/// Begins to answer a request; `send` is called with the answer, on any thread.
pub fn begin(server: &Arc<Server>, request: Request, send: impl FnOnce(Unfinished) + Send + 'static) {
    let Some(running) = server.running() else {
        return send(Unfinished::bare(Response::error(503)));
    };
    let context = Context::new(server, &running, request);
    let reply = Reply::new(context.clone(), send);
    match decide(&context) {
        Next::Answer(response) => reply.send(response),
        Next::Run(target) => work::start(context, target, reply),
    }
}

/// Answers a request that was not read as a whole, as the server that ran when it came.
pub fn refuse(
    server: &Arc<Server>,
    running: &Arc<Running>,
    request: Request,
    status: u16,
    send: impl FnOnce(Unfinished) + Send + 'static,
) {
    Reply::new(Context::new(server, running, request), send).send(Response::error(status));
}

/// What answers a request.
enum Next {
    Answer(Response),
    Run(Target),
}

fn decide(context: &Context) -> Next {
    let Context { server, running, request, rules, .. } = context;
    let values = running.values();
    if request.body.len() as u64 > u64::try_from(values.number("maxRequestSize")).unwrap_or_default() {
        return Next::Answer(Response::error(413));
    }
    if request.method == "TRACE" {
        return Next::Answer(trace(request, values.is("HTTPTrace")));
    }
    if let Some(response) = cors::answer(&values, request) {
        return Next::Answer(response);
    }
    if let Some((status, location)) = routes::decide(rules).answer {
        let mut response = Response { is_own_error: status >= 400, ..Response::new(status) };
        if let Some(location) = location {
            response.set("Location", &location);
        }
        return Next::Answer(response);
    }
    if let Some(next) = built_in_url(server, running, request) {
        return next;
    }
    let handlers: &[Handler] = if is_reserved(request.path()) { &[] } else { &running.handlers };
    match routes::route(handlers, &routes::Path::of(request.path()), &request.method) {
        Route::Handler(handler) => return Next::Run(Target::Handler(handler.clone())),
        Route::Refused(verbs) => {
            let mut response = Response::error(405);
            response.set("Allow", &verbs.join(", "));
            return Next::Answer(response);
        }
        Route::None => {}
    }
    let is_home = request.path() == "/";
    let home = values.text("defaultHomepage");
    let path = if is_home { home } else { request.path() };
    let file = if is_home && home.is_empty() { None } else { url::file_below(&running.root, path) };
    if let Some(found) = file.and_then(|path| files::find(server, &running.root, &path)) {
        return match files::is_page(&found.path) {
            true => Next::Run(Target::Page(found.path)),
            false => Next::Answer(files::response(server, request, &found)),
        };
    }
    let project = server.own_project();
    let has = |method| project.database_method(method).is_some();
    let has_code = has(DatabaseMethod::OnWebConnection) || has(DatabaseMethod::OnWebAuthentication);
    // Without code, BASIC and DIGEST refuse.
    if has_code || running.mode != Mode::Custom {
        return Next::Run(Target::Connection);
    }
    match is_home {
        true => Next::Answer(Response::of(200, "text/html; charset=UTF-8", built_in::home(&project.name))),
        false => Next::Answer(Response::error(404)),
    }
}

/// Whether handlers never get requests of a path: REST and what belongs to it, also where nothing answers there.
fn is_reserved(path: &str) -> bool {
    let below = |root: &str| {
        let start = path.get(..root.len()).is_some_and(|start| start.eq_ignore_ascii_case(root));
        start && matches!(path.as_bytes().get(root.len()), None | Some(b'/'))
    };
    ["/rest", "/$lib/renderer", "/$shared"].into_iter().any(below)
}

/// What a URL that the server itself knows means; their letters count as large as small.
fn built_in_url(server: &Server, running: &Running, request: &Request) -> Option<Next> {
    let path = request.path().strip_prefix('/')?;
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match first.to_ascii_uppercase().as_str() {
        "4DACTION" => {
            let (name, parameter) = rest.split_once('/').unwrap_or((rest, ""));
            let method = url::decode(name);
            let project = server.own_project();
            let needs_no_code = running.mode == Mode::Custom
                && project.database_method(DatabaseMethod::OnWebAuthentication).is_none()
                && project.method(&fold_name(&method)).is_none_or(|method| !method.attributes().published_web);
            if needs_no_code {
                return Some(Next::Answer(Response::error(404)));
            }
            Some(Next::Run(Target::Action { method, parameter: url::decode(parameter) }))
        }
        "4DWEBTEST" if rest.is_empty() => Some(Next::Answer(built_in::test(request, &date(server)))),
        "4DSTATS" if rest.is_empty() => Some(Next::Answer(built_in::statistics(false))),
        "4DHTMLSTATS" if rest.is_empty() => Some(Next::Answer(built_in::statistics(true))),
        "4DCACHECLEAR" if rest.is_empty() => Some(Next::Answer(built_in::cleared())),
        "4DBLANK" if rest.is_empty() => Some(Next::Answer(Response::of(200, "text/html; charset=UTF-8", ""))),
        _ => None,
    }
}

/// The answer to `TRACE`: the request, without what is secret in it.
fn trace(request: &Request, enabled: bool) -> Response {
    if !enabled {
        let mut response = Response::error(405);
        response.set("Allow", "GET, HEAD, POST, OPTIONS");
        return response;
    }
    let mut echo = request.clone();
    let is_secret =
        |name: &str| ["cookie", "authorization", "proxy-authorization"].contains(&&*name.to_ascii_lowercase());
    echo.headers.retain(|(name, _)| !is_secret(name));
    let mut body = (echo.head() + "\r\n").into_bytes();
    body.extend_from_slice(&request.body);
    Response::of(200, "message/http", body)
}
