//! `fourd fmt`: writes files in 4D's own layout.

mod surroundings;

use crate::check::refuse_project_folder;
use crate::exit::Exit;
use crate::input;
use crate::input::{read_source_as_written, source_files_under};
use crate::output::{colours, counted, print, print_bytes, print_error, report};
use crate::progress::Progress;
use crate::project_file::{AllSettings, Settings};
use crate::replace::replace;
use clap::{Args, ValueEnum};
use fourd_analysis::{access_to, groups, threads};
use fourd_format::{Alone, Endings, Options, Surroundings, Tokens, format};
use fourd_project::{SourceEntry, code_kind, kind_of_text};
use fourd_source::{Diagnostic, FileId, Format, SourceMap, render, shown_path};
use fourd_syntax::tree::CodeKind;
use rayon::prelude::*;
use serde::Deserialize;
use similar::TextDiff;
use std::path::{Path, PathBuf};

/// Writes code in the layout in which 4D's own editor saves it.
///
/// A file whose code has errors is reported and left as it is, and so is one whose code would mean something else.
/// The last line is `N files, M changed`. The exit status is 1 if a file could not be formatted, or with `--check` if one
/// would change.
#[derive(Args)]
pub struct FmtOptions {
    /// `.4dm` files and folders (all `.4dm` files in them), or `-`: from standard input to standard output
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write nothing; list the files that would change
    #[arg(long)]
    pub check: bool,
    /// Show what changes
    #[arg(long)]
    pub diff: bool,
    /// Tokens after the names of commands, constants, tables and fields: `ALERT:C41`; they stay as they are without it
    #[arg(long, value_enum)]
    pub tokens: Option<TokensOption>,
    /// The blanks that 4D writes at the ends of lines: `End if `, and the tabs of blank lines; they stay without it
    #[arg(long, value_enum)]
    pub endings: Option<EndingsOption>,
    /// Standard input is a class, not a method
    #[arg(long)]
    pub class: bool,
}

/// What becomes of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum TokensOption {
    /// They stay as they are
    Keep,
    /// All names that can have one have one
    Add,
    /// Only names have one that mean something else without it
    Remove,
}

/// What becomes of blanks at the ends of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum EndingsOption {
    /// They stay where they are
    Keep,
    /// They stand where 4D writes them
    Add,
    /// There are none
    Remove,
}

/// What became of a file.
enum Outcome {
    Unchanged,
    /// With the difference, where it is wanted.
    Changed(String),
    /// With the reasons, ready to be shown.
    Failed(String),
}

/// Formats all paths.
pub fn fmt(options: &FmtOptions) -> Exit {
    if options.paths.iter().any(|path| input::is_standard(path)) {
        if options.paths.len() > 1 {
            let title = "`-` stands alone: standard input has no files beside it";
            print_error(&format!("{title}\n"));
            return Exit::Usage;
        }
        return standard_input(options);
    }
    let (files, problems) = match files_to_format(&options.paths) {
        Ok(found) => found,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Usage;
        }
    };
    for problem in &problems {
        report(problem, &SourceMap::new());
    }
    let mut all = AllSettings::default();
    let groups = match all.split(files, |file| &file.path) {
        Ok(groups) => groups.into_iter().map(|(settings, files)| (options.with(settings), files)).collect(),
        Err(problem) => return problem.report(),
    };
    let threads = match threads() {
        Ok(threads) => threads,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Failure;
        }
    };
    let outcomes = threads.install(|| format_files(groups, &options.paths));
    let (mut changed, mut failed) = (0usize, 0usize);
    for (path, outcome) in &outcomes {
        match outcome {
            Outcome::Unchanged => {}
            Outcome::Changed(difference) => {
                changed += 1;
                if options.check && !options.diff {
                    print(&format!("{}\n", shown_path(path)));
                }
                print(difference);
            }
            Outcome::Failed(reasons) => {
                failed += 1;
                print_error(reasons);
            }
        }
    }
    let not_formatted = if failed > 0 { format!(", {failed} not formatted") } else { String::new() };
    print(&format!("{}, {changed} changed{not_formatted}\n", counted(outcomes.len(), "file")));
    if failed > 0 || !problems.is_empty() || (options.check && changed > 0) { Exit::Failure } else { Exit::Success }
}

/// All files that the paths name, once each and by path, and what is wrong with folders.
fn files_to_format(paths: &[PathBuf]) -> Result<(Vec<SourceEntry>, Vec<Diagnostic>), Diagnostic> {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        // Two spellings of one path then compare equal.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        if path.is_dir() {
            refuse_project_folder(&path)?;
            let (found, unreadable) = source_files_under(&path);
            files.extend(found);
            problems.extend(unreadable);
        } else if path.exists() {
            files.push(SourceEntry { kind: code_kind(&path), path });
        } else {
            return Err(Diagnostic::error("source::missing", format!("There is no file `{}`", shown_path(&path))));
        }
    }
    files.sort_unstable_by(|left, right| left.path.cmp(&right.path));
    files.dedup_by(|left, right| left.path == right.path);
    Ok((files, problems))
}

