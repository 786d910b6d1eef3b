//! The results as JUnit XML, which GitHub, GitLab and Jenkins read: a suite for each folder, a case for each test.

use super::explore::Failure;
use super::fault::FaultKind;
use super::outcome::Outcome;
use super::report::Results;
use fourd_source::shown_path;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// A suite while it is collected.
#[derive(Default)]
struct Suite {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    time: Duration,
    cases: String,
}

/// The document; `time` is how long all tests took together.
pub fn document(results: &Results<'_>, time: Duration) -> String {
    let mut suites: BTreeMap<String, Suite> = BTreeMap::new();
    for (test, finished) in results.tests.iter().zip(&results.finished) {
        let folder = shown_path(test.file.parent().unwrap_or(Path::new(".")));
        let suite = suites.entry(folder.clone()).or_default();
        let file = shown_path(&test.file);
        let duration = finished.as_ref().map_or(Duration::ZERO, |finished| finished.duration);
        suite.tests += 1;
        suite.time += duration;
        let _ = write!(
            suite.cases,
            "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" time=\"{}\"",
            escaped(&test.name()),
            escaped(&folder),
            escaped(&file),
            seconds(duration)
        );
        match finished.as_ref().map(|finished| &finished.outcome) {
            Some(Outcome::Passed | Outcome::Updated) => suite.cases.push_str("/>\n"),
            Some(Outcome::Flaky(failure, _)) => {
                let _ = write!(suite.cases, ">\n{}    </testcase>\n", failed("flakyFailure", failure));
            }
            Some(Outcome::Skipped(why)) => suite.skip(why),
            Some(Outcome::FailedAsExpected(_)) => suite.skip("it failed, as expected"),
            None => suite.skip("it was not run"),
            Some(Outcome::Failed(failure)) => suite.fail(failure),
        }
    }
    for fixture in &results.fixtures {
        let (name, file) = (&fixture.fixture.name, &fixture.fixture.file);
        let folder = shown_path(file.parent().unwrap_or(Path::new(".")));
        let suite = suites.entry(folder.clone()).or_default();
        suite.tests += 1;
        let (name, folder, file) = (escaped(name), escaped(&folder), escaped(&shown_path(file)));
        let _ =
            write!(suite.cases, "    <testcase name=\"{name}\" classname=\"{folder}\" file=\"{file}\" time=\"0.000\"");
        suite.fail(&fixture.failure);
    }
    let sum = |count: fn(&Suite) -> usize| suites.values().map(count).sum::<usize>();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"fourd test\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\">\n",
        sum(|suite| suite.tests),
        sum(|suite| suite.failures),
        sum(|suite| suite.errors),
        sum(|suite| suite.skipped),
        seconds(time)
    );
    for (folder, suite) in &suites {
        let _ = write!(
            text,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\">\n{}  </testsuite>\n",
            escaped(folder),
            suite.tests,
            suite.failures,
            suite.errors,
            suite.skipped,
            seconds(suite.time),
            suite.cases
        );
    }
    text + "</testsuites>\n"
}

impl Suite {
    /// Ends a case that was not run to its end.
    fn skip(&mut self, why: &str) {
        self.skipped += 1;
        let message = if why.is_empty() { String::new() } else { format!(" message=\"{}\"", escaped(why)) };
        let _ = write!(self.cases, ">\n      <skipped{message}/>\n    </testcase>\n");
    }

    /// Ends a case that failed.
    fn fail(&mut self, failure: &Failure) {
        let element = match failure.fault.kind {
            FaultKind::Differs | FaultKind::Failed | FaultKind::Passed => "failure",
            FaultKind::Crashed | FaultKind::TimedOut | FaultKind::NotRun => "error",
        };
        match element {
            "failure" => self.failures += 1,
            _ => self.errors += 1,
        }
        let _ = write!(self.cases, ">\n{}    </testcase>\n", failed(element, failure));
    }
}

fn failed(element: &str, failure: &Failure) -> String {
    let seed = failure.seed.map(|seed| format!(" with seed {seed}")).unwrap_or_default();
    format!(
        "      <{element} message=\"{}\" type=\"{}\">{}</{element}>\n",
        escaped(&format!("{}{seed}", failure.fault.title())),
        failure.fault.kind.head(),
        escaped(&failure.fault.text(false))
    )
}

fn seconds(duration: Duration) -> String {
    format!("{:.3}", duration.as_secs_f64())
}

/// A text inside an element or an attribute. What XML cannot hold becomes U+FFFD.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(character),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(escaped("<a b=\"c\">&\r\n\u{1b}[31m"), "&lt;a b=&quot;c&quot;&gt;&amp;&#13;\n\u{fffd}[31m");
    }
}
