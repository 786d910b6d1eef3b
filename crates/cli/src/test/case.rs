//! One test: where it is found, how it is run, and what it must give.

use super::coverage::RanLines;
use super::fault::Fault;
use super::fixtures::{Fixture, Fixtures};
use super::golden::{self, Ended, Written, expected_file};
use super::line::{Demand, TestLine, line_in};
use super::methods::{self, TestMethod};
use super::names::NamesOfTests;
use super::permissions::{permissions, time_limit};
use super::stop::Running;
use crate::input::{read_source, source_files_under};
use crate::replace::replace;
use crate::system_options::SystemOptions;
use fourd_project::Project;
use fourd_source::{Diagnostic, shown_path};
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A test.
pub struct TestCase {
    /// Its file.
    pub file: PathBuf,
    /// A method that is run in its project; a loose script otherwise.
    method: Option<TestMethod>,
    /// What it writes is compared with the file beside it.
    golden: bool,
    options: TestLine,
}

/// How tests are run.
pub struct Runner {
    /// This program.
    pub program: PathBuf,
    /// What all runs are given.
    pub system: SystemOptions,
    /// How long a test may take that does not say it itself.
    pub timeout: Duration,
    /// Whether the reports of test methods are shown in colours.
    pub colour: bool,
    /// Where the lines go that have run, if they are wanted.
    pub lines: Option<RanLines>,
    /// The runs that are going on.
    pub running: Arc<Running>,
}

impl Runner {
    /// Runs in a folder, with the lines that ran noted.
    fn run(
        &self,
        folder: &Path,
        arguments: Vec<OsString>,
        limit: Duration,
        for_reader: bool,
    ) -> Result<Written, String> {
        let mut all: Vec<OsString> = Vec::new();
        if self.lines.is_some() {
            all.push("--mark-lines".into());
        }
        all.extend(arguments);
        let run = golden::Run {
            program: &self.program,
            running: &self.running,
            folder,
            limit,
            reader: for_reader.then_some(golden::Reader { colour: self.colour }),
        };
        let mut written = run.start(all)?;
        if let Some(lines) = &self.lines {
            lines.add(std::mem::take(&mut written.lines));
        }
        Ok(written)
    }

    /// Runs a method alone that prepares the tests of a project, or tidies up after them.
    ///
    /// # Errors
    /// A sentence where the run did not start, or wrote too much.
    pub fn run_fixture(&self, fixture: &Fixture, project: &Path) -> Result<Written, String> {
        let mut arguments = self.system.permissions();
        arguments.extend(self.system.locale_argument());
        arguments.push(format!("--timeout={}", self.timeout.as_secs_f64()).into());
        arguments.push(format!("--method={}", fixture.name).into());
        arguments.push(project.as_os_str().to_owned());
        self.run(folder_of(project)?, arguments, self.timeout, true)
    }
}

/// The folder in which a project runs.
fn folder_of(project: &Path) -> Result<&Path, String> {
    if project.is_dir() { Some(project) } else { project.parent() }.ok_or_else(|| "the path has no folder".to_owned())
}

/// How many bytes the line of attributes and the line for options of a script may have together.
const LONGEST_BEGINNING: u64 = 16 << 10;

/// What paths hold.
#[derive(Default)]
pub struct Found {
    /// The tests, by path.
    pub tests: Vec<TestCase>,
    /// Scripts with a line for options and without expected output: they are no tests yet.
    pub unwritten: Vec<PathBuf>,
}

/// All tests that the paths name, by path. With `new`, scripts too that have no expected output yet but a line for options.
///
/// # Errors
/// A path is not there or holds no test.
pub fn find(paths: &[PathBuf], names: &NamesOfTests, new: bool) -> Result<Found, Diagnostic> {
    let mut found = Found::default();
    for path in paths {
        // Two spellings of one path then compare equal.
        let path = &std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let is_project = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DProject"));
        if is_project && path.is_file() {
            find_in(path.parent().unwrap_or(path), names, new, &mut found)?;
        } else if path.is_dir() {
            find_in(path, names, new, &mut found)?;
        } else {
            let options = line_in(&read_source(path)?);
            if new || expected_file(path).is_file() {
                found.tests.push(golden_test(path.clone(), options)?);
            } else if let Some(method) = methods::method_of_file(path, names)? {
                found.tests.push(method_test(method)?);
            } else {
                let title = format!("`{}` has no expected output beside it", shown_path(path));
                let hint = format!("pass `--update` to write `{}`", shown_path(&expected_file(path)));
                return Err(Diagnostic::error("test::missing", title).hint(hint));
            }
        }
    }
    // A script that is golden is no test method too.
    found.tests.sort_by(|left, right| left.file.cmp(&right.file).then(right.golden.cmp(&left.golden)));
    found.tests.dedup_by(|left, right| left.file == right.file);
    found.unwritten.sort();
    found.unwritten.dedup();
    Ok(found)
}

