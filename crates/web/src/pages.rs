//! Pages with tags ([Template pages](https://developer.4d.com/docs/WebServer/templates)).

use crate::authentication;
use crate::charset;
use crate::exchange::Exchange;
use crate::files;
use crate::message::Response;
use crate::url;
use crate::work::authenticate;
use encoding_rs::Encoding;
use fourd_commands::tools::tags::{self, Page, Permission};
use fourd_runtime::Process;
use fourd_value::{Error, Text};
use std::path::Path;
use std::rc::Rc;

/// The answer with a page that a URL names. On Web Authentication runs before the first code of the page, wherever that is.
pub fn page(process: &mut Process<'_>, exchange: &Rc<Exchange>, path: &Path) -> Response {
    let root = &exchange.running.root;
    let found = files::find(&exchange.server, root, path);
    let Some(content) = found.and_then(|found| files::read(&exchange.server, &found)) else {
        return Response::error(404);
    };
    let (template, encoding) = tags::decode(&content, charset::of_server(&exchange.running.values()));
    let template = Text::from(template);
    let asking = exchange.clone();
    let permission: Permission = Rc::new(move |process| authenticate(process, &asking).is_ok());
    let folder = path.parent().unwrap_or(root).to_path_buf();
    let page = Page { root: root.clone(), folder, dollars: true, encoding, permission: Some(permission) };
    let made = tags::page(process, &template, page);
    if exchange.accepted.get() == Some(false) {
        return authentication::refusal(exchange);
    }
    match made {
        Ok(text) if !process.attention => {
            let (media_type, body) = charset::body(text.to_cow().into_owned(), &files::media_type(path), encoding);
            let response = Response::of(200, &media_type, body);
            exchange.answer.borrow().apply(response)
        }
        _ => Response::error(500),
    }
}

/// The home page that code has set for the request.
pub fn home(process: &mut Process<'_>, exchange: &Rc<Exchange>, name: &str) -> Response {
    let root = &exchange.running.root;
    let Some(found) = url::file_below(root, name).and_then(|path| files::find(&exchange.server, root, &path)) else {
        return Response::error(404);
    };
    match files::is_page(&found.path) {
        true => page(process, exchange, &found.path),
        false => exchange.answer.borrow().apply(files::response(&exchange.server, &exchange.request, &found)),
    }
}

/// The text of a page that code sends. Its files are relative to a folder of the web folder, and in a character set where
/// they name none.
///
/// # Errors
/// As [`tags::page`].
pub fn made(
    process: &mut Process<'_>,
    exchange: &Exchange,
    folder: &Path,
    template: &Text,
    encoding: &'static Encoding,
) -> Result<Text, Error> {
    let root = exchange.running.root.clone();
    let page = Page { root, folder: folder.to_path_buf(), dollars: false, encoding, permission: None };
    tags::page(process, template, page)
}
