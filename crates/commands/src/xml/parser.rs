//! A reader of XML 1.0 that gives one event after the other. It checks that a document is well-formed, loads nothing from
//! outside, and bounds how deep elements nest and how much entities expand.

use super::names::{is_name, is_name_character, is_name_start, is_xml_character};
use super::subset::{self, Subset};
use std::sync::Arc;

/// How deep elements may nest.
pub(crate) const MAX_DEPTH: usize = 4096;
/// How deep entities may refer to each other.
const MAX_ENTITIES: usize = 16;
/// How many bytes all entities of a document together may expand to.
const MAX_EXPANSION: usize = 8 << 20;

/// Why a text is not a well-formed document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// What is wrong.
    pub(crate) message: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The character in the line, from 1.
    pub(crate) column: usize,
}

/// What `<?xml … ?>` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Declaration {
    /// The version; empty without a declaration.
    pub(crate) version: String,
    /// The character set, if it is named.
    pub(crate) encoding: Option<String>,
    /// Whether the document is said to need nothing from outside.
    pub(crate) standalone: bool,
}

/// What `<!DOCTYPE … >` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doctype {
    /// Name of the root element.
    pub(crate) name: String,
    /// The public identifier.
    pub(crate) public: String,
    /// The system identifier.
    pub(crate) system: String,
    /// All between `<!DOCTYPE ` and `>`.
    pub(crate) source: String,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The start of an element; an empty one gives its end too.
    Start(String, Vec<(String, String)>),
    /// The end of an element.
    End(String),
    /// Characters.
    Text(String),
    /// `<![CDATA[…]]>`.
    CData(String),
    /// A comment.
    Comment(String),
    /// A processing instruction: its target and what follows.
    Instruction(String, String),
    /// The type of the document.
    Doctype(Doctype),
    /// A reference to an entity whose replacement has no markup, and that replacement.
    Entity(String, String),
}

/// A text that is being read: the document, or the replacement of an entity.
#[derive(Clone)]
struct Input {
    text: Arc<str>,
    position: usize,
    /// Name of the entity; empty for the document.
    entity: String,
    /// How many elements were open when it began.
    depth: usize,
}

/// A reader of a document.
pub(crate) struct Parser {
    inputs: Vec<Input>,
    open: Vec<String>,
    subset: Subset,
    /// An empty element whose end is still to be told.
    pending_end: bool,
    seen_root: bool,
    seen_doctype: bool,
    /// A piece of content rather than a document: any number of elements and texts.
    fragment: bool,
    expanded: usize,
    /// What the document says of itself.
    pub(crate) declaration: Declaration,
}

type Parsed<T> = Result<T, Problem>;

impl Parser {
    /// A reader of a document.
    ///
    /// # Errors
    /// The declaration at the beginning is not valid.
    pub(crate) fn new(text: &str) -> Parsed<Parser> {
        let mut parser = Self::over(text, false);
        parser.read_declaration()?;
        Ok(parser)
    }

    /// A reader of a piece of content.
    pub(crate) fn of_fragment(text: &str) -> Parser {
        Self::over(text, true)
    }

