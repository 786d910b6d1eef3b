//! The sources of the project, for tests that look at them.

use std::path::{Path, PathBuf};

/// The folder of all crates.
pub fn crates() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The names of all crates.
pub fn names() -> Vec<String> {
    let entries = std::fs::read_dir(crates()).unwrap().map(Result::unwrap);
    let found = entries.filter(|entry| entry.path().join("src").is_dir());
    found.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The path in the folder of all crates and the text of each Rust file in the folder `src` of a crate.
pub fn of_crate(name: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    below(&crates().join(name).join("src"), &mut files);
    let shown = |file: &Path| file.strip_prefix(crates()).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|file| (shown(file), std::fs::read_to_string(file).unwrap())).collect()
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
