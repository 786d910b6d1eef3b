//! Pairs of keys: made or read from PEM, to sign and verify, to encrypt and decrypt.

use super::elliptic::EllipticKey;
use fourd_value::{Error, error};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey, EncodeRsaPrivateKey, EncodeRsaPublicKey};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, LineEnding};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, Oaep, Pkcs1v15Sign, Pss, RsaPrivateKey, RsaPublicKey};
use sha1::Sha1;
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};
use std::ops::RangeInclusive;

/// A key, with or without its private part.
pub(crate) enum Key {
    /// RSA with the private part.
    RsaPrivate(Box<RsaPrivateKey>),
    /// RSA, the public part alone.
    RsaPublic(RsaPublicKey),
    /// ECDSA.
    #[allow(private_interfaces, reason = "only this module looks into the key")]
    Elliptic(EllipticKey),
}

/// An algorithm of digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    /// SHA-1.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// Runs something with the type of an algorithm.
macro_rules! with_hash {
    ($hash:expr, $digest:ident => $run:expr) => {
        match $hash {
            Hash::Sha1 => {
                type $digest = Sha1;
                $run
            }
            Hash::Sha224 => {
                type $digest = Sha224;
                $run
            }
            Hash::Sha256 => {
                type $digest = Sha256;
                $run
            }
            Hash::Sha384 => {
                type $digest = Sha384;
                $run
            }
            Hash::Sha512 => {
                type $digest = Sha512;
                $run
            }
        }
    };
}

impl Hash {
    /// The algorithm of a name such as `SHA256`.
    pub(crate) fn named(name: &str) -> Option<Hash> {
        Some(match &*name.to_ascii_uppercase().replace(['-', '_'], "") {
            "SHA1" => Hash::Sha1,
            "SHA224" => Hash::Sha224,
            "SHA256" => Hash::Sha256,
            "SHA384" => Hash::Sha384,
            "SHA512" => Hash::Sha512,
            _ => return None,
        })
    }

    fn digest(self, message: &[u8]) -> Vec<u8> {
        with_hash!(self, Algorithm => Algorithm::digest(message).to_vec())
    }
}

/// The system's random numbers, once it is known that there are some.
pub(super) fn random() -> Result<UnwrapErr<SysRng>, Error> {
    getrandom::fill(&mut [0; 1]).map_err(|failure| Error::with(error::INPUT_OUTPUT, failure.to_string()))?;
    Ok(UnwrapErr(SysRng))
}

fn failed(what: &str, why: &impl ToString) -> Error {
    Error::with(error::CRYPTOGRAPHY, format!("{what}: {}", why.to_string()))
}

/// A new RSA key with a number of bits in a range.
fn new_rsa(bits: i64, range: RangeInclusive<i64>) -> Result<RsaPrivateKey, Error> {
    if !range.contains(&bits) {
        let text = format!("An RSA key has from {} to {} bits, not {bits}", range.start(), range.end());
        return Err(Error::with(error::CRYPTOGRAPHY, text));
    }
    RsaPrivateKey::new_unchecked(&mut random()?, bits as usize).map_err(|why| failed("The key could not be made", &why))
}

/// A new pair of RSA keys in PEM, in the form of PKCS #1: the private and the public one.
pub(super) fn pair_in_pkcs1(bits: i64, range: RangeInclusive<i64>) -> Result<(String, String), Error> {
    let key = new_rsa(bits, range)?;
    let wrong = |why: rsa::pkcs1::Error| failed("The key could not be written", &why);
    let private = key.to_pkcs1_pem(LineEnding::LF).map_err(wrong)?.to_string();
    let public = key.to_public_key().to_pkcs1_pem(LineEnding::LF).map_err(wrong)?;
    Ok((private, public))
}

/// The public key of a text in PEM in the form of PKCS #1; `GENERATE ENCRYPTION KEYPAIR` makes short ones too.
fn public_of_pkcs1(pem: &str) -> Option<RsaPublicKey> {
    const SIZES: RangeInclusive<usize> = 512..=RsaPublicKey::MAX_SIZE;
    let numbers = rsa::pkcs1::RsaPublicKeyOwned::from_pkcs1_pem(pem).ok()?;
    let number = |bytes: &[u8]| BoxedUint::from_be_slice(bytes, (bytes.len() * 8) as u32).ok();
    let (modulus, exponent) = (number(numbers.modulus.as_bytes())?, number(numbers.public_exponent.as_bytes())?);
    RsaPublicKey::new_with_size_limits(modulus, exponent, SIZES).ok()
}

