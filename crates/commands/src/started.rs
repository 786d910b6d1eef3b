//! Process groups of programs that this one starts: each has a group of its own, with the programs that it starts, so that
//! all of them can end together. The runs of `fourd test` use them, and the programs that code starts.

use fourd_runtime::access::host;
use fourd_runtime::surroundings::entered;
use fourd_runtime::world::World;
use parking_lot::Mutex;
use std::collections::BTreeSet;
use std::io::{Error, ErrorKind};
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The process groups of programs that have not ended. Nothing starts any more once all were ended.
#[derive(Default)]
pub struct Groups(Mutex<Leaders>);

#[derive(Default)]
struct Leaders {
    /// Each group is named by its first process.
    live: BTreeSet<u32>,
    /// All were ended.
    closed: bool,
}

impl Groups {
    /// Starts a program in a group of its own.
    ///
    /// # Errors
    /// What the system says; `Interrupted` after [`end_all`](Self::end_all).
    pub fn start(&self, command: &mut Command) -> std::io::Result<Child> {
        self.start_by(command, Command::spawn)
    }

    /// As [`start`](Self::start), by a function that starts a program.
    fn start_by(
        &self,
        command: &mut Command,
        start: impl FnOnce(&mut Command) -> std::io::Result<Child>,
    ) -> std::io::Result<Child> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        // Held meanwhile, so that no program starts unseen while all are ended.
        let mut leaders = self.0.lock();
        if leaders.closed {
            return Err(Error::from(ErrorKind::Interrupted));
        }
        let child = start(command)?;
        leaders.live.insert(child.id());
        Ok(child)
    }

    /// Notes that a program has ended: another one may get its number.
    pub fn ended(&self, child: &Child) {
        self.0.lock().live.remove(&child.id());
    }

    /// Ends a program that has not ended by itself, and those that it has started.
    pub fn end(&self, child: &mut Child) {
        if self.0.lock().live.remove(&child.id()) {
            kill_group(child.id());
        }
        let _ = child.kill();
    }

    /// Ends all programs that have not ended by themselves, and those that they have started.
    pub fn end_all(&self) {
        let mut leaders = self.0.lock();
        leaders.closed = true;
        std::mem::take(&mut leaders.live).into_iter().for_each(kill_group);
    }
}

/// The programs that the code of a world has started.
#[derive(Default)]
struct Started {
    groups: Groups,
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

/// Ends all programs of a world that have not ended by themselves, and those that they have started. The world starts no
/// further ones.
pub fn end_all(world: &World) {
    world.state.get::<Started>().groups.end_all();
}

/// Starts a program, in a folder if there is one, for the world that the running thread works for.
///
/// # Errors
/// What the system says; `Interrupted` where the run is ended from outside.
pub(crate) fn start(command: &mut Command, folder: Option<&Path>) -> std::io::Result<Child> {
    let start = |command: &mut Command| host().programs().start(command, folder);
    match started() {
        Some(started) if !started.together.load(Ordering::Relaxed) => started.groups.start_by(command, start),
        _ => start(command),
    }
}

/// Notes that a program has ended.
pub(crate) fn ended(child: &Child) {
    if let Some(started) = started() {
        started.groups.ended(child);
    }
}

/// Ends a program, and those that it has started.
pub(crate) fn end(child: &mut Child) {
    match started() {
        Some(started) => started.groups.end(child),
        None => drop(child.kill()),
    }
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
