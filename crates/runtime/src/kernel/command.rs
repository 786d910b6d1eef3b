//! Commands as the evaluator sees them: a table of numbers with functions behind, and the arguments that they take.

use crate::edition::Rule;
use crate::effects::Effects;
use crate::location::Location;
use crate::process::Process;
use fourd_source::Span;
use fourd_value::{Blob, Collection, Date, Error, Object, Picture, Pointer, Text, Time, Value, error, memory};
use smallvec::SmallVec;

/// An argument of a command.
pub enum Argument {
    /// A value.
    Value(Value),
    /// Something that the command may write.
    Location(Location),
    /// `*`.
    Star,
    /// `<`.
    Less,
    /// `>`.
    Greater,
    /// Nothing between two semicolons.
    Omitted,
}

/// The arguments of one call, taken one after the other.
pub struct Arguments {
    items: SmallVec<[Argument; 4]>,
    next: usize,
    /// Where the call stands.
    pub span: Span,
    /// Whether arguments beyond those that are taken are left alone, as functions of built-in classes do.
    pub surplus: bool,
}

/// What arguments must weigh at least so that memory is asked for, in bytes.
const LARGE: usize = 4 << 20;

impl Arguments {
    /// These arguments.
    pub fn new(items: SmallVec<[Argument; 4]>, span: Span) -> Self {
        Self { items, next: 0, span, surplus: false }
    }

    /// Whether something holds for one of the arguments.
    pub(crate) fn any(&self, holds: impl Fn(&Argument) -> bool) -> bool {
        self.items.iter().any(holds)
    }

    /// Asks for memory where arguments are so large that what a command makes of them might not have any.
    ///
    /// # Errors
    /// Memory is full.
    #[inline]
    pub(crate) fn expect_memory(&self, this: Option<&Value>) -> Result<(), Error> {
        let weight = |argument: &Argument| match argument {
            Argument::Value(Value::Text(text)) => text.len().saturating_mul(2),
            Argument::Value(Value::Blob(blob)) => blob.len(),
            Argument::Value(Value::Collection(collection)) => collection.len().saturating_mul(size_of::<Value>()),
            _ => 0,
        };
        let weight: usize = self.items.iter().map(weight).fold(0, usize::saturating_add);
        let weight = match this {
            Some(Value::Collection(collection)) => {
                weight.saturating_add(collection.len().saturating_mul(size_of::<Value>()))
            }
            _ => weight,
        };
        if weight < LARGE { Ok(()) } else { memory::expect(weight.saturating_mul(2)) }
    }

    /// How many arguments are left.
    pub fn remaining(&self) -> usize {
        self.items.len().saturating_sub(self.next)
    }

    /// How many arguments there are in all.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no argument at all.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The number of the argument that comes next, from 1.
    pub fn position(&self) -> usize {
        self.next + 1
    }

    /// The next argument without taking it.
    pub fn peek(&self) -> Option<&Argument> {
        self.items.get(self.next)
    }

    /// Takes the next argument.
    pub fn take(&mut self) -> Option<Argument> {
        Some(match self.take_as_passed()? {
            Argument::Value(Value::Unassigned) => Argument::Value(Value::Null),
            argument => argument,
        })
    }

    fn take_as_passed(&mut self) -> Option<Argument> {
        let item = self.items.get_mut(self.next)?;
        self.next += 1;
        Some(std::mem::replace(item, Argument::Omitted))
    }

    /// Takes the next argument for a method or function that gets it: an object or collection that was never assigned
    /// stays so.
    pub fn take_forwarded(&mut self, process: &mut Process<'_>) -> Option<Value> {
        match self.peek()? {
            Argument::Value(_) => match self.take_as_passed()? {
                Argument::Value(value) => Some(value),
                _ => None,
            },
            _ => self.take_value(process),
        }
    }

    /// All arguments that are left, for a method or function that gets them.
    pub fn forwarded(&mut self, process: &mut Process<'_>) -> Vec<Value> {
        let mut rest = Vec::with_capacity(self.remaining());
        while let Some(value) = self.take_forwarded(process) {
            rest.push(value);
        }
        rest
    }

