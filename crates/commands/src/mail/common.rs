//! What the commands of this theme share.

/// How deep the parts of a message may be in one another.
pub(crate) const MAX_DEPTH: usize = 100;
