//! Values as XML has them, and back ([XML DECODE](https://developer.4d.com/docs/commands/xml-decode)).

use super::build::allowed;
use super::options::{Options, choice};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fourd_runtime::location::Location;
use fourd_runtime::{Process, clock};
use fourd_source::Span;
use fourd_value::{Blob, Date, Error, Text, Time, Value, date, error, number, time};

const SECONDS_OF_DAY: i64 = 86_400;

/// A difference from UTC as `+01:00`.
fn zone(offset: i32) -> String {
    let minutes = offset.unsigned_abs() / 60;
    format!("{}{:02}:{:02}", if offset < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

fn encode_date(date: Date, options: &Options) -> String {
    let zone = || zone(clock::offset_of_local(date, Time::ZERO));
    let day = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    match options.dates() {
        choice::LOCAL => format!("{day} {}", zone()),
        choice::DATETIME_LOCAL => format!("{day}T00:00:00 {}", zone()),
        choice::UTC => format!("{day}Z"),
        choice::DATETIME_UTC => format!("{day}T00:00:00Z"),
        _ => day,
    }
}

fn clock_text(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn encode_time(process: &Process<'_>, time: Time, options: &Options) -> String {
    let seconds = time.whole_seconds();
    let offset = || clock::now(process.world()).offset();
    let absolute = seconds.max(0);
    match options.times() {
        choice::SECONDS => seconds.to_string(),
        choice::DURATION => {
            let sign = if seconds < 0 { "-" } else { "" };
            let seconds = seconds.saturating_abs();
            format!("{sign}PT{:02}H{:02}M{:02}S", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        choice::DATETIME_UTC => {
            let utc = absolute.saturating_sub(i64::from(offset())).rem_euclid(SECONDS_OF_DAY);
            format!("0000-00-00T{}Z", clock_text(utc))
        }
        choice::DATETIME_LOCAL => format!("0000-00-00T{}{}", clock_text(absolute), zone(offset())),
        _ => format!("0000-00-00T{}", clock_text(absolute)),
    }
}

/// The bytes as Base64, with the head of a data URI where the options ask for it.
fn encode_bytes(blob: &Blob, options: &Options) -> String {
    let text = blob.with(|bytes| STANDARD.encode(bytes));
    if options.data_uri() { format!("data:;base64,{text}") } else { text }
}

/// A value as XML has it.
///
/// # Errors
/// An array, pointer, object or collection.
pub(crate) fn encode(process: &Process<'_>, value: &Value, options: &Options) -> Result<String, Error> {
    Ok(match value {
        Value::Undefined | Value::Null => String::new(),
        Value::Text(text) => allowed(text),
        Value::Boolean(value) => value.to_string(),
        Value::Real(number) => number::to_text(*number).to_cow().into_owned(),
        Value::Date(date) => encode_date(*date, options),
        Value::Time(time) => encode_time(process, *time, options),
        Value::Blob(blob) => encode_bytes(blob, options),
        Value::Picture(picture) => {
            let bytes = picture.content().map(|content| content.bytes.to_vec()).unwrap_or_default();
            encode_bytes(&Blob::new(bytes), options)
        }
        Value::Object(object) => match object.native_data::<Blob>() {
            Some(blob) => encode_bytes(blob, options),
            None => return Err(unfit(value)),
        },
        other => return Err(unfit(other)),
    })
}

fn unfit(value: &Value) -> Error {
    let text = format!("XML does not take a value of type {}", value.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, text)
}

fn decode_number(text: &str) -> f64 {
    let text = text.trim();
    let plain =
        if text.matches(',').count() == 1 && !text.contains('.') { text.replace(',', ".") } else { text.to_owned() };
    plain.parse().ok().filter(|number: &f64| number.is_finite()).unwrap_or_else(|| number::from_text(&Text::from(text)))
}

fn decode_boolean(text: &str) -> bool {
    let text = text.trim();
    text.eq_ignore_ascii_case("true") || text.parse().is_ok_and(|number: f64| number != 0.0)
}

/// Two-digit fields between colons as seconds.
fn clock_seconds(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let mut field = || parts.next().map_or(Some(0), |part| part.split('.').next()?.parse::<i64>().ok());
    let (hours, minutes, seconds) = (field()?, field()?, field()?);
    let valid = (0..=9_999_999).contains(&hours) && (0..60).contains(&minutes) && (0..=60).contains(&seconds);
    valid.then(|| hours * 3600 + minutes * 60 + seconds)
}

/// `PT02H00M46S` as seconds.
fn duration_seconds(text: &str) -> Option<i64> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (days, time) = text.strip_prefix('P')?.split_once('T')?;
    let days: i64 = if days.is_empty() { 0 } else { days.strip_suffix('D')?.parse().ok()? };
    let mut seconds = days.checked_mul(SECONDS_OF_DAY)?;
    let mut digits = String::new();
    for character in time.chars() {
        let unit = match character {
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            character => {
                digits.push(character);
                continue;
            }
        };
        let number: i64 = digits.split('.').next()?.parse().ok()?;
        seconds = number.checked_mul(unit)?.checked_add(seconds)?;
        digits.clear();
    }
    Some(if negative { -seconds } else { seconds })
}

/// A point in time as local seconds since midnight.
fn decode_time(process: &Process<'_>, text: &str) -> Time {
    let text = text.trim();
    if let Some(seconds) = duration_seconds(text) {
        return Time::from_seconds(seconds as f64);
    }
    let (day, rest) = match text.split_once(['T', ' ']) {
        Some((day, rest)) if day.contains('-') => (Some(day), rest),
        _ => (None, text),
    };
    if !rest.contains(':') {
        return Time::from_seconds(decode_number(rest));
    }
    let (clock, zone) = match rest.find(['Z', '+', '-']) {
        Some(at) => (rest[..at].trim(), Some(&rest[at..])),
        None => (rest, None),
    };
    let Some(seconds) = clock_seconds(clock) else { return time::from_text(&Text::from(rest)) };
    let difference = match zone {
        None => return Time::from_seconds(seconds as f64),
        Some("Z") => Some(0),
        Some(zone) => clock_seconds(&zone[1..]).map(|offset| if zone.starts_with('-') { -offset } else { offset }),
    };
    let Some(difference) = difference else { return Time::from_seconds(seconds as f64) };
    let days = day.and_then(decode_day).and_then(Date::unix_days);
    let utc = seconds - difference;
    let offset = match days.and_then(|days| days.checked_mul(SECONDS_OF_DAY)) {
        Some(midnight) => clock::offset_at(midnight.saturating_add(utc)),
        None => clock::now(process.world()).offset(),
    };
    Time::from_seconds((utc + i64::from(offset)).rem_euclid(SECONDS_OF_DAY) as f64)
}

/// `2009-10-25` as a date.
fn decode_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.get(..2)?.parse().ok()?;
    Date::new(year, month, day)
}

fn decode_date(process: &Process<'_>, text: &str) -> Date {
    let century = *process.machine().settings.century.lock();
    decode_day(text).unwrap_or_else(|| date::from_text(&Text::from(text.trim()), century, clock::offset_at))
}

/// The bytes that a text in Base64 stands for; of a text that is none, its own in UTF-8.
pub(crate) fn decode_bytes(text: &str) -> Vec<u8> {
    let trimmed = text.trim();
    let data = match trimmed.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")) {
        Some((_, data)) => data,
        None => trimmed,
    };
    let compact: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(compact).unwrap_or_else(|_| text.as_bytes().to_vec())
}

/// Writes a text of XML into a place, converted to the type of what is there; without a type it stays a text.
pub(crate) fn decode_into(process: &mut Process<'_>, place: &Location, text: &str, span: Span) {
    let value = match process.read(place, span) {
        Value::Real(_) => Value::Real(decode_number(text)),
        Value::Boolean(_) => Value::Boolean(decode_boolean(text)),
        Value::Date(_) => Value::Date(decode_date(process, text)),
        Value::Time(_) => Value::Time(decode_time(process, text)),
        Value::Blob(_) => Value::Blob(Blob::new(decode_bytes(text))),
        Value::Picture(_) => Value::Picture(fourd_picture::decodable(decode_bytes(text)).unwrap_or_default()),
        Value::Pointer(pointer) if !pointer.is_nil() => {
            let target = process.target(&pointer, span);
            if !process.attention && !matches!(process.read(&target, span), Value::Pointer(_)) {
                decode_into(process, &target, text, span);
            }
            return;
        }
        _ => Value::Text(Text::from(text)),
    };
    if !process.attention {
        process.write(place, value, span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        assert_eq!(decode_number(" 8,5 "), 8.5);
        assert_eq!(decode_number("8.5"), 8.5);
        assert!(decode_boolean("1") && decode_boolean("true") && !decode_boolean("0") && !decode_boolean("false"));
        assert_eq!(duration_seconds("PT02H00M46S"), Some(7246));
        assert_eq!(duration_seconds("-P1DT1S"), Some(-86_401));
        assert_eq!(duration_seconds("P"), None);
        assert_eq!(decode_day("2009-10-25T01:03:20+01:00"), Date::new(2009, 10, 25));
        assert_eq!(decode_bytes("data:;base64,SGVs bG8="), b"Hello");
        assert_eq!(decode_bytes("no base 64!"), b"no base 64!");
        assert_eq!(zone(-19_800), "-05:30");
    }
}
