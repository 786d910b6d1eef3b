//! Web sessions: which session a request belongs to, by a cookie whose value only the browser knows
//! ([Web sessions](https://developer.4d.com/docs/WebServer/sessions)).

use crate::message::{Request, shown_address};
use crate::url;
use fourd_runtime::machine::Machine;
use fourd_runtime::session::{SHORTEST_IDLE_TIMEOUT, Session, SessionKind};
use fourd_value::Text;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;

/// How long requests with the old value of a cookie are those of a passing guest after a new one was given: those that a
/// browser has sent before it knew the new value, which must not replace that.
const GRACE: Duration = Duration::from_secs(30);
/// How often sessions that have ended are looked for.
const BETWEEN_SWEEPS: Duration = Duration::from_secs(60);
/// The parameter of a query that holds a token of `createOTP`.
pub const TOKEN: &str = "$4DSID";

/// What a cookie's value becomes here: who reads the memory of the server cannot take a session over.
type Hash = [u8; 32];

fn hash(value: &str) -> Hash {
    Sha256::digest(value.as_bytes()).into()
}

/// A session as the cookies know it.
struct Known {
    session: Arc<Session>,
    /// When the cookie was sent last.
    sent: Duration,
    /// It leads nowhere after this.
    until: Option<Duration>,
}

/// The cookies of a server's sessions.
#[derive(Default)]
pub struct Cookies {
    known: Mutex<FxHashMap<Hash, Known>>,
    swept: Mutex<Duration>,
}

/// The session of a request.
#[derive(Clone)]
pub struct Found {
    /// The session.
    pub session: Arc<Session>,
    /// The value of the cookie that led to it; empty where it is new, or is that of a token.
    pub value: String,
    /// The browser gets the cookie again, so that it does not lose it.
    pub is_due: bool,
    /// It was made for this request.
    pub is_new: bool,
    /// It is that of a guest for this request alone, and no cookie leads to it.
    pub is_passing: bool,
}

impl Found {
    fn of(session: Arc<Session>) -> Found {
        Found { session, value: String::new(), is_due: true, is_new: false, is_passing: false }
    }
}

impl Cookies {
    /// The session that a request names by its cookie, or that a token in its query leads to.
    pub fn find(&self, machine: &Machine, request: &Request, name: &str) -> Option<Found> {
        let now = machine.world.since_1970();
        if request.method != "HEAD" && request.query().contains(TOKEN) {
            let token = url::pairs(request.query()).into_iter().find(|(name, _)| name == TOKEN);
            let session = token.and_then(|(_, token)| machine.sessions.redeem(&Text::from(token), now));
            if let Some(session) = session {
                session.touch(now);
                return Some(Found::of(session));
            }
        }
        values(request, name).into_iter().find_map(|value| {
            let (session, sent, until) = {
                let known = self.known.lock();
                let found = known.get(&hash(&value))?;
                (found.session.clone(), found.sent, found.until)
            };
            let is_over = session.has_expired(now) || until.is_some_and(|until| until <= now);
            // It may have been ended by its end on the machine.
            if is_over || machine.sessions.get(&session.id).is_none() {
                self.known.lock().remove(&hash(&value));
                return None;
            }
            if until.is_some() {
                // Its session was given a new value, since its privileges have changed: who knows only the old value may
                // have planted it.
                return Some(Found { is_due: false, is_passing: true, ..self.begin(machine, request) });
            }
            session.touch(now);
            let is_due = now.saturating_sub(sent) > lifetime(&session) / 2;
            Some(Found { is_due, value, ..Found::of(session) })
        })
    }

    /// A new session of a guest.
    pub fn begin(&self, machine: &Machine, request: &Request) -> Found {
        self.sweep(machine);
        let now = machine.world.since_1970();
        let address = Text::from(shown_address(request.client.ip()));
        let session = Session::of_guest(SessionKind::WEB, address, machine.world.identifier(), now);
        machine.sessions.add(session.clone());
        Found { is_new: true, ..Found::of(session) }
    }

