//! The language of the project's texts.

use crate::file_system::{self, standard};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, Star, no_more};
use fourd_value::{Error, Text, Value, error};
use parking_lot::Mutex;

/// The language of the system and of comparisons: formats and texts are US English unless something else is set.
pub(crate) const SYSTEM: &str = "en";

/// The language that `SET DATABASE LOCALIZATION` has set.
#[derive(Default)]
struct Chosen(Mutex<Option<String>>);

/// The languages that the Resources folder has a folder `….lproj` for, as RFC 3066 writes them.
fn available(process: &Process<'_>) -> Vec<String> {
    let folder = standard::folder_of(process, process.project(), standard::FileSystem::Resources);
    let entries = file_system::list(&folder).unwrap_or_default();
    let named = entries.into_iter().filter(|entry| entry.folder);
    named.filter_map(|entry| Some(entry.name.strip_suffix(".lproj")?.replace('_', "-").to_lowercase())).collect()
}

/// The language that is chosen at the start: that of the system, else English, else the first one that there is. Where the
/// project has none, it is that of the system.
fn initial(process: &Process<'_>) -> String {
    let mut available = available(process);
    let of_system = |language: &&String| language.as_str() == SYSTEM || language.starts_with(&format!("{SYSTEM}-"));
    match available.iter().find(of_system) {
        Some(found) => found.clone(),
        None if available.is_empty() => SYSTEM.to_owned(),
        None => available.swap_remove(0),
    }
}

/// The language of texts now.
pub(crate) fn current(process: &Process<'_>) -> String {
    let chosen = process.domain.machine.settings.state::<Chosen>();
    let chosen = chosen.0.lock().clone();
    chosen.unwrap_or_else(|| initial(process))
}

/// A language as RFC 3066 writes it: the one that the project started with, the current one, that of the user's system or
/// that of sorts and comparisons.
#[command(1009, "Get database localization", thread_safe)]
fn get_database_localization(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Text, Error> {
    let kind = Option::<i64>::from_argument(process, arguments)?.unwrap_or(0);
    let _ = Star::from_argument(process, arguments)?;
    no_more(arguments)?;
    match kind {
        0 => Ok(Text::from(initial(process))),
        1 => Ok(Text::from(current(process))),
        2 | 3 => Ok(Text::from(SYSTEM)),
        other => Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no type of language"))),
    }
}

/// Chooses the language of the project's texts until the program ends. `OK` is 0, and nothing changes, where the Resources
/// folder has no folder for it, nor for the language without its region.
#[command(1104, "SET DATABASE LOCALIZATION")]
fn set_database_localization(process: &mut Process<'_>, language_code: &Text, only_this: Star) {
    let _ = only_this;
    let wanted = language_code.to_cow().replace('_', "-").to_lowercase();
    let general = wanted.split('-').next().unwrap_or_default();
    let known =
        !wanted.is_empty() && available(process).iter().any(|language| *language == wanted || language == general);
    if known {
        *process.domain.machine.settings.state::<Chosen>().0.lock() = Some(wanted);
    }
    process.set_named("OK", Value::integer(i64::from(known)));
}
