//! `String(time; format)` with the constants of the theme "Time Display Formats".

use super::Time;
use crate::locale;
use crate::text::Text;

/// Added to a format: the null time is the empty text.
pub const BLANK_IF_NULL: i32 = 100;

/// The text of a time under a display format; one that does not exist gives the default `HH:MM:SS`.
///
/// 1 `HH MM SS`, 2 `HH MM`, 3 `Hour min sec`, 4 `Hour min`, 5 `HH MM AM PM`, 6 `MM SS`, 7 `Min sec`, 8 `ISO time`,
/// 9 `System time short`, 10 and 11 the long system forms. See
/// <https://developer.4d.com/docs/commands/string#time-expressions>.
pub fn format(time: Time, format: i32) -> Text {
    let code = if format >= BLANK_IF_NULL { format - BLANK_IF_NULL } else { format };
    if format >= BLANK_IF_NULL && time == Time::ZERO {
        return Text::EMPTY;
    }
    let (negative, hours, minutes, seconds) = time.parts();
    let all_minutes = hours.saturating_mul(60).saturating_add(minutes);
    let text = match code {
        2 => format!("{hours:02}:{minutes:02}"),
        3 => format!("{} {} {}", counted(hours, "hour"), counted(minutes, "minute"), counted(seconds, "second")),
        4 => format!("{} {}", counted(hours, "hour"), counted(minutes, "minute")),
        5 => {
            let (hour, half) = half_day(hours);
            format!("{hour}:{minutes:02} {half}")
        }
        6 => format!("{all_minutes:02}:{seconds:02}"),
        7 => format!("{} {}", counted(all_minutes, "minute"), counted(seconds, "second")),
        8 => format!("0000-00-00T{hours:02}:{minutes:02}:{seconds:02}"),
        10 | 11 if locale::current().long_time.ends_with('a') => {
            let (hour, half) = half_day(hours);
            format!("{hour}:{minutes:02}:{seconds:02} {half}")
        }
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    };
    Text::from(if negative { format!("-{text}") } else { text })
}

/// A number with its unit, in the singular for 0 too: "13 hours 0 minute" (page of `Time`).
fn counted(number: u64, unit: &str) -> String {
    let plural = if number > 1 { "s" } else { "" };
    format!("{number} {unit}{plural}")
}

/// The hour from 1 to 12 and its half of the day.
pub(crate) fn half_day(hours: u64) -> (u64, &'static str) {
    let hour = hours % 24;
    ((hour + 11) % 12 + 1, locale::current().halves[usize::from(hour >= 12)])
}
