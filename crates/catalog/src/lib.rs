//! Documented facts of 4D: commands, constants and class members, whether or not this runtime implements them.
//!
//! The facts (names, numbers, types and values) come from [4D's published documentation](https://developer.4d.com/docs),
//! edition 21 R4, and for what that edition no longer lists, from older editions and the tokens (`:C1839`, `:K8:3`) of
//! published 4D code. They are in `data/*.tsv`; the build script turns them into sorted static tables.

#![forbid(unsafe_code)]

mod class;
mod command;
mod constant;
mod lookup;
mod need;
mod role;
#[allow(clippy::approx_constant)]
mod tables;
mod view_pro;

pub use class::{Class, Member, MemberKind, class, classes};
pub use command::{Command, Direction, Parameter, command, command_named, commands};
pub use constant::{Constant, ConstantValue, constant, constant_named, constants};
pub use need::{Answer, Need};
pub use role::{Role, role};
pub use view_pro::view_pro_commands;
