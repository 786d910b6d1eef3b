//! Who a request says it comes from: BASIC and DIGEST
//! ([Authentication](https://developer.4d.com/docs/WebServer/authentication)).

use crate::digest::{Answer, Verdict};
use crate::exchange::Exchange;
use crate::message::{Request, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fourd_project::Settings;
use fourd_value::{Error, error};

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
    pub fn of(settings: &Settings) -> Mode {
        match settings.value("com.4d/web/standalone_server/options/web_passwords", "kind") {
            Some("1") => Mode::Basic,
            Some("2") => Mode::Digest,
            _ => Mode::Custom,
        }
    }

    /// User and password of a request, as On Web Authentication gets them.
    pub fn credentials(self, request: &Request) -> (String, String) {
        let no_user = (String::new(), String::new());
        let Some(field) = request.header("authorization") else { return no_user };
        match self {
            Mode::Custom => no_user,
            Mode::Basic => basic(field).unwrap_or(no_user),
            // The password is never known here.
            Mode::Digest => {
                (Answer::of(field).map(|answer| answer.user().to_owned()).unwrap_or_default(), String::new())
            }
        }
    }
}

fn basic(field: &str) -> Option<(String, String)> {
    let (scheme, value) = field.trim().split_once(' ')?;
    let decoded = STANDARD.decode(value.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8_lossy(&decoded).into_owned();
    text.split_once(':').map(|(user, password)| (user.to_owned(), password.to_owned()))
}

/// The name of a site as browsers show it when they ask for a password.
fn realm(exchange: &Exchange) -> String {
    exchange.server.own_project().name.replace(['"', '\\'], "")
}

/// The answer to a request that is refused: in the modes BASIC and DIGEST with a challenge, for which browsers ask for a
/// password.
pub fn refusal(exchange: &Exchange) -> Response {
    let mut response = Response::error(401);
    let realm = realm(exchange);
    match exchange.running.mode {
        Mode::Custom => {}
        Mode::Basic => response.add("WWW-Authenticate", &format!("Basic realm=\"{realm}\", charset=\"UTF-8\"")),
        Mode::Digest => {
            let Some(machine) = exchange.server.machine() else { return response };
            for challenge in exchange.server.nonces.challenges(&machine, &realm, exchange.is_stale.get()) {
                response.add("WWW-Authenticate", &challenge);
            }
        }
    }
    response
}

/// Whether the browser has proved that it knows the password of a user.
///
/// # Errors
/// It has answered in another way than by a digest.
pub fn is_valid_digest(exchange: &Exchange, user: &str, password: &str) -> Result<bool, Error> {
    let Some(field) = exchange.request.header("authorization") else { return Ok(false) };
    let Some(answer) = Answer::of(field) else {
        let text = "The browser does not identify its user by a digest";
        return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
    };
    let Some(machine) = exchange.server.machine() else { return Ok(false) };
    let request = (exchange.request.method.as_str(), exchange.request.target.as_str());
    let verdict = exchange.server.nonces.check(&machine, &answer, request, &realm(exchange), (user, password));
    if verdict == Verdict::Stale {
        exchange.is_stale.set(true);
    }
    Ok(verdict == Verdict::Right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_reads_what_belongs_to_it() {
        let request = Request::new("GET", "/").with("Authorization", "Basic YWRhOmxvdmVsYWNl");
        assert_eq!(Mode::Basic.credentials(&request), ("ada".to_owned(), "lovelace".to_owned()));
        assert_eq!(Mode::Custom.credentials(&request), (String::new(), String::new()));
        assert_eq!(Mode::Digest.credentials(&request), (String::new(), String::new()));
        let request = Request::new("GET", "/").with("Authorization", "Digest username=\"ada\", nc=1");
        assert_eq!(Mode::Digest.credentials(&request), ("ada".to_owned(), String::new()));
    }
}
