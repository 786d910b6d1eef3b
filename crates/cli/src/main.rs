//! The program `fourd`.

#![forbid(unsafe_code)]

use mimalloc::MiMalloc;
use std::process::ExitCode;

// Values are made in one thread and freed in another, and most are small: the allocators of systems are slow at both.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    fourd_cli::main(fourd_cli::LIBRARIES)
}
