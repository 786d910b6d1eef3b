//! What must hold for every text, whatever it says. Each check panics where it does not.
//!
//! Three ways to run the checks, from the folder `fuzz`:
//! - `cargo run --release --bin mutate -- parser 600` needs nothing else;
//! - with cargo-fuzz and a nightly compiler `cargo +nightly fuzz run parser --features libfuzzer`;
//! - libFuzzer with coverage on a stable compiler:
//!   `RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4
//!   -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table
//!   -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1" cargo build --release --features libfuzzer
//!   --target x86_64-unknown-linux-gnu --bin parser --bin lexer`, then
//!   `target/x86_64-unknown-linux-gnu/release/parser corpus/parser -max_total_time=600`.

pub mod web;

use fourd_source::FileId;
use fourd_syntax::lexer::{Kind, tokens};
use fourd_syntax::tree::{CodeKind, Module};
use fourd_syntax::{attributes_line, needs_more, parse, parse_formula, print};

/// Tokens are in order, do not overlap, lie inside the text and on the borders of characters.
pub fn lexer(text: &str) {
    let mut end = 0;
    for token in tokens(text) {
        assert!(token.range.start >= end, "overlap: {token:?}");
        assert!(text.get(token.range.start as usize..token.range.end as usize).is_some(), "outside: {token:?}");
        assert!(token.kind == Kind::Sql || token.range.end > token.range.start, "empty: {token:?}");
        end = token.range.end;
    }
    let _ = (needs_more(text), attributes_line(text));
}

/// Problems lie inside the text and are not too many; a text without problems prints as one with the same tree.
pub fn parser(text: &str) {
    let file = FileId(0);
    for kind in [CodeKind::Method, CodeKind::Class] {
        let parsed = parse(file, text, kind);
        assert!(parsed.diagnostics.len() <= 101, "too many diagnostics");
        for diagnostic in &parsed.diagnostics {
            for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
                assert!(text.get(label.span.range()).is_some(), "outside: {diagnostic:?}");
            }
        }
        let printed = print(&parsed.module);
        if parsed.diagnostics.is_empty() {
            let again = parse(file, &printed, kind);
            assert!(again.diagnostics.is_empty(), "printed with problems:\n{printed}\n{:?}", again.diagnostics);
            assert_eq!(without_spans(&parsed.module), without_spans(&again.module), "printed differently:\n{printed}");
        }
    }
    let _ = parse_formula(file, text);
}

/// The tree as text, every span left out.
fn without_spans(module: &Module) -> String {
    let written = format!("{module:?}");
    let mut text = String::with_capacity(written.len() / 2);
    let mut rest = written.as_str();
    while let Some(at) = rest.find("Span { file: FileId(") {
        text.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    text
}
