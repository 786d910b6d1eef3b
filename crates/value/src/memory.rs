//! Memory for large values. Rust ends the program where an allocation fails; so what is about to make a large value asks
//! here first, and the code gets an error that it can catch.

use crate::error::{self, Error};

/// What is smaller is made without asking, in bytes.
const SMALL: usize = 1 << 20;
/// What must be left in addition to the new value, in bytes: enough for an error and what handles it.
const SPARE: usize = 8 << 20;

/// Whether the operating system gives that many bytes now.
///
/// # Errors
/// [`MEMORY_FULL`](error::MEMORY_FULL).
#[inline]
pub fn expect(bytes: usize) -> Result<(), Error> {
    if bytes < SMALL { Ok(()) } else { try_out(bytes) }
}

/// As [`expect`] for `count` elements of a type.
///
/// # Errors
/// As [`expect`].
#[inline]
pub fn expect_elements<T>(count: usize) -> Result<(), Error> {
    expect(count.saturating_mul(size_of::<T>()))
}

#[cold]
#[inline(never)]
fn try_out(bytes: usize) -> Result<(), Error> {
    // The allocator requests large blocks from the system one by one and gives them back at once: no page of it is touched.
    let mut probe: Vec<u8> = Vec::new();
    probe.try_reserve_exact(bytes.saturating_add(SPARE)).map_err(|_| full(bytes))
}

/// The error where there is no memory for that many bytes.
#[cold]
pub fn full(bytes: usize) -> Error {
    const MEGABYTE: usize = 1 << 20;
    let text = format!("There is not enough memory: {} MB more are needed", bytes.div_ceil(MEGABYTE));
    Error::with(error::MEMORY_FULL, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_machine_has_is_an_error() {
        assert!(expect(1 << 10).is_ok());
        assert!(expect(1 << 22).is_ok());
        assert!(expect_elements::<u64>(1 << 60).is_err());
        assert!(expect(usize::MAX).is_err());
    }
}
