//! The commands of the program, and how its arguments become one of them.

use crate::exit::Exit;
use crate::output::{colours, print, print_error};
use crate::{check, explain, fmt, help, repl, run, serve, test};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::ffi::OsString;
use std::path::Path;

/// The end of the help.
const EXAMPLES: &str = "\
Examples:
  fourd hello.4dm                 run a script
  fourd run . -- a b              run the project in this folder with arguments
  fourd run -e 'ALERT(\"Hello\")'   run code from the command line
  fourd serve .                   serve the project in this folder over HTTP
  fourd check                     report the mistakes in this folder
  fourd test --filter orders      run the tests with `orders` in their names
  fourd fmt --check               list the files that are not formatted
  fourd repl                      a prompt
  fourd help Split string         explain a command of the language

As tool4d:
  fourd --project Project/Shop.4DProject --startup-method main --user-param text

The book is the folder `docs` of the sources: begin with docs/README.md.
`fourd help COMMAND` tells more about a command.";

/// Runs, checks and tests code in the 4D language, headless.
///
/// fourd is an independent implementation. 4D is a trademark of 4D SAS.
#[derive(Parser)]
#[command(
    name = "fourd",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = EXAMPLES,
    override_usage = "fourd <COMMAND>\n       fourd <FILE>\n       fourd --project <FILE>"
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program does.
#[derive(Subcommand)]
#[allow(missing_docs, reason = "each has its own documentation, which is the help")]
pub enum Command {
    Run(run::RunOptions),
    Serve(serve::ServeOptions),
    Check(check::CheckOptions),
    Test(test::TestOptions),
    Fmt(fmt::FmtOptions),
    Repl(repl::ReplOptions),
    Help(help::HelpOptions),
    Explain(explain::ExplainOptions),
    Completions(CompletionsOptions),
    #[command(hide = true)]
    Reference(help::ReferenceOptions),
}

/// Writes what a shell needs to complete commands and options.
///
/// For bash: `fourd completions bash > ~/.local/share/bash-completion/completions/fourd`
#[derive(Args)]
pub struct CompletionsOptions {
    /// The shell
    pub shell: Shell,
}

/// Writes the completions of a shell.
pub fn completions(options: &CompletionsOptions) -> Exit {
    let mut written = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "fourd", &mut written);
    print(&String::from_utf8_lossy(&written));
    Exit::Success
}

/// What the arguments ask for. Where the first one is no command but a file, it is run: `fourd hello.4dm`.
///
/// # Errors
/// There is nothing left to do; how the program ends.
pub fn arguments(written: Vec<OsString>) -> Result<Arguments, Exit> {
    // To describe all commands with their options takes a good part of a short run, so it is done once.
    let known = Arguments::command();
    let written = with_command(written, &known);
    parsed(known, written)
}

/// The arguments with the command `run` where the first one is no command but a file.
fn with_command(mut arguments: Vec<OsString>, known: &clap::Command) -> Vec<OsString> {
    let Some(first) = arguments.get(1) else { return arguments };
    let is_command = known.find_subcommand(first).is_some();
    let path = Path::new(first);
    let is_code = path
        .extension()
        .is_some_and(|extension| ["4dm", "4DProject"].iter().any(|known| extension.eq_ignore_ascii_case(known)));
    let is_option = first.to_string_lossy().starts_with('-');
    if !is_command && !is_option && (is_code || path.exists()) {
        arguments.insert(1, "run".into());
    }
    arguments
}

/// Whether this is an option of the command `run`.
fn is_option_of_run(written: &str) -> bool {
    let command = Arguments::command();
    let Some(run) = command.find_subcommand("run") else { return false };
    let name = written.split('=').next().unwrap_or(written);
    run.get_arguments().filter(|option| !option.is_hide_set()).any(|option| {
        let long = option.get_long().is_some_and(|long| name.strip_prefix("--") == Some(long));
        let short = option
            .get_short()
            .is_some_and(|short| name.strip_prefix('-').is_some_and(|rest| rest.len() == 1 && rest.starts_with(short)));
        long || short
    })
}

/// The arguments as their command takes them. Help and mistakes are written here; how the program ends then.
///
/// # Errors
/// There is nothing left to do.
pub fn parsed<A: Parser>(mut known: clap::Command, arguments: Vec<OsString>) -> Result<A, Exit> {
    let first = arguments.get(1).map(|first| first.to_string_lossy().into_owned()).unwrap_or_default();
    let found = known.try_get_matches_from_mut(arguments);
    let taken = found.and_then(|found| A::from_arg_matches(&found).map_err(|problem| problem.format(&mut known)));
    taken.map_err(|problem| {
        let (text, to_error) = (problem.render(), problem.use_stderr());
        let colour = if to_error { colours(&std::io::stderr()) } else { colours(&std::io::stdout()) };
        let mut text = if colour { text.ansi().to_string() } else { text.to_string() };
        if problem.kind() == ErrorKind::UnknownArgument && is_option_of_run(&first) {
            text.push_str(&format!("\n  tip: `{first}` is an option of `run`: write `fourd run {first} …`\n"));
        }
        match to_error {
            true => print_error(&text),
            false => print(&text),
        }
        if problem.exit_code() == 0 { Exit::Success } else { Exit::Usage }
    })
}
