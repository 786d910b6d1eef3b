//! The nodes of the runnable tree, one file for each family.

pub(crate) mod access;
pub(crate) mod arithmetic;
pub(crate) mod assign;
pub(crate) mod build;
pub(crate) mod construct;
pub(crate) mod control;
pub(crate) mod intercepted;
pub(crate) mod invoke;
pub(crate) mod items;
pub(crate) mod keys;
pub(crate) mod leaf;
pub(crate) mod locations;
pub(crate) mod loops;
pub(crate) mod observed;
pub(crate) mod operand;
pub(crate) mod operators;
mod pictures;
pub(crate) mod protect;
pub(crate) mod texts;
pub(crate) mod variants;
