//! What commands set for a whole machine, apart from processes and sessions.

use fourd_value::Text;
use fourd_value::date::Century;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// The settings of a machine.
#[derive(Default)]
pub struct Settings {
    /// What a year of two digits means.
    pub century: Mutex<Century>,
    /// Environment variables that external processes get in addition to, or in place of, the program's own.
    pub environment: Mutex<BTreeMap<String, String>>,
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
}

impl Settings {
    /// Whether a server takes new connections.
    pub fn takes_connections(&self) -> bool {
        !self.rejects_connections.load(Ordering::SeqCst) && !self.quit.load(Ordering::SeqCst)
    }

    /// Sets the text of `--user-param`.
    pub fn set_user_param(&self, text: Text) {
        *self.user_param.lock() = text;
    }
}
