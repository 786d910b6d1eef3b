//! What a prompt can show of a process without running any 4D code: values of variables, the members of values, and
//! the processes of machines with what they wait for.

use super::Conversation;
use crate::classes::{self, Store};
use crate::machine::Machine;
use crate::process::Process;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::Slot;
use fourd_source::fold_variable;
use fourd_value::{ClassReference, Member, Object, Text, Value};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A member of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MemberName {
    /// Its name.
    pub name: String,
    /// Whether it can be called.
    pub function: bool,
}

/// A process as a prompt lists it.
pub struct ProcessView {
    /// Tells it from all other processes of the program.
    pub identity: u32,
    /// Its number on its machine.
    pub number: i32,
    /// Its name.
    pub name: String,
    /// The kind of its session; nothing where it has none.
    pub session: Option<&'static str>,
    /// What it does, in a word.
    pub state: &'static str,
    /// What it waits for; empty where it waits for nothing.
    pub waits_for: String,
}

/// The processes of a machine, by number.
pub fn processes(machine: &Machine) -> Vec<ProcessView> {
    let all = machine.processes();
    let of = |record: &Arc<crate::machine::ProcessRecord>| {
        let (mut waits_for, holder) = machine.world.waits.waits_for(record.identity).unwrap_or_default();
        if let Some(holder) = holder.and_then(|identity| all.iter().find(|other| other.identity == identity)) {
            waits_for.push_str(&format!(", which process {} holds", holder.number));
        }
        ProcessView {
            identity: record.identity,
            number: record.number,
            name: record.name.to_string(),
            session: record.session.as_ref().map(|session| session.kind.info_type()),
            state: state_name(record.state.load(Ordering::SeqCst)),
            waits_for,
        }
    };
    all.iter().map(of).collect()
}

/// The name of a state of a process (rule 7.8).
fn state_name(state: i32) -> &'static str {
    match state {
        0 => "executing",
        1 => "delayed",
        2 => "idle",
        3 => "waits outside",
        4 => "waits",
        5 => "paused",
        _ => "aborted",
    }
}

impl Conversation {
    /// The names of its local variables, without `$`.
    pub fn variables(&self) -> Vec<String> {
        self.locals.iter().map(|kept| kept.variable.name.to_string()).collect()
    }

    /// The value of a local variable; nothing where there is none of that name, or where it is a number.
    fn variable(&self, name: &str) -> Option<Value> {
        let folded = fold_variable(name);
        let kept = self.locals.iter().find(|kept| fold_variable(&kept.variable.name) == folded)?;
        matches!(kept.variable.slot, Slot::Value(_)).then(|| kept.value.clone())
    }

    /// The members of the value that a path names: `$o.list[0]`, `Storage.counters`. No code runs for it: a path with
    /// anything that would have to be called names nothing.
    pub fn members(&self, process: &mut Process<'_>, path: &str) -> Vec<MemberName> {
        if let Some(members) = store_members(process, path) {
            return members;
        }
        let Some(value) = self.value_at(process, path) else { return Vec::new() };
        let mut members = match &value {
            Value::Object(object) => object_members(process, object),
            Value::Collection(_) => documented("Collection"),
            _ => Vec::new(),
        };
        process.pending = None;
        process.attention = process.ending.is_some();
        members.sort();
        members.dedup_by(|left, right| left.name == right.name);
        members
    }

    fn value_at(&self, process: &mut Process<'_>, path: &str) -> Option<Value> {
        let mut steps = steps(path)?.into_iter();
        let Step::Property(root) = steps.next()? else { return None };
        let names = &process.domain.program.names;
        let mut value = if let Some(name) = root.strip_prefix('$') {
            self.variable(name)?
        } else if let Some(name) = root.strip_prefix("<>") {
            process.domain.interprocess(names.interprocess(ProjectNumber::HOST, name))
        } else if root.eq_ignore_ascii_case("Storage") {
            Value::Object(Object::shared(process.domain.machine.storage(ProjectNumber::HOST)))
        } else if root.eq_ignore_ascii_case("Session") {
            let session = process.record.session.clone()?;
            match steps.next() {
                Some(Step::Property(name)) if name.eq_ignore_ascii_case("storage") => {
                    Value::Object(Object::shared(session.storage.clone()))
                }
                _ => return None,
            }
        } else {
            process.variable(names.process(ProjectNumber::HOST, root)).clone()
        };
        for step in steps {
            value = match (&value, step) {
                (Value::Object(object), Step::Property(name)) => object.get(&Text::from(name))?,
                (Value::Collection(collection), Step::Element(position)) => collection.get(position)?,
                _ => return None,
            };
        }
        Some(value)
    }
}

