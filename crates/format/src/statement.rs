//! A statement as the editor shows it, for reports of errors.

use crate::lines::logical_end;
use crate::{Endings, Options, Surroundings, Tokens, writer};
use fourd_syntax::lexer::{self, Kind, Token};

/// A statement as 4D's editor shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The offset of its first byte in the text.
    pub start: usize,
    /// Its code in 4D's layout, without tokens, comments and the `\` of continued lines, in one line.
    pub code: String,
}

/// The statement, or the head of a block, that an offset of a text is in; none where there is only a comment or nothing.
pub fn statement(text: &str, offset: usize, surroundings: &dyn Surroundings) -> Option<Shown> {
    let offset = offset.min(text.len());
    let around = lines_around(text, offset);
    let lines = text.get(around.clone())?;
    // In parts of a block comment or of SQL, only the text before says what a line is.
    let (part, before) = if lines.contains("/*") || lines.contains("*/") { (text, 0) } else { (lines, around.start) };
    let tokens = lexer::tokens(part);
    let at = u32::try_from(offset - before).ok()?;
    let mut first = 0;
    while first < tokens.len() {
        let next = logical_end(part, &tokens, first);
        let line = tokens.get(first..next)?;
        first = next;
        let ends = line.last().map_or(0, |token| token.range.end);
        if at > ends || (at == ends && first < tokens.len()) {
            continue;
        }
        let code: Vec<Token> = line
            .iter()
            .take_while(|token| token.kind != Kind::Sql)
            .filter(|token| !matches!(token.kind, Kind::Comment | Kind::Continuation))
            .copied()
            .collect();
        let start = before + code.first()?.range.start as usize;
        let options = Options { endings: Endings::Remove, tokens: Tokens::Hide, surroundings };
        return Some(Shown { start, code: writer::write_line(part, &code, options) });
    }
    None
}

/// The lines that may belong to the statement at an offset: its own, and those that a `\` connects with it. A line too
/// many does no harm.
fn lines_around(text: &str, offset: usize) -> std::ops::Range<usize> {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let bytes = text.as_bytes();
    let begin_of = |at: usize| bytes.iter().take(at).rposition(is_end).map_or(0, |end| end + 1);
    let end_of = |at: usize| bytes.iter().skip(at).position(is_end).map_or(bytes.len(), |length| at + length);
    // The end of the line before the one that begins there.
    let end_before = |start: usize| {
        let end = start.checked_sub(1)?;
        let both = bytes.get(end) == Some(&b'\n') && end.checked_sub(1).is_some_and(|at| bytes.get(at) == Some(&b'\r'));
        Some(if both { end - 1 } else { end })
    };
    let continues = |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|line| line.contains(&b'\\'));
    let mut start = begin_of(offset);
    while let Some(end) = end_before(start) {
        let previous = begin_of(end);
        if !continues(previous..end) {
            break;
        }
        start = previous;
    }
    let mut from = begin_of(offset);
    let mut end = end_of(offset);
    while end < bytes.len() && continues(from..end) {
        let pair = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
        from = end + if pair { 2 } else { 1 };
        end = end_of(from);
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Alone;

    fn shown(text: &str, word: &str) -> Option<(usize, String)> {
        let offset = text.find(word).unwrap_or(text.len());
        let found = statement(text, offset, &Alone)?;
        Some((text[..found.start].matches('\n').count() + 1, found.code))
    }

    #[test]
    fn tokens_and_comments_are_not_shown() {
        let text =
            "//%attributes = {}\nIf (Is text:K8:3=Value type:C1509($a))  // why\n\t[T:1]F:2:=\"a:C1\"/* no */+$b;\n";
        assert_eq!(shown(text, "Value type"), Some((2, "If (Is text=Value type($a))".into())));
        assert_eq!(shown(text, "$b"), Some((3, "[T]F:=\"a:C1\"+$b;".into())));
        assert_eq!(shown("foo:C1234567(1)", "1)"), Some((1, "foo(1)".into())));
    }

    #[test]
    fn blanks_are_those_of_the_editor() {
        assert_eq!(shown("  assert( false ;\"no\" )", "no"), Some((1, "ASSERT(False; \"no\")".into())));
        assert_eq!(shown("Case of \n: ( $a=1 )", "$a"), Some((2, ": ($a=1)".into())));
        assert_eq!(shown("var $a:Object:={a:1;b:[1;2]}", "b"), Some((1, "var $a : Object:={a: 1; b: [1; 2]}".into())));
    }

    #[test]
    fn continued_lines_are_one_statement() {
        let text = "a\\\r\nb\r\nfoo(1;\\\r\n  2; \\\r\n 3)\r\n$c:=1";
        for word in ["1;", "2;", "3)"] {
            assert_eq!(shown(text, word), Some((3, "foo(1; 2; 3)".into())), "{word}");
        }
        assert_eq!(shown(text, "$c"), Some((6, "$c:=1".into())));
    }

    #[test]
    fn places_without_a_statement_have_none() {
        assert_eq!(shown("", ""), None);
        assert_eq!(shown("// only\n", "only"), None);
        assert_eq!(shown("/* a\n b */ $x:=1\n", "b"), Some((2, "$x:=1".into())));
        let _ = statement("é", 1, &Alone);
    }
}
