//! `fourd repl`: a prompt that runs what is typed and shows what it gives. It reads in the main thread; the inputs run in
//! processes of machines that have threads of their own.

mod colours;
mod complete;
mod display;
mod dot_commands;
mod editor;
mod gather;
mod input;
mod places;
mod table;

use crate::Exit;
use crate::output::{colours, print, print_error, report};
use crate::system_options::SystemOptions;
use clap::Args;
use display::shown;
use dot_commands::{DOT_COMMANDS, described, help, process_list, session};
use fourd_project::Project;
use fourd_resolve::check::suggest::nearest;
use fourd_runtime::edition::Edition;
use fourd_runtime::interactive::{Answer, Conversation, Place};
use fourd_runtime::{Process, Program};
use fourd_source::{Diagnostic, Severity, SourceMap, read_source, shown_path};
use fourd_syntax::tree::CodeKind;
use input::{Input, Reply};
use parking_lot::Mutex;
use places::Places;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use table::Style;

/// The exit status after Ctrl-C where nobody types, as shells have it.
const INTERRUPTED: i32 = 130;

/// Runs what is typed, input by input, and shows the values.
///
/// An expression shows its value as 4D writes it; `$_` is the last value. Blocks go over several lines. Local variables live
/// until the prompt ends. Tab completes, Ctrl-C interrupts running code, Ctrl-D ends the prompt, `.help` lists its own
/// commands. Where standard input is not a terminal, its lines are run in the same way, and nothing but their output is
/// written. The history is kept in the file that `FOURD_HISTORY` names, or in the user's folder for data.
#[derive(Args)]
pub struct ReplOptions {
    /// A script, a `.4DProject` file or a folder, whose methods and classes can be used
    pub path: Option<PathBuf>,
    /// The edition of 4D whose rules hold where editions differ, such as 21R3 or 2130
    #[arg(long, value_name = "EDITION", value_parser = Edition::parse)]
    pub language_version: Option<Edition>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub system: SystemOptions,
}

/// Runs a prompt to its end.
pub fn repl(options: &ReplOptions) -> Exit {
    let program = match open(options) {
        Ok(program) => program,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Usage;
        }
    };
    options.system.apply(&program.project);
    let started = Places::new(program).map_err(|error| stack_problem(&error));
    let mut prompt = match started.and_then(|places| Prompt::new(options, places)) {
        Ok(prompt) => prompt,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Failure;
        }
    };
    prompt.converse();
    match prompt.places.end() {
        Ok(()) => Exit::Success,
        Err(error) => {
            report(&stack_problem(&error), &SourceMap::new());
            Exit::Failure
        }
    }
}

fn stack_problem(error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("runtime::stack", "The operating system gives no memory or thread for a process")
        .note(error.to_string())
}

fn input_problem(why: String) -> Diagnostic {
    Diagnostic::error("repl::input", "Standard input cannot be read").note(why)
}

/// Opens the project and reports what is wrong with it.
fn open(options: &ReplOptions) -> Result<Arc<Program>, Diagnostic> {
    let access = options.system.source_access();
    let project = match &options.path {
        Some(path) => Project::open_folder_with(path, &access)?,
        None => Project::empty(),
    };
    for problem in project.problems().iter().chain(project.component_problems()) {
        report(problem, &SourceMap::new());
    }
    let edition = options.language_version.map(|edition| edition.0);
    Ok(Program::new(project, fourd_commands::commands(), fourd_commands::classes(), edition))
}

/// What an input runs in while it runs: Ctrl-C interrupts it. While a line is typed the terminal reports the key itself.
type Running = Arc<Mutex<Option<Arc<Place>>>>;

fn interrupt(running: Running) {
    let installed = ctrlc::set_handler(move || match &*running.lock() {
        Some(place) => place.machine.abort(&place.record),
        None => std::process::exit(INTERRUPTED),
    });
    if installed.is_err() {
        // Without a handler Ctrl-C ends the program.
    }
}

/// A conversation with somebody or with a stream.
struct Prompt<'a> {
    options: &'a ReplOptions,
    input: Input,
    places: Places,
    running: Running,
    /// The inputs that ran without an error.
    inputs: Vec<String>,
    /// The files that `.save` has written.
    saved: HashSet<PathBuf>,
    style: Style,
}

