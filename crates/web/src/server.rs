//! Web servers: one for the host project, and one for each component that uses `WEB Server`.

use crate::authentication::Mode;
use crate::digest::Nonces;
use crate::edge::{self, Listening};
use crate::files::Kept;
use crate::routes::{self, Handler, Rule};
use crate::sessions::Cookies;
use crate::values::{self, Values};
use fourd_host::Open;
use fourd_project::{Project, ProjectNumber};
use fourd_runtime::machine::Machine;
use fourd_runtime::world::World;
use fourd_runtime::{Process, Program};
use parking_lot::{Mutex, RwLock};
use serde_json::Value as Json;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// The property that is the name of the cookie of sessions.
const COOKIE_NAME: &str = "sessionCookieName";
/// The largest file of handlers or rules, in bytes.
const MOST_SETTINGS: u64 = 4 << 20;

/// What goes before all settings of the host's server: the options of `fourd serve`.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The port for HTTP; 0 is a free one.
    pub port: Option<u16>,
    /// The port for HTTPS.
    pub https_port: Option<u16>,
    /// The address to listen at.
    pub host: Option<String>,
    /// Each request is a line on standard error.
    pub shows_requests: bool,
    /// How long a client may take for the head of a request, or to take a part of an answer.
    pub client_time: Option<Duration>,
}

/// Where a world keeps its overrides.
#[derive(Default)]
pub struct Given(pub Mutex<Overrides>);

/// Why a server did not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartError {
    /// A number of our own: those of 4D are not documented.
    pub code: i64,
    /// A sentence.
    pub message: String,
}

/// The server runs already.
pub const ALREADY_RUNNING: i64 = -20001;
/// A setting is not valid.
pub const WRONG_SETTING: i64 = -20002;
/// A port cannot be listened to.
pub const NO_PORT: i64 = -20003;
/// There is no certificate.
pub const NO_CERTIFICATE: i64 = -20004;

/// A web server.
pub struct Server {
    /// The project whose server it is.
    pub project: ProjectNumber,
    /// The program.
    pub program: Arc<Program>,
    machine: Weak<Machine>,
    /// What `WEB SET OPTION` and `WEB SET ROOT FOLDER` have set.
    options: Mutex<Values>,
    running: RwLock<Option<Arc<Running>>>,
    /// The cookies of its sessions.
    pub cookies: Cookies,
    /// What it keeps of its files.
    pub files: Kept,
    /// What its browsers prove with digests that they know passwords.
    pub nonces: Nonces,
}

/// A server that runs.
pub struct Running {
    values: RwLock<Arc<Values>>,
    /// How it identifies users.
    pub mode: Mode,
    /// The HTTP request handlers.
    pub handlers: Vec<Handler>,
    /// The HTTP rules.
    pub rules: Vec<Arc<Rule>>,
    /// The folder of its files.
    pub root: PathBuf,
    /// When it was started, on the clock of the run.
    pub started: Duration,
    /// It was started with the application, not by code.
    pub automatic: bool,
    /// How many requests it has got.
    pub requests: AtomicU64,
    /// How many processes answer requests now.
    pub processes: AtomicUsize,
    /// Its ports.
    pub listening: Mutex<Option<Listening>>,
    /// The log of its requests.
    pub log: crate::log::Log,
}

impl Running {
    /// What its properties are now.
    pub fn values(&self) -> Arc<Values> {
        self.values.read().clone()
    }
}

/// The web servers of a machine.
#[derive(Default)]
pub struct Servers(Mutex<Vec<Arc<Server>>>);

impl Servers {
    /// The server of a project, made where there is none yet.
    pub fn of(process: &Process<'_>, project: ProjectNumber) -> Arc<Server> {
        Self::on(process.machine(), process.program(), project)
    }

