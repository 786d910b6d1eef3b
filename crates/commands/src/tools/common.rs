//! What the commands of this theme share.

use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, FromArgument, Mode};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Text, Value, error, memory};

/// An argument that is a value, or a place that can be read and written.
pub(crate) struct Operand {
    pub(crate) value: Value,
    pub(crate) place: Option<Location>,
}

impl FromArgument for Operand {
    const MODE: Mode = Mode::Location;

    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let position = arguments.position();
        let span = arguments.span;
        match arguments.take() {
            Some(Argument::Location(place)) => Ok(Self { value: process.read(&place, span), place: Some(place) }),
            Some(Argument::Value(value)) => Ok(Self { value, place: None }),
            _ => Err(Error::with(error::ARGUMENT_MISSING, format!("Argument {position} is missing"))),
        }
    }
}

impl Operand {
    /// The bytes of a Blob, or of a text as UTF-8.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Error> {
        match &self.value {
            Value::Blob(blob) => memory::expect(blob.len())?,
            Value::Text(text) => memory::expect(3 * text.len())?,
            _ => {}
        }
        match &self.value {
            Value::Blob(blob) => Ok(blob.to_vec()),
            Value::Text(text) => Ok(text.to_cow().into_owned().into_bytes()),
            Value::Undefined => Ok(Vec::new()),
            other => {
                let message = format!("expected a text or a Blob, found {}", other.type_name());
                Err(Error::with(error::INCOMPATIBLE_TYPES, message))
            }
        }
    }

    /// Writes bytes: as they are into a Blob, as UTF-8 into a text or a variable without a type.
    pub(crate) fn write(&self, process: &mut Process<'_>, bytes: Vec<u8>, span: Span) -> Result<(), Error> {
        let Some(place) = &self.place else {
            return Err(Error::with(error::NAME_EXPECTED, "expected a variable for the result"));
        };
        let value = match &self.value {
            Value::Blob(_) => Value::Blob(Blob::new(bytes)),
            Value::Text(_) | Value::Undefined | Value::Null => {
                Value::Text(Text::from(String::from_utf8_lossy(&bytes).into_owned()))
            }
            other => {
                let message = format!("expected a variable for a text or a Blob, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
            }
        };
        process.write(place, value, span);
        Ok(())
    }
}
