//! Folders with a meaning: those of the database, which 4D's filesystems name, and those of the system and the user.

use super::read_whole;
use fourd_project::{ProjectKind, ProjectNumber};
use fourd_runtime::Process;
use fourd_runtime::access;
use fourd_runtime::command::Star;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A filesystem of 4D.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileSystem {
    /// `/DATA`.
    Data,
    /// `/LOGS`.
    Logs,
    /// `/PACKAGE`.
    Package,
    /// `/PROJECT`.
    Project,
    /// `/RESOURCES`.
    Resources,
    /// `/SOURCES`.
    Sources,
}

const FILE_SYSTEMS: &[FileSystem] = &[
    FileSystem::Data,
    FileSystem::Logs,
    FileSystem::Package,
    FileSystem::Project,
    FileSystem::Resources,
    FileSystem::Sources,
];

impl FileSystem {
    /// Its name without `/`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            FileSystem::Data => "DATA",
            FileSystem::Logs => "LOGS",
            FileSystem::Package => "PACKAGE",
            FileSystem::Project => "PROJECT",
            FileSystem::Resources => "RESOURCES",
            FileSystem::Sources => "SOURCES",
        }
    }
}

/// The filesystem at the beginning of a path, and the rest.
pub(crate) fn split(path: &str) -> Option<(FileSystem, &str)> {
    let rest = path.strip_prefix('/')?;
    let (name, rest) = rest.split_once('/').unwrap_or((rest, ""));
    FILE_SYSTEMS.iter().find(|system| system.name() == name).map(|system| (*system, rest))
}

/// Whose files and folders a command means: those of the running project, with `*` those of the host.
pub(crate) fn whose(process: &Process<'_>, host: Star) -> ProjectNumber {
    if host.0 { ProjectNumber::HOST } else { process.project() }
}

/// The folder that a filesystem stands for in a project; it need not be there. Components have the data of their host.
pub(crate) fn folder_of(process: &Process<'_>, project: ProjectNumber, system: FileSystem) -> PathBuf {
    let host = &process.program().project;
    let (project, data) = (host.numbered(project), host.root.join("Data"));
    match system {
        FileSystem::Data => data,
        FileSystem::Logs => host.logs(),
        FileSystem::Package => project.root.clone(),
        FileSystem::Resources => project.resources(),
        FileSystem::Sources => project.sources().unwrap_or(&project.root).to_path_buf(),
        FileSystem::Project => match (project.kind, project.sources().and_then(Path::parent)) {
            (ProjectKind::Package, Some(folder)) => folder.to_path_buf(),
            _ => project.root.clone(),
        },
    }
}

/// The folder of the running project: of its structure, or of the script.
pub(crate) fn database(process: &Process<'_>) -> PathBuf {
    process.program().project.numbered(process.project()).root.clone()
}

/// The user's own folder.
pub(crate) fn home() -> Option<PathBuf> {
    access::host().environment().home().filter(|path| path.is_absolute())
}

/// A folder of the user that the desktop can place elsewhere: `Documents`, `Desktop`.
pub(crate) fn of_user(name: &str) -> Option<PathBuf> {
    let home = home()?;
    if cfg!(any(windows, target_os = "macos")) {
        return Some(home.join(name));
    }
    let key = format!("XDG_{}_DIR", name.to_uppercase());
    let configured = read_whole(&configuration()?.join("user-dirs.dirs")).ok().and_then(|bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let value = text.lines().find_map(|line| line.trim().strip_prefix(&key)?.strip_prefix('='))?.trim_matches('"');
        let path = match value.strip_prefix("$HOME/") {
            Some(relative) => home.join(relative),
            None => PathBuf::from(value),
        };
        path.is_absolute().then_some(path)
    });
    Some(configured.unwrap_or_else(|| home.join(name)))
}

/// A variable of the environment.
fn variable(name: &str) -> Option<OsString> {
    access::host().environment().variable(name)
}

/// Where programs keep what the user has set.
fn configuration() -> Option<PathBuf> {
    let from_variable = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        from_variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        Some(home()?.join("Library/Application Support"))
    } else {
        from_variable("XDG_CONFIG_HOME").or_else(|| Some(home()?.join(".config")))
    }
}

/// The folder of this program's preferences: 4D's active folder.
pub(crate) fn preferences() -> Option<PathBuf> {
    Some(configuration()?.join("fourd"))
}

/// A folder of the system, as `System folder` numbers them; `None` where this system has none.
pub(crate) fn of_system(number: i64) -> Option<PathBuf> {
    let windows = |below: &str| variable("SystemRoot").map(|root| PathBuf::from(root).join(below));
    let variable = |name: &str, below: &str| variable(name).map(|root| PathBuf::from(root).join(below));
    const START_MENU: &str = "Microsoft\\Windows\\Start Menu\\Programs";
    const STARTUP: &str = "Microsoft\\Windows\\Start Menu\\Programs\\Startup";
    let choose = |on_windows: Option<PathBuf>, on_mac: Option<&str>, elsewhere: Option<&str>| {
        if cfg!(windows) {
            on_windows
        } else if cfg!(target_os = "macos") {
            on_mac.map(PathBuf::from)
        } else {
            elsewhere.map(PathBuf::from)
        }
    };
    match number {
        0 => choose(windows(""), Some("/System"), Some("/")),
        1 => choose(windows("Fonts"), Some("/Library/Fonts"), Some("/usr/share/fonts")),
        2 => choose(variable("ProgramData", ""), Some("/Library/Preferences"), Some("/etc")),
        3 if cfg!(target_os = "macos") => Some(home()?.join("Library/Preferences")),
        3 => configuration(),
        4 => choose(variable("ProgramData", STARTUP), None, None),
        5 => choose(variable("APPDATA", STARTUP), None, None),
        8 => choose(variable("ProgramData", START_MENU), None, None),
        9 => choose(variable("APPDATA", START_MENU), None, None),
        12 => choose(windows("System"), None, None),
        13 => choose(windows("System32"), None, None),
        14 => choose(variable("USERPROFILE", "Favorites"), None, None),
        15 => of_user("Desktop"),
        16 => choose(variable("ProgramFiles", ""), Some("/Applications"), Some("/usr/bin")),
        17 => of_user("Documents"),
        18 => home(),
        _ => None,
    }
}
