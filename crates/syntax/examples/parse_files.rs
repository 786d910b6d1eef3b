//! Parses all `.4dm` files below the given paths on all cores and reports what is wrong in them.
//!
//! With `--round-trip` first, each file without errors is also printed and parsed again, and the two trees compared.
//!
//! Files below a folder `Classes` are read as classes. Prints `path:line:column: title (id)` for each problem, then totals.

use fourd_source::{FileId, Severity, SourceFile};
use fourd_syntax::tree::CodeKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// What one thread found.
#[derive(Default)]
struct Found {
    report: Vec<String>,
    lines: usize,
    bytes: usize,
    errors: usize,
    warnings: usize,
    damaged: usize,
}

fn main() {
    let started = Instant::now();
    let mut files = Vec::new();
    let mut round_trip = false;
    for path in std::env::args().skip(1) {
        match path.as_str() {
            "--round-trip" => round_trip = true,
            path => collect(Path::new(path), &mut files),
        }
    }
    files.sort();
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get());
    let parts: Vec<Found> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| work(&files, &next, round_trip))).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let mut total = Found::default();
    for part in parts {
        total.report.extend(part.report);
        total.lines += part.lines;
        total.bytes += part.bytes;
        total.errors += part.errors;
        total.warnings += part.warnings;
        total.damaged += part.damaged;
    }
    total.report.sort();
    for line in &total.report {
        println!("{line}");
    }
    println!(
        "{} files, {} lines, {} bytes, {} errors in {} files, {} warnings, {:.2} s",
        files.len(),
        total.lines,
        total.bytes,
        total.errors,
        total.damaged,
        total.warnings,
        started.elapsed().as_secs_f64()
    );
}

fn work(files: &[PathBuf], next: &AtomicUsize, round_trip: bool) -> Found {
    let mut found = Found::default();
    while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
        let Ok(bytes) = std::fs::read(path) else { continue };
        found.bytes += bytes.len();
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        let class = path.components().any(|part| part.as_os_str() == "Classes");
        let kind = if class { CodeKind::Class } else { CodeKind::Method };
        let parsed = fourd_syntax::parse(FileId(0), &text, kind);
        let source = SourceFile::new(path.clone(), text);
        found.lines += source.line_count();
        let mut damaged = false;
        for diagnostic in &parsed.diagnostics {
            if diagnostic.severity == Severity::Error {
                found.errors += 1;
                damaged = true;
            } else {
                found.warnings += 1;
            }
            let start = diagnostic.primary.as_ref().map_or(0, |label| label.span.start);
            let (line, column) = source.line_column(start);
            let label = diagnostic.primary.as_ref().map_or("", |label| label.message.as_str());
            found.report.push(format!(
                "{}:{line}:{column}: {}; {label} ({}) | {}",
                path.display(),
                diagnostic.title,
                diagnostic.name,
                source.line(line).trim()
            ));
        }
        if round_trip && !damaged {
            let printed = fourd_syntax::print(&parsed.module);
            let again = fourd_syntax::parse(FileId(0), &printed, kind);
            let (first, second) = (without_spans(&parsed.module), without_spans(&again.module));
            if first != second {
                let at = first.bytes().zip(second.bytes()).take_while(|(left, right)| left == right).count();
                let near = |text: &str| text.chars().skip(at.saturating_sub(150)).take(300).collect::<String>();
                found.report.push(format!(
                    "{}: printed differently\n  {}\n  {}",
                    path.display(),
                    near(&first),
                    near(&second)
                ));
                damaged = true;
            }
        }
        found.damaged += usize::from(damaged);
    }
    found
}

/// The tree as text, every span left out.
fn without_spans(module: &fourd_syntax::tree::Module) -> String {
    let written = format!("{module:?}");
    let mut text = String::with_capacity(written.len() / 2);
    let mut rest = written.as_str();
    while let Some(at) = rest.find("Span { ") {
        text.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    text
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let Ok(entries) = std::fs::read_dir(path) else { return };
        for entry in entries.flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4dm")) {
        files.push(path.to_path_buf());
    }
}
