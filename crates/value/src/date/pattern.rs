//! Custom formats of dates and times: letters for fields, text in quotes.
//!
//! Source: <https://developer.4d.com/docs/Project/date-time-formats>. Names are those of the locale. Weeks begin on Monday and the
//! first week of a year has its first Thursday, as the examples of the page show.

use super::format::{day_name, month_name};
use super::{Date, days_in_month};
use crate::locale;
use crate::text::Text;
use crate::time::{Time, half_day};
use std::fmt::Write;

/// A moment to show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moment {
    /// The date; blank when only a time is shown: its numbers are then 0 and its names empty.
    pub date: Date,
    /// The time of the day.
    pub time: Time,
    /// The local zone's distance from GMT in seconds.
    pub offset: i32,
}

/// Ends a format: a null value is the empty text.
const BLANK_IF_NULL: &str = "blankIfNull";

/// `String(date; pattern; time)`. The blank date shows zeros, or nothing when the pattern ends with `blankIfNull`.
///
/// Blanks at the ends of the pattern are dropped unless quoted; letters that are no field show as they are.
pub fn format_date(moment: Moment, pattern: &Text) -> Text {
    format_unless_null(moment, pattern, moment.date.is_blank())
}

/// `String(time; pattern)`, as [`format_date`] for a time alone.
pub fn format_time(time: Time, offset: i32, pattern: &Text) -> Text {
    format_unless_null(Moment { time, offset, ..Moment::default() }, pattern, time == Time::ZERO)
}

fn format_unless_null(moment: Moment, pattern: &Text, null: bool) -> Text {
    let source = pattern.to_cow();
    let pattern = source.trim_end_matches(' ');
    match pattern.strip_suffix(BLANK_IF_NULL) {
        Some(_) if null => Text::EMPTY,
        Some(pattern) => format_moment(moment, pattern),
        None => format_moment(moment, pattern),
    }
}

fn format_moment(moment: Moment, pattern: &str) -> Text {
    let mut out = String::new();
    let mut rest = pattern.trim_matches(' ').chars().peekable();
    while let Some(character) = rest.next() {
        if character == '\'' {
            if rest.next_if_eq(&'\'').is_some() {
                out.push('\'');
                continue;
            }
            while let Some(quoted) = rest.next() {
                if quoted == '\'' && rest.next_if_eq(&'\'').is_none() {
                    break;
                }
                out.push(quoted);
            }
        } else {
            let mut count = 1;
            if character.is_ascii_alphabetic() {
                while rest.next_if_eq(&character).is_some() {
                    count += 1;
                }
            }
            write_field(&mut out, moment, character, count);
        }
    }
    Text::from(out)
}

/// The most digits that a field is filled to.
const WIDEST: usize = 64;

fn write_field(out: &mut String, moment: Moment, letter: char, count: usize) {
    let times = count;
    let count = count.min(WIDEST);
    let date = moment.date;
    let (_, hours, minutes, seconds) = moment.time.parts();
    let hour = hours % 24;
    let locale = locale::current();
    let day_names = (day_name(date, &locale.days), day_name(date, &locale.short_days));
    // Writing to a String does not fail.
    let _ = match letter {
        'G' => out.write_str(match count {
            1..=3 => "AD",
            4 => "Anno Domini",
            _ => "A",
        }),
        'y' if count == 2 => write!(out, "{:02}", date.year() % 100),
        'Y' if count == 2 => write!(out, "{:02}", week(date).0 % 100),
        'y' | 'u' => write!(out, "{:0count$}", date.year()),
        'Y' => write!(out, "{:0count$}", week(date).0),
        'Q' | 'q' => write_quarter(out, date.month().div_ceil(3), count),
        'M' | 'L' => {
            let names = (month_name(date, &locale.months), month_name(date, &locale.short_months));
            write_name(out, u64::from(date.month()), names, count)
        }
        'w' => write!(out, "{:0count$}", week(date).1),
        'd' => write!(out, "{:0count$}", date.day()),
        'D' => write!(out, "{:0count$}", date.day_of_year()),
        'E' => write_name(out, 0, day_names, count.max(3)),
        'e' | 'c' => write_name(out, iso_week_day(date), day_names, count),
        'a' => out.write_str(match (hour < 12, count) {
            (true, 5) => "a",
            (false, 5) => "p",
            (true, _) => locale.halves[0],
            (false, _) => locale.halves[1],
        }),
        'b' => out.write_str(match (hour, minutes, seconds, count) {
            (0, 0, 0, 4) => "midnight",
            (0, 0, 0, 5) => "md",
            (0, 0, 0, _) => "mid.",
            (12, 0, 0, 5) => "n",
            (12, 0, 0, _) => "noon",
            (0..12, _, _, 5) => "a",
            (_, _, _, 5) => "p",
            (0..12, ..) => "AM",
            _ => "PM",
        }),
        'B' => out.write_str(match (hour, minutes, seconds) {
            (0, 0, 0) => "midnight",
            (12, 0, 0) => "noon",
            (6..12, ..) => "in the morning",
            (12..18, ..) => "in the afternoon",
            (18..21, ..) => "in the evening",
            _ => "at night",
        }),
        'h' => write!(out, "{:0count$}", half_day(hours).0),
        'H' => write!(out, "{hour:0count$}"),
        'K' => write!(out, "{:0count$}", hour % 12),
        'k' => write!(out, "{:0count$}", if hour == 0 { 24 } else { hour }),
        'm' => write!(out, "{minutes:0count$}"),
        's' => write!(out, "{seconds:0count$}"),
        'X' if moment.offset == 0 => out.write_str("Z"),
        'X' | 'x' => write_zone(out, moment.offset, count),
        'O' => write_gmt(out, moment.offset, count == 1),
        'z' | 'Z' => match count {
            4 => write_gmt(out, moment.offset, false),
            5.. if moment.offset == 0 => out.write_str("Z"),
            5.. => write_zone(out, moment.offset, 5),
            _ => write_zone(out, moment.offset, 2),
        },
        other => (0..times).try_for_each(|_| out.write_char(other)),
    };
}

