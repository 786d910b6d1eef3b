//! `String(date; format; time)` with the constants of the theme "Date Display Formats".

use super::{Century, Date};
use crate::text::Text;
use crate::time::Time;

/// Added to a format: the null date is the empty text.
pub const BLANK_IF_NULL: i32 = 100;

pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Sunday first, as `Day number` counts.
pub(crate) const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The name of a month, empty for the blank date.
pub(crate) fn month_name(date: Date) -> &'static str {
    usize::from(date.month()).checked_sub(1).and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

/// The name of a day of the week, empty for the blank date.
pub(crate) fn day_name(date: Date) -> &'static str {
    if date.is_blank() { "" } else { DAYS[usize::from(date.day_number() - 1) % DAYS.len()] }
}

/// The first three letters of a name.
pub(crate) fn abbreviated(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
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
    let (year, month, day) = (date.year(), month_name(date), date.day());
    let week_day = day_name(date);
    Text::from(match code {
        2 => format!("{}, {} {day}, {year}", abbreviated(week_day), abbreviated(month)),
        3 => format!("{week_day}, {month} {day}, {year}"),
        4 if century.full_year(year % 100) == year => {
            format!("{:02}/{day:02}/{:02}", date.month(), year % 100)
        }
        5 => format!("{month} {day}, {year}"),
        6 => format!("{} {day}, {year}", abbreviated(month)),
        8 => format!("{}T{}", date.to_iso(), time),
        9 => {
            let (date, time) = to_gmt(date, time, offset);
            format!("{}T{}Z", date.to_iso(), time)
        }
        10 => {
            let (date, time) = to_gmt(date, time, offset);
            let (day, month) = (abbreviated(day_name(date)), abbreviated(month_name(date)));
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
