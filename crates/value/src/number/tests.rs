//! Tests of numbers: the examples of the pages, and properties of conversions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::text::Text;
use proptest::prelude::*;

fn text(source: &str) -> Text {
    Text::from(source)
}

fn json(number: f64) -> String {
    let mut out = String::new();
    to_json(number, &mut out);
    out
}

fn formatted(number: f64, source: &str) -> String {
    format(number, &text(source)).to_string()
}

#[test]
fn rounding_goes_by_decimal_digits() {
    for (number, places, expected) in [
        (16.857, 2, 16.86),
        (32345.67, -3, 32000.0),
        (29.8725, 3, 29.873),
        (-1.5, 0, -2.0),
        (2.5, 0, 3.0),
        (-2.4, 0, -2.0),
        (1250.0, -2, 1300.0),
        (1249.0, -2, 1200.0),
        (0.999, 2, 1.0),
        (-99.95, 1, -100.0),
        (51.0, -2, 100.0),
        (49.0, -2, 0.0),
        (5.0, -3, 0.0),
        (1.005, 2, 1.01),
        (0.05, 1, 0.1),
        (0.04, 1, 0.0),
        (1e300, 2, 1e300),
    ] {
        assert_eq!(round(number, places), expected, "Round({number};{places})");
    }
    for (number, places, expected) in [
        (216.897, 1, 216.8),
        (216.897, -1, 210.0),
        (-216.897, 1, -216.9),
        (-216.897, -1, -220.0),
        (8.2, 2, 8.2),
        (-0.001, 2, -0.01),
        (-5.0, -2, -100.0),
        (-3.0, 2, -3.0),
        (-2.5, 0, -3.0),
    ] {
        assert_eq!(trunc(number, places), expected, "Trunc({number};{places})");
    }
    assert!(round(f64::NAN, 2).is_nan());
    assert_eq!(round(f64::INFINITY, 2), f64::INFINITY);
    assert_eq!((int(-123.4), int(123.4), int(-5.0)), (-124.0, 123.0, -5.0));
    assert!((dec(-7.31) - 0.69).abs() < 1e-12);
}

#[test]
fn division_and_remainders() {
    assert_eq!((modulo(10.0, 3.0), modulo(10.5, 2.0), modulo(-7.0, 3.0), modulo(5.0, 0.0)), (1.0, 0.0, -1.0, 0.0));
    assert_eq!((remainder(3.5, 2.0), remainder(4.0, 2.0), remainder(3.0, 2.0)), (0.0, 0.0, 1.0));
    assert_eq!((integer_divide(5.0, 2.0), integer_divide(-7.0, 2.0)), (2.0, -4.0));
    assert_eq!((power(2.0, 3.0), power(3.0, 2.0)), (8.0, 9.0));
    assert!(!modulo(-4.0, 2.0).is_sign_negative());
}

#[test]
fn storing_into_an_integer_rounds_half_to_even() {
    let rounded = [2.5, -2.5, 2.4, 0.5, -0.5, 1.5, 3.5, 0.500_000_001, 2_147_483_646.5].map(to_integer);
    assert_eq!(rounded, [2, -2, 2, 0, 0, 2, 4, 1, 2_147_483_646]);
}

