//! From what went wrong to diagnostics that a 4D developer understands.

use crate::foreign;
use crate::grammar::{Expected, Source};
use crate::keyword::Keyword;
use crate::lexer::{Kind, Problem, ProblemKind, TextRange, Token};
use crate::tree::BinaryOperator;
use fourd_source::{Diagnostic, FileId};

/// How many operands, members, calls and indices one expression may chain, so that its tree stays shallow enough.
const CHAIN_LIMIT: usize = 2_000;
/// How deep brackets, ternaries and signs may nest in one line.
const NESTING_LIMIT: usize = 64;

/// The diagnostic for a character or literal.
pub(crate) fn lexical(file: FileId, text: &str, problem: Problem) -> Diagnostic {
    let span = problem.range.of(file);
    let written = problem.range.text(text);
    match problem.kind {
        ProblemKind::WrongQuotes => {
            Diagnostic::error("syntax::wrong-quotes", "Texts use straight double quotation marks")
                .at(span, format!("expected `\"`, found `{}`", written.chars().take(1).collect::<String>()))
                .hint("write straight quotation marks: `\"…\"`")
        }
        ProblemKind::UnclosedText => {
            Diagnostic::error("syntax::unclosed-text", "This text is not closed before the end of the line")
                .at(span, "expected `\"` before the end of the line, found none")
                .hint("write `\"` where the text ends; a quotation mark inside a text is written `\\\"`; a text cannot go over several lines")
        }
        ProblemKind::UnclosedComment => Diagnostic::error("syntax::unclosed-comment", "This comment is not closed")
            .at(span, "expected `*/` before the end of the file, found none")
            .hint("write `*/` where the comment ends; comments nest, so each `/*` needs its own"),
        ProblemKind::InvalidDate => Diagnostic::error("syntax::invalid-date", format!("There is no date `{written}`"))
            .at(span, format!("expected a day of the calendar, found `{written}`"))
            .hint("dates are written `!YYYY-MM-DD!`, the blank date `!00-00-00!`"),
        ProblemKind::UnclosedSql => {
            unclosed_block(Keyword::BeginSql).at(span, "expected `End SQL` before the end of the file, found none")
        }
        ProblemKind::UnfinishedLine => {
            Diagnostic::error("syntax::unfinished-line", "The line goes on, but the file ends")
                .at(span, "expected another line after this `\\`, found the end of the file")
                .hint("write the rest of the line below, or remove the `\\`")
        }
        ProblemKind::UnknownCharacter => {
            let rest = text.get(problem.range.end as usize..).unwrap_or("");
            let (id, hint) = character_hint(written, rest);
            let shown: String = written.chars().take(20).flat_map(visible).collect();
            let shown = if written == "`" { "a backquote".to_string() } else { format!("`{shown}`") };
            let message = match (id, written) {
                ("syntax::not-equal", "!") => "expected `#`, found `!=`".to_owned(),
                ("syntax::not-equal", _) => format!("expected `#`, found {shown}"),
                _ => format!("expected a name, a value or an operator, found {shown}"),
            };
            if id == "syntax::not-equal" && written == "!" {
                let sign = TextRange { end: problem.range.end + 1, ..problem.range };
                return Diagnostic::error(id, "There is no operator `!=`").at(sign.of(file), message).hint(hint);
            }
            Diagnostic::error(id, format!("Unexpected character {shown}")).at(span, message).hint(hint)
        }
    }
}

/// A character as it can be shown: control characters by their number.
fn visible(character: char) -> Vec<char> {
    if character.is_control() { character.escape_unicode().collect() } else { vec![character] }
}

fn character_hint(written: &str, rest: &str) -> (&'static str, &'static str) {
    let general = "syntax::unknown-character";
    match written.chars().next() {
        Some('!') if rest.starts_with('=') => ("syntax::not-equal", "write `#` for \"not equal\""),
        Some('!') => (general, "write `Not(…)` to negate; dates are written `!YYYY-MM-DD!`"),
        Some('\u{2260}') => ("syntax::not-equal", "write `#` for \"not equal\""),
        Some('\u{2264}') => (general, "write `<=`"),
        Some('\u{2265}') => (general, "write `>=`"),
        Some('\'' | '\u{2018}'..='\u{201F}' | '\u{AB}' | '\u{BB}') => {
            (general, "texts use straight quotation marks: `\"…\"`")
        }
        Some(',') => (general, "write `;` between arguments and `.` in numbers"),
        Some('\u{FFFD}') => (general, "save the file as UTF-8; its bytes are no text here"),
        Some('`') => (general, "write `//` before a comment"),
        _ => (general, "remove it; such characters can be in texts and comments only"),
    }
}

