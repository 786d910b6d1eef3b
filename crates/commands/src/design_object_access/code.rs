//! The text of methods and classes, their documentation and when they were changed.

use super::attributes::{body, with_attributes};
use super::common::Targets;
use super::paths::{MethodPath, reach};
use crate::file_system::{self, Numbered, write_whole};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_syntax::lexer::{Kind, Token, tokens};
use fourd_value::{ElementType, Error, Text, Value, error};
use serde_json::{Map, Value as Json};

/// `Code with tokens`.
const WITH_TOKENS: i64 = 1;

/// The code without the tokens of commands, constants, tables and fields.
fn without_tokens(code: &str) -> String {
    let mut plain = String::with_capacity(code.len());
    let mut at = 0;
    for token in tokens(code) {
        let (start, end) = range(&token);
        let kept = match token.kind {
            Kind::Mark => "",
            // `[Table:3]`
            Kind::Table => match code.get(start..end).and_then(|text| text.rsplit_once(':')) {
                Some((name, number)) if number.trim_end_matches(']').chars().all(|digit| digit.is_ascii_digit()) => {
                    plain.push_str(code.get(at..start).unwrap_or_default());
                    plain.push_str(name);
                    at = end;
                    plain.push(']');
                    continue;
                }
                _ => continue,
            },
            _ => continue,
        };
        plain.push_str(code.get(at..start).unwrap_or_default());
        plain.push_str(kept);
        at = end;
    }
    plain.push_str(code.get(at..).unwrap_or_default());
    plain
}

fn range(token: &Token) -> (usize, usize) {
    (token.range.start as usize, token.range.end as usize)
}

/// The code with a token behind each command and constant; those that are there stay.
fn with_tokens(code: &str) -> String {
    let mut marked = String::with_capacity(code.len() + code.len() / 4);
    let mut at = 0;
    let all = tokens(code);
    for (index, token) in all.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| all.get(index)).map(|token| token.kind);
        let behind = all.get(index + 1).map(|token| token.kind);
        if token.kind != Kind::Name || before == Some(Kind::Dot) || behind == Some(Kind::Mark) {
            continue;
        }
        let (start, end) = range(token);
        let name = code.get(start..end).unwrap_or_default();
        let mark = match (fourd_catalog::command_named(name), fourd_catalog::constant_named(name)) {
            (Some(command), _) => format!(":C{}", command.number),
            (None, Some(constant)) => match constant.token {
                Some((theme, number)) => format!(":K{theme}:{number}"),
                None => continue,
            },
            (None, None) => continue,
        };
        marked.push_str(code.get(at..end).unwrap_or_default());
        marked.push_str(&mark);
        at = end;
    }
    marked.push_str(code.get(at..).unwrap_or_default());
    marked
}

/// The attributes in the first line of a code.
fn attributes(code: &str) -> Map<String, Json> {
    match fourd_syntax::attributes_line(code).and_then(|json| serde_json::from_str(json).ok()) {
        Some(Json::Object(attributes)) => attributes,
        _ => Map::new(),
    }
}

/// What the file of a path holds, as `METHOD GET CODE` shows it.
fn shown_code(process: &Process<'_>, path: &Text, marked: bool, host: Star) -> Result<Text, Error> {
    let (project, path) = reach(process, path, host)?;
    let file = path.existing(&project)?;
    let code = project.access().read(&file).map_err(|problem| Error::with(error::INPUT_OUTPUT, problem.title))?;
    let text = if marked { with_tokens(body(&code)) } else { without_tokens(body(&code)) };
    let mut shown = attributes(&code);
    shown.entry("lang").or_insert_with(|| Json::String("en".to_owned()));
    let whole = with_attributes(&text, &shown);
    // 4D's texts of code have carriage returns, whatever the file has.
    Ok(Text::from(whole.replace("\r\n", "\r").replace('\n', "\r")))
}

/// The code of a method or class by its path, or of those in an array, with its attributes in the first line and carriage
/// returns between the lines; with `Code with tokens`, commands and constants are followed by their tokens.
#[command(1190, "METHOD GET CODE", effects(files))]
fn method_get_code(
    process: &mut Process<'_>,
    path: Targets,
    code: Location,
    option: Option<i64>,
    host: Star,
    span: Span,
) -> Result<(), Error> {
    let option = option.unwrap_or(0);
    if !(0..=WITH_TOKENS).contains(&option) {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{option} is no option for code")));
    }
    let mut found = read_each(&path, |path| shown_code(process, path, option == WITH_TOKENS, host).map(Value::Text));
    path.read(process, &code, ElementType::Text, span, |_| found.remove(0))
}

/// Reads something of each path beforehand, since the process is needed for it.
fn read_each(path: &Targets, read: impl FnMut(&Text) -> Result<Value, Error>) -> Vec<Result<Value, Error>> {
    match path {
        Targets::One(path) => vec![path].into_iter().map(read).collect(),
        Targets::Many(paths) => paths.iter().map(read).collect(),
    }
}

fn written(value: &Value) -> Result<String, Error> {
    match value {
        Value::Text(text) => Ok(text.to_cow().into_owned()),
        Value::Undefined | Value::Null => Ok(String::new()),
        other => Err(Error::with(error::INCOMPATIBLE_TYPES, format!("expected a text, found {}", other.type_name()))),
    }
}

