//! Code as 4D's editor writes it: its spacing, names of commands and constants as the documentation spells them, lines that
//! end with CR. This is what `.source` gives ([.source](https://developer.4d.com/docs/API/FormulaClass#source)).

use fourd_source::{FileId, Severity};
use fourd_syntax::lexer::{self, Kind};
use fourd_syntax::tree::CodeKind;
use fourd_value::Text;

/// The text of a method; one that does not parse stays as it is.
pub(super) fn method(source: &Text) -> Text {
    let text = source.to_cow();
    let parsed = fourd_syntax::parse(FileId::default(), &text, CodeKind::Method);
    if parsed.diagnostics.iter().any(|problem| problem.severity == Severity::Error) {
        return source.clone();
    }
    let printed = spelled(&fourd_syntax::print(&parsed.module));
    Text::from(printed.trim_end_matches('\n').replace('\n', "\r"))
}

/// The text of a formula; one that does not parse stays as it is.
pub(super) fn formula(source: &Text) -> Text {
    let text = source.to_cow();
    let (statement, problems) = fourd_syntax::parse_formula(FileId::default(), &text);
    match fourd_syntax::print_formula(&statement) {
        Some(printed) if problems.iter().all(|problem| problem.severity != Severity::Error) => {
            Text::from(spelled(&printed))
        }
        _ => source.clone(),
    }
}

/// The text with the names of commands and constants as the documentation spells them.
fn spelled(printed: &str) -> String {
    let mut result = String::with_capacity(printed.len());
    let mut done = 0;
    for token in lexer::tokens(printed).iter().filter(|token| token.kind == Kind::Name) {
        // The name of a member or a key stays as it is, whatever commands are called.
        let before = printed.get(..token.range.start as usize).unwrap_or_default().trim_end();
        let behind = printed.get(token.range.end as usize..).unwrap_or_default().trim_start();
        let is_key = before.ends_with(['{', ';']) && behind.starts_with(':') && !behind.starts_with(":=");
        if before.ends_with('.') || is_key {
            continue;
        }
        let written = token.range.text(printed);
        let known = fourd_catalog::command_named(written)
            .map(|command| command.name)
            .or_else(|| fourd_catalog::constant_named(written).map(|constant| constant.name));
        if let (Some(name), Some(before)) = (known, printed.get(done..token.range.start as usize)) {
            result.push_str(before);
            result.push_str(name);
            done = token.range.end as usize;
        }
    }
    result.push_str(printed.get(done..).unwrap_or_default());
    result
}
