//! `fourd check`: reports the mistakes in files, folders and projects.

use crate::Exit;
use crate::output::{colours, print, print_error, report};
use clap::{Args, ValueEnum};
use fourd_project::{MethodAttributes, Project, SourceEntry, code_kind, source_files_under};
use fourd_source::{Diagnostic, Format, Severity, SourceMap, Span, read_source, render, shown_path};
use rayon::prelude::*;
use std::path::PathBuf;

/// Reports the mistakes in code without running it.
///
/// Findings for people go to standard error, those for programs to standard output, where the last line is always
/// `N files, L lines, E errors in F files, W warnings`. The exit status is 1 if there are errors.
#[derive(Args)]
pub struct CheckOptions {
    /// `.4dm` files, folders (all `.4dm` files in them) and `.4DProject` files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Check the syntax only
    #[arg(long)]
    pub syntax: bool,
    /// How findings are written
    #[arg(long, value_enum, default_value = "human")]
    pub format: OutputFormat,
}

/// Who reads the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Lines of code with arrows, for people
    Human,
    /// One JSON object on each line
    Json,
    /// Workflow commands, which GitHub shows beside the code
    Github,
}

/// How many files are checked before their findings are written: bounds what is kept in memory.
const BATCH: usize = 1024;

/// How many findings of one file are written; a file with more is hardly code.
const MAXIMUM_SHOWN: usize = 500;

/// Stack of a checking thread in bytes: code may nest deeply.
const STACK: usize = 64 * 1024 * 1024;

/// What was found in one file or in all.
#[derive(Default)]
struct Findings {
    text: String,
    lines: usize,
    errors: usize,
    files_with_errors: usize,
    warnings: usize,
}

impl Findings {
    fn count(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Hint => {}
        }
    }

    fn add(&mut self, file: &Findings) {
        self.lines += file.lines;
        self.errors += file.errors;
        self.files_with_errors += usize::from(file.errors > 0);
        self.warnings += file.warnings;
    }
}

/// Checks all paths and writes what was found.
pub fn check(options: &CheckOptions) -> Exit {
    let format = match options.format {
        OutputFormat::Human => Format::Human { colour: colours(&std::io::stderr()) },
        OutputFormat::Json => Format::Json,
        OutputFormat::Github => Format::Github,
    };
    let write = if options.format == OutputFormat::Human { print_error } else { print };
    let (files, problems) = match files_to_check(&options.paths) {
        Ok(found) => found,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Usage;
        }
    };
    let mut total = Findings::default();
    for problem in &problems {
        total.count(problem);
        render(problem, &SourceMap::new(), format, &mut total.text);
    }
    write(&total.text);
    let Ok(threads) = rayon::ThreadPoolBuilder::new().stack_size(STACK).build() else {
        report(&Diagnostic::error("check::no-threads", "The system gives no threads to check with"), &SourceMap::new());
        return Exit::Failure;
    };
    for batch in files.chunks(BATCH) {
        let checked: Vec<Findings> =
            threads.install(|| batch.par_iter().with_max_len(1).map(|file| check_file(file, format)).collect());
        for file in checked.iter().filter(|file| !file.text.is_empty()) {
            write(&file.text);
        }
        checked.iter().for_each(|file| total.add(file));
    }
    print(&format!(
        "{} files, {} lines, {} errors in {} files, {} warnings\n",
        files.len(),
        total.lines,
        total.errors,
        total.files_with_errors,
        total.warnings
    ));
    if total.errors > 0 { Exit::Failure } else { Exit::Success }
}

/// All files that the paths name, once each and by path, and what is wrong with their projects.
fn files_to_check(paths: &[PathBuf]) -> Result<(Vec<SourceEntry>, Vec<Diagnostic>), Diagnostic> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        // Two spellings of one path then compare equal.
        let path = &std::path::absolute(path).unwrap_or_else(|_| path.clone());
        if path.is_dir() {
            let (found, unreadable) = source_files_under(path);
            files.extend(found);
            problems.extend(unreadable);
        } else if !path.exists() {
            let title = format!("There is no file `{}`", shown_path(path));
            return Err(Diagnostic::error("source::missing", title));
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DProject")) {
            let project = Project::open(path)?;
            problems.extend(project.problems().iter().chain(project.catalog_problem()).cloned());
            problems.extend(project.settings().problems().iter().cloned());
            files.extend(project.source_files());
        } else {
            files.push(SourceEntry { path: path.clone(), kind: code_kind(path) });
        }
    }
    files.sort_unstable_by(|left, right| left.path.cmp(&right.path));
    files.dedup_by(|left, right| left.path == right.path);
    Ok((files, problems))
}

/// Checks one file. Its text and tree are gone when this returns: only what was found is kept.
fn check_file(file: &SourceEntry, format: Format) -> Findings {
    let sources = SourceMap::new();
    let mut findings = Findings::default();
    let mut diagnostics = match read_source(&file.path) {
        Ok(text) => {
            let (diagnostics, lines) = check_text(file, text, &sources);
            findings.lines = lines;
            diagnostics
        }
        // There is no code to show to a person, but a program wants to know the file.
        Err(problem) if matches!(format, Format::Human { .. }) => vec![problem],
        Err(problem) => {
            let id = sources.add(&file.path, String::new());
            vec![problem.at(Span::new(id, 0, 0), "")]
        }
    };
    diagnostics.sort_by_key(|diagnostic| {
        let spot = diagnostic.primary.as_ref().map(|label| (label.span.start, label.span.end));
        (spot.is_none(), spot, std::cmp::Reverse(diagnostic.severity))
    });
    for diagnostic in &diagnostics {
        findings.count(diagnostic);
    }
    for diagnostic in diagnostics.iter().take(MAXIMUM_SHOWN) {
        render(diagnostic, &sources, format, &mut findings.text);
    }
    if let Some(hidden) = diagnostics.len().checked_sub(MAXIMUM_SHOWN).filter(|hidden| *hidden > 0) {
        let title = format!("`{}` has {hidden} more findings, which are not shown", shown_path(&file.path));
        render(&Diagnostic::new(Severity::Hint, "check::more-findings", title), &sources, format, &mut findings.text);
    }
    findings
}

/// The mistakes in a text, and how many lines it has.
fn check_text(entry: &SourceEntry, text: String, sources: &SourceMap) -> (Vec<Diagnostic>, usize) {
    let id = sources.add(&entry.path, text);
    let Some(file) = sources.get(id) else { return (Vec::new(), 0) };
    let parsed = fourd_syntax::parse(id, &file.text, entry.kind);
    let mut diagnostics = parsed.diagnostics;
    if let Some((json, span)) = &parsed.module.attributes {
        let (_, mistakes) = MethodAttributes::from_json(json);
        diagnostics.extend(
            mistakes.into_iter().map(|mistake| {
                Diagnostic::warning("project::attributes", mistake).at(*span, "this attribute is ignored")
            }),
        );
    }
    (diagnostics, file.line_count())
}
