//! What is outside of a program: files, the network, other programs, the standard streams, the clock, the user.
//!
//! Everything that a program does outside of itself it does through a [`Host`]. There are three:
//!
//! - [`System`]: the operating system, all of it or what [`Rules`] allow.
//! - [`Memory`]: files, streams and a clock in memory, without network and other programs: for tests, for a browser, for
//!   answering requests without a disk.
//! - [`Overlay`]: another host, with other texts in some of its files: those that an editor has not saved.
//!
//! Rules are checked inside the host, and only there.

#![forbid(unsafe_code)]

mod file;
mod files;
mod memory;
mod outside;
mod overlay;
mod read;
mod rules;
mod system;

pub use file::{Content, File, Kind, Metadata};
pub use files::{Entry, Files, Open, Replacing, error_outside};
pub use memory::Memory;
pub use outside::{Clock, Environment, Network, Programs, Streams};
pub use overlay::Overlay;
pub use read::{read_source, read_source_as_written, source_outside};
pub use rules::{FileAccess, Rules};
pub use system::System;

use std::fmt;
use std::io::{self, ErrorKind};
use std::sync::Arc;

/// What is outside of a program.
pub trait Host: fmt::Debug + Send + Sync {
    /// Files and folders.
    fn files(&self) -> &dyn Files;

    /// Connections to other computers.
    fn network(&self) -> &dyn Network;

    /// Other programs.
    fn programs(&self) -> &dyn Programs;

    /// Standard input, standard output and standard error.
    fn streams(&self) -> &dyn Streams;

    /// The time and the time zone.
    fn clock(&self) -> &dyn Clock;

    /// The user, the computer, and what the program was started with.
    fn environment(&self) -> &dyn Environment;

    /// The language and region in which numbers and dates are shown, as a language tag such as `en-US`.
    fn locale(&self) -> &str;

    /// What is allowed; `None` where everything is.
    fn rules(&self) -> Option<&Rules>;

    /// The same host for a program that may only do what these rules allow. They take the place of those that this one has:
    /// a caller that must not allow more checks [`Rules::cover`] before.
    fn within(self: Arc<Self>, rules: Rules) -> Arc<dyn Host>;
}

/// Why something is refused by rules, inside an [`io::Error`].
#[derive(Debug)]
struct Denied(String);

impl fmt::Display for Denied {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Denied {}

/// The error of something that the rules of a host do not allow.
pub(crate) fn denied(why: impl Into<String>) -> io::Error {
    io::Error::new(ErrorKind::PermissionDenied, Denied(why.into()))
}

/// Whether an error says that the rules of a host do not allow something, in difference to the system.
pub fn is_denied(failure: &io::Error) -> bool {
    failure.get_ref().is_some_and(|inside| inside.is::<Denied>())
}

/// A host that allows nothing.
pub fn nothing() -> Arc<dyn Host> {
    Arc::new(Memory::new()).within(Rules::nothing())
}
