//! Writes the lines of a text in 4D's layout.

use crate::blanks::Context;
use crate::lines::{Depth, begins_member, logical_end};
use crate::{Endings, Options, names};
use fourd_syntax::keyword::Keyword;
use fourd_syntax::lexer::{Kind, Token};

/// The blanks between code and the comment after it.
const BEFORE_COMMENT: &str = "  ";

/// The text with these tokens, comments included, in 4D's layout.
pub(crate) fn write<'s>(text: &'s str, tokens: &[Token], options: Options<'s>) -> String {
    let out = String::with_capacity(text.len() + text.len() / 16);
    let mut writer = Writer { text, options, depth: Depth::default(), out };
    let (mut first, mut end) = (0, 0);
    // The first token after a line that is not a comment.
    let mut code = 0;
    let mut begins = true;
    while let Some(token) = tokens.get(first) {
        begins = writer.line_ends(end, token.range.start as usize, begins);
        let next = logical_end(text, tokens, first);
        let line = tokens.get(first..next).unwrap_or(&[]);
        // Continued from line to line, since many comments may follow each other.
        code = code.max(next);
        while tokens.get(code).is_some_and(|token| token.kind == Kind::Comment) {
            code += 1;
        }
        end = writer.line(line, tokens.get(code).map(|token| token.kind), begins);
        begins = false;
        first = next;
    }
    if writer.line_ends(end, text.len(), begins) {
        let last = text.rsplit(['\r', '\n']).next().unwrap_or("");
        if last.chars().all(char::is_whitespace) && !last.is_empty() {
            writer.blank_line(last);
        }
    }
    writer.out
}

/// The tokens of one logical line, without comments and continuations, in 4D's layout and in one line.
pub(crate) fn write_line<'s>(text: &'s str, tokens: &[Token], options: Options<'s>) -> String {
    let mut writer = Writer { text, options, depth: Depth::default(), out: String::new() };
    writer.line(tokens, None, false);
    writer.out
}

struct Writer<'s> {
    text: &'s str,
    options: Options<'s>,
    depth: Depth,
    out: String,
}

