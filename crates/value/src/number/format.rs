//! `String(number; format)`: placeholders, parts by sign, scientific, hexadecimal, XML and time forms.
//!
//! Source: <https://developer.4d.com/docs/FormObjects/propertiesDisplay#number-format>. In a format `.` is the
//! decimal separator of the locale and `,` for the thousand separator.

use super::decimal::{Cut, Decimal};
use super::show::is_exact;
use super::{to_integer, to_shown_text, to_text};
use crate::locale;
use crate::text::Text;
use crate::time::{self, Time};
use std::borrow::Cow;

/// Digits that a format may show: those that every Real keeps.
const SIGNIFICANT: usize = 15;

/// The most digits of the scientific form; beyond them a Real has none.
const MOST_SCIENTIFIC: usize = 17;

/// The text of a number under a display format. Formats other than `&n` drop the decimals they do not show; a number
/// that does not fit shows as `<`. An empty format and the name of a style (`|name`), which only a project knows, give
/// the default text.
pub fn format(number: f64, format: &Text) -> Text {
    let source = format.to_cow();
    if source.is_empty() || source.starts_with('|') || !number.is_finite() {
        return to_shown_text(number);
    }
    if let Some(special) = source.strip_prefix('&').and_then(|form| special(number, form)) {
        return special;
    }
    let parts: Vec<&str> = source.splitn(3, ';').collect();
    let significant = (!is_exact(number)).then_some(SIGNIFICANT);
    let Some(mut decimal) = Decimal::of(number, significant) else { return to_shown_text(number) };
    let (part, signed) = match parts[..] {
        [_, _, zero] if number == 0.0 => return Text::from(zero),
        [_, negative, ..] if number < 0.0 => (negative, false),
        [positive, ..] => (positive, number < 0.0),
        [] => return to_shown_text(number),
    };
    decimal.negative = false;
    Text::from(show(part, decimal, signed))
}

/// The forms after `&`; none for another text, which then is an ordinary format.
fn special(number: f64, form: &str) -> Option<Text> {
    Some(Text::from(match form {
        "x" | "X" => match to_integer(number) as u32 {
            bits @ 0..=0xFFFF => format!("0x{bits:04X}"),
            bits => format!("0x{bits:08X}"),
        },
        "$" => format!("${:X}", to_integer(number) as u32),
        "xml" => return Some(to_text(number)),
        _ => {
            if let Some(time) = form.strip_prefix('/') {
                return Some(time::format(Time::from_seconds(number), time.parse().ok()?));
            }
            return scientific(number, form.parse().ok()?);
        }
    }))
}

fn scientific(number: f64, digits: usize) -> Option<Text> {
    let shown = digits.clamp(1, MOST_SCIENTIFIC) - 1;
    let text = format!("{number:.shown$e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    Some(Text::from(format!("{}e{sign}{exponent}", in_locale(mantissa))))
}

/// Digits with the separators of US English in those of the locale.
pub(crate) fn in_locale(shown: &str) -> Cow<'_, str> {
    let locale = locale::current();
    if (locale.decimal, locale.thousand) == ('.', ',') {
        return Cow::Borrowed(shown);
    }
    let separator = |character| match character {
        '.' => locale.decimal,
        ',' => locale.thousand,
        other => other,
    };
    Cow::Owned(shown.chars().map(separator).collect())
}

fn is_placeholder(character: char) -> bool {
    matches!(character, '#' | '0' | '^' | '*')
}

/// What a placeholder shows in place of a digit.
fn padding(placeholder: char) -> Option<char> {
    match placeholder {
        '^' => Some(' '),
        '*' => Some('*'),
        _ => None,
    }
}

