//! Finds the place of a path inside of allowed folders, from folder to folder by their handles.
//!
//! A name is never trusted twice. The walk begins at a handle that was opened when the rules were made, opens each folder on
//! the way relative to the one before, and refuses to follow links while it does: a link is read, and what it says is a new
//! path that must be allowed in its turn. What comes out is the handle of the last folder and one name in it, and the
//! operation itself does not follow a link at that name either. So a link that another program puts in the way at any moment
//! is noticed by the system call that would follow it. Linux can go the whole way to the last folder in one call with the same
//! guarantee; where there is a link, the walk goes step by step.
//!
//! However many files and folders are allowed, there is one handle: that of the folder that has all of them. The way from it to
//! an allowed folder is part of the walk, so it leads through no link either.

use super::allowed::Allowed;
use crate::FileAccess;
use crate::files::error_outside;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat, readlinkat};
use rustix::io::Errno;
use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path, PathBuf};

/// How many links one path may lead through.
const LINKS: usize = 40;

/// The longest path in bytes; systems take no longer ones.
const LONGEST: usize = 4096;

/// How a folder is opened that is only passed.
#[cfg(any(target_os = "linux", target_os = "android"))]
const PASS: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const PASS: OFlags = OFlags::DIRECTORY.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// What is allowed, and the folder at which each walk begins.
pub(super) struct Ground {
    allowed: Allowed,
    /// Why the folder could not be opened, where it could not.
    anchor: Result<Anchor, Errno>,
}

/// An open folder.
struct Anchor {
    folder: OwnedFd,
    path: PathBuf,
}

impl Ground {
    /// The ground of what is allowed.
    pub(super) fn new(allowed: Allowed) -> Ground {
        let anchor = Anchor::open(allowed.common_folder().unwrap_or(Path::new("/")));
        Ground { allowed, anchor }
    }

    fn anchor(&self) -> io::Result<&Anchor> {
        self.anchor.as_ref().map_err(|failure| (*failure).into())
    }

    /// Makes the folders above the allowed one in which a path lies, where they are missing.
    pub(super) fn make_way(&self, path: &Path) -> io::Result<()> {
        let Some(above) = self.allowed.around(path, FileAccess::Write).and_then(Path::parent) else { return Ok(()) };
        let anchor = self.anchor()?;
        let Ok(names) = above.strip_prefix(&anchor.path) else { return Ok(()) };
        let mut folder = anchor.folder.try_clone()?;
        for name in names {
            folder = match openat(&folder, name, PASS, Mode::empty()) {
                Err(Errno::NOENT) => match mkdirat(&folder, name, Mode::from_raw_mode(0o777)) {
                    Ok(()) | Err(Errno::EXIST) => openat(&folder, name, PASS, Mode::empty())?,
                    Err(failure) => return Err(failure.into()),
                },
                // The walk says what is in the way.
                Err(Errno::NOTDIR | Errno::LOOP | Errno::MLINK) => return Ok(()),
                opened => opened?,
            };
        }
        Ok(())
    }