/// The members of a class store or of a class in one, where the path names either.
fn store_members(process: &mut Process<'_>, path: &str) -> Option<Vec<MemberName>> {
    let mut parts = path.split('.');
    let store = match parts.next()? {
        root if root.eq_ignore_ascii_case("cs") => Store::Project(ProjectNumber::HOST),
        root if root.eq_ignore_ascii_case("4D") => Store::BuiltIn,
        _ => return None,
    };
    let mut names = names_in(process, store);
    for part in parts {
        if names.is_empty() || !names.iter().any(|known| known.name == part) {
            return Some(Vec::new());
        }
        names = match process.domain.program.project.number_with_namespace(part) {
            Some(component) if !names.iter().any(|known| known.function) => {
                names_in(process, Store::Namespace(component))
            }
            _ => class_members(),
        };
    }
    Some(names)
}

fn names_in(process: &mut Process<'_>, store: Store) -> Vec<MemberName> {
    let object = classes::class_store(process, store);
    let names = classes::store_names(process, &object).unwrap_or_default();
    names.into_iter().map(|name| MemberName { name: name.to_string(), function: false }).collect()
}

/// The members of every class object.
fn class_members() -> Vec<MemberName> {
    let named = |name: &str, function| MemberName { name: name.to_owned(), function };
    vec![named("me", false), named("name", false), named("new", true), named("superclass", false)]
}

enum Step<'a> {
    Property(&'a str),
    Element(usize),
}

/// The parts of a path; nothing where it is none.
fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let mut brackets = part.split('[');
        let name = brackets.next()?.trim();
        if name.is_empty() {
            return None;
        }
        steps.push(Step::Property(name));
        for element in brackets {
            steps.push(Step::Element(element.trim_end().strip_suffix(']')?.trim().parse().ok()?));
        }
    }
    Some(steps)
}

fn object_members(process: &mut Process<'_>, object: &Object) -> Vec<MemberName> {
    if object.native_data::<ClassReference>().is_some() {
        return class_members();
    }
    let properties = classes::names(process, object).into_iter();
    let mut members: Vec<MemberName> =
        properties.map(|name| MemberName { name: name.to_string(), function: false }).collect();
    let mut next = if object.is_plain() { None } else { classes::class_of(process, object) };
    while let Some(class) = next {
        if class.kind.built_in {
            members.extend(documented(&class.name.to_cow()));
        }
        members.extend(class.own_members().into_iter().map(|(name, member)| MemberName {
            name: name.to_string(),
            function: matches!(member, Member::Function(_)),
        }));
        next = class.superclass();
    }
    members
}

/// The members of a class of the documentation.
pub fn documented(class: &str) -> Vec<MemberName> {
    let mut members = Vec::new();
    let mut next = fourd_catalog::class(class);
    // No chain of classes is longer.
    for _ in 0..8 {
        let Some(class) = next else { break };
        members.extend(class.members.iter().map(|member| MemberName {
            name: member.name.to_owned(),
            function: member.kind == fourd_catalog::MemberKind::Function,
        }));
        next = class.superclass.and_then(fourd_catalog::class);
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_steps() {
        let shown = |path: &str| {
            let step = |step: &Step<'_>| match step {
                Step::Property(name) => (*name).to_owned(),
                Step::Element(position) => format!("#{position}"),
            };
            steps(path).map(|steps| steps.iter().map(step).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(shown("$o.list[0][12].x").as_deref(), Some("$o list #0 #12 x"));
        for none in ["", "$o.", "$o..x", "$o[$i]", "$o[1", "f()[0"] {
            assert_eq!(shown(none), None, "{none}");
        }
    }

    #[test]
    fn members_of_a_documented_class_include_those_it_inherits() {
        let members = documented("File");
        let has = |name: &str, function| members.contains(&MemberName { name: name.to_owned(), function });
        assert!(has("getText", true) && has("fullName", false));
        assert_eq!(documented("Nonsense"), []);
    }
}
