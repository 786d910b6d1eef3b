//! What the resolver may ask about the world outside one routine.

use crate::types::Type;
use fourd_project::{MethodId, Project, ProjectNumber};
use fourd_source::fold_variable;
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
    /// The signature of a method; `None` where there is no such method or it does not parse.
    fn method(&self, method: &MethodId) -> Option<Arc<Signature>>;
}

/// Knows no signature: every result is a Variant.
pub struct NoSignatures;

impl Signatures for NoSignatures {
    fn method(&self, _method: &MethodId) -> Option<Arc<Signature>> {
        None
    }
}

/// The system variables ([Variables](https://developer.4d.com/docs/Concepts/variables#system-variables)).
pub const SYSTEM_VARIABLES: [&str; 14] = [
    "OK",
    "Document",
    "FldDelimit",
    "RecDelimit",
    "Error",
    "Error line",
    "Error method",
    "Error formula",
    "MouseDown",
    "MouseX",
    "MouseY",
    "KeyCode",
    "Modifiers",
    "MouseProc",
];

/// The type of the system variable of that name; none where there is no such variable.
pub(crate) fn system_variable_type(name: &str) -> Option<Type> {
    let known = SYSTEM_VARIABLES.iter().find(|known| known.eq_ignore_ascii_case(name))?;
    Some(match *known {
        "Document" | "Error method" | "Error formula" => Type::Text,
        _ => Type::Integer,
    })
}

#[derive(Default)]
struct NameTable {
    numbers: FxHashMap<(ProjectNumber, String), u32>,
    names: Vec<Arc<str>>,
}

impl NameTable {
    fn number(&mut self, key: (ProjectNumber, String), shown: &str) -> u32 {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(key, number);
        self.names.push(shown.into());
        number
    }
}

/// Numbers of the process and interprocess variables of a program, whose projects have variables of their own. Threads may
/// share it; numbers are only added.
#[derive(Default)]
pub struct Names {
    process: RwLock<NameTable>,
    interprocess: RwLock<NameTable>,
}

impl Names {
    /// No names yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn number(table: &RwLock<NameTable>, project: ProjectNumber, name: &str) -> u32 {
        let key = (project, fold_variable(name));
        if let Some(number) = table.read().unwrap_or_else(|error| error.into_inner()).numbers.get(&key) {
            return *number;
        }
        table.write().unwrap_or_else(|error| error.into_inner()).number(key, name)
    }

    /// The number of a process variable of a project.
    pub fn process(&self, project: ProjectNumber, name: &str) -> u32 {
        Self::number(&self.process, project, name)
    }

    /// The number of an interprocess variable of a project, whose name comes without `<>`.
    pub fn interprocess(&self, project: ProjectNumber, name: &str) -> u32 {
        Self::number(&self.interprocess, project, name)
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
    /// The host project, with its components.
    pub host: &'a Project,
    /// Which of the projects the routine belongs to.
    pub number: ProjectNumber,
    /// Whether the code was a text while the program ran, which in a component sees the shared methods of the host too.
    pub of_text: bool,
    /// Numbers of process variables.
    pub names: &'a Names,
    /// Signatures of methods.
    pub signatures: &'a dyn Signatures,
}

impl<'a> Environment<'a> {
    /// The project that the routine belongs to.
    pub fn project(&self) -> &'a Project {
        self.host.numbered(self.number)
    }

    /// The method of this folded name that the code sees, if there is one.
    pub fn method(&self, folded: &str) -> Option<MethodId> {
        let find = if self.of_text { Project::find_method_by_text } else { Project::find_method };
        find(self.host, self.number, folded).map(|(project, _)| MethodId { project, folded: folded.into() })
    }

    /// The number of a process variable of the project.
    pub fn process_variable(&self, name: &str) -> u32 {
        self.names.process(self.number, name)
    }

    /// The number of an interprocess variable of the project.
    pub fn interprocess_variable(&self, name: &str) -> u32 {
        self.names.interprocess(self.number, name)
    }

    /// What a class of one of the projects is known by in the whole program.
    pub fn class_key(&self, project: ProjectNumber, name: &str) -> String {
        match self.host.component(project) {
            Some(component) => format!("{}.{name}", component.key),
            None => name.to_owned(),
        }
    }

    /// What the class is known by in the whole program that code of the project names `cs.Name` or `cs.namespace.Name`.
    pub fn class_key_of_path(&self, path: &str) -> Option<String> {
        match path.split_once('.') {
            None => Some(self.class_key(self.number, path)),
            // A class of the project goes before a namespace.
            Some((namespace, name)) if self.project().class(namespace).is_none() => {
                let number = self.host.number_with_namespace(namespace)?;
                Some(self.class_key(number, name))
            }
            Some(_) => None,
        }
    }
}
