//! Where a prompt gets its lines from: a terminal with editing and history, or any stream. Lines are read on a thread of
//! their own, so that the processes of the program go on meanwhile.

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What reading a line gave.
pub enum Reply {
    /// A line, without its end.
    Line(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D, or the end of the stream.
    End,
    /// The stream cannot be read.
    Failed(String),
}

enum Request {
    Read(&'static str),
    Remember(String),
}

/// The thread that reads lines.
pub struct Input {
    requests: Sender<Request>,
    replies: Receiver<Reply>,
    /// Whether somebody types.
    pub terminal: bool,
}

impl Input {
    /// Begins to read standard input; `arrived` is called after each reply.
    pub fn start(arrived: impl Fn() + Send + 'static) -> Input {
        let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        let (requests, asked) = channel();
        let (sender, replies) = channel();
        let answer = move |reply: Reply| {
            let delivered = sender.send(reply).is_ok();
            arrived();
            delivered
        };
        std::thread::spawn(move || if terminal { read_terminal(&asked, answer) } else { read_stream(&asked, answer) });
        Input { requests, replies, terminal }
    }

    /// Asks for a line.
    pub fn ask(&self, prompt: &'static str) {
        let _ = self.requests.send(Request::Read(prompt));
    }

    /// The reply to the last question, if it is there.
    pub fn reply(&self) -> Option<Reply> {
        match self.replies.try_recv() {
            Ok(reply) => Some(reply),
            Err(std::sync::mpsc::TryRecvError::Empty) => None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => Some(Reply::End),
        }
    }

    /// Adds an input to the history.
    pub fn remember(&self, text: &str) {
        let _ = self.requests.send(Request::Remember(text.to_owned()));
    }
}

fn read_stream(asked: &Receiver<Request>, answer: impl Fn(Reply) -> bool) {
    for request in asked {
        if !matches!(request, Request::Read(_)) {
            continue;
        }
        let mut bytes = Vec::new();
        let reply = match std::io::stdin().lock().read_until(b'\n', &mut bytes) {
            Ok(0) => Reply::End,
            Ok(_) => Reply::Line(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()),
            Err(error) => Reply::Failed(error.to_string()),
        };
        if !answer(reply) {
            return;
        }
    }
}

fn read_terminal(asked: &Receiver<Request>, answer: impl Fn(Reply) -> bool) {
    let mut editor = match DefaultEditor::new() {
        Ok(editor) => editor,
        Err(error) => {
            answer(Reply::Failed(error.to_string()));
            return;
        }
    };
    let history = history_file();
    if let Some(file) = &history {
        // There is no history yet at the first prompt.
        let _ = editor.load_history(file);
    }
    for request in asked {
        match request {
            Request::Remember(text) => {
                let _ = editor.add_history_entry(text);
                if let Some(file) = &history {
                    let _ = file.parent().map(std::fs::create_dir_all);
                    // A prompt without history is better than none.
                    let _ = editor.append_history(file);
                }
            }
            Request::Read(prompt) => {
                let reply = match editor.readline(prompt) {
                    Ok(line) => Reply::Line(line),
                    Err(ReadlineError::Interrupted) => Reply::Interrupted,
                    Err(ReadlineError::Eof) => Reply::End,
                    Err(error) => Reply::Failed(error.to_string()),
                };
                if !answer(reply) {
                    return;
                }
            }
        }
    }
}

/// `fourd/history` in the folder where the user's programs keep their data.
fn history_file() -> Option<PathBuf> {
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
