//! The clock: every reading of the time that a program can see comes from here, so that one place decides what the time
//! is. Time and local time zone are those of the host.

use crate::surroundings::entered;
use crate::world::World;
use fourd_value::{Date, Text, Time};
use std::time::Duration;

const MILLISECONDS: i64 = 1000;
const SECONDS_OF_DAY: i64 = 86_400;

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    milliseconds: i64,
}

/// What the time is.
pub fn now(world: &World) -> Reading {
    Reading { milliseconds: i64::try_from(world.since_1970().as_millis()).unwrap_or(i64::MAX) }
}

/// How long the run has lasted.
pub fn running(world: &World) -> Duration {
    world.now()
}

impl Reading {
    /// The point in time that many milliseconds after 1970-01-01T00:00Z.
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self { milliseconds }
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub fn milliseconds(self) -> i64 {
        self.milliseconds
    }

    /// Whole seconds since 1970-01-01T00:00Z.
    pub fn seconds(self) -> i64 {
        self.milliseconds.div_euclid(MILLISECONDS)
    }

    /// Date and time of GMT.
    pub fn gmt(self) -> (Date, Time) {
        split(self.seconds())
    }

    /// Date and time of the local zone.
    pub fn local(self) -> (Date, Time) {
        split(self.seconds().saturating_add(i64::from(self.offset())))
    }

    /// The local zone's distance from GMT in seconds.
    pub fn offset(self) -> i32 {
        offset_at(self.seconds())
    }
}

/// A point in time since 1970-01-01T00:00Z as ISO 8601 in UTC, with milliseconds.
pub fn iso(since_1970: Duration) -> Text {
    let milliseconds = i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX);
    let (date, time) = Reading::from_milliseconds(milliseconds).gmt();
    Text::from(format!("{}T{}.{:03}Z", date.to_iso(), time.to_text(), milliseconds.rem_euclid(MILLISECONDS)))
}

fn split(seconds: i64) -> (Date, Time) {
    (Date::from_unix_days(seconds.div_euclid(SECONDS_OF_DAY)), Time::new(seconds.rem_euclid(SECONDS_OF_DAY)))
}

/// The local zone's distance from GMT in seconds, that many seconds after 1970-01-01T00:00Z; 0 on a thread that works for no
/// world.
pub fn offset_at(seconds: i64) -> i32 {
    entered(|world| world.map_or(0, |world| world.host().clock().offset_at(seconds)))
}

/// The local zone's distance from GMT in seconds at a local date and time; 0 for the blank date. Where a clock that is
/// put back gives a time twice, it is the later one.
pub fn offset_of_local(date: Date, time: Time) -> i32 {
    let Some(days) = date.unix_days() else { return 0 };
    let local = days.saturating_mul(SECONDS_OF_DAY).saturating_add(time.whole_seconds());
    let guess = offset_at(local);
    offset_at(local.saturating_sub(i64::from(guess)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn readings_split_into_date_and_time() {
        let reading = Reading::from_milliseconds(1_767_225_600_999);
        assert_eq!(reading.gmt(), (Date::new(2026, 1, 1).unwrap(), Time::ZERO));
        let before = Reading::from_milliseconds(-1);
        assert_eq!(before.gmt(), (Date::new(1969, 12, 31).unwrap(), Time::of(23, 59, 59)));
    }

    #[test]
    fn offsets_agree_in_both_directions() {
        let world = World::new(None);
        let _inside = world.enter();
        for seconds in [i64::MIN, -4_000_000_000, 0, 1_700_000_000, i64::MAX] {
            let offset = offset_at(seconds);
            assert!(offset.abs() <= 86_400);
            let reading = Reading::from_milliseconds(seconds.clamp(0, 1 << 40) * 1000);
            let (date, time) = reading.local();
            assert_eq!(offset_of_local(date, time), reading.offset());
        }
        assert_eq!(offset_of_local(Date::BLANK, Time::ZERO), 0);
    }
}
