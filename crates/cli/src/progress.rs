//! How far a loop is that takes longer than a second: a line on the terminal, and nothing anywhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// A loop shows nothing before that.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is drawn anew, so that the time in it goes on.
const REFRESH: Duration = Duration::from_millis(200);

/// How wide the bar is, in characters, and what it is drawn with: the done part, its head, the rest.
const BAR: &str = "{prefix} {bar:30} {percent:>3}% {msg}{elapsed:>5}";
const COLOURED_BAR: &str = "{prefix} {bar:30.cyan/blue} {percent:>3}% {msg}{elapsed:>5}";
const BAR_CHARACTERS: &str = "━╸─";

/// The line that tells how far a loop is. It is taken away when this is dropped.
///
/// It is shown after a second, where standard error is a terminal and no build service (`CI`) runs the program.
pub struct Progress {
    bar: ProgressBar,
    reveal: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// A loop of that many steps; `what` begins the line: `Checking`.
    pub fn new(what: &'static str, steps: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden()).with_prefix(what);
        let stream = std::io::stderr();
        let in_service = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        if in_service || !stream.is_terminal() {
            return Self { bar, reveal: None };
        }
        let template = if crate::output::colours(&stream) { COLOURED_BAR } else { BAR };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars(BAR_CHARACTERS));
        }
        let (sender, ended) = channel::<()>();
        let shown = bar.clone();
        let thread = std::thread::spawn(move || {
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(REFRESH);
            }
        });
        Self { bar, reveal: Some((sender, thread)) }
    }

    /// There are more steps than were known.
    pub fn expect(&self, steps: usize) {
        self.bar.inc_length(steps as u64);
    }

    /// A step has ended.
    pub fn advance(&self) {
        self.bar.inc(1);
    }

    /// Says more behind the bar: `12 of 40 tests, 310 runs`.
    pub fn say(&self, more: String) {
        self.bar.set_message(more + " ");
    }

    /// Writes to the terminal while the line is away.
    pub fn beside<R>(&self, write: impl FnOnce() -> R) -> R {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.reveal.take() {
            drop(sender);
            // A thread that could not draw has shown nothing that has to go.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;

    #[test]
    fn without_a_terminal_it_only_counts() {
        let progress = Progress::new("Testing", 3);
        progress.advance();
        progress.say("1 of 3".to_owned());
        assert_eq!(progress.beside(|| 7), 7);
        assert_eq!(progress.bar.position(), 1);
    }
}
