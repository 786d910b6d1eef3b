//! `cargo +nightly fuzz run parser --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fourd_fuzz::parser(&String::from_utf8_lossy(bytes)));
