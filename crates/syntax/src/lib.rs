//! Lexer, grammar, tree and printer of the 4D language: pure, without any list of commands.

#![forbid(unsafe_code)]

mod builder;
mod effects;
mod foreign;
mod grammar;
pub mod keyword;
pub mod lexer;
mod literal;
mod printer;
mod problems;
pub mod tree;

pub use foreign::{is_remark, lone_word};
pub use printer::{print, print_formula};

use fourd_source::{Diagnostic, FileId, Span};
use tree::{Code, CodeKind, Module, Pragma, Statement, StatementKind};

/// A tree with everything that was wrong in its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The tree; what did not parse is `Invalid` in it.
    pub module: Module,
    /// Errors and warnings by position.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a `.4dm` file. `kind` says whether it is a class or a method, as the file's folder does. Any text gives a tree.
pub fn parse(file: FileId, text: &str, kind: CodeKind) -> Parsed {
    let purpose = match kind {
        CodeKind::Method => builder::Purpose::Method,
        CodeKind::Class => builder::Purpose::Class,
    };
    parse_for(file, text, purpose)
}

fn parse_for(file: FileId, text: &str, purpose: builder::Purpose) -> Parsed {
    let lexed = lexer::lex(text);
    let (code, diagnostics) = builder::build(file, text, &lexed, purpose);
    let attributes = attributes_line(text).map(|json| {
        let start = (json.as_ptr() as usize - text.as_ptr() as usize) as u32;
        (json.to_string(), Span::new(file, start, start + json.len() as u32))
    });
    let mut pragmas = Vec::new();
    for comment in &lexed.trivia {
        let span = comment.range.of(file);
        if attributes.as_ref().is_some_and(|(_, json)| span.start <= json.start && json.end <= span.end) {
            continue;
        }
        let written = comment.range.text(text).strip_prefix("//%").unwrap_or("").trim();
        pragmas.push(Pragma { text: written.to_string(), span });
    }
    Parsed { module: Module { file, attributes, pragmas, code }, diagnostics }
}

/// Parses one line as `Formula from string` and `EXECUTE FORMULA` take it: an expression, an assignment or a call.
pub fn parse_formula(file: FileId, text: &str) -> (Statement, Vec<Diagnostic>) {
    let Parsed { module, mut diagnostics } = parse_for(file, text, builder::Purpose::Formula);
    let mut body = match module.code {
        Code::Method(routine) => routine.body,
        Code::Class(_) => Vec::new(),
    };
    if let Some(second) = body.get(1) {
        diagnostics.push(
            Diagnostic::error("syntax::formula-lines", "A formula has one line")
                .at(second.span, "expected the end of the formula, found a second line")
                .hint("move the lines into a method, and call it in the formula"),
        );
    }
    let whole = Span::new(file, 0, text.len() as u32);
    if body.is_empty() {
        return (Statement { kind: StatementKind::Invalid, span: whole }, diagnostics);
    }
    (body.swap_remove(0), diagnostics)
}

/// The JSON text after `//%attributes = ` in the first line, if it has one; a byte order mark may be before it.
pub fn attributes_line(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let line = text.split(['\r', '\n']).next()?;
    let rest = line.trim_start().strip_prefix("//%attributes")?.trim_start();
    let json = rest.strip_prefix('=')?.trim();
    Some(object_end(json).and_then(|end| json.get(..end)).unwrap_or(json))
}

/// Where the JSON object that a text begins with ends; some editions of 4D write a comment after it.
fn object_end(json: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The names of the warnings about lines that do nothing, though another effect was meant: who runs code wants to see
/// them, too.
pub const WITHOUT_EFFECT: [&str; 5] = [
    "syntax::comparison-as-statement",
    "syntax::no-effect",
    "syntax::increment",
    "syntax::foreign-comment",
    "syntax::comment-for-division",
];

/// Whether a text begins with a line that only a class has, such as `Function` or `Class extends`: a file outside of
/// a project that does so is read as a class.
pub fn begins_class(text: &str) -> bool {
    let lexed = lexer::lex(text);
    let Some(first) = lexed.lines.first().map(|line| lexed.line(*line)) else { return false };
    let keyword = |token: &lexer::Token| match token.kind {
        lexer::Kind::Keyword(keyword) => Some(keyword),
        _ => None,
    };
    let head = first.iter().map_while(keyword).find(|keyword| !keyword.is_modifier());
    matches!(
        head,
        Some(
            keyword::Keyword::Function
                | keyword::Keyword::ClassConstructor
                | keyword::Keyword::ClassExtends
                | keyword::Keyword::Alias
                | keyword::Keyword::Property
        )
    )
}

/// Whether a text typed at a prompt continues in the next line: a block, a bracket, a comment, a text of SQL or a line
/// that ends with `\` is still open.
pub fn needs_more(text: &str) -> bool {
    use lexer::ProblemKind;
    let lexed = lexer::lex(text);
    let open = |problem: &lexer::Problem| {
        matches!(problem.kind, ProblemKind::UnclosedComment | ProblemKind::UnclosedSql | ProblemKind::UnfinishedLine)
    };
    if lexed.problems.iter().any(open) {
        return true;
    }
    if lexed.lines.last().is_some_and(|line| problems::open_bracket(lexed.line(*line))) {
        return true;
    }
    let mut open = 0usize;
    for line in &lexed.lines {
        if let Some(lexer::Token { kind: lexer::Kind::Keyword(keyword), .. }) = lexed.line(*line).first() {
            if keyword.closer().is_some() && *keyword != keyword::Keyword::BeginSql {
                open += 1;
            } else if keyword.opener().is_some() && *keyword != keyword::Keyword::EndSql {
                open = open.saturating_sub(1);
            }
        }
    }
    open > 0
}
