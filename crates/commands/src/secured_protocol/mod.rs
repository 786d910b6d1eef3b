//! Secured Protocol ([theme](https://developer.4d.com/docs/commands/theme/Secured-Protocol)), and the keys that it has in common
//! with the class `4D.CryptoKey`.

pub(crate) mod blobs;
mod elliptic;
mod envelope;
pub(crate) mod key;

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Value};

theme!("Secured Protocol": generate_encryption_keypair);

/// Number of bits where none is given.
const DEFAULT_BITS: i64 = 512;

/// Makes a pair of RSA keys of 512 to 2048 bits, 512 where nothing is said, and writes them into two Blobs: in PEM, in the
/// form of PKCS #1. Keys of less than 2048 bits are not safe.
#[command(688, "GENERATE ENCRYPTION KEYPAIR", thread_safe)]
fn generate_encryption_keypair(
    process: &mut Process<'_>,
    priv_key: Location,
    pub_key: Location,
    length: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let bits = length.unwrap_or(DEFAULT_BITS);
    let (private, public) = key::pair_in_pkcs1(bits, 512..=2048)?;
    process.write(&priv_key, Value::Blob(Blob::new(private.into_bytes())), span);
    process.write(&pub_key, Value::Blob(Blob::new(public.into_bytes())), span);
    Ok(())
}
