//! The first lines of an answer.

use super::Headers;
use crate::network::failed;
use fourd_value::Error;

/// How long status line and header fields may be together, in bytes.
pub(crate) const MAX_HEAD: usize = 256 << 10;
/// How many header fields there may be.
const MAX_FIELDS: usize = 2000;

/// Status line and header fields of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The status.
    pub(crate) status: u16,
    /// What the server says about it.
    pub(crate) reason: String,
    /// Whether the server speaks HTTP 1.1 or later.
    pub(crate) newer: bool,
    /// The header fields in their order.
    pub(crate) headers: Headers,
}

/// Bytes of a header as text.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

impl Head {
    /// Reads a head that is there as a whole; with its length.
    ///
    /// # Errors
    /// It is not valid.
    pub(crate) fn parse(bytes: &[u8]) -> Result<(Head, usize), Error> {
        let mut room = 100;
        loop {
            let mut fields = vec![httparse::EMPTY_HEADER; room];
            let mut response = httparse::Response::new(&mut fields);
            let mut rules = httparse::ParserConfig::default();
            rules
                .allow_spaces_after_header_name_in_responses(true)
                .allow_obsolete_multiline_headers_in_responses(true)
                .allow_multiple_spaces_in_response_status_delimiters(true);
            match rules.parse_response(&mut response, bytes) {
                Ok(httparse::Status::Complete(length)) => {
                    let head = Head {
                        status: response.code.unwrap_or_default(),
                        reason: response.reason.unwrap_or_default().to_owned(),
                        newer: response.version == Some(1),
                        headers: response
                            .headers
                            .iter()
                            .map(|field| (field.name.to_owned(), text(field.value).trim().to_owned()))
                            .collect(),
                    };
                    return Ok((head, length));
                }
                Ok(httparse::Status::Partial) => return Err(failed("The answer ends in its header")),
                Err(httparse::Error::TooManyHeaders) if room < MAX_FIELDS => room = MAX_FIELDS,
                Err(problem) => return Err(failed(format!("The answer is not valid HTTP: {problem}"))),
            }
        }
    }
}

/// The position behind the empty line that ends a head, looked for from `from` on.
pub(crate) fn end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut position = from;
    while let Some(found) = bytes.get(position..)?.iter().position(|byte| *byte == b'\n') {
        position += found + 1;
        match bytes.get(position..) {
            Some([b'\n', ..]) => return Some(position + 1),
            Some([b'\r', b'\n', ..]) => return Some(position + 2),
            _ => {}
        }
    }
    None
}
