//! Tests of times: the examples of the pages.

use super::*;
use proptest::prelude::*;

fn read(source: &str) -> Time {
    from_text(&Text::from(source))
}

#[test]
fn arithmetic_counts_seconds() {
    let time = Time::of(2, 3, 4);
    assert_eq!(time + Time::of(1, 2, 3), Time::of(3, 5, 7));
    assert_eq!(time - Time::of(1, 2, 3), Time::of(1, 1, 1));
    assert_eq!(time.seconds() + 65.0, 7449.0);
    assert_eq!(Time::of(20, 10, 0) % Time::of(4, 20, 0), Time::of(2, 50, 0));
    assert_eq!(Time::of(25, 30, 0) % Time::of(24, 0, 0), Time::of(1, 30, 0));
    assert_eq!(time % Time::ZERO, Time::ZERO);
    assert_eq!(Time::new(i64::MIN) % Time::new(-1), Time::ZERO);
}

#[test]
fn texts() {
    assert_eq!(Time::new(86_401).to_text().to_string(), "24:00:01");
    assert_eq!(Time::new(-3_661).to_text().to_string(), "-01:01:01");
    assert_eq!(Time::from_seconds(10_000.0).to_text().to_string(), "02:46:40");
    for (code, expected) in [
        (1, "01:02:03"),
        (2, "01:02"),
        (3, "1 hour 2 minutes 3 seconds"),
        (4, "1 hour 2 minutes"),
        (5, "1:02 AM"),
        (6, "62:03"),
        (7, "62 minutes 3 seconds"),
        (8, "0000-00-00T01:02:03"),
        (9, "01:02:03"),
        (101, "01:02:03"),
        (55, "01:02:03"),
    ] {
        assert_eq!(format(Time::of(1, 2, 3), code).to_string(), expected);
    }
    assert_eq!(format(Time::of(17, 30, 45), 5).to_string(), "5:30 PM");
    assert_eq!(format(Time::of(13, 0, 0), 4).to_string(), "13 hours 0 minute");
    assert_eq!(format(Time::ZERO, 101).to_string(), "");
    assert_eq!(format(Time::of(0, 5, 0), 5).to_string(), "12:05 AM");
}

#[test]
fn times_from_text() {
    for (source, expected) in [
        ("13:00:00", Time::of(13, 0, 0)),
        ("13:00", Time::of(13, 0, 0)),
        ("1:30 PM", Time::of(13, 30, 0)),
        ("12:15 am", Time::of(0, 15, 0)),
        ("12:15 PM", Time::of(12, 15, 0)),
        ("1 hour 2 minutes 3 seconds", Time::of(1, 2, 3)),
        ("0000-00-00T01:02:03", Time::of(1, 2, 3)),
        ("2013-06-05T20:00:01", Time::of(20, 0, 1)),
        ("25:30:00", Time::of(25, 30, 0)),
        ("-01:00:00", Time::of(-1, 0, 0)),
        ("", Time::ZERO),
        ("none", Time::ZERO),
    ] {
        assert_eq!(read(source), expected, "{source}");
    }
}

proptest! {
    #[test]
    fn texts_of_times_read_back(seconds in -1_000_000_000i64..1_000_000_000) {
        prop_assert_eq!(from_text(&Time::new(seconds).to_text()), Time::new(seconds));
    }

    #[test]
    fn reading_and_showing_never_fail(source in "\\PC{0,24}", seconds: i64, code in -5i32..120) {
        from_text(&Text::from(source.as_str()));
        format(Time::new(seconds), code);
    }
}
