//! Commands that read the request which the process answers. Elsewhere they give nothing.

use crate::authentication;
use crate::exchange::Exchange;
use crate::forms;
use crate::message::Headers;
use fourd_commands::arrays::{array_or_new, fill};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Date, ElementType, Error, Text, Time, Value, error};

/// Writes texts into an array.
fn write_texts(
    process: &mut Process<'_>,
    place: &Location,
    texts: impl Iterator<Item = String>,
    span: Span,
) -> Result<(), Error> {
    let array = array_or_new(process, place, ElementType::Text, span)?;
    fill(&array, texts.map(|text| Value::Text(Text::from(text))).collect())
}

/// Writes bytes into a variable: as they are into a Blob, else as a text.
fn write_content(process: &mut Process<'_>, place: &Location, bytes: &[u8], text: impl FnOnce() -> String, span: Span) {
    let value = match process.read(place, span) {
        Value::Blob(_) => Value::Blob(Blob::new(bytes.to_vec())),
        _ => Value::Text(Text::from(text())),
    };
    process.write(place, value, span);
}

/// Names and values of the variables of the query and of a form in the body, in two arrays of texts, in the order in which
/// they were sent. A file has an empty value.
#[command(683, "WEB GET VARIABLES", thread_safe)]
fn web_get_variables(
    process: &mut Process<'_>,
    name_array: Location,
    value_array: Location,
    span: Span,
) -> Result<(), Error> {
    let all = Exchange::of(process)
        .map(|exchange| forms::variables(&exchange.request, || exchange.parts().to_vec()))
        .unwrap_or_default();
    write_texts(process, &name_array, all.iter().map(|(name, _)| name.clone()), span)?;
    write_texts(process, &value_array, all.into_iter().map(|(_, value)| value), span)
}

/// How many parts the body has that is of the type `multipart/form-data`.
#[command(1211, "WEB Get body part count", thread_safe)]
fn web_get_body_part_count(process: &mut Process<'_>) -> usize {
    Exchange::of(process).map_or(0, |exchange| exchange.parts().len())
}

/// A part of the body, by its number from 1: its content as a Blob or a text, the name of its field, and the type and the
/// name of a file.
#[command(1212, "WEB GET BODY PART", thread_safe)]
fn web_get_body_part(
    process: &mut Process<'_>,
    part: i64,
    contents: Location,
    name_var: Location,
    mime_type_var: Option<Location>,
    file_name_var: Option<Location>,
    span: Span,
) -> Result<(), Error> {
    let parts = Exchange::of(process).map(|exchange| exchange.parts());
    let index = usize::try_from(part).ok().and_then(|part| part.checked_sub(1));
    let found = parts.as_ref().and_then(|parts| parts.get(index?).cloned());
    let (name, media_type, file, content) = match &found {
        Some(part) => (&*part.name, &*part.media_type, &*part.file, part.content.as_ref()),
        None => ("", "", "", [].as_slice()),
    };
    write_content(process, &contents, content, || String::from_utf8_lossy(content).into_owned(), span);
    for (place, text) in [(Some(&name_var), name), (mime_type_var.as_ref(), media_type), (file_name_var.as_ref(), file)]
    {
        if let Some(place) = place {
            process.write(place, Value::text(text), span);
        }
    }
    if found.is_none() && parts.is_some() {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("The body of the request has no part {part}")));
    }
    Ok(())
}

/// The body of the request as it was sent, as a text or a Blob.
#[command(814, "WEB GET HTTP BODY", thread_safe)]
fn web_get_http_body(process: &mut Process<'_>, body: Location, span: Span) {
    match Exchange::of(process) {
        Some(exchange) => {
            let request = &exchange.request;
            write_content(process, &body, &request.body, || request.text(), span);
        }
        None => write_content(process, &body, &[], String::new, span),
    }
}

/// The header of the request: as one text, or as two arrays of names and values, which begin with `X-METHOD`, `X-URL` and
/// `X-VERSION`. Names are written with capitals, such as `User-Agent`.
#[command(697, "WEB GET HTTP HEADER", thread_safe, missing = "names of fields are not as the client wrote them")]
fn web_get_http_header(
    process: &mut Process<'_>,
    header: Location,
    value_array: Option<Location>,
    span: Span,
) -> Result<(), Error> {
    let exchange = Exchange::of(process);
    let request = exchange.as_ref().map(|exchange| &exchange.request);
    let Some(value_array) = value_array else {
        let text = request.map(|request| request.head()).unwrap_or_default();
        process.write(&header, Value::Text(Text::from(text)), span);
        return Ok(());
    };
    let mut fields = Headers::new();
    if let Some(request) = request {
        fields.push(("X-METHOD".to_owned(), request.method.clone()));
        fields.push(("X-URL".to_owned(), request.target.clone()));
        fields.push(("X-VERSION".to_owned(), request.version.to_owned()));
        fields.extend(request.headers.iter().cloned());
    }
    write_texts(process, &header, fields.iter().map(|(name, _)| name.clone()), span)?;
    write_texts(process, &value_array, fields.into_iter().map(|(_, value)| value), span)
}

/// Whether the request came over TLS.
#[command(698, "WEB Is secured connection", thread_safe)]
fn web_is_secured_connection(process: &mut Process<'_>) -> bool {
    Exchange::of(process).is_some_and(|exchange| exchange.request.secure)
}

/// The id of the web session of the request; empty where there is none.
#[command(1162, "WEB Get current session ID", thread_safe)]
fn web_get_current_session_id(process: &mut Process<'_>) -> Text {
    let session = Exchange::of(process).and_then(|_| process.record.session());
    session.map(|session| session.id.clone()).unwrap_or_default()
}

/// Whether the browser has proved that it knows this password of the user, in the mode DIGEST.
#[command(946, "WEB Validate digest", thread_safe)]
fn web_validate_digest(process: &mut Process<'_>, user_name: &Text, password: &Text) -> Result<bool, Error> {
    match Exchange::of(process) {
        Some(exchange) => authentication::is_valid_digest(&exchange, &user_name.to_cow(), &password.to_cow()),
        None => Ok(false),
    }
}

/// Belongs to sessions of the past, which are not supported: nothing happens.
#[command(1208, "WEB LEGACY CLOSE SESSION", thread_safe)]
fn web_legacy_close_session(_session_id: &Text) {}

/// Belongs to sessions of the past, which are not supported: the date and the time are empty.
#[command(1207, "WEB LEGACY GET SESSION EXPIRATION", thread_safe)]
fn web_legacy_get_session_expiration(
    process: &mut Process<'_>,
    session_id: &Text,
    exp_date: Location,
    exp_time: Location,
    span: Span,
) {
    let _ = session_id;
    process.write(&exp_date, Value::Date(Date::default()), span);
    process.write(&exp_time, Value::Time(Time::default()), span);
}
