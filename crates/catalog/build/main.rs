//! Turns `data/*.tsv` into static tables, so that a program that uses the catalog neither parses nor hashes at its start.

mod rows;
mod tables;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    let data = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("data");
    let source =
        tables::generate(&read(&data, "commands.tsv")?, &read(&data, "constants.tsv")?, &read(&data, "classes.tsv")?)?;
    let target = PathBuf::from(variable("OUT_DIR")?).join("tables.rs");
    fs::write(&target, source).map_err(|error| format!("{}: {error}", target.display()))
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}"))
}

fn read(folder: &Path, file: &str) -> Result<rows::Table, String> {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    rows::Table::read(file, &text)
}
