//! `.save`: the inputs of a prompt as a script that 4D accepts.
//!
//! A prompt allows more than a method: values without a use, variables that are declared again, even with another type,
//! and variables without a declaration. The script declares each variable once.

use fourd_project::Project;
use fourd_resolve::walk;
use fourd_source::{Diagnostic, FileId, Severity, SourceMap, Span, fold_name, fold_variable};

use fourd_syntax::lexer::{Kind, tokens};
use fourd_syntax::tree::{
    BinaryOperator, Code, CodeKind, Expression, ExpressionKind, Scope, Statement, StatementKind, VariableDeclaration,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

/// The variable of the last value.
const LAST: &str = "$_";

/// An input that ran without an error.
pub struct Ran {
    /// Its text.
    pub text: String,
    /// Whether it gave a value.
    pub valued: bool,
}

/// The script. `types` are the variables without a declaration, with `$`, and their types.
pub fn script(inputs: &[&Ran], types: &[(String, String)], project: &Project) -> String {
    let types = &without_contradictions(inputs, types);
    let mut writer =
        Writer { project, types, declared: BTreeMap::new(), renamed: BTreeMap::new(), head: String::new() };
    let mut body = String::new();
    for (index, input) in inputs.iter().enumerate() {
        let is_used = input.valued && value_is_used(&inputs[index + 1..]);
        body.push_str(&writer.statements(&input.text, is_used));
    }
    match writer.head.is_empty() {
        true => body,
        false => format!("{}\n{body}", writer.head),
    }
}

/// The types, with Variant for variables that get a literal of another type in code that may not have run.
fn without_contradictions(inputs: &[&Ran], types: &[(String, String)]) -> Vec<(String, String)> {
    let mut types = types.to_vec();
    for input in inputs {
        let parsed = fourd_syntax::parse(file_of(&input.text), &input.text, CodeKind::Method);
        let Code::Method(routine) = &parsed.module.code else { continue };
        walk::statements(&routine.body, &mut |statement| {
            let StatementKind::Assign(assignment) = &statement.kind else { return };
            let ExpressionKind::Local(name) = &assignment.target.kind else { return };
            let given = match &assignment.value.kind {
                ExpressionKind::Number(_) => "Real",
                ExpressionKind::Text(_) => "Text",
                ExpressionKind::Date { .. } => "Date",
                ExpressionKind::Time(_) => "Time",
                ExpressionKind::Object(_) => "Object",
                ExpressionKind::Collection(_) => "Collection",
                _ => return,
            };
            let known = types.iter_mut().find(|(known, _)| folded(known) == folded(name));
            if let Some((_, known)) = known.filter(|(_, known)| known != given) {
                *known = "Variant".to_owned();
            }
        });
    }
    types
}

/// Whether `$_` is read before another input gives it a new value.
fn value_is_used(later: &[&Ran]) -> bool {
    let reads = |input: &Ran| locals(&input.text).any(|(_, name)| name == LAST);
    let next = later.iter().position(|input| input.valued).map_or(later.len(), |at| at + 1);
    later[..next].iter().any(|input| reads(input))
}

/// The local variables of a text with their places.
fn locals(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let all = tokens(text).into_iter().filter(|token| token.kind == Kind::Local);
    all.map(|token| (token.range.start as usize..token.range.end as usize, token.range.text(text)))
}

/// The text with these parts replaced, which come in order and do not overlap.
fn replaced(text: &str, parts: &[(Range<usize>, String)]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut end = 0;
    for (range, part) in parts {
        result.push_str(text.get(end..range.start).unwrap_or_default());
        result.push_str(part);
        end = range.end;
    }
    result + text.get(end..).unwrap_or_default()
}

/// As comments.
fn commented(text: &str) -> String {
    text.lines().map(|line| format!("// {line}\n")).collect()
}

struct Writer<'a> {
    project: &'a Project,
    types: &'a [(String, String)],
    /// The variables so far, folded, with their types.
    declared: BTreeMap<String, String>,
    /// The names that variables have from here on, by the folded names that were typed.
    renamed: BTreeMap<String, String>,
    /// The declarations of variables that no input declares.
    head: String,
}

