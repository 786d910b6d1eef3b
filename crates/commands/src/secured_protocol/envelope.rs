//! Messages that one key closes and its counterpart opens: `ENCRYPT BLOB` and `DECRYPT BLOB`. The message is encrypted by
//! AES with a key of its own; that key and the digest of the message stand before it, encrypted by RSA.

use super::key::{Key, random};
use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use fourd_value::{Error, error};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, Pkcs1v15Encrypt, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use sha2::{Digest as _, Sha256};

/// Bytes that PKCS #1 adds to each block at least.
const PADDING: usize = 11;
/// Bytes of the key and of the digest.
const HALF: usize = 32;

fn refused(text: &str) -> Error {
    Error::with(error::CRYPTOGRAPHY, text)
}

fn private(key: &Key) -> Result<&RsaPrivateKey, Error> {
    match key {
        Key::RsaPrivate(key) => Ok(key),
        _ => Err(refused("A private RSA key is expected")),
    }
}

fn public(key: &Key) -> Result<&RsaPublicKey, Error> {
    match key {
        Key::RsaPrivate(key) => Ok(key.as_public_key()),
        Key::RsaPublic(key) => Ok(key),
        Key::Elliptic(_) => Err(refused("An RSA key is expected")),
    }
}

/// Bytes in pieces of at most `size`, each turned into a block.
fn blocks(bytes: &[u8], size: usize, mut turn: impl FnMut(&[u8]) -> Result<Vec<u8>, Error>) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    for piece in bytes.chunks(size.max(1)) {
        out.extend(turn(piece)?);
    }
    Ok(out)
}

/// What one may read who has the public key.
fn closed_by(key: &RsaPrivateKey, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    blocks(bytes, key.size().saturating_sub(PADDING), |piece| {
        key.sign_with_rng(&mut random()?, Pkcs1v15Sign::new_unprefixed(), piece)
            .map_err(|why| refused(&format!("The message could not be encrypted: {why}")))
    })
}

/// What the private key closed.
fn opened_by(key: &RsaPublicKey, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let size = key.size();
    blocks(bytes, size, |block| {
        let opened = BoxedUint::from_be_slice(block, (size * 8) as u32)
            .ok()
            .and_then(|block| rsa::hazmat::rsa_encrypt(key, &block).ok())
            .ok_or_else(damaged)?
            .to_be_bytes();
        // 00 01 FF … FF 00, then the message.
        let rest = opened.get(opened.len().saturating_sub(size)..).and_then(|block| block.strip_prefix(&[0, 1]));
        let filled = rest.map(|rest| rest.iter().take_while(|byte| **byte == 0xFF).count()).unwrap_or_default();
        match rest.and_then(|rest| rest.get(filled..)).and_then(|rest| rest.strip_prefix(&[0])) {
            Some(piece) if filled >= PADDING - 3 => Ok(piece.to_vec()),
            _ => Err(damaged()),
        }
    })
}

fn damaged() -> Error {
    refused("The message was not encrypted with the counterpart of this key, or it was changed")
}

/// The bytes combined with those that AES makes of a counter: the same encrypts and decrypts.
fn combined_with_counter(key: &[u8; HALF], bytes: &mut [u8]) {
    let cipher = Aes256::new(key.into());
    for (number, piece) in bytes.chunks_mut(16).enumerate() {
        let mut block = (number as u128).to_be_bytes().into();
        cipher.encrypt_block(&mut block);
        for (byte, mask) in piece.iter_mut().zip(block.iter()) {
            *byte ^= mask;
        }
    }
}

/// Encrypts a message with the private key of its sender and, where there is one, the public key of its recipient.
///
/// # Errors
/// Keys of the wrong kind.
pub(super) fn close(message: &[u8], sender: &Key, recipient: Option<&Key>) -> Result<Vec<u8>, Error> {
    let mut key = [0; HALF];
    getrandom::fill(&mut key).map_err(|why| refused(&why.to_string()))?;
    let mut head = key.to_vec();
    head.extend_from_slice(&Sha256::digest(message));
    let mut out = closed_by(private(sender)?, &head)?;
    if let Some(recipient) = recipient {
        let recipient = public(recipient)?;
        out = blocks(&out, recipient.size().saturating_sub(PADDING), |piece| {
            recipient
                .encrypt(&mut random()?, Pkcs1v15Encrypt, piece)
                .map_err(|why| refused(&format!("The message could not be encrypted: {why}")))
        })?;
    }
    let mut body = message.to_vec();
    combined_with_counter(&key, &mut body);
    let mut whole = (out.len() as u32).to_be_bytes().to_vec();
    whole.extend(out);
    whole.extend(body);
    Ok(whole)
}

/// Decrypts a message with the public key of its sender and, where it was encrypted for one, the private key of its
/// recipient.
///
/// # Errors
/// Keys of the wrong kind, other keys, and a message that was changed.
pub(super) fn open(closed: &[u8], sender: &Key, recipient: Option<&Key>) -> Result<Vec<u8>, Error> {
    let (length, rest) = closed.split_first_chunk::<4>().ok_or_else(damaged)?;
    let (head, body) = rest.split_at_checked(u32::from_be_bytes(*length) as usize).ok_or_else(damaged)?;
    let mut head = head.to_vec();
    if let Some(recipient) = recipient {
        let recipient = private(recipient)?;
        head = blocks(&head, recipient.size(), |block| {
            recipient.decrypt_blinded(&mut random()?, Pkcs1v15Encrypt, block).map_err(|_| damaged())
        })?;
    }
    let head = opened_by(public(sender)?, &head)?;
    let (key, digest) = head.split_first_chunk::<HALF>().ok_or_else(damaged)?;
    let mut message = body.to_vec();
    combined_with_counter(key, &mut message);
    if Sha256::digest(&message).as_slice() != digest {
        return Err(damaged());
    }
    Ok(message)
}
