//! `fourd serve --watch`: code that changes is used from the next request on.

use crate::output::{print_error, report};
use crate::watching::{PAUSE, SHARE, Seen, look_in};
use fourd_project::{DatabaseMethod, MethodAttributes, MethodFile, Project};
use fourd_runtime::Program;
use fourd_source::{Severity, SourceMap, shown_path};
use fourd_syntax::tree::CodeKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::Instant;

/// Watches the sources of a program, and of its components, for as long as it runs.
pub fn watch(program: &Arc<Program>) {
    let folders = folders(&program.project);
    // Here, not in the thread: what changes from now on is seen.
    let seen = look(&folders);
    let program = Arc::downgrade(program);
    let begun = std::thread::Builder::new().name("watch".to_owned()).spawn(move || watch_all(&program, &folders, seen));
    if let Err(problem) = begun {
        print_error(&format!("fourd: `--watch` does not work, start again to use changed code: {problem}\n"));
    }
}

/// The folders with sources and settings of the project and of its components.
fn folders(project: &Project) -> Vec<PathBuf> {
    let of_project = |project: &Project| {
        let sources = project.sources()?.to_path_buf();
        Some([sources, project.root.join("Settings"), project.root.join("Data").join("Settings")])
    };
    all(project).filter_map(of_project).flatten().collect()
}

fn look(folders: &[PathBuf]) -> Seen {
    let wanted = |path: &Path| {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        matches!(extension.as_deref(), Some("4dm" | "json" | "4dsettings" | "4dcatalog"))
    };
    let mut seen = Seen::new();
    folders.iter().for_each(|folder| look_in(folder, &wanted, &mut seen));
    seen
}

fn watch_all(program: &Weak<Program>, folders: &[PathBuf], mut seen: Seen) {
    let mut pause = PAUSE;
    loop {
        std::thread::sleep(pause);
        let Some(program) = program.upgrade() else { return };
        let started = Instant::now();
        let mut now = look(folders);
        pause = PAUSE.max(started.elapsed() * SHARE);
        if now == seen {
            continue;
        }
        // An editor may write several files.
        std::thread::sleep(PAUSE);
        now = look(folders);
        for gone in seen.keys().filter(|path| !now.contains_key(*path)) {
            print_error(&format!("fourd: `{}` is gone: start again to run without it\n", shown_path(gone)));
        }
        let changed = now.iter().filter(|(path, facts)| seen.get(*path) != Some(*facts)).map(|(path, _)| path);
        let (known, new) = changed.cloned().partition(|path| seen.contains_key(path));
        renew(&program, known, new);
        seen = now;
    }
}

/// The method in a file.
fn method_at<'p>(project: &'p Project, path: &Path) -> Option<&'p MethodFile> {
    all(project).find_map(|project| {
        let mut of_database = DatabaseMethod::ALL.iter().filter_map(|method| project.database_method(*method));
        project.methods().find(|file| file.path == path).or_else(|| of_database.find(|file| file.path == path))
    })
}

/// The code that the program reads at a path.
fn kind_of(project: &Project, path: &Path) -> Option<CodeKind> {
    if method_at(project, path).is_some() {
        return Some(CodeKind::Method);
    }
    let is_class = all(project).any(|project| project.classes().any(|file| file.path == path));
    is_class.then_some(CodeKind::Class)
}

/// A project and its components.
fn all(project: &Project) -> impl Iterator<Item = &Project> {
    std::iter::once(project).chain(project.components().iter().map(|component| &component.project))
}

/// Lets the program use the code of files that have changed, as far as it can be read, and says what it does not use.
fn renew(program: &Program, changed: Vec<PathBuf>, new: Vec<PathBuf>) {
    let project = &program.project;
    let mut renewed = Vec::new();
    // A known method whose file was gone for a moment is no new one.
    let (new, back): (Vec<_>, Vec<_>) = new.into_iter().partition(|path| kind_of(project, path).is_none());
    for path in new {
        print_error(&format!("fourd: `{}` is new: start again to use it\n", shown_path(&path)));
    }
    for path in changed.into_iter().chain(back) {
        let shown = shown_path(&path);
        let Some(kind) = kind_of(project, &path) else {
            print_error(&format!("fourd: `{shown}` has changed: start again to use it\n"));
            continue;
        };
        let text = match project.access().read(&path) {
            Ok(text) => text,
            Err(problem) => {
                report(&problem, &SourceMap::new());
                print_error(&format!("fourd: the code of `{shown}` stays as it was\n"));
                continue;
            }
        };
        let sources = SourceMap::new();
        let file = sources.add(shown.clone(), text.clone());
        let parsed = fourd_syntax::parse(file, &text, kind);
        let mut errors = parsed.diagnostics.iter().filter(|found| found.severity == Severity::Error).peekable();
        if errors.peek().is_some() {
            errors.for_each(|error| report(error, &sources));
            print_error(&format!("fourd: the code of `{shown}` stays as it was\n"));
            continue;
        }
        let written =
            parsed.module.attributes.map(|(text, _)| MethodAttributes::from_json(&text).0).unwrap_or_default();
        if method_at(project, &path).is_some_and(|method| *method.attributes() != written) {
            print_error(&format!("fourd: the attributes of `{shown}` have changed: start again to use them\n"));
        }
        renewed.push((path, shown));
    }
    if renewed.is_empty() {
        return;
    }
    program.reload(renewed.iter().map(|(path, _)| path.as_path()));
    let names: Vec<String> = renewed.into_iter().map(|(_, shown)| format!("`{shown}`")).collect();
    print_error(&format!("fourd: reloaded {}\n", names.join(", ")));
}
