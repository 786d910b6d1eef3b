//! How the program ends.

use std::process::ExitCode;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Success,
    /// The code has errors or a test failed.
    Failure,
    /// Wrong use, or a file that is not there; also what clap ends with.
    Usage,
    /// It was ended from outside: the status says how.
    Stopped(i32),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Success => 0,
            Exit::Failure => 1,
            Exit::Usage => 2,
            Exit::Stopped(status) => u8::try_from(status).unwrap_or(1),
        })
    }
}
