//! Equality and order of values ([Operators](https://developer.4d.com/docs/Concepts/operators)).

use crate::error::{self, Error};
use crate::text;
use crate::value::Value;
use std::cmp::Ordering;

/// Real numbers closer than this are equal
/// ([SET REAL COMPARISON LEVEL](https://developer.4d.com/docs/commands/set-real-comparison-level)).
pub const REAL_EPSILON: f64 = 1e-6;

/// Whether two real numbers are equal as `=` sees them.
#[inline]
pub fn reals_equal(left: f64, right: f64) -> bool {
    left == right || (left - right).abs() <= REAL_EPSILON
}

/// The operator `=`. Values of different types are not equal.
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Undefined | Value::Null, right) => right.is_null(),
        (left, Value::Undefined | Value::Null) => left.is_null(),
        (Value::Boolean(left), Value::Boolean(right)) => left == right,
        (Value::Text(left), Value::Text(right)) => text::equal(left, right),
        (Value::Date(left), Value::Date(right)) => left == right,
        (Value::Object(left), Value::Object(right)) => left.same(right),
        (Value::Collection(left), Value::Collection(right)) => left.same(right),
        (Value::Pointer(left), Value::Pointer(right)) => left == right,
        (Value::Blob(left), Value::Blob(right)) => left.same(right),
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
