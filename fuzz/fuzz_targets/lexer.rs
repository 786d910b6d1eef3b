//! `cargo +nightly fuzz run lexer --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fourd_fuzz::lexer(&String::from_utf8_lossy(bytes)));
