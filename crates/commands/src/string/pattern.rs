//! Regular expressions as ICU writes them, rewritten for the engine that runs them.
//!
//! Source: <https://unicode-org.github.io/icu/userguide/strings/regexp.html>. The two differ in what ends a line, in some
//! escapes, in sets and in flags; those are translated here, the rest passes through.

use fourd_value::{Error, error};

/// Groups and sets may nest this deep.
const DEEPEST: usize = 100;

/// The characters that end a line, inside a set.
const LINE_ENDS: &str = r"\n\x0B\x0C\r\x{85}\x{2028}\x{2029}";

/// How much of a text the pattern is to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// A part, where the search begins.
    Here,
    /// A part, where the search begins or later.
    Anywhere,
}

/// The flags in force.
#[derive(Clone, Copy, Default)]
struct Flags {
    dot_all: bool,
    multi_line: bool,
    comments: bool,
    unix_lines: bool,
}

struct Translator {
    source: Vec<char>,
    next: usize,
    out: String,
    flags: Flags,
    /// Flags outside the open groups.
    outer: Vec<Flags>,
    groups: usize,
    /// The text that is searched ends with a line end, before which `$` fits too.
    line_end_last: bool,
}

/// The pattern for the engine. `line_end_last` tells whether the searched text ends with the end of a line: `$` is dearer
/// then.
///
/// # Errors
/// The pattern has a part that ICU does not know, or that has no translation.
pub(super) fn translate(pattern: &str, extent: Extent, line_end_last: bool) -> Result<String, Error> {
    let source: Vec<char> = pattern.chars().collect();
    let groups = count_groups(&source);
    let mut translator = Translator {
        out: String::with_capacity(pattern.len() + 16),
        source,
        next: 0,
        flags: Flags::default(),
        outer: Vec::new(),
        groups,
        line_end_last,
    };
    let (before, after) = match extent {
        Extent::Whole => (r"\A(?:", r")\z"),
        Extent::Here => (r"\G(?:", ")"),
        Extent::Anywhere => ("", ""),
    };
    translator.out.push_str(before);
    translator.run()?;
    translator.out.push_str(after);
    Ok(translator.out)
}

/// The error for a pattern that is not valid: its text is ICU's name for what is wrong, without `U_REGEX_`.
pub(super) fn refused(problem: &str) -> Error {
    Error { component: error::TOOLBOX, ..Error::with(error::REGULAR_EXPRESSION, format!("U_REGEX_{problem}")) }
}

/// How many groups of the pattern capture.
fn count_groups(source: &[char]) -> usize {
    let mut count = 0;
    let mut index = 0;
    let mut depth = 0usize;
    while let Some(&character) = source.get(index) {
        match character {
            '\\' => index += 1,
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '(' if depth == 0 => {
                let named = source.get(index + 1..index + 3) == Some(&['?', '<'])
                    && !matches!(source.get(index + 3), Some('=' | '!'));
                count += usize::from(named || source.get(index + 1) != Some(&'?'));
            }
            _ => {}
        }
        index += 1;
    }
    count
}

impl Translator {
    fn peek(&self) -> Option<char> {
        self.source.get(self.next).copied()
    }

    fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.next += 1;
        Some(character)
    }

    fn take_if(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        self.next += usize::from(found);
        found
    }

    fn starts_with(&self, expected: &str) -> bool {
        expected
            .chars()
            .eq(self.source[self.next.min(self.source.len())..].iter().copied().take(expected.chars().count()))
    }

    fn run(&mut self) -> Result<(), Error> {
        while let Some(character) = self.take() {
            match character {
                '\\' => self.escape(false)?,
                '[' => self.set(1)?,
                '(' => self.open()?,
                ')' => {
                    self.flags = self.outer.pop().ok_or_else(|| refused("MISMATCHED_PAREN"))?;
                    self.out.push(')');
                }
                '.' if self.flags.dot_all => self.out.push_str("(?s:.)"),
                '.' if self.flags.unix_lines => self.out.push_str(r"[^\n]"),
                '.' => {
                    self.out.push_str("[^");
                    self.out.push_str(LINE_ENDS);
                    self.out.push(']');
                }
                '{' => self.interval()?,
                '}' => self.out.push_str(r"\}"),
                '^' => self.line_start(),
                '$' => self.line_end(self.flags.multi_line),
                '#' if self.flags.comments => while self.take().is_some_and(|each| each != '\n' && each != '\r') {},
                _ if self.flags.comments && character.is_whitespace() => {}
                _ => self.out.push(character),
            }
        }
        if self.outer.is_empty() { Ok(()) } else { Err(refused("MISMATCHED_PAREN")) }
    }

    /// `{least,most}`, after `{`.
    fn interval(&mut self) -> Result<(), Error> {
        const MOST_DIGITS: usize = 8;
        let least = self.digits(10, 1, MOST_DIGITS)?;
        let mut most = Some(least);
        if self.take_if(',') {
            most = if self.peek() == Some('}') { None } else { Some(self.digits(10, 1, MOST_DIGITS)?) };
        }
        if !self.take_if('}') || most.is_some_and(|most| most < least) {
            return Err(refused("BAD_INTERVAL"));
        }
        match most {
            Some(most) => self.out.push_str(&format!("{{{least},{most}}}")),
            None => self.out.push_str(&format!("{{{least},}}")),
        }
        Ok(())
    }

    fn line_start(&mut self) {
        self.out.push_str(match self.flags {
            Flags { multi_line: false, .. } => r"\A",
            Flags { unix_lines: true, .. } => r"(?:\A|(?<=\n)(?!\z))",
            _ => r"(?:\A|(?:(?<=[\n\x0B\x0C\x{85}\x{2028}\x{2029}])|(?<=\r)(?!\n))(?!\z))",
        });
    }

    /// `$` and `\Z`.
    fn line_end(&mut self, multi_line: bool) {
        self.out.push_str(match (multi_line, self.flags.unix_lines) {
            (false, _) if !self.line_end_last => r"\z",
            (false, true) => r"(?=\n?\z)",
            (false, false) => r"(?=(?:\r\n|(?<!\r)\n|[\x0B\x0C\r\x{85}\x{2028}\x{2029}])?\z)",
            (true, true) => r"(?=\n|\z)",
            (true, false) => r"(?=\z|\r\n|(?<!\r)\n|[\x0B\x0C\r\x{85}\x{2028}\x{2029}])",
        });
    }

    /// After `(`.
    fn open(&mut self) -> Result<(), Error> {
        if self.outer.len() >= DEEPEST {
            return Err(refused("PATTERN_TOO_BIG"));
        }
        if !self.take_if('?') {
            self.outer.push(self.flags);
            self.out.push('(');
            return Ok(());
        }
        if self.take_if('#') {
            while self.take().ok_or_else(|| refused("MISMATCHED_PAREN"))? != ')' {}
            return Ok(());
        }
        match self.peek() {
            Some(letter) if letter.is_ascii_alphabetic() || letter == '-' => return self.inline_flags(),
            Some(':' | '=' | '!' | '>' | '<') => {}
            _ => return Err(refused("RULE_SYNTAX")),
        }
        self.outer.push(self.flags);
        self.out.push_str("(?");
        if self.take_if('<') {
            self.out.push('<');
            if !matches!(self.peek(), Some('=' | '!')) {
                loop {
                    match self.take() {
                        Some('>') => break,
                        Some(letter) if letter.is_ascii_alphanumeric() => self.out.push(letter),
                        _ => return Err(refused("INVALID_CAPTURE_GROUP_NAME")),
                    }
                }
                self.out.push('>');
                return Ok(());
            }
        }
        if let Some(sign) = self.take() {
            self.out.push(sign);
        }
        Ok(())
    }

    /// `(?flags)` and `(?flags:…)`, after `(?`.
    fn inline_flags(&mut self) -> Result<(), Error> {
        let mut flags = self.flags;
        let mut on = true;
        let mut ignore_case = None;
        loop {
            match self.take() {
                Some('-') if on => on = false,
                Some('i') => ignore_case = Some(on),
                Some('s') => flags.dot_all = on,
                Some('m') => flags.multi_line = on,
                Some('x') => flags.comments = on,
                Some('d') => flags.unix_lines = on,
                Some('w') => return Err(Error::not_implemented("regular expression flag w")),
                Some(end @ (':' | ')')) => {
                    let case = match ignore_case {
                        Some(true) => "i",
                        Some(false) => "-i",
                        None => "",
                    };
                    if end == ':' {
                        self.outer.push(self.flags);
                        self.out.push_str(&format!("(?{case}:"));
                    } else if !case.is_empty() {
                        self.out.push_str(&format!("(?{case})"));
                    }
                    self.flags = flags;
                    return Ok(());
                }
                _ => return Err(refused("INVALID_FLAG")),
            }
        }
    }

    /// A character that stands for itself.
    fn literal(&mut self, character: char) {
        if character.is_ascii_punctuation() && character != '<' && character != '>' && character != '_' {
            self.out.push('\\');
        }
        self.out.push(character);
    }

    fn code_point(&mut self, point: u32) -> Result<(), Error> {
        let character = char::from_u32(point).ok_or_else(|| refused("BAD_ESCAPE_SEQUENCE"))?;
        self.out.push_str(&format!(r"\x{{{:X}}}", u32::from(character)));
        Ok(())
    }

    /// Up to `most` digits of a base, at least `least`.
    fn digits(&mut self, base: u32, least: usize, most: usize) -> Result<u32, Error> {
        let mut value = 0u32;
        let mut count = 0;
        while count < most
            && let Some(digit) = self.peek().and_then(|character| character.to_digit(base))
        {
            value = value.saturating_mul(base).saturating_add(digit);
            self.next += 1;
            count += 1;
        }
        if count < least { Err(refused("BAD_ESCAPE_SEQUENCE")) } else { Ok(value) }
    }

    /// After `\`.
    fn escape(&mut self, in_set: bool) -> Result<(), Error> {
        let Some(letter) = self.take() else { return Err(refused("BAD_ESCAPE_SEQUENCE")) };
        match letter {
            'Q' => {
                while self.peek().is_some() && !self.starts_with("\\E") {
                    if let Some(character) = self.take() {
                        self.literal(character);
                    }
                }
                self.next = (self.next + 2).min(self.source.len());
            }
            'E' => {}
            'b' if in_set => self.out.push_str(r"\x08"),
            'd' | 'D' | 'w' | 'W' | 'n' | 'r' | 't' => self.pass(letter),
            'b' | 'B' | 'A' | 'z' | 'G' if !in_set => self.pass(letter),
            's' | 'S' => {
                let negated = if letter == 'S' { "^" } else { "" };
                self.out.push_str(&format!(r"[{negated}\t\n\x0C\r\p{{Z}}]"));
            }
            'Z' if !in_set => self.line_end(false),
            'h' => self.out.push_str(r"[\t\p{Zs}]"),
            'H' => self.out.push_str(r"[^\t\p{Zs}]"),
            'v' => self.out.push_str(&format!("[{LINE_ENDS}]")),
            'V' => self.out.push_str(&format!("[^{LINE_ENDS}]")),
            'R' if !in_set => self.out.push_str(&format!(r"(?>\r\n|[{LINE_ENDS}])")),
            'a' => self.out.push_str(r"\x07"),
            'e' => self.out.push_str(r"\x1B"),
            'f' => self.out.push_str(r"\x0C"),
            'c' => {
                let control = self.take().filter(char::is_ascii).ok_or_else(|| refused("BAD_ESCAPE_SEQUENCE"))?;
                self.code_point(u32::from(control) & 0x1F)?;
            }
            '0' => {
                let point = self.digits(8, 1, 3)?;
                self.code_point(point)?;
            }
            'x' if self.take_if('{') => {
                let point = self.digits(16, 1, 6)?;
                if !self.take_if('}') {
                    return Err(refused("BAD_ESCAPE_SEQUENCE"));
                }
                self.code_point(point)?;
            }
            'x' => {
                let point = self.digits(16, 1, 2)?;
                self.code_point(point)?;
            }
            'u' => {
                let mut point = self.digits(16, 4, 4)?;
                if (0xD800..0xDC00).contains(&point) && self.starts_with("\\u") {
                    self.next += 2;
                    let low = self.digits(16, 4, 4)?;
                    point = 0x10000 + ((point - 0xD800) << 10) + (low.wrapping_sub(0xDC00) & 0x3FF);
                }
                self.code_point(point)?;
            }
            'U' => {
                let point = self.digits(16, 8, 8)?;
                self.code_point(point)?;
            }
            'p' | 'P' => self.property(letter)?,
            'k' if !in_set => {
                self.out.push_str("\\k");
                if self.peek() != Some('<') {
                    return Err(refused("INVALID_CAPTURE_GROUP_NAME"));
                }
                while let Some(character) = self.take() {
                    self.out.push(character);
                    if character == '>' {
                        break;
                    }
                }
            }
            '1'..='9' if !in_set => {
                let mut group = letter as usize - '0' as usize;
                while let Some(digit) = self.peek().and_then(|character| character.to_digit(10))
                    && group * 10 + digit as usize <= self.groups
                {
                    group = group * 10 + digit as usize;
                    self.next += 1;
                }
                if group > self.groups {
                    return Err(refused("INVALID_BACK_REF"));
                }
                self.out.push_str(&format!(r"(?:\{group})"));
            }
            'X' | 'N' => return Err(Error::not_implemented(&format!("regular expression \\{letter}"))),
            letter if letter.is_ascii_alphanumeric() => return Err(refused("BAD_ESCAPE_SEQUENCE")),
            character => self.literal(character),
        }
        Ok(())
    }

    fn pass(&mut self, letter: char) {
        self.out.push('\\');
        self.out.push(letter);
    }

    /// `\p{…}` and `\P{…}`, after the letter.
    fn property(&mut self, letter: char) -> Result<(), Error> {
        if !self.take_if('{') {
            let class = self.take().filter(char::is_ascii_alphabetic).ok_or_else(|| refused("PROPERTY_SYNTAX"))?;
            self.out.push_str(&format!(r"\{letter}{{{class}}}"));
            return Ok(());
        }
        let mut name = String::new();
        loop {
            match self.take() {
                Some('}') => break,
                Some(character) if character.is_ascii() && !matches!(character, '{' | '\\') => name.push(character),
                _ => return Err(refused("PROPERTY_SYNTAX")),
            }
        }
        self.out.push_str(&format!(r"\{letter}{{{name}}}"));
        Ok(())
    }

    /// A set, after `[`.
    fn set(&mut self, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            return Err(refused("PATTERN_TOO_BIG"));
        }
        self.out.push('[');
        if self.take_if('^') {
            self.out.push('^');
        }
        if self.take_if(']') {
            self.out.push_str(r"\]");
        }
        loop {
            let Some(character) = self.take() else { return Err(refused("MISSING_CLOSE_BRACKET")) };
            match character {
                ']' => break,
                '[' if self.peek() == Some(':') && self.named_set() => {}
                '[' => self.set(depth + 1)?,
                '\\' => self.escape(true)?,
                '&' if self.take_if('&') => self.out.push_str("&&"),
                '-' if self.peek() == Some('-') => {
                    self.next += 1;
                    self.out.push_str("--");
                }
                '-' => self.out.push('-'),
                _ => self.literal(character),
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// `[:name:]` inside a set, after its `[`; false where it is none.
    fn named_set(&mut self) -> bool {
        let rest = &self.source[self.next + 1..];
        let Some(end) = rest.windows(2).position(|pair| pair == [':', ']']) else { return false };
        let name: String = rest[..end].iter().collect();
        let (negated, plain) = match name.strip_prefix('^') {
            Some(plain) => ("^", plain),
            None => ("", &*name),
        };
        if !plain.chars().all(|each| each.is_ascii_alphanumeric() || matches!(each, '_' | '=' | '-' | ' ')) {
            return false;
        }
        let set = match &*plain.to_ascii_lowercase() {
            "alpha" => r"\p{Alphabetic}".to_owned(),
            "lower" => r"\p{Lowercase}".to_owned(),
            "upper" => r"\p{Uppercase}".to_owned(),
            "digit" => r"\p{Nd}".to_owned(),
            "alnum" => r"\p{Alphabetic}\p{Nd}".to_owned(),
            "space" => r"\p{White_Space}".to_owned(),
            "blank" => r"\t\p{Zs}".to_owned(),
            "punct" => r"\p{P}".to_owned(),
            "cntrl" => r"\p{Cc}".to_owned(),
            "xdigit" => r"\p{Nd}A-Fa-fＡ-Ｆａ-ｆ".to_owned(),
            "graph" => r"[^\p{White_Space}\p{Cc}\p{Cn}]".to_owned(),
            "print" => r"[^\p{Cc}\p{Cn}\n\x0B\x0C\r\x{85}\x{2028}\x{2029}]".to_owned(),
            "word" => r"\w".to_owned(),
            _ => format!(r"\p{{{plain}}}"),
        };
        self.out.push_str(&format!("[{negated}{set}]"));
        self.next += end + 3;
        true
    }
}
