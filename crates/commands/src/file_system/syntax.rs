//! Paths as texts: POSIX syntax and the syntax of each system
//! ([Pathnames](https://developer.4d.com/docs/Concepts/paths)). Systems other than Windows and macOS use POSIX syntax.

use super::{link_target, list};
use fourd_runtime::surroundings::entered;
use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

/// The syntax of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// `/folder/file`.
    Posix,
    /// `C:\folder\file`.
    Windows,
    /// `Volume:folder:file`.
    Mac,
}

/// The syntax of the system that the program runs on.
pub(crate) const SYSTEM: Syntax = if cfg!(windows) {
    Syntax::Windows
} else if cfg!(target_os = "macos") {
    Syntax::Mac
} else {
    Syntax::Posix
};

impl Syntax {
    /// What stands between folders.
    pub(crate) fn separator(self) -> char {
        match self {
            Syntax::Posix => '/',
            Syntax::Windows => '\\',
            Syntax::Mac => ':',
        }
    }

    /// Whether a path begins at the root of a volume.
    pub(crate) fn is_absolute(self, path: &str) -> bool {
        match self {
            Syntax::Posix => path.starts_with('/'),
            Syntax::Windows => drive(path).is_some() || path.starts_with("\\\\") || path.starts_with("//"),
            Syntax::Mac => !path.starts_with(':') && path.contains(':'),
        }
    }

    /// A path of the system in POSIX syntax; an absolute one stays absolute. `startup` is the name of the volume that
    /// the system was started from.
    pub(crate) fn to_posix(self, path: &str, startup: &str) -> String {
        match self {
            Syntax::Posix => path.to_owned(),
            Syntax::Windows => path.replace('\\', "/"),
            Syntax::Mac => {
                let swapped = swap(path);
                if !self.is_absolute(path) {
                    return swapped.strip_prefix('/').map_or(swapped.clone(), str::to_owned);
                }
                let (volume, rest) = swapped.split_once('/').unwrap_or((&swapped, ""));
                if volume == startup { format!("/{rest}") } else { format!("/Volumes/{volume}/{rest}") }
            }
        }
    }

    /// A POSIX path in the syntax of the system.
    pub(crate) fn of_posix(self, path: &str, startup: &str) -> String {
        match self {
            Syntax::Posix => path.to_owned(),
            Syntax::Windows => path.replace('/', "\\"),
            Syntax::Mac => match (path.strip_prefix("/Volumes/"), path.strip_prefix('/')) {
                (Some(on_volume), _) => swap(on_volume),
                (None, Some(rest)) => format!("{startup}:{}", swap(rest)),
                (None, None) => swap(&format!("/{path}")),
            },
        }
    }
}

/// Letter and colon at the beginning of a path.
fn drive(path: &str) -> Option<&str> {
    let mut bytes = path.bytes();
    match (bytes.next(), bytes.next()) {
        (Some(letter), Some(b':')) if letter.is_ascii_alphabetic() => path.get(..2),
        _ => None,
    }
}

fn swap(path: &str) -> String {
    path.chars()
        .map(|each| match each {
            '/' => ':',
            ':' => '/',
            other => other,
        })
        .collect()
}

/// The root at the beginning of an absolute POSIX path, and the rest: `/`, `C:/` or `//server/`.
pub(crate) fn split_root(syntax: Syntax, path: &str) -> Option<(String, &str)> {
    if syntax == Syntax::Windows {
        let from_drive = path.strip_prefix('/').filter(|rest| drive(rest).is_some()).unwrap_or(path);
        if let Some(letter) = drive(from_drive) {
            return Some((format!("{letter}/"), from_drive.get(2..).unwrap_or_default()));
        }
        let (server, rest) = path.strip_prefix("//")?.split_once('/')?;
        return Some((format!("//{server}/"), rest));
    }
    Some(("/".to_owned(), path.strip_prefix('/')?))
}

