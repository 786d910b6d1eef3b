//! User sessions. The context in which code runs decides which session it belongs to.
//!
//! What a session is and can do is data ([`SessionKind`]), so a kind of its own needs no code elsewhere. Sessions live in a
//! [`SessionStore`], which a machine holds.

mod kind;
mod promotions;
mod store;

pub use kind::SessionKind;
pub(crate) use promotions::{Promotion, Promotions};
pub use store::{SessionStore, SessionsInMemory};

use crate::state::Slots;
use fourd_privileges::{Held, Roles};
use fourd_value::parcel::Classes;
use fourd_value::{Class, Object, Packed, SharedObject, Text};
use parking_lot::RwLock;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// After so many minutes without use a session ends that expires, and no shorter time can be set
/// ([idleTimeout](https://developer.4d.com/docs/API/SessionClass#idletimeout)).
pub const SHORTEST_IDLE_TIMEOUT: u32 = 60;

const MINUTE: Duration = Duration::from_secs(60);

/// The address of what runs on this computer.
pub const LOCAL_ADDRESS: &str = "localhost";

/// A session.
pub struct Session {
    /// 32 uppercase hexadecimal digits (rule 2.7).
    pub id: Text,
    /// What it is and can do.
    pub kind: SessionKind,
    /// `.storage`: one shared object, whose content keeps its own groups (rule 6.8).
    pub storage: Arc<SharedObject>,
    /// Name of the machine that it stands for.
    pub machine_name: Text,
    /// Address of the machine that it stands for.
    pub address: Text,
    /// Its user and what that may do: both sides of a remote session have the same (rule 1.6).
    user: Arc<RwLock<User>>,
    life: RwLock<Life>,
    /// What commands keep for it.
    pub state: Slots,
}

/// Who a session belongs to.
#[derive(Default)]
struct User {
    /// Name of the account.
    account: Text,
    /// The name that `SET USER ALIAS` gave; empty where it gave none.
    alias: Text,
    /// The privileges that were set, with all that they include; nothing for a guest.
    held: Held,
    /// `setPrivileges` was called.
    is_known: bool,
}

/// When a session began and when it ends. Times count since 1970.
struct Life {
    created: Duration,
    last_use: Duration,
    /// In minutes.
    idle_timeout: u32,
}

impl Session {
    /// A new session of this computer with an empty storage, created at that time since 1970.
    pub fn new(kind: SessionKind, account: Text, machine_name: Text, id: Text, created: Duration) -> Arc<Session> {
        let user = User { account, ..User::default() };
        Arc::new(Self::made(kind, Arc::new(RwLock::new(user)), machine_name, Text::from(LOCAL_ADDRESS), id, created))
    }

    /// A new session of a guest at an address, with an empty storage, as the web gives to visitors that it does not know
    /// (rule 4.1).
    pub fn of_guest(kind: SessionKind, address: Text, id: Text, created: Duration) -> Arc<Session> {
        Arc::new(Self::made(kind, Arc::default(), Text::EMPTY, address, id, created))
    }

    /// The client's side of a session of a remote client: the same user with a storage of its own (rule 1.6).
    pub fn client_side(&self) -> Arc<Session> {
        let (machine_name, address) = (self.machine_name.clone(), self.address.clone());
        let kind = SessionKind::REMOTE_CLIENT;
        Arc::new(Self::made(kind, self.user.clone(), machine_name, address, self.id.clone(), self.created()))
    }

    fn made(
        kind: SessionKind,
        user: Arc<RwLock<User>>,
        machine_name: Text,
        address: Text,
        id: Text,
        created: Duration,
    ) -> Session {
        let life = Life { created, last_use: created, idle_timeout: SHORTEST_IDLE_TIMEOUT };
        let life = RwLock::new(life);
        let storage = SharedObject::storage();
        Session { id, kind, storage, machine_name, address, user, life, state: Slots::default() }
    }

    /// When it was created, since 1970.
    pub fn created(&self) -> Duration {
        self.life.read().created
    }

