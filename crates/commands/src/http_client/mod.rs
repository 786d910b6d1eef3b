//! HTTP client ([theme](https://developer.4d.com/docs/commands/theme/HTTP)), and what it has in common with the classes
//! `4D.HTTPRequest` and `4D.HTTPAgent`.

pub(crate) mod certificates;
pub(crate) mod content;
pub(crate) mod fields;
mod options;
mod parse_message;
mod request;
pub(crate) mod transport;

use certificates::{HTTP_GET_CERTIFICATES_FOLDER, HTTP_SET_CERTIFICATES_FOLDER};
use fourd_macros::theme;
use options::{HTTP_AUTHENTICATE, HTTP_GET_OPTION, HTTP_SET_OPTION};
use parse_message::HTTP_PARSE_MESSAGE;
use request::{HTTP_GET, HTTP_REQUEST};

theme!("HTTP":
    http_authenticate, http_get, http_get_certificates_folder, http_get_option, http_parse_message, http_request,
    http_set_certificates_folder, http_set_option);
