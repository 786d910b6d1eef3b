//! `4D.ZipArchive` ([API](https://developer.4d.com/docs/API/ZipArchiveClass)) and `ZIP Read archive`: what an archive
//! holds, seen without unpacking it. The archive closes when nothing refers to it any more.

use super::item::{self, Item, file_argument};
use crate::file_system::location::Location;
use crate::file_system::{self, File, MAX_WHOLE, Numbered, Replacement, is_invisible_name};
use fourd_macros::{class, command};
use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::{Process, classes};
use fourd_value::{Date, Error, Object, Text, Time, Value, error};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use std::path::{Component, Path};
use std::rc::Rc;
use zip::CompressionMethod;
use zip::read::ZipFile;
use zip::result::ZipError;

/// How many files and folders an archive may name.
const MAX_ENTRIES: usize = 1_000_000;
/// Deflate makes content at most this many times smaller: archives that promise more share data between files.
const DEFLATE_LIMIT: u64 = 1_040;

/// How many files and folders an archive of any size may name, those included that only stand in paths.
const FEW_ENTRIES: usize = 100_000;
/// Beyond them one for so many bytes of the archive: paths with very many folders take much more memory than they have bytes.
const BYTES_FOR_AN_ENTRY: u64 = 8;

/// How much memory the paths of all that is below a folder may take, in bytes.
const MAX_PATHS: usize = 16 << 20;
/// And how many bytes more for each byte of the archive.
const PATHS_FOR_A_BYTE: usize = 20;

/// Something in an archive.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// Its number in the archive; folders need none.
    index: Option<usize>,
    /// Whether it is a folder.
    pub(crate) folder: bool,
    /// Its size unpacked, in bytes.
    pub(crate) size: u64,
    /// When it was last changed.
    pub(crate) modified: Option<(Date, Time)>,
}

/// The number of the root folder.
const ROOT: u32 = 0;

/// Files and folders by the number of the folder around them and their names.
#[derive(Default)]
struct Entries(BTreeMap<(u32, Box<str>), (u32, Entry)>);

impl Entries {
    fn get(&self, folder: u32, name: &str) -> Option<(u32, Entry)> {
        self.0.get(&(folder, Box::from(name))).copied()
    }

    /// Adds something and gives its number; what was there with that name is replaced and keeps its own.
    fn put(&mut self, folder: u32, name: &str, entry: Entry) -> u32 {
        let next = self.0.len() as u32 + 1;
        let slot = self.0.entry((folder, Box::from(name))).or_insert((next, entry));
        slot.1 = entry;
        slot.0
    }

    /// What names lead to, from the root.
    fn find(&self, names: &[String]) -> Option<(u32, Entry)> {
        let root = Entry { index: None, folder: true, size: 0, modified: None };
        names.iter().try_fold((ROOT, root), |(folder, _), name| self.get(folder, name))
    }

    /// What a folder holds, by name.
    fn of(&self, folder: u32) -> impl DoubleEndedIterator<Item = (&str, u32, Entry)> {
        let range = self.0.range((folder, Box::from(""))..(folder + 1, Box::from("")));
        range.map(|((_, name), (number, entry))| (&**name, *number, *entry))
    }
}

/// An open archive.
pub(crate) struct Archive {
    reader: RefCell<zip::ZipArchive<BufReader<File>>>,
    entries: Entries,
    password: Option<Vec<u8>>,
    /// Name of the archive's file.
    name: String,
    /// Its size, in bytes.
    length: usize,
}

/// A place in an archive, whether something is there or not.
#[derive(Clone)]
pub(crate) struct Member {
    archive: Rc<Archive>,
    names: Vec<String>,
}

fn damaged(name: &str, why: impl std::fmt::Display) -> Error {
    Error::with(error::INPUT_OUTPUT, format!("The archive `{name}` cannot be read: {why}"))
}

/// The names on the path of an entry; `None` for a path that would lead out of a folder.
fn names_of(path: &str) -> Option<Vec<String>> {
    if path.starts_with('/') || path.contains(['\\', '\0']) {
        return None;
    }
    let mut names = Vec::new();
    for name in path.split('/').filter(|name| !name.is_empty() && *name != ".") {
        if name == ".." || (cfg!(windows) && name.contains(':')) {
            return None;
        }
        names.push(name.to_owned());
    }
    (!names.is_empty()).then_some(names)
}

