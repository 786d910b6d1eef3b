//! What commands of several themes share.

pub(crate) mod ok;
pub(crate) mod paths;
