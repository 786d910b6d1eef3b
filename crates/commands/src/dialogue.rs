//! Questions to the person at the terminal, in place of dialog boxes. Without a terminal the answer is
//! that of the default button.

use fourd_runtime::background::Notifier;
use fourd_runtime::{Process, access, fault, host, scheduler};
use fourd_source::Span;
use fourd_value::Text;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The titles of the two buttons of a dialog box.
pub(crate) struct Buttons {
    ok: String,
    cancel: String,
}

impl Buttons {
    /// The titles that were given, or 4D's own.
    pub(crate) fn new(ok: Option<Text>, cancel: Option<Text>) -> Self {
        let title = |given: Option<Text>, own: &str| match given {
            Some(title) if !title.is_empty() => title.to_cow().into_owned(),
            _ => own.to_owned(),
        };
        Self { ok: title(ok, "OK"), cancel: title(cancel, "Cancel") }
    }

    /// Whether an answer means the OK button; none where it means neither button. A title comes before a word such as
    /// `yes`, so that each button can be meant whatever its title is.
    fn confirmed(&self, answer: &str) -> Option<bool> {
        let answer = answer.trim().to_lowercase();
        let is = |title: &str| title.trim().to_lowercase() == answer;
        let meant = |word: &str| {
            let titled = |title: &str| title.trim().to_lowercase() == word;
            match (titled(&self.ok), titled(&self.cancel)) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                _ => None,
            }
        };
        match answer.as_str() {
            "" => Some(true),
            _ if is(&self.cancel) => Some(false),
            _ if is(&self.ok) => Some(true),
            "y" | "yes" => Some(meant("yes").unwrap_or(true)),
            "n" | "no" => Some(meant("no").unwrap_or(false)),
            _ => None,
        }
    }
}

/// What came from the terminal.
enum Reply {
    Line(String),
    /// Ctrl-D, or the process ends.
    End,
}

/// Whether there is a terminal to ask at.
fn is_there() -> bool {
    access::host().streams().can_answer()
}

/// Reads a line of the terminal while other processes go on.
fn reply(process: &mut Process<'_>, question: &str) -> Reply {
    host::write_output(process.machine(), question);
    let answer: Arc<Mutex<Option<Reply>>> = Arc::default();
    let given_up = Arc::new(AtomicBool::new(false));
    let (notifier, place, stop) = (Notifier::new(process), answer.clone(), given_up.clone());
    let awaited = notifier.awaited();
    let reader = fault::start_thread(process.world(), "terminal", move || {
        let line = access::host().streams().read_line(&stop);
        if !stop.load(Ordering::SeqCst) {
            *place.lock() = Some(line.map_or(Reply::End, Reply::Line));
            notifier.notify();
        }
    });
    if reader.is_err() {
        return Reply::End;
    }
    scheduler::wait(process, None, || awaited.clone(), Span::default(), || answer.lock().is_some());
    let given = answer.lock().take();
    given_up.store(true, Ordering::SeqCst);
    given.unwrap_or(Reply::End)
}

/// Asks until an answer means one of the buttons; whether it is the OK button.
pub(crate) fn confirms(process: &mut Process<'_>, buttons: &Buttons) -> bool {
    if !is_there() {
        return true;
    }
    let mut question = format!("[{}/{}] ", buttons.ok, buttons.cancel);
    loop {
        match reply(process, &question) {
            Reply::End => {
                host::write_output(process.machine(), "\n");
                return false;
            }
            Reply::Line(answer) => match buttons.confirmed(&answer) {
                Some(confirmed) => return confirmed,
                None => question = format!("Answer `{}` or `{}`: ", buttons.ok, buttons.cancel),
            },
        }
    }
}

/// Asks for a text; none where it is cancelled. Enter alone gives the default.
pub(crate) fn text(process: &mut Process<'_>, default: &Text, buttons: &Buttons) -> Option<Text> {
    if !is_there() {
        return Some(default.clone());
    }
    let entered = if default.is_empty() { String::new() } else { format!(" \"{default}\"") };
    let question = format!("[Enter: {}{entered}, Ctrl-D: {}] > ", buttons.ok, buttons.cancel);
    match reply(process, &question) {
        Reply::Line(line) if line.is_empty() => Some(default.clone()),
        Reply::Line(line) => Some(Text::from(line)),
        Reply::End => {
            host::write_output(process.machine(), "\n");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Buttons;
    use fourd_value::Text;

    #[test]
    fn answers_mean_a_button_or_are_asked_again() {
        let usual = Buttons::new(None, None);
        for (answer, expected) in [
            ("", Some(true)),
            ("OK", Some(true)),
            (" ok ", Some(true)),
            ("y", Some(true)),
            ("Yes", Some(true)),
            ("cancel", Some(false)),
            ("n", Some(false)),
            ("No", Some(false)),
            ("maybe", None),
            ("o", None),
        ] {
            assert_eq!(usual.confirmed(answer), expected, "{answer}");
        }
    }

    #[test]
    fn titles_come_before_words() {
        let titled = |ok: &str, cancel: &str| Buttons::new(Some(Text::from(ok)), Some(Text::from(cancel)));
        let swapped = titled("No", "Yes");
        assert_eq!(
            ["n", "no", "y", "yes"].map(|answer| swapped.confirmed(answer)),
            [Some(true), Some(true), Some(false), Some(false)]
        );
        let named = titled("Delete", "Keep all");
        assert_eq!(named.confirmed("keep ALL"), Some(false));
        assert_eq!(named.confirmed("delete"), Some(true));
        assert_eq!(named.confirmed("ok"), None);
        assert_eq!(named.confirmed("n"), Some(false));
    }
}
