//! JSON text as values, read without an intermediate form and without recursion.

use super::symbols::Symbols;
use super::write::MAX_DEPTH;
use fourd_value::shape::{Shape, plain_root};
use fourd_value::text::TextBuilder;
use fourd_value::{Collection, Error, Object, Text, Value, date, error};
use std::rc::Rc;

/// Reads JSON text. Texts that are a date `YYYY-MM-DD` become dates.
///
/// # Errors
/// [`error::JSON_SYNTAX`] with line and column, [`error::JSON_DEPTH`] for what nests too deep.
pub fn parse(text: &Text) -> Result<Value, Error> {
    parse_text(text, true, None)
}

/// As [`parse`] with texts as they stand, also those that are dates.
///
/// # Errors
/// As [`parse`].
pub fn parse_texts(text: &Text) -> Result<Value, Error> {
    parse_text(text, false, None)
}

/// As [`parse`], noting where each property stands.
pub(super) fn parse_with_symbols(text: &Text) -> Result<(Value, Object), Error> {
    let mut symbols = Symbols::default();
    let value = parse_text(text, true, Some(&mut symbols))?;
    Ok((value, symbols.finish()))
}

fn parse_text(text: &Text, dates: bool, symbols: Option<&mut Symbols>) -> Result<Value, Error> {
    match (text.as_latin1(), text.as_wide()) {
        (Some(bytes), _) => Reader::new(bytes, dates, symbols).document(),
        (None, Some(units)) => Reader::new(units, dates, symbols).document(),
        (None, None) => Err(Error::of(error::JSON_SYNTAX)),
    }
}

/// A unit of the text: one byte where all of the text fits into one byte per unit.
trait Unit: Copy + PartialEq + 'static {
    fn value(self) -> u16;
    fn text(run: &[Self]) -> Text;
    fn key(key: &Text) -> Option<Vec<Self>>;
    fn push(out: &mut TextBuilder, run: &[Self]);
    /// Whether it ends a run of units that stand for themselves inside a string.
    fn ends_run(self) -> bool;
}

impl Unit for u8 {
    fn value(self) -> u16 {
        u16::from(self)
    }
    fn text(run: &[u8]) -> Text {
        Text::from_latin1(run)
    }
    fn key(key: &Text) -> Option<Vec<u8>> {
        key.as_latin1().map(<[u8]>::to_vec)
    }
    fn push(out: &mut TextBuilder, run: &[u8]) {
        out.push_latin1(run);
    }
    #[inline]
    fn ends_run(self) -> bool {
        self == b'"' || self == b'\\' || self < 0x20
    }
}

impl Unit for u16 {
    fn value(self) -> u16 {
        self
    }
    fn text(run: &[u16]) -> Text {
        Text::from_utf16(run)
    }
    fn key(key: &Text) -> Option<Vec<u16>> {
        Some(key.to_utf16())
    }
    fn push(out: &mut TextBuilder, run: &[u16]) {
        out.push_units(run);
    }
    #[inline]
    fn ends_run(self) -> bool {
        self == u16::from(b'"') || self == u16::from(b'\\') || self < 0x20
    }
}

/// The names of the object that ended last at a depth: the next one there mostly has the same.
struct Expected<U> {
    shape: Rc<Shape>,
    keys: Vec<Text>,
    written: Vec<Vec<U>>,
}

impl<U: Unit> Expected<U> {
    fn of(shape: Rc<Shape>) -> Option<Self> {
        let keys = shape.keys();
        let written = keys
            .iter()
            .map(|key| U::key(key).filter(|units| !units.iter().any(|unit| unit.ends_run())))
            .collect::<Option<Vec<_>>>()?;
        Some(Self { shape, keys, written })
    }

    /// The shape of the first `count` names.
    fn beginning(&self, count: usize) -> Rc<Shape> {
        if count == self.keys.len() {
            return self.shape.clone();
        }
        self.keys.iter().take(count).fold(plain_root(), |shape, key| shape.with(key))
    }
}

/// The names of an object that is being read.
enum Names {
    /// So many names were the expected ones.
    Following(usize),
    /// The names are not the expected ones.
    Built(Rc<Shape>),
}

/// A container that is being read; its elements stand in `values` from `start` on.
enum Frame {
    Object { start: usize, names: Names, replaces: Option<usize> },
    Collection { start: usize },
}

struct Reader<'a, U> {
    input: &'a [U],
    at: usize,
    dates: bool,
    values: Vec<Value>,
    frames: Vec<Frame>,
    expected: Vec<Option<Expected<U>>>,
    symbols: Option<&'a mut Symbols>,
}