#[test]
fn storing_into_an_integer_keeps_the_low_32_bits() {
    let kept = [2_147_483_648.0, -2_147_483_649.0, 4_294_967_301.0, 4_278_255_360.0, 65535.0, -1.0].map(to_integer);
    assert_eq!(kept, [i32::MIN, i32::MAX, 5, -16_711_936, 65535, -1]);
    // 2^63+2^11, and what has no low bits.
    let far = [9_223_372_036_854_777_856.0, -9_223_372_036_854_777_856.0, 1e300, -1e300].map(to_integer);
    assert_eq!(far, [2048, -2048, 0, 0]);
    assert_eq!([f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(to_integer), [0, 0, 0]);
}

#[test]
fn a_number_beyond_64_bits_is_near_the_end_of_their_range() {
    assert!(
        [1e19, 1e300, f64::INFINITY, 9_223_372_036_854_775_808.0].into_iter().all(|n| to_integer64(n) > i64::MAX >> 1)
    );
    assert!([-1e19, -1e300, f64::NEG_INFINITY].into_iter().all(|n| to_integer64(n) < i64::MIN >> 1));
}

#[test]
fn default_text_has_13_digits() {
    for (number, expected) in [
        (0.0, "0"),
        (-0.0, "0"),
        (32768.0, "32768"),
        (-12.5, "-12.5"),
        (1.0 / 3.0, "0.3333333333333"),
        (std::f64::consts::PI, "3.14159265359"),
        (2f64.sqrt(), "1.414213562373"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (9_007_199_254_740_991.0, "9007199254740991"),
        (-9_007_199_254_740_991.0, "-9007199254740991"),
        (9_007_199_254_740_992.0, "9.007199254741e+15"),
        (999_999_999_999_999.0, "999999999999999"),
        (1.5e20, "1.5e+20"),
        (0.00001, "0.00001"),
        (0.000_001_5, "1.5e-6"),
        (f64::NAN, ""),
        (f64::INFINITY, "INF"),
        (f64::NEG_INFINITY, "-INF"),
        (123_456.789, "123456.789"),
        (1_234_567_890_123.0, "1234567890123"),
        (12_345_678_901_234.5, "1.234567890123e+13"),
    ] {
        assert_eq!(to_text(number).to_string(), expected);
    }
}

#[test]
fn json_numbers() {
    assert_eq!(
        (json(120.0), json(1.5), json(0.1), json(-3.0)),
        ("120".into(), "1.5".into(), "0.1".into(), "-3".into())
    );
    assert_eq!((json(1e21), json(1e22), json(1e-7)), ("1e+21".into(), "1e+22".into(), "1e-7".into()));
    assert_eq!((json(f64::NAN), json(f64::INFINITY)), ("null".into(), "null".into()));
}

#[test]
fn other_bases_follow_ecmascript() {
    let shown = |number, base| to_text_in_base(number, base).map(|text| text.to_string()).unwrap();
    assert_eq!(shown(10.0, 2), "1010");
    assert_eq!(shown(-10.0, 2), "-1010");
    assert_eq!(shown(254.0, 16), "fe");
    assert_eq!(shown(-16_523_461.0, 16), "-fc20c5");
    assert_eq!(shown(35.0, 36), "z");
    assert_eq!(shown(f64::NAN, 10), "NaN");
    assert_eq!(shown(0.5, 2), "0.1");
    assert_eq!(shown(-255.75, 16), "-ff.c");
    assert_eq!(to_text_in_base(1.0, 37), None);
    assert_eq!(to_text_in_base(1.0, 1), None);
    let read = |source, base| from_text_in_base(&text(source), base).unwrap();
    assert_eq!((read("ff", 16), read("0xFF", 16), read("2", 2), read("10.3", 16)), (255.0, 255.0, 0.0, 16.0));
    assert_eq!((read("123.20", 10), read("0x1F", 0), read(" -12abc", 0)), (123.0, 31.0, -12.0));
    assert_eq!(from_text_in_base(&text("1"), 1), None);
}

#[test]
fn numbers_from_text_ignore_letters() {
    for (source, expected) in [
        ("ABCD", 0.0),
        ("A1B2C3", 123.0),
        ("123", 123.0),
        ("123.4", 123.4),
        ("-123", -123.0),
        ("–123", -123.0),
        ("-123e2", -12300.0),
        ("123e-2", 1.23),
        ("123-456", 123.0),
        ("0xFF", 0.0),
        ("12 items", 12.0),
        ("1,234.5", 1234.5),
        ("", 0.0),
        ("-", 0.0),
        (".5", 0.5),
        ("5e", 5.0),
        ("Hello 7", 7.0),
        ("1e999999999", f64::INFINITY),
        ("1e-999999999", 0.0),
    ] {
        assert_eq!(from_text(&text(source)), expected, "{source}");
    }
    assert_eq!(from_text_with_separator(&text("12,5"), &text(",")), 12.5);
    assert_eq!(from_text_with_separator(&text("33,333.33"), &text(".")), 33333.33);
    assert_eq!(from_text_with_separator(&text("33,333.33"), &text(",")), 33.33333);
}

#[test]
fn number_formats_of_the_page() {
    for (source, positive, negative, zero) in [
        ("###", "<<<", "<<<", ""),
        ("####", "1234", "<<<<", ""),
        ("#######", "1234", "-1234", ""),
        ("#####.##", "1234.5", "-1234.5", ""),
        ("####0.00", "1234.50", "-1234.50", "0.00"),
        ("#####0", "1234", "-1234", "0"),
        ("+#####0;–#####0;0", "+1234", "–1234", "0"),
        ("#####0DB;#####0CR;0", "1234DB", "1234CR", "0"),
        ("#####0;(#####0)", "1234", "(1234)", "0"),
        ("###,##0", "1,234", "-1,234", "0"),
        ("##,##0.00", "1,234.50", "-1,234.50", "0.00"),
        ("^^^^^^^", "   1234", "  -1234", "       "),
        ("^^^^^^0", "   1234", "  -1234", "      0"),
        ("^^^,^^0", "  1,234", " -1,234", "      0"),
        ("^^,^^0.00", " 1,234.50", "-1,234.50", "     0.00"),
        ("*******", "***1234", "**-1234", "*******"),
        ("******0", "***1234", "**-1234", "******0"),
        ("***,**0", "**1,234", "*-1,234", "******0"),
        ("**,**0.00", "*1,234.50", "-1,234.50", "*****0.00"),
        ("$*,**0.00;–$*,**0.00", "$1,234.50", "–$1,234.50", "$****0.00"),
        ("$^^^^0", "$ 1234", "$-1234", "$    0"),
        ("$^^^0;–$^^^0", "$1234", "–$1234", "$   0"),
        ("$^^^0 ;($^^^0)", "$1234 ", "($1234)", "$   0 "),
        ("$^,^^0.00 ;($^,^^0.00)", "$1,234.50 ", "($1,234.50)", "$    0.00 "),
        ("&2", "1.2e+3", "-1.2e+3", "0.0e+0"),
        ("&xml", "1234.5", "-1234.5", "0"),
        ("$###,##0.00;($###,##0.00);", "$1,234.50", "($1,234.50)", ""),
        ("###;###;#", "<<<", "<<<", "#"),
        ("True;;False", "True", "", "False"),
        ("", "1234.5", "-1234.5", "0"),
        ("|Euro", "1234.5", "-1234.5", "0"),
    ] {
        assert_eq!(formatted(1234.5, source), positive, "{source}");
        assert_eq!(formatted(-1234.5, source), negative, "{source}");
        assert_eq!(formatted(0.0, source), zero, "{source}");
    }
    for (number, source, expected) in [
        (26.0, "##0", "26"),
        (-26.0, "##0", "-26"),
        (-260.0, "##0", "<<<"),
        (32768.0, "###,##0 Inhabitants", "32,768 Inhabitants"),
        (1.0 / 3.0, "##0.00000", "0.33333"),
        (759.62, "&3", "7.60e+2"),
        (25000.0, "&/5", "6:56 AM"),
        (-1.0, "&x", "0xFFFFFFFF"),
        (-1.0, "&$", "$FFFFFFFF"),
        (128.0, "&x", "0x0080"),
        (128.0, "&$", "$80"),
        (16384.0, "&x", "0x4000"),
        (5.0, "000", "005"),
        (-26.0, "000", "-26"),
        (-26.0, "0000", "-026"),
        (-123.0, "###,##0", "-123"),
        (0.5, "##.##", ".5"),
        (-0.4, "##0", "0"),
        (0.29, "0.00", "0.29"),
        (0.05, "0.00", "0.05"),
        (0.005, "0.00", "0.00"),
        (1.15, "0.00", "1.15"),
        (1_234_567.0, "### ### ##0", "1 234 567"),
        (12.5, ".00", "<<<"),
        (1e20, "##0", "<<<"),
    ] {
        assert_eq!(formatted(number, source), expected, "{number} {source}");
    }
}

proptest! {
    #[test]
    fn json_gives_the_number_back(number: f64) {
        prop_assume!(number.is_finite());
        prop_assert_eq!(json(number).parse::<f64>().unwrap(), number);
    }

    #[test]
    fn text_of_integers_reads_back(number: i32) {
        let number = f64::from(number);
        prop_assert_eq!(from_text(&to_text(number)), number);
        prop_assert_eq!(from_text_in_base(&to_text_in_base(number, 7).unwrap(), 7), Some(number));
    }

    #[test]
    fn fractions_in_other_bases_read_back(number in 0.0f64..1000.0, base in 2i32..=36) {
        let shown = to_text_in_base(number, base).unwrap().to_string();
        let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
        let digit = |character: char| f64::from(character.to_digit(36).unwrap());
        let radix = f64::from(base);
        let whole = whole.chars().fold(0.0, |value, character| value * radix + digit(character));
        let fraction = fraction.chars().rev().fold(0.0, |value, character| (value + digit(character)) / radix);
        prop_assert!((whole + fraction - number).abs() <= number * 2e-16 + 1e-300, "{} {}", number, shown);
    }

    #[test]
    fn default_text_is_the_number_to_13_digits(number in -1e18f64..1e18) {
        let read = from_text(&to_text(number));
        prop_assert!((read - number).abs() <= number.abs() * 5e-13, "{} {}", number, read);
    }

    #[test]
    fn rounding_is_near_and_stable(number in -1e9f64..1e9, places in -4i32..8) {
        let rounded = round(number, places);
        let unit = 10f64.powi(-places);
        let slack = number.abs() * 1e-15 + unit * 1e-6;
        prop_assert!((rounded - number).abs() <= 0.5 * unit + slack);
        prop_assert_eq!(round(rounded, places), rounded);
        let cut = trunc(number, places);
        prop_assert!(cut <= number && number - cut <= unit + slack);
        prop_assert_eq!(trunc(cut, places), cut);
    }

    #[test]
    fn formats_and_readings_never_fail(number: f64, source in "[-#0^*.,;&x$/|0-9a é]{0,12}", base in -3i32..40) {
        let shown = format(number, &text(&source));
        from_text(&shown);
        from_text_in_base(&text(&source), base);
        to_text_in_base(number, base);
    }
}
