//! Programs without declarations against the same programs with them: `untyped/NAME/untyped.4dm` and `typed.4dm`.

use crate::measure::run as run_once;
use crate::programs::names;
use crate::statistics::{geometric_mean, median};
use crate::table::{Table, short};
use crate::{Options, document};
use std::ffi::OsString;
use std::path::Path;

/// The two forms of a program.
const FORMS: [&str; 2] = ["typed", "untyped"];

/// Measures all pairs in turn, by user time, and shows the table. Two forms that write different lines are an error.
pub(crate) fn run(fourd: &Path, options: &Options) -> Result<(), String> {
    let folder = crate::home().join("untyped");
    let mut table = Table::new(["program", "typed", "untyped", "untyped / typed"]);
    let (mut problems, mut ratios) = (vec![], vec![]);
    for name in names(&folder)?.into_iter().filter(|name| options.wants(name)) {
        eprintln!("{name}");
        match pair(fourd, &folder.join(&name), options.runs()) {
            Ok([typed, untyped]) => {
                ratios.push(untyped / typed);
                let seconds = [typed, untyped].map(|seconds| Some(format!("{seconds:.3}")));
                table.row(&name, seconds.into_iter().chain([Some(short(untyped / typed))]));
            }
            Err(problem) => problems.push(format!("{name}: {problem}")),
        }
    }
    table.row("geometric mean", [Some(String::new()), Some(String::new()), geometric_mean(&ratios).map(short)]);
    let text = format!("User seconds, medians of {} runs.\n\n{}", options.runs(), table.markdown());
    document::show("untyped", &text, options)?;
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// The user seconds of the two forms of one program.
fn pair(fourd: &Path, folder: &Path, runs: u32) -> Result<[f64; 2], String> {
    let mut seconds = [vec![], vec![]];
    let mut written: Option<String> = None;
    for _ in 0..runs {
        for (form, seconds) in FORMS.iter().zip(&mut seconds) {
            let script = folder.join(format!("{form}.4dm"));
            let sample = run_once(&[OsString::from(fourd), OsString::from("run"), script.into_os_string()])?;
            let expected = written.get_or_insert_with(|| sample.output.clone());
            if *expected != sample.output {
                return Err(format!("the {form} form wrote {:?}, not {expected:?}", sample.output));
            }
            seconds.push(sample.user.unwrap_or(sample.wall));
        }
    }
    let [typed, untyped] = seconds.map(|seconds| median(&seconds).unwrap_or_default());
    Ok([typed, untyped])
}
