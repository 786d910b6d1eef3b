//! The conversation with a terminal or a stream: reads inputs, runs them where they belong, shows what they give.

use super::dot_commands::{DOT_COMMANDS, described, help, process_list, session, variables};
use super::input::{Input, Reply};
use super::inside::shown_in;
use super::outside::{edited, page, whole};
use super::places::Places;
use super::save::{Ran, script};
use super::table::Style;
use super::{ReplOptions, colours, input_problem, open, stack_problem};
use crate::input::read_source;
use crate::output::{self, counted, print, print_error, report};
use fourd_resolve::check::suggest::nearest;
use fourd_runtime::interactive::{Answer, Conversation, PromptTarget};
use fourd_runtime::{Libraries, Process};
use fourd_source::{Diagnostic, SourceMap, fold_name, shown_path};
use fourd_value::Value;
use parking_lot::Mutex;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The exit status after Ctrl-C where no input runs, as shells have it.
const INTERRUPTED: i32 = 130;

/// What Ctrl-C ends. While a line is typed, the terminal reports the key itself.
#[derive(Default)]
enum Running {
    /// This program.
    #[default]
    Nothing,
    /// The input that runs in this place.
    Input(Arc<PromptTarget>),
    /// The pager or the editor, which decides itself.
    Other,
}

fn interrupts(running: Arc<Mutex<Running>>) {
    let installed = ctrlc::set_handler(move || match &*running.lock() {
        Running::Input(place) => place.interrupt(),
        Running::Nothing => std::process::exit(INTERRUPTED),
        Running::Other => {}
    });
    if installed.is_err() {
        // Without a handler Ctrl-C ends the program.
    }
}

/// A conversation with a person or with a stream.
pub struct Prompt<'a> {
    options: &'a ReplOptions,
    /// The commands that inputs can call.
    libraries: &'a Arc<Libraries>,
    input: Input,
    places: Places,
    running: Arc<Mutex<Running>>,
    /// All inputs, as reports count them from 1.
    inputs: Vec<String>,
    /// Those that ran without an error, with the prompt of the place where they ran.
    ran: Vec<(String, Ran)>,
    /// The files that `.save` has written.
    saved: HashSet<PathBuf>,
    style: Style,
    /// Something went wrong.
    failed: bool,
}

/// What an input came to.
struct InputResult {
    /// There was no error and no interruption.
    well: bool,
    /// It gave a value.
    valued: bool,
    /// The process ended.
    ended: bool,
}

impl InputResult {
    const ENDED: InputResult = InputResult { well: false, valued: false, ended: true };
}

/// What a command of the prompt came to.
enum Done {
    GoOn,
    /// An input ran.
    Ran(InputResult),
    End,
}

