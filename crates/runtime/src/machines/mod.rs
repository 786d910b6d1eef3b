//! A running 4D: what its processes share, whichever thread they run on.

pub mod host;
pub mod machine;
pub mod session;
pub mod settings;