    /// Takes the next argument as a value; a place is read.
    pub fn take_value(&mut self, process: &mut Process<'_>) -> Option<Value> {
        let span = self.span;
        Some(match self.take()? {
            Argument::Value(value) => value,
            Argument::Location(place) => process.read(&place, span),
            Argument::Star | Argument::Less | Argument::Greater | Argument::Omitted => Value::Undefined,
        })
    }

    /// All arguments that are left, as values.
    pub fn rest(&mut self, process: &mut Process<'_>) -> Vec<Value> {
        let mut rest = Vec::with_capacity(self.remaining());
        while let Some(value) = self.take_value(process) {
            rest.push(value);
        }
        rest
    }

    /// Whether the next argument is one that stands for nothing.
    fn absent(&self) -> bool {
        matches!(self.peek(), None | Some(Argument::Omitted))
    }
}

/// How the evaluator hands over an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As a value.
    Value,
    /// As a place, where it is one.
    Location,
    /// As a place whose array need not be there: it may stand for one of another process.
    Foreign,
}

/// A command whose types allow it to be run without arguments being packed.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "each names what goes in and what comes out")]
pub enum Fast {
    None,
    RealToReal(fn(f64) -> f64),
    TextToInteger(fn(&Text) -> i64),
    BooleanToBoolean(fn(bool) -> bool),
    TextRangeToText(fn(&Text, i64, Option<i64>) -> Text),
    /// Only where the one argument is a number.
    NumberToText(fn(f64) -> Text),
}

/// A parameter as its declaration has it.
pub struct DeclaredParameter {
    /// Its name.
    pub name: &'static str,
    /// How it is handed over.
    pub mode: Mode,
    /// Its Rust type as text, to be held against the catalog.
    pub kind: &'static str,
}

/// A command that is implemented.
pub struct CommandEntry {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: &'static str,
    /// Whether preemptive processes may call it.
    pub thread_safe: bool,
    /// The rule because of which they may, where that depends on the edition.
    pub thread_safe_by: Option<Rule>,
    /// What it does outside of its process.
    pub effects: Effects,
    /// Whether its arguments are evaluated only where it does something.
    pub lazy: bool,
    /// What it lacks, where it does not do all that 4D does.
    pub missing: Option<&'static str>,
    /// Its documentation.
    pub documentation: &'static str,
    /// Its parameters.
    pub parameters: &'static [DeclaredParameter],
    /// Whether the last parameter takes all arguments that are left.
    pub variadic: bool,
    /// Whether it takes further arguments itself, whose types its declaration does not say.
    pub reads_rest: bool,
    /// Its code.
    pub run: fn(&mut Process<'_>, &mut Arguments) -> Result<Value, Error>,
    /// A shorter way.
    pub fast: Fast,
}

impl CommandEntry {
    /// How an argument is handed over, by its index.
    pub fn mode(&self, index: usize) -> Mode {
        match self.parameters.get(index).or(if self.variadic { self.parameters.last() } else { None }) {
            Some(parameter) => parameter.mode,
            None => Mode::Value,
        }
    }
}

/// The commands of one theme.
pub struct Theme {
    /// Name of the theme as the documentation has it.
    pub name: &'static str,
    /// Its commands.
    pub commands: &'static [&'static CommandEntry],
}

/// The implemented commands by number.
#[derive(Default)]
pub struct CommandTable {
    entries: Vec<Option<&'static CommandEntry>>,
}

impl CommandTable {
    /// The commands of these themes.
    pub fn new(themes: &[&'static Theme]) -> Self {
        let mut table = Self::default();
        for entry in themes.iter().flat_map(|theme| theme.commands.iter().copied()) {
            let index = entry.number as usize;
            if table.entries.len() <= index {
                table.entries.resize(index + 1, None);
            }
            if let Some(slot) = table.entries.get_mut(index) {
                slot.get_or_insert(entry);
            }
        }
        table
    }

    /// The command of a number.
    pub fn get(&self, number: u32) -> Option<&'static CommandEntry> {
        self.entries.get(number as usize).copied().flatten()
    }
}

