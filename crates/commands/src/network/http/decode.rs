//! Contents that were compressed on their way.

use crate::network::failed;
use flate2::write::{DeflateDecoder, GzDecoder, ZlibDecoder};
use fourd_value::Error;
use std::io::Write;

/// How much of an answer is kept, in bytes.
pub(crate) const MAX_BODY: usize = 1 << 30;

/// Unpacks a content piece by piece.
pub(crate) enum Decoder {
    /// It is not packed.
    Plain,
    /// `gzip`.
    Gzip(Box<GzDecoder<Vec<u8>>>),
    /// `deflate`, of which the first byte will tell whether it has a frame.
    Deflate,
    /// `deflate` as it should be.
    Zlib(Box<ZlibDecoder<Vec<u8>>>),
    /// `deflate` as some servers send it.
    Raw(Box<DeflateDecoder<Vec<u8>>>),
}

impl Decoder {
    /// The decoder for a `Content-Encoding`; one that is not known leaves the content as it is.
    pub(crate) fn new(encoding: Option<&str>) -> Self {
        match encoding.map(|name| name.trim().to_ascii_lowercase()).as_deref() {
            Some("gzip" | "x-gzip") => Self::Gzip(Box::new(GzDecoder::new(Vec::new()))),
            Some("deflate") => Self::Deflate,
            _ => Self::Plain,
        }
    }

    /// The unpacked form of a piece, as far as it is certain.
    ///
    /// # Errors
    /// The content is damaged, or expands beyond what is kept.
    pub(crate) fn decode(&mut self, piece: &[u8]) -> Result<Vec<u8>, Error> {
        self.decode_within(piece, crate::unpacked::limit().min(MAX_BODY as u64) as usize)
    }

    /// As [`Decoder::decode`], with the number of bytes that a piece may expand to.
    pub(super) fn decode_within(&mut self, piece: &[u8], limit: usize) -> Result<Vec<u8>, Error> {
        if let (Self::Deflate, Some(first)) = (&self, piece.first()) {
            // The frame begins with the method 8 and a window of at most 32 KB.
            *self = if first & 0x0F == 8 && first >> 4 <= 7 {
                Self::Zlib(Box::new(ZlibDecoder::new(Vec::new())))
            } else {
                Self::Raw(Box::new(DeflateDecoder::new(Vec::new())))
            };
        }
        let mut result = Vec::new();
        // Small steps, so that a piece that expands without bound is noticed in time.
        for step in piece.chunks(1 << 12) {
            match self {
                Self::Plain | Self::Deflate => result.extend_from_slice(step),
                Self::Gzip(decoder) => {
                    write(decoder.as_mut(), step)?;
                    result.append(decoder.get_mut());
                }
                Self::Zlib(decoder) => {
                    write(decoder.as_mut(), step)?;
                    result.append(decoder.get_mut());
                }
                Self::Raw(decoder) => {
                    write(decoder.as_mut(), step)?;
                    result.append(decoder.get_mut());
                }
            }
            if result.len() > limit {
                return Err(too_long());
            }
        }
        Ok(result)
    }

    /// What is left at the end.
    ///
    /// # Errors
    /// The content is not complete.
    pub(crate) fn finish(&mut self) -> Result<Vec<u8>, Error> {
        let damaged = |problem: std::io::Error| failed(format!("The answer cannot be unpacked: {problem}"));
        Ok(match self {
            Self::Plain | Self::Deflate => Vec::new(),
            Self::Gzip(decoder) => {
                decoder.try_finish().map_err(damaged)?;
                std::mem::take(decoder.get_mut())
            }
            Self::Zlib(decoder) => {
                decoder.try_finish().map_err(damaged)?;
                std::mem::take(decoder.get_mut())
            }
            Self::Raw(decoder) => {
                decoder.try_finish().map_err(damaged)?;
                std::mem::take(decoder.get_mut())
            }
        })
    }
}

fn write(decoder: &mut dyn Write, piece: &[u8]) -> Result<(), Error> {
    let mut rest = piece;
    while !rest.is_empty() {
        match decoder.write(rest) {
            // What stands behind the end of the packed content does not count.
            Ok(0) => return Ok(()),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(problem) => return Err(failed(format!("The answer cannot be unpacked: {problem}"))),
        }
    }
    Ok(())
}

/// The error for an answer of which too much would be kept.
pub(crate) fn too_long() -> Error {
    failed("The answer is longer than what can be kept")
}
