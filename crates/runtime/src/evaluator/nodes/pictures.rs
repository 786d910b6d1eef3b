//! Operators of pictures ([Picture operators](https://developer.4d.com/docs/Concepts/picture#picture-operators)).

use fourd_picture::{Combination, PictureError, combine, keywords, moved, scaled, superimposed_inclusively};
use fourd_resolve::typed::BinaryOperator as Op;
use fourd_value::{Error, Picture, Text, Value, error, text};

/// The value of an operation whose left operand is a picture; none where the operator takes no such operands.
pub(crate) fn apply(operator: Op, left: &Picture, right: &Value) -> Option<Result<Value, Error>> {
    let empty = Picture::default();
    let other = match right {
        Value::Picture(right) => Some(right),
        Value::Null => Some(&empty),
        _ => None,
    };
    if let Some(right) = other {
        let beside = |combination| combine(left, right, combination, (0.0, 0.0));
        return Some(finished(match operator {
            Op::Add => beside(Combination::Beside),
            Op::Divide => beside(Combination::Below),
            Op::And => beside(Combination::Over),
            Op::Or => superimposed_inclusively(left, right),
            _ => return None,
        }));
    }
    if let (Op::Modulo, Value::Text(keyword)) = (operator, right) {
        let found = keywords(left).iter().any(|found| text::equal(&Text::from(found.as_str()), keyword));
        return Some(Ok(Value::Boolean(found)));
    }
    let number = if matches!(right, Value::Undefined) { 0.0 } else { right.as_real()? };
    Some(finished(Ok(match operator {
        Op::Add => moved(left, number, 0.0),
        Op::Subtract => moved(left, -number, 0.0),
        Op::Divide => moved(left, 0.0, number),
        Op::Multiply => scaled(left, number, number),
        Op::ScaleWidth => scaled(left, number, 1.0),
        Op::ScaleHeight => scaled(left, 1.0, number),
        _ => return None,
    })))
}

fn finished(result: Result<Picture, PictureError>) -> Result<Value, Error> {
    match result {
        Ok(picture) => Ok(Value::Picture(picture)),
        Err(PictureError::Empty) => Ok(Value::Picture(Picture::default())),
        Err(problem) => Err(Error::with(error::INCOMPATIBLE_TYPES, problem.to_string())),
    }
}
