//! The line editor of the prompt: keys for blocks, and what rustyline asks for completion, colours and hints.

use super::colours::{aside, coloured};
use super::complete::{Live, complete, signature};
use super::gather::{MARGIN, STEP, bracket_is_open, needs_more, with_new_line};
use super::names::{Candidate, Names};
use super::table::cut;
use fourd_runtime::Program;
use fourd_runtime::interactive::{MemberName, PromptTarget, VariableView};
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter, HistoryHinter};
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event, EventContext,
    EventHandler, Helper, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
};
use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// What separates a name from what it is, in a list of completions.
const GAP: &str = "  ";

/// Names of a list that are longer than this do not move what the others are.
const WIDEST_NAME: usize = 26;

/// So long a key waits for what the process says of its values.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether the next completion is that of a line by the key Enter: the line goes where it belongs, and another one begins.
/// Only a completion can replace text and put the cursor after it.
pub type LineBegins = Arc<AtomicBool>;

/// Whether the line was ended by Ctrl-C.
pub type Dropped = Arc<AtomicBool>;

/// The editor with its keys.
///
/// # Errors
/// The terminal cannot be used.
pub fn new_editor(
    colour: bool,
    line_begins: &LineBegins,
    dropped: &Dropped,
) -> rustyline::Result<Editor<Assistant, FileHistory>> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .color_mode(if colour { ColorMode::Enabled } else { ColorMode::Disabled })
        .tab_stop(STEP as u8)
        .build();
    let mut editor = Editor::with_config(config)?;
    for enter in [KeyEvent(KeyCode::Enter, Modifiers::NONE), KeyEvent::ctrl('J')] {
        editor.bind_sequence(enter, EventHandler::Conditional(Box::new(Enter(line_begins.clone()))));
    }
    editor.bind_sequence(KeyEvent(KeyCode::Tab, Modifiers::NONE), EventHandler::Conditional(Box::new(Tab)));
    for back in [KeyEvent(KeyCode::Backspace, Modifiers::NONE), KeyEvent::ctrl('H')] {
        editor.bind_sequence(back, EventHandler::Conditional(Box::new(Backspace)));
    }
    let ctrl_c = EventHandler::Conditional(Box::new(CtrlC(dropped.clone())));
    editor.bind_sequence(KeyEvent::ctrl('C'), ctrl_c);
    Ok(editor)
}

/// Ends the line as Enter does, but it will not run. The editor's own command for Ctrl-C loses what was typed ahead, which
/// may be code that another program sends.
struct CtrlC(Dropped);

impl ConditionalEventHandler for CtrlC {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        self.0.store(true, Ordering::SeqCst);
        Some(Cmd::AcceptLine)
    }
}

/// Runs a whole input; else begins another line, as far in as its block wants.
struct Enter(LineBegins);

impl ConditionalEventHandler for Enter {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let (text, position) = (context.line(), context.pos());
        let (before, after) = text.split_at_checked(position)?;
        if text.starts_with('.') {
            return Some(Cmd::AcceptLine);
        }
        let at_end = after.trim().is_empty();
        let is_whole = !needs_more(text);
        if is_whole && (at_end || !text.contains('\n')) {
            return Some(Cmd::AcceptLine);
        }
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        if at_end && last_line.trim().is_empty() && bracket_is_open(text) {
            // An empty line gives open brackets up.
            return Some(Cmd::AcceptLine);
        }
        self.0.store(true, Ordering::SeqCst);
        Some(Cmd::Complete)
    }
}

/// The text before the cursor on its line.
fn line_before<'a>(context: &'a EventContext<'_>) -> &'a str {
    let before = context.line().get(..context.pos()).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

/// Goes further in at the beginning of a line; else completes.
struct Tab;

impl ConditionalEventHandler for Tab {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        line_before(context).trim().is_empty().then(|| Cmd::Insert(1, " ".repeat(STEP)))
    }
}

/// Goes further out at the beginning of a line.
struct Backspace;

impl ConditionalEventHandler for Backspace {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let before = line_before(context);
        let blanks = before.len();
        let is_margin = blanks > 0 && before.bytes().all(|byte| byte == b' ');
        let step = if blanks.is_multiple_of(STEP) { STEP } else { blanks % STEP };
        is_margin.then_some(Cmd::Kill(Movement::BackwardChar(step as RepeatCount)))
    }
}

