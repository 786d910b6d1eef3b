//! Where the sessions of a machine live.

use super::Session;
use fourd_value::{SharedObject, Text};
use parking_lot::{Mutex, RwLock};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::time::Duration;

/// The sessions that live on a machine, by id, and the tokens that lead to them. Times count since 1970.
pub trait SessionStore: Send + Sync {
    /// Adds a session.
    fn add(&self, session: Arc<Session>);

    /// Forgets a session that has ended.
    fn remove(&self, id: &Text);

    /// The session with that id (rules 2.3 and 2.4).
    fn get(&self, id: &Text) -> Option<Arc<Session>>;

    /// The storage of the session with that id.
    fn storage(&self, id: &Text) -> Option<Arc<SharedObject>> {
        self.get(id).map(|session| session.storage.clone())
    }

    /// All sessions, the oldest first.
    fn all(&self) -> Vec<Arc<Session>>;

    /// Remembers a token that leads to a session, once, until then (rule 4.9).
    fn add_token(&self, token: Text, session: Text, now: Duration, until: Duration);

    /// The session that a token leads to; nothing where it is unknown, used or expired, or its session has ended
    /// (rule 4.10).
    fn redeem(&self, token: &Text, now: Duration) -> Option<Arc<Session>>;

    /// The sessions that have ended because nothing happened in them; they are forgotten.
    fn expire(&self, now: Duration) -> Vec<Arc<Session>>;
}

/// What a token of `createOTP` leads to.
struct Token {
    session: Text,
    /// When it is worth nothing any more.
    until: Duration,
}

/// A session that lives. Its storage is asked for most, and found without a look at the session.
struct Stored {
    session: Arc<Session>,
    storage: Arc<SharedObject>,
}

/// Sessions that live as long as the program at most.
#[derive(Default)]
pub struct SessionsInMemory {
    by_id: RwLock<FxHashMap<Text, Stored>>,
    tokens: Mutex<FxHashMap<Text, Token>>,
}

impl SessionStore for SessionsInMemory {
    fn add(&self, session: Arc<Session>) {
        let storage = session.storage.clone();
        self.by_id.write().insert(session.id.clone(), Stored { session, storage });
    }

    fn remove(&self, id: &Text) {
        self.by_id.write().remove(id);
    }

    fn get(&self, id: &Text) -> Option<Arc<Session>> {
        self.by_id.read().get(id).map(|known| known.session.clone())
    }

    fn storage(&self, id: &Text) -> Option<Arc<SharedObject>> {
        self.by_id.read().get(id).map(|known| known.storage.clone())
    }

    fn all(&self) -> Vec<Arc<Session>> {
        let mut all: Vec<_> = self.by_id.read().values().map(|known| known.session.clone()).collect();
        all.sort_by(|left, right| (left.created(), &left.id).cmp(&(right.created(), &right.id)));
        all
    }

    fn expire(&self, now: Duration) -> Vec<Arc<Session>> {
        let mut expired = Vec::new();
        // Of many sessions few have expired: a look at each is all that most of them cost.
        self.by_id.write().retain(|_, known| {
            let lives = !known.session.has_expired(now);
            if !lives {
                expired.push(known.session.clone());
            }
            lives
        });
        expired
    }

    fn add_token(&self, token: Text, session: Text, now: Duration, until: Duration) {
        let mut tokens = self.tokens.lock();
        tokens.retain(|_, token| token.until > now);
        tokens.insert(token, Token { session, until });
    }

    fn redeem(&self, token: &Text, now: Duration) -> Option<Arc<Session>> {
        let token = self.tokens.lock().remove(token)?;
        if token.until <= now { None } else { self.get(&token.session).filter(|session| !session.has_expired(now)) }
    }
}
