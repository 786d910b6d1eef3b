//! Built-in classes as a table: the runtime knows them by their declarations alone.

use crate::command::Arguments;
use crate::process::Process;
use fourd_value::{Error, Value};

/// Code of a function of a built-in class.
pub type NativeRun = fn(&mut Process<'_>, &Value, &mut Arguments) -> Result<Value, Error>;

/// A built-in class as its declaration has it.
pub struct ClassEntry {
    /// Its name: `4D.File` is `File`.
    pub name: &'static str,
    /// Name of the class that it extends.
    pub superclass: Option<&'static str>,
    /// Its functions.
    pub functions: &'static [(&'static str, NativeRun)],
    /// Its computed properties: how each is read, and written where it can be.
    pub properties: &'static [(&'static str, NativeRun, Option<NativeRun>)],
    /// `new()`, where the class has one.
    pub constructor: Option<NativeRun>,
}

/// The built-in classes of a program.
#[derive(Default)]
pub struct ClassTable {
    entries: Vec<&'static ClassEntry>,
}

impl ClassTable {
    /// These classes.
    pub fn new(entries: &[&'static ClassEntry]) -> Self {
        Self { entries: entries.to_vec() }
    }

    /// A class by its name without `4D.`.
    pub fn get(&self, name: &str) -> Option<&'static ClassEntry> {
        self.entries.iter().copied().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// All classes.
    pub fn iter(&self) -> impl Iterator<Item = &'static ClassEntry> + '_ {
        self.entries.iter().copied()
    }
}
