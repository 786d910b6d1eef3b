//! Static types.

use fourd_catalog::Role;
use fourd_syntax::tree::TypeName;
use std::sync::Arc;

/// What is known about a value before it exists.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Type {
    /// Anything.
    #[default]
    Variant,
    /// A whole number; a variable of this type holds 32 bits.
    Integer,
    /// A number.
    Real,
    /// True or False.
    Boolean,
    /// Text.
    Text,
    /// Date.
    Date,
    /// Time.
    Time,
    /// An object, of a class where one is named: `cs.Person`, `4D.File`.
    Object(Option<Arc<str>>),
    /// A collection.
    Collection,
    /// A pointer.
    Pointer,
    /// A scalar Blob.
    Blob,
    /// A picture.
    Picture,
    /// Null.
    Null,
    /// An array of elements of a type.
    Array(Element),
    /// No value.
    Nothing,
}

/// Type of the elements of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after its 4D command")]
pub enum Element {
    Boolean,
    Integer,
    Longint,
    Real,
    Text,
    Date,
    Time,
    Object,
    Pointer,
    Blob,
    Picture,
}

impl Type {
    /// Whether values of the type are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self, Type::Integer | Type::Real)
    }

    /// Whether a variable of the type is in a raw slot of 64 bits.
    pub fn is_raw(&self) -> bool {
        matches!(self, Type::Integer | Type::Real | Type::Boolean)
    }

    /// The type that a declaration names; `None` where no type has that name.
    pub fn declared(name: &TypeName) -> Option<Type> {
        let mut parts = name.path.iter();
        let first = parts.next()?;
        if name.path.len() > 1 {
            let path: Vec<&str> = name.path.iter().map(|part| &*part.text).collect();
            let last = path.last().copied().unwrap_or_default();
            return Some(match (first.text.eq_ignore_ascii_case("4D"), last.to_ascii_lowercase().as_str()) {
                (true, "object") => Type::Object(None),
                (true, "collection") => Type::Collection,
                _ => Type::Object(Some(path.join(".").into())),
            });
        }
        Self::named(&first.text)
    }

    /// The plain type of that name, as declarations and the catalog write it.
    pub fn named(name: &str) -> Option<Type> {
        Some(match name.to_ascii_lowercase().as_str() {
            "variant" | "any" | "expression" => Type::Variant,
            "integer" | "longint" | "long integer" => Type::Integer,
            "real" | "number" => Type::Real,
            "boolean" => Type::Boolean,
            "text" | "string" | "alpha" => Type::Text,
            "date" => Type::Date,
            "time" => Type::Time,
            "object" => Type::Object(None),
            "collection" => Type::Collection,
            "pointer" => Type::Pointer,
            "blob" => Type::Blob,
            "picture" => Type::Picture,
            _ => return None,
        })
    }

    /// The type that an old declaration command (`C_TEXT` …) gives, by the command's number.
    pub fn of_declaration_command(number: u32) -> Option<Type> {
        match fourd_catalog::role(number) {
            Some(Role::Declaration(name)) => Type::named(name),
            _ => None,
        }
    }

    /// How a person reads it.
    pub fn shown(&self) -> String {
        match self {
            Type::Object(Some(class)) => class.to_string(),
            Type::Object(None) => "Object".to_owned(),
            Type::Array(element) => format!("{element:?} array"),
            other => format!("{other:?}"),
        }
    }
}

impl Element {
    /// The element type that an `ARRAY …` command makes, by the command's number.
    pub fn of_array_command(number: u32) -> Option<Element> {
        let Some(Role::ArrayDeclaration(name)) = fourd_catalog::role(number) else { return None };
        Some(match name {
            "Text" => Element::Text,
            "Real" => Element::Real,
            "Integer" => Element::Integer,
            "Longint" => Element::Longint,
            "Boolean" => Element::Boolean,
            "Date" => Element::Date,
            "Time" => Element::Time,
            "Picture" => Element::Picture,
            "Pointer" => Element::Pointer,
            "Object" => Element::Object,
            "Blob" => Element::Blob,
            _ => return None,
        })
    }

    /// The type of one element.
    pub fn item(self) -> Type {
        match self {
            Element::Boolean => Type::Boolean,
            Element::Integer | Element::Longint => Type::Integer,
            Element::Real => Type::Real,
            Element::Text => Type::Text,
            Element::Date => Type::Date,
            Element::Time => Type::Time,
            Element::Object => Type::Object(None),
            Element::Pointer => Type::Pointer,
            Element::Blob => Type::Blob,
            Element::Picture => Type::Picture,
        }
    }
}