/// A type that an argument of a command can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no type of a parameter of a command or member",
    label = "not a type that arguments convert to",
    note = "values: `f64`, `i64`, `bool`, `Text`, `Date`, `Time`, `Object`, `Collection`, `Pointer`, `Blob`, `Picture`, `Value`; `Option<T>` of them where it may be left out",
    note = "a variable or array that is written: `Location`; `*`: `Star`; all that are left: `Rest`; `&mut Process<'_>` and `Span` are no parameters of the command"
)]
pub trait FromArgument: Sized {
    /// How the evaluator hands it over.
    const MODE: Mode = Mode::Value;
    /// Whether it is one of the signs `*`, `<` and `>`; an optional argument of another type gives way to them.
    const SIGN: bool = false;
    /// Takes it.
    ///
    /// # Errors
    /// The argument is missing or of another type.
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error>;
}

impl Argument {
    /// `*`, `<` or `>` as code writes it; `None` for all that is no sign.
    pub(crate) fn sign(&self) -> Option<&'static str> {
        match self {
            Argument::Star => Some("*"),
            Argument::Less => Some("<"),
            Argument::Greater => Some(">"),
            Argument::Value(_) | Argument::Location(_) | Argument::Omitted => None,
        }
    }
}

fn missing(arguments: &Arguments) -> Error {
    Error::with(error::ARGUMENT_MISSING, format!("Argument {} is missing", arguments.position()))
}

impl CommandEntry {
    /// An error about an argument, with the names of the command and of its parameter.
    pub fn named_error(&self, mut failure: Error) -> Error {
        let about_argument = [error::ARGUMENT_MISSING.0, error::INCOMPATIBLE_TYPES.0].contains(&failure.code);
        let message = failure.message.to_cow();
        let rest = message.strip_prefix("Argument ").filter(|_| about_argument);
        let Some(position) = rest.and_then(|rest| rest.split([' ', ':']).next()?.parse::<usize>().ok()) else {
            drop(message);
            return failure;
        };
        let start = format!("Argument {position} of the command `{}`", self.name);
        let parameter = fourd_catalog::command(self.number)
            .and_then(|command| command.parameters.get(position.checked_sub(1)?))
            .filter(|parameter| parameter.name != "*");
        let text = match message.get(format!("Argument {position}").len()..) {
            Some(" is missing") => match parameter {
                Some(parameter) => {
                    let types = parameter.types.join(" or ");
                    format!("{start} is missing: expected `{}` ({types}), found none", parameter.name)
                }
                None => format!("{start} is missing"),
            },
            Some(rest) => format!("{start}{rest}"),
            None => start,
        };
        drop(message);
        failure.message = Text::from(text);
        failure
    }
}

fn wrong(position: usize, expected: &str, found: &Value) -> Error {
    let message = format!("Argument {position}: expected {expected}, found {}", found.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, message)
}

/// Takes a value that `pick` accepts; an undefined one is the type's default.
fn typed<T: Default>(
    process: &mut Process<'_>,
    arguments: &mut Arguments,
    expected: &str,
    pick: impl FnOnce(&Value) -> Option<T>,
) -> Result<T, Error> {
    let position = arguments.position();
    let value = match arguments.take() {
        Some(Argument::Value(value)) => value,
        Some(Argument::Location(location)) => process.read(&location, arguments.span),
        Some(sign) => match sign.sign() {
            Some(sign) => {
                let text = format!("Argument {position}: expected {expected}, found `{sign}`");
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
            None => Value::Undefined,
        },
        None => return Err(missing(arguments)),
    };
    match value {
        Value::Undefined => Ok(T::default()),
        value => pick(&value).ok_or_else(|| wrong(position, expected, &value)),
    }
}

impl FromArgument for Value {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        arguments.take_value(process).ok_or_else(|| missing(arguments))
    }
}

impl FromArgument for f64 {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        typed(process, arguments, "a number", Value::as_real)
    }
}

impl FromArgument for i64 {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        Ok(crate::convert::whole(f64::from_argument(process, arguments)?))
    }
}

