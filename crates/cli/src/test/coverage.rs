//! Line coverage of the tested projects: what the runs have marked, against the lines that count.

use super::case::TestCase;
use super::fixtures::Fixtures;
use super::options::LineOptions;
use crate::progress::Progress;
use fourd_project::{DatabaseMethod, ProjectNumber};
use fourd_runtime::Libraries;
use fourd_runtime::Program;
use fourd_runtime::coverage::lines_that_count;
use fourd_source::{Diagnostic, shown_path};
use fourd_syntax::tree::CodeKind;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The lines that the runs of all tests have marked, by file.
#[derive(Default)]
pub struct RanLines(Mutex<BTreeMap<PathBuf, BTreeSet<u32>>>);

impl RanLines {
    /// Adds those of a run.
    pub fn add(&self, lines: Vec<(PathBuf, Vec<u32>)>) {
        let mut ran = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (path, numbers) in lines {
            ran.entry(same_path(&path)).or_default().extend(numbers);
        }
    }
}

/// The spelling of a path that all runs agree on.
fn same_path(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// A file of a tested project.
pub struct Lines {
    /// Its path as it is shown.
    pub shown: String,
    /// Its path in whole.
    pub path: PathBuf,
    /// The lines that count, each with whether it has run.
    pub lines: Vec<(u32, bool)>,
}

impl Lines {
    /// How many have run.
    pub fn covered(&self) -> usize {
        self.lines.iter().filter(|(_, ran)| *ran).count()
    }

    /// The lines that have not run; those with no other between them that counts are one range.
    fn missing(&self) -> String {
        let mut ranges: Vec<String> = Vec::new();
        for stretch in self.lines.chunk_by(|(_, before), (_, after)| before == after) {
            match stretch {
                [(only, false)] => ranges.push(only.to_string()),
                [(first, false), .., (last, _)] => ranges.push(format!("{first}-{last}")),
                _ => {}
            }
        }
        ranges.join(", ")
    }
}

/// All files of the tested projects with the lines that have run.
pub struct Report(Vec<Lines>);

impl Report {
    /// The files of the projects that these tests belong to, without test methods, unless they are asked for.
    ///
    /// # Errors
    /// A project cannot be opened.
    pub fn new(
        tests: &[TestCase],
        ran: &RanLines,
        options: &LineOptions,
        libraries: &Arc<Libraries>,
    ) -> Result<Self, Diagnostic> {
        let mut programs: BTreeMap<(bool, &Path), Arc<Program>> = BTreeMap::new();
        let mut files: BTreeMap<PathBuf, File> = BTreeMap::new();
        for test in tests {
            let program = match programs.entry(test.place()) {
                Entry::Occupied(found) => found.get().clone(),
                Entry::Vacant(place) => {
                    let program = Program::new(test.project()?, libraries.clone(), None);
                    add_project(&program, ProjectNumber::HOST, &mut files);
                    let others = program.project.numbered_components().filter(|_| options.coverage_components);
                    others.for_each(|(number, _)| add_project(&program, number, &mut files));
                    place.insert(program).clone()
                }
            };
            // A golden script is no method of its project.
            let file = File { program, number: ProjectNumber::HOST, path: test.file.clone(), kind: CodeKind::Method };
            files.entry(same_path(&test.file)).or_insert(file);
        }
        if !options.coverage_tests {
            for test in tests.iter().filter(|test| test.is_method_test()) {
                files.remove(&same_path(&test.file));
            }
            let is_fixture = |file: &File| {
                let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
                file.kind == CodeKind::Method && file.number == ProjectNumber::HOST && Fixtures::is_one(&stem)
            };
            files.retain(|_, file| !is_fixture(file));
        }
        let progress = Progress::new("Counting lines", files.len());
        let ran = ran.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = Vec::with_capacity(files.len());
        for (path, file) in &files {
            let counted = lines_that_count(&file.program, file.number, &file.path, file.kind)?;
            let ran = ran.get(path);
            let lines = counted.into_iter().map(|line| (line, ran.is_some_and(|ran| ran.contains(&line)))).collect();
            found.push(Lines { shown: shown_path(&file.path), path: file.path.clone(), lines });
            progress.advance();
        }
        found.sort_by(|left, right| left.shown.cmp(&right.shown));
        Ok(Self(found))
    }

    /// The files.
    pub fn files(&self) -> &[Lines] {
        &self.0
    }

    /// How many lines count, and how many of them have run.
    pub fn counts(&self) -> (usize, usize) {
        let counts = self.0.iter().map(|file| (file.lines.len(), file.covered()));
        counts.fold((0, 0), |(lines, covered), (more, further)| (lines + more, covered + further))
    }

    /// The part of the lines that have run, in percent.
    pub fn percent(&self) -> f64 {
        let (all, covered) = self.counts();
        percent(all, covered)
    }

    /// A table with a line for each file and one for all.
    pub fn table(&self) -> String {
        let (all, covered) = self.counts();
        let longest = self.0.iter().map(|file| file.shown.chars().count()).max().unwrap_or(0);
        let width = longest.max("total".len());
        let mut text = format!("{:width$}  lines  covered  percent  not covered\n", "file");
        for file in &self.0 {
            let row = row(&file.shown, width, file.lines.len(), file.covered());
            let _ = writeln!(text, "{}", format!("{row}  {}", file.missing()).trim_end());
        }
        text + &row("total", width, all, covered) + "\n"
    }

    /// The lines in the format of lcov.
    pub fn lcov(&self) -> String {
        let mut text = String::new();
        for file in &self.0 {
            let _ = writeln!(text, "TN:\nSF:{}", file.path.display());
            for (line, ran) in &file.lines {
                let _ = writeln!(text, "DA:{line},{}", u8::from(*ran));
            }
            let _ = writeln!(text, "LF:{}\nLH:{}\nend_of_record", file.lines.len(), file.covered());
        }
        text
    }
}

/// The part of lines that have run, in percent; all of no lines.
pub fn percent(lines: usize, covered: usize) -> f64 {
    if lines == 0 { 100.0 } else { covered as f64 * 100.0 / lines as f64 }
}

/// A part as it is shown, rounded down: only what is complete is 100.
pub fn shown_percent(percent: f64) -> String {
    format!("{:.1}%", (percent * 10.0 + 1e-9).floor() / 10.0)
}

fn row(name: &str, width: usize, lines: usize, covered: usize) -> String {
    let percent = shown_percent(percent(lines, covered));
    format!("{name:width$}  {lines:>5}  {covered:>7}  {percent:>7}")
}

/// A file with the project that it is read in.
struct File {
    program: Arc<Program>,
    number: ProjectNumber,
    path: PathBuf,
    kind: CodeKind,
}

fn add_project(program: &Arc<Program>, number: ProjectNumber, files: &mut BTreeMap<PathBuf, File>) {
    let project = program.project.numbered(number);
    let database_methods = DatabaseMethod::ALL.into_iter().filter_map(|method| project.database_method(method));
    let methods = project.methods().chain(database_methods).map(|method| (&method.path, CodeKind::Method));
    let classes = project.classes().map(|class| (&class.path, CodeKind::Class));
    for (path, kind) in methods.chain(classes) {
        let file = File { program: program.clone(), number, path: path.clone(), kind };
        files.entry(same_path(path)).or_insert(file);
    }
}
