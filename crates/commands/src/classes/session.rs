//! `4D.Session` ([API](https://developer.4d.com/docs/API/SessionClass)), as the matrix of contexts says.

use fourd_macros::class;
use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::edition::Rule;
use fourd_runtime::machine::Machine;
use fourd_runtime::session::Session;
use fourd_runtime::{Process, classes, clock};
use fourd_value::{Collection, Error, Object, Text, Value, error};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// The privilege that everybody on a desktop has before 21 (rule 3.1).
const WEB_ADMIN: &str = "WebAdmin";

/// A session as an object of the running domain.
pub(crate) fn object(process: &mut Process<'_>, session: Arc<Session>) -> Object {
    match classes::built_in(process, "Session") {
        Some(class) => Object::travelling(&class, session),
        None => Object::new(),
    }
}

/// A description of a session, made anew each time (rule 3.3).
pub(crate) fn info_object(_process: &mut Process<'_>, session: &Session) -> Object {
    let kind = session.kind;
    let object = Object::new();
    object.put("type", Value::text(kind.info_type));
    object.put("userName", Value::Text(session.shown_user()));
    if !session.machine_name.is_empty() {
        object.put("machineName", Value::Text(session.machine_name.clone()));
    }
    if kind.is_remote {
        object.put("systemUserName", Value::text(&fourd_runtime::access::host().environment().user_name()));
    }
    object.put("IPAddress", Value::Text(session.address.clone()));
    object.put("hostType", Value::text(kind.host_type.unwrap_or_else(host_type)));
    object.put("creationDateTime", Value::Text(clock::iso(session.created())));
    object.put("state", Value::text("active"));
    object.put("ID", Value::Text(session.id.clone()));
    if kind.is_remote {
        object.put("persistentID", Value::Text(session.id.clone()));
    }
    object
}

/// `.hostType`: as 4D names systems, and Rust those that 4D does not run on.
fn host_type() -> &'static str {
    match std::env::consts::OS {
        "macos" => "mac",
        other => other,
    }
}

/// Whether privileges count in a session.
fn counts(process: &Process<'_>, session: &Session) -> bool {
    session.kind.always_has_privileges || process.program().edition.has(Rule::DesktopPrivileges)
}

/// Privileges can be changed on the server's side of a remote session only (rule 1.6).
fn check_side(session: &Session) -> Result<(), Error> {
    if session.kind.is_client_side {
        return Err(Error::with(
            error::READ_ONLY,
            "The privileges of a remote session can be changed on the server only",
        ));
    }
    Ok(())
}

