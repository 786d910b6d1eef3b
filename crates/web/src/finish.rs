//! What every answer gets before it is sent: pages of errors, rules, header fields of the server, the session's cookie,
//! compression.

use crate::compression::compress;
use crate::cors;
use crate::files;
use crate::message::{Body, Response, phrase};
use crate::reply::Context;
use crate::routes::{self, Change};
use crate::server::{Running, Server};
use bytes::Bytes;
use std::time::{Duration, SystemTime};

/// How the server names itself; code that looks for `4D/` finds it.
const NAME: &str = concat!("4D/21.4 (fourd ", env!("CARGO_PKG_VERSION"), ")");
/// Header fields that rules leave alone.
const FIXED: &[&str] = &["date", "content-length", "content-encoding", "transfer-encoding", "connection"];

/// Completes an answer.
pub fn finish(context: &Context, mut response: Response) -> Response {
    let Context { server, running, request, rules, .. } = context;
    let values = running.values();
    if let Some(status) = routes::decide(rules).status {
        if status >= 400 && response.status < 400 {
            response = Response::error(status);
        }
        response.status = status;
    }
    error_page(server, running, &mut response);
    let date = date(server);
    response.set("Date", &date);
    if response.header("server").is_none() {
        response.set("Server", NAME);
    }
    cors::mark(&values, request, &mut response);
    if request.secure && values.is("HSTSEnabled") {
        response.set("Strict-Transport-Security", &format!("max-age={}", values.number("HSTSMaxAge")));
    }
    for change in routes::changes(rules) {
        apply(change, &mut response);
    }
    compress(&values, request, &mut response);
    let has_no_body = response.status == 204 || response.status == 304;
    if let Body::Whole(body) = &response.body
        && !has_no_body
    {
        let length = body.len();
        response.set("Content-Length", &length.to_string());
    }
    if has_no_body || request.method == "HEAD" {
        response.body = Body::Whole(Bytes::new());
    }
    response
}

/// The time of the run as HTTP writes it.
pub(crate) fn date(server: &Server) -> String {
    let since = server.machine().map(|machine| machine.world.since_1970()).unwrap_or_default();
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(since.as_secs()))
}

fn apply(change: &Change, response: &mut Response) {
    let is_fixed = |name: &str| FIXED.contains(&&*name.to_ascii_lowercase());
    match change {
        Change::Remove(name) if is_fixed(name) || name.eq_ignore_ascii_case("vary") => {}
        Change::Remove(name) => response.remove(name),
        Change::Add(name, value) if !is_fixed(name) => response.add(name, value),
        Change::Set(name, _) if name.eq_ignore_ascii_case("vary") => {}
        Change::Set(name, value) if name.eq_ignore_ascii_case("set-cookie") => response.add(name, value),
        Change::Set(name, value) if !is_fixed(name) => response.set(name, value),
        Change::Add(..) | Change::Set(..) => {}
    }
}

/// Gives an error that the server itself found a page: one of the site, or a built-in one.
fn error_page(server: &Server, running: &Running, response: &mut Response) {
    if !response.is_own_error || response.status < 400 || !response.is_empty() {
        return;
    }
    let status = response.status;
    for name in [format!("{status}.html"), format!("{}xx.html", status / 100)] {
        let Some(found) = files::find(server, &running.root, &running.root.join(name)) else { continue };
        if let Some(content) = files::read(server, &found) {
            response.set("Content-Type", "text/html; charset=UTF-8");
            response.body = Body::Whole(content);
            return;
        }
    }
    let phrase = phrase(status);
    let page = format!(
        "<!DOCTYPE html>\n<html><head><title>{status} {phrase}</title></head><body><h1>{status} {phrase}</h1></body></html>\n"
    );
    response.set("Content-Type", "text/html; charset=UTF-8");
    response.body = Body::Whole(Bytes::from(page));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_leave_some_fields_alone() {
        let mut response = Response::of(200, "text/html", "a");
        response.set("Date", "now");
        for (name, value) in [("Date", "yesterday"), ("Vary", "x"), ("X-A", "1")] {
            apply(&Change::Set(name.to_owned(), value.to_owned()), &mut response);
        }
        apply(&Change::Set("Set-Cookie".to_owned(), "a=1".to_owned()), &mut response);
        apply(&Change::Set("Set-Cookie".to_owned(), "b=2".to_owned()), &mut response);
        assert_eq!(
            (response.header("date"), response.header("vary"), response.header("x-a")),
            (Some("now"), None, Some("1"))
        );
        assert_eq!(response.headers.iter().filter(|(name, _)| name == "Set-Cookie").count(), 2);
    }
}
