//! What an operation costs among few and among many elements.
//!
//! The methods in `growth` do one operation of each kind for as many elements as the command line says, again and again
//! for 0.2 seconds, and write the nanoseconds of one. `growth/control.py` does the same in Python: where a cost grows there
//! too, it is the memory of the machine that is slower when more of it is used.

use crate::measure::run as run_once;
use crate::statistics::spread;
use crate::table::{Table, short, whole};
use crate::{Options, document, plot, subject};
use std::ffi::OsString;
use std::path::Path;

/// An operation with a method of its name.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// What is done once for each element.
    what: &'static str,
    /// The most elements that it is measured with.
    most: u64,
    /// It sorts: its cost may grow with the logarithm of the number of elements.
    sorts: bool,
}

impl Operation {
    const fn new(name: &'static str, what: &'static str) -> Self {
        Self { name, what, most: 10_000_000, sorts: false }
    }
}

/// All operations.
pub(crate) const OPERATIONS: [Operation; 15] = [
    Operation::new("push", "`push` of a number"),
    Operation::new("create", "`push` of a new object"),
    Operation::new("property", "`$o.value` read and written, in each object of a collection"),
    Operation::new("element", "`$c[$i]`"),
    Operation { most: 1_000_000, ..Operation::new("insert", "a new property of one object, `$o[$name]:=…`") },
    Operation { most: 1_000_000, ..Operation::new("lookup", "a property of one object, `$o[$name]`") },
    Operation::new("append", "ten characters behind a text"),
    Operation::new("map", "`map` with a formula"),
    Operation { sorts: true, ..Operation::new("sort", "`orderBy` of numbers") },
    Operation { sorts: true, ..Operation::new("sortBy", "`orderBy` of objects by a property") },
    Operation::new("group", "counting by groups of ten, in an object"),
    Operation::new("distinct", "`distinct` of numbers, ten alike"),
    Operation::new("indexOf", "`indexOf`, for each element that it passes"),
    Operation::new("find", "`query` of objects"),
    Operation::new("array", "`APPEND TO ARRAY`"),
];

