//! External processes, and the environment variables that they get.

use super::common::Operand;
use crate::started;
use fourd_macros::command;
use fourd_runtime::access;
use fourd_runtime::background::Notifier;
use fourd_runtime::command::{Argument, Arguments, FromArgument};
use fourd_runtime::surroundings;
use fourd_runtime::{Process, fault, scheduler};
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error, memory};
use parking_lot::Mutex;
use std::cell::{Cell, RefCell};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

/// How the next external process of a process is to be launched.
#[derive(Default)]
struct LaunchOptions {
    /// Its current folder.
    directory: RefCell<Option<String>>,
    /// Whether the process goes on without waiting for it.
    asynchronous: Cell<bool>,
}

/// Sets an environment variable for external processes; the empty text takes the setting back. Three names are options of
/// the next `LAUNCH EXTERNAL PROCESS` of the same process: `_4D_OPTION_CURRENT_DIRECTORY`,
/// `_4D_OPTION_BLOCKING_EXTERNAL_PROCESS` and, without effect here, `_4D_OPTION_HIDE_CONSOLE`.
#[command(812, "SET ENVIRONMENT VARIABLE", thread_safe)]
fn set_environment_variable(process: &mut Process<'_>, name: &Text, value: &Text) -> Result<(), Error> {
    let (name, value) = (name.to_cow().into_owned(), value.to_cow().into_owned());
    if name.is_empty() || name.contains(['=', '\0']) || value.contains('\0') {
        return Err(Error::with(error::NAME_EXPECTED, format!("`{name}` is no name of an environment variable")));
    }
    let settings = &process.machine().settings;
    let launch = process.state.get::<LaunchOptions>();
    match &*name {
        "_4D_OPTION_CURRENT_DIRECTORY" => {
            *launch.directory.borrow_mut() = (!value.is_empty()).then_some(value);
        }
        "_4D_OPTION_BLOCKING_EXTERNAL_PROCESS" if value.is_empty() => {}
        "_4D_OPTION_BLOCKING_EXTERNAL_PROCESS" => {
            launch.asynchronous.set(value.eq_ignore_ascii_case("false"));
        }
        "_4D_OPTION_HIDE_CONSOLE" => {}
        _ if value.is_empty() => {
            settings.environment.lock().remove(&name);
        }
        _ => {
            settings.environment.lock().insert(name, value);
        }
    }
    Ok(())
}

/// The parts of a command line: blanks separate, quotes of both kinds and backslashes hold together. On Windows a
/// backslash is part of a path.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        match (character, quote) {
            (_, Some(open)) if character == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            ('\\', None | Some('"')) if !cfg!(windows) => match rest.next() {
                Some(next) if quote.is_some() && !matches!(next, '"' | '\\') => {
                    word.get_or_insert_default().extend(['\\', next]);
                }
                Some(next) => word.get_or_insert_default().push(next),
                None => word.get_or_insert_default().push('\\'),
            },
            (_, None) if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// How much of what an external process writes is kept, its output and its errors each, in bytes.
pub(crate) const MAX_OUTPUT: usize = 1 << 30;

/// Reads a stream to its end on a thread of its own. `None` is given where there is more than can be kept; the external
/// process then finds the stream closed.
fn reader(stream: Option<impl Read + Send + 'static>) -> Option<JoinHandle<Option<Vec<u8>>>> {
    let mut stream = stream?;
    let read = move || {
        let mut bytes = Vec::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return Some(bytes),
                Ok(count) => {
                    if bytes.len() + count > MAX_OUTPUT || bytes.try_reserve(count).is_err() {
                        return None;
                    }
                    bytes.extend_from_slice(buffer.get(..count).unwrap_or_default());
                }
                Err(failure) if failure.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => return Some(bytes),
            }
        }
    };
    surroundings::spawn("output of an external process", read).ok()
}

/// What an external process has written to its output and its errors when it has ended.
type Outputs = [Option<Vec<u8>>; 2];

/// Lets the other 4D processes run until the external one has ended; `None` where the 4D process must end before.
fn wait(process: &mut Process<'_>, mut child: Child, span: Span) -> Option<Outputs> {
    const LONGEST: Duration = Duration::from_millis(20);
    let readers = [reader(child.stdout.take()), reader(child.stderr.take())];
    let child = Arc::new(Mutex::new(child));
    let done: Arc<Mutex<Option<Outputs>>> = Arc::default();
    let (watched, result, notifier) = (child.clone(), done.clone(), Notifier::new(process));
    let awaited = notifier.awaited();
    let watch_child = move || {
        let mut pause = Duration::from_micros(500);
        while matches!(watched.lock().try_wait(), Ok(None)) {
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST);
        }
        started::ended(&watched.lock());
    };
    let watch = move || {
        let output = |reader: JoinHandle<Option<Vec<u8>>>| reader.join().ok().flatten();
        let outputs = fault::guard(notifier.world(), "an external process", || {
            watch_child();
            Ok(readers.map(|reader| reader.map_or(Some(Vec::new()), output)))
        });
        *result.lock() = Some(outputs.unwrap_or_default());
        notifier.notify();
    };
    let watching = surroundings::spawn("external process", watch).is_ok();
    if !watching || !scheduler::wait(process, None, || awaited.clone(), span, || done.lock().is_some()) {
        started::end(&mut child.lock());
        return None;
    }
    done.lock().take()
}

