//! The names in a `roles.json` and what they include.

use crate::held::{Held, Id};
use std::collections::HashMap;

/// The privilege that the application keeps for itself: no session gets it from a file or from code.
const RESERVED: &str = "webadmin";

/// The privilege of sessions that have none. Files use it without declaring it.
const GUEST: &str = "guest";

/// All names of one file. Privileges and roles are two spaces of names; a permission may list names of both.
#[derive(Debug, Default)]
pub(crate) struct Names {
    ids: HashMap<Box<str>, Id>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    written: Box<str>,
    is_privilege: bool,
    is_role: bool,
    /// What comes with a privilege.
    includes: Vec<Id>,
    /// What comes with a role.
    grants: Vec<Id>,
}

impl Names {
    /// The number of a name, which gets one where it has none.
    pub(crate) fn id(&mut self, name: &str) -> Id {
        let folded = fold(name);
        if let Some(id) = self.ids.get(folded.as_str()) {
            return *id;
        }
        let id = self.entries.len() as Id;
        let entry = Entry {
            written: name.trim().into(),
            is_privilege: false,
            is_role: false,
            includes: Vec::new(),
            grants: Vec::new(),
        };
        self.entries.push(entry);
        self.ids.insert(folded.into(), id);
        id
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Declares a privilege. A second declaration adds to the first.
    pub(crate) fn declare_privilege(&mut self, name: &str, includes: Vec<Id>) {
        let id = self.id(name);
        let reserved = fold(name) == RESERVED;
        if let Some(entry) = self.entries.get_mut(id as usize) {
            entry.written = name.trim().into();
            entry.is_privilege = !reserved;
            entry.includes.extend(includes);
        }
    }

    /// Declares a role. A second declaration adds to the first.
    pub(crate) fn declare_role(&mut self, name: &str, grants: Vec<Id>) {
        let id = self.id(name);
        if let Some(entry) = self.entries.get_mut(id as usize) {
            entry.is_role = true;
            entry.grants.extend(grants);
        }
    }

    fn find(&self, name: &str) -> Option<(Id, &Entry)> {
        let id = *self.ids.get(fold(name).as_str())?;
        Some((id, self.entries.get(id as usize)?))
    }

    /// The declared privilege with this name.
    pub(crate) fn privilege(&self, name: &str) -> Option<Id> {
        self.find(name).filter(|(_, entry)| entry.is_privilege).map(|(id, _)| id)
    }

    /// What the declared role with this name grants.
    pub(crate) fn role(&self, name: &str) -> impl Iterator<Item = Id> {
        let entry = self.find(name).map(|(_, entry)| entry).filter(|entry| entry.is_role);
        entry.into_iter().flat_map(|entry| entry.grants.iter().copied())
    }

    pub(crate) fn guest(&self) -> Option<Id> {
        self.find(GUEST).map(|(id, _)| id)
    }

    pub(crate) fn written(&self, id: Id) -> &str {
        self.entries.get(id as usize).map_or("", |entry| &entry.written)
    }

    /// All declared privileges.
    pub(crate) fn privileges(&self) -> impl Iterator<Item = (Id, &str)> {
        let numbered = self.entries.iter().enumerate().filter(|(_, entry)| entry.is_privilege);
        numbered.map(|(id, entry)| (id as Id, &*entry.written))
    }

    /// These privileges with all that they include, however deep; circles of inclusion are harmless.
    pub(crate) fn closure(&self, start: impl IntoIterator<Item = Id>) -> Held {
        let mut held = Held::default();
        let mut waiting: Vec<Id> = start.into_iter().collect();
        while let Some(id) = waiting.pop() {
            if held.add(id)
                && let Some(entry) = self.entries.get(id as usize)
            {
                waiting.extend(&entry.includes);
            }
        }
        held
    }
}

/// A name as it is compared: without case and without blanks around it.
pub(crate) fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}
