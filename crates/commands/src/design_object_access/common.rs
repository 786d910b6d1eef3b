//! What the commands of this theme share.

use crate::arrays::{array_or_new, fill};
use crate::file_system;
use fourd_project::{Project, ProjectKind};
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, FromArgument, Star};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{ElementType, Error, Text, Value, error, text};
use std::path::PathBuf;
use std::time::SystemTime;

/// The running project, or with `*` the host, as its folders are now: methods may have been added since it was opened.
///
/// # Errors
/// The project cannot be opened any more.
pub(crate) fn project_now(process: &Process<'_>, host: Star) -> Result<Project, Error> {
    let number = file_system::standard::whose(process, host);
    let project = process.program().project.numbered(number);
    let path = match (project.kind, &project.main) {
        (ProjectKind::Loose, Some(script)) => script.clone(),
        _ => crate::environment::structure(process, number).unwrap_or_else(|| project.root.clone()),
    };
    Project::open_with(path, process.program().project.access())
        .map_err(|problem| Error::with(error::FILE_MISSING, problem.title))
}

/// Whether a name matches a filter, in which `@` matches any characters; the empty filter lets all through.
pub(crate) fn matches(name: &str, filter: &Text) -> bool {
    filter.is_empty() || text::equal(&Text::from(name), filter)
}

/// Puts texts into the array at a place.
pub(crate) fn fill_texts(
    process: &mut Process<'_>,
    place: &Location,
    texts: Vec<String>,
    span: Span,
) -> Result<(), Error> {
    let array = array_or_new(process, place, ElementType::Text, span)?;
    fill(&array, texts.iter().map(|text| Value::text(text)).collect())
}

/// The stamp of a file: when it was changed last, in milliseconds since 1970, so that later changes have higher ones.
pub(crate) fn stamp(path: &std::path::Path) -> f64 {
    let modified = file_system::metadata(path).map(|found| found.modified);
    let since = modified.ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    since.map_or(0.0, |since| since.as_millis() as f64)
}

/// A list of paths or names with their files: those that were changed at a stamp or later, and the
/// highest stamp of all.
pub(crate) fn since(entries: Vec<(String, PathBuf)>, least: Option<f64>) -> (Vec<String>, f64) {
    let Some(least) = least else { return (entries.into_iter().map(|(name, _)| name).collect(), 0.0) };
    let mut highest = least;
    let mut names = Vec::new();
    for (name, file) in entries {
        let stamp = stamp(&file);
        highest = highest.max(stamp);
        if stamp >= least {
            names.push(name);
        }
    }
    (names, highest)
}

/// A stamp that is read and written.
pub(crate) struct Stamp(pub(crate) Option<(Option<Location>, f64)>);

impl FromArgument for Stamp {
    const MODE: fourd_runtime::command::Mode = fourd_runtime::command::Mode::Location;
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let span = arguments.span;
        let (place, value) = match arguments.peek() {
            None | Some(Argument::Star) => return Ok(Self(None)),
            Some(_) => match arguments.take() {
                Some(Argument::Location(place)) => {
                    let value = process.read(&place, span);
                    (Some(place), value)
                }
                Some(Argument::Value(value)) => (None, value),
                _ => return Ok(Self(None)),
            },
        };
        match &value {
            Value::Undefined | Value::Null => Ok(Self(Some((place, 0.0)))),
            value => match value.as_real() {
                Some(stamp) => Ok(Self(Some((place, stamp)))),
                None => {
                    let message = format!("expected a number as stamp, found {}", value.type_name());
                    Err(Error::with(error::INCOMPATIBLE_TYPES, message))
                }
            },
        }
    }
}

impl Stamp {
    pub(crate) fn least(&self) -> Option<f64> {
        self.0.as_ref().map(|(_, stamp)| *stamp)
    }

    pub(crate) fn write(&self, process: &mut Process<'_>, highest: f64, span: Span) {
        if let Some((Some(place), _)) = &self.0 {
            process.write(place, Value::Real(highest), span);
        }
    }
}

/// All arguments of a command whose first ones may be left out, variables as places; and whether the last one is a star.
pub(crate) struct RestArguments(pub(crate) Arguments, pub(crate) Star);

impl FromArgument for RestArguments {
    const MODE: fourd_runtime::command::Mode = fourd_runtime::command::Mode::Location;
    fn from_argument(_process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let items: Vec<Argument> = std::iter::from_fn(|| arguments.take()).collect();
        let host = Star(matches!(items.last(), Some(Argument::Star)));
        Ok(Self(Arguments::new(items.into_iter().collect(), arguments.span), host))
    }
}

/// One path with a variable, or an array of paths with an array: what the reading and writing commands are given.
pub(crate) enum Targets {
    One(Text),
    Many(Vec<Text>),
}

impl FromArgument for Targets {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let position = arguments.position();
        match Value::from_argument(process, arguments)? {
            Value::Text(path) => Ok(Self::One(path)),
            Value::Undefined => Ok(Self::One(Text::EMPTY)),
            Value::Array(array) if array.with(|data| data.element_type() == ElementType::Text) => {
                let paths = (1..=array.len()).filter_map(|index| array.get(index)?.as_text().cloned());
                Ok(Self::Many(paths.collect()))
            }
            other => {
                let message =
                    format!("Argument {position}: expected a text or a text array, found {}", other.type_name());
                Err(Error::with(error::INCOMPATIBLE_TYPES, message))
            }
        }
    }
}

impl Targets {
    /// Reads something of each path and writes it to the variable or array. Where a path leads to nothing, the variable
    /// gets empty.
    pub(crate) fn read(
        self,
        process: &mut Process<'_>,
        place: &Location,
        element: ElementType,
        span: Span,
        mut read: impl FnMut(&Text) -> Result<Value, Error>,
    ) -> Result<(), Error> {
        match self {
            Self::One(path) => match read(&path) {
                Ok(value) => {
                    process.write(place, value, span);
                    Ok(())
                }
                Err(error) => {
                    process.write(place, Value::Undefined, span);
                    Err(error)
                }
            },
            Self::Many(paths) => {
                let values = paths.iter().map(read).collect::<Result<Vec<_>, _>>()?;
                let array = array_or_new(process, place, element, span)?;
                fill(&array, values)
            }
        }
    }

    /// Pairs each path with the value that is written there.
    pub(crate) fn pairs(self, value: Value) -> Result<Vec<(Text, Value)>, Error> {
        match (self, value) {
            (Self::Many(paths), Value::Array(array)) => {
                if array.len() != paths.len() {
                    return Err(Error::with(
                        error::INDEX_OUT_OF_RANGE,
                        "The arrays have different numbers of elements",
                    ));
                }
                Ok(paths
                    .into_iter()
                    .enumerate()
                    .map(|(at, path)| (path, array.get(at + 1).unwrap_or_default()))
                    .collect())
            }
            (Self::One(path), value) if !matches!(value, Value::Array(_)) => Ok(vec![(path, value)]),
            _ => Err(Error::with(error::INCOMPATIBLE_TYPES, "Paths and values are either both arrays or both single")),
        }
    }
}
