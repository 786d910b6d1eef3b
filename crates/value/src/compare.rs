//! Equality and order of values ([Operators](https://developer.4d.com/docs/Concepts/operators)).

use crate::error::{self, Error};
use crate::text;
use crate::value::Value;
use std::cell::Cell;
use std::cmp::Ordering;

/// Real numbers closer than this are equal, until
/// [SET REAL COMPARISON LEVEL](https://developer.4d.com/docs/commands/set-real-comparison-level) says otherwise.
pub const REAL_EPSILON: f64 = 1e-6;

thread_local! {
    /// The distance in force in the domain of this thread.
    static EPSILON: Cell<f64> = const { Cell::new(REAL_EPSILON) };
}

/// Sets the distance up to which real numbers are equal in the domain of this thread.
pub fn set_real_epsilon(epsilon: f64) {
    EPSILON.set(epsilon);
}

/// Whether two real numbers are equal as `=` sees them.
#[inline]
pub fn reals_equal(left: f64, right: f64) -> bool {
    left == right || (left - right).abs() <= EPSILON.get()
}

/// The operator `=`. Values of different types are not equal.
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Undefined | Value::Null | Value::Unassigned, right) => right.is_null(),
        (left, Value::Undefined | Value::Null | Value::Unassigned) => left.is_null(),
        (Value::Boolean(left), Value::Boolean(right)) => left == right,
        (Value::Text(left), Value::Text(right)) => text::equal(left, right),
        (Value::Date(left), Value::Date(right)) => left == right,
        (Value::Object(left), Value::Object(right)) => left.same(right),
        (Value::Collection(left), Value::Collection(right)) => left.same(right),
        (Value::Pointer(left), Value::Pointer(right)) => left == right,
        (Value::Blob(left), Value::Blob(right)) => left.same(right),
        (Value::Picture(left), Value::Picture(right)) => left == right,
        (left, right) => match (left.as_real(), right.as_real()) {
            (Some(left), Some(right)) => reals_equal(left, right),
            _ => false,
        },
    }
}

/// The operators `<`, `<=`, `>`, `>=`: the order of two values, `None` where one is undefined, so that none holds.
///
/// # Errors
/// Types that have no order, and Null
/// ([Null and Undefined](https://developer.4d.com/docs/Concepts/null-undefined)).
pub fn order(left: &Value, right: &Value) -> Result<Option<Ordering>, Error> {
    let refused = || {
        let text = format!("`{}` and `{}` have no order", left.type_name(), right.type_name());
        Err(Error::with(error::INCOMPATIBLE_TYPES, text))
    };
    match (left, right) {
        (Value::Undefined, Value::Text(_) | Value::Date(_) | Value::Time(_) | Value::Real(_))
        | (Value::Text(_) | Value::Date(_) | Value::Time(_) | Value::Real(_), Value::Undefined) => Ok(None),
        (Value::Text(left), Value::Text(right)) => Ok(Some(text::compare(left, right))),
        (Value::Date(left), Value::Date(right)) => Ok(Some(left.cmp(right))),
        (Value::Boolean(left), Value::Boolean(right)) => Ok(Some(left.cmp(right))),
        (left, right) => match (left.as_real(), right.as_real()) {
            (Some(left), Some(right)) if reals_equal(left, right) => Ok(Some(Ordering::Equal)),
            (Some(left), Some(right)) => Ok(left.partial_cmp(&right)),
            _ => refused(),
        },
    }
}

/// The class of a value in sorts of mixed values, lowest first
/// ([Ordering](https://developer.4d.com/docs/Concepts/ordering#sorting-rules)).
fn sort_class(value: &Value) -> u8 {
    match value {
        Value::Undefined | Value::Null | Value::Unassigned => 1,
        Value::Boolean(_) => 2,
        Value::Text(_) => 3,
        Value::Real(_) | Value::Time(_) | Value::Array(_) => 4,
        Value::Pointer(pointer) if pointer.is_nil() => 1,
        Value::Picture(picture) if picture.is_empty() => 1,
        Value::Object(_) | Value::Blob(_) | Value::Picture(_) | Value::Pointer(_) => 5,
        Value::Collection(_) => 6,
        Value::Date(_) => 7,
    }
}

/// The order of numbers in sorts, which is total: what is not a number comes first.
#[inline]
pub fn sort_reals(left: f64, right: f64) -> Ordering {
    match left.partial_cmp(&right) {
        Some(order) => order,
        None => right.is_nan().cmp(&left.is_nan()),
    }
}

/// The order in which collections and attributes of objects are sorted, whatever they hold: a total preorder where
/// objects are equal among themselves, and so are collections, whose order a stable sort keeps
/// ([Ordering](https://developer.4d.com/docs/Concepts/ordering)).
pub fn sort_order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Real(left), Value::Real(right)) => sort_reals(*left, *right),
        (Value::Text(left), Value::Text(right)) => text::compare(left, right),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (left, right) => {
            sort_class(left).cmp(&sort_class(right)).then_with(|| match (left.as_real(), right.as_real()) {
                (Some(left), Some(right)) => sort_reals(left, right),
                _ => Ordering::Equal,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Collection, Date, Object};

    #[test]
    fn types_have_an_order_in_sorts() {
        let ordered = [
            Value::Null,
            Value::Boolean(false),
            Value::Boolean(true),
            Value::text("a"),
            Value::text("ab"),
            Value::text("b"),
            Value::Real(f64::NAN),
            Value::Real(f64::NEG_INFINITY),
            Value::Real(-1.0),
            Value::Real(2.0),
            Value::Real(f64::INFINITY),
            Value::Object(Object::new()),
            Value::Collection(Collection::new(Vec::new())),
            Value::Date(Date::or_blank(1990, 1, 1)),
            Value::Date(Date::or_blank(2000, 1, 1)),
        ];
        for (left_index, left) in ordered.iter().enumerate() {
            for (right_index, right) in ordered.iter().enumerate() {
                assert_eq!(sort_order(left, right), left_index.cmp(&right_index), "{left_index} {right_index}");
            }
        }
    }
}
