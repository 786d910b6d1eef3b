//! Addresses of requests: `{http|https}://{user:password@}host{:port}{/path}{?query}`.

use fourd_value::{Error, error};
use std::fmt::Write;

/// How a server is talked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scheme {
    /// Openly.
    Plain,
    /// Through TLS.
    Secure,
}

/// A parsed address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Url {
    /// How to talk to the server.
    pub(crate) scheme: Scheme,
    /// Name and password before the host.
    pub(crate) user: Option<(String, String)>,
    /// The host, without brackets.
    pub(crate) host: String,
    /// The port.
    pub(crate) port: u16,
    /// Path and query, beginning with `/`.
    pub(crate) target: String,
}

/// The longest address that is taken, in bytes.
const MAX_LENGTH: usize = 1 << 16;

fn invalid(text: &str, why: &str) -> Error {
    let shown: String = text.chars().take(200).collect();
    Error::with(error::NETWORK, format!("`{shown}` is no valid URL: {why}"))
}

/// Splits what stands before `://` from the rest.
fn split_scheme(text: &str) -> (Option<&str>, &str) {
    match text.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) => {
            (Some(scheme), rest)
        }
        _ => (None, text),
    }
}

impl Url {
    /// Reads an address of a web server; `default` stands where it names no scheme.
    ///
    /// # Errors
    /// It is not valid.
    pub(crate) fn parse(text: &str, default: Scheme) -> Result<Url, Error> {
        Self::parse_as(text, Some(default), ["http", "https"])
    }

    /// Reads an address of a WebSocket.
    ///
    /// # Errors
    /// It is not valid.
    pub(crate) fn parse_socket(text: &str) -> Result<Url, Error> {
        Self::parse_as(text, None, ["ws", "wss"])
    }

    fn parse_as(text: &str, default: Option<Scheme>, names: [&str; 2]) -> Result<Url, Error> {
        let trimmed = text.trim();
        if trimmed.len() > MAX_LENGTH {
            return Err(invalid(trimmed, "it is too long"));
        }
        let (scheme, rest) = split_scheme(trimmed);
        let scheme = match scheme {
            Some(name) if name.eq_ignore_ascii_case(names[0]) => Scheme::Plain,
            Some(name) if name.eq_ignore_ascii_case(names[1]) => Scheme::Secure,
            Some(name) => return Err(invalid(trimmed, &format!("`{name}` is not supported"))),
            None => default
                .ok_or_else(|| invalid(trimmed, &format!("it begins with `{}://` or `{}://`", names[0], names[1])))?,
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(end);
        let (user, place) = match authority.rsplit_once('@') {
            Some((user, place)) => {
                let (name, password) = user.split_once(':').unwrap_or((user, ""));
                (Some((decoded(name), decoded(password))), place)
            }
            None => (None, authority),
        };
        let (host, port) = split_port(place).ok_or_else(|| invalid(trimmed, "the port is no number"))?;
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        if host.is_empty() {
            return Err(invalid(trimmed, "there is no host"));
        }
        if !host.is_ascii() {
            return Err(Error::not_implemented("hosts with other characters than ASCII"));
        }
        if host.bytes().any(|byte| byte.is_ascii_control() || b" \"<>\\^`{}|[]@".contains(&byte)) {
            return Err(invalid(trimmed, "the host is not valid"));
        }
        let port = port.unwrap_or(match scheme {
            Scheme::Plain => 80,
            Scheme::Secure => 443,
        });
        Ok(Url { scheme, user, host: host.to_ascii_lowercase(), port, target: target_of(target) })
    }

    /// The address that a `Location` header leads to from here.
    ///
    /// # Errors
    /// It is not valid.
    pub(crate) fn join(&self, location: &str) -> Result<Url, Error> {
        let location = location.trim();
        let scheme = match self.scheme {
            Scheme::Plain => "http",
            Scheme::Secure => "https",
        };
        if split_scheme(location).0.is_some() {
            return Url::parse(location, self.scheme);
        }
        if let Some(rest) = location.strip_prefix("//") {
            return Url::parse(&format!("{scheme}://{rest}"), self.scheme);
        }
        let path = self.target.split('?').next().unwrap_or_default();
        let target = if location.starts_with('/') {
            location.to_owned()
        } else if location.starts_with('?') {
            format!("{path}{location}")
        } else if location.is_empty() || location.starts_with('#') {
            self.target.clone()
        } else {
            format!("{}/{location}", path.rsplit_once('/').map_or("", |(folder, _)| folder))
        };
        Ok(Url { user: self.user.clone(), target: without_dots(&target_of(&target)), ..self.clone() })
    }

    /// Host and port as the `Host` header has them.
    pub(crate) fn authority(&self) -> String {
        let usual = match self.scheme {
            Scheme::Plain => 80,
            Scheme::Secure => 443,
        };
        let host = self.bracketed_host();
        if self.port == usual { host } else { format!("{host}:{}", self.port) }
    }

    /// The host, an IPv6 address in brackets.
    pub(crate) fn bracketed_host(&self) -> String {
        if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() }
    }

