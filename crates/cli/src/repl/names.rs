//! The names that can begin an expression or a statement, in groups: what Tab offers.

use fourd_catalog::{Command, ConstantValue};
use fourd_project::Project;
use fourd_reference::{State, state_of_command};
use fourd_runtime::Libraries;
use fourd_syntax::keyword::{BLOCK_KEYWORDS, TYPE_NAMES};
use std::path::PathBuf;
use std::sync::Arc;

/// The groups of completions, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Variables.
    Variable,
    /// Properties of a value.
    Property,
    /// Functions of a value.
    Function,
    /// Methods and classes of the project.
    Project,
    /// Keywords.
    Keyword,
    /// Commands.
    Command,
    /// Constants.
    Constant,
    /// Types.
    Type,
    /// Files, and words of dot-commands.
    Plain,
    /// What is known and cannot run.
    NotImplemented,
}

/// Something that can be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What is inserted.
    pub name: String,
    /// The group it is listed in.
    pub group: Group,
    /// What it is, in a few words; empty where the name says it.
    pub about: String,
}

impl Candidate {
    /// A candidate.
    pub fn new(name: impl Into<String>, group: Group, about: impl Into<String>) -> Candidate {
        Candidate { name: name.into(), group, about: about.into() }
    }

    /// One whose name says what it is.
    pub fn plain(name: impl Into<String>) -> Candidate {
        Candidate::new(name, Group::Plain, "")
    }
}

/// The candidates in the order of their groups, by name inside them, each name once.
pub fn in_groups(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.sort_by_cached_key(|each| (each.group, each.name.to_lowercase()));
    let mut seen = std::collections::HashSet::new();
    found.retain(|each| seen.insert(each.name.clone()));
    found
}

/// All names that can begin an expression or statement.
pub struct Names {
    /// Those of the language and the project, with their lower-case form, sorted by it.
    all: Vec<(String, Candidate)>,
    /// The folders that paths in 4D code can begin with.
    pub folders: Vec<(&'static str, PathBuf)>,
    /// What the program has of 4D.
    pub libraries: Arc<Libraries>,
}

impl Names {
    /// The names of the language and of a project.
    pub fn new(project: &Project, libraries: &Arc<Libraries>) -> Names {
        let commands = fourd_catalog::commands().iter().filter(|command| command.documented);
        let commands = commands.map(|command| of_command(libraries, command));
        let constants = fourd_catalog::constants().iter().map(|constant| {
            let about = match constant.value {
                ConstantValue::Unknown => {
                    return Candidate::new(constant.name, Group::NotImplemented, "value not known");
                }
                ConstantValue::Integer(value) => format!("constant, {value}"),
                ConstantValue::Text(value) if value.chars().count() <= 12 && !value.chars().any(char::is_control) => {
                    format!("constant, \"{value}\"")
                }
                _ => "constant".to_owned(),
            };
            Candidate::new(constant.name, Group::Constant, about)
        });
        let keywords = BLOCK_KEYWORDS.iter().map(|(_, keyword)| keyword.text());
        let words = keywords.chain(["var", "return", "break", "continue"]);
        let words = words.map(|name| Candidate::new(name, Group::Keyword, "keyword"));
        let stores = ["cs", "4D"].map(|name| Candidate::new(name, Group::Project, "classes"));
        let types = TYPE_NAMES.iter().map(|name| {
            let (first, rest) = name.split_at(1);
            Candidate::new(first.to_ascii_uppercase() + rest, Group::Type, "type")
        });
        let methods = project.methods().map(|method| Candidate::new(method.name.as_str(), Group::Project, "method"));
        let found = methods.chain(commands).chain(words).chain(constants).chain(stores).chain(types);
        let mut all: Vec<(String, Candidate)> = found.map(|each| (each.name.to_lowercase(), each)).collect();
        all.sort_by(|left, right| left.0.cmp(&right.0));
        all.dedup_by(|left, right| left.0 == right.0);
        let folders = match project.root.as_os_str().is_empty() {
            true => Vec::new(),
            false => vec![("/PACKAGE/", project.root.clone()), ("/RESOURCES/", project.resources())],
        };
        Names { all, folders, libraries: libraries.clone() }
    }

    /// Those that begin with this, whatever its case.
    pub fn beginning_with(&self, begin: &str) -> Vec<Candidate> {
        let begin = begin.to_lowercase();
        let first = self.all.partition_point(|(lower, _)| *lower < begin);
        let found = self.all.iter().skip(first).take_while(|(lower, _)| lower.starts_with(&begin));
        found.map(|(_, candidate)| candidate.clone()).collect()
    }
}

fn of_command(libraries: &Libraries, command: &'static Command) -> Candidate {
    match state_of_command(libraries, command) {
        State::Done | State::Partly(_) => {
            let about = match command.theme {
                "" => "command".to_owned(),
                theme => format!("command, {theme}"),
            };
            Candidate::new(command.name, Group::Command, about)
        }
        State::NotYet => Candidate::new(command.name, Group::NotImplemented, "not implemented"),
        State::Needs(need) => Candidate::new(command.name, Group::NotImplemented, format!("needs {}", need.shown())),
    }
}
