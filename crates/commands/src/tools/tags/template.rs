//! Templates as code: the text between tags becomes lines that put it out, tags become statements, and the whole a method
//! that runs with local variables of its own.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Blocks may nest this deep.
const DEEPEST: usize = 100;

/// How many bytes are looked through for the ends of tags of the form `$4DTEXT(…)` that have none; those after them stay as
/// they are.
const MOST_LOST: usize = 4 << 20;

/// How deep files may include each other.
const DEEPEST_INCLUDED: usize = 8;

/// How many bytes of included files a template takes.
const MOST_INCLUDED: usize = 16 << 20;

/// The local variable of the generated method that holds what its lines call.
pub(super) const RUN: &str = "_tags";

/// What a tag that gives a value does with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// `4DTEXT`: special characters of HTML are escaped.
    Escaped,
    /// `4DHTML` and `4DEVAL`.
    Plain,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    /// Name in capitals without `4D`, what follows it, the whole tag, and whether it has the form `$4DTEXT(…)`.
    Tag {
        name: String,
        body: &'t str,
        source: &'t str,
        dollar: bool,
    },
}

/// Whether a text has anything that looks like a tag.
pub(super) fn has_tags(text: &str) -> bool {
    text.match_indices("4").any(|(at, _)| {
        let before = &text[..at];
        text[at + 1..].starts_with(['D', 'd']) && (before.ends_with("<!--#") || before.ends_with('$'))
    })
}

/// The name at the beginning of a text, in capitals.
fn name_of(text: &str) -> (String, &str) {
    let end = text.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(text.len());
    (text[..end].to_ascii_uppercase(), &text[end..])
}

/// What stands in the parentheses that open a text, and the length of it all.
fn in_parentheses(text: &str) -> Option<(&str, usize)> {
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (index, character) in text.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match character {
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some((&text[1..index], index + 1));
                }
            }
            _ => {}
        }
    }
    None
}

/// The pieces of a template; tags of the form `$4DTEXT(…)` count where `dollars` is set.
fn pieces(template: &str, dollars: bool) -> Vec<Piece<'_>> {
    const COMMENT: &str = "<!--#4";
    const END: &str = "-->";
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut next = 0;
    // Where nothing follows that ends a tag, none has to be looked for again.
    let mut has_end = true;
    let mut lost = 0;
    while let Some(found) = template[next..].find(['<', '$']).map(|found| found + next) {
        let rest = &template[found..];
        let tag = if let Some(content) = rest.strip_prefix(COMMENT).and_then(|rest| rest.strip_prefix(['D', 'd'])) {
            let (name, body) = name_of(content);
            let known = [
                "BASE", "CODE", "EACH", "ELSE", "ELSEIF", "ENDEACH", "ENDIF", "ENDLOOP", "EVAL", "HTML", "HTMLVAR",
                "IF", "INCLUDE", "LOOP", "SCRIPT", "TEXT", "VAR",
            ];
            let end = if has_end && known.contains(&&*name) { body.find(END) } else { None };
            has_end &= end.is_some() || !known.contains(&&*name);
            end.map(|end| {
                let length = rest.len() - body.len() + end + END.len();
                (Piece::Tag { name, body: &body[..end], source: &rest[..length], dollar: false }, length)
            })
        } else if let Some(content) =
            rest.strip_prefix("$4").and_then(|rest| rest.strip_prefix(['D', 'd'])).filter(|_| dollars)
        {
            let (name, body) = name_of(content);
            let inside = if matches!(&*name, "TEXT" | "HTML" | "EVAL") && body.starts_with('(') && lost <= MOST_LOST {
                in_parentheses(body)
            } else {
                None
            };
            if inside.is_none() && body.starts_with('(') {
                lost += body.len();
            }
            inside.map(|(inside, end)| {
                let length = rest.len() - body.len() + end;
                (Piece::Tag { name, body: inside, source: &rest[..length], dollar: true }, length)
            })
        } else {
            None
        };
        match tag {
            Some((tag, length)) => {
                if found > plain {
                    pieces.push(Piece::Text(&template[plain..found]));
                }
                pieces.push(tag);
                next = found + length;
                plain = next;
            }
            None => next = found + 1,
        }
    }
    if plain < template.len() {
        pieces.push(Piece::Text(&template[plain..]));
    }
    pieces
}

/// What the generator asks of the program.
pub(super) trait Program {
    /// Whether a text is a valid line of code.
    fn is_valid(&mut self, line: &str) -> bool;
    /// Whether there is a project method of that name.
    fn is_method(&mut self, name: &str) -> bool;
    /// The text of a file.
    fn read(&mut self, path: &Path) -> Option<String>;
}