    fn over(text: &str, fragment: bool) -> Parser {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let text: Arc<str> =
            if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() };
        Parser {
            inputs: vec![Input { text, position: 0, entity: String::new(), depth: 0 }],
            open: Vec::new(),
            subset: Subset::default(),
            pending_end: false,
            seen_root: false,
            seen_doctype: false,
            fragment,
            expanded: 0,
            declaration: Declaration::default(),
        }
    }

    fn input(&mut self) -> Option<&mut Input> {
        self.inputs.last_mut()
    }

    fn rest(&self) -> &str {
        self.inputs.last().and_then(|input| input.text.get(input.position..)).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) {
        if let Some(input) = self.input() {
            input.position += bytes;
        }
    }

    /// A problem where the reader stands in the document.
    pub(crate) fn problem<T>(&self, message: impl Into<String>) -> Parsed<T> {
        let (text, position) = match self.inputs.first() {
            Some(input) => (&*input.text, input.position.min(input.text.len())),
            None => ("", 0),
        };
        let before = text.get(..position).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Err(Problem { message: message.into(), line, column })
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.advance(token.len());
        }
        found
    }

    /// Skips white space; tells whether there was any.
    fn skip_space(&mut self) -> bool {
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches(is_space).len();
        self.advance(count);
        count > 0
    }

    fn name(&mut self) -> Parsed<String> {
        let rest = self.rest();
        let end = rest.find(|character| !is_name_character(character)).unwrap_or(rest.len());
        if !rest.starts_with(is_name_start) {
            return self.problem("a name was expected");
        }
        let name = rest[..end].to_owned();
        self.advance(end);
        Ok(name)
    }

    /// The text up to an end sign, behind which the reader moves on.
    fn until(&mut self, end: &str, what: &str) -> Parsed<String> {
        let rest = self.rest();
        let Some(found) = rest.find(end) else { return self.problem(format!("{what} does not end")) };
        let text = rest[..found].to_owned();
        if let Some(wrong) = text.chars().find(|character| !is_xml_character(*character)) {
            return self.problem(format!("the character U+{:04X} is not allowed", u32::from(wrong)));
        }
        self.advance(found + end.len());
        Ok(text)
    }

    fn quoted(&mut self) -> Parsed<String> {
        let quote = match self.rest().chars().next() {
            Some('"') => "\"",
            Some('\'') => "'",
            _ => return self.problem("a quoted value was expected"),
        };
        self.advance(1);
        self.until(quote, "a quoted value")
    }

    fn equals(&mut self) -> Parsed<()> {
        self.skip_space();
        if !self.eat("=") {
            return self.problem("`=` was expected");
        }
        self.skip_space();
        Ok(())
    }

    fn read_declaration(&mut self) -> Parsed<()> {
        if !self.rest().strip_prefix("<?xml").is_some_and(|rest| rest.starts_with(is_space)) {
            return Ok(());
        }
        self.advance(5);
        let mut position = 0;
        loop {
            let space = self.skip_space();
            if self.eat("?>") {
                break;
            }
            if !space {
                return self.problem("a blank was expected in the XML declaration");
            }
            let name = self.name()?;
            self.equals()?;
            let value = self.quoted()?;
            let expected = match &*name {
                "version" if position == 0 && value.starts_with("1.") => {
                    self.declaration.version = value;
                    1
                }
                "encoding" if position == 1 => {
                    self.declaration.encoding = Some(value);
                    2
                }
                "standalone" if (1..=2).contains(&position) && (value == "yes" || value == "no") => {
                    self.declaration.standalone = value == "yes";
                    3
                }
                _ => return self.problem(format!("`{name}` is not valid here in the XML declaration")),
            };
            position = expected;
        }
        if position == 0 {
            return self.problem("the XML declaration has no version");
        }
        Ok(())
    }

    /// The next part; `None` at the end of the document.
    ///
    /// # Errors
    /// The document is not well-formed.
    pub(crate) fn next(&mut self) -> Parsed<Option<Event>> {
        if std::mem::take(&mut self.pending_end) {
            return Ok(Some(Event::End(self.open.pop().unwrap_or_default())));
        }
        loop {
            if self.rest().is_empty() {
                if self.inputs.len() == 1 {
                    return self.finish();
                }
                if self.inputs.last().is_some_and(|input| input.depth != self.open.len()) {
                    return self.problem("an element begins in an entity and does not end in it");
                }
                self.inputs.pop();
                continue;
            }
            if self.eat("<!--") {
                return self.comment().map(Some);
            }
            if self.eat("<![CDATA[") {
                if self.open.is_empty() && !self.fragment {
                    return self.problem("a CDATA section outside of the root element");
                }
                return self.until("]]>", "a CDATA section").map(|text| Some(Event::CData(text)));
            }
            if self.eat("<?") {
                return self.instruction().map(Some);
            }
            if self.eat("<!DOCTYPE") {
                return self.doctype().map(Some);
            }
            if self.eat("</") {
                return self.end().map(Some);
            }
            if self.eat("<") {
                return self.start().map(Some);
            }
            if self.open.is_empty() && !self.fragment {
                if self.skip_space() {
                    continue;
                }
                return self.problem("text outside of the root element");
            }
            if let Some(event) = self.characters()? {
                return Ok(Some(event));
            }
        }
    }

    fn finish(&self) -> Parsed<Option<Event>> {
        if let Some(name) = self.open.last() {
            return self.problem(format!("the element `{name}` does not end"));
        }
        if !self.seen_root && !self.fragment {
            return self.problem("there is no root element");
        }
        Ok(None)
    }

    fn comment(&mut self) -> Parsed<Event> {
        let text = self.until("-->", "a comment")?;
        if text.contains("--") || text.ends_with('-') {
            return self.problem("`--` is not allowed in a comment");
        }
        Ok(Event::Comment(text))
    }

    fn instruction(&mut self) -> Parsed<Event> {
        let target = self.name()?;
        if target.eq_ignore_ascii_case("xml") {
            return self.problem("the XML declaration is allowed at the beginning only");
        }
        let space = self.skip_space();
        let data = self.until("?>", "a processing instruction")?;
        if !space && !data.is_empty() {
            return self.problem("a blank was expected after the target of a processing instruction");
        }
        Ok(Event::Instruction(target, data))
    }

    fn doctype(&mut self) -> Parsed<Event> {
        if self.seen_doctype || self.seen_root || self.fragment || self.inputs.len() > 1 {
            return self.problem("a document type is allowed once, before the root element");
        }
        self.seen_doctype = true;
        let read = subset::read(self.rest());
        match read {
            Ok((length, doctype, subset)) => {
                self.subset = subset;
                self.advance(length);
                Ok(Event::Doctype(doctype))
            }
            Err((offset, message)) => {
                self.advance(offset);
                self.problem(message)
            }
        }
    }

    fn end(&mut self) -> Parsed<Event> {
        let name = self.name()?;
        self.skip_space();
        if !self.eat(">") {
            return self.problem(format!("`>` was expected at the end of `</{name}`"));
        }
        let inside = self.inputs.last().is_some_and(|input| self.open.len() > input.depth);
        match self.open.pop() {
            Some(open) if inside && open == name => Ok(Event::End(name)),
            Some(open) => self.problem(format!("`</{name}>` does not match `<{open}>`")),
            None => self.problem(format!("`</{name}>` without `<{name}>`")),
        }
    }

    fn start(&mut self) -> Parsed<Event> {
        if self.open.is_empty() && self.seen_root && !self.fragment {
            return self.problem("there is more than one root element");
        }
        if self.open.len() >= MAX_DEPTH {
            return self.problem(format!("elements nest deeper than {MAX_DEPTH}"));
        }
        let name = self.name()?;
        let mut attributes: Vec<(String, String)> = Vec::new();
        let mut known = rustc_hash::FxHashSet::default();
        let empty = loop {
            let space = self.skip_space();
            if self.eat("/>") {
                break true;
            }
            if self.eat(">") {
                break false;
            }
            if !space {
                return self.problem(format!("the tag `{name}` is not valid"));
            }
            let attribute = self.name()?;
            self.equals()?;
            let raw = self.quoted()?;
            if raw.contains('<') {
                return self.problem("`<` is not allowed in the value of an attribute");
            }
            let value = self.attribute_value(&raw)?;
            if !known.insert(attribute.clone()) {
                return self.problem(format!("the attribute `{attribute}` occurs twice"));
            }
            attributes.push((attribute, value));
        };
        for (attribute, raw) in self.subset.defaults(&name) {
            if known.insert(attribute.clone()) {
                let value = self.attribute_value(&raw)?;
                attributes.push((attribute, value));
            }
        }
        self.seen_root = true;
        self.open.push(name.clone());
        self.pending_end = empty;
        Ok(Event::Start(name, attributes))
    }

    /// Characters up to markup or a reference to an entity.
    fn characters(&mut self) -> Parsed<Option<Event>> {
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let end = rest.find(['<', '&']).unwrap_or(rest.len());
            let piece = &rest[..end];
            if piece.contains("]]>") {
                return self.problem("`]]>` is not allowed in text");
            }
            if let Some(wrong) = piece.chars().find(|character| !is_xml_character(*character)) {
                return self.problem(format!("the character U+{:04X} is not allowed", u32::from(wrong)));
            }
            text.push_str(piece);
            self.advance(end);
            if !self.rest().starts_with('&') {
                break;
            }
            let before = self.inputs.last().map_or(0, |input| input.position);
            let name = self.reference()?;
            if let Some(character) = self.character_of(&name)? {
                text.push(character);
                continue;
            }
            if !text.is_empty() {
                // The entity is an event of its own, next time.
                if let Some(input) = self.input() {
                    input.position = before;
                }
                break;
            }
            return self.entity(name);
        }
        Ok((!text.is_empty()).then_some(Event::Text(text)))
    }

    /// What stands between `&` and `;`.
    fn reference(&mut self) -> Parsed<String> {
        let rest = self.rest();
        match rest.get(1..).and_then(|rest| rest.find(';')) {
            Some(end) if end > 0 => {
                let name = rest[1..=end].to_owned();
                if !name.starts_with('#') && !is_name(&name) {
                    return self.problem("`&` must be written as `&amp;`");
                }
                self.advance(end + 2);
                Ok(name)
            }
            _ => self.problem("`&` must be written as `&amp;`"),
        }
    }

    /// The character that a reference stands for; `None` for an entity.
    fn character_of(&self, name: &str) -> Parsed<Option<char>> {
        if let Some(found) = predefined(name) {
            return Ok(Some(found));
        }
        let Some(number) = name.strip_prefix('#') else { return Ok(None) };
        match character_numbered(number) {
            Some(character) => Ok(Some(character)),
            None => self.problem(format!("`&{name};` is no character")),
        }
    }

    fn replacement(&mut self, name: &str) -> Parsed<Arc<str>> {
        let Some(found) = self.subset.entity(name) else {
            return self.problem(format!("the entity `{name}` is not declared"));
        };
        self.expanded += found.len();
        if self.expanded > MAX_EXPANSION {
            return self.problem("the entities of the document expand too far");
        }
        Ok(found)
    }

    fn entity(&mut self, name: String) -> Parsed<Option<Event>> {
        let text = self.replacement(&name)?;
        if !text.contains(['<', '&']) {
            return Ok(Some(Event::Entity(name, text.to_string())));
        }
        if self.inputs.len() > MAX_ENTITIES || self.inputs.iter().any(|input| input.entity == name) {
            return self.problem(format!("the entity `{name}` refers to itself or nests too deep"));
        }
        let depth = self.open.len();
        self.inputs.push(Input { text, position: 0, entity: name, depth });
        Ok(None)
    }

    /// The value of an attribute: references replaced, white space as blanks.
    fn attribute_value(&mut self, raw: &str) -> Parsed<String> {
        let mut value = String::with_capacity(raw.len());
        self.expand_into(raw, &mut value, 0)?;
        Ok(value)
    }

    fn expand_into(&mut self, raw: &str, value: &mut String, depth: usize) -> Parsed<()> {
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            value.extend(rest[..at].chars().map(blank));
            rest = &rest[at + 1..];
            let Some(end) = rest.find(';').filter(|end| *end > 0) else {
                return self.problem("`&` must be written as `&amp;`");
            };
            let name = rest[..end].to_owned();
            rest = &rest[end + 1..];
            if let Some(character) = self.character_of(&name)? {
                value.push(character);
                continue;
            }
            if !is_name(&name) {
                return self.problem("`&` must be written as `&amp;`");
            }
            if depth >= MAX_ENTITIES {
                return self.problem(format!("the entity `{name}` refers to itself or nests too deep"));
            }
            let text = self.replacement(&name)?;
            if text.contains('<') {
                return self.problem(format!("the entity `{name}` has `<` and cannot stand in an attribute"));
            }
            self.expand_into(&text, value, depth + 1)?;
        }
        value.extend(rest.chars().map(blank));
        Ok(())
    }
}

