//! Blanks around tokens: each token brings its own, whatever its neighbours are.

use fourd_syntax::keyword::Keyword;
use fourd_syntax::lexer::{Kind, Token};
use fourd_syntax::tree::BinaryOperator;

/// What is known of a logical line while its tokens are taken from left to right.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// The open brackets.
    brackets: Vec<Bracket>,
    /// `?` of ternaries outside brackets that have no `:` yet.
    questions: usize,
    /// The last token that is not a comment.
    last: Option<Kind>,
    /// The last token is a `[` that begins an index.
    index_begins: bool,
    /// The line declares names: no `:=` was met yet.
    declares: bool,
}

/// An open bracket.
#[derive(Debug)]
struct Bracket {
    /// It is the brace of an object literal.
    object: bool,
    /// `?` in it that have no `:` yet.
    questions: usize,
}

/// What a token brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spacing {
    /// Before it.
    pub left: &'static str,
    /// After it.
    pub right: &'static str,
}

impl Spacing {
    const NONE: Self = Self { left: "", right: "" };
    const RIGHT: Self = Self { left: "", right: " " };
    const BOTH: Self = Self { left: " ", right: " " };
}

impl Context {
    /// Whether the line declares names, and its values have not begun.
    pub(crate) fn declares(&self) -> bool {
        self.declares
    }

    /// The last token, comments apart.
    pub(crate) fn last(&self) -> Option<Kind> {
        self.last
    }

    /// Whether a `[` here would make `[[`, the position of a character, of the one before it.
    pub(crate) fn index_begins(&self) -> bool {
        self.index_begins
    }

    /// Whether a `:` here ends the key of an object literal.
    pub(crate) fn key_ends(&self) -> bool {
        self.brackets.last().is_some_and(|bracket| bracket.object && bracket.questions == 0)
    }

    /// The blanks around the next token of the line.
    pub(crate) fn take(&mut self, token: Token) -> Spacing {
        let around = self.around(token.kind);
        self.index_begins = token.kind == Kind::OpenBracket && self.last.is_some_and(ends_operand);
        self.last = Some(token.kind);
        around
    }

    fn around(&mut self, kind: Kind) -> Spacing {
        match kind {
            Kind::Keyword(keyword) => self.keyword(keyword),
            Kind::Semicolon => Spacing::RIGHT,
            Kind::Operator(operator) | Kind::LoneOperator(operator) | Kind::Conjunction(operator) => {
                of_operator(operator)
            }
            Kind::Question => {
                *self.questions() += 1;
                Spacing::BOTH
            }
            Kind::Colon => self.colon(),
            Kind::Ellipsis => Spacing::BOTH,
            Kind::Assign => {
                self.declares = false;
                Spacing::NONE
            }
            Kind::OpenBrace => {
                let object = !self.last.is_some_and(ends_operand);
                self.brackets.push(Bracket { object, questions: 0 });
                Spacing::NONE
            }
            Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenCharacter | Kind::DollarBrace => {
                self.brackets.push(Bracket { object: false, questions: 0 });
                Spacing::NONE
            }
            Kind::CloseParenthesis | Kind::CloseBracket | Kind::CloseCharacter | Kind::CloseBrace => {
                self.brackets.pop();
                Spacing::NONE
            }
            _ => Spacing::NONE,
        }
    }

    fn questions(&mut self) -> &mut usize {
        match self.brackets.last_mut() {
            Some(bracket) => &mut bracket.questions,
            None => &mut self.questions,
        }
    }

    fn colon(&mut self) -> Spacing {
        if self.last.is_none() {
            return Spacing::RIGHT;
        }
        if self.key_ends() {
            return Spacing::RIGHT;
        }
        let questions = self.questions();
        *questions = questions.saturating_sub(1);
        Spacing::BOTH
    }

    fn keyword(&mut self, keyword: Keyword) -> Spacing {
        match keyword {
            Keyword::Declare | Keyword::ClassConstructor => {
                self.declares = true;
                Spacing::NONE
            }
            Keyword::Var | Keyword::Property | Keyword::Function | Keyword::ClassExtends | Keyword::Alias => {
                self.declares = true;
                Spacing::RIGHT
            }
            Keyword::Until | Keyword::While if self.last.is_some() => Spacing::BOTH,
            _ => Spacing::RIGHT,
        }
    }
}

/// Whether an operand may end with this token.
pub(crate) fn ends_operand(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Name
            | Kind::Local
            | Kind::Parameter
            | Kind::Interprocess
            | Kind::Number
            | Kind::Text
            | Kind::Date
            | Kind::Time
            | Kind::Mark
            | Kind::Table
            | Kind::Arrow
            | Kind::CloseParenthesis
            | Kind::CloseBracket
            | Kind::CloseCharacter
            | Kind::CloseBrace
    )
}

/// Operators of words and bits have blanks, those of arithmetic and comparison have none.
fn of_operator(operator: BinaryOperator) -> Spacing {
    match operator {
        BinaryOperator::And
        | BinaryOperator::Or
        | BinaryOperator::ShortAnd
        | BinaryOperator::ShortOr
        | BinaryOperator::ExclusiveOr
        | BinaryOperator::ShiftLeft
        | BinaryOperator::ShiftRight
        | BinaryOperator::SetBit
        | BinaryOperator::ClearBit
        | BinaryOperator::TestBit => Spacing::BOTH,
        _ => Spacing::NONE,
    }
}
