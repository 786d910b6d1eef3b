//! Who a request says it comes from: BASIC and DIGEST
//! ([Authentication](https://developer.4d.com/docs/WebServer/authentication)).

use crate::message::Request;
use crate::server::Server;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How users are identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By the code of the site.
    Custom,
    /// By the browser, which sends name and password.
    Basic,
    /// By the browser, which sends a digest of the password.
    Digest,
}

impl Mode {
    /// The mode that the settings of a project say.
    pub fn of(server: &Server) -> Mode {
        match server.own_project().settings().value("com.4d/web/standalone_server/options/web_passwords", "kind") {
            Some("1") => Mode::Basic,
            Some("2") => Mode::Digest,
            _ => Mode::Custom,
        }
    }

    /// The challenge for a browser; none where the code identifies users.
    pub fn challenge(self, realm: &str) -> Option<String> {
        let realm = realm.replace(['"', '\\'], "");
        match self {
            Mode::Custom => None,
            Mode::Basic => Some(format!("Basic realm=\"{realm}\", charset=\"UTF-8\"")),
            // The check of digests (`WEB Validate digest`) is not implemented: no digest is accepted.
            Mode::Digest => Some(format!("Digest realm=\"{realm}\", qop=\"auth\", algorithm=MD5, nonce=\"\"")),
        }
    }

    /// User and password of a request, as On Web Authentication gets them.
    pub fn credentials(self, request: &Request) -> (String, String) {
        let no_user = (String::new(), String::new());
        if self != Mode::Basic {
            return no_user;
        }
        let Some((scheme, value)) = request.header("authorization").and_then(|value| value.split_once(' ')) else {
            return no_user;
        };
        let decoded = STANDARD.decode(value.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"));
        let text = decoded.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        text.split_once(':').map_or(no_user, |(user, password)| (user.to_owned(), password.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_basic_mode_reads_name_and_password() {
        let request = Request::new("GET", "/").with("Authorization", "Basic YWRhOmxvdmVsYWNl");
        assert_eq!(Mode::Basic.credentials(&request), ("ada".to_owned(), "lovelace".to_owned()));
        assert_eq!(Mode::Custom.credentials(&request), (String::new(), String::new()));
    }
}
