//! `4D.WebServer` ([API](https://developer.4d.com/docs/API/WebServerClass)).

use crate::server::{Server, StartError};
use crate::values::{self, Values};
use fourd_commands::json;
use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::{ClassEntry, Process, classes};
use fourd_source::Span;
use fourd_value::{Collection, Error, Object, Text, Value, error};
use serde_json::Value as Json;
use std::sync::Arc;

/// What speaks TLS.
pub(crate) const TLS_LIBRARY: &str = "rustls 0.23";

/// The properties that are values of the server.
macro_rules! value_properties {
    ($($name:ident: $member:literal),* $(,)?) => {
        $(fn $name(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
            value(this, $member)
        })*

        /// The class.
        pub(super) static CLASS: ClassEntry = ClassEntry {
            name: "WebServer",
            superclass: None,
            functions: &[("start", start), ("stop", stop)],
            properties: &[
                $(($member, $name, None),)*
                ("accessKeyDefined", access_key_defined, None),
                ("isRunning", is_running, None),
                ("name", name, None),
                ("openSSLVersion", open_ssl_version, None),
                ("perfectForwardSecrecy", perfect_forward_secrecy, None),
            ],
            constructor: None,
        };
    };
}

value_properties! {
    cors_enabled: "CORSEnabled",
    cors_settings: "CORSSettings",
    hsts_enabled: "HSTSEnabled",
    hsts_max_age: "HSTSMaxAge",
    http_compression_level: "HTTPCompressionLevel",
    http_compression_threshold: "HTTPCompressionThreshold",
    http_enabled: "HTTPEnabled",
    http_port: "HTTPPort",
    https_enabled: "HTTPSEnabled",
    https_port: "HTTPSPort",
    http_trace: "HTTPTrace",
    ip_address_to_listen: "IPAddressToListen",
    certificate_folder: "certificateFolder",
    character_set: "characterSet",
    cipher_suite: "cipherSuite",
    debug_log: "debugLog",
    default_homepage: "defaultHomepage",
    handlers: "handlers",
    inactive_process_timeout: "inactiveProcessTimeout",
    inactive_session_timeout: "inactiveSessionTimeout",
    keep_session: "keepSession",
    log_recording: "logRecording",
    max_concurrent_processes: "maxConcurrentProcesses",
    max_request_size: "maxRequestSize",
    max_sessions: "maxSessions",
    min_tls_version: "minTLSVersion",
    root_folder: "rootFolder",
    rules: "rules",
    scalable_session: "scalableSession",
    session_cookie_domain: "sessionCookieDomain",
    session_cookie_name: "sessionCookieName",
    session_cookie_path: "sessionCookiePath",
    session_cookie_same_site: "sessionCookieSameSite",
    session_ip_address_validation: "sessionIPAddressValidation",
}

/// A server as an object of the running domain.
pub(crate) fn object(process: &mut Process<'_>, server: Arc<Server>) -> Object {
    match classes::built_in(process, "WebServer") {
        Some(class) => Object::native(&class, server),
        None => Object::new(),
    }
}

fn server_of(this: &Value) -> Result<&Arc<Server>, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<Arc<Server>>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.WebServer"))
}

fn value(this: &Value, name: &str) -> Result<Value, Error> {
    let server = server_of(this)?;
    let values = server.values();
    // Scalable sessions do without them.
    if values.is("scalableSession") && values::named(name).is_some_and(|property| property.legacy) {
        return Ok(Value::Undefined);
    }
    if name == "rootFolder" {
        let root = server.running().map_or_else(|| server.root(&values), |running| running.root.clone());
        return Ok(Value::Text(Text::from(format!("{}/", root.to_string_lossy()))));
    }
    Ok(values.get(name).map_or(Value::Undefined, from_json))
}

/// A value of JSON as one of the language.
pub(crate) fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Boolean(*value),
        Json::Number(number) => Value::Real(number.as_f64().unwrap_or_default()),
        Json::String(text) => Value::text(text),
        Json::Array(items) => Value::Collection(Collection::new(items.iter().map(from_json).collect())),
        Json::Object(members) => {
            let object = Object::new();
            members.iter().for_each(|(name, member)| object.put(name.as_str(), from_json(member)));
            Value::Object(object)
        }
    }
}

/// A value as JSON.
///
/// # Errors
/// It contains itself.
pub(crate) fn to_json(process: &mut Process<'_>, value: &Value, span: Span) -> Result<Json, Error> {
    let text = json::stringify(process, value, false, span)?;
    let parsed = serde_json::from_str(&text.to_cow());
    parsed.map_err(|problem| Error::with(error::INCOMPATIBLE_TYPES, problem.to_string()))
}

fn access_key_defined(_process: &mut Process<'_>, _this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(false))
}

fn is_running(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(server_of(this)?.running().is_some()))
}

fn name(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::text(&server_of(this)?.own_project().name))
}

fn open_ssl_version(_process: &mut Process<'_>, _this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::text(TLS_LIBRARY))
}

fn perfect_forward_secrecy(
    _process: &mut Process<'_>,
    this: &Value,
    _arguments: &mut Arguments,
) -> Result<Value, Error> {
    Ok(Value::Boolean(server_of(this)?.values().is("HTTPSEnabled")))
}

/// The settings of an object; properties that a server does not have are ignored.
fn settings(process: &mut Process<'_>, object: &Object, span: Span) -> Result<Values, Error> {
    let mut values = Values::default();
    for (name, value) in object.entries() {
        let Some(property) = values::named(&name.to_cow()) else { continue };
        let json = match &value {
            // A folder counts as its path.
            Value::Object(folder) if matches!(property.name, "rootFolder" | "certificateFolder") => {
                let path = process.get_property(folder, &Text::from("path"), span);
                Json::from(path.as_text().cloned().unwrap_or_default().to_cow().into_owned())
            }
            value => to_json(process, value, span)?,
        };
        let json = property.accept(&json).map_err(|text| Error::with(error::INDEX_OUT_OF_RANGE, text))?;
        values.set(property, json);
    }
    Ok(values)
}

/// Starts the server with these settings, which go before all others until it stops. Gives an object with `success` and,
/// where it fails, `errors`.
fn start(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let span = arguments.span;
    let given = Option::<Object>::from_argument(process, arguments)?;
    let server = server_of(this)?.clone();
    let given = match given {
        Some(object) => settings(process, &object, span)?,
        None => Values::default(),
    };
    let result = Object::new();
    let started = server.start(given, false);
    result.put("success", Value::Boolean(started.is_ok()));
    if let Err(StartError { code, message }) = started {
        let problem = Object::new();
        problem.put("errCode", Value::integer(code));
        problem.put("message", Value::text(&message));
        problem.put("componentSignature", Value::text("http"));
        result.put("errors", Value::Collection(Collection::new(vec![Value::Object(problem)])));
    }
    Ok(Value::Object(result))
}

/// Stops the server: it finishes the requests that it has, and its sessions end.
fn stop(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    server_of(this)?.stop();
    Ok(Value::Undefined)
}
