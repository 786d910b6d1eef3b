//! The check of whole projects: `fourd check`, `Compile project` and `4D.Method` are one driver with different readers of
//! its findings.
//!
//! [`groups`] finds the project of each file, [`Texts`] gives the text of a file, from an editor if one has it open, and
//! [`Analysis`] reads all files of a project for what the others must know, then checks one after the other.

mod analysis;
mod groups;
mod texts;

pub use analysis::{Analysis, CheckedFile, check_text, threads};
pub use groups::{Group, access_to, groups, problems_of};
pub use texts::Texts;
