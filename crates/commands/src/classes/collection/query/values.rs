//! What stands for the placeholders of a query.

use super::super::PropertyPath;
use super::super::callback::is_function;
use fourd_value::{Error, Object, Text, Value, error};

/// The values behind the query text, and the settings that may follow them.
pub(super) struct Values {
    indexed: Vec<Value>,
    settings: Option<Object>,
}

/// A value that was found, and whether by name.
pub(super) struct Found {
    /// The value.
    pub(super) value: Value,
    /// Whether it stands in the settings.
    pub(super) named: bool,
}

/// The error for a formula.
pub(super) fn no_formula() -> Error {
    Error::of(error::FORMULA_NOT_ALLOWED)
}

impl Values {
    /// These arguments, the last of which is the settings where it is an object.
    pub(super) fn new(mut arguments: Vec<Value>) -> Self {
        let settings = match arguments.last() {
            Some(Value::Object(object)) if !arguments.last().is_some_and(is_function) => Some(object.clone()),
            _ => None,
        };
        if settings.is_some() {
            arguments.pop();
        }
        Self { indexed: arguments, settings }
    }

    fn index(&self, name: &str) -> Option<Result<&Value, Error>> {
        if !name.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let found = name.parse::<usize>().ok().and_then(|number| self.indexed.get(number.wrapping_sub(1)));
        Some(found.ok_or_else(|| missing(name)))
    }

    fn named(&self, group: &str, name: &str) -> Option<Value> {
        let names = self.settings.as_ref()?.get(&Text::from(group))?;
        let object = names.as_object()?;
        if let Some(value) = object.get(&Text::from(name)) {
            return Some(value);
        }
        // `:extraInfo.name` leads into an object among the parameters.
        let mut found = names.clone();
        for part in PropertyPath::new(&Text::from(name)).names() {
            found = found.as_object()?.get(part)?;
        }
        Some(found)
    }

    /// The value of a placeholder.
    ///
    /// # Errors
    /// There is none, or it is a formula.
    pub(super) fn value(&self, name: &str) -> Result<Found, Error> {
        let found = match self.index(name) {
            Some(value) => Found { value: value?.clone(), named: false },
            None => {
                let value = self.named("parameters", name).ok_or_else(|| missing(name))?;
                Found { value, named: true }
            }
        };
        if is_function(&found.value) { Err(no_formula()) } else { Ok(found) }
    }

    /// The path of a placeholder: a text, or the names in a collection.
    ///
    /// # Errors
    /// There is none, or it is of another type.
    pub(super) fn path(&self, name: &str) -> Result<PathValue, Error> {
        let value = match self.index(name) {
            Some(value) => value?.clone(),
            None => self.named("attributes", name).ok_or_else(|| missing(name))?,
        };
        match &value {
            value if is_function(value) => Err(no_formula()),
            Value::Text(text) => Ok(PathValue::Text(text.clone())),
            Value::Collection(names) => {
                let names = names.to_vec().iter().map(|name| name.as_text().cloned()).collect::<Option<Vec<_>>>();
                names.filter(|names| !names.is_empty()).map(PathValue::Names).ok_or_else(|| no_path(name))
            }
            _ => Err(no_path(name)),
        }
    }
}

/// A path of a placeholder.
pub(super) enum PathValue {
    /// In dot notation.
    Text(Text),
    /// Name by name.
    Names(Vec<Text>),
}

fn missing(name: &str) -> Error {
    Error::with(error::ARGUMENT_MISSING, format!("The query has no value for the placeholder `:{name}`"))
}

fn no_path(name: &str) -> Error {
    let text = format!("The placeholder `:{name}` must be a property path: a text or a collection of texts");
    Error::with(error::INCOMPATIBLE_TYPES, text)
}
