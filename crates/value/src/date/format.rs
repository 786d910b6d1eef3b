//! `String(date; format; time)` with the constants of the theme "Date Display Formats".

use super::{Century, Date, Moment};
use crate::locale::{self, EN_US};
use crate::text::Text;
use crate::time::Time;

/// Added to a format: the null date is the empty text.
pub const BLANK_IF_NULL: i32 = 100;

/// The name of a month in a table of a locale, empty for the blank date.
pub(crate) fn month_name(date: Date, names: &[&'static str; 12]) -> &'static str {
    usize::from(date.month()).checked_sub(1).and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// The name of a day of the week in a table of a locale, empty for the blank date.
pub(crate) fn day_name(date: Date, names: &[&'static str; 7]) -> &'static str {
    if date.is_blank() { "" } else { names[usize::from(date.day_number() - 1) % names.len()] }
}

/// A date in a pattern of the locale.
fn in_pattern(date: Date, pattern: &str) -> Text {
    super::format_date(Moment { date, ..Moment::default() }, &Text::from(pattern))
}

/// A pattern without the day of the week, which comes first.
fn without_week_day(pattern: &'static str) -> &'static str {
    pattern.trim_start_matches('E').trim_start_matches([',', ' '])
}

/// The text of a date, with a time of that day where the format has one, under a display format; one that does not
/// exist gives the default. `offset` is the local zone's distance from GMT in seconds at that moment.
///
/// 1 `System date short`, 2 `System date abbreviated`, 3 `System date long`, 4 `Internal date short special`,
/// 5 `Internal date long`, 6 `Internal date abbreviated`, 7 `Internal date short`, 8 `ISO Date`, 9 `ISO Date GMT`,
/// 10 `Date RFC 1123`. The null date shows as `00/00/00`, in the ISO formats as `0000-00-00`. See
/// <https://developer.4d.com/docs/commands/string#date-expressions>.
pub fn format(date: Date, format: i32, time: Time, offset: i32, century: Century) -> Text {
    let code = if format >= BLANK_IF_NULL { format - BLANK_IF_NULL } else { format };
    if date.is_blank() {
        return Text::from(match code {
            _ if format >= BLANK_IF_NULL => String::new(),
            8 => format!("0000-00-00T{time}"),
            9 => format!("0000-00-00T{time}Z"),
            _ => return date.to_text(),
        });
    }
    let year = date.year();
    let locale = locale::current();
    Text::from(match code {
        2 => return in_pattern(date, locale.medium_date),
        3 => return in_pattern(date, locale.long_date),
        4 if century.full_year(year % 100) == year => {
            let (first, second) = date.first_parts();
            format!("{first:02}{separator}{second:02}{separator}{:02}", year % 100, separator = locale.date_separator)
        }
        5 => return in_pattern(date, without_week_day(locale.long_date)),
        6 => return in_pattern(date, without_week_day(locale.medium_date)),
        8 => format!("{}T{}", date.to_iso(), time),
        9 => {
            let (date, time) = to_gmt(date, time, offset);
            format!("{}T{}Z", date.to_iso(), time)
        }
        10 => {
            let (date, time) = to_gmt(date, time, offset);
            let (day, month) = (day_name(date, &EN_US.short_days), month_name(date, &EN_US.short_months));
            format!("{day}, {:02} {month} {:04} {} GMT", date.day(), date.year(), time)
        }
        _ => return date.to_text(),
    })
}

/// A local moment in GMT.
pub fn to_gmt(date: Date, time: Time, offset: i32) -> (Date, Time) {
    let seconds = time.whole_seconds().saturating_sub(i64::from(offset));
    (date.add_days(seconds.div_euclid(86_400)), Time::new(seconds.rem_euclid(86_400)))
}