impl Writer<'_> {
    /// An input as lines of the script.
    fn statements(&mut self, text: &str, value_is_used: bool) -> String {
        let text = self.with_new_names(text.trim_end());
        let parsed = fourd_syntax::parse(file_of(&text), &text, CodeKind::Method);
        let Code::Method(routine) = &parsed.module.code else { return commented(&text) };
        // A comparison alone is nothing wrong at a prompt.
        let is_error = |problem: &Diagnostic| {
            problem.severity == Severity::Error && problem.name != "syntax::comparison-as-statement"
        };
        if parsed.diagnostics.iter().any(is_error) {
            return commented(&text);
        }
        let lone = match routine.body.as_slice() {
            [statement] => match &statement.kind {
                StatementKind::Expression(expression) => Some((expression.span, self.has_effect(expression))),
                StatementKind::Return(Some(expression)) => Some((expression.span, false)),
                StatementKind::Return(None) => return commented(&text),
                _ => None,
            },
            _ => None,
        };
        match lone {
            Some((span, _)) if value_is_used => {
                let value = text.get(span.range()).unwrap_or_default();
                self.declare_all(&text);
                self.declare_all(LAST);
                let value = if is_comparison(&routine.body) { format!("({value})") } else { value.to_owned() };
                return format!("{LAST}:={value}\n");
            }
            Some((_, false)) => return commented(&text),
            _ => {}
        }
        let mut parts: Vec<(Range<usize>, String)> = Vec::new();
        if let Some(signature) = &routine.signature {
            for parameter in &signature.parameters {
                let declared = parameter.declared.as_ref().map_or("Variant", |declared| source(&text, declared.span));
                self.declare(&format!("${}", parameter.name.text), declared.to_owned());
            }
            parts.push((signature.span.start as usize..signature.span.start as usize, "// ".to_owned()));
        }
        walk::statements(&routine.body, &mut |statement| {
            if let StatementKind::Variables(declaration) = &statement.kind
                && let Some(part) = self.without_repetition(&text, declaration)
            {
                parts.push((line_around(&text, declaration.span.range(), part.is_empty()), part));
            }
        });
        let text = replaced(&text, &parts);
        self.declare_all(&text);
        match text.is_empty() {
            true => text,
            false => text + "\n",
        }
    }

    /// The text with variables that got another type under a name of their own.
    fn with_new_names(&mut self, text: &str) -> String {
        let parsed = fourd_syntax::parse(file_of(text), text, CodeKind::Method);
        if let Code::Method(routine) = &parsed.module.code {
            walk::statements(&routine.body, &mut |statement| {
                let StatementKind::Variables(declaration) = &statement.kind else { return };
                let wanted = type_of(text, declaration);
                for variable in declaration.names.iter().filter(|variable| variable.scope == Scope::Local) {
                    let typed = fold_variable(&variable.name.text).to_string();
                    let current = self.renamed.get(&typed).cloned().unwrap_or_else(|| variable.name.text.to_string());
                    let known = self.declared.get(&folded(&current));
                    if let (Some(known), Some(wanted)) = (known, &wanted)
                        && !known.eq_ignore_ascii_case(wanted)
                    {
                        let names = (2..).map(|number| format!("{}_{number}", variable.name.text));
                        let free = names.into_iter().find(|name| !self.declared.contains_key(&folded(name)));
                        self.renamed.extend(free.map(|name| (typed, name)));
                    }
                }
            });
        }
        if self.renamed.is_empty() {
            return text.to_owned();
        }
        let parts: Vec<(Range<usize>, String)> = locals(text)
            .filter_map(|(range, name)| {
                let new = self.renamed.get(&folded(name))?;
                Some((range, format!("${new}")))
            })
            .collect();
        replaced(text, &parts)
    }

    /// A declaration without the variables that are declared already; nothing where it can stay as it is.
    fn without_repetition(&mut self, text: &str, declaration: &VariableDeclaration) -> Option<String> {
        let wanted = type_of(text, declaration);
        let mut new = Vec::new();
        let mut known = Vec::new();
        for variable in &declaration.names {
            let name = source(text, variable.name.span);
            let is_known = variable.scope == Scope::Local && self.declared.contains_key(&folded(name));
            if is_known {
                known.push(name);
                continue;
            }
            if variable.scope == Scope::Local {
                self.declared.insert(folded(name), wanted.clone().unwrap_or_default());
            }
            new.push(name);
        }
        if known.is_empty() {
            return None;
        }
        let value = declaration.value.as_ref().map(|value| source(text, value.span));
        let mut lines = Vec::new();
        if !new.is_empty() {
            let declared = declaration.declared.as_ref().map(|declared| format!(" : {}", source(text, declared.span)));
            let value = value.map(|value| format!(":={value}")).unwrap_or_default();
            lines.push(format!("var {}{}{value}", new.join("; "), declared.unwrap_or_default()));
        }
        lines.extend(value.into_iter().flat_map(|value| known.iter().map(move |name| format!("{name}:={value}"))));
        Some(lines.join("\n"))
    }

    /// Declares the variables of a text that no statement has declared.
    fn declare_all(&mut self, text: &str) {
        let names: BTreeSet<String> = locals(text).map(|(_, name)| name.to_owned()).collect();
        for name in names {
            let of_array = text.to_uppercase().contains("ARRAY ") || text.to_uppercase().contains("C_");
            let known = self.types.iter().find(|(known, _)| folded(known) == folded(&name));
            match known {
                Some((_, declared)) => self.declare(&name, declared.clone()),
                // An old declaration or `ARRAY …` is in the text itself.
                None if of_array => {
                    self.declared.entry(folded(&name)).or_default();
                }
                None => self.declare(&name, "Variant".to_owned()),
            }
        }
    }

    fn declare(&mut self, name: &str, declared: String) {
        if self.declared.contains_key(&folded(name)) {
            return;
        }
        if !declared.starts_with("ARRAY ") {
            let _ = writeln!(self.head, "var {name} : {declared}");
        }
        self.declared.insert(folded(name), declared);
    }

    /// Whether an expression does something as a statement.
    fn has_effect(&self, expression: &Expression) -> bool {
        match &expression.kind {
            ExpressionKind::Call(_) | ExpressionKind::Assign(_) | ExpressionKind::Try(_) => true,
            ExpressionKind::Parenthesized(inner) => self.has_effect(inner),
            ExpressionKind::Name(name) => {
                let is_command =
                    fourd_catalog::command_named(&name.text).is_some_and(|command| command.result.is_none());
                is_command || self.project.method(&fold_name(&name.text)).is_some()
            }
            _ => false,
        }
    }
}

