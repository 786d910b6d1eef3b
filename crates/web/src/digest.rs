//! DIGEST ([RFC 7616](https://www.rfc-editor.org/rfc/rfc7616)): a browser proves that it knows a password without sending it.

use fourd_runtime::machine::Machine;
use md5::{Digest as _, Md5};
use parking_lot::Mutex;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::Sha256;
use std::time::Duration;

/// How long a nonce can be used.
const LIFETIME: Duration = Duration::from_secs(5 * 60);
/// How many uses of nonces are remembered; with more, all browsers get a new nonce.
const MOST_USES: usize = 100_000;

/// How digests are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Md5,
    Sha256,
}

impl Algorithm {
    /// All of them, the one that is preferred first.
    const ALL: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Md5];

    fn name(self) -> &'static str {
        match self {
            Algorithm::Md5 => "MD5",
            Algorithm::Sha256 => "SHA-256",
        }
    }

    fn hash(self, text: &str) -> String {
        match self {
            Algorithm::Md5 => hex(&Md5::digest(text.as_bytes())),
            Algorithm::Sha256 => hex(&Sha256::digest(text.as_bytes())),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a browser says in its header field `Authorization`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer(FxHashMap<String, String>);

impl Answer {
    /// The value of a header field; nothing where it is not of the scheme `Digest`.
    pub fn of(field: &str) -> Option<Answer> {
        let (scheme, mut rest) = field.trim().split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("digest") {
            return None;
        }
        let mut parameters = FxHashMap::default();
        while let Some((name, after)) = rest.split_once('=') {
            let name = name.trim_matches([' ', ',', '\t']).to_ascii_lowercase();
            let after = after.trim_start();
            let (value, remaining) = match after.strip_prefix('"') {
                Some(quoted) => quoted_text(quoted)?,
                None => {
                    let (value, remaining) = after.split_once(',').unwrap_or((after, ""));
                    (value.trim().to_owned(), remaining)
                }
            };
            // A parameter that is there twice could be understood in two ways.
            if parameters.insert(name, value).is_some() {
                return None;
            }
            rest = remaining;
        }
        Some(Answer(parameters))
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The name of the user.
    pub fn user(&self) -> &str {
        self.get("username")
    }
}

/// The text up to the next quote, and what follows it.
fn quoted_text(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Some((value, text.get(index + 1..).unwrap_or_default())),
            '\\' => value.push(characters.next()?.1),
            other => value.push(other),
        }
    }
    None
}

/// What a check of an answer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// User and password are those of the answer.
    Right,
    /// They are not.
    Wrong,
    /// They are, but the browser has to use a new nonce.
    Stale,
}

/// The uses of a nonce, with the time of the nonce in milliseconds.
type Uses = FxHashSet<(u64, String, u32)>;

/// The nonces of a server. A nonce names its time and is signed, so that nothing is kept for browsers that only ask.
#[derive(Default)]
pub struct Nonces {
    secret: Mutex<Option<String>>,
    used: Mutex<Uses>,
}

impl Nonces {
    /// What only this server knows.
    fn secret(&self, machine: &Machine) -> String {
        self.secret.lock().get_or_insert_with(|| crate::sessions::random(machine)).clone()
    }

    fn sign(&self, machine: &Machine, time: u64, salt: &str) -> String {
        Algorithm::Sha256.hash(&format!("{}:{time:x}:{salt}", self.secret(machine)))
    }

    /// The challenges for a browser, as values of `WWW-Authenticate`.
    pub fn challenges(&self, machine: &Machine, realm: &str, is_stale: bool) -> Vec<String> {
        let time = u64::try_from(machine.world.since_1970().as_millis()).unwrap_or_default();
        let salt = crate::sessions::random(machine);
        let nonce = format!("{time:x}.{salt}.{}", self.sign(machine, time, &salt));
        let stale = if is_stale { ", stale=true" } else { "" };
        let challenge = |algorithm: Algorithm| {
            let name = algorithm.name();
            format!("Digest realm=\"{realm}\", qop=\"auth\", algorithm={name}, nonce=\"{nonce}\", charset=UTF-8{stale}")
        };
        Algorithm::ALL.into_iter().map(challenge).collect()
    }

