//! How processes take turns, without knowing what a process is: who may go on, who waits for what, and the order that a
//! seed decides.

pub mod conductor;
pub(crate) mod schedule;
pub mod wait;
pub mod waiting;
