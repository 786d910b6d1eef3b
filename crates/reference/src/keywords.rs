//! The keywords of the language, in our words.

/// Keywords that belong together.
pub(super) struct Keyword {
    /// Its names.
    pub(super) names: &'static [&'static str],
    /// How it is written.
    pub(super) form: &'static str,
    /// What it does.
    pub(super) text: &'static str,
}

const fn keyword(names: &'static [&'static str], form: &'static str, text: &'static str) -> Keyword {
    Keyword { names, form, text }
}

pub(super) static KEYWORDS: &[Keyword] = &[
    keyword(
        &["If", "Else", "End if"],
        "If (condition)\n  …\nElse\n  …\nEnd if",
        "Runs the first part where the condition is true, else the second one, which may be left out.",
    ),
    keyword(
        &["Case of", "End case"],
        "Case of\n  : (condition)\n    …\n  Else\n    …\nEnd case",
        "Runs the part after the first condition that is true, or the one after `Else`.",
    ),
    keyword(&["While", "End while"], "While (condition)\n  …\nEnd while", "Repeats while the condition is true."),
    keyword(
        &["Repeat", "Until"],
        "Repeat\n  …\nUntil (condition)",
        "Repeats until the condition is true; at least once.",
    ),
    keyword(
        &["For", "End for"],
        "For ($i; first; last {; step})\n  …\nEnd for",
        "Counts a variable from a number to another one. Where the step is negative it counts down.",
    ),
    keyword(
        &["For each", "End for each"],
        "For each ($item; collection, object or text {; begin {; end}})\n  …\nEnd for each",
        "Goes through the elements of a collection, the property names of an object or the characters of a text. `While` or \
         `Until` with a condition may follow.",
    ),
    keyword(&["break"], "break", "Leaves the innermost loop."),
    keyword(&["continue"], "continue", "Goes on with the next round of the innermost loop."),
    keyword(&["return"], "return {expression}", "Ends the method or function, with a result where one is given."),
    keyword(
        &["Use", "End use"],
        "Use (shared object or collection)\n  …\nEnd use",
        "Keeps other processes from changing the shared object or collection, and those of its group, until the end. Shared \
         objects can be changed only in it.",
    ),
    keyword(
        &["Try", "Catch", "End try"],
        "Try (expression)\nTry\n  …\nCatch\n  …\nEnd try",
        "Catches errors: as an expression it gives Undefined where the expression fails; as a block it goes on with `Catch`. \
         `Last errors` says what went wrong.",
    ),
    keyword(
        &["var"],
        "var $name {; $name} : type {:= value}",
        "Declares variables. A `$` makes them local; without a type they can hold anything.",
    ),
    keyword(&["property"], "property name {; name} {: type} {:= value}", "Declares properties in a class."),
    keyword(
        &["#DECLARE"],
        "#DECLARE($name : type {; …}) -> $result : type",
        "Declares the parameters of a method and its result, in its first line.",
    ),
    keyword(
        &["Function"],
        "{shared} {exposed} Function {get} {set} name($name : type {; …}) -> $result : type",
        "A function of a class; with `get` or `set` a computed property.",
    ),
    keyword(
        &["Class constructor"],
        "{shared} {session} {singleton} Class constructor($name : type {; …})",
        "What runs when `new()` makes an object of the class; `This` is the object.",
    ),
    keyword(
        &["Class extends"],
        "Class extends name",
        "Makes a class inherit from another one. `Super` is the constructor of that class, `Super.name()` its function.",
    ),
    keyword(&["Alias"], "Alias name path", "A property of a class that stands for another one; it needs data."),
    keyword(&["Begin SQL", "End SQL"], "Begin SQL\n  …\nEnd SQL", "SQL in a method; it needs data."),
];
