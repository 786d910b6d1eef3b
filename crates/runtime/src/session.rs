//! User sessions. The context in which code runs decides which session it belongs to.

use crate::state::Slots;
use crate::world::Moment;
use fourd_value::parcel::Classes;
use fourd_value::{Class, Object, Packed, SharedObject, Text};
use parking_lot::{Mutex, RwLock};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// Where a session comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// The one session of a program without server (rule 1.2).
    Standalone,
    /// The one session of all stored procedures of a server (rule 1.3).
    StoredProcedure,
    /// The session of a remote client, on the server (rule 1.4).
    Remote,
    /// The session of a remote client, on the client (rules 1.5 and 1.6).
    RemoteClient,
}

impl SessionKind {
    /// What `Session.info.type` says (rule 3.3).
    pub fn info_type(self) -> &'static str {
        match self {
            SessionKind::Standalone => "standalone",
            SessionKind::StoredProcedure => "storedProcedure",
            SessionKind::Remote | SessionKind::RemoteClient => "remote",
        }
    }
}

/// A session.
pub struct Session {
    /// 32 uppercase hexadecimal digits (rule 2.7).
    pub id: Text,
    /// Where it comes from.
    pub kind: SessionKind,
    /// `.storage`: one shared object, whose content keeps its own groups (rule 6.8).
    pub storage: Arc<SharedObject>,
    /// Name of the user's account.
    pub user_name: Text,
    /// The name that `SET USER ALIAS` gave; empty where it gave none.
    pub alias: RwLock<Text>,
    /// Name of the machine that it stands for.
    pub machine_name: Text,
    /// When it was created, since 1970.
    created: RwLock<Duration>,
    /// Privileges that were set.
    pub privileges: RwLock<Vec<Text>>,
    /// What commands keep for it.
    pub state: Slots,
}

impl Session {
    /// A new session with an empty storage.
    pub fn new(kind: SessionKind, user_name: Text, machine_name: Text, id: Text, created: Duration) -> Arc<Session> {
        Arc::new(Session {
            id,
            kind,
            storage: SharedObject::storage(),
            user_name,
            alias: RwLock::new(Text::EMPTY),
            machine_name,
            created: RwLock::new(created),
            privileges: RwLock::default(),
            state: Slots::default(),
        })
    }

    /// When it was created, since 1970.
    pub fn created(&self) -> Duration {
        *self.created.read()
    }

    /// The session of a client begins with its connection.
    pub(crate) fn begins(&self, created: Duration) {
        *self.created.write() = created;
    }

    /// `.userName`: the alias, or else the account.
    pub fn shown_user(&self) -> Text {
        let alias = self.alias.read();
        if alias.is_empty() { self.user_name.clone() } else { alias.clone() }
    }
}

/// Other processes of the machine get the same session.
impl Packed for Session {
    fn class(&self) -> &str {
        "Session"
    }
    fn unpack(self: Arc<Self>, class: &Rc<Class>, _classes: &mut Classes<'_>) -> Object {
        Object::travelling(class, self)
    }
}

/// What a token of `createOTP` leads to.
struct Token {
    session: Text,
    /// When it is worth nothing any more.
    until: Moment,
}

/// A session that lives. Its storage is asked for most, and found without a look at the session.
struct Known {
    session: Arc<Session>,
    storage: Arc<SharedObject>,
}

/// The sessions that live on a machine, by id.
#[derive(Default)]
pub struct Sessions {
    by_id: RwLock<FxHashMap<Text, Known>>,
    tokens: Mutex<FxHashMap<Text, Token>>,
}

impl Sessions {
    /// Adds a session.
    pub fn add(&self, session: Arc<Session>) {
        let storage = session.storage.clone();
        self.by_id.write().insert(session.id.clone(), Known { session, storage });
    }

    /// Forgets a session that has ended.
    pub fn remove(&self, id: &Text) {
        self.by_id.write().remove(id);
    }

    /// The session with that id (rules 2.3 and 2.4).
    pub fn get(&self, id: &Text) -> Option<Arc<Session>> {
        self.by_id.read().get(id).map(|known| known.session.clone())
    }

    /// The storage of the session with that id.
    pub fn storage(&self, id: &Text) -> Option<Arc<SharedObject>> {
        self.by_id.read().get(id).map(|known| known.storage.clone())
    }

    /// Remembers a token that leads to a session, once, until then (rule 4.9).
    pub fn add_token(&self, token: Text, session: Text, now: Moment, until: Moment) {
        let mut tokens = self.tokens.lock();
        tokens.retain(|_, token| token.until > now);
        tokens.insert(token, Token { session, until });
    }

    /// The session that a token leads to; nothing where it is unknown, used or expired, or its session has ended
    /// (rule 4.10).
    pub fn redeem(&self, token: &Text, now: Moment) -> Option<Arc<Session>> {
        let token = self.tokens.lock().remove(token)?;
        if token.until <= now { None } else { self.get(&token.session) }
    }

    /// All sessions, the oldest first.
    pub fn all(&self) -> Vec<Arc<Session>> {
        let mut all: Vec<_> = self.by_id.read().values().map(|known| known.session.clone()).collect();
        all.sort_by(|left, right| (left.created(), &left.id).cmp(&(right.created(), &right.id)));
        all
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_token_leads_to_its_session_once_and_for_a_time() {
        let sessions = Sessions::default();
        let text = |text: &str| Text::from(text);
        let kind = SessionKind::Remote;
        let session = Session::new(kind, text("anna"), text("machine"), text("A"), Duration::ZERO);
        sessions.add(session.clone());
        let second = Duration::from_secs(1);
        for token in ["1", "2", "3"] {
            sessions.add_token(text(token), text("A"), Duration::ZERO, 10 * second);
        }
        assert!(Arc::ptr_eq(&sessions.redeem(&text("1"), second).unwrap(), &session));
        assert!(sessions.redeem(&text("1"), second).is_none(), "used");
        assert!(sessions.redeem(&text("2"), 10 * second).is_none(), "expired");
        assert!(sessions.redeem(&text("4"), second).is_none(), "unknown");
        sessions.remove(&text("A"));
        assert!(sessions.redeem(&text("3"), second).is_none(), "ended");
    }
}
