//! `4D.WebServer` ([API](https://developer.4d.com/docs/API/WebServerClass)).

use crate::server::{Server, StartError};
use crate::values::{self, Values};
use fourd_commands::json;
use fourd_macros::class;
use fourd_runtime::{Process, classes};
use fourd_source::Span;
use fourd_value::{Collection, Error, Object, Text, Value, error};
use serde_json::Value as Json;
use std::sync::Arc;

/// What speaks TLS.
pub(crate) const TLS_LIBRARY: &str = "rustls 0.23";

/// A server as the objects of the class have it.
struct WebServer(Arc<Server>);

/// A server as an object of the running domain.
pub(crate) fn object(process: &mut Process<'_>, server: Arc<Server>) -> Object {
    match classes::built_in(process, CLASS.name) {
        Some(class) => Object::native(&class, WebServer(server)),
        None => Object::new(),
    }
}

/// The value of a property.
fn value(server: &Server, name: &str) -> Value {
    let values = server.values();
    // Scalable sessions do without them.
    if values.is("scalableSession") && values::named(name).is_some_and(|property| property.legacy) {
        return Value::Undefined;
    }
    if name == "rootFolder" {
        let root = server.running().map_or_else(|| server.root(&values), |running| running.root.clone());
        return Value::Text(Text::from(format!("{}/", root.to_string_lossy())));
    }
    values.get(name).map_or(Value::Undefined, from_json)
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

/// The settings of an object; properties that a server does not have are ignored.
fn settings(process: &mut Process<'_>, object: &Object, span: Span) -> Result<Values, Error> {
    let mut values = Values::default();
    for (name, value) in object.entries() {
        let Some(property) = values::named(&name.to_cow()).filter(|property| !property.is_read_only()) else {
            continue;
        };
        let json = match &value {
            // A folder counts as its path in the system.
            Value::Object(folder) if matches!(property.name, "rootFolder" | "certificateFolder") => {
                let path = process.get_property(folder, &Text::from("platformPath"), span);
                Json::from(path.as_text().cloned().unwrap_or_default().to_cow().into_owned())
            }
            value => to_json(process, value, span)?,
        };
        let json = property.accept(&json).map_err(|text| Error::with(error::INDEX_OUT_OF_RANGE, text))?;
        values.set(property, json);
    }
    Ok(values)
}

/// The class: its properties that are values of the server are a list.
macro_rules! web_server {
    ($($getter:ident: $member:literal, $meaning:literal;)*) => {
        /// A web server.
        #[class("WebServer", native)]
        impl WebServer {
            $(
                #[doc = $meaning]
                #[getter($member)]
                fn $getter(&self) -> Value {
                    value(&self.0, $member)
                }
            )*

            /// Whether there is a key for the administration in a browser, which there is not.
            #[getter]
            fn access_key_defined(&self) -> bool {
                false
            }

            /// Whether the server runs.
            #[getter]
            fn is_running(&self) -> bool {
                self.0.running().is_some()
            }

            /// The name of the project.
            #[getter]
            fn name(&self) -> Value {
                Value::text(&self.0.own_project().name)
            }

            /// What speaks TLS.
            #[getter("openSSLVersion")]
            fn open_ssl_version(&self) -> Value {
                Value::text(TLS_LIBRARY)
            }

            /// Whether keys of connections cannot be found out later, as with HTTPS always.
            #[getter]
            fn perfect_forward_secrecy(&self) -> bool {
                self.0.values().is("HTTPSEnabled")
            }

            /// Starts the server with these settings, which go before all others until it stops. Gives an object with
            /// `success` and, where it fails, `errors`.
            #[function]
            fn start(&self, process: &mut Process<'_>, settings: Option<Object>, span: Span) -> Result<Object, Error> {
                start(process, &self.0, settings, span)
            }

            /// Stops the server: it finishes the requests that it has, and its sessions end.
            #[function]
            fn stop(&self) {
                self.0.stop();
            }
        }
    };
}

web_server! {
    cors_enabled: "CORSEnabled", "Whether pages of other sites are answered by the list of sites alone.";
    cors_settings: "CORSSettings", "The sites whose pages are answered, and their methods.";
    hsts_enabled: "HSTSEnabled", "Whether browsers shall use HTTPS alone.";
    hsts_max_age: "HSTSMaxAge", "For how many seconds browsers remember that.";
    http_compression_level: "HTTPCompressionLevel", "How much answers are compressed, from 1 to 9; -1 is a compromise.";
    http_compression_threshold: "HTTPCompressionThreshold", "From how many bytes on answers are compressed.";
    http_enabled: "HTTPEnabled", "Whether HTTP is served.";
    http_port: "HTTPPort", "The port for HTTP.";
    https_enabled: "HTTPSEnabled", "Whether HTTPS is served.";
    https_port: "HTTPSPort", "The port for HTTPS.";
    http_trace: "HTTPTrace", "Whether `TRACE` is answered.";
    ip_address_to_listen: "IPAddressToListen", "The address that is listened at.";
    certificate_folder: "certificateFolder", "The folder of certificate and key.";
    character_set: "characterSet", "The character set of pages.";
    cipher_suite: "cipherSuite", "A list of ciphers, which is not looked at.";
    debug_log: "debugLog", "What the log for finding mistakes has.";
    default_homepage: "defaultHomepage", "The page that is sent for `/`.";
    handlers: "handlers", "The HTTP request handlers.";
    inactive_process_timeout: "inactiveProcessTimeout", "Belongs to sessions of the past.";
    inactive_session_timeout: "inactiveSessionTimeout", "Belongs to sessions of the past.";
    keep_session: "keepSession", "Whether sessions of the past are used.";
    log_recording: "logRecording", "The format of the log of requests; 0 where there is none.";
    max_concurrent_processes: "maxConcurrentProcesses", "How many web processes there may be without sessions.";
    max_request_size: "maxRequestSize", "The largest body of a request, in bytes.";
    max_sessions: "maxSessions", "Belongs to sessions of the past.";
    min_tls_version: "minTLSVersion", "The lowest version of TLS: 3 is 1.2, 4 is 1.3.";
    root_folder: "rootFolder", "The folder of the files.";
    rules: "rules", "The HTTP rules.";
    scalable_session: "scalableSession", "Whether requests belong to sessions.";
    session_cookie_domain: "sessionCookieDomain", "The domain of the session's cookie.";
    session_cookie_name: "sessionCookieName", "The name of the session's cookie.";
    session_cookie_path: "sessionCookiePath", "The path of the session's cookie.";
    session_cookie_same_site: "sessionCookieSameSite", "`Strict`, `Lax` or `None`.";
    session_ip_address_validation: "sessionIPAddressValidation", "Belongs to sessions of the past.";
}

fn start(process: &mut Process<'_>, server: &Arc<Server>, given: Option<Object>, span: Span) -> Result<Object, Error> {
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
    Ok(result)
}
