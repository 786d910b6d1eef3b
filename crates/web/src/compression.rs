//! Answers become shorter where the client accepts it
//! ([HTTP compression](https://developer.4d.com/docs/WebServer/webServerConfig#http-compression-level)).

use crate::message::{Body, Request, Response};
use crate::values::Values;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use std::io::Write;

/// Whether bodies of a type become shorter.
fn is_compressible(media_type: &str) -> bool {
    let base = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    base.starts_with("text/")
        || ["application/json", "application/javascript", "application/xml", "image/svg+xml"].contains(&&*base)
        || base.ends_with("+json")
        || base.ends_with("+xml")
}

/// The encoding that a client accepts.
fn accepted(request: &Request) -> Option<&'static str> {
    let header = request.header("accept-encoding")?.to_ascii_lowercase();
    let takes = |name: &str| {
        header.split(',').any(|each| {
            let mut parts = each.split(';').map(str::trim);
            let is_it = parts.next() == Some(name);
            let is_refused = parts.any(|part| {
                part.strip_prefix("q=")
                    .and_then(|weight| weight.parse::<f32>().ok())
                    .is_some_and(|weight| weight <= 0.0)
            });
            is_it && !is_refused
        })
    };
    ["gzip", "deflate"].into_iter().find(|name| takes(name))
}

/// How a body is packed.
#[derive(Clone, Copy)]
pub struct Packing {
    /// The name of the encoding.
    pub encoding: &'static str,
    /// The level, as the library has it.
    pub level: Compression,
}

impl Packing {
    /// How the body of an answer is packed for clients that accept it; nothing where it is sent as it is.
    fn level(values: &Values, response: &Response) -> Option<Compression> {
        let Body::Whole(body) = &response.body else { return None };
        let threshold = usize::try_from(values.number("HTTPCompressionThreshold")).unwrap_or_default();
        let is_fit = body.len() >= threshold.max(1)
            && response.status != 206
            && response.header("content-encoding").is_none()
            && response.header("content-type").is_some_and(is_compressible);
        match u32::try_from(values.number("HTTPCompressionLevel")) {
            _ if !is_fit => None,
            Ok(0) => None,
            Ok(level) => Some(Compression::new(level.min(9))),
            Err(_) => Some(Compression::default()),
        }
    }

    /// Packs bytes.
    pub fn pack(self, body: &[u8]) -> Option<Bytes> {
        let packed = match self.encoding {
            "gzip" => {
                let mut encoder = GzEncoder::new(Vec::new(), self.level);
                encoder.write_all(body).and_then(|()| encoder.finish())
            }
            _ => {
                let mut encoder = ZlibEncoder::new(Vec::new(), self.level);
                encoder.write_all(body).and_then(|()| encoder.finish())
            }
        };
        packed.ok().map(Bytes::from)
    }
}

/// Packs the body of an answer where that is worth it and the client accepts it.
pub fn compress(values: &Values, request: &Request, response: &mut Response) {
    compress_by(values, request, response, |packing, body| packing.pack(body));
}

/// As [`compress`], with what packs.
pub fn compress_by(
    values: &Values,
    request: &Request,
    response: &mut Response,
    pack: impl FnOnce(Packing, &Bytes) -> Option<Bytes>,
) {
    let Some(level) = Packing::level(values, response) else { return };
    let packed = match (&response.body, accepted(request)) {
        (Body::Whole(body), Some(encoding)) => pack(Packing { encoding, level }, body).map(|packed| (encoding, packed)),
        _ => None,
    };
    if !response.header("vary").is_some_and(|fields| fields.to_ascii_lowercase().contains("accept-encoding")) {
        response.add("Vary", "Accept-Encoding");
    }
    let Some((encoding, packed)) = packed else { return };
    response.set("Content-Encoding", encoding);
    // It is another representation of the file than the one that was named.
    response.remove("ETag");
    response.remove("Accept-Ranges");
    response.body = Body::Whole(packed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compressed_from_a_length_on() {
        let values = Values::defaults("a");
        let packed = |accepted: &str, length: usize, media_type: &str| {
            let request = Request::new("GET", "/").with("Accept-Encoding", accepted);
            let mut response = Response::of(200, media_type, vec![b'a'; length]);
            compress(&values, &request, &mut response);
            response.header("content-encoding").map(str::to_owned)
        };
        assert_eq!(packed("deflate, gzip", 2000, "text/html; charset=UTF-8").as_deref(), Some("gzip"));
        assert_eq!(packed("gzip;q=0, deflate", 2000, "application/json").as_deref(), Some("deflate"));
        assert_eq!(packed("gzip", 1023, "text/html"), None);
        assert_eq!(packed("gzip", 1024, "text/html").as_deref(), Some("gzip"));
        assert_eq!(packed("gzip", 2000, "image/png"), None);
        assert_eq!(packed("br", 2000, "text/html"), None);
    }
}
