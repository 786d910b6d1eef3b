//! Times: a number of seconds.
//!
//! Source: <https://developer.4d.com/docs/Concepts/time>. A time counts whole seconds since midnight, goes beyond 24
//! hours and below zero, and takes part in calculations as that number.

mod format;
mod parse;

#[cfg(test)]
mod tests;

use crate::number;
use crate::text::Text;
use std::ops::{Add, Rem, Sub};

pub use format::format;
pub(crate) use format::half_day;
pub use parse::from_text;

/// A number of whole seconds; the default is `?00:00:00?`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// The time `?00:00:00?`.
    pub const ZERO: Time = Time(0);

    /// The time of a number of seconds, rounded as a number stored into an Integer variable is.
    #[inline]
    pub fn from_seconds(seconds: f64) -> Time {
        Time(number::to_integer64(seconds))
    }

    /// The time of a whole number of seconds.
    #[inline]
    pub const fn new(seconds: i64) -> Time {
        Time(seconds)
    }

    /// The time of hours, minutes and seconds.
    pub const fn of(hours: i64, minutes: i64, seconds: i64) -> Time {
        Time(hours.saturating_mul(3600).saturating_add(minutes.saturating_mul(60)).saturating_add(seconds))
    }

    /// The number that the time is.
    #[inline]
    pub fn seconds(self) -> f64 {
        self.0 as f64
    }

    /// The whole seconds that the time is.
    #[inline]
    pub const fn whole_seconds(self) -> i64 {
        self.0
    }

    /// Hours, minutes and seconds without sign, and whether the time is negative.
    pub fn parts(self) -> (bool, u64, u64, u64) {
        let seconds = self.0.unsigned_abs();
        (self.0 < 0, seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// `HH:MM:SS`, the default text of `String(time)`; hours go beyond 24.
    /// See <https://developer.4d.com/docs/commands/time-string>.
    pub fn to_text(self) -> Text {
        Text::from(self.to_string())
    }
}

impl Add for Time {
    type Output = Time;

    #[inline]
    fn add(self, other: Time) -> Time {
        Time(self.0.saturating_add(other.0))
    }
}

impl Sub for Time {
    type Output = Time;

    #[inline]
    fn sub(self, other: Time) -> Time {
        Time(self.0.saturating_sub(other.0))
    }
}

/// The modulo by `?00:00:00?` is `?00:00:00?`.
impl Rem for Time {
    type Output = Time;

    fn rem(self, other: Time) -> Time {
        Time(self.0.checked_rem(other.0).unwrap_or(0))
    }
}

impl std::fmt::Display for Time {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (negative, hours, minutes, seconds) = self.parts();
        let sign = if negative { "-" } else { "" };
        write!(formatter, "{sign}{hours:02}:{minutes:02}:{seconds:02}")
    }
}
