//! Compressed Blobs: GZIP, and an inner format that is the same compression behind a head of our own.

use super::bytes::{MAX_SIZE, Source, change};
use flate2::Compression;
use flate2::read::{GzDecoder, ZlibDecoder};
use flate2::write::{GzEncoder, ZlibEncoder};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Value, error};
use std::io::{Read, Write};

/// How a Blob is compressed, as the constants of the theme BLOB number it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Compact,
    Fast,
    GzipBest,
    GzipFast,
}

impl Mode {
    fn from_number(number: i64) -> Mode {
        match number {
            2 => Mode::Fast,
            -1 => Mode::GzipBest,
            -2 => Mode::GzipFast,
            _ => Mode::Compact,
        }
    }

    fn number(self) -> i64 {
        match self {
            Mode::Compact => 1,
            Mode::Fast => 2,
            Mode::GzipBest => -1,
            Mode::GzipFast => -2,
        }
    }

    fn level(self) -> Compression {
        match self {
            Mode::Compact | Mode::GzipBest => Compression::best(),
            Mode::Fast | Mode::GzipFast => Compression::fast(),
        }
    }
}

/// What the inner format begins with; mode and size without compression follow.
const HEAD: &[u8; 7] = b"\0fourdZ";
/// Length of the head: the mark, one byte for the mode, eight for the size, low byte first.
const HEAD_LENGTH: usize = 16;
/// Smaller Blobs are not compressed.
const MIN_SIZE: usize = 255;
/// The smallest GZIP file: head and trailer.
const GZIP_LENGTH: usize = 18;
/// The byte in the head of a GZIP file that tells how hard was tried, and its value for the fastest way.
const GZIP_EFFORT: (usize, u8) = (8, 4);

/// How bytes are compressed and their size without compression; none where they are not.
fn recognize(bytes: &[u8]) -> Option<(Mode, u64)> {
    if let Some(rest) = bytes.strip_prefix(HEAD) {
        let (mode, rest) = rest.split_first()?;
        let mode = match mode {
            1 => Mode::Compact,
            2 => Mode::Fast,
            _ => return None,
        };
        return Some((mode, u64::from_le_bytes(*rest.first_chunk()?)));
    }
    if bytes.starts_with(&[0x1F, 0x8B, 8]) && bytes.len() >= GZIP_LENGTH {
        let mode = if bytes.get(GZIP_EFFORT.0) == Some(&GZIP_EFFORT.1) { Mode::GzipFast } else { Mode::GzipBest };
        return Some((mode, u64::from(u32::from_le_bytes(*bytes.last_chunk()?))));
    }
    None
}

fn compress(bytes: &[u8], mode: Mode) -> std::io::Result<Vec<u8>> {
    match mode {
        Mode::Compact | Mode::Fast => {
            let mut out = Vec::with_capacity(bytes.len() / 2 + HEAD_LENGTH);
            out.extend_from_slice(HEAD);
            out.push(mode.number() as u8);
            out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            let mut encoder = ZlibEncoder::new(out, mode.level());
            encoder.write_all(bytes)?;
            encoder.finish()
        }
        Mode::GzipBest | Mode::GzipFast => {
            let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), mode.level());
            encoder.write_all(bytes)?;
            encoder.finish()
        }
    }
}

fn expand(bytes: &[u8], mode: Mode) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let most = crate::unpacked::limit().min(MAX_SIZE as u64);
    let limit = most + 1;
    match mode {
        Mode::Compact | Mode::Fast => {
            ZlibDecoder::new(bytes.get(HEAD_LENGTH..)?).take(limit).read_to_end(&mut out).ok()?;
        }
        Mode::GzipBest | Mode::GzipFast => {
            GzDecoder::new(bytes).take(limit).read_to_end(&mut out).ok()?;
        }
    }
    (out.len() as u64 <= most).then_some(out)
}

fn finish(process: &mut Process<'_>, done: bool) {
    process.set_named("OK", Value::integer(i64::from(done)));
}

/// Compresses a Blob: 1 compact, 2 fast, -1 GZIP compact, -2 GZIP fast. Blobs below 255 bytes stay as they are, with `OK`
/// 0; so do compressed ones, with `OK` 1.
#[command(534, "COMPRESS BLOB", thread_safe)]
fn compress_blob(process: &mut Process<'_>, blob: Location, compression: Option<i64>, span: Span) -> Result<(), Error> {
    let mode = Mode::from_number(compression.unwrap_or(1));
    let done = change(process, &blob, span, |bytes| {
        if bytes.len() < MIN_SIZE {
            return Ok(false);
        }
        if recognize(bytes).is_none() {
            *bytes = compress(bytes, mode).map_err(|_| Error::of(error::BLOB_DAMAGED))?;
        }
        Ok(true)
    });
    finish(process, done == Ok(true));
    done.map(|_| ())
}

/// Expands a compressed Blob. One that is not compressed or is damaged is error -10600, with `OK` 0.
#[command(535, "EXPAND BLOB", thread_safe)]
fn expand_blob(process: &mut Process<'_>, blob: Location, span: Span) -> Result<(), Error> {
    let done = change(process, &blob, span, |bytes| {
        let expanded = recognize(bytes).and_then(|(mode, _)| expand(bytes, mode));
        *bytes = expanded.ok_or_else(|| Error::of(error::BLOB_DAMAGED))?;
        Ok(())
    });
    finish(process, done.is_ok());
    done
}

/// Tells how a Blob is compressed (0 not at all), its size without compression and its present size.
#[command(536, "BLOB PROPERTIES", thread_safe)]
fn blob_properties(
    process: &mut Process<'_>,
    blob: Source,
    compressed: Location,
    expanded_size: Option<Location>,
    current_size: Option<Location>,
    span: Span,
) {
    let Source(blob) = blob;
    let size = blob.len();
    let (mode, expanded) = match blob.with(recognize) {
        Some((mode, expanded)) => (mode.number(), expanded as f64),
        None => (0, size as f64),
    };
    process.write(&compressed, Value::integer(mode), span);
    if let Some(place) = expanded_size {
        process.write(&place, Value::Real(expanded), span);
    }
    if let Some(place) = current_size {
        process.write(&place, Value::from(size), span);
    }
}
