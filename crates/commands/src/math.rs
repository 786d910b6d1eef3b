//! Math ([theme](https://developer.4d.com/docs/commands/theme/Math)). Angles are in radians; what has no result, such as the
//! root of a negative number, gives what is not a number.

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_value::{Error, Text, compare, error, number};

theme!("Math":
    abs, arctan, cos, dec, euro_converter, exp, int, log, modulo, random, round, set_real_comparison_level, sin,
    square_root, tan, trunc);

/// A number without its sign.
///
/// ```4d
/// Abs(-12.5)  // 12.5
/// ```
#[command(99, "Abs", thread_safe)]
fn abs(number: f64) -> f64 {
    number.abs()
}

/// The angle of a tangent.
#[command(20, "Arctan", thread_safe)]
fn arctan(number: f64) -> f64 {
    number.atan()
}

/// The cosine of an angle.
#[command(18, "Cos", thread_safe)]
fn cos(number: f64) -> f64 {
    number.cos()
}

/// What `Int` leaves of a number: its decimals, never negative.
#[command(9, "Dec", thread_safe)]
fn dec(number: f64) -> f64 {
    number::dec(number)
}

/// The Euler number to the power of a number.
#[command(21, "Exp", thread_safe)]
fn exp(number: f64) -> f64 {
    number.exp()
}

/// The whole part of a number, toward negative infinity.
///
/// ```4d
/// Int(-3.2)  // -4
/// ```
#[command(8, "Int", thread_safe)]
fn int(number: f64) -> f64 {
    number::int(number)
}

/// The natural logarithm of a number.
#[command(22, "Log", thread_safe)]
fn log(number: f64) -> f64 {
    number.ln()
}

/// The remainder of the division of two numbers, which are rounded first; 0 where the second is 0.
///
/// ```4d
/// Mod(5; 2)  // 1
/// ```
#[command(98, "Mod", thread_safe)]
fn modulo(number1: f64, number2: f64) -> f64 {
    number::remainder(number1, number2)
}

/// A whole number from 0 to 32767 by chance.
#[command(100, "Random", thread_safe)]
fn random(process: &mut Process<'_>) -> i64 {
    process.world().chance(0x8000) as i64
}

/// A number of places that makes a difference.
fn places(places: i64) -> i32 {
    const MOST: i64 = 400;
    places.clamp(-MOST, MOST) as i32
}

/// A number rounded to a number of decimals, left of the point where it is negative. A 5 is rounded away from zero.
///
/// ```4d
/// Round(16.857; 2)  // 16.86
/// Round(32345.67; -3)  // 32000
/// ```
#[command(94, "Round", thread_safe)]
fn round(round: f64, places: i64) -> f64 {
    number::round(round, self::places(places))
}

/// A number cut to a number of decimals, left of the point where it is negative, toward negative infinity.
#[command(95, "Trunc", thread_safe)]
fn trunc(number: f64, places: i64) -> f64 {
    number::trunc(number, self::places(places))
}

/// Sets the distance up to which real numbers count as equal, 0.000001 at first. It must not be negative.
#[command(623, "SET REAL COMPARISON LEVEL")]
fn set_real_comparison_level(epsilon: f64) -> Result<(), Error> {
    if epsilon.is_nan() || epsilon < 0.0 {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, "The comparison level must not be negative"));
    }
    compare::set_real_epsilon(epsilon);
    Ok(())
}

/// The sine of an angle.
#[command(17, "Sin", thread_safe)]
fn sin(number: f64) -> f64 {
    number.sin()
}

/// The square root of a number.
///
/// ```4d
/// Square root(16)  // 4
/// ```
#[command(539, "Square root", thread_safe)]
fn square_root(number: f64) -> f64 {
    number.sqrt()
}

/// The tangent of an angle.
#[command(19, "Tan", thread_safe)]
fn tan(number: f64) -> f64 {
    number.tan()
}

/// A currency: its code, its value for one euro, and the decimals that its amounts have.
struct Currency(&'static str, f64, i32);

/// The currencies that became the euro, at their fixed rates.
static CURRENCIES: &[Currency] = &[
    Currency("ATS", 13.7603, 2),
    Currency("BEF", 40.3399, 0),
    Currency("DEM", 1.95583, 2),
    Currency("ESP", 166.386, 0),
    Currency("EUR", 1.0, 2),
    Currency("FIM", 5.94573, 2),
    Currency("FRF", 6.55957, 2),
    Currency("GRD", 340.750, 2),
    Currency("IEP", 0.787564, 2),
    Currency("ITL", 1936.27, 0),
    Currency("LUF", 40.3399, 0),
    Currency("NLG", 2.20371, 2),
    Currency("PTE", 200.482, 2),
];

fn currency(code: &Text) -> Result<&'static Currency, Error> {
    let found = CURRENCIES.iter().find(|currency| code.to_cow().eq_ignore_ascii_case(currency.0));
    found.ok_or_else(|| Error::with(error::INDEX_OUT_OF_RANGE, format!("There is no currency `{code}`")))
}

/// Converts an amount between the euro and the currencies that became it, at the fixed rates. The result is rounded to the
/// decimals of its currency: none for ITL, BEF, LUF and ESP, two for the others.
#[command(676, "Euro converter", thread_safe)]
fn euro_converter(value: f64, from_currency: &Text, to_currency: &Text) -> Result<f64, Error> {
    let (from, to) = (currency(from_currency)?, currency(to_currency)?);
    Ok(number::round(value / from.1 * to.1, to.2))
}
