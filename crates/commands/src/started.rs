//! The programs that code has started: each has a process group of its own, with the programs that it starts, so that all of
//! them can end with a run that is ended from outside.

use fourd_runtime::surroundings::entered;
use fourd_runtime::world::World;
use parking_lot::Mutex;
use std::collections::BTreeSet;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The programs of a world.
#[derive(Default)]
struct Started {
    /// The groups that have not ended, each named by its first process.
    groups: Mutex<BTreeSet<u32>>,
    /// Programs stay in the group of this one.
    together: AtomicBool,
}

fn started() -> Option<Arc<Started>> {
    entered(|world| world.map(|world| world.state.get::<Started>()))
}

/// Lets the programs of a world stay in the process group of this one, whose starter ends the whole group.
pub fn stay_together(world: &World) {
    world.state.get::<Started>().together.store(true, Ordering::Relaxed);
}

/// Ends all programs of a world that have not ended by themselves, and those that they have started.
pub fn end_all(world: &World) {
    std::mem::take(&mut *world.state.get::<Started>().groups.lock()).into_iter().for_each(kill_group);
}

/// Starts a program.
///
/// # Errors
/// What the system says.
pub(crate) fn start(command: &mut Command) -> std::io::Result<Child> {
    let Some(started) = started().filter(|started| !started.together.load(Ordering::Relaxed)) else {
        return command.spawn();
    };
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    // Held meanwhile, so that no program starts unseen while all are ended.
    let mut groups = started.groups.lock();
    let child = command.spawn()?;
    groups.insert(child.id());
    Ok(child)
}

/// Takes note that a program has ended: another one may get its number.
pub(crate) fn ended(child: &Child) {
    if let Some(started) = started() {
        started.groups.lock().remove(&child.id());
    }
}

/// Ends a program, and those that it has started.
pub(crate) fn end(child: &mut Child) {
    let apart = started().is_some_and(|started| started.groups.lock().remove(&child.id()));
    if apart {
        kill_group(child.id());
    }
    let _ = child.kill();
}

#[cfg(unix)]
fn kill_group(leader: u32) {
    use nix::sys::signal::{Signal, killpg};
    if let Ok(group) = i32::try_from(leader) {
        // It may have ended meanwhile.
        let _ = killpg(nix::unistd::Pid::from_raw(group), Signal::SIGKILL);
    }
}

#[cfg(not(unix))]
fn kill_group(_leader: u32) {}
