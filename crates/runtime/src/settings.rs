//! What commands set for a whole machine, apart from processes and sessions.

use fourd_value::Text;
use fourd_value::date::Century;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How the next external process of a 4D process is to be launched
/// ([LAUNCH EXTERNAL PROCESS](https://developer.4d.com/docs/commands/launch-external-process)).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaunchOptions {
    /// Its current folder.
    pub directory: Option<String>,
    /// Whether the 4D process goes on without waiting for it.
    pub asynchronous: bool,
}

/// The settings of a machine.
#[derive(Default)]
pub struct Settings {
    /// What a year of two digits means.
    pub century: Mutex<Century>,
    /// Environment variables that external processes get in addition to, or in place of, the program's own.
    pub environment: Mutex<BTreeMap<String, String>>,
    /// Options for the next external process, by identity of the 4D process.
    pub launch: Mutex<FxHashMap<u32, LaunchOptions>>,
    /// What `Get database parameter(User param value; …)` reads (rule 10.4).
    pub user_param: Mutex<Text>,
    /// `QUIT 4D` was called: the first process ends with On Exit.
    pub quit: AtomicBool,
    /// The first process has ended: the others shall end too.
    pub ending: AtomicBool,
    /// Somebody has begun with On Server Shutdown.
    pub shutting_down: AtomicBool,
    /// On Server Shutdown has run.
    pub shut_down: AtomicBool,
    /// A server takes no new connections.
    pub rejects_connections: AtomicBool,
    states: Mutex<FxHashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Settings {
    /// What a theme of commands keeps for the machine, by its type; made when it is first asked for.
    pub fn state<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        let mut states = self.states.lock();
        let state = states.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        // The key says the type, so the second way is never taken.
        state.downcast().unwrap_or_default()
    }

    /// Whether a server takes new connections.
    pub fn takes_connections(&self) -> bool {
        !self.rejects_connections.load(Ordering::SeqCst) && !self.quit.load(Ordering::SeqCst)
    }

    /// Sets the text of `--user-param`.
    pub fn set_user_param(&self, text: Text) {
        *self.user_param.lock() = text;
    }
}
