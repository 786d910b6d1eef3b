//! Arithmetic of dates against a calendar of a few lines (<https://developer.4d.com/docs/Concepts/date>).

use crate::{Plain, cases, run};
use proptest::prelude::*;

/// Days since 0000-03-01 of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

fn length(year: i64, month: i64) -> i64 {
    days(year + month / 12, month % 12 + 1, 1) - days(year, month, 1)
}

/// The day so many days later, found by walking; blank outside of the years of 4D.
fn later(mut date: (i64, i64, i64), count: i64) -> Plain {
    let goal = days(date.0, date.1, date.2) + count;
    date.0 += (count - 400).div_euclid(366).min(count.div_euclid(365));
    (date.1, date.2) = (1, 1);
    while days(date.0 + 1, 1, 1) <= goal {
        date.0 += 1;
    }
    while days(date.0, 1, 1) > goal {
        date.0 -= 1;
    }
    while days(date.0, date.1, 1) + length(date.0, date.1) <= goal {
        date.1 += 1;
    }
    plain(date.0, date.1, goal - days(date.0, date.1, 1) + 1)
}

fn plain(year: i64, month: i64, day: i64) -> Plain {
    if (100..=32767).contains(&year) { Plain::Date(year as u16, month as u8, day as u8) } else { Plain::Date(0, 0, 0) }
}

fn date() -> impl Strategy<Value = (i64, i64, i64)> {
    let year = prop_oneof![6 => 1890..2110i64, 2 => 100..9999i64, 1 => 100..=32767i64, 1 => 100..102i64];
    (year, 1..=12i64, 1..=31i64).prop_map(|(year, month, day)| (year, month, day.min(length(year, month))))
}

fn shown((year, month, day): (i64, i64, i64)) -> String {
    if year <= 9999 {
        format!("!{year:04}-{month:02}-{day:02}!")
    } else {
        format!("Add to date(!00-00-00!; {year}; {month}; {day})")
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn days_are_added_and_counted(start in date(), count in prop_oneof![-800..800i64, -200_000..200_000i64]) {
        let literal = shown(start);
        let code = format!(
            "var $d : Date:={literal}\nvar $v : Variant:=$d\nvar $n : Integer:={count}\nvar $c : Date:=$d\n$c+=$n\n\
             var $b : Date:=$d\n$b-=$n\n\
             return [$d+$n; $v+$n; $c; Add to date($d; 0; 0; $n); $d-$n; $b; ({literal})+({count})]"
        );
        let (after, before) = (later(start, count), later(start, -count));
        let expected = [&after, &after, &after, &after, &before, &before, &after];
        prop_assert_eq!(run(&code), Plain::Many(expected.map(Clone::clone).into()), "{}", code);
        if after != Plain::Date(0, 0, 0) {
            let code = format!(
                "var $d : Date:={literal}\nvar $e : Date:=$d+({count})\n\
                 return [$e-$d; $d-$e; Value type($e-$d)=Is real; Value type($d+1)=Is date]"
            );
            let numbers = [Plain::Number(count as f64), Plain::Number(-count as f64)];
            let expected = numbers.into_iter().chain([Plain::Boolean(true), Plain::Boolean(true)]);
            prop_assert_eq!(run(&code), Plain::Many(expected.collect()), "{}", code);
        }
    }

    #[test]
    fn dates_have_the_order_of_their_days(one in date(), other in date()) {
        let (left, right) = (days(one.0, one.1, one.2), days(other.0, other.1, other.2));
        let code = format!(
            "var $a : Date:={}\nvar $b : Date:={}\nvar $v : Variant:=$a\n\
             return [$a=$b; $a#$b; $a<$b; $a<=$b; $a>$b; $a>=$b; $v<$b; $v=$b; $a>!00-00-00!]",
            shown(one), shown(other)
        );
        let expected = [
            left == right, left != right, left < right, left <= right, left > right, left >= right, left < right,
            left == right, true,
        ];
        prop_assert_eq!(run(&code), Plain::Many(expected.map(Plain::Boolean).into()), "{}", code);
    }

    #[test]
    fn the_parts_of_a_date_make_it_again((year, month, day) in date()) {
        let code = format!(
            "var $d : Date:={}\nvar $e : Date:=Add to date(!00-00-00!; Year of($d); Month of($d); Day of($d))\n\
             return [Year of($d); Month of($d); Day of($d); Day number($d); $e; Date(String($d; ISO date))]",
            shown((year, month, day))
        );
        // 2000-01-01 was a Saturday, day number 7.
        let weekday = (days(year, month, day) - days(2000, 1, 1) + 6).rem_euclid(7) + 1;
        let numbers = [year, month, day, weekday].map(|part| Plain::Number(part as f64));
        let Plain::Many(mut found) = run(&code) else { panic!("{code}") };
        let from_text = found.pop();
        prop_assert_eq!(&found[..4], &numbers, "{}", code);
        prop_assert_eq!(&found[4], &plain(year, month, day), "{}", code);
        if year <= 9999 {
            prop_assert_eq!(from_text, Some(plain(year, month, day)), "{}", code);
        }
    }

    #[test]
    fn months_and_years_keep_the_day(start in date(), years in -50..50i64, months in -40..40i64, count in -60..60i64) {
        let code = format!("return Add to date({}; {years}; {months}; {count})", shown(start));
        let month = start.1 - 1 + months;
        let (year, month) = (start.0 + years + month.div_euclid(12), month.rem_euclid(12) + 1);
        if (101..32766).contains(&year) {
            let day = start.2.min(length(year, month));
            prop_assert_eq!(run(&code), later((year, month, day), count), "{}", code);
        }
    }
}
