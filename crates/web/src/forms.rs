//! Bodies of several parts, and the variables of a request.

use crate::message::Request;
use crate::url;
use bytes::Bytes;

/// A part of a body of the type `multipart/form-data`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the field.
    pub name: String,
    /// The name of the file; empty for what is none.
    pub file: String,
    /// The media type; empty where none is given.
    pub media_type: String,
    /// What it holds.
    pub content: Bytes,
}

/// The parts of a request's body, those before a mistake in it.
pub fn parts(request: &Request) -> Vec<Part> {
    let Some(boundary) = request.header("content-type").and_then(|value| multer::parse_boundary(value).ok()) else {
        return Vec::new();
    };
    // The body is complete: nothing of it is waited for.
    let body = http_body_util::Full::new(request.body.clone());
    let stream = http_body_util::BodyDataStream::new(body);
    let mut form = multer::Multipart::new(stream, boundary);
    let read = async {
        let mut parts = Vec::new();
        while let Ok(Some(field)) = form.next_field().await {
            let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
            let (name, file) = (text(field.name()), text(field.file_name()));
            let media_type = field.content_type().map(ToString::to_string).unwrap_or_default();
            let Ok(content) = field.bytes().await else { break };
            parts.push(Part { name, file, media_type, content });
        }
        parts
    };
    pollster(read)
}

/// Runs something that never has to wait.
fn pollster<T: Default>(work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    // Each step takes something of the body, so this ends.
    for _ in 0..1_000_000 {
        if let std::task::Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
    T::default()
}

/// The variables of a request: those of the query, then those of a form in the body, in order.
pub fn variables(request: &Request, parts: impl FnOnce() -> Vec<Part>) -> Vec<(String, String)> {
    let mut all = url::pairs(request.query());
    match request.media_type().as_str() {
        "application/x-www-form-urlencoded" => all.extend(url::pairs(&String::from_utf8_lossy(&request.body))),
        "multipart/form-data" => {
            for part in parts() {
                let value = match part.file.is_empty() {
                    true => String::from_utf8_lossy(&part.content).into_owned(),
                    false => String::new(),
                };
                all.push((part.name, value));
            }
        }
        _ => {}
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Request {
        let body = "--cut\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA title\r\n--cut\r\n\
                    Content-Disposition: form-data; name=\"upload\"; filename=\"notes.txt\"\r\n\
                    Content-Type: text/plain\r\n\r\nthe file\r\n--cut--\r\n";
        Request::new("POST", "/a?x=1").with("Content-Type", "multipart/form-data; boundary=cut").with_body(body)
    }

    #[test]
    fn a_form_has_its_parts_in_order() {
        let found = parts(&form());
        let shown: Vec<_> =
            found.iter().map(|part| (&*part.name, &*part.file, &*part.media_type, &*part.content)).collect();
        assert_eq!(
            shown,
            [("title", "", "", b"A title".as_slice()), ("upload", "notes.txt", "text/plain", b"the file".as_slice())]
        );
    }

    #[test]
    fn variables_come_from_the_query_and_the_form() {
        let request = form();
        let found = variables(&request, || parts(&request));
        let shown: Vec<_> = found.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(shown, [("x", "1"), ("title", "A title"), ("upload", "")]);
    }

    #[test]
    fn a_body_that_is_cut_off_ends_the_parts() {
        let request = Request::new("POST", "/").with("Content-Type", "multipart/form-data; boundary=cut");
        assert!(parts(&request.with_body("--cut\r\nContent-Dispo")).is_empty());
    }
}
