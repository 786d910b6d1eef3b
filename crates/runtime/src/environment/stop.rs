//! The end of a run that comes from outside: Ctrl-C, the signal TERM, a limit of time, output that cannot be written.

use crate::world::World;
use fourd_source::{Diagnostic, SourceMap, SourceText, Span};
use fourd_value::Text;
use parking_lot::Mutex;
use std::io::ErrorKind;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// How long processes get to end by themselves once the run is stopped, before the program ends without them.
pub const LAST_WORDS: Duration = Duration::from_secs(2);

/// How many processes are named with the places where they were.
const MAXIMUM_PLACES: usize = 6;

/// Why a run ended before its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// Ctrl-C.
    Interrupted,
    /// The signal TERM: the program quits.
    Terminated,
    /// It took longer than this.
    TimedOut(Duration),
    /// The program that reads its output has ended.
    OutputClosed,
    /// Its output cannot be written, and why.
    OutputFailed(String),
}

impl StopReason {
    /// The exit status of the program: that of `timeout` where time is over, else as shells number signals.
    pub fn exit_status(&self) -> i32 {
        match self {
            StopReason::Interrupted => 130,
            StopReason::Terminated => 143,
            StopReason::TimedOut(_) => 124,
            StopReason::OutputClosed => 141,
            StopReason::OutputFailed(_) => 1,
        }
    }
}

/// Where a process was when the run was stopped.
pub(crate) struct StoppedAt {
    /// The name of the process.
    pub(crate) process: Text,
    /// It is the first process of its machine.
    pub(crate) is_first: bool,
    /// The statement that ran.
    pub(crate) span: Span,
    /// Keeps the text that the span is in, where it is no file.
    pub(crate) _text: Option<Arc<SourceText>>,
    /// The calls around it, as lines.
    pub(crate) calls: Vec<String>,
}

/// The program that a world runs, as far as reports need it.
pub(crate) trait Sources: Send + Sync {
    /// Its files.
    fn sources(&self) -> &SourceMap;
}

/// What a world knows of its end. The first reason counts.
#[derive(Default)]
pub(crate) struct Stop {
    reason: Mutex<Option<StopReason>>,
    places: Mutex<Vec<StoppedAt>>,
    program: OnceLock<Arc<dyn Sources>>,
    overdue: OnceLock<Overdue>,
}

/// What happens where processes do not end in time: the argument is the exit status of the program.
type Overdue = Box<dyn Fn(i32) + Send + Sync>;

impl World {
    /// Why the run ended before its end.
    pub fn stop_reason(&self) -> Option<StopReason> {
        self.stop.reason.lock().clone()
    }

    pub(crate) fn note_reason(&self, reason: StopReason) {
        self.stop.reason.lock().get_or_insert(reason);
    }

    /// Ends all processes for this reason. A program that runs ends without those that do not end in time, such as one
    /// that waits for a key.
    pub fn stop_because(self: &Arc<Self>, reason: StopReason) {
        self.note_reason(reason);
        self.stop();
        let Some(program) = self.stop.program.get().map(Arc::downgrade) else { return };
        let world = Arc::downgrade(self);
        std::thread::spawn(move || {
            std::thread::sleep(LAST_WORDS);
            if let (Some(world), Some(program)) = (world.upgrade(), program.upgrade()) {
                world.report_stop(program.sources());
                if let Some(overdue) = world.stop.overdue.get() {
                    overdue(world.stop_reason().map_or(1, |reason| reason.exit_status()));
                }
            }
        });
    }

    /// Says what happens where processes do not end in time once the run is stopped, such as one that waits for a key. It
    /// gets the exit status of the program, and is called after the report. Without it the run goes on until they end.
    pub fn when_overdue(&self, overdue: impl Fn(i32) + Send + Sync + 'static) {
        // The first one counts.
        let _ = self.stop.overdue.set(Box::new(overdue));
    }

    /// The run of a program begins.
    pub(crate) fn runs(self: &Arc<Self>, program: Arc<dyn Sources>, timeout: Option<Duration>) {
        // A world runs one program.
        let _ = self.stop.program.set(program);
        if let Some(timeout) = timeout {
            self.after(timeout, move |world| world.stop_because(StopReason::TimedOut(timeout)));
        }
    }

    /// Does something at that time, unless the run has ended.
    pub(crate) fn after(self: &Arc<Self>, time: Duration, work: impl FnOnce(Arc<World>) + Send + 'static) {
        let world = Arc::downgrade(self);
        std::thread::spawn(move || {
            std::thread::sleep(time);
            if let Some(world) = world.upgrade() {
                work(world);
            }
        });
    }

    /// Notes where a process was when the run was stopped.
    pub(crate) fn note_stopped(&self, place: StoppedAt) {
        self.stop.places.lock().push(place);
    }

    /// Output could not be written: the run cannot go on.
    pub fn output_failed(self: &Arc<Self>, error: &std::io::Error) {
        self.stop_because(match error.kind() {
            ErrorKind::BrokenPipe => StopReason::OutputClosed,
            _ => StopReason::OutputFailed(error.to_string()),
        });
    }

    /// What a person reads about the end; nothing where there is nothing to say.
    pub fn stop_report(&self) -> Option<Diagnostic> {
        let reason = self.stop_reason()?;
        let report = match &reason {
            StopReason::Terminated | StopReason::OutputClosed => return None,
            StopReason::Interrupted => Diagnostic::error("run::interrupted", "The run was interrupted"),
            StopReason::TimedOut(timeout) => {
                let title = format!("The run was ended because it took longer than {} s", timeout.as_secs_f64());
                Diagnostic::error("run::timed-out", title)
            }
            StopReason::OutputFailed(why) => {
                return Some(Diagnostic::error("output::write", "The output cannot be written").note(why.clone()));
            }
        };
        let mut places = self.stop.places.lock();
        places.sort_by_key(|place| !place.is_first);
        let Some(first) = places.first() else {
            return Some(report.note("no line of code was running, or a command that cannot be interrupted"));
        };
        let said = |place: &StoppedAt| format!("`{}` was here", place.process);
        let mut report = report.at(first.span, said(first));
        for place in places.iter().skip(1).take(MAXIMUM_PLACES - 1) {
            report = report.also(place.span, said(place));
        }
        Some(if first.calls.is_empty() { report } else { report.note(first.calls.join("\n")) })
    }

    /// Writes what a person reads about the end.
    pub(crate) fn report_stop(&self, sources: &SourceMap) {
        if let Some(report) = self.stop_report() {
            crate::print::print(self.host().as_ref(), &report, sources);
        }
    }
}
