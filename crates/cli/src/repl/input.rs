//! Where a prompt gets its inputs from: a terminal with editing and history, or any stream.

use super::editor::{Assistant, LineBegins, new_editor};
use super::gather::{bracket_is_open, joined, keeps_block_open, needs_more, opens_more, settled, without_margin};
use crate::output::colours;
use fourd_runtime::Program;
use fourd_runtime::interactive::Place;
use rustyline::Editor;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

/// The variable of the environment that names the file of the history; where it is empty none is kept.
const HISTORY: &str = "FOURD_HISTORY";

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
    /// The stream cannot be read.
    Failed(String),
}

/// The source of the inputs.
pub enum Input {
    /// Somebody types.
    Terminal(Box<Terminal>),
    /// Lines of a stream.
    Stream,
}

/// A terminal and where its history is kept.
pub struct Terminal {
    editor: Editor<Assistant, FileHistory>,
    history: Option<PathBuf>,
    colour: bool,
    line_begins: LineBegins,
}

impl Input {
    /// Standard input.
    ///
    /// # Errors
    /// The terminal cannot be used.
    pub fn start() -> Result<Input, String> {
        if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
            return Ok(Input::Stream);
        }
        let colour = colours(&std::io::stdout());
        let line_begins = LineBegins::default();
        let mut editor = new_editor(colour, &line_begins).map_err(|error| error.to_string())?;
        let history = history_file();
        if let Some(file) = &history {
            // There is no history yet at the first prompt.
            let _ = editor.load_history(file);
        }
        Ok(Input::Terminal(Box::new(Terminal { editor, history, colour, line_begins })))
    }

    /// Whether somebody types.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Input::Terminal(_))
    }

    /// What is completed and coloured belongs to this program, and to the values of this place.
    pub fn know(&mut self, program: &Arc<Program>, place: Arc<Place>) {
        if let Input::Terminal(terminal) = self {
            let line_begins = terminal.line_begins.clone();
            terminal.editor.set_helper(Some(Assistant::new(program.clone(), place, terminal.colour, line_begins)));
        }
    }

    /// How many characters a line has.
    pub fn width(&mut self) -> usize {
        let width = match self {
            Input::Terminal(terminal) => terminal.editor.dimensions().map(|(columns, _)| usize::from(columns)),
            Input::Stream => std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()),
        };
        width.filter(|width| *width >= 20).unwrap_or(PLAIN_WIDTH)
    }

    /// Reads an input, which can have several lines.
    pub fn read(&mut self, prompt: &str) -> Reply {
        match self {
            Input::Terminal(terminal) => terminal.read(prompt),
            Input::Stream => read_stream(),
        }
    }
}

impl Terminal {
    fn read(&mut self, prompt: &str) -> Reply {
        let text = match self.editor.readline(&(prompt, format!("\x1b[1m{prompt}\x1b[0m"))) {
            Ok(text) => text,
            Err(ReadlineError::Interrupted) => return Reply::Interrupted,
            Err(ReadlineError::Eof) => return Reply::End,
            Err(error) => return Reply::Failed(error.to_string()),
        };
        let text = settled(&text);
        let kept = text.trim_end();
        if !kept.is_empty() {
            let _ = self.editor.add_history_entry(kept);
            if let Some(file) = &self.history {
                let _ = file.parent().map(std::fs::create_dir_all);
                // A prompt without history is better than none.
                let _ = self.editor.append_history(file);
            }
        }
        Reply::Text(joined(&without_margin(&text)))
    }
}

fn read_stream() -> Reply {
    let mut typed = String::new();
    let mut in_brackets = false;
    // Of most lines inside a block alone it is plain that it goes on: the whole text need not be looked at again.
    let mut in_block = false;
    loop {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().read_until(b'\n', &mut bytes) {
            Ok(0) if typed.is_empty() => return Reply::End,
            Ok(0) => return Reply::Text(joined(&typed)),
            Ok(_) => {}
            Err(error) => return Reply::Failed(error.to_string()),
        }
        let text = String::from_utf8_lossy(&bytes);
        let line = text.trim_end_matches(['\r', '\n']);
        // An empty line gives open brackets up.
        let given_up = in_brackets && line.trim().is_empty();
        let is_dot_command = typed.is_empty() && line.starts_with('.');
        if given_up {
            return Reply::Text(joined(typed.trim_end()));
        }
        typed.push_str(line);
        if in_block && keeps_block_open(line) {
            typed.push('\n');
            continue;
        }
        if is_dot_command || !needs_more(&typed) {
            return Reply::Text(joined(&typed));
        }
        in_brackets = bracket_is_open(&typed);
        in_block = !opens_more(&typed);
        typed.push('\n');
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
