//! `fourd serve`: runs a project as an application with its web server.

mod watch;

use crate::exit::Exit;
use crate::run::{RoleName, execute_in, open};
use crate::system_options::SystemOptions;
use clap::Args;
use fourd_runtime::Libraries;
use fourd_runtime::run::{Options, Role};
use fourd_runtime::stop::StopReason;
use fourd_web::{Overrides, Serve};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Serves a project over HTTP.
///
/// Runs On Startup, then the project's web server until the signal TERM or Ctrl-C, then On Exit. Writes the address to
/// standard output, and a line for each request to standard error.
///
/// Settings come from the project and its code; the options below go before them.
#[derive(Args)]
pub struct ServeOptions {
    /// A `.4DProject` file, or a folder that holds one
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The port for HTTP; 0 is a free one
    #[arg(long, value_name = "NUMBER")]
    pub port: Option<u16>,
    /// The address to listen at, such as 0.0.0.0 for all of this computer; without it and without a setting, this computer
    /// alone is served
    #[arg(long, value_name = "ADDRESS")]
    pub host: Option<String>,
    /// The port for HTTPS
    #[arg(long, value_name = "NUMBER")]
    pub https_port: Option<u16>,
    /// How long a client may take to send the head of a request, or to take a part of an answer, before its connection is
    /// closed; an idle connection lives for half of it
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub client_time: u32,
    /// Use the code of methods and classes that change from then on, also in components; a file with errors is reported, and
    /// its code stays as it was. Pages are read for each request
    #[arg(long)]
    pub watch: bool,
    /// Run as an application on its own, or as a server
    #[arg(long = "as", value_enum, default_value_t, value_name = "ROLE")]
    pub role: RoleName,
    /// For tests: run on a virtual clock, with everything random decided by this number
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub system: SystemOptions,
}

/// Serves until it is ended.
pub fn serve(options: &ServeOptions, libraries: &Arc<Libraries>) -> Exit {
    let role = match options.role {
        RoleName::Standalone => Role::Standalone(None),
        RoleName::Server => Role::Server,
        RoleName::Remote => {
            crate::output::print_error("error: `fourd serve` runs as `standalone` or as `server`\n");
            return Exit::Usage;
        }
    };
    if options.seed.is_some() {
        crate::output::print_error(
            "warning: with `--seed` identifiers of sessions can be guessed: use it for tests only\n",
        );
    }
    let program = match open(&options.path, &options.system, libraries) {
        Ok(program) => program,
        Err(exit) => return exit,
    };
    if options.watch {
        watch::watch(&program);
    }
    let overrides = Overrides {
        port: options.port,
        https_port: options.https_port,
        host: options.host.clone(),
        shows_requests: true,
        client_time: Some(Duration::from_secs(options.client_time.into())),
    };
    allow_files();
    let settings = Options { role, seed: options.seed, stay: Some(Arc::new(Serve)), ..Options::default() };
    let exit = execute_in(&program, settings, |world| Serve::prepare(&world, overrides));
    match exit {
        // That is how a server ends.
        Exit::Stopped(status) if status == StopReason::Terminated.exit_status() => Exit::Success,
        other => other,
    }
}

/// Each connection needs a file of the operating system: as many as it allows.
#[cfg(unix)]
fn allow_files() {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    if let Ok((_, most)) = getrlimit(Resource::RLIMIT_NOFILE) {
        // Where that fails, the limit remains as it is.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, most, most);
    }
}

#[cfg(not(unix))]
fn allow_files() {}
