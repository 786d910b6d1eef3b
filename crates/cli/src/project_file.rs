//! `fourd.toml`: what a project asks of `fourd check`, `fourd test` and `fourd fmt`. Options of the command line come
//! before it. It cannot allow code anything: there are no such keys.

use crate::exit::Exit;
use crate::fmt::{EndingsOption, TokensOption};
use crate::input::read_source;
use crate::output::report;
use fourd_resolve::check::suggest::nearest;
use fourd_resolve::check::{Level, Levels};
use fourd_source::{Diagnostic, FileId, SourceMap, Span, shown_path};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The name of the file.
pub const NAME: &str = "fourd.toml";

/// The largest file that is read, in bytes.
const MAXIMUM_SIZE: u64 = 256 * 1024;

/// What a project asks for; what is left out has its usual value.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProjectFile {
    /// For `fourd check`.
    pub check: CheckSettings,
    /// For `fourd test`.
    pub test: TestSettings,
    /// For `fourd fmt`.
    pub fmt: FormatSettings,
}

/// The table `[check]`: lists of warnings, named as on the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckSettings {
    silence: Vec<Spanned<String>>,
    warn: Vec<Spanned<String>>,
    deny: Vec<Spanned<String>>,
}

/// The table `[test]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TestSettings {
    /// Patterns for the names of test methods, such as `test_*`.
    pub methods: Option<Vec<String>>,
}

/// The table `[fmt]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FormatSettings {
    /// As `--tokens`.
    pub tokens: Option<TokensOption>,
    /// As `--endings`.
    pub endings: Option<EndingsOption>,
}

/// What is wrong with a file, and its text.
pub struct Problem(Box<(Diagnostic, SourceMap)>);

impl Problem {
    fn new(diagnostic: Diagnostic) -> Self {
        Self(Box::new((diagnostic, SourceMap::new())))
    }

    /// Writes it to standard error; how the program ends.
    pub fn report(&self) -> Exit {
        let (diagnostic, sources) = &*self.0;
        report(diagnostic, sources);
        Exit::Usage
    }
}

/// A file that was read, with where its warnings are named.
#[derive(Debug, Default)]
pub struct Settings {
    /// What it says.
    pub file: ProjectFile,
    path: PathBuf,
    text: String,
}

/// The settings for files, each read once.
#[derive(Default)]
pub struct AllSettings(BTreeMap<Option<PathBuf>, Settings>);

impl AllSettings {
    /// The file that holds for a path, and what it says.
    ///
    /// # Errors
    /// It is malformed.
    pub fn of(&mut self, path: &Path) -> Result<(Option<PathBuf>, &Settings), Problem> {
        let file = find(path);
        if !self.0.contains_key(&file) {
            let settings = match &file {
                Some(file) => read(file)?,
                None => Settings::default(),
            };
            self.0.insert(file.clone(), settings);
        }
        match self.0.get(&file) {
            Some(settings) => Ok((file, settings)),
            None => Err(Problem::new(unreadable(path))),
        }
    }
}

impl AllSettings {
    /// The files that one `fourd.toml`, or none, holds for, with what it says.
    ///
    /// # Errors
    /// One of them is malformed.
    pub fn split<F>(&mut self, files: Vec<F>, path: impl Fn(&F) -> &Path) -> Result<Vec<(&Settings, Vec<F>)>, Problem> {
        let mut by_folder: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
        let mut by_settings: BTreeMap<Option<PathBuf>, Vec<F>> = BTreeMap::new();
        for file in files {
            let folder = path(&file).parent().unwrap_or(Path::new("/"));
            let settings = match by_folder.get(folder) {
                Some(settings) => settings.clone(),
                None => by_folder.entry(folder.to_path_buf()).or_insert(self.of(path(&file))?.0).clone(),
            };
            by_settings.entry(settings).or_default().push(file);
        }
        let files = by_settings.into_iter();
        Ok(files.filter_map(|(settings, files)| Some((self.0.get(&settings)?, files))).collect())
    }
}

impl Settings {
    /// How much warnings matter.
    ///
    /// # Errors
    /// It names a warning that does not exist.
    pub fn levels(&self) -> Result<Levels, Problem> {
        let mut levels = Levels::default();
        let check = &self.file.check;
        for (words, level) in
            [(&check.silence, Level::Silent), (&check.warn, Level::Warning), (&check.deny, Level::Error)]
        {
            for word in words {
                levels.set(word.get_ref(), level).map_err(|near| {
                    let title = format!("There is no warning `{}`", word.get_ref());
                    let label = "expected a warning as it is shown, such as `4D2210`, found this";
                    let problem = |span| Diagnostic::error("config::file", title).at(span, label);
                    self.problem(word.span(), problem, near)
                })?;
            }
        }
        Ok(levels)
    }

