//! Every declaration of a command or a class member against its row in the catalog.

use fourd_catalog::{Direction, MemberKind, Parameter};
use fourd_runtime::CommandEntry;
use fourd_runtime::class::{ClassEntry, MemberEntry, MemberRole, Stored};
use fourd_runtime::command::{DeclaredParameter, Mode};
use std::collections::BTreeMap;

/// Declarations that differ from the catalog, and why.
const APART: &[(&str, &str)] = &[
    ("DEFAULT TABLE", "the evaluator hands over the table as a pointer"),
    ("Get database parameter", "there are no tables, which the first parameter would name"),
    ("Is license available", "its page describes what it does without its parameter"),
    ("SEND PACKET", "the first of two parameters may be left out"),
    ("Time string", "a number becomes a time when it is converted"),
    ("defer", "the evaluator hands over the expression as a formula"),
];

/// What differs, a line for each.
struct Differences(Vec<String>);

impl Differences {
    fn note(&mut self, command: &CommandEntry, text: impl std::fmt::Display) {
        self.add(&format!("{} ({})", command.name, command.number), text);
    }

    fn add(&mut self, what: &str, text: impl std::fmt::Display) {
        self.0.push(format!("{what}: {text}"));
    }

    fn none(&self) {
        assert!(self.0.is_empty(), "\n{}\n", self.0.join("\n"));
    }
}

fn declared() -> impl Iterator<Item = (&'static str, &'static CommandEntry)> {
    let themes = fourd_commands::LIBRARY.themes.iter();
    themes.flat_map(|theme| theme.commands.iter().map(|command| (theme.name, *command)))
}

#[test]
fn numbers_names_themes_and_thread_safety() {
    let mut differences = Differences(Vec::new());
    let mut seen = BTreeMap::new();
    for (theme, entry) in declared() {
        if let Some(other) = seen.insert(entry.number, entry.name) {
            differences.note(entry, format!("declared twice, also as {other}"));
        }
        let Some(command) = fourd_catalog::command(entry.number) else {
            differences.note(entry, "not in the catalog");
            continue;
        };
        if command.name != entry.name {
            differences.note(entry, format!("the catalog's name is {}", command.name));
        }
        if command.theme != theme && command.documented {
            differences.note(entry, format!("stands in {theme}, belongs to {}", command.theme));
        }
        if command.thread_safe != entry.thread_safe {
            differences.note(entry, format!("thread safety is {} in the catalog", command.thread_safe));
        }
    }
    differences.none();
}

/// Whether a declared parameter may be left out; none where its type decides that itself.
fn is_optional(parameter: &DeclaredParameter) -> Option<bool> {
    match parameter.kind {
        kind if kind.starts_with("Option<") || is_sign(kind) => Some(true),
        "Value" | "Location" => Some(false),
        kind => taken(kind).map(|_| false),
    }
}

fn is_sign(kind: &str) -> bool {
    matches!(kind, "Star" | "Direction" | "Option<Star>" | "Option<Direction>")
}

/// The types of the documentation that a declared type takes; none where it takes any or looks at them itself.
fn taken(kind: &str) -> Option<&'static [&'static str]> {
    let inner = kind.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(kind);
    Some(match inner {
        "Star" | "Direction" => &["*", "<", ">", "Operator"],
        "Text" => &["Text"],
        "f64" | "i64" => &["Integer", "Real", "Time", "Number", "Constant"],
        "bool" => &["Boolean"],
        "Date" => &["Date"],
        "Time" => &["Time"],
        "Blob" => &["Blob", "4D.Blob"],
        "Pointer" => &["Pointer"],
        "Object" => &["Object"],
        "Collection" => &["Collection"],
        _ => return None,
    })
}

fn fits(declared: &DeclaredParameter, documented: &Parameter) -> bool {
    let Some(taken) = taken(declared.kind) else { return true };
    let of_class =
        |name: &&str| declared.kind.contains("Object") && (name.starts_with("4D.") || name.starts_with("cs."));
    documented.types.iter().all(|name| taken.contains(name) || of_class(name))
}

/// What is declared of a command or member, with its name for messages.
struct Declared<'a> {
    what: String,
    parameters: &'a [DeclaredParameter],
    /// Whether it takes further arguments, of which nothing is declared.
    open: bool,
}