/// Writes the code of a method or class to its file, or of those in an array; a project method, database method or trigger
/// that does not exist is made. Attributes in the first line of the code become those of the method, else it has none. The
/// running program keeps the code that it was started with. Paths that are not valid are left out.
#[command(1194, "METHOD SET CODE", effects(files))]
fn method_set_code(process: &mut Process<'_>, path: Targets, code: Value, host: Star) -> Result<(), Error> {
    for (path, code) in path.pairs(code)? {
        let code = written(&code)?.replace("\r\n", "\n").replace('\r', "\n");
        let Ok((project, path)) = reach(process, &path, host) else { continue };
        let Some(file) = path.file(&project) else { continue };
        let exists = file_system::is_file(&file);
        let can_be_made = matches!(path, MethodPath::Method(_) | MethodPath::Database(_) | MethodPath::Trigger(_));
        if !exists && !can_be_made {
            continue;
        }
        let text = if matches!(path, MethodPath::Class(_)) {
            body(&code).to_owned()
        } else {
            let mut attributes = attributes(&code);
            attributes.remove("lang");
            attributes.remove("folder");
            with_attributes(&code, &attributes)
        };
        if let Some(folder) = file.parent().filter(|folder| !file_system::is_folder(folder)) {
            file_system::create_folders(folder).at(folder)?;
        }
        write_whole(&file, text.as_bytes()).at(&file)?;
    }
    Ok(())
}

/// The documentation of a method, class or form by its path, or of those in an array: the text of its file in the folder
/// `Documentation`, empty where there is none.
#[command(1189, "METHOD GET COMMENTS", effects(files))]
fn method_get_comments(
    process: &mut Process<'_>,
    path: Targets,
    comments: Location,
    host: Star,
    span: Span,
) -> Result<(), Error> {
    let mut found = read_each(&path, |path| {
        let (project, path) = reach(process, path, host)?;
        path.existing(&project)?;
        let file = path.documentation(&project).filter(|file| file_system::is_file(file));
        let Some(file) = file else { return Ok(Value::Text(Text::EMPTY)) };
        let text = project.access().read(&file).map_err(|problem| Error::with(error::INPUT_OUTPUT, problem.title))?;
        Ok(Value::text(&text))
    });
    path.read(process, &comments, ElementType::Text, span, |_| found.remove(0))
}

/// Writes the documentation of a method, class or form to its file in the folder `Documentation`, or of those in an array.
#[command(1193, "METHOD SET COMMENTS", effects(files))]
fn method_set_comments(process: &mut Process<'_>, path: Targets, comments: Value, host: Star) -> Result<(), Error> {
    for (path, comment) in path.pairs(comments)? {
        let comment = written(&comment)?;
        let (project, path) = reach(process, &path, host)?;
        path.existing(&project)?;
        let Some(file) = path.documentation(&project) else { continue };
        if let Some(folder) = file.parent().filter(|folder| !file_system::is_folder(folder)) {
            file_system::create_folders(folder).at(folder)?;
        }
        write_whole(&file, comment.as_bytes()).at(&file)?;
    }
    Ok(())
}

/// The local date and time at which the file of a method or class was changed last, or of those in an array.
#[command(1170, "METHOD GET MODIFICATION DATE", effects(files))]
fn method_get_modification_date(
    process: &mut Process<'_>,
    path: Targets,
    mod_date: Location,
    mod_time: Location,
    host: Star,
    span: Span,
) -> Result<(), Error> {
    let mut dates = Vec::new();
    let mut times = Vec::new();
    let many = matches!(path, Targets::Many(_));
    for found in read_each(&path, |path| {
        let (project, path) = reach(process, path, host)?;
        let file = path.existing(&project)?;
        let modified = file_system::times(&file_system::metadata(&file).at(&file)?).1;
        let (date, time) = file_system::local_time(modified);
        dates.push(Value::Date(date));
        // Elements of an array are whole numbers of seconds.
        times.push(if many { Value::Real(time.seconds()) } else { Value::Time(time) });
        Ok(Value::Null)
    }) {
        found?;
    }
    let again = match &path {
        Targets::One(path) => Targets::One(path.clone()),
        Targets::Many(paths) => Targets::Many(paths.clone()),
    };
    let (mut dates, mut times) = (dates.into_iter(), times.into_iter());
    path.read(process, &mod_date, ElementType::Date, span, |_| Ok(dates.next().unwrap_or_default()))?;
    again.read(process, &mod_time, ElementType::Longint, span, |_| Ok(times.next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go_and_come_back() {
        let plain = "$a:=String($b; \"x:C10\") // Num:C11\n$c.String:=Is text\nALL RECORDS([Customer])\n";
        let marked = "$a:=String:C10($b; \"x:C10\") // Num:C11\n$c.String:=Is text:K8:3\nALL RECORDS:C47([Customer])\n";
        assert_eq!(with_tokens(plain), marked);
        assert_eq!(without_tokens(marked), plain);
        assert_eq!(with_tokens(marked), marked);
        assert_eq!(
            without_tokens("ALL RECORDS:C47([Customer:3])\n[Customer:3]Name:2:=1"),
            "ALL RECORDS([Customer])\n[Customer]Name:=1"
        );
    }
}
