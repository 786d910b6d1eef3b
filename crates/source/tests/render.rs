//! How diagnostics look in each format.
#![allow(clippy::unwrap_used)]

use fourd_source::{Diagnostic, FileId, Format, SourceMap, Span, render};

/// The span of the first `part` in the file.
fn span(sources: &SourceMap, file: FileId, part: &str) -> Span {
    let text = &sources.get(file).unwrap().text;
    let start = text.find(part).unwrap() as u32;
    Span::new(file, start, start + part.len() as u32)
}

fn shown(diagnostic: &Diagnostic, sources: &SourceMap, format: Format) -> String {
    let mut out = String::new();
    render(diagnostic, sources, format, &mut out);
    out
}

const PLAIN: Format = Format::Human { colour: false };

/// A file of this text and an error at `part`.
fn one(text: &str, part: &str, format: Format) -> String {
    let sources = SourceMap::new();
    let file = sources.add(std::env::current_dir().unwrap().join("Methods/one.4dm"), text.to_owned());
    shown(&Diagnostic::error("some-id", "something is wrong").at(span(&sources, file, part), "here"), &sources, format)
}

#[test]
fn all_that_a_diagnostic_can_hold() {
    let sources = SourceMap::new();
    let file = sources.add("a.4dm", "If ($a)\n\tALERT(\"x\")\n$b:=1\n\n\n\n\n\nEnd for\n".into());
    let other = sources.add("Classes/B.4dm", "property b\n".into());
    let diagnostic = Diagnostic::error("syntax::unclosed-block", "`End for` does not end `If`")
        .at(span(&sources, file, "End for"), "expected `End if`")
        .also(span(&sources, file, "If"), "opened here")
        .also(span(&sources, other, "property b"), "another file")
        .note("blocks end in the order in which they begin")
        .note("second note,\nof two lines")
        .hint("write `End if`");
    insta::assert_snapshot!("human", shown(&diagnostic, &sources, PLAIN));
    insta::assert_snapshot!("json", shown(&diagnostic, &sources, Format::Json));
    insta::assert_snapshot!("github", shown(&diagnostic, &sources, Format::Github));
    let coloured = shown(&diagnostic, &sources, Format::Human { colour: true });
    assert!(coloured.contains("\u{1b}[31m"), "{coloured}");
    assert_eq!(without_colours(&coloured), shown(&diagnostic, &sources, PLAIN));
}

/// The text without escape sequences.
fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap().to_owned();
    let plain = parts.fold(first, |plain, part| plain + part.split_once('m').unwrap().1);
    plain.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn without_a_spot() {
    let sources = SourceMap::new();
    let diagnostic =
        Diagnostic::warning("source::missing", "There is no file `a,b:c`").note("a note").hint("100% help");
    insta::assert_snapshot!("spotless_human", shown(&diagnostic, &sources, PLAIN));
    insta::assert_snapshot!("spotless_json", shown(&diagnostic, &sources, Format::Json));
    insta::assert_snapshot!("spotless_github", shown(&diagnostic, &sources, Format::Github));
    let unknown = Diagnostic::error("id", "title").at(Span::new(FileId(7), 0, 1), "nowhere");
    assert_eq!(shown(&unknown, &sources, PLAIN), "[id] Error: title\n");
}

#[test]
fn letters_beyond_ascii_and_tabs_keep_columns_right() {
    insta::assert_snapshot!(one("\tété:=東京+😀+$x\n", "$x", PLAIN));
}

#[test]
fn all_line_ends_give_the_same_report() {
    let lines = ["$a:=1", "$b:=(", "$c:=3", ""];
    let unix = one(&lines.join("\n"), "(", PLAIN);
    insta::assert_snapshot!(unix);
    assert_eq!(unix, one(&lines.join("\r"), "(", PLAIN));
    assert_eq!(unix, one(&lines.join("\r\n"), "(", PLAIN));
}

#[test]
fn characters_that_end_lines_elsewhere_do_not_move_the_spot() {
    let report = one("a\u{2028}b\u{0B}c\u{85}\n$x\u{1b}[31m:=\u{202E}1\n", "$x", PLAIN);
    insta::assert_snapshot!(report);
    assert!(!report.contains('\u{1b}'));
}

#[test]
fn long_lines_are_cut_around_the_spot() {
    let long = format!("$a:=\"{}\"+$unknown+\"{}\"", "é".repeat(500), "z".repeat(500));
    let report = one(&long, "$unknown", PLAIN);
    insta::assert_snapshot!(report);
    assert!(report.contains("one.4dm:1:508 "), "{report}");
    insta::assert_snapshot!("long_line_start", one(&long, "$a", PLAIN));
    insta::assert_snapshot!("long_line_end", one(&long, "z\"", PLAIN));
}

#[test]
fn the_end_of_a_file_can_be_pointed_at() {
    let sources = SourceMap::new();
    for (text, offset) in [("If ($a)\n", 8), ("If ($a)", 7), ("", 0)] {
        let file = sources.add("end.4dm", text.into());
        let diagnostic =
            Diagnostic::error("id", "`End if` is missing").at(Span::new(file, offset, offset), "before this");
        insta::assert_snapshot!(shown(&diagnostic, &sources, PLAIN));
    }
}

#[test]
fn a_spot_of_several_lines_shows_its_first() {
    insta::assert_snapshot!(one("If (True)\n\tALERT(\"x\")\nEnd if\n", "If (True)\n\tALERT(\"x\")\nEnd if", PLAIN));
    insta::assert_snapshot!("several_lines_github", one("If\nEnd if\n", "If\nEnd if", Format::Github));
}

#[test]
fn no_span_breaks_a_report() {
    let sources = SourceMap::new();
    let file = sources.add("x.4dm", "é\r\n東\t\n".into());
    for start in 0..12 {
        for end in 0..12 {
            let diagnostic =
                Diagnostic::error("id", "t").at(Span::new(file, start, end), "m").also(Span::new(file, end, start), "");
            for format in [PLAIN, Format::Json, Format::Github] {
                assert!(shown(&diagnostic, &sources, format).contains("x.4dm"));
            }
        }
    }
}
