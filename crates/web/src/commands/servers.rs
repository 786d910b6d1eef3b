//! Commands about web servers: start and stop, options, what is known of them.

use crate::classes::web_server;
use crate::exchange::Exchange;
use crate::server::{Server, Servers};
use crate::values::{self, Takes, Values};
use fourd_commands::arrays::{array_or_new, fill};
use fourd_macros::command;
use fourd_project::ProjectNumber;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Collection, ElementType, Error, Object, Text, Value, error};
use std::sync::Arc;
use std::sync::atomic::Ordering;

fn host(process: &Process<'_>) -> Arc<Server> {
    Servers::of(process, ProjectNumber::HOST)
}

/// Starts the web server of the host; `OK` is 1 where it runs then.
#[command(617, "WEB START SERVER", effects(network))]
fn web_start_server(process: &mut Process<'_>) {
    let server = host(process);
    let runs = server.running().is_some() || server.start(Values::default(), false).is_ok();
    process.set_named("OK", Value::integer(i64::from(runs)));
}

/// Stops the web server of the host: it finishes the requests that it has, and all web sessions end.
#[command(618, "WEB STOP SERVER")]
fn web_stop_server(process: &mut Process<'_>) {
    host(process).stop();
}

/// Whether the web server of the host runs.
#[command(1313, "WEB Is server running", thread_safe)]
fn web_is_server_running(process: &mut Process<'_>) -> bool {
    host(process).running().is_some()
}

/// A web server: that of the running project, with 2 that of the host, with 3 the one that received the request.
#[command(1674, "WEB Server")]
fn web_server(process: &mut Process<'_>, option: Option<i64>) -> Result<Object, Error> {
    let server = match option.unwrap_or(1) {
        1 => Servers::of(process, process.project()),
        2 => host(process),
        3 => Exchange::of(process).map_or_else(|| host(process), |exchange| exchange.server.clone()),
        other => {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} names no web server")));
        }
    };
    Ok(web_server::object(process, server))
}

/// All web servers that there are, that of the host first.
#[command(1716, "WEB Server list")]
fn web_server_list(process: &mut Process<'_>) -> Collection {
    let servers = Servers::all(process);
    Collection::new(servers.into_iter().map(|server| Value::Object(web_server::object(process, server))).collect())
}

/// The property of an option.
fn property(selector: i64) -> Result<&'static values::Property, Error> {
    let found = u32::try_from(selector).ok().and_then(values::numbered);
    found.ok_or_else(|| Error::with(error::INDEX_OUT_OF_RANGE, format!("{selector} is no option of the web server")))
}

/// Sets an option of the host's web server; those that concern its ports count from the next start on.
#[command(1210, "WEB SET OPTION", thread_safe)]
fn web_set_option(process: &mut Process<'_>, selector: i64, value: Value, span: Span) -> Result<(), Error> {
    let property = property(selector)?;
    let refused = |text: String| Error::with(error::INDEX_OUT_OF_RANGE, text);
    let mut value = web_server::to_json(process, &value, span)?;
    let is_default = property.legacy && value.as_f64() == Some(0.0)
        || property.name == "sessionCookieName" && value.as_str() == Some("");
    if is_default {
        let server = host(process);
        value = Values::defaults(&server.own_project().name).get(property.name).cloned().unwrap_or_default();
    }
    let value = property.accept(&value).map_err(refused)?;
    host(process).set_option(property, value);
    Ok(())
}

/// The value of an option of the host's web server, as it was set.
#[command(1209, "WEB GET OPTION", thread_safe)]
fn web_get_option(process: &mut Process<'_>, selector: i64, value: Location, span: Span) -> Result<(), Error> {
    let property = property(selector)?;
    let found = host(process).option(property);
    let found = match property.takes {
        Takes::Boolean => Value::integer(i64::from(found == serde_json::Value::Bool(true))),
        _ => web_server::from_json(&found),
    };
    process.write(&value, found, span);
    Ok(())
}

/// Sets the folder of the host's web server for its next start, in the syntax of the system or relative to the project.
#[command(634, "WEB SET ROOT FOLDER", thread_safe, effects(files))]
fn web_set_root_folder(process: &mut Process<'_>, root_folder: &Text) -> Result<(), Error> {
    let server = host(process);
    let path = root_folder.to_cow().replace('\\', "/");
    let folder = server.own_project().root.join(path.trim_end_matches('/'));
    let host = fourd_runtime::access::host();
    if !host.files().metadata(&folder).is_ok_and(|found| found.is_folder()) {
        return Err(Error::with(error::FILE_MISSING, format!("There is no folder `{root_folder}`")));
    }
    if let Some(property) = values::named("rootFolder") {
        server.set_option(property, serde_json::Value::from(path));
    }
    Ok(())
}

