//! What is certain about a value before it exists: its type, or the class that it is an object of.

use crate::check::facts::PropertyFacts;
use crate::check::members::is_closed;
use crate::check::routine::Checker;
use crate::typed::{Expression, Kind};
use crate::types::Type;
use fourd_catalog::{Class, MemberKind, Role};
use fourd_project::ProjectNumber;

/// What is known of a value.
#[derive(Clone, Debug)]
pub(crate) enum Known {
    /// `cs`.
    ClassStore,
    /// `cs.namespace`: the classes of a component.
    Namespace(ProjectNumber),
    /// `4D`.
    BuiltInStore,
    /// A class of a project itself, by what the program knows it by: `cs.Person`.
    Class(Box<str>),
    /// A built-in class itself: `4D.File`.
    BuiltInClass(&'static Class),
    /// An object of a class of a project; of exactly this class, or perhaps of one that extends it.
    Instance { class: Box<str>, exact: bool },
    /// An object of a built-in class.
    BuiltIn(&'static Class),
    /// A variable that is declared for objects of a built-in class; 4D puts any object there.
    Declared(&'static Class),
    /// A value of this type.
    Type(Type),
    /// Nothing.
    Nothing,
}

impl Known {
    /// The plain type, if it is certain.
    pub(crate) fn plain(&self) -> Option<Type> {
        match self {
            Known::Type(Type::Variant | Type::Nothing | Type::Null) | Known::Nothing => None,
            Known::Type(known) => Some(known.clone()),
            Known::BuiltIn(class) if class.name == "Collection" => Some(Type::Collection),
            Known::BuiltIn(class) | Known::Declared(class) => {
                Some(Type::Object(Some(format!("4D.{}", class.name).into())))
            }
            Known::Instance { class, .. } => Some(Type::Object(Some(format!("cs.{class}").into()))),
            Known::ClassStore
            | Known::Namespace(_)
            | Known::BuiltInStore
            | Known::Class(_)
            | Known::BuiltInClass(_) => Some(Type::Object(None)),
        }
    }

    /// What a declared or documented type says.
    fn of_type(declared: &Type) -> Known {
        match declared {
            Type::Collection => fourd_catalog::class("Collection").map_or(Known::Nothing, Known::BuiltIn),
            Type::Object(Some(path)) => match path.split_once('.') {
                Some((store, name)) if store.eq_ignore_ascii_case("4D") => {
                    fourd_catalog::class(name).map_or(Known::Type(Type::Object(None)), Known::Declared)
                }
                Some((store, name)) if store.eq_ignore_ascii_case("cs") => {
                    Known::Instance { class: name.into(), exact: false }
                }
                _ => Known::Type(Type::Object(None)),
            },
            Type::Variant | Type::Nothing | Type::Null => Known::Nothing,
            other => Known::Type(other.clone()),
        }
    }

    fn function() -> Known {
        fourd_catalog::class("Function").map_or(Known::Nothing, Known::BuiltIn)
    }

    /// What the documentation's name of a result says; nothing where it names several types.
    fn documented(result: &str) -> Known {
        if let Some(name) = result.strip_prefix("4D.") {
            return match fourd_catalog::class(name) {
                Some(class) if !matches!(name, "Object" | "ClassStore" | "Class") => Known::BuiltIn(class),
                _ => Known::Nothing,
            };
        }
        match result {
            "Object" => Known::Type(Type::Object(None)),
            // What a result is called Integer may be a larger number.
            "Integer" => Known::Type(Type::Real),
            "Collection" | "Text" | "Boolean" | "Date" | "Time" | "Real" | "Pointer" => {
                Type::named(result).map_or(Known::Nothing, |named| Known::of_type(&named))
            }
            _ => Known::Nothing,
        }
    }
}

impl<'a> Checker<'a> {
    /// What is certain about the value of an expression.
    pub(crate) fn known(&self, node: &Expression) -> Known {
        match &node.kind {
            Kind::Local(id) => match self.variables.get(*id as usize) {
                Some(variable) if variable.explicit && self.reliable => Known::of_type(&variable.declared),
                _ => Known::Nothing,
            },
            Kind::This => match self.subject.class {
                Some(class) if !self.in_formula => Known::Instance { class: class.into(), exact: false },
                _ => Known::Nothing,
            },
            Kind::Formula(_) => Known::function(),
            Kind::Collection(_) => Known::of_type(&Type::Collection),
            Kind::CallCommand(number, arguments) => {
                let command = fourd_catalog::command(*number);
                match command.and_then(|command| command.role) {
                    Some(Role::ClassStore) if arguments.is_empty() => Known::ClassStore,
                    Some(Role::BuiltInClassStore) if arguments.is_empty() => Known::BuiltInStore,
                    _ => command.and_then(|command| command.result).map_or(Known::Nothing, Known::documented),
                }
            }
            Kind::CallMethod(name, _) => match self.world.methods.get(name) {
                Some(method) => Known::of_type(&method.signature.result),
                None => Known::Nothing,
            },
            Kind::Member(object, name) => self.known_member(&self.known(object), name),
            Kind::CallMember(object, name, _) => self.known_result(&self.known(object), name),
            Kind::Binary(..) | Kind::Unary(..) if !self.reliable => Known::Nothing,
            Kind::Number(_)
            | Kind::Text(_)
            | Kind::Date(..)
            | Kind::Time(_)
            | Kind::Boolean(_)
            | Kind::Object(_)
            | Kind::PointerTo(_)
            | Kind::Binary(..)
            | Kind::Unary(..) => Known::of_type(&node.declared),
            _ => Known::Nothing,
        }
    }

    fn known_member(&self, object: &Known, name: &str) -> Known {
        match object {
            Known::ClassStore if self.project().class(name).is_some() => self.known_class(self.subject.project, name),
            Known::ClassStore => self.world.host.number_with_namespace(name).map_or(Known::Nothing, Known::Namespace),
            Known::Namespace(number) => self.known_class(*number, name),
            Known::BuiltInStore => fourd_catalog::class(name).map_or(Known::Nothing, Known::BuiltInClass),
            Known::Class(class) if name == "me" => Known::Instance { class: class.clone(), exact: true },
            Known::BuiltIn(class) => match class.member(name) {
                Some(member) if member.kind == MemberKind::Function => Known::function(),
                Some(member) => member.result.map_or(Known::Nothing, Known::documented),
                None => Known::Nothing,
            },
            // A variable that is declared for the class takes any object: see `is_held`.
            Known::Declared(class) if is_closed(class) => match class.member(name) {
                Some(member) if member.kind == MemberKind::Property => {
                    member.result.map_or(Known::Nothing, Known::documented)
                }
                _ => Known::Nothing,
            },
            Known::Instance { class, exact } => match self.declared_property(class, *exact, name) {
                Some(property) => Known::of_type(&property.read),
                None => Known::Nothing,
            },
            _ => Known::Nothing,
        }
    }

    /// What the class of an object declares of a property; none where one that extends it may declare something else.
    pub(crate) fn declared_property(&self, class: &str, exact: bool, name: &str) -> Option<&'a PropertyFacts> {
        let lineage = self.world.lineage(class)?;
        let property = lineage.iter().find_map(|(_, facts)| facts.properties.get(name))?;
        (exact || !self.world.descendant_declares(class, name)).then_some(property)
    }

    /// Whether what is known of a value comes from the declaration of a property that objects hold: 4D does not refuse a
    /// value of another type there.
    pub(crate) fn is_held(&self, node: &Expression) -> bool {
        match &node.kind {
            Kind::Member(object, name) => {
                let held = match self.known(object) {
                    Known::Instance { class, exact } => {
                        self.declared_property(&class, exact, name).is_some_and(|property| property.computed.is_none())
                    }
                    Known::Declared(_) => true,
                    _ => false,
                };
                held || self.is_held(object)
            }
            Kind::CallMember(object, ..) => self.is_held(object),
            _ => false,
        }
    }

    fn known_class(&self, number: ProjectNumber, name: &str) -> Known {
        let key = self.world.environment(number).class_key(number, name);
        if self.world.classes.contains_key(&*key) { Known::Class(key.into()) } else { Known::Nothing }
    }

    fn known_result(&self, object: &Known, name: &str) -> Known {
        match object {
            Known::Class(class) if name == "new" => Known::Instance { class: class.clone(), exact: true },
            Known::BuiltInClass(class) if name == "new" => Known::BuiltIn(class),
            Known::BuiltIn(class) => {
                class.member(name).and_then(|member| member.result).map_or(Known::Nothing, Known::documented)
            }
            Known::Instance { class, .. } => {
                let lineage = self.world.lineage(class).unwrap_or_default();
                match lineage.iter().find_map(|(_, facts)| facts.functions.get(name)) {
                    // One that extends it may have a function of this name with another result.
                    Some(function) if !self.world.overridden(class, name) => Known::of_type(&function.signature.result),
                    _ => Known::Nothing,
                }
            }
            _ => Known::Nothing,
        }
    }
}
