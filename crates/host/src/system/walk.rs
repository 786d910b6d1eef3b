//! Finds the place of a path inside of allowed folders, from folder to folder by their handles.
//!
//! A name is never trusted twice. The walk begins at a handle that was opened when the rules were made, opens each folder on
//! the way relative to the one before, and refuses to follow links while it does: a link is read, and what it says is a new
//! path that must be allowed in its turn. What comes out is the handle of the last folder and one name in it, and the
//! operation itself does not follow a link at that name either. So a link that another program puts in the way at any moment
//! is noticed by the system call that would follow it. Linux can go the whole way to the last folder in one call with the same
//! guarantee; where there is a link, the walk goes step by step.

use crate::FileAccess;
use crate::files::error_outside;
use crate::rules::resolved;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{Mode, OFlags, mkdirat, openat, readlinkat};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path, PathBuf};

/// How many links one path may lead through.
const LINKS: usize = 40;

/// How a folder is opened that is only passed.
#[cfg(any(target_os = "linux", target_os = "android"))]
const PASS: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const PASS: OFlags = OFlags::DIRECTORY.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// A file or folder that is allowed, with all that is in it.
pub(super) struct Root {
    /// The folder that the allowed one is in, or the nearest one above that exists.
    anchor: OwnedFd,
    anchor_path: PathBuf,
    /// The names from there to the allowed one; none for the root of the file system.
    names: Vec<OsString>,
    writable: bool,
}

impl Root {
    /// A root at an absolute path without links; none where no folder above it can be opened.
    pub(super) fn new(path: &Path, writable: bool) -> Option<Root> {
        let mut names = Vec::new();
        let mut folder = path;
        loop {
            if let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) {
                names.push(name.to_os_string());
                folder = parent;
            } else if folder != Path::new("/") {
                return None;
            }
            match openat(rustix::fs::CWD, folder, PASS, Mode::empty()) {
                Ok(anchor) => {
                    let anchor_path = folder.to_path_buf();
                    names.reverse();
                    return Some(Root { anchor, anchor_path, names, writable });
                }
                Err(_) if folder.parent().is_some() => {}
                Err(_) => return None,
            }
        }
    }

    /// Makes the folders above the allowed one for a path inside of it, where they are missing.
    pub(super) fn make_way(&self, path: &Path) -> io::Result<()> {
        let Some((_, above)) = self.names.split_last() else { return Ok(()) };
        if above.is_empty() || !self.writable || self.names_to(path).is_none() {
            return Ok(());
        }
        let mut folder = self.anchor.try_clone()?;
        for name in above {
            match mkdirat(&folder, name, Mode::from_raw_mode(0o777)) {
                Ok(()) | Err(Errno::EXIST) => folder = openat(&folder, name, PASS, Mode::empty())?,
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(())
    }

    /// The names from the anchor to a path that lies inside, seen from the names alone.
    fn names_to<'p>(&self, path: &'p Path) -> Option<impl Iterator<Item = Component<'p>> + Clone> {
        let rest = path.strip_prefix(&self.anchor_path).ok()?.components();
        let own = self.names.iter().map(|name| Component::Normal(name.as_os_str()));
        rest.clone().take(self.names.len()).eq(own).then_some(rest)
    }
}

/// A name in a folder that is open.
pub(super) struct Spot<'r> {
    folder: Folder<'r>,
    /// The name; `.` for the root of the file system.
    pub(super) name: OsString,
    /// The path that was found, without links and `..`.
    pub(super) path: PathBuf,
}

enum Folder<'r> {
    Anchor(BorrowedFd<'r>),
    Opened(OwnedFd),
}

impl Spot<'_> {
    /// The folder.
    pub(super) fn folder(&self) -> BorrowedFd<'_> {
        match &self.folder {
            Folder::Anchor(anchor) => *anchor,
            Folder::Opened(opened) => opened.as_fd(),
        }
    }
}

/// What a step of the walk leads to.
enum Step {
    /// On to the next name.
    On,
    /// The walk starts again with this path.
    Anew(PathBuf),
}

/// The way from an anchor.
struct Walk<'r> {
    root: &'r Root,
    /// The folders that were entered, by name.
    entered: Vec<(OsString, OwnedFd)>,
    /// The last name, which was not looked at yet.
    last: Option<OsString>,
}

impl<'r> Walk<'r> {
    fn folder(&self) -> BorrowedFd<'_> {
        self.entered.last().map_or(self.root.anchor.as_fd(), |(_, folder)| folder.as_fd())
    }

    /// The path of the folder that was entered last.
    fn path(&self) -> PathBuf {
        let mut path = self.root.anchor_path.clone();
        path.extend(self.entered.iter().map(|(name, _)| name));
        path
    }

    /// Looks at the last name: enters the folder, or reads the link.
    fn enter(&mut self, rest: &[OsString]) -> io::Result<Step> {
        let Some(name) = self.last.take() else { return Ok(Step::On) };
        match openat(self.folder(), &name, PASS, Mode::empty()) {
            Ok(folder) => {
                self.entered.push((name, folder));
                Ok(Step::On)
            }
            // The system says either of both for a link.
            Err(Errno::NOTDIR | Errno::LOOP | Errno::MLINK) => match self.link(&name)? {
                Some(target) => Ok(Step::Anew(self.path().join(target).join(rest.iter().collect::<PathBuf>()))),
                None => Err(Errno::NOTDIR.into()),
            },
            Err(failure) => Err(failure.into()),
        }
    }

    /// What the link of this name says; nothing where it is no link or not there.
    fn link(&self, name: &OsStr) -> io::Result<Option<PathBuf>> {
        link(self.folder(), name)
    }

    /// Leaves the folder that was entered last; false where that is the anchor.
    fn leave(&mut self) -> bool {
        if self.entered.pop().is_none() {
            return false;
        }
        self.last = self.entered.pop().map(|(name, _)| name);
        true
    }

    /// Whether the place lies inside of what the root allows.
    fn is_inside(&self) -> bool {
        let names = self.entered.iter().map(|(name, _)| name).chain(&self.last);
        names.take(self.root.names.len()).eq(&self.root.names)
    }
}