/// Formats the files, those of each project together where tokens depend on it. `named` is what the command line names.
fn format_files(files: Vec<(Wanted, Vec<SourceEntry>)>, named: &[PathBuf]) -> Vec<(PathBuf, Outcome)> {
    let count = files.iter().map(|(_, files)| files.len()).sum();
    let progress = Progress::new("Formatting", count);
    let mut outcomes = Vec::with_capacity(count);
    let access = access_to(named);
    let grouped = files.into_iter().flat_map(|(wanted, files)| {
        let groups = groups(files, wanted.tokens == TokensOption::Keep, &access);
        groups.into_iter().map(move |group| (wanted, group))
    });
    for (options, group) in grouped {
        let known: Box<dyn Surroundings> = match &group.project {
            Some(project) => Box::new(surroundings::Known(project)),
            None => Box::new(Alone),
        };
        let wanted: Vec<&SourceEntry> =
            group.files.iter().filter(|(_, wanted)| *wanted).map(|(file, _)| file).collect();
        let texts = group.texts();
        let formatted: Vec<(PathBuf, Outcome)> = wanted
            .par_iter()
            .with_max_len(1)
            .map(|file| {
                let real = match &file.path {
                    // A stream that the command line names is read as it is.
                    path if input::is_stream(path) => Ok(path.clone()),
                    path => texts.access(path).real(path),
                };
                let outcome = match real {
                    Ok(real) => format_file(&file.path, &real, file.kind, &options, known.as_ref()),
                    Err(problem) => failed(&[problem], &file.path, ""),
                };
                progress.advance();
                (file.path.clone(), outcome)
            })
            .collect();
        outcomes.extend(formatted);
    }
    outcomes.sort_unstable_by(|left, right| left.0.cmp(&right.0));
    outcomes
}

/// Formats the file at a path, which is this one once all links are followed.
fn format_file(path: &Path, real: &Path, kind: CodeKind, options: &Wanted, known: &dyn Surroundings) -> Outcome {
    let (text, encoding) = match read_source_as_written(real) {
        Ok(read) => read,
        Err(problem) => return failed(&[problem], path, ""),
    };
    let kind = kind_of_text(path, kind, &text);
    let formatted = match format(FileId(0), &text, kind, options.with(known)) {
        Ok(formatted) => formatted,
        Err(problems) => return failed(&problems, path, &text),
    };
    if formatted == text {
        return Outcome::Unchanged;
    }
    if !options.check
        && let Err(error) = replace(real, &encoding.encode(&formatted))
    {
        let title = format!("`{}` cannot be written", shown_path(real));
        let problem = Diagnostic::error("format::write", title).note(error.to_string());
        return failed(&[problem], path, &text);
    }
    Outcome::Changed(if options.diff { difference(path, &text, &formatted) } else { String::new() })
}

fn failed(problems: &[Diagnostic], path: &Path, text: &str) -> Outcome {
    let sources = SourceMap::new();
    sources.add(path, text.to_owned());
    let mut shown = String::new();
    for problem in problems {
        render(problem, &sources, Format::Human { colour: colours(&std::io::stderr()) }, &mut shown);
    }
    Outcome::Failed(shown)
}

fn difference(path: &Path, before: &str, after: &str) -> String {
    let name = shown_path(path);
    TextDiff::from_lines(before, after).unified_diff().header(&name, &name).to_string()
}

/// From standard input to standard output.
fn standard_input(options: &FmtOptions) -> Exit {
    let path = Path::new(input::STANDARD_INPUT);
    let mut all = AllSettings::default();
    let wanted = match all.of(&input::standard_path()) {
        Ok((_, settings)) => options.with(settings),
        Err(problem) => return problem.report(),
    };
    let kind = if options.class { CodeKind::Class } else { CodeKind::Method };
    let formatted = input::read_standard().map_err(|problem| (vec![problem], String::new())).and_then(|read| {
        let (text, encoding) = read;
        match format(FileId(0), &text, kind, wanted.with(&Alone)) {
            Ok(formatted) => Ok((text, formatted, encoding)),
            Err(problems) => Err((problems, text)),
        }
    });
    match formatted {
        Ok((text, formatted, encoding)) => {
            if options.diff {
                print(&difference(path, &text, &formatted));
            } else if !options.check {
                print_bytes(&encoding.encode(&formatted));
            }
            if options.check && formatted != text { Exit::Failure } else { Exit::Success }
        }
        Err((problems, text)) => {
            if let Outcome::Failed(reasons) = failed(&problems, path, &text) {
                print_error(&reasons);
            }
            Exit::Failure
        }
    }
}

/// What the command line, or else `fourd.toml`, says about a file.
#[derive(Clone, Copy)]
struct Wanted {
    tokens: TokensOption,
    endings: EndingsOption,
    check: bool,
    diff: bool,
}

impl FmtOptions {
    fn with(&self, settings: &Settings) -> Wanted {
        let settings = &settings.file.fmt;
        Wanted {
            tokens: self.tokens.or(settings.tokens).unwrap_or(TokensOption::Keep),
            endings: self.endings.or(settings.endings).unwrap_or(EndingsOption::Keep),
            check: self.check,
            diff: self.diff,
        }
    }
}

impl Wanted {
    /// For the formatter.
    fn with<'s>(&self, surroundings: &'s dyn Surroundings) -> Options<'s> {
        let endings = match self.endings {
            EndingsOption::Keep => Endings::Keep,
            EndingsOption::Add => Endings::Add,
            EndingsOption::Remove => Endings::Remove,
        };
        let tokens = match self.tokens {
            TokensOption::Keep => Tokens::Keep,
            TokensOption::Add => Tokens::Add,
            TokensOption::Remove => Tokens::Remove,
        };
        Options { endings, tokens, surroundings }
    }
}
