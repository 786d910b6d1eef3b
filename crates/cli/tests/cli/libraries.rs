//! Everything that crates declare for the language is in the list of libraries of the program.

use crate::sources;
use fourd_runtime::Libraries;
use std::collections::BTreeMap;

/// What the sources of a crate declare.
#[derive(Default)]
struct Declared {
    libraries: usize,
    /// The numbers of the commands.
    commands: Vec<u32>,
    /// The names of the classes.
    classes: Vec<String>,
}

/// The declarations in the sources of each crate. Those that a macro of a file makes, whose numbers are no literals of the
/// attribute, are left to the compiler.
fn declared_by_crates() -> BTreeMap<String, Declared> {
    let mut all = BTreeMap::new();
    for name in sources::names() {
        let mut found = Declared::default();
        for (_, text) in sources::of_crate(&name) {
            found.libraries += text.matches("\npub static LIBRARY: Library ").count();
            let classes = text.split("\n#[class(\"").skip(1);
            found.classes.extend(classes.filter_map(|rest| Some(rest.split('"').next()?.to_owned())));
            let attributes = text.split("\n#[command(").skip(1);
            found.commands.extend(attributes.filter_map(|rest| rest.split(',').next()?.trim().parse::<u32>().ok()));
        }
        all.insert(name, found);
    }
    all
}

/// A crate whose library is not in the list, a theme that no library lists and a command that no theme lists are found
/// here, even where the compiler's warning about unused code is switched off.
#[test]
fn all_declarations_are_registered() {
    let libraries = Libraries::new(fourd_cli::LIBRARIES);
    for (name, declared) in declared_by_crates() {
        let library = libraries.iter().find(|library| library.name == name);
        assert_eq!(declared.libraries, usize::from(library.is_some()), "libraries of the crate `{name}`");
        let themes = library.map_or(&[][..], |library| library.themes);
        let registered =
            |number: &u32| themes.iter().any(|theme| theme.commands.iter().any(|own| own.number == *number));
        let forgotten: Vec<_> = declared.commands.iter().filter(|number| !registered(number)).collect();
        assert!(
            forgotten.is_empty(),
            "commands of the crate `{name}` that are in no theme of its library: {forgotten:?}; put their functions into \
             the `theme!` list of their file"
        );
        let classes = library.map_or(&[][..], |library| library.classes);
        let forgotten: Vec<_> =
            declared.classes.iter().filter(|class| !classes.iter().any(|entry| entry.name == **class)).collect();
        assert!(forgotten.is_empty(), "classes of the crate `{name}` that are not in its library: {forgotten:?}");
    }
}

#[test]
fn no_two_declarations_are_of_the_same_thing() {
    let libraries = Libraries::new(fourd_cli::LIBRARIES);
    let mut numbers: Vec<u32> = libraries.entries().map(|(_, entry)| entry.number).collect();
    let mut classes: Vec<&str> = libraries.classes.iter().map(|class| class.name).collect();
    numbers.sort_unstable();
    classes.sort_unstable();
    assert!(numbers.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(classes.windows(2).all(|pair| pair[0] != pair[1]));
}

/// What the language has to know of a command is its role in the catalog, or is declared with it.
#[test]
fn no_command_is_known_by_its_number() {
    let is_number = |text: &str| {
        let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '_').unwrap_or(text.len());
        let digits = &text[..end];
        end > 1 && digits.parse().is_ok_and(|number| fourd_catalog::command(number).is_some())
    };
    // `Kind::CallCommand(1710, …)`, `const CS: u32 = 1710`, `const BY_NAME: [u32; 2] = [63, 304]`.
    let begins = ["Command(", "commands.get(", "catalog::command(", "catalog::role("];
    let mut found = Vec::new();
    for name in ["analysis", "format", "project", "reference", "resolve", "runtime"] {
        for (file, text) in sources::of_crate(name) {
            let by_number = |line: &&str| {
                let constant = line.contains("const ") && (line.contains(": u32 = ") || line.contains("[u32"));
                let value = line.split(" = ").nth(1).unwrap_or_default();
                let listed = constant && value.contains('[') && value.split(['[', ' ', ']']).any(is_number);
                let named = constant && value.len() > 4 && is_number(value);
                named || listed || begins.iter().any(|begin| line.split(begin).skip(1).any(is_number))
            };
            found.extend(text.lines().filter(by_number).map(|line| format!("{file}: {}", line.trim())));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Entries of classes and members are made by `#[class]` and `#[members]` only, which check and document them.
#[test]
fn no_class_is_a_table_by_hand() {
    let mut by_hand = Vec::new();
    for name in sources::names().into_iter().filter(|name| name != "macros") {
        for (file, text) in sources::of_crate(&name) {
            let is_made = |line: &str| {
                let made = line.contains("ClassEntry {") || line.contains("MemberEntry {");
                made && !line.contains("struct ") && !line.contains("impl ") && !line.contains("Some(MemberEntry {")
            };
            by_hand.extend(text.lines().filter(|line| is_made(line)).map(|line| format!("{file}: {line}")));
        }
    }
    assert!(by_hand.is_empty(), "{by_hand:?}");
}
