//! `ZIP Create archive`.

use super::item::Item;
use super::zip_archive::ZipSource;
use crate::file_system::location::Location;
use crate::file_system::{self, Numbered, Replacement, is_invisible_name, local_time};
use fourd_host::Replacing;
use fourd_macros::command;
use fourd_runtime::convert::whole;
use fourd_runtime::{Process, function};
use fourd_source::Span;
use fourd_value::{Error, Function, Object, Text, Value, error};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, DateTime, ZipWriter};

/// The values of the constants of the theme "ZIP"; the documentation gives names only.
mod constant {
    pub(super) const COMPRESSION_STANDARD: i64 = 1;
    pub(super) const COMPRESSION_NONE: i64 = 2;
    pub(super) const ENCRYPTION_NONE: i64 = 3;
    pub(super) const ENCRYPTION_AES_128: i64 = 4;
    pub(super) const ENCRYPTION_AES_192: i64 = 5;
    pub(super) const ENCRYPTION_AES_256: i64 = 6;
    pub(super) const IGNORE_INVISIBLE_FILES: i64 = 8;
    pub(super) const COMPRESSION_LZMA: i64 = 9;
    pub(super) const COMPRESSION_XZ: i64 = 10;
    pub(super) const WITHOUT_ENCLOSING_FOLDER: i64 = 7;
}

/// How much is written between two calls of the callback, in bytes.
const CHUNK: usize = 1 << 18;

/// A file or folder on its way into an archive.
struct Source {
    path: PathBuf,
    /// Its path in the archive; that of a folder ends with `/`.
    name: String,
    size: u64,
}

/// What is asked for.
struct Plan {
    sources: Vec<Source>,
    compression: CompressionMethod,
    level: Option<i64>,
    encryption: Option<(AesMode, String)>,
    callback: Option<Function>,
}

/// Why there is no archive: the status that the command gives.
struct Failure {
    text: String,
    code: i64,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure { text: format!("Cannot create ZIP archive: {}", error.message), code: error.code }
    }
}

/// The path in an archive that a `destination` asks for.
fn checked_destination(destination: &str) -> Result<String, Error> {
    let names: Vec<&str> = destination.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
    if destination.starts_with('/') || destination.contains(['\\', '\0']) || names.contains(&"..") || names.is_empty() {
        return Err(Error::with(error::FILE_NAME, format!("`{destination}` is no relative path within an archive")));
    }
    Ok(names.join("/"))
}

/// Adds a folder with all that it holds. `base` is its path in the archive, empty for the root.
fn add_folder(sources: &mut Vec<Source>, folder: &Path, base: &str, visible: bool) -> Result<(), Error> {
    let mut waiting = vec![(folder.to_path_buf(), base.to_owned())];
    while let Some((folder, base)) = waiting.pop() {
        if !base.is_empty() {
            sources.push(Source { path: folder.clone(), name: format!("{base}/"), size: 0 });
        }
        for entry in file_system::list(&folder).at(&folder)? {
            if visible && is_invisible_name(&entry.name) {
                continue;
            }
            let name = if base.is_empty() { entry.name.clone() } else { format!("{base}/{}", entry.name) };
            let path = folder.join(&entry.name);
            if entry.folder {
                waiting.push((path, name));
            } else {
                add_file(sources, path, name)?;
            }
        }
    }
    Ok(())
}

fn add_file(sources: &mut Vec<Source>, path: PathBuf, name: String) -> Result<(), Error> {
    let found = file_system::metadata(&path).at(&path)?;
    if found.is_folder() {
        // A link to a folder: its content is not taken along, which could go on forever.
        return Ok(());
    }
    sources.push(Source { path, name, size: found.len() });
    Ok(())
}

fn add_item(sources: &mut Vec<Source>, item: &Item, destination: Option<&str>, visible: bool) -> Result<(), Error> {
    let name = match destination.filter(|destination| !destination.is_empty()) {
        Some(destination) => checked_destination(destination)?,
        None => item.full_name(),
    };
    match item {
        Item::File(location) if visible && is_invisible_name(&location.full_name()) => Ok(()),
        Item::File(location) => add_file(sources, location.disk(), name),
        Item::Folder(location) => add_folder(sources, &location.disk(), &name, visible),
        Item::ZipFile(_) | Item::ZipFolder(_) => {
            Err(Error::with(error::INCOMPATIBLE_TYPES, "What is in an archive cannot be added to another one directly"))
        }
    }
}

fn item_in(value: &Value) -> Option<&Item> {
    value.as_object().and_then(|object| object.native_data::<Item>())
}

