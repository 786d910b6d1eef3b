//! Conditions, heads of loops and `Use`: values whose type they never take.

use crate::check::conversions::{has_no_members, with_article};
use crate::check::routine::Checker;
use crate::typed::{Expression, Kind};
use crate::types::Type;
use fourd_source::Diagnostic;

impl Checker<'_> {
    /// The condition of `If`, `Case of`, `While`, `Repeat` or `For each`
    /// ([Conditions](https://developer.4d.com/docs/Concepts/flow-control)).
    pub(crate) fn condition(&mut self, condition: &Expression) {
        use Type::{Blob, Date, Integer, Picture, Pointer, Real, Text, Time};
        let Some(found) = self.head_type(condition) else { return };
        let hint = match &found {
            Integer | Real => "compare it, as in `…#0`",
            Text => "compare it, as in `…#\"\"`",
            Time | Date | Pointer | Picture | Blob | Type::Array(_) => {
                "compare it with a value, or test it with a command"
            }
            _ => return,
        };
        let title = format!("A condition is a Boolean, and this is {}", with_article(&found));
        self.head(condition, "check::condition-type", title, "a Boolean", &found, hint);
    }

    /// A counter of `For`: a variable that holds numbers.
    pub(crate) fn counter(&mut self, counter: &Expression) {
        if !matches!(counter.kind, Kind::Local(_)) {
            return;
        }
        let Some(found) = self.head_type(counter).filter(never_number) else { return };
        let title = format!("`For` counts with a number, and its counter is {}", with_article(&found));
        self.head(counter, "check::loop-type", title, "a variable for numbers", &found, "declare it as an Integer");
    }

    /// A first or last value, a step or a position.
    pub(crate) fn bound(&mut self, bound: &Expression) {
        let Some(found) = self.head_type(bound).filter(never_number) else { return };
        let title = format!("The head of a loop counts with numbers, and this is {}", with_article(&found));
        self.head(
            bound,
            "check::loop-type",
            title,
            "a number",
            &found,
            "write a number here, or convert it with `Num`",
        );
    }

    /// What `For each` goes through.
    pub(crate) fn source(&mut self, source: &Expression) {
        let Some(found) = self.head_type(source).filter(never_object) else { return };
        let title = format!("`For each` goes through collections and objects, and this is {}", with_article(&found));
        let hint = match &found {
            Type::Array(_) => "copy the array with `ARRAY TO COLLECTION`, or count with `For`",
            Type::Text => "`Split string` makes a collection of a text",
            _ => "put the values into a collection, or count with `For`",
        };
        self.head(source, "check::loop-type", title, "a collection or an object", &found, hint);
    }

    /// What `Use` locks.
    pub(crate) fn used(&mut self, object: &Expression) {
        let Some(found) = self.head_type(object).filter(never_object) else { return };
        let title = format!("`Use` takes a shared object or collection, and this is {}", with_article(&found));
        let hint = "make it with `New shared object` or `New shared collection`";
        self.head(object, "check::loop-type", title, "a shared object or collection", &found, hint);
    }

    /// The type of a value, if it is certain. 4D's rule from left to right makes something else of `$a=$b+1` than its
    /// author means, which is left alone.
    fn head_type(&self, value: &Expression) -> Option<Type> {
        let mixed = matches!(&value.kind, Kind::Binary(_, left, _) if crate::check::assignments::is_comparison(left));
        if mixed { None } else { self.known(value).plain() }
    }

    fn head(&mut self, part: &Expression, id: &'static str, title: String, expected: &str, found: &Type, hint: &str) {
        let finding = Diagnostic::error(id, title)
            .at(part.span, format!("expected {expected}, found {}", with_article(found)))
            .hint(hint);
        let finding = self.with_declaration(finding, part);
        self.push(finding, part);
    }
}

/// Whether values of the type are never taken for a number. An array gives the number of its selected element.
fn never_number(found: &Type) -> bool {
    use Type::{Blob, Boolean, Collection, Date, Object, Picture, Pointer, Text};
    matches!(found, Text | Boolean | Date | Pointer | Collection | Object(_) | Picture | Blob)
}

/// Whether values of the type are neither objects nor collections.
fn never_object(found: &Type) -> bool {
    has_no_members(found) || matches!(found, Type::Array(_) | Type::Picture)
}