/// The part of a text in PEM that is a key: the parameters of a curve, or words, may stand around it.
fn key_block(pem: &str) -> &str {
    const BEGIN: &str = "-----BEGIN ";
    let key = pem.match_indices(BEGIN).map(|(start, _)| pem.get(start..).unwrap_or_default()).find(|part| {
        let label = part.get(BEGIN.len()..).and_then(|part| part.split("-----").next());
        label.is_some_and(|label| label.ends_with("KEY"))
    });
    let Some(key) = key else { return pem.trim() };
    let end = key.find("-----END ").and_then(|end| {
        let closing = key.get(end + "-----END ".len()..)?.find("-----")?;
        key.get(..end + "-----END ".len() + closing + "-----".len())
    });
    end.unwrap_or(key).trim()
}

impl Key {
    /// A new RSA key of that many bits.
    pub(crate) fn rsa(bits: i64) -> Result<Key, Error> {
        new_rsa(bits, 1024..=8192).map(|key| Key::RsaPrivate(Box::new(key)))
    }

    /// A new key on the elliptic curve of a name.
    pub(crate) fn elliptic(curve: &str) -> Result<Key, Error> {
        EllipticKey::generate(curve)
            .map(Key::Elliptic)
            .ok_or_else(|| Error::with(error::CRYPTOGRAPHY, format!("There is no elliptic curve `{curve}`")))
    }

    /// The key that a text in PEM holds: PKCS #8, PKCS #1 or SEC 1, private or public.
    pub(crate) fn from_pem(pem: &str) -> Result<Key, Error> {
        let pem = key_block(pem);
        if let Ok(key) = RsaPrivateKey::from_pkcs8_pem(pem).or_else(|_| RsaPrivateKey::from_pkcs1_pem(pem)) {
            return Ok(Key::RsaPrivate(Box::new(key)));
        }
        if let Some(key) = RsaPublicKey::from_public_key_pem(pem).ok().or_else(|| public_of_pkcs1(pem)) {
            return Ok(Key::RsaPublic(key));
        }
        EllipticKey::from_pem(pem)
            .map(Key::Elliptic)
            .ok_or_else(|| Error::with(error::CRYPTOGRAPHY, "The text is no RSA or ECDSA key in PEM"))
    }

