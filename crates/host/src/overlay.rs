//! Another host with other texts in some of its files.

use crate::file::File;
use crate::files::Replacing;
use crate::memory::{Bytes, OpenBytes, time_of};
use crate::outside::{Clock, Environment, Network, Programs, Streams};
use crate::{Entry, FileAccess, Files, Host, Kind, Metadata, Open, Rules};
use parking_lot::{Mutex, RwLock};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// Texts of documents that an editor has open, over the files of another host.
///
/// A file with a text is read as that text, whether the host below has it or not. Whatever is written goes to the host below;
/// the text stays until it is dropped. A clone shares the texts.
///
/// ```
/// use fourd_host::{Host, Memory, Overlay, read_source};
/// use std::path::Path;
/// use std::sync::Arc;
///
/// let disk = Arc::new(Memory::new().with_file("/a.4dm", "ALERT(1)"));
/// let editor = Overlay::over(disk);
/// editor.set("/a.4dm", "ALERT(2)");
/// assert_eq!(read_source(editor.files(), Path::new("/a.4dm")).as_deref(), Ok("ALERT(2)"));
/// editor.drop_text("/a.4dm");
/// assert_eq!(read_source(editor.files(), Path::new("/a.4dm")).as_deref(), Ok("ALERT(1)"));
/// ```
#[derive(Clone, Debug)]
pub struct Overlay {
    below: Arc<dyn Host>,
    texts: Arc<RwLock<BTreeMap<PathBuf, Arc<Mutex<Bytes>>>>>,
}

impl Overlay {
    /// No texts yet, over another host.
    pub fn over(below: Arc<dyn Host>) -> Overlay {
        Overlay { below, texts: Arc::default() }
    }

    /// Gives the file at an absolute path a text. Where links lead there, each of their paths has it.
    pub fn set(&self, path: impl AsRef<Path>, text: impl Into<Vec<u8>>) {
        let text = Bytes::new(text.into(), time_of(self.below.clock()));
        let path = self.real(path.as_ref()).unwrap_or_else(|_| path.as_ref().to_path_buf());
        self.texts.write().insert(path, Arc::new(Mutex::new(text)));
    }

    /// Drops the text of a file, which is then as the host below has it.
    pub fn drop_text(&self, path: impl AsRef<Path>) {
        let path = path.as_ref();
        let real = self.real(path);
        self.texts.write().remove(real.as_deref().unwrap_or(path));
    }

    /// The path without links and `..` of a file that need not be there.
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        match (self.below.files().canonical(path), path.parent(), path.file_name()) {
            (Err(failure), Some(parent), Some(name)) if failure.kind() == ErrorKind::NotFound => {
                Ok(self.real(parent)?.join(name))
            }
            (found, ..) => found,
        }
    }

    /// The text of a file with its path, where it has one and may be read.
    fn text(&self, path: &Path) -> Option<(PathBuf, Arc<Mutex<Bytes>>)> {
        {
            let texts = self.texts.read();
            if texts.is_empty() {
                return None;
            }
            // Texts are kept under paths without links, so the host below is only asked for other paths.
            if let Some(text) = texts.get(path).filter(|_| self.below.rules().is_none()) {
                return Some((path.to_path_buf(), text.clone()));
            }
        }
        // Where the host below has the file, it says here whether it may be read.
        let real = self.real(path).ok()?;
        let text = self.texts.read().get(&real)?.clone();
        let allowed = self.below.rules().is_none_or(|rules| rules.allows_path(&real, FileAccess::Read));
        allowed.then_some((real, text))
    }
}

impl Host for Overlay {
    fn files(&self) -> &dyn Files {
        self
    }

    fn network(&self) -> &dyn Network {
        self.below.network()
    }

    fn programs(&self) -> &dyn Programs {
        self.below.programs()
    }

    fn streams(&self) -> &dyn Streams {
        self.below.streams()
    }

    fn clock(&self) -> &dyn Clock {
        self.below.clock()
    }

    fn environment(&self) -> &dyn Environment {
        self.below.environment()
    }

    fn locale(&self) -> &str {
        self.below.locale()
    }

    fn rules(&self) -> Option<&Rules> {
        self.below.rules()
    }

    fn within(self: Arc<Self>, rules: Rules) -> Arc<dyn Host> {
        Arc::new(Overlay { below: self.below.clone().within(rules), texts: self.texts.clone() })
    }
}

impl Files for Overlay {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        match self.text(path) {
            Some((_, text)) => Ok(text.lock().metadata()),
            None => self.below.files().metadata(path),
        }
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        match self.below.files().link_metadata(path) {
            Ok(found) if !found.is_regular() => Ok(found),
            found => self.text(path).map_or(found, |(_, text)| Ok(text.lock().metadata())),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = self.below.files().list(folder)?;
        if self.texts.read().is_empty() {
            return Ok(entries);
        }
        let real = self.below.files().canonical(folder)?;
        let texts = self.texts.read();
        let inside = texts.keys().filter(|path| path.parent() == Some(&real)).filter_map(|path| path.file_name());
        let mut missing: BTreeSet<&OsStr> = inside.collect();
        entries.iter().for_each(|entry| {
            missing.remove(entry.name.as_os_str());
        });
        entries.extend(missing.into_iter().map(|name| Entry { name: name.to_os_string(), kind: Kind::File }));
        Ok(entries)
    }

    fn open(&self, path: &Path, how: Open) -> io::Result<File> {
        match self.text(path).filter(|_| how == Open::READ) {
            Some((_, text)) => Ok(File::new(OpenBytes::reading(text))),
            None => self.below.files().open(path, how),
        }
    }

    fn replace(&self, path: &Path) -> io::Result<Box<dyn Replacing>> {
        self.below.files().replace(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.below.files().create_folder(path)
    }

    fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.below.files().create_folders(path)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.below.files().remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.below.files().remove_folder(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.below.files().rename(from, to)
    }

    fn create_link(&self, target: &Path, link: &Path) -> io::Result<()> {
        self.below.files().create_link(target, link)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.below.files().read_link(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        match self.below.files().canonical(path) {
            Err(failure) => self.text(path).map(|(real, _)| real).ok_or(failure),
            found => found,
        }
    }

    fn set_modified(&self, path: &Path, time: SystemTime) -> io::Result<()> {
        self.below.files().set_modified(path, time)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.below.files().set_mode(path, mode)
    }

    fn volume_space(&self, path: &Path) -> io::Result<(u64, u64)> {
        self.below.files().volume_space(path)
    }
}
