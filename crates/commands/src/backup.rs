//! Backup ([theme](https://developer.4d.com/docs/commands/theme/Backup)): the database methods around a backup run; the
//! backup of files is not there yet.

use fourd_macros::{command, theme};
use fourd_runtime::clock::Reading;
use fourd_runtime::location::Location;
use fourd_runtime::{Process, backup as backups, clock};
use fourd_source::Span;
use fourd_value::{Date, Error, Text, Time, Value, error};

theme!("Backup": backup, backup_info, log_file);

/// Runs On Backup Startup, which can refuse, and On Backup Shutdown with the status; a client's server runs them. `OK` is 0
/// where On Backup Startup refuses. A backup that it allows is an error, since no archives are written yet.
#[command(887, "BACKUP")]
fn backup(process: &mut Process<'_>, span: Span) -> Result<(), Error> {
    process.set_named("OK", Value::integer(0));
    backups::backup(process, span)
}

/// Selectors of `BACKUP INFO`.
const LAST_DATE: i64 = 0;
const LAST_STATUS: i64 = 2;
const NEXT_DATE: i64 = 4;
const LAST_INFORMATION: i64 = 5;

/// Date and time, status and its text, or duration in milliseconds and begin of the last backup; the next one, since none
/// is planned, has no date.
#[command(888, "BACKUP INFO")]
fn backup_info(
    process: &mut Process<'_>,
    selector: i64,
    info1: Location,
    info2: Location,
    span: Span,
) -> Result<(), Error> {
    let last = backups::last(process);
    let moment = last.as_ref().map(|last| Reading::from_milliseconds(last.began.as_millis() as i64));
    let (first, second) = match selector {
        LAST_DATE => match moment.filter(|_| last.as_ref().is_some_and(|last| last.status == 0)) {
            Some(moment) => (Value::Date(moment.local().0), Value::Time(moment.local().1)),
            None => (Value::Date(Date::BLANK), Value::Time(Time::ZERO)),
        },
        LAST_STATUS => match &last {
            Some(last) => (Value::integer(last.status), Value::Text(last.text.clone())),
            None => (Value::integer(0), Value::Text(Text::EMPTY)),
        },
        NEXT_DATE => (Value::Date(Date::BLANK), Value::Time(Time::ZERO)),
        LAST_INFORMATION => match &last {
            Some(last) => (Value::integer(last.took.as_millis() as i64), Value::Text(clock::iso(last.began))),
            None => (Value::integer(0), Value::Text(Text::EMPTY)),
        },
        other => {
            let text = format!("{other} is no selector of BACKUP INFO: 0, 2, 4 and 5 are");
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
        }
    };
    process.write(&info1, first, span);
    process.write(&info2, second, span);
    Ok(())
}

/// The path of the log file of the open database: empty, and `OK` is 0, since there is none.
#[command(928, "Log file", thread_safe)]
fn log_file(process: &mut Process<'_>) -> Text {
    process.set_named("OK", Value::integer(0));
    Text::EMPTY
}
