//! `fourd help` and the pages of the documentation that are generated.

use crate::exit::Exit;
use crate::output::{print, print_page, report};
use clap::Args;
use fourd_reference as reference;
use fourd_resolve::check::suggest::nearest;
use fourd_runtime::Libraries;
use fourd_source::{Diagnostic, SourceMap, shown_path};
use std::path::{Path, PathBuf};

/// Explains a command, constant, class, class member or keyword of the language.
///
/// Without a name it explains this program. Members are named with their class, `File.getText`, or alone, `.getText`.
#[derive(Args)]
pub struct HelpOptions {
    /// A name; quotes are needed only around what the shell would change
    pub name: Vec<String>,
}

/// Writes the help for a name: of a part of the command line, which is `program`, or of the language.
pub fn help(options: &HelpOptions, libraries: &Libraries, mut program: clap::Command) -> Exit {
    let name = options.name.join(" ");
    let own = match program.find_subcommand_mut(&name) {
        Some(command) => Some(command.clone().bin_name(format!("fourd {name}")).render_long_help()),
        None if name.is_empty() => Some(program.render_long_help()),
        None => None,
    };
    if let Some(own) = own {
        print(&own.to_string());
        return Exit::Success;
    }
    match about(libraries, &name) {
        Ok(text) => {
            print_page(&text);
            Exit::Success
        }
        Err(problem) => {
            report(&problem, &SourceMap::new());
            Exit::Usage
        }
    }
}

/// The help for a name of the language.
///
/// # Errors
/// There is none; the diagnostic names what may be meant.
pub fn about(libraries: &Libraries, name: &str) -> Result<String, Diagnostic> {
    if let Some(text) = reference::help(libraries, name) {
        return Ok(text);
    }
    let names = reference::names();
    let problem = Diagnostic::error("help::unknown", format!("There is no help for `{name}`"));
    Err(match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem,
    })
}

/// Writes the generated pages of the documentation.
#[derive(Args)]
pub struct ReferenceOptions {
    /// The folder of the documentation
    pub folder: PathBuf,
}

/// Writes `commands.md`, the folder `reference` and the index of the messages.
pub fn write_reference(options: &ReferenceOptions, libraries: &Libraries) -> Exit {
    let folder = options.folder.join("reference");
    let pages = reference::theme_pages(libraries).into_iter().map(|(name, text)| (folder.join(name), text));
    let messages = options.folder.join("messages");
    let all = pages.chain([
        (options.folder.join("commands.md"), reference::commands_page(libraries)),
        (messages.join("index.md"), crate::explain::index()),
    ]);
    let made = std::fs::create_dir_all(&folder).map_err(|failure| (folder.clone(), failure));
    let written = made.and_then(|()| std::fs::create_dir_all(&messages).map_err(|failure| (messages.clone(), failure)));
    match written.and_then(|()| write_all(all)) {
        Ok(()) => Exit::Success,
        Err((path, failure)) => {
            let title = format!("`{}` cannot be written", shown_path(&path));
            report(&Diagnostic::error("reference::write", title).note(failure.to_string()), &SourceMap::new());
            Exit::Failure
        }
    }
}

fn write_all(pages: impl Iterator<Item = (PathBuf, String)>) -> Result<(), (PathBuf, std::io::Error)> {
    for (path, text) in pages {
        write(&path, &text).map_err(|failure| (path, failure))?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|before| before == text) { Ok(()) } else { std::fs::write(path, text) }
}