/// Whether a name can be given to a file or folder; the characters that some system reserves are refused on all.
pub(crate) fn is_valid_name(name: &str) -> bool {
    !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', ':', '\0'])
}

/// The name of the volume that the system was started from, as a world has found it.
#[derive(Default)]
struct StartupVolume(OnceLock<String>);

/// The name of the volume that the system was started from, where the syntax needs it. What a program may see decides about
/// it.
pub(crate) fn startup_volume() -> Cow<'static, str> {
    const USUAL: &str = "Macintosh HD";
    if SYSTEM != Syntax::Mac {
        return Cow::Borrowed(USUAL);
    }
    let known = entered(|world| world.map(|world| world.state.get::<StartupVolume>())).unwrap_or_default();
    let find = || {
        let volumes = Path::new("/Volumes");
        let entries = list(volumes).unwrap_or_default();
        let startup = entries.into_iter().find(
            |entry| matches!(link_target(&volumes.join(&entry.name)), Ok(Some(target)) if target == Path::new("/")),
        );
        startup.map_or(USUAL.to_owned(), |entry| entry.name)
    };
    Cow::Owned(known.0.get_or_init(find).clone())
}

/// A path on disk in POSIX syntax.
pub(crate) fn posix_of(path: &Path) -> String {
    let text = path.to_string_lossy();
    if SYSTEM == Syntax::Windows { text.replace('\\', "/") } else { text.into_owned() }
}

/// A path on disk in the system's syntax; that of a folder ends with a separator.
pub(crate) fn system_of(path: &Path, folder: bool) -> String {
    let mut text = SYSTEM.of_posix(&posix_of(path), &startup_volume());
    let separator = SYSTEM.separator();
    if folder && !text.ends_with(separator) {
        text.push(separator);
    }
    text
}

/// The name without its extension, and the extension with its point. A name that begins with a point has no extension
/// there.
pub(crate) fn split_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(0) | None => (name, ""),
        Some(point) => name.split_at(point),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn examples_of_the_documentation() {
        let posix = |path| Syntax::Mac.to_posix(path, "machd");
        assert_eq!(posix("machd:file 2.txt"), "/file 2.txt");
        assert_eq!(posix("disk2:file 2.txt"), "/Volumes/disk2/file 2.txt");
        assert_eq!(posix(":resources:images"), "resources/images");
        assert_eq!(Syntax::Mac.of_posix("/Volumes/machd/file 2.txt", "machd"), "machd:file 2.txt");
        assert_eq!(Syntax::Mac.of_posix("/file 2.txt", "machd"), "machd:file 2.txt");
        assert_eq!(Syntax::Windows.to_posix("c:\\docs\\file 2.txt", ""), "c:/docs/file 2.txt");
        assert_eq!(Syntax::Windows.to_posix("\\\\srv\\tempo\\file.txt", ""), "//srv/tempo/file.txt");
        assert_eq!(Syntax::Windows.of_posix("c:/docs/file 2.txt", ""), "c:\\docs\\file 2.txt");
    }

    #[test]
    fn roots() {
        assert_eq!(split_root(Syntax::Posix, "/a/b"), Some(("/".to_owned(), "a/b")));
        assert_eq!(split_root(Syntax::Posix, "a/b"), None);
        assert_eq!(split_root(Syntax::Windows, "c:/a").unwrap(), ("c:/".to_owned(), "/a"));
        assert_eq!(split_root(Syntax::Windows, "/c:/a").unwrap(), ("c:/".to_owned(), "/a"));
        assert_eq!(split_root(Syntax::Windows, "//srv/a").unwrap(), ("//srv/".to_owned(), "a"));
        assert_eq!(split_root(Syntax::Windows, "/a"), None);
    }

    #[test]
    fn extensions() {
        assert_eq!(split_extension("report.tar.gz"), ("report.tar", ".gz"));
        assert_eq!(split_extension(".invisible"), (".invisible", ""));
        assert_eq!(split_extension("none"), ("none", ""));
    }
}
