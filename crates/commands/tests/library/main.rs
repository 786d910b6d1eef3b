//! The library as a whole: what all commands and classes have in common.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod declarations;
mod hosts;
mod isolation;
mod observers;
