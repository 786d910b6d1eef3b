//! Files of the web folder: types, conditional requests, ranges.

use crate::compression::{Packing, compress_by};
use crate::message::{Request, Response, with_charset};
use crate::server::Server;
use bytes::Bytes;
use fourd_host::{Metadata, Open};
use fourd_runtime::recent::Recent;
use parking_lot::Mutex;
use std::ffi::OsStr;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The largest file that is sent, in bytes.
const MOST: u64 = 2 << 30;
/// The largest file that is kept in memory, in bytes.
const LARGEST_KEPT: u64 = 2 << 20;
/// How many bytes of files are kept in memory.
const MOST_KEPT: usize = 64 << 20;
/// What a project has for itself. Where the folder of the files is that of the project, or one above it, none of it is sent.
const OWN_FOLDERS: &[&str] = &["Project", "Settings", "Data", "Logs", "Components", "Libraries", "Plugins"];
/// Files of a project that are secret.
const OWN_FILES: &[&str] = &["key.pem", "cert.pem"];
/// The one folder with a hidden name whose files are for everyone (RFC 8615).
const WELL_KNOWN: &str = ".well-known";

/// A file that a request names.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// What is known of it.
    pub about: Metadata,
}

/// What a server keeps of its files. A file that has changed is read again.
pub struct Kept {
    folder: Mutex<Option<Arc<Folder>>>,
    contents: Mutex<Recent<(PathBuf, Form), Content>>,
}

/// The folder of the files.
struct Folder {
    /// Its path as the settings name it.
    named: PathBuf,
    /// Its path without links.
    real: PathBuf,
    /// The folder of the project without links, where it is in this folder, or is the same.
    project: Option<PathBuf>,
}

/// A form of a file's content.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    /// As it is.
    Plain,
    /// Packed by an encoding at a level.
    Packed(&'static str, u32),
}

/// A form of a file with the size and time of the file that it was made of.
#[derive(Clone)]
struct Content {
    size: u64,
    modified: SystemTime,
    bytes: Bytes,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept { folder: Mutex::default(), contents: Mutex::new(Recent::new(usize::MAX, MOST_KEPT)) }
    }
}

impl Kept {
    fn folder(&self, server: &Server, named: &Path) -> Option<Arc<Folder>> {
        let mut known = self.folder.lock();
        if let Some(folder) = known.as_ref().filter(|folder| folder.named == named) {
            return Some(folder.clone());
        }
        let files = server.program.surroundings.host.files();
        let real = files.canonical(named).ok()?;
        let project = files.canonical(&server.own_project().root).ok()?;
        let project = project.starts_with(&real).then_some(project);
        let folder = Arc::new(Folder { named: named.to_path_buf(), real, project });
        *known = Some(folder.clone());
        Some(folder)
    }

    /// A form of a file as it is now, made where it is not kept.
    fn content(&self, found: &Found, form: Form, make: impl FnOnce() -> Option<Bytes>) -> Option<Bytes> {
        let (key, size, modified) = ((found.path.clone(), form), found.about.len(), found.about.modified);
        let known = self.contents.lock().get(&key);
        if let Some(known) = known.filter(|known| known.size == size && known.modified == modified) {
            return Some(known.bytes);
        }
        let bytes = make()?;
        let content = Content { size, modified, bytes: bytes.clone() };
        self.contents.lock().put(key, bytes.len(), content);
        Some(bytes)
    }
}

impl Folder {
    /// Whether everyone may read a file at this path without links.
    fn is_open(&self, real: &Path) -> bool {
        let Ok(inside) = real.strip_prefix(&self.real) else { return false };
        let hidden = |part: &OsStr| part.as_encoded_bytes().starts_with(b".");
        let mut parts = inside.iter().enumerate();
        if parts.any(|(index, part)| hidden(part) && (index > 0 || part != WELL_KNOWN)) {
            return false;
        }
        let in_project = self.project.as_ref().and_then(|project| real.strip_prefix(project).ok());
        let first = in_project.and_then(|inside| inside.iter().next()).unwrap_or_default();
        !OWN_FOLDERS.iter().chain(OWN_FILES).any(|own| first.eq_ignore_ascii_case(own))
    }
}

/// The regular file at a path, which no link leads out of the folder, and which everyone may read.
pub fn find(server: &Server, root: &Path, path: &Path) -> Option<Found> {
    let files = server.program.surroundings.host.files();
    let about = files.metadata(path).ok()?;
    if !about.is_regular() {
        return None;
    }
    let folder = server.files.folder(server, root)?;
    let real = files.canonical(path).ok()?;
    folder.is_open(&real).then_some(Found { path: real, about })
}

impl Server {
    /// The packed form of a file's content, kept for the next request.
    fn packed(&self, found: &Found, packing: Packing, body: &Bytes) -> Option<Bytes> {
        if found.about.len() > LARGEST_KEPT {
            return packing.pack(body);
        }
        let form = Form::Packed(packing.encoding, packing.level.level());
        self.files.content(found, form, || packing.pack(body))
    }
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
pub fn read(server: &Server, found: &Found) -> Option<Bytes> {
    read_range(server, found, 0, found.about.len())
}

fn read_range(server: &Server, found: &Found, start: u64, length: u64) -> Option<Bytes> {
    let size = found.about.len();
    if size > LARGEST_KEPT {
        return read_from_disk(server, found, start, length);
    }
    let whole = server.files.content(found, Form::Plain, || read_from_disk(server, found, 0, size))?;
    let end = start.checked_add(length)?;
    let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
    (end <= whole.len()).then(|| whole.slice(start..end))
}

fn read_from_disk(server: &Server, found: &Found, start: u64, length: u64) -> Option<Bytes> {
    if length > MOST {
        return None;
    }
    let mut file = server.program.surroundings.host.files().open(&found.path, Open::READ).ok()?;
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut content = Vec::with_capacity(length as usize);
    file.take(length).read_to_end(&mut content).ok()?;
    Some(Bytes::from(content))
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
    compress_by(&server.values(), request, &mut response, |packing, body| server.packed(found, packing, body));
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
