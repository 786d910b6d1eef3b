//! Parsing. `cargo bench -p fourd-syntax --bench parsing`.

#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fourd_source::FileId;
use fourd_syntax::tree::CodeKind;
use std::hint::black_box;
use std::time::Duration;

/// A method of a usual kind, 20 lines.
const LINES: &str = r##"
// Adds up what is still to be paid.
var $invoice : Object
var $total : Real
For each ($invoice; $customer.invoices.query("paid = :1 and due < :2"; False; Current date))
	If ($invoice.currency="EUR") & (Not(Undefined($invoice.amount)))
		$total:=$total+($invoice.amount*(1+($invoice.rate/100)))
	Else
		$total+=convert($invoice.amount; $invoice.currency; "EUR")
	End if
	Case of
		: ($invoice.reminders.length=0)
			$invoice.reminders.push(New object("date"; Current date; "text"; "A friendly "+"reminder"))
		: ($invoice.reminders.length>3)
			callLawyer($invoice; ->$total)
	End case
End for each
ARRAY TEXT($lines; 10)
$lines{1}:=Substring(String($total; "0.00"); 1; 20)
"##;

fn parsing(criterion: &mut Criterion) {
    let text = LINES.repeat(50);
    let mut group = criterion.benchmark_group("parsing");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("a method of 1,000 lines", |bencher| {
        bencher.iter(|| fourd_syntax::parse(FileId(0), black_box(&text), CodeKind::Method));
    });
    group.finish();
}

criterion_group! {
    name = benchmarks;
    config = Criterion::default().measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_secs(1)).sample_size(20);
    targets = parsing
}
criterion_main!(benchmarks);
