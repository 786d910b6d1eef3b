//! Documents as wholes: copied, moved, deleted, read and written as texts, and links to them.

use crate::compatibility::Compatibility;
use crate::file_system::text::{Encoding, LineEnds};
use crate::file_system::{self, Numbered, syntax};
use crate::string::character_set::CharacterSet;
use crate::support::ok::note_ok;
use crate::support::paths::place;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};
use std::path::{Path, PathBuf};

/// What `COPY DOCUMENT` is asked for: where the copy of a file or folder goes.
fn target(
    source: &Path,
    destination: PathBuf,
    destination_is_folder: bool,
    new_name: Option<&Text>,
    copies_folder: bool,
) -> Result<PathBuf, Error> {
    let name = match new_name {
        Some(name) if syntax::is_valid_name(&name.to_cow()) => Some(name.to_cow().into_owned()),
        Some(name) => return Err(Error::with(error::FILE_NAME, format!("`{name}` is no valid name"))),
        None => source.file_name().map(|name| name.to_string_lossy().into_owned()),
    };
    let Some(name) = name else {
        return Err(Error::with(error::FILE_NAME, "The root of a volume cannot be copied"));
    };
    if destination_is_folder {
        return Ok(destination.join(name));
    }
    if copies_folder {
        return Err(Error::with(
            error::FILE_NAME,
            "A folder is copied into a folder, whose path ends with a separator",
        ));
    }
    Ok(if new_name.is_some() { destination.with_file_name(name) } else { destination })
}

/// Copies a document, or a folder with all that it holds where the path ends with a separator. A destination that ends
/// with a separator is a folder, which must exist; else it is the path of the copy. A new name takes the place of the
/// last one. What is there already is replaced with `*` only.
#[command(541, "COPY DOCUMENT", thread_safe, effects(files))]
fn copy_document(
    process: &mut Process<'_>,
    source_name: &Text,
    destination_name: &Text,
    new_name: Option<Text>,
    overwrite: Star,
) -> Result<(), Error> {
    let copied = copy(process, source_name, destination_name, new_name.filter(|name| !name.is_empty()), overwrite.0);
    note_ok(process, copied)
}

fn copy(
    process: &Process<'_>,
    source_name: &Text,
    destination_name: &Text,
    new_name: Option<Text>,
    overwrite: bool,
) -> Result<(), Error> {
    let (source, is_folder) = place(process, source_name)?;
    let (destination, into_folder) = place(process, destination_name)?;
    let found = file_system::metadata(&source).at(&source)?;
    if found.is_folder() != is_folder {
        return Err(Error::with(
            error::FILE_MISSING,
            format!("`{source_name}`: the path of a folder ends with a separator"),
        ));
    }
    if into_folder && !file_system::is_folder(&destination) {
        return Err(Error::with(error::FOLDER_MISSING, format!("The folder `{destination_name}` does not exist")));
    }
    let target = target(&source, destination, into_folder, new_name.as_ref(), is_folder)?;
    if is_folder {
        return file_system::copy_folder(&source, &target, overwrite).at(&target);
    }
    if file_system::exists(&target) && !overwrite {
        return Err(Error::with(error::FILE_EXISTS, format!("`{}` exists already", target.display())));
    }
    file_system::copy_file(&source, &target).at(&target)
}

/// Moves or renames a document or folder; nothing may be at the destination. A destination that ends with a separator is
/// the folder that it is moved into.
#[command(540, "MOVE DOCUMENT", thread_safe, effects(files))]
fn move_document(process: &mut Process<'_>, src_pathname: &Text, dst_pathname: &Text) -> Result<(), Error> {
    let moved = move_to(process, src_pathname, dst_pathname);
    note_ok(process, moved)
}

fn move_to(process: &Process<'_>, from: &Text, to: &Text) -> Result<(), Error> {
    let (source, is_folder) = place(process, from)?;
    let (mut destination, into_folder) = place(process, to)?;
    file_system::link_metadata(&source).at(&source)?;
    if into_folder && !is_folder {
        destination.extend(source.file_name());
    }
    file_system::rename(&source, &destination).at(&destination)
}

