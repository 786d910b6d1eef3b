//! How much compressed contents may become in memory. A few bytes can stand for gigabytes: a file in an archive, a Blob that
//! was compressed, the content of an answer.

use fourd_runtime::surroundings::{DEFAULT_UNPACK_LIMIT, entered};
use fourd_value::{Error, error};

/// How large one content may become in the program that the running thread works for, in bytes.
pub fn limit() -> u64 {
    entered(|world| world.map_or(DEFAULT_UNPACK_LIMIT, |world| world.surroundings.unpack_limit))
}

/// The error for a content that would become larger.
pub(crate) fn too_large() -> Error {
    let text = format!("The unpacked content is larger than {} MB", limit().div_ceil(1 << 20));
    Error::with(error::MEMORY_FULL, text)
}
