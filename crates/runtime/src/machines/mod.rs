//! A running 4D: what its processes share, whichever thread they run on.

pub mod error_method;
pub mod host;
pub mod machine;
pub mod record;
pub mod requests;
pub mod session;
pub mod settings;
pub mod twin;
pub mod workers;
