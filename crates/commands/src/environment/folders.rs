//! Paths of files and folders of the application and the project.

use crate::file_and_folder::{known_file, known_folder};
use crate::file_system::{self, Numbered, standard, syntax};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::access;
use fourd_runtime::command::{Arguments, FromArgument, Star};
use fourd_value::{Error, Object, Text, error};
use std::path::Path;

/// `4D Client database folder`.
const CLIENT_FOLDER: i64 = 3;
/// `Database folder`.
const DATABASE_FOLDER: i64 = 4;
/// `Database folder Unix syntax`.
const DATABASE_FOLDER_UNIX: i64 = 5;
/// `Current resources folder` and `Logs folder`, which are made where they are missing.
const MADE_FOLDERS: [i64; 2] = [6, 7];
/// All constants for folders.
const FOLDERS: std::ops::RangeInclusive<i64> = 0..=10;

fn path_text(path: &Path, folder: bool) -> Text {
    Text::from(syntax::system_of(path, folder))
}

/// The path of the program that runs the code, in the syntax of the system.
#[command(491, "Application file", thread_safe)]
fn application_file() -> Text {
    access::host().environment().program().map(|path| path_text(&path, false)).unwrap_or_default()
}

/// The path of the `.4DProject` file, or of the script where there is no project, in the syntax of the system. In a
/// component it is its own file, with `*` the host's.
#[command(489, "Structure file", thread_safe)]
fn structure_file(process: &mut Process<'_>, host: Star) -> Text {
    super::parameters::structure(process, standard::whose(process, host))
        .map(|path| path_text(&path, false))
        .unwrap_or_default()
}

/// The path of the data file: empty, since projects run without one here.
#[command(490, "Data file", thread_safe, effects(files))]
fn data_file(segment: Option<i64>) -> Text {
    let _ = segment;
    Text::EMPTY
}

/// The path of a folder of the application or the project by its constant, in the syntax of the system and with a separator
/// at its end; without one it is the folder of the application's settings. The Resources and Logs folders are made where
/// they are missing. Empty for the folder of a remote client, which there is none of.
#[command(485, "Get 4D folder", thread_safe, effects(files))]
fn get_4d_folder(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Text, Error> {
    let folder = Option::<i64>::from_argument(process, arguments)?.unwrap_or(0);
    let options = Option::<Object>::from_argument(process, arguments)?;
    let host = Star::from_argument(process, arguments)?;
    fourd_runtime::command::no_more(arguments)?;
    let project = standard::whose(process, host);
    if !FOLDERS.contains(&folder) {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{folder} is no constant for a folder of 4D")));
    }
    if folder == CLIENT_FOLDER {
        return match options {
            Some(_) => Err(Error::not_implemented("Get 4D folder: the folder of a remote client")),
            None => Ok(Text::EMPTY),
        };
    }
    if folder == DATABASE_FOLDER_UNIX {
        let Some(location) = known_folder(process, project, DATABASE_FOLDER) else { return Ok(Text::EMPTY) };
        return Ok(Text::from(format!("{}/", syntax::posix_of(&location.disk()).trim_end_matches('/'))));
    }
    let Some(location) = known_folder(process, project, folder) else { return Ok(Text::EMPTY) };
    if MADE_FOLDERS.contains(&folder) {
        let path = location.disk();
        if !file_system::is_folder(&path) {
            file_system::create_folders(&path).at(&path)?;
        }
    }
    Ok(location.platform(true))
}

/// The path of a file of the application or the project by its constant; empty where the file does not exist.
#[command(1418, "Get 4D file", thread_safe, effects(files))]
fn get_4d_file(process: &mut Process<'_>, file: i64, host: Star) -> Text {
    // Without the star there is nothing for components, as with `File`.
    if !standard::whose(process, host).is_host() {
        return Text::EMPTY;
    }
    let found = known_file(process, file).filter(|location| file_system::is_file(&location.disk()));
    found.map(|location| location.platform(false)).unwrap_or_default()
}
