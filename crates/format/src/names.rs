//! Names as 4D writes them: keywords, commands and constants, with or without their tokens.

use crate::blanks::Context;
use crate::{Options, Surroundings, Tokens};
use fourd_catalog::{Command, Role, command, command_named, constant, constant_named};
use fourd_source::fold_name;
use fourd_syntax::keyword::Keyword;
use fourd_syntax::lexer::Kind;
use std::borrow::Cow;

/// A keyword as 4D writes it; one in French keeps its words.
pub(crate) fn keyword(keyword: Keyword, written: &str) -> Cow<'_, str> {
    if same(keyword.text(), written) { Cow::Borrowed(keyword.text()) } else { single_blanks(written) }
}

/// A name with the token after it, if it has one.
pub(crate) struct Written<'s> {
    /// The name.
    pub name: Cow<'s, str>,
    /// The token, with its colon; empty where there is none.
    pub mark: Cow<'s, str>,
}

/// A name and the token after it, which is empty where there is none. `next` is the token that follows both.
pub(crate) fn name<'s>(
    written: &'s str,
    mark: &'s str,
    context: &Context,
    next: Option<Kind>,
    options: Options<'_>,
) -> Written<'s> {
    let known = if mark.is_empty() { unmarked(written, context, next, options.surroundings) } else { marked(mark) };
    let Some(known) = known else {
        let mark = if options.tokens == Tokens::Hide { "" } else { mark };
        return Written { name: single_blanks(written), mark: Cow::Borrowed(mark) };
    };
    if options.tokens == Tokens::Hide
        && let NameMeaning::Command(command) = &known
        && !mark.is_empty()
    {
        return Written::plain(Cow::Borrowed(command.name));
    }
    let name = known.spelling(written).map_or_else(|| single_blanks(written), Cow::Borrowed);
    let mark = match options.tokens {
        Tokens::Keep => Cow::Borrowed(mark),
        Tokens::Add if mark.is_empty() => known.mark(next).map_or(Cow::Borrowed(""), Cow::Owned),
        Tokens::Add => Cow::Borrowed(mark),
        Tokens::Remove if known.found_without_mark(&name, options.surroundings) => Cow::Borrowed(""),
        Tokens::Remove => Cow::Borrowed(mark),
        Tokens::Hide => Cow::Borrowed(""),
    };
    Written { name, mark }
}

