//! Loose folders and 4D projects: which methods and classes there are.