/// The names in a text with commas between them, or in a collection of such texts.
fn names(value: &Value) -> Vec<String> {
    let texts = match value {
        Value::Collection(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let mut names = Vec::new();
    for text in texts {
        if let Value::Text(text) = text {
            let text = text.to_cow();
            names.extend(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }
    names
}

/// What `setPrivileges` is given.
#[derive(Default)]
struct Settings {
    privileges: Vec<String>,
    roles: Vec<String>,
    user_name: Option<Text>,
}

impl Settings {
    fn of(value: &Value) -> Self {
        let Value::Object(object) = value else { return Self { privileges: names(value), ..Self::default() } };
        let listed = |key: &str| object.get_str(key).map(|list| names(&list)).unwrap_or_default();
        let user_name = match object.get_str("userName") {
            Some(Value::Text(name)) => Some(name),
            _ => None,
        };
        Self { privileges: listed("privileges"), roles: listed("roles"), user_name }
    }
}

/// For how many seconds a token is worth something where nothing is said, and at least where the edition says so
/// (rule 4.9).
const TOKEN_LIFESPAN: f64 = 10.0;

/// How long a token of a session lives that is to live so many seconds.
fn lifespan(process: &Process<'_>, session: &Session, wanted: Option<f64>) -> Duration {
    let edition = process.program().edition;
    let idle_timeout = session.idle_timeout().map(|minutes| f64::from(minutes) * 60.0);
    let is_heard = idle_timeout.is_some() || edition.has(Rule::DesktopTokenLifespan);
    let seconds = wanted.filter(|_| is_heard).or(idle_timeout).unwrap_or(TOKEN_LIFESPAN);
    let least = if edition.has(Rule::ShortTokens) { 0.0 } else { TOKEN_LIFESPAN };
    Duration::try_from_secs_f64(seconds.max(least)).unwrap_or(Duration::MAX)
}

/// The machine that knows the tokens of a machine's sessions.
fn server_of(process: &Process<'_>) -> Arc<Machine> {
    let machine = process.machine();
    machine.server.as_ref().unwrap_or(machine).clone()
}

/// The members of the class.
struct Members;

/// A session of a user.
#[class("Session")]
impl Members {
    /// Takes all privileges from the session; promoted ones stay.
    #[function]
    fn clear_privileges(this: &Arc<Session>, process: &mut Process<'_>) -> Result<bool, Error> {
        if counts(process, this) {
            check_side(this)?;
            this.clear_privileges();
        }
        Ok(true)
    }

    /// A token with which a web session can later become this one, once and for some seconds; empty where sessions have no
    /// privileges (rule 3.1).
    #[function("createOTP")]
    fn create_otp(this: &Arc<Session>, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Text, Error> {
        let session = this.clone();
        let wanted = Option::<f64>::from_argument(process, arguments)?.filter(|seconds| *seconds > 0.0);
        if !counts(process, &session) {
            return Ok(Text::EMPTY);
        }
        let server = server_of(process);
        let now = server.world.since_1970();
        let token = server.world.identifier();
        let until = now.saturating_add(lifespan(process, &session, wanted));
        server.sessions.add_token(token.clone(), session.id.clone(), now, until);
        Ok(token)
    }

    /// Takes back what `promote` gave; an unknown number changes nothing.
    #[function]
    fn demote(this: &Arc<Session>, process: &mut Process<'_>, number: f64) -> Result<(), Error> {
        check_side(this)?;
        process.demote(number as i64);
        Ok(())
    }

    /// The privileges of the session with all that they include, without promoted ones.
    #[function]
    fn get_privileges(this: &Arc<Session>, process: &mut Process<'_>) -> Collection {
        let names: Vec<Value> = if counts(process, this) {
            process.program().project.roles().listed(&this.given()).map(Value::text).collect()
        } else {
            vec![Value::text(WEB_ADMIN)]
        };
        Collection::new(names)
    }

    /// Whether the session has a privilege, or the running process by a promotion.
    #[function]
    fn has_privilege(this: &Arc<Session>, process: &mut Process<'_>, name: Text) -> bool {
        if !counts(process, this) {
            return true;
        }
        let roles = process.program().project.roles();
        let is_own = process.record.session().is_some_and(|own| Arc::ptr_eq(&own, this));
        let held = if is_own { process.privileges() } else { this.held(roles) };
        roles.holds(&held, &name.to_cow())
    }

    /// Whether the session is a guest's: only those of the web are.
    #[function]
    fn is_guest(this: &Arc<Session>, process: &mut Process<'_>) -> bool {
        this.is_guest(process.program().project.roles())
    }

    /// Gives a privilege for as long as the calling function runs, and the number for `demote`. Privileges limit code that
    /// serves the web only, so elsewhere nothing is promoted: 0.
    #[function]
    fn promote(this: &Arc<Session>, process: &mut Process<'_>, privilege: Text) -> Result<i64, Error> {
        check_side(this)?;
        Ok(process.promote(&privilege))
    }

    /// Lets the process belong to the session of a token in place of its own, where that is one of the web. False where it is
    /// none, or the token does not lead to a session any more; then everything stays as it is.
    #[function]
    fn restore(this: &Arc<Session>, process: &mut Process<'_>, token: Text) -> Result<bool, Error> {
        check_side(this)?;
        let serves_web = process.record.serves_web.load(Ordering::Relaxed);
        if !process.record.session().is_some_and(|own| own.kind.is_replaceable || serves_web) {
            return Ok(false);
        }
        let server = server_of(process);
        let now = server.world.since_1970();
        let Some(found) = server.sessions.redeem(&token, now) else { return Ok(false) };
        found.touch(now);
        process.replace_session(found);
        Ok(true)
    }

    /// Adds privileges and the privileges of roles to the session: a text with commas, a collection, or an object with
    /// `privileges`, `roles` and `userName`, which is for sessions of the web. Names that `roles.json` does not declare are
    /// ignored. False where sessions have no privileges.
    #[function]
    fn set_privileges(
        this: &Arc<Session>,
        process: &mut Process<'_>,
        arguments: &mut Arguments,
    ) -> Result<bool, Error> {
        let given = Settings::of(&arguments.take_value(process).unwrap_or_default());
        if !counts(process, this) {
            return Ok(false);
        }
        check_side(this)?;
        let roles = process.program().project.roles();
        this.give(roles, given.privileges.iter().map(String::as_str), given.roles.iter().map(String::as_str));
        if let Some(name) = given.user_name.filter(|_| this.kind.takes_user) {
            this.set_account(name);
        }
        Ok(true)
    }

    /// When the session ends unless it is used before; Undefined where it does not.
    #[getter]
    fn expiration_date(this: &Arc<Session>) -> Value {
        this.expires_at().map_or(Value::Undefined, |end| Value::Text(clock::iso(end)))
    }

    /// The identifier of the session.
    #[getter]
    fn id(this: &Arc<Session>) -> Text {
        this.id.clone()
    }

    /// After how many minutes without use the session ends; Undefined where it does not.
    #[getter]
    fn idle_timeout(this: &Arc<Session>) -> Value {
        this.idle_timeout().map_or(Value::Undefined, |minutes| Value::integer(i64::from(minutes)))
    }

    /// Sets after how many minutes without use the session ends, at least 60.
    #[setter]
    fn set_idle_timeout(this: &Arc<Session>, minutes: f64) -> Result<(), Error> {
        if !this.kind.expires {
            let text = format!("A session of the type `{}` does not end by itself", this.kind.info_type);
            return Err(Error::with(error::READ_ONLY, text));
        }
        // What is beyond the limits of the type is taken as the limit.
        this.set_idle_timeout(minutes as u32);
        Ok(())
    }

    /// A description of the session, made anew each time.
    #[getter]
    fn info(this: &Arc<Session>, process: &mut Process<'_>) -> Object {
        let session = this.clone();
        info_object(process, &session)
    }

    /// The limits of what REST requests of the session keep in memory; Undefined in sessions that are not of the web.
    #[getter]
    fn quotas(this: &Arc<Session>, process: &mut Process<'_>) -> Value {
        let session = this.clone();
        if session.kind.is_replaceable { super::quota_manager::object(process, session) } else { Value::Undefined }
    }

    /// The shared object of the session.
    #[getter]
    fn storage(this: &Arc<Session>) -> Object {
        Object::shared(this.storage.clone())
    }

    /// The name of the user.
    #[getter]
    fn user_name(this: &Arc<Session>) -> Text {
        this.shown_user()
    }
}