    /// As [`of`](Self::of), on a machine.
    pub fn on(machine: &Arc<Machine>, program: &Arc<Program>, project: ProjectNumber) -> Arc<Server> {
        let servers = machine.state.get::<Servers>();
        let mut list = servers.0.lock();
        if let Some(found) = list.iter().find(|server| server.project == project) {
            return found.clone();
        }
        let server = Arc::new(Server {
            project,
            program: program.clone(),
            machine: Arc::downgrade(machine),
            options: Mutex::default(),
            running: RwLock::new(None),
            cookies: Cookies::default(),
            files: Kept::default(),
            nonces: Nonces::default(),
        });
        list.push(server.clone());
        server
    }

    /// All servers, the host's first.
    pub fn all(process: &Process<'_>) -> Vec<Arc<Server>> {
        let host = Self::of(process, ProjectNumber::HOST);
        let servers = process.machine().state.get::<Servers>();
        let list = servers.0.lock();
        let others = list.iter().filter(|server| !server.project.is_host()).cloned();
        std::iter::once(host).chain(others).collect()
    }
}

impl Server {
    /// The project.
    pub fn own_project(&self) -> &Project {
        self.program.project.numbered(self.project)
    }

    /// The machine, while it lives.
    pub fn machine(&self) -> Option<Arc<Machine>> {
        self.machine.upgrade()
    }

    /// The server while it runs.
    pub fn running(&self) -> Option<Arc<Running>> {
        self.running.read().clone()
    }

    /// What its properties are: those in use while it runs, else those of the next start.
    pub fn values(&self) -> Arc<Values> {
        self.running().map_or_else(|| Arc::new(self.configured(Values::default())), |running| running.values())
    }

    /// The values of a start with these settings.
    pub fn configured(&self, given: Values) -> Values {
        let project = self.own_project();
        let defaults = Values::defaults(&project.name);
        let mut values =
            given.over(&self.options.lock()).over(&Values::of_settings(project.settings())).over(&defaults);
        // Only sessions of the past let code name the cookie.
        if let (Some(property), Some(name)) = (values::named(COOKIE_NAME), defaults.get(COOKIE_NAME)) {
            values.set(property, name.clone());
        }
        values
    }

    /// The value of an option as it was set, whether it counts or not.
    pub fn option(&self, property: &values::Property) -> Json {
        let set = self.options.lock().get(property.name).cloned();
        set.or_else(|| self.configured(Values::default()).get(property.name).cloned()).unwrap_or_default()
    }

    /// Sets what an option of the server counts as from now on, or from the next start on.
    pub fn set_option(&self, property: &values::Property, value: Json) {
        self.options.lock().set(property, value.clone());
        let Some(running) = self.running() else { return };
        if !property.needs_restart && property.name != COOKIE_NAME {
            let mut values = running.values.write();
            let mut changed = (**values).clone();
            changed.set(property, value);
            *values = Arc::new(changed);
        }
    }

    /// The folder of its files with these values.
    pub fn root(&self, values: &Values) -> PathBuf {
        let given = match values.text("rootFolder").trim_end_matches('/') {
            "" => values::ROOT_FOLDER,
            // The file system of the package is that of the project.
            given => given.strip_prefix("/PACKAGE/").unwrap_or(given),
        };
        let folder = self.own_project().root.join(given);
        // `./www/` and the like.
        folder.components().collect()
    }

    /// The entries of a list: those that were given, or else those of a file of the project. Only the host's server reads it.
    fn entries(&self, given: &Values, name: &str, file: &str, problems: &mut Vec<String>) -> Vec<Json> {
        if given.get(name).is_some() {
            return given.list(name).to_vec();
        }
        let path = self.own_project().sources().filter(|_| self.project.is_host()).map(|sources| sources.join(file));
        let Some(text) = path.and_then(|path| self.read(&path)) else { return Vec::new() };
        match serde_json::from_str::<Json>(&routes::without_comments(&text)) {
            Ok(Json::Array(list)) => list,
            Ok(_) => {
                problems.push(format!("`{file}`: expected a list"));
                Vec::new()
            }
            Err(problem) => {
                problems.push(format!("`{file}`: {problem}"));
                Vec::new()
            }
        }
    }

