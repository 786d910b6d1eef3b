//! Whether two texts mean the same: the same tokens and comments, the same tree.

use crate::Surroundings;
use crate::names::{self, NameMeaning};
use fourd_catalog::command_named;
use fourd_source::{Diagnostic, fold_name};
use fourd_syntax::lexer::{Kind, Token, tokens};
use fourd_syntax::print;
use fourd_syntax::tree::Module;

/// Compares a text with the one that was made of it. Names of commands and constants may be spelled in another way, and
/// have a token or none, as long as they are found.
///
/// # Errors
/// `format::changed` with the first spot in the first text that has another meaning in the second.
pub(crate) fn same_meaning(
    before: (&str, &Module),
    after: (&str, &Module),
    surroundings: &dyn Surroundings,
) -> Result<(), Diagnostic> {
    let file = before.1.file;
    if let Err(token) = same_tokens(before.0, after.0, surroundings) {
        let problem = changed();
        return Err(match token {
            Some(token) => problem.at(token.range.of(file), "here"),
            None => problem,
        });
    }
    let (left, right) = (print(before.1), print(after.1));
    if left == right || same_tokens(&left, &right, surroundings).is_ok() { Ok(()) } else { Err(changed()) }
}

/// The formatter has made a mistake.
pub(crate) fn changed() -> Diagnostic {
    Diagnostic::error("format::changed", "The code would not mean the same in 4D's layout")
        .note("this is a mistake of the formatter; the file is left as it is")
}

/// The first token of `before` that `after` does not have; none where `after` has more.
fn same_tokens(before: &str, after: &str, surroundings: &dyn Surroundings) -> Result<(), Option<Token>> {
    let mut left = Reader::new(before, surroundings);
    let mut right = Reader::new(after, surroundings);
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ok(()),
            (Some((_, old)), Some((_, new))) if old == new => {}
            (old, _) => return Err(old.map(|(token, _)| token)),
        }
    }
}

/// What a token says, however it is written.
#[derive(PartialEq)]
enum Item<'s> {
    Command(u32),
    Constant(&'static str),
    Table(u32),
    Field(u32),
    Words(Kind, String),
    Written(Kind, &'s str),
}

/// Takes the tokens of a text, each name with its token.
struct Reader<'s> {
    text: &'s str,
    tokens: Vec<Token>,
    at: usize,
    /// Offset after the last token.
    end: u32,
    /// The last token of the logical line, comments apart.
    last: Option<Kind>,
    /// The folded name of the last table.
    table: String,
    surroundings: &'s dyn Surroundings,
}

impl<'s> Reader<'s> {
    fn new(text: &'s str, surroundings: &'s dyn Surroundings) -> Self {
        Self { text, tokens: tokens(text), at: 0, end: 0, last: None, table: String::new(), surroundings }
    }

    fn next(&mut self) -> Option<(Token, Item<'s>)> {
        let token = *self.tokens.get(self.at)?;
        self.at += 1;
        let written = token.range.text(self.text);
        let gap = self.text.get(self.end as usize..token.range.start as usize).unwrap_or("");
        if gap.contains(['\r', '\n']) {
            self.last = None;
        }
        self.end = token.range.end;
        let last = self.last;
        if !matches!(token.kind, Kind::Comment | Kind::Continuation) {
            self.last = Some(token.kind);
        }
        let item = match token.kind {
            Kind::Name => {
                let mark = self.tokens.get(self.at).filter(|mark| mark.kind == Kind::Mark);
                let mark = mark.map(|mark| mark.range.text(self.text));
                self.at += usize::from(mark.is_some());
                self.name(written, mark, last)
            }
            Kind::Table => {
                let (name, mark) = names::bracketed_parts(written);
                self.table = fold_name(name);
                let number = mark.get(1..).and_then(|number| number.parse().ok());
                match number.or_else(|| self.surroundings.table(&self.table)) {
                    Some(number) => Item::Table(number),
                    None => self.named(name, Some(mark).filter(|mark| !mark.is_empty())),
                }
            }
            Kind::Local | Kind::Interprocess => Item::Words(token.kind, single(written)),
            // Its kind says which.
            Kind::Keyword(_) => Item::Written(token.kind, ""),
            kind => Item::Written(kind, written),
        };
        Some((token, item))
    }

    fn name(&self, written: &str, mark: Option<&str>, last: Option<Kind>) -> Item<'s> {
        let words = || Item::Words(Kind::Name, single(written) + mark.unwrap_or(""));
        let next = self.tokens.get(self.at).map(|token| token.kind);
        // The names of members are compared with their case.
        let key = next == Some(Kind::Colon) && matches!(last, Some(Kind::OpenBrace | Kind::Semicolon));
        if last == Some(Kind::Dot) || key {
            return words();
        }
        if last == Some(Kind::Table) {
            let marked = mark.and_then(|mark| mark.get(1..)?.parse().ok());
            let number = marked.or_else(|| self.surroundings.field(&self.table, &fold_name(written)));
            return number.map_or_else(words, Item::Field);
        }
        self.named(written, mark)
    }

    /// What a name means that is no member and no field.
    fn named(&self, written: &str, mark: Option<&str>) -> Item<'s> {
        let known = match mark {
            Some(mark) => names::marked(mark),
            None => names::found(written, self.surroundings),
        };
        match known {
            // `Super` has two numbers.
            Some(NameMeaning::Command(found)) => {
                Item::Command(command_named(found.name).map_or(found.number, |command| command.number))
            }
            Some(NameMeaning::Constant(found)) => Item::Constant(found.name),
            None => Item::Words(Kind::Name, single(written) + mark.unwrap_or("")),
        }
    }
}

/// The name with one blank between its words.
fn single(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
