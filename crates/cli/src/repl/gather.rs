//! Inputs of several lines: whether a text goes on, the indentation of its next line, and the text that runs in the end.

use fourd_syntax::keyword::Keyword;
use fourd_syntax::lexer::{Kind, lex, tokens};

/// How many blanks the content of a block is indented by.
pub const STEP: usize = 4;

/// The indentation of a text that is still being typed.
pub struct Layout {
    /// The blanks before the next line.
    pub next: usize,
    /// The blanks before the last line, where it begins with a word such as `End for` or `Else`.
    pub last: Option<usize>,
}

/// Whether the text goes on in the next line.
pub fn needs_more(text: &str) -> bool {
    fourd_syntax::needs_more(&joined(text))
}

/// The text as the language reads it: lines inside brackets go on after a `\`, which need not be typed.
pub fn joined(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len() + 16);
    let mut depth = 0usize;
    let mut end = 0;
    let put_gap = |result: &mut String, gap: &str, depth: usize| match depth {
        0 => result.push_str(gap),
        _ => result.push_str(&gap.replace("\r\n", "\n").replace('\n', " \\\n")),
    };
    for token in tokens(text) {
        let (start, stop) = (token.range.start as usize, token.range.end as usize);
        if start < end {
            continue;
        }
        put_gap(&mut result, text.get(end..start).unwrap_or_default(), depth);
        end = stop;
        let own = token.range.text(text);
        match token.kind {
            Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenBrace | Kind::DollarBrace | Kind::OpenCharacter => {
                depth += 1;
            }
            Kind::CloseParenthesis | Kind::CloseBracket | Kind::CloseBrace | Kind::CloseCharacter => {
                depth = depth.saturating_sub(1);
            }
            // Behind `//` the `\` would belong to the comment.
            Kind::Comment if depth > 0 && own.starts_with("//") => continue,
            _ => {}
        }
        result.push_str(own);
    }
    let rest = text.get(end..).unwrap_or_default();
    // Nothing follows the last line: where it stays open, that is said of it.
    put_gap(&mut result, rest, if rest.trim().is_empty() { 0 } else { depth });
    result
}

/// Whether a bracket is open at the end of the text.
pub fn bracket_is_open(text: &str) -> bool {
    let depth = tokens(text).iter().fold(0usize, |depth, token| match token.kind {
        Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenBrace | Kind::DollarBrace | Kind::OpenCharacter => {
            depth + 1
        }
        Kind::CloseParenthesis | Kind::CloseBracket | Kind::CloseBrace | Kind::CloseCharacter => {
            depth.saturating_sub(1)
        }
        _ => depth,
    });
    depth > 0
}

/// A block that is open: its keyword, and whether it already has a case.
struct Open {
    keyword: Keyword,
    in_case: bool,
}

fn blanks(open: &[Open]) -> usize {
    open.iter().map(|block| STEP * (1 + usize::from(block.in_case))).sum()
}

/// How the lines of a text stand.
pub fn layout(text: &str) -> Layout {
    let text = joined(text);
    let lexed = lex(&text);
    let mut open: Vec<Open> = Vec::new();
    let mut last = None;
    for line in &lexed.lines {
        let Some(first) = lexed.line(*line).first() else { continue };
        last = None;
        match first.kind {
            Kind::Keyword(keyword) if keyword.closer().is_some() && keyword != Keyword::BeginSql => {
                open.push(Open { keyword, in_case: false });
            }
            Kind::Keyword(keyword) if keyword.opener().is_some() => {
                open.pop();
                last = Some((first.range.start, blanks(&open)));
            }
            Kind::Keyword(Keyword::Else | Keyword::Catch) => {
                let outside = open.len().saturating_sub(1);
                let is_case = open.last().is_some_and(|block| block.keyword == Keyword::CaseOf);
                last = Some((first.range.start, blanks(&open[..outside]) + if is_case { STEP } else { 0 }));
                mark_case(&mut open);
            }
            Kind::Colon => {
                mark_case(&mut open);
                last = Some((first.range.start, blanks(&open).saturating_sub(STEP)));
            }
            _ => {}
        }
    }
    let begin_of_last = text.trim_end().rfind('\n').map_or(0, |position| position + 1);
    let last = last.filter(|(start, _)| *start as usize >= begin_of_last).map(|(_, blanks)| blanks);
    let in_brackets = if bracket_is_open(&text) { STEP } else { 0 };
    Layout { next: blanks(&open) + in_brackets, last }
}

