//! The folder with the certificate of the client.

use crate::environment::structure;
use crate::file_system;
use crate::file_system::location::Location;
use crate::file_system::syntax::system_of;
use fourd_macros::command;
use fourd_project::ProjectNumber;
use fourd_runtime::Process;
use fourd_value::{Error, Text, error};
use parking_lot::Mutex;
use std::path::PathBuf;

/// Name of the folder beside the structure.
const FOLDER: &str = "ClientCertificatesFolder";

/// The folder that was set.
#[derive(Default)]
struct Chosen(Mutex<Option<PathBuf>>);

/// The folder beside the structure, or the script.
fn usual(process: &Process<'_>) -> PathBuf {
    let beside = structure(process, ProjectNumber::HOST).and_then(|file| file.parent().map(PathBuf::from));
    beside.unwrap_or_else(|| process.program().project.root.clone())
}

/// The folder in which `cert.pem` and `key.pem` of the client are looked for.
pub(crate) fn folder(process: &Process<'_>) -> PathBuf {
    let chosen = process.machine().state.get::<Chosen>().0.lock().clone();
    chosen.unwrap_or_else(|| usual(process).join(FOLDER))
}

/// The path of the folder with the certificate of the client, in the syntax of the system: `ClientCertificatesFolder` beside
/// the structure, unless another one was set.
#[command(1307, "HTTP Get certificates folder", thread_safe)]
fn http_get_certificates_folder(process: &mut Process<'_>) -> Text {
    Text::from(system_of(&folder(process), true))
}

/// Sets the folder with the certificate of the client (`cert.pem` and `key.pem`), for all processes. The path is in the syntax
/// of the system, absolute or relative to the structure. A folder that does not exist is an error, unless it is the usual
/// one, which is made when it is needed.
#[command(1306, "HTTP SET CERTIFICATES FOLDER", thread_safe, effects(files))]
fn http_set_certificates_folder(process: &mut Process<'_>, certificates_folder: Text) -> Result<(), Error> {
    let base = usual(process);
    let path = match Location::of_platform(&certificates_folder) {
        Ok(location) => location.disk(),
        Err(problem) if certificates_folder.is_empty() => return Err(problem),
        Err(_) => base.join(certificates_folder.to_cow().trim_start_matches(':')),
    };
    if !file_system::is_folder(&path) && path.components().ne(base.join(FOLDER).components()) {
        return Err(Error::with(error::FOLDER_MISSING, format!("The folder `{}` does not exist", path.display())));
    }
    *process.machine().state.get::<Chosen>().0.lock() = Some(path);
    Ok(())
}
