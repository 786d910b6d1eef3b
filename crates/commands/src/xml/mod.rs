//! XML ([theme](https://developer.4d.com/docs/commands/theme/XML)), and what its commands have in common with those of the
//! themes XML DOM and XML SAX: a reader, trees, XPath, conversions.

pub(crate) mod build;
pub(crate) mod convert;
pub(crate) mod documents;
pub(crate) mod names;
pub(crate) mod options;
pub(crate) mod parser;
mod subset;
pub(crate) mod tree;
pub(crate) mod write;
pub(crate) mod xpath;

use crate::xml_sax;
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, Mode, Rest};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};
use options::Options;

theme!("XML": xml_decode, xml_get_error, xml_get_options, xml_set_options);

/// Converts a text of XML to the type of a variable: numbers with point or comma, `true`, `false`, 1 and 0, dates without
/// their time, times in the zone of the machine and without their date, durations, bytes in Base64. A variable without a
/// type gets the text.
#[command(1091, "XML DECODE", thread_safe)]
fn xml_decode(process: &mut Process<'_>, xml_value: &Text, variable: Location, span: Span) {
    convert::decode_into(process, &variable, &xml_value.to_cow(), span);
}

/// The last problem of the process with XML that it wanted to read, and the line and column where it stands; an empty text
/// and 0 without a problem.
#[command(732, "XML GET ERROR", thread_safe)]
fn xml_get_error(
    process: &mut Process<'_>,
    element_ref: &Text,
    error_text: Location,
    row: Option<Location>,
    column: Option<Location>,
    span: Span,
) {
    // Where reading failed there is no reference, whatever the variable for it holds.
    let _ = element_ref;
    let problem = documents::last_problem(process);
    let (text, line, at) =
        problem.map_or((String::new(), 0, 0), |problem| (problem.message, problem.line, problem.column));
    process.write(&error_text, Value::text(&text), span);
    for (place, value) in [(row, line), (column, at)] {
        if let Some(place) = place {
            process.write(&place, Value::from(value), span);
        }
    }
    process.set_named("OK", Value::integer(1));
}

/// Looks at or changes the options of a document in memory or of one that is written by the commands of SAX.
fn with_options<R>(
    process: &Process<'_>,
    reference: &Value,
    change: impl FnOnce(&mut Options) -> R,
) -> Result<R, Error> {
    match reference {
        Value::Text(reference) if reference.is_empty() => Ok(change(&mut Options::default())),
        Value::Text(reference) => Ok(change(&mut documents::find(process, reference)?.lock().options)),
        value => match value.as_real() {
            Some(number) => xml_sax::with_options(process, fourd_runtime::convert::whole(number), change),
            None => {
                let text = format!("expected the reference of an element or document, found {}", value.type_name());
                Err(Error::with(error::INCOMPATIBLE_TYPES, text))
            }
        },
    }
}

/// Sets options of a document, given by its root element or by the number of an open document: how texts, dates, times and
/// bytes are written, indentation, byte order mark, line ends, and whether the case of names counts for
/// `DOM Get XML element` and `DOM Count XML elements`. Entities from outside of a document cannot be allowed.
#[command(1090, "XML SET OPTIONS", thread_safe, missing = "entities from outside of the document")]
fn xml_set_options(process: &mut Process<'_>, reference: Value, pairs: Rest) -> Result<(), Error> {
    let numbers = pairs.0.iter().map(|value| value.as_real().map(fourd_runtime::convert::whole));
    let numbers = numbers.collect::<Option<Vec<i64>>>();
    let numbers = numbers.ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "Options and values are numbers"))?;
    if numbers.is_empty() || numbers.len() % 2 != 0 {
        return Err(Error::with(error::ARGUMENT_MISSING, "Each option needs a value"));
    }
    with_options(process, &reference, |options| {
        let mut changed = *options;
        for pair in numbers.chunks_exact(2) {
            changed.set(pair[0], pair[1])?;
        }
        *options = changed;
        Ok(())
    })?
}

/// Numbers of options, each with the variable that gets its value.
struct RestOptions(Vec<(i64, Location)>);

impl FromArgument for RestOptions {
    const MODE: Mode = Mode::Location;

    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let mut pairs = Vec::new();
        while arguments.remaining() > 0 || pairs.is_empty() {
            pairs.push((i64::from_argument(process, arguments)?, Location::from_argument(process, arguments)?));
        }
        Ok(RestOptions(pairs))
    }
}

/// Reads options of a document into variables.
#[command(1096, "XML GET OPTIONS", thread_safe)]
fn xml_get_options(process: &mut Process<'_>, reference: Value, pairs: RestOptions, span: Span) -> Result<(), Error> {
    let options = with_options(process, &reference, |options| *options)?;
    for (selector, place) in pairs.0 {
        let value = options.get(selector)?;
        process.write(&place, Value::integer(value), span);
    }
    Ok(())
}
