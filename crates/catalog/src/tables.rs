//! The static tables that the build script makes from `data/*.tsv`.

use crate::{Class, Command, Constant, ConstantValue, Direction, Member, MemberKind, Parameter, Role};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
