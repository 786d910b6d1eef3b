//! `4D.Vector` ([API](https://developer.4d.com/docs/API/VectorClass)): real numbers that cannot be changed, shared by all
//! processes, and how close two of them are.

use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::class::Receiver;
use fourd_source::Span;
use fourd_value::{Collection, Error, Object, SharedObject, Value, error};

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

/// The components of a vector.
struct Vector<'v>(&'v [f64]);

impl<'v> Receiver<'v> for Vector<'v> {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        components(this).map(Self)
    }
}

impl Vector<'_> {
    /// A measure of this vector and another one of the same size.
    fn compared(&self, other: &Value, measure: fn(&[f64], &[f64]) -> f64) -> Result<f64, Error> {
        let (left, right) = (self.0, components(other)?);
        if left.len() != right.len() {
            let text = format!("The vectors must have the same size: {} and {} components", left.len(), right.len());
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
        }
        Ok(measure(left, right))
    }
}

/// Real numbers that cannot be changed, shared by all processes.
#[class("Vector")]
impl Vector<'_> {
    /// Makes a vector of a collection of numbers.
    #[constructor]
    fn new(parameter: Collection) -> Result<Object, Error> {
        let components = parameter.to_vec();
        let numbers = components.iter().enumerate().map(|(position, value)| match value {
            Value::Real(number) => Ok(*number),
            other => {
                let text = format!("Component {position} of a vector: expected a number, found {}", other.type_name());
                Err(Error::with(error::INCOMPATIBLE_TYPES, text))
            }
        });
        let numbers = numbers.collect::<Result<Vec<f64>, Error>>()?;
        Ok(Object::shared(SharedObject::native(SHARED_NAME.into(), numbers)))
    }

    /// The cosine of the angle between this vector and another one of the same size, from -1 (opposite) to 1.
    #[function]
    fn cosine_similarity(self, vector: &Value) -> Result<f64, Error> {
        self.compared(vector, cosine)
    }

    /// The sum of the products of the components of this vector and of another one of the same size.
    #[function]
    fn dot_similarity(self, vector: &Value) -> Result<f64, Error> {
        self.compared(vector, dot)
    }

    /// The straight distance between this vector and another one of the same size.
    #[function]
    fn euclidean_distance(self, vector: &Value) -> Result<f64, Error> {
        self.compared(vector, distance)
    }

    /// The components as a collection.
    #[function]
    fn to_collection(self) -> Collection {
        Collection::new(self.0.iter().copied().map(Value::Real).collect())
    }

    /// How many components there are.
    #[getter]
    fn length(self) -> usize {
        self.0.len()
    }
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