    /// The value of the cookie that leads to a session from now on: a new one where `previous` is empty or led to another
    /// session, or `renews` is set. The previous one is forgotten soon.
    pub fn issue(&self, machine: &Machine, session: &Arc<Session>, previous: &str, renews: bool) -> String {
        let now = machine.world.since_1970();
        let mut known = self.known.lock();
        if let Some(found) = known.get_mut(&hash(previous)) {
            let is_same = Arc::ptr_eq(&found.session, session);
            if is_same && !renews {
                found.sent = now;
                return previous.to_owned();
            }
            if is_same {
                found.until = Some(now.saturating_add(GRACE));
            }
        }
        let value = random(machine);
        known.insert(hash(&value), Known { session: session.clone(), sent: now, until: None });
        value
    }

    /// Forgets all sessions; those of the web end.
    pub fn end_all(&self, machine: &Machine) {
        let all = std::mem::take(&mut *self.known.lock());
        let of_web = all.values().filter(|known| known.session.kind.is_replaceable);
        of_web.for_each(|known| machine.end_session(&known.session.id));
    }

    /// Ends the sessions that have expired.
    fn sweep(&self, machine: &Machine) {
        let now = machine.world.since_1970();
        {
            let mut swept = self.swept.lock();
            if now.saturating_sub(*swept) < BETWEEN_SWEEPS {
                return;
            }
            *swept = now;
        }
        machine.sessions.expire(now).iter().for_each(|session| machine.end_session(&session.id));
        let is_over = |known: &Known| known.session.has_expired(now) || known.until.is_some_and(|until| until <= now);
        let over: Vec<Known> = {
            let mut known = self.known.lock();
            let keys: Vec<Hash> = known.iter().filter(|(_, known)| is_over(known)).map(|(key, _)| *key).collect();
            keys.iter().filter_map(|key| known.remove(key)).collect()
        };
        drop(over);
    }
}

/// 128 random bits; those of the seed where a run has one.
pub(crate) fn random(machine: &Machine) -> String {
    let mut bytes = [0_u8; 16];
    if machine.world.is_seeded() || getrandom::fill(&mut bytes).is_err() {
        return machine.world.identifier().to_cow().into_owned();
    }
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The values of all cookies of that name in a request.
fn values(request: &Request, name: &str) -> Vec<String> {
    let lines = request.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case("cookie"));
    let cookies = lines.flat_map(|(_, line)| cookie::Cookie::split_parse(line.as_str())).filter_map(Result::ok);
    cookies.filter(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned()).collect()
}

/// After how long without use a session ends; one of a desktop, to which a token has led a browser, ends with the desktop.
fn lifetime(session: &Session) -> Duration {
    Duration::from_secs(60 * u64::from(session.idle_timeout().unwrap_or(SHORTEST_IDLE_TIMEOUT)))
}

/// How the cookie of a session is sent.
pub struct Attributes<'a> {
    /// Its name.
    pub name: &'a str,
    /// The domain, empty for the host alone.
    pub domain: &'a str,
    /// The path.
    pub path: &'a str,
    /// `Strict`, `Lax` or `None`.
    pub same_site: &'a str,
    /// It came over TLS.
    pub secure: bool,
}

impl Attributes<'_> {
    /// The header field that gives a browser the cookie.
    pub fn field(&self, session: &Session, value: &str) -> String {
        let same_site = match self.same_site {
            "Lax" => cookie::SameSite::Lax,
            "None" => cookie::SameSite::None,
            _ => cookie::SameSite::Strict,
        };
        let seconds = i64::try_from(lifetime(session).as_secs()).unwrap_or(i64::MAX);
        let mut cookie = cookie::Cookie::build((self.name, value))
            .path(if self.path.is_empty() { "/" } else { self.path })
            .http_only(true)
            .same_site(same_site)
            .max_age(cookie::time::Duration::seconds(seconds));
        if self.secure {
            cookie = cookie.secure(true);
        }
        if !self.domain.is_empty() {
            cookie = cookie.domain(self.domain);
        }
        cookie.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_cookie_does_not_show_its_value() {
        let kept = hash("abc").iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(kept, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
