//! Reading `roles.json`.

use crate::Roles;
use crate::held::Id;
use crate::names::{Names, fold};
use crate::rules::{Permissions, Target};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The largest file that is read, in bytes.
pub const MAX_SIZE: usize = 16 << 20;

/// The largest number of different names of privileges and roles.
pub const MAX_NAMES: usize = 65_536;

/// So many problems of one file are reported.
const MAX_PROBLEMS: usize = 100;

/// Something that makes a `roles.json` malformed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its line in the file, counted from 1.
    pub line: u32,
    /// What is wrong, as a sentence without a full stop.
    pub text: String,
}

/// The keys of an object in the text, with the text of each value.
type Members<'t> = BTreeMap<String, &'t RawValue>;

struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
    names: Names,
    permissions: Permissions,
}

pub(crate) fn read(text: &str) -> Result<Roles, Vec<Problem>> {
    if text.len() > MAX_SIZE {
        let text = format!("The file has {} bytes; {MAX_SIZE} are allowed", text.len());
        return Err(vec![Problem { line: 1, text }]);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root: &RawValue = serde_json::from_str(text)
        .map_err(|error| vec![Problem { line: error.line().max(1) as u32, text: error.to_string() }])?;
    let mut reader =
        Reader { text, problems: Vec::new(), names: Names::default(), permissions: Permissions::default() };
    let roles = reader.root(root);
    if reader.names.len() > MAX_NAMES {
        reader.problem(root, format!("There are more than {MAX_NAMES} names of privileges and roles"));
    }
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let (restricted_by_default, force_login) = roles;
    Ok(Roles { names: reader.names, permissions: reader.permissions, restricted_by_default, force_login })
}

impl<'t> Reader<'t> {
    /// Reads everything; the result is `restrictedByDefault` and `forceLogin`.
    fn root(&mut self, root: &'t RawValue) -> (bool, bool) {
        let Some(members) = self.object(root, "The file") else { return (false, false) };
        for entry in self.mandatory_list(root, &members, "privileges") {
            self.named(entry, "privilege", "includes", Names::declare_privilege);
        }
        let roles = members.get("roles").copied().map(|list| self.list(list, "`roles`")).unwrap_or_default();
        for entry in roles {
            self.named(entry, "role", "privileges", Names::declare_role);
        }
        match members.get("permissions").copied() {
            None => self.problem(root, "`permissions` is missing".to_owned()),
            Some(permissions) => {
                if let Some(inner) = self.object(permissions, "`permissions`") {
                    let allowed = inner.get("allowed").copied().map(|list| self.list(list, "`allowed`"));
                    for entry in allowed.unwrap_or_default() {
                        self.permission(entry);
                    }
                }
            }
        }
        let mut flag = |key: &str| members.get(key).copied().is_some_and(|value| self.boolean(value, key));
        (flag("restrictedByDefault"), flag("forceLogin"))
    }

    /// A privilege or a role: its name under one key, a list of names under another.
    fn named(&mut self, entry: &'t RawValue, key: &str, list: &str, declare: fn(&mut Names, &str, Vec<Id>)) {
        let Some(members) = self.object(entry, &format!("A {key}")) else { return };
        let Some(name) = self.mandatory_text(entry, &members, key) else { return };
        // Declared before what it includes, so that lists of privileges keep the order of the file.
        declare(&mut self.names, &name, Vec::new());
        let included = members.get(list).copied().map(|names| self.names(names, list)).unwrap_or_default();
        declare(&mut self.names, &name, included);
    }

    /// An entry of `permissions.allowed`.
    fn permission(&mut self, entry: &'t RawValue) {
        let Some(members) = self.object(entry, "A permission") else { return };
        let name = self.mandatory_text(entry, &members, "applyTo");
        let kind = self.mandatory_text(entry, &members, "type");
        let (Some(name), Some(kind)) = (name, kind) else { return };
        let target = match target(&name, &kind) {
            Ok(target) => target,
            Err(text) => return self.problem(entry, text),
        };
        let mut list = |key: &str| members.get(key).copied().map(|names| self.names(names, key)).unwrap_or_default();
        let lists = [list("read"), list("create"), list("update"), list("drop"), list("execute"), list("promote")];
        let permission = self.permissions.entry(target);
        let own = [
            &mut permission.read,
            &mut permission.create,
            &mut permission.update,
            &mut permission.drop,
            &mut permission.execute,
            &mut permission.promote,
        ];
        for (own, more) in own.into_iter().zip(lists) {
            own.extend(more);
        }
    }

    /// A list of names of privileges or roles.
    fn names(&mut self, list: &'t RawValue, key: &str) -> Vec<Id> {
        let entries = self.list(list, &format!("`{key}`"));
        let texts: Vec<String> = entries.into_iter().filter_map(|entry| self.text(entry, key)).collect();
        texts.iter().map(|name| self.names.id(name)).collect()
    }

    fn mandatory_list(&mut self, parent: &'t RawValue, members: &Members<'t>, key: &str) -> Vec<&'t RawValue> {
        match members.get(key) {
            Some(list) => self.list(list, &format!("`{key}`")),
            None => {
                self.problem(parent, format!("`{key}` is missing"));
                Vec::new()
            }
        }
    }

    fn mandatory_text(&mut self, parent: &'t RawValue, members: &Members<'t>, key: &str) -> Option<String> {
        match members.get(key) {
            Some(value) => self.text(value, key),
            None => {
                self.problem(parent, format!("`{key}` is missing"));
                None
            }
        }
    }

    fn object(&mut self, value: &'t RawValue, what: &str) -> Option<Members<'t>> {
        self.parsed(value, || format!("{what} must be an object"))
    }

    fn list(&mut self, value: &'t RawValue, what: &str) -> Vec<&'t RawValue> {
        self.parsed(value, || format!("{what} must be a collection")).unwrap_or_default()
    }

    fn text(&mut self, value: &'t RawValue, key: &str) -> Option<String> {
        self.parsed(value, || format!("`{key}` must hold a text"))
    }

    fn boolean(&mut self, value: &'t RawValue, key: &str) -> bool {
        self.parsed(value, || format!("`{key}` must be true or false")).unwrap_or_default()
    }

    fn parsed<T: serde::Deserialize<'t>>(&mut self, value: &'t RawValue, wrong: impl Fn() -> String) -> Option<T> {
        match serde_json::from_str(value.get()) {
            Ok(parsed) => Some(parsed),
            Err(_) => {
                self.problem(value, wrong());
                None
            }
        }
    }

    fn problem(&mut self, at: &'t RawValue, text: String) {
        if self.problems.len() >= MAX_PROBLEMS {
            return;
        }
        let offset = (at.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.get(..offset).unwrap_or_default();
        let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count() as u32;
        self.problems.push(Problem { line, text });
    }
}

/// What `applyTo` and `type` name.
fn target(name: &str, kind: &str) -> Result<Target, String> {
    let folded = fold(name);
    let is_member = folded.split('.').count() == 2 && folded.split('.').all(|part| !part.is_empty());
    let member = |target: fn(String) -> Target, example: &str| {
        if is_member {
            Ok(target(folded.clone()))
        } else {
            Err(format!("`{name}` is not the name of a {kind}: write `{example}`"))
        }
    };
    match kind {
        "datastore" => Ok(Target::Datastore),
        "dataclass" => Ok(Target::Dataclass(folded)),
        "singleton" => Ok(Target::Singleton(folded)),
        "attribute" => member(Target::Attribute, "Dataclass.attribute"),
        "method" => member(Target::Function, "Dataclass.function"),
        "singletonMethod" => member(Target::SingletonFunction, "Class.function"),
        _ => Err(format!(
            "`{kind}` is not a type of resource: `datastore`, `dataclass`, `attribute`, `method`, `singletonMethod` and \
             `singleton` are"
        )),
    }
}
