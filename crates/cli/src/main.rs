//! The fourd command line.

fn main() {}
