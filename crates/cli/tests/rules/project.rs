//! Group 9: what a project is made of.