/// Deletes a document. A path that is empty, leads nowhere or to a folder is an error. `OK` is set.
#[command(159, "DELETE DOCUMENT", thread_safe, effects(files))]
fn delete_document(process: &mut Process<'_>, document: &Text) -> Result<(), Error> {
    let deleted = place(process, document).and_then(|(path, _)| {
        if file_system::link_metadata(&path).at(&path)?.is_folder() {
            return Err(Error::with(error::FILE_MISSING, format!("`{document}` is a folder")));
        }
        file_system::remove_file(&path).at(&path)
    });
    note_ok(process, deleted)
}

/// The character set of a document that says nothing about it.
fn default_set() -> CharacterSet {
    let name = if cfg!(windows) {
        "windows-1252"
    } else if cfg!(target_os = "macos") {
        "macintosh"
    } else {
        "utf-8"
    };
    CharacterSet::named(name).unwrap_or(CharacterSet::Utf8)
}

/// The content of a document as a text. Without a character set and without a mark of the byte order at its beginning it
/// is read in that of the system: UTF-8, on Windows ANSI and on macOS MacRoman. Line ends become those of the system
/// unless a mode is passed. `OK` stays as it is.
#[command(1236, "Document to text", thread_safe, effects(files))]
fn document_to_text(
    process: &mut Process<'_>,
    file_name: &Text,
    char_set: Option<Value>,
    break_mode: Option<i64>,
) -> Result<Text, Error> {
    let set = match &char_set {
        Some(Value::Text(name)) if name.is_empty() => None,
        other => other.as_ref(),
    };
    let ends = LineEnds::of(break_mode, Compatibility::of(process))?;
    let encoding = set.map(|set| Encoding::of(Some(set))).transpose()?;
    let (path, _) = place(process, file_name)?;
    let bytes = file_system::read_whole(&path).at(&path)?;
    const MARKS: [&[u8]; 4] = [&[0xEF, 0xBB, 0xBF], &[0xFF, 0xFE], &[0xFE, 0xFF], &[0, 0, 0xFE, 0xFF]];
    let marked = MARKS.iter().any(|mark| bytes.starts_with(mark));
    let set = match encoding {
        _ if marked => CharacterSet::Utf8,
        Some(encoding) => encoding.set,
        None => default_set(),
    };
    Ok(ends.convert(set.decode(&bytes)))
}

/// Writes a text as a document, which is made or replaced. Without a character set it is UTF-8 without the mark of a byte
/// order, unless the settings of the project ask for it; with one the mark is written where the set has one, unless its name ends with `-no-bom`. Line ends become those
/// of the system unless a mode is passed. `OK` stays as it is.
#[command(1237, "TEXT TO DOCUMENT", thread_safe, effects(files))]
fn text_to_document(
    process: &mut Process<'_>,
    file_name: &Text,
    text: Text,
    char_set: Option<Value>,
    break_mode: Option<i64>,
) -> Result<(), Error> {
    let project = Compatibility::of(process);
    let (encoding, ends) = (Encoding::to_write(char_set.as_ref(), project)?, LineEnds::of(break_mode, project)?);
    let (path, _) = place(process, file_name)?;
    file_system::write_whole(&path, &encoding.encode(&ends.convert(text))).at(&path)
}

/// Makes a symbolic link to a document or folder; nothing happens without a target. `OK` is set.
#[command(694, "CREATE ALIAS", thread_safe, effects(files))]
fn create_alias(process: &mut Process<'_>, target_path: &Text, alias_path: &Text) -> Result<(), Error> {
    if target_path.is_empty() {
        return Ok(());
    }
    let made = place(process, target_path).and_then(|(target, _)| {
        let (alias, _) = place(process, alias_path)?;
        file_system::metadata(&target).at(&target)?;
        file_system::create_link(&target, &alias).at(&alias)
    });
    note_ok(process, made)
}

/// The path that a link leads to, with `OK` set to 1; of what is no link its own path, with `OK` set to 0.
#[command(695, "RESOLVE ALIAS", thread_safe, effects(files))]
fn resolve_alias(process: &mut Process<'_>, alias_path: &Text, target_path: Location, span: Span) -> Result<(), Error> {
    process.set_named("OK", Value::integer(0));
    let (path, _) = place(process, alias_path)?;
    let target = file_system::link_target(&path).at(&path)?;
    process.set_named("OK", Value::integer(i64::from(target.is_some())));
    let target = target.unwrap_or(path);
    let shown = syntax::system_of(&target, file_system::is_folder(&target));
    process.write(&target_path, Value::text(&shown), span);
    Ok(())
}