impl Archive {
    /// Opens an archive and lists what it holds.
    ///
    /// # Errors
    /// It cannot be read, or an entry would lead out of the folder that it is unpacked into.
    fn open(path: &Path, name: String, password: Option<Vec<u8>>) -> Result<Archive, Error> {
        let file = file_system::open_to_read(path).at(path)?;
        let length = file.metadata().at(path)?.len();
        let mut reader = zip::ZipArchive::new(BufReader::new(file)).map_err(|problem| damaged(&name, problem))?;
        if reader.len() > MAX_ENTRIES {
            return Err(damaged(&name, format!("it holds more than {MAX_ENTRIES} files")));
        }
        let mut entries = Entries::default();
        let most = FEW_ENTRIES + (length / BYTES_FOR_AN_ENTRY) as usize;
        let mut promised = 0u64;
        for index in 0..reader.len() {
            let found = reader.by_index_raw(index).map_err(|problem| damaged(&name, problem))?;
            let entry_path = found.name().map_err(|problem| damaged(&name, problem))?.into_owned();
            let Some(names) = names_of(&entry_path) else {
                return Err(damaged(&name, format!("its entry `{entry_path}` leads out of it")));
            };
            if matches!(found.compression(), CompressionMethod::Deflated | CompressionMethod::Stored) {
                promised = promised.saturating_add(found.size());
            }
            let entry = Entry {
                index: Some(index),
                folder: found.is_dir(),
                size: if found.is_dir() { 0 } else { found.size() },
                modified: found.last_modified().map(date_and_time),
            };
            let Some((last, above)) = names.split_last() else { continue };
            let mut folder = ROOT;
            for name_above in above {
                let missing = Entry { index: None, folder: true, size: 0, modified: entry.modified };
                folder = match entries.get(folder, name_above) {
                    Some((number, found)) if found.folder => number,
                    Some(_) => return Err(damaged(&name, format!("`{entry_path}` stands below a file"))),
                    None => entries.put(folder, name_above, missing),
                };
            }
            match entries.get(folder, last) {
                Some((_, other)) if other.folder != entry.folder => {
                    return Err(damaged(&name, format!("`{entry_path}` is a file and a folder")));
                }
                _ => entries.put(folder, last, entry),
            };
            if entries.0.len() > most {
                return Err(damaged(&name, "it names more folders than its size allows"));
            }
        }
        if promised > length.saturating_mul(DEFLATE_LIMIT) {
            return Err(damaged(&name, "its files would be larger than its size allows"));
        }
        Ok(Archive { reader: RefCell::new(reader), entries, password, name, length: length as usize })
    }

    /// Unpacks an entry into something that takes its bytes.
    fn unpack(&self, index: usize, size: u64, target: &mut dyn io::Write) -> Result<(), Error> {
        let mut reader = self.reader.borrow_mut();
        let encrypted = reader.by_index_raw(index).map_err(|problem| damaged(&self.name, problem))?.encrypted();
        let found: Result<ZipFile<'_, _>, ZipError> = match (&self.password, encrypted) {
            (Some(password), true) => reader.by_index_decrypt(index, password),
            (None, true) => {
                return Err(Error::with(error::FILE_LOCKED, format!("The archive `{}` needs a password", self.name)));
            }
            (_, false) => reader.by_index(index),
        };
        let found = found.map_err(|problem| match problem {
            ZipError::InvalidPassword => {
                Error::with(error::FILE_LOCKED, format!("The password of the archive `{}` is another one", self.name))
            }
            problem => damaged(&self.name, problem),
        })?;
        let written = io::copy(&mut found.take(size + 1), target).map_err(|problem| damaged(&self.name, problem))?;
        if written == size { Ok(()) } else { Err(damaged(&self.name, "a file has another size than the archive says")) }
    }
}

