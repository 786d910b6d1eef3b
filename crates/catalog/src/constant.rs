//! Predefined constants, by token and by name.

use crate::lookup::position;
use crate::tables::{CONSTANT_NAMES, CONSTANT_TOKENS, CONSTANTS};

/// A predefined constant.
#[derive(Debug)]
pub struct Constant {
    /// The English name.
    pub name: &'static str,
    /// Theme and number as tokens write them (`:K8:3` is `(8, 3)`); none where no published code shows them.
    pub token: Option<(u32, u32)>,
    /// Its value.
    pub value: ConstantValue,
    /// Whether edition 21 R4 lists it; the others are known from older editions and published code. The documentation
    /// gives many names without a value.
    pub documented: bool,
}

/// The value of a constant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ConstantValue {
    /// An Integer.
    Integer(i64),
    /// A Real.
    Real(f64),
    /// A Text. `Folder separator` is that of the platform that the program is built for: `\` on Windows and `:` on macOS as
    /// documented, `/` elsewhere.
    Text(&'static str),
    /// No documentation page states the value.
    Unknown,
}

/// All constants, ordered by folded name.
pub fn constants() -> &'static [Constant] {
    &CONSTANTS
}

/// The constant with the token `:K<theme>:<number>`.
pub fn constant(theme: u32, number: u32) -> Option<&'static Constant> {
    let index = CONSTANT_TOKENS.binary_search_by_key(&(theme, number), |entry| entry.0).ok()?;
    Some(&CONSTANTS[usize::from(CONSTANT_TOKENS[index].1)])
}

/// The constant with this name; case and extra blanks do not count.
pub fn constant_named(name: &str) -> Option<&'static Constant> {
    let index = position(&CONSTANT_NAMES, |entry| entry.0, name)?;
    Some(&CONSTANTS[usize::from(CONSTANT_NAMES[index].1)])
}
