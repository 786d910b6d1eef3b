//! When `logweb.txt` goes to the archive, and how
//! ([Backup frequency](https://developer.4d.com/docs/WebServer/webServerAdmin#backup-frequency)).

use fourd_host::Files;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Span, ToSpan};
use std::path::Path;

/// The folder of the archive, next to the log.
const FOLDER: &str = "Logweb Archives";
/// For how many days a date is looked for.
const MOST_DAYS: i64 = 5_000;

/// When the file is archived. The attributes of the settings have numbers for each case, whose times are seconds of the day:
/// `hourly` (hours; first time), `daily` (days; time), `weekly` (weeks; day and time, several times), `monthly` (months; day;
/// time), `size` (bytes). `mode` says which of them counts, in the order of the page of the settings; that order is not
/// documented, and neither are the units.
#[derive(Clone, Debug, PartialEq, Eq)]
enum When {
    Never,
    Hours { hours: i64, first: i64 },
    Days { days: i64, time: i64 },
    Weeks { weeks: i64, moments: Vec<(i64, i64)> },
    Months { months: i64, day: i64, time: i64 },
    Size(u64),
}

/// When the file is archived next.
#[derive(Clone, Debug)]
pub(super) struct Backup {
    when: When,
    due: Option<DateTime>,
}