/// The start of a diagnostic about a block that is not closed.
pub(crate) fn unclosed_block(keyword: Keyword) -> Diagnostic {
    let closer = keyword.closer().unwrap_or(keyword);
    Diagnostic::error("syntax::unclosed-block", format!("`{}` without `{}`", keyword.text(), closer.text()))
        .hint(format!("write `{}` where the block ends", closer.text()))
}

/// A line whose nesting or length would make the tree too deep.
pub(crate) fn too_deep(source: &Source<'_>) -> Option<Diagnostic> {
    if source.tokens.len() <= NESTING_LIMIT {
        return None;
    }
    // One entry for each open bracket: the length of the chain and the ternaries, signs and assignments in it.
    let mut levels: Vec<(usize, usize)> = vec![(0, 0)];
    let mut nested = 0usize;
    let mut operand_before = false;
    for token in source.tokens {
        let Some(level) = levels.last_mut() else { break };
        let mut operand = false;
        match token.kind {
            Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenBrace | Kind::OpenCharacter | Kind::DollarBrace => {
                level.0 += 1;
                levels.push((0, 0));
                nested += 1;
            }
            Kind::CloseParenthesis | Kind::CloseBracket | Kind::CloseBrace | Kind::CloseCharacter => {
                if levels.len() > 1 {
                    let inner = levels.pop().unwrap_or_default();
                    nested -= 1 + inner.1;
                }
                operand = true;
            }
            Kind::Semicolon => {
                nested -= level.1;
                *level = (0, 0);
            }
            Kind::Operator(_) | Kind::Arrow if !operand_before => {
                level.1 += 1;
                nested += 1;
            }
            Kind::Question | Kind::Assign | Kind::AssignWith(_) | Kind::Keyword(_) => {
                *level = (0, level.1 + 1);
                nested += 1;
            }
            Kind::Arrow => {
                level.0 += 1;
                operand = true;
            }
            Kind::Operator(_) | Kind::Dot => level.0 += 1,
            Kind::Colon | Kind::Conjunction(_) => {}
            _ => operand = true,
        }
        operand_before = operand;
        let chain = levels.last().map_or(0, |level| level.0);
        if nested > NESTING_LIMIT {
            return Some(
                Diagnostic::error("syntax::nesting", "This expression is nested too deeply")
                    .at(source.span(token.range), format!("expected at most {NESTING_LIMIT} levels, found more"))
                    .hint("compute a part of it in a variable first"),
            );
        }
        if chain > CHAIN_LIMIT {
            return Some(
                Diagnostic::error("syntax::expression-length", "This expression is too long")
                    .at(
                        source.span(token.range),
                        format!("expected at most {CHAIN_LIMIT} operations, found more up to here"),
                    )
                    .hint("compute a part of it in a variable first"),
            );
        }
    }
    None
}

/// The diagnostic for a line that the grammar refused.
pub(crate) fn grammatical(source: &Source<'_>, expected: &Expected) -> Diagnostic {
    if let Some(diagnostic) = foreign::backquoted(source).or_else(|| brackets(source)) {
        return diagnostic;
    }
    if let Some(diagnostic) = call_of_group(source) {
        return diagnostic;
    }
    // The token that came furthest is the one that the reader meant.
    let at = expected.at;
    let known = foreign::mistake(source, at)
        .or_else(|| foreign::behind_condition(source, at))
        .or_else(|| known_mistake(source, at));
    if let Some(diagnostic) = known {
        return diagnostic;
    }
    let expected = expectation(expected);
    match source.tokens.get(at) {
        Some(found) => {
            let shown = shown(source, *found);
            Diagnostic::error("syntax::unexpected-token", format!("Unexpected {shown}"))
                .at(source.span(found.range), format!("expected {expected}, found {shown}"))
                .hint(unexpected_hint(source, at, &expected, &shown))
        }
        None => {
            let whole = source.between(0..source.tokens.len());
            with_comment(
                source,
                Diagnostic::error("syntax::unexpected-end", "The line ends too early")
                    .at(whole.after(), format!("expected {expected}, found the end of the line"))
                    .hint("write what is missing, or end the line with `\\` to go on in the next one"),
            )
        }
    }
}

