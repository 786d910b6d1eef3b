//! The operating system.

mod allowed;
#[cfg(not(unix))]
mod by_name;
#[cfg(unix)]
mod confined;
mod files;
mod outside;
mod replacement;
#[cfg(unix)]
mod walk;

#[cfg(not(unix))]
use by_name as confined;

use crate::outside::{Clock, Environment, Network, Programs, Streams};
use crate::{Files, Host, Rules};
use confined::Confined;
use files::Everything;
use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Arc;

/// The language and region where nothing else is chosen.
const LOCALE: &str = "en-US";

/// The operating system: all of it, or what rules allow.
pub struct System {
    outside: outside::Outside,
    /// Files within the rules, where they do not allow all.
    confined: Option<Confined>,
    locale: String,
}

impl System {
    /// All of the operating system.
    pub fn new() -> System {
        Self::of(None, LOCALE.to_owned())
    }

    /// What rules allow of it.
    pub fn with_rules(rules: Rules) -> System {
        Self::of(Some(rules), LOCALE.to_owned())
    }

    /// The same in another language and region.
    #[must_use]
    pub fn in_locale(self, tag: &str) -> System {
        System { locale: tag.to_owned(), ..self }
    }

    fn of(rules: Option<Rules>, locale: String) -> System {
        let confined = rules.as_ref().and_then(Rules::roots).map(Confined::to);
        System { outside: outside::Outside { rules: rules.map(Arc::new) }, confined, locale }
    }
}

impl Default for System {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for System {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("System").field("rules", &self.outside.rules).field("locale", &self.locale).finish()
    }
}

impl Host for System {
    fn files(&self) -> &dyn Files {
        match &self.confined {
            Some(confined) => confined,
            None => &Everything,
        }
    }

    fn network(&self) -> &dyn Network {
        &self.outside
    }

    fn programs(&self) -> &dyn Programs {
        self
    }

    fn streams(&self) -> &dyn Streams {
        &self.outside
    }

    fn clock(&self) -> &dyn Clock {
        &self.outside
    }

    fn environment(&self) -> &dyn Environment {
        &self.outside
    }

    fn locale(&self) -> &str {
        &self.locale
    }

    fn rules(&self) -> Option<&Rules> {
        self.outside.rules.as_deref()
    }

    fn within(self: Arc<Self>, rules: Rules) -> Arc<dyn Host> {
        Arc::new(Self::of(Some(rules), self.locale.clone()))
    }
}

impl Programs for System {
    fn ask(&self, name: &str) -> io::Result<()> {
        self.outside.rules.as_ref().map_or(Ok(()), |rules| rules.ask_program(name))
    }

    fn start(&self, command: &mut Command, folder: Option<&Path>) -> io::Result<Child> {
        Programs::ask(self, &command.get_program().to_string_lossy())?;
        let Some(folder) = folder else { return command.spawn() };
        let Some(confined) = &self.confined else { return command.current_dir(folder).spawn() };
        #[cfg(any(target_os = "linux", target_os = "android"))]
        {
            use std::os::fd::AsRawFd;
            // The new process goes into the folder before the handle closes.
            let opened = confined.folder(folder)?;
            command.current_dir(format!("/proc/self/fd/{}", opened.as_raw_fd())).spawn()
        }
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        command.current_dir(confined.canonical(folder)?).spawn()
    }
}
