//! Math ([theme](https://developer.4d.com/docs/commands/theme/Math)).

use fourd_macros::{command, theme};
use fourd_value::number;

theme!("Math": abs, int, square_root);

/// A number without its sign.
#[command(99, "Abs", thread_safe)]
fn abs(number: f64) -> f64 {
    number.abs()
}

/// The whole part of a number, toward negative infinity.
#[command(8, "Int", thread_safe)]
fn int(number: f64) -> f64 {
    number::int(number)
}

/// The square root of a number.
#[command(539, "Square root", thread_safe)]
fn square_root(number: f64) -> f64 {
    number.sqrt()
}
