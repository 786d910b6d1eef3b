//! What a class may extend, and members that it declares twice
//! ([Classes](https://developer.4d.com/docs/Concepts/classes#class-extends-classname)).

use crate::check::facts::dotted;
use crate::check::names::with_class;
use crate::check::world::Knowledge;
use fourd_project::ProjectNumber;
use fourd_source::Diagnostic;
use fourd_syntax::tree::{Class, FunctionRole, TypeName};
use rustc_hash::FxHashMap;

/// The classes of 4D that a class of a project extends.
const EXTENDED: [&str; 7] =
    ["Object", "DataClass", "Entity", "EntitySelection", "DataStoreImplementation", "DataStore", "Session"];

/// Checks what a class extends. `key` is what the whole program knows the class by.
pub(crate) fn extended(
    class: &Class,
    key: Option<&str>,
    world: &Knowledge<'_>,
    number: ProjectNumber,
    findings: &mut Vec<Diagnostic>,
) {
    functions_apart(class, findings);
    let Some(extended) = &class.extends else { return };
    let path = dotted(extended);
    let name = path.strip_prefix("cs.").unwrap_or(&path);
    let project = world.host.numbered(number);
    if let Some((namespace, _)) = name.split_once('.').filter(|_| path.len() > name.len())
        && project.class(namespace).is_none()
        && world.host.component_with_namespace(namespace).is_some()
    {
        let title = format!("The class `cs.{name}` that is extended belongs to another project");
        findings.push(
            Diagnostic::error("check::foreign-class", title)
                .at(extended.span, "expected a class of the same project, found one of a component")
                .hint("keep an object of that class in a property, and call its functions"),
        );
        return;
    }
    let is_built_in = || !name.contains('.') && project.class(name).is_none() && fourd_catalog::class(name).is_some();
    if let Some(built_in) = name.strip_prefix("4D.").or_else(|| is_built_in().then_some(name)) {
        if !EXTENDED.contains(&built_in) {
            findings.push(
                Diagnostic::error("check::extended-built-in", format!("The class `4D.{built_in}` cannot be extended"))
                    .at(extended.span, "expected a class of the project, found a built-in one")
                    .hint("keep an object of that class in a property, and call its functions"),
            );
        }
        return;
    }
    if EXTENDED.contains(&name) || name.contains('.') || world.is_other_member_of_store(number, name) {
        return;
    }
    if project.class(name).is_none() {
        let finding =
            Diagnostic::error("check::unknown-class", format!("The class `{name}` that is extended does not exist"))
                .at(extended.span, "expected a class of the project, found a name that no class has");
        findings.push(with_class(finding, name, project));
        return;
    }
    if let Some(key) = key {
        lineage(class, extended, key, world, findings);
    }
}

/// Circles, and shared classes that extend ones that are not.
fn lineage(class: &Class, extended: &TypeName, key: &str, world: &Knowledge<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&str> = vec![key];
    let mut next = key;
    while let Some(parent) = world.parent(next) {
        if parent == key {
            let title = match seen.as_slice() {
                [_] => format!("The class `{key}` extends itself"),
                others => format!("The class `{key}` extends itself by way of `{}`", others[1..].join("`, `")),
            };
            let finding = Diagnostic::error("check::circular-class", title)
                .at(extended.span, "expected a class that does not extend this one, found one that does")
                .hint("take what both need into a class of its own, and extend that");
            let others = seen.iter().zip(seen.iter().skip(1).chain([&key])).skip(1);
            findings.push(others.fold(finding, |finding, (class, parent)| {
                match world.classes.get(*class).and_then(|facts| facts.extends_span) {
                    Some(span) => finding.also(span, format!("`{class}` extends `{parent}` here")),
                    None => finding,
                }
            }));
            return;
        }
        // A circle further up is reported in the classes that are part of it.
        if seen.contains(&parent) {
            return;
        }
        seen.push(parent);
        next = parent;
    }
    let shared = class.modifiers.shared || class.modifiers.session;
    if let Some((parent, facts)) = seen.get(1).and_then(|parent| world.classes.get_key_value(*parent))
        && shared
        && !facts.shared
    {
        findings.push(
            Diagnostic::error(
                "check::shared-class",
                format!("A shared class cannot extend `{parent}`, which is not shared"),
            )
            .at(extended.span, "expected a shared class, found one that is not")
            .also(facts.span, "this class is not shared")
            .hint("write `shared` before the `Class constructor` of both classes, or of none"),
        );
    }
}

/// Two functions of one name: the last one counts.
fn functions_apart(class: &Class, findings: &mut Vec<Diagnostic>) {
    let mut seen = FxHashMap::default();
    for function in class.functions.iter().filter(|function| function.role == FunctionRole::Plain) {
        if let Some(first) = seen.insert(&*function.name.text, function.name.span) {
            findings.push(
                Diagnostic::warning(
                    "check::function-twice",
                    format!("The class has two functions `{}`", function.name.text),
                )
                .at(
                    function.name.span,
                    "expected another name, found that of a function above; only this one can be called",
                )
                .also(first, "the other function")
                .hint("rename one of them, or remove the one that is not wanted"),
            );
        }
    }
}
