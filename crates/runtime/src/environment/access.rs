//! How code of a program reaches what is outside of it: through the host of the world that the running thread works for
//! ([`surroundings`](crate::surroundings)). The host refuses what its rules do not allow; a thread that works for no world may
//! reach nothing.

use crate::effects;
use crate::surroundings::entered;
use fourd_host::{Environment, Files, Host, Network, Programs, Rules, Streams};
use fourd_value::{Error, error};
use std::io;
use std::sync::Arc;

/// What is outside of the program that the running thread works for: its [`Host`], as far as the running command has declared
/// that it reaches it ([`effects`](crate::effects)).
pub struct Outside(Arc<dyn Host>);

/// What is outside of the program that the running thread works for.
pub fn host() -> Outside {
    Outside(entered(|world| world.map(|world| world.host().clone())).unwrap_or_else(fourd_host::nothing))
}

impl Outside {
    /// Its files and folders.
    pub fn files(&self) -> &dyn Files {
        effects::reach("files", |declared| declared.files);
        self.0.files()
    }

    /// The host itself, for what reads the files of a project.
    pub fn with_files(self) -> Arc<dyn Host> {
        effects::reach("files", |declared| declared.files);
        self.0
    }

    /// Its network.
    pub fn network(&self) -> &dyn Network {
        effects::reach("network", |declared| declared.network);
        self.0.network()
    }

    /// Other programs.
    pub fn programs(&self) -> &dyn Programs {
        effects::reach("programs", |declared| declared.programs);
        self.0.programs()
    }

    /// The standard streams.
    pub fn streams(&self) -> &dyn Streams {
        self.0.streams()
    }

    /// User, computer, variables of the environment, and where the program is.
    pub fn environment(&self) -> &dyn Environment {
        self.0.environment()
    }

    /// What of it the program may reach; `None` where that is all.
    pub fn rules(&self) -> Option<&Rules> {
        self.0.rules()
    }
}

/// Asks whether a connection to a host, or from this address and port, may be made: `host` as the code names it.
///
/// # Errors
/// It is not allowed.
pub fn connect(host: &str, port: u16) -> Result<(), Error> {
    self::host().network().ask(host, port).map_err(|failure| denied(&failure))
}

/// Asks whether another program may be started, which is named as the code names it.
///
/// # Errors
/// It is not allowed.
pub fn start_program(program: &str) -> Result<(), Error> {
    host().programs().ask(program).map_err(|failure| denied(&failure))
}

/// The error of 4D for what the rules of a host do not allow.
fn denied(failure: &io::Error) -> Error {
    Error::with(error::FILE_LOCKED, failure.to_string())
}

/// The error of 4D where it is the rules of a host that do not allow something.
pub fn as_denied(failure: &io::Error) -> Option<Error> {
    fourd_host::is_denied(failure).then(|| denied(failure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_thread_that_works_for_no_world_may_reach_nothing() {
        let tries = || {
            let found = host().files().metadata(Path::new("/")).is_ok();
            (found, connect("a", 1).is_ok(), start_program("a").is_ok())
        };
        assert_eq!(tries(), (false, false, false));
        let world = crate::world::World::new(None);
        let _inside = world.enter();
        assert_eq!(tries(), (true, true, true));
    }
}
