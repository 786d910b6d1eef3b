//! `4D.SystemWorker` ([API](https://developer.4d.com/docs/API/SystemWorkerClass)): an external process that runs beside the 4D
//! process, which writes to it and gets what it writes. Callbacks run in the 4D process that made the worker, while it
//! waits for one.

use super::asynchronous;
use super::blob::bytes_of;
use super::item::{self, Item};
use crate::file_system::location::Location;
use crate::started;
use crate::string::character_set::CharacterSet;
use crate::string::conversion::plain_text;
use crate::tools::external;
use crate::tools::external::MAX_OUTPUT;
use fourd_macros::class;
use fourd_runtime::access;
use fourd_runtime::background::{self, Background, Notifier};
use fourd_runtime::command::Arguments;
use fourd_runtime::listening;
use fourd_runtime::waiting::Key;
use fourd_runtime::{Process, classes, fault, function};
use fourd_source::Span;
use fourd_value::{Blob, Collection, Error, Object, Text, Value, error};
use parking_lot::Mutex;
use std::cell::{Cell, RefCell};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

/// How long the output is waited for once the process has ended: something that it started may have it open still.
const GRACE: Duration = Duration::from_secs(1);

/// What the threads around an external process tell.
#[derive(Default)]
struct State {
    output: Vec<u8>,
    errors: Vec<u8>,
    /// How many streams are open.
    streams: usize,
    /// The process has ended, and with which code.
    ended: Option<Option<i32>>,
    /// It was made to end.
    killed: bool,
    /// No object refers to the worker any more: what the process writes is of no use.
    unwanted: bool,
    /// What the system could not do.
    failure: Option<String>,
}

/// A system worker.
struct SystemWorker {
    line: Text,
    directory: Option<Location>,
    binary: bool,
    encoding: Text,
    set: CharacterSet,
    timeout: Option<f64>,
    hidden: Cell<bool>,
    pid: u32,
    options: Option<Object>,
    child: Arc<Mutex<Child>>,
    state: Arc<Mutex<State>>,
    input: RefCell<Option<Sender<Vec<u8>>>>,
    /// How much of output and errors the callbacks have got.
    delivered: Cell<(usize, usize)>,
    /// The last callback has run.
    done: Cell<bool>,
    /// A callback of the worker runs.
    calling: Cell<bool>,
    /// Wakes those who wait for what the external process does.
    notifier: Notifier,
}

/// What lets the 4D process listen to a worker.
struct Listening {
    worker: Object,
    key: Key,
}

impl Background for Listening {
    fn has_news(&self) -> bool {
        self.worker.native_data::<SystemWorker>().is_some_and(|worker| !worker.calling.get() && worker.has_news())
    }

    fn is_over(&self) -> bool {
        self.worker.native_data::<SystemWorker>().is_none_or(|worker| worker.done.get())
    }

    fn key(&self) -> Key {
        self.key
    }

    fn run(&self, process: &mut Process<'_>, span: Span) {
        run_callbacks(process, &self.worker, span);
    }
}

fn worker_of(this: &Value) -> Result<&SystemWorker, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<SystemWorker>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.SystemWorker"))
}

/// What the options say.
#[derive(Default)]
struct Settings {
    binary: bool,
    encoding: Option<Text>,
    timeout: Option<f64>,
    variables: Vec<(String, String)>,
    directory: Option<Location>,
    visible: bool,
}

