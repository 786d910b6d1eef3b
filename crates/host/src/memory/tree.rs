//! The files and folders in memory.

use super::content::{Bytes, OpenBytes, time_of};
use super::{Memory, State};
use crate::file::Content;
use crate::files::Replacing;
use crate::{Entry, File, FileAccess, Files, Kind, Metadata, Open};
use parking_lot::Mutex;
use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// How many links one path may lead through.
const LINKS: usize = 40;

/// Something in the tree.
#[derive(Clone, Debug)]
enum Node {
    File(Arc<Mutex<Bytes>>),
    Folder(SystemTime, u32),
    Link(PathBuf, SystemTime),
}

/// All files and folders by their paths, which have no links and no `..`.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: BTreeMap<PathBuf, Node>,
}

fn failed(kind: ErrorKind) -> io::Error {
    // Numbered like an error of a system would be, so that both are reported alike.
    kind.into()
}

impl Tree {
    pub(super) fn new() -> Tree {
        let root = (PathBuf::from("/"), Node::Folder(SystemTime::UNIX_EPOCH, 0o755));
        Tree { nodes: BTreeMap::from([root]) }
    }

    /// Puts a file at a path, with the folders above it.
    pub(super) fn put(&mut self, path: &Path, content: Vec<u8>) {
        let path = Path::new("/").join(path);
        for folder in path.ancestors().skip(1) {
            let folder = self.nodes.entry(folder.to_path_buf());
            folder.or_insert(Node::Folder(SystemTime::UNIX_EPOCH, 0o755));
        }
        let file = Bytes::new(content, SystemTime::UNIX_EPOCH);
        self.nodes.entry(path).or_insert_with(|| Node::File(Arc::new(Mutex::new(file))));
    }

    /// The content of a file.
    pub(super) fn content(&self, path: &Path) -> Option<Vec<u8>> {
        match self.nodes.get(path)? {
            Node::File(file) => Some(file.lock().bytes.clone()),
            _ => None,
        }
    }

    /// The path without links and `..`; a link at its end is followed where `follow` is set. The last name need not be there.
    ///
    /// # Errors
    /// Where the path ends, and why.
    fn real(&self, path: &Path, follow: bool) -> Result<PathBuf, (PathBuf, io::Error)> {
        let mut rest: VecDeque<OsString> = parts(path);
        let mut real = PathBuf::from("/");
        let mut links = 0;
        while let Some(name) = rest.pop_front() {
            if name == ".." {
                real.pop();
                continue;
            }
            let next = real.join(&name);
            match self.nodes.get(&next) {
                Some(Node::Link(target, _)) if follow || !rest.is_empty() => {
                    links += 1;
                    if links > LINKS {
                        let failure = io::Error::new(ErrorKind::InvalidInput, "the path does not lead anywhere");
                        return Err((next, failure));
                    }
                    if target.is_absolute() {
                        real = PathBuf::from("/");
                    }
                    let mut target = parts(target);
                    target.append(&mut rest);
                    rest = target;
                }
                Some(Node::File(_)) if !rest.is_empty() => return Err((next, failed(ErrorKind::NotADirectory))),
                _ => real = next,
            }
        }
        Ok(real)
    }

    fn get(&self, real: &Path) -> io::Result<&Node> {
        self.nodes.get(real).ok_or_else(|| failed(ErrorKind::NotFound))
    }

    /// The paths below a folder.
    fn below(&self, real: &Path) -> impl Iterator<Item = &PathBuf> {
        let from = (Bound::Excluded(real.to_path_buf()), Bound::Unbounded);
        let real = real.to_path_buf();
        self.nodes.range(from).map(|(path, _)| path).take_while(move |path| path.starts_with(&real))
    }

    /// Checks that something new can be made at a path.
    fn check_new(&self, real: &Path) -> io::Result<()> {
        if self.nodes.contains_key(real) {
            return Err(failed(ErrorKind::AlreadyExists));
        }
        self.check_parent(real)
    }

    fn check_parent(&self, real: &Path) -> io::Result<()> {
        match real.parent().map(|parent| self.get(parent)).transpose()? {
            Some(Node::Folder(..)) => Ok(()),
            _ => Err(failed(ErrorKind::NotADirectory)),
        }
    }
}

fn parts(path: &Path) -> VecDeque<OsString> {
    let named = path.components().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
    named.map(|part| part.as_os_str().to_os_string()).collect()
}

impl Node {
    fn metadata(&self) -> Metadata {
        let of = |kind, size, time: &SystemTime, mode| Metadata { kind, size, created: *time, modified: *time, mode };
        match self {
            Node::File(file) => file.lock().metadata(),
            Node::Folder(time, mode) => of(Kind::Folder, 0, time, *mode),
            Node::Link(target, time) => of(Kind::Link, target.as_os_str().len() as u64, time, 0o777),
        }
    }
}

