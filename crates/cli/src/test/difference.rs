//! Two texts side by side: the lines that differ, with those around them.

use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// How many unchanged lines are shown around a difference.
const CONTEXT: usize = 3;

/// How many lines are shown at most.
const LIMIT: usize = 200;

/// How long the smallest difference is looked for; then any serves.
const TIME_LIMIT: Duration = Duration::from_secs(2);

const END: &str = "\u{1b}[0m";
const FAINT: &str = "\u{1b}[2m";
const EXPECTED: &str = "\u{1b}[31m";
const WRITTEN: &str = "\u{1b}[32m";
/// The part of a line that differs.
const CHANGED: &str = "\u{1b}[7m";
const UNCHANGED: &str = "\u{1b}[27m";

/// The differing lines with those around them, each with its number in the expected text, or in the written one where it is
/// new: `-` was expected, `+` was written.
pub fn difference(expected: &str, written: &str, colour: bool) -> String {
    let lines = TextDiff::configure().timeout(TIME_LIMIT).diff_lines(expected, written);
    let paint = |code: &'static str| if colour { code } else { "" };
    let width = expected.lines().count().max(written.lines().count()).max(1).to_string().len();
    let blank = " ".repeat(width);
    let mut shown: Vec<String> = Vec::new();
    for (number, group) in lines.grouped_ops(CONTEXT).iter().enumerate() {
        if number > 0 {
            shown.push(format!("  {}{blank} …{}\n", paint(FAINT), paint(END)));
        }
        for change in group.iter().flat_map(|operation| lines.iter_inline_changes(operation)) {
            let (sign, code, at) = match change.tag() {
                ChangeTag::Delete => ('-', EXPECTED, change.old_index()),
                ChangeTag::Insert => ('+', WRITTEN, change.new_index()),
                ChangeTag::Equal => (' ', FAINT, change.old_index()),
            };
            let at = at.map_or(blank.clone(), |at| format!("{:>width$}", at + 1));
            let mut line = String::new();
            for (changed, part) in change.iter_strings_lossy() {
                let part = part.trim_end_matches('\n');
                let marked = changed && colour && !part.is_empty();
                let (before, after) = if marked { (CHANGED, UNCHANGED) } else { ("", "") };
                line.extend([before, part, after]);
            }
            shown.push(format!("  {}{at} {sign} {line}{}\n", paint(code), paint(END)));
            if change.missing_newline() {
                shown.push(format!("  {blank}   (no line end)\n"));
            }
        }
    }
    let left_out = shown.len().saturating_sub(LIMIT);
    let (expected, written, end) = (paint(EXPECTED), paint(WRITTEN), paint(END));
    let mut text = format!("  {expected}- expected{end}  {written}+ written{end}\n");
    text.extend(shown.into_iter().take(LIMIT));
    if left_out > 0 {
        text.push_str(&format!("  … {left_out} more lines\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_show_their_surroundings() {
        let expected = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12";
        let written = expected.replace("\n2\n", "\ntwo\n") + "\n13\n";
        insta::assert_snapshot!(difference(expected, &written, false));
    }

    #[test]
    fn the_changed_part_of_a_line_stands_out() {
        let shown = difference("a b c\n", "a x c\n", true);
        assert!(shown.contains("\u{1b}[31m1 - a \u{1b}[7mb\u{1b}[27m c\u{1b}[0m"), "{shown:?}");
        assert!(shown.contains("\u{1b}[32m1 + a \u{1b}[7mx\u{1b}[27m c\u{1b}[0m"), "{shown:?}");
    }

    #[test]
    fn long_differences_are_cut() {
        let lines = |head: &str| (0..1000).map(|number| format!("{head} {number}\n")).collect::<String>();
        let shown = difference(&lines("a"), &lines("b"), false);
        assert_eq!(shown.lines().count(), LIMIT + 2);
        assert!(shown.ends_with("  … 1800 more lines\n"), "{shown}");
    }
}
