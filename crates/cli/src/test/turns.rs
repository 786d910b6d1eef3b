//! Runs tests at the same time, and what their projects want before and after them.

use super::case::{Runner, TestCase};
use super::explore::Failure;
use super::fault::Fault;
use super::fixtures::{Fixture, Fixtures};
use super::golden::Ended;
use super::options::TestOptions;
use super::outcome::{Finished, finish};
use super::report::{Course, FailedFixture, Results, Style};
use parking_lot::Mutex;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// A project while its tests run.
struct ProjectTurn<'a> {
    fixtures: &'a Fixtures,
    /// How the method before all tests failed, if it did, once it has run.
    begun: OnceLock<Option<Failure>>,
}

/// Runs the tests at the same time. Some are not begun: after a failure, where that was asked for, or where their project could
/// not be prepared.
pub fn run_all<'a>(tests: &'a [TestCase], runner: &Runner, options: &TestOptions, style: &Style) -> Results<'a> {
    let jobs = options.jobs.map_or(0, usize::from);
    let run = || run_in_pool(tests, runner, options, style);
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => pool.install(run),
        Err(_) => run(),
    }
}

fn run_in_pool<'a>(tests: &'a [TestCase], runner: &Runner, options: &TestOptions, style: &Style) -> Results<'a> {
    let course = Course::new(tests.len(), style);
    let stop = AtomicBool::new(false);
    let projects: BTreeMap<&Path, ProjectTurn<'_>> = tests
        .iter()
        .filter_map(TestCase::fixtures)
        .map(|(path, fixtures)| (path, ProjectTurn { fixtures, begun: OnceLock::new() }))
        .collect();
    let is_ready = |test: &TestCase| {
        let Some((path, project)) = test.fixtures().and_then(|(path, _)| Some((path, projects.get(path)?))) else {
            return true;
        };
        let prepare = || project.fixtures.before_all.as_ref().and_then(|fixture| failure_of(fixture, path, runner));
        project.begun.get_or_init(prepare).is_none()
    };
    let finished: Mutex<Vec<Option<Finished>>> = Mutex::new(tests.iter().map(|_| None).collect());
    // In their order, as far as several run at the same time.
    tests.iter().enumerate().par_bridge().for_each(|(number, test)| {
        let goes_on = || !stop.load(Ordering::Relaxed) && runner.running.signal().is_none();
        let ended = (goes_on() && is_ready(test)).then(|| finish(test, runner, options, &course)).flatten();
        if options.fail_fast && ended.as_ref().is_some_and(Finished::failed) {
            stop.store(true, Ordering::Relaxed);
        }
        course.ended(number, test, ended.as_ref());
        if let Some(place) = finished.lock().get_mut(number) {
            *place = ended;
        }
    });
    let explored = course.end();
    let mut failed = Vec::new();
    for (path, project) in projects {
        let Some(begun) = project.begun.into_inner() else { continue };
        let before = project.fixtures.before_all.as_ref().zip(begun);
        failed.extend(before.map(|(fixture, failure)| FailedFixture { fixture: fixture.clone(), failure }));
        let after = project.fixtures.after_all.as_ref().filter(|_| runner.running.signal().is_none());
        let after = after.and_then(|fixture| Some((fixture, failure_of(fixture, path, runner)?)));
        failed.extend(after.map(|(fixture, failure)| FailedFixture { fixture: fixture.clone(), failure }));
    }
    for FailedFixture { fixture, failure } in &failed {
        crate::output::print(&(style.failure(&fixture.file, failure, "") + "\n"));
    }
    let explored = options.explore.or(options.seed).map(|_| explored);
    Results { tests, finished: finished.into_inner(), fixtures: failed, explored }
}

/// Runs a method before or after all tests; how it failed, if it did.
fn failure_of(fixture: &Fixture, project: &Path, runner: &Runner) -> Option<Failure> {
    let fault = match runner.run_fixture(fixture, project) {
        Ok(written) if written.ended == Ended::Interrupted => return None,
        Ok(written) => {
            let passed = written.ended == Ended::Exit(0) && written.assertions.unhandled() == 0;
            (!passed).then(|| Fault::of_run(&written))?
        }
        Err(why) => Fault::not_run(why),
    };
    Some(Failure { seed: None, fault })
}
