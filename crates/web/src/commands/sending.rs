//! Commands that answer the request of the process. Elsewhere they do nothing. The last sending counts.

use crate::charset;
use crate::exchange::{Exchange, parse_head};
use crate::files;
use crate::message::{Headers, is_field};
use crate::pages;
use crate::url;
use fourd_commands::tools::tags;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Star};
use fourd_source::Span;
use fourd_value::{Array, Blob, Error, Text, Value, error};
use std::path::{Path, PathBuf};

/// Sends a text, by default as HTML. Tags in it are processed.
#[command(677, "WEB SEND TEXT", thread_safe)]
fn web_send_text(process: &mut Process<'_>, html_text: &Text, mime_type: Option<Text>) -> Result<(), Error> {
    let Some(exchange) = Exchange::of(process) else { return Ok(()) };
    let media_type = mime_type.filter(|media_type| !media_type.is_empty());
    let media_type = media_type.map_or_else(|| Ok("text/html".to_owned()), |media_type| type_named(&media_type))?;
    let encoding = charset::for_text(&media_type, &exchange.running.values());
    let root = exchange.running.root.clone();
    let text = pages::made(process, &exchange, &root, html_text, encoding)?;
    if !process.attention {
        let (media_type, body) = charset::body(text.to_cow().into_owned(), &media_type, encoding);
        exchange.answer.borrow_mut().send(&media_type, body);
    }
    Ok(())
}

/// A media type that code names: itself, or by the extension of a file with its dot.
///
/// # Errors
/// It cannot be sent.
fn type_named(given: &Text) -> Result<String, Error> {
    let given = given.to_cow();
    match given.strip_prefix('.') {
        Some(_) => Ok(files::media_type(Path::new(&format!("file{given}")))),
        None if is_field("Content-Type", &given) => Ok(given.into_owned()),
        None => {
            let text = format!("`{}` is no media type", given.escape_debug());
            Err(Error::with(error::INDEX_OUT_OF_RANGE, text))
        }
    }
}

/// Sends a Blob of a media type, or of the type of an extension such as `.png`. Tags in HTML are processed.
#[command(654, "WEB SEND BLOB", thread_safe)]
fn web_send_blob(process: &mut Process<'_>, blob: Blob, mime_type: Option<Text>) -> Result<(), Error> {
    let Some(exchange) = Exchange::of(process) else { return Ok(()) };
    let given = mime_type.filter(|media_type| !media_type.is_empty());
    let media_type = given.map_or_else(|| Ok("application/octet-stream".to_owned()), |given| type_named(&given))?;
    let (mut media_type, mut body) = (media_type, blob.to_vec());
    if media_type.to_ascii_lowercase().starts_with("text/html") {
        let usual = charset::for_text(&media_type, &exchange.running.values());
        let (template, encoding) = tags::decode(&body, usual);
        let root = exchange.running.root.clone();
        let text = pages::made(process, &exchange, &root, &Text::from(template), encoding)?;
        (media_type, body) = charset::body(text.to_cow().into_owned(), &media_type, encoding);
    }
    if !process.attention {
        exchange.answer.borrow_mut().send(&media_type, body);
    }
    Ok(())
}

/// The file that a path names in the web folder, in the syntax of the system or of URLs.
fn file(root: &Path, path: &str) -> Option<PathBuf> {
    let path = path.replace('\\', "/");
    match Path::new(&path).strip_prefix(root) {
        Ok(inside) => Some(root.join(inside)),
        Err(_) => url::file_below(root, &path.replace('%', "%25")),
    }
}

