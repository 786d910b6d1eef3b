//! Arithmetic of times, which are numbers of seconds (<https://developer.4d.com/docs/Concepts/time#time-operators>).

use crate::{Plain, cases, run};
use proptest::prelude::*;

fn seconds() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 0..200_000i64, 1 => 0..596_000 * 3600i64, 1 => 0..3i64]
}

fn literal(seconds: i64) -> String {
    format!("?{:02}:{:02}:{:02}?", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The constants `Is real` and `Is time`.
const IS_REAL: f64 = 1.0;
const IS_TIME: f64 = 11.0;

fn number(value: f64) -> Plain {
    Plain::Number(value)
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn only_two_times_give_a_time(one in seconds(), other in seconds(), factor in 1..100i64) {
        let (first, times) = (one as f64, factor as f64);
        // A collection holds times as numbers, so that the types stand beside the values.
        let mut expected = vec![
            ("$a+$b", true, (one + other) as f64), ("$a-$b", true, (one - other) as f64),
            ("$v+$b", true, (one + other) as f64), ("$a+$n", false, first + times), ("$a-$n", false, first - times),
            ("$a*$n", false, first * times), ("$a/$n", false, first / times),
            ("$a\\$n", false, (one / factor) as f64), ("$a%$n", false, (one % factor) as f64),
            ("$v*$n", false, first * times), ("$v-$n", false, first - times), ("$n+$a", false, times + first),
        ];
        if other > 0 {
            expected.push(("$a%$b", true, (one % other) as f64));
            expected.push(("$v%$b", true, (one % other) as f64));
            expected.push(("$a/$b", false, first / other as f64));
        }
        let shown: Vec<String> = expected.iter().map(|(text, ..)| format!("Value type({text}); {text}")).collect();
        let code = format!(
            "var $a : Time:={0}\nvar $b : Time:={1}\nvar $v : Variant:=$a\nvar $n : Integer:={factor}\nreturn [{2}]",
            literal(one), literal(other), shown.join("; ")
        );
        let found = run(&code).many();
        for ((text, is_time, value), found) in expected.iter().zip(found.chunks(2)) {
            let kind = if *is_time { IS_TIME } else { IS_REAL };
            prop_assert_eq!(found, [number(kind), number(*value)], "{} in {}", text, code);
        }
        for (text, seconds) in [("{0}+{1}", one + other), ("{0}-{1}", one - other)] {
            let code = format!("return {}", text.replace("{0}", &literal(one)).replace("{1}", &literal(other)));
            prop_assert_eq!(run(&code), Plain::Time(seconds), "{}", code);
        }
    }

    #[test]
    fn times_are_their_seconds(one in seconds(), other in seconds()) {
        let code = format!(
            "var $a : Time:={}\nvar $b : Time:={}\nvar $n : Real:=$a\nvar $i : Integer:=$a\nvar $t : Time:={one}\n\
             return [$n; $i; $a+0; Time($n)=$a; $t=$a; Time(String($a))=$a; $a={one}; $a=$b; $a<$b; $a>=$b; $a<{other}]",
            literal(one), literal(other)
        );
        let whole = number(one as f64);
        let mut expected = vec![whole.clone(), whole.clone(), whole];
        expected.extend([true, true, true, true, one == other, one < other, one >= other, one < other].map(Plain::Boolean));
        prop_assert_eq!(run(&code), Plain::Many(expected), "{}", code);
    }

    #[test]
    fn compound_assignments_store_times(one in seconds(), other in 0..10_000i64, factor in 1..10i64) {
        let code = format!(
            "var $a; $b; $c; $d; $e : Time\n$a:={0}\n$b:=$a\n$c:=$a\n$d:=$a\n$e:=$a\n$a+={1}\n$b-={1}\n$c*={factor}\n\
             $d/={factor}\n$e+={other}\nreturn [$a; $b; $c; $d; $e; Value type($c); Value type($d)]",
            literal(one), literal(other)
        );
        let rounded = (one as f64 / factor as f64).round_ties_even() as i64;
        let expected = [one + other, one - other, one * factor, rounded, one + other];
        let numbers = expected.map(|seconds| number(seconds as f64)).into_iter().chain([number(IS_TIME), number(IS_TIME)]);
        prop_assert_eq!(run(&code), Plain::Many(numbers.collect()), "{}", code);
    }
}
