//! Methods of a project that run before and after its test methods, by their names.

use fourd_project::Project;
use std::path::PathBuf;

/// Runs in the run of each test method, before it. Where it fails, the test does too.
const BEFORE_EACH: &str = "beforeEach";

/// Runs in the run of each test method, after it, even where that has failed.
const AFTER_EACH: &str = "afterEach";

/// Has a run of its own, before all test methods of its project. Where it fails, none of them runs.
const BEFORE_ALL: &str = "beforeAll";

/// Has a run of its own, after all test methods of its project.
const AFTER_ALL: &str = "afterAll";

/// A method that the run of another one needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: PathBuf,
}

/// Those that a project has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixtures {
    pub before_each: Option<Fixture>,
    pub after_each: Option<Fixture>,
    pub before_all: Option<Fixture>,
    pub after_all: Option<Fixture>,
}

impl Fixtures {
    /// Those of a project.
    pub fn of(project: &Project) -> Self {
        let found = |name: &str| {
            let method = project.method(&fourd_source::fold_name(name))?;
            Some(Fixture { name: method.name.clone(), file: method.path.clone() })
        };
        Self {
            before_each: found(BEFORE_EACH),
            after_each: found(AFTER_EACH),
            before_all: found(BEFORE_ALL),
            after_all: found(AFTER_ALL),
        }
    }

    /// Whether a method with this name is one of them.
    pub fn is_one(name: &str) -> bool {
        [BEFORE_EACH, AFTER_EACH, BEFORE_ALL, AFTER_ALL].iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}