impl<'a> Prompt<'a> {
    /// A conversation in these places.
    ///
    /// # Errors
    /// Standard input cannot be used.
    pub fn new(
        options: &'a ReplOptions,
        libraries: &'a Arc<Libraries>,
        places: Places,
    ) -> Result<Prompt<'a>, Diagnostic> {
        let running = Arc::new(Mutex::new(Running::default()));
        interrupts(running.clone());
        let mut input = Input::start().map_err(input_problem)?;
        let colour = input.is_terminal() && output::colours(&std::io::stdout());
        let style = Style { width: input.width(), colour, whole: false };
        let (inputs, ran, saved) = (Vec::new(), Vec::new(), HashSet::new());
        Ok(Prompt { options, libraries, input, places, running, inputs, ran, saved, style, failed: false })
    }

    /// Lets inputs run elsewhere.
    ///
    /// # Errors
    /// There is no such place, in words.
    pub fn go(&mut self, role: &str) -> Result<(), String> {
        self.places.go(role)
    }

    /// Runs it to its end; false where something went wrong and no person saw it.
    pub fn converse(&mut self) -> bool {
        if self.input.is_terminal() {
            print(concat!("fourd ", env!("CARGO_PKG_VERSION"), " - `help` lists commands, Ctrl-D ends\n"));
        }
        if self.begin() {
            self.read_inputs();
        }
        if let Err(error) = self.places.end() {
            report(&stack_problem(&error), &SourceMap::new());
            return false;
        }
        self.input.is_terminal() || !(self.failed || self.places.failed())
    }

    /// Runs the script and the method of the command line; false where the prompt ends with them.
    fn begin(&mut self) -> bool {
        if let Some(path) = &self.options.path
            && path.is_file()
            && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4dm"))
        {
            match self.load(path) {
                Ok(result) => {
                    if !self.goes_on_after(&result) {
                        return false;
                    }
                }
                Err(why) => self.complain(&why),
            }
        }
        match &self.options.method {
            Some(method) => self.run_input(method.clone()),
            None => true,
        }
    }

    fn read_inputs(&mut self) {
        loop {
            if !self.places.current().is_alive() && !self.goes_on() {
                return;
            }
            self.input.know(&self.places.program, self.places.current());
            match self.input.read(&self.places.prompt()) {
                Reply::Text(text) => {
                    self.style.width = self.input.width();
                    if !self.answer(text) {
                        return;
                    }
                }
                Reply::Interrupted => {}
                Reply::NoText(why) => self.complain(&why),
                Reply::End => return,
                Reply::Failed(why) => {
                    report(&input_problem(why), &SourceMap::new());
                    self.failed = true;
                    return;
                }
            }
        }
    }

    fn complain(&mut self, why: &str) {
        print_error(&format!("{why}\n"));
        self.failed = true;
    }

    /// Runs an input or a command; false where the prompt ends.
    fn answer(&mut self, text: String) -> bool {
        let line = text.trim();
        if line.is_empty() {
            return true;
        }
        let command = if line.starts_with('.') { Some(line.to_owned()) } else { self.word_command(line) };
        match command {
            Some(command) => self.dot_command(&command),
            None => self.run_input(text),
        }
    }

    /// The dot-command that a word such as `exit` means, where the word is not a name of the program.
    fn word_command(&self, line: &str) -> Option<String> {
        let plain = line.strip_suffix("()").unwrap_or(line);
        let (word, rest) = plain.split_once(' ').unwrap_or((plain, ""));
        let rest = rest.trim();
        let command = match word.to_ascii_lowercase().as_str() {
            "help" => ".help",
            "exit" | "quit" if rest.is_empty() => ".quit",
            _ => return None,
        };
        let is_name = rest.starts_with(|first: char| first.is_alphabetic() || "._$4".contains(first));
        if !rest.is_empty() && !is_name {
            return None;
        }
        if self.places.program.project.method(&fold_name(plain)).is_some() {
            return None;
        }
        let name = word.to_owned();
        let variable = self.places.current().ask(move |process, known| known.has_process_variable(process, &name));
        (variable != Some(true)).then(|| format!("{command} {rest}"))
    }

    /// The place of the inputs has ended; false where the prompt ends with it.
    fn goes_on(&mut self) -> bool {
        match self.places.after_end() {
            Some((text, failed)) => {
                print_error(&(text + "\n"));
                self.failed |= failed;
                true
            }
            None => false,
        }
    }

    fn goes_on_after(&mut self, result: &InputResult) -> bool {
        self.failed |= !result.well && !result.ended;
        !result.ended || self.goes_on()
    }

    fn run_input(&mut self, text: String) -> bool {
        let result = self.run(&text);
        self.goes_on_after(&result)
    }

    /// Runs code as an input and shows what it gives.
    fn run(&mut self, text: &str) -> InputResult {
        let name = self.count(text);
        let (style, code) = (self.style, text.to_owned());
        let result = self.ask(move |process, conversation| {
            let answer = conversation.evaluate(process, &name, &code);
            let result = show(process, &answer, style);
            if matches!(answer, Answer::Value(Some(Value::Undefined))) {
                hint_at(process, conversation, code.trim());
            }
            result
        });
        let result = result.unwrap_or(InputResult::ENDED);
        self.keep(text.to_owned(), &result);
        result
    }

    /// Counts an input; gives the name that reports have for it.
    fn count(&mut self, text: &str) -> String {
        self.inputs.push(text.trim_end().to_owned());
        format!("input {}", self.inputs.len())
    }

    fn keep(&mut self, text: String, result: &InputResult) {
        if result.well {
            self.ran.push((self.places.prompt(), Ran { text, valued: result.valued }));
        }
    }

    /// Does something where inputs run; nothing where the process has ended.
    fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Process<'_>, &mut Conversation) -> T + Send + 'static,
    ) -> Option<T> {
        let place = self.places.current();
        *self.running.lock() = Running::Input(place.clone());
        let given = place.ask(work);
        *self.running.lock() = Running::Nothing;
        given
    }

    /// Runs a command of the prompt; false where the prompt ends.
    fn dot_command(&mut self, line: &str) -> bool {
        let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match self.command(name, rest.trim()) {
            Ok(Done::GoOn) => true,
            Ok(Done::Ran(result)) => self.goes_on_after(&result),
            Ok(Done::End) => false,
            Err(why) => {
                self.complain(&format!("{name}: {why}"));
                true
            }
        }
    }

    fn command(&mut self, name: &str, rest: &str) -> Result<Done, String> {
        let style = self.style;
        match name {
            ".help" => print(&help(self.libraries, rest, style)?),
            ".type" => return self.type_of(expected(rest, "expression")?),
            ".time" => return self.time(expected(rest, "code")?),
            ".all" => return self.all(if rest.is_empty() { "$_" } else { rest }),
            ".vars" => {
                let text = self.ask(move |process, conversation| variables(process, conversation, style));
                print(&text.ok_or("the process has ended")?);
            }
            ".history" => self.history(rest)?,
            ".edit" => return self.edit(rest),
            ".load" => return self.load(Path::new(expected(rest, "file name")?)).map(Done::Ran),
            ".save" => self.save(expected(rest, "file name")?)?,
            ".session" => {
                let place = self.places.described();
                let text = self.ask(move |process, _| session(process, &place, style));
                print(&text.ok_or("the process has ended")?);
            }
            ".processes" => print(&process_list(&self.places, style)),
            ".as" => {
                self.places.go(rest)?;
                print(&format!("inputs run on {}\n", self.places.described()));
            }
            ".reset" => self.reset()?,
            ".quit" | ".exit" => return Ok(Done::End),
            _ => {
                let names = DOT_COMMANDS.iter().map(|command| command.name);
                return Err(match nearest(name, names) {
                    Some(near) => format!("no such command; did you mean `{near}`?"),
                    None => "no such command; `.help` lists all".to_owned(),
                });
            }
        }
        Ok(Done::GoOn)
    }

    fn type_of(&mut self, text: &str) -> Result<Done, String> {
        let (name, text, style) = (self.count(text), text.to_owned(), self.style);
        let result = self.ask(move |process, conversation| {
            let answer = conversation.evaluate(process, &name, &text);
            match &answer {
                Answer::Value(Some(value)) => print(&(described(process, value) + "\n")),
                Answer::Value(None) => print("no value\n"),
                answer => return show(process, answer, style),
            }
            InputResult { well: true, valued: false, ended: false }
        });
        Ok(Done::Ran(result.unwrap_or(InputResult::ENDED)))
    }

    fn time(&mut self, text: &str) -> Result<Done, String> {
        let (name, text, style) = (self.count(text), text.to_owned(), self.style);
        let result = self.ask(move |process, conversation| {
            let begin = Instant::now();
            let answer = conversation.evaluate(process, &name, &text);
            let took = begin.elapsed();
            let result = show(process, &answer, style);
            print(&format!("took {}\n", duration(took)));
            result
        });
        Ok(Done::Ran(result.unwrap_or(InputResult::ENDED)))
    }

    /// `.all`: a value with everything in it.
    fn all(&mut self, text: &str) -> Result<Done, String> {
        let (name, text, style) = (self.count(text), text.to_owned(), whole(self.style));
        let given = self.ask(move |process, conversation| {
            let answer = conversation.evaluate(process, &name, &text);
            match &answer {
                Answer::Value(Some(value)) => Ok(painted(process, value, style)),
                answer => Err(show(process, answer, style)),
            }
        });
        match given {
            Some(Ok(text)) => {
                *self.running.lock() = Running::Other;
                page(&text, self.input.is_terminal());
                *self.running.lock() = Running::Nothing;
                Ok(Done::GoOn)
            }
            Some(Err(result)) => Ok(Done::Ran(result)),
            None => Ok(Done::Ran(InputResult::ENDED)),
        }
    }

    /// `.history`: the last inputs with their numbers.
    fn history(&self, rest: &str) -> Result<(), String> {
        let count = match rest {
            "" => self.inputs.len(),
            rest => rest.parse().map_err(|_| "expected how many inputs to list".to_owned())?,
        };
        let room = self.inputs.len().to_string().len();
        let mut text = String::new();
        for (index, input) in self.inputs.iter().enumerate().skip(self.inputs.len().saturating_sub(count)) {
            let further = format!("\n{}", " ".repeat(room + 2));
            text.push_str(&format!("{:>room$}  {}\n", index + 1, input.replace('\n', &further)));
        }
        print(&text);
        Ok(())
    }

    /// `.edit`: opens an input in an editor and runs what it is then.
    fn edit(&mut self, rest: &str) -> Result<Done, String> {
        let number = match rest {
            "" => self.inputs.len(),
            rest => rest.parse().map_err(|_| "expected the number of an input, as `.history` lists them")?,
        };
        let text = match (number.checked_sub(1).map(|index| self.inputs.get(index)), rest) {
            (Some(Some(text)), _) => text.clone(),
            (_, "") => String::new(),
            _ => return Err(format!("no input {number}; there are {}", self.inputs.len())),
        };
        *self.running.lock() = Running::Other;
        let edited = edited(&text);
        *self.running.lock() = Running::Nothing;
        let Some(text) = edited? else { return Ok(Done::GoOn) };
        if self.input.is_terminal() {
            print(&format!("{text}\n"));
        }
        self.input.remember(&text);
        Ok(Done::Ran(self.run(&text)))
    }

    fn load(&mut self, path: &Path) -> Result<InputResult, String> {
        let text = read_source(path).map_err(|problem| {
            let notes: String = problem.notes.iter().map(|note| format!(": {note}")).collect();
            problem.title + &notes
        })?;
        let (style, name, code) = (self.style, shown_path(path).to_string(), text.clone());
        let result = self.ask(move |process, conversation| {
            let answer = conversation.evaluate(process, &name, &code);
            show(process, &answer, style)
        });
        let result = result.unwrap_or(InputResult::ENDED);
        self.keep(text, &result);
        Ok(result)
    }

    fn save(&mut self, file: &str) -> Result<(), String> {
        let path = std::path::absolute(file).map_err(|error| error.to_string())?;
        if path.exists() && !self.saved.contains(&path) {
            return Err(format!("`{file}` already exists"));
        }
        let types = self.ask(|process, conversation| {
            let all = conversation.variables().into_iter().chain(conversation.process_variables(process));
            let open = all.filter(|view| !view.declared && view.name.starts_with('$'));
            open.map(|view| (view.name, view.type_name)).collect::<Vec<_>>()
        });
        let place = self.places.prompt();
        let inputs: Vec<&Ran> = self.ran.iter().filter(|(of, _)| *of == place).map(|(_, ran)| ran).collect();
        let text = script(&inputs, &types.unwrap_or_default(), &self.places.program.project);
        std::fs::write(&path, text).map_err(|error| format!("`{file}` cannot be written: {error}"))?;
        print(&format!("{} written to {file}\n", counted(inputs.len(), "input")));
        self.saved.insert(path);
        Ok(())
    }

    fn reset(&mut self) -> Result<(), String> {
        let program = open(self.options, self.libraries).map_err(|problem| problem.title)?;
        self.failed |= self.places.failed();
        self.places.reset(program).map_err(|error| error.to_string())?;
        self.ran.clear();
        print("reset: all processes ended\n");
        Ok(())
    }
}

