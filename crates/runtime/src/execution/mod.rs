//! How processes begin, take their turns and end: threads and their pool, workers, and calls between a client and its
//! server.

pub mod clients;
pub mod listening;
pub(crate) mod pool;
pub mod remote;
pub mod start;
pub(crate) mod threads;
pub(crate) mod turns;
pub mod worker;
