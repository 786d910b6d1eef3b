//! Options of `HTTP Get` and `HTTP Request`, which each process has for itself.

use crate::network::http::exchange::{Credentials, Method};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};
use std::cell::RefCell;

/// The options of a process.
#[derive(Clone, Debug)]
pub(super) struct Options {
    values: [i64; COUNT],
    /// Who asks servers.
    pub(super) server: Option<Credentials>,
    /// Who asks the proxy.
    pub(super) proxy: Option<Credentials>,
}

const COUNT: usize = 7;
/// The options by number, from 1, with the values that they have at first and the greatest one.
const OPTIONS: [(&str, i64, i64); COUNT] = [
    ("HTTP timeout", 120, i64::MAX),
    ("HTTP follow redirect", 1, 1),
    ("HTTP max redirect", 2, 1000),
    ("HTTP display auth dial", 0, 1),
    ("HTTP reset auth settings", 0, 1),
    ("HTTP compression", 0, 1),
    ("HTTP client log", 0, 7),
];

impl Default for Options {
    fn default() -> Self {
        Self { values: OPTIONS.map(|(_, initial, _)| initial), server: None, proxy: None }
    }
}

impl Options {
    pub(super) fn timeout(&self) -> u64 {
        self.values[0].max(0).unsigned_abs()
    }

    /// How many redirections are followed.
    pub(super) fn redirections(&self) -> u32 {
        if self.values[1] == 0 { 0 } else { u32::try_from(self.values[2]).unwrap_or_default() }
    }

    pub(super) fn resets_authentication(&self) -> bool {
        self.values[4] != 0
    }

    pub(super) fn compresses(&self) -> bool {
        self.values[5] != 0
    }
}

/// The options of a process.
#[derive(Default)]
struct Chosen(RefCell<Options>);

/// Looks at the options of the process, and may change them.
pub(super) fn with<R>(process: &Process<'_>, look: impl FnOnce(&mut Options) -> R) -> R {
    look(&mut process.state.get::<Chosen>().0.borrow_mut())
}

fn index(option: i64) -> Result<usize, Error> {
    usize::try_from(option - 1)
        .ok()
        .filter(|index| *index < COUNT)
        .ok_or_else(|| Error::with(error::INDEX_OUT_OF_RANGE, format!("{option} is no option of the HTTP client")))
}

/// The value of an option of the HTTP client in this process.
#[command(1159, "HTTP GET OPTION", thread_safe)]
fn http_get_option(process: &mut Process<'_>, option: i64, value: Location, span: Span) -> Result<(), Error> {
    let index = index(option)?;
    let found = with(process, |options| options.values[index]);
    process.write(&value, Value::integer(found), span);
    Ok(())
}

/// Sets an option of the HTTP client for this process: the time limit in seconds, whether redirections are followed and how
/// many, whether names and passwords are forgotten after each request, whether answers may be compressed. There is no
/// dialog for names and passwords; the log cannot be switched on.
#[command(1160, "HTTP SET OPTION", thread_safe)]
fn http_set_option(process: &mut Process<'_>, option: i64, value: i64) -> Result<(), Error> {
    let index = index(option)?;
    let (name, initial, greatest) = OPTIONS[index];
    if !(0..=greatest).contains(&value) {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{value} is no value of `{name}`")));
    }
    if index == COUNT - 1 && value != initial {
        return Err(Error::not_implemented("HTTP client log"));
    }
    with(process, |options| options.values[index] = value);
    Ok(())
}

/// Sets name and password for the requests of this process that follow, to servers or, with `*`, to the proxy. They are sent
/// as they are (1, BASIC), as a digest (2, DIGEST), or as the server asks for it (0).
#[command(1161, "HTTP AUTHENTICATE", thread_safe)]
fn http_authenticate(
    process: &mut Process<'_>,
    name: Text,
    password: Text,
    auth_method: Option<i64>,
    star: Star,
) -> Result<(), Error> {
    let method = match auth_method.unwrap_or_default() {
        0 => Method::Any,
        1 => Method::Basic,
        2 => Method::Digest,
        other => {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no method of authentication")));
        }
    };
    let plain = |text: Text| text.to_cow().into_owned();
    let credentials = Credentials { name: plain(name), password: plain(password), method };
    with(process, |options| {
        if star.0 {
            options.proxy = Some(credentials);
        } else {
            options.server = Some(credentials);
        }
    });
    Ok(())
}