/// Whether a script begins with a line for options, as far as it can be read. Only its beginning is looked at.
fn has_line(script: &Path) -> bool {
    let mut beginning = Vec::new();
    let read = File::open(script).and_then(|file| file.take(LONGEST_BEGINNING).read_to_end(&mut beginning));
    read.is_ok() && line_in(&String::from_utf8_lossy(&beginning)).is_some()
}

fn find_in(folder: &Path, names: &NamesOfTests, new: bool, found: &mut Found) -> Result<(), Diagnostic> {
    let (files, unreadable) = source_files_under(folder);
    if let Some(problem) = unreadable.into_iter().next() {
        return Err(problem);
    }
    for file in files {
        let has_output = expected_file(&file.path).is_file();
        // Without an expected output only a script with a line of its own says that it is a test.
        if !has_output && !has_line(&file.path) {
            continue;
        }
        if !has_output && methods::method_of_file(&file.path, names)?.is_some() {
            continue;
        }
        if has_output || new {
            let options = line_in(&read_source(&file.path)?);
            found.tests.push(golden_test(file.path, options)?);
        } else {
            found.unwritten.push(file.path);
        }
    }
    for method in methods::find_methods(folder, names)? {
        found.tests.push(method_test(method)?);
    }
    Ok(())
}

fn golden_test(file: PathBuf, options: Option<TestLine>) -> Result<TestCase, Diagnostic> {
    let method = match methods::package_of(&file) {
        Some(package) => {
            let project = Project::open_folder(&package)?;
            let found = project.methods().find(|method| method.path == file);
            let (name, file) = (found.map(|method| method.name.clone()), file.clone());
            name.map(|name| TestMethod { name, file, project: package, fixtures: Fixtures::default() })
        }
        None => None,
    };
    Ok(TestCase { file, method, golden: true, options: options.unwrap_or_default() })
}

fn method_test(method: TestMethod) -> Result<TestCase, Diagnostic> {
    let options = line_in(&read_source(&method.file)?).unwrap_or_default();
    Ok(TestCase { file: method.file.clone(), method: Some(method), golden: false, options })
}

impl TestCase {
    /// What it can be found by: its path, and the name of its method if it is one.
    pub fn names(&self) -> Vec<String> {
        let method = self.method.as_ref().map(|method| method.name.clone());
        std::iter::once(shown_path(&self.file)).chain(method).collect()
    }

