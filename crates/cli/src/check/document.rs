//! Where findings go, and what stands around them in the format that is wanted.

use crate::check::OutputFormat;
use crate::output::{colours, print, print_error};
use fourd_source::{Format, sarif};
use std::path::PathBuf;

/// The findings as they are written out, file after file.
pub struct Document {
    format: OutputFormat,
    has_results: bool,
}

impl Document {
    /// Begins to write.
    pub fn begin(format: OutputFormat) -> Self {
        if format == OutputFormat::Sarif {
            let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
            print(&sarif::begin(env!("CARGO_PKG_VERSION"), &folder));
        }
        Self { format, has_results: false }
    }

    /// How single findings are written.
    pub fn format(&self) -> Format {
        match self.format {
            OutputFormat::Human => Format::Human { colour: colours(&std::io::stderr()) },
            OutputFormat::Json => Format::Json,
            OutputFormat::Github => Format::Github,
            OutputFormat::Sarif => Format::Sarif,
        }
    }

    /// Writes findings.
    pub fn write(&mut self, findings: &str) {
        if findings.is_empty() {
            return;
        }
        match self.format {
            OutputFormat::Human => print_error(findings),
            OutputFormat::Json | OutputFormat::Github => print(findings),
            OutputFormat::Sarif => {
                let separator = if std::mem::replace(&mut self.has_results, true) { ",\n" } else { "" };
                let results: Vec<&str> = findings.lines().collect();
                print(&format!("{separator}{}", results.join(",\n")));
            }
        }
    }

    /// Writes what closes the document, and the line with the numbers: behind the findings, or beside a document that
    /// has no room for it.
    pub fn end(self, numbers: &str) {
        match self.format {
            OutputFormat::Human | OutputFormat::Github => print(numbers),
            OutputFormat::Json => print_error(numbers),
            OutputFormat::Sarif => {
                print(sarif::end());
                print_error(numbers);
            }
        }
    }
}
