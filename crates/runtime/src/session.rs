//! User sessions. The context in which code runs decides which session it belongs to.

use fourd_value::{SharedObject, Text};
use parking_lot::RwLock;
use rustc_hash::FxHashMap;
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
    /// `.userName`.
    pub user_name: Text,
    /// Name of the machine that it stands for.
    pub machine_name: Text,
    /// When it was created, since 1970.
    pub created: Duration,
    /// Privileges that were set.
    pub privileges: RwLock<Vec<Text>>,
}

impl Session {
    /// A new session with an empty storage.
    pub fn new(kind: SessionKind, user_name: Text, machine_name: Text, id: Text, created: Duration) -> Arc<Session> {
        Arc::new(Session {
            id,
            kind,
            storage: SharedObject::storage(),
            user_name,
            machine_name,
            created,
            privileges: RwLock::default(),
        })
    }
}

/// The sessions that live on a machine, by id.
#[derive(Default)]
pub struct Sessions {
    by_id: RwLock<FxHashMap<Text, Arc<Session>>>,
}

impl Sessions {
    /// Adds a session.
    pub fn add(&self, session: Arc<Session>) {
        self.by_id.write().insert(session.id.clone(), session);
    }

    /// Forgets a session that has ended.
    pub fn remove(&self, id: &Text) {
        self.by_id.write().remove(id);
    }

    /// The session with that id (rules 2.3 and 2.4).
    pub fn get(&self, id: &Text) -> Option<Arc<Session>> {
        self.by_id.read().get(id).cloned()
    }

    /// All sessions, the oldest first.
    pub fn all(&self) -> Vec<Arc<Session>> {
        let mut all: Vec<_> = self.by_id.read().values().cloned().collect();
        all.sort_by(|left, right| (left.created, &left.id).cmp(&(right.created, &right.id)));
        all
    }
}