/// A template as code.
pub(super) struct Generated {
    /// The text of the method.
    pub(super) code: String,
    /// The texts that its lines name by number.
    pub(super) texts: Vec<String>,
    /// It runs code of its tags, more than local variables by their names.
    pub(super) runs_code: bool,
}

struct Generator<'p> {
    program: &'p mut dyn Program,
    generated: Generated,
    counter: usize,
    root: PathBuf,
    dollars: bool,
    /// The files that include each other, the outermost one first.
    included: Vec<PathBuf>,
    /// How many bytes it has included.
    taken: usize,
}

/// The method of a template; `root` is the folder of all files that can be included, `folder` the one that the paths in the
/// template are relative to. In what comes out of tags, tags of the form
/// `$4DTEXT(…)` are plain text: `dollars` is false then.
pub(super) fn generate(
    template: &str,
    root: &Path,
    folder: &Path,
    dollars: bool,
    program: &mut dyn Program,
) -> Generated {
    let mut generator = Generator {
        program,
        generated: Generated { code: String::new(), texts: Vec::new(), runs_code: false },
        counter: 0,
        root: root.to_path_buf(),
        dollars,
        included: Vec::new(),
        taken: 0,
    };
    generator.page(template, folder.to_path_buf());
    generator.generated
}

/// A line of code in a tag.
fn line(body: &str) -> String {
    body.replace(['\r', '\n'], " ").trim().to_owned()
}

/// Whether a line assigns, so that it has no value.
fn assigns(line: &str) -> bool {
    let mut quoted = false;
    let mut last = ' ';
    for character in line.chars() {
        match character {
            '"' if last != '\\' => quoted = !quoted,
            '=' if !quoted && matches!(last, ':' | '+' | '-' | '*' | '/') => return true,
            _ => {}
        }
        last = character;
    }
    false
}

/// Whether a line is the name of a local variable and nothing more.
fn is_local(line: &str) -> bool {
    let name = line.strip_prefix('$').unwrap_or_default();
    !name.is_empty() && name.chars().all(|each| each.is_alphanumeric() || each == '_')
}

/// The tag that ends a block.
fn end_of(name: &str) -> &'static str {
    match name {
        "IF" => "ENDIF",
        "LOOP" => "ENDLOOP",
        _ => "ENDEACH",
    }
}