    fn problem(
        &self,
        range: std::ops::Range<usize>,
        make: impl FnOnce(Span) -> Diagnostic,
        near: Option<&str>,
    ) -> Problem {
        let sources = SourceMap::new();
        let file = sources.add(&self.path, self.text.clone());
        let diagnostic = make(span(file, range));
        let diagnostic = match near {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic,
        };
        Problem(Box::new((diagnostic, sources)))
    }
}

fn span(file: FileId, range: std::ops::Range<usize>) -> Span {
    let number = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(file, number(range.start), number(range.end))
}

/// The file that holds for a path: in its folder or above, up to the root of its 4D project or its repository. Scripts
/// that belong to neither have it beside them.
fn find(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let start = if path.is_dir() { path.as_path() } else { path.parent()? };
    let inner = start.file_name().is_some_and(|name| name == "Methods" || name == "Classes");
    let loose = if inner { start.parent().unwrap_or(start) } else { start };
    let root = start.ancestors().find(|folder| is_root(folder)).unwrap_or(loose);
    let folders = start.ancestors().take_while(|folder| folder.starts_with(root));
    folders.map(|folder| folder.join(NAME)).find(|file| file.symlink_metadata().is_ok())
}

fn is_root(folder: &Path) -> bool {
    let holds_project = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .map(|entry| entry.path())
            .any(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DProject")))
    };
    let named_project = folder.file_name().is_some_and(|name| name == "Project");
    folder.join(".git").exists()
        || holds_project(&folder.join("Project"))
        || (!named_project && folder.join("Sources").is_dir() && holds_project(folder))
}

fn unreadable(path: &Path) -> Diagnostic {
    Diagnostic::error("config::file", format!("`{}` cannot be read", shown_path(path)))
}

/// Reads a file.
fn read(path: &Path) -> Result<Settings, Problem> {
    // A link could make any file of the machine appear in messages.
    let real = std::fs::canonicalize(path).map_err(|error| Problem::new(unreadable(path).note(error.to_string())))?;
    let folder = path.parent().and_then(|folder| std::fs::canonicalize(folder).ok()).unwrap_or_default();
    if !real.starts_with(&folder) {
        let problem = unreadable(path).note("it is a link that leads out of its folder");
        return Err(Problem::new(problem));
    }
    if std::fs::metadata(&real).is_ok_and(|found| found.len() > MAXIMUM_SIZE) {
        let problem = unreadable(path).note(format!("it has more than {MAXIMUM_SIZE} bytes"));
        return Err(Problem::new(problem));
    }
    let text = read_source(&real).map_err(Problem::new)?;
    let settings = Settings { file: ProjectFile::default(), path: path.to_path_buf(), text };
    match toml::from_str(&settings.text) {
        Ok(file) => Ok(Settings { file, ..settings }),
        Err(error) => {
            let message = error.message().trim_end();
            let (words, rest) = (quoted(message), message.lines().next().unwrap_or_default());
            let near = words.split_first().and_then(|(word, known)| nearest(word, known.iter().copied()));
            let known = match words.len() {
                0 | 1 => None,
                _ if message.starts_with("unknown") => words.split_first().map(|(_, known)| known.join("`, `")),
                _ => None,
            };
            let title =
                format!("`{}` is malformed: {}", shown_path(path), rest.split(", expected").next().unwrap_or(rest));
            let label = match known {
                Some(known) => format!("expected one of `{known}`, found another word"),
                None => label_of(message),
            };
            let range = error.span().unwrap_or(0..0);
            Err(settings.problem(range, |span| Diagnostic::error("config::file", title).at(span, label), near))
        }
    }
}

/// What is said at a value that is not as it should be, in the words of TOML.
fn label_of(message: &str) -> String {
    let Some((found, expected)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.rsplit_once(", expected "))
    else {
        return "expected what the chapter about `fourd.toml` allows, found this".to_owned();
    };
    let expected = match expected.lines().next().unwrap_or(expected) {
        "a sequence" => {
            let word = found.split('"').nth(1).unwrap_or("…");
            return format!("expected a list, as in `[\"{word}\"]`, found one value");
        }
        "a string" => "a text in quotes".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        expected if expected.starts_with("struct ") || expected == "a map" => "a table with settings".to_owned(),
        expected => expected.to_owned(),
    };
    format!("expected {expected}, found this")
}

/// The words between backquotes.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}
