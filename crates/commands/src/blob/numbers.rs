//! Numbers in Blobs, in the byte orders and formats of the two platforms.

use super::bytes::{At, Optional, Source, read, write};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, error, number};

/// Whether a byte order has the high byte first: 0 native, 1 Macintosh, 2 PC.
fn high_first(byte_order: Option<i64>) -> Result<bool, Error> {
    match byte_order.unwrap_or(0) {
        0 => Ok(cfg!(target_endian = "big")),
        1 => Ok(true),
        2 => Ok(false),
        other => Err(Error::with(error::ARGUMENT_TYPE, format!("{other} is no byte order"))),
    }
}

/// Writes a number as an integer of 2 bytes.
///
/// Without offset and `*` the bytes replace the Blob; `*` appends them. An offset variable says where they go, the Blob
/// growing with zeros where needed, and moves on behind them.
#[command(548, "INTEGER TO BLOB", thread_safe)]
fn integer_to_blob(
    process: &mut Process<'_>,
    integer: f64,
    blob: Location,
    byte_order: Optional,
    offset: At,
    span: Span,
) -> Result<(), Error> {
    let integer = number::to_integer(integer) as i16;
    let bytes = if high_first(byte_order.0)? { integer.to_be_bytes() } else { integer.to_le_bytes() };
    write(process, &blob, offset, &bytes, span)
}

/// The integer of 2 bytes that a Blob has at an offset, which moves on behind it. Too few bytes are an error.
#[command(549, "BLOB to integer", thread_safe)]
fn blob_to_integer(
    process: &mut Process<'_>,
    blob: Source,
    byte_order: Optional,
    offset: At,
    span: Span,
) -> Result<i64, Error> {
    let high_first = high_first(byte_order.0)?;
    let bytes = read(process, &blob.0, offset, span)?;
    Ok(i64::from(if high_first { i16::from_be_bytes(bytes) } else { i16::from_le_bytes(bytes) }))
}

/// Writes a number as an integer of 4 bytes, as `INTEGER TO BLOB` does with 2.
#[command(550, "LONGINT TO BLOB", thread_safe)]
fn longint_to_blob(
    process: &mut Process<'_>,
    longint: f64,
    blob: Location,
    byte_order: Optional,
    offset: At,
    span: Span,
) -> Result<(), Error> {
    let longint = number::to_integer(longint);
    let bytes = if high_first(byte_order.0)? { longint.to_be_bytes() } else { longint.to_le_bytes() };
    write(process, &blob, offset, &bytes, span)
}

/// The integer of 4 bytes that a Blob has at an offset, which moves on behind it. Too few bytes are an error.
#[command(551, "BLOB to longint", thread_safe)]
fn blob_to_longint(
    process: &mut Process<'_>,
    blob: Source,
    byte_order: Optional,
    offset: At,
    span: Span,
) -> Result<i64, Error> {
    let high_first = high_first(byte_order.0)?;
    let bytes = read(process, &blob.0, offset, span)?;
    Ok(i64::from(if high_first { i32::from_be_bytes(bytes) } else { i32::from_le_bytes(bytes) }))
}

/// How a real number stands in a Blob.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RealFormat {
    /// 10 bytes, high byte first, with the first bit of the mantissa written out.
    Extended,
    /// 8 bytes, high byte first.
    High,
    /// 8 bytes, low byte first.
    Low,
}

fn real_format(format: i64) -> Result<RealFormat, Error> {
    match format {
        0 if cfg!(target_endian = "big") => Ok(RealFormat::High),
        0 | 3 => Ok(RealFormat::Low),
        1 => Ok(RealFormat::Extended),
        2 => Ok(RealFormat::High),
        other => Err(Error::with(error::ARGUMENT_TYPE, format!("{other} is no format of real numbers"))),
    }
}

/// The bias of the exponent of 15 bits.
const EXTENDED_BIAS: i32 = 16383;

fn to_extended(number: f64) -> [u8; 10] {
    let bits = number.to_bits();
    let sign = ((bits >> 63) as u16) << 15;
    let fraction = bits & ((1 << 52) - 1);
    let (exponent, mantissa) = match (bits >> 52 & 0x7FF) as i32 {
        0 if fraction == 0 => (0, 0),
        0 => {
            let shift = fraction.leading_zeros();
            (EXTENDED_BIAS - 1011 - shift as i32, fraction << shift)
        }
        0x7FF => (0x7FFF, 1 << 63 | fraction << 11),
        exponent => (exponent - 1023 + EXTENDED_BIAS, 1 << 63 | fraction << 11),
    };
    let mut bytes = [0; 10];
    bytes[..2].copy_from_slice(&(sign | exponent as u16).to_be_bytes());
    bytes[2..].copy_from_slice(&mantissa.to_be_bytes());
    bytes
}

fn from_extended(bytes: [u8; 10]) -> f64 {
    let [high, low, mantissa @ ..] = bytes;
    let head = u16::from_be_bytes([high, low]);
    let mantissa = u64::from_be_bytes(mantissa);
    let exponent = i32::from(head & 0x7FFF);
    let size = match exponent {
        0x7FFF if mantissa << 1 == 0 => f64::INFINITY,
        0x7FFF => f64::NAN,
        _ if mantissa == 0 => 0.0,
        // Two steps: the scale alone may be smaller than the smallest number.
        exponent => {
            let power = exponent - EXTENDED_BIAS - 63;
            mantissa as f64 * 2f64.powi(power / 2) * 2f64.powi(power - power / 2)
        }
    };
    if head & 0x8000 != 0 { -size } else { size }
}

/// Writes a real number: 0 native, 1 extended with 10 bytes, 2 Macintosh, 3 PC; the position is as with
/// `INTEGER TO BLOB`.
#[command(552, "REAL TO BLOB", thread_safe)]
fn real_to_blob(
    process: &mut Process<'_>,
    real: f64,
    blob: Location,
    real_format: Optional,
    offset: At,
    span: Span,
) -> Result<(), Error> {
    match self::real_format(real_format.0.unwrap_or(0))? {
        RealFormat::Extended => write(process, &blob, offset, &to_extended(real), span),
        RealFormat::High => write(process, &blob, offset, &real.to_be_bytes(), span),
        RealFormat::Low => write(process, &blob, offset, &real.to_le_bytes(), span),
    }
}

/// The real number that a Blob has at an offset, which moves on behind it. Too few bytes are an error.
#[command(553, "BLOB to real", thread_safe)]
fn blob_to_real(
    process: &mut Process<'_>,
    blob: Source,
    real_format: Optional,
    offset: At,
    span: Span,
) -> Result<f64, Error> {
    Ok(match self::real_format(real_format.0.unwrap_or(0))? {
        RealFormat::Extended => from_extended(read(process, &blob.0, offset, span)?),
        RealFormat::High => f64::from_be_bytes(read(process, &blob.0, offset, span)?),
        RealFormat::Low => f64::from_le_bytes(read(process, &blob.0, offset, span)?),
    })
}

#[cfg(test)]
mod tests {
    use super::{from_extended, to_extended};
    use proptest::prelude::*;

    #[test]
    fn extended_is_the_format_of_the_68881() {
        assert_eq!(to_extended(1.0), [0x3F, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(to_extended(-2.5), [0xC0, 0x00, 0xA0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(from_extended([0x7F, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0]), f64::INFINITY);
    }

    proptest! {
        #[test]
        fn extended_keeps_every_number(number in any::<f64>()) {
            prop_assert_eq!(from_extended(to_extended(number)), number);
        }
    }
}