/// Passes over a block whose first tag was taken: where it goes on, and whether the block had its end.
fn skip(pieces: &[Piece<'_>], mut next: usize, name: &str) -> (usize, bool) {
    let mut open = vec![name];
    while let (Some(innermost), Some(piece)) = (open.last(), pieces.get(next)) {
        match piece {
            Piece::Tag { name, .. } if matches!(&**name, "IF" | "LOOP" | "EACH") => open.push(name),
            Piece::Tag { name, .. } if matches!(&**name, "ELSE" | "ELSEIF") && *innermost == "IF" => {}
            Piece::Tag { name, .. } if matches!(&**name, "ELSE" | "ELSEIF" | "ENDIF" | "ENDLOOP" | "ENDEACH") => {
                let closes = *name == end_of(innermost);
                open.pop();
                if open.is_empty() {
                    return (next + usize::from(closes), closes);
                }
                // What does not close this block may close the one around it.
                next -= usize::from(!closes);
            }
            _ => {}
        }
        next += 1;
    }
    (next, false)
}

impl Generator<'_> {
    fn add(&mut self, text: impl Into<String>) -> usize {
        self.generated.texts.push(text.into());
        self.generated.texts.len() - 1
    }

    fn code(&mut self, line: std::fmt::Arguments<'_>) {
        let _ = self.generated.code.write_fmt(line);
        self.generated.code.push('\n');
    }

    fn put(&mut self, text: impl Into<String>) {
        let text = self.add(text);
        self.code(format_args!("${RUN}.put({text})"));
    }

    /// A page with the folder that its included files are relative to.
    fn page(&mut self, template: &str, mut folder: PathBuf) {
        let pieces = pieces(template, self.dollars);
        let page = folder.clone();
        let mut next = 0;
        while next < pieces.len() {
            next = self.block(&pieces, next, &page, &mut folder, 0);
            // An end without a beginning stays in the text.
            if let Some(Piece::Tag { source, .. }) = pieces.get(next) {
                self.put(*source);
                next += 1;
            }
        }
    }

    /// Pieces up to one that ends a block, which is not taken.
    fn block(
        &mut self,
        pieces: &[Piece<'_>],
        mut next: usize,
        page: &Path,
        folder: &mut PathBuf,
        depth: usize,
    ) -> usize {
        while let Some(piece) = pieces.get(next) {
            let (name, body, source, dollar) = match piece {
                Piece::Text(text) => {
                    self.put(*text);
                    next += 1;
                    continue;
                }
                Piece::Tag { name, body, source, dollar } => (name, *body, *source, *dollar),
            };
            if matches!(&**name, "ELSE" | "ELSEIF" | "ENDIF" | "ENDLOOP" | "ENDEACH") {
                return next;
            }
            next += 1;
            match &**name {
                "TEXT" | "VAR" => self.value(Shown::Escaped, body, source, dollar),
                "HTML" | "HTMLVAR" | "EVAL" => self.value(Shown::Plain, body, source, dollar),
                "CODE" => {
                    self.generated.runs_code = true;
                    let lines = body.replace("\r\n", "\n").replace('\r', "\n");
                    self.code(format_args!("{lines}"));
                }
                "SCRIPT" => {
                    self.generated.runs_code = true;
                    let call = self.add(body.trim());
                    let tag = self.add(source);
                    self.guarded(tag, |generator| generator.code(format_args!("${RUN}.script({call})")));
                }
                "BASE" => {
                    let path = body.trim();
                    *folder = match path.eq_ignore_ascii_case("WEBFOLDER") {
                        true => self.root.clone(),
                        false => page.join(path),
                    };
                }
                "INCLUDE" => self.include(body.trim(), source, folder),
                _ => next = self.nested(pieces, next, (name, body, source), page, folder, depth),
            }
        }
        next
    }

    /// Lines whose error becomes a text behind the tag.
    fn guarded(&mut self, tag: usize, lines: impl FnOnce(&mut Self)) {
        self.code(format_args!("Try"));
        lines(self);
        self.code(format_args!("Catch"));
        self.code(format_args!("${RUN}.fail({tag})"));
        self.code(format_args!("End try"));
    }

    fn value(&mut self, shown: Shown, body: &str, source: &str, dollar: bool) {
        let line = line(body);
        let tag = self.add(source);
        if line.is_empty() || !self.program.is_valid(&line) {
            self.code(format_args!("${RUN}.broken({tag})"));
            return;
        }
        self.generated.runs_code |= !is_local(&line);
        let how = u8::from(shown == Shown::Plain) + 2 * u8::from(dollar);
        self.guarded(tag, |generator| match assigns(&line) {
            true => generator.code(format_args!("{line}")),
            false => generator.code(format_args!("${RUN}.value({how}; {line})")),
        });
    }

    fn include(&mut self, path: &str, source: &str, folder: &Path) {
        let file = folder.join(path);
        let is_refused = self.included.contains(&file) || self.included.len() >= DEEPEST_INCLUDED;
        let text = if is_refused || self.taken > MOST_INCLUDED { None } else { self.program.read(&file) };
        self.taken += text.as_ref().map_or(0, String::len);
        let Some(text) = text.filter(|_| self.taken <= MOST_INCLUDED) else {
            self.put(format!("{source} :The document cannot be opened"));
            return;
        };
        let lower = text.to_ascii_lowercase();
        let body = lower.find("<body").and_then(|start| {
            let start = start + lower[start..].find('>')? + 1;
            Some(start..start + lower[start..].find("</body>")?)
        });
        let page = &text[body.unwrap_or(0..text.len())];
        let folder = file.parent().unwrap_or(&self.root).to_path_buf();
        self.included.push(file);
        self.page(page, folder);
        self.included.pop();
    }

    /// `4DIF`, `4DLOOP` and `4DEACH`, with everything up to their end.
    fn nested(
        &mut self,
        pieces: &[Piece<'_>],
        next: usize,
        tag: (&str, &str, &str),
        page: &Path,
        folder: &mut PathBuf,
        depth: usize,
    ) -> usize {
        let (name, body, source) = tag;
        let end = end_of(name);
        let start = self.generated.code.len();
        let line = line(body);
        self.counter += 1;
        let number = self.counter;
        if depth >= DEEPEST {
            let (next, closed) = skip(pieces, next, name);
            let problem = if closed { "Syntax error".to_owned() } else { format!("4D{end} expected") };
            self.put(format!("{source}: {problem}"));
            return next;
        }
        let known = self.open(name, &line, source, number);
        let mut next = self.block(pieces, next, page, folder, depth + 1);
        let mut open = 1;
        while name == "IF"
            && let Some(Piece::Tag { name, body, source, .. }) = pieces.get(next)
            && matches!(&**name, "ELSE" | "ELSEIF")
        {
            self.code(format_args!("Else"));
            if name == "ELSEIF" {
                self.counter += 1;
                let number = self.counter;
                self.open("IF", &self::line(body), source, number);
                open += 1;
            }
            next = self.block(pieces, next + 1, page, folder, depth + 1);
        }
        let closed = matches!(pieces.get(next), Some(Piece::Tag { name, .. }) if name == end);
        if !known || !closed {
            self.generated.code.truncate(start);
            let problem = match closed {
                true if name == "LOOP" && line.starts_with('[') => "Incorrect table name".to_owned(),
                true => "Syntax error".to_owned(),
                false => format!("4D{end} expected"),
            };
            self.put(format!("{source}: {problem}"));
            return next + usize::from(closed);
        }
        match name {
            "IF" => (0..open).for_each(|_| self.code(format_args!("End case"))),
            _ => {
                self.code(format_args!("{}", if name == "LOOP" { "End while" } else { "End for each" }));
                let loops_with = match name {
                    "LOOP" if self.program.is_method(&line) => "Syntax error",
                    "LOOP" if line.starts_with('[') => "Incorrect table name",
                    "LOOP" => "Unexpected expression type",
                    _ => "",
                };
                let (tag, problem) = (self.add(source), self.add(loops_with));
                self.code(format_args!("Catch\n${RUN}.problem({tag}; {problem})\nEnd try"));
            }
        }
        next + 1
    }

    /// The lines that open a block; false where its condition does not parse.
    fn open(&mut self, name: &str, line: &str, source: &str, number: usize) -> bool {
        self.generated.runs_code = true;
        match name {
            "IF" => {
                let valid = !line.is_empty() && self.program.is_valid(line);
                let test = if valid { line } else { "0" };
                self.code(format_args!("$_case{number}:=2"));
                self.code(format_args!("Try\n$_case{number}:=${RUN}.test({test})\nCatch\nEnd try"));
                let problem = self.add(format!("{source}: A Boolean expression was expected"));
                self.code(format_args!("Case of\n: ($_case{number}=2)\n${RUN}.put({problem})"));
                self.code(format_args!(": ($_case{number}=1)"));
                true
            }
            "LOOP" => self.open_loop(line, number),
            _ => {
                let Some((variable, values)) = line.split_once(" in ") else { return false };
                let valid = self.program.is_valid(values.trim()) && self.program.is_valid(variable.trim());
                self.code(format_args!("Try\nFor each ({}; {})", variable.trim(), values.trim()));
                valid
            }
        }
    }

    fn open_loop(&mut self, line: &str, number: usize) -> bool {
        let is_name = line.chars().all(|each| each.is_alphanumeric() || matches!(each, '$' | '_' | ' ' | '<' | '>'));
        if self.program.is_method(line) {
            self.code(format_args!("Try\n$_loop{number}:=0\n$_goes{number}:={line}($_loop{number})"));
            self.code(format_args!("While ($_goes{number} && {line}($_loop{number}+1))\n$_loop{number}+=1"));
            return true;
        }
        if line.is_empty() || !self.program.is_valid(line) {
            return false;
        }
        if is_name {
            self.code(format_args!("Try\n$_loop{number}:=0\nWhile (${RUN}.next(->{line}; $_loop{number}))"));
            self.code(format_args!("$_loop{number}+=1"));
        } else {
            self.code(format_args!("Try\nWhile ({line})"));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Anything;

    impl Program for Anything {
        fn is_valid(&mut self, _: &str) -> bool {
            true
        }
        fn is_method(&mut self, _: &str) -> bool {
            false
        }
        fn read(&mut self, _: &Path) -> Option<String> {
            None
        }
    }

    fn texts(template: &str) -> Vec<String> {
        generate(template, Path::new(""), Path::new(""), true, &mut Anything).texts
    }

    #[test]
    fn pieces_of_templates() {
        assert_eq!(pieces("a$4D<!-- #4DTEXT x-->", true).len(), 1);
        let source = "<!--#4DEVAL(x)-->$4DTEXT(f(\")\"))!";
        assert_eq!(pieces(source, false).len(), 2);
        let found = pieces(source, true);
        assert_eq!(found.len(), 3);
        assert!(matches!(&found[1], Piece::Tag { body: "f(\")\")", dollar: true, .. }));
    }

    #[test]
    fn blocks_without_end_are_told() {
        assert!(texts("<!--#4DIF (x)-->a").contains(&"<!--#4DIF (x)-->: 4DENDIF expected".to_owned()));
        assert!(texts("<!--#4DLOOP x-->a<!--#4DENDIF-->").contains(&"<!--#4DLOOP x-->: 4DENDLOOP expected".to_owned()));
        assert!(texts("<!--#4DENDEACH-->").contains(&"<!--#4DENDEACH-->".to_owned()));
    }

    #[test]
    fn deep_nesting_ends() {
        texts(&"<!--#4DIF (x)-->".repeat(300));
    }

    proptest! {
        #[test]
        fn any_template_becomes_code(parts in proptest::collection::vec("<!--#4D(IF|ELSE|ELSEIF|ENDIF|LOOP|ENDLOOP|EACH|TEXT|EVAL)( [a-z(]{0,3})?-->|\\$4DTEXT\\([a\"()]{0,4}|é", 0..12)) {
            texts(&parts.concat());
        }
    }
}