    /// Whether both lead to the same server.
    pub(crate) fn same_server(&self, other: &Url) -> bool {
        self.scheme == other.scheme && self.host == other.host && self.port == other.port
    }
}

/// Splits the port off; `None` where it is no number.
fn split_port(place: &str) -> Option<(&str, Option<u16>)> {
    let colon = match place.rfind(']') {
        Some(bracket) => place.get(bracket..)?.find(':').map(|at| at + bracket),
        None => place.rfind(':'),
    };
    let Some(colon) = colon else { return Some((place, None)) };
    let (host, port) = (place.get(..colon)?, place.get(colon + 1..)?);
    if port.is_empty() {
        return Some((host, None));
    }
    port.bytes().all(|byte| byte.is_ascii_digit()).then(|| port.parse().ok()).flatten().map(|port| (host, Some(port)))
}

/// Path and query as they are sent: what cannot stand there is encoded, a fragment dropped.
fn target_of(text: &str) -> String {
    let text = text.split('#').next().unwrap_or_default();
    let mut target = String::with_capacity(text.len() + 1);
    if !text.starts_with('/') {
        target.push('/');
    }
    for character in text.chars() {
        if character.is_ascii_graphic() && !"\"<>\\^`{}|".contains(character) {
            target.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a String cannot fail.
                let _ = write!(target, "%{byte:02X}");
            }
        }
    }
    target
}

/// A target whose path has no `.` and `..` any more.
fn without_dots(target: &str) -> String {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let mut parts: Vec<&str> = Vec::new();
    let mut names = path.split('/').skip(1).peekable();
    while let Some(name) = names.next() {
        let last = names.peek().is_none();
        match name {
            "." if last => parts.push(""),
            "." => {}
            ".." => {
                parts.pop();
                if last {
                    parts.push("");
                }
            }
            name => parts.push(name),
        }
    }
    let mut result = format!("/{}", parts.join("/"));
    if let Some(query) = query {
        result.push('?');
        result.push_str(query);
    }
    result
}

/// Text with `%41` decoded; what is not valid stays.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |index: usize| after.get(index).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn documented_forms() {
        let url = |text: &str| Url::parse(text, Scheme::Secure).unwrap();
        assert_eq!(url("http://www.myserver.com").target, "/");
        let plain = url("www.myserver.com/path");
        assert_eq!((plain.scheme, plain.port, plain.target.as_str()), (Scheme::Secure, 443, "/path"));
        assert_eq!(url("http://www.myserver.com/path?name=\"jones\"").target, "/path?name=%22jones%22");
        let with_user = url("http://john:smith@123.45.67.89:8083");
        assert_eq!(with_user.user, Some(("john".to_owned(), "smith".to_owned())));
        assert_eq!((with_user.host.as_str(), with_user.port), ("123.45.67.89", 8083));
        let six = url("http://[2001:0db8::8329]:8080/index.html");
        assert_eq!((six.host.as_str(), six.authority().as_str()), ("2001:0db8::8329", "[2001:0db8::8329]:8080"));
        assert_eq!(url("http://h?q=é #x").target, "/?q=%C3%A9%20");
        assert_eq!(url("a:p%40@host").user, Some(("a".to_owned(), "p@".to_owned())));
    }

    #[test]
    fn refused() {
        for text in
            ["", "http://", "ftp://x", "http://a:b", "http://a:99999", "http://a b/", "http://a\r\nb", "http://[::1"]
        {
            assert!(Url::parse(text, Scheme::Secure).is_err(), "{text}");
        }
        assert!(Url::parse_socket("http://a").is_err() && Url::parse_socket("a").is_err());
    }

    #[test]
    fn redirections() {
        let from = Url::parse("http://h:81/a/b/c?q=1", Scheme::Plain).unwrap();
        for (location, expected) in [
            ("d", "/a/b/d"),
            ("../d?x", "/a/d?x"),
            ("../../../..", "/"),
            ("/e", "/e"),
            ("?z", "/a/b/c?z"),
            ("./", "/a/b/"),
            ("", "/a/b/c?q=1"),
        ] {
            assert_eq!(from.join(location).unwrap().target, expected, "{location}");
        }
        let other = from.join("https://k/x").unwrap();
        assert_eq!((other.scheme, other.host.as_str(), other.port), (Scheme::Secure, "k", 443));
        assert_eq!(from.join("//k/x").unwrap().port, 80);
        assert!(!from.same_server(&other));
    }
}