    /// Name of the elliptic curve.
    pub(crate) fn curve(&self) -> Option<&'static str> {
        match self {
            Key::Elliptic(key) => Some(key.curve()),
            _ => None,
        }
    }

    /// Number of bits of an RSA key.
    pub(crate) fn bits(&self) -> Option<usize> {
        match self {
            Key::RsaPrivate(key) => Some(key.n().bits() as usize),
            Key::RsaPublic(key) => Some(key.n().bits() as usize),
            Key::Elliptic(_) => None,
        }
    }

    /// The private part in PEM.
    pub(crate) fn private_pem(&self) -> Option<String> {
        match self {
            Key::RsaPrivate(key) => key.to_pkcs8_pem(LineEnding::LF).ok().map(|pem| pem.to_string()),
            Key::RsaPublic(_) => None,
            Key::Elliptic(key) => key.private_pem(),
        }
    }

    /// The public part in PEM.
    pub(crate) fn public_pem(&self) -> Option<String> {
        match self {
            Key::RsaPrivate(key) => key.to_public_key().to_public_key_pem(LineEnding::LF).ok(),
            Key::RsaPublic(key) => key.to_public_key_pem(LineEnding::LF).ok(),
            Key::Elliptic(key) => key.public_pem(),
        }
    }

    /// Signs a message; `probabilistic` chooses PSS for RSA.
    pub(crate) fn sign(&self, message: &[u8], hash: Hash, probabilistic: bool) -> Result<Vec<u8>, Error> {
        let digest = hash.digest(message);
        match self {
            Key::RsaPrivate(key) => {
                let signed = with_hash!(hash, Digest => if probabilistic {
                    key.sign_with_rng(&mut random()?, Pss::<Digest>::new(), &digest)
                } else {
                    key.sign_with_rng(&mut random()?, Pkcs1v15Sign::new::<Digest>(), &digest)
                });
                signed.map_err(|why| failed("The message could not be signed", &why))
            }
            Key::RsaPublic(_) => Err(Error::with(error::CRYPTOGRAPHY, "Signing needs a private key")),
            Key::Elliptic(key) => {
                key.sign(&digest).ok_or_else(|| Error::with(error::CRYPTOGRAPHY, "Signing needs a private key"))
            }
        }
    }

    /// Whether a signature is that of a message.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8], hash: Hash, probabilistic: bool) -> bool {
        let digest = hash.digest(message);
        let by_rsa = |key: &RsaPublicKey| {
            with_hash!(hash, Digest => if probabilistic {
                key.verify(Pss::<Digest>::new(), &digest, signature).is_ok()
            } else {
                key.verify(Pkcs1v15Sign::new::<Digest>(), &digest, signature).is_ok()
            })
        };
        match self {
            Key::RsaPrivate(key) => by_rsa(key.as_public_key()),
            Key::RsaPublic(key) => by_rsa(key),
            Key::Elliptic(key) => key.verify(&digest, signature),
        }
    }

    /// Encrypts a message with RSA-OAEP.
    pub(crate) fn encrypt(&self, message: &[u8], hash: Hash) -> Result<Vec<u8>, Error> {
        let key = match self {
            Key::RsaPrivate(key) => key.as_public_key(),
            Key::RsaPublic(key) => key,
            Key::Elliptic(_) => return Err(Error::with(error::CRYPTOGRAPHY, "ECDSA keys cannot encrypt")),
        };
        let encrypted = with_hash!(hash, Digest => key.encrypt(&mut random()?, Oaep::<Digest>::new(), message));
        encrypted.map_err(|why| failed("The message could not be encrypted", &why))
    }

    /// Decrypts a message of RSA-OAEP.
    pub(crate) fn decrypt(&self, message: &[u8], hash: Hash) -> Result<Vec<u8>, Error> {
        let Key::RsaPrivate(key) = self else {
            return Err(Error::with(error::CRYPTOGRAPHY, "Decrypting needs a private RSA key"));
        };
        let mut random = random()?;
        let decrypted = with_hash!(hash, Digest => key.decrypt_blinded(&mut random, Oaep::<Digest>::new(), message));
        decrypted.map_err(|why| failed("The message could not be decrypted", &why))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn keys_sign_verify_and_travel() {
        let mut keys: Vec<Key> =
            ["prime256v1", "secp384r1", "secp521r1"].iter().map(|curve| Key::elliptic(curve).unwrap()).collect();
        keys.push(Key::rsa(1024).unwrap());
        for key in keys {
            let again = Key::from_pem(&key.private_pem().unwrap()).unwrap();
            let public = Key::from_pem(&key.public_pem().unwrap()).unwrap();
            assert_eq!((again.curve(), again.bits()), (key.curve(), key.bits()));
            assert!(public.private_pem().is_none());
            for probabilistic in [false, true] {
                for hash in [Hash::Sha1, Hash::Sha224, Hash::Sha256, Hash::Sha384] {
                    let signature = again.sign(b"message", hash, probabilistic).unwrap();
                    assert!(public.verify(b"message", &signature, hash, probabilistic), "{hash:?} {:?}", key.curve());
                    assert!(!public.verify(b"massage", &signature, hash, probabilistic));
                    assert!(!public.verify(b"message", &signature[1..], hash, probabilistic));
                }
            }
            assert!(public.sign(b"message", Hash::Sha256, false).is_err());
        }
    }

    #[test]
    fn what_is_encrypted_can_be_decrypted_by_one_key() {
        let (key, other) = (Key::rsa(1024).unwrap(), Key::rsa(1024).unwrap());
        let encrypted = key.encrypt(b"secret", Hash::Sha256).unwrap();
        assert_eq!(key.decrypt(&encrypted, Hash::Sha256).unwrap(), b"secret");
        assert!(other.decrypt(&encrypted, Hash::Sha256).is_err());
        assert!(key.decrypt(b"short", Hash::Sha256).is_err());
        assert!(key.encrypt(&[0; 500], Hash::Sha256).is_err());
        assert!(Key::rsa(12).is_err() && Key::rsa(1 << 40).is_err() && Key::elliptic("round").is_err());
        assert!(Key::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----").is_err());
    }

    #[test]
    fn a_published_signature() {
        // RFC 7515, appendix A.3: ES256.
        let pem = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV7\n6e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==\n-----END PUBLIC KEY-----";
        let signature = [
            14, 209, 33, 83, 121, 99, 108, 72, 60, 47, 127, 21, 88, 7, 212, 2, 163, 178, 40, 3, 58, 249, 124, 126, 23,
            129, 154, 195, 22, 158, 166, 101, 197, 10, 7, 211, 140, 60, 112, 229, 216, 241, 45, 175, 8, 74, 84, 128,
            166, 101, 144, 197, 242, 147, 80, 154, 143, 63, 127, 138, 131, 163, 84, 213,
        ];
        let message = b"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        assert!(Key::from_pem(pem).unwrap().verify(message, &signature, Hash::Sha256, false));
    }
}
