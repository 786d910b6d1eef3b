//! What comes in becomes a request of the core.

use super::limits::{Limits, MOST_HEAD, MOST_URL};
use crate::message::{Headers, Request};
use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::{Method, Version};
use std::io::Read;
use tokio::time::{Instant, timeout_at};

/// How much memory a body gets at once that only says how long it is.
const AT_ONCE: usize = 64 * 1024;

/// Whether the end of the body is a matter of its chunks. Others on the way of the request may see another end of it, by a
/// length in addition to the chunks, so that what follows is read as no request.
pub(super) fn is_chunked(incoming: &hyper::Request<Incoming>) -> bool {
    incoming.headers().contains_key(TRANSFER_ENCODING)
}

/// The whole request.
///
/// # Errors
/// The status of a refusal, with what is known of the request.
pub(super) async fn read(
    incoming: hyper::Request<Incoming>,
    most: usize,
    limits: &Limits,
) -> Result<Request, (u16, Request)> {
    let (head, body) = incoming.into_parts();
    let mut request = request(&head);
    if let Err(status) = check(&head, most) {
        return Err((status, request));
    }
    match collect(body, most, limits).await.and_then(|body| unpack(&request, body, most)) {
        Ok((body, was_packed)) => {
            request.body = body;
            if was_packed {
                request.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-encoding"));
            }
            Ok(request)
        }
        Err(status) => Err((status, request)),
    }
}

/// Whether the request can be read, without a look at its body.
fn check(head: &http::request::Parts, most: usize) -> Result<(), u16> {
    if head.uri.path_and_query().is_some_and(|target| target.as_str().len() > MOST_URL) {
        return Err(414);
    }
    let fields = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len());
    if fields.sum::<usize>() > MOST_HEAD {
        return Err(431);
    }
    let hosts = head.headers.get_all(HOST).iter().count();
    let needs_host = head.version == Version::HTTP_11;
    if head.method == Method::CONNECT || hosts > 1 || needs_host && hosts == 0 {
        return Err(400);
    }
    let Some(length) = head.headers.get(CONTENT_LENGTH) else { return Ok(()) };
    match length.to_str().ok().and_then(|length| length.parse::<u64>().ok()) {
        Some(length) if length > most as u64 => Err(413),
        Some(_) => Ok(()),
        None => Err(400),
    }
}

/// The request without its body.
fn request(head: &http::request::Parts) -> Request {
    let mut headers = Headers::with_capacity(head.headers.len() + 1);
    for (name, value) in &head.headers {
        let value = match value.to_str() {
            Ok(value) => value.to_owned(),
            // Bytes outside of ASCII count as those of Latin-1.
            Err(_) => value.as_bytes().iter().map(|byte| char::from(*byte)).collect(),
        };
        headers.push((title_case(name.as_str()), value));
    }
    if let (None, Some(authority)) = (head.headers.get(HOST), head.uri.authority()) {
        headers.push(("Host".to_owned(), authority.to_string()));
    }
    Request {
        version: match head.version {
            Version::HTTP_10 => "HTTP/1.0",
            Version::HTTP_2 => "HTTP/2.0",
            _ => "HTTP/1.1",
        },
        headers,
        ..Request::new(head.method.as_str(), head.uri.path_and_query().map_or("/", |target| target.as_str()))
    }
}

/// The body, as it was sent.
async fn collect(mut body: Incoming, most: usize, limits: &Limits) -> Result<Bytes, u16> {
    let began = Instant::now();
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    let mut came = 0;
    while !body.is_end_stream() {
        let until = began.checked_add(limits.body(came)).ok_or(408_u16)?;
        let frame = match timeout_at(until, body.frame()).await {
            Err(_) => return Err(408),
            Ok(None) => break,
            Ok(Some(Err(_))) => return Err(400),
            Ok(Some(Ok(frame))) => frame,
        };
        let Ok(data) = frame.into_data() else { continue };
        came += data.len();
        if came > most {
            return Err(413);
        }
        if first.is_empty() {
            first = data;
            continue;
        }
        if all.is_empty() {
            let expected = usize::try_from(body.size_hint().lower()).unwrap_or_default().min(AT_ONCE);
            all.reserve(came + expected);
            all.extend_from_slice(&first);
        }
        all.extend_from_slice(&data);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// Unpacks a body that was sent compressed, and says whether it was.
fn unpack(request: &Request, body: Bytes, most: usize) -> Result<(Bytes, bool), u16> {
    if !request.header("content-encoding").is_some_and(|encoding| encoding.trim().eq_ignore_ascii_case("gzip")) {
        return Ok((body, false));
    }
    let mut unpacked = Vec::new();
    // It may take long: other connections are served by other threads.
    tokio::task::block_in_place(|| {
        let decoder = flate2::read::MultiGzDecoder::new(body.as_ref());
        decoder.take(most as u64 + 1).read_to_end(&mut unpacked).map_err(|_| 400_u16)
    })?;
    if unpacked.len() > most { Err(413) } else { Ok((Bytes::from(unpacked), true)) }
}

/// The name of a header field with capitals, as most clients write it: how this one did is not known.
fn title_case(name: &str) -> String {
    let mut before = '-';
    let letters = name.chars().map(|letter| {
        let shown = if before == '-' { letter.to_ascii_uppercase() } else { letter };
        before = letter;
        shown
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_packed_body_has_a_limit_too() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let packed = encoder.write_all(&[0; 100_000]).and_then(|()| encoder.finish()).unwrap_or_default();
        assert!(packed.len() < 1000);
        let request = Request::new("POST", "/").with("Content-Encoding", "gzip");
        let unpacked = |most| unpack(&request, Bytes::from(packed.clone()), most).map(|(body, _)| body.len());
        assert_eq!((unpacked(100_000), unpacked(99_999)), (Ok(100_000), Err(413)));
        assert_eq!(unpack(&request, Bytes::from_static(b"abc"), 100), Err(400));
    }

    #[test]
    fn names_of_fields_get_capitals() {
        assert_eq!((title_case("x-probe-2a").as_str(), title_case("te").as_str()), ("X-Probe-2a", "Te"));
    }
}
