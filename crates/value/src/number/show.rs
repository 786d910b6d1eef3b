//! The text of numbers: `String`, `JSON Stringify` and other bases.

use super::decimal::Decimal;
use crate::locale;
use crate::text::{INLINE_UNITS, Text};

/// The significant digits of `String(real)` (page of the command: "based on 13 significant digits").
const SIGNIFICANT: usize = 13;

/// The least whole number that a Real does not hold exactly together with all smaller ones.
const TWO_TO_53: u64 = 1 << f64::MANTISSA_DIGITS;

/// Whether it is a whole number of up to 53 bits, which is written in full.
#[inline]
pub(super) fn is_exact(number: f64) -> bool {
    let whole = number as i64;
    whole as f64 == number && whole.unsigned_abs() < TWO_TO_53
}

/// `String(number)`: up to 13 significant digits; whole numbers of up to 53 bits in full.
///
/// What is not a number is the empty text, the infinities are `INF` and `-INF`. Where there are more digits before the point,
/// and below 0.00001, the text has an exponent: `1e+16`. See <https://developer.4d.com/docs/commands/string>.
#[inline]
pub fn to_text(number: f64) -> Text {
    if is_exact(number) {
        return integer_text(number as i64);
    }
    real_text(number)
}

/// `String(number)` with the decimal separator of the locale.
pub fn to_shown_text(number: f64) -> Text {
    let text = to_text(number);
    match locale::current().decimal {
        '.' => text,
        _ => Text::from(&*super::format::in_locale(&text.to_cow())),
    }
}

fn integer_text(number: i64) -> Text {
    let mut rest = number.unsigned_abs();
    let sign = usize::from(number < 0);
    let len = sign + rest.checked_ilog10().unwrap_or(0) as usize + 1;
    if len > INLINE_UNITS {
        return Text::from(number.to_string());
    }
    let mut bytes = [b'-'; INLINE_UNITS];
    for byte in bytes[sign..len].iter_mut().rev() {
        *byte = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    Text::from_inline(bytes, len)
}

fn real_text(number: f64) -> Text {
    if number.is_nan() {
        return Text::EMPTY;
    }
    let Some(decimal) = Decimal::of(number, Some(SIGNIFICANT)) else {
        return Text::from(if number < 0.0 { "-INF" } else { "INF" });
    };
    let mut out = String::with_capacity(INLINE_UNITS);
    write_decimal(&decimal, -4, SIGNIFICANT as i32, &mut out);
    Text::from(out)
}

/// Writes digits plainly when the point is within `least..=most` digits, else with an exponent.
fn write_decimal(decimal: &Decimal, least: i32, most: i32, out: &mut String) {
    if decimal.negative {
        out.push('-');
    }
    let digit = |index: usize| decimal.digits.get(index).map_or('0', |&digit| char::from(b'0' + digit));
    let length = decimal.digits.len();
    if length == 0 {
        out.push('0');
    } else if decimal.exponent < least || decimal.exponent > most {
        out.push(digit(0));
        if length > 1 {
            out.push('.');
            out.extend((1..length).map(digit));
        }
        let power = decimal.exponent - 1;
        out.push_str(if power < 0 { "e-" } else { "e+" });
        out.push_str(&power.unsigned_abs().to_string());
    } else if decimal.exponent <= 0 {
        out.push_str("0.");
        out.extend((decimal.exponent..0).map(|_| '0'));
        out.extend((0..length).map(digit));
    } else {
        let point = decimal.exponent as usize;
        out.extend((0..point).map(digit));
        if length > point {
            out.push('.');
            out.extend((point..length).map(digit));
        }
    }
}

/// A number as JSON: whole numbers without a point, else the fewest digits that give the same Real back; `null` for
/// what JSON has no number for. See <https://developer.4d.com/docs/commands/json-stringify>.
pub fn to_json(number: f64, out: &mut String) {
    if is_exact(number) {
        if let Some(text) = integer_text(number as i64).as_ascii_str() {
            out.push_str(text);
        }
        return;
    }
    match Decimal::of(number, None) {
        // The bounds of ECMAScript's Number to String.
        Some(decimal) => write_decimal(&decimal, -5, 21, out),
        None => out.push_str("null"),
    }
}

/// `String(number;base)`: ECMAScript's `Number.prototype.toString`; base 0 means 10.
///
/// None when the base is neither 0 nor 2 to 36.
pub fn to_text_in_base(number: f64, base: i32) -> Option<Text> {
    let base = match base {
        0 => 10,
        2..=36 => base as u32,
        _ => return None,
    };
    if number.is_nan() {
        return Some(Text::from("NaN"));
    }
    if number.is_infinite() {
        return Some(Text::from(if number < 0.0 { "-Infinity" } else { "Infinity" }));
    }
    let mut out = String::new();
    if base == 10 {
        to_json(number, &mut out);
        return Some(Text::from(out));
    }
    if number < 0.0 {
        out.push('-');
    }
    let mut whole = number.abs().trunc();
    let mut fraction = number.abs() - whole;
    let radix = f64::from(base);
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((whole % radix) as u32, base).unwrap_or('0'));
        whole = (whole / radix).trunc();
        if whole < 1.0 {
            break;
        }
    }
    out.extend(digits.iter().rev());
    if fraction > 0.0 {
        out.push('.');
        // Half the distance to the next Real: digits beyond it would not be the number's own.
        let number = number.abs();
        let mut error = ((number.next_up() - number) / 2.0).max(f64::MIN_POSITIVE);
        loop {
            fraction *= radix;
            error *= radix;
            let mut digit = fraction.trunc();
            fraction -= digit;
            if fraction > 0.5 && fraction + error > 1.0 && digit + 1.0 < radix {
                digit += 1.0;
                fraction = 0.0;
            }
            out.push(char::from_digit(digit as u32, base).unwrap_or('0'));
            if fraction < error {
                break;
            }
        }
    }
    Some(Text::from(out))
}
