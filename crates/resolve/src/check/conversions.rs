//! Which types can go where another is declared, and which operands an operator takes.

use crate::types::Type;
use fourd_syntax::tree::BinaryOperator as Op;

/// Whether a value of one type can be put where another is declared. In doubt it can
/// ([Data types](https://developer.4d.com/docs/Concepts/data-types)).
pub(crate) fn accepts(declared: &Type, found: &Type) -> bool {
    use Type::{
        Array, Blob, Boolean, Collection, Date, Integer, Nothing, Null, Object, Picture, Pointer, Real, Text, Time,
        Variant,
    };
    matches!(
        (declared, found),
        (Variant | Null | Nothing | Array(_) | Picture, _)
            | (_, Variant | Null | Nothing | Array(_) | Picture)
            | (Integer | Real | Time, Integer | Real | Time | Boolean)
            | (Boolean, Boolean | Integer | Real)
            | (Date, Date)
            | (Text, Text)
            | (Collection, Collection)
            | (Pointer, Pointer)
            | (Blob | Object(_), Blob | Object(_))
    )
}

/// Whether a variable of a declared type takes a value: as [`accepts`], but nothing is converted from Boolean or to it,
/// and only a picture goes into a picture.
pub(crate) fn assigns(declared: &Type, found: &Type) -> bool {
    use Type::{Boolean, Integer, Nothing, Null, Picture, Real, Time, Variant};
    match (declared, found) {
        (Integer | Real | Time, Boolean) | (Boolean, Integer | Real) => false,
        (Picture, found) => matches!(found, Picture | Variant | Null | Nothing | Type::Array(_)),
        _ => accepts(declared, found),
    }
}

/// Whether Null can be put where the type is declared. In doubt it can
/// ([Null](https://developer.4d.com/docs/Concepts/null-undefined#null)).
pub(crate) fn accepts_null(declared: &Type) -> bool {
    use Type::{Blob, Date, Integer, Real, Text, Time};
    !matches!(declared, Integer | Real | Text | Date | Time | Blob)
}

/// Whether an operator can take operands of these types. In doubt it can
/// ([Operators](https://developer.4d.com/docs/Concepts/operators)).
pub(crate) fn operate(operator: Op, left: &Type, right: &Type) -> bool {
    use Type::{Boolean, Collection, Date, Integer, Object, Pointer, Real, Text, Time};
    if matches!(operator, Op::And | Op::Or) {
        let plain = |each: &Type| matches!(each, Integer | Real | Text | Boolean | Date);
        return !(matches!(left, Text | Date) && plain(right));
    }
    if !matches!(operator, Op::Add | Op::Subtract | Op::Multiply | Op::Divide) {
        return true;
    }
    let certain =
        |each: &Type| matches!(each, Integer | Real | Text | Boolean | Date | Time | Object(_) | Collection | Pointer);
    if !certain(left) || !certain(right) {
        return true;
    }
    let number = |each: &Type| matches!(each, Integer | Real | Time);
    match (operator, left, right) {
        (_, left, right) if number(left) && number(right) => true,
        (Op::Add, Text, Text) => true,
        (Op::Multiply, Text, other) | (Op::Multiply, other, Text) if number(other) => true,
        (Op::Add | Op::Subtract, Date, right) if number(right) => true,
        (Op::Add, left, Date) if number(left) => true,
        (Op::Subtract, Date, Date) => true,
        _ => false,
    }
}

/// Whether values of the type can have no members at all.
pub(crate) fn has_no_members(known: &Type) -> bool {
    use Type::{Boolean, Date, Integer, Pointer, Real, Text, Time};
    matches!(known, Integer | Real | Text | Boolean | Date | Time | Pointer)
}

/// The type with its article.
pub(crate) fn with_article(known: &Type) -> String {
    match known {
        Type::Integer | Type::Real => "a number".to_owned(),
        Type::Object(None) => "an object".to_owned(),
        Type::Object(Some(class)) => format!("an object of class `{class}`"),
        Type::Array(_) => "an array".to_owned(),
        Type::Null => "Null".to_owned(),
        other => format!("a {}", other.shown()),
    }
}