impl<'a, U: Unit> Reader<'a, U> {
    fn new(input: &'a [U], dates: bool, symbols: Option<&'a mut Symbols>) -> Self {
        Self { input, at: 0, dates, values: Vec::new(), frames: Vec::new(), expected: Vec::new(), symbols }
    }

    #[inline]
    fn peek(&self) -> u16 {
        self.input.get(self.at).map_or(0, |unit| unit.value())
    }

    #[inline]
    fn skip_blanks(&mut self) {
        while matches!(self.peek(), 0x20 | 0x09 | 0x0A | 0x0D) {
            self.at += 1;
        }
    }

    fn wrong(&self, what: &str) -> Error {
        let before = self.input.get(..self.at.min(self.input.len())).unwrap_or_default();
        let line = before.iter().filter(|unit| unit.value() == 0x0A).count() + 1;
        let column = before.iter().rev().take_while(|unit| unit.value() != 0x0A).count() + 1;
        let found = match self.input.get(self.at) {
            Some(unit) => format!("found `{}`", Text::from_unit(unit.value())),
            None => "the text ends".to_owned(),
        };
        let message = format!("The text is not valid JSON: line {line}, column {column}: expected {what}, {found}");
        Error::with(error::JSON_SYNTAX, message)
    }

    fn document(mut self) -> Result<Value, Error> {
        let value = self.read()?;
        self.skip_blanks();
        if self.at < self.input.len() {
            return Err(self.wrong("the end of the text"));
        }
        Ok(value)
    }

    fn read(&mut self) -> Result<Value, Error> {
        loop {
            self.skip_blanks();
            let mut value = match self.peek() {
                0x7B => {
                    self.open(Frame::Object { start: self.values.len(), names: Names::Following(0), replaces: None })?;
                    if self.peek() != 0x7D {
                        self.name()?;
                        continue;
                    }
                    self.close()
                }
                0x5B => {
                    self.open(Frame::Collection { start: self.values.len() })?;
                    if self.peek() != 0x5D {
                        self.element();
                        continue;
                    }
                    self.close()
                }
                _ => self.scalar()?,
            };
            // The value ends, and with it perhaps containers around it.
            loop {
                let closing = match self.frames.last_mut() {
                    None => return Ok(value),
                    Some(Frame::Object { start, replaces, .. }) => {
                        match replaces.take().and_then(|position| self.values.get_mut(*start + position)) {
                            Some(slot) => *slot = value,
                            None => self.values.push(value),
                        }
                        0x7D
                    }
                    Some(Frame::Collection { .. }) => {
                        self.values.push(value);
                        0x5D
                    }
                };
                self.skip_blanks();
                let next = self.peek();
                if next == 0x2C {
                    self.at += 1;
                    if closing == 0x7D {
                        self.skip_blanks();
                        self.name()?;
                    } else {
                        self.element();
                    }
                    break;
                }
                if next != closing {
                    return Err(self.wrong(if closing == 0x7D { "`,` or `}`" } else { "`,` or `]`" }));
                }
                value = self.close();
            }
        }
    }

    fn open(&mut self, frame: Frame) -> Result<(), Error> {
        if self.frames.len() >= MAX_DEPTH {
            return Err(Error::of(error::JSON_DEPTH));
        }
        if let Some(symbols) = &mut self.symbols {
            symbols.open(matches!(frame, Frame::Collection { .. }));
        }
        self.frames.push(frame);
        if self.expected.len() < self.frames.len() {
            self.expected.push(None);
        }
        self.at += 1;
        self.skip_blanks();
        Ok(())
    }

    fn element(&mut self) {
        if let Some(symbols) = &mut self.symbols {
            symbols.element();
        }
    }

    /// Ends the innermost container at its closing bracket.
    fn close(&mut self) -> Value {
        self.at += 1;
        if let Some(symbols) = &mut self.symbols {
            symbols.close();
        }
        let depth = self.frames.len();
        match self.frames.pop() {
            Some(Frame::Object { start, names, .. }) => {
                let slots = self.values.split_off(start.min(self.values.len()));
                let expected = self.expected.get_mut(depth - 1);
                let shape = match names {
                    Names::Built(shape) => {
                        if let (Some(expected), false) = (expected, shape.is_private()) {
                            *expected = Expected::of(shape.clone());
                        }
                        shape
                    }
                    Names::Following(count) => match expected {
                        Some(Some(expected)) => expected.beginning(count),
                        _ => plain_root(),
                    },
                };
                Value::Object(Object::with_shape(shape, slots))
            }
            Some(Frame::Collection { start }) => {
                Value::Collection(Collection::new(self.values.split_off(start.min(self.values.len()))))
            }
            None => Value::Null,
        }
    }

