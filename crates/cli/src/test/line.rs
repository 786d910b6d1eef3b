//! The line with which a test begins that gives options to its run: `//fourd: --seed 1`.

use crate::run::RunOptions;
use crate::system_options::UNPACK_LIMITS;
use clap::{Args, Command};
use std::time::Duration;

/// What a line begins with that gives options to a test.
const OPTIONS_MARK: &str = "//fourd:";

/// What a first line begins with that holds the attributes of a method; the options then stand in the second.
const ATTRIBUTES_MARK: &str = "//%attributes";

/// What the line with the options of a test holds.
#[derive(Debug, Default, PartialEq)]
pub struct TestLine {
    /// The options of `fourd run`, without the seed and what may be done outside.
    pub run: Vec<String>,
    /// `--sandbox` is given.
    pub sandbox: bool,
    /// What `--allow` names.
    pub allow: Vec<String>,
    /// Arguments for the code.
    pub arguments: Vec<String>,
    pub seed: Option<u64>,
    pub demand: Demand,
    /// It is not run, and why.
    pub skip: Option<String>,
    /// It is known to fail; its report then holds this text.
    pub expects_failure: Option<String>,
    pub retries: Option<u32>,
    pub timeout: Option<Duration>,
    /// Megabytes that compressed content may become.
    pub unpack_limit: Option<u64>,
    /// What is wrong with the options.
    pub problem: Option<String>,
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

/// The options in the text of a script or method; `None` where it has no line for them.
pub fn line_in(text: &str) -> Option<TestLine> {
    let mut lines = text.split(['\r', '\n']).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let line = if first.starts_with(ATTRIBUTES_MARK) { lines.next()? } else { first };
    let words: Vec<&str> = line.strip_prefix(OPTIONS_MARK)?.split_whitespace().collect();
    let mut found = TestLine::default();
    let (options, arguments) = match words.iter().position(|word| *word == "--") {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (&words[..], &[][..]),
    };
    found.arguments = arguments.iter().map(|&word| word.to_owned()).collect();
    let mut rest = options;
    while let Some((word, after)) = rest.split_first() {
        rest = after;
        let (name, mut value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (*word, None),
        };
        match name {
            "--any-order" => found.demand = Demand::AnyOrder,
            "--any-output" => found.demand = Demand::AnyOutput,
            "--sandbox" => found.sandbox = true,
            // Their texts go on to the next option.
            "--skip" | "--expect-failure" => {
                let end = rest.iter().position(|word| word.starts_with("--")).unwrap_or(rest.len());
                let mut text: Vec<String> = value.into_iter().collect();
                text.extend(rest[..end].iter().map(|&word| word.to_owned()));
                rest = &rest[end..];
                let text = Some(text.join(" "));
                if name == "--skip" { found.skip = text } else { found.expects_failure = text }
            }
            "--seed" | "--retries" | "--timeout" | "--unpack-limit" | "--allow" => {
                if value.is_none()
                    && let Some((next, after)) = rest.split_first()
                {
                    value = Some((*next).to_owned());
                    rest = after;
                }
                found.take(name, value);
            }
            _ => found.run.push((*word).to_owned()),
        }
    }
    found.check();
    Some(found)
}

impl TestLine {
    fn take(&mut self, name: &str, value: Option<String>) {
        let Some(value) = value else {
            self.problem = Some(format!("`{name}` needs a value"));
            return;
        };
        let number = |what: &str| format!("`{name}` takes {what}, not `{value}`");
        match name {
            "--seed" => match value.parse() {
                Ok(seed) => self.seed = Some(seed),
                Err(_) => self.problem = Some(number("a whole number")),
            },
            "--retries" => match value.parse() {
                Ok(retries) => self.retries = Some(retries),
                Err(_) => self.problem = Some(number("a whole number")),
            },
            "--timeout" => match crate::run::seconds(&value) {
                Ok(timeout) => self.timeout = Some(timeout),
                Err(_) => self.problem = Some(number("a number of seconds above 0")),
            },
            "--unpack-limit" => match value.parse() {
                Ok(limit) if UNPACK_LIMITS.contains(&limit) => self.unpack_limit = Some(limit),
                _ => self.problem = Some(number("a whole number from 1 to 1048576")),
            },
            _ => self.allow.extend(value.split(',').map(str::to_owned)),
        }
    }

    /// Finds options that `fourd run` does not have, or that a test may not give.
    fn check(&mut self) {
        let command = RunOptions::augment_args(Command::new("fourd test").no_binary_name(true).disable_help_flag(true));
        let matches = match command.try_get_matches_from(&self.run) {
            Ok(matches) => matches,
            Err(problem) => {
                let text = problem.render().to_string();
                let first = text.lines().next().unwrap_or_default();
                self.problem = Some(first.strip_prefix("error: ").unwrap_or(first).to_owned());
                return;
            }
        };
        let given = |id: &&str| matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine);
        if let Some(id) = OF_THE_PROGRAM.iter().find(|id| given(id)) {
            self.problem = Some(format!("a test cannot give `{}`", shown_option(id)));
        }
    }
}

/// What only the program itself gives to the run of a test.
const OF_THE_PROGRAM: [&str; 8] =
    ["path", "code", "interactive", "method", "counts_to", "mark_lines", "before", "after"];

fn shown_option(id: &str) -> String {
    match id {
        "path" => "another path".to_owned(),
        "code" => "-e".to_owned(),
        "interactive" => "-i".to_owned(),
        _ => format!("--{}", id.replace('_', "-")),
    }
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
        let line = line_in("//%attributes = {}\r\n//fourd: --seed=7 --any-output --clients=2").unwrap();
        assert_eq!(line.run, ["--clients=2"]);
        assert_eq!((line.seed, line.demand), (Some(7), Demand::AnyOutput));
    }

    #[test]
    fn what_concerns_the_test_is_not_for_its_run() {
        let line = line_in("//fourd: --skip no network here --retries 2 --timeout=1.5 --allow net,files=a -- x --y");
        let line = line.unwrap();
        assert_eq!((line.skip.as_deref(), line.retries), (Some("no network here"), Some(2)));
        assert_eq!(line.timeout, Some(Duration::from_millis(1500)));
        assert_eq!(
            (line.allow, line.arguments),
            (vec!["net".into(), "files=a".into()], vec!["x".into(), "--y".into()])
        );
        assert!(line.run.is_empty() && line.problem.is_none());
        let line = line_in("//fourd: --expect-failure").unwrap();
        assert_eq!(line.expects_failure.as_deref(), Some(""));
    }

    #[test]
    fn wrong_options_are_found() {
        let problem = |line: &str| line_in(line).unwrap().problem.unwrap_or_default();
        assert_eq!(problem("//fourd: --counts-to=/etc/passwd"), "a test cannot give `--counts-to`");
        assert_eq!(problem("//fourd: --clients 2 other.4dm"), "a test cannot give `another path`");
        assert_eq!(problem("//fourd: --seed x"), "`--seed` takes a whole number, not `x`");
        assert_eq!(problem("//fourd: --allow"), "`--allow` needs a value");
        assert!(problem("//fourd: --sneed 1").contains("--sneed"));
    }
}
