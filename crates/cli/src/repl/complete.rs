//! What Tab completes: names of the language and the project, variables, members of the value at hand, paths, dot-commands.

use super::dot_commands::DOT_COMMANDS;
use super::inside::is_usable;
use super::names::{Candidate, Group, Names, in_groups};
use fourd_reference::{State, state_of_member};
use fourd_runtime::Libraries;
use fourd_runtime::interactive::{MemberName, documented};
use std::path::PathBuf;

/// So many files of a folder are offered.
const MOST_FILES: usize = 500;

/// Names have no more words.
const MOST_WORDS: usize = 8;

/// What only the running process knows.
pub trait Live {
    /// The local variables, without `$`, with their types.
    fn variables(&self) -> Vec<(String, String)>;
    /// The members of the value that a path names, without running code.
    fn members(&self, path: &str) -> Vec<MemberName>;
}

/// Where the completed part begins, and what can stand there, in groups.
pub fn complete(text: &str, position: usize, names: &Names, live: &dyn Live) -> (usize, Vec<Candidate>) {
    let (begin, found) = candidates(text, position, names, live);
    (begin, in_groups(found))
}

fn candidates(text: &str, position: usize, names: &Names, live: &dyn Live) -> (usize, Vec<Candidate>) {
    let Some(before) = text.get(..position) else { return (position, Vec::new()) };
    if before.starts_with('.') {
        return complete_dot_command(before, names, live);
    }
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let Some(own) = before.get(line..) else { return (position, Vec::new()) };
    match open_quote(own) {
        CursorContext::Text(start) => return complete_path(before, line + start, &names.folders),
        CursorContext::Comment => return (position, Vec::new()),
        CursorContext::Code => {}
    }
    let word_begin = own.rfind(|character| !is_word(character)).map_or(0, |at| at + char_length(own, at));
    let word = own.get(word_begin..).unwrap_or_default();
    let ahead = own.get(..word_begin).unwrap_or_default();
    if let Some(receiver) = ahead.strip_suffix('.') {
        return (line + word_begin, matching(members(&names.libraries, receiver, live), word));
    }
    if ahead.ends_with('$') {
        let variables = live.variables().into_iter();
        let variables = variables.map(|(name, about)| Candidate::new(name, Group::Variable, about)).collect();
        return (line + word_begin, matching(variables, word));
    }
    if word.is_empty() && !ahead.ends_with(' ') {
        return (position, Vec::new());
    }
    for begin in word_beginnings(own) {
        let part = own.get(begin..).unwrap_or_default();
        let found = if part.trim().is_empty() { Vec::new() } else { names.beginning_with(part) };
        if !found.is_empty() {
            return (line + begin, found);
        }
    }
    (position, Vec::new())
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn char_length(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// Where the last words of a line begin, the longest run of words first.
fn word_beginnings(line: &str) -> Vec<usize> {
    let run = line.rfind(|character| !is_word(character) && character != ' ');
    let run = run.map_or(0, |at| at + char_length(line, at));
    let mut beginnings: Vec<usize> = Vec::new();
    let mut inside = false;
    for (at, character) in line.char_indices().skip_while(|(at, _)| *at < run) {
        let is_word = is_word(character);
        if is_word && !inside {
            beginnings.push(at);
        }
        inside = is_word;
    }
    let first = beginnings.len().saturating_sub(MOST_WORDS);
    beginnings.split_off(first)
}

fn matching(names: Vec<Candidate>, begin: &str) -> Vec<Candidate> {
    let begin = begin.to_lowercase();
    names.into_iter().filter(|each| each.name.to_lowercase().starts_with(&begin)).collect()
}

/// The members after a receiver: of its value where it is a path of variables and properties, else of the class that
/// its command gives.
fn members(libraries: &Libraries, receiver: &str, live: &dyn Live) -> Vec<Candidate> {
    let path = path_at_end(receiver);
    let mut found = if path.is_empty() { Vec::new() } else { live.members(path) };
    if found.is_empty() {
        let name = match receiver.strip_suffix(')') {
            Some(call) => before_arguments(call),
            None => Some(receiver),
        };
        let words = name.map(|name| (name, word_beginnings(name)));
        let command = words.and_then(|(name, begins)| {
            begins.into_iter().find_map(|begin| fourd_catalog::command_named(name.get(begin..)?.trim()))
        });
        let class = command.and_then(|command| command.result);
        found = class.map(|class| documented(class.strip_prefix("4D.").unwrap_or(class))).unwrap_or_default();
    }
    let store = ["cs", "4D"].into_iter().find(|store| path.eq_ignore_ascii_case(store));
    match store {
        Some(store) => found.into_iter().map(|member| of_store(libraries, store, member.name)).collect(),
        None => found.into_iter().map(|member| of_member(libraries, member)).collect(),
    }
}

fn of_store(libraries: &Libraries, store: &str, class: String) -> Candidate {
    if store == "4D" && !is_usable(libraries, &class) {
        return Candidate::new(class, Group::NotImplemented, "not implemented");
    }
    Candidate::new(class, Group::Project, "class")
}

fn of_member(libraries: &Libraries, member: MemberName) -> Candidate {
    let documented = member.of.and_then(|class| {
        let class = fourd_catalog::class(class)?;
        let found = class.members.iter().find(|known| known.name == member.name)?;
        Some((state_of_member(libraries, class, found), found.result))
    });
    let (group, word) = if member.function { (Group::Function, "function") } else { (Group::Property, "property") };
    match documented {
        Some((State::NotYet | State::Needs(_), _)) => {
            Candidate::new(member.name, Group::NotImplemented, "not implemented")
        }
        Some((_, Some(result))) => Candidate::new(member.name, group, format!("{word}, {result}")),
        _ => Candidate::new(member.name, group, word),
    }
}

/// The part at the end of a text that is a path such as `$o.list[0]`.
fn path_at_end(text: &str) -> &str {
    let belongs = |character: char| is_word(character) || "$.[]<>".contains(character);
    let begin = text.rfind(|character| !belongs(character)).map_or(0, |at| at + char_length(text, at));
    let path = text.get(begin..).unwrap_or_default();
    // `<` and `>` are comparisons too, and `[` begins collections.
    let path = match path.rfind(['<', '>']) {
        Some(at) if at > 0 && path[..at].ends_with('<') => &path[at - 1..],
        Some(at) => &path[at + 1..],
        None => path,
    };
    path.rfind('$').map_or(path, |at| &path[at..]).trim_start_matches('[')
}

/// The text before the `(` whose `)` came after the text.
fn before_arguments(text: &str) -> Option<&str> {
    let mut depth = 1;
    for (at, character) in text.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(..at);
        }
    }
    None
}

