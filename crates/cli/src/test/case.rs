//! One test: where it is found, how it is run, and what it must give.

use super::coverage::RanLines;
use super::fault::Fault;
use super::golden::{self, Ended, Written, expected_file};
use super::methods::{self, TestMethod};
use fourd_project::{Project, source_files_under};
use fourd_source::{Diagnostic, read_source, shown_path};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What a line begins with that gives options to a test.
const OPTIONS_MARK: &str = "//fourd:";

/// What a first line begins with that holds the attributes of a method; the options then stand in the second.
const ATTRIBUTES_MARK: &str = "//%attributes";

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

/// What the line with the options of a test holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestLine {
    /// The options of `fourd run`, without the seed.
    run: Vec<String>,
    seed: Option<u64>,
    demand: Demand,
}

/// What the output of a golden test must be where another seed than its own decides, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Demand {
    /// The expected one.
    #[default]
    Same,
    /// The expected lines in any order.
    AnyOrder,
    /// Anything; only the exit status counts, and assertions.
    AnyOutput,
}

/// How tests are run.
pub struct Runner {
    /// This program.
    pub program: PathBuf,
    /// Options that all runs are given.
    pub given: Vec<OsString>,
    /// Where the lines go that have run, if somebody wants to know.
    pub lines: Option<RanLines>,
}

/// The options in the text of a script or method; `None` where it has no line for them.
pub fn line_in(text: &str) -> Option<TestLine> {
    let mut lines = text.split(['\r', '\n']).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let line = if first.starts_with(ATTRIBUTES_MARK) { lines.next()? } else { first };
    let mut found = TestLine::default();
    let mut words = line.strip_prefix(OPTIONS_MARK)?.split_whitespace().peekable();
    while let Some(word) = words.next() {
        match word {
            "--any-order" => found.demand = Demand::AnyOrder,
            "--any-output" => found.demand = Demand::AnyOutput,
            "--seed" if words.peek().is_some_and(|number| number.parse::<u64>().is_ok()) => {
                found.seed = words.next().and_then(|number| number.parse().ok());
            }
            _ => match word.strip_prefix("--seed=").and_then(|number| number.parse().ok()) {
                Some(number) => found.seed = Some(number),
                None => found.run.push(word.to_owned()),
            },
        }
    }
    Some(found)
}

/// All tests that the paths name, by path. With `new`, scripts too that have no expected output yet but a line for options.
///
/// # Errors
/// A path is not there or holds no test.
pub fn find(paths: &[PathBuf], new: bool) -> Result<Vec<TestCase>, Diagnostic> {
    let mut tests = Vec::new();
    for path in paths {
        // Two spellings of one path then compare equal.
        let path = &std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let is_project = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DProject"));
        if is_project && path.is_file() {
            find_in(path.parent().unwrap_or(path), new, &mut tests)?;
        } else if path.is_dir() {
            find_in(path, new, &mut tests)?;
        } else {
            let options = line_in(&read_source(path)?);
            if new || expected_file(path).is_file() {
                tests.push(golden_test(path.clone(), options)?);
            } else if let Some(method) = methods::method_of_file(path)? {
                tests.push(method_test(method)?);
            } else {
                let title = format!("`{}` has no expected output beside it", shown_path(path));
                let hint = format!("pass `--update` to write `{}`", shown_path(&expected_file(path)));
                return Err(Diagnostic::error("test::missing", title).hint(hint));
            }
        }
    }
    // A script that is golden is no test method too.
    tests.sort_by(|left, right| left.file.cmp(&right.file).then(right.golden.cmp(&left.golden)));
    tests.dedup_by(|left, right| left.file == right.file);
    Ok(tests)
}

fn find_in(folder: &Path, new: bool, tests: &mut Vec<TestCase>) -> Result<(), Diagnostic> {
    let (files, unreadable) = source_files_under(folder);
    if let Some(problem) = unreadable.into_iter().next() {
        return Err(problem);
    }
    for file in files {
        let has_output = expected_file(&file.path).is_file();
        if !has_output && !new {
            continue;
        }
        let options = line_in(&read_source(&file.path)?);
        if has_output || options.is_some() && methods::method_of_file(&file.path)?.is_none() {
            tests.push(golden_test(file.path, options)?);
        }
    }
    for method in methods::find_methods(folder)? {
        tests.push(method_test(method)?);
    }
    Ok(())
}