/// Whether the one statement of a block compares values with `=`.
fn is_comparison(block: &[Statement]) -> bool {
    let [Statement { kind: StatementKind::Expression(expression), .. }] = block else { return false };
    matches!(&expression.kind, ExpressionKind::Binary(binary) if binary.operator == BinaryOperator::Equal)
}

fn file_of(text: &str) -> FileId {
    SourceMap::new().add("input", text.to_owned())
}

fn folded(name: &str) -> String {
    fold_variable(name.trim_start_matches('$')).to_string()
}

fn source(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// The type of a declaration; nothing where its value decides.
fn type_of(text: &str, declaration: &VariableDeclaration) -> Option<String> {
    match (&declaration.declared, &declaration.value) {
        (Some(declared), _) => Some(source(text, declared.span).to_owned()),
        (None, None) => Some("Variant".to_owned()),
        (None, Some(_)) => None,
    }
}

/// The range, and where nothing is left of its line, all of the line.
fn line_around(text: &str, range: Range<usize>, is_empty: bool) -> Range<usize> {
    let begin = text.get(..range.start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let alone = text.get(begin..range.start).is_some_and(|before| before.trim().is_empty());
    let end = text.get(range.end..).and_then(|rest| rest.find('\n')).map(|at| range.end + at + 1);
    match end {
        _ if !is_empty || !alone => range,
        Some(end) if text.get(range.end..end).is_some_and(|rest| rest.trim().is_empty()) => begin..end,
        None if text.get(range.end..).is_some_and(|rest| rest.trim().is_empty()) => begin..text.len(),
        _ => range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(inputs: &[(&str, bool)], types: &[(&str, &str)]) -> String {
        let inputs: Vec<Ran> =
            inputs.iter().map(|(text, valued)| Ran { text: (*text).to_owned(), valued: *valued }).collect();
        let types: Vec<(String, String)> =
            types.iter().map(|(name, declared)| ((*name).to_owned(), (*declared).to_owned())).collect();
        script(&inputs.iter().collect::<Vec<_>>(), &types, &Project::empty())
    }

    #[test]
    fn variables_are_declared_once() {
        let inputs = [("$a:=1", false), ("For ($i; 1; 2)\n\t$a+=$i\nEnd for", false), ("ALERT(\"x\")", false)];
        let expected = "var $a : Real\nvar $i : Real\n\n$a:=1\nFor ($i; 1; 2)\n\t$a+=$i\nEnd for\nALERT(\"x\")\n";
        assert_eq!(saved(&inputs, &[("$a", "Real"), ("$i", "Real")]), expected);
        let inputs = [
            ("var $a : Integer", false),
            ("var $a : Integer:=4", false),
            ("var $a : Integer", false),
            ("var $a; $b : Integer", false),
            ("var $A : Text", false),
            ("$a:=\"x\"+String($b)", false),
        ];
        let expected = "var $a : Integer\n$a:=4\nvar $b : Integer\nvar $A_2 : Text\n$A_2:=\"x\"+String($b)\n";
        assert_eq!(saved(&inputs, &[]), expected);
        assert_eq!(
            saved(&[("$a:=1", false), ("var $a : Text", false), ("$a:=\"x\"", false)], &[]),
            "var $a : Variant\n\n$a:=1\nvar $a_2 : Text\n$a_2:=\"x\"\n"
        );
    }

    #[test]
    fn values_are_comments_unless_they_are_used() {
        let inputs = [("1+2", true), ("$_*2", true), ("$_=6", true), ("ALERT(String($_))", false), ("return 5", true)];
        let expected = "var $_ : Variant\n\n$_:=1+2\n$_:=$_*2\n$_:=($_=6)\nALERT(String($_))\n// return 5\n";
        assert_eq!(saved(&inputs, &[]), expected);
        assert_eq!(saved(&[("3", true), ("BEEP", false), ("Pi", true)], &[]), "// 3\nBEEP\n// Pi\n");
    }

    #[test]
    fn parameters_of_a_loaded_script_are_variables() {
        let inputs = [("#DECLARE($n : Integer)\nALERT(String($n))", false)];
        assert_eq!(saved(&inputs, &[]), "var $n : Integer\n\n// #DECLARE($n : Integer)\nALERT(String($n))\n");
        assert_eq!(saved(&[("ARRAY TEXT($t; 1)", false)], &[]), "ARRAY TEXT($t; 1)\n");
    }
}
