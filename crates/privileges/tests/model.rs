//! The crate against a model of a few lines, written from the documentation's words, over random files and questions.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use fastrand::Rng;
use fourd_privileges::{Action, Held, Resource, Roles};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const PRIVILEGES: [&str; 6] = ["view", "edit", "remove", "general", "detail", "guest"];
const ROLES: [&str; 3] = ["clerk", "manager", "view"];
const CLASSES: [&str; 2] = ["People", "Company"];
const MEMBERS: [&str; 3] = ["name", "total", "authentify"];
const ACTIONS: [(&str, Action); 5] = [
    ("read", Action::Read),
    ("create", Action::Create),
    ("update", Action::Update),
    ("drop", Action::Drop),
    ("execute", Action::Execute),
];

/// Random names; some of them are declared nowhere.
fn names(rng: &mut Rng, most: usize) -> Vec<String> {
    (0..rng.usize(..=most))
        .map(|_| {
            let name = if rng.u8(..10) == 0 { "none" } else { PRIVILEGES[rng.usize(..PRIVILEGES.len())] };
            any_case(rng, name)
        })
        .collect()
}

fn any_case(rng: &mut Rng, name: &str) -> String {
    if rng.bool() { name.to_uppercase() } else { name.to_owned() }
}

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(..from.len())]
}

fn file(rng: &mut Rng) -> Value {
    let privileges: Vec<Value> = PRIVILEGES
        .iter()
        .filter(|_| rng.u8(..4) > 0)
        .copied()
        .collect::<Vec<_>>()
        .into_iter()
        .map(|name| json!({"privilege": any_case(rng, name), "includes": names(rng, 2)}))
        .collect();
    let roles: Vec<Value> =
        (0..rng.usize(..3)).map(|_| json!({"role": pick(rng, &ROLES), "privileges": names(rng, 3)})).collect();
    let allowed: Vec<Value> = (0..rng.usize(..7))
        .map(|_| {
            let class = pick(rng, &CLASSES);
            let member = pick(rng, &MEMBERS);
            let (kind, name) = match rng.u8(..7) {
                0 => ("datastore", "ds".to_owned()),
                1 => ("dataclass", class.to_owned()),
                2 => ("attribute", format!("{class}.{member}")),
                3 => ("method", format!("{class}.{member}")),
                4 => ("method", format!("ds.{member}")),
                5 => ("singleton", class.to_owned()),
                _ => ("singletonMethod", format!("{class}.{member}")),
            };
            let mut entry = Map::new();
            entry.insert("applyTo".into(), any_case(rng, &name).into());
            entry.insert("type".into(), kind.into());
            for key in ["read", "create", "update", "drop", "execute", "promote"] {
                if rng.u8(..3) == 0 {
                    entry.insert(key.into(), names(rng, 2).into());
                }
            }
            entry.into()
        })
        .collect();
    json!({
        "privileges": privileges,
        "roles": roles,
        "permissions": {"allowed": allowed},
        "restrictedByDefault": rng.bool(),
        "forceLogin": rng.bool(),
    })
}

/// The model: everything is looked up in the JSON itself.
struct Model<'a>(&'a Value);

impl Model<'_> {
    fn entries(&self, list: &str, key: &str, name: &str) -> Vec<&Value> {
        let all = self.0[list].as_array().unwrap().iter();
        all.filter(|entry| entry[key].as_str().unwrap().eq_ignore_ascii_case(name)).collect()
    }

    fn texts(value: &Value) -> Vec<String> {
        let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().map(|name| name.as_str().unwrap().to_lowercase()).collect()
    }

    fn hold(&self, privileges: &[String], roles: &[String]) -> BTreeSet<String> {
        let declared = |name: &&String| !self.entries("privileges", "privilege", name).is_empty();
        let mut held: BTreeSet<String> = privileges.iter().filter(declared).map(|name| name.to_lowercase()).collect();
        for role in roles {
            for entry in self.entries("roles", "role", role) {
                held.extend(Self::texts(&entry["privileges"]));
            }
        }
        if held.is_empty() {
            held.insert("guest".to_owned());
        }
        self.close(held)
    }

    /// Adds what is included until nothing new comes.
    fn close(&self, mut held: BTreeSet<String>) -> BTreeSet<String> {
        loop {
            let more: Vec<String> = held
                .iter()
                .flat_map(|name| self.entries("privileges", "privilege", name))
                .flat_map(|entry| Self::texts(&entry["includes"]))
                .filter(|name| !held.contains(name))
                .collect();
            if more.is_empty() {
                return held;
            }
            held.extend(more);
        }
    }

    /// The privileges that a permission lists; none where the list is empty or absent everywhere.
    fn list(&self, kind: &str, name: &str, action: &str) -> Option<Vec<String>> {
        let all = self.0["permissions"]["allowed"].as_array().unwrap().iter();
        let found: Vec<String> = all
            .filter(|entry| entry["type"] == kind)
            .filter(|entry| kind == "datastore" || entry["applyTo"].as_str().unwrap().eq_ignore_ascii_case(name))
            .flat_map(|entry| Self::texts(&entry[action]))
            .collect();
        if found.is_empty() { None } else { Some(found) }
    }

    fn allows(&self, held: &BTreeSet<String>, action: &str, resource: Resource<'_>) -> bool {
        if let Resource::DatastoreFunction("authentify") = resource {
            return true;
        }
        if (action == "update" || action == "drop") && !self.allows(held, "read", resource) {
            return false;
        }
        let unrestricted = self.0["restrictedByDefault"] == false;
        let judge = |list: Option<Vec<String>>| match list {
            None => unrestricted,
            Some(names) => names.iter().any(|name| held.contains(name)),
        };
        let datastore = || self.list("datastore", "ds", action);
        match resource {
            Resource::Datastore => judge(datastore()),
            Resource::Dataclass(name) => judge(self.list("dataclass", name, action).or_else(datastore)),
            Resource::Attribute(class, name) => {
                let whole = judge(self.list("dataclass", class, action).or_else(datastore));
                let own = self.list("attribute", &format!("{class}.{name}"), action);
                whole && (own.is_none() || judge(own))
            }
            Resource::Function(class, name) => {
                let own = self.list("method", &format!("{class}.{name}"), action);
                judge(own.or_else(|| self.list("dataclass", class, action)).or_else(datastore))
            }
            Resource::DatastoreFunction(name) => {
                judge(self.list("method", &format!("ds.{name}"), action).or_else(datastore))
            }
            Resource::Singleton(name) => judge(self.list("singleton", name, action).or_else(datastore)),
            Resource::SingletonFunction(class, name) => {
                let own = self.list("singletonMethod", &format!("{class}.{name}"), action);
                judge(own.or_else(|| self.list("singleton", class, action)).or_else(datastore))
            }
        }
    }
}