    /// Reads the name of a property and its colon.
    fn name(&mut self) -> Result<(), Error> {
        if self.peek() != 0x22 {
            return Err(self.wrong("the name of a property in quotes"));
        }
        let place = self.at;
        let Self { input, at, frames, expected, .. } = self;
        let expected = frames.len().checked_sub(1).and_then(|depth| expected.get(depth)).and_then(Option::as_ref);
        if let (Some(Frame::Object { names: Names::Following(count), .. }), Some(expected)) =
            (frames.last_mut(), expected)
            && let Some(written) = expected.written.get(*count)
        {
            let rest = input.get(*at + 1..).unwrap_or_default();
            if rest.starts_with(written) && rest.get(written.len()).is_some_and(|unit| unit.value() == 0x22) {
                *at += written.len() + 2;
                let key = self.symbols.is_some().then(|| expected.keys.get(*count).cloned()).flatten();
                *count += 1;
                return self.colon(key, place);
            }
        }
        let key = self.string()?;
        let depth = self.frames.len();
        let expected = depth.checked_sub(1).and_then(|depth| self.expected.get(depth)).and_then(Option::as_ref);
        if let Some(Frame::Object { names, replaces, .. }) = self.frames.last_mut() {
            let shape = match names {
                Names::Built(shape) => shape.clone(),
                Names::Following(count) => expected.map_or_else(plain_root, |expected| expected.beginning(*count)),
            };
            *replaces = shape.position(&key);
            *names = Names::Built(if replaces.is_some() { shape } else { shape.with(&key) });
        }
        let key = self.symbols.is_some().then_some(key);
        self.colon(key, place)
    }

