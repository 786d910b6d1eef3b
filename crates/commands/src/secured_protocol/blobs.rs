//! `ENCRYPT BLOB` and `DECRYPT BLOB`.

use super::envelope;
use super::key::Key;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Value, error};

/// The key that a Blob holds in PEM.
fn key_of(blob: &Blob) -> Result<Key, Error> {
    blob.with(|bytes| match std::str::from_utf8(bytes) {
        Ok(pem) => Key::from_pem(pem),
        Err(_) => Err(Error::with(error::CRYPTOGRAPHY, "The key is not in PEM")),
    })
}

fn bytes_at(process: &mut Process<'_>, place: &Location, span: Span) -> Result<Vec<u8>, Error> {
    let value = process.read(place, span);
    match crate::classes::blob::bytes_of(&value) {
        Some(blob) => Ok(blob.to_vec()),
        None => {
            let text = format!("expected a Blob, found {}", value.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

/// Encrypts a Blob with the private key of the sender, so that his public key opens it, and with the public key of a
/// recipient, so that besides only the recipient's private key does. The keys are those of `GENERATE ENCRYPTION KEYPAIR`.
#[command(689, "ENCRYPT BLOB", thread_safe, missing = "the form in which 4D itself encrypts")]
fn encrypt_blob(
    process: &mut Process<'_>,
    to_encrypt: Location,
    send_priv_key: Blob,
    recip_pub_key: Option<Blob>,
    span: Span,
) -> Result<(), Error> {
    let message = bytes_at(process, &to_encrypt, span)?;
    let recipient = recip_pub_key.as_ref().map(key_of).transpose()?;
    let closed = envelope::close(&message, &key_of(&send_priv_key)?, recipient.as_ref())?;
    process.write(&to_encrypt, Value::Blob(Blob::new(closed)), span);
    Ok(())
}

/// Decrypts a Blob that `ENCRYPT BLOB` encrypted, with the public key of the sender and, where it was encrypted for one, the
/// private key of the recipient. A Blob that was changed, or encrypted with other keys, stays as it is, with an error.
#[command(690, "DECRYPT BLOB", thread_safe, missing = "the form in which 4D itself encrypts")]
fn decrypt_blob(
    process: &mut Process<'_>,
    to_decrypt: Location,
    send_pub_key: Blob,
    recip_priv_key: Option<Blob>,
    span: Span,
) -> Result<(), Error> {
    let closed = bytes_at(process, &to_decrypt, span)?;
    let recipient = recip_priv_key.as_ref().map(key_of).transpose()?;
    let message = envelope::open(&closed, &key_of(&send_pub_key)?, recipient.as_ref())?;
    process.write(&to_decrypt, Value::Blob(Blob::new(message)), span);
    Ok(())
}
