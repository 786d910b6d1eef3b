//! The program `fourd`.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    fourd_cli::main(fourd_cli::LIBRARIES)
}