fn resource(rng: &mut Rng) -> Resource<'static> {
    let (class, member) = (pick(rng, &CLASSES), pick(rng, &MEMBERS));
    match rng.u8(..7) {
        0 => Resource::Datastore,
        1 => Resource::Dataclass(class),
        2 => Resource::Attribute(class, member),
        3 => Resource::Function(class, member),
        4 => Resource::DatastoreFunction(member),
        5 => Resource::Singleton(class),
        _ => Resource::SingletonFunction(class, member),
    }
}

/// One random file and some questions; the number of questions.
fn round(rng: &mut Rng) -> usize {
    let file = file(rng);
    let text = serde_json::to_string_pretty(&file).unwrap();
    let roles = Roles::parse(&text).unwrap();
    let model = Model(&file);
    let mut questions = 0;
    for _ in 0..10 {
        let given = names(rng, 3);
        let given_roles: Vec<String> = (0..rng.usize(..2)).map(|_| pick(rng, &ROLES).to_owned()).collect();
        let mut held = roles.hold(given.iter().map(String::as_str), given_roles.iter().map(String::as_str));
        let mut modelled = model.hold(&given, &given_roles);
        if rng.bool() {
            let promoted = pick(rng, &PRIVILEGES);
            let new = roles.promote(&mut held, promoted);
            let declared = !model.entries("privileges", "privilege", promoted).is_empty();
            assert_eq!(new, declared && !modelled.contains(promoted), "promote {promoted} in {text}");
            if new {
                modelled.insert(promoted.to_owned());
                modelled = model.close(modelled);
            }
        }
        for _ in 0..10 {
            let (name, action) = ACTIONS[rng.usize(..ACTIONS.len())];
            let resource = resource(rng);
            let expected = model.allows(&modelled, name, resource);
            let answer = roles.allows(&held, action, resource);
            assert_eq!(answer, expected, "{name} {resource:?} with {given:?} and {given_roles:?} in {text}");
            questions += 1;
        }
        for privilege in PRIVILEGES {
            let declared = !model.entries("privileges", "privilege", privilege).is_empty();
            assert_eq!(roles.holds(&held, privilege), declared && modelled.contains(privilege));
        }
    }
    questions
}

/// A million questions with `PRIVILEGES_QUESTIONS=1000000`; fewer in a quick run.
#[test]
fn answers_are_those_of_the_model() {
    let wanted = std::env::var("PRIVILEGES_QUESTIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let mut rng = Rng::with_seed(20);
    let mut questions = 0;
    while questions < wanted {
        questions += round(&mut rng);
    }
}

#[test]
fn a_damaged_file_is_refused_or_read() {
    let mut rng = Rng::with_seed(21);
    for _ in 0..2_000 {
        let mut text = file(&mut rng).to_string().into_bytes();
        for _ in 0..rng.usize(1..4) {
            let at = rng.usize(..text.len());
            text[at] = rng.u8(32..127);
        }
        let text = String::from_utf8(text).unwrap();
        if let Ok(roles) = Roles::parse(&text) {
            let held: Held = roles.hold(["view"], ["clerk"]);
            roles.allows(&held, Action::Update, Resource::Attribute("People", "name"));
        }
    }
}
