//! Data Security ([theme](https://developer.4d.com/docs/commands/theme/Data_Security)): keys of encrypted data, and Blobs that
//! are encrypted with them.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Object, Text, Value, error};
use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};

theme!("Data Security": decrypt_data_blob, encrypt_data_blob, new_data_key, register_data_key);

/// The property that holds a key as hexadecimal digits.
const KEY: &str = "encodedKey";
/// Bytes of a block.
const BLOCK: usize = 16;

type DataKey = [u8; 32];

/// The keys that a machine knows.
#[derive(Default)]
struct KeyChain(Mutex<Vec<DataKey>>);

fn key_of_phrase(phrase: &Text) -> DataKey {
    Sha256::digest(phrase.to_cow().as_bytes()).into()
}

/// A key that is given as a pass phrase or as an object.
fn key_of(value: &Value) -> Result<DataKey, Error> {
    match value {
        Value::Text(phrase) => Ok(key_of_phrase(phrase)),
        Value::Object(object) => {
            let encoded = object.get(&Text::from(KEY));
            let digits = encoded
                .as_ref()
                .and_then(Value::as_text)
                .map(|digits| digits.to_cow().into_owned())
                .unwrap_or_default();
            decoded(&digits)
                .ok_or_else(|| Error::with(error::CRYPTOGRAPHY, format!("`{KEY}` is no key of 64 hexadecimal digits")))
        }
        other => {
            let text = format!("expected a text or an object, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

fn decoded(digits: &str) -> Option<DataKey> {
    let mut key = DataKey::default();
    if digits.len() != 2 * key.len() || !digits.is_ascii() {
        return None;
    }
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(key)
}

/// The key that a pass phrase always gives, as an object with the property `encodedKey`: 64 hexadecimal digits. Null for an
/// empty phrase.
#[command(1611, "New data key", thread_safe)]
fn new_data_key(pass_phrase: &Text) -> Option<Object> {
    if pass_phrase.is_empty() {
        return None;
    }
    let digits: String = key_of_phrase(pass_phrase).iter().map(|byte| format!("{byte:02X}")).collect();
    let object = Object::new();
    object.put(KEY, Value::text(&digits));
    Some(object)
}

/// Adds a key, as a pass phrase or an object, to those that are known; False where it is known already.
#[command(1638, "Register data key", thread_safe)]
fn register_data_key(process: &mut Process<'_>, cur_pass_phrase: Value) -> Result<bool, Error> {
    let key = key_of(&cur_pass_phrase)?;
    let chain = process.machine().state.get::<KeyChain>();
    let mut keys = chain.0.lock();
    let added = !keys.contains(&key);
    if added {
        keys.push(key);
    }
    Ok(added)
}

/// What the first block is combined with.
fn beginning(salt: i64) -> [u8; BLOCK] {
    let digest = Sha256::digest(salt.to_le_bytes());
    let mut start = [0; BLOCK];
    start.copy_from_slice(&digest[..BLOCK]);
    start
}

fn combine(block: &mut [u8], with: &[u8]) {
    for (byte, other) in block.iter_mut().zip(with) {
        *byte ^= other;
    }
}

/// Encrypts a Blob by AES-256 with a key, given as a pass phrase or an object, and a salt. Null bytes are added until the
/// length is a multiple of 16. False with an empty Blob where the key is not valid.
#[command(1773, "Encrypt data BLOB", thread_safe, missing = "the form in which 4D itself encrypts")]
fn encrypt_data_blob(
    process: &mut Process<'_>,
    blob_to_encrypt: Blob,
    key_object: Value,
    salt: i64,
    encrypted_blob: Location,
    span: Span,
) -> bool {
    let encrypted = key_of(&key_object).ok().map(|key| {
        let cipher = Aes256::new(&key.into());
        let mut bytes = blob_to_encrypt.to_vec();
        bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
        let mut last = beginning(salt);
        for piece in bytes.as_chunks_mut::<BLOCK>().0 {
            combine(piece, &last);
            let mut block = (*piece).into();
            cipher.encrypt_block(&mut block);
            *piece = block.into();
            last = *piece;
        }
        bytes
    });
    finish(process, encrypted, &encrypted_blob, span)
}

/// Decrypts a Blob that `Encrypt data BLOB` encrypted with the same key and salt; bytes that were added stay. False with an
/// empty Blob where the key or the length is not valid.
#[command(1774, "Decrypt data BLOB", thread_safe, missing = "the form in which 4D itself encrypts")]
fn decrypt_data_blob(
    process: &mut Process<'_>,
    blob_to_decrypt: Blob,
    key_object: Value,
    salt: i64,
    decrypted_blob: Location,
    span: Span,
) -> bool {
    let key = key_of(&key_object).ok().filter(|_| blob_to_decrypt.len().is_multiple_of(BLOCK));
    let decrypted = key.map(|key| {
        let cipher = Aes256::new(&key.into());
        let mut bytes = blob_to_decrypt.to_vec();
        let mut last = beginning(salt);
        for piece in bytes.as_chunks_mut::<BLOCK>().0 {
            let closed = *piece;
            let mut block = closed.into();
            cipher.decrypt_block(&mut block);
            *piece = block.into();
            combine(piece, &last);
            last = closed;
        }
        bytes
    });
    finish(process, decrypted, &decrypted_blob, span)
}

fn finish(process: &mut Process<'_>, bytes: Option<Vec<u8>>, place: &Location, span: Span) -> bool {
    let done = bytes.is_some();
    process.write(place, Value::Blob(Blob::new(bytes.unwrap_or_default())), span);
    done && !process.attention
}