fn golden_test(file: PathBuf, options: Option<TestLine>) -> Result<TestCase, Diagnostic> {
    let method = match methods::package_of(&file) {
        Some(package) => {
            let project = Project::open_folder(&package)?;
            let found = project.methods().find(|method| method.path == file);
            found.map(|method| TestMethod { name: method.name.clone(), file: file.clone(), project: package })
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

    /// Runs it as its options say, with this seed if there is one.
    ///
    /// # Errors
    /// A sentence where the run did not start, or wrote too much.
    pub fn run(&self, runner: &Runner, seed: Option<u64>) -> Result<Written, String> {
        let mut arguments = runner.given.clone();
        if runner.lines.is_some() {
            arguments.push("--mark-lines".into());
        }
        arguments.extend(self.options.run.iter().map(OsString::from));
        if let Some(seed) = seed.or(self.options.seed) {
            arguments.push(format!("--seed={seed}").into());
        }
        let folder = match &self.method {
            Some(method) => {
                arguments.push(format!("--method={}", method.name).into());
                arguments.push(method.project.as_os_str().to_owned());
                if method.project.is_dir() { Some(method.project.as_path()) } else { method.project.parent() }
            }
            None => {
                let name = Path::new(".").join(self.file.file_name().unwrap_or_default());
                arguments.push(name.into_os_string());
                self.file.parent()
            }
        };
        let mut written = golden::run(&runner.program, folder.ok_or("the path has no folder")?, arguments)?;
        if let Some(lines) = &runner.lines {
            lines.add(std::mem::take(&mut written.lines));
        }
        Ok(written)
    }

    /// What is wrong with a run that had this seed, if anything is.
    pub fn fault(&self, written: &Written, seed: Option<u64>) -> Option<Fault> {
        if !self.golden {
            // Assertions count too whose errors the method handled itself.
            let passed = written.ended == Ended::Exit(0) && written.assertions.failed == 0;
            return (!passed).then(|| Fault::of_run(written));
        }
        if written.ended == Ended::TimedOut {
            return Some(Fault::of_run(written));
        }
        let expected = match read_source(&expected_file(&self.file)) {
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
            Demand::AnyOutput if written.assertions.failed > 0 => Some(Fault::of_run(written)),
            Demand::AnyOutput => (ending(&expected) != ending(&written.text)).then(|| Fault::of_run(written)),
        }
    }

    /// Writes the golden file; whether that changed it.
    ///
    /// # Errors
    /// A sentence where it cannot be written.
    pub fn update(&self, written: &Written) -> Result<bool, String> {
        let file = expected_file(&self.file);
        if std::fs::read_to_string(&file).is_ok_and(|before| before == written.text) {
            return Ok(false);
        }
        match std::fs::write(&file, &written.text) {
            Ok(()) => Ok(true),
            Err(error) => Err(format!("`{}` cannot be written: {error}", shown_path(&file))),
        }
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

    #[test]
    fn only_a_first_line_with_the_mark_holds_options() {
        let line = line_in("//fourd: --as remote --seed 1 --any-order\n$a:=1").unwrap();
        assert_eq!(line.run, ["--as", "remote"]);
        assert_eq!((line.seed, line.demand), (Some(1), Demand::AnyOrder));
        assert_eq!(line_in("//fourd:\r$a:=1"), Some(TestLine::default()));
        assert_eq!(line_in("$a:=1\n//fourd: --seed 1"), None);
        assert_eq!(line_in(""), None);
        let line = line_in("//%attributes = {}\r\n//fourd: --seed=x --seed=7 --any-output").unwrap();
        assert_eq!(line.run, ["--seed=x"]);
        assert_eq!((line.seed, line.demand), (Some(7), Demand::AnyOutput));
    }

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