    fn read(&self, path: &Path) -> Option<String> {
        let file = self.program.surroundings.host.files().open(path, Open::READ).ok()?;
        let mut text = String::new();
        file.take(MOST_SETTINGS).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// Starts the server; what is wrong with handlers and rules is written to standard error.
    ///
    /// # Errors
    /// It runs already, or it cannot listen.
    pub fn start(self: &Arc<Self>, given: Values, automatic: bool) -> Result<(), StartError> {
        let Some(machine) = self.machine() else {
            return Err(StartError { code: WRONG_SETTING, message: "The program has ended".to_owned() });
        };
        let world = machine.world.clone();
        let mut problems = Vec::new();
        let mut values = self.configured(given.clone());
        for (name, file) in [("handlers", "HTTPHandlers.json"), ("rules", "HTTPRules.json")] {
            let entries = self.entries(&given, name, file, &mut problems);
            if let Some(property) = values::named(name) {
                values.set(property, Json::Array(entries));
            }
        }
        let (handlers, wrong_handlers) = routes::handlers(values.list("handlers"));
        let (rules, wrong_rules) = routes::rules(values.list("rules"));
        problems.extend(wrong_handlers.into_iter().chain(wrong_rules));
        if values::names_legacy_sessions(self.own_project().settings()) {
            problems.push("legacy sessions are not there: the site has scalable sessions".to_owned());
        }
        let running = Arc::new(Running {
            root: self.root(&values),
            values: RwLock::new(Arc::new(values)),
            mode: Mode::of(self.own_project().settings()),
            handlers,
            rules,
            started: world.now(),
            automatic,
            requests: AtomicU64::new(0),
            processes: AtomicUsize::new(0),
            listening: Mutex::new(None),
            log: crate::log::Log::new(self, self.own_project().settings(), self.shows_requests(&world)),
        });
        {
            let mut slot = self.running.write();
            if slot.is_some() {
                let message = "The web server is running already".to_owned();
                return Err(StartError { code: ALREADY_RUNNING, message });
            }
            *slot = Some(running.clone());
        }
        for problem in &problems {
            self.warn(problem);
        }
        let overrides = if self.project.is_host() { self.overrides(&world) } else { Overrides::default() };
        match edge::listen(self, &running, &world, &overrides, &given) {
            Ok(listening) => {
                let mut values = running.values.write();
                let mut actual = (**values).clone();
                for (name, port) in [("HTTPPort", listening.http), ("HTTPSPort", listening.https)] {
                    if let (Some(property), Some(port)) = (values::named(name), port) {
                        actual.set(property, Json::from(port.port()));
                    }
                }
                if let Some(property) = values::named("HTTPSEnabled") {
                    actual.set(property, Json::from(listening.https.is_some()));
                }
                *values = Arc::new(actual);
                drop(values);
                *running.listening.lock() = Some(listening);
                Ok(())
            }
            Err(problem) => {
                *self.running.write() = None;
                Err(problem)
            }
        }
    }

    fn overrides(&self, world: &World) -> Overrides {
        world.state.get::<Given>().0.lock().clone()
    }

    /// Whether each request is a line on standard error.
    fn shows_requests(&self, world: &World) -> bool {
        world.state.get::<Given>().0.lock().shows_requests
    }

    /// Writes a warning to standard error.
    pub fn warn(&self, text: &str) {
        let line = format!("warning: web server of `{}`: {text}\n", self.own_project().name);
        let _ = self.program.surroundings.host.streams().write_errors(line.as_bytes());
    }

    /// Stops the server: it takes no further request, finishes those that it has, and all its sessions end.
    pub fn stop(&self) -> Option<Arc<Running>> {
        let running = self.running.write().take()?;
        if let Some(listening) = &*running.listening.lock() {
            listening.stop();
        }
        running.log.flush();
        if let Some(machine) = self.machine() {
            self.cookies.end_all(&machine);
        }
        Some(running)
    }

    /// Counts a request.
    pub fn counts(&self, running: &Running) {
        running.requests.fetch_add(1, Ordering::Relaxed);
    }
}
