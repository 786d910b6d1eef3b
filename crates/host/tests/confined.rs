//! What can be reached of the system's files where rules hold.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use fourd_host::{FileAccess, Files, Host, Kind, Open, Rules, System, is_denied};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

fn ground(name: &str) -> PathBuf {
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("confined").join(name);
    let _ = fs::remove_dir_all(&base);
    fs::create_dir_all(base.join("in/deep")).unwrap();
    fs::create_dir_all(base.join("out")).unwrap();
    for file in ["in/a", "in/deep/b", "out/a"] {
        fs::write(base.join(file), file).unwrap();
    }
    base.canonicalize().unwrap()
}

fn host(texts: &[String]) -> System {
    let mut rules = Rules::nothing();
    texts.iter().for_each(|text| rules.allow(text).unwrap());
    System::with_rules(rules)
}

fn text(files: &dyn Files, path: impl AsRef<Path>) -> Result<String, ErrorKind> {
    let mut text = String::new();
    let read = files.open(path.as_ref(), Open::READ).and_then(|mut file| file.read_to_string(&mut text));
    read.map(|_| text).map_err(|failure| failure.kind())
}

const DENIED: Result<String, ErrorKind> = Err(ErrorKind::PermissionDenied);

#[test]
fn paths_lead_where_links_and_dots_lead() {
    let base = ground("paths");
    let host = host(&[format!("files={}", base.join("in").display())]);
    let files = host.files();
    symlink(base.join("in/deep"), base.join("from outside")).unwrap();
    symlink("../out", base.join("in/to outside")).unwrap();
    symlink("../out/new", base.join("in/to something new outside")).unwrap();
    symlink("deep/../new", base.join("in/to something new")).unwrap();
    symlink("loop", base.join("in/loop")).unwrap();
    let inside = || Ok("in/deep/b".to_owned());
    for path in ["in/deep/b", "in/deep/../deep/./b", "in/../in/deep/b", "out/../in/deep/b", "from outside/b"] {
        assert_eq!(text(files, base.join(path)), inside(), "{path}");
    }
    for path in ["out/a", "in/../out/a", "in/to outside/a", "in/deep/../../out/a", "in/to something new outside", ""] {
        assert_eq!(text(files, base.join(path)), DENIED, "{path}");
    }
    assert_eq!(text(files, base.join("in/none")), Err(ErrorKind::NotFound));
    assert_eq!(text(files, base.join("in/none/b")), Err(ErrorKind::NotFound));
    assert_eq!(text(files, base.join("in/a/b")), Err(ErrorKind::NotADirectory));
    assert_eq!(text(files, base.join("in/loop")), Err(ErrorKind::InvalidInput));
    // A link to something that is missing makes it where it leads, if that is allowed.
    assert!(is_denied(&files.open(&base.join("in/to something new outside"), Open::CREATE).unwrap_err()));
    files.open(&base.join("in/to something new"), Open::CREATE).unwrap().write_all(b"new").unwrap();
    assert_eq!(fs::read_to_string(base.join("in/new")).unwrap(), "new");
    // The link itself is inside, wherever it leads.
    assert_eq!(files.link_metadata(&base.join("in/to outside")).unwrap().kind, Kind::Link);
    assert_eq!(files.read_link(&base.join("in/to outside")).unwrap(), Path::new("../out"));
    files.remove_file(&base.join("in/to outside")).unwrap();
    assert_eq!(files.canonical(&base.join("from outside/../deep")).unwrap(), base.join("in/deep"));
}

#[test]
fn what_may_be_read_is_not_written() {
    let base = ground("reading");
    let host = host(&[format!("read={}", base.display()), format!("files={}", base.join("in/deep").display())]);
    let files = host.files();
    assert_eq!(text(files, base.join("out/a")), Ok("out/a".to_owned()));
    let refused = [
        files.open(&base.join("in/a"), Open::WRITE).map(drop),
        files.open(&base.join("in/new"), Open::CREATE).map(drop),
        files.replace(&base.join("in/a")).map(drop),
        files.create_folder(&base.join("in/new")),
        files.remove_file(&base.join("in/a")),
        files.rename(&base.join("in/deep/b"), &base.join("in/b")),
        files.rename(&base.join("in/a"), &base.join("in/deep/a")),
        files.create_link(Path::new("a"), &base.join("in/link")),
        files.set_mode(&base.join("in/a"), 0o600),
        files.set_modified(&base.join("in/a"), std::time::UNIX_EPOCH),
        files.remove_folder(&base.join("out")),
    ];
    for (index, result) in refused.into_iter().enumerate() {
        assert!(result.is_err_and(|failure| is_denied(&failure)), "{index}");
    }
    let mut replacement = files.replace(&base.join("in/deep/b")).unwrap();
    replacement.write_all(b"replaced").unwrap();
    assert_eq!(text(files, base.join("in/deep/b")), Ok("in/deep/b".to_owned()));
    replacement.finish().unwrap();
    drop(files.replace(&base.join("in/deep/b")).unwrap());
    assert_eq!(text(files, base.join("in/deep/b")), Ok("replaced".to_owned()));
    assert_eq!(files.list(&base.join("in/deep")).unwrap().len(), 1, "nothing is left beside it");
    files.set_mode(&base.join("in/deep"), 0o500).unwrap();
    assert_eq!(files.metadata(&base.join("in/deep")).unwrap().mode, 0o500);
    files.set_mode(&base.join("in/deep"), 0o700).unwrap();
}

#[test]
fn allowed_files_and_folders_may_be_made_and_removed_themselves() {
    let base = ground("themselves");
    let path = base.join("missing/folder");
    let host = host(&[format!("files={}", path.display()), format!("files={}", base.join("out/file").display())]);
    let files = host.files();
    assert!(is_denied(&files.create_folder(&base.join("missing")).unwrap_err()));
    files.create_folders(&path.join("inner")).unwrap();
    files.remove_folder(&path.join("inner")).unwrap();
    files.remove_folder(&path).unwrap();
    files.create_folder(&path).unwrap();
    assert!(files.is_folder(&path) && files.list(&path).unwrap().is_empty());
    files.open(&base.join("out/file"), Open::CREATE_NEW).unwrap();
    assert_eq!(text(files, base.join("out/file")), Ok(String::new()));
    assert_eq!(text(files, base.join("out/a")), DENIED);
    assert!(is_denied(&files.list(&base.join("out")).unwrap_err()));
    // In the place of an allowed folder, a link to something else is not followed.
    fs::remove_dir(&path).unwrap();
    symlink(base.join("out"), &path).unwrap();
    assert_eq!(text(files, path.join("a")), DENIED);
    assert!(is_denied(&files.list(&path).unwrap_err()));
}

#[test]
fn all_of_the_disk_can_be_allowed_as_a_folder() {
    let base = ground("all");
    let mut rules = Rules::nothing();
    rules.allow_path("/".into(), FileAccess::Write);
    let host = System::with_rules(rules);
    assert_eq!(text(host.files(), base.join("in/../out/a")), Ok("out/a".to_owned()));
    assert!(host.files().is_folder(Path::new("/")) && host.files().is_folder(Path::new("/..")));
    assert!(host.files().volume_space(&base).unwrap().0 > 0);
}
