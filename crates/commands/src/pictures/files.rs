//! Pictures in files.

use crate::file_system::{self, Numbered, standard, syntax};
use crate::support::ok::note_ok;
use crate::support::paths::{asks, place};
use fourd_macros::command;
use fourd_picture::{codec_of_bytes, codec_of_name, convert, decodable};
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Picture, Text, Value};
use std::path::{Path, PathBuf};

/// Where a picture file is: a name alone stands beside the structure file of the database.
fn path_of(process: &Process<'_>, name: &Text) -> Result<PathBuf, Error> {
    let shown = name.to_cow();
    if !shown.is_empty() && !shown.contains(['/', '\\', ':']) {
        return Ok(standard::folder_of(process, process.project(), standard::FileSystem::Project).join(&*shown));
    }
    place(process, name).map(|(path, _)| path)
}

/// The extension of a path with its point.
fn extension(path: &Path) -> String {
    path.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default()
}

fn note_document(process: &mut Process<'_>, path: &Path) {
    process.set_named("Document", Value::text(&syntax::system_of(path, false)));
}

/// Reads a picture file; a name alone means a file beside the structure file. The picture gets the name of the file. `OK` is
/// 1 and `Document` the path; `OK` is 0 and the picture empty where the file holds no picture of a format that is known. With
/// `*` any file is taken. A file that cannot be read is an error.
#[command(678, "READ PICTURE FILE", thread_safe, effects(files))]
fn read_picture_file(
    process: &mut Process<'_>,
    file_name: &Text,
    picture: Location,
    any: Star,
    span: Span,
) -> Result<(), Error> {
    if asks(process, file_name, "READ PICTURE FILE", span) {
        return Ok(());
    }
    let read = (|| {
        let path = path_of(process, file_name)?;
        Ok((file_system::read_whole(&path).at(&path)?, path))
    })();
    let (bytes, path) = note_ok(process, read)?;
    let read = match codec_of_bytes(&bytes) {
        None if any.0 => Picture::new(Text::from(extension(&path).as_str()), bytes),
        _ => decodable(bytes).unwrap_or_default(),
    };
    process.set_named("OK", Value::integer(i64::from(!read.is_empty())));
    let mut read = read;
    if !read.is_empty() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        read.change(|content| content.file_name = Text::from(name.as_str()));
        note_document(process, &path);
    }
    process.write(&picture, Value::Picture(read), span);
    Ok(())
}

/// Writes a picture into a file in the format that is given, or else in that of the extension; a name alone means a file
/// beside the structure file. `OK` is 1 and `Document` the path; `OK` is 0 and nothing is written where the format is not
/// known, cannot be written, or the picture is empty. A file that cannot be written is an error.
#[command(680, "WRITE PICTURE FILE", thread_safe, missing = "the format PICT", effects(files))]
fn write_picture_file(
    process: &mut Process<'_>,
    file_name: &Text,
    picture: Picture,
    codec: Option<Text>,
    span: Span,
) -> Result<(), Error> {
    if asks(process, file_name, "WRITE PICTURE FILE", span) {
        return Ok(());
    }
    let written = write(process, file_name, &picture, codec.filter(|codec| !codec.is_empty()));
    match note_ok(process, written)? {
        Some(path) => note_document(process, &path),
        None => process.set_named("OK", Value::integer(0)),
    }
    Ok(())
}

fn write(
    process: &Process<'_>,
    file_name: &Text,
    picture: &Picture,
    codec: Option<Text>,
) -> Result<Option<PathBuf>, Error> {
    let path = path_of(process, file_name)?;
    let wanted = codec.map_or_else(|| extension(&path), |codec| codec.to_cow().into_owned());
    let Some(bytes) = super::formats::bytes_in(picture, &wanted)? else { return Ok(None) };
    file_system::write_whole(&path, &bytes).at(&path)?;
    Ok(Some(path))
}

/// Whether a file is a picture by its extension, or with `*` by what it holds; False where there is no such file.
#[command(1113, "Is picture file", thread_safe, effects(files))]
fn is_picture_file(process: &mut Process<'_>, file_path: &Text, validate: Star) -> bool {
    let Ok(path) = place(process, file_path).map(|(path, _)| path) else { return false };
    if !file_system::is_file(&path) {
        return false;
    }
    if !validate.0 {
        return codec_of_name(&extension(&path)).is_some();
    }
    file_system::read_whole(&path).is_ok_and(|bytes| match codec_of_bytes(&bytes) {
        Some(codec) if codec.format.is_some() => {
            decodable(bytes).is_ok_and(|picture| fourd_picture::render(&picture).is_ok())
        }
        Some(codec) => decodable(bytes).is_ok_and(|picture| convert(&picture, codec, None).is_ok()),
        None => false,
    })
}

/// The name that a picture's file gets by default; empty where it has none.
#[command(1171, "Get picture file name", thread_safe)]
fn get_picture_file_name(picture: Picture) -> Text {
    picture.content().map(|content| content.file_name.clone()).unwrap_or_default()
}

/// Sets the name that a picture's file gets by default; nothing happens to an empty picture.
#[command(1172, "SET PICTURE FILE NAME", thread_safe)]
fn set_picture_file_name(
    process: &mut Process<'_>,
    picture: Location,
    file_name: &Text,
    span: Span,
) -> Result<(), Error> {
    let mut changed = super::common::picture_at(process, &picture, span)?;
    changed.change(|content| content.file_name = file_name.clone());
    process.write(&picture, Value::Picture(changed), span);
    Ok(())
}
