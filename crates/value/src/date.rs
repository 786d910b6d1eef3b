//! Dates: a day of the Gregorian calendar, or the blank date `!00-00-00!`.
//!
//! Source: <https://developer.4d.com/docs/Concepts/date>. A date is in the range 0100-01-01 to 32767-12-31; every
//! operation whose result would lie outside gives the blank date.

mod format;
mod parse;
mod pattern;

#[cfg(test)]
mod tests;

use crate::locale::{self, DateOrder};
use crate::text::Text;

pub use format::{format, to_gmt};
pub use parse::{Century, IsoParts, from_iso_parts, from_text};
pub use pattern::{Moment, format_date, format_time};

/// The first year of a date (Concepts/date: the range begins at 1/1/100).
pub const FIRST_YEAR: u16 = 100;
/// The last year of a date (Concepts/date: the range ends at 12/31/32,767).
pub const LAST_YEAR: u16 = 32767;

/// A valid day of the calendar, or the blank date, which is the default and sorts before all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Days from 0001-01-01 to the first of January of `year`, proleptic Gregorian.
fn days_before_year(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400)
}

const DAYS_IN_400_YEARS: i64 = 146_097;

/// Days of a year before the first of a month; month 13 gives the days of the year.
fn days_before_month(year: u16, month: u8) -> u16 {
    const BEFORE: [u16; 14] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    let before = BEFORE.get(usize::from(month)).copied().unwrap_or_default();
    before + u16::from(month > 2 && is_leap_year(year))
}

/// Whether `year` has a 29 February.
pub fn is_leap_year(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The number of days of a month (1 to 12), 0 for another number.
pub fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(is_leap_year(year)),
        1..=12 => 31,
        _ => 0,
    }
}

impl Date {
    /// The blank date `!00-00-00!`.
    pub const BLANK: Date = Date { year: 0, month: 0, day: 0 };

    /// The date of these parts; none when the calendar has no such day or the year is out of range.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let valid = (FIRST_YEAR..=LAST_YEAR).contains(&year) && day >= 1 && day <= days_in_month(year, month);
        valid.then_some(Date { year, month, day })
    }

    /// The date that a literal gives: as [`Date::or_blank`], but the years before the range are there too, as
    /// `!20-06-30!` lies in the year 20.
    pub fn written(year: u16, month: u8, day: u8) -> Date {
        let early = (1..FIRST_YEAR).contains(&year) && day >= 1 && day <= days_in_month(year, month);
        if early { Date { year, month, day } } else { Date::or_blank(year, month, day) }
    }

    /// As [`Date::new`], the blank date when there is no such day: `!2024-02-30!` is `!00-00-00!`.
    pub fn or_blank(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap_or(Date::BLANK)
    }

    /// True for `!00-00-00!`.
    #[inline]
    pub fn is_blank(self) -> bool {
        self.day == 0
    }

    /// The year, 0 for the blank date.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month from 1 to 12, 0 for the blank date.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month from 1 to 31, 0 for the blank date.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day count: 0001-01-01 is 1; the blank date is 0, so that arithmetic with it is reversible.
    pub fn day_count(self) -> i64 {
        if self.is_blank() {
            return 0;
        }
        days_before_year(i64::from(self.year)) + i64::from(self.day_of_year())
    }

    /// The date of a day count, blank when out of range.
    pub fn from_day_count(count: i64) -> Date {
        let first = days_before_year(i64::from(FIRST_YEAR)) + 1;
        let last = days_before_year(i64::from(LAST_YEAR) + 1);
        if !(first..=last).contains(&count) {
            return Date::BLANK;
        }
        // The mean year of 365.2425 days is off by at most one.
        let mut year = count * 400 / DAYS_IN_400_YEARS + 1;
        if days_before_year(year) >= count {
            year -= 1;
        } else if days_before_year(year + 1) < count {
            year += 1;
        }
        let day_of_year = (count - days_before_year(year)) as u16;
        let year = year as u16;
        // Counting 31 days a month falls at most one month short.
        let mut month = ((day_of_year - 1) / 31 + 1) as u8;
        if days_before_month(year, month + 1) < day_of_year {
            month += 1;
        }
        let rest = day_of_year - days_before_month(year, month);
        Date { year, month, day: rest as u8 }
    }

    /// Days since 1970-01-01, negative before; none for the blank date.
    pub fn unix_days(self) -> Option<i64> {
        (!self.is_blank()).then(|| self.day_count() - UNIX_EPOCH)
    }

    /// The date that many days after 1970-01-01, blank when out of range.
    pub fn from_unix_days(days: i64) -> Date {
        Date::from_day_count(days.saturating_add(UNIX_EPOCH))
    }

    /// The date `days` later, as `Date + Number`; blank when the result is out of range.
    pub fn add_days(self, days: i64) -> Date {
        Date::from_day_count(self.day_count().saturating_add(days))
    }

    /// The days from `other` to this date, as `Date - Date`.
    pub fn days_since(self, other: Date) -> i64 {
        self.day_count() - other.day_count()
    }

    /// `Add to date`: years and months first, where a day beyond the end of the month becomes its last day, then
    /// days. The blank date counts as year 0, month 0, day 0, so a date can be built from its parts.
    /// See <https://developer.4d.com/docs/commands/add-to-date>.
    pub fn add(self, years: i64, months: i64, days: i64) -> Date {
        if self.is_blank() && years == 0 && months == 0 {
            return self.add_days(days);
        }
        let months = i64::from(self.month).saturating_sub(1).saturating_add(months);
        let year = i64::from(self.year).saturating_add(years).saturating_add(months.div_euclid(12));
        if !(0..=i64::from(LAST_YEAR) + 1).contains(&year) {
            return Date::BLANK;
        }
        let month = months.rem_euclid(12) as u8 + 1;
        let day = self.day.min(days_in_month(year as u16, month));
        let count = days_before_year(year) + i64::from(days_before_month(year as u16, month)) + i64::from(day);
        Date::from_day_count(count.saturating_add(days))
    }

    /// `Day number`: 1 on Sunday to 7 on Saturday, and 2 for the blank date.
    /// See <https://developer.4d.com/docs/commands/day-number>.
    pub fn day_number(self) -> u8 {
        if self.is_blank() { 2 } else { (self.day_count().rem_euclid(7) + 1) as u8 }
    }

    /// The day of the year from 1, 0 for the blank date.
    pub fn day_of_year(self) -> u16 {
        days_before_month(self.year, self.month) + u16::from(self.day)
    }

    /// `YYYY-MM-DD`, as JSON shows a date.
    pub fn to_iso(self) -> Text {
        Text::from(format!("{:04}-{:02}-{:02}", self.year, self.month, self.day))
    }

    /// Month and day in the order of the locale.
    fn first_parts(self) -> (u8, u8) {
        match locale::current().order {
            DateOrder::MonthFirst => (self.month, self.day),
            DateOrder::DayFirst => (self.day, self.month),
        }
    }

    /// The default text of `String(date)`, in US English `MM/DD/YYYY`, `00/00/00` for the blank date.
    /// See <https://developer.4d.com/docs/commands/string#date-expressions>.
    pub fn to_text(self) -> Text {
        let separator = locale::current().date_separator;
        if self.is_blank() {
            return Text::from(format!("00{separator}00{separator}00"));
        }
        let (first, second) = self.first_parts();
        Text::from(format!("{first:02}{separator}{second:02}{separator}{:04}", self.year))
    }
}

/// The day count of 1970-01-01.
const UNIX_EPOCH: i64 = 719_163;
