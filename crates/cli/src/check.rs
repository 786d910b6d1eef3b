//! `fourd check`: reports the mistakes in files, folders and projects.

mod document;
mod findings;

use crate::exit::Exit;
use crate::input;
use crate::input::source_files_under;
use crate::output::{counted, report};
use crate::progress::Progress;
use crate::project_file::{self, AllSettings};
use clap::{Args, ValueEnum};
use document::Document;
use findings::Findings;
use fourd_analysis::{Analysis, CheckedFile, access_to, groups, problems_of, threads};
use fourd_project::{Project, SourceAccess, SourceEntry, code_kind};
use fourd_resolve::check::{Availability, Level, Levels};
use fourd_source::{Diagnostic, SourceMap, render, shown_path};
use fourd_syntax::tree::CodeKind;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Reports the mistakes in code without running it.
///
/// A file is checked together with its project: the `.4DProject` above it, or the methods and classes beside it.
///
/// Findings for people go to standard error, those for programs to standard output, where the last line is
/// `N files, L lines, E errors in F files, W warnings`; beside JSON and SARIF it goes to standard error. The exit status
/// is 1 if there are errors.
///
/// WARNING is an identifier (`4D2210`), a name (`unused-local`) or 4D's own number (`550.4`); `warnings` and `hints` are
/// all of them. Lines such as `//%W-unused-local` in the code come first.
#[derive(Args)]
pub struct CheckOptions {
    /// `.4dm` files, folders (all `.4dm` files in them) and `.4DProject` files; `-` is a method on standard input
    #[arg(default_value = ".", value_name = "PATH")]
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

/// Checks all paths and writes what was found. `available` tells what of 4D can be run.
pub fn check(options: &CheckOptions, available: &dyn Availability) -> Exit {
    let access = access_to(&options.paths);
    let found = options.levels().and_then(|levels| Ok((levels, files_to_check(&options.paths, &access)?)));
    let (levels, (files, problems)) = match found {
        Ok(found) => found,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Usage;
        }
    };
    let given = match input::read_streams(&options.paths) {
        Ok(given) => given,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Failure;
        }
    };
    let count = files.len();
    let batches = match with_levels(files, &levels) {
        Ok(batches) => batches,
        Err(problem) => return problem.report(),
    };
    let threads = match threads() {
        Ok(threads) => threads,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Failure;
        }
    };
    let mut document = Document::begin(options.format);
    let format = document.format();
    let mut total = Findings::default();
    let mut known = BTreeSet::new();
    let mut show = |mut problems: Vec<Diagnostic>, total: &mut Findings| {
        let mut text = String::new();
        problems.retain(|problem| known.insert(problem.title.clone()));
        levels.apply(&[], None, &mut problems);
        for problem in &problems {
            total.count(problem);
            render(problem, &SourceMap::new(), format, &mut text);
        }
        text
    };
    document.write(&show(problems, &mut total));
    let progress = Progress::new("Checking", count);
    for (files, file_levels) in batches {
        for group in groups(files, options.syntax, &access) {
            progress.expect(group.files_to_gather());
            let problems = show(group.problems(), &mut total);
            if !problems.is_empty() {
                progress.beside(|| document.write(&problems));
            }
            let mut texts = group.texts();
            given.iter().for_each(|(path, text)| texts.edit(path.clone(), text.clone()));
            let advance = || progress.advance();
            let analysis =
                Analysis { texts: &texts, available, levels: &file_levels, typing: None, progress: &advance };
            let look = |file: CheckedFile<'_>| Findings::of_file(file, format);
            threads.install(|| {
                analysis.check(group.project.as_ref(), &group.files, look, |file| {
                    if !file.text.is_empty() {
                        progress.beside(|| document.write(&file.text));
                    }
                    total.add(&file);
                });
            });
        }
    }
    drop(progress);
    document.end(&format!(
        "{}, {}, {} in {}, {}\n",
        counted(count, "file"),
        counted(total.lines, "line"),
        counted(total.errors, "error"),
        counted(total.files_with_errors, "file"),
        counted(total.warnings, "warning")
    ));
    if total.errors > 0 { Exit::Failure } else { Exit::Success }
}

/// The files with the levels that hold for them: those of the command line, then those of their `fourd.toml`.
fn with_levels(
    files: Vec<SourceEntry>,
    given: &Levels,
) -> Result<Vec<(Vec<SourceEntry>, Levels)>, project_file::Problem> {
    let mut all = AllSettings::default();
    let split = all.split(files, |file| &file.path)?.into_iter();
    split.map(|(settings, files)| Ok((files, given.clone().before(settings.levels()?)))).collect()
}

/// All files that the paths name, once each and by path, and what is wrong with their projects.
fn files_to_check(paths: &[PathBuf], access: &SourceAccess) -> Result<(Vec<SourceEntry>, Vec<Diagnostic>), Diagnostic> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for given in paths {
        let path = &input::source_path(given);
        if input::is_stream(given) {
            files.push(SourceEntry { path: path.clone(), kind: CodeKind::Method });
            continue;
        }
        if path.is_dir() {
            refuse_project_folder(path)?;
            problems.extend(Project::open_with(path, access).iter().flat_map(problems_of));
            let (found, unreadable) = source_files_under(path);
            files.extend(found);
            problems.extend(unreadable);
        } else if !path.exists() {
            let title = format!("There is no file `{}`", shown_path(path));
            return Err(Diagnostic::error("source::missing", title));
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DProject")) {
            let project = Project::open_with(path, access)?;
            problems.extend(problems_of(&project));
            files.extend(project.source_files());
        } else {
            files.push(SourceEntry { path: path.clone(), kind: code_kind(path) });
        }
    }
    files.sort_unstable_by(|left, right| left.path.cmp(&right.path));
    files.dedup_by(|left, right| left.path == right.path);
    Ok((files, problems))
}

/// A folder is no project file, whatever its name says.
pub fn refuse_project_folder(path: &Path) -> Result<(), Diagnostic> {
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DProject")) {
        return Ok(());
    }
    let title = format!("`{}` is a folder, not a project file", shown_path(path));
    Err(Diagnostic::error("source::folder", title).hint("name the `.4DProject` file, or the folder of the project"))
}
