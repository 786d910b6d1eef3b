//! Hashes of passwords by bcrypt, computed in steps: each further cost doubles the time, up to days, so a process that is to end
//! must not wait for the last step.

use base64::Engine;
use base64::alphabet::BCRYPT;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use blowfish::Blowfish;
use fourd_runtime::Process;

/// How the parts of a hash are written.
const ENGINE: GeneralPurpose = GeneralPurpose::new(&BCRYPT, NO_PAD);
/// The bytes of a password that count, a 0 at its end included.
const LONGEST: usize = 72;
/// How many bytes of the result are in the hash.
const KEPT: usize = 23;
/// How often the text is encrypted.
const ROUNDS: usize = 64;
/// The text that the password encrypts.
const TEXT: [u8; 24] = *b"OrpheanBeholderScryDoubt";

/// The hash of a password, as it is kept; `None` where the process must end before.
pub(super) fn hash(process: &mut Process<'_>, password: &[u8], cost: u32, salt: [u8; 16]) -> Option<String> {
    let hash = digest(password, cost, &salt, || {
        process.check_stop();
        process.attention
    })?;
    Some(format!("$2b${cost:02}${}{}", ENGINE.encode(salt), ENGINE.encode(hash)))
}

/// The bytes of a hash; `None` where `ends` says so, which is asked at every step.
fn digest(password: &[u8], cost: u32, salt: &[u8; 16], mut ends: impl FnMut() -> bool) -> Option<[u8; KEPT]> {
    let key: Vec<u8> = password.iter().copied().chain([0]).take(LONGEST).collect();
    let mut state = Blowfish::bc_init_state();
    state.salted_expand_key(salt, &key);
    for _ in 0..1u64 << cost {
        if ends() {
            return None;
        }
        state.bc_expand_key(&key);
        state.bc_expand_key(salt);
    }
    let mut result = TEXT;
    for block in result.as_chunks_mut::<8>().0 {
        let number = (0..ROUNDS).fold(u64::from_be_bytes(*block), |number, _| {
            let [left, right] = state.bc_encrypt([(number >> 32) as u32, number as u32]);
            u64::from(left) << 32 | u64::from(right)
        });
        *block = number.to_be_bytes();
    }
    result.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn it_computes_what_bcrypt_computes() {
        let salt = *b"0123456789abcdef";
        for length in [0, 1, 8, 71, 72, 73, 200] {
            let password: Vec<u8> = (0..length).map(|index| index as u8 ^ 0x5A).collect();
            let text = bcrypt::hash_with_salt(&password, 4, salt).unwrap().to_string();
            let own = digest(&password, 4, &salt, || false).unwrap();
            assert_eq!(text, format!("$2b$04${}{}", ENGINE.encode(salt), ENGINE.encode(own)), "{length}");
        }
    }

    #[test]
    fn it_ends_when_it_is_asked_to() {
        let mut steps = 0;
        let ended = digest(b"a", 31, b"0123456789abcdef", || {
            steps += 1;
            steps > 3
        });
        assert_eq!((ended, steps), (None, 4));
    }
}
