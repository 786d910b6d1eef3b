//! Projects on disk, with edited texts over them.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use fourd_analysis::{Analysis, CheckedFile, access_to, check_text, groups, threads};
use fourd_project::{Project, ProjectNumber, SourceEntry};
use fourd_resolve::check::{AllAvailable, Levels, Typing};
use fourd_syntax::tree::CodeKind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// A project with these methods.
fn project(methods: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("Project/Sources/Methods");
    std::fs::create_dir_all(&sources).unwrap();
    std::fs::write(folder.path().join("Project/test.4DProject"), "{}").unwrap();
    for (name, text) in methods {
        std::fs::write(sources.join(format!("{name}.4dm")), text).unwrap();
    }
    folder
}

/// The findings of all methods, as `method line name`, and how often progress was reported.
fn findings(folder: &TempDir, edit: Option<(&str, &str)>, typing: Option<Typing>) -> (Vec<String>, usize) {
    let sources = folder.path().join("Project/Sources/Methods");
    let files =
        ["a", "b", "c"].map(|name| sources.join(format!("{name}.4dm"))).into_iter().filter(|file| file.exists());
    let files = files.map(|path| SourceEntry { path, kind: CodeKind::Method }).collect();
    let group = groups(files, false, &access_to(&[])).next().expect("one project");
    let mut texts = group.texts();
    if let Some((name, text)) = edit {
        texts.edit(sources.join(format!("{name}.4dm")), text.to_owned());
    }
    let count = AtomicUsize::new(0);
    let progress = || {
        count.fetch_add(1, Ordering::Relaxed);
    };
    let levels = Levels::default();
    let analysis = Analysis { texts: &texts, available: &AllAvailable, levels: &levels, typing, progress: &progress };
    let look = |file: CheckedFile<'_>| -> Vec<String> {
        let method = file.path.file_stem().unwrap().to_string_lossy().into_owned();
        let spot = |found: &fourd_source::Diagnostic| {
            found.primary.as_ref().map_or(0, |label| file.line_column(label.span.start).0)
        };
        file.diagnostics.iter().map(|found| format!("{method} {} {}", spot(found), found.name)).collect()
    };
    let mut all = Vec::new();
    threads().unwrap().install(|| {
        analysis.check(group.project.as_ref(), &group.files, look, |found| all.extend(found));
    });
    (all, count.into_inner())
}

#[test]
fn an_edited_text_replaces_the_file_for_itself_and_for_its_callers() {
    let folder = project(&[("a", "#DECLARE($n : Integer)\nALERT(String($n))\n"), ("b", "a(\"x\")\n"), ("c", "a(1)\n")]);
    let (found, steps) = findings(&folder, None, None);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("b 1 "), "{found:?}");
    assert_eq!(steps, 6, "each file is read and checked");
    let edited = "#DECLARE($n : Text)\nALERT($n)\n";
    let (found, _) = findings(&folder, Some(("a", edited)), None);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("c 1 "), "{found:?}");
}

#[test]
fn a_file_that_cannot_be_read_has_a_finding_and_no_tree() {
    let folder = project(&[("a", "ALERT(\"x\")\n")]);
    std::fs::write(folder.path().join("Project/Sources/Methods/b.4dm"), [0xC3, 0x28]).unwrap();
    let (found, _) = findings(&folder, None, None);
    assert_eq!(found, ["b 0 source::encoding"]);
}

#[test]
fn undeclared_variables_are_findings_where_types_are_not_deduced() {
    let folder =
        project(&[("a", "var counted : Integer\n"), ("b", "counted:=1\nfree:=2\n"), ("c", "ALERT(String(free))\n")]);
    let (found, _) = findings(&folder, None, None);
    let (typed, _) = findings(&folder, None, Some(Typing::Locals));
    let only: Vec<&String> = typed.iter().filter(|found_one| !found.contains(found_one)).collect();
    assert!(only.iter().any(|found| found.starts_with("b 2 ")), "{typed:?}");
    assert!(!typed.iter().any(|found| found.starts_with("b 1 ")), "{typed:?}");
}

#[test]
fn a_text_is_checked_as_code_of_a_project() {
    let folder = project(&[("a", "ALERT(\"x\")\n")]);
    let host = Project::open(folder.path().join("Project/test.4DProject")).unwrap();
    let check = |text: &str| {
        let name = Path::new("text.4dm");
        let checked = check_text(&host, ProjectNumber::HOST, &AllAvailable, name, text.to_owned());
        checked.diagnostics.iter().map(|found| found.name).collect::<Vec<_>>()
    };
    assert!(check("a\n").is_empty());
    assert_eq!(check("var $n : Integer\n$n:=(1\n").len(), 1, "a syntax error hides what follows from it");
    assert_eq!(check("var $n : Integer\n$n:=Length(1)\n").len(), 1);
}
