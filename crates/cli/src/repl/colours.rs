//! Colours of 4D code on a terminal, as our own lexer reads it.

use fourd_project::Project;
use fourd_source::fold_name;
use fourd_syntax::lexer::{Kind, Token, tokens};

const KEYWORD: &str = "35";
const COMMAND: &str = "36";
const CONSTANT: &str = "34";
const METHOD: &str = "1";
const TEXT: &str = "32";
const NUMBER: &str = "33";
const COMMENT: &str = "90";
const UNKNOWN: &str = "31";
const PAIR: &str = "1;4";
/// What is said beside the code: prompts of further lines, hints.
const ASIDE: &str = "90";

/// A text in a colour.
pub fn painted(colour: &str, text: &str) -> String {
    format!("\x1b[{colour}m{text}\x1b[0m")
}

/// A text beside the code.
pub fn aside(text: &str) -> String {
    painted(ASIDE, text)
}

/// Code in colours. The bracket at the cursor and the one that belongs to it stand out.
pub fn coloured(text: &str, cursor: Option<usize>, project: &Project) -> String {
    let all = tokens(text);
    let pair = cursor.and_then(|cursor| pair(&all, cursor));
    let mut result = String::with_capacity(text.len() * 2);
    let mut end = 0;
    for (index, token) in all.iter().enumerate() {
        let (start, stop) = (token.range.start as usize, token.range.end as usize);
        if start < end {
            continue;
        }
        result.push_str(text.get(end..start).unwrap_or_default());
        end = stop;
        let own = token.range.text(text);
        let behind_dot = index > 0 && all.get(index - 1).is_some_and(|before| before.kind == Kind::Dot);
        let colour = match pair {
            Some((first, second)) if index == first || index == second => Some(PAIR),
            _ => colour(token.kind, own, behind_dot, project),
        };
        match colour {
            Some(colour) => result.push_str(&painted(colour, own)),
            None => result.push_str(own),
        }
    }
    result.push_str(text.get(end..).unwrap_or_default());
    result
}

fn colour(kind: Kind, own: &str, behind_dot: bool, project: &Project) -> Option<&'static str> {
    match kind {
        Kind::Keyword(_) => Some(KEYWORD),
        Kind::Text => Some(TEXT),
        Kind::Number | Kind::Date | Kind::Time => Some(NUMBER),
        Kind::Comment => Some(COMMENT),
        Kind::Unknown => Some(UNKNOWN),
        Kind::Name if behind_dot => None,
        Kind::Name if fourd_catalog::command_named(own).is_some() => Some(COMMAND),
        Kind::Name if fourd_catalog::constant_named(own).is_some() => Some(CONSTANT),
        Kind::Name if project.method(&fold_name(own)).is_some() => Some(METHOD),
        _ => None,
    }
}

/// The bracket at the cursor, or else before it, and its partner.
fn pair(all: &[Token], cursor: usize) -> Option<(usize, usize)> {
    let at =
        |position: usize| all.iter().position(|token| token.range.start as usize == position && side(token.kind) != 0);
    let first = at(cursor).or_else(|| at(cursor.checked_sub(1)?))?;
    let direction = side(all.get(first)?.kind);
    let mut depth = 0i32;
    let mut index = first;
    loop {
        depth += side(all.get(index)?.kind);
        if depth == 0 {
            return Some((first, index));
        }
        index = if direction > 0 { index + 1 } else { index.checked_sub(1)? };
    }
}

/// 1 for brackets that open, -1 for those that close, 0 for all else.
fn side(kind: Kind) -> i32 {
    match kind {
        Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenBrace | Kind::DollarBrace | Kind::OpenCharacter => 1,
        Kind::CloseParenthesis | Kind::CloseBracket | Kind::CloseBrace | Kind::CloseCharacter => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the colours as `<35:…>`.
    fn shown(text: &str, cursor: Option<usize>) -> String {
        let painted = coloured(text, cursor, &Project::empty());
        painted.replace("\x1b[0m", ">").replace("\x1b[", "<").replace('m', ":")
    }

    #[test]
    fn words_have_their_colours() {
        assert_eq!(shown("If ($a>\"x\") // c", None), "<35:If> ($a><32:\"x\">) <90:// c>");
        assert_eq!(shown("Length($x)+2", None), "<36:Length>($x)+<33:2>");
        assert_eq!(shown("$o.Length", None), "$o.Length");
    }

    #[test]
    fn brackets_at_the_cursor_stand_out() {
        assert_eq!(shown("f((1))", Some(6)), "f<1;4:(>(<33:1>)<1;4:)>");
        assert_eq!(shown("f((1))", Some(2)), "f(<1;4:(><33:1><1;4:)>)");
        assert_eq!(shown("f((1)", Some(1)), "f((<33:1>)");
    }
}
