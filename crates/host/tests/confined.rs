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

#[test]
fn a_path_through_a_file_leads_nowhere() {
    let base = ground("through");
    let host = host(&[format!("files={}", base.join("in").display())]);
    for path in ["in/a/..", "in/a/../a", "in/a/../../in/a", "in/a/b/c", "in/deep/../a/../a"] {
        assert_eq!(text(host.files(), base.join(path)), Err(ErrorKind::NotADirectory), "{path}");
    }
    assert!(Rules::nothing().allow(&format!("files={}", base.join("in/a/..").display())).is_err());
}

#[test]
fn errors_do_not_say_what_is_outside() {
    let base = ground("unknown");
    symlink("a", base.join("out/link")).unwrap();
    symlink("link loop", base.join("out/link loop")).unwrap();
    let host = host(&[format!("files={}", base.join("in").display())]);
    let files = host.files();
    for path in
        ["out", "out/a", "out/none", "out/a/b", "out/none/b", "out/none/..", "out/a/..", "out/link", "out/link loop"]
    {
        for path in [base.join(path), base.join("in/..").join(path)] {
            assert_eq!(text(files, &path), DENIED, "{}", path.display());
            assert!(is_denied(&files.link_metadata(&path).unwrap_err()), "{}", path.display());
            assert!(is_denied(&files.create_folder(&path).unwrap_err()), "{}", path.display());
            assert!(is_denied(&files.canonical(&path).unwrap_err()), "{}", path.display());
        }
    }
    // The way back in is the same through what is there and through what is not.
    for path in ["out/../in/deep/b", "out/a/../../in/deep/b", "out/none/../../in/deep/b"] {
        assert_eq!(text(files, base.join(path)), Ok("in/deep/b".to_owned()), "{path}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn many_allowed_files_take_one_handle_and_little_time() {
    let base = ground("many");
    let mut rules = Rules::nothing();
    let names: Vec<PathBuf> = (0..3000).map(|number| base.join(format!("in/folder {number}/file"))).collect();
    for name in &names {
        fs::create_dir(name.parent().unwrap()).unwrap();
        fs::write(name, "own").unwrap();
        rules.allow_path(name.clone(), FileAccess::Read);
    }
    rules.allow_path(base.join("out/a"), FileAccess::Write);
    let handles = || fs::read_dir("/proc/self/fd").unwrap().filter(|entry| links_into(entry, &base)).count();
    let begin = std::time::Instant::now();
    let host = System::with_rules(rules);
    assert_eq!(handles(), 1);
    for name in &names {
        assert_eq!(text(host.files(), name), Ok("own".to_owned()));
        assert_eq!(text(host.files(), name.with_file_name("other")), DENIED);
    }
    assert_eq!(text(host.files(), base.join("out/a")), Ok("out/a".to_owned()));
    assert!(host.files().open(&base.join("out/a"), Open::WRITE).is_ok());
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}

/// Whether a handle is of something in a folder.
#[cfg(target_os = "linux")]
fn links_into(entry: &std::io::Result<fs::DirEntry>, folder: &Path) -> bool {
    entry.as_ref().is_ok_and(|entry| fs::read_link(entry.path()).is_ok_and(|target| target.starts_with(folder)))
}

#[test]
fn a_link_above_an_allowed_folder_is_not_followed() {
    let base = ground("above");
    let path = base.join("in/deep");
    let host = host(&[format!("files={}", path.display()), format!("files={}", base.join("other/x").display())]);
    assert_eq!(text(host.files(), path.join("b")), Ok("in/deep/b".to_owned()));
    fs::create_dir(base.join("out/deep")).unwrap();
    fs::write(base.join("out/deep/b"), "secret").unwrap();
    fs::rename(base.join("in"), base.join("aside")).unwrap();
    symlink(base.join("out"), base.join("in")).unwrap();
    assert_eq!(text(host.files(), path.join("b")), DENIED);
    assert!(is_denied(&host.files().create_folders(&path.join("c")).unwrap_err()));
    assert!(!base.join("out/deep/c").exists());
}

#[test]
fn paths_of_any_kind_have_an_answer() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let base = ground("any");
    let host = host(&[format!("files={}", base.join("in").display())]);
    let files = host.files();
    let odd = base.join("in").join(OsStr::from_bytes(b"\xff\xfe. "));
    files.open(&odd, Open::CREATE_NEW).unwrap().write_all(b"odd").unwrap();
    assert_eq!(text(files, &odd), Ok("odd".to_owned()));
    assert_eq!(text(files, base.join("IN/a")), DENIED);
    assert_eq!(text(files, base.join("in./a")), DENIED);
    let begin = std::time::Instant::now();
    for part in ["x", "..", "deep/.."] {
        let long = format!("{}/{}", base.join("in").display(), format!("{part}/").repeat(300_000));
        assert!(files.metadata(Path::new(&long)).is_err());
        let outside = format!("{}/{}", base.join("out").display(), format!("{part}/").repeat(300_000));
        assert!(files.metadata(Path::new(&outside)).is_err());
    }
    assert!(files.metadata(&base.join("in/\0")).is_err());
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
    for handle in ["/proc/self/fd", "/dev/fd", "/proc/self/root", "/proc/self/cwd", "/dev/stdin"] {
        assert!(is_denied(&files.metadata(Path::new(handle)).unwrap_err()), "{handle}");
    }
}

#[test]
fn pipes_and_devices_do_not_block() {
    let base = ground("pipes");
    let pipe = base.join("in/pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    symlink("/dev/zero", base.join("in/device")).unwrap();
    let host = host(&[format!("files={}", base.join("in").display())]);
    let files = host.files();
    for how in [Open::READ, Open::WRITE, Open::CREATE] {
        assert!(files.open(&pipe, how).is_err());
    }
    assert!(files.replace(&pipe).is_err());
    assert!(files.set_modified(&pipe, std::time::UNIX_EPOCH).is_err());
    assert_eq!(files.metadata(&pipe).unwrap().kind, Kind::Stream);
    assert_eq!(text(files, base.join("in/device")), DENIED);
    files.rename(&pipe, &base.join("in/moved")).unwrap();
    files.remove_file(&base.join("in/moved")).unwrap();
}

#[test]
fn a_deep_path_with_a_link_has_an_answer() {
    let base = ground("deep");
    let host = host(&[format!("files={}", base.join("in").display())]);
    let files = host.files();
    let depth = (3500 - base.as_os_str().len()) / 2;
    let deep = base.join("in").join("d/".repeat(depth));
    files.create_folders(&deep).unwrap();
    files.open(&deep.join("f"), Open::CREATE).unwrap();
    symlink("f", deep.join("link")).unwrap();
    assert_eq!(text(files, deep.join("link")), Ok(String::new()));
    symlink(".", base.join("in/here")).unwrap();
    let through = base.join("in/here").join("d/".repeat(depth)).join("f");
    assert_eq!(text(files, &through), Ok(String::new()));
    fs::remove_dir_all(&base).unwrap();
}
