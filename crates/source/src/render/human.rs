//! Diagnostics for people, drawn by ariadne.
//!
//! Ariadne ends lines at more characters than 4D does and numbers what it is given. So it gets a view of each file that
//! has our lines with one character for each of theirs, empty where no spot is near, and cut where they are long.

use super::Place;
use crate::{Diagnostic, Label, Severity, SourceFile, SourceMap, shown_path};
use ariadne::{Cache, Color, Config, Fmt, Report, ReportKind, Source};
use std::fmt::{Debug, Display};
use std::ops::Range;
use std::sync::Arc;

/// The longest line that is shown whole, in characters.
const MAXIMUM_LINE: usize = 160;

/// How many characters are shown before the first spot in a line that is cut.
const LEAD: usize = 60;

/// What is in ariadne's output where the name of a file is put in afterwards; no shown text can hold it.
const NAME_MARK: char = '\u{1}';

/// What a report names as its place: number of a view, start and end in characters of that view.
type ViewSpan = (usize, Range<usize>);

pub(super) fn render(diagnostic: &Diagnostic, sources: &SourceMap, colour: bool, out: &mut String) {
    let spots = spots(diagnostic, sources);
    let (kind, primary_colour) = match diagnostic.severity {
        Severity::Error => (ReportKind::Error, Color::Red),
        Severity::Warning => (ReportKind::Warning, Color::Yellow),
        Severity::Hint => (ReportKind::Custom("Hint", Color::Cyan), Color::Cyan),
    };
    if spots.is_empty() {
        without_spot(diagnostic, kind, primary_colour, colour, out);
        return;
    }
    let mut views = Views::new(&spots);
    let location = spots.iter().find(|spot| spot.primary).or(spots.first()).map(|spot| views.span(spot));
    let mut report = Report::build(kind, location.unwrap_or((0, 0..0)))
        .with_config(Config::new().with_color(colour))
        .with_code(diagnostic.id())
        .with_message(clean_text(&diagnostic.title));
    report.with_notes(diagnostic.notes.iter().map(|note| clean_text(note)));
    report.with_helps(diagnostic.hint.iter().map(|hint| clean_text(hint)));
    for spot in &spots {
        let colour = if spot.primary { primary_colour } else { Color::Blue };
        let label = ariadne::Label::new(views.span(spot)).with_message(clean_line(&spot.label.message));
        report.add_label(label.with_color(colour));
    }
    let mut written = Vec::new();
    // Writing to memory does not fail.
    let _ = report.finish().write(&mut views, &mut written);
    let written = String::from_utf8_lossy(&written);
    // Ariadne paints the word of a kind of its own even where colours are off.
    let written = if colour { written } else { without_colours(&written).into() };
    for line in written.lines() {
        views.put_names(line.trim_end(), out);
        out.push('\n');
    }
}

/// The text without the sequences that switch terminal colours.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}

/// A diagnostic as lines of text, where there is no code to show.
fn without_spot(diagnostic: &Diagnostic, kind: ReportKind, kind_colour: Color, colour: bool, out: &mut String) {
    let painted = |text: String, wanted: Color| text.fg(colour.then_some(wanted)).to_string();
    let head = painted(format!("[{}] {kind}:", diagnostic.id()), kind_colour);
    out.push_str(&format!("{head} {}\n", clean_text(&diagnostic.title)));
    let hint = diagnostic.hint.iter().map(|hint| ("Help", hint));
    for (word, text) in hint.chain(diagnostic.notes.iter().map(|note| ("Note", note))) {
        let text = clean_text(text).replace('\n', "\n        ");
        out.push_str(&format!("  {} {text}\n", painted(format!("{word}:"), Color::Fixed(115))));
    }
}

/// A label with its place in the first line of its span.
struct Spot<'a> {
    label: &'a Label,
    primary: bool,
    file: Arc<SourceFile>,
    line: usize,
    /// First and last character in the line, counted from 0; the last one is not shown.
    columns: Range<usize>,
}

/// All labels whose files are known: those in the file of the primary label first, then by line, as ariadne would
/// otherwise begin a file anew.
fn spots<'a>(diagnostic: &'a Diagnostic, sources: &SourceMap) -> Vec<Spot<'a>> {
    let labels = diagnostic.primary.iter().map(|label| (label, true));
    let labels = labels.chain(diagnostic.secondary.iter().map(|label| (label, false)));
    let mut spots: Vec<Spot> = labels
        .filter_map(|(label, primary)| {
            let place = Place::of(label.span, sources)?;
            let length = place.file.line(place.line).chars().count();
            let start = (place.column - 1).min(length);
            let end = if place.end_line == place.line { place.end_column - 1 } else { length };
            let columns = start..end.clamp(start, length);
            Some(Spot { label, primary, line: place.line, columns, file: place.file })
        })
        .collect();
    let first = spots.first().map(|spot| spot.label.span.file);
    spots.sort_by_key(|spot| (Some(spot.label.span.file) != first, spot.label.span.file, spot.line, !spot.primary));
    spots
}