/// What the editor asks: it knows the program and the values of the place where the next input runs.
pub struct Assistant {
    program: Arc<Program>,
    place: Arc<PromptTarget>,
    names: Arc<Names>,
    line_begins: LineBegins,
    /// Without colours nothing could tell a hint from what was typed: there are none.
    hints: bool,
    /// How many characters a line of the terminal has.
    width: usize,
    /// The line is left: nothing that belongs to the cursor is shown.
    leaving: Cell<bool>,
    history: HistoryHinter,
}

impl Assistant {
    /// The assistant for inputs that run in this place.
    pub fn new(
        program: Arc<Program>,
        place: Arc<PromptTarget>,
        names: Arc<Names>,
        hints: bool,
        line_begins: LineBegins,
        width: usize,
    ) -> Assistant {
        Assistant {
            program,
            place,
            names,
            line_begins,
            hints,
            width,
            leaving: Cell::new(false),
            history: HistoryHinter::new(),
        }
    }
}

impl Live for Assistant {
    fn variables(&self) -> Vec<(String, String)> {
        let all = self.place.ask_within(PATIENCE, |_, conversation| {
            let named = |view: VariableView| (view.name.trim_start_matches('$').to_owned(), view.type_name);
            conversation.variables().into_iter().map(named).collect()
        });
        all.unwrap_or_default()
    }

    fn members(&self, path: &str) -> Vec<MemberName> {
        let path = path.to_owned();
        self.place
            .ask_within(PATIENCE, move |process, conversation| conversation.members(process, &path))
            .unwrap_or_default()
    }
}

impl Helper for Assistant {}

impl Validator for Assistant {}

/// A candidate as a list shows it: its name in this room, then what it is.
fn listed(candidate: &Candidate, room: usize, width: usize) -> String {
    if candidate.about.is_empty() {
        return candidate.name.clone();
    }
    let gap = " ".repeat(room.saturating_sub(candidate.name.width()));
    cut(&format!("{}{gap}{GAP}{}", candidate.name, candidate.about), width.saturating_sub(2))
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        if let (true, Some(before)) = (self.line_begins.swap(false, Ordering::SeqCst), line.get(..position)) {
            let text = with_new_line(before);
            return Ok((0, vec![Pair { display: String::new(), replacement: text }]));
        }
        let (begin, found) = complete(line, position, &self.names, self);
        let room = found.iter().map(|each| each.name.width()).max().unwrap_or(0).min(WIDEST_NAME);
        let pair = |each: Candidate| Pair { display: listed(&each, room, self.width), replacement: each.name };
        Ok((begin, found.into_iter().map(pair).collect()))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, position: usize) -> Cow<'l, str> {
        if line.starts_with('.') {
            return Cow::Borrowed(line);
        }
        let cursor = (!self.leaving.get()).then_some(position);
        let text = coloured(line, cursor, &self.program.project);
        // The margin of further lines shows the prompt of a line that goes on; it takes the same room.
        Cow::Owned(text.replace(&format!("\n{MARGIN}"), &format!("\n{}", aside("  … "))))
    }

    fn highlight_candidate<'c>(&self, candidate: &'c str, _: CompletionType) -> Cow<'c, str> {
        match candidate.rfind(GAP) {
            Some(at) if self.hints => {
                let (name, about) = candidate.split_at(at);
                Cow::Owned(format!("{name}{}", aside(about)))
            }
            _ => Cow::Borrowed(candidate),
        }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(aside(hint))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.leaving.set(kind == CmdKind::ForcedRefresh);
        true
    }
}

/// What is shown after the cursor.
pub enum Suggestion {
    /// The rest of an earlier input, which the right arrow takes.
    Rest(String),
    /// The syntax of the command whose arguments are typed.
    Syntax(String),
}

impl Hint for Suggestion {
    fn display(&self) -> &str {
        match self {
            Suggestion::Rest(text) | Suggestion::Syntax(text) => text,
        }
    }

    fn completion(&self) -> Option<&str> {
        match self {
            Suggestion::Rest(text) => Some(text),
            Suggestion::Syntax(_) => None,
        }
    }
}

impl Hinter for Assistant {
    type Hint = Suggestion;

    fn hint(&self, line: &str, position: usize, context: &Context<'_>) -> Option<Suggestion> {
        if position < line.len() || !self.hints {
            return None;
        }
        let rest = self.history.hint(line, position, context).filter(|rest| !rest.contains('\n'));
        rest.map(Suggestion::Rest).or_else(|| {
            let syntax = signature(line.rsplit('\n').next().unwrap_or_default())?;
            Some(Suggestion::Syntax(format!("   {syntax}")))
        })
    }
}
