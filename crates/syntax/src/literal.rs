//! The values of literals.

/// The value of a number as written: decimal with point and exponent, or hexadecimal.
pub fn number(text: &str) -> f64 {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        // Digits beyond 64 bits still give the nearest Real.
        return digits
            .chars()
            .filter_map(|digit| digit.to_digit(16))
            .fold(0.0, |sum, digit| sum * 16.0 + f64::from(digit));
    }
    if text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.bytes().fold(0u64, |sum, byte| sum * 10 + u64::from(byte - b'0')) as f64;
    }
    text.parse().unwrap_or(0.0)
}

/// The value of a text as written, quotation marks included. `\n`, `\t`, `\r`, `\\` and `\"` are escapes, any other
/// `\` is itself ([String](https://developer.4d.com/docs/Concepts/dt_string#escape-sequences)).
pub fn text(written: &str) -> Box<str> {
    let inner = written.strip_prefix('"').unwrap_or(written);
    let inner = match inner.strip_suffix('"') {
        Some(closed) => closed,
        None => inner,
    };
    if !inner.contains('\\') {
        return inner.into();
    }
    let mut value = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            value.push(letter);
            continue;
        }
        match letters.next() {
            Some('n' | 'N') => value.push('\n'),
            Some('t' | 'T') => value.push('\t'),
            Some('r' | 'R') => value.push('\r'),
            Some(quoted @ ('\\' | '"')) => value.push(quoted),
            Some(other) => {
                value.push('\\');
                value.push(other);
            }
            None => value.push('\\'),
        }
    }
    value.into_boxed_str()
}

/// Year, month and day of a date as written; 0, 0, 0 is the blank date. `None` where no calendar has it.
///
/// In `!YYYY-MM-DD!` the year is the one that is written, `!20-06-30!` lies in the year 20. In addition, the form month, day,
/// year is read, or day, month, year where only that is a date; there two digits of a year below 30 belong to this century
/// ([Date](https://developer.4d.com/docs/Concepts/dt_date#date-literals)).
pub fn date(written: &str) -> Option<(i32, u8, u8)> {
    let inner = written.trim_matches('!');
    if inner.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0') {
        return Some((0, 0, 0));
    }
    let mut parts = inner.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let iso = first.len() > 2 || (inner.contains('-') && third.len() <= 2);
    if iso {
        return calendar(first.parse().ok()?, second, third);
    }
    let year = third.parse().ok()?;
    let year = match year {
        0..30 if third.len() <= 2 => 2000 + year,
        30..100 if third.len() <= 2 => 1900 + year,
        _ => year,
    };
    calendar(year, first, second).or_else(|| calendar(year, second, first))
}

/// Year, month and day from their digits.
fn calendar(year: i32, month: &str, day: &str) -> Option<(i32, u8, u8)> {
    let (month, day) = (month.parse::<u8>().ok()?, day.parse::<u8>().ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (day >= 1 && day <= days).then_some((year, month, day))
}

/// The seconds of a time as written, up to nine digits of hours.
pub fn time(written: &str) -> i64 {
    let mut parts = written.trim_matches(['?', '\u{2020}']).split(':').map(|part| part.parse::<i64>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next() * 3600 + next() * 60 + next()).min(999_999_999 * 3600 + 3599)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(number("27"), 27.0);
        assert_eq!(number("0x1F"), 31.0);
        assert_eq!(number("1e+21"), 1e21);
        assert_eq!((number(".5"), number(".25e2")), (0.5, 25.0));
        assert_eq!(number("12345678901234567890"), 12_345_678_901_234_567_890.0);
    }

    #[test]
    fn texts() {
        assert_eq!(&*text(r#""a\tb\\n\"\s""#), "a\tb\\n\"\\s");
        assert_eq!(&*text(r#""""#), "");
    }

    #[test]
    fn dates() {
        assert_eq!(date("!2024-01-31!"), Some((2024, 1, 31)));
        assert_eq!(date("!2026/01/21!"), Some((2026, 1, 21)));
        assert_eq!(date("!00-00-00!"), Some((0, 0, 0)));
        assert_eq!(date("!00/00/00!"), Some((0, 0, 0)));
        assert_eq!(date("!20-06-30!"), Some((20, 6, 30)));
        assert_eq!(date("!99-1-2!"), Some((99, 1, 2)));
        assert_eq!(date("!12/04/98!"), Some((1998, 12, 4)));
        assert_eq!(date("!01/31/24!"), Some((2024, 1, 31)));
        assert_eq!(date("!28/08/2013!"), Some((2013, 8, 28)));
        assert_eq!(date("!2023-02-29!"), None);
        assert_eq!(date("!32/13/2013!"), None);
    }

    #[test]
    fn times() {
        assert_eq!(time("?10:20:30?"), 37_230);
        assert_eq!(time("?25:00:00?"), 90_000);
    }
}