/// A file as ariadne sees it.
struct View {
    file: Arc<SourceFile>,
    source: Source<String>,
    /// Where the shown part of each line with a spot begins: line from 1, first shown character from 0.
    cuts: Vec<(usize, usize)>,
}

/// The views of all files of one diagnostic.
struct Views {
    views: Vec<View>,
}

impl Views {
    fn new(spots: &[Spot]) -> Self {
        let same_file = |left: &Spot, right: &Spot| left.label.span.file == right.label.span.file;
        Self { views: spots.chunk_by(same_file).map(View::new).collect() }
    }

    /// The spot's place in its view.
    fn span(&self, spot: &Spot) -> ViewSpan {
        let number = self.views.iter().position(|view| Arc::ptr_eq(&view.file, &spot.file)).unwrap_or(0);
        (number, self.views.get(number).map_or(0..0, |view| view.span(spot)))
    }

    /// Appends a line of ariadne's output with the marks of places replaced by the places.
    fn put_names(&self, line: &str, out: &mut String) {
        let Some((before, rest)) = line.split_once(NAME_MARK) else {
            out.push_str(line);
            return;
        };
        let (mark, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let mut numbers = mark.split(':').filter_map(|number| number.parse::<usize>().ok());
        let view = numbers.next().and_then(|number| self.views.get(number));
        let (line, column) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
        out.push_str(before);
        if let Some(view) = view {
            let cut = view.cuts.iter().find(|(cut_line, _)| *cut_line == line).map_or(0, |(_, first)| *first);
            // The dots in front of a cut line replace its last hidden character.
            let column = if cut > 0 { column + cut - 1 } else { column };
            out.push_str(&format!("{}:{line}:{column}", shown_path(&view.file.path)));
        }
        if !after.is_empty() {
            out.push(' ');
            out.push_str(after);
        }
    }
}

impl Cache<usize> for &mut Views {
    type Storage = String;

    fn fetch(&mut self, id: &usize) -> Result<&Source<String>, impl Debug> {
        self.views.get(*id).map(|view| &view.source).ok_or("no such view")
    }

    fn display<'a>(&self, id: &'a usize) -> Option<impl Display + 'a> {
        Some(format!("{NAME_MARK}{id}"))
    }
}

impl View {
    /// The view of a file with these spots, which are all of the same file and in the order of their lines.
    fn new(spots: &[Spot]) -> Self {
        let file = spots
            .first()
            .map_or_else(|| Arc::new(SourceFile::new("".into(), "".into())), |spot| Arc::clone(&spot.file));
        let mut text = String::new();
        let mut cuts = Vec::new();
        let mut written = 0;
        for in_line in spots.chunk_by(|left, right| left.line == right.line) {
            let line = in_line.first().map_or(1, |spot| spot.line);
            text.extend(std::iter::repeat_n('\n', line.saturating_sub(written + 1)));
            let first = in_line.iter().map(|spot| spot.columns.start).min().unwrap_or(0);
            let (shown, cut) = cut_line(file.line(line), first);
            text.push_str(&shown);
            // Ariadne needs a character to point to after the end, also at the end of the file.
            text.push_str(" \n");
            cuts.push((line, cut));
            written = line;
        }
        Self { file, source: Source::from(text), cuts }
    }

    fn span(&self, spot: &Spot) -> Range<usize> {
        let Some(line) = self.source.line(spot.line - 1) else { return 0..0 };
        let cut = self.cuts.iter().find(|(line, _)| *line == spot.line).map_or(0, |(_, first)| *first);
        let place = |column: usize| {
            let column = if cut > 0 { (column + 1).saturating_sub(cut) } else { column };
            line.offset() + column.min(line.len().saturating_sub(2))
        };
        place(spot.columns.start)..place(spot.columns.end)
    }
}

/// A line as it is shown, and its first shown character: a long line is cut around `first`.
fn cut_line(line: &str, first: usize) -> (String, usize) {
    if line.chars().nth(MAXIMUM_LINE).is_none() {
        return (clean_line(line), 0);
    }
    let cut = first.saturating_sub(LEAD);
    let mut shown: String = if cut > 0 { "…".to_owned() } else { String::new() };
    let mut rest = line.chars().skip(cut);
    shown.extend(rest.by_ref().take(MAXIMUM_LINE).map(clean_character));
    if rest.next().is_some() {
        shown.push('…');
    }
    (shown, cut)
}

/// A line without characters that end a line elsewhere or that a terminal obeys: one character for each.
fn clean_line(line: &str) -> String {
    line.chars().map(clean_character).collect()
}

/// A text of several lines without characters that a terminal obeys.
fn clean_text(text: &str) -> String {
    text.trim_end().chars().map(|each| if each == '\n' { each } else { clean_character(each) }).collect()
}

fn clean_character(character: char) -> char {
    match character {
        '\t' => character,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        // Marks of direction would show the code in another order than it has.
        '\u{80}'..='\u{9F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        _ => character,
    }
}
