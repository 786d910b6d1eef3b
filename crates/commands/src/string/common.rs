//! What the commands of this theme share.

/// A position from 1 as an index from 0; positions before the first one count as the first one.
pub(crate) fn index(position: i64) -> usize {
    usize::try_from(position.max(1) - 1).unwrap_or(usize::MAX)
}
