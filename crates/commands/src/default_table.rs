//! Table ([theme](https://developer.4d.com/docs/commands/theme/Table)): the table that commands of a process take where none
//! is given.

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_value::{Error, Pointer, PointerTarget, error};
use std::cell::Cell;

theme!("Table": current_default_table, default_table, no_default_table);

/// The number of the default table of a process.
#[derive(Default)]
struct DefaultTable(Cell<Option<u32>>);

/// Sets the table that is meant where none is given, for this process.
#[command(46, "DEFAULT TABLE", thread_safe)]
fn default_table(process: &mut Process<'_>, a_table: Pointer) -> Result<(), Error> {
    let Some(PointerTarget::Table(number)) = a_table.0.as_deref() else {
        return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected a table"));
    };
    process.state.get::<DefaultTable>().0.set(Some(*number));
    Ok(())
}

/// A pointer to the default table of this process; Nil where there is none.
#[command(363, "Current default table", thread_safe)]
fn current_default_table(process: &mut Process<'_>) -> Pointer {
    let number = process.state.get::<DefaultTable>().0.get();
    number.map_or_else(Pointer::default, |number| Pointer::to(PointerTarget::Table(number)))
}

/// Takes the default table of this process back.
#[command(993, "NO DEFAULT TABLE", thread_safe)]
fn no_default_table(process: &mut Process<'_>) {
    process.state.get::<DefaultTable>().0.set(None);
}
