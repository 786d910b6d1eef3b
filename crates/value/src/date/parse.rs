//! Dates from text: ISO 8601, else the short date format of a US system.

use super::Date;
use crate::locale::{self, DateOrder};
use crate::text::Text;

/// What a year of two digits means (`SET DEFAULT CENTURY`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Century {
    /// The century minus one: 19 is the 20th century.
    pub century: u16,
    /// Years below the pivot are in the next century.
    pub pivot: u16,
}

impl Default for Century {
    /// 19 and 30: 30 to 99 are in the 20th century, 0 to 29 in the 21st.
    fn default() -> Self {
        Century { century: 19, pivot: 30 }
    }
}

impl Century {
    /// The full year of a year of two digits.
    pub fn full_year(self, short: u16) -> u16 {
        let century = self.century.saturating_add(u16::from(short < self.pivot % 100));
        century.saturating_mul(100).saturating_add(short)
    }
}

/// A date and time of ISO 8601: `YYYY-MM-DDTHH:MM:SS`, with decimals of a second and a time zone where present.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IsoParts {
    /// The date as written, in its own time zone.
    pub date: Date,
    /// Seconds since midnight as written, without decimals.
    pub seconds: i64,
    /// Whether a time was written.
    pub has_time: bool,
    /// The offset from GMT in seconds: 0 for `Z`, none when no zone was written.
    pub offset: Option<i32>,
}

/// Reads text that fits ISO 8601 exactly; blanks around it are not allowed.
pub fn from_iso_parts(text: &Text) -> Option<IsoParts> {
    let mut scan = Scan { rest: text.as_latin1()? };
    let year = scan.digits(4)?;
    scan.byte(b'-')?;
    let month = scan.digits(2)?;
    scan.byte(b'-')?;
    let day = scan.digits(2)?;
    let date = match (year, month, day) {
        (0, 0, 0) => Date::BLANK,
        _ => Date::new(year, month as u8, day as u8)?,
    };
    let mut parts = IsoParts { date, seconds: 0, has_time: false, offset: None };
    if scan.rest.is_empty() {
        return Some(parts);
    }
    scan.byte(b'T')?;
    let hours = scan.digits(2)?;
    scan.byte(b':')?;
    let minutes = scan.digits(2)?;
    scan.byte(b':')?;
    let seconds = scan.digits(2)?;
    if hours > 24 || minutes > 59 || seconds > 60 {
        return None;
    }
    parts.has_time = true;
    parts.seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60 + i64::from(seconds);
    if scan.byte(b'.').is_some() {
        scan.digits(1)?;
        while scan.digits(1).is_some() {}
    }
    parts.offset = scan.zone()?;
    scan.rest.is_empty().then_some(parts)
}

/// `Date(text)`: a date of ISO 8601, else month, day and year in the order of the locale; blank when neither fits.
///
/// A time zone moves the date into the local zone, `offset_at` seconds ahead of GMT at that moment of GMT
/// (seconds since 1970-01-01T00:00Z). A missing or wrong part gives the blank date. Text around and between the
/// first three numbers counts as separator, and what follows them is ignored; a first number of four digits is the year. See <https://developer.4d.com/docs/commands/date>.
pub fn from_text(text: &Text, century: Century, offset_at: impl FnOnce(i64) -> i32) -> Date {
    if let Some(parts) = from_iso_parts(text) {
        return match (parts.offset, parts.date.unix_days()) {
            (Some(offset), Some(days)) => {
                let gmt = days * 86_400 + parts.seconds - i64::from(offset);
                Date::from_unix_days((gmt + i64::from(offset_at(gmt))).div_euclid(86_400))
            }
            _ => parts.date,
        };
    }
    let mut numbers = [(0u16, 0usize); 3];
    let mut found = 0;
    let mut in_number = false;
    for unit in text.units() {
        let Some(digit) = char::from_u32(u32::from(unit)).and_then(|unit| unit.to_digit(10)) else {
            in_number = false;
            continue;
        };
        if !in_number {
            in_number = true;
            found += 1;
            if found > numbers.len() {
                found -= 1;
                break;
            }
        }
        let (value, digits) = &mut numbers[found - 1];
        *value = value.saturating_mul(10).saturating_add(digit as u16);
        *digits += 1;
    }
    let [(month, month_digits), (day, day_digits), (year, year_digits)] = numbers;
    if found < 3 {
        return Date::BLANK;
    }
    if month_digits == 4 && day_digits <= 2 && year_digits <= 2 {
        return part_date(month, day, year);
    }
    let year = match year_digits {
        1 | 2 => century.full_year(year),
        3..=5 => year,
        _ => return Date::BLANK,
    };
    match locale::current().order {
        DateOrder::MonthFirst => part_date(year, month, day),
        DateOrder::DayFirst => part_date(year, day, month),
    }
}

fn part_date(year: u16, month: u16, day: u16) -> Date {
    match (u8::try_from(month), u8::try_from(day)) {
        (Ok(month), Ok(day)) => Date::or_blank(year, month, day),
        _ => Date::BLANK,
    }
}

struct Scan<'a> {
    rest: &'a [u8],
}

impl Scan<'_> {
    fn byte(&mut self, expected: u8) -> Option<()> {
        let (&first, rest) = self.rest.split_first()?;
        (first == expected).then(|| self.rest = rest)
    }

    fn digits(&mut self, count: usize) -> Option<u16> {
        let digits = self.rest.get(..count)?;
        let mut value = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value * 10 + u16::from(digit - b'0');
        }
        self.rest = &self.rest[count..];
        Some(value)
    }

    /// Nothing, `Z`, `+HH:MM`, `+HHMM` or `+HH`; none if there is something else.
    fn zone(&mut self) -> Option<Option<i32>> {
        if self.rest.is_empty() {
            return Some(None);
        }
        if self.byte(b'Z').is_some() {
            return Some(Some(0));
        }
        let sign = if self.byte(b'-').is_some() {
            -1
        } else {
            self.byte(b'+')?;
            1
        };
        let hours = i32::from(self.digits(2)?);
        let colon = self.byte(b':').is_some();
        let minutes = match self.digits(2) {
            Some(minutes) => i32::from(minutes),
            None if colon => return None,
            None => 0,
        };
        Some(Some(sign * (hours * 3600 + minutes * 60)))
    }
}
