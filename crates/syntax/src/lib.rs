//! Lexer, grammar, tree and printer of the 4D language: pure, without any list of commands.

pub mod tree;
