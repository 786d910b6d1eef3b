//! Text to tokens: logos finds the single words and signs, then the words of one logical line become names.

mod names;
mod raw;

use crate::keyword::Keyword;
use crate::tree::BinaryOperator;
use fourd_source::{FileId, Span};

/// A half-open range of byte offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TextRange {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl TextRange {
    /// The range as a span of this file.
    pub fn of(self, file: FileId) -> Span {
        Span::new(file, self.start, self.end)
    }

    /// The text in this range; empty where the range does not fit the text.
    pub fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// A token with its spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub range: TextRange,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A bare name of one or more words, or one word after a dot.
    Name,
    /// A keyword where it counts as one.
    Keyword(Keyword),
    /// `$name`.
    Local,
    /// `$1`.
    Parameter,
    /// `<>name`.
    Interprocess,
    /// A number.
    Number,
    /// `"text"`.
    Text,
    /// `!2024-01-31!`.
    Date,
    /// `?10:20:30?`.
    Time,
    /// The token of a name: `:C123`, `:K1:2`, `:P1:2`, or `:3` after a field.
    Mark,
    /// `[Table]` or `[Table:3]`.
    Table,
    /// An operator between two operands, or before one.
    Operator(BinaryOperator),
    /// An operator alone between two semicolons.
    LoneOperator(BinaryOperator),
    /// `&` or `|` before an argument.
    Conjunction(BinaryOperator),
    /// `:=`.
    Assign,
    /// `+=` and its like.
    AssignWith(BinaryOperator),
    /// `?` of a ternary.
    Question,
    /// `:`.
    Colon,
    /// `;`.
    Semicolon,
    /// `.`.
    Dot,
    /// `...`.
    Ellipsis,
    /// `->`.
    Arrow,
    /// `${`.
    DollarBrace,
    /// `(`.
    OpenParenthesis,
    /// `)`.
    CloseParenthesis,
    /// `[`.
    OpenBracket,
    /// `]`.
    CloseBracket,
    /// `[[` before the position of a character.
    OpenCharacter,
    /// `]]` after it.
    CloseCharacter,
    /// `{`.
    OpenBrace,
    /// `}`.
    CloseBrace,
    /// `//…` or `/*…*/`.
    Comment,
    /// `\` at the end of a line, with the line end.
    Continuation,
    /// The text between `Begin SQL` and `End SQL`.
    Sql,
    /// A character or literal that the language does not have.
    Unknown,
}

/// Something wrong with single characters or literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub range: TextRange,
}

/// What is wrong with a character or literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A character that the language does not have.
    UnknownCharacter,
    /// A text between other quotation marks than `"`.
    WrongQuotes,
    /// A text without its closing quotation mark.
    UnclosedText,
    /// A comment without its `*/`.
    UnclosedComment,
    /// A date that no calendar has.
    InvalidDate,
    /// `Begin SQL` without `End SQL`.
    UnclosedSql,
    /// A `\` at the end of the last line.
    UnfinishedLine,
}

/// A logical line: its tokens, without comments and line ends. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Index of its first token.
    pub first: u32,
    /// Index after its last token.
    pub last: u32,
    /// A problem was found in it.
    pub damaged: bool,
}

/// A text as tokens.
#[derive(Debug, Clone, Default)]
pub struct Lexed {
    /// The tokens of all lines.
    pub tokens: Vec<Token>,
    /// The logical lines in order.
    pub lines: Vec<Line>,
    /// Comments and continuation marks; filled only on request, except for `//%` comments.
    pub trivia: Vec<Token>,
    /// What is wrong, by position.
    pub problems: Vec<Problem>,
    /// How many more problems there are than listed.
    pub more_problems: usize,
}

impl Lexed {
    /// The tokens of a line.
    pub fn line(&self, line: Line) -> &[Token] {
        &self.tokens[line.first as usize..line.last as usize]
    }
}

/// Reads a text for parsing: of the comments only `//%` lines are kept.
pub fn lex(text: &str) -> Lexed {
    raw::Reader::new(text, false).read()
}

/// All tokens of a text in order, comments included: for highlighting and formatting.
pub fn tokens(text: &str) -> Vec<Token> {
    let lexed = raw::Reader::new(text, true).read();
    let mut all = lexed.tokens;
    all.extend(lexed.trivia);
    all.sort_by_key(|token| token.range.start);
    all
}
