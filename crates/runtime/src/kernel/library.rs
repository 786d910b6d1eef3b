//! Libraries: what crates bring to the language. A crate exports one static [`Library`]; a program runs with a list of them.

use crate::class::{ClassEntry, ClassProvider, ClassTable};
use crate::command::{CommandEntry, CommandTable, Theme};
use std::sync::Arc;

/// The commands and built-in classes of one crate.
pub struct Library {
    /// Its name, which is that of the crate.
    pub name: &'static str,
    /// Its commands by theme. Two libraries may have commands of the same theme.
    pub themes: &'static [&'static Theme],
    /// Its built-in classes.
    pub classes: &'static [&'static ClassEntry],
    /// What makes classes of a project that no file declares.
    pub providers: &'static [&'static dyn ClassProvider],
}

/// The libraries of a program. Where two of them declare the same command or class, the first one counts.
#[derive(Default)]
pub struct Libraries {
    list: Vec<&'static Library>,
    /// Their commands by number.
    pub commands: CommandTable,
    /// Their classes.
    pub classes: ClassTable,
}

impl Libraries {
    /// These libraries.
    #[must_use]
    pub fn new(list: &[&'static Library]) -> Arc<Self> {
        let themes: Vec<_> = list.iter().flat_map(|library| library.themes.iter().copied()).collect();
        let classes: Vec<_> = list.iter().flat_map(|library| library.classes.iter().copied()).collect();
        let (commands, classes) = (CommandTable::new(&themes), ClassTable::new(&classes));
        Arc::new(Self { list: list.to_vec(), commands, classes })
    }

    /// The libraries, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static Library> + '_ {
        self.list.iter().copied()
    }

    /// What makes classes of a project that no file declares.
    pub(crate) fn providers(&self) -> impl Iterator<Item = &'static dyn ClassProvider> + '_ {
        self.iter().flat_map(|library| library.providers.iter().copied())
    }

    /// The themes of all libraries, in order.
    pub fn themes(&self) -> impl Iterator<Item = &'static Theme> + '_ {
        self.iter().flat_map(|library| library.themes.iter().copied())
    }

    /// The implemented commands with the names of their themes.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &'static CommandEntry)> + '_ {
        self.themes().flat_map(|theme| theme.commands.iter().map(|command| (theme.name, *command)))
    }
}
