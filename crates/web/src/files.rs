//! Files of the web folder: types, conditional requests, ranges.

use crate::message::{Request, Response, with_charset};
use crate::server::Server;
use fourd_host::{Metadata, Open};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The largest file that is sent, in bytes.
const MOST: u64 = 2 << 30;

/// A file that a request names.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// What is known of it.
    pub about: Metadata,
}

/// The regular file at a path, which no link leads out of the folder.
pub fn find(server: &Server, root: &Path, path: &Path) -> Option<Found> {
    let files = server.program.surroundings.host.files();
    let about = files.metadata(path).ok()?;
    if !about.is_regular() {
        return None;
    }
    let (real, real_root) = (files.canonical(path).ok()?, files.canonical(root).ok()?);
    real.starts_with(&real_root).then_some(Found { path: real, about })
}

/// Whether a URL with the extension of this file is a page with tags.
pub fn is_page(path: &Path) -> bool {
    has_extension(path, &["shtm", "shtml", "xml", "xsl"])
}

/// Whether `WEB SEND FILE` looks for tags in this file.
pub fn is_text(path: &Path) -> bool {
    is_page(path) || has_extension(path, &["htm", "html"])
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| known.contains(&&*extension))
}

/// The media type of a file, by its extension.
pub fn media_type(path: &Path) -> String {
    if has_extension(path, &["shtm", "shtml"]) {
        return with_charset("text/html");
    }
    with_charset(mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream"))
}

/// The content of a file.
pub fn read(server: &Server, found: &Found) -> Option<Vec<u8>> {
    read_range(server, found, 0, found.about.len())
}

fn read_range(server: &Server, found: &Found, start: u64, length: u64) -> Option<Vec<u8>> {
    if length > MOST {
        return None;
    }
    let mut file = server.program.surroundings.host.files().open(&found.path, Open::READ).ok()?;
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut content = Vec::with_capacity(length as usize);
    file.take(length).read_to_end(&mut content).ok()?;
    Some(content)
}

/// The mark of a version of a file.
fn tag(about: &Metadata) -> String {
    let age = about.modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("\"{:x}-{:x}\"", about.len(), age.as_nanos())
}

/// The time of a file as HTTP has it: without fractions of a second.
fn modified(about: &Metadata) -> SystemTime {
    let age = about.modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(age.as_secs())
}

/// Whether the client has this version of the file already.
fn is_known(request: &Request, about: &Metadata) -> bool {
    if let Some(tags) = request.header("if-none-match") {
        return tags.split(',').any(|known| known.trim() == "*" || known.trim().trim_start_matches("W/") == tag(about));
    }
    let since = request.header("if-modified-since").and_then(|since| httpdate::parse_http_date(since).ok());
    since.is_some_and(|since| modified(about) <= since)
}

/// A range of bytes.
#[derive(Debug, PartialEq, Eq)]
enum Range {
    /// The whole file.
    Whole,
    /// From the first to the last byte, both included.
    Part(u64, u64),
    /// None of the file.
    Outside,
}

/// The requested range; several count as the whole file.
fn range(request: &Request, about: &Metadata) -> Range {
    let Some(wanted) = request.header("range").and_then(|range| range.trim().strip_prefix("bytes=")) else {
        return Range::Whole;
    };
    if let Some(condition) = request.header("if-range") {
        let is_same = condition.trim() == tag(about)
            || httpdate::parse_http_date(condition).is_ok_and(|date| date == modified(about));
        if !is_same {
            return Range::Whole;
        }
    }
    let Some((first, last)) = wanted.split_once('-').filter(|_| !wanted.contains(',')) else { return Range::Whole };
    let (size, first, last) = (about.len(), first.trim(), last.trim());
    let numbers = |text: &str| text.parse::<u64>().ok();
    match (numbers(first), numbers(last)) {
        (Some(first), _) if first >= size => Range::Outside,
        (Some(first), Some(last)) if last < first => Range::Whole,
        (Some(first), Some(last)) => Range::Part(first, last.min(size - 1)),
        (Some(first), None) if last.is_empty() => Range::Part(first, size - 1),
        (None, Some(0)) if first.is_empty() => Range::Outside,
        (None, Some(_)) if first.is_empty() && size == 0 => Range::Outside,
        (None, Some(count)) if first.is_empty() => Range::Part(size.saturating_sub(count), size - 1),
        _ => Range::Whole,
    }
}

/// The answer with a file.
pub fn response(server: &Server, request: &Request, found: &Found) -> Response {
    if !["GET", "HEAD", "POST"].contains(&&*request.method) {
        let mut response = match request.method.as_str() {
            "OPTIONS" => Response::new(204),
            _ => Response::error(405),
        };
        response.set("Allow", "GET, HEAD, POST, OPTIONS");
        return response;
    }
    let date = httpdate::fmt_http_date(found.about.modified);
    let with_version = |mut response: Response| {
        response.set("Last-Modified", &date);
        response.set("ETag", &tag(&found.about));
        response.set("Accept-Ranges", "bytes");
        response
    };
    if is_known(request, &found.about) {
        return with_version(Response::new(304));
    }
    let size = found.about.len();
    let (status, start, length) = match range(request, &found.about) {
        Range::Whole => (200, 0, size),
        Range::Part(first, last) => (206, first, last - first + 1),
        Range::Outside => {
            let mut response = Response::error(416);
            response.set("Content-Range", &format!("bytes */{size}"));
            return response;
        }
    };
    let Some(content) = read_range(server, found, start, length) else { return Response::error(404) };
    let mut response = with_version(Response::of(status, &media_type(&found.path), content));
    if status == 206 {
        response.set("Content-Range", &format!("bytes {start}-{}/{size}", start + length - 1));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use fourd_host::Kind;

    fn about(size: u64) -> Metadata {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
        Metadata { kind: Kind::File, size, created: time, modified: time, mode: 0o644 }
    }

    fn asked(value: &str) -> Range {
        range(&Request::new("GET", "/").with("Range", value), &about(10))
    }

    #[test]
    fn ranges_of_a_file() {
        assert_eq!(asked("bytes=2-4"), Range::Part(2, 4));
        assert_eq!(asked("bytes=2-"), Range::Part(2, 9));
        assert_eq!(asked("bytes=-3"), Range::Part(7, 9));
        assert_eq!(asked("bytes=5-99"), Range::Part(5, 9));
        assert_eq!(asked("bytes=10-"), Range::Outside);
        for whole in ["bytes=4-2", "bytes=1-2,4-5", "lines=1-2", "bytes=a-b"] {
            assert_eq!(asked(whole), Range::Whole, "{whole}");
        }
    }

    #[test]
    fn a_client_that_has_the_file_gets_it_not_again() {
        let known = |name: &str, value: &str| is_known(&Request::new("GET", "/").with(name, value), &about(10));
        assert!(known("If-Modified-Since", "Thu, 01 Jan 1970 00:00:01 GMT"));
        assert!(!known("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"));
        assert!(known("If-None-Match", &format!("\"x\", W/{}", tag(&about(10)))));
        assert!(!known("If-None-Match", "\"x\""));
    }

    #[test]
    fn types_of_files() {
        assert_eq!(media_type(Path::new("a.shtml")), "text/html; charset=UTF-8");
        assert_eq!(media_type(Path::new("a.PNG")), "image/png");
        assert_eq!(media_type(Path::new("a.unknown")), "application/octet-stream");
    }
}