/// The whole numbers in a text.
fn numbers(text: &str) -> Vec<i64> {
    text.split(|each: char| !each.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

impl Backup {
    /// What the attributes of the settings say.
    pub(super) fn of<'s>(attribute: impl Fn(&str) -> &'s str) -> Backup {
        let two = |name: &str| match numbers(attribute(name)).as_slice() {
            [first, second] => Some((*first, *second)),
            _ => None,
        };
        let when = match attribute("mode") {
            "1" => two("hourly").map(|(hours, first)| When::Hours { hours, first }),
            "2" => two("daily").map(|(days, time)| When::Days { days, time }),
            "3" => match numbers(attribute("weekly")).as_slice() {
                [weeks, moments @ ..] if !moments.is_empty() => {
                    let pairs = moments.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
                    Some(When::Weeks { weeks: *weeks, moments: pairs.collect() })
                }
                _ => None,
            },
            "4" => match numbers(attribute("monthly")).as_slice() {
                [months, day, time] => Some(When::Months { months: *months, day: *day, time: *time }),
                _ => None,
            },
            "5" => attribute("size").parse().ok().filter(|size| *size > 0).map(When::Size),
            _ => None,
        };
        Backup { when: when.unwrap_or(When::Never), due: None }
    }

    /// The server has started.
    pub(super) fn begins(&mut self, now: DateTime) {
        self.due = self.when.next(now);
    }

    /// Whether the file has to be archived now. The next time is then another one.
    pub(super) fn is_due(&mut self, now: DateTime, size: u64) -> bool {
        if let When::Size(most) = self.when {
            return size >= most;
        }
        let is_due = self.due.is_some_and(|due| now >= due);
        if is_due {
            self.due = self.when.next(now);
        }
        is_due
    }
}

/// A moment of a day, in seconds since its beginning.
fn at(date: Date, seconds: i64) -> Option<DateTime> {
    date.to_datetime(jiff::civil::Time::midnight()).checked_add(seconds.clamp(0, 86_399).seconds()).ok()
}

/// Days since a fixed Sunday.
fn day_number(date: Date) -> i64 {
    let first = jiff::civil::date(1970, 1, 4);
    first.until(date).map(|span: Span| i64::from(span.get_days())).unwrap_or_default()
}

impl When {
    /// The first moment after another one.
    fn next(&self, now: DateTime) -> Option<DateTime> {
        if let When::Hours { hours, first } = self {
            let (hours, mut moment) = ((*hours).clamp(1, 24), at(now.date(), *first)?);
            // The first time of yesterday still counts in the night.
            moment = moment.checked_sub(24.hours()).ok()?;
            while moment <= now {
                moment = moment.checked_add(hours.hours()).ok()?;
            }
            return Some(moment);
        }
        let mut date = now.date();
        for _ in 0..MOST_DAYS {
            let times = self.times(date).into_iter().filter_map(|time| at(date, time));
            if let Some(moment) = times.filter(|moment| *moment > now).min() {
                return Some(moment);
            }
            date = date.tomorrow().ok()?;
        }
        None
    }

    /// The times of a day.
    fn times(&self, date: Date) -> Vec<i64> {
        match self {
            When::Never | When::Hours { .. } | When::Size(_) => Vec::new(),
            When::Days { days, time } if day_number(date).rem_euclid((*days).max(1)) == 0 => vec![*time],
            When::Days { .. } => Vec::new(),
            When::Weeks { weeks, moments } => {
                if day_number(date).div_euclid(7).rem_euclid((*weeks).max(1)) != 0 {
                    return Vec::new();
                }
                let today = i64::from(date.weekday().since(Weekday::Sunday));
                moments.iter().filter(|(day, _)| *day == today).map(|(_, time)| *time).collect()
            }
            When::Months { months, day, time } => {
                let month = i64::from(date.year()) * 12 + i64::from(date.month());
                let last = i64::from(date.days_in_month());
                let is_day = i64::from(date.day()) == (*day).clamp(1, last);
                if is_day && month.rem_euclid((*months).max(1)) == 0 { vec![*time] } else { Vec::new() }
            }
        }
    }
}

/// Moves a log into the archive, under a name that says when.
pub(super) fn archive(files: &dyn Files, log: &Path, now: DateTime) {
    let Some(folder) = log.parent().map(|parent| parent.join(FOLDER)) else { return };
    let name = now.strftime("D%Y_%m_%d_T%H_%M_%S").to_string();
    let free = (1..100).map(|number| match number {
        1 => folder.join(format!("{name}.txt")),
        _ => folder.join(format!("{name}_{number}.txt")),
    });
    let Some(free) = free.into_iter().find(|path| files.metadata(path).is_err()) else { return };
    // A log that cannot be archived stays.
    let _ = files.create_folders(&folder).and_then(|()| files.rename(log, &free));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use jiff::civil::date;

    fn backup(mode: &'static str) -> Backup {
        Backup::of(|attribute| match attribute {
            "mode" => mode,
            "hourly" => "12;3600",
            "daily" => "1;7200",
            "weekly" => "1;{1;0};{5;3600}",
            "monthly" => "1;31;0",
            "size" => "1000",
            _ => "",
        })
    }

    fn next(mode: &'static str, now: DateTime) -> Option<DateTime> {
        let mut backup = backup(mode);
        backup.begins(now);
        backup.due
    }

    #[test]
    fn the_next_time_is_that_of_the_settings() {
        // A Thursday.
        let now = date(2026, 1, 1).at(2, 0, 0, 0);
        assert_eq!(next("0", now), None);
        assert_eq!(next("1", now), Some(date(2026, 1, 1).at(13, 0, 0, 0)));
        assert_eq!(next("2", now), Some(date(2026, 1, 2).at(2, 0, 0, 0)));
        assert_eq!(next("3", now), Some(date(2026, 1, 2).at(1, 0, 0, 0)), "day 5 is Friday");
        assert_eq!(next("4", date(2026, 2, 1).at(0, 0, 0, 0)), Some(date(2026, 2, 28).at(0, 0, 0, 0)));
    }

    #[test]
    fn a_file_is_archived_once_for_each_time() {
        let by_size = || backup("5");
        let mut backup = backup("2");
        backup.begins(date(2026, 1, 1).at(1, 0, 0, 0));
        assert!(!backup.is_due(date(2026, 1, 1).at(1, 59, 59, 0), 5));
        assert!(backup.is_due(date(2026, 1, 1).at(2, 0, 0, 0), 5));
        assert!(!backup.is_due(date(2026, 1, 1).at(2, 0, 1, 0), 5));
        let mut by_size = by_size();
        assert!(!by_size.is_due(date(2026, 1, 1).at(0, 0, 0, 0), 999));
        assert!(by_size.is_due(date(2026, 1, 1).at(0, 0, 0, 0), 1000));
    }
}
