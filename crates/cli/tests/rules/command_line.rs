//! Group 10: tool4d's command line.
