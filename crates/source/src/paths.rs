//! How paths are shown to a person.

use std::path::{Component, Path};

/// The path as messages show it: relative to the current folder where it lies inside, with `/` between its parts.
pub fn shown_path(path: &Path) -> String {
    match std::env::current_dir() {
        Ok(folder) => shown_path_from(path, &folder),
        Err(_) => with_slashes(path),
    }
}

/// The path as messages show it to somebody who stands in `folder`, an absolute path.
pub fn shown_path_from(path: &Path, folder: &Path) -> String {
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
    fn only_what_lies_inside_is_made_relative() {
        let folder = Path::new("/a/b");
        assert_eq!(shown_path_from(Path::new("/a/b/c/d.4dm"), folder), "c/d.4dm");
        assert_eq!(shown_path_from(Path::new("/a/bc/d.4dm"), folder), "/a/bc/d.4dm");
        assert_eq!(shown_path_from(Path::new("./d.4dm"), folder), "d.4dm");
        assert_eq!(shown_path_from(Path::new("/a/b"), folder), ".");
    }
}
