//! Tables of texts, cut to the width of the terminal.

use super::colours::aside;
use unicode_width::UnicodeWidthStr;

/// How wide one column may become.
const WIDEST: usize = 40;
/// What a column leaves to the others on a narrow terminal, and has itself on the narrowest one.
const ROOM: usize = 14;

/// How values are shown.
#[derive(Clone, Copy)]
pub struct Style {
    /// How many characters a line has.
    pub width: usize,
    /// Whether it takes colours.
    pub colour: bool,
    /// Whether all of a value is shown, however long it is.
    pub whole: bool,
}

/// A column of a table.
pub struct Column {
    /// Its heading.
    pub name: String,
    /// Whether its cells are aligned at the right, as numbers are.
    pub right: bool,
    /// The text of its rows.
    pub cells: Vec<String>,
}

/// The table, and how many of its columns did not fit.
pub fn table(columns: &[Column], style: Style) -> (String, usize) {
    let widest = if style.whole { usize::MAX } else { WIDEST.min(style.width.saturating_sub(ROOM).max(ROOM)) };
    let widths: Vec<usize> = columns.iter().map(|column| width(column, widest)).collect();
    let mut fit = 0;
    let mut whole = 0;
    for width in &widths {
        let more = width + if fit == 0 { 0 } else { 3 };
        if fit > 0 && !style.whole && whole + more > style.width {
            break;
        }
        whole += more;
        fit += 1;
    }
    let shown = &columns[..fit];
    let rows = shown.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    let (bar, cross) =
        if style.colour { (aside(" │ "), aside("─┼─")) } else { (" │ ".to_owned(), "─┼─".to_owned()) };
    let mut text = String::new();
    let mut line = |cells: Vec<String>, between: &str| {
        text.push_str(cells.join(between).trim_end());
        text.push('\n');
    };
    line(shown.iter().zip(&widths).map(|(column, width)| padded(&column.name, *width, column.right)).collect(), &bar);
    let rule = |width: &usize| if style.colour { aside(&"─".repeat(*width)) } else { "─".repeat(*width) };
    line(widths.iter().take(fit).map(rule).collect(), &cross);
    for row in 0..rows {
        let cell = |(column, width): (&Column, &usize)| {
            padded(column.cells.get(row).map_or("", String::as_str), *width, column.right)
        };
        line(shown.iter().zip(&widths).map(cell).collect(), &bar);
    }
    (text, columns.len() - fit)
}

fn width(column: &Column, widest: usize) -> usize {
    let all = column.cells.iter().map(String::as_str).chain([column.name.as_str()]);
    all.map(UnicodeWidthStr::width).max().unwrap_or(0).min(widest)
}

/// The text in exactly this width.
fn padded(text: &str, width: usize, right: bool) -> String {
    let text = cut(text, width);
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    if right { blanks + &text } else { text + &blanks }
}

/// The text, or as much of it as fits with three dots.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut result = String::new();
    for character in text.chars() {
        result.push(character);
        if result.width() + 1 > width {
            result.pop();
            break;
        }
    }
    result + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, right: bool, cells: &[&str]) -> Column {
        Column { name: name.to_owned(), right, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
    }

    #[test]
    fn columns_are_aligned_and_cut() {
        let columns =
            [column("", true, &["0", "10"]), column("name", false, &["Ada", "語"]), column("x", false, &["1"])];
        let (text, left_out) = table(&columns, Style { width: 40, colour: false, whole: false });
        assert_eq!(text, "   │ name │ x\n───┼──────┼──\n 0 │ Ada  │ 1\n10 │ 語   │\n");
        assert_eq!(left_out, 0);
        let (text, left_out) = table(&columns, Style { width: 10, colour: false, whole: false });
        assert_eq!((text.lines().next(), left_out), (Some("   │ name"), 1));
        assert_eq!(cut("a longer text", 8), "a longe…");
    }
}