const SIZES: [u64; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// How often each is measured if nothing is said: the quickest run counts, so few are enough.
const RUNS: u32 = 3;

/// The costs of one operation in nanoseconds, with the numbers of elements.
pub(crate) struct Curve {
    pub(crate) name: &'static str,
    pub(crate) costs: Vec<(u64, f64)>,
}

/// What measures: fourd, and Python if it is installed.
struct Side {
    name: &'static str,
    curves: Vec<Curve>,
}

/// Measures all operations, shows the table and draws the plot. Results that differ from those of Python are an error.
pub(crate) fn run(fourd: &Path, options: &Options) -> Result<(), String> {
    let python = subject::python();
    let names = ["fourd"].into_iter().chain(python.as_ref().map(|_| "Python"));
    let mut sides: Vec<Side> = names.map(|name| Side { name, curves: vec![] }).collect();
    let mut problems = vec![];
    let operations: Vec<&Operation> = OPERATIONS.iter().filter(|operation| options.wants(operation.name)).collect();
    for operation in &operations {
        eprintln!("{}", operation.name);
        let mut costs: Vec<Vec<(u64, f64)>> = sides.iter().map(|_| vec![]).collect();
        for size in SIZES.into_iter().filter(|&size| size <= operation.most.min(options.up_to)) {
            match measured(fourd, python.as_ref(), operation.name, size, options.runs.unwrap_or(RUNS)) {
                Ok(quickest) => costs.iter_mut().zip(quickest).for_each(|(costs, cost)| costs.push((size, cost))),
                Err(problem) => problems.push(problem),
            }
        }
        for (side, costs) in sides.iter_mut().zip(costs) {
            side.curves.push(Curve { name: operation.name, costs });
        }
    }
    let explanation = "Nanoseconds for each element, the quickest of the runs, and the largest as a multiple of the smallest; for \
         sorting, the multiple is that of the nanoseconds divided by the logarithm of the number of elements.";
    let text = format!("{explanation}\n\n{}", table(&operations, &sides).markdown());
    document::show("growth", &text, options)?;
    if options.update {
        let charts: Vec<(&str, &[Curve])> = sides.iter().map(|side| (side.name, &side.curves[..])).collect();
        let path = document::path("performance-growth.svg");
        let drawing = plot::draw(&charts).map_err(|error| format!("the plot was not drawn: {error}"))?;
        std::fs::write(&path, drawing).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// The quickest of several runs in fourd, and in Python if there is one.
fn measured(fourd: &Path, python: Option<&OsString>, name: &str, size: u64, runs: u32) -> Result<Vec<f64>, String> {
    let folder = crate::home().join("growth");
    let size = size.to_string();
    let project = folder.join("Project/growth.4DProject");
    let of_fourd: Vec<OsString> = vec![
        fourd.into(),
        "--project".into(),
        project.into(),
        "--dataless".into(),
        "--startup-method".into(),
        name.into(),
        "--user-param".into(),
        size.clone().into(),
    ];
    let control =
        python.map(|python| vec![python.clone(), folder.join("control.py").into(), name.into(), size.clone().into()]);
    let commands: Vec<Vec<OsString>> = [of_fourd].into_iter().chain(control).collect();
    let mut quickest = vec![f64::INFINITY; commands.len()];
    let mut result: Option<f64> = None;
    for _ in 0..runs {
        for (command, quickest) in commands.iter().zip(&mut quickest) {
            let output = run_once(command)?.output;
            let (cost, given) = numbers(&output).ok_or_else(|| format!("{name} {size}: wrote {output:?}"))?;
            let expected = *result.get_or_insert(given);
            if given != expected {
                return Err(format!("{name} {size}: the result is {given}, not {expected}"));
            }
            *quickest = quickest.min(cost);
        }
    }
    Ok(quickest)
}

/// The cost and the result in what a measured method wrote.
fn numbers(output: &str) -> Option<(f64, f64)> {
    let (cost, result) = output.split_once(' ')?;
    Some((cost.parse().ok()?, result.parse().ok()?))
}

fn table(operations: &[&Operation], sides: &[Side]) -> Table {
    let sizes = SIZES.iter().map(|&size| whole(size));
    let spreads = sides.iter().map(|side| format!("growth, {}", side.name));
    let mut table = Table::new(["operation".to_string()].into_iter().chain(sizes).chain(spreads));
    for (number, operation) in operations.iter().enumerate() {
        let curves = sides.iter().filter_map(|side| side.curves.get(number));
        let spreads = curves.map(|curve| growth(curve, operation.sorts).map(|growth| format!("{growth:.1}")));
        let costs = sides.first().and_then(|side| side.curves.get(number)).map_or(&[][..], |curve| &curve.costs);
        let cells = SIZES.iter().map(|size| {
            let cost = costs.iter().find(|(measured, _)| measured == size);
            cost.map(|&(_, nanoseconds)| short(nanoseconds))
        });
        table.row(&format!("{}: {}", operation.name, operation.what), cells.chain(spreads));
    }
    table
}

/// The largest cost as a multiple of the smallest.
fn growth(curve: &Curve, sorts: bool) -> Option<f64> {
    let costs = curve.costs.iter().map(|&(size, cost)| if sorts { cost / (size as f64).ln() } else { cost });
    spread(&costs.collect::<Vec<f64>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_may_grow_with_the_logarithm() {
        let curve = Curve { name: "sort", costs: vec![(1_000, 30.0), (1_000_000, 60.0)] };
        assert!(growth(&curve, true).is_some_and(|growth| (growth - 1.0).abs() < 1e-9));
        assert!(growth(&curve, false).is_some_and(|growth| (growth - 2.0).abs() < 1e-9));
    }

    #[test]
    fn what_a_method_writes_is_read() {
        assert_eq!(numbers("26.5 1000"), Some((26.5, 1000.0)));
        assert_eq!(numbers("error"), None);
    }
}