/// Sends a file of the web folder; `OK` is 1 where it is there. Tags in pages are processed.
#[command(619, "WEB SEND FILE", thread_safe, effects(files))]
fn web_send_file(process: &mut Process<'_>, html_file: &Text) -> Result<(), Error> {
    let Some(exchange) = Exchange::of(process) else { return Ok(()) };
    if html_file.is_empty() {
        return Ok(());
    }
    let root = exchange.running.root.clone();
    let found = file(&root, &html_file.to_cow()).and_then(|path| files::find(&exchange.server, &root, &path));
    let content = found.as_ref().and_then(|found| files::read(&exchange.server, found));
    let (Some(found), Some(mut content)) = (found, content) else {
        process.set_named("OK", Value::integer(0));
        return Err(Error::with(error::FILE_MISSING, format!("There is no file `{html_file}` in the web folder")));
    };
    let mut media_type = files::media_type(&found.path);
    if files::is_text(&found.path) {
        let (template, encoding) = tags::decode(&content, charset::of_server(&exchange.running.values()));
        let folder = found.path.parent().unwrap_or(&root).to_path_buf();
        let text = pages::made(process, &exchange, &folder, &Text::from(template), encoding)?;
        let (named, body) = charset::body(text.to_cow().into_owned(), &media_type, encoding);
        (media_type, content) = (named, body.into());
    }
    if !process.attention {
        exchange.answer.borrow_mut().send(&media_type, content);
        process.set_named("OK", Value::integer(1));
    }
    Ok(())
}

/// Sends the client to another URL, which goes before all other sendings. What a URL cannot have is encoded, without `*`.
#[command(659, "WEB SEND HTTP REDIRECT", thread_safe)]
fn web_send_http_redirect(process: &mut Process<'_>, url: &Text, as_it_is: Star) -> Result<(), Error> {
    let Some(exchange) = Exchange::of(process) else { return Ok(()) };
    let location = if as_it_is.0 { url.to_cow().into_owned() } else { url::encode(&url.to_cow()) };
    if location.contains(['\r', '\n', '\0']) {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, "A URL cannot have line ends"));
    }
    exchange.answer.borrow_mut().redirect(location);
    Ok(())
}

/// Sends data with a header of their own; with `*` in chunks, at once, until the method ends.
#[command(815, "WEB SEND RAW DATA", thread_safe)]
fn web_send_raw_data(process: &mut Process<'_>, data: Blob, chunked: Star) {
    if let Some(exchange) = Exchange::of(process) {
        exchange.answer.borrow_mut().send_raw(data.to_vec(), chunked.0);
        exchange.stream(process);
    }
}

/// The texts of an array.
fn texts(array: &Array) -> Vec<String> {
    let values = array.to_collection().to_vec();
    values.iter().map(|value| value.as_text().cloned().unwrap_or_default().to_cow().into_owned()).collect()
}

/// Sets header fields of the answer, from a text or from arrays of names and values; `X-STATUS` is the status.
#[command(660, "WEB SET HTTP HEADER", thread_safe)]
fn web_set_http_header(
    process: &mut Process<'_>,
    header: Argument,
    value_array: Option<Argument>,
    span: Span,
) -> Result<(), Error> {
    let mut value_of = |argument| match argument {
        Argument::Value(value) => value,
        Argument::Location(place) => process.read(&place, span),
        _ => Value::Undefined,
    };
    let (first, second) = (value_of(header), value_array.map(value_of));
    let Some(exchange) = Exchange::of(process) else { return Ok(()) };
    let mut answer = exchange.answer.borrow_mut();
    match (first, second) {
        (Value::Array(names), Some(Value::Array(values))) => {
            let fields: Headers = texts(&names).into_iter().zip(texts(&values)).collect();
            answer.set_fields(fields.into_iter().filter(|(name, _)| !name.is_empty()).collect())
        }
        (Value::Text(text), _) => {
            let (status, fields) = parse_head(&text.to_cow());
            answer.set_fields(fields)?;
            if let Some(status) = status {
                answer.set_status(status);
            }
            Ok(())
        }
        (other, _) => {
            let text = format!("expected a text or two arrays, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

/// Sets the home page of the running web process: the file that is sent for `/` where On Web Authentication sets it.
#[command(639, "WEB SET HOME PAGE", thread_safe)]
fn web_set_home_page(process: &mut Process<'_>, home_page: &Text) {
    if let Some(exchange) = Exchange::of(process) {
        let page = Some(home_page.to_cow().into_owned()).filter(|page| !page.is_empty());
        *exchange.home_page.borrow_mut() = page;
    }
}
