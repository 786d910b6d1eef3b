//! What the resolver may ask about the world outside one routine.

use crate::types::Type;
use fourd_project::Project;
use fourd_source::fold_name;
use rustc_hash::FxHashMap;
use std::sync::{Arc, RwLock};

/// What callers know of a method: its parameters and result.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Signature {
    /// Types of the declared parameters.
    pub parameters: Vec<Type>,
    /// Type of further arguments, if any are declared.
    pub variadic: Option<Type>,
    /// Type of the result; [`Type::Nothing`] where none is declared.
    pub result: Type,
}

/// Knows the signatures of methods.
pub trait Signatures {
    /// The signature of a method by its folded name; `None` where there is no such method or it does not parse.
    fn method(&self, folded: &str) -> Option<Arc<Signature>>;
}

/// Knows no signature: every result is a Variant.
pub struct NoSignatures;

impl Signatures for NoSignatures {
    fn method(&self, _folded: &str) -> Option<Arc<Signature>> {
        None
    }
}

#[derive(Default)]
struct Table {
    numbers: FxHashMap<String, u32>,
    names: Vec<Arc<str>>,
}

impl Table {
    fn number(&mut self, folded: String, shown: &str) -> u32 {
        if let Some(number) = self.numbers.get(&folded) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(folded, number);
        self.names.push(shown.into());
        number
    }
}

/// Numbers of the process and interprocess variables of a program. Threads may share it; numbers are only added.
#[derive(Default)]
pub struct Names {
    process: RwLock<Table>,
    interprocess: RwLock<Table>,
}

impl Names {
    /// No names yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn number(table: &RwLock<Table>, name: &str) -> u32 {
        let folded = fold_name(name);
        if let Some(number) = table.read().unwrap_or_else(|error| error.into_inner()).numbers.get(&folded) {
            return *number;
        }
        table.write().unwrap_or_else(|error| error.into_inner()).number(folded, name)
    }

    /// The number of a process variable.
    pub fn process(&self, name: &str) -> u32 {
        Self::number(&self.process, name)
    }

    /// The number of an interprocess variable, whose name comes without `<>`.
    pub fn interprocess(&self, name: &str) -> u32 {
        Self::number(&self.interprocess, name)
    }

    /// The name of a process variable as first written.
    pub fn process_name(&self, number: u32) -> Option<Arc<str>> {
        self.process.read().unwrap_or_else(|error| error.into_inner()).names.get(number as usize).cloned()
    }

    /// The name of an interprocess variable as first written, without `<>`.
    pub fn interprocess_name(&self, number: u32) -> Option<Arc<str>> {
        self.interprocess.read().unwrap_or_else(|error| error.into_inner()).names.get(number as usize).cloned()
    }
}

/// The world around a routine.
#[derive(Clone, Copy)]
pub struct Environment<'a> {
    /// Methods, classes and tables.
    pub project: &'a Project,
    /// Numbers of process variables.
    pub names: &'a Names,
    /// Signatures of methods.
    pub signatures: &'a dyn Signatures,
}