impl<'s> Writer<'s> {
    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n('\t', depth));
    }

    /// Writes the comments of a line without code.
    fn blank_line(&mut self, written: &str) {
        let tabs = match self.options.endings {
            Endings::Keep => !written.is_empty(),
            Endings::Add => true,
            Endings::Remove => false,
        };
        if tabs {
            self.indent(self.depth.here());
        }
    }

    /// Writes the line ends between two offsets, blank lines indented; returns whether a line begins after them. `begins`
    /// says the same of the spot before them.
    fn line_ends(&mut self, start: usize, end: usize, mut begins: bool) -> bool {
        let text = self.text;
        let mut rest = text.get(start..end).unwrap_or("");
        while let Some(at) = rest.find(['\r', '\n']) {
            let line_end = &rest[at..];
            let length = if line_end.starts_with("\r\n") { 2 } else { 1 };
            if begins {
                self.blank_line(&rest[..at]);
            }
            self.out.push_str(&line_end[..length]);
            rest = &line_end[length..];
            begins = true;
        }
        begins
    }

    /// Writes a logical line; returns the offset after it. The code after it begins with `following`.
    fn line(&mut self, line: &[Token], following: Option<Kind>, begins: bool) -> usize {
        let text = self.text;
        let depth = self.depth.of_line(line);
        if begins {
            match self.own_indentation(line, following) {
                Some(written) => self.out.push_str(written),
                None => self.indent(depth),
            }
        }
        let continued = if depth == 0 { 0 } else { depth + 1 };
        let mut context = Context::default();
        // The blanks that the last token brings after it.
        let mut behind = "";
        let mut end = line.first().map_or(0, |token| token.range.start as usize);
        // The line is still empty.
        let mut fresh = true;
        // A comment that code may follow comes before.
        let mut after_comment = false;
        // The last table.
        let mut table = "";
        let mut at = 0;
        while let Some(token) = line.get(at).copied() {
            at += 1;
            let written = token.range.text(text);
            let gap = text.get(end..token.range.start as usize).unwrap_or("");
            end = token.range.end as usize;
            match token.kind {
                Kind::Comment => {
                    let inline = written.starts_with("/*");
                    if !fresh {
                        let keyword = matches!(context.last(), Some(Kind::Keyword(_)));
                        let kept = inline || (keyword && !gap.is_empty());
                        self.out.push_str(if kept { gap } else { BEFORE_COMMENT });
                    }
                    self.out.push_str(written);
                    behind = "";
                    after_comment = inline;
                }
                Kind::Continuation => {
                    self.out.push_str(behind);
                    self.out.push_str(written);
                    self.indent(continued);
                    behind = "";
                    (fresh, after_comment) = (true, false);
                    continue;
                }
                Kind::Sql => return self.sql(line, at - 1),
                kind => {
                    let mark = line.get(at).filter(|mark| mark.kind == Kind::Mark && kind == Kind::Name);
                    let follows = line.get(at + usize::from(mark.is_some())).map(|next| next.kind);
                    let spelled = match kind {
                        Kind::Keyword(keyword) => names::Written::plain(names::keyword(keyword, written)),
                        Kind::Name => {
                            let mark = mark.map_or("", |mark| mark.range.text(text));
                            match context.last() {
                                Some(Kind::Table) => names::field(table, written, mark, self.options),
                                _ => names::name(written, mark, &context, follows, self.options),
                            }
                        }
                        Kind::Table => {
                            table = written;
                            let closed = line.get(at).is_some_and(|next| next.range.start == token.range.end);
                            let position = context.index_begins()
                                && gap.is_empty()
                                && closed
                                && follows == Some(Kind::CloseBracket);
                            names::Written::plain(names::bracketed(written, position, self.options))
                        }
                        Kind::Local | Kind::Interprocess => names::Written::plain(names::single_blanks(written)),
                        _ => names::Written::plain(written.into()),
                    };
                    let bracket = matches!(kind, Kind::OpenBracket | Kind::Table);
                    let apart = bracket && context.index_begins() && !gap.is_empty();
                    let last = context.last();
                    let mut around = context.take(token);
                    if after_comment {
                        self.out.push_str(gap);
                        around.left = "";
                    }
                    self.out.push_str(behind);
                    self.out.push_str(around.left);
                    after_comment = false;
                    let glued = behind.is_empty() && around.left.is_empty();
                    if glued && !fresh && (apart || needs_blank(&self.out, &spelled.name, last)) {
                        self.out.push(' ');
                    }
                    self.out.push_str(&spelled.name);
                    self.out.push_str(&spelled.mark);
                    if let Some(mark) = mark {
                        context.take(*mark);
                        end = mark.range.end as usize;
                        at += 1;
                    }
                    behind = around.right;
                }
            }
            fresh = false;
        }
        self.ending(context.last(), line, end);
        end
    }

    /// The indentation of a line that 4D does not move: one that begins with a block comment, whose other
    /// lines would no longer fit, and a comment at the margin between functions.
    fn own_indentation(&self, line: &[Token], following: Option<Kind>) -> Option<&'s str> {
        let first = line.first()?;
        let before = self.text.get(..first.range.start as usize)?;
        let written = before.rsplit(['\r', '\n']).next()?;
        let block = first.range.text(self.text).starts_with("/*");
        let margin = || {
            line.iter().all(|token| token.kind == Kind::Comment)
                && following.is_none_or(|kind| matches!(kind, Kind::Keyword(keyword) if begins_member(keyword)))
        };
        ((block && first.kind == Kind::Comment) || (written.is_empty() && margin())).then_some(written)
    }

    /// The blank after a keyword at the end of a line.
    fn ending(&mut self, last: Option<Kind>, line: &[Token], end: usize) {
        let Some(Kind::Keyword(keyword)) = last else { return };
        if line.last().is_none_or(|token| token.kind == Kind::Comment) {
            return;
        }
        let blank = match self.options.endings {
            Endings::Keep => self.text.get(end..).is_some_and(|rest| rest.starts_with([' ', '\t'])),
            Endings::Add => has_ending(keyword),
            Endings::Remove => false,
        };
        if blank {
            self.out.push(' ');
        }
    }

    /// `Begin SQL` was written: the text up to `End SQL`.
    fn sql(&mut self, line: &[Token], at: usize) -> usize {
        let text = self.text;
        let Some((sql, before)) = line.get(at).zip(line.get(at.wrapping_sub(1))) else { return text.len() };
        let head = text.get(before.range.end as usize..sql.range.start as usize).unwrap_or("");
        self.out.push_str(head.trim_start_matches([' ', '\t']));
        self.out.push_str(sql.range.text(text));
        let rest = text.get(sql.range.end as usize..).unwrap_or("");
        let words = rest.split(['\r', '\n']).next().unwrap_or("");
        let closing = words.split("//").next().unwrap_or("").trim_end();
        self.indent(self.depth.here());
        self.out.push_str(&names::keyword(Keyword::EndSql, closing.trim_start()));
        sql.range.end as usize + closing.len()
    }
}

/// Whether two tokens without blanks would become one.
fn needs_blank(out: &str, next: &str, last: Option<Kind>) -> bool {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let (Some(before), Some(behind)) = (out.chars().next_back(), next.chars().next()) else { return false };
    let operand = matches!(last, Some(Kind::Name | Kind::Local | Kind::Parameter | Kind::Interprocess | Kind::Number));
    operand && word(before) && (word(behind) || behind == '$')
}

/// Whether 4D writes a blank after this keyword at the end of a line.
fn has_ending(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Else
            | Keyword::EndIf
            | Keyword::CaseOf
            | Keyword::EndCase
            | Keyword::EndFor
            | Keyword::EndForEach
            | Keyword::EndWhile
            | Keyword::Repeat
            | Keyword::EndUse
            | Keyword::Return
    )
}
