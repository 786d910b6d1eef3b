//! Members of values whose class is certain.

use crate::check::conversions::{has_no_members, with_article};
use crate::check::known::Known;
use crate::check::names::with_class;
use crate::check::routine::Checker;
use crate::check::suggest::nearest;
use crate::typed::{Expression, Kind};
use fourd_catalog::{Class, MemberKind};
use fourd_source::{Diagnostic, Span};

/// Built-in classes whose objects take no further properties.
const CLOSED: [&str; 11] = [
    "Collection",
    "File",
    "Folder",
    "Document",
    "Directory",
    "ZipFile",
    "ZipFolder",
    "ZipArchive",
    "Blob",
    "CryptoKey",
    "FileHandle",
];

impl Checker<'_> {
    /// `object.name(arguments)`.
    pub(crate) fn member_call(&mut self, object: &Expression, name: &str, arguments: &[Expression], span: Span) {
        let spot = behind(object, span);
        match self.known(object) {
            Known::Class(class) => self.class_call(&class, name, arguments, spot),
            Known::BuiltInClass(class) if name == "new" => {
                if let Some(constructor) = &class.constructor {
                    self.function_arguments(&format!("4D.{}.new", class.name), constructor, arguments, spot);
                }
            }
            Known::Instance { class, exact } => self.instance_call(&class, exact, name, arguments, spot),
            Known::BuiltIn(class) => self.built_in_call(class, name, arguments, spot),
            Known::Declared(class) if !self.world.properties.contains(name) && class.member(name).is_none() => {
                self.built_in_call(class, name, arguments, spot);
            }
            Known::Type(found) if has_no_members(&found) => {
                self.no_members(&with_article(&found), object, name, span);
            }
            _ if name == "new" => self.unknown_class(object),
            _ => {}
        }
    }

    /// `object.name`.
    pub(crate) fn member(&mut self, object: &Expression, name: &str, span: Span) {
        match self.known(object) {
            Known::BuiltIn(class) if CLOSED.contains(&class.name) && class.member(name).is_none() => {
                let finding = Diagnostic::warning(
                    "check::unknown-property",
                    format!("Objects of class `{}` have no property `{name}`", shown(class)),
                )
                .at(
                    behind(object, span),
                    format!("expected a property of `{}`, found a name that none has", shown(class)),
                );
                self.findings.push(with_member(finding, class, name));
            }
            Known::Type(found) if has_no_members(&found) => {
                self.no_members(&with_article(&found), object, name, span);
            }
            Known::Nothing if name == "me" => self.unknown_class(object),
            _ => {}
        }
    }

    fn no_members(&mut self, found: &str, object: &Expression, name: &str, span: Span) {
        let finding = Diagnostic::error("check::no-members", format!("`.{name}` needs an object, and this is {found}"))
            .at(behind(object, span), format!("expected an object or a collection before the dot, found {found}"))
            .hint(match (name, found) {
                ("length", "a Text") => "the command `Length` gives the length of a text",
                (_, "a Pointer") => "write `->` behind the pointer to reach what it points to",
                _ => "values of this type are used with commands; only objects and collections have members",
            });
        let finding = self.with_declaration(finding, object);
        self.findings.push(finding);
    }

    /// `cs.Name.new()` where no class has the name.
    fn unknown_class(&mut self, object: &Expression) {
        let Kind::Member(store, class) = &object.kind else { return };
        match self.known(store) {
            Known::ClassStore => {
                let other = || self.world.is_other_member_of_store(self.subject.project, class);
                if self.world.open || self.project().class(class).is_some() || other() {
                    return;
                }
                let finding = Diagnostic::error("check::unknown-class", format!("There is no class `cs.{class}`"))
                    .at(behind(store, object.span), "expected a class of the project, found a name that none has");
                self.findings.push(with_class(finding, class, self.project()));
            }
            Known::Namespace(number) if self.world.host.numbered(number).class(class).is_none() => {
                let Some(component) = self.world.host.component(number) else { return };
                let finding = Diagnostic::error(
                    "check::unknown-class",
                    format!("The component `{}` has no class `{class}`", component.name),
                )
                .at(behind(store, object.span), "expected a class of the component, found a name that none has");
                self.findings.push(with_class(finding, class, &component.project));
            }
            Known::BuiltInStore if fourd_catalog::class(class).is_none() => {
                let near = nearest(class, fourd_catalog::classes().iter().map(|class| class.name));
                let finding = Diagnostic::warning("check::unknown-class", format!("There is no class `4D.{class}`"))
                    .at(behind(store, object.span), "expected a built-in class, found a name that none has");
                self.findings.push(match near {
                    Some(near) => finding.hint(format!("did you mean `4D.{near}`?")),
                    None => finding.hint("a class of the project is written `cs.Name`"),
                });
            }
            _ => {}
        }
    }

    fn class_call(&mut self, class: &str, name: &str, arguments: &[Expression], span: Span) {
        let Some(facts) = self.world.classes.get(class) else { return };
        if name == "new" {
            let Some(lineage) = self.world.lineage(class) else { return };
            if let Some((owner, constructor)) =
                lineage.iter().find_map(|(owner, facts)| Some((*owner, facts.constructor.as_ref()?)))
            {
                self.callable("constructor of", owner, constructor, arguments);
            }
            return;
        }
        let is_member = fourd_catalog::class("Class").is_some_and(|each| each.member(name).is_some());
        if is_member
            || self.world.properties.contains(name)
            || self.world.is_other_member_of_store(self.subject.project, class)
        {
            return;
        }
        let finding = Diagnostic::error(
            "check::unknown-function",
            format!("The class `cs.{class}` itself has no function `{name}`"),
        )
        .at(span, "expected `new`, found a function that only its objects could have");
        let finding = match facts.functions.get(name) {
            Some(function) => finding.also(function.span, format!("`{name}` is a function of the objects")),
            None => finding,
        };
        let instance = if facts.singleton { "me" } else { "new()" };
        self.findings.push(finding.hint(format!("call it on an object: `cs.{class}.{instance}.{name}(…)`")));
    }

    fn instance_call(&mut self, class: &str, exact: bool, name: &str, arguments: &[Expression], span: Span) {
        let Some(lineage) = self.world.lineage(class) else { return };
        if lineage.iter().any(|(_, facts)| facts.properties.contains(name)) || self.world.properties.contains(name) {
            return;
        }
        if let Some((_, function)) = lineage.iter().find_map(|(owner, facts)| Some((owner, facts.functions.get(name)?)))
        {
            if exact || !self.world.overridden(class, name) {
                self.callable("function", name, function, arguments);
            }
            return;
        }
        if !exact && self.world.descendant_has(class, name) {
            return;
        }
        let functions = lineage.iter().flat_map(|(_, facts)| facts.functions.keys().map(|key| &**key));
        let near = nearest(name, functions);
        let mut finding = Diagnostic::warning(
            "check::unknown-function",
            format!("Objects of class `cs.{class}` have no function `{name}`"),
        )
        .at(span, "expected a function of the class, found a name that nothing in the project gives to the object");
        if let Some((_, facts)) = lineage.first() {
            finding = match near.and_then(|near| lineage.iter().find_map(|(_, facts)| facts.functions.get(near))) {
                Some(function) => finding.also(function.span, format!("`{}` is declared here", function.name)),
                None => finding.also(facts.span, format!("the class `{class}` is declared in this file")),
            };
        }
        self.findings.push(match near {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding.hint(format!("write `Function {name}` in the class")),
        });
    }

    /// `Super.name(arguments)`.
    pub(crate) fn super_call(&mut self, name: &str, arguments: &[Expression], span: Span) {
        let Some(class) = self.subject.class.filter(|_| !self.in_formula) else { return };
        let Some(parent) = self.world.classes.get(class).and_then(|facts| facts.extends.as_deref()) else { return };
        let parent = parent.strip_prefix("cs.").unwrap_or(parent).to_owned();
        self.instance_call(&parent, true, name, arguments, span);
    }

    fn built_in_call(&mut self, class: &'static Class, name: &str, arguments: &[Expression], span: Span) {
        match class.member(name) {
            Some(member) if member.kind == MemberKind::Function => {
                self.function_arguments(&format!("{}.{name}", shown(class)), member, arguments, span);
            }
            None if CLOSED.contains(&class.name) => {
                let finding = Diagnostic::error(
                    "check::unknown-function",
                    format!("Objects of class `{}` have no function `{name}`", shown(class)),
                )
                .at(span, format!("expected a function of `{}`, found a name that none has", shown(class)));
                self.findings.push(with_member(finding, class, name));
            }
            _ => {}
        }
    }
}

/// The class as code names it.
fn shown(class: &Class) -> String {
    if class.in_class_store { format!("4D.{}", class.name) } else { class.name.to_owned() }
}

fn with_member(finding: Diagnostic, class: &'static Class, name: &str) -> Diagnostic {
    let inherited = class.superclass.and_then(fourd_catalog::class).map_or(&[][..], |parent| parent.members);
    match nearest(name, class.members.iter().chain(inherited).map(|member| member.name)) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint("its objects take no further properties; see the page of the class in 4D's documentation"),
    }
}

/// The spot of the member's name: what is written behind the object.
fn behind(object: &Expression, span: Span) -> Span {
    Span { start: object.span.end.clamp(span.start, span.end), ..span }
}
