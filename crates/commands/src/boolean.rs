//! Boolean ([theme](https://developer.4d.com/docs/commands/theme/Boolean)). `True` and `False` are part of the language.

use fourd_macros::{command, theme};
use fourd_value::Value;

theme!("Boolean": bool_of, not);

/// A value as a Boolean: a Boolean itself, numbers other than 0 as True, all other values, Null and undefined ones too, as
/// False.
///
/// ```4d
/// Bool("a")  // False
/// Bool(2)  // True
/// ```
#[command(1537, "Bool", thread_safe)]
fn bool_of(expression: Value) -> bool {
    match expression {
        Value::Boolean(value) => value,
        Value::Real(number) => number != 0.0,
        _ => false,
    }
}

/// The opposite of a Boolean.
///
/// ```4d
/// Not(True)  // False
/// ```
#[command(34, "Not", thread_safe)]
fn not(boolean: bool) -> bool {
    !boolean
}
