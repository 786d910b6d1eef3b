//! What the server itself answers at URLs of its own
//! ([Administration](https://developer.4d.com/docs/WebServer/webServerAdmin)).

use crate::message::{Request, Response};

/// The page of a site that has none.
pub fn home(name: &str) -> String {
    let name = name.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html>\n<html><head><title>{name}</title></head><body><h1>{name}</h1><p>The web server runs.</p></body></html>\n"
    )
}

/// `/4DWEBTEST`: that the server answers, to whom, and when (`date`, as HTTP writes it).
pub fn test(request: &Request, date: &str) -> Response {
    let agent = request.header("user-agent").unwrap_or("-");
    let server = concat!("4D/21.4 (fourd ", env!("CARGO_PKG_VERSION"), ")");
    let text = format!("Date: {date}\r\nServer: {server}\r\nUser-Agent: {agent} @ {}\r\n", request.client.ip());
    Response::of(200, "text/plain; charset=UTF-8", text)
}

/// The rows of the statistics of the cache: each request reads its file, so the cache is empty.
const ROWS: &[(&str, &str)] = &[
    ("Cache Current Size", "0"),
    ("Cache Max Size", "0"),
    ("Cached Object Max Size", "0"),
    ("Cache Use", "0 %"),
    ("Cached Objects", "0"),
];

/// `/4DSTATS` and `/4DHTMLSTATS`: a table about the cache.
pub fn statistics(with_filter: bool) -> Response {
    let further = with_filter.then_some(&("Filtered Objects", "0"));
    let rows: String =
        ROWS.iter().chain(further).map(|(name, value)| format!("<tr><td>{name}</td><td>{value}</td></tr>\n")).collect();
    let page = format!("<!DOCTYPE html>\n<html><body><table>\n{rows}</table></body></html>\n");
    Response::of(200, "text/html; charset=UTF-8", page)
}

/// `/4DCACHECLEAR`: nothing is kept that could be cleared.
pub fn cleared() -> Response {
    Response::of(200, "text/html; charset=UTF-8", "<!DOCTYPE html>\n<html><body>The cache is empty.</body></html>\n")
}
