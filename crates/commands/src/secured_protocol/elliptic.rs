//! Keys on the elliptic curves of JSON web tokens.

use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use p256::elliptic_curve::Generate;
use p256::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, LineEnding};

/// A key on one of the curves.
pub(super) enum EllipticKey {
    /// With the private part.
    Private(PrivateKey),
    /// The public part alone.
    Public(PublicKey),
}

/// A digest that is shorter than the numbers of a curve, with zeros in front: the same number.
fn filled(digest: &[u8], length: usize) -> Vec<u8> {
    let mut filled = vec![0; length.saturating_sub(digest.len())];
    filled.extend_from_slice(digest);
    filled
}

macro_rules! curves {
    ($($curve:ident, $krate:ident, $name:literal, $others:pat, $bytes:literal;)*) => {
        /// A private key on one of the curves.
        pub(super) enum PrivateKey {
            $(#[allow(missing_docs, reason = "each is named as its curve")] $curve($krate::SecretKey),)*
        }

        /// A public key on one of the curves.
        pub(super) enum PublicKey {
            $(#[allow(missing_docs, reason = "each is named as its curve")] $curve($krate::PublicKey),)*
        }

        impl EllipticKey {
            /// A new key on the curve of a name; `None` for a curve that is not known or where the system has no random
            /// numbers.
            pub(super) fn generate(curve: &str) -> Option<EllipticKey> {
                match &*curve.to_ascii_lowercase() {
                    $($name | $others => {
                        $krate::SecretKey::try_generate().ok().map(|key| EllipticKey::Private(PrivateKey::$curve(key)))
                    })*
                    _ => None,
                }
            }

            /// The key that a text in PEM holds.
            pub(super) fn from_pem(pem: &str) -> Option<EllipticKey> {
                $(
                    if let Ok(key) = $krate::SecretKey::from_pkcs8_pem(pem).or_else(|_| $krate::SecretKey::from_sec1_pem(pem)) {
                        return Some(EllipticKey::Private(PrivateKey::$curve(key)));
                    }
                    if let Ok(key) = $krate::PublicKey::from_public_key_pem(pem) {
                        return Some(EllipticKey::Public(PublicKey::$curve(key)));
                    }
                )*
                None
            }

            /// Name of the curve.
            pub(super) fn curve(&self) -> &'static str {
                match self {
                    $(
                        EllipticKey::Private(PrivateKey::$curve(_)) | EllipticKey::Public(PublicKey::$curve(_)) => $name,
                    )*
                }
            }

            /// The private part in PEM.
            pub(super) fn private_pem(&self) -> Option<String> {
                match self {
                    $(EllipticKey::Private(PrivateKey::$curve(key)) => {
                        key.to_pkcs8_pem(LineEnding::LF).ok().map(|pem| pem.to_string())
                    })*
                    EllipticKey::Public(_) => None,
                }
            }

            /// The public part in PEM.
            pub(super) fn public_pem(&self) -> Option<String> {
                match self {
                    $(
                        EllipticKey::Private(PrivateKey::$curve(key)) => {
                            key.public_key().to_public_key_pem(LineEnding::LF).ok()
                        }
                        EllipticKey::Public(PublicKey::$curve(key)) => key.to_public_key_pem(LineEnding::LF).ok(),
                    )*
                }
            }

            /// Signs a digest: both numbers of the signature, one behind the other, as JSON web tokens have them. `None`
            /// without a private part.
            pub(super) fn sign(&self, digest: &[u8]) -> Option<Vec<u8>> {
                match self {
                    $(EllipticKey::Private(PrivateKey::$curve(key)) => {
                        let key = $krate::ecdsa::SigningKey::from(key);
                        let signature: $krate::ecdsa::Signature = key.sign_prehash(&filled(digest, $bytes)).ok()?;
                        Some(signature.to_bytes().to_vec())
                    })*
                    EllipticKey::Public(_) => None,
                }
            }

            /// Whether a signature, of two numbers or in DER, is that of a digest.
            pub(super) fn verify(&self, digest: &[u8], signature: &[u8]) -> bool {
                match self {
                    $(
                        EllipticKey::Private(PrivateKey::$curve(_)) | EllipticKey::Public(PublicKey::$curve(_)) => {
                            let public = match self {
                                EllipticKey::Private(PrivateKey::$curve(key)) => key.public_key(),
                                EllipticKey::Public(PublicKey::$curve(key)) => key.clone(),
                                _ => return false,
                            };
                            let signature = if signature.len() == 2 * $bytes {
                                $krate::ecdsa::Signature::from_slice(signature)
                            } else {
                                $krate::ecdsa::Signature::from_der(signature)
                            };
                            let Ok(signature) = signature else { return false };
                            $krate::ecdsa::VerifyingKey::from(public).verify_prehash(&filled(digest, $bytes), &signature).is_ok()
                        }
                    )*
                }
            }
        }
    };
}

curves! {
    P256, p256, "prime256v1", "p-256" | "p256" | "secp256r1", 32;
    P384, p384, "secp384r1", "p-384" | "p384", 48;
    P521, p521, "secp521r1", "p-521" | "p521", 66;
}
