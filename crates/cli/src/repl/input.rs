//! The source of the inputs: a terminal with editing and history, or any stream.

use super::editor::{Assistant, Dropped, LineBegins, new_editor};
use super::gather::{joined, settled, without_margin};
use super::lines::Lines;
use super::names::Names;
use crate::output::colours;
use fourd_runtime::Program;
use fourd_runtime::interactive::PromptTarget;
use rustyline::Editor;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use std::borrow::Cow;
use std::io::{BufRead, ErrorKind, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The variable of the environment that names the file of the history; where it is empty none is kept.
const HISTORY: &str = "FOURD_HISTORY";

/// What UTF-8 text can begin with.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// So wide are lines where no terminal says it.
const PLAIN_WIDTH: usize = 120;

/// What reading gave.
pub enum Reply {
    /// A whole input, as the language reads it.
    Text(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D, or the end of the stream.
    End,
    /// Bytes that are no text; reading can go on.
    NoText(String),
    /// The stream cannot be read.
    Failed(String),
}

/// The source of the inputs.
pub enum Input {
    /// A terminal.
    Terminal(Box<Terminal>),
    /// Lines of a stream, with the number of those that were read.
    Stream(usize),
}

/// A terminal and where its history is kept.
pub struct Terminal {
    editor: Editor<Assistant, FileHistory>,
    history: Option<PathBuf>,
    colour: bool,
    line_begins: LineBegins,
    dropped: Dropped,
    /// The names of the program that was known last.
    names: Option<(Arc<Program>, Arc<Names>)>,
}

impl Input {
    /// Standard input.
    ///
    /// # Errors
    /// The terminal cannot be used.
    pub fn start() -> Result<Input, String> {
        if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
            return Ok(Input::Stream(0));
        }
        let colour = colours(&std::io::stdout());
        let line_begins = LineBegins::default();
        let dropped = Dropped::default();
        let mut editor = new_editor(colour, &line_begins, &dropped).map_err(|error| error.to_string())?;
        let history = history_file();
        if let Some(file) = &history {
            // There is no history yet at the first prompt.
            let _ = editor.load_history(file);
        }
        Ok(Input::Terminal(Box::new(Terminal { editor, history, colour, line_begins, dropped, names: None })))
    }

    /// Whether it is a terminal.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Input::Terminal(_))
    }

    /// What is completed and coloured belongs to this program, and to the values of this place.
    pub fn know(&mut self, program: &Arc<Program>, place: Arc<PromptTarget>) {
        let width = self.width();
        let Input::Terminal(terminal) = self else { return };
        let names = match &terminal.names {
            Some((known, names)) if Arc::ptr_eq(known, program) => names.clone(),
            _ => {
                let names = Arc::new(Names::new(&program.project, &program.libraries));
                terminal.names.insert((program.clone(), names)).1.clone()
            }
        };
        let line_begins = terminal.line_begins.clone();
        let assistant = Assistant::new(program.clone(), place, names, terminal.colour, line_begins, width);
        terminal.editor.set_helper(Some(assistant));
    }

    /// How many characters a line has.
    pub fn width(&mut self) -> usize {
        let width = match self {
            Input::Terminal(terminal) => terminal.editor.dimensions().map(|(columns, _)| usize::from(columns)),
            Input::Stream(_) => std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()),
        };
        width.filter(|width| *width >= 20).unwrap_or(PLAIN_WIDTH)
    }

    /// Keeps an input that was not typed in the history.
    pub fn remember(&mut self, text: &str) {
        if let Input::Terminal(terminal) = self {
            terminal.remember(text);
        }
    }

    /// Reads an input, which can have several lines.
    pub fn read(&mut self, prompt: &str) -> Reply {
        match self {
            Input::Terminal(terminal) => terminal.read(prompt),
            Input::Stream(lines) => read_stream(lines),
        }
    }
}

impl Terminal {
    fn read(&mut self, prompt: &str) -> Reply {
        let text = match self.editor.readline(&(prompt, format!("\x1b[1m{prompt}\x1b[0m"))) {
            Ok(text) => text,
            Err(ReadlineError::Interrupted) => return Reply::Interrupted,
            Err(ReadlineError::Eof) => return Reply::End,
            Err(ReadlineError::Io(error)) if error.kind() == ErrorKind::InvalidData => {
                return Reply::NoText("the terminal sent bytes that are not UTF-8: the line was dropped".to_owned());
            }
            Err(error) => return Reply::Failed(error.to_string()),
        };
        if self.dropped.swap(false, Ordering::SeqCst) {
            return Reply::Interrupted;
        }
        let text = settled(&text);
        self.remember(&text);
        Reply::Text(joined(&without_margin(&text)))
    }

    fn remember(&mut self, text: &str) {
        let kept = text.trim_end();
        if kept.is_empty() {
            return;
        }
        let _ = self.editor.add_history_entry(kept);
        if let Some(file) = &self.history {
            let _ = file.parent().map(std::fs::create_dir_all);
            // A prompt without history is better than none.
            let _ = self.editor.append_history(file);
        }
    }
}

/// Reads an input from standard input; `count` counts its lines.
fn read_stream(count: &mut usize) -> Reply {
    let mut lines = Lines::default();
    let mut no_text = None;
    loop {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().read_until(b'\n', &mut bytes) {
            Ok(0) if lines.is_empty() => return Reply::End,
            Ok(0) => break,
            Ok(_) => *count += 1,
            Err(error) => return Reply::Failed(error.to_string()),
        }
        let bytes = match *count {
            1 => bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes),
            _ => &bytes,
        };
        let text = String::from_utf8_lossy(bytes);
        if matches!(text, Cow::Owned(_)) && no_text.is_none() {
            no_text = Some(*count);
        }
        let line = text.trim_end_matches(['\r', '\n']);
        if lines.in_brackets() && line.trim().is_empty() {
            // An empty line gives open brackets up.
            break;
        }
        let is_dot_command = lines.is_empty() && line.starts_with('.');
        if !lines.push(line) || is_dot_command {
            break;
        }
    }
    match no_text {
        Some(line) => Reply::NoText(format!("line {line} of the input is not UTF-8: it was not run")),
        None => Reply::Text(joined(&lines.text)),
    }
}

/// The file of the history: what the environment says, or `fourd/history` in the folder where the user's programs keep
/// their data.
fn history_file() -> Option<PathBuf> {
    if let Some(chosen) = std::env::var_os(HISTORY) {
        return Some(PathBuf::from(chosen)).filter(|path| !path.as_os_str().is_empty());
    }
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        let chosen = folder("XDG_DATA_HOME").filter(|folder| folder.is_absolute());
        chosen.or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    };
    Some(data?.join("fourd").join("history"))
}
