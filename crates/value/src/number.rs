//! Numbers: arithmetic of the operators and commands, conversions from and to text.
//!
//! Sources: <https://developer.4d.com/docs/Concepts/number> and the pages of the commands named below.

mod decimal;
mod format;
mod parse;
mod show;

#[cfg(test)]
mod tests;

pub use format::format;
pub use parse::{from_text, from_text_in_base, from_text_with_separator};
pub use show::{to_json, to_shown_text, to_text, to_text_in_base};

/// A number stored into an Integer variable: rounded to the nearest whole number, halves to the even one, of which the
/// low 32 bits are kept. What is not a finite number is 0.
///
/// Out of the range of 32 bits "the conversion will not return a valid value" (Concepts/number); an expression itself
/// stays a Real: `MAXLONG+1` is 2147483648.
#[inline]
pub fn to_integer(number: f64) -> i32 {
    to_integer64(number) as i32
}

/// As [`to_integer`] with 64 bits. A number beyond them is near the end of their range that is nearest, with the low 32
/// bits of the number: as an index it is out of range, and an Integer variable takes what it takes of the number.
#[inline]
pub fn to_integer64(number: f64) -> i64 {
    let whole = number as i64;
    if whole as f64 == number && whole != i64::MAX { whole } else { rounded64(number) }
}

#[inline(never)]
fn rounded64(number: f64) -> i64 {
    const TWO_TO_32: f64 = 4_294_967_296.0;
    let whole = number.round_ties_even();
    if whole.abs() < i64::MAX as f64 {
        return whole as i64;
    }
    if !whole.is_finite() {
        return if whole > 0.0 {
            i64::MAX ^ 0xFFFF_FFFF
        } else if whole < 0.0 {
            i64::MIN
        } else {
            0
        };
    }
    let low = (whole % TWO_TO_32) as i64 & 0xFFFF_FFFF;
    if whole > 0.0 { i64::MAX ^ 0xFFFF_FFFF | low } else { i64::MIN | low }
}

/// A whole number that fits into 32 bits; `None` for all others.
#[inline(always)]
pub fn small_whole(number: f64) -> Option<i32> {
    // Added to 1.5 times 2^52, the lowest bits are those of the whole number: quicker than a conversion within its limits.
    let bits = (number + 6_755_399_441_055_744.0).to_bits() as i32;
    (f64::from(bits) == number).then_some(bits)
}

/// `a % b`: the remainder without decimals, with the sign of `a`; 0 when `b` has no whole part.
///
/// Both operands lose their decimals first, as 10.5 % 2 = 0 shows.
/// See <https://developer.4d.com/docs/Concepts/number#modulo>.
#[inline]
pub fn modulo(left: f64, right: f64) -> f64 {
    if let (Some(left), Some(right)) = (small_whole(left), small_whole(right)) {
        if left | right >= 0 {
            return (left as u32).checked_rem(right as u32).map_or(0.0, f64::from);
        }
        return left.checked_rem(right).map_or(0.0, f64::from);
    }
    let (left, right) = (left.trunc(), right.trunc());
    if right == 0.0 { 0.0 } else { whole(left % right) }
}

/// `Mod`: the remainder of the numbers, rounded as Integer parameters are, with the sign of the first; 0 when the second is 0.
/// See <https://developer.4d.com/docs/commands/mod>.
pub fn remainder(left: f64, right: f64) -> f64 {
    modulo(left.round_ties_even(), right.round_ties_even())
}

/// `a \ b`, which is `Int(a/b)`. See <https://developer.4d.com/docs/Concepts/number#integer-division>.
#[inline]
pub fn integer_divide(left: f64, right: f64) -> f64 {
    // The quotient's distance from the next whole number is far above the rounding of a real one.
    if let (Some(left @ 1..), Some(right @ 1..)) = (small_whole(left), small_whole(right)) {
        return f64::from(left / right);
    }
    (left / right).floor()
}

/// `a ^ b`.
#[inline]
pub fn power(base: f64, exponent: f64) -> f64 {
    match exponent {
        2.0 => base * base,
        _ => base.powf(exponent),
    }
}

/// `Int`: the whole part toward negative infinity. See <https://developer.4d.com/docs/commands/int>.
#[inline]
pub fn int(number: f64) -> f64 {
    number.floor()
}

/// `Dec`: what [`int`] leaves, positive or zero. See <https://developer.4d.com/docs/commands/dec>.
pub fn dec(number: f64) -> f64 {
    if number.is_finite() { number - number.floor() } else { 0.0 }
}

/// `Round`: to `places` decimals, left of the point when negative; a digit 5 or more rounds away from zero.
///
/// The decimal digits that the number shows decide, not its binary value: `Round(29.8725;3)` is 29.873.
/// See <https://developer.4d.com/docs/commands/round>.
pub fn round(number: f64, places: i32) -> f64 {
    if places == 0 {
        return whole(number.round());
    }
    if let Some((scaled, factor)) = scaled(number, places)
        && (scaled.fract().abs() - 0.5).abs() > CLOSE
    {
        return whole(unscaled(scaled.round(), factor, places));
    }
    decimal::cut(number, places, decimal::Cut::HalfAway)
}

/// `Trunc`: to `places` decimals toward negative infinity. See <https://developer.4d.com/docs/commands/trunc>.
pub fn trunc(number: f64, places: i32) -> f64 {
    if places == 0 {
        return whole(number.floor());
    }
    if let Some((scaled, factor)) = scaled(number, places)
        && (scaled - scaled.round()).abs() > CLOSE
    {
        return whole(unscaled(scaled.floor(), factor, places));
    }
    decimal::cut(number, places, decimal::Cut::Down)
}

/// Nearer than this to where the result changes, the binary value does not show what the decimal digits are.
const CLOSE: f64 = 1e-4;

/// The number with its last kept place before the point, where that is exact enough to decide by [`CLOSE`].
#[inline]
fn scaled(number: f64, places: i32) -> Option<(f64, f64)> {
    const POWERS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
    let factor = *POWERS.get(places.unsigned_abs() as usize)?;
    let scaled = if places < 0 { number / factor } else { number * factor };
    (scaled.abs() < 1e11).then_some((scaled, factor))
}

#[inline]
fn unscaled(scaled: f64, factor: f64, places: i32) -> f64 {
    if places < 0 { scaled * factor } else { scaled / factor }
}

/// Without a negative zero.
#[inline]
fn whole(number: f64) -> f64 {
    number + 0.0
}
