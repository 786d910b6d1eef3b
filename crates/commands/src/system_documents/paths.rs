//! Paths as texts: nothing here looks at the disk but `Localized document path`.

use crate::environment::localization;
use crate::file_system;
use crate::file_system::syntax::{SYSTEM, Syntax, split_extension, startup_volume, system_of};
use crate::support::paths::absolute_posix;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_value::{Error, Object, Text, Value, error};
use std::borrow::Cow;
use std::fmt::Write;

/// `Path is POSIX`.
const PATH_IS_POSIX: i64 = 1;

/// The parts of a path: `parentFolder`, which ends with a separator or is empty, `name` without extension, `extension`
/// with its point, and `isFolder`, true for a path that ends with a separator. The path is one of the system, or with
/// `Path is POSIX` a POSIX path.
///
/// ```4d
/// Path to object("/data/notes.txt").name  // "notes"
/// ```
#[command(1547, "Path to object", thread_safe, effects(shared))]
fn path_to_object(path: &Text, path_type: Option<i64>) -> Object {
    let separator = if path_type == Some(PATH_IS_POSIX) { '/' } else { SYSTEM.separator() };
    let path = path.to_cow();
    let (path, is_folder) = match path.strip_suffix(separator) {
        Some(rest) => (rest, true),
        None => (&*path, false),
    };
    let (parent, full_name) = match path.rfind(separator) {
        Some(index) => path.split_at(index + separator.len_utf8()),
        None => ("", path),
    };
    let (name, extension) = split_extension(full_name);
    let object = Object::new();
    object.put("parentFolder", Value::text(parent));
    object.put("name", Value::text(name));
    object.put("extension", Value::text(extension));
    object.put("isFolder", Value::Boolean(is_folder));
    object
}

/// The path of parts as `Path to object` gives them: a POSIX path where `parentFolder` ends with `/`, else one of the
/// system. Missing parts are empty.
///
/// ```4d
/// Object to path({parentFolder: "/data/"; name: "notes"; extension: "txt"})  // "/data/notes.txt"
/// ```
#[command(1548, "Object to path", thread_safe, effects(shared))]
fn object_to_path(path_object: &Object) -> Result<Text, Error> {
    let text = |key: &str| match path_object.get_str(key) {
        Some(Value::Text(text)) => Ok(text.to_cow().into_owned()),
        None | Some(Value::Undefined | Value::Null) => Ok(String::new()),
        Some(other) => {
            let text = format!("`{key}`: expected a text, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    };
    let mut path = text("parentFolder")?;
    let separator = if path.ends_with('/') { '/' } else { SYSTEM.separator() };
    if !path.is_empty() && !path.ends_with(separator) {
        path.push(separator);
    }
    path.push_str(&text("name")?);
    let extension = text("extension")?;
    if !extension.is_empty() && !extension.starts_with('.') {
        path.push('.');
    }
    path.push_str(&extension);
    if path_object.get_str("isFolder").and_then(|value| value.as_boolean()) == Some(true) && !path.ends_with(separator)
    {
        path.push(separator);
    }
    Ok(Text::from(path))
}

/// The absolute POSIX path of a path of the system; a relative one begins at the folder of the database. With `*` special
/// characters are written as `%` and two digits.
#[command(1106, "Convert path system to POSIX", thread_safe, effects(shared))]
fn convert_path_system_to_posix(process: &mut Process<'_>, system_path: &Text, encode: Star) -> Text {
    if system_path.is_empty() {
        return Text::EMPTY;
    }
    let posix = absolute_posix(process, &system_path.to_cow());
    if !encode.0 {
        return Text::from(posix);
    }
    let mut encoded = String::with_capacity(posix.len());
    for byte in posix.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~!$&'()*+,;=:@".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    Text::from(encoded)
}

/// The characters that `%` and two digits stand for.
fn decoded(path: &str) -> String {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = path.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        match (byte, digit(bytes.get(index + 1)), digit(bytes.get(index + 2))) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                index += 3;
            }
            _ => {
                plain.push(*byte);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// The path of the system for a POSIX path. With `*` the POSIX path is an encoded one.
#[command(1107, "Convert path POSIX to system", thread_safe, effects(shared))]
fn convert_path_posix_to_system(posix_path: &Text, encoded: Star) -> Text {
    let path = posix_path.to_cow();
    let path = if encoded.0 { decoded(&path) } else { path.into_owned() };
    let startup = if SYSTEM == Syntax::Mac { startup_volume() } else { Cow::Borrowed("") };
    Text::from(SYSTEM.of_posix(&path, &startup))
}

/// The absolute path of a document in the `.lproj` folders of `Resources`: first those of the current language, with and
/// without its region, then any, then `Resources` itself. The relative path is in POSIX syntax or in that of the system.
/// The result is in that of the system, empty where there is no such document.
#[command(1105, "Localized document path", thread_safe, effects(files))]
fn localized_document_path(process: &mut Process<'_>, relative_path: &Text) -> Text {
    let relative = SYSTEM.to_posix(&relative_path.to_cow(), &startup_volume());
    let names: Vec<&str> = relative.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
    if names.is_empty() || names.contains(&"..") {
        return Text::EMPTY;
    }
    for base in localization::folders(process) {
        let path = names.iter().fold(base, |path, name| path.join(name));
        if file_system::exists(&path) {
            return Text::from(system_of(&path, false));
        }
    }
    Text::EMPTY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_paths() {
        assert_eq!(decoded("/a%20b%C3%A9%2"), "/a bé%2");
        assert_eq!(decoded("%"), "%");
    }
}
