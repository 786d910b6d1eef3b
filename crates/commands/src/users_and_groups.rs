//! Users and Groups ([theme](https://developer.4d.com/docs/commands/theme/Users_and_Groups)) of a project without access
//! control: its users are the Designer and the Administrator, and it has no groups.

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::machine::MachineKind;
use fourd_runtime::session::Session;
use fourd_value::{Collection, Error, Text, error};
use std::sync::Arc;

theme!("Users and Groups":
    current_user, get_default_user, get_group_access, is_user_deleted, set_group_access, set_user_alias, user_in_group);

/// `4D user account` and `4D user alias`.
const ACCOUNT: i64 = 1;
const ALIAS: i64 = 2;

/// The session that knows the user of the running process.
fn session_of_user(process: &Process<'_>) -> Option<Arc<Session>> {
    let machine = process.machine();
    machine.server_session.clone().or_else(|| process.record.session())
}

/// The name of the user: the alias, or else the account; with a number, one of the two.
#[command(182, "Current user", thread_safe)]
fn current_user(process: &mut Process<'_>, user: Option<i64>) -> Text {
    let Some(session) = session_of_user(process) else { return Text::EMPTY };
    match user {
        Some(ACCOUNT) => session.account(),
        Some(ALIAS) => session.alias(),
        _ => session.shown_user(),
    }
}

/// Gives the user another name for this session, on both sides of a remote one; an empty text takes it away.
#[command(1666, "SET USER ALIAS", thread_safe)]
fn set_user_alias(process: &mut Process<'_>, alias: &Text) -> Result<(), Error> {
    let machine = process.machine();
    if machine.kind == MachineKind::Server {
        return Err(Error::with(error::READ_ONLY, "SET USER ALIAS is not allowed on a server"));
    }
    for session in [&machine.session, &machine.server_session].into_iter().flatten() {
        session.set_alias(alias.clone());
    }
    Ok(())
}

/// The number of the user that a project starts with: 0, since none is set.
#[command(826, "Get default user")]
fn get_default_user() -> i64 {
    0
}

/// Whether a user belongs to a group: there are no groups, so nobody does.
#[command(338, "User in group")]
fn user_in_group(user: &Text, group: &Text) -> bool {
    let _ = (user, group);
    false
}

/// Whether the user with that number was deleted: the Designer (1) and the Administrator (2) never are, others never were
/// there.
#[command(616, "Is user deleted")]
fn is_user_deleted(user_number: i64) -> bool {
    !(1..=2).contains(&user_number)
}

/// The groups of the user: none.
#[command(1738, "Get group access", thread_safe)]
fn get_group_access() -> Collection {
    Collection::new(Vec::new())
}

/// Makes the user a member of these groups; names of groups that do not exist are ignored, and none exist.
#[command(1737, "SET GROUP ACCESS", thread_safe)]
fn set_group_access(groups: Option<Collection>) {
    let _ = groups;
}
