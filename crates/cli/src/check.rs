//! `fourd check`: reports the mistakes in files, folders and projects.

mod document;
mod findings;
pub mod groups;
mod project;

use crate::Exit;
use crate::output::report;
use crate::progress::Progress;
use clap::{Args, ValueEnum};
use document::Document;
use findings::Findings;
use fourd_project::{Project, SourceEntry, code_kind, source_files_under};
use fourd_resolve::check::{Level, Levels};
use fourd_source::{Diagnostic, SourceMap, render, shown_path};
use std::path::PathBuf;

/// Reports the mistakes in code without running it.
///
/// A file is checked together with its project: the `.4DProject` above it, or the methods and classes beside it.
///
/// Findings for people go to standard error, those for programs to standard output, where the last line is
/// `N files, L lines, E errors in F files, W warnings`; beside SARIF it goes to standard error. The exit status is 1 if
/// there are errors.
///
/// WARNING is an identifier (`4D2210`), a name (`unused-local`) or 4D's own number (`550.4`); `warnings` and `hints` are
/// all of them. Lines such as `//%W-unused-local` in the code come first.
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
    /// Do not show these warnings or hints
    #[arg(long, value_name = "WARNING", value_delimiter = ',')]
    pub silence: Vec<String>,
    /// Show these as warnings, whatever the settings of the project say
    #[arg(long, value_name = "WARNING", value_delimiter = ',')]
    pub warn: Vec<String>,
    /// Make errors of these
    #[arg(long, value_name = "WARNING", value_delimiter = ',')]
    pub deny: Vec<String>,
}

impl CheckOptions {
    fn levels(&self) -> Result<Levels, Diagnostic> {
        let mut levels = Levels::default();
        for (words, level) in [(&self.silence, Level::Silent), (&self.warn, Level::Warning), (&self.deny, Level::Error)]
        {
            for word in words {
                levels.set(word, level).map_err(|near| {
                    let problem = Diagnostic::error("explain::unknown", format!("There is no warning `{word}`"));
                    match near {
                        Some(near) => problem.hint(format!("did you mean `{near}`?")),
                        None => problem.hint("a warning is named as it is shown, such as `4D2210`"),
                    }
                })?;
            }
        }
        Ok(levels)
    }
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
    /// One document in the format SARIF 2.1.0, for services of code review
    Sarif,
}

/// Stack of a checking thread in bytes: code may nest deeply.
pub const STACK: usize = 64 * 1024 * 1024;

/// Checks all paths and writes what was found. `implemented` tells by number which commands can be run.
pub fn check(options: &CheckOptions, implemented: &(dyn Fn(u32) -> bool + Sync)) -> Exit {
    let found = options.levels().and_then(|levels| Ok((levels, files_to_check(&options.paths)?)));
    let (levels, (files, mut problems)) = match found {
        Ok(found) => found,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Usage;
        }
    };
    let Ok(threads) = rayon::ThreadPoolBuilder::new().stack_size(STACK).build() else {
        report(&Diagnostic::error("check::no-threads", "The system gives no threads to check with"), &SourceMap::new());
        return Exit::Failure;
    };
    let mut document = Document::begin(options.format);
    let mut total = Findings::default();
    levels.apply(&[], None, &mut problems);
    for problem in &problems {
        total.count(problem);
        render(problem, &SourceMap::new(), document.format(), &mut total.text);
    }
    document.write(&total.text);
    let count = files.len();
    let groups = groups::groups(files, options.syntax);
    let progress = Progress::new("Checking", groups.iter().map(groups::Group::steps).sum());
    let way = project::Way { implemented, levels: &levels, format: document.format(), progress: &progress };
    for group in groups {
        threads.install(|| {
            project::check_group(&group, &way, &mut |file| {
                if !file.text.is_empty() {
                    progress.beside(|| document.write(&file.text));
                }
                total.add(&file);
            });
        });
    }
    drop(progress);
    document.end(&format!(
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