fn mark_case(open: &mut [Open]) {
    if let Some(block) = open.last_mut().filter(|block| block.keyword == Keyword::CaseOf) {
        block.in_case = true;
    }
}

/// The margin of each line but the first on a terminal: the prompt takes as much room on the first line.
pub const MARGIN: &str = "    ";

/// The text with a further line, and the margin and the blanks before it. The line before goes where it belongs.
pub fn with_new_line(text: &str) -> String {
    let text = text.trim_end_matches([' ', '\t']);
    let layout = layout(text);
    let begin = text.rfind('\n').map_or(0, |position| position + 1);
    let mut result = text.get(..begin).unwrap_or_default().to_owned();
    let line = text.get(begin..).unwrap_or_default();
    match layout.last {
        Some(blanks) if begin > 0 && line.starts_with(MARGIN) => {
            result.push_str(MARGIN);
            result.push_str(&" ".repeat(blanks));
            result.push_str(line.trim_start());
        }
        _ => result.push_str(line),
    }
    result.push('\n');
    result.push_str(MARGIN);
    result.push_str(&" ".repeat(layout.next));
    result
}

/// The text as it is when nothing follows any more, with its last line indented as it should be.
pub fn settled(text: &str) -> String {
    if text.contains('\n') { with_new_line(text.trim_end()).trim_end().to_owned() } else { text.to_owned() }
}

/// The text without the margin of its lines, where all of them have it.
pub fn without_margin(text: &str) -> String {
    let mut further = text.split('\n').skip(1).filter(|line| !line.trim().is_empty()).peekable();
    if further.peek().is_none() || !further.all(|line| line.starts_with(MARGIN)) {
        return text.to_owned();
    }
    let lines: Vec<&str> = text
        .split('\n')
        .enumerate()
        .map(|(index, line)| if index == 0 { line } else { line.strip_prefix(MARGIN).unwrap_or("") })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_inside_brackets_are_joined() {
        assert_eq!(joined("[1;\n2; // two\n3]"), "[1; \\\n2;  \\\n3]");
        assert_eq!(joined("If (a)\nb\nEnd if"), "If (a)\nb\nEnd if");
        assert_eq!(joined("f(\"(\")\n1"), "f(\"(\")\n1");
        assert!(needs_more("[1;\n2"));
        assert!(!needs_more("[1;\n2]"));
        assert!(needs_more("For each ($a; [1;\n2])\n"));
        assert!(!needs_more("For each ($a; [1;\n\n2])\nEnd for each"));
    }

    #[test]
    fn blocks_stand_further_in() {
        for (text, next, last) in [
            ("1", 0, None),
            ("If (True)", 4, None),
            ("If (True)\nFor ($i; 1; 3)", 8, None),
            ("If (True)\nElse", 4, Some(0)),
            ("If (True)\n1\nEnd if", 0, Some(0)),
            ("Case of", 4, None),
            ("Case of\n: (a)", 8, Some(4)),
            ("Case of\n: (a)\nb", 8, None),
            ("Case of\n: (a)\nb\nElse", 8, Some(4)),
            ("Case of\n: (a)\nEnd case", 0, Some(0)),
            ("$c:=[1;", 4, None),
        ] {
            let layout = layout(text);
            assert_eq!((layout.next, layout.last), (next, last), "{text}");
        }
    }

    #[test]
    fn new_lines_have_their_margin() {
        assert_eq!(with_new_line("If (True)"), "If (True)\n        ");
        let text = with_new_line("If (True)\n        $a:=1\n        Else");
        assert_eq!(text, "If (True)\n        $a:=1\n    Else\n        ");
        assert_eq!(without_margin(&text), "If (True)\n    $a:=1\nElse\n    ");
        assert_eq!(settled("If (True)\n        $a:=1\n        End if "), "If (True)\n        $a:=1\n    End if");
        assert_eq!(settled("If (True)\n\t1\n\tEnd if"), "If (True)\n\t1\n\tEnd if");
        assert_eq!(without_margin("If (True)\n\tx\nEnd if"), "If (True)\n\tx\nEnd if");
    }
}
