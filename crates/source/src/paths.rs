//! How paths are shown to a person.

use std::path::{Component, Path, PathBuf};

/// The variable of the environment that names the folder of whoever reads the messages, where that is another one than the
/// current folder: the run of a test writes for those who started the tests.
pub const READER_FOLDER: &str = "FOURD_READER_FOLDER";

/// The path as messages show it to a person: as [`relative_path`], with the characters that a terminal obeys as escape
/// sequences (`\u{1b}`).
pub fn shown_path(path: &Path) -> String {
    escaped(relative_path(path))
}

/// The path relative to the current folder where it lies inside, with `/` between its parts, for programs.
pub fn relative_path(path: &Path) -> String {
    let reader = std::env::var_os(READER_FOLDER).map(PathBuf::from).filter(|folder| folder.is_absolute());
    match reader.map_or_else(std::env::current_dir, Ok) {
        Ok(folder) => relative_path_from(path, &folder),
        Err(_) => with_slashes(path),
    }
}

/// The text with the characters that a terminal obeys, or that show it in another order, as escape sequences.
fn escaped(text: String) -> String {
    let is_obeyed = |each: char| {
        each.is_control() || matches!(each, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
    };
    if !text.contains(is_obeyed) {
        return text;
    }
    let shown = |each: char| if is_obeyed(each) { each.escape_default().to_string() } else { each.to_string() };
    text.chars().map(shown).collect()
}

/// The path as messages show it to a user who is in `folder`, an absolute path.
pub fn shown_path_from(path: &Path, folder: &Path) -> String {
    escaped(relative_path_from(path, folder))
}

fn relative_path_from(path: &Path, folder: &Path) -> String {
    match path.strip_prefix(folder) {
        Ok(inside) if inside.as_os_str().is_empty() => ".".to_owned(),
        Ok(inside) => with_slashes(inside),
        Err(_) => with_slashes(path),
    }
}

fn with_slashes(path: &Path) -> String {
    let without_dot = path.strip_prefix(Component::CurDir).unwrap_or(path);
    let shown = if without_dot.as_os_str().is_empty() { path } else { without_dot }.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_move_the_cursor() {
        let folder = Path::new("/a");
        assert_eq!(shown_path_from(Path::new("/a/\u{1b}[2J\n\u{202e}é.4dm"), folder), "\\u{1b}[2J\\n\\u{202e}é.4dm");
        assert_eq!(relative_path_from(Path::new("/a/\u{1b}.4dm"), folder), "\u{1b}.4dm");
    }

    #[test]
    fn only_what_lies_inside_is_made_relative() {
        let folder = Path::new("/a/b");
        assert_eq!(shown_path_from(Path::new("/a/b/c/d.4dm"), folder), "c/d.4dm");
        assert_eq!(shown_path_from(Path::new("/a/bc/d.4dm"), folder), "/a/bc/d.4dm");
        assert_eq!(shown_path_from(Path::new("./d.4dm"), folder), "d.4dm");
        assert_eq!(shown_path_from(Path::new("/a/b"), folder), ".");
    }
}