enum CursorContext {
    Code,
    Comment,
    /// In a text, which begins there.
    Text(usize),
}

/// What the end of a line belongs to.
fn open_quote(line: &str) -> CursorContext {
    let mut begin = None;
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match (begin, character) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(_), '"') => begin = None,
            (None, '"') => begin = Some(at + 1),
            (None, '/') if characters.peek().is_some_and(|(_, next)| *next == '/') => return CursorContext::Comment,
            _ => {}
        }
    }
    begin.map_or(CursorContext::Code, CursorContext::Text)
}

/// The files that a path can go on to, from the current folder on. `folders` are names for the beginnings of paths.
fn complete_path(before: &str, begin: usize, folders: &[(&str, PathBuf)]) -> (usize, Vec<Candidate>) {
    let path = before.get(begin..).unwrap_or_default();
    let name_begin = path.rfind('/').map_or(0, |at| at + 1);
    let (folder, name) = path.split_at(name_begin);
    let mut found = Vec::new();
    if folder == "/" {
        // The slash is there already.
        found.extend(folders.iter().map(|(known, _)| known[1..].to_owned()).filter(|known| known.starts_with(name)));
    }
    let within = |(known, path): &(&str, PathBuf)| folder.strip_prefix(known).map(|rest| path.join(rest));
    let folder = match folders.iter().find_map(within) {
        Some(folder) => folder,
        None if folder.is_empty() => PathBuf::from("."),
        None => PathBuf::from(folder),
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.take(100 * MOST_FILES) {
        let Ok(mut found_name) = entry.file_name().into_string() else { continue };
        if !found_name.starts_with(name) || (found_name.starts_with('.') && !name.starts_with('.')) {
            continue;
        }
        if entry.path().is_dir() {
            found_name.push('/');
        }
        found.push(found_name);
        if found.len() == MOST_FILES {
            break;
        }
    }
    (begin + name_begin, found.into_iter().map(Candidate::plain).collect())
}

fn complete_dot_command(before: &str, names: &Names, live: &dyn Live) -> (usize, Vec<Candidate>) {
    let Some((command, rest)) = before.split_once(' ') else {
        let all = DOT_COMMANDS.iter().map(|command| Candidate::new(command.name, Group::Plain, command.text));
        let all = all.collect();
        return (0, matching(all, before));
    };
    let begin = before.len() - rest.trim_start().len();
    match command {
        ".all" | ".type" | ".time" => {
            let (at, found) = candidates(before.get(begin..).unwrap_or_default(), before.len() - begin, names, live);
            (begin + at, found)
        }
        ".load" | ".save" => complete_path(before, begin, &[]),
        ".help" => (begin, names.beginning_with(before.get(begin..).unwrap_or_default())),
        ".as" => {
            let roles = ["standalone", "server", "remote", "twin"].map(Candidate::plain).to_vec();
            (begin, matching(roles, before.get(begin..).unwrap_or_default()))
        }
        _ => (before.len(), Vec::new()),
    }
}

/// The syntax of the command whose arguments are being typed at the end of a text.
pub fn signature(text: &str) -> Option<&'static str> {
    use fourd_syntax::lexer::{Kind, tokens};
    let all = tokens(text);
    let mut depth = 0;
    for (index, token) in all.iter().enumerate().rev() {
        match token.kind {
            Kind::CloseParenthesis => depth += 1,
            Kind::OpenParenthesis if depth > 0 => depth -= 1,
            Kind::OpenParenthesis => {
                let name = all.get(index.checked_sub(1)?).filter(|before| before.kind == Kind::Name)?;
                let is_member = index.checked_sub(2).and_then(|at| all.get(at)).is_some_and(|at| at.kind == Kind::Dot);
                let command = fourd_catalog::command_named(name.range.text(text)).filter(|_| !is_member)?;
                return command.syntax.first().copied();
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use fourd_project::Project;

    struct Known;

    impl Live for Known {
        fn variables(&self) -> Vec<(String, String)> {
            ["order", "other", "x"].map(|name| (name.to_owned(), "Real".to_owned())).to_vec()
        }

        fn members(&self, path: &str) -> Vec<MemberName> {
            let named = |name: &str| MemberName { name: name.to_owned(), function: false, of: None };
            match path {
                "$o" => vec![named("first"), named("second")],
                "$o.list[0]" | "cs" => vec![named("Dog")],
                "<>all" => vec![named("some")],
                _ => Vec::new(),
            }
        }
    }

    fn all(text: &str) -> (usize, Vec<Candidate>) {
        complete(text, text.len(), &Names::new(&Project::empty(), &fourd_commands::libraries()), &Known)
    }

    fn at_end(text: &str) -> (usize, Vec<String>) {
        let (begin, found) = all(text);
        (begin, found.into_iter().map(|each| each.name).collect())
    }

    #[test]
    fn completions_stand_in_groups_with_what_they_are() {
        let (_, found) = all("cre");
        assert!(found.is_sorted_by_key(|each| each.group) && found.iter().all(|each| !each.about.is_empty()));
        let about = |name: &str| found.iter().find(|each| each.name == name).map(|each| each.about.as_str());
        assert_eq!(about("CREATE FOLDER"), Some("command, System Documents"));
        assert_eq!(about("CREATE RECORD"), Some("needs a data file"));
        let first = found.iter().position(|each| each.group == Group::NotImplemented).unwrap_or(0);
        assert!(first > 0 && found[first..].iter().all(|each| each.group == Group::NotImplemented));
        let (_, members) = all("Session.");
        let position = |name: &str| members.iter().position(|each| each.name == name);
        assert!(position("storage") < position("hasPrivilege"));
        assert_eq!(members[position("userName").unwrap_or(0)].about, "property, Text");
    }

    /// The one completion of the text, as the whole line.
    fn line(text: &str) -> String {
        let (begin, found) = at_end(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        text[..begin].to_owned() + &found[0]
    }

    #[test]
    fn names_of_several_words() {
        assert_eq!(line("Session sto"), "Session storage");
        assert_eq!(line("$a:=1+session stor"), "$a:=1+Session storage");
        assert_eq!(line("If (Session sto"), "If (Session storage");
        assert_eq!(line("For ea"), "For each");
        assert_eq!(line("End for e"), "End for each");
        assert!(at_end("fk platf").1.contains(&"fk platform path".to_owned()));
        assert!(at_end("qqqq").1.is_empty());
        assert!(at_end("").1.is_empty() && at_end("// Session sto").1.is_empty());
    }

    #[test]
    fn variables_and_members() {
        assert_eq!(at_end("$a+$o"), (4, vec!["order".to_owned(), "other".to_owned()]));
        assert_eq!(line("$o.fi"), "$o.first");
        assert_eq!(line("$a:=f($o.list[0].D"), "$a:=f($o.list[0].Dog");
        assert_eq!(line("1<cs.d"), "1<cs.Dog");
        assert_eq!(line("1><>all.s"), "1><>all.some");
        assert!(at_end("File(\"x\").getT").1.contains(&"getText".to_owned()));
        assert!(at_end("Session.sto").1.contains(&"storage".to_owned()));
    }

    #[test]
    fn dot_commands_and_paths() {
        assert_eq!(line(".pro"), ".processes");
        assert_eq!(line(".as rem"), ".as remote");
        assert_eq!(line(".help Session sto"), ".help Session storage");
        assert_eq!(line("File(\"src/mai"), "File(\"src/main.rs");
        assert_eq!(line(".load sr"), ".load src/");
    }

    #[test]
    fn signatures_of_commands() {
        assert!(signature("$a:=Substring(\"x\"; (1)").unwrap_or_default().starts_with("Substring"));
        assert_eq!(signature("Substring(\"x\")"), None);
        assert_eq!(signature("$o.Substring("), None);
    }
}