fn date_and_time(found: zip::DateTime) -> (Date, Time) {
    let date = Date::or_blank(found.year(), found.month(), found.day());
    let part = |value: u8| i64::from(value);
    (date, Time::of(part(found.hour()), part(found.minute()), part(found.second())))
}

impl Member {
    /// What is there.
    pub(crate) fn entry(&self) -> Option<Entry> {
        if self.is_root() {
            return Some(Entry { index: None, folder: true, size: 0, modified: None });
        }
        self.archive.entries.find(&self.names).map(|(_, entry)| entry)
    }

    /// Whether it is the root of the archive.
    pub(crate) fn is_root(&self) -> bool {
        self.names.is_empty()
    }

    /// Name with extension.
    pub(crate) fn full_name(&self) -> String {
        self.names.last().cloned().unwrap_or_default()
    }

    /// The path from the root of the archive; that of a folder ends with `/`.
    pub(crate) fn path(&self, folder: bool) -> Text {
        let mut path = self.names.join("/");
        if folder && !path.is_empty() {
            path.push('/');
        }
        Text::from(path)
    }

    /// The folder around.
    pub(crate) fn parent(&self) -> Option<Member> {
        let (_, names) = self.names.split_last()?;
        Some(Member { archive: self.archive.clone(), names: names.to_vec() })
    }

    /// The place that a relative path leads to.
    pub(crate) fn join(&self, relative: &str) -> Option<Member> {
        let mut names = self.names.clone();
        for name in relative.split('/') {
            match name {
                "" | "." => {}
                ".." => {
                    names.pop()?;
                }
                name => names.push(name.to_owned()),
            }
        }
        Some(Member { archive: self.archive.clone(), names })
    }

    /// What is below, by name, and whether each is a folder. Whatever a folder holds follows it.
    ///
    /// # Errors
    /// There is no memory for the paths of all that is below.
    pub(crate) fn below(&self, recursive: bool, visible: bool) -> Result<Vec<(Member, bool)>, Error> {
        let mut below = Vec::new();
        let Some((number, _)) = self.archive.entries.find(&self.names) else { return Ok(below) };
        let shown = |folder: u32| {
            let of = self.archive.entries.of(folder).rev();
            of.filter(|(name, ..)| !visible || !is_invisible_name(name)).collect::<Vec<_>>()
        };
        // The names on the way to what waits, and how many of them it has above itself.
        let mut names = self.names.clone();
        let mut waiting: Vec<_> = shown(number).into_iter().map(|found| (names.len(), found)).collect();
        let mut size = 0;
        while let Some((depth, (name, number, entry))) = waiting.pop() {
            names.truncate(depth);
            names.push(name.to_owned());
            size += names.iter().map(|name| name.len() + size_of::<String>() + 16).sum::<usize>();
            if size > MAX_PATHS.saturating_add(self.archive.length.saturating_mul(PATHS_FOR_A_BYTE)) {
                return Err(Error::with(error::MEMORY_FULL, "The paths in the archive take too much memory"));
            }
            below.push((Member { archive: self.archive.clone(), names: names.clone() }, entry.folder));
            if recursive && entry.folder {
                waiting.extend(shown(number).into_iter().map(|found| (depth + 1, found)));
            }
        }
        Ok(below)
    }

    fn file(&self) -> Result<(usize, u64), Error> {
        match self.entry() {
            Some(Entry { index: Some(index), folder: false, size, .. }) => Ok((index, size)),
            _ => {
                let text = format!("The archive `{}` holds no file `{}`", self.archive.name, self.path(false));
                Err(Error::with(error::FILE_MISSING, text))
            }
        }
    }

    /// The bytes of the file.
    pub(crate) fn content(&self) -> Result<Vec<u8>, Error> {
        let (index, size) = self.file()?;
        if size > MAX_WHOLE {
            return Err(Error::with(error::MEMORY_FULL, "The file is larger than 2 GB"));
        }
        let limit = crate::unpacked::limit();
        if size > limit {
            return Err(crate::unpacked::too_large());
        }
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(size.min(1 << 20) as usize).map_err(|_| fourd_value::memory::full(size as usize))?;
        self.archive.unpack(index, size, &mut bytes)?;
        Ok(bytes)
    }