/// What is in the cache of pages: each request reads its file, so the arrays are empty and the usage is 0.
#[command(658, "WEB GET STATISTICS", thread_safe)]
fn web_get_statistics(
    process: &mut Process<'_>,
    pages: Location,
    hits: Location,
    usage: Location,
    span: Span,
) -> Result<(), Error> {
    for (place, element) in [(&pages, ElementType::Text), (&hits, ElementType::Integer)] {
        let array = array_or_new(process, place, element, span)?;
        fill(&array, Vec::new())?;
    }
    process.write(&usage, Value::integer(0), span);
    Ok(())
}

/// What is known of the host's web server: whether it was started, since how many seconds, its options. With True also its
/// cache, in which nothing is.
#[command(1531, "WEB Get server info", thread_safe)]
fn web_get_server_info(process: &mut Process<'_>, with_cache: Option<bool>) -> Object {
    let server = host(process);
    let running = server.running();
    let values = server.values();
    let object = |members: Vec<(&'static str, Value)>| {
        let object = Object::new();
        members.into_iter().for_each(|(name, value)| object.put(name, value));
        object
    };
    let number = |name: &str| Value::integer(values.number(name));
    let uptime = running.as_ref().map_or(0, |running| process.world().now().saturating_sub(running.started).as_secs());
    let requests = running.as_ref().map_or(0, |running| running.requests.load(Ordering::Relaxed));
    let mode = if running.as_ref().is_none_or(|running| running.automatic) { "automatic" } else { "manual" };
    let security = object(vec![
        ("cipherSuite", Value::text(values.text("cipherSuite"))),
        ("HTTPEnabled", Value::Boolean(values.is("HTTPEnabled"))),
        ("HTTPSEnabled", Value::Boolean(values.is("HTTPSEnabled"))),
        ("HSTSEnabled", Value::Boolean(values.is("HSTSEnabled"))),
        ("HSTSMaxAge", number("HSTSMaxAge")),
        ("minTLSVersion", Value::text(if values.number("minTLSVersion") == 4 { "1.3" } else { "1.2" })),
        ("openSSLVersion", Value::text(web_server::TLS_LIBRARY)),
        ("perfectForwardSecrecy", Value::Boolean(values.is("HTTPSEnabled"))),
    ]);
    let actual = running.as_ref().and_then(|running| running.listening.lock().as_ref().and_then(|ports| ports.http));
    let address = actual.map_or_else(|| values.text("IPAddressToListen").to_owned(), |actual| actual.ip().to_string());
    let address = Collection::new(vec![Value::text(&address)]);
    let none = serde_json::Value::Null;
    let options = object(vec![
        ("CORSEnabled", Value::Boolean(values.is("CORSEnabled"))),
        ("CORSSettings", web_server::from_json(values.get("CORSSettings").unwrap_or(&none))),
        ("webCharacterSet", web_server::from_json(values.get("characterSet").unwrap_or(&none))),
        ("webHTTPCompressionLevel", number("HTTPCompressionLevel")),
        ("webHTTPCompressionThreshold", number("HTTPCompressionThreshold")),
        ("webHTTPSPortID", number("HTTPSPort")),
        ("webInactiveProcessTimeout", number("inactiveProcessTimeout")),
        ("webInactiveSessionTimeout", number("inactiveSessionTimeout")),
        ("webIPAddressToListen", Value::Collection(address)),
        ("webMaxConcurrentProcesses", number("maxConcurrentProcesses")),
        ("webPortID", number("HTTPPort")),
    ]);
    let info = object(vec![
        ("started", Value::Boolean(running.is_some())),
        ("uptime", Value::Real(uptime as f64)),
        ("httpRequestCount", Value::Real(requests as f64)),
        ("startMode", Value::text(mode)),
        ("SOAPServerStarted", Value::Boolean(false)),
        ("security", Value::Object(security)),
        ("options", Value::Object(options)),
    ]);
    if with_cache == Some(true) {
        let cache = object(vec![
            ("cacheUsage", Value::integer(0)),
            ("numOfLoads", Value::integer(0)),
            ("currentSize", Value::integer(0)),
            ("maxSize", Value::integer(0)),
            ("objectMaxSize", Value::integer(0)),
            ("enabled", Value::Boolean(false)),
            ("nbCachedObjects", Value::integer(0)),
            ("cachedObjects", Value::Collection(Collection::new(Vec::new()))),
        ]);
        info.put("cache", Value::Object(cache));
    }
    info
}
