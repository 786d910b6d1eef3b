//! The language of the project's texts.

use crate::file_system::{self, standard};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, Star, no_more};
use fourd_value::{Error, Text, Value, error, locale};
use parking_lot::Mutex;
use rustc_hash::FxHashSet;
use std::path::PathBuf;

/// The languages that folders are named after in old projects.
const FORMER_NAMES: &[(&str, &str)] = &[
    ("dutch", "nl"),
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("portuguese", "pt"),
    ("spanish", "es"),
];

/// The language of the system, with its region.
fn system() -> &'static str {
    locale::current().tag
}

/// The language of the system.
pub(crate) fn system_language() -> &'static str {
    system().split('-').next().unwrap_or_default()
}

/// A language without its region.
fn general(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// The language that `SET DATABASE LOCALIZATION` has set.
#[derive(Default)]
struct Chosen(Mutex<Option<String>>);

/// The folders `….lproj` of Resources by the language that they are for, as RFC 3066 writes it.
fn available(process: &Process<'_>) -> Vec<(String, PathBuf)> {
    let resources = standard::folder_of(process, process.project(), standard::FileSystem::Resources);
    let entries = file_system::list(&resources).unwrap_or_default();
    let mut found = Vec::new();
    for entry in entries.into_iter().filter(|entry| entry.folder) {
        let lower = entry.name.to_lowercase();
        let Some(name) = lower.strip_suffix(".lproj") else { continue };
        let former = FORMER_NAMES.iter().find(|(former, _)| *former == name);
        let language = former.map_or_else(|| name.replace('_', "-"), |(_, language)| (*language).to_owned());
        found.push((language, resources.join(&entry.name)));
    }
    found
}

/// The language that is chosen at the start: that of the system, else English, else the first one that there is. Where the
/// project has none, it is that of the system.
fn initial(process: &Process<'_>) -> String {
    let available = available(process);
    let of = |wanted: &str| {
        let is = |language: &str| available.iter().any(|(found, _)| found == language);
        let regional =
            || available.iter().map(|(found, _)| found.as_str()).find(|found| general(found) == general(wanted));
        if is(wanted) {
            Some(wanted.to_owned())
        } else if is(general(wanted)) {
            Some(general(wanted).to_owned())
        } else {
            regional().map(str::to_owned)
        }
    };
    let first = || available.first().map(|(found, _)| found.clone());
    of(system()).or_else(|| of("en")).or_else(first).unwrap_or_else(|| system_language().to_owned())
}

/// The language of texts now.
fn current(process: &Process<'_>) -> String {
    let chosen = process.machine().state.get::<Chosen>();
    let chosen = chosen.0.lock().clone();
    chosen.unwrap_or_else(|| initial(process))
}

/// Where something of the current language is looked for, one folder after the other: those of the current language and of
/// that of the start, with and without the region, the first one that there is, and Resources.
pub(crate) fn folders(process: &Process<'_>) -> Vec<PathBuf> {
    let available = available(process);
    let mut folders: Vec<PathBuf> = Vec::new();
    for language in [current(process), initial(process)] {
        for wanted in [&*language, general(&language)] {
            folders.extend(available.iter().filter(|(found, _)| found == wanted).map(|(_, folder)| folder.clone()));
        }
    }
    folders.extend(available.into_iter().next().map(|(_, folder)| folder));
    folders.push(standard::folder_of(process, process.project(), standard::FileSystem::Resources));
    let mut seen = FxHashSet::default();
    folders.retain(|folder| seen.insert(folder.clone()));
    folders
}

/// A language as RFC 3066 writes it: the one that the project started with, the current one, that of the user's system or
/// that of sorts and comparisons.
#[command(1009, "Get database localization", thread_safe, effects(files))]
fn get_database_localization(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Text, Error> {
    let kind = Option::<i64>::from_argument(process, arguments)?.unwrap_or(0);
    let _ = Star::from_argument(process, arguments)?;
    no_more(arguments)?;
    match kind {
        0 => Ok(Text::from(initial(process))),
        1 => Ok(Text::from(current(process))),
        2 | 3 => Ok(Text::from(system_language())),
        other => Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no type of language"))),
    }
}

/// Chooses the language of the project's texts until the program ends. `OK` is 0, and nothing changes, where the Resources
/// folder has no folder for it, nor for the language without its region.
#[command(1104, "SET DATABASE LOCALIZATION", effects(files))]
fn set_database_localization(process: &mut Process<'_>, language_code: &Text, only_this: Star) {
    let _ = only_this;
    let wanted = language_code.to_cow().replace('_', "-").to_lowercase();
    let is_meant = |language: &str| language == wanted || language == general(&wanted);
    let known = !wanted.is_empty() && available(process).iter().any(|(language, _)| is_meant(language));
    if known {
        *process.machine().state.get::<Chosen>().0.lock() = Some(wanted);
    }
    process.set_named("OK", Value::integer(i64::from(known)));
}
