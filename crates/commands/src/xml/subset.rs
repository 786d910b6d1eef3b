//! The type of a document: its identifiers, and the entities and default attributes that it declares itself. Nothing is
//! loaded from outside; entities that stand there are refused.

use super::names::{is_name_character, is_name_start};
use super::parser::{Doctype, character_numbered, is_space};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What a document declares.
#[derive(Default)]
pub(super) struct Subset {
    entities: FxHashMap<String, Arc<str>>,
    defaults: FxHashMap<String, Vec<(String, String)>>,
}

impl Subset {
    /// The replacement of an entity.
    pub(super) fn entity(&self, name: &str) -> Option<Arc<str>> {
        self.entities.get(name).cloned()
    }

    /// The attributes that elements of a name have where they are not written.
    pub(super) fn defaults(&self, element: &str) -> Vec<(String, String)> {
        if self.defaults.is_empty() { Vec::new() } else { self.defaults.get(element).cloned().unwrap_or_default() }
    }
}

/// Where it is not valid, in bytes, and why.
type Failure = (usize, String);

struct Reader<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn fail<T>(&self, message: &str) -> Result<T, Failure> {
        Err((self.position.min(self.text.len()), message.to_owned()))
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.position += token.len();
        }
        found
    }

    fn skip_space(&mut self) -> bool {
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches(is_space).len();
        self.position += count;
        count > 0
    }

    fn name(&mut self) -> Result<&'a str, Failure> {
        let rest = self.rest();
        if !rest.starts_with(is_name_start) {
            return self.fail("a name was expected in the document type");
        }
        let end = rest.find(|character| !is_name_character(character)).unwrap_or(rest.len());
        self.position += end;
        Ok(&rest[..end])
    }

    fn until(&mut self, end: &str) -> Result<&'a str, Failure> {
        let rest = self.rest();
        match rest.find(end) {
            Some(found) => {
                self.position += found + end.len();
                Ok(&rest[..found])
            }
            None => self.fail("a part of the document type does not end"),
        }
    }

    fn quoted(&mut self) -> Result<&'a str, Failure> {
        if self.eat("\"") {
            self.until("\"")
        } else if self.eat("'") {
            self.until("'")
        } else {
            self.fail("a quoted value was expected in the document type")
        }
    }

    /// Public and system identifier, if they stand here.
    fn identifiers(&mut self) -> Result<Option<(String, String)>, Failure> {
        let public = match (self.eat("PUBLIC"), self.rest().starts_with("SYSTEM")) {
            (true, _) => {
                self.skip_space();
                self.quoted()?.to_owned()
            }
            (false, true) => {
                self.position += "SYSTEM".len();
                String::new()
            }
            (false, false) => return Ok(None),
        };
        self.skip_space();
        let system = if self.rest().starts_with(['"', '\'']) { self.quoted()?.to_owned() } else { String::new() };
        Ok(Some((public, system)))
    }

    fn entity(&mut self, subset: &mut Subset) -> Result<(), Failure> {
        self.skip_space();
        let parameter = self.eat("%");
        self.skip_space();
        let name = self.name()?.to_owned();
        self.skip_space();
        if self.identifiers()?.is_some() {
            return self.fail("entities from outside of the document are not allowed");
        }
        let raw = self.quoted()?;
        self.skip_space();
        if !self.eat(">") {
            return self.fail("`>` was expected at the end of an entity declaration");
        }
        let Some(value) = with_characters(raw) else {
            return self.fail("the replacement of an entity is not valid");
        };
        if !parameter {
            // The first declaration counts.
            subset.entities.entry(name).or_insert_with(|| value.into());
        }
        Ok(())
    }

    fn attributes(&mut self, subset: &mut Subset) -> Result<(), Failure> {
        self.skip_space();
        let element = self.name()?.to_owned();
        loop {
            self.skip_space();
            if self.eat(">") {
                return Ok(());
            }
            let attribute = self.name()?.to_owned();
            self.skip_space();
            if !self.rest().starts_with('(') {
                self.name()?;
                self.skip_space();
            }
            if self.eat("(") {
                self.until(")")?;
                self.skip_space();
            }
            if self.eat("#REQUIRED") || self.eat("#IMPLIED") {
                continue;
            }
            self.eat("#FIXED");
            self.skip_space();
            let value = self.quoted()?.to_owned();
            let known = subset.defaults.entry(element.clone()).or_default();
            if known.iter().all(|(name, _)| *name != attribute) {
                known.push((attribute, value));
            }
        }
    }

    /// Skips a declaration; `>` in quotes does not end it.
    fn skip_declaration(&mut self) -> Result<(), Failure> {
        loop {
            let rest = self.rest();
            let Some(at) = rest.find(['>', '"', '\'']) else {
                return self.fail("a declaration in the document type does not end");
            };
            self.position += at;
            if self.eat(">") {
                return Ok(());
            }
            self.quoted()?;
        }
    }

    fn internal(&mut self, subset: &mut Subset) -> Result<(), Failure> {
        loop {
            self.skip_space();
            if self.eat("]") {
                return Ok(());
            }
            if self.eat("<!--") {
                self.until("-->")?;
            } else if self.eat("<?") {
                self.until("?>")?;
            } else if self.eat("<!ENTITY") {
                self.entity(subset)?;
            } else if self.eat("<!ATTLIST") {
                self.attributes(subset)?;
            } else if self.eat("<!ELEMENT") || self.eat("<!NOTATION") {
                self.skip_declaration()?;
            } else if self.rest().starts_with('%') {
                return self.fail("references to parameter entities are not supported");
            } else {
                return self.fail("the document type is not valid");
            }
        }
    }
}

/// The text with its references to characters replaced; those to entities stay. `None` where one is not valid.
fn with_characters(raw: &str) -> Option<String> {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find("&#") {
        value.push_str(&rest[..at]);
        let number = &rest[at + 2..];
        let end = number.find(';')?;
        let character = character_numbered(&number[..end])?;
        // What is markup when it stands for itself must stay a reference.
        match character {
            '&' => value.push_str("&amp;"),
            character => value.push(character),
        }
        rest = &number[end + 1..];
    }
    value.push_str(rest);
    Some(value)
}

/// Reads what follows `<!DOCTYPE`, up to the `>` that ends it: its length in bytes and what it says.
pub(super) fn read(text: &str) -> Result<(usize, Doctype, Subset), Failure> {
    let mut reader = Reader { text, position: 0 };
    let mut subset = Subset::default();
    if !reader.skip_space() {
        return reader.fail("a blank was expected after `<!DOCTYPE`");
    }
    let begin = reader.position;
    let name = reader.name()?.to_owned();
    reader.skip_space();
    let (public, system) = reader.identifiers()?.unwrap_or_default();
    reader.skip_space();
    if reader.eat("[") {
        reader.internal(&mut subset)?;
        reader.skip_space();
    }
    let end = reader.position;
    if !reader.eat(">") {
        return reader.fail("`>` was expected at the end of the document type");
    }
    let source = text.get(begin..end).unwrap_or_default().trim_end().to_owned();
    Ok((reader.position, Doctype { name, public, system, source }, subset))
}
