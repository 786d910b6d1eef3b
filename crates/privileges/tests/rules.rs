//! Rules of the page *ORDA/privileges*, one by one.

#![allow(clippy::unwrap_used)]

use fourd_privileges::{Action, Resource, Roles};

fn parse(text: &str) -> Roles {
    Roles::parse(text).unwrap()
}

const MEDIUM: &str = r#"{
    "privileges": [
        {"privilege": "simple", "includes": []},
        {"privilege": "medium", "includes": ["Simple"]},
        {"privilege": "WebAdmin", "includes": []}
    ],
    "roles": [{"role": "Medium", "privileges": ["medium"]}],
    "permissions": {"allowed": [
        {"applyTo": "ds", "type": "datastore", "read": ["none"]},
        {"applyTo": "People", "type": "dataclass", "read": ["simple"], "update": ["medium"]},
        {"applyTo": "People.salary", "type": "attribute", "read": ["medium"]},
        {"applyTo": "People.raise", "type": "method", "execute": ["medium"], "promote": ["medium"]},
        {"applyTo": "Hello.greet", "type": "singletonMethod", "execute": ["guest"]}
    ]},
    "restrictedByDefault": true,
    "forceLogin": true
}"#;

#[test]
fn a_role_gives_its_privileges_with_all_that_they_include() {
    let roles = parse(MEDIUM);
    let held = roles.hold([], ["MEDIUM"]);
    assert_eq!(roles.listed(&held).collect::<Vec<_>>(), ["simple", "medium"]);
    assert!(roles.holds(&held, "SIMPLE"));
    assert!(roles.force_login() && roles.restricted_by_default());
}

#[test]
fn undeclared_and_reserved_names_are_ignored() {
    let roles = parse(MEDIUM);
    assert!(!roles.is_privilege("WebAdmin"));
    let held = roles.hold(["WebAdmin", "other", "Medium "], ["other"]);
    assert_eq!(roles.listed(&held).collect::<Vec<_>>(), ["simple", "medium"]);
    assert_eq!(roles.privilege_name("MEDIUM"), Some("medium"));
}

#[test]
fn a_dataclass_replaces_the_datastore_and_an_attribute_is_added() {
    let roles = parse(MEDIUM);
    let simple = roles.hold(["simple"], []);
    let medium = roles.hold(["medium"], []);
    assert!(!roles.allows(&medium, Action::Read, Resource::Datastore));
    assert!(!roles.allows(&medium, Action::Read, Resource::Dataclass("Company")));
    assert!(roles.allows(&simple, Action::Read, Resource::Dataclass("people")));
    assert!(roles.allows(&simple, Action::Read, Resource::Attribute("People", "name")));
    assert!(!roles.allows(&simple, Action::Read, Resource::Attribute("People", "salary")));
    assert!(roles.allows(&medium, Action::Update, Resource::Attribute("People", "salary")));
    assert!(!roles.allows(&medium, Action::Drop, Resource::Dataclass("People")), "nothing defined, restricted");
}

#[test]
fn guests_hold_guest_and_nothing_else() {
    let roles = parse(MEDIUM);
    let (guest, simple) = (roles.hold([], []), roles.hold(["simple"], []));
    let greet = Resource::SingletonFunction("Hello", "greet");
    assert!(roles.allows(&guest, Action::Execute, greet));
    assert!(!roles.allows(&simple, Action::Execute, greet));
    assert_eq!(roles.listed(&guest).count(), 0);
    assert!(roles.allows(&guest, Action::Execute, Resource::DatastoreFunction("authentify")));
    assert!(!roles.allows(&guest, Action::Execute, Resource::DatastoreFunction("other")));
}

#[test]
fn a_function_promotes_and_a_promotion_is_not_repeated() {
    let roles = parse(MEDIUM);
    let mut held = roles.hold(["simple"], []);
    assert!(roles.promote(&mut held, "medium"));
    assert!(!roles.promote(&mut held, "medium"), "held already");
    assert!(!roles.promote(&mut held, "other"), "not declared");
    let promoted = roles.promoted_by(Resource::Function("People", "raise"));
    assert_eq!(roles.listed(&promoted).collect::<Vec<_>>(), ["simple", "medium"]);
    assert!(roles.promoted_by(Resource::Function("People", "other")).is_empty());
}

#[test]
fn without_permissions_the_default_decides() {
    let open = parse(r#"{"privileges": [], "permissions": {"allowed": []}}"#);
    let shut = parse(r#"{"privileges": [], "permissions": {}, "restrictedByDefault": true}"#);
    let none = Roles::default();
    for resource in [Resource::Datastore, Resource::Attribute("A", "b"), Resource::Singleton("S")] {
        assert!(open.allows(&open.hold([], []), Action::Update, resource));
        assert!(none.allows(&none.hold([], []), Action::Update, resource));
        assert!(!shut.allows(&shut.hold([], []), Action::Update, resource));
    }
    assert!(!open.force_login());
}

#[test]
fn what_is_malformed_is_reported_with_its_line() {
    let problems = |text: &str| -> Vec<(u32, String)> {
        Roles::parse(text).unwrap_err().into_iter().map(|problem| (problem.line, problem.text)).collect()
    };
    assert_eq!(problems("{\n\n  \"privileges\": ]").iter().map(|found| found.0).collect::<Vec<_>>(), [3]);
    assert_eq!(
        problems("{\n\"privileges\": [\n{\"privilege\": 1}\n]\n}"),
        [(3, "`privilege` must hold a text".to_owned()), (1, "`permissions` is missing".to_owned())]
    );
    let wrong = "{\"privileges\": [], \"permissions\": {\"allowed\": [\n\
                 {\"type\": \"dataclass\"},\n\
                 {\"applyTo\": \"A\", \"type\": \"table\"},\n\
                 {\"applyTo\": \"A\", \"type\": \"attribute\"},\n\
                 {\"applyTo\": \"A\", \"type\": \"dataclass\", \"read\": \"x\"}]},\n\
                 \"forceLogin\": 1}";
    assert_eq!(problems(wrong).iter().map(|found| found.0).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    assert_eq!(problems("").len(), 1);
    assert_eq!(problems(&"[".repeat(1_000_000)).len(), 1);
    assert_eq!(problems(&" ".repeat(fourd_privileges::MAX_SIZE + 1)).len(), 1);
}
