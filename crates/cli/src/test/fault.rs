//! What is wrong with a test.

use super::difference::difference;
use super::golden::{Ended, Written};
use anstream::adapter::strip_str;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It wrote something else.
    Differs,
    /// It ended by an error, or an assertion failed.
    Failed,
    /// A signal ended it.
    Crashed,
    /// It did not end in time.
    TimedOut,
    /// It could not be run.
    NotRun,
    /// It was expected to fail, and passed.
    Passed,
}

impl FaultKind {
    /// What stands before the path of the test.
    pub fn head(self) -> &'static str {
        match self {
            FaultKind::Differs | FaultKind::Failed => "failed",
            FaultKind::Crashed => "crashed",
            FaultKind::TimedOut => "timed out",
            FaultKind::NotRun => "not run",
            FaultKind::Passed => "passed unexpectedly",
        }
    }
}

/// A fault with what a person wants to know about it.
#[derive(Debug)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// What to show.
    detail: Detail,
}

#[derive(Debug)]
enum Detail {
    /// A text, with one line that says most; with colours in it or without.
    Text { title: String, text: String, coloured: bool },
    /// What was expected and written.
    Difference { expected: String, written: String },
}

impl Fault {
    /// A test that could not be run.
    pub fn not_run(why: String) -> Self {
        Self { kind: FaultKind::NotRun, detail: Detail::Text { title: why.clone(), text: why, coloured: false } }
    }

    /// A test that was expected to fail.
    pub fn passed() -> Self {
        let title = "it was expected to fail, and passed";
        let text = format!("{title}: take `--expect-failure` out of its first line");
        Self { kind: FaultKind::Passed, detail: Detail::Text { title: title.to_owned(), text, coloured: false } }
    }

    /// This fault, where the test was expected to fail in another way.
    pub fn in_another_way(self, expected: &str) -> Self {
        let title = format!("it was expected to fail with `{expected}`, which its report does not hold");
        let text = format!("{title}\n{}", self.text(false));
        Self { kind: self.kind, detail: Detail::Text { title, text, coloured: false } }
    }

    /// Another output than the expected one; none where they are equal.
    pub fn differs(expected: String, written: &str) -> Option<Self> {
        let differs = expected != written;
        let detail = Detail::Difference { expected, written: written.to_owned() };
        differs.then_some(Self { kind: FaultKind::Differs, detail })
    }

    /// A run that failed in itself: its failed assertions and all that it wrote.
    pub fn of_run(written: &Written) -> Self {
        let (kind, ending) = match written.ended {
            Ended::TimedOut(limit) => {
                let seconds = limit.as_secs_f64();
                let unit = if seconds == 1.0 { "second" } else { "seconds" };
                (FaultKind::TimedOut, Some(format!("it was ended after {seconds} {unit}")))
            }
            Ended::Interrupted => (FaultKind::NotRun, Some("it was interrupted".to_owned())),
            Ended::Signal(number) => (FaultKind::Crashed, Some(format!("signal {number}{} ended it", name_of(number)))),
            Ended::Exit(_) => (FaultKind::Failed, None),
        };
        let failures = &written.assertions.failures;
        let assertion = failures.first().map(|failure| failure.message.clone());
        let plain = if written.coloured { strip_str(&written.text).to_string() } else { written.text.clone() };
        let error = plain.lines().find_map(|line| line.split_once("Error: ")).map(|(_, title)| title.to_owned());
        let mut text = String::new();
        text.extend(ending.iter().map(|ending| format!("{ending}\n")));
        // What the process has reported is in its output.
        for failure in failures.iter().filter(|failure| !failure.reported) {
            text.push_str(&format!("{}\n", failure.message));
            text.extend(failure.notes.iter().map(|note| format!("  {note}\n")));
        }
        // The exit status says no more than that it failed.
        let wrote = written.text.strip_suffix("--- exit 1\n").unwrap_or(&written.text);
        text.push_str(wrote.strip_prefix("--- stderr\n").unwrap_or(wrote));
        let title = ending.or(assertion).or(error).unwrap_or_else(|| "it ended by an error".to_owned());
        Self { kind, detail: Detail::Text { title, text, coloured: written.coloured } }
    }

    /// Whether the test itself failed: it was run.
    pub fn is_of_test(&self) -> bool {
        self.kind != FaultKind::NotRun
    }

    /// Whether its report holds a text.
    pub fn tells(&self, text: &str) -> bool {
        self.title().contains(text) || self.text(false).contains(text)
    }

    /// One line about it, for a list.
    pub fn title(&self) -> &str {
        match &self.detail {
            Detail::Text { title, .. } => title,
            Detail::Difference { .. } => "it wrote something else than expected",
        }
    }

    /// All lines about it.
    pub fn text(&self, colour: bool) -> String {
        match &self.detail {
            Detail::Text { text, coloured, .. } => {
                let plain = (*coloured && !colour).then(|| strip_str(text).to_string());
                plain
                    .as_ref()
                    .unwrap_or(text)
                    .lines()
                    .map(|line| format!("  {line}").trim_end().to_owned() + "\n")
                    .collect()
            }
            Detail::Difference { expected, written } => difference(expected, written, colour),
        }
    }
}

/// The name of a signal that ends programs by mistakes, in parentheses.
fn name_of(signal: i32) -> &'static str {
    match signal {
        4 => " (illegal instruction)",
        6 => " (abort)",
        8 => " (arithmetic)",
        9 => " (kill)",
        11 => " (memory access)",
        15 => " (termination)",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_run_without_an_end_shows_what_it_wrote() {
        let written =
            Written { text: "one\n".to_owned(), ended: Ended::TimedOut(Duration::from_secs(30)), ..Written::default() };
        let fault = Fault::of_run(&written);
        assert_eq!((fault.kind.head(), fault.title()), ("timed out", "it was ended after 30 seconds"));
        assert_eq!(fault.text(false), "  it was ended after 30 seconds\n  one\n");
    }
}
