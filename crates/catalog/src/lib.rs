//! Documented facts of 4D: commands, constants and class members.
