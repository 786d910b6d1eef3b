//! How much compressed contents may become in memory. A few bytes can stand for gigabytes: a file in an archive, a Blob that
//! was compressed, the content of an answer.

use fourd_value::{Error, error};
use std::sync::atomic::{AtomicU64, Ordering};

/// The limit unless the command line says another one, in bytes.
pub const DEFAULT_LIMIT: u64 = 1 << 30;

/// A rule for the whole program, like those of [`access`](crate::access); it is set before any 4D code runs.
static LIMIT: AtomicU64 = AtomicU64::new(DEFAULT_LIMIT);

/// Sets the limit for the whole program, in bytes.
pub fn set_limit(bytes: u64) {
    LIMIT.store(bytes, Ordering::Relaxed);
}

/// How large one content may become, in bytes.
pub fn limit() -> u64 {
    LIMIT.load(Ordering::Relaxed)
}

/// The error for a content that would become larger.
pub(crate) fn too_large() -> Error {
    let text = format!("The unpacked content is larger than {} MB", limit().div_ceil(1 << 20));
    Error::with(error::MEMORY_FULL, text)
}
