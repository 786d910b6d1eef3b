//! Line coverage as pages: a table of all files, and each file with its lines marked.

use super::coverage::{Lines, Report, shown_percent};
use super::junit::escaped;
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:15px/1.4 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em}
table{border-collapse:collapse;width:100%}
th,td{padding:.3em .8em;text-align:left;border-bottom:1px solid #8884}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
meter{width:8em}
pre{margin:0;font:13px/1.5 ui-monospace,monospace;tab-size:4}
pre span{display:block;white-space:pre-wrap;padding-left:5em;text-indent:-5em}
pre b{display:inline-block;width:4em;margin-right:1em;text-indent:0;text-align:right;font-weight:normal;opacity:.6}
.ran{background:#3a35}
.missed{background:#d444}
";

/// The pages with their file names; the first one is `index.html`.
pub fn pages(report: &Report) -> Vec<(String, String)> {
    let mut rows = String::new();
    let mut pages = Vec::new();
    for (number, file) in report.files().iter().enumerate() {
        let name = format!("file-{}.html", number + 1);
        row(&mut rows, &format!("<a href=\"{name}\">{}</a>", escaped(&file.shown)), file.lines.len(), file.covered());
        pages.push((name, page_of(file)));
    }
    let (all, covered) = report.counts();
    row(&mut rows, "total", all, covered);
    let table = format!(
        "<table>\n<tr><th>file</th><th class=\"number\">lines</th><th class=\"number\">covered</th>\
         <th class=\"number\">percent</th><th></th></tr>\n{rows}</table>\n"
    );
    pages.insert(0, ("index.html".to_owned(), page("Coverage", &table)));
    pages
}

fn row(rows: &mut String, name: &str, lines: usize, covered: usize) {
    let percent = super::coverage::percent(lines, covered);
    let _ = writeln!(
        rows,
        "<tr><td>{name}</td><td class=\"number\">{lines}</td><td class=\"number\">{covered}</td>\
         <td class=\"number\">{}</td><td><meter max=\"100\" value=\"{percent:.1}\"></meter></td></tr>",
        shown_percent(percent)
    );
}

/// A file with its lines.
fn page_of(file: &Lines) -> String {
    let text = crate::input::read_source(&file.path).unwrap_or_default();
    let mut marked = file.lines.iter().peekable();
    let mut code = String::new();
    for (line, number) in lines_of(&text).zip(1_u32..) {
        let ran = marked.next_if(|(marked, _)| *marked == number).map(|(_, ran)| *ran);
        let class = match ran {
            Some(true) => " class=\"ran\"",
            Some(false) => " class=\"missed\"",
            None => "",
        };
        let _ = write!(code, "<span{class}><b>{number}</b>{}</span>", escaped(line));
    }
    let counts = format!("{} of {} lines have run", file.covered(), file.lines.len());
    page(&file.shown, &format!("<p><a href=\"index.html\">Coverage</a>: {counts}</p>\n<pre>{code}</pre>\n"))
}

/// The lines of a source file, whose lines end with a carriage return, a line feed, or both.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = text.find(['\r', '\n']) else { return rest.take() };
        let (line, after) = text.split_at(at);
        rest = Some(after.strip_prefix("\r\n").unwrap_or_else(|| after.get(1..).unwrap_or_default()));
        Some(line)
    })
}

fn page(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::lines_of;

    #[test]
    fn lines_end_as_the_file_has_them() {
        let lines = |text| lines_of(text).collect::<Vec<_>>();
        assert_eq!(lines("a\r\nb\rc\n\nd\n"), ["a", "b", "c", "", "d"]);
        assert_eq!(lines(""), [""]);
    }
}