/// The text of an argument.
fn expected<'t>(text: &'t str, what: &str) -> Result<&'t str, String> {
    if text.is_empty() { Err(format!("missing {what}")) } else { Ok(text) }
}

/// Shows what became of an input.
fn show(process: &mut Process<'_>, answer: &Answer, style: Style) -> InputResult {
    match answer {
        Answer::Value(None) => {}
        Answer::Value(Some(value)) => print(&painted(process, value, style)),
        Answer::Problems(problems) => problems.iter().for_each(|each| report(each, &process.program().sources)),
        Answer::Interrupted => print_error("interrupted\n"),
        Answer::Ended => {}
    }
    InputResult {
        well: matches!(answer, Answer::Value(_)),
        valued: matches!(answer, Answer::Value(Some(_))),
        ended: matches!(answer, Answer::Ended),
    }
}

/// A value, in colours where the terminal has them.
fn painted(process: &mut Process<'_>, value: &Value, style: Style) -> String {
    let text = shown_in(process, value, style);
    let is_table = text.contains('┼');
    match style.colour && !is_table {
        true => colours::coloured(&text, None, &process.program().project),
        false => text,
    }
}

/// A name that has no value may be mistyped.
fn hint_at(process: &Process<'_>, conversation: &Conversation, text: &str) {
    let is_name = |text: &str| text.chars().all(|each| each.is_alphanumeric() || each == '_' || each == ' ');
    let near = match text.strip_prefix('$') {
        Some(name) if is_name(name) => {
            let variables: Vec<String> = conversation.variables().into_iter().map(|view| view.name).collect();
            nearest(text, variables.iter().map(String::as_str)).map(str::to_owned)
        }
        None if is_name(text) => {
            let methods = process.program().project.methods().map(|method| method.name.as_str());
            let commands = fourd_catalog::commands().iter().filter(|each| each.documented).map(|each| each.name);
            let constants = fourd_catalog::constants().iter().filter(|each| each.documented).map(|each| each.name);
            let own = DOT_COMMANDS.iter().map(|command| command.name.trim_start_matches('.'));
            let near = nearest(text, methods.chain(commands).chain(constants)).map(str::to_owned);
            near.or_else(|| nearest(text, own).map(|near| format!(".{near}")))
        }
        _ => None,
    };
    if let Some(near) = near {
        print_error(&format!("`{text}` has no value: did you mean `{near}`?\n"));
    }
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
