//! What the commands of this theme share.

use fourd_value::{ElementType, Error, memory};

/// The largest number of elements that an array can have.
pub(crate) const MAX_SIZE: i64 = 1 << 30;

/// Whether there is memory for that many elements more.
///
/// # Errors
/// Memory is full.
pub(crate) fn expect_elements(element: ElementType, count: usize) -> Result<(), Error> {
    memory::expect(count.saturating_mul(element.size()))
}
