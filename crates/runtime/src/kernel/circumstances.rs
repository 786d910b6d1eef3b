//! What was around an error when it ended its process.

use fourd_resolve::Type;
use fourd_source::Span;

/// What stood around an error when it ended its process.
#[derive(Default)]
pub(crate) struct Circumstances {
    /// The values that the line names.
    pub(crate) values: Vec<NamedValue>,
    /// The `Use` that were open.
    pub(crate) uses: Vec<Span>,
}

/// A variable, or a property of one, with its value.
pub(crate) struct NamedValue {
    /// As the code names it: `$order.customer`.
    pub(crate) path: String,
    /// Its literal, perhaps cut.
    pub(crate) shown: String,
    /// It is Null or Undefined.
    pub(crate) missing: bool,
    /// What the variable is declared as, where the path is a variable alone.
    pub(crate) declared: Option<Type>,
    /// It is an element that is not there: the path of its collection, with the number of its elements.
    pub(crate) outside: Option<(String, usize)>,
}

impl NamedValue {
    /// It as a sentence.
    pub(crate) fn sentence(&self) -> String {
        match &self.outside {
            Some((collection, 1)) => format!("`{collection}` has 1 element"),
            Some((collection, length)) => format!("`{collection}` has {length} elements"),
            None => format!("`{}` is {}", self.path, self.shown),
        }
    }

    /// Whether it is a variable itself.
    pub(crate) fn is_plain(&self) -> bool {
        self.declared.is_some()
    }

    /// What the variable should hold for what is done with it.
    pub(crate) fn wanted(&self) -> &'static str {
        match self.declared {
            Some(Type::Collection) => "collection",
            _ => "object",
        }
    }

    /// The same with its article.
    pub(crate) fn wanted_with_article(&self) -> &'static str {
        match self.declared {
            Some(Type::Collection) => "a collection",
            _ => "an object",
        }
    }
}
