//! What a prompt can show of a process without running any 4D code: values of variables, the members of values, and
//! the processes of machines with what they wait for.

use super::{Conversation, Kept, LAST};
use crate::class::MemberRole;
use crate::classes::{self, Store};
use crate::machine::Machine;
use crate::process::Process;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::Slot;
use fourd_resolve::{SYSTEM_VARIABLES, Type};
use fourd_source::{Span, fold_variable};
use fourd_value::literal::shown_entries;
use fourd_value::{ClassReference, Function, Member, Object, Text, Value};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A member of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MemberName {
    /// Its name.
    pub name: String,
    /// Whether it can be called.
    pub function: bool,
    /// The class of the documentation that it belongs to.
    pub of: Option<&'static str>,
}

/// A variable as a prompt lists it.
pub struct VariableView {
    /// Its name, with `$` where it is local.
    pub name: String,
    /// Its declared type, or else the type of the values that it had so far; Variant where they differ.
    pub type_name: String,
    /// Whether it was declared.
    pub declared: bool,
    /// Its value.
    pub value: Value,
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
    let of = |record: &Arc<crate::record::ProcessRecord>| {
        let (mut waits_for, holder) = machine.world.waits.waits_for(record.identity).unwrap_or_default();
        if let Some(holder) = holder.and_then(|identity| all.iter().find(|other| other.identity == identity)) {
            waits_for.push_str(&format!(", which process {} holds", holder.number));
        }
        ProcessView {
            identity: record.identity,
            number: record.number,
            name: record.name.to_string(),
            session: record.session().map(|session| session.kind.info_type),
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
        3 => "waiting for input or output",
        4 => "waiting",
        5 => "paused",
        _ => "aborted",
    }
}

impl Conversation {
    /// The local variables that are declared or have a value, `$_` last.
    pub fn variables(&self) -> Vec<VariableView> {
        let (last, own): (Vec<&Kept>, Vec<&Kept>) = self.locals.iter().partition(|kept| &*kept.variable.name == LAST);
        let all = own.into_iter().chain(last).map(local_view);
        all.filter(|view| view.declared || !matches!(view.value, Value::Undefined)).collect()
    }

    /// The process variables of the host project that have a value, without those of the system.
    pub fn process_variables(&self, process: &Process<'_>) -> Vec<VariableView> {
        let names = &process.domain.program.names;
        let all = (0..).map_while(|number| names.process_name(number).map(|name| (number, name)));
        let is_system = |name: &str| SYSTEM_VARIABLES.iter().any(|known| known.eq_ignore_ascii_case(name));
        let shown = all.filter(|(_, name)| !is_system(name)).filter_map(|(number, name)| {
            let value = process.variable(number).clone();
            let type_name = type_of(&value, None, false);
            let has_value = !matches!(value, Value::Undefined);
            has_value.then(|| VariableView { name: name.to_string(), type_name, declared: false, value })
        });
        shown.collect()
    }

    /// Whether a process variable of the host project has a value.
    pub fn has_process_variable(&self, process: &Process<'_>, name: &str) -> bool {
        let folded = fold_variable(name);
        self.process_variables(process).iter().any(|view| fold_variable(&view.name) == folded)
    }

    /// The value of a local variable; nothing where there is none of that name.
    fn variable(&self, name: &str) -> Option<Value> {
        let folded = fold_variable(name);
        self.locals.iter().find(|kept| fold_variable(&kept.variable.name) == folded).map(value_of)
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
        // Of two with a name, the one that the documentation describes says more.
        members.sort_by(|left, right| (&left.name, right.of).cmp(&(&right.name, left.of)));
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
            let session = process.record.session()?;
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

/// The value of a variable between two inputs.
fn value_of(kept: &Kept) -> Value {
    match (kept.variable.slot, &kept.variable.declared) {
        (Slot::Value(_), _) => kept.value.clone(),
        (Slot::Raw(_), Type::Real) => Value::Real(f64::from_bits(kept.raw)),
        (Slot::Raw(_), Type::Boolean) => Value::Boolean(kept.raw != 0),
        (Slot::Raw(_), _) => Value::Real(kept.raw as i64 as f64),
    }
}

fn local_view(kept: &Kept) -> VariableView {
    let (variable, value) = (&kept.variable, value_of(kept));
    let type_name = match &variable.declared {
        Type::Variant if !variable.explicit => type_of(&value, kept.seen, kept.mixed),
        declared => declared.shown(),
    };
    VariableView { name: format!("${}", variable.name), type_name, declared: variable.explicit, value }
}

/// The type of a variable without a declaration, by its values.
fn type_of(value: &Value, seen: Option<&'static str>, mixed: bool) -> String {
    match (value, seen.unwrap_or(value.type_name())) {
        _ if mixed => "Variant".to_owned(),
        (Value::Array(_), _) => {
            let made_by = fourd_value::literal::literal(value);
            made_by.split(" [").next().unwrap_or_default().to_owned()
        }
        (_, "Undefined" | "Null") => "Variant".to_owned(),
        (_, "Number") => "Real".to_owned(),
        (_, name) => name.to_owned(),
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
    names.into_iter().map(|name| MemberName { name: name.to_string(), function: false, of: None }).collect()
}

/// The members of every class object.
fn class_members() -> Vec<MemberName> {
    let named = |name: &str, function| MemberName { name: name.to_owned(), function, of: None };
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
        properties.map(|name| MemberName { name: name.to_string(), function: false, of: None }).collect();
    let mut next = if object.is_plain() { None } else { classes::class_of(process, object) };
    while let Some(class) = next {
        if class.kind.built_in {
            members.extend(documented(&class.name.to_cow()));
        }
        members.extend(class.own_members().into_iter().map(|(name, member)| MemberName {
            name: name.to_string(),
            function: matches!(member, Member::Function(_)),
            of: None,
        }));
        next = class.superclass();
    }
    members
}

/// The computed properties of an object of a built-in class with their values, for one that has no others; those that
/// cannot be read are left out. No 4D code runs.
pub fn computed_properties(process: &mut Process<'_>, object: &Object) -> Vec<(Text, Value)> {
    let mut found = Vec::new();
    let has_literal = object.native_data::<ClassReference>().is_some() || object.native_data::<Function>().is_some();
    if object.is_plain() || has_literal || !shown_entries(object).is_empty() {
        return found;
    }
    let mut class = classes::class_of(process, object).filter(|class| class.kind.built_in);
    while let Some(of) = class {
        let entry = process.domain.program.libraries.classes.get(&of.name.to_cow());
        let members = entry.into_iter().flat_map(|entry| entry.members());
        let getters = members.filter(|member| member.role == MemberRole::Getter);
        let mut names: Vec<_> = getters.map(|member| member.name).collect();
        names.sort_unstable();
        for name in names {
            let name = Text::from(name);
            let value = process.get_property(object, &name, Span::default());
            let failed = process.pending.take().is_some();
            process.attention = process.ending.is_some();
            if !failed && !matches!(value, Value::Undefined) {
                found.push((name, value));
            }
        }
        class = of.superclass();
    }
    found
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
            of: Some(class.name),
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
        let has = |name: &str, function| members.iter().any(|each| each.name == name && each.function == function);
        assert!(has("getText", true) && has("fullName", false));
        assert_eq!(documented("Nonsense"), []);
    }
}