/// A number of one or two digits, or a name: three abbreviated, four in full, five its first letter, six its
/// first two.
fn write_name(out: &mut String, number: u64, (name, short): (&str, &str), count: usize) -> std::fmt::Result {
    match count {
        1 | 2 => write!(out, "{number:0count$}"),
        3 => out.write_str(short),
        5 => name.chars().take(1).try_for_each(|letter| out.write_char(letter)),
        6 => name.chars().take(2).try_for_each(|letter| out.write_char(letter)),
        _ => out.write_str(name),
    }
}

fn write_quarter(out: &mut String, quarter: u8, count: usize) -> std::fmt::Result {
    match count {
        1 | 2 => write!(out, "{quarter:0count$}"),
        3 => write!(out, "Q{quarter}"),
        4 => {
            let ending = ["th", "st", "nd", "rd", "th"][usize::from(quarter.min(4))];
            write!(out, "{quarter}{ending} quarter")
        }
        _ => write!(out, "{quarter}"),
    }
}

/// Forms of ISO 8601: 1 hours, with minutes when there are any; 2 and 4 without colon; 3 and 5 with one; 4 and 5 with
/// seconds when there are any.
fn write_zone(out: &mut String, offset: i32, count: usize) -> std::fmt::Result {
    let sign = if offset < 0 { '-' } else { '+' };
    let distance = offset.unsigned_abs();
    let (hours, minutes, seconds) = (distance / 3600, distance / 60 % 60, distance % 60);
    let colon = if matches!(count, 3 | 5) { ":" } else { "" };
    write!(out, "{sign}{hours:02}")?;
    if count > 1 || minutes > 0 {
        write!(out, "{colon}{minutes:02}")?;
    }
    if count >= 4 && seconds > 0 {
        write!(out, "{colon}{seconds:02}")?;
    }
    Ok(())
}

/// `GMT-8` when short, else `GMT-08:00`; `GMT` alone without distance.
fn write_gmt(out: &mut String, offset: i32, short: bool) -> std::fmt::Result {
    out.write_str("GMT")?;
    match (offset, short) {
        (0, _) => Ok(()),
        (_, false) => write_zone(out, offset, 3),
        (_, true) => {
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.unsigned_abs() / 60;
            write!(out, "{sign}{}", minutes / 60)?;
            match minutes % 60 {
                0 => Ok(()),
                rest => write!(out, ":{rest:02}"),
            }
        }
    }
}

/// 1 on Monday to 7 on Sunday, 0 for the blank date.
fn iso_week_day(date: Date) -> u64 {
    if date.is_blank() { 0 } else { (u64::from(date.day_number()) + 5) % 7 + 1 }
}

/// The year that the date's week belongs to and the number of the week.
fn week(date: Date) -> (u16, u16) {
    if date.is_blank() {
        return (0, 0);
    }
    let thursday = date.day_of_year() as i32 + 4 - iso_week_day(date) as i32;
    let length = |year: u16| 337 + i32::from(days_in_month(year, 2));
    let (year, day) = if thursday < 1 {
        (date.year() - 1, thursday + length(date.year() - 1))
    } else if thursday > length(date.year()) {
        (date.year() + 1, thursday - length(date.year()))
    } else {
        (date.year(), thursday)
    };
    (year, (day as u16).div_ceil(7))
}