    fn colon(&mut self, key: Option<Text>, place: usize) -> Result<(), Error> {
        if let (Some(symbols), Some(key)) = (&mut self.symbols, key) {
            symbols.property(key, place, self.input.iter().map(|unit| unit.value()));
        }
        self.skip_blanks();
        if self.peek() != 0x3A {
            return Err(self.wrong("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    fn scalar(&mut self) -> Result<Value, Error> {
        match self.peek() {
            0x22 => {
                let text = self.string()?;
                if self.dates
                    && text.len() == 10
                    && text.unit(4) == Some(0x2D)
                    && let Some(parts) = date::from_iso_parts(&text)
                {
                    return Ok(Value::Date(parts.date));
                }
                Ok(Value::Text(text))
            }
            0x2D | 0x30..=0x39 => self.number().map(Value::Real),
            0x74 => self.word(b"true", Value::Boolean(true)),
            0x66 => self.word(b"false", Value::Boolean(false)),
            0x6E => self.word(b"null", Value::Null),
            _ => Err(self.wrong("a value")),
        }
    }

    fn word(&mut self, word: &[u8], value: Value) -> Result<Value, Error> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        if rest.len() < word.len() || !rest.iter().zip(word).all(|(unit, byte)| unit.value() == u16::from(*byte)) {
            return Err(self.wrong("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// Reads digits into `mantissa` as long as it holds them exactly; gives how many there were.
    fn digits(&mut self, mantissa: &mut u64, exact: &mut bool) -> usize {
        let begin = self.at;
        while let unit @ 0x30..=0x39 = self.peek() {
            if *mantissa < 100_000_000_000_000_000 {
                *mantissa = *mantissa * 10 + u64::from(unit - 0x30);
            } else {
                *exact = false;
            }
            self.at += 1;
        }
        self.at - begin
    }

    fn number(&mut self) -> Result<f64, Error> {
        const POWERS: [f64; 23] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
            1e19, 1e20, 1e21, 1e22,
        ];
        let begin = self.at;
        let negative = self.peek() == 0x2D;
        if negative {
            self.at += 1;
        }
        let (mut mantissa, mut exact) = (0, true);
        let zero = self.peek() == 0x30;
        let whole = self.digits(&mut mantissa, &mut exact);
        if whole == 0 || (zero && whole > 1) {
            return Err(self.wrong("a number"));
        }
        let mut decimals = 0;
        if self.peek() == 0x2E {
            self.at += 1;
            decimals = self.digits(&mut mantissa, &mut exact);
            if decimals == 0 {
                return Err(self.wrong("a digit"));
            }
        }
        if matches!(self.peek(), 0x45 | 0x65) {
            exact = false;
            self.at += 1;
            if matches!(self.peek(), 0x2B | 0x2D) {
                self.at += 1;
            }
            let (mut exponent, mut fits) = (0, true);
            if self.digits(&mut exponent, &mut fits) == 0 {
                return Err(self.wrong("a digit"));
            }
        }
        // Both numbers are exact, so the quotient is the nearest number to what is written.
        if exact
            && mantissa <= 1 << 53
            && let Some(power) = POWERS.get(decimals)
        {
            let number = mantissa as f64 / power;
            return Ok(if negative { -number } else { number });
        }
        let written = self.input.get(begin..self.at).unwrap_or_default();
        let written: String = written.iter().filter_map(|unit| char::from_u32(u32::from(unit.value()))).collect();
        match written.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => {
                let text = format!("The text is not valid JSON: the number `{written}` is out of range");
                Err(Error::with(error::JSON_SYNTAX, text))
            }
        }
    }

    /// Reads a string from its opening quote on.
    fn string(&mut self) -> Result<Text, Error> {
        self.at += 1;
        let rest = self.input.get(self.at..).unwrap_or_default();
        let Some(length) = rest.iter().position(|unit| unit.ends_run()) else {
            self.at = self.input.len();
            return Err(self.wrong("a closing quote"));
        };
        let run = rest.get(..length).unwrap_or_default();
        self.at += length;
        if self.peek() == 0x22 {
            self.at += 1;
            return Ok(U::text(run));
        }
        let mut out = TextBuilder::with_capacity(length + 16);
        U::push(&mut out, run);
        loop {
            match self.peek() {
                0x22 if self.at < self.input.len() => {
                    self.at += 1;
                    return Ok(out.finish());
                }
                0x5C => self.escape(&mut out)?,
                _ => return Err(self.wrong("a closing quote")),
            }
            let rest = self.input.get(self.at..).unwrap_or_default();
            let length = rest.iter().position(|unit| unit.ends_run()).unwrap_or(rest.len());
            U::push(&mut out, rest.get(..length).unwrap_or_default());
            self.at += length;
        }
    }

    fn escape(&mut self, out: &mut TextBuilder) -> Result<(), Error> {
        self.at += 1;
        let unit = match self.peek() {
            unit @ (0x22 | 0x5C | 0x2F) => unit,
            0x62 => 8,
            0x66 => 12,
            0x6E => 10,
            0x72 => 13,
            0x74 => 9,
            0x75 => {
                let mut unit = 0;
                for _ in 0..4 {
                    self.at += 1;
                    let digit = char::from_u32(u32::from(self.peek())).and_then(|digit| digit.to_digit(16));
                    let Some(digit) = digit else { return Err(self.wrong("four hexadecimal digits")) };
                    unit = unit << 4 | digit as u16;
                }
                unit
            }
            // As 4D has it, any other escaped character is itself.
            unit if unit >= 0x20 && self.at < self.input.len() => unit,
            _ => return Err(self.wrong("an escape sequence")),
        };
        self.at += 1;
        out.push_unit(unit);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::parse;
    use fourd_value::{Text, Value};
    use proptest::prelude::*;

    fn number(text: &str) -> Option<f64> {
        parse(&Text::from(text)).ok()?.as_real()
    }

    #[test]
    fn numbers_are_the_nearest() {
        for text in
            ["0.1", "123456789012345678", "9007199254740993", "1e-7", "0.30000000000000004", "-0.000001", "4.35"]
        {
            assert_eq!(number(text), text.parse().ok(), "{text}");
        }
        assert_eq!(number("-0").map(f64::is_sign_negative), Some(true));
        assert_eq!(number("1e400"), None);
    }

    #[test]
    fn objects_with_the_same_names_share_their_shape() {
        let parsed = parse(&Text::from("[{\"a\":1,\"b\":{\"c\":2}},{\"a\":3,\"b\":{\"c\":4}},{\"a\":5}]")).unwrap();
        let elements = parsed.as_collection().unwrap().to_vec();
        let shapes: Vec<_> = elements.iter().map(|element| element.as_object().unwrap().shape().unwrap()).collect();
        assert!(std::rc::Rc::ptr_eq(&shapes[0], &shapes[1]));
        assert_eq!(shapes[2].len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[\\[\\]{}:,\"\\\\u0-9eE.+\\- \\n\u{e9}\u{4e00}a-z]{0,40}") {
            let _ = parse(&Text::from(text));
        }

        #[test]
        fn any_number_is_read(number in any::<f64>().prop_filter("finite", |number| number.is_finite())) {
            let text = format!("[{number}]");
            let parsed = parse(&Text::from(&text)).unwrap();
            let Some(Value::Real(read)) = parsed.as_collection().unwrap().get(0) else { panic!("{text}") };
            prop_assert_eq!(read, number);
        }
    }
}
