//! Date and Time ([theme](https://developer.4d.com/docs/commands/theme/Date_and_Time)).

use fourd_macros::{command, theme};
use fourd_runtime::command::Star;
use fourd_runtime::{Process, clock};
use fourd_value::date::{self, Century};
use fourd_value::{Date, Error, Text, Time, Value, error, time};

theme!("Date and Time":
    add_to_date, current_date, current_time, date_of, day_number, day_of, milliseconds, month_of, set_default_century,
    tickcount, time_of, time_string, timestamp, year_of);

/// A date some years, months and days later, or earlier where they are negative. A day that the month does not have
/// becomes its last day. From the blank date, the numbers are the parts of the new date. Blank where there is no such date.
///
/// ```4d
/// Add to date(!2024-01-31!; 0; 1; 0)  // !2024-02-29!
/// ```
#[command(393, "Add to date", thread_safe)]
fn add_to_date(date: Date, years: i64, months: i64, days: i64) -> Date {
    date.add(years, months, days)
}

/// The date of today in the local zone. With `*`, that of the server, which is the same machine here.
#[command(33, "Current date", thread_safe)]
fn current_date(process: &mut Process<'_>, of_server: Star) -> Date {
    let _ = of_server;
    clock::now(process.world()).local().0
}

/// The time of the day in the local zone. With `*`, that of the server, which is the same machine here.
#[command(178, "Current time", thread_safe)]
fn current_time(process: &mut Process<'_>, of_server: Star) -> Time {
    let _ = of_server;
    clock::now(process.world()).local().1
}

/// The error for a value that is no date or time.
fn unfit(expected: &str, value: &Value) -> Error {
    let message = format!("Argument 1: expected {expected}, found {}", value.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, message)
}

/// The date that a text has: in ISO 8601, moved to the local zone where it names one, or as month, day and year. Text
/// that is no date, Null and undefined values give the blank date; a date stays as it is.
///
/// ```4d
/// Date("2024-01-31T00:00:00")  // !2024-01-31!
/// ```
#[command(102, "Date", thread_safe)]
fn date_of(process: &mut Process<'_>, expression: Value) -> Result<Date, Error> {
    match expression {
        Value::Date(date) => Ok(date),
        Value::Text(text) => {
            let century = *process.machine().settings.century.lock();
            Ok(date::from_text(&text, century, clock::offset_at))
        }
        Value::Undefined | Value::Null => Ok(Date::BLANK),
        other => Err(unfit("a text or a date", &other)),
    }
}

/// The day of the week of a date: 1 is Sunday, 7 Saturday; 2 for the blank date.
///
/// ```4d
/// Day number(!2024-01-31!)  // 4
/// ```
#[command(114, "Day number", thread_safe)]
fn day_number(a_date: Date) -> i64 {
    i64::from(a_date.day_number())
}

/// The day of the month of a date, 0 for the blank date.
///
/// ```4d
/// Day of(!2024-01-31!)  // 31
/// ```
#[command(23, "Day of", thread_safe)]
fn day_of(date: Date) -> i64 {
    i64::from(date.day())
}

/// The month of a date, 0 for the blank date.
///
/// ```4d
/// Month of(!2024-01-31!)  // 1
/// ```
#[command(24, "Month of", thread_safe)]
fn month_of(a_date: Date) -> i64 {
    i64::from(a_date.month())
}

/// The year of a date, 0 for the blank date.
///
/// ```4d
/// Year of(!2024-01-31!)  // 2024
/// ```
#[command(25, "Year of", thread_safe)]
fn year_of(date: Date) -> i64 {
    i64::from(date.year())
}

/// Milliseconds since the machine was started; beyond 2147483647 they go on from the smallest Integer.
#[command(459, "Milliseconds", thread_safe)]
fn milliseconds(process: &mut Process<'_>) -> i64 {
    i64::from(clock::running(process.world()).as_millis() as i32)
}

/// Ticks (1/60 s) since the machine was started; beyond 2147483647 they go on from the smallest Integer.
#[command(458, "Tickcount", thread_safe)]
fn tickcount(process: &mut Process<'_>) -> i64 {
    const TICKS: u128 = 60;
    const NANOSECONDS: u128 = 1_000_000_000;
    i64::from((clock::running(process.world()).as_nanos() * TICKS / NANOSECONDS) as i32)
}

/// Sets what years of two digits mean: years from the pivot on are in a century, given as its number minus one, years
/// below the pivot in the next one. At first 19 and 30; without a pivot, all are in that century.
#[command(392, "SET DEFAULT CENTURY", thread_safe)]
fn set_default_century(process: &mut Process<'_>, century: i64, pivot_year: Option<i64>) -> Result<(), Error> {
    let refused = |number: i64, what: &str| Error::with(error::INDEX_OUT_OF_RANGE, format!("{number} is no {what}"));
    // The largest year of a date is 32767.
    let most = i64::from(date::LAST_YEAR / 100);
    let century = u16::try_from(century).ok().filter(|&number| i64::from(number) <= most).ok_or(century);
    let century = century.map_err(|number| refused(number, "century"))?;
    let pivot = match pivot_year {
        None => 0,
        Some(year) => u16::try_from(year).ok().filter(|&year| year <= 99).ok_or_else(|| refused(year, "pivot year"))?,
    };
    *process.machine().settings.century.lock() = Century { century, pivot };
    Ok(())
}

/// The time of day of a text in ISO format with a time zone, in the zone of the machine.
fn time_in_zone(text: &Text) -> Option<Time> {
    let parts = date::from_iso_parts(text).filter(|parts| parts.has_time)?;
    let gmt = parts.date.unix_days()? * 86_400 + parts.seconds - i64::from(parts.offset?);
    Some(Time::new((gmt + i64::from(clock::offset_at(gmt))).rem_euclid(86_400)))
}

/// The time of a number of seconds, or that a text has; where the text names a time zone, as the zone of the machine has
/// it. Text without a number, Null and undefined values give `?00:00:00?`; a time stays as it is.
///
/// ```4d
/// Time("13:02:45")  // ?13:02:45?
/// ```
#[command(179, "Time", thread_safe)]
fn time_of(time_value: Value) -> Result<Time, Error> {
    match &time_value {
        Value::Text(text) => Ok(time_in_zone(text).unwrap_or_else(|| time::from_text(text))),
        Value::Undefined | Value::Null => Ok(Time::ZERO),
        value => value.as_time().ok_or_else(|| unfit("a text or a number", value)),
    }
}

/// A number of seconds or a time as `HH:MM:SS`; the hours go on beyond 24.
///
/// ```4d
/// Time string(3661)  // "01:01:01"
/// ```
#[command(180, "Time string", thread_safe)]
fn time_string(seconds: Time) -> Text {
    seconds.to_text()
}

/// The date and time of GMT with milliseconds: `2026-01-31T12:00:00.000Z`.
#[command(1445, "Timestamp", thread_safe)]
fn timestamp(process: &mut Process<'_>) -> Text {
    let now = clock::now(process.world());
    let (date, time) = now.gmt();
    Text::from(format!("{}T{time}.{:03}Z", date.to_iso(), now.milliseconds().rem_euclid(1000)))
}
