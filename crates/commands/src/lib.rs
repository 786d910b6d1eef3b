//! The command library, one file per documentation theme.
