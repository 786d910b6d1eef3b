//! `fourd explain`: what a message or an error of the language means, with an example.

use crate::exit::Exit;
use crate::output::{print, print_page, report};
use clap::Args;
use fourd_resolve::check::suggest::nearest;
use fourd_source::{Diagnostic, Message, SourceMap, messages};
use fourd_value::error::documented;

/// Explains a message by its identifier, or an error of the language by its number.
///
/// `fourd explain 4D1103`, `fourd explain unclosed-bracket`, `fourd explain -10708`. Without a name it lists all messages
/// and errors.
#[derive(Args)]
pub struct ExplainOptions {
    /// The identifier or the name of a message, or the number of an error
    #[arg(allow_negative_numbers = true)]
    pub name: Option<String>,
}

macro_rules! explanations {
    ($($id:literal $name:literal $sentence:literal;)*) => {
        /// The explanations in the order of the messages.
        const EXPLANATIONS: &[&str] = &[$(include_str!(concat!("../../../docs/messages/", $id, ".md"))),*];
    };
}

fourd_source::with_messages!(explanations);

/// Writes the explanation, or the list of all.
pub fn explain(options: &ExplainOptions) -> Exit {
    let Some(name) = options.name.as_deref() else {
        print(&list());
        return Exit::Success;
    };
    let number = name.parse::<i64>().ok();
    match (found(name), number) {
        (Some(text), _) => {
            print_page(text);
            Exit::Success
        }
        (None, Some(number)) if documented().any(|(code, ..)| code == number) => {
            print_page(&error(number));
            Exit::Success
        }
        (None, number) => {
            report(&unknown(name, number), &SourceMap::new());
            Exit::Usage
        }
    }
}

/// The page `messages/index.md` of the documentation.
pub fn index() -> String {
    let mut text = String::from(
        "# Messages\n\nEvery message has an identifier that stays the same. `fourd explain 4D1103` shows its page at the \
         prompt.\n\n| identifier | name | message |\n|---|---|---|\n",
    );
    for message in messages() {
        text.push_str(&format!("| [{0}]({0}.md) | `{1}` | {2} |\n", message.id, message.name, message.sentence));
    }
    text
}

/// The explanation of a message, named by its identifier, its name or what stands behind the `::` of its name.
fn found(wanted: &str) -> Option<&'static str> {
    let place = |is: &dyn Fn(&Message) -> bool| messages().iter().position(is);
    let last =
        |message: &Message| message.name.split("::").last().is_some_and(|part| part.eq_ignore_ascii_case(wanted));
    let at = place(&|message| message.id.eq_ignore_ascii_case(wanted))
        .or_else(|| place(&|message| message.name.eq_ignore_ascii_case(wanted)))
        .or_else(|| place(&last))?;
    EXPLANATIONS.get(at).copied()
}

/// What is known of an error of the language.
fn error(number: i64) -> String {
    let mut text = String::new();
    for (_, sentence, meaning) in documented().filter(|(code, ..)| *code == number) {
        let meaning: Vec<&str> = meaning.lines().map(str::trim).collect();
        text.push_str(&format!("# Error {number}: {sentence}\n\n{}\n\n", meaning.join("\n")));
    }
    text.push_str(
        "It is raised while code runs. `Try` and `ON ERR CALL` handle it, and `Last errors` holds it; where nothing \
         handles it, the process ends (4D5001).\n",
    );
    text
}

fn list() -> String {
    let mut text = String::new();
    for message in messages() {
        text.push_str(&format!("{}  {}\n", message.id, message.sentence));
    }
    let mut errors: Vec<(i64, &str)> = documented().map(|(number, sentence, _)| (number, sentence)).collect();
    errors.sort_unstable();
    errors.dedup();
    for (number, sentence) in errors {
        text.push_str(&format!("{number:>6}  {sentence}\n"));
    }
    text
}

fn unknown(name: &str, number: Option<i64>) -> Diagnostic {
    let problem = Diagnostic::error("explain::unknown", format!("There is no message or error `{name}`"));
    let names = messages().iter().flat_map(|message| [message.id, message.name]);
    let last = messages().iter().filter_map(|message| message.name.split("::").last());
    match nearest(name, names.chain(last)) {
        Some(near) if number.is_none() => problem.hint(format!("did you mean `{near}`?")),
        _ => problem.hint("`fourd explain` without a name lists all"),
    }
}
