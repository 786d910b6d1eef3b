//! `fourd check`: reports the mistakes in files, folders and projects.

mod findings;
pub mod groups;
mod project;

use crate::Exit;
use crate::output::{colours, print, print_error, report};
use crate::progress::Progress;
use clap::{Args, ValueEnum};
use findings::Findings;
use fourd_project::{Project, SourceEntry, code_kind, source_files_under};
use fourd_source::{Diagnostic, Format, SourceMap, render, shown_path};
use std::path::PathBuf;

/// Reports the mistakes in code without running it.
///
/// A file is checked together with its project: the `.4DProject` above it, or the methods and classes beside it.
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

/// Stack of a checking thread in bytes: code may nest deeply.
pub const STACK: usize = 64 * 1024 * 1024;

/// Checks all paths and writes what was found. `implemented` tells by number which commands can be run.
pub fn check(options: &CheckOptions, implemented: &(dyn Fn(u32) -> bool + Sync)) -> Exit {
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
    let count = files.len();
    let groups = groups::groups(files, options.syntax);
    let progress = Progress::new("Checking", groups.iter().map(groups::Group::steps).sum());
    for group in groups {
        threads.install(|| {
            project::check_group(&group, implemented, format, &progress, &mut |file| {
                if !file.text.is_empty() {
                    progress.beside(|| write(&file.text));
                }
                total.add(&file);
            });
        });
    }
    drop(progress);
    print(&format!(
        "{} files, {} lines, {} errors in {} files, {} warnings\n",
        count, total.lines, total.errors, total.files_with_errors, total.warnings
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
            problems.extend(project.settings().problems().iter().chain(project.component_problems()).cloned());
            files.extend(project.source_files());
        } else {
            files.push(SourceEntry { path: path.clone(), kind: code_kind(path) });
        }
    }
    files.sort_unstable_by(|left, right| left.path.cmp(&right.path));
    files.dedup_by(|left, right| left.path == right.path);
    Ok((files, problems))
}
