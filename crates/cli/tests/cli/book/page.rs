//! Takes a page of the book apart: its sections and the blocks of code in them, with their marks.

use std::path::{Path, PathBuf};

/// A block of code between two fences.
pub struct Block {
    /// The fence: three backticks, or more where the block itself holds three.
    pub ticks: String,
    /// The first word after the fence.
    pub language: String,
    /// The other words after the fence.
    pub marks: Vec<String>,
    /// The lines between the fences.
    pub lines: Vec<String>,
    /// The number of the line with the first fence, from 0 on.
    pub fence: usize,
    /// The last line before the fence that is not empty.
    pub before: String,
}

impl Block {
    /// The text of the block; each of its lines ends with a line break.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// What comes after `name=` in the marks.
    pub fn mark(&self, name: &str) -> Option<&str> {
        self.marks.iter().find_map(|mark| mark.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether this word is one of the marks.
    pub fn is(&self, word: &str) -> bool {
        self.marks.iter().any(|mark| mark == word)
    }

    /// Whether only empty lines are between the end of the other block and this one.
    pub fn follows(&self, other: &Block) -> bool {
        self.before == other.ticks && self.fence > other.fence
    }

    /// The number of the line after the block.
    pub fn end(&self) -> usize {
        self.fence + self.lines.len() + 2
    }
}

/// A page of the book.
pub struct Page {
    /// Its path in `docs`.
    pub name: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// Its blocks, section by section. A page that is followed in one terminal is one section.
    pub sections: Vec<Vec<Block>>,
    /// Whether the page begins in a checkout of the project.
    pub in_checkout: bool,
}

impl Page {
    /// Reads a page of `docs`.
    pub fn read(name: &str) -> Page {
        let text = std::fs::read_to_string(docs().join(name)).unwrap();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let marked = |mark: &str| lines.iter().any(|line| line == mark);
        let in_checkout = marked("<!-- in a checkout -->");
        let in_one_terminal = in_checkout || marked("<!-- in one terminal -->");
        let mut sections = vec![Vec::new()];
        let mut open: Option<Block> = None;
        let mut before = String::new();
        for (number, line) in lines.iter().enumerate() {
            if let Some(mut block) = open.take() {
                if *line == block.ticks {
                    sections.last_mut().unwrap().push(block);
                } else {
                    block.lines.push(line.clone());
                    open = Some(block);
                    continue;
                }
            } else if line.starts_with("```") {
                let info = line.trim_start_matches('`');
                let ticks = line[..line.len() - info.len()].to_owned();
                let mut words = info.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                let before = before.clone();
                open =
                    Some(Block { ticks, language, marks: words.collect(), lines: Vec::new(), fence: number, before });
            } else if line.trim_start().starts_with("```") || line.starts_with("~~~") {
                panic!("docs/{name}:{}: blocks of code are not indented, and are between backticks", number + 1);
            } else if line.starts_with("## ") && !in_one_terminal {
                sections.push(Vec::new());
            }
            if !line.trim().is_empty() {
                before.clone_from(line);
            }
        }
        assert!(open.is_none(), "{name}: a block of code has no end");
        Page { name: name.to_owned(), lines, sections, in_checkout }
    }
}

/// The folder with the book.
pub fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").canonicalize().unwrap()
}

/// The paths of all pages in `docs`, in order, without the table of contents.
pub fn names_of_pages() -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![docs()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                names.push(path.strip_prefix(docs()).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    names.retain(|name| name != "SUMMARY.md");
    names.sort_unstable();
    names
}