fn blank(character: char) -> char {
    if is_space(character) { ' ' } else { character }
}

/// White space of XML.
pub(crate) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// The entities that need no declaration.
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// The character of a decimal number, or of a hexadecimal one after `x`.
pub(super) fn character_numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|character| is_xml_character(*character))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    fn events(text: &str) -> Parsed<Vec<Event>> {
        let mut parser = Parser::new(text)?;
        let mut events = Vec::new();
        while let Some(event) = parser.next()? {
            events.push(event);
        }
        Ok(events)
    }

    #[test]
    fn parts() {
        let found = events("<?xml version='1.0'?><!--c--><a x='1 &lt; 2'>t&#65;<b/><![CDATA[<]]><?p q?></a>").unwrap();
        assert_eq!(
            found,
            [
                Event::Comment("c".into()),
                Event::Start("a".into(), vec![("x".into(), "1 < 2".into())]),
                Event::Text("tA".into()),
                Event::Start("b".into(), vec![]),
                Event::End("b".into()),
                Event::CData("<".into()),
                Event::Instruction("p".into(), "q".into()),
                Event::End("a".into()),
            ]
        );
    }

    #[test]
    fn what_is_not_well_formed() {
        for text in [
            "",
            " ",
            "a",
            "<a>",
            "</a>",
            "<a></b>",
            "<a/><b/>",
            "<a x=1/>",
            "<a x='1' x='2'/>",
            "<a>&x;</a>",
            "<a>&</a>",
            "<a>]]></a>",
            "<1a/>",
            "<a><!-- -- --></a>",
            "<a b='<'/>",
            "<a/>x",
            "<?xml encoding='x'?><a/>",
            "<a>\u{1}</a>",
            "<a>&#0;</a>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'f'>]><a>&e;</a>",
            "<a x='1'y='2'/>",
            "<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>",
            "<!DOCTYPE a [<!ENTITY e '</a>'>]><a>&e;",
        ] {
            assert!(events(text).is_err(), "{text}");
        }
        let problem = events("<a>\n  <b></c>").unwrap_err();
        assert_eq!((problem.line, problem.column), (2, 10));
    }

    #[test]
    fn entities() {
        let text = "<!DOCTYPE a [<!ENTITY e 'x'><!ENTITY m '<b>&e;</b>'><!ATTLIST a d CDATA 'v'>]><a>1&e;&m;</a>";
        let found = events(text).unwrap();
        assert_eq!(found[1], Event::Start("a".into(), vec![("d".into(), "v".into())]));
        assert_eq!(found[2], Event::Text("1".into()));
        assert_eq!(found[3], Event::Entity("e".into(), "x".into()));
        assert_eq!(found[4], Event::Start("b".into(), vec![]));
        let mut bomb = String::from("<!DOCTYPE a [<!ENTITY e0 'lollollollollollol'>");
        for level in 1..12 {
            let before = format!("&e{};", level - 1).repeat(10);
            bomb.push_str(&format!("<!ENTITY e{level} '{before}'>"));
        }
        assert!(events(&format!("{bomb}]><a>&e11;</a>")).is_err());
        assert!(events(&format!("{bomb}]><a x='&e11;'/>")).is_err());
    }

    proptest! {
        #[test]
        fn any_text_ends(text in "[<>/a-c='\"&;!\\[\\]?x -]{0,60}") {
            let _ = events(&text);
        }
    }
}
