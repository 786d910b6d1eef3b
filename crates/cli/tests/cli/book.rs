//! The book in `docs`: each of its examples is run, its links lead somewhere, its numbers are those of the code.
//!
//! A section (from one `##` to the next) has an empty folder, in which its blocks are run one after the other. What
//! kind of block it is says the word after its fence:
//!
//! - `4d`: a script. It ends with exit status 0, or with `fails` after `4d` with 1. A first line such as
//!   `//fourd: --seed 1` gives options to the run.
//! - `4d mistake=ID`: a script that is checked only; `ID` is the one error that is found.
//! - `4d file=PATH`, and so for other languages: a file, whose path is named in the line above it. A command or a script
//!   further down in the section uses it. Lines with `run:` of a `yaml` file are run as commands.
//! - `sh`: commands, run to the letter. They end with exit status 0, or with that of a mark `status=N`.
//! - `console`: a command after `$ `, what is typed to it after `> ` or `… `, and what it writes.
//! - `text` directly behind one of these: all that it writes, standard error last. Without it, it writes nothing.
//!   Durations such as `(0.03 s)` may differ.
//!
//! Other blocks are not allowed, except drawings (`mermaid`). A page with the line `<!-- in one terminal -->` is one
//! section: whoever follows it from top to bottom needs one folder and one terminal. So is one with the line
//! `<!-- in a checkout -->`, which begins in a checkout of the project, where `cargo` builds nothing.
//!
//! With the environment variable `UPDATE_BOOK`, blocks of output are written anew.

#![allow(clippy::panic)]

mod limits;
mod links;
mod page;

use crate::fresh_folder;
use page::{Block, Page, docs, names_of_pages};
use rayon::prelude::*;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Pages without examples: a list that another test compares, and commands that measure for minutes.
const WITHOUT_EXAMPLES: [&str; 2] = ["sessions.md", "performance.md"];

/// Folders of pages whose lists or examples come from the program, and whose examples other tests run.
const GENERATED: [&str; 2] = ["reference/", "messages/"];

/// How long a block may run.
const LONGEST: Duration = Duration::from_secs(60);

/// `cargo` as the pages use it: it runs the program that is built already, and installs nothing.
const CARGO: &str = r#"#!/bin/sh
case "$*" in
  "run -- "*) test -f Cargo.toml && shift 2 && exec fourd "$@" ;;
  "install --path crates/cli") test -f crates/cli/Cargo.toml && exit 0 ;;
  "install --locked --path tools/fourd/crates/cli") exit 0 ;;
esac
echo "cargo $*: not a command that builds fourd here" >&2
exit 9
"#;

/// What a block wrote, and its exit status.
struct Ran {
    output: String,
    status: i32,
}

/// Lines of a page that an update replaces: from the first number to before the second.
type Edit = (usize, usize, Vec<String>);

/// The run of a section.
struct Section<'a> {
    page: &'a Page,
    folder: PathBuf,
    current: PathBuf,
    files_without_use: bool,
    scripts: usize,
    mistakes: Vec<String>,
    edits: Vec<Edit>,
}

