//! Users and Groups ([theme](https://developer.4d.com/docs/commands/theme/Users_and_Groups)) of a project without access
//! control: its users are the Designer and the Administrator, and it has no groups.

use fourd_macros::{command, theme};
use fourd_value::{Collection, Text};

theme!("Users and Groups": get_default_user, get_group_access, is_user_deleted, set_group_access, user_in_group);

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
