//! `__symbols`: where each property of a parsed JSON text stands.

use fourd_value::{Object, Text, Value};

/// Collects path, line and offset of properties while a text is read.
#[derive(Default)]
pub(super) struct Symbols {
    found: Object,
    path: Vec<Step>,
    line: usize,
    line_start: usize,
    counted: usize,
}

/// One container on the way to the property that is being read.
enum Step {
    Object(Text),
    Collection(Option<usize>),
}

impl Symbols {
    /// A container begins.
    pub(super) fn open(&mut self, collection: bool) {
        self.path.push(if collection { Step::Collection(None) } else { Step::Object(Text::EMPTY) });
    }

    /// The innermost container ends.
    pub(super) fn close(&mut self) {
        self.path.pop();
    }

    /// The next element of the innermost collection begins.
    pub(super) fn element(&mut self) {
        if let Some(Step::Collection(position)) = self.path.last_mut() {
            *position = Some(position.map_or(0, |position| position + 1));
        }
    }

    /// A property of the innermost object begins at `place` of the text, whose units are `units`.
    pub(super) fn property(&mut self, key: Text, place: usize, units: impl Iterator<Item = u16>) {
        if let Some(Step::Object(name)) = self.path.last_mut() {
            *name = key;
        }
        let mut path = fourd_value::text::TextBuilder::new();
        for step in &self.path {
            match step {
                Step::Object(name) => {
                    if !path.is_empty() {
                        path.push_str(".");
                    }
                    path.push(name);
                }
                Step::Collection(position) => path.push_str(&format!("[{}]", position.unwrap_or_default())),
            }
        }
        let new = units.skip(self.counted).take(place.saturating_sub(self.counted));
        for (index, unit) in (self.counted..).zip(new) {
            if unit == 0x0A {
                self.line += 1;
                self.line_start = index + 1;
            }
        }
        self.counted = place;
        let symbol = Object::new();
        symbol.put("line", Value::from(self.line + 1));
        symbol.put("offset", Value::from(place - self.line_start));
        self.found.put(path.finish(), Value::Object(symbol));
    }

    /// All properties by path.
    pub(super) fn finish(self) -> Object {
        self.found
    }
}

/// Where a property stands.
pub(super) struct SourcePosition {
    /// The line, from 1.
    pub(super) line: Value,
    /// The offset in the line, from 0.
    pub(super) offset: Value,
}

/// Where a property stands by `__symbols`; an element stands where its collection does.
pub(super) fn place_of(symbols: Option<&Value>, path: &Text) -> Option<SourcePosition> {
    let symbols = symbols?.as_object()?;
    let path = path.to_cow();
    let mut path: &str = &path;
    loop {
        if let Some(Value::Object(symbol)) = symbols.get(&Text::from(path)) {
            return Some(SourcePosition { line: symbol.get_str("line")?, offset: symbol.get_str("offset")? });
        }
        path = path.strip_suffix(']').and_then(|path| path.rsplit_once('[')).map(|(path, _)| path)?;
    }
}