impl Settings {
    fn read(process: &mut Process<'_>, options: &Object, span: Span) -> Result<Settings, Error> {
        let mut property = |name: &str| process.get_property(options, &Text::from(name), span);
        let mut settings = Settings::default();
        if let Value::Text(kind) = property("dataType") {
            settings.binary = match &*kind.to_cow().to_ascii_lowercase() {
                "blob" => true,
                "text" | "" => false,
                other => {
                    let text = format!("`dataType`: expected `text` or `blob`, found `{other}`");
                    return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
                }
            };
        }
        if let Value::Text(encoding) = property("encoding") {
            if CharacterSet::named(&encoding.to_cow()).is_none() {
                let text = format!("`encoding`: there is no character set `{encoding}`");
                return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
            }
            settings.encoding = Some(encoding);
        }
        settings.timeout = property("timeout").as_real().filter(|seconds| *seconds > 0.0);
        settings.visible = property("hideWindow").as_boolean() == Some(false);
        let (directory, variables) = (property("currentDirectory"), property("variables"));
        if !matches!(directory, Value::Undefined | Value::Null) {
            let folder = item::location_of(&directory).map_err(|_| {
                let text = format!("`currentDirectory`: expected a folder, found {}", directory.type_name());
                Error::with(error::INCOMPATIBLE_TYPES, text)
            })?;
            settings.directory = Some(folder.clone());
        }
        if let Value::Object(variables) = variables {
            for (name, value) in variables.entries() {
                let value = plain_text(&value).map_err(|_| {
                    let text = format!("`variables.{name}`: a value of type {} is no text", value.type_name());
                    Error::with(error::INCOMPATIBLE_TYPES, text)
                })?;
                let (name, value) = (name.to_cow().into_owned(), value.to_cow().into_owned());
                if name.is_empty() || name.contains(['=', '\0']) || value.contains(['=', '\0']) {
                    let text = format!("`{name}` is no environment variable, or its value contains `=`");
                    return Err(Error::with(error::NAME_EXPECTED, text));
                }
                settings.variables.push((name, value));
            }
        }
        Ok(settings)
    }
}

/// Starts a thread; a fault in it is a failure of the external process.
fn thread(notifier: &Notifier, state: &Arc<Mutex<State>>, name: &str, run: impl FnOnce() + Send + 'static) -> bool {
    let (state, own) = (state.clone(), notifier.clone());
    let work = move || {
        let ran = fault::guard(own.world(), "a system worker", || {
            run();
            Ok(())
        });
        if let Err(problem) = ran {
            let mut state = state.lock();
            state.failure = Some(problem.message.to_cow().into_owned());
            state.streams = 0;
            state.ended.get_or_insert(None);
            drop(state);
            own.notify();
        }
    };
    fault::start_thread(notifier.world(), name, work).is_ok()
}

/// Reads a stream to its end.
fn read_stream(mut stream: impl Read, state: &Mutex<State>, notifier: &Notifier, errors: bool) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                let mut state = state.lock();
                if state.unwanted {
                    continue;
                }
                let all = if errors { &mut state.errors } else { &mut state.output };
                if all.len() + count > MAX_OUTPUT || all.try_reserve(count).is_err() {
                    state.failure = Some("The external process writes more than can be kept".to_owned());
                    break;
                }
                all.extend_from_slice(buffer.get(..count).unwrap_or_default());
            }
            Err(failure) if failure.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(failure) => {
                state.lock().failure = Some(failure.to_string());
                break;
            }
        }
        notifier.notify();
    }
    let mut state = state.lock();
    state.streams = state.streams.saturating_sub(1);
    drop(state);
    notifier.notify();
}

