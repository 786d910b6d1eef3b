//! `fourd repl`: a prompt that runs what is typed and shows what it gives.

use crate::Exit;
use crate::output::{print, print_error, report};
use crate::repl_input::{Input, Reply};
use crate::system_options::SystemOptions;
use clap::Args;
use fourd_project::Project;
use fourd_runtime::domain::Domain;
use fourd_runtime::interactive::{Answer, Conversation, wait_for_input};
use fourd_runtime::machine::{Machine, ProcessRecord};
use fourd_runtime::world::World;
use fourd_runtime::{Process, Program};
use fourd_source::{Diagnostic, SourceMap};
use fourd_syntax::needs_more;
use fourd_syntax::tree::CodeKind;
use fourd_value::Text;
use fourd_value::literal::literal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What stands before a line, and before the further lines of a block.
const PROMPT: &str = "4D> ";
const GOES_ON: &str = "  … ";

/// The exit status after Ctrl-C where nobody types, as shells have it.
const INTERRUPTED: i32 = 130;

/// Runs what is typed, line by line, and shows the values.
///
/// An expression shows its value as 4D writes it. Blocks go over several lines. Local variables live until the prompt
/// ends. Ctrl-C interrupts running code, Ctrl-D ends the prompt. Where standard input is not a terminal, its lines are
/// run in the same way, and nothing but their output is written.
#[derive(Args)]
pub struct ReplOptions {
    /// A script, a `.4DProject` file or a folder, whose methods and classes can be used
    pub path: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub system: SystemOptions,
}

/// Runs a prompt to its end.
pub fn repl(options: &ReplOptions) -> Exit {
    let sources = SourceMap::new();
    let project = match options.path.as_ref().map_or_else(|| Ok(Project::empty()), Project::open_folder) {
        Ok(project) => project,
        Err(problem) => {
            report(&problem, &sources);
            return Exit::Usage;
        }
    };
    for problem in project.problems().iter().chain(project.component_problems()) {
        report(problem, &sources);
    }
    options.system.apply(&project);
    let program = Program::new(project, fourd_commands::commands(), fourd_commands::classes(), None);
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let domain = Domain::new(program, machine.clone());
    let record = machine.add_process(Text::from("Application process"), false, false, machine.session.clone());
    domain.set_main(record.identity);
    let running = Arc::new(AtomicBool::new(false));
    interrupt(machine.clone(), record.clone(), running.clone());
    domain.start(record, Box::new(move |process| converse(process, &machine, &running)));
    match domain.run() {
        Ok(()) => Exit::Success,
        Err(error) => {
            let title = "The operating system gives no memory for a process";
            report(&Diagnostic::error("runtime::stack", title).note(error.to_string()), &sources);
            Exit::Failure
        }
    }
}

/// Ctrl-C ends what the prompt runs. While it waits for a line the terminal reports the key itself.
fn interrupt(machine: Arc<Machine>, record: Arc<ProcessRecord>, running: Arc<AtomicBool>) {
    let installed = ctrlc::set_handler(move || {
        if running.load(Ordering::SeqCst) {
            machine.abort(&record);
        } else {
            std::process::exit(INTERRUPTED);
        }
    });
    if installed.is_err() {
        // Without a handler Ctrl-C ends the program.
    }
}

fn converse(process: &mut Process<'_>, machine: &Arc<Machine>, running: &AtomicBool) {
    let bell = machine.clone();
    let input = Input::start(move || bell.signal());
    if input.terminal {
        print(concat!("fourd ", env!("CARGO_PKG_VERSION"), " - Ctrl-D ends\n"));
    }
    let mut conversation = Conversation::default();
    let mut typed = String::new();
    let mut in_brackets = false;
    loop {
        input.ask(if typed.is_empty() { PROMPT } else { GOES_ON });
        let mut reply = None;
        if !wait_for_input(process, || {
            reply = reply.take().or_else(|| input.reply());
            reply.is_some()
        }) {
            return;
        }
        let ends = match reply {
            Some(Reply::Line(line)) => {
                // An expression goes on in the next line only behind a `\`, which need not be typed in open brackets; an
                // empty line gives the brackets up.
                let given_up = std::mem::take(&mut in_brackets) && line.trim().is_empty();
                typed.push_str(&line);
                if !given_up && needs_more(&typed) {
                    in_brackets = bracket_is_open(&typed);
                    typed.push_str(if in_brackets { " \\\n" } else { "\n" });
                    continue;
                }
                if given_up {
                    typed.truncate(typed.trim_end_matches(" \\\n").len());
                }
                false
            }
            Some(Reply::Interrupted) => {
                typed.clear();
                in_brackets = false;
                continue;
            }
            Some(Reply::Failed(why)) => {
                let problem = Diagnostic::error("repl::input", "Standard input cannot be read").note(why);
                report(&problem, &process.domain.program.sources);
                true
            }
            Some(Reply::End) | None => true,
        };
        let text = std::mem::take(&mut typed);
        if !text.trim().is_empty() {
            if input.terminal {
                input.remember(text.trim_end());
            }
            running.store(true, Ordering::SeqCst);
            let answer = conversation.evaluate(process, &text);
            running.store(false, Ordering::SeqCst);
            if !show(process, &answer) {
                return;
            }
        }
        if ends {
            return;
        }
    }
}

fn bracket_is_open(text: &str) -> bool {
    let sources = SourceMap::new();
    let parsed = fourd_syntax::parse(sources.add("input", text.to_owned()), text, CodeKind::Method);
    parsed.diagnostics.iter().any(|problem| problem.name == "syntax::unclosed-bracket")
}

/// Shows what became of an input; false where the prompt ends.
fn show(process: &Process<'_>, answer: &Answer) -> bool {
    match answer {
        Answer::Value(None) => {}
        Answer::Value(Some(value)) => print(&(literal(value) + "\n")),
        Answer::Problems(problems) => problems.iter().for_each(|each| report(each, &process.domain.program.sources)),
        Answer::Interrupted => print_error("interrupted\n"),
        Answer::Ended => return false,
    }
    true
}
