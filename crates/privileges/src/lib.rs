//! Privileges: a project's `roles.json` in, answers to "may this session do this?" out.
//!
//! The crate reads and writes nothing: whoever opens a project hands it the text of `Project/Sources/roles.json`, and
//! whoever opens a door (a REST request, a handler, an access by code of a web session) asks [`Roles::allows`] with the
//! privileges that the session holds.
//!
//! Source: page *ORDA/privileges*; where the page is silent, the decision is in the comment at the rule.

#![forbid(unsafe_code)]

mod held;
mod names;
mod read;
mod rules;

pub use held::Held;
pub use read::{MAX_NAMES, MAX_SIZE, Problem};
pub use rules::{Action, Resource};

use names::Names;
use rules::Permissions;

/// A project's privileges, roles and permissions.
#[derive(Debug, Default)]
pub struct Roles {
    names: Names,
    permissions: Permissions,
    restricted_by_default: bool,
    force_login: bool,
}

impl Roles {
    /// The content of a `roles.json`. Names are compared without case.
    ///
    /// # Errors
    ///
    /// Every problem that makes the file malformed, with its line: not JSON, larger than [`MAX_SIZE`], a mandatory key
    /// (`privileges`, `permissions`, `applyTo`, `type`) is missing, a value has the wrong type, a type of resource is
    /// unknown. A project whose file is malformed opens without any protection: use `Roles::default()`.
    pub fn parse(text: &str) -> Result<Roles, Vec<Problem>> {
        read::read(text)
    }

    /// Whether sessions must log in before REST requests are accepted (`forceLogin`).
    pub fn force_login(&self) -> bool {
        self.force_login
    }

    /// Whether a resource without any permission in effect is refused (`restrictedByDefault`).
    pub fn restricted_by_default(&self) -> bool {
        self.restricted_by_default
    }

    /// Whether the file declares this privilege. `WebAdmin` is reserved and never counts as declared.
    pub fn is_privilege(&self, name: &str) -> bool {
        self.names.privilege(name).is_some()
    }

    /// The declared privilege with this name as the file writes it.
    pub fn privilege_name(&self, name: &str) -> Option<&str> {
        self.names.privilege(name).map(|id| self.names.written(id))
    }

    /// What a session holds: these privileges and roles with all that they include. Undeclared names are ignored.
    /// A session that is given nothing holds only `guest`.
    pub fn hold<'a>(
        &self,
        privileges: impl IntoIterator<Item = &'a str>,
        roles: impl IntoIterator<Item = &'a str>,
    ) -> Held {
        let mut held = self.names.closure(self.given(privileges, roles));
        if held.is_empty() {
            held = self.names.closure(self.names.guest());
        }
        held
    }

    /// Adds privileges and roles, with all that they include, to what a session holds. Undeclared names are ignored.
    pub fn give<'a>(
        &self,
        held: &mut Held,
        privileges: impl IntoIterator<Item = &'a str>,
        roles: impl IntoIterator<Item = &'a str>,
    ) {
        held.add_all(&self.names.closure(self.given(privileges, roles)));
    }

    fn given<'a>(
        &self,
        privileges: impl IntoIterator<Item = &'a str>,
        roles: impl IntoIterator<Item = &'a str>,
    ) -> impl Iterator<Item = held::Id> {
        let given = privileges.into_iter().filter_map(|name| self.names.privilege(name));
        given.chain(roles.into_iter().flat_map(|name| self.names.role(name)))
    }

    /// Adds a privilege for some time, as `promote` does; the session stays a guest if it is one. False where the
    /// privilege is not declared or is held already.
    pub fn promote(&self, held: &mut Held, privilege: &str) -> bool {
        match self.names.privilege(privilege) {
            Some(id) if !held.contains(id) => {
                held.add_all(&self.names.closure([id]));
                true
            }
            _ => false,
        }
    }

    /// Whether this privilege is held.
    pub fn holds(&self, held: &Held, privilege: &str) -> bool {
        self.names.privilege(privilege).is_some_and(|id| held.contains(id))
    }

    /// The declared privileges that are held, in the order of the file; `guest` and roles are not listed.
    pub fn listed<'a>(&'a self, held: &'a Held) -> impl Iterator<Item = &'a str> {
        let guest = self.names.guest();
        self.names.privileges().filter(move |(id, _)| held.contains(*id) && Some(*id) != guest).map(|(_, name)| name)
    }

    /// Whether a session that holds these privileges may do this.
    ///
    /// A permission of the datastore holds for all dataclasses and functions; one of a dataclass or singleton replaces
    /// it, and one of a function replaces that of its class. A permission of an attribute is **added** to that of its
    /// dataclass. `update` and `drop` also need `read`. An empty list of privileges counts as no permission.
    /// `ds.authentify` may always be executed.
    pub fn allows(&self, held: &Held, action: Action, resource: Resource<'_>) -> bool {
        self.permissions.allows(held, action, resource, !self.restricted_by_default)
    }

    /// Whether some session may be refused to execute some function of a singleton.
    pub fn protects_singletons(&self) -> bool {
        self.restricted_by_default || self.permissions.protect_singletons()
    }

    /// The privileges that a function adds for the time of its execution (`promote`), with all that they include.
    pub fn promoted_by(&self, function: Resource<'_>) -> Held {
        self.names.closure(self.permissions.promoted_by(function))
    }
}
