//! An input that comes line by line: each line is read once, so that the time is in proportion to the length.

use super::gather::needs_more;
use fourd_syntax::keyword::Keyword;
use fourd_syntax::lexer::{Kind, tokens};

/// What is open at the end of a line besides brackets and blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    /// `/*` without `*/`.
    Comment,
    /// `Begin SQL` without `End SQL`.
    Sql,
}

/// The lines of an input so far.
#[derive(Debug, Default)]
pub struct Lines {
    /// All of them.
    pub text: String,
    count: usize,
    open: Open,
    brackets: usize,
    blocks: usize,
    /// The last line ends with `\`.
    continues: bool,
}

impl Lines {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether a bracket is open.
    pub fn in_brackets(&self) -> bool {
        self.brackets > 0 && self.open == Open::Nothing
    }

    /// Adds a line; says whether the input goes on in the next one.
    pub fn push(&mut self, line: &str) -> bool {
        if self.count > 0 {
            self.text.push('\n');
        }
        self.count += 1;
        self.text.push_str(line);
        self.look_at(line);
        // What looks whole is looked at as a whole.
        self.open != Open::Nothing || self.brackets > 0 || self.blocks > 0 || self.continues || needs_more(&self.text)
    }

    fn look_at(&mut self, line: &str) {
        let mut code = line;
        let mut begins = self.brackets == 0 && !self.continues;
        if self.open == Open::Comment {
            let Some((_, rest)) = line.split_once("*/") else { return };
            (self.open, code, begins) = (Open::Nothing, rest, false);
        }
        let all = tokens(code);
        let first = all.first().map(|token| token.kind);
        if self.open == Open::Sql {
            if first == Some(Kind::Keyword(Keyword::EndSql)) {
                self.open = Open::Nothing;
            }
            return;
        }
        if let Some(Kind::Keyword(keyword)) = first.filter(|_| begins) {
            if keyword == Keyword::BeginSql {
                self.open = Open::Sql;
                return;
            }
            if keyword.closer().is_some() {
                self.blocks += 1;
            } else if keyword.opener().is_some() {
                self.blocks = self.blocks.saturating_sub(1);
            }
        }
        for token in &all {
            match token.kind {
                Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenBrace | Kind::DollarBrace => self.brackets += 1,
                // A line alone does not tell whether `]]` ends a character or two collections.
                Kind::OpenCharacter => self.brackets += 2,
                Kind::CloseParenthesis | Kind::CloseBracket | Kind::CloseBrace => {
                    self.brackets = self.brackets.saturating_sub(1);
                }
                Kind::CloseCharacter => self.brackets = self.brackets.saturating_sub(2),
                _ => {}
            }
        }
        let last = all.last().map(|token| (token.kind, token.range.text(code)));
        self.continues = last.is_some_and(|(kind, _)| kind == Kind::Continuation);
        if let Some((Kind::Comment, text)) = last
            && text.starts_with("/*")
            && (text.len() < 4 || !text.ends_with("*/"))
        {
            self.open = Open::Comment;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After which of its lines the text goes on.
    fn goes_on(text: &str) -> String {
        let mut lines = Lines::default();
        text.split('\n').map(|line| if lines.push(line) { '+' } else { '.' }).collect()
    }

    #[test]
    fn an_input_ends_with_what_was_open() {
        for (text, expected) in [
            ("1", "."),
            ("[1;\n2]", "+."),
            ("f(\n(\n)\n)", "+++."),
            ("$c:=[[1;\n2]]", "+."),
            ("$c:=[\n[[1; 2]; [3]];\n[[4]\n]]", "+++."),
            ("$t[[\n1]]", "+."),
            ("If (a)\n\nFor ($i; 1; 2)\n$c:=[\n1]\nEnd for\nElse\nEnd if", "+++++++."),
            ("/* If\n[\n*/ 1", "++."),
            ("/* a */ 1", "."),
            ("1+\\\n2", "+."),
            ("// a \\", "."),
            ("\"[\"", "."),
            ("If (a)\nBegin SQL\nEnd if [\nEnd SQL\nEnd if", "++++."),
            ("[1; // ]\n/* ] */ 2\n]", "++."),
            ("End if", "."),
            ("Case of\n: (a)\nElse\nEnd case", "+++."),
        ] {
            assert_eq!(goes_on(text), expected, "{text}");
        }
    }
}
