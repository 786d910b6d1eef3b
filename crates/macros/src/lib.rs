//! Declarations of commands and classes as attributes.