impl Memory {
    /// The real path of a path that may be used.
    fn real(&self, tree: &Tree, path: &Path, access: FileAccess, follow: bool) -> io::Result<PathBuf> {
        let found = tree.real(path, follow);
        // What is wrong is only said of what is allowed.
        self.ask(found.as_ref().unwrap_or_else(|(end, _)| end), access)?;
        found.map_err(|(_, failure)| failure)
    }

    fn now(&self) -> SystemTime {
        time_of(self.state.as_ref())
    }
}

impl Files for Memory {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let tree = self.state.tree.lock();
        Ok(tree.get(&self.real(&tree, path, FileAccess::Read, true)?)?.metadata())
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        let tree = self.state.tree.lock();
        Ok(tree.get(&self.real(&tree, path, FileAccess::Read, false)?)?.metadata())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let tree = self.state.tree.lock();
        let real = self.real(&tree, folder, FileAccess::Read, true)?;
        if !tree.get(&real)?.metadata().is_folder() {
            return Err(failed(ErrorKind::NotADirectory));
        }
        let inside = tree.below(&real).filter(|path| path.parent() == Some(&real));
        let entry = |path: &PathBuf| {
            let kind = tree.get(path).ok()?.metadata().kind;
            Some(Entry { name: path.file_name()?.to_os_string(), kind })
        };
        Ok(inside.filter_map(entry).collect())
    }

    fn open(&self, path: &Path, how: Open) -> io::Result<File> {
        let mut tree = self.state.tree.lock();
        let access = if how == Open::READ { FileAccess::Read } else { FileAccess::Write };
        let real = self.real(&tree, path, access, !how.create_new)?;
        let file = match tree.nodes.get(&real) {
            Some(_) if how.create_new => return Err(failed(ErrorKind::AlreadyExists)),
            Some(Node::File(file)) => file.clone(),
            Some(_) if how.write => return Err(failed(ErrorKind::IsADirectory)),
            // As with the system, a folder can be opened, and says what it is.
            Some(node) => return Ok(File::new(OpenFolder(node.metadata()))),
            None if how.create || how.create_new => {
                tree.check_new(&real)?;
                let file = Arc::new(Mutex::new(Bytes::new(Vec::new(), self.now())));
                tree.nodes.insert(real, Node::File(file.clone()));
                file
            }
            None => return Err(failed(ErrorKind::NotFound)),
        };
        if how.write {
            let mut file = file.lock();
            if file.mode & 0o222 == 0 {
                return Err(failed(ErrorKind::PermissionDenied));
            }
            file.modified = self.now();
            if how.truncate {
                file.bytes.clear();
            }
        }
        let opened = if how.write { OpenBytes::writing(file, self.state.clone()) } else { OpenBytes::reading(file) };
        Ok(File::new(opened))
    }

    fn replace(&self, path: &Path) -> io::Result<Box<dyn Replacing>> {
        let tree = self.state.tree.lock();
        let real = self.real(&tree, path, FileAccess::Write, true)?;
        tree.check_parent(&real)?;
        let mode = match tree.nodes.get(&real).map(Node::metadata) {
            None => 0o644,
            Some(found) if !found.is_regular() => return Err(failed(ErrorKind::IsADirectory)),
            Some(found) if found.mode & 0o222 == 0 => return Err(failed(ErrorKind::PermissionDenied)),
            Some(found) => found.mode,
        };
        let file = Arc::new(Mutex::new(Bytes { mode, ..Bytes::new(Vec::new(), self.now()) }));
        let content = OpenBytes::writing(file, self.state.clone());
        Ok(Box::new(Replacement { content, path: real, state: self.state.clone() }))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut tree = self.state.tree.lock();
        let real = self.real(&tree, path, FileAccess::Write, false)?;
        tree.check_new(&real)?;
        tree.nodes.insert(real, Node::Folder(self.now(), 0o755));
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let mut tree = self.state.tree.lock();
        let real = self.real(&tree, path, FileAccess::Write, false)?;
        if tree.get(&real)?.metadata().is_folder() {
            return Err(failed(ErrorKind::IsADirectory));
        }
        tree.nodes.remove(&real);
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut tree = self.state.tree.lock();
        let real = self.real(&tree, path, FileAccess::Write, false)?;
        if !tree.get(&real)?.metadata().is_folder() {
            return Err(failed(ErrorKind::NotADirectory));
        }
        if tree.below(&real).next().is_some() || real.parent().is_none() {
            return Err(failed(ErrorKind::DirectoryNotEmpty));
        }
        tree.nodes.remove(&real);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut tree = self.state.tree.lock();
        let from = self.real(&tree, from, FileAccess::Write, false)?;
        let to = self.real(&tree, to, FileAccess::Write, false)?;
        let node = tree.get(&from)?.clone();
        tree.check_parent(&to)?;
        if to == from {
            return Ok(());
        }
        if to.starts_with(&from) {
            return Err(failed(ErrorKind::InvalidInput));
        }
        match (node.metadata().is_folder(), tree.nodes.get(&to).map(|node| node.metadata().is_folder())) {
            (true, Some(true)) if tree.below(&to).next().is_some() => return Err(failed(ErrorKind::DirectoryNotEmpty)),
            (true, Some(false)) => return Err(failed(ErrorKind::NotADirectory)),
            (false, Some(true)) => return Err(failed(ErrorKind::IsADirectory)),
            _ => {}
        }
        let moved: Vec<PathBuf> = tree.below(&from).cloned().collect();
        for path in moved {
            if let (Some(node), Ok(rest)) = (tree.nodes.remove(&path), path.strip_prefix(&from)) {
                tree.nodes.insert(to.join(rest), node);
            }
        }
        tree.nodes.remove(&from);
        tree.nodes.insert(to, node);
        Ok(())
    }

    fn create_link(&self, target: &Path, link: &Path) -> io::Result<()> {
        let mut tree = self.state.tree.lock();
        let real = self.real(&tree, link, FileAccess::Write, false)?;
        tree.check_new(&real)?;
        tree.nodes.insert(real, Node::Link(target.to_path_buf(), self.now()));
        Ok(())
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        let tree = self.state.tree.lock();
        match tree.get(&self.real(&tree, path, FileAccess::Read, false)?)? {
            Node::Link(target, _) => Ok(target.clone()),
            _ => Err(failed(ErrorKind::InvalidInput)),
        }
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let tree = self.state.tree.lock();
        let real = self.real(&tree, path, FileAccess::Read, true)?;
        tree.get(&real)?;
        Ok(real)
    }

    fn set_modified(&self, path: &Path, time: SystemTime) -> io::Result<()> {
        let mut tree = self.state.tree.lock();
        let real = self.real(&tree, path, FileAccess::Write, true)?;
        match tree.nodes.get_mut(&real) {
            Some(Node::File(file)) => file.lock().modified = time,
            Some(Node::Folder(modified, _) | Node::Link(_, modified)) => *modified = time,
            None => return Err(failed(ErrorKind::NotFound)),
        }
        Ok(())
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        let mut tree = self.state.tree.lock();
        let real = self.real(&tree, path, FileAccess::Write, true)?;
        match tree.nodes.get_mut(&real) {
            Some(Node::File(file)) => file.lock().mode = mode,
            Some(Node::Folder(_, old)) => *old = mode,
            Some(Node::Link(..)) => {}
            None => return Err(failed(ErrorKind::NotFound)),
        }
        Ok(())
    }

    fn volume_space(&self, _path: &Path) -> io::Result<(u64, u64)> {
        Err(io::Error::new(ErrorKind::Unsupported, "memory is no volume"))
    }
}

