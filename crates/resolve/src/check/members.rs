//! Members of values whose class is certain.

use crate::check::conversions::{has_no_members, with_article};
use crate::check::known::Known;
use crate::check::names::with_class;
use crate::check::routine::Checker;
use crate::check::suggest::nearest;
use crate::typed::{Expression, Kind};
use crate::types::Type;
use fourd_catalog::{Class, MemberKind, Role, role};
use fourd_source::{Diagnostic, Severity, Span};

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
        let spot = member_span(object, span);
        match self.known(object) {
            Known::Class(class) => self.class_call(&class, name, arguments, spot),
            Known::BuiltInClass(class) if name == "new" => {
                if let Some(constructor) = &class.constructor {
                    self.function_arguments(&format!("4D.{}.new", class.name), constructor, arguments, spot);
                }
            }
            Known::Instance { class, exact } => self.instance_call(&class, exact, name, arguments, spot),
            Known::BuiltIn(class) => self.built_in_call(class, object, name, arguments, spot),
            Known::Declared(class) if !self.world.properties.contains(name) || class.member(name).is_some() => {
                self.built_in_call(class, object, name, arguments, spot);
            }
            Known::Type(found) if has_no_members(&found) || is_array(&found) => {
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
                self.unknown_property(class, name, member_span(object, span));
            }
            Known::Type(found) if has_no_members(&found) || is_array(&found) => {
                self.no_members(&with_article(&found), object, name, span);
            }
            Known::Class(class) if name == "me" => self.no_singleton(&class, member_span(object, span)),
            Known::Declared(class)
                if CLOSED.contains(&class.name)
                    && class.member(name).is_none()
                    && !self.world.properties.contains(name) =>
            {
                self.unknown_property(class, name, member_span(object, span));
            }
            Known::BuiltIn(class) | Known::Declared(class) => {
                self.not_implemented_member(class, name, member_span(object, span))
            }
            Known::BuiltInStore => self.class_of_4d(name, member_span(object, span)),
            Known::ClassStore => self.class_of_store(name, member_span(object, span)),
            _ if matches!(object.kind, Kind::CallCommand(number, _) if role(number) == Some(Role::Datastore)) => {
                self.dataclass(name, member_span(object, span))
            }
            Known::Nothing if name == "me" => self.unknown_class(object),
            Known::Nothing => self.namespace(object),
            _ => {}
        }
    }

    fn unknown_property(&mut self, class: &'static Class, name: &str, span: Span) {
        let title = format!("Objects of class `{}` have no property `{name}`", shown(class));
        let finding = Diagnostic::warning("check::unknown-property", title)
            .at(span, format!("expected a property of `{}`, found a name that none has", shown(class)));
        self.findings.push(with_member(finding, class, name));
    }

    /// `cs.Name.me` of a class that is no singleton.
    fn no_singleton(&mut self, class: &str, span: Span) {
        let Some(facts) = self.world.classes.get(class).filter(|facts| !facts.singleton) else { return };
        let title = format!("The class `cs.{class}` is no singleton: it has no `me`");
        self.findings.push(
            Diagnostic::warning("check::unknown-property", title)
                .at(span, "expected a singleton before `.me`, found a class of which there can be several objects")
                .also(facts.span, format!("the class `{class}` is declared in this file"))
                .hint(format!("write `singleton Class constructor` in the class, or `cs.{class}.new()` here")),
        );
    }

    /// Whether the expression names a class: `cs.Name`, `4D.Name`.
    pub(crate) fn is_in_class_store(&self, node: &Expression) -> bool {
        match &node.kind {
            Kind::Member(store, _) => matches!(self.known(store), Known::ClassStore | Known::BuiltInStore),
            _ => false,
        }
    }

    /// Whether the expression names a class that 4D has: `4D.Entity`.
    pub(crate) fn is_built_in_class(&self, node: &Expression) -> bool {
        match &node.kind {
            Kind::Member(store, name) => {
                matches!(self.known(store), Known::BuiltInStore)
                    && fourd_catalog::class(name).is_some_and(|class| class.name == &**name)
            }
            _ => false,
        }
    }

    /// `value[index]`.
    pub(crate) fn indexed(&mut self, base: &Expression, span: Span) {
        let Known::Type(found) = self.known(base) else { return };
        if !has_no_members(&found) && !is_array(&found) {
            return;
        }
        let article = with_article(&found);
        let name = match &base.kind {
            Kind::Local(id) => self.variables.get(*id as usize).map(|variable| format!("${}", variable.name)),
            _ => None,
        };
        let finding = Diagnostic::error(
            "check::no-elements",
            format!("`[…]` needs a collection or an object, and this is {article}"),
        )
        .at(member_span(base, span), format!("expected a collection or an object before the bracket, found {article}"))
        .hint(match (&found, name) {
            (Type::Text, Some(name)) => {
                format!("a character of a text is `{name}[[1]]`; they are counted from 1")
            }
            (Type::Text, None) => {
                "use `[[` and `]]` for a character of a text; characters are counted from 1".to_owned()
            }
            (Type::Pointer, _) => "write `->` after the pointer to reach what it points to".to_owned(),
            (Type::Array(_), Some(name)) => format!("an element of an array is `{name}{{1}}`; they are counted from 1"),
            _ => "values of this type have no elements".to_owned(),
        });
        let finding = self.with_declaration(finding, base);
        self.push(finding, base);
    }

    /// `value{index}` of an array, `value[[index]]` of a text.
    pub(crate) fn in_brackets(&mut self, base: &Expression, of_array: bool, span: Span) {
        use Type::{Array, Boolean, Collection, Date, Integer, Object, Picture, Pointer, Real, Text, Time};
        let Some(found) = self.known(base).plain() else { return };
        let never = match &found {
            Integer | Real | Boolean | Date | Time | Pointer | Collection | Object(_) | Picture => true,
            Text => of_array,
            Array(_) => !of_array,
            _ => false,
        };
        if !never {
            return;
        }
        let (brackets, needed) = if of_array { ("{…}", "an array") } else { ("[[…]]", "a text") };
        let article = with_article(&found);
        let title = format!("`{brackets}` needs {needed}, and this is {article}");
        let finding = Diagnostic::error("check::no-elements", title)
            .at(member_span(base, span), format!("expected {needed} before the bracket, found {article}"))
            .hint(match &found {
                Text => "a character of a text is written in `[[` and `]]`; they are counted from 1",
                Array(_) => "an element of an array is written in `{` and `}`; they are counted from 1",
                Collection => "an element of a collection is written in `[` and `]`; they are counted from 0",
                Object(_) => "a property is written after a dot, or as a text in `[` and `]`",
                Pointer => "write `->` after the pointer to reach what it points to",
                _ => "values of this type have no elements",
            });
        let finding = self.with_declaration(finding, base);
        self.push(finding, base);
    }

    fn no_members(&mut self, found: &str, object: &Expression, name: &str, span: Span) {
        let finding = Diagnostic::error("check::no-members", format!("`.{name}` needs an object, and this is {found}"))
            .at(member_span(object, span), format!("expected an object or a collection before the dot, found {found}"))
            .hint(match (name, found) {
                ("length" | "size", "an array") => "the command `Size of array` gives the number of its elements",
                (_, "an array") => "an array has no members; `ARRAY TO COLLECTION` copies it into a collection",
                ("length", "a Text") => "the command `Length` gives the length of a text",
                (_, "a Pointer") => "write `->` after the pointer to reach what it points to",
                _ => "values of this type are used with commands; only objects and collections have members",
            });
        let finding = self.with_declaration(finding, object);
        self.push(finding, object);
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
                    .at(member_span(store, object.span), "expected a class of the project, found a name that none has");
                self.findings.push(with_class(finding, class, self.project()));
            }
            Known::Namespace(number) if self.world.host.numbered(number).class(class).is_none() => {
                let Some(component) = self.world.host.component(number) else { return };
                let finding = Diagnostic::error(
                    "check::unknown-class",
                    format!("The component `{}` has no class `{class}`", component.name),
                )
                .at(member_span(store, object.span), "expected a class of the component, found a name that none has");
                self.findings.push(with_class(finding, class, &component.project));
            }
            _ => {}
        }
    }

    /// `cs.Name` in any other place.
    fn class_of_store(&mut self, class: &str, span: Span) {
        let known = self.project().class(class).is_some()
            || self.world.is_other_member_of_store(self.subject.project, class)
            || crate::check::names::is_namespace_of_4d(class);
        if self.world.open || known || self.namespaces.contains(&span) {
            return;
        }
        let finding = Diagnostic::warning("check::unknown-class", format!("There is no class `cs.{class}`"))
            .at(span, "expected a class of the project, found a name that none has");
        self.findings.push(with_class(finding, class, self.project()));
    }

    /// `cs.namespace.Name` where no component has the namespace.
    fn namespace(&mut self, object: &Expression) {
        let Kind::Member(store, name) = &object.kind else { return };
        let known = self.project().class(name).is_some()
            || self.world.is_other_member_of_store(self.subject.project, name)
            || crate::check::names::is_namespace_of_4d(name);
        if self.world.open || known || !matches!(self.known(store), Known::ClassStore) {
            return;
        }
        // It is not reported as a class too.
        let span = member_span(store, object.span);
        self.namespaces.push(span);
        self.findings.push(crate::check::names::unknown_namespace(name, span, self.world.host));
    }

    /// `4D.Name`.
    fn class_of_4d(&mut self, name: &str, span: Span) {
        match fourd_catalog::class(name) {
            Some(class) if class.name == name => {
                if !self.world.available.class(class) {
                    self.not_implemented_class(class, span);
                }
            }
            Some(class) => self.findings.push(
                Diagnostic::warning("check::unknown-class", format!("There is no class `4D.{name}`"))
                    .at(span, "expected a built-in class, found a name that differs from one in its case")
                    .hint(format!("did you mean `4D.{}`? Case counts", class.name)),
            ),
            None if self.world.available.other_class(name) => {}
            None => {
                let near = nearest(name, fourd_catalog::classes().iter().map(|class| class.name));
                let finding = Diagnostic::warning("check::unknown-class", format!("There is no class `4D.{name}`"))
                    .at(span, "expected a built-in class, found a name that none has");
                self.findings.push(match near {
                    Some(near) => finding.hint(format!("did you mean `4D.{near}`?")),
                    None => finding.hint("a class of the project is written `cs.Name`"),
                });
            }
        }
    }

    /// `ds.Name`.
    fn dataclass(&mut self, name: &str, span: Span) {
        let of_project = |class: &str| self.world.classes.get(class).is_some_and(|facts| facts.declares(name));
        let built_in =
            fourd_catalog::class("DataStoreImplementation").is_some_and(|class| class.member(name).is_some());
        if built_in || of_project("DataStore") || !self.project().tables().is_empty() {
            return;
        }
        self.findings.push(
            not_implemented(&format!("The dataclass `ds.{name}`"), Some(fourd_catalog::Need::Data))
                .at(span, "expected a member of the datastore, found one that only tables with data would give it"),
        );
    }

    fn not_implemented_class(&mut self, class: &Class, span: Span) {
        let what = format!("The class `{}`", shown(class));
        self.findings.push(
            not_implemented(&what, class.need())
                .at(span, "expected a class that is there, found one of which there are no objects"),
        );
    }

    /// A member that 4D has and that cannot be used here.
    fn not_implemented_member(&mut self, class: &'static Class, name: &str, span: Span) {
        let Some(member) = class.member(name) else { return };
        if self.world.available.member(class, member) {
            return;
        }
        let what = match member.kind {
            MemberKind::Function => format!("The function `{}.{name}`", shown(class)),
            MemberKind::Property => format!("The property `{}.{name}`", shown(class)),
        };
        self.findings.push(
            not_implemented(&what, class.need())
                .at(span, "expected a member that is there, found one that raises an error when it is reached"),
        );
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
        let property = lineage.iter().find_map(|(_, facts)| facts.properties.get(name));
        if let Some(property) = property
            && !lineage.iter().any(|(_, facts)| facts.functions.contains_key(name))
            && (exact || !self.world.descendant_declares(class, name))
            && is_plain(&property.read)
        {
            // 4D keeps whatever is assigned to the property.
            let finding = property_called(Severity::Warning, &format!("cs.{class}"), name, &property.read, span);
            self.findings.push(finding.also(property.span, format!("`{name}` is declared here")));
            return;
        }
        if property.is_some() || self.world.properties.contains(name) {
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

    fn built_in_call(
        &mut self,
        class: &'static Class,
        object: &Expression,
        name: &str,
        arguments: &[Expression],
        span: Span,
    ) {
        match class.member(name) {
            Some(member) if !self.world.available.member(class, member) => {
                self.not_implemented_member(class, name, span);
            }
            Some(member) if member.kind == MemberKind::Function => {
                self.function_arguments(&format!("{}.{name}", shown(class)), member, arguments, span);
            }
            Some(member) => {
                if let Some(found) = member.result.and_then(Type::named).filter(is_plain) {
                    // A variable that is declared for the class takes any object.
                    let certain = matches!(self.known(object), Known::BuiltIn(_));
                    let severity = if certain { Severity::Error } else { Severity::Warning };
                    self.push(property_called(severity, &shown(class), name, &found, span), object);
                }
            }
            None if is_closed(class) => {
                let finding = Diagnostic::error(
                    "check::unknown-function",
                    format!("Objects of class `{}` have no function `{name}`", shown(class)),
                )
                .at(span, format!("expected a function of `{}`, found a name that none has", shown(class)));
                self.push(with_member(finding, class, name), object);
            }
            _ => {}
        }
    }
}

/// Whether objects of the class take no properties other than its members.
pub(crate) fn is_closed(class: &Class) -> bool {
    CLOSED.contains(&class.name)
}

fn is_array(found: &Type) -> bool {
    matches!(found, Type::Array(_))
}

/// Whether values of the type can never be called.
fn is_plain(found: &Type) -> bool {
    has_no_members(found) || *found == Type::Collection
}

/// `$object.name(…)` where the name is that of a property with a plain value.
fn property_called(severity: Severity, what: &str, name: &str, found: &Type, span: Span) -> Diagnostic {
    let title = format!("`{name}` of `{what}` is a property and cannot be called");
    Diagnostic::new(severity, "check::property-called", title)
        .at(span, format!("expected a function, found a property, which is {}", with_article(found)))
        .hint("leave out the parentheses")
}

/// A finding about something of 4D that is not there.
pub(crate) fn not_implemented(what: &str, need: Option<fourd_catalog::Need>) -> Diagnostic {
    let title = match need {
        Some(need) => format!("{what} needs {}", need.shown()),
        None => format!("{what} is not implemented yet"),
    };
    Diagnostic::warning("check::not-implemented", title).hint("4D runs this; here, guard it or replace it")
}

/// The class as code names it.
pub(crate) fn shown(class: &Class) -> String {
    if class.in_class_store { format!("4D.{}", class.name) } else { class.name.to_owned() }
}

fn with_member(finding: Diagnostic, class: &'static Class, name: &str) -> Diagnostic {
    let inherited = class.superclass.and_then(fourd_catalog::class).map_or(&[][..], |parent| parent.members);
    match nearest(name, class.members.iter().chain(inherited).map(|member| member.name)) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint("its objects take no further properties; see the page of the class in 4D's documentation"),
    }
}

/// The spot of the member's name: what is written after the object.
pub(crate) fn member_span(object: &Expression, span: Span) -> Span {
    Span { start: object.span.end.clamp(span.start, span.end), ..span }
}
