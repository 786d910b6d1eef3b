//! 4D Environment ([theme](https://developer.4d.com/docs/commands/theme/4D_Environment)): the application, its folders and
//! its settings, as a program without a window and without a data file has them.

use crate::arrays::{array_or_new, fill};
use crate::client_processes::{DROP_REMOTE_USER, REJECT_NEW_REMOTE_CONNECTIONS, SEND_MESSAGE_TO_REMOTE_USER};
use fourd_macros::{command, theme};
use fourd_runtime::access;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_runtime::machine::MachineKind;
use fourd_runtime::{Process, classes, clock, quit};
use fourd_source::Span;
use fourd_value::{ElementType, Error, Object, Text, Value};

mod folders;
pub(crate) mod localization;
mod parameters;

pub(crate) use parameters::structure;

use folders::{APPLICATION_FILE, DATA_FILE, GET_4D_FILE, GET_4D_FOLDER, STRUCTURE_FILE};
use localization::{GET_DATABASE_LOCALIZATION, SET_DATABASE_LOCALIZATION};
use parameters::{GET_DATABASE_PARAMETER, SET_DATABASE_PARAMETER};

theme!("4D Environment":
    application_file, application_info, application_type, application_version, component_list, data_file, drop_remote_user,
    ds, get_4d_file, get_4d_folder, get_database_localization, get_database_parameter, is_compiled_mode,
    is_data_file_locked,
    last_update_log_path, notify_resources_folder_modification, plugin_list, quit_4d, reject_new_remote_connections,
    send_message_to_remote_user, set_database_localization, set_database_parameter, structure_file, version_type);

/// `tool4d`, `4D Remote mode` and `4D Server`.
const TOOL4D: i64 = 6;
const REMOTE: i64 = 4;
const SERVER: i64 = 5;
/// `64 bit version`, a bit of [`version_type`].
const SIXTY_FOUR_BITS: i64 = 1;

/// The type of the application: of a server and its clients what they are; alone it is `tool4d`, the 4D that runs projects
/// without a window.
#[command(494, "Application type", thread_safe)]
fn application_type(process: &mut Process<'_>) -> i64 {
    match process.machine().kind {
        MachineKind::Standalone => TOOL4D,
        MachineKind::Server => SERVER,
        MachineKind::Client => REMOTE,
    }
}

/// The edition whose rules hold, as four digits: two for the version, one for the R release, one for the bug fix. With `*`
/// four characters go before: `F` for final and a build number, which `buildNum` gets, too.
#[command(493, "Application version", thread_safe)]
fn application_version(process: &mut Process<'_>, build_num: Option<Location>, long: Star, span: Span) -> Text {
    const BUILD: i64 = 1;
    if let Some(place) = build_num {
        process.write(&place, Value::integer(BUILD), span);
    }
    let number = process.program().edition.0;
    Text::from(if long.0 { format!("F{BUILD:03}{number:04}") } else { format!("{number:04}") })
}

/// A field of bits that tells what kind of version it is: only `64 bit version` can be set.
#[command(495, "Version type", thread_safe)]
fn version_type() -> i64 {
    if cfg!(target_pointer_width = "64") { 1 << SIXTY_FOUR_BITS } else { 0 }
}

/// What the running program is like: `headless` is true, `pid` is its number in the operating system, `uptime` the seconds
/// since it started, `cpuUsage` the percentage of one processor that it has used. Loads of the network are not measured.
#[command(1599, "Application info", thread_safe)]
fn application_info(process: &mut Process<'_>) -> Object {
    let uptime = clock::running(process.world()).as_secs_f64();
    let object = Object::new();
    object.put("launchedAsService", Value::Boolean(false));
    object.put("volumeShadowCopyStatus", Value::text("notAvailable"));
    let environment = access::host();
    let environment = environment.environment();
    let used = environment.processor_time().filter(|_| !process.world().is_seeded() && uptime > 0.0);
    if let Some(used) = used {
        object.put("cpuUsage", Value::Real(used.as_secs_f64() / uptime * 100.0));
    }
    object.put("uptime", Value::Real(uptime.floor()));
    object.put("headless", Value::Boolean(true));
    object.put("pid", Value::integer(i64::from(environment.process_id())));
    object
}

/// Whether the code runs compiled: it never does here, since sources are run.
#[command(492, "Is compiled mode", thread_safe)]
fn is_compiled_mode(host: Star) -> bool {
    let _ = host;
    false
}

/// Whether the data file is write-protected; there is none.
#[command(716, "Is data file locked", thread_safe)]
fn is_data_file_locked() -> bool {
    false
}

/// The log of the last automatic update; there are none, so it is empty.
#[command(1301, "Last update log path", thread_safe)]
fn last_update_log_path() -> Text {
    Text::EMPTY
}

/// Tells remote machines that the Resources folder has changed; clients here read the server's own folder.
#[command(1052, "NOTIFY RESOURCES FOLDER MODIFICATION")]
fn notify_resources_folder_modification() {}

/// The names of the components that are loaded: those of their `.4DProject` files.
#[command(1001, "COMPONENT LIST", thread_safe)]
fn component_list(process: &mut Process<'_>, components_array: Location, span: Span) -> Result<(), Error> {
    let array = array_or_new(process, &components_array, ElementType::Text, span)?;
    let components = process.program().project.components();
    fill(&array, components.iter().map(|component| Value::text(&component.name)).collect())
}

/// The numbers and names of the plug-ins that are loaded: plug-ins are native code of another program and cannot be loaded,
/// so the arrays get empty.
#[command(847, "PLUGIN LIST", thread_safe)]
fn plugin_list(
    process: &mut Process<'_>,
    numbers_array: Location,
    names_array: Location,
    span: Span,
) -> Result<(), Error> {
    let numbers = array_or_new(process, &numbers_array, ElementType::Longint, span)?;
    let names = array_or_new(process, &names_array, ElementType::Text, span)?;
    fill(&numbers, Vec::new())?;
    fill(&names, Vec::new())
}

/// The datastore of the project. One without tables has no dataclasses and nothing to ask; data itself is not there yet.
#[command(1482, "ds", thread_safe, missing = "dataclasses, which need a data file, and other datastores")]
fn ds(process: &mut Process<'_>, local_id: Option<Text>) -> Result<Object, Error> {
    if local_id.is_some() || !process.program().project.tables().is_empty() {
        return Err(Error::not_implemented("ds"));
    }
    Ok(match classes::built_in(process, "DataStoreImplementation") {
        Some(class) => Object::of_class(&class),
        None => Object::new(),
    })
}

/// Ends the program. On an application the calling process ends at once, the first one after On Exit, all others as at the
/// end of a run. A server goes on for that many seconds, or until all clients have left, and ends after On Server Shutdown.
#[command(291, "QUIT 4D", thread_safe)]
fn quit_4d(process: &mut Process<'_>, time: Option<f64>) {
    quit::quit(process, time);
}
