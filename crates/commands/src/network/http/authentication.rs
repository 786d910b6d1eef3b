//! Who asks: BASIC and DIGEST ([RFC 7616](https://www.rfc-editor.org/rfc/rfc7616)).

use super::{quoted_text, values};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use md5::Md5;
use sha2::{Digest, Sha256};

/// How a name and a password are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Method {
    /// As the server asks for it.
    #[default]
    Any,
    /// As they are, with every request.
    Basic,
    /// By a digest, once the server has asked for it.
    Digest,
}

/// Name and password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Credentials {
    pub(crate) name: String,
    pub(crate) password: String,
    pub(crate) method: Method,
}

/// What a server asks for: its scheme and parameters.
struct Challenge {
    scheme: String,
    parameters: Vec<(String, String)>,
}

impl Challenge {
    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All challenges of a header value: `Basic realm="x", Digest realm="y", nonce="z"`.
fn challenges(text: &str) -> Vec<Challenge> {
    let is_word = |character: char| character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~/".contains(character);
    let mut found: Vec<Challenge> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if word.is_empty() {
            return found;
        }
        let after = after.trim_start();
        match (after.strip_prefix('='), found.last_mut()) {
            (Some(value), Some(challenge)) => {
                let value = value.trim_start();
                let (value, behind) = match value.strip_prefix('"') {
                    Some(quoted) => quoted_text(quoted),
                    None => {
                        let end = value.find([',', ' ']).unwrap_or(value.len());
                        (value[..end].to_owned(), &value[end..])
                    }
                };
                challenge.parameters.push((word.to_ascii_lowercase(), value));
                rest = behind;
            }
            (Some(value), None) => rest = value,
            (None, _) => {
                found.push(Challenge { scheme: word.to_ascii_lowercase(), parameters: Vec::new() });
                rest = after;
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Credentials {
    /// The value of the header field that is sent before a server has asked.
    pub(crate) fn unasked(&self) -> Option<String> {
        (self.method == Method::Basic).then(|| self.basic())
    }

    /// The value of the header field that answers what a server asks in this header field; `None` where it asks for
    /// nothing that can be answered.
    pub(crate) fn answer(
        &self,
        headers: &[(String, String)],
        field: &str,
        method: &str,
        target: &str,
    ) -> Option<String> {
        let asked: Vec<Challenge> = values(headers, field).flat_map(challenges).collect();
        let digest = || {
            let mut possible = asked.iter().filter(|challenge| challenge.scheme == "digest");
            possible.find_map(|challenge| self.digest(challenge, method, target, &random_text()))
        };
        let basic = || asked.iter().any(|challenge| challenge.scheme == "basic").then(|| self.basic());
        match self.method {
            Method::Any => digest().or_else(basic),
            Method::Basic => basic(),
            Method::Digest => digest(),
        }
    }

    fn basic(&self) -> String {
        format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{}", self.name, self.password)))
    }

    fn digest(&self, challenge: &Challenge, method: &str, target: &str, client_nonce: &str) -> Option<String> {
        let (realm, nonce) = (challenge.parameter("realm")?, challenge.parameter("nonce")?);
        let algorithm = challenge.parameter("algorithm").unwrap_or("MD5");
        let (base, session) = match algorithm.to_ascii_lowercase().strip_suffix("-sess") {
            Some(base) => (base.to_owned(), true),
            None => (algorithm.to_ascii_lowercase(), false),
        };
        let hash = |text: String| match base.as_str() {
            "md5" => Some(hex(&Md5::digest(text))),
            "sha-256" => Some(hex(&Sha256::digest(text))),
            _ => None,
        };
        let mut secret = hash(format!("{}:{realm}:{}", self.name, self.password))?;
        if session {
            secret = hash(format!("{secret}:{nonce}:{client_nonce}"))?;
        }
        let request = hash(format!("{method}:{target}"))?;
        const COUNT: &str = "00000001";
        let protection = match challenge.parameter("qop") {
            Some(list) => Some(list.split(',').map(str::trim).find(|each| each.eq_ignore_ascii_case("auth"))?),
            None => None,
        };
        let response = match protection {
            Some(quality) => hash(format!("{secret}:{nonce}:{COUNT}:{client_nonce}:{quality}:{request}"))?,
            None => hash(format!("{secret}:{nonce}:{request}"))?,
        };
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let mut value = format!(
            "Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{target}\", response=\"{response}\", algorithm={algorithm}",
            quoted(&self.name),
            quoted(realm),
            quoted(nonce),
        );
        if let Some(opaque) = challenge.parameter("opaque") {
            value.push_str(&format!(", opaque=\"{}\"", quoted(opaque)));
        }
        if let Some(quality) = protection {
            value.push_str(&format!(", qop={quality}, nc={COUNT}, cnonce=\"{client_nonce}\""));
        } else if session {
            value.push_str(&format!(", cnonce=\"{client_nonce}\""));
        }
        // A server must not be able to add header fields to the request.
        (!value.contains(['\r', '\n', '\0'])).then_some(value)
    }
}

fn random_text() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The example of RFC 7616, section 3.9.1.
    #[test]
    fn digests() {
        let mufasa =
            Credentials { name: "Mufasa".to_owned(), password: "Circle of Life".to_owned(), method: Method::Digest };
        let header = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, \
                      nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                      opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", Basic realm=\"x\"";
        let found = challenges(header);
        assert_eq!(found.len(), 2);
        let nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        let value = mufasa.digest(&found[0], "GET", "/dir/index.html", nonce).unwrap();
        assert!(value.contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""), "{value}");
        let newer = challenges(&header.replace("MD5", "SHA-256"));
        let value = mufasa.digest(&newer[0], "GET", "/dir/index.html", nonce).unwrap();
        assert!(value.contains("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"), "{value}");
    }

    #[test]
    fn what_is_asked_decides() {
        let user = |method| Credentials { name: "a".to_owned(), password: "b".to_owned(), method };
        let asked = vec![("WWW-Authenticate".to_owned(), "Basic realm=\"r\"".to_owned())];
        let answer = |method| user(method).answer(&asked, "www-authenticate", "GET", "/");
        assert_eq!(answer(Method::Any).as_deref(), Some("Basic YTpi"));
        assert_eq!(answer(Method::Digest), None);
        assert_eq!(user(Method::Any).unasked(), None);
        assert_eq!(user(Method::Basic).unasked().as_deref(), Some("Basic YTpi"));
        let evil = vec![("WWW-Authenticate".to_owned(), "Digest realm=\"a\", nonce=\"\\".to_owned() + "\n\"")];
        assert_eq!(user(Method::Any).answer(&evil, "www-authenticate", "GET", "/"), None);
    }
}
