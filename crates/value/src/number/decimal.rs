//! Decimal digits of a number, for rounding and formats.

/// How to drop digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// To the nearest, halves away from zero.
    HalfAway,
    /// Toward negative infinity.
    Down,
    /// Toward zero.
    Zero,
}

/// A finite number as decimal digits: 0.d1d2d3… × 10^exponent, without leading or trailing zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub negative: bool,
    /// Values 0 to 9; empty for zero.
    pub digits: Vec<u8>,
    pub exponent: i32,
}

impl Decimal {
    /// The shortest digits that give the number back, or the digits rounded to `significant`; none when not finite.
    pub(crate) fn of(number: f64, significant: Option<usize>) -> Option<Decimal> {
        if !number.is_finite() {
            return None;
        }
        let text = match significant {
            Some(count) => format!("{:.*e}", count.max(1) - 1, number.abs()),
            None => format!("{:e}", number.abs()),
        };
        let (mantissa, exponent) = text.split_once('e')?;
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let exponent = if digits.is_empty() { 0 } else { exponent.parse::<i32>().ok()? + 1 };
        Some(Decimal { negative: number.is_sign_negative() && !digits.is_empty(), digits, exponent })
    }

    /// Keeps `places` decimals; negative places cut left of the point.
    pub(crate) fn cut(&mut self, places: i32, cut: Cut) {
        let keep = i64::from(self.exponent) + i64::from(places);
        let Ok(length) = i64::try_from(self.digits.len()) else { return };
        if keep >= length {
            return;
        }
        let up = match cut {
            Cut::HalfAway => keep >= 0 && self.digits.get(keep as usize).is_some_and(|&digit| digit >= 5),
            Cut::Down => self.negative && !self.digits.is_empty(),
            Cut::Zero => false,
        };
        self.digits.truncate(keep.max(0) as usize);
        if up {
            match self.digits.iter().rposition(|&digit| digit < 9) {
                Some(index) => {
                    self.digits[index] += 1;
                    self.digits.truncate(index + 1);
                }
                None => {
                    self.digits = vec![1];
                    // All kept digits were nines, or none was kept: the one is just left of the last kept place.
                    self.exponent = if keep > 0 { self.exponent + 1 } else { 1 - places };
                }
            }
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.exponent = 0;
            self.negative = false;
        }
    }

    /// The number of these digits.
    pub(crate) fn value(&self) -> f64 {
        if self.digits.is_empty() {
            return 0.0;
        }
        let mut text = String::with_capacity(self.digits.len() + 8);
        if self.negative {
            text.push('-');
        }
        text.push_str("0.");
        text.extend(self.digits.iter().map(|&digit| char::from(b'0' + digit)));
        text.push('e');
        text.push_str(&self.exponent.to_string());
        text.parse().unwrap_or(0.0)
    }
}

/// The number with `places` decimals, decided on its shortest decimal digits.
pub(crate) fn cut(number: f64, places: i32, how: Cut) -> f64 {
    match Decimal::of(number, None) {
        Some(mut decimal) => {
            decimal.cut(places, how);
            decimal.value()
        }
        None => number,
    }
}
