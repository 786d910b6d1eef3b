//! Where two editions of 4D contradict each other: which rule holds from which edition on. Everything else of all
//! editions is always there.

/// An edition as 4D numbers it in `compatibilityVersion`: 2080 is 20 R8, 2101 is 21.1, 2130 is 21 R3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition(pub u32);

/// The edition that holds where nothing else is said: 20 R8.
pub const DEFAULT: Edition = Edition(2080);

/// A rule that came with an edition and contradicts the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `Session` on a remote client is an object; before, it is Null (rule 1.5).
    ClientSession,
    /// Sessions of remote clients, standalone applications and stored procedures have privileges; before, all of them
    /// have `WebAdmin` (rule 3.1).
    DesktopPrivileges,
    /// `Session storage` is thread-safe (rule 2.5).
    SessionStorageThreadSafe,
}

/// The table: each rule with the first edition in which it holds.
const RULES: &[(Rule, Edition)] = &[
    (Rule::ClientSession, Edition(2130)),
    (Rule::DesktopPrivileges, Edition(2100)),
    (Rule::SessionStorageThreadSafe, Edition(2100)),
];

/// `Session storage`, the one command whose thread safety depends on the edition.
const SESSION_STORAGE: u32 = 1839;

impl Edition {
    /// Whether a command is thread-safe in this edition, as `Command name` tells it.
    pub fn is_thread_safe(self, command: &fourd_catalog::Command) -> bool {
        command.thread_safe && (command.number != SESSION_STORAGE || self.has(Rule::SessionStorageThreadSafe))
    }

    /// Whether a rule holds in this edition.
    pub fn has(self, rule: Rule) -> bool {
        RULES.iter().any(|(known, since)| *known == rule && self >= *since)
    }
}