/// One part of a format for the absolute value `decimal`; a minus sign takes a placeholder when `signed`.
fn show(part: &str, mut decimal: Decimal, signed: bool) -> String {
    let characters: Vec<char> = part.chars().collect();
    let Some(mut first) = characters.iter().position(|&character| is_placeholder(character)) else {
        return part.to_owned();
    };
    let last = characters.iter().rposition(|&character| is_placeholder(character)).unwrap_or(first);
    if first > 0 && characters[first - 1] == '.' {
        first -= 1;
    }
    let core = &characters[first..=last];
    let point = core.iter().position(|&character| character == '.');
    let (whole, decimals) = match point {
        Some(point) => (&core[..point], &core[point + 1..]),
        None => (core, &[][..]),
    };
    let places = decimals.iter().filter(|&&character| is_placeholder(character)).count();
    decimal.cut(i32::try_from(places).unwrap_or(i32::MAX), Cut::Zero);
    let signed = signed && !decimal.digits.is_empty();
    let before = usize::try_from(decimal.exponent).unwrap_or(0);
    let digit = |index: usize| decimal.digits.get(index).map_or('0', |&digit| char::from(b'0' + digit));
    let whole_digits: Vec<char> = (0..before).map(digit).collect();
    let leading = usize::try_from(-decimal.exponent).unwrap_or(0);
    let has_decimals = decimal.digits.len() > before;
    let decimal_digits: Vec<char> = if has_decimals {
        std::iter::repeat_n('0', leading).chain((before..decimal.digits.len()).map(digit)).collect()
    } else {
        Vec::new()
    };
    let mut out: String = characters[..first].iter().collect();
    let room = whole.iter().filter(|&&character| is_placeholder(character)).count();
    if whole_digits.len() + usize::from(signed && room > 0) > room {
        out.clear();
        out.extend(std::iter::repeat_n('<', core.len()));
        return out;
    }
    if room == 0 && signed {
        out.push('-');
    }
    let mut shown: String = show_whole(whole, &whole_digits, signed && room > 0).iter().rev().collect();
    if point.is_some() {
        shown.push_str(&show_decimals(decimals, &decimal_digits));
    }
    out.push_str(&in_locale(&shown));
    out.extend(&characters[last + 1..]);
    out
}

/// The characters before the point, from right to left.
fn show_whole(whole: &[char], digits: &[char], signed: bool) -> Vec<char> {
    let leftmost = whole.iter().position(|&character| is_placeholder(character)).unwrap_or(0);
    let zeros_from = whole.iter().position(|&character| character == '0').unwrap_or(whole.len());
    let mut rest = digits;
    let mut sign = signed;
    let mut pad = None;
    let mut shown = Vec::with_capacity(whole.len());
    for (index, &character) in whole.iter().enumerate().rev() {
        let placeholder = is_placeholder(character);
        if placeholder {
            pad = padding(character);
        }
        if placeholder && let Some((&digit, left)) = rest.split_last() {
            rest = left;
            shown.push(digit);
        } else if placeholder && index >= zeros_from && !(sign && index == leftmost) {
            shown.push('0');
        } else if !placeholder && (!rest.is_empty() || index > zeros_from) {
            shown.push(character);
        } else if sign {
            sign = false;
            shown.push('-');
        } else {
            shown.extend(pad);
        }
    }
    shown
}

/// The point and what follows it; nothing when no decimal shows.
fn show_decimals(decimals: &[char], digits: &[char]) -> String {
    let zeros_to = decimals.iter().rposition(|&character| character == '0').map_or(0, |index| index + 1);
    let mut rest = digits.iter();
    let mut shown = String::new();
    let mut pads = String::new();
    for (index, &character) in decimals.iter().enumerate() {
        let placeholder = is_placeholder(character);
        if placeholder && let Some(&digit) = rest.next() {
            shown.push(digit);
        } else if placeholder && index < zeros_to {
            shown.push('0');
        } else if !placeholder && (!rest.as_slice().is_empty() || index < zeros_to) {
            shown.push(character);
        } else {
            pads.extend(padding(character));
        }
    }
    match (shown.is_empty(), pads.chars().next()) {
        (false, _) => format!(".{shown}{pads}"),
        (true, Some(pad)) => format!("{pad}{pads}"),
        (true, None) => String::new(),
    }
}
