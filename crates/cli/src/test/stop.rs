//! The end of `fourd test` that comes from outside, and the runs that end with it.
//!
//! Each run has a process group of its own, so that the programs that it has started end too.

use crate::signals::{self, Signal};
use fourd_commands::started::Groups;
use parking_lot::Mutex;
use std::process::{Child, Command};
use std::sync::Arc;

/// The runs that are going on.
#[derive(Default)]
pub struct Running {
    groups: Groups,
    signal: Mutex<Option<Signal>>,
}

impl Running {
    /// Listens for signals: the first one ends all runs, a second one the program.
    pub fn listening() -> Arc<Self> {
        let running = Arc::new(Self::default());
        let heard = running.clone();
        let listens = signals::listen(move |signal| {
            if heard.signal().is_some() {
                std::process::exit(status(signal));
            }
            heard.stop(signal);
        });
        if listens.is_err() {
            // Without a handler a signal ends the program at once, which is what it would do anyway.
        }
        running
    }

    /// Starts a run in a group of its own.
    ///
    /// # Errors
    /// It does not start, or all runs are to end.
    pub fn start(&self, command: &mut Command) -> std::io::Result<Child> {
        self.groups.start(command)
    }

    /// Ends a run that has not ended by itself, and the programs that it has started.
    pub fn end(&self, child: &mut Child) {
        self.groups.end(child);
        let _ = child.wait();
    }

    /// A run has ended.
    pub fn ended(&self, child: &Child) {
        self.groups.ended(child);
    }

    /// The signal that ends everything, if there was one.
    pub fn signal(&self) -> Option<Signal> {
        *self.signal.lock()
    }

    /// The exit status after a signal.
    pub fn exit_status(&self) -> Option<i32> {
        self.signal().map(status)
    }

    fn stop(&self, signal: Signal) {
        *self.signal.lock() = Some(signal);
        self.groups.end_all();
    }
}

/// The exit status that shells give for a signal.
fn status(signal: Signal) -> i32 {
    match signal {
        Signal::Interrupt => 130,
        Signal::Terminate => 143,
    }
}

/// Lets the run of a test end with the program that has started it, even where that is killed.
pub fn end_with_parent() {
    #[cfg(target_os = "linux")]
    {
        let _ = nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
    }
}