#[test]
fn every_example_of_the_book_is_run() {
    let tools = fresh_folder("book-tools");
    std::fs::write(tools.join("cargo"), CARGO).unwrap();
    let status = Command::new("sh")
        .args(["-c", r#"chmod +x cargo && ln -s "$0" fourd"#, env!("CARGO_BIN_EXE_fourd")])
        .current_dir(&tools)
        .status();
    assert!(status.unwrap().success());
    let update = std::env::var_os("UPDATE_BOOK").is_some();
    let names: Vec<String> = names_of_pages()
        .into_iter()
        .filter(|name| !WITHOUT_EXAMPLES.contains(&name.as_str()))
        .filter(|name| !GENERATED.iter().any(|folder| name.starts_with(folder)))
        .collect();
    let pages: Vec<Page> = names.iter().map(|name| Page::read(name)).collect();
    let sections: Vec<(usize, usize)> =
        (0..pages.len()).flat_map(|page| (0..pages[page].sections.len()).map(move |section| (page, section))).collect();
    let results: Vec<(usize, Vec<String>, Vec<Edit>)> = sections
        .par_iter()
        .map(|&(page, section)| {
            let (mistakes, edits) = run_section(&pages[page], section, &tools);
            (page, mistakes, edits)
        })
        .collect();
    let mistakes: Vec<&str> = results.iter().flat_map(|(_, mistakes, _)| mistakes).map(String::as_str).collect();
    if update {
        for (number, page) in pages.iter().enumerate() {
            let edits = results.iter().filter(|(page, ..)| *page == number).flat_map(|(_, _, edits)| edits);
            write_anew(page, edits.collect());
        }
    }
    assert!(mistakes.is_empty(), "{} mistakes\n\n{}", mistakes.len(), mistakes.join("\n"));
}

/// Replaces lines of a page.
fn write_anew(page: &Page, mut edits: Vec<&Edit>) {
    let mut lines = page.lines.clone();
    edits.sort_by_key(|(from, ..)| std::cmp::Reverse(*from));
    for (from, to, replacement) in &edits {
        lines.splice(from..to, replacement.iter().cloned());
    }
    if !edits.is_empty() {
        std::fs::write(docs().join(&page.name), lines.join("\n") + "\n").unwrap();
    }
}

/// Runs the blocks of a section; gives what is wrong, and how to mend outputs.
fn run_section(page: &Page, number: usize, tools: &Path) -> (Vec<String>, Vec<Edit>) {
    let blocks = &page.sections[number];
    if blocks.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let folder = fresh_folder(&format!("book-{}-{number}", page.name.replace(['/', '.'], "-")));
    let current = if page.in_checkout { checkout(&folder) } else { folder.join("work") };
    std::fs::create_dir_all(&current).unwrap();
    let (mistakes, edits) = (Vec::new(), Vec::new());
    let mut section = Section { page, folder, current, files_without_use: false, scripts: 0, mistakes, edits };
    let mut index = 0;
    while let Some(block) = blocks.get(index) {
        index += 1;
        let output = blocks.get(index).filter(|next| next.language == "text" && next.follows(block));
        if output.is_some() {
            index += 1;
        }
        section.run_block(block, output, tools);
    }
    if section.files_without_use {
        section.wrong(&blocks[blocks.len() - 1], "no command and no script of the section uses its last files");
    }
    (section.mistakes, section.edits)
}

/// A folder with what a checkout of the project has and the pages use.
fn checkout(folder: &Path) -> PathBuf {
    let project = docs().parent().unwrap().to_path_buf();
    let current = folder.join("fourd");
    for path in ["Cargo.toml", "crates/cli/Cargo.toml"] {
        std::fs::create_dir_all(current.join(path).parent().unwrap()).unwrap();
        std::fs::copy(project.join(path), current.join(path)).unwrap();
    }
    crate::examples::copy(&project.join("examples"), &current.join("examples"));
    current
}

impl Section<'_> {
    fn wrong(&mut self, block: &Block, what: &str) {
        self.mistakes.push(format!("docs/{}:{}: {what}", self.page.name, block.fence + 1));
    }

    /// Runs a block and compares what it writes.
    fn run_block(&mut self, block: &Block, output: Option<&Block>, tools: &Path) {
        for mark in &block.marks {
            let known = match block.language.as_str() {
                "4d" => mark == "fails" || mark.starts_with("mistake=") || mark.starts_with("file="),
                "sh" => mark.starts_with("status="),
                "html" | "json" | "toml" | "yaml" | "txt" | "xml" => mark.starts_with("file="),
                _ => false,
            };
            if !known {
                self.wrong(block, &format!("unknown mark `{mark}`"));
            }
        }
        if let Some(path) = block.mark("file") {
            if !block.before.contains(&format!("`{path}`")) {
                self.wrong(block, &format!("the line above does not name `{path}`"));
            }
            let file = self.current.join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, block.text()).unwrap();
            self.files_without_use = true;
            if block.language != "yaml" {
                return;
            }
        }
        let ran = match block.language.as_str() {
            "4d" if block.mark("mistake").is_some() => self.check_script(block, tools),
            "4d" => self.run_script(block, tools),
            "sh" => self.run_commands(&block.text(), tools),
            "yaml" if block.mark("file").is_some() => self.run_commands(&commands_of_workflow(block), tools),
            "console" => return self.run_console(block, tools),
            "mermaid" => return,
            "text" => return self.wrong(block, "stands directly behind nothing that is run"),
            other => return self.wrong(block, &format!("`{other}` is no language that the test knows")),
        };
        self.files_without_use = false;
        let expected = match block.mark("status") {
            Some(status) => status.parse().unwrap(),
            None => i32::from(block.is("fails") || block.mark("mistake").is_some()),
        };
        if ran.status != expected {
            self.wrong(block, &format!("ends with {} instead of {expected}:\n{}", ran.status, ran.output));
        }
        let shown = output.map_or_else(String::new, Block::text);
        if without_durations(&ran.output) != without_durations(&shown)
            && !(output.is_none() && block.mark("mistake").is_some())
        {
            self.wrong(block, &format!("writes\n{}--- instead of\n{shown}---", ran.output));
            let ticks = if ran.output.contains("```") { "````" } else { "```" };
            let first = format!("{ticks}text");
            let fenced = std::iter::once(first.as_str()).chain(ran.output.lines()).chain([ticks]).map(str::to_owned);
            self.edits.push(match output {
                Some(output) => (output.fence, output.end(), fenced.collect()),
                None => (block.end(), block.end(), fenced.collect()),
            });
        }
    }

    /// Writes the script of a block into the folder.
    fn script(&mut self, block: &Block) -> PathBuf {
        self.scripts += 1;
        let path = self.current.join("example.4dm");
        std::fs::write(&path, block.text()).unwrap();
        path
    }

    fn run_script(&mut self, block: &Block, tools: &Path) -> Ran {
        let path = self.script(block);
        let options = block.lines.first().and_then(|line| line.strip_prefix("//fourd:")).unwrap_or_default();
        let mut arguments = vec!["run", "example.4dm"];
        arguments.extend(options.split_whitespace());
        let ran = self.start("fourd", &arguments, "", tools);
        std::fs::remove_file(path).unwrap();
        ran
    }

    fn check_script(&mut self, block: &Block, tools: &Path) -> Ran {
        let path = self.script(block);
        let found = self.start("fourd", &["check", "example.4dm", "--format", "json"], "", tools);
        let ids: Vec<String> = found
            .output
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| finding["id"].as_str().unwrap_or_default().to_owned())
            .collect();
        let expected = block.mark("mistake").unwrap_or_default();
        if ids != [expected] {
            self.wrong(block, &format!("has the mistakes {ids:?} instead of {expected}"));
        }
        let ran = self.start("fourd", &["check", "example.4dm"], "", tools);
        std::fs::remove_file(path).unwrap();
        // The count of files says nothing about one example.
        let output = ran.output.split_inclusive('\n').filter(|line| !line.starts_with("1 file, ")).collect();
        Ran { output, status: ran.status }
    }

    /// Runs commands in the folder where the last ones ended.
    fn run_commands(&mut self, commands: &str, tools: &Path) -> Ran {
        let place = self.folder.join("place");
        let script = format!("exec 2>&1\nset -e\n{commands}\npwd > '{}'\n", place.display());
        let ran = self.start("sh", &["-c", &script], "", tools);
        if let Ok(place) = std::fs::read_to_string(&place) {
            self.current = PathBuf::from(place.trim_end());
        }
        ran
    }

    fn run_console(&mut self, block: &Block, tools: &Path) {
        self.files_without_use = false;
        let (mut command, mut input, mut expected) = ("", String::new(), String::new());
        for line in &block.lines {
            if let Some(line) = line.strip_prefix("$ ") {
                command = line;
            } else if let Some(line) = line.strip_prefix("> ").or_else(|| line.strip_prefix("… ")) {
                input.push_str(&format!("{line}\n"));
            } else {
                expected.push_str(&format!("{line}\n"));
            }
        }
        let ran = self.start("sh", &["-c", &format!("exec 2>&1\n{command}")], &input, tools);
        if (ran.output.as_str(), ran.status) != (expected.as_str(), 0) {
            self.wrong(
                block,
                &format!("ends with {}, writes\n{}--- instead of\n{expected}---", ran.status, ran.output),
            );
        }
    }

    /// Starts a program in the folder and waits for it.
    fn start(&mut self, program: &str, arguments: &[&str], input: &str, tools: &Path) -> Ran {
        let program = if program == "fourd" { env!("CARGO_BIN_EXE_fourd") } else { program };
        let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap_or_default());
        let [output, errors] = ["output", "errors"].map(|name| self.folder.join(name));
        let mut child = Command::new(program)
            .args(arguments)
            .current_dir(&self.current)
            .env("PATH", path)
            .env("HOME", &self.folder)
            .env("XDG_DATA_HOME", &self.folder)
            .env("NO_COLOR", "1")
            .env("TZ", "UTC")
            .env("FOURD_HISTORY", "")
            .env_remove("COLUMNS")
            .stdin(Stdio::piped())
            .stdout(File::create(&output).unwrap())
            .stderr(File::create(&errors).unwrap())
            .spawn()
            .unwrap();
        // A program that reads nothing may have ended already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let begin = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status.code().unwrap_or(-1);
            }
            if begin.elapsed() > LONGEST {
                child.kill().unwrap();
                child.wait().unwrap();
                break -1;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        let read = |path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        Ran { output: read(&output) + &read(&errors), status }
    }
}

/// The text without durations of tests, and without the list of slow ones.
fn without_durations(text: &str) -> String {
    let is_digit = |letter: char| letter.is_ascii_digit() || letter == '.';
    let of_slow_ones = |line: &&str| {
        let rest = line.trim_start().trim_start_matches(is_digit);
        *line == "slowest:\n" || line.starts_with(' ') && rest.starts_with(" s  ")
    };
    let kept: String = text.split_inclusive('\n').filter(|line| !of_slow_ones(line)).collect();
    let parts: Vec<&str> = kept.split(" s)").map(|part| part.trim_end_matches(is_digit)).collect();
    parts.join(" s)")
}

/// The commands of a workflow, from its lines with `run:`.
fn commands_of_workflow(block: &Block) -> String {
    let commands =
        block.lines.iter().filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("run: "));
    commands.map(|command| format!("{command}\n")).collect()
}
