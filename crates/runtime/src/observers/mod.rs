//! What watches a program while it runs.

pub mod coverage;