/// The elements of the collection `files` of a structure.
fn add_files(sources: &mut Vec<Source>, files: &Value) -> Result<(), Error> {
    let Value::Collection(files) = files else {
        return Err(Error::with(error::INCOMPATIBLE_TYPES, "`files` must be a collection of files and folders"));
    };
    for value in files.to_vec() {
        if let Some(item) = item_in(&value) {
            add_item(sources, item, None, false)?;
            continue;
        }
        let source = value.as_object().and_then(|object| object.get_str("source"));
        let Some((entry, item)) = value.as_object().zip(source.as_ref().and_then(item_in)) else {
            return Err(Error::with(error::INCOMPATIBLE_TYPES, "`files` holds something that is no file or folder"));
        };
        let destination = entry.get_str("destination").and_then(|value| value.as_text().cloned());
        let option = entry.get_str("option").and_then(|value| value.as_real()).map_or(0, whole);
        let destination = destination.as_ref().map(Text::to_cow);
        add_item(sources, item, destination.as_deref(), option == constant::IGNORE_INVISIBLE_FILES)?;
    }
    Ok(())
}

/// What a structure asks for.
fn plan_of_structure(process: &mut Process<'_>, structure: &Object, span: Span) -> Result<Plan, Failure> {
    let number = |key: &str| structure.get_str(key).and_then(|value| value.as_real()).map(whole);
    let compression = match number("compression") {
        None | Some(constant::COMPRESSION_STANDARD) => CompressionMethod::Deflated,
        Some(constant::COMPRESSION_NONE) => CompressionMethod::Stored,
        Some(constant::COMPRESSION_XZ) => CompressionMethod::Xz,
        Some(constant::COMPRESSION_LZMA) => return Err(Error::not_implemented("ZIP Compression LZMA").into()),
        Some(other) => return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no compression")).into()),
    };
    let level = match (compression, number("level")) {
        (CompressionMethod::Stored, _) => None,
        (CompressionMethod::Xz, level) => Some(level.unwrap_or(4).clamp(1, 10).min(9)),
        (_, level) => Some(level.unwrap_or(6).clamp(1, 10).min(9)),
    };
    let password = structure.get_str("password").and_then(|value| value.as_text().cloned());
    let password = password.filter(|text| !text.is_empty()).map(|text| text.to_cow().into_owned());
    let mode = match number("encryption") {
        None if password.is_some() => Some(AesMode::Aes256),
        None | Some(constant::ENCRYPTION_NONE) => None,
        Some(constant::ENCRYPTION_AES_128) => Some(AesMode::Aes128),
        Some(constant::ENCRYPTION_AES_192) => Some(AesMode::Aes192),
        Some(constant::ENCRYPTION_AES_256) => Some(AesMode::Aes256),
        Some(other) => return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no encryption")).into()),
    };
    let encryption = match (mode, password) {
        (None, _) => None,
        (Some(mode), Some(password)) => Some((mode, password)),
        (Some(_), None) => {
            return Err(Failure { text: "Password is required for encryption".to_owned(), code: error::FILE_LOCKED.0 });
        }
    };
    let callback = match structure.get_str("callback") {
        None | Some(Value::Null | Value::Undefined) => None,
        Some(value) => process.function_of(&value, &Text::from("callback"), span),
    };
    let mut sources = Vec::new();
    add_files(&mut sources, &structure.get_str("files").unwrap_or_default())?;
    Ok(Plan { sources, compression, level, encryption, callback })
}

fn plan(process: &mut Process<'_>, what: &Object, options: i64, span: Span) -> Result<Plan, Failure> {
    let Some(item) = what.native_data::<Item>() else { return plan_of_structure(process, what, span) };
    let mut sources = Vec::new();
    match item {
        Item::Folder(location) if options == constant::WITHOUT_ENCLOSING_FOLDER => {
            add_folder(&mut sources, &location.disk(), "", false)?;
        }
        item => add_item(&mut sources, item, None, false)?,
    }
    let compression = CompressionMethod::Deflated;
    Ok(Plan { sources, compression, level: Some(6), encryption: None, callback: None })
}

fn modified(path: &Path) -> Option<DateTime> {
    let (date, time) = local_time(file_system::times(&file_system::metadata(path).ok()?).1);
    let (_, hour, minute, second) = time.parts();
    let part = |value: u64| u8::try_from(value).ok();
    DateTime::from_date_and_time(date.year(), date.month(), date.day(), part(hour)?, part(minute)?, part(second)?).ok()
}

/// Tells the callback how much of all is done, in percent.
fn report(process: &mut Process<'_>, plan: &Plan, percent: u64, span: Span) -> Result<(), Failure> {
    let Some(callback) = &plan.callback else { return Ok(()) };
    function::invoke(process, callback, None, vec![Value::Real(percent as f64)], span);
    if process.attention {
        return Err(Failure { text: "Cannot create ZIP archive: the callback ended in an error".to_owned(), code: -1 });
    }
    Ok(())
}

/// A file that takes part in an archive until that fails. Then it only counts what is still written: the writer ends its
/// archive in any case, and would report on standard error that it could not.
struct Target<'f> {
    file: &'f mut dyn Replacing,
    gives_up: Rc<Cell<bool>>,
    /// Where it is, and where it ends.
    position: u64,
    end: u64,
}