fn compare(entry: &Declared<'_>, documented: &[Parameter], syntax_lines: usize, differences: &mut Differences) {
    let declared = entry.parameters;
    let several = syntax_lines > 1;
    if declared.len() != documented.len() && !entry.open && !several {
        differences.add(&entry.what, format!("{} parameters, documented {}", declared.len(), documented.len()));
    }
    for (declared, documented) in declared.iter().zip(documented) {
        if several && declared.name != documented.name {
            break;
        }
        if declared.kind.starts_with("Rest") {
            break;
        }
        let place = format!("parameter `{}`, `{}`", declared.name, documented.name);
        // Of several syntax lines the catalog knows only that one of them lacks the parameter.
        if !several && is_optional(declared).is_some_and(|optional| optional != documented.optional) {
            differences.add(&entry.what, format!("{place}: optional is {}", documented.optional));
        }
        if !fits(declared, documented) {
            let types = documented.types.join(", ");
            differences.add(&entry.what, format!("{place}: {} instead of {types}", declared.kind));
        }
        let by_reference = matches!(declared.kind, "Object" | "Collection");
        if documented.direction != Direction::In && declared.mode == Mode::Value && !by_reference {
            differences.add(&entry.what, format!("{place}: it is a variable to write"));
        }
    }
}

#[test]
fn parameters() {
    let mut differences = Differences(Vec::new());
    for (_, entry) in declared() {
        let command = fourd_catalog::command(entry.number).unwrap();
        if command.documented && !APART.iter().any(|(name, _)| *name == entry.name) {
            let declared = Declared {
                what: format!("{} ({})", entry.name, entry.number),
                parameters: entry.parameters,
                open: entry.reads_rest || entry.variadic,
            };
            compare(&declared, command.parameters, command.syntax.len(), &mut differences);
        }
    }
    differences.none();
}

/// Members that the catalog does not have, and why.
const MEMBERS_APART: &[(&str, &str)] = &[("HTTPAgent.options", "an older name of `params`")];

/// A member of the catalog: `new` of the class, or what its objects have.
fn documented(class: &ClassEntry, entry: &MemberEntry) -> Option<&'static fourd_catalog::Member> {
    let known = fourd_catalog::class(class.name)?;
    match entry.role {
        MemberRole::Constructor => known.constructor.as_ref(),
        _ => known.members.iter().find(|member| member.name == entry.name),
    }
}

/// Classes without a page, which have in common what others are documented with.
const UNDOCUMENTED: [&str; 3] = ["Directory", "Document", "Object"];

#[test]
fn classes_and_their_members() {
    let mut differences = Differences(Vec::new());
    let mut count = 0;
    for class in fourd_commands::LIBRARY.classes {
        let what = class.name;
        let Some(known) = fourd_catalog::class(class.name) else {
            // What `File` and `Folder` have in common with files in archives has no page of its own.
            if !UNDOCUMENTED.contains(&class.name) {
                differences.add(what, "4D documents no such class; a class of your own belongs in a library of another crate, as `tests/extension`");
            }
            continue;
        };
        let superclass = known.superclass.filter(|name| *name != "Object");
        let own = class.superclass.filter(|name| !UNDOCUMENTED.contains(name));
        if own != superclass {
            differences.add(what, format!("the superclass is {own:?}, in the catalog {superclass:?}"));
        }
        if let Stored::Listed(names) = class.stored {
            for name in names.iter().filter(|name| !known.members.iter().any(|member| member.name == **name)) {
                differences.add(what, format!("`{name}` is stored and not in the catalog"));
            }
        }
        for entry in class.members() {
            count += 1;
            let what = format!("{}.{}", class.name, entry.name);
            let Some(member) = documented(class, entry) else {
                if !MEMBERS_APART.iter().any(|(name, _)| *name == what) {
                    differences.add(&what, "not in the catalog");
                }
                continue;
            };
            let kind = match entry.role {
                MemberRole::Function | MemberRole::Constructor => MemberKind::Function,
                MemberRole::Getter | MemberRole::Setter => MemberKind::Property,
            };
            if member.kind != kind {
                differences.add(&what, format!("{:?} in the catalog", member.kind));
            }
            if entry.role == MemberRole::Setter && member.read_only {
                differences.add(&what, "it is read-only in the catalog");
            }
            if entry.documentation.is_empty() {
                differences.add(&what, "no documentation");
            }
            if entry.parameters.iter().any(|parameter| parameter.mode != Mode::Value) {
                differences.add(&what, "functions of classes get values only");
            }
            if kind == MemberKind::Function {
                let open = entry.reads_rest || entry.variadic;
                let declared = Declared { what, parameters: entry.parameters, open };
                compare(&declared, member.parameters, member.syntax.len(), &mut differences);
            }
        }
    }
    differences.none();
    assert!(count >= 210, "{count} members");
}

/// Under a seed a process gives its turn away before a command whose effects others can see.
#[test]
fn commands_about_what_processes_share_say_so() {
    const THEMES: [&str; 8] = [
        "Communications",
        "File and Folder",
        "Messages",
        "Process (Communications)",
        "Process (User Interface)",
        "Processes",
        "System Documents",
        "System Environment",
    ];
    let mut differences = Differences(Vec::new());
    for (theme, entry) in declared().filter(|(theme, entry)| THEMES.contains(theme) && !entry.effects.are_observable())
    {
        differences.note(entry, format!("a command of the theme {theme} without effects that they can see"));
    }
    differences.none();
}
