//! Requests of pages from other sites ([CORS](https://developer.4d.com/docs/WebServer/webServerConfig#cors-settings)).

use crate::message::{Request, Response};
use crate::values::Values;
use serde_json::Value as Json;

/// The methods that a site may use where its entry names none.
const ALL: &str = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
/// For how many seconds a browser may remember what it was allowed.
const REMEMBERED: &str = "600";

/// A site as `scheme://host:port`, taken apart.
struct Site<'s> {
    scheme: Option<&'s str>,
    host: &'s str,
    port: Option<&'s str>,
}

impl<'s> Site<'s> {
    fn of(text: &'s str) -> Site<'s> {
        let (scheme, rest) = text.split_once("://").map_or((None, text), |(scheme, rest)| (Some(scheme), rest));
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !port.is_empty() => {
                (host, Some(port))
            }
            _ => (rest, None),
        };
        Site { scheme, host: host.trim_end_matches('/'), port }
    }

    /// Whether an entry with these parts means a site.
    fn means(&self, site: &Site<'_>) -> bool {
        let host = match (self.host.strip_prefix("*."), self.host.strip_suffix(".*")) {
            _ if self.host == "*" => true,
            (Some(domain), _) => {
                let found = site.host.to_ascii_lowercase();
                found.strip_suffix(&domain.to_ascii_lowercase()).is_some_and(|before| before.ends_with('.'))
            }
            // Only an address of IP ends with what is not known: a name can belong to any site.
            (None, Some(start)) => {
                let rest = site.host.strip_prefix(start).filter(|rest| rest.starts_with('.'));
                rest.is_some() && site.host.parse::<std::net::Ipv4Addr>().is_ok()
            }
            (None, None) => self.host.eq_ignore_ascii_case(site.host),
        };
        let same = |wanted: Option<&str>, found: Option<&str>| {
            wanted.is_none_or(|wanted| found.is_some_and(|found| wanted.eq_ignore_ascii_case(found)))
        };
        host && same(self.scheme, site.scheme) && same(self.port, site.port)
    }
}

/// Whether a request comes from another site than the one that it is sent to.
fn origin(request: &Request) -> Option<&str> {
    let origin = request.header("origin")?;
    let own = request.header("host").unwrap_or_default();
    let is_own = origin.split_once("://").is_some_and(|(_, host)| host.eq_ignore_ascii_case(own));
    (!is_own).then_some(origin)
}

/// What an entry allows.
struct Allowed {
    /// The methods in capitals; all where there are none.
    methods: Vec<String>,
    /// The entry is for every site.
    is_for_all: bool,
}

/// What the entry for a site allows; nothing where there is no entry.
fn allowed(values: &Values, origin: &str) -> Option<Allowed> {
    let site = Site::of(origin);
    let text = |entry: &Json, name: &str| entry.get(name).and_then(Json::as_str).unwrap_or_default().trim().to_owned();
    let entry = values.list("CORSSettings").iter().find(|entry| {
        let host = text(entry, "host");
        !host.is_empty() && Site::of(&host).means(&site)
    })?;
    let methods = text(entry, "methods").to_ascii_uppercase();
    let methods = methods.split([';', ',']).map(str::trim).filter(|method| !method.is_empty());
    Some(Allowed { methods: methods.map(str::to_owned).collect(), is_for_all: text(entry, "host") == "*" })
}

/// The answer to a request of another site that is refused, or that is a preflight; none where the request is to be processed.
pub fn answer(values: &Values, request: &Request) -> Option<Response> {
    if !values.is("CORSEnabled") {
        return None;
    }
    let origin = origin(request)?;
    let Some(Allowed { methods, .. }) = allowed(values, origin) else { return Some(Response::error(403)) };
    let wanted = request.header("access-control-request-method");
    let is_preflight = request.method == "OPTIONS" && wanted.is_some();
    let method = wanted.filter(|_| is_preflight).unwrap_or(&request.method).to_ascii_uppercase();
    if !methods.is_empty() && !methods.contains(&method) {
        return Some(Response::error(403));
    }
    if !is_preflight {
        return None;
    }
    let mut response = Response::new(204);
    let methods = if methods.is_empty() { ALL.to_owned() } else { methods.join(", ") };
    response.set("Access-Control-Allow-Methods", &methods);
    if let Some(fields) = request.header("access-control-request-headers") {
        response.set("Access-Control-Allow-Headers", fields);
    }
    response.set("Access-Control-Max-Age", REMEMBERED);
    Some(response)
}

/// Says in an answer that the other site may read it.
pub fn mark(values: &Values, request: &Request, response: &mut Response) {
    if !values.is("CORSEnabled") {
        return;
    }
    let Some(origin) = origin(request) else { return };
    let Some(allowed) = allowed(values, origin) else { return };
    response.set("Access-Control-Allow-Origin", origin);
    // Where any site may ask, a browser must not let it act with the cookies of its user.
    if !allowed.is_for_all {
        response.set("Access-Control-Allow-Credentials", "true");
    }
    response.add("Vary", "Origin");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::values::named;
    use serde_json::json;

    fn values() -> Values {
        let mut values = Values::defaults("a");
        values.set(named("CORSEnabled").unwrap(), json!(true));
        let list = json!([{"host": "http://friend.example", "methods": "get;post"}, {"host": "*.partner.example"}, {"host": "192.168.*"}, {"host": ""}]);
        values.set(named("CORSSettings").unwrap(), list);
        values
    }

    fn status(method: &str, origin: &str) -> Option<u16> {
        let request = Request::new(method, "/").with("Host", "own.example").with("Origin", origin);
        answer(&values(), &request).map(|response| response.status)
    }

    #[test]
    fn only_sites_of_the_list_are_answered() {
        assert_eq!(status("GET", "http://friend.example"), None);
        assert_eq!(status("PUT", "http://friend.example"), Some(403));
        assert_eq!(status("GET", "https://friend.example"), Some(403));
        assert_eq!(status("PUT", "https://shop.partner.example:81"), None);
        assert_eq!(status("GET", "https://xpartner.example"), Some(403));
        assert_eq!(status("GET", "http://own.example"), None);
        assert_eq!(status("GET", "http://192.168.3.4"), None);
        assert_eq!(status("GET", "http://192.168.evil.example"), Some(403));
    }

    #[test]
    fn a_browser_may_ask_before() {
        let request = Request::new("OPTIONS", "/").with("Origin", "http://friend.example");
        let request =
            request.with("Access-Control-Request-Method", "POST").with("Access-Control-Request-Headers", "X-A");
        let response = answer(&values(), &request).unwrap();
        assert_eq!((response.status, response.header("access-control-allow-methods")), (204, Some("GET, POST")));
        assert_eq!(response.header("access-control-allow-headers"), Some("X-A"));
    }
}