impl FromArgument for bool {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        typed(process, arguments, "a Boolean", |value| match value {
            Value::Null => Some(false),
            value => value.as_boolean(),
        })
    }
}

impl FromArgument for Text {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        typed(process, arguments, "a text", |value| value.as_text().cloned())
    }
}

impl FromArgument for Date {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        typed(process, arguments, "a date", Value::as_date)
    }
}

impl FromArgument for Time {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        typed(process, arguments, "a time", Value::as_time)
    }
}

impl FromArgument for Pointer {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        typed(process, arguments, "a pointer", |value| match value {
            Value::Pointer(pointer) => Some(pointer.clone()),
            Value::Null => Some(Pointer::default()),
            _ => None,
        })
    }
}

/// The bytes of a scalar Blob or of an object of class `4D.Blob`.
pub fn blob_of(value: &Value) -> Option<Blob> {
    match value {
        Value::Blob(blob) => Some(blob.clone()),
        Value::Object(object) => object.native_data::<Blob>().cloned(),
        _ => None,
    }
}

impl FromArgument for Blob {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        typed(process, arguments, "a Blob", blob_of)
    }
}

impl FromArgument for Picture {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        typed(process, arguments, "a picture", |value| match value {
            Value::Picture(picture) => Some(picture.clone()),
            Value::Null => Some(Picture::default()),
            _ => None,
        })
    }
}

impl FromArgument for Object {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let position = arguments.position();
        let Some(value) = arguments.take_value(process) else { return Err(missing(arguments)) };
        value.as_object().cloned().ok_or_else(|| wrong(position, "an object", &value))
    }
}

impl FromArgument for Collection {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let position = arguments.position();
        let Some(value) = arguments.take_value(process) else { return Err(missing(arguments)) };
        value.as_collection().cloned().ok_or_else(|| wrong(position, "a collection", &value))
    }
}

impl FromArgument for Location {
    const MODE: Mode = Mode::Location;
    fn from_argument(_process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let position = arguments.position();
        match arguments.take() {
            Some(Argument::Location(place)) => Ok(place),
            Some(Argument::Value(value)) => Err(wrong(position, "a variable", &value)),
            Some(_) => Err(Error::with(error::NAME_EXPECTED, format!("Argument {position}: expected a variable"))),
            None => Err(missing(arguments)),
        }
    }
}

impl FromArgument for Argument {
    const MODE: Mode = Mode::Location;
    fn from_argument(_process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        arguments.take().ok_or_else(|| missing(arguments))
    }
}

impl<T: FromArgument> FromArgument for Option<T> {
    const MODE: Mode = T::MODE;
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        if arguments.absent() {
            arguments.take();
            return Ok(None);
        }
        if !T::SIGN && matches!(arguments.peek(), Some(Argument::Star | Argument::Less | Argument::Greater)) {
            return Ok(None);
        }
        T::from_argument(process, arguments).map(Some)
    }
}

/// A `*` that may stand at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Star(pub bool);

impl FromArgument for Star {
    const SIGN: bool = true;
    fn from_argument(_process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let found = matches!(arguments.peek(), Some(Argument::Star));
        if found || matches!(arguments.peek(), Some(Argument::Omitted)) {
            arguments.take();
        }
        Ok(Star(found))
    }
}

/// `>` or `<`, which say in which direction to sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `>`: ascending.
    Ascending,
    /// `<`: descending.
    Descending,
}

impl FromArgument for Direction {
    const SIGN: bool = true;
    fn from_argument(_process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        match arguments.peek() {
            Some(Argument::Less) => {
                arguments.take();
                Ok(Direction::Descending)
            }
            Some(Argument::Greater) => {
                arguments.take();
                Ok(Direction::Ascending)
            }
            _ => Ok(Direction::Ascending),
        }
    }
}

/// All arguments that are left.
pub struct Rest(pub Vec<Value>);

impl FromArgument for Rest {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        Ok(Rest(arguments.rest(process)))
    }
}

/// All arguments that are left, for a method or function that gets them.
pub struct Forwarded(pub Vec<Value>);

impl FromArgument for Forwarded {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        Ok(Forwarded(arguments.forwarded(process)))
    }
}

