//! Pages with tags ([Template pages](https://developer.4d.com/docs/WebServer/templates)).

use crate::exchange::Exchange;
use crate::files;
use crate::message::Response;
use crate::url;
use crate::work::authenticate;
use fourd_commands::tools::tags::{self, Page};
use fourd_project::DatabaseMethod;
use fourd_runtime::Process;
use fourd_value::{Error, Text};
use std::path::Path;

/// The answer with a page that a URL names.
pub fn page(process: &mut Process<'_>, exchange: &Exchange, path: &Path) -> Response {
    let root = &exchange.running.root;
    let found = files::find(&exchange.server, root, path);
    let Some(content) = found.and_then(|found| files::read(&exchange.server, &found)) else {
        return Response::error(404);
    };
    let template = Text::from(String::from_utf8_lossy(&content).into_owned());
    if runs_methods(process, exchange, &template)
        && let Err(refused) = authenticate(process, exchange)
    {
        return refused;
    }
    match made(process, exchange, path.parent().unwrap_or(root), &template, true) {
        Ok(text) if !process.attention => {
            let body = text.to_cow().into_owned();
            let own = exchange.answer.borrow();
            let mut response = Response::of(200, &files::media_type(path), body);
            for (name, value) in own.fields() {
                response.set(name, value);
            }
            response
        }
        _ => Response::error(500),
    }
}

/// The home page that code has set for the request.
pub fn home(process: &mut Process<'_>, exchange: &Exchange, name: &str) -> Response {
    let root = &exchange.running.root;
    let Some(found) = url::file_below(root, name).and_then(|path| files::find(&exchange.server, root, &path)) else {
        return Response::error(404);
    };
    match files::is_page(&found.path) {
        true => page(process, exchange, &found.path),
        false => files::response(&exchange.server, &exchange.request, &found),
    }
}

/// Whether tags of a page call methods, so that On Web Authentication runs first.
fn runs_methods(process: &Process<'_>, exchange: &Exchange, template: &Text) -> bool {
    if exchange.server.own_project().database_method(DatabaseMethod::OnWebAuthentication).is_none() {
        return false;
    }
    let text = template.to_cow();
    let mut rest = &*text;
    while let Some(start) = rest.find("<!--#").into_iter().chain(rest.find("$4")).min() {
        rest = rest.get(start + 2..).unwrap_or_default();
        let body = rest.split("-->").next().unwrap_or_default();
        let is_script = body.trim_start_matches(['-', '#']).to_ascii_uppercase().starts_with("4DSCRIPT");
        // The name of a tag is not the name of a method.
        let line = body.split_once([' ', '(', '\n', '\r']).map_or("", |(_, line)| line);
        if is_script || tags::mentions_method(process, line) {
            return true;
        }
    }
    false
}

/// The text of a page whose files are relative to a folder of the web folder.
///
/// # Errors
/// As [`tags::page`].
pub fn made(
    process: &mut Process<'_>,
    exchange: &Exchange,
    folder: &Path,
    template: &Text,
    dollars: bool,
) -> Result<Text, Error> {
    let root = exchange.running.root.clone();
    tags::page(process, template, Page { root, folder: folder.to_path_buf(), dollars })
}
