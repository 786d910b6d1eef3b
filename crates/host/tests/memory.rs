//! Files in memory, and texts over the files of another host.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use fourd_host::{FileAccess, Files, Host, Memory, Open, Overlay, Rules, System, is_denied};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

fn text(files: &dyn Files, path: impl AsRef<Path>) -> Result<String, ErrorKind> {
    let mut text = String::new();
    let read = files.open(path.as_ref(), Open::READ).and_then(|mut file| file.read_to_string(&mut text));
    read.map(|_| text).map_err(|failure| failure.kind())
}

#[test]
fn a_write_changes_the_time_of_a_file() {
    let memory = Memory::new().with_file("/a", "one");
    let mut file = memory.files().open(Path::new("/a"), Open::WRITE).unwrap();
    let modified = || memory.files().metadata(Path::new("/a")).unwrap().modified;
    let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    memory.set_time(Duration::from_secs(10));
    assert_eq!(modified(), at(0));
    file.write_all(b"two").unwrap();
    assert_eq!(modified(), at(10));
    memory.set_time(Duration::from_secs(20));
    file.set_len(1).unwrap();
    assert_eq!(modified(), at(20));
}

#[test]
fn errors_do_not_say_what_is_outside() {
    let memory = Memory::new().with_file("/in/a", "").with_file("/out/a", "");
    memory.files().create_link(Path::new("loop"), Path::new("/out/loop")).unwrap();
    let mut rules = Rules::nothing();
    rules.allow_path("/in".into(), FileAccess::Read);
    let host = Arc::new(memory).within(rules);
    for path in ["/out/a", "/out/none", "/out/a/b", "/out/loop", "/in/../out/a/b"] {
        assert!(is_denied(&host.files().metadata(Path::new(path)).unwrap_err()), "{path}");
    }
    assert_eq!(text(host.files(), "/in/a/b"), Err(ErrorKind::NotADirectory));
}

#[test]
fn all_functions_agree_on_the_file_that_has_a_text() {
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("overlay");
    let _ = std::fs::remove_dir_all(&base);
    std::fs::create_dir_all(base.join("folder")).unwrap();
    let base = base.canonicalize().unwrap();
    std::fs::write(base.join("folder/saved"), "saved").unwrap();
    symlink("folder", base.join("link")).unwrap();
    let editor = Overlay::over(Arc::new(System::new()));
    editor.set(base.join("link/new"), "new");
    editor.set(base.join("folder/missing/deep"), "deep");
    for folder in ["folder", "link", "link/../folder"] {
        let folder = base.join(folder);
        let mut names: Vec<_> = editor.files().list(&folder).unwrap().into_iter().map(|entry| entry.name).collect();
        names.sort();
        assert_eq!(names, ["new", "saved"], "{}", folder.display());
        assert_eq!(text(editor.files(), folder.join("new")), Ok("new".to_owned()));
        assert_eq!(editor.files().canonical(&folder.join("new")).unwrap(), base.join("folder/new"));
        assert_eq!(editor.files().metadata(&folder.join("new")).unwrap().len(), 3);
        assert_eq!(text(editor.files(), folder.join("missing/deep")), Ok("deep".to_owned()));
    }
    editor.drop_text(base.join("folder/new"));
    assert_eq!(text(editor.files(), base.join("link/new")), Err(ErrorKind::NotFound));
}

#[test]
fn a_text_outside_of_what_is_allowed_is_not_read() {
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("overlay-rules");
    let _ = std::fs::remove_dir_all(&base);
    for folder in ["in", "out"] {
        std::fs::create_dir_all(base.join(folder)).unwrap();
    }
    let base = base.canonicalize().unwrap();
    symlink("../out", base.join("in/link")).unwrap();
    let editor = Overlay::over(Arc::new(System::new()));
    editor.set(base.join("in/new"), "new");
    editor.set(base.join("out/new"), "secret");
    let mut rules = Rules::nothing();
    rules.allow_path(base.join("in"), FileAccess::Read);
    let confined = Arc::new(editor).within(rules);
    assert_eq!(text(confined.files(), base.join("in/new")), Ok("new".to_owned()));
    for path in ["out/new", "in/../out/new", "in/link/new", "in/none/../../out/new"] {
        assert!(text(confined.files(), base.join(path)).is_err(), "{path}");
    }
}