    /// Its name in its folder.
    pub fn name(&self) -> String {
        match &self.method {
            Some(method) => method.name.clone(),
            None => self.file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    /// Whether it runs as a method of a project, and where that project is; a loose script has the folder that it stands in.
    pub fn place(&self) -> (bool, &Path) {
        match &self.method {
            Some(method) => (true, &method.project),
            None => (false, self.file.parent().unwrap_or(&self.file)),
        }
    }

    /// The project that it runs in.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn project(&self) -> Result<Project, Diagnostic> {
        match &self.method {
            Some(method) => Project::open_folder(&method.project),
            None => Project::open(&self.file),
        }
    }

    /// What the line of the test says about it.
    pub fn line(&self) -> &TestLine {
        &self.options
    }

    /// The methods that run before and after it, and the project that they are of; none where it is no test method.
    pub fn fixtures(&self) -> Option<(&Path, &Fixtures)> {
        let method = self.method.as_ref().filter(|_| !self.golden)?;
        Some((&method.project, &method.fixtures))
    }

    /// What its line asks for and the command line does not allow.
    pub fn refused(&self, system: &SystemOptions) -> Vec<String> {
        let folder = self.folder().unwrap_or(Path::new("."));
        permissions(system, &self.options, folder).map(|permissions| permissions.refused).unwrap_or_default()
    }

    /// The folder in which it runs.
    fn folder(&self) -> Result<&Path, String> {
        match &self.method {
            Some(method) => folder_of(&method.project),
            None => self.file.parent().ok_or_else(|| "the path has no folder".to_owned()),
        }
    }

    /// Runs it as its options say, with this seed if there is one.
    ///
    /// # Errors
    /// A sentence where the run did not start, or wrote too much.
    pub fn run(&self, runner: &Runner, seed: Option<u64>) -> Result<Written, String> {
        if let Some(problem) = &self.options.problem {
            return Err(format!("the options in its first line are wrong: {problem}"));
        }
        let folder = self.folder()?;
        let mut arguments = permissions(&runner.system, &self.options, folder)?.arguments;
        if !self.options.run.iter().any(|word| word == "--locale" || word.starts_with("--locale=")) {
            arguments.extend(runner.system.locale_argument());
        }
        arguments.extend(self.options.run.iter().map(OsString::from));
        if let Some(seed) = seed.or(self.options.seed) {
            arguments.push(format!("--seed={seed}").into());
        }
        let limit = time_limit(runner.timeout, self.options.timeout, runner.system.rules().is_some());
        arguments.push(format!("--timeout={}", limit.as_secs_f64()).into());
        match &self.method {
            Some(method) => {
                arguments.push(format!("--method={}", method.name).into());
                let fixtures = &method.fixtures;
                for (option, fixture) in [("before", &fixtures.before_each), ("after", &fixtures.after_each)] {
                    arguments.extend(fixture.iter().map(|fixture| format!("--{option}={}", fixture.name).into()));
                }
                arguments.push(method.project.as_os_str().to_owned());
            }
            // A name may begin as an option does.
            None => arguments.push(Path::new(".").join(self.file.file_name().unwrap_or_default()).into()),
        }
        if !self.options.arguments.is_empty() {
            arguments.push("--".into());
            arguments.extend(self.options.arguments.iter().map(OsString::from));
        }
        runner.run(folder, arguments, limit, !self.golden)
    }

    /// What is wrong with a run that had this seed, if anything is.
    pub fn fault(&self, written: &Written, seed: Option<u64>) -> Option<Fault> {
        if !self.golden {
            // What the code handles itself is no failure. A method of `ON ERR CALL` from before the test is not meant.
            let passed = written.ended == Ended::Exit(0) && written.assertions.unhandled() == 0;
            return (!passed).then(|| Fault::of_run(written));
        }
        if matches!(written.ended, Ended::TimedOut(_)) {
            return Some(Fault::of_run(written));
        }
        let file = match self.golden_file() {
            Ok(file) => file,
            Err(problem) => return Some(Fault::not_run(problem)),
        };
        let expected = match read_source(&file) {
            Ok(expected) if expected == written.text => return None,
            // Tools that fetch the files may have changed the ends of lines.
            Ok(expected) => expected.replace("\r\n", "\n"),
            Err(problem) => return Some(Fault::not_run(problem.title)),
        };
        if written.ended.is_broken() && expected != written.text {
            return Some(Fault::of_run(written));
        }
        let seed = seed.or(self.options.seed);
        let demand = if seed.is_some() && seed == self.options.seed { Demand::Same } else { self.options.demand };
        match demand {
            Demand::Same => Fault::differs(expected, &written.text),
            Demand::AnyOrder => Fault::differs(sorted(&expected), &sorted(&written.text)),
            Demand::AnyOutput if written.assertions.unhandled() > 0 => Some(Fault::of_run(written)),
            Demand::AnyOutput => (ending(&expected) != ending(&written.text)).then(|| Fault::of_run(written)),
        }
    }

    /// The golden file, which is in the folder of the test or below it, links followed.
    ///
    /// # Errors
    /// A sentence: a link leads elsewhere.
    fn golden_file(&self) -> Result<PathBuf, String> {
        let file = expected_file(&self.file);
        let folder = self.file.parent().unwrap_or(Path::new("."));
        let outside = || format!("`{}` is a link that leads out of the folder of the test", shown_path(&file));
        match (file.canonicalize(), folder.canonicalize()) {
            (Ok(real), Ok(folder)) if real.starts_with(&folder) => Ok(real),
            // A link to nothing would be followed when the file is written.
            (Err(_), _) if !file.is_symlink() => Ok(file),
            _ => Err(outside()),
        }
    }

    /// Writes the golden file; whether that changed it.
    ///
    /// # Errors
    /// A sentence where it cannot be written.
    pub fn update(&self, written: &Written) -> Result<bool, String> {
        let file = self.golden_file()?;
        if std::fs::read_to_string(&file).is_ok_and(|before| before == written.text) {
            return Ok(false);
        }
        match replace(&file, written.text.as_bytes()) {
            Ok(()) => Ok(true),
            Err(error) => Err(format!("`{}` cannot be written: {error}", shown_path(&file))),
        }
    }

    /// Whether it is a test by its name.
    pub fn is_method_test(&self) -> bool {
        self.method.is_some() && !self.golden
    }

    /// Whether it has a golden file, or can get one.
    pub fn is_golden(&self) -> bool {
        self.golden
    }
}

fn sorted(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The line that tells the exit status, if that is not 0.
fn ending(text: &str) -> Option<&str> {
    text.lines().last().filter(|line| line.starts_with(golden::EXIT_HEAD) || *line == golden::SIGNAL_HEAD)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn written(text: &str) -> Written {
        Written { text: text.to_owned(), ..Written::default() }
    }

    #[test]
    fn a_seed_of_its_own_is_compared_exactly() {
        let folder = std::env::temp_dir().join(format!("fourd-test-case-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a.4dm");
        std::fs::write(expected_file(&file), "1\n2\n--- exit 1\n").unwrap();
        let fault = |options: &str, text: &str, seed| {
            let test = golden_test(file.clone(), line_in(options)).unwrap();
            test.fault(&written(text), seed).is_some()
        };
        let other = "2\n1\n--- exit 1\n";
        assert!(fault("//fourd: --seed 3", other, Some(4)));
        assert!(!fault("//fourd: --seed 3 --any-order", other, Some(4)));
        assert!(fault("//fourd: --seed 3 --any-order", other, None));
        assert!(fault("//fourd: --seed 3 --any-order", other, Some(3)));
        assert!(!fault("//fourd: --any-order", other, None));
        assert!(fault("//fourd: --any-order", "2\n1\n1\n--- exit 1\n", None));
        assert!(!fault("//fourd: --any-output", "3\n--- exit 1\n", Some(4)));
        assert!(fault("//fourd: --any-output", "1\n2\n", Some(4)));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