    /// Finds the place of a path. Where `follow` is set, a link at its end is followed too, to something missing as well.
    ///
    /// # Errors
    /// It is not allowed, or a folder on the way is missing.
    pub(super) fn find(&self, path: &Path, access: FileAccess, follow: bool) -> io::Result<Spot<'_>> {
        let mut path = std::path::absolute(path)?;
        for _ in 0..LINKS {
            if path.as_os_str().len() > LONGEST {
                return Err(Errno::NAMETOOLONG.into());
            }
            match self.attempt(&path, access, follow)? {
                Found::Spot(spot) => return Ok(spot),
                Found::Other(other) => path = other,
            }
        }
        Err(io::Error::new(ErrorKind::InvalidInput, "the path does not lead anywhere"))
    }

    fn attempt(&self, path: &Path, access: FileAccess, follow: bool) -> io::Result<Found<'_>> {
        let inner;
        let path = if self.allowed.covers(path, access) {
            path
        } else {
            inner = self.way_in(path, access, follow).ok_or_else(error_outside)?;
            inner.as_path()
        };
        let anchor = self.anchor()?;
        let Ok(names) = path.strip_prefix(&anchor.path) else { return Err(error_outside()) };
        let mut names = names.components();
        if let Some(folder) = at_once(anchor, names.clone())? {
            let path = path.parent().unwrap_or(path).to_path_buf();
            let name = names.next_back().map_or_else(|| ".".into(), |name| name.as_os_str().to_os_string());
            return arrive(Folder::Opened(folder), path, name, follow);
        }
        let is_inside = |walk: &Walk<'_>| self.allowed.covers(&walk.place(), access);
        let names: Vec<OsString> = names.map(|part| part.as_os_str().to_os_string()).collect();
        let mut walk = Walk { anchor, entered: Vec::new(), last: None };
        for (index, name) in names.iter().enumerate() {
            if let Step::Anew(path) = walk.enter(&names[index..])? {
                return Ok(Found::Other(path));
            }
            if name == ".." {
                let above = walk.leave();
                if !above || !is_inside(&walk) {
                    let mut path = walk.place();
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
        if !is_inside(&walk) {
            return Err(error_outside());
        }
        let path = walk.path();
        let Some(name) = walk.last.take() else {
            // The root of the file system.
            return Ok(Found::Spot(Spot { folder: Folder::Anchor(anchor.folder.as_fd()), name: ".".into(), path }));
        };
        let folder = match walk.entered.pop() {
            Some((_, folder)) => Folder::Opened(folder),
            None => Folder::Anchor(anchor.folder.as_fd()),
        };
        arrive(folder, path, name, follow)
    }

    /// The path inside of what is allowed to which a path leads that begins outside.
    ///
    /// Outside, only links are read, and a name that is no link counts as a folder: the result is the same whether there is
    /// something of that name or not, so a program does not find that out.
    fn way_in(&self, path: &Path, access: FileAccess, follow: bool) -> Option<PathBuf> {
        let mut rest: VecDeque<OsString> = parts(path).collect();
        let mut known = PathBuf::from("/");
        let mut links = 0;
        while let Some(name) = rest.pop_front() {
            if name == ".." {
                known.pop();
                continue;
            }
            known.push(name);
            if self.allowed.covers(&known, access) {
                known.extend(rest);
                return Some(known);
            }
            if rest.is_empty() && !follow {
                return None;
            }
            let Ok(target) = std::fs::read_link(&known) else { continue };
            links += 1;
            if links > LINKS {
                return None;
            }
            known.pop();
            if target.is_absolute() {
                known = PathBuf::from("/");
            }
            parts(&target).rev().for_each(|name| rest.push_front(name));
        }
        None
    }
}

/// The names and `..` of a path.
fn parts(path: &Path) -> impl DoubleEndedIterator<Item = OsString> + '_ {
    let named = path.components().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
    named.map(|part| part.as_os_str().to_os_string())
}

impl Anchor {
    /// A folder at an absolute path without links, or the nearest one above it that is there.
    fn open(path: &Path) -> Result<Anchor, Errno> {
        let root = openat(CWD, "/", PASS, Mode::empty())?;
        let mut anchor = Anchor { folder: root, path: PathBuf::from("/") };
        for name in path.strip_prefix("/").unwrap_or(Path::new("")) {
            match openat(&anchor.folder, name, PASS, Mode::empty()) {
                Ok(folder) => anchor.folder = folder,
                // The walk says what is wrong.
                Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP | Errno::MLINK) => break,
                Err(failure) => return Err(failure),
            }
            anchor.path.push(name);
        }
        Ok(anchor)
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
    anchor: &'r Anchor,
    /// The folders that were entered, by name.
    entered: Vec<(OsString, OwnedFd)>,
    /// The last name, which was not looked at yet.
    last: Option<OsString>,
}

impl Walk<'_> {
    fn folder(&self) -> BorrowedFd<'_> {
        self.entered.last().map_or(self.anchor.folder.as_fd(), |(_, folder)| folder.as_fd())
    }

    /// The path of the folder that was entered last.
    fn path(&self) -> PathBuf {
        let mut path = self.anchor.path.clone();
        path.extend(self.entered.iter().map(|(name, _)| name));
        path
    }

    /// The path at which the walk is, with the last name.
    fn place(&self) -> PathBuf {
        let mut path = self.path();
        path.extend(&self.last);
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
}

enum Found<'r> {
    Spot(Spot<'r>),
    Other(PathBuf),
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
fn at_once<'p>(anchor: &Anchor, names: impl Iterator<Item = Component<'p>> + Clone) -> Result<Option<OwnedFd>, Errno> {
    use rustix::fs::{ResolveFlags, openat2};
    let count = names.clone().count();
    if count < 2 || names.clone().any(|name| name == Component::ParentDir) {
        return Ok(None);
    }
    let folder: PathBuf = names.take(count - 1).collect();
    let within = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    match openat2(&anchor.folder, folder, PASS, Mode::empty(), within) {
        Ok(folder) => Ok(Some(folder)),
        // A link would be another error.
        Err(Errno::NOENT) => Err(Errno::NOENT),
        // The walk says why.
        Err(_) => Ok(None),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn at_once<'p>(
    _anchor: &Anchor,
    _names: impl Iterator<Item = Component<'p>> + Clone,
) -> Result<Option<OwnedFd>, Errno> {
    Ok(None)
}
