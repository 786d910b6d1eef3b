//! The options of `fourd test`.

use crate::run::seconds;
use crate::system_options::SystemOptions;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// Runs scripts and compares what they write with the `.out` files beside them, and runs the methods named `test_…`.
///
/// A golden test is a `name.4dm` with a `name.out` beside it. A method whose name begins with `test_` passes when it ends
/// without an error that its code does not handle, failed assertions (`ASSERT`, `Asserted`) included. The first line of a
/// test may give options to its run, such as `//fourd: --seed 1`. The exit status is 1 if a test fails.
#[derive(Args)]
pub struct TestOptions {
    /// Test scripts, `.4DProject` files, and folders that hold some
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub choice: Choice,
    /// List the tests and run none
    #[arg(long)]
    pub list: bool,
    /// Write the `.out` files anew, also for scripts that have none but begin with `//fourd:`
    #[arg(long)]
    pub update: bool,
    /// Run the tests again whenever a `.4dm` or `.out` file changes, until Ctrl-C
    #[arg(long, conflicts_with = "list")]
    pub watch: bool,
    /// Begin no further test after one that fails
    #[arg(long)]
    pub fail_fast: bool,
    /// How many tests run at the same time; as many as there are processors without it
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// End each test that takes longer, and count it as failed; 30 without it
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Run a test that fails up to that many times more; one that then passes is flaky
    #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
    pub retries: u32,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub shown: Shown,
    /// Write the results to a file that build services read
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub lines: LineOptions,
    /// Run each test that starts a second process under this many schedules, and tell the first one that fails
    #[arg(long, value_name = "NUMBER", conflicts_with = "update", value_parser = clap::value_parser!(u64).range(1..))]
    pub explore: Option<u64>,
    /// The seed of the first schedule, 1 by default; without `--explore` the only one
    #[arg(long, value_name = "NUMBER", conflicts_with = "update")]
    pub seed: Option<u64>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub system: SystemOptions,
}

/// Which tests run.
#[derive(Args)]
pub struct Choice {
    /// Run only the tests with this text in their path or method name; with several, those with any of them
    #[arg(long, value_name = "TEXT")]
    pub filter: Vec<String>,
    /// The texts of `--filter` and `--exclude` are whole paths or names
    #[arg(long)]
    pub exact: bool,
    /// Leave out the tests with this text in their path or method name
    #[arg(long, value_name = "TEXT")]
    pub exclude: Vec<String>,
    /// Run only the tests that failed when they last ran; all of them where none did
    #[arg(long)]
    pub last_failed: bool,
    /// The names of test methods, with `*` for any characters; `test_*` without it
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    pub methods: Vec<String>,
}

/// What is shown.
#[derive(Args)]
pub struct Shown {
    /// Show the name and the time of each test
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Show only failures and the closing line
    #[arg(long, short)]
    pub quiet: bool,
    /// Show what each test writes, also where it passes
    #[arg(long)]
    pub no_capture: bool,
    /// Show that many of the slowest tests; without it, up to three that take longer than a second
    #[arg(long, value_name = "NUMBER")]
    pub slowest: Option<usize>,
}

/// Which lines have run.
#[derive(Args)]
pub struct LineOptions {
    /// Show which lines of the tested projects have run
    #[arg(long)]
    pub coverage: bool,
    /// Write which lines have run to a file in the format of lcov
    #[arg(long, value_name = "FILE")]
    pub lcov: Option<PathBuf>,
    /// Write pages to this folder that show which lines have run: begin with its `index.html`
    #[arg(long, value_name = "FOLDER")]
    pub coverage_html: Option<PathBuf>,
    /// Count the lines of components too
    #[arg(long)]
    pub coverage_components: bool,
    /// Count the lines of test methods too
    #[arg(long)]
    pub coverage_tests: bool,
    /// End with status 1 where fewer lines have run
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub fail_under: Option<f64>,
}

impl LineOptions {
    /// Whether lines are to be marked at all.
    pub fn are_wanted(&self) -> bool {
        self.coverage_tests
            || self.shows_table()
            || self.lcov.is_some()
            || self.coverage_html.is_some()
            || self.fail_under.is_some()
    }

    /// Whether the table is shown.
    pub fn shows_table(&self) -> bool {
        let elsewhere = self.lcov.is_some() || self.coverage_html.is_some() || self.fail_under.is_some();
        self.coverage || self.coverage_components || self.coverage_tests && !elsewhere
    }
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse::<f64>().ok();
    number.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| "expected a number from 0 to 100".to_owned())
}
