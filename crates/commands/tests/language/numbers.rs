//! Arithmetic of integers and reals against `i64` and `f64`
//! (<https://developer.4d.com/docs/Concepts/number>).

use crate::{Plain, cases, run};
use proptest::prelude::*;

/// Whole numbers of all magnitudes that a Longint has.
fn long() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -20..20i64,
        2 => -100_000..100_000i64,
        2 => i64::from(i32::MIN)..=i64::from(i32::MAX),
        1 => prop::sample::select(vec![i64::from(i32::MIN), i64::from(i32::MAX), -1, 0, 1, 65535, 32768]),
    ]
}

/// Real numbers, whole ones and halves among them.
fn real() -> impl Strategy<Value = f64> {
    prop_oneof![
        long().prop_map(|number| number as f64),
        (-200_000..200_000i64).prop_map(|number| number as f64 / 2.0),
        (-1e12..1e12f64),
        (-1.0..1.0f64),
        (-307..308i32, -9.9..9.9f64).prop_map(|(exponent, digits)| digits * 10f64.powi(exponent)),
    ]
}

/// What a Longint variable holds after a number was stored into it: the low 32 bits of what is rounded half to even.
fn stored(number: f64) -> i64 {
    let low = number.round_ties_even().rem_euclid(4_294_967_296.0) as i64;
    if low > i64::from(i32::MAX) { low - (1 << 32) } else { low }
}

fn number(value: i64) -> Plain {
    Plain::Number(value as f64)
}

fn all(values: impl IntoIterator<Item = i64>) -> Plain {
    Plain::Many(values.into_iter().map(number).collect())
}

/// As 4D text; the shortest digits that give the number back.
fn shown(number: f64) -> String {
    let text = format!("{number:e}");
    if text.contains("e-") { text } else { text.replace('e', "e+") }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn reals_are_those_of_the_machine(left in real(), right in real()) {
        let (one, other) = (shown(left), shown(right));
        let code = format!(
            "var $a : Real:={one}\nvar $b : Real:={other}\nvar $v : Variant:={one}\n\
             return [$a; $a+$b; $a-$b; $a*$b; {one}+{other}; {one}-$b; $v*$b; $a-($v); -$a]"
        );
        let expected =
            [left, left + right, left - right, left * right, left + right, left - right, left * right, 0.0, -left];
        if expected.iter().all(|value| value.is_finite()) {
            prop_assert_eq!(run(&code), Plain::Many(expected.map(Plain::Number).into()), "{}", code);
        }
        if right != 0.0 && (left / right).is_finite() {
            let code = format!("var $a : Real:={one}\nvar $b : Real:={other}\nreturn [$a/$b; $a\\$b; {one}/{other}]");
            let expected = [left / right, (left / right).floor(), left / right];
            prop_assert_eq!(run(&code), Plain::Many(expected.map(Plain::Number).into()), "{}", code);
        }
    }

    #[test]
    fn integers_compute_beyond_their_range(a in long(), b in long(), c in long()) {
        let code = format!(
            "var $a : Integer:={a}\nvar $b : Integer:={b}\nvar $c : Integer:={c}\n\
             return [$a+$b; $a-$b; $a+$b-$c; $a+$b+$c-$a; $a-$b+5; -$a; $a*2; $a+$b*3]"
        );
        prop_assert_eq!(run(&code), all([a + b, a - b, a + b - c, b + c, a - b + 5, -a, a * 2, (a + b) * 3]), "{}", code);
        let product = a * b;
        if product.abs() < 1 << 53 {
            let code = format!("var $a : Integer:={a}\nvar $b : Integer:={b}\nreturn [$a*$b; {a}*$b; $a*({b})]");
            prop_assert_eq!(run(&code), all([product; 3]), "{}", code);
        }
        if b != 0 {
            let code = format!(
                "var $a : Integer:={a}\nvar $b : Integer:={b}\nvar $v : Variant:={a}\nvar $r : Real:={b}\n\
                 return [$a\\$b; $a%$b; $v\\$b; $v%$b; $a\\$r; $a%$r; {a}\\$b; {a}%$b; $a\\({b}); $a%({b})]"
            );
            let (quotient, rest) = ((a as f64 / b as f64).floor() as i64, a % b);
            prop_assert_eq!(quotient, a.div_euclid(b) - i64::from(b < 0 && a.rem_euclid(b) != 0));
            prop_assert_eq!(run(&code), all([quotient, rest].repeat(5)), "{}", code);
        }
    }

    #[test]
    fn stored_into_integers_numbers_are_rounded(a in real(), b in real()) {
        let (one, other) = (shown(a), shown(b));
        let code = format!(
            "var $i : Integer:={one}\nvar $j : Integer\n$j:={one}\nvar $r : Real:={one}\nvar $k : Integer:=$r\n\
             ARRAY LONGINT($l; 1)\n$l{{1}}:=$r\nvar $o:={{p: $r}}\nvar $m : Integer:=$o.p\nreturn [$i; $j; $k; $l{{1}}; $m]"
        );
        prop_assert_eq!(run(&code), all([stored(a); 5]), "{}", code);
        let sum = stored(a) as f64 + b;
        let code = format!("var $i : Integer:={one}\n$i+={other}\nvar $j : Integer:={one}\n$j:=$j+{other}\nreturn [$i; $j]");
        prop_assert_eq!(run(&code), all([stored(sum); 2]), "{}", code);
        let product = stored(a) as f64 * b;
        let code = format!("var $i : Integer:={one}\n$i*={other}\nreturn [$i]");
        prop_assert_eq!(run(&code), all([stored(product)]), "{}", code);
    }

    #[test]
    fn bits_are_those_of_a_longint(left in long(), right in long(), count in 0..=31i64, more in 32..100i64) {
        let (l, r) = (left as i32, right as i32);
        let code = format!(
            "var $l : Integer:={left}\nvar $r : Integer:={right}\nvar $v : Variant:={left}\nvar $n : Integer:={count}\n\
             return [$l & $r; $l | $r; $l ^| $r; $v & $r; $l << $n; $l >> $n; $v << {count}; $l << {more}; $l >> {more}; \
             $l ?+ $n; $l ?- $n; $v ?+ {count}]"
        );
        let unsigned = l as u32;
        let bit = 1u32 << count;
        let expected = [
            l & r, l | r, l ^ r, l & r, (unsigned << count) as i32, (unsigned >> count) as i32, (unsigned << count) as i32,
            0, 0, (unsigned | bit) as i32, (unsigned & !bit) as i32, (unsigned | bit) as i32,
        ];
        prop_assert_eq!(run(&code), all(expected.map(i64::from)), "{}", code);
        let code = format!("var $l : Integer:={left}\nreturn [$l ?? {count}; ({left}) ?? {count}; $l ?+ {count} ?? {count}]");
        let is_set = unsigned & bit != 0;
        prop_assert_eq!(run(&code), Plain::Many([is_set, is_set, true].map(Plain::Boolean).into()), "{}", code);
    }

    #[test]
    fn numbers_survive_their_text(value in real()) {
        let code = format!("var $r : Real:={}\nreturn [Abs(Num(String($r))-$r)<=(Abs($r)*1e-12); JSON Parse(JSON Stringify($r))=$r]", shown(value));
        prop_assert_eq!(run(&code), Plain::Many(vec![Plain::Boolean(true); 2]), "{}", code);
    }
}
