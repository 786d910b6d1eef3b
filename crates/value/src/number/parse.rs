//! `Num`: numbers from text.

use crate::locale;
use crate::text::Text;

/// `Num(text)`: letters and other characters are ignored, with the decimal separator of the locale.
///
/// A hyphen before the first digit makes the number negative, one after it ends the number; `e` among digits begins
/// the exponent. An en dash counts as hyphen, as the page writes it. See <https://developer.4d.com/docs/commands/num>.
pub fn from_text(text: &Text) -> f64 {
    let mut separator = [0; 2];
    read(text, locale::current().decimal.encode_utf16(&mut separator))
}

/// `Num(text;separator)`: as [`from_text`] with another decimal separator of one or more characters.
pub fn from_text_with_separator(text: &Text, separator: &Text) -> f64 {
    if separator.is_empty() {
        return from_text(text);
    }
    read(text, &separator.to_utf16())
}

const EN_DASH: u16 = 0x2013;

fn read(text: &Text, separator: &[u16]) -> f64 {
    let units: Vec<u16>;
    let units: &[u16] = match text.as_latin1() {
        Some(bytes) => {
            if let Some(small) = small_integer(bytes) {
                return small;
            }
            units = bytes.iter().map(|&byte| u16::from(byte)).collect();
            &units
        }
        None => text.as_wide().unwrap_or_default(),
    };
    let mut mantissa = String::with_capacity(units.len() + 8);
    let mut exponent = String::new();
    let mut digits = 0;
    let (mut negative, mut in_exponent, mut negative_exponent, mut has_point) = (false, false, false, false);
    let mut index = 0;
    while let Some(&unit) = units.get(index) {
        if !in_exponent && units[index..].starts_with(separator) {
            index += separator.len();
            // A second separator ends the number, as a second hyphen does.
            if has_point {
                break;
            }
            has_point = true;
            mantissa.push('.');
            continue;
        }
        index += 1;
        match unit {
            0x30..=0x39 if in_exponent => exponent.push(char::from(unit as u8)),
            0x30..=0x39 => {
                digits += 1;
                mantissa.push(char::from(unit as u8));
            }
            0x2D | EN_DASH if in_exponent && exponent.is_empty() && !negative_exponent => negative_exponent = true,
            0x2D | EN_DASH if digits == 0 && !in_exponent => negative = true,
            0x2D | EN_DASH => break,
            0x45 | 0x65 if digits > 0 && !in_exponent => in_exponent = true,
            _ => {}
        }
    }
    if digits == 0 {
        return 0.0;
    }
    if !exponent.is_empty() {
        mantissa.push('e');
        if negative_exponent {
            mantissa.push('-');
        }
        // More digits than any exponent of a Real has would only repeat its overflow.
        mantissa.push_str(exponent.get(..6).unwrap_or(&exponent));
    }
    let value: f64 = mantissa.parse().unwrap_or(0.0);
    if negative { 0.0 - value } else { value }
}

/// The common case: up to 15 digits and nothing else.
#[inline]
fn small_integer(bytes: &[u8]) -> Option<f64> {
    if bytes.is_empty() || bytes.len() > 15 {
        return None;
    }
    let mut value = 0i64;
    for byte in bytes {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(value as f64)
}

/// `Num(text;base)`: ECMAScript's `parseInt`, with 0 where that gives `NaN`. Base 0 means 16 after `0x`, else 10.
///
/// None when the base is neither 0 nor 2 to 36.
pub fn from_text_in_base(text: &Text, base: i32) -> Option<f64> {
    let text = text.to_cow();
    let mut rest = text.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}');
    let negative = rest.starts_with('-');
    rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    let mut radix = u32::try_from(base).ok().filter(|base| *base == 0 || (2..=36).contains(base))?;
    if (radix == 0 || radix == 16)
        && let Some(digits) = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X"))
    {
        rest = digits;
        radix = 16;
    } else if radix == 0 {
        radix = 10;
    }
    let end = rest.find(|character: char| !character.is_digit(radix)).unwrap_or(rest.len());
    let digits = &rest[..end];
    let value = if radix == 10 {
        digits.parse().unwrap_or(0.0)
    } else {
        digits
            .chars()
            .filter_map(|digit| digit.to_digit(radix))
            .fold(0.0, |value, digit| value * f64::from(radix) + f64::from(digit))
    };
    Some(if negative { 0.0 - value } else { value })
}
