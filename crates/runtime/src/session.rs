//! User sessions. The context in which code runs decides which session it belongs to.

use fourd_value::{SharedObject, Text};
use parking_lot::RwLock;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::time::SystemTime;

/// Where a session comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// The one session of a program without server (rule 1.2).
    Standalone,
}

impl SessionKind {
    /// What `Session.info.type` says (rule 3.3).
    pub fn info_type(self) -> &'static str {
        match self {
            SessionKind::Standalone => "standalone",
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
    /// When it was created.
    pub created: SystemTime,
}

impl Session {
    /// A new session with an empty storage.
    pub fn new(kind: SessionKind, user_name: Text, id: Text) -> Arc<Session> {
        Arc::new(Session { id, kind, storage: SharedObject::storage(), user_name, created: SystemTime::now() })
    }
}

/// The sessions that live in a program, by id.
#[derive(Default)]
pub struct Sessions {
    by_id: RwLock<FxHashMap<Text, Arc<Session>>>,
}

impl Sessions {
    /// Adds a session.
    pub fn add(&self, session: Arc<Session>) {
        self.by_id.write().insert(session.id.clone(), session);
    }

    /// The session with that id (rules 2.3 and 2.4).
    pub fn get(&self, id: &Text) -> Option<Arc<Session>> {
        self.by_id.read().get(id).cloned()
    }
}
