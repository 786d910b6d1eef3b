//! Which tokens make a logical line, and how deep it is indented.

use fourd_syntax::keyword::Keyword;
use fourd_syntax::lexer::{Kind, Token};

/// The index after the last token of the logical line that begins with token `first`: comments, continued lines and the
/// text of SQL belong to it.
pub(crate) fn logical_end(text: &str, tokens: &[Token], first: usize) -> usize {
    let mut at = first + 1;
    while let (Some(before), Some(token)) = (tokens.get(at - 1), tokens.get(at)) {
        let gap = text.get(before.range.end as usize..token.range.start as usize).unwrap_or("");
        if before.kind == Kind::Sql || (token.kind != Kind::Sql && gap.contains(['\r', '\n'])) {
            break;
        }
        at += 1;
    }
    at
}

/// Number of tabs before a logical line.
#[derive(Debug, Default)]
pub(crate) struct Depth {
    /// 1 in the body of a function, 0 elsewhere.
    base: usize,
    /// The keywords of the blocks that are open.
    open: Vec<Keyword>,
}

impl Depth {
    /// Tabs of a statement, comment or blank line here. The statements of a `Case of` are two levels deeper, since its
    /// conditions have a level of their own.
    pub(crate) fn here(&self) -> usize {
        let cases = self.open.iter().filter(|keyword| **keyword == Keyword::CaseOf).count();
        self.base + self.open.len() + cases
    }

    /// Tabs of the logical line that has these tokens; it sets those of the lines after it.
    pub(crate) fn of_line(&mut self, line: &[Token]) -> usize {
        let mut code = line.iter().filter(|token| !matches!(token.kind, Kind::Comment | Kind::Continuation));
        match code.next().map(|token| token.kind) {
            Some(Kind::Keyword(keyword)) => self.of_keyword(keyword, line),
            Some(Kind::Colon) => self.here().saturating_sub(1),
            _ => self.here(),
        }
    }

    fn of_keyword(&mut self, keyword: Keyword, line: &[Token]) -> usize {
        if keyword == Keyword::BeginSql {
            return self.here();
        }
        if keyword.closer().is_some() {
            let depth = self.here();
            self.open.push(keyword);
            return depth;
        }
        if keyword.opener().is_some() {
            self.open.pop();
            return self.here();
        }
        match keyword {
            Keyword::Else | Keyword::Catch => self.here().saturating_sub(1),
            Keyword::Property | Keyword::ClassExtends | Keyword::Alias => 0,
            _ if line.iter().any(|token| is_member(token.kind)) => {
                self.open.clear();
                self.base = 1;
                0
            }
            _ if line.iter().any(|token| token.kind == Kind::Keyword(Keyword::Alias)) => 0,
            _ => self.here(),
        }
    }
}

/// Whether a line that begins with this keyword is the head of a member of a class.
pub(crate) fn begins_member(keyword: Keyword) -> bool {
    keyword.is_modifier()
        || matches!(keyword, Keyword::Function | Keyword::ClassConstructor | Keyword::Property | Keyword::Alias)
}

fn is_member(kind: Kind) -> bool {
    matches!(kind, Kind::Keyword(Keyword::Function | Keyword::ClassConstructor))
}
