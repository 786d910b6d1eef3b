//! Tests of dates: the calendar against a day-by-day walk, the examples of the pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::time::Time;
use proptest::prelude::*;

fn date(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

fn read(source: &str) -> Date {
    from_text(&Text::from(source), Century::default(), |_| 0)
}

#[test]
fn counts_follow_the_calendar_day_by_day() {
    let mut expected = date(FIRST_YEAR, 1, 1);
    let mut count = expected.day_count();
    while expected.year() < 2101 {
        assert_eq!(expected.day_count(), count);
        assert_eq!(Date::from_day_count(count), expected);
        count += 1;
        let (year, month, day) = (expected.year(), expected.month(), expected.day());
        expected = Date::new(year, month, day + 1)
            .or_else(|| Date::new(year, month + 1, 1))
            .unwrap_or_else(|| date(year + 1, 1, 1));
    }
    assert_eq!(date(1970, 1, 1).unix_days(), Some(0));
    assert_eq!(Date::from_unix_days(20_454), date(2026, 1, 1));
    assert_eq!(Date::from_day_count(date(LAST_YEAR, 12, 31).day_count()), date(LAST_YEAR, 12, 31));
}

#[test]
fn invalid_and_distant_dates_are_blank() {
    assert_eq!(Date::or_blank(2024, 2, 30), Date::BLANK);
    assert_eq!(Date::new(99, 1, 1), None);
    assert_eq!(date(LAST_YEAR, 12, 31).add_days(1), Date::BLANK);
    assert_eq!(date(FIRST_YEAR, 1, 1).add_days(-1), Date::BLANK);
    assert_eq!(date(2000, 1, 1).add_days(i64::MAX), Date::BLANK);
    assert_eq!(date(2000, 1, 1).add(i64::MAX, i64::MAX, i64::MAX), Date::BLANK);
    assert_eq!(date(2000, 1, 1).add(i64::MIN, i64::MIN, i64::MIN), Date::BLANK);
    assert!(Date::BLANK < date(FIRST_YEAR, 1, 1));
}

#[test]
fn adding_parts() {
    assert_eq!(date(2021, 3, 15).add(1, 0, 0), date(2022, 3, 15));
    assert_eq!(date(2021, 11, 15).add(0, 3, 0), date(2022, 2, 15));
    assert_eq!(date(2021, 12, 31).add(0, 0, 1), date(2022, 1, 1));
    assert_eq!(date(2000, 1, 31).add(0, 1, 0), date(2000, 2, 29));
    assert_eq!(date(2021, 1, 15).add(0, -1, 0), date(2020, 12, 15));
    assert_eq!(Date::BLANK.add(2012, 4, 5), date(2012, 4, 5));
    assert_eq!(date(2017, 1, 20).days_since(date(2017, 1, 1)), 19);
}

#[test]
fn days_of_the_week() {
    assert_eq!(date(2024, 2, 29).day_number(), 5);
    assert_eq!(date(2026, 1, 1).day_number(), 5);
    assert_eq!(date(2023, 11, 26).day_number(), 1);
    assert_eq!(Date::BLANK.day_number(), 2);
}

#[test]
fn dates_from_text() {
    for (source, expected) in [
        ("12/25/94", date(1994, 12, 25)),
        ("1.2.2005", date(2005, 1, 2)),
        ("It was the 6/30, we were in 2016", date(2016, 6, 30)),
        ("2013-06-05T20:00:00", date(2013, 6, 5)),
        ("2013-11-20T10:20:00.9854", date(2013, 11, 20)),
        ("2020-11-17", date(2020, 11, 17)),
        ("2020-11-17 10:00:00", date(2020, 11, 17)),
        ("01/25/29", date(2029, 1, 25)),
        ("01/25/30", date(1930, 1, 25)),
        ("40/40/94", Date::BLANK),
        ("13/35/94", Date::BLANK),
        ("aa/12/94", Date::BLANK),
        ("", Date::BLANK),
        ("12/25/999999", Date::BLANK),
        ("2024-02-30T00:00:00", Date::BLANK),
    ] {
        assert_eq!(read(source), expected, "{source}");
    }
    let century = Century { century: 19, pivot: 95 };
    assert_eq!((century.full_year(97), century.full_year(94)), (1997, 2094));
    let paris = |source: &str| from_text(&Text::from(source), Century::default(), |_| 3600);
    assert_eq!(paris("2013-08-22T23:30:00Z"), date(2013, 8, 23));
    assert_eq!(paris("2013-08-23T00:30:00+02:00"), date(2013, 8, 22));
    assert_eq!(paris("2013-08-23T00:30:00"), date(2013, 8, 23));
}

#[test]
fn display_formats() {
    let shown = |date: Date, code| format(date, code, Time::ZERO, 0, Century::default()).to_string();
    let day = date(2006, 12, 29);
    for (code, expected) in [
        (1, "12/29/2006"),
        (2, "Fri, Dec 29, 2006"),
        (3, "Friday, December 29, 2006"),
        (4, "12/29/06"),
        (5, "December 29, 2006"),
        (6, "Dec 29, 2006"),
        (7, "12/29/2006"),
        (8, "2006-12-29T00:00:00"),
        (9, "2006-12-29T00:00:00Z"),
        (10, "Fri, 29 Dec 2006 00:00:00 GMT"),
        (107, "12/29/2006"),
    ] {
        assert_eq!(shown(day, code), expected, "{code}");
    }
    assert_eq!(shown(date(1896, 12, 29), 4), "12/29/1896");
    assert_eq!((shown(Date::BLANK, 7), shown(Date::BLANK, 107)), ("00/00/00".into(), String::new()));
    let gmt = format(date(2010, 9, 9), 10, Time::ZERO, 7200, Century::default());
    assert_eq!(gmt.to_string(), "Wed, 08 Sep 2010 22:00:00 GMT");
}

#[test]
fn patterns() {
    let shown =
        |date, time, offset, source: &str| format_date(Moment { date, time, offset }, &Text::from(source)).to_string();
    let day = date(2023, 11, 27);
    let eleven = Time::of(11, 15, 0);
    assert_eq!(shown(day, Time::ZERO, 0, "EEEE d MMMM y GGGG"), "Monday 27 November 2023 Anno Domini");
    assert_eq!(shown(day, Time::ZERO, 3600, "E dd/MM/yyyy zzzz"), "Mon 27/11/2023 GMT+01:00");
    assert_eq!(shown(day, eleven, 3600, "E dd/MM/yyyy 'at' hh:mm aa O"), "Mon 27/11/2023 at 11:15 AM GMT+1");
    assert_eq!(shown(date(2000, 6, 15), eleven, 0, "QQQQ Q QQ QQQ"), "2nd quarter 2 02 Q2");
    assert_eq!(shown(date(2001, 3, 17), eleven, 0, "D"), "76");
    assert_eq!(shown(date(1954, 3, 17), eleven, 0, "w eeee"), "11 Wednesday");
    assert_eq!(shown(date(2010, 1, 2), eleven, 0, "y Y w"), "2010 2009 53");
    assert_eq!(shown(date(1996, 9, 3), eleven, 0, "yyyyyy yy LLLLL e EEEEEE"), "001996 96 S 2 Tu");
    assert_eq!(shown(day, eleven, -30600, "X XX XXX x O z zzzzz"), "-0830 -0830 -08:30 -0830 GMT-8:30 -0830 -08:30");
    assert_eq!(shown(day, eleven, 0, "X xxx O"), "Z +00:00 GMT");
    assert_eq!(shown(day, eleven, 0, "'o''clock' ''"), "o'clock '");
    assert_eq!(shown(Date::BLANK, eleven, 0, "yyyy blankIfNull"), "");
    assert_eq!(shown(day, eleven, 0, "yyyy blankIfNull"), "2023");
    let clock = |time, source: &str| format_time(time, 3600, &Text::from(source)).to_string();
    assert_eq!(clock(Time::of(17, 30, 45), "hh:mm aa O"), "05:30 PM GMT+1");
    assert_eq!(clock(Time::of(17, 30, 45), "'It is' K a"), "It is 5 PM");
    assert_eq!(clock(Time::of(9, 10, 25), " HH : mm : ss "), "09 : 10 : 25");
    assert_eq!(clock(Time::of(9, 10, 25), "' 'HH : mm : ss' '"), " 09 : 10 : 25 ");
    assert_eq!(clock(Time::of(13, 25, 34), "B"), "in the afternoon");
    assert_eq!(clock(Time::of(0, 0, 0), "k h b"), "24 12 mid.");
    assert_eq!(shown(day, eleven, 0, &"y".repeat(70_000)).len(), 64);
}

proptest! {
    #[test]
    fn arithmetic_is_reversible(count in 36_160i64..11_900_000, days in -20_000i64..20_000) {
        let day = Date::from_day_count(count);
        prop_assert_eq!(day.day_count(), count);
        let moved = day.add_days(days);
        if !moved.is_blank() {
            prop_assert_eq!(moved.days_since(day), days);
            prop_assert_eq!(moved.add_days(-days), day);
            prop_assert_eq!(moved.cmp(&day), days.cmp(&0));
        }
    }

    #[test]
    fn texts_of_dates_read_back(count in 365_000i64..11_900_000) {
        let day = Date::from_day_count(count);
        prop_assert_eq!(from_text(&day.to_text(), Century::default(), |_| 0), day);
        if day.year() < 10_000 {
            prop_assert_eq!(from_text(&day.to_iso(), Century::default(), |_| 0), day);
        }
    }

    #[test]
    fn reading_and_showing_never_fail(source in "\\PC{0,24}", seconds: i64, offset in -86_400i32..86_400) {
        from_text(&Text::from(source.as_str()), Century::default(), |_| offset);
        let moment = Moment { date: date(2024, 2, 29), time: Time::new(seconds), offset };
        format_date(moment, &Text::from(source.as_str()));
        format(moment.date, 9, moment.time, offset, Century::default());
    }
}
