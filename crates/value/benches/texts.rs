//! Comparison of texts. `cargo bench -p fourd-value --bench texts`.

#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use fourd_value::Text;
use fourd_value::text::compare;
use std::hint::black_box;
use std::time::Duration;

fn texts(criterion: &mut Criterion) {
    let long = "The quick brown fox jumps over the lazy dog. ".repeat(20);
    let pairs = [
        ("equal, short", "invoice", "invoice"),
        ("equal but for the case", "Invoice", "INVOICE"),
        ("equal but for accents", "Élève à côté", "eleve a cote"),
        ("different at the start", "invoice", "receipt"),
        ("pattern with @", "invoice 2026", "inv@2026"),
    ];
    for (name, left, right) in pairs {
        let (left, right) = (Text::from(left), Text::from(right));
        criterion.bench_function(&format!("texts {name}"), |bencher| {
            bencher.iter(|| compare::equal(black_box(&left), black_box(&right)));
        });
    }
    let pairs = [
        ("in order, different at the start", "invoice", "receipt"),
        ("in order, different at the end", "invoice 2026-01", "invoice 2026-02"),
        ("in order, different in accents", "Élève à côté", "eleve a cotes"),
    ];
    for (name, left, right) in pairs {
        let (left, right) = (Text::from(left), Text::from(right));
        criterion.bench_function(&format!("texts {name}"), |bencher| {
            bencher.iter(|| compare::less(black_box(&left), black_box(&right)));
        });
    }
    let (left, right) = (Text::from(&*long), Text::from(long.to_uppercase()));
    criterion.bench_function("texts equal, 900 characters", |bencher| {
        bencher.iter(|| compare::equal(black_box(&left), black_box(&right)));
    });
}

criterion_group! {
    name = benchmarks;
    config = Criterion::default().measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_secs(1)).sample_size(20);
    targets = texts
}
criterion_main!(benchmarks);