/// A folder that was opened: nothing can be read of it.
struct OpenFolder(Metadata);

impl Read for OpenFolder {
    fn read(&mut self, _into: &mut [u8]) -> io::Result<usize> {
        Err(failed(ErrorKind::IsADirectory))
    }
}

impl Write for OpenFolder {
    fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
        Err(failed(ErrorKind::IsADirectory))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for OpenFolder {
    fn seek(&mut self, _to: SeekFrom) -> io::Result<u64> {
        Err(failed(ErrorKind::IsADirectory))
    }
}

impl Content for OpenFolder {
    fn metadata(&self) -> io::Result<Metadata> {
        Ok(self.0.clone())
    }

    fn set_len(&self, _len: u64) -> io::Result<()> {
        Err(failed(ErrorKind::IsADirectory))
    }

    fn set_mode(&self, _mode: u32) -> io::Result<()> {
        Err(failed(ErrorKind::IsADirectory))
    }
}

/// New content for a file.
struct Replacement {
    content: OpenBytes,
    path: PathBuf,
    state: Arc<State>,
}

impl Replacing for Replacement {
    fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.content.set_mode(mode)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let mut tree = self.state.tree.lock();
        tree.check_parent(&self.path)?;
        match tree.nodes.get(&self.path) {
            Some(Node::Folder(..)) => return Err(failed(ErrorKind::IsADirectory)),
            Some(Node::File(old)) => self.content.file().lock().created = old.lock().created,
            _ => {}
        }
        tree.nodes.insert(self.path.clone(), Node::File(self.content.file().clone()));
        Ok(())
    }
}

impl Read for Replacement {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.content.read(into)
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.content.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.content.flush()
    }
}

impl Seek for Replacement {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.content.seek(to)
    }
}
