//! `4D.Vector` ([API](https://developer.4d.com/docs/API/VectorClass)): real numbers that cannot be changed, shared by all
//! processes, and how close two of them are.

use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::{ClassEntry, Process};
use fourd_value::{Collection, Error, Object, SharedObject, Value, error};

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Vector",
    superclass: None,
    functions: &[
        ("cosineSimilarity", cosine_similarity),
        ("dotSimilarity", dot_similarity),
        ("euclideanDistance", euclidean_distance),
        ("toCollection", to_collection),
    ],
    properties: &[("length", length, None)],
    constructor: Some(new),
};

/// The name under which shared objects of the class are known in every domain.
const SHARED_NAME: &str = "4D.Vector";

/// The components of a vector.
pub(crate) fn components(value: &Value) -> Result<&[f64], Error> {
    value
        .as_object()
        .and_then(|object| object.native_data::<Vec<f64>>())
        .map(Vec::as_slice)
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.Vector"))
}

/// Makes a vector of a collection of numbers.
fn new(process: &mut Process<'_>, _this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let parameter = Collection::from_argument(process, arguments)?;
    no_more(arguments)?;
    let components = parameter.to_vec();
    let numbers = components.iter().enumerate().map(|(position, value)| match value {
        Value::Real(number) => Ok(*number),
        other => {
            let text = format!("Component {position} of a vector: expected a number, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    });
    let numbers = numbers.collect::<Result<Vec<f64>, Error>>()?;
    Ok(Value::Object(Object::shared(SharedObject::native(SHARED_NAME.into(), numbers))))
}

/// Folds the pairs of components of two vectors of one size.
fn fold(
    process: &mut Process<'_>,
    this: &Value,
    arguments: &mut Arguments,
    measure: fn(&[f64], &[f64]) -> f64,
) -> Result<Value, Error> {
    let vector = Value::from_argument(process, arguments)?;
    no_more(arguments)?;
    let (left, right) = (components(this)?, components(&vector)?);
    if left.len() != right.len() {
        let text = format!("The vectors must have the same size: {} and {} components", left.len(), right.len());
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
    }
    Ok(Value::Real(measure(left, right)))
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

/// The cosine of the angle between two vectors, from -1 to 1; 0 where one of them has no direction.
fn cosine(left: &[f64], right: &[f64]) -> f64 {
    let scaled = |vector: &[f64]| -> Option<Vec<f64>> {
        // Components are made small first, so that their squares stay numbers.
        let largest = vector.iter().fold(0.0_f64, |largest, number| largest.max(number.abs()));
        (largest > 0.0).then(|| vector.iter().map(|number| number / largest).collect())
    };
    let (Some(left), Some(right)) = (scaled(left), scaled(right)) else { return 0.0 };
    (dot(&left, &right) / (dot(&left, &left).sqrt() * dot(&right, &right).sqrt())).clamp(-1.0, 1.0)
}

/// How far two points are from each other.
fn distance(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).fold(0.0, |distance: f64, (left, right)| distance.hypot(left - right))
}

/// The cosine of the angle between this vector and another one of the same size, from -1 (opposite) to 1.
fn cosine_similarity(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    fold(process, this, arguments, cosine)
}

/// The sum of the products of the components of this vector and of another one of the same size.
fn dot_similarity(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    fold(process, this, arguments, dot)
}

/// The straight distance between this vector and another one of the same size.
fn euclidean_distance(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    fold(process, this, arguments, distance)
}

/// The components as a collection.
fn to_collection(_process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    Ok(Value::Collection(Collection::new(components(this)?.iter().copied().map(Value::Real).collect())))
}

/// How many components there are.
fn length(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::from(components(this)?.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn measures() {
        assert_eq!(dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
        assert_eq!(distance(&[0.0, 0.0], &[3.0, 4.0]), 5.0);
        assert_eq!(cosine(&[1.0, 0.0], &[0.0, 5.0]), 0.0);
        assert_eq!(cosine(&[0.0, 0.0], &[1.0, 5.0]), 0.0);
        assert!((cosine(&[1e300, 1e300], &[-1e300, -1e300]) + 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_vector_is_like_itself(numbers in proptest::collection::vec(-1e9..1e9_f64, 1..20)) {
            prop_assume!(numbers.iter().any(|number| number.abs() > 1e-3));
            prop_assert!((cosine(&numbers, &numbers) - 1.0).abs() < 1e-9);
            prop_assert_eq!(distance(&numbers, &numbers), 0.0);
        }
    }
}
