//! What the program writes to its standard streams, and whether in colours.

use fourd_runtime::stop::StopReason;
use fourd_source::{Diagnostic, Format, SourceMap, render};
use std::io::{Error, ErrorKind, IsTerminal, Write};

pub use fourd_source::colours;

/// The narrowest line that text is wrapped to.
const NARROWEST: usize = 20;

/// Writes to standard output. Where that fails the program ends.
pub fn print(text: &str) {
    print_bytes(text.as_bytes());
}

/// As [`print`], text in any encoding.
pub fn print_bytes(bytes: &[u8]) {
    let mut stream = std::io::stdout().lock();
    let written = stream.write_all(bytes).and_then(|()| stream.flush());
    drop(stream);
    if let Err(error) = written {
        give_up("Standard output", &error);
    }
}

/// Writes to standard error. Where that fails the program ends.
pub fn print_error(text: &str) {
    let written = std::io::stderr().lock().write_all(text.as_bytes());
    if let Err(error) = written {
        give_up("Standard error", &error);
    }
}

/// Ends the program, whose output is lost: in silence where its reader has gone away, as programs do.
fn give_up(stream: &str, error: &Error) -> ! {
    if error.kind() == ErrorKind::BrokenPipe {
        std::process::exit(StopReason::OutputClosed.exit_status());
    }
    let problem = Diagnostic::error("output::write", format!("{stream} cannot be written")).note(error.to_string());
    let mut text = String::new();
    render(&problem, &SourceMap::new(), Format::Human { colour: false }, &mut text);
    // There is no other place to say it.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
    std::process::exit(StopReason::OutputFailed(String::new()).exit_status());
}

/// Writes a diagnostic for a person to standard error.
pub fn report(diagnostic: &Diagnostic, sources: &SourceMap) {
    let mut text = String::new();
    render(diagnostic, sources, Format::Human { colour: colours(&std::io::stderr()) }, &mut text);
    print_error(&text);
}

/// A number with the noun that it counts: `1 file`, `2 files`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Writes a page of text to standard output; on a terminal its paragraphs are wrapped at words.
pub fn print_page(text: &str) {
    match terminal_width() {
        Some(width) => print(&wrapped(text, width)),
        None => print(text),
    }
}

/// How many characters a line of the terminal has; nothing where standard output is none.
fn terminal_width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (terminal_size::Width(width), _) = terminal_size::terminal_size()?;
    Some(usize::from(width).max(NARROWEST))
}

/// The text with its lines wrapped at words. Code, tables and drawings stay as they are.
fn wrapped(text: &str, width: usize) -> String {
    let mut result = String::with_capacity(text.len());
    let mut in_code = false;
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        let as_it_is = in_code || is_fence || line.starts_with(['|', '\t']) || line.starts_with("    ");
        if as_it_is {
            result.push_str(line);
        } else {
            let begin: String = line.chars().take_while(|each| each.is_whitespace()).collect();
            let hanging = if line.trim_start().starts_with("- ") { format!("{begin}  ") } else { begin };
            let options = textwrap::Options::new(width).subsequent_indent(&hanging).break_words(false);
            result.push_str(&textwrap::fill(line, options));
        }
        result.push('\n');
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{counted, wrapped};

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(0, "file"), "0 files");
        assert_eq!(counted(1, "file"), "1 file");
        assert_eq!(counted(2, "file"), "2 files");
    }

    #[test]
    fn lines_are_wrapped_at_words_and_code_is_not() {
        let text = "# A heading\n\nThe variable has a declared type that does not fit.\n\n```4d\n$a:=1 // a long comment in code\n```\n- a list with long lines\n";
        let expected = "# A heading\n\nThe variable has a\ndeclared type that\ndoes not fit.\n\n```4d\n$a:=1 // a long comment in code\n```\n- a list with long\n  lines\n";
        assert_eq!(wrapped(text, 20), expected);
    }
}