    /// Unpacks the file to a path, where it takes the place of what is there.
    pub(crate) fn extract(&self, path: &Path) -> Result<(), Error> {
        let (index, size) = self.file()?;
        let mut replacement = Replacement::begin(path).at(path)?;
        self.archive.unpack(index, size, replacement.file())?;
        replacement.finish().at(path)
    }

    /// Unpacks all that the folder holds into a folder on disk, which is made where it is missing.
    pub(crate) fn extract_all(&self, path: &Path, overwrite: bool) -> Result<(), Error> {
        if !self.entry().is_some_and(|entry| entry.folder) {
            let text = format!("The archive `{}` holds no folder `{}`", self.archive.name, self.path(true));
            return Err(Error::with(error::FOLDER_MISSING, text));
        }
        let below = self.below(true, false)?;
        let targets: Vec<_> = below
            .iter()
            .map(|(member, folder)| {
                let names = &member.names[self.names.len()..];
                (names.iter().fold(path.to_path_buf(), |path, name| path.join(name)), *folder, member)
            })
            .collect();
        for (target, folder, _) in &targets {
            let names_fit = target
                .strip_prefix(path)
                .is_ok_and(|rest| rest.components().all(|part| matches!(part, Component::Normal(_))));
            if !names_fit {
                return Err(damaged(&self.archive.name, format!("`{}` leads out of the folder", target.display())));
            }
            if !folder && !overwrite && file_system::exists(target) {
                return Err(Error::with(error::FILE_EXISTS, format!("`{}` exists already", target.display())));
            }
        }
        if !file_system::is_folder(path) {
            file_system::create_folder(path).at(path)?;
        }
        for (target, folder, member) in &targets {
            // A link that stands where a folder is to be would lead the files elsewhere.
            if *folder {
                match file_system::link_metadata(target) {
                    Ok(found) if found.is_folder() => {}
                    Ok(_) => {
                        let text = format!("`{}` exists already and is no folder", target.display());
                        return Err(Error::with(error::FILE_EXISTS, text));
                    }
                    Err(_) => file_system::create_folder(target).at(target)?,
                }
            } else {
                if file_system::is_link(target) {
                    file_system::remove_file(target).at(target)?;
                }
                member.extract(target)?;
            }
        }
        Ok(())
    }
}

/// A view of what a ZIP archive holds: nothing is unpacked until a content is asked for. The password is needed for the
/// content of encrypted files. An archive that is damaged, or whose paths would lead out of it, is an error.
#[command(1637, "ZIP Read archive", thread_safe, effects(files))]
fn zip_read_archive(process: &mut Process<'_>, zip_file: ZipSource, password: Option<Text>) -> Result<Object, Error> {
    let path = zip_file.0.disk();
    let name = zip_file.0.full_name();
    let password = password.filter(|text| !text.is_empty()).map(|text| text.to_cow().into_owned().into_bytes());
    let archive = Archive::open(&path, name, password)?;
    Ok(match classes::built_in(process, "ZipArchive") {
        Some(class) => Object::native(&class, Rc::new(archive)),
        None => Object::new(),
    })
}

/// A file that is an argument.
pub(super) struct ZipSource(pub(super) Location);

impl FromArgument for ZipSource {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        file_argument(process, arguments).map(ZipSource)
    }
}

/// The members of the class.
struct Members;

/// What a ZIP archive holds.
#[class("ZipArchive", effects(files))]
impl Members {
    /// The folder that holds all that the archive holds.
    #[getter]
    fn root(this: &Value, process: &mut Process<'_>) -> Result<Object, Error> {
        let archive = this
            .as_object()
            .and_then(|object| object.native_data::<Rc<Archive>>())
            .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.ZipArchive"))?;
        let member = Member { archive: archive.clone(), names: Vec::new() };
        Ok(item::object(process, Item::ZipFolder(member)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn paths_that_lead_out_are_refused() {
        assert_eq!(names_of("a/./b//c"), Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
        for path in ["/a", "../a", "a/../../b", "a\\b", "", "a/\0"] {
            assert_eq!(names_of(path), None, "{path}");
        }
    }
}