/// Takes note of the end of the external process, and ends it when its time is over.
fn watch(child: &Mutex<Child>, state: &Mutex<State>, notifier: &Notifier, timeout: Option<Duration>) {
    const LONGEST: Duration = Duration::from_millis(20);
    let begin = Instant::now();
    let mut pause = Duration::from_micros(500);
    let code = loop {
        let found = {
            let mut child = child.lock();
            if timeout.is_some_and(|timeout| begin.elapsed() >= timeout) {
                let _ = child.kill();
                state.lock().killed = true;
            }
            child.try_wait()
        };
        match found {
            Ok(Some(status)) => {
                started::ended(&child.lock());
                break status.code();
            }
            Ok(None) => {}
            Err(failure) => {
                state.lock().failure = Some(failure.to_string());
                break None;
            }
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(LONGEST);
    };
    let ended = Instant::now();
    while state.lock().streams > 0 && ended.elapsed() < GRACE {
        std::thread::sleep(Duration::from_millis(1));
    }
    state.lock().ended = Some(code);
    notifier.notify();
}

impl Drop for SystemWorker {
    fn drop(&mut self) {
        // The external process goes on. Its output is read all the same, or writing would end it, but not kept.
        let mut state = self.state.lock();
        state.unwanted = true;
        state.output = Vec::new();
        state.errors = Vec::new();
    }
}

impl SystemWorker {
    /// Bytes as the data type has them.
    fn data(&self, process: &mut Process<'_>, bytes: &[u8]) -> Value {
        if self.binary {
            return process.blob_object(&Blob::new(bytes.to_vec()));
        }
        Value::Text(self.set.decode(bytes))
    }

    /// How many of these bytes make whole characters.
    fn whole(&self, bytes: &[u8], ended: bool) -> usize {
        if self.binary || ended || !matches!(self.set, CharacterSet::Utf8) {
            return bytes.len();
        }
        match std::str::from_utf8(bytes) {
            Err(failure) if failure.error_len().is_none() => failure.valid_up_to(),
            _ => bytes.len(),
        }
    }

    fn has_ended(&self) -> bool {
        self.state.lock().ended.is_some()
    }

    /// The worker, of which the code sees what it has done so far.
    fn looked_at(&self, process: &Process<'_>) -> &Self {
        if !self.has_ended() {
            process.look_outside();
        }
        self
    }

    /// Whether there is something for callbacks.
    fn has_news(&self) -> bool {
        let state = self.state.lock();
        let (output, errors) = self.delivered.get();
        !self.done.get() && (state.ended.is_some() || state.output.len() > output || state.errors.len() > errors)
    }
}

/// Calls a callback of a worker if there is one; its parameters are the worker and a description.
fn call(process: &mut Process<'_>, object: &Object, name: &str, kind: &str, data: Option<Value>, span: Span) {
    let Some(options) = object.native_data::<SystemWorker>().and_then(|worker| worker.options.clone()) else { return };
    let name = Text::from(name);
    let found = process.get_property(&options, &name, span);
    if process.attention || matches!(found, Value::Undefined | Value::Null) {
        return;
    }
    let Some(callback) = process.function_of(&found, &name, span) else { return };
    let info = Object::new();
    info.put("type", Value::text(kind));
    if let Some(data) = data {
        info.put("data", data);
    }
    let parameters = vec![Value::Object(object.clone()), Value::Object(info)];
    function::invoke(process, &callback, Some(Value::Object(options)), parameters, span);
}

/// Runs the callbacks of a worker that are due.
fn run_callbacks(process: &mut Process<'_>, object: &Object, span: Span) {
    let Some(worker) = object.native_data::<SystemWorker>() else { return };
    if worker.done.get() || worker.calling.replace(true) {
        return;
    }
    let (output, errors, ended, failure) = {
        let state = worker.state.lock();
        let (output, errors) = worker.delivered.get();
        let ended = state.ended.is_some();
        let new = |all: &[u8], delivered: usize| {
            let new = all.get(delivered..).unwrap_or_default();
            new.get(..worker.whole(new, ended)).unwrap_or_default().to_vec()
        };
        (new(&state.output, output), new(&state.errors, errors), ended, state.failure.is_some())
    };
    let delivered = worker.delivered.get();
    worker.delivered.set((delivered.0 + output.len(), delivered.1 + errors.len()));
    for (bytes, name, kind) in [(output, "onData", "data"), (errors, "onDataError", "error")] {
        if !bytes.is_empty() && !process.attention {
            let data = worker.data(process, &bytes);
            call(process, object, name, kind, Some(data), span);
        }
    }
    if ended {
        worker.done.set(true);
        let (name, kind) = if failure { ("onError", "error") } else { ("onResponse", "response") };
        if !process.attention {
            call(process, object, name, kind, None, span);
        }
        if !process.attention {
            call(process, object, "onTerminate", "termination", None, span);
        }
    }
    worker.calling.set(false);
}

/// An external process.
#[class("SystemWorker", native)]
impl SystemWorker {
    /// Starts a program without a shell: blanks separate its arguments, quotes hold them together. Options are a data type and
    /// encoding, a time limit, environment variables, a folder, and callbacks.
    #[constructor(effects(programs))]
    fn new(process: &mut Process<'_>, line: Text, options: Option<Object>, span: Span) -> Result<Value, Error> {
        access::start_program(external::words(&line.to_cow()).first().map_or("", |program| program))?;
        let settings = match &options {
            Some(options) => Settings::read(process, options, span)?,
            None => Settings::default(),
        };
        let encoding = settings.encoding.unwrap_or_else(|| Text::from("UTF-8"));
        let set = CharacterSet::named(&encoding.to_cow()).unwrap_or(CharacterSet::Utf8);
        let shown = line.to_cow();
        let mut words = external::words(&shown).into_iter();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.envs(process.machine().settings.environment.lock().iter()).envs(settings.variables);
        let directory = settings.directory.as_ref().map(Location::disk);
        let mut child =
            started::start(&mut command, directory.as_deref()).map_err(|failure| {
                match access::as_denied(&failure) {
                    Some(denied) => denied,
                    None => Error::with(error::FILE_MISSING, format!("`{shown}` could not be started: {failure}")),
                }
            })?;
        let pid = child.id();
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let child = Arc::new(Mutex::new(child));
        let state = Arc::new(Mutex::new(State { streams: 2, ..State::default() }));
        let notifier = Notifier::new(process);
        let key = notifier.key();
        let (sender, receiver) = channel::<Vec<u8>>();
        if let Some(mut stdin) = stdin {
            thread(&notifier, &state, "input of a system worker", move || {
                // The end of the channel closes the stream.
                while let Ok(bytes) = receiver.recv() {
                    if stdin.write_all(&bytes).and_then(|()| stdin.flush()).is_err() {
                        break;
                    }
                }
            });
        }
        let mut running = true;
        if let (Some(stdout), Some(stderr)) = (stdout, stderr) {
            let (output_state, output_notifier) = (state.clone(), notifier.clone());
            let (error_state, error_notifier) = (state.clone(), notifier.clone());
            running &= thread(&notifier, &state, "output of a system worker", move || {
                read_stream(stdout, &output_state, &output_notifier, false);
            });
            running &= thread(&notifier, &state, "errors of a system worker", move || {
                read_stream(stderr, &error_state, &error_notifier, true);
            });
        }
        let limit = settings.timeout.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let (watched, watched_state, watching) = (child.clone(), state.clone(), notifier.clone());
        running &=
            thread(&notifier, &state, "system worker", move || watch(&watched, &watched_state, &watching, limit));
        if !running {
            let _ = child.lock().kill();
            return Err(Error::with(error::MEMORY_FULL, "The system starts no further thread"));
        }
        let worker = SystemWorker {
            line: line.clone(),
            directory: settings.directory,
            binary: settings.binary,
            encoding,
            set,
            timeout: settings.timeout,
            hidden: Cell::new(!settings.visible),
            pid,
            options: options.clone(),
            child,
            state,
            input: RefCell::new(Some(sender)),
            delivered: Cell::new((0, 0)),
            done: Cell::new(false),
            calling: Cell::new(false),
            notifier,
        };
        let Some(class) = classes::built_in(process, CLASS.name) else { return Ok(Value::Null) };
        let object = Object::native(&class, worker);
        if options.is_some() {
            background::begin(process, Rc::new(Listening { worker: object.clone(), key }));
        }
        Ok(Value::Object(object))
    }

    /// Closes the input of the external process once everything is written.
    #[function]
    fn close_input(&self) {
        self.input.borrow_mut().take();
    }

    /// Writes a text (in the worker's encoding) or the bytes of a Blob to the external process.
    #[function]
    fn post_message(&self, _process: &mut Process<'_>, message: Value) -> Result<(), Error> {
        let bytes = match (&message, bytes_of(&message)) {
            (Value::Text(text), _) => self.set.encode(text),
            (Value::Undefined, _) => Vec::new(),
            (_, Some(blob)) => blob.to_vec(),
            (other, None) => {
                let text = format!("Argument 1: expected a text or a Blob, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
        };
        // A process that has ended reads nothing more.
        if let Some(input) = &*self.input.borrow() {
            let _ = input.send(bytes);
        }
        Ok(())
    }

    /// Makes the external process end, without waiting for it.
    #[function]
    fn terminate(&self) {
        if !self.has_ended() {
            self.state.lock().killed = true;
            let _ = self.child.lock().kill();
        }
        self.input.borrow_mut().take();
    }

    /// Waits until the worker has ended and its callbacks have run, at most for a number of seconds; callbacks of all that goes
    /// on for the process run meanwhile. Gives the worker.
    #[function]
    fn wait(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let until = asynchronous::time_limit(process, arguments)?;
        let worker = worker_of(this)?;
        // Inside one of its own callbacks, the others cannot run before that returns.
        let done = || worker.has_ended() && (worker.options.is_none() || worker.done.get() || worker.calling.get());
        listening::wait(process, until, arguments.span, worker.notifier.key(), done);
        Ok(this.clone())
    }

    /// The command line.
    #[getter]
    fn command_line(&self) -> Text {
        self.line.clone()
    }

    /// The folder in which the external process runs.
    #[getter]
    fn current_directory(&self, process: &mut Process<'_>) -> Value {
        let location = match &self.directory {
            Some(location) => Some(location.clone()),
            None => access::host()
                .environment()
                .current_folder()
                .ok()
                .and_then(|path| Location::on_disk(&crate::file_system::syntax::posix_of(&path))),
        };
        item::object_or_null(process, location.map(Item::Folder))
    }

    /// `text` or `blob`.
    #[getter]
    fn data_type(&self) -> Value {
        Value::text(if self.binary { "blob" } else { "text" })
    }

    /// The encoding of texts; undefined for Blobs.
    #[getter]
    fn encoding(&self) -> Value {
        if self.binary { Value::Undefined } else { Value::Text(self.encoding.clone()) }
    }

    /// What the system could not do, as a collection; undefined without errors.
    #[getter]
    fn errors(&self) -> Result<Value, Error> {
        let Some(failure) = self.state.lock().failure.clone() else { return Ok(Value::Undefined) };
        let problem = Error::with(error::INPUT_OUTPUT, failure);
        let entry = Object::new();
        entry.put("errorCode", Value::integer(problem.code));
        entry.put("message", Value::Text(problem.message));
        entry.put("componentSignature", Value::text(problem.component));
        Ok(Value::Collection(Collection::new(vec![Value::Object(entry)])))
    }

    /// The code with which the external process ended; undefined before, and where it did not end by itself.
    #[getter]
    fn exit_code(&self, process: &mut Process<'_>) -> Value {
        let code = self.looked_at(process).state.lock().ended.flatten();
        code.map_or(Value::Undefined, |code| Value::integer(i64::from(code)))
    }

    /// Whether the window of the external process is hidden.
    #[getter]
    fn hide_window(&self) -> bool {
        self.hidden.get()
    }

    /// Sets whether the window of the program is hidden, which nothing does here.
    #[setter]
    fn set_hide_window(&self, hidden: bool) {
        self.hidden.set(hidden);
    }

    /// The system's number of the external process.
    #[getter]
    fn pid(&self) -> i64 {
        i64::from(self.pid)
    }

    /// All that the external process has written, as a text or Blob.
    #[getter]
    fn response(&self, process: &mut Process<'_>) -> Value {
        let worker = self.looked_at(process);
        let bytes = worker.state.lock().output.clone();
        worker.data(process, &bytes)
    }

    /// All errors that the external process has written.
    #[getter]
    fn response_error(&self, process: &mut Process<'_>) -> Text {
        let worker = self.looked_at(process);
        let bytes = worker.state.lock().errors.clone();
        worker.set.decode(&bytes)
    }

    /// Whether the external process has ended.
    #[getter]
    fn terminated(&self, process: &mut Process<'_>) -> bool {
        self.looked_at(process).has_ended()
    }

    /// The number of seconds after which the external process is made to end; undefined without a limit.
    #[getter]
    fn timeout(&self) -> Value {
        self.timeout.map_or(Value::Undefined, Value::Real)
    }
}