/// The meaning of a name, with or without a token.
pub(crate) enum NameMeaning {
    /// A command.
    Command(&'static Command),
    /// A constant.
    Constant(&'static fourd_catalog::Constant),
}

impl NameMeaning {
    /// How the name is written instead; none where it stays. Only careless spellings change: 4D itself writes some
    /// constants in another way than its documentation (`Is boolean`), and some commands in two (`WP GET ATTRIBUTES`).
    fn spelling(&self, written: &str) -> Option<&'static str> {
        let small = !written.contains(char::is_uppercase);
        match self {
            Self::Command(command) => {
                let mut names = std::iter::once(command.name).chain(command.former_names.iter().copied());
                names.find(|name| same(name, written)).filter(|_| small || written.contains(char::is_lowercase))
            }
            Self::Constant(constant) => Some(constant.name).filter(|name| small && same(name, written)),
        }
    }

    /// The token, where one is known.
    fn mark(&self, next: Option<Kind>) -> Option<String> {
        match self {
            // The constructor of the superclass and its object have numbers of their own.
            Self::Command(command) => {
                let is_called = command.role == Some(Role::Super) && next == Some(Kind::OpenParenthesis);
                let call = Role::SuperCall.command().filter(|_| is_called);
                Some(format!(":C{}", call.unwrap_or(command).number))
            }
            Self::Constant(constant) => constant.token.map(|(theme, number)| format!(":K{theme}:{number}")),
        }
    }

    /// Whether the name means the same without its token.
    fn found_without_mark(&self, name: &str, surroundings: &dyn Surroundings) -> bool {
        match (self, found(name, surroundings)) {
            (Self::Command(command), Some(Self::Command(found))) => {
                found.number == command.number
                    || (found.role == Some(Role::Super) && command.role == Some(Role::SuperCall))
            }
            (Self::Constant(constant), Some(Self::Constant(found))) => found.name == constant.name,
            _ => false,
        }
    }
}

/// What a token names.
pub(crate) fn marked(mark: &str) -> Option<NameMeaning> {
    let (letter, numbers) = mark.strip_prefix(':')?.split_at_checked(1)?;
    match letter {
        "C" => command(numbers.parse().ok()?).map(NameMeaning::Command),
        "K" => {
            let (theme, number) = numbers.split_once(':')?;
            constant(theme.parse().ok()?, number.parse().ok()?).map(NameMeaning::Constant)
        }
        _ => None,
    }
}

/// What a name without a token is, where only a command or a constant is possible.
fn unmarked(
    written: &str,
    context: &Context,
    next: Option<Kind>,
    surroundings: &dyn Surroundings,
) -> Option<NameMeaning> {
    let is_store = |role| matches!(role, Role::ClassStore | Role::BuiltInClassStore);
    let store =
        next == Some(Kind::Dot) && command_named(written).and_then(|command| command.role).is_some_and(is_store);
    if !store && context.declares() {
        return None;
    }
    match context.last() {
        // Members, fields and what a pointer is made of.
        Some(Kind::Dot | Kind::Table | Kind::Arrow) => return None,
        _ if next == Some(Kind::Colon) && context.key_ends() => return None,
        _ if matches!(next, Some(Kind::Assign | Kind::AssignWith(_))) => return None,
        _ => {}
    }
    found(written, surroundings)
}

/// The command or constant that a name without a token means. The names of commands are reserved; those that a command
/// had in an older edition, and those of constants, may be methods.
pub(crate) fn found(written: &str, surroundings: &dyn Surroundings) -> Option<NameMeaning> {
    let command = command_named(written);
    if let Some(command) = command.filter(|command| command.documented && same(command.name, written)) {
        return Some(NameMeaning::Command(command));
    }
    if surroundings.has_method(&fold_name(written)) {
        return None;
    }
    command.map(NameMeaning::Command).or_else(|| constant_named(written).map(NameMeaning::Constant))
}

/// A table, with or without its number, or a collection of one name: `[Name]`, `[Name:3]`, `[Is text:K8:3]`. With
/// `position` it is the inner pair of `text[[name]]`, where no table is possible.
pub(crate) fn bracketed<'s>(written: &'s str, position: bool, options: Options<'_>) -> Cow<'s, str> {
    let (name, mark) = bracketed_parts(written);
    let table = options.surroundings.table(&fold_name(name));
    let number = mark.get(1..).and_then(|number| number.parse::<u32>().ok());
    // A table of the same name may be known elsewhere: a constant gets no token here.
    if !position && (mark.is_empty() || table.is_some() || number.is_some()) {
        return match (options.tokens, number, table) {
            (Tokens::Add, None, Some(table)) => Cow::Owned(format!("[{}:{table}]", single_blanks(name))),
            (Tokens::Remove, Some(number), Some(table)) if number == table => {
                Cow::Owned(format!("[{}]", single_blanks(name)))
            }
            (Tokens::Hide, _, _) => Cow::Owned(format!("[{}]", single_blanks(name))),
            _ => single_blanks(written),
        };
    }
    let spelled = self::name(name, mark, &Context::default(), None, options);
    Cow::Owned(format!("[{}{}]", spelled.name, spelled.mark))
}

/// The name between the brackets and its token with the colon, which may be empty.
pub(crate) fn bracketed_parts(written: &str) -> (&str, &str) {
    let inner = written.trim_start_matches('[').trim_end_matches(']').trim();
    let at = inner.find(':').unwrap_or(inner.len());
    let (name, mark) = inner.split_at(at);
    (name.trim(), mark)
}

/// A field after its table, with or without its number: `Name` or `Name:3`.
pub(crate) fn field<'s>(table: &str, written: &'s str, mark: &'s str, options: Options<'_>) -> Written<'s> {
    let known = options.surroundings.field(&fold_name(bracketed_parts(table).0), &fold_name(written));
    let mark = match (options.tokens, known) {
        (Tokens::Add, Some(known)) if mark.is_empty() => Cow::Owned(format!(":{known}")),
        (Tokens::Hide, _) => "".into(),
        (Tokens::Remove, Some(known)) if mark.get(1..).is_some_and(|number| number.parse() == Ok(known)) => "".into(),
        _ => Cow::Borrowed(mark),
    };
    Written { name: single_blanks(written), mark }
}

/// Whether 4D takes the two names for the same.
fn same(left: &str, right: &str) -> bool {
    left == right || fold_name(left) == fold_name(right)
}

/// The name with one blank between its words.
pub(crate) fn single_blanks(written: &str) -> Cow<'_, str> {
    let blank = |letter: char| letter.is_whitespace() && letter != ' ';
    if written.contains("  ") || written.contains(blank) {
        Cow::Owned(written.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(written)
    }
}

impl<'s> Written<'s> {
    /// Without a token.
    pub(crate) fn plain(name: Cow<'s, str>) -> Self {
        Self { name, mark: Cow::Borrowed("") }
    }
}