/// What an input came to.
struct Came {
    /// There was no error and no interruption.
    well: bool,
    /// The process ends.
    ended: bool,
}

impl<'a> Prompt<'a> {
    fn new(options: &'a ReplOptions, places: Places) -> Result<Prompt<'a>, Diagnostic> {
        let running = Running::default();
        interrupt(running.clone());
        let input = Input::start().map_err(input_problem)?;
        let style = Style { width: 0, colour: input.is_terminal() && colours(&std::io::stdout()) };
        Ok(Prompt { options, input, places, running, inputs: Vec::new(), saved: HashSet::new(), style })
    }

    fn converse(&mut self) {
        if self.input.is_terminal() {
            print(concat!("fourd ", env!("CARGO_PKG_VERSION"), " - .help lists commands, Ctrl-D ends\n"));
        }
        loop {
            if !self.places.current().is_alive() && !self.goes_on() {
                return;
            }
            self.input.know(&self.places.program, self.places.current());
            match self.input.read(&self.places.prompt()) {
                Reply::Text(text) => {
                    self.style.width = self.input.width();
                    let goes_on = match text.trim() {
                        "" => true,
                        line if line.starts_with('.') => self.dot_command(line),
                        _ => self.run_input(text),
                    };
                    if !goes_on {
                        return;
                    }
                }
                Reply::Interrupted => {}
                Reply::End => return,
                Reply::Failed(why) => {
                    report(&input_problem(why), &SourceMap::new());
                    return;
                }
            }
        }
    }

    /// The place of the inputs has ended; false where the prompt ends with it.
    fn goes_on(&mut self) -> bool {
        match self.places.after_end() {
            Some(text) => {
                print_error(&(text + "\n"));
                true
            }
            None => false,
        }
    }

    fn run_input(&mut self, text: String) -> bool {
        let (style, kept) = (self.style, text.clone());
        let came = self.run(move |process, conversation| {
            let answer = conversation.evaluate(process, &text);
            show(process, &answer, style)
        });
        if came.well {
            self.inputs.push(kept);
        }
        !came.ended || self.goes_on()
    }

    /// Runs code where inputs run.
    fn run(&self, work: impl FnOnce(&mut Process<'_>, &mut Conversation) -> Came + Send + 'static) -> Came {
        let place = self.places.current();
        *self.running.lock() = Some(place.clone());
        let came = place.ask(work);
        *self.running.lock() = None;
        came.unwrap_or(Came { well: false, ended: true })
    }

    /// Runs a command of the prompt; false where the prompt ends.
    fn dot_command(&mut self, line: &str) -> bool {
        let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let style = self.style;
        let done = match name {
            ".help" => help(rest).map(|text| print(&text)),
            ".type" | ".time" if rest.is_empty() => Err("what is to be run is missing".to_owned()),
            ".type" => {
                let text = rest.to_owned();
                let came = self.run(move |process, conversation| {
                    let answer = conversation.evaluate(process, &text);
                    match &answer {
                        Answer::Value(Some(value)) => {
                            let described = described(process, value);
                            print(&(described + "\n"));
                            Came { well: true, ended: false }
                        }
                        Answer::Value(None) => {
                            print("no value\n");
                            Came { well: true, ended: false }
                        }
                        answer => show(process, answer, style),
                    }
                });
                return !came.ended || self.goes_on();
            }
            ".time" => {
                let text = rest.to_owned();
                let came = self.run(move |process, conversation| {
                    let begin = Instant::now();
                    let answer = conversation.evaluate(process, &text);
                    let took = begin.elapsed();
                    let came = show(process, &answer, style);
                    print(&format!("took {}\n", duration(took)));
                    came
                });
                return !came.ended || self.goes_on();
            }
            ".load" => match self.load(rest) {
                Ok(goes_on) => return goes_on,
                Err(why) => Err(why),
            },
            ".save" => self.save(rest),
            ".session" => {
                let place = self.places.described();
                let told = self.places.current().ask(move |process, _| session(process, &place, style));
                told.map(|text| print(&text)).ok_or_else(|| "the process has ended".to_owned())
            }
            ".processes" => {
                print(&process_list(&self.places, style));
                Ok(())
            }
            ".as" => self.places.go(rest).map(|()| print(&format!("inputs run on {}\n", self.places.described()))),
            ".reset" => self.reset(),
            ".quit" => return false,
            _ => {
                let names = DOT_COMMANDS.iter().map(|command| command.name);
                let near = nearest(name, names.clone());
                let near = near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
                let all: Vec<&str> = names.collect();
                Err(format!("there is no such command.{near} There are {}", all.join(", ")))
            }
        };
        if let Err(why) = done {
            print_error(&format!("{name}: {why}\n"));
        }
        true
    }

    fn load(&mut self, file: &str) -> Result<bool, String> {
        if file.is_empty() {
            return Err("the name of a file is missing".to_owned());
        }
        let path = Path::new(file);
        let text = read_source(path).map_err(|problem| {
            let notes: String = problem.notes.iter().map(|note| format!(": {note}")).collect();
            problem.title + &notes
        })?;
        let (style, name, kept) = (self.style, shown_path(path).to_string(), text.clone());
        let came = self.run(move |process, conversation| {
            let answer = conversation.evaluate_named(process, name, &text);
            show(process, &answer, style)
        });
        if came.well {
            self.inputs.push(kept);
        }
        Ok(!came.ended || self.goes_on())
    }

    fn save(&mut self, file: &str) -> Result<(), String> {
        if file.is_empty() {
            return Err("the name of a file is missing".to_owned());
        }
        let path = std::path::absolute(file).map_err(|error| error.to_string())?;
        if path.exists() && !self.saved.contains(&path) {
            return Err(format!("`{file}` exists already"));
        }
        let text: String = self.inputs.iter().map(|input| as_statements(input)).collect();
        std::fs::write(&path, text).map_err(|error| format!("`{file}` cannot be written: {error}"))?;
        print(&format!("{} inputs written to {file}\n", self.inputs.len()));
        self.saved.insert(path);
        Ok(())
    }

    fn reset(&mut self) -> Result<(), String> {
        let program = open(self.options).map_err(|problem| problem.title)?;
        self.places.reset(program).map_err(|error| error.to_string())?;
        self.inputs.clear();
        print("everything begins anew\n");
        Ok(())
    }
}

/// Shows what became of an input.
fn show(process: &Process<'_>, answer: &Answer, style: Style) -> Came {
    match answer {
        Answer::Value(None) => {}
        Answer::Value(Some(value)) => {
            let text = shown(value, style);
            let is_table = text.contains('┼');
            let text = match style.colour && !is_table {
                true => colours::coloured(&text, None, &process.domain.program.project),
                false => text,
            };
            print(&text);
        }
        Answer::Problems(problems) => problems.iter().for_each(|each| report(each, &process.domain.program.sources)),
        Answer::Interrupted => print_error("interrupted\n"),
        Answer::Ended => {}
    }
    Came { well: matches!(answer, Answer::Value(_)), ended: matches!(answer, Answer::Ended) }
}

/// An input as lines of a script. What only the prompt takes, such as a comparison, becomes a comment.
fn as_statements(input: &str) -> String {
    let sources = SourceMap::new();
    let parsed = fourd_syntax::parse(sources.add("input", input.to_owned()), input, CodeKind::Method);
    let without_effect = ["syntax::comparison-as-statement", "syntax::no-effect"];
    let unfit = |problem: &Diagnostic| problem.severity == Severity::Error || without_effect.contains(&problem.name);
    let fits = !parsed.diagnostics.iter().any(unfit);
    let mark = if fits { "" } else { "// " };
    input.trim_end().lines().map(|line| format!("{mark}{line}\n")).collect()
}

fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds >= 1.0 {
        format!("{seconds:.2} s")
    } else if seconds >= 0.001 {
        format!("{:.1} ms", seconds * 1_000.0)
    } else {
        format!("{:.0} µs", seconds * 1_000_000.0)
    }
}
