//! Table ([theme](https://developer.4d.com/docs/commands/theme/Table)): the table that commands of a process take where none
//! is given.

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_value::{Error, Pointer, PointerTarget, error};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;

theme!("Table": current_default_table, default_table, no_default_table);

/// The default tables of the processes of a machine, by the identities of the processes.
#[derive(Default)]
struct Defaults(Mutex<FxHashMap<u32, u32>>);

/// Sets the table that is meant where none is given, for this process.
#[command(46, "DEFAULT TABLE", thread_safe)]
fn default_table(process: &mut Process<'_>, a_table: Pointer) -> Result<(), Error> {
    let Some(PointerTarget::Table(number)) = a_table.0.as_deref() else {
        return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected a table"));
    };
    process.domain.machine.settings.state::<Defaults>().0.lock().insert(process.record.identity, *number);
    Ok(())
}

/// A pointer to the default table of this process; Nil where there is none.
#[command(363, "Current default table", thread_safe)]
fn current_default_table(process: &mut Process<'_>) -> Pointer {
    let defaults = process.domain.machine.settings.state::<Defaults>();
    let number = defaults.0.lock().get(&process.record.identity).copied();
    number.map_or_else(Pointer::default, |number| Pointer::to(PointerTarget::Table(number)))
}

/// Takes the default table of this process back.
#[command(993, "NO DEFAULT TABLE", thread_safe)]
fn no_default_table(process: &mut Process<'_>) {
    process.domain.machine.settings.state::<Defaults>().0.lock().remove(&process.record.identity);
}