/// Says where a comment begins that hides the rest of a line which is not complete.
fn with_comment(source: &Source<'_>, diagnostic: Diagnostic) -> Diagnostic {
    match foreign::comment_behind(source) {
        Some(comment) => diagnostic.also(comment, "`//` begins a comment, which goes to the end of the line"),
        None => diagnostic,
    }
}

/// What to do about a token that is not allowed where it is.
fn unexpected_hint(source: &Source<'_>, at: usize, expected: &str, shown: &str) -> String {
    let before = at.checked_sub(1).and_then(|before| source.tokens.get(before)).copied();
    match (before, source.tokens.get(at).map(|token| token.kind)) {
        (Some(before), _) if matches!(before.kind, Kind::Operator(_) | Kind::Semicolon) => {
            format!("write a value after `{}`, or remove it", source.slice(before.range))
        }
        (_, Some(Kind::Keyword(_))) => format!("begin a new line with {shown}"),
        (None, _) => format!("begin the line with a name or a keyword instead of {shown}"),
        _ if expected.contains(" or ") || expected == "something else" => format!("remove {shown}"),
        _ => format!("write {expected} before {shown}, or remove {shown}"),
    }
}

/// What was expected, as one phrase.
fn expectation(expected: &Expected) -> String {
    let mut names = expected.names.clone();
    // After an operand nearly everything may follow: what closes the bracket or the line says more.
    if names.contains(&"an operator") {
        names.retain(|name| {
            !matches!(*name, "`.`" | "`(`" | "`[`" | "`[[`" | "`{`" | "`->`" | "`?`" | "`:=`" | "a token")
        });
    }
    names.sort();
    names.truncate(5);
    match names.split_last() {
        None => "something else".to_string(),
        Some((last, [])) => last.to_string(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// A token as it is shown in a message.
fn shown(source: &Source<'_>, token: Token) -> String {
    let written = source.slice(token.range);
    let short: String = written.chars().take(40).collect();
    let dots = if short.len() < written.len() { "…" } else { "" };
    match token.kind {
        Kind::Text => format!("text {short}{dots}"),
        Kind::Number => format!("number `{short}`"),
        _ => format!("`{short}{dots}`"),
    }
}

/// A bracket without its partner.
fn brackets(source: &Source<'_>) -> Option<Diagnostic> {
    let mut open: Vec<Token> = Vec::new();
    for token in source.tokens {
        let partner = match token.kind {
            Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenBrace | Kind::OpenCharacter | Kind::DollarBrace => {
                open.push(*token);
                continue;
            }
            Kind::CloseParenthesis => [Kind::OpenParenthesis; 2],
            Kind::CloseBracket => [Kind::OpenBracket; 2],
            Kind::CloseCharacter => [Kind::OpenCharacter; 2],
            Kind::CloseBrace => [Kind::OpenBrace, Kind::DollarBrace],
            _ => continue,
        };
        let span = source.span(token.range);
        let written = source.slice(token.range);
        match open.pop() {
            Some(opened) if partner.contains(&opened.kind) => {}
            Some(opened) => {
                let opening = source.slice(opened.range);
                return Some(
                    Diagnostic::error("syntax::mismatched-bracket", format!("`{written}` does not close `{opening}`"))
                        .at(span, format!("expected `{}`, found `{written}`", closing(opened.kind)))
                        .also(source.span(opened.range), format!("`{opening}` opened here"))
                        .hint(format!("write `{}` here, or close `{opening}` before", closing(opened.kind))),
                );
            }
            None => {
                return Some(
                    Diagnostic::error("syntax::mismatched-bracket", format!("`{written}` closes nothing"))
                        .at(span, format!("expected an open bracket before `{written}`, found none"))
                        .hint("remove it, or open the bracket before it"),
                );
            }
        }
    }
    let opened = open.last()?;
    let opening = source.slice(opened.range);
    let whole = source.between(0..source.tokens.len());
    Some(with_comment(
        source,
        Diagnostic::error("syntax::unclosed-bracket", format!("`{opening}` is not closed before the end of the line"))
            .at(whole.after(), format!("expected `{}`, found the end of the line", closing(opened.kind)))
            .also(source.span(opened.range), format!("`{opening}` opened here"))
            .hint(format!("write `{}`, or end the line with `\\` to go on in the next one", closing(opened.kind))),
    ))
}

/// Whether a line leaves a bracket open.
pub(crate) fn open_bracket(tokens: &[Token]) -> bool {
    let mut depth = 0usize;
    for token in tokens {
        match token.kind {
            Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenBrace | Kind::OpenCharacter | Kind::DollarBrace => {
                depth += 1;
            }
            Kind::CloseParenthesis | Kind::CloseBracket | Kind::CloseBrace | Kind::CloseCharacter => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    depth > 0
}

fn closing(kind: Kind) -> &'static str {
    match kind {
        Kind::OpenParenthesis => ")",
        Kind::OpenBracket => "]",
        Kind::OpenCharacter => "]]",
        _ => "}",
    }
}

/// `(…)(…)` and `3 (…)`: what comes before the parentheses cannot be called.
fn call_of_group(source: &Source<'_>) -> Option<Diagnostic> {
    // For each open bracket: whether it is a group, and not the arguments or the index of something.
    let mut open: Vec<bool> = Vec::new();
    // What comes before the token: something that cannot be called, another operand, or no operand.
    let mut before = (false, false);
    for token in source.tokens {
        let (uncallable, operand) = before;
        before = match token.kind {
            Kind::OpenParenthesis if uncallable => {
                return Some(
                    Diagnostic::error("syntax::missing-operator", "Unexpected `(`")
                        .at(source.span(token.range), "expected an operator before `(`, found none")
                        .hint("write an operator; only names and members can be called"),
                );
            }
            Kind::OpenParenthesis | Kind::OpenBracket | Kind::OpenBrace | Kind::OpenCharacter | Kind::DollarBrace => {
                open.push(token.kind == Kind::OpenParenthesis && !operand);
                (false, false)
            }
            Kind::CloseParenthesis => (open.pop().unwrap_or(false), true),
            Kind::CloseBracket | Kind::CloseBrace | Kind::CloseCharacter => {
                open.pop();
                (false, true)
            }
            Kind::Number | Kind::Text | Kind::Date | Kind::Time => (true, true),
            Kind::Name | Kind::Mark | Kind::Local | Kind::Parameter | Kind::Interprocess | Kind::Table => (false, true),
            // A pointer may be followed, and what it points to called.
            Kind::Arrow => (false, operand),
            _ => (false, false),
        };
    }
    None
}

/// Mistakes that come from other languages, recognized at the token where the grammar stopped.
fn known_mistake(source: &Source<'_>, at: usize) -> Option<Diagnostic> {
    let found = *source.tokens.get(at)?;
    let before = at.checked_sub(1).and_then(|at| source.tokens.get(at)).copied();
    let span = source.span(found.range);
    let written = source.slice(found.range);
    let touches = before.is_some_and(|before| before.range.end == found.range.start);
    if let Some(before) = before {
        let both = source.span(TextRange { start: before.range.start, end: found.range.end });
        match (before.kind, found.kind) {
            (Kind::Operator(BinaryOperator::Equal), Kind::Operator(BinaryOperator::Equal)) if touches => {
                let third = source
                    .tokens
                    .get(at + 1)
                    .filter(|third| third.kind == found.kind && third.range.start == found.range.end);
                let (both, sign) = match third {
                    Some(third) => (both.to(source.span(third.range)), "==="),
                    None => (both, "=="),
                };
                return Some(
                    Diagnostic::error("syntax::double-equal", format!("There is no operator `{sign}`"))
                        .at(both, format!("expected `=`, found `{sign}`"))
                        .hint("write `=` to compare, `:=` to assign"),
                );
            }
            // `$a<>4`: what `<>` touches is read as the name of an interprocess variable.
            (before, Kind::Interprocess) if ends_operand(before) && written.starts_with("<>") => {
                let sign = TextRange { end: found.range.start + 2, ..found.range };
                return Some(not_equal(source.span(sign)));
            }
            (Kind::Operator(BinaryOperator::Less), Kind::Operator(BinaryOperator::Greater)) if touches => {
                return Some(not_equal(both));
            }
            _ => {}
        }
        // `$a and $b`: the word was taken as a part of the name before it.
        if starts_operand(found.kind)
            && matches!(before.kind, Kind::Name | Kind::Local | Kind::Interprocess)
            && let Some(word) = source.slice(before.range).split_whitespace().last()
            && let Some(hint) = word_operator(word)
        {
            let start = before.range.end - word.len() as u32;
            return Some(word_diagnostic(word, hint, source.span(TextRange { start, end: before.range.end })));
        }
    }
    if found.kind == Kind::Name
        && let Some(word) = written.split_whitespace().next()
        && let Some(hint) = word_operator(word)
    {
        let end = found.range.start + word.len() as u32;
        return Some(word_diagnostic(word, hint, source.span(TextRange { start: found.range.start, end })));
    }
    if let Some(before) = before
        && matches!(before.kind, Kind::Local | Kind::Parameter)
        && found.kind == Kind::Name
        && matches!(source.tokens[0].kind, Kind::Keyword(_))
    {
        return Some(missing_colon(source, at - 1));
    }
    if let Some(before) = before
        && before.kind == Kind::Name
        && source.slice(before.range).eq_ignore_ascii_case("not")
        && starts_operand(found.kind)
    {
        return Some(
            Diagnostic::error("syntax::missing-operator", "`Not` needs its value in parentheses")
                .at(span, format!("expected `Not(`, found no parenthesis before {}", shown(source, found)))
                .hint(format!("write `Not({written})`")),
        );
    }
    if let Some(before) = before
        && ends_operand(before.kind)
        && starts_operand(found.kind)
    {
        return Some(
            Diagnostic::error("syntax::missing-operator", format!("Unexpected {}", shown(source, found)))
                .at(span, format!("expected an operator or `;` before {}, found none", shown(source, found)))
                .hint(match before.kind {
                    Kind::Name if at == 1 => {
                        format!("arguments are written in parentheses: write `{}(…)`", source.slice(before.range))
                    }
                    _ => "write the operator that joins the two, or `;` between two arguments".to_owned(),
                }),
        );
    }
    if found.kind == Kind::Assign && at > 0 {
        return Some(
            Diagnostic::error("syntax::misplaced-assignment", "`:=` is not allowed here")
                .at(span, "expected an operator, found `:=`")
                .hint(match source.tokens.first().map(|first| first.kind) {
                    Some(Kind::Keyword(Keyword::For)) => "write `For (counter; first; last)`",
                    _ => "write `=` to compare; an assignment stands on a line of its own, or in parentheses",
                }),
        );
    }
    None
}

fn not_equal(sign: fourd_source::Span) -> Diagnostic {
    Diagnostic::error("syntax::not-equal", "There is no operator `<>`")
        .at(sign, "expected `#`, found `<>`")
        .hint("write `#` for \"not equal\"")
}

/// `$name Type`: token `at` is the name, the type follows it.
pub(crate) fn missing_colon(source: &Source<'_>, at: usize) -> Diagnostic {
    let name = source.tokens.get(at).map_or("", |token| source.slice(token.range));
    let behind = source.tokens.iter().skip(at + 1);
    let declared: String = behind
        .clone()
        .take_while(|token| matches!(token.kind, Kind::Name | Kind::Dot))
        .map(|token| source.slice(token.range))
        .collect();
    let span = behind.clone().next().map_or(source.between(at..at + 1), |token| source.span(token.range));
    Diagnostic::error("syntax::missing-colon", "The colon before the type is missing")
        .at(span, "expected `:` before the type, found none")
        .hint(format!("write `{name} : {declared}`"))
}

pub(crate) fn word_operator(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "and" => "write `&`, or `&&` to skip the second part where the first is false",
        "or" => "write `|`, or `||` to skip the second part where the first is true",
        "xor" => "write `^|` for numbers, `#` for Booleans",
        "mod" => "write `%`, or `Mod(…)` for Reals",
        "div" => "write `\\`",
        "in" => "the parts of `For each` are separated by `;`",
        _ => return None,
    })
}

fn word_diagnostic(word: &str, hint: &str, span: fourd_source::Span) -> Diagnostic {
    Diagnostic::error("syntax::word-operator", format!("There is no operator `{word}`"))
        .at(span, format!("expected an operator, found `{word}`"))
        .hint(hint)
}

fn starts_operand(kind: Kind) -> bool {
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
            | Kind::Table
            | Kind::OpenParenthesis
    )
}

fn ends_operand(kind: Kind) -> bool {
    starts_operand(kind) && kind != Kind::OpenParenthesis
        || matches!(
            kind,
            Kind::Mark | Kind::CloseParenthesis | Kind::CloseBracket | Kind::CloseBrace | Kind::CloseCharacter
        )
}