impl Write for Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = if self.gives_up.get() { bytes.len() } else { self.file.write(bytes)? };
        self.position += count as u64;
        self.end = self.end.max(self.position);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gives_up.get() { Ok(()) } else { self.file.flush() }
    }
}

impl Seek for Target<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(distance) => self.position.checked_add_signed(distance),
            SeekFrom::End(distance) => self.end.checked_add_signed(distance),
        };
        let position = position.ok_or(io::ErrorKind::InvalidInput)?;
        if !self.gives_up.get() {
            self.file.seek(SeekFrom::Start(position))?;
        }
        self.position = position;
        Ok(position)
    }
}

fn write_archive(process: &mut Process<'_>, plan: &Plan, destination: &Location, span: Span) -> Result<(), Failure> {
    let path = destination.disk();
    let mut replacement = Replacement::begin(&path).at(&path)?;
    let gives_up = Rc::new(Cell::new(false));
    let mut writer =
        ZipWriter::new(Target { file: replacement.file(), gives_up: gives_up.clone(), position: 0, end: 0 });
    let written = write_sources(process, plan, &mut writer, span);
    gives_up.set(written.is_err());
    let reported = written?;
    let finished = writer.finish().map(|_| ()).map_err(|problem| failed(&problem));
    gives_up.set(finished.is_err());
    finished?;
    if reported != Some(100) {
        report(process, plan, 100, span)?;
    }
    replacement.finish().at(&path)?;
    Ok(())
}

fn failed(problem: &dyn std::fmt::Display) -> Failure {
    Failure { text: format!("Cannot create ZIP archive: {problem}"), code: error::INPUT_OUTPUT.0 }
}

/// Writes what the plan names, and gives how much of it was reported last, in percent.
fn write_sources(
    process: &mut Process<'_>,
    plan: &Plan,
    writer: &mut ZipWriter<Target<'_>>,
    span: Span,
) -> Result<Option<u64>, Failure> {
    let total: u64 = plan.sources.iter().map(|source| source.size).sum();
    let mut names = BTreeSet::new();
    let (mut done, mut reported) = (0u64, None);
    let mut buffer = vec![0; CHUNK];
    for source in &plan.sources {
        let folder = source.name.ends_with('/');
        if !names.insert(source.name.clone()) {
            if folder {
                continue;
            }
            return Err(failed(&format!("`{}` would be in it twice", source.name)));
        }
        let mut options = SimpleFileOptions::default()
            .compression_method(plan.compression)
            .compression_level(plan.level)
            .large_file(source.size >= u64::from(u32::MAX));
        if let Some(time) = modified(&source.path) {
            options = options.last_modified_time(time);
        }
        if folder {
            writer.add_directory(source.name.as_str(), options).map_err(|problem| failed(&problem))?;
            continue;
        }
        let options = match &plan.encryption {
            Some((mode, password)) => options.with_aes_encryption(*mode, password),
            None => options,
        };
        let mut file = file_system::open_to_read(&source.path).at(&source.path)?;
        writer.start_file(source.name.as_str(), options).map_err(|problem| failed(&problem))?;
        loop {
            let count = match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(problem) if problem.kind() == io::ErrorKind::Interrupted => continue,
                Err(problem) => return Err(file_system::error_of(&problem, &source.path).into()),
            };
            writer.write_all(&buffer[..count]).map_err(|problem| failed(&problem))?;
            done += count as u64;
            let percent = done.saturating_mul(100).checked_div(total).unwrap_or(100).min(100);
            if reported != Some(percent) {
                reported = Some(percent);
                report(process, plan, percent, span)?;
            }
        }
    }
    Ok(reported)
}

/// Writes a ZIP archive of a file, of a folder, which stands in it with its name unless `ZIP Without enclosing folder` is
/// passed, or of what a structure lists: `files` with files, folders and objects with `source`, `destination` and
/// `option`; `compression`, `level`, `encryption`, `password` and `callback`. Gives an object with `success`, `status`
/// and `statusText`; where it fails, an archive that was there stays as it was. LZMA compression is not available.
#[command(1640, "ZIP Create archive", thread_safe, missing = "compression with LZMA", effects(files))]
fn zip_create_archive(
    process: &mut Process<'_>,
    to_zip: Object,
    destination_file: ZipSource,
    options: Option<i64>,
    span: Span,
) -> Result<Object, Error> {
    let planned = plan(process, &to_zip, options.unwrap_or(0), span);
    let result = planned.and_then(|plan| write_archive(process, &plan, &destination_file.0, span));
    let status = Object::new();
    status.put("success", Value::Boolean(result.is_ok()));
    let (text, code) = result.map_or_else(|failure| (failure.text, failure.code), |()| (String::new(), 0));
    if code == error::NOT_IMPLEMENTED.0 {
        return Err(Error::not_implemented("ZIP Compression LZMA"));
    }
    status.put("status", Value::integer(code));
    status.put("statusText", Value::text(&text));
    Ok(status)
}
