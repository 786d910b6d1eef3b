//! Times from text.

use super::Time;
use crate::text::Text;

/// `Time(text)`: hours, minutes and seconds, separated by anything, with `AM` or `PM` where written.
///
/// Missing minutes and seconds are 0; text without a number is `?00:00:00?`. In a time of ISO 8601 what follows the
/// `T` counts. Decimals of a second are dropped. See <https://developer.4d.com/docs/commands/time>.
pub fn from_text(text: &Text) -> Time {
    let text = text.to_cow();
    let clock = match text.split_once('T') {
        Some((day, clock)) if day.len() >= 8 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => clock,
        _ => &text,
    };
    let mut parts = [0i64; 3];
    let mut found = 0;
    let mut letters = String::new();
    let mut negative = false;
    let mut in_number = false;
    for character in clock.chars() {
        if let Some(digit) = character.to_digit(10) {
            if !in_number {
                in_number = true;
                found += 1;
            }
            if let Some(part) = parts.get_mut(found - 1) {
                *part = part.saturating_mul(10).saturating_add(i64::from(digit));
            }
            continue;
        }
        in_number = false;
        if character == '-' && found == 0 {
            negative = true;
        } else if character.is_alphabetic() {
            letters.extend(character.to_lowercase());
        }
    }
    let [mut hours, minutes, seconds] = parts;
    if letters == "pm" && hours < 12 {
        hours += 12;
    } else if letters == "am" && hours == 12 {
        hours = 0;
    }
    let time = Time::of(hours, minutes, seconds);
    if negative { Time::new(-time.whole_seconds()) } else { time }
}