/// The streams that were passed: input, output and errors.
#[derive(Default)]
struct Streams {
    input: Option<Operand>,
    output: Option<Operand>,
    errors: Option<Operand>,
    /// A number at the end takes the identifier of the process.
    identifier: Option<Operand>,
}

impl Streams {
    fn take(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let mut operands = Vec::new();
        while arguments.remaining() > 0 {
            if matches!(arguments.peek(), Some(Argument::Omitted)) {
                arguments.take();
                operands.push(None);
            } else {
                operands.push(Some(Operand::from_argument(process, arguments)?));
            }
        }
        let mut streams = Self::default();
        let last_is_number =
            operands.last().is_some_and(|last| last.as_ref().is_some_and(|last| matches!(last.value, Value::Real(_))));
        if last_is_number {
            streams.identifier = operands.pop().flatten();
        }
        if operands.len() > 3 {
            return Err(Error::with(error::ARGUMENTS_TOO_MANY, "There are more streams than the command takes"));
        }
        let mut operands = operands.into_iter();
        streams.input = operands.next().flatten();
        streams.output = operands.next().flatten();
        streams.errors = operands.next().flatten();
        Ok(streams)
    }
}

/// The rest of the arguments, each a value or a place.
struct RestOperands(Streams);

impl FromArgument for RestOperands {
    const MODE: fourd_runtime::command::Mode = fourd_runtime::command::Mode::Location;

    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        Streams::take(process, arguments).map(Self)
    }
}

/// Starts a program with arguments, without a shell: blanks separate the arguments, quotes hold them together. A text or
/// Blob is its input; variables take its output and its errors, and an Integer variable at the end its identifier. Other
/// 4D processes run while the program is waited for. `OK` is 1 where the program could be started, whatever its result.
/// A program that writes more than 1 GB to its output or its errors is an error.
#[command(811, "LAUNCH EXTERNAL PROCESS", thread_safe, effects(programs))]
fn launch_external_process(
    process: &mut Process<'_>,
    file_name: &Text,
    streams: RestOperands,
    span: Span,
) -> Result<(), Error> {
    let line = file_name.to_cow().into_owned();
    access::start_program(words(&line).first().map_or("", |program| program))?;
    let streams = streams.0;
    let input = streams.input.as_ref().map(Operand::bytes).transpose()?.unwrap_or_default();
    let settings = &process.machine().settings;
    let launch = process.state.get::<LaunchOptions>();
    let (directory, asynchronous) = (launch.directory.take(), launch.asynchronous.take());
    let mut words = words(&line).into_iter();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).envs(settings.environment.lock().iter());
    command.stdin(Stdio::piped());
    if asynchronous {
        command.stdout(Stdio::null()).stderr(Stdio::null());
    } else {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
    }
    let mut child = match started::start(&mut command, directory.as_deref().map(Path::new)) {
        Ok(child) => child,
        Err(failure) => {
            process.set_named("OK", Value::integer(0));
            return access::as_denied(&failure).map_or(Ok(()), Err);
        }
    };
    if let Some(place) = streams.identifier.as_ref().and_then(|identifier| identifier.place.as_ref()) {
        process.write(place, Value::integer(i64::from(child.id())), span);
    }
    if let Some(mut stdin) = child.stdin.take() {
        // A program that reads nothing must not hold up the 4D process.
        let write = move || {
            let _ = stdin.write_all(&input);
        };
        let _ = surroundings::spawn("input of an external process", write);
    }
    if asynchronous {
        // Somebody has to take note of its end.
        let _ = surroundings::spawn("external process", move || {
            let _ = child.wait();
            started::ended(&child);
        });
        process.set_named("OK", Value::integer(1));
        return Ok(());
    }
    let Some([output, errors]) = wait(process, child, span) else { return Ok(()) };
    let (Some(output), Some(errors)) = (output, errors) else {
        process.set_named("OK", Value::integer(0));
        let text = format!("The external process writes more than {} MB", MAX_OUTPUT >> 20);
        return Err(Error::with(error::MEMORY_FULL, text));
    };
    for (stream, bytes) in [(streams.output, output), (streams.errors, errors)] {
        if let Some(stream) = stream {
            memory::expect(bytes.len().saturating_mul(3))?;
            stream.write(process, bytes, span)?;
        }
    }
    process.set_named("OK", Value::integer(1));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_lines() {
        assert_eq!(words("/bin/ls -l  /Users"), ["/bin/ls", "-l", "/Users"]);
        assert_eq!(words(r#"a "b c" 'd "e' f"g h"i """#), ["a", "b c", "d \"e", "fg hi", ""]);
        assert!(words("  ").is_empty());
        #[cfg(not(windows))]
        assert_eq!(words(r#"a\ b "c\"d\n" 'e\f'"#), ["a b", r#"c"d\n"#, r"e\f"]);
    }
}