    /// The session of a client begins with its connection.
    pub(crate) fn begins(&self, created: Duration) {
        let mut life = self.life.write();
        (life.created, life.last_use) = (created, created);
    }

    /// Something happens in the session at that time since 1970: it lives on.
    pub fn touch(&self, now: Duration) {
        let mut life = self.life.write();
        life.last_use = life.last_use.max(now);
    }

    /// After how many minutes without use it ends; nothing where its kind does not expire.
    pub fn idle_timeout(&self) -> Option<u32> {
        self.kind.expires.then(|| self.life.read().idle_timeout)
    }

    /// Sets after how many minutes without use it ends, at least [`SHORTEST_IDLE_TIMEOUT`].
    pub fn set_idle_timeout(&self, minutes: u32) {
        self.life.write().idle_timeout = minutes.max(SHORTEST_IDLE_TIMEOUT);
    }

    /// When it ends if nothing happens in it, since 1970; nothing where its kind does not expire.
    pub fn expires_at(&self) -> Option<Duration> {
        let life = self.life.read();
        self.kind.expires.then(|| life.last_use.saturating_add(MINUTE.saturating_mul(life.idle_timeout)))
    }

    /// Whether it has ended because nothing happened in it.
    pub fn has_expired(&self, now: Duration) -> bool {
        self.expires_at().is_some_and(|end| end <= now)
    }

    /// The name of the user's account.
    pub fn account(&self) -> Text {
        self.user.read().account.clone()
    }

    /// Gives the session another user.
    pub fn set_account(&self, name: Text) {
        self.user.write().account = name;
    }

    /// The name that `SET USER ALIAS` gave; empty where it gave none.
    pub fn alias(&self) -> Text {
        self.user.read().alias.clone()
    }

    /// Gives the user another name for this session; an empty one takes it away.
    pub fn set_alias(&self, alias: Text) {
        self.user.write().alias = alias;
    }

    /// `.userName`: the alias, or else the account.
    pub fn shown_user(&self) -> Text {
        let user = self.user.read();
        if user.alias.is_empty() { user.account.clone() } else { user.alias.clone() }
    }

    /// Adds privileges and roles; names that `roles` does not declare are ignored (rule 5.5). The user is known from now on.
    pub fn give<'n>(
        &self,
        roles: &Roles,
        privileges: impl IntoIterator<Item = &'n str>,
        of_roles: impl IntoIterator<Item = &'n str>,
    ) {
        let mut user = self.user.write();
        roles.give(&mut user.held, privileges, of_roles);
        user.is_known = true;
    }

    /// Takes all privileges that were set (rule 5.7). Who was known stays so.
    pub fn clear_privileges(&self) {
        self.user.write().held = Held::default();
    }

    /// The privileges that were set, with all that they include (rule 5.8).
    pub fn given(&self) -> Held {
        self.user.read().held.clone()
    }

    /// The privileges that were set, with all that they include; those of a guest where there are none.
    pub fn held(&self, roles: &Roles) -> Held {
        let held = self.user.read().held.clone();
        if held.is_empty() { roles.hold([], []) } else { held }
    }

    /// `.isGuest()` (rule 5.9): until privileges were set, whichever; where nobody has to log in, while there are none.
    pub fn is_guest(&self, roles: &Roles) -> bool {
        let user = self.user.read();
        self.kind.has_guests && if roles.force_login() { !user.is_known } else { user.held.is_empty() }
    }

    /// Whether nothing was done to the session since it was made: it has no user, no privileges and nothing in its storage.
    pub fn is_untouched(&self) -> bool {
        let user = self.user.read();
        let is_unknown = user.account.is_empty() && user.held.is_empty() && !user.is_known;
        is_unknown && self.storage.is_empty()
    }

    /// The user has logged out and is a guest again.
    pub fn log_out(&self) {
        let mut user = self.user.write();
        (user.held, user.is_known) = (Held::default(), false);
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

#[cfg(test)]
mod tests;