/// All arguments that are left, as places where they are ones.
pub struct RestLocations(pub Vec<Location>);

impl FromArgument for RestLocations {
    const MODE: Mode = Mode::Location;
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let mut places = Vec::new();
        while arguments.remaining() > 0 {
            places.push(Location::from_argument(process, arguments)?);
        }
        Ok(RestLocations(places))
    }
}

/// What a command gives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no result of a command or member",
    label = "not a type that values are made of",
    note = "it is `()`, `f64`, `i64`, `bool`, `Text`, `Date`, `Time`, `Object`, `Collection`, `Pointer`, `Blob`, `Picture` or `Value`, or an `Option` or a `Result<_, Error>` of it",
    note = "a member of a `native` class can also give `Self` or `Result<Self, Error>`"
)]
pub trait IntoOutcome {
    /// As a value or an error.
    ///
    /// # Errors
    /// The command's own.
    fn into_outcome(self) -> Result<Value, Error>;
}

macro_rules! outcomes {
    ($($kind:ty: |$value:ident| $made:expr;)*) => {
        $(impl IntoOutcome for $kind {
            fn into_outcome(self) -> Result<Value, Error> {
                let $value = self;
                Ok($made)
            }
        })*
    };
}

outcomes! {
    (): |_nothing| Value::Undefined;
    Value: |value| value;
    bool: |value| Value::Boolean(value);
    f64: |value| Value::Real(value);
    i64: |value| Value::integer(value);
    usize: |value| Value::from(value);
    Text: |value| Value::Text(value);
    Date: |value| Value::Date(value);
    Time: |value| Value::Time(value);
    Object: |value| Value::Object(value);
    Collection: |value| Value::Collection(value);
    Pointer: |value| Value::Pointer(value);
    Blob: |value| Value::Blob(value);
    Picture: |value| Value::Picture(value);
}

impl<T: IntoOutcome> IntoOutcome for Result<T, Error> {
    fn into_outcome(self) -> Result<Value, Error> {
        self.and_then(IntoOutcome::into_outcome)
    }
}

impl<T: IntoOutcome> IntoOutcome for Option<T> {
    fn into_outcome(self) -> Result<Value, Error> {
        self.map_or(Ok(Value::Null), IntoOutcome::into_outcome)
    }
}

/// The error of a command that is documented and not implemented: its name and, where there is a reason, what it needs.
pub fn not_implemented_command(command: &fourd_catalog::Command) -> Error {
    match command.need() {
        Some(need) => Error::needs(command.name, need.shown()),
        None => Error::not_implemented(command.name),
    }
}

/// The error for arguments that the command or member does not take.
///
/// # Errors
/// There are arguments left, for a member a sign among them: further values are left alone.
pub fn no_more(arguments: &Arguments) -> Result<(), Error> {
    if arguments.remaining() == 0 {
        return Ok(());
    }
    if arguments.surplus {
        let left = arguments.items.iter().enumerate().skip(arguments.next);
        return match left.into_iter().find_map(|(index, argument)| Some((index, argument.sign()?))) {
            Some((index, sign)) => {
                let text = format!("Argument {}: expected a value or nothing, found `{sign}`", index + 1);
                Err(Error::with(error::INCOMPATIBLE_TYPES, text))
            }
            None => Ok(()),
        };
    }
    let message = too_many(arguments.len(), arguments.position() - 1);
    Err(Error::with(error::ARGUMENTS_TOO_MANY, message))
}

fn too_many(passed: usize, taken: usize) -> String {
    let passed = if passed == 1 { "1 argument was".to_owned() } else { format!("{passed} arguments were") };
    let verb = if taken == 1 { "is" } else { "are" };
    format!("{passed} passed, {taken} {verb} taken")
}

#[cfg(test)]
mod tests {
    use super::too_many;

    #[test]
    fn one_argument_is_spoken_of_as_one() {
        assert_eq!(too_many(1, 0), "1 argument was passed, 0 are taken");
        assert_eq!(too_many(3, 1), "3 arguments were passed, 1 is taken");
    }
}
