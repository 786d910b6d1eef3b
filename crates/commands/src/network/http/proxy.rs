//! Proxies, as the environment names them: `http_proxy`, `https_proxy` and `no_proxy`.

use crate::network::url::{Scheme, Url};
use fourd_runtime::access;
use std::net::IpAddr;

/// The proxy for a server, if requests to it go through one. This computer is always reached directly.
pub(super) fn proxy_for(url: &Url) -> Option<Url> {
    let host = access::host();
    let variable = |name: &str| host.environment().variable(name)?.into_string().ok();
    let read = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
    let proxy = match url.scheme {
        // `HTTP_PROXY` may come from a request header where a program runs behind a web server.
        Scheme::Plain => read("http_proxy"),
        Scheme::Secure => read("https_proxy").or_else(|| read("HTTPS_PROXY")),
    }?;
    let except = read("no_proxy").or_else(|| read("NO_PROXY")).unwrap_or_default();
    if is_local(&url.host) || is_excepted(&url.host, &except) {
        return None;
    }
    Url::parse(&proxy, Scheme::Plain).ok().filter(|proxy| proxy.scheme == Scheme::Plain)
}

fn is_local(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

fn is_excepted(host: &str, list: &str) -> bool {
    list.split(',').map(|each| each.trim().trim_start_matches('.').to_ascii_lowercase()).any(|each| {
        each == "*"
            || (!each.is_empty() && (host == each || host.strip_suffix(&*each).is_some_and(|rest| rest.ends_with('.'))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions() {
        assert!(is_excepted("a.example.org", "x, .Example.org") && is_excepted("example.org", "example.org"));
        assert!(!is_excepted("badexample.org", "example.org") && !is_excepted("a", ", "));
        assert!(is_local("127.0.0.2") && is_local("::1") && !is_local("10.0.0.1"));
    }
}