/// Finds the place of a path. Where `follow` is set, a link at its end is followed too, to something missing as well.
///
/// # Errors
/// It is not allowed, or a folder on the way is missing.
pub(super) fn find<'r>(roots: &'r [Root], path: &Path, access: FileAccess, follow: bool) -> io::Result<Spot<'r>> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..LINKS {
        match attempt(roots, &path, access, follow)? {
            Found::Spot(spot) => return Ok(spot),
            Found::Other(other) => path = other,
        }
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "the path does not lead anywhere"))
}

enum Found<'r> {
    Spot(Spot<'r>),
    Other(PathBuf),
}

fn attempt<'r>(roots: &'r [Root], path: &Path, access: FileAccess, follow: bool) -> io::Result<Found<'r>> {
    let usable = || roots.iter().filter(|root| access == FileAccess::Read || root.writable);
    let around = |path: &Path| usable().find(|root| root.names_to(path).is_some());
    let outer;
    let (root, path) = match around(path) {
        Some(root) => (root, path),
        None => {
            // What is outside is only looked at to find the way in: nothing of it is opened.
            outer = outside(path, follow)?;
            (around(&outer).ok_or_else(error_outside)?, outer.as_path())
        }
    };
    let Some(names) = root.names_to(path) else { return Err(error_outside()) };
    if let Some(folder) = at_once(root, names.clone()) {
        let path = path.parent().unwrap_or(path).to_path_buf();
        let name = names.last().map_or_else(|| ".".into(), |name| name.as_os_str().to_os_string());
        return arrive(Folder::Opened(folder), path, name, follow);
    }
    let names: Vec<OsString> = names.map(|part| part.as_os_str().to_os_string()).collect();
    let mut walk = Walk { root, entered: Vec::new(), last: None };
    for (index, name) in names.iter().enumerate() {
        if let Step::Anew(path) = walk.enter(&names[index..])? {
            return Ok(Found::Other(path));
        }
        if name == ".." {
            let above = walk.leave();
            if !above || !walk.is_inside() {
                let mut path = walk.path();
                path.extend(&walk.last);
                if !above {
                    path.pop();
                }
                path.extend(&names[index + 1..]);
                return Ok(Found::Other(path));
            }
        } else {
            walk.last = Some(name.clone());
        }
    }
    if !walk.is_inside() {
        return Err(error_outside());
    }
    let path = walk.path();
    let Some(name) = walk.last.take() else {
        // The root of the file system.
        return Ok(Found::Spot(Spot { folder: Folder::Anchor(root.anchor.as_fd()), name: ".".into(), path }));
    };
    let folder = match walk.entered.pop() {
        Some((_, folder)) => Folder::Opened(folder),
        None => Folder::Anchor(root.anchor.as_fd()),
    };
    arrive(folder, path, name, follow)
}

/// The place of a name in a folder that was found, or where the link of this name leads.
fn arrive<'r>(folder: Folder<'r>, path: PathBuf, name: OsString, follow: bool) -> io::Result<Found<'r>> {
    let spot = Spot { folder, path: path.join(&name), name };
    match if follow { link(spot.folder(), &spot.name)? } else { None } {
        Some(target) => Ok(Found::Other(path.join(target))),
        None => Ok(Found::Spot(spot)),
    }
}

/// What the link of a name says; nothing where it is no link or not there.
fn link(folder: BorrowedFd<'_>, name: &OsStr) -> io::Result<Option<PathBuf>> {
    match readlinkat(folder, name, Vec::new()) {
        Ok(target) => Ok(Some(PathBuf::from(OsString::from_vec(target.into_bytes())))),
        Err(Errno::INVAL | Errno::NOENT) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}

/// The folder of a path in one step, where the system can do that and no name on the way is a link or `..`.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn at_once<'p>(root: &Root, names: impl Iterator<Item = Component<'p>> + Clone) -> Option<OwnedFd> {
    use rustix::fs::{ResolveFlags, openat2};
    let count = names.clone().count();
    if count < 2 || names.clone().any(|name| name == Component::ParentDir) {
        return None;
    }
    let folder: PathBuf = names.take(count - 1).collect();
    let within = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    // Where that fails, the walk says why.
    openat2(&root.anchor, folder, PASS, Mode::empty(), within).ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn at_once<'p>(_root: &Root, _names: impl Iterator<Item = Component<'p>> + Clone) -> Option<OwnedFd> {
    None
}

/// A path that begins outside of what is allowed, without the links on the way there.
fn outside(path: &Path, follow: bool) -> io::Result<PathBuf> {
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !follow => Ok(resolved(parent)?.join(name)),
        _ => resolved(path),
    }
}
