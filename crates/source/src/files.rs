//! The source files of a run, by number.

use crate::span::{FileId, Span};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

/// One source file: its path and its text. Offsets count bytes of `text`.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as it is shown to a person.
    pub path: PathBuf,
    /// The whole text; line ends as in the file.
    pub text: String,
    /// Offsets at which the lines begin; the first is 0.
    line_starts: Vec<u32>,
}

impl SourceFile {
    /// A file of this text; CR, LF and CRLF all end a line.
    pub fn new(path: PathBuf, text: String) -> Self {
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                line_starts.push(at as u32 + 1);
            }
        }
        Self { path, text, line_starts }
    }

    /// Line and column of a byte offset, both counted from 1; the column counts characters.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let column = self.text.get(start..end).map_or(end - start, |part| part.chars().count());
        (line, column + 1)
    }

    /// How many lines the file has; a final line end does not begin another.
    pub fn line_count(&self) -> usize {
        match self.line_starts.last() {
            Some(last) if *last as usize == self.text.len() => self.line_starts.len() - 1,
            _ => self.line_starts.len(),
        }
    }

    /// The text of a line counted from 1, without its line end; empty where there is no such line.
    pub fn line(&self, number: usize) -> &str {
        let start = self.line_starts.get(number.wrapping_sub(1)).map_or(self.text.len(), |start| *start as usize);
        let end = self.line_starts.get(number).map_or(self.text.len(), |end| *end as usize);
        self.text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n'])
    }
}

/// All files of a run, and the texts that are code while something uses them. A [`FileId`] stays valid as long as its file
/// or text does: files are only added, a text goes with its last [`SourceText`]. Threads may share a map.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: RwLock<Vec<Arc<SourceFile>>>,
    texts: Arc<RwLock<Texts>>,
}

/// Code that is no file, by the raw numbers of the texts.
#[derive(Debug, Default)]
struct Texts {
    by_number: HashMap<u32, Arc<SourceFile>>,
    /// How many were added so far; the next number is looked for from here.
    added: u32,
}

/// The lowest number of a text; files have those below.
const FIRST_TEXT: u32 = 1 << 31;

/// A text of a [`SourceMap`] that is code, such as a formula. The map forgets the text when its owner is dropped.
#[derive(Debug)]
pub struct SourceText {
    id: FileId,
    file: Arc<SourceFile>,
    texts: Arc<RwLock<Texts>>,
}

impl SourceText {
    /// Its number in the map.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.file.text
    }
}

impl Drop for SourceText {
    fn drop(&mut self) {
        self.texts.write().unwrap_or_else(|poisoned| poisoned.into_inner()).by_number.remove(&self.id.0);
    }
}

impl SourceMap {
    /// A map without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and returns its number.
    pub fn add(&self, path: impl AsRef<Path>, text: String) -> FileId {
        let file = Arc::new(SourceFile::new(path.as_ref().to_path_buf(), text));
        let mut files = self.files.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        files.push(file);
        FileId(files.len() as u32 - 1)
    }

    /// Adds code that is no file; `name` is what a person reads in place of a path.
    pub fn add_text(&self, name: impl AsRef<Path>, text: String) -> Arc<SourceText> {
        let file = Arc::new(SourceFile::new(name.as_ref().to_path_buf(), text));
        let mut texts = self.texts.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        let number = loop {
            let number = FIRST_TEXT | texts.added;
            texts.added = texts.added.wrapping_add(1);
            // Numbers start again after two thousand million texts; some of the first may still be in use.
            if !texts.by_number.contains_key(&number) {
                break number;
            }
        };
        texts.by_number.insert(number, file.clone());
        drop(texts);
        Arc::new(SourceText { id: FileId(number), file, texts: self.texts.clone() })
    }

    /// How many texts are in use.
    pub fn text_count(&self) -> usize {
        self.texts.read().unwrap_or_else(|poisoned| poisoned.into_inner()).by_number.len()
    }

    /// The file or text of that number, if there is one.
    pub fn get(&self, id: FileId) -> Option<Arc<SourceFile>> {
        if id.0 >= FIRST_TEXT {
            return self.texts.read().unwrap_or_else(|poisoned| poisoned.into_inner()).by_number.get(&id.0).cloned();
        }
        self.files.read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(id.0 as usize).cloned()
    }

    /// File, line and column of the start of a span.
    pub fn locate(&self, span: Span) -> Option<(Arc<SourceFile>, usize, usize)> {
        let file = self.get(span.file)?;
        let (line, column) = file.line_column(span.start);
        Some((file, line, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_line_ends_count_once() {
        let file = SourceFile::new("a".into(), "one\r\ntwo\rthree\nfour".into());
        assert_eq!(file.line_count(), 4);
        assert_eq!(file.line_column(5), (2, 1));
        assert_eq!(file.line_column(9), (3, 1));
        assert_eq!(file.line(3), "three");
        assert_eq!(file.line(9), "");
    }

    #[test]
    fn columns_count_characters() {
        let file = SourceFile::new("a".into(), "é=1\n".into());
        assert_eq!(file.line_column(2), (1, 2));
        assert_eq!(file.line_count(), 1);
    }

    #[test]
    fn a_text_goes_with_its_last_owner() {
        let map = SourceMap::new();
        let file = map.add("a.4dm", "in a file".into());
        let first = map.add_text("formula", "1+1".into());
        let (second, again) = (map.add_text("formula", "2+2".into()), first.clone());
        assert_ne!(first.id(), second.id());
        drop(first);
        assert_eq!(map.get(again.id()).map(|file| file.text.clone()).as_deref(), Some("1+1"));
        let id = again.id();
        drop(again);
        assert!(map.get(id).is_none());
        assert_eq!(map.text_count(), 1);
        assert_eq!(map.get(file).map(|file| file.text.clone()).as_deref(), Some("in a file"));
    }

    #[test]
    fn numbers_of_texts_that_are_in_use_are_not_given_again() {
        let map = SourceMap::new();
        let kept = map.add_text("formula", "1".into());
        map.texts.write().unwrap_or_else(|poisoned| poisoned.into_inner()).added = u32::MAX;
        let numbers: Vec<FileId> = (0..3).map(|_| map.add_text("formula", "2".into())).map(|text| text.id()).collect();
        assert!(!numbers.contains(&kept.id()));
    }
}
