//! The names of test methods.

use super::fixtures::Fixtures;
use crate::project_file::{AllSettings, Problem};
use fourd_value::Text;
use fourd_value::text::compare::equal;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The names of test methods, where nothing else is said.
const USUAL: &str = "test_*";

/// Patterns for the names of test methods. `*` is any characters, and so is 4D's own `@`.
#[derive(Clone, Debug)]
pub struct TestNames {
    patterns: Vec<Text>,
}

impl TestNames {
    /// These patterns; the usual one where there are none.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        let patterns: Vec<Text> = patterns.into_iter().map(pattern).collect();
        match patterns.is_empty() {
            true => Self { patterns: vec![pattern(USUAL)] },
            false => Self { patterns },
        }
    }

    /// Whether a method with this name is a test.
    pub fn hold(&self, name: &str) -> bool {
        let name = Text::from(name);
        self.patterns.iter().any(|pattern| equal(&name, pattern))
    }
}

/// Says of files whether their names are those of test methods: by the patterns of the command line, or else by those of the
/// `fourd.toml` that holds for them.
#[derive(Default)]
pub struct NamesOfTests {
    given: Option<TestNames>,
    by_folder: RefCell<BTreeMap<PathBuf, TestNames>>,
    settings: RefCell<AllSettings>,
    problem: RefCell<Option<Problem>>,
}

impl NamesOfTests {
    /// With the patterns of the command line, if it has any.
    pub fn new(given: &[String]) -> Self {
        let given = (!given.is_empty()).then(|| TestNames::new(given.iter().map(String::as_str)));
        Self { given, ..Self::default() }
    }

    /// Whether the name of this file is that of a test method.
    pub fn hold(&self, file: &Path) -> bool {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        if Fixtures::is_one(&stem) {
            return false;
        }
        match &self.given {
            Some(names) => names.hold(&stem),
            None => self.of_folder(file.parent().unwrap_or(Path::new("."))).hold(&stem),
        }
    }

    /// What is wrong with a `fourd.toml`, if one was found malformed.
    pub fn problem(&self) -> Option<Problem> {
        self.problem.take()
    }

    fn of_folder(&self, folder: &Path) -> TestNames {
        if let Some(names) = self.by_folder.borrow().get(folder) {
            return names.clone();
        }
        let names = match self.settings.borrow_mut().of(folder) {
            Ok((_, settings)) => {
                let methods = settings.file.test.methods.as_deref().unwrap_or_default();
                TestNames::new(methods.iter().map(String::as_str))
            }
            Err(problem) => {
                self.problem.borrow_mut().get_or_insert(problem);
                TestNames::new([])
            }
        };
        self.by_folder.borrow_mut().insert(folder.to_path_buf(), names.clone());
        names
    }
}

/// A pattern as 4D compares texts. Several stars in a row are one.
fn pattern(text: &str) -> Text {
    let mut pattern = text.replace('*', "@");
    while pattern.contains("@@") {
        pattern = pattern.replace("@@", "@");
    }
    Text::from(pattern)
}

#[cfg(test)]
mod tests {
    use super::TestNames;

    #[test]
    fn names_are_compared_as_4d_compares_them() {
        let usual = TestNames::new([]);
        assert!(usual.hold("test_a") && usual.hold("TEST_A") && !usual.hold("testing") && !usual.hold("a_test_b"));
        let names = TestNames::new(["UT_**", "*_test", "@Test"]);
        assert!(names.hold("ut_a") && names.hold("a_Test") && names.hold("StackTest") && !names.hold("tests"));
    }
}
