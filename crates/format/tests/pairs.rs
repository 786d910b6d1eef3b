//! Pairs of files: code before formatting (`name.4dm`), and the same code in 4D's layout (`name.formatted.4dm`).
//! A file whose name begins with `class_` is a class. `UPDATE_PAIRS=1` writes the second files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use fourd_format::{Options, format};
use fourd_source::FileId;
use fourd_syntax::tree::CodeKind;
use std::path::Path;

#[test]
fn pairs_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.contains(".formatted.") {
            continue;
        }
        let kind = if name.starts_with("class_") { CodeKind::Class } else { CodeKind::Method };
        let text = std::fs::read_to_string(&path).unwrap();
        let formatted = format(FileId(0), &text, kind, Options::default()).unwrap();
        let expected = folder.join(name.replace(".4dm", ".formatted.4dm"));
        if std::env::var_os("UPDATE_PAIRS").is_some() {
            std::fs::write(&expected, &formatted).unwrap();
        }
        assert_eq!(formatted, std::fs::read_to_string(&expected).unwrap(), "{name}");
        assert_eq!(format(FileId(0), &formatted, kind, Options::default()).unwrap(), formatted, "{name}");
        count += 1;
    }
    assert!(count >= 3);
}