    /// The time of a nonce of this server.
    fn time(&self, machine: &Machine, nonce: &str) -> Option<u64> {
        let mut parts = nonce.splitn(3, '.');
        let (time, salt, signature) = (parts.next()?, parts.next()?, parts.next()?);
        let time = u64::from_str_radix(time, 16).ok()?;
        (self.sign(machine, time, salt) == signature).then_some(time)
    }

    /// Whether an answer proves that the browser knows a user's password, for a request of that method and target.
    pub fn check(
        &self,
        machine: &Machine,
        answer: &Answer,
        request: (&str, &str),
        realm: &str,
        (user, password): (&str, &str),
    ) -> Verdict {
        let (method, target) = request;
        let algorithm = match answer.get("algorithm") {
            "" => Some(Algorithm::Md5),
            name => Algorithm::ALL.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name)),
        };
        let (Some(algorithm), Ok(count)) = (algorithm, u32::from_str_radix(answer.get("nc"), 16)) else {
            return Verdict::Wrong;
        };
        let fits = answer.get("uri") == target
            && answer.get("realm") == realm
            && answer.user() == user
            && answer.get("qop").eq_ignore_ascii_case("auth");
        let Some(time) = self.time(machine, answer.get("nonce")).filter(|_| fits) else { return Verdict::Wrong };
        let expected = {
            let known = algorithm.hash(&format!("{user}:{realm}:{password}"));
            let asked = algorithm.hash(&format!("{method}:{target}"));
            let (nonce, nc, cnonce) = (answer.get("nonce"), answer.get("nc"), answer.get("cnonce"));
            algorithm.hash(&format!("{known}:{nonce}:{nc}:{cnonce}:{}:{asked}", answer.get("qop")))
        };
        if !is_same(&expected, &answer.get("response").to_ascii_lowercase()) {
            return Verdict::Wrong;
        }
        let now = u64::try_from(machine.world.since_1970().as_millis()).unwrap_or_default();
        let lifetime = u64::try_from(LIFETIME.as_millis()).unwrap_or_default();
        if now.saturating_sub(time) > lifetime {
            return Verdict::Stale;
        }
        let mut used = self.used.lock();
        if used.len() >= MOST_USES {
            used.retain(|(time, ..)| now.saturating_sub(*time) <= lifetime);
            if used.len() >= MOST_USES {
                return Verdict::Stale;
            }
        }
        // What was heard on the way is of no use.
        match used.insert((time, answer.get("nonce").to_owned(), count)) {
            true => Verdict::Right,
            false => Verdict::Stale,
        }
    }
}

/// Compares in a time that does not depend on where texts differ.
fn is_same(first: &str, second: &str) -> bool {
    let differences = first.bytes().zip(second.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    first.len() == second.len() && differences == 0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_header_field_is_taken_apart() {
        let field = "Digest username=\"a \\\"b\\\", c\", realm=\"x\", nc=00000001, qop=auth, uri=\"/a?b=c\"";
        let answer = Answer::of(field).unwrap();
        assert_eq!((answer.user(), answer.get("nc"), answer.get("qop")), ("a \"b\", c", "00000001", "auth"));
        assert_eq!(answer.get("uri"), "/a?b=c");
        for wrong in ["Basic YQ==", "Digest username=\"a", "Digest a=1, a=2", "Digest"] {
            assert_eq!(Answer::of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn digests_are_those_of_the_rfc() {
        // RFC 7616, section 3.9.1.
        let answer = |algorithm: Algorithm| {
            let known = algorithm.hash("Mufasa:http-auth@example.org:Circle of Life");
            let asked = algorithm.hash("GET:/dir/index.html");
            let nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
            let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
            algorithm.hash(&format!("{known}:{nonce}:00000001:{cnonce}:auth:{asked}"))
        };
        assert_eq!(answer(Algorithm::Md5), "8ca523f5e9506fed4657c9700eebdbec");
        assert_eq!(answer(Algorithm::Sha256), "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
        assert!(is_same("ab", "ab") && !is_same("ab", "a") && !is_same("ab", "ac"));
    }
}
