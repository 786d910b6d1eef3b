//! Values as the 4D literals that give them, where there are such literals.

use crate::array::ArrayData;
use crate::{Array, ClassReference, ElementType, Function, Object, Pointer, PointerTarget, Text, Value, number};

/// How deep objects and collections are shown: three dots replace deeper ones.
const DEEPEST: usize = 12;

/// How much is shown of one value, in bytes; then three dots follow.
const LONGEST: usize = 100_000;

/// How deep objects and collections are shown where little room is.
const SHORT_DEPTH: usize = 3;

/// The literal of a value: `"text"`, `True`, `!2024-01-31!`, `{a: 1; b: "x"}`. What has no literal is named by its type.
pub fn literal(value: &Value) -> String {
    literal_inside(value, &[])
}

/// As [`literal`], for a value inside of these objects and collections, outermost first. Where it leads back to one of
/// them, or to itself, `<circular: 1 level up>` is written.
pub fn literal_inside(value: &Value, outside: &[Value]) -> String {
    let above = outside.iter().filter_map(identity).collect();
    let mut writer = Writer { text: String::new(), longest: LONGEST, deepest: DEEPEST, above };
    writer.write(value, 0);
    writer.text
}

/// What replaces an object or collection inside of these, outermost first, where it is one of them.
pub fn circle_of(value: &Value, outside: &[Value]) -> Option<String> {
    let own = identity(value)?;
    let above: Vec<usize> = outside.iter().filter_map(identity).collect();
    circle_to(own, &above)
}

fn circle_to(own: usize, above: &[usize]) -> Option<String> {
    let up = above.len() - above.iter().position(|each| *each == own)?;
    Some(format!("<circular: {up} level{} up>", if up == 1 { "" } else { "s" }))
}

fn identity(value: &Value) -> Option<usize> {
    match value {
        Value::Object(object) => Some(object.identity()),
        Value::Collection(collection) => Some(collection.identity()),
        _ => None,
    }
}

/// The name of a property as in the literal of an object.
pub fn key_literal(name: &str) -> String {
    if is_plain_name(name) {
        return name.to_owned();
    }
    literal(&Value::text(name))
}

/// The content of the literal of an object: what identifies an object of a built-in class, then its properties.
pub fn shown_entries(object: &Object) -> Vec<(Text, Value)> {
    let mut entries = object.described();
    entries.extend(object.entries());
    entries
}

/// As [`literal`], in at most so many characters: three dots replace the rest.
pub fn short_literal(value: &Value, longest: usize) -> String {
    let mut writer =
        Writer { text: String::new(), longest: longest.saturating_mul(4), deepest: SHORT_DEPTH, above: Vec::new() };
    writer.write(value, 0);
    let Some((end, _)) = writer.text.char_indices().nth(longest) else { return writer.text };
    let last = writer.text.char_indices().nth(longest.saturating_sub(1)).map_or(end, |(last, _)| last);
    format!("{}…", &writer.text[..last])
}

/// Writes one value.
struct Writer {
    text: String,
    longest: usize,
    deepest: usize,
    /// The identities of the containers that are open, outermost first.
    above: Vec<usize>,
}

impl Writer {
    fn is_full(&self) -> bool {
        self.text.len() > self.longest
    }

    fn write(&mut self, value: &Value, depth: usize) {
        if self.is_full() {
            self.text.push('…');
            return;
        }
        let own = identity(value);
        if let Some(circle) = own.and_then(|own| circle_to(own, &self.above)) {
            self.text.push_str(&circle);
            return;
        }
        self.above.extend(own);
        self.write_value(value, depth);
        if own.is_some() {
            self.above.pop();
        }
    }

    fn write_value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Undefined => self.text.push_str("Undefined"),
            Value::Null | Value::Unassigned => self.text.push_str("Null"),
            Value::Boolean(true) => self.text.push_str("True"),
            Value::Boolean(false) => self.text.push_str("False"),
            Value::Real(value) => self.text.push_str(&number::to_text(*value).to_cow()),
            Value::Text(text) => self.quoted(&text.to_cow()),
            Value::Date(date) if date.is_blank() => self.text.push_str("!00-00-00!"),
            Value::Date(date) => self.text.push_str(&format!("!{}!", date.to_iso())),
            Value::Time(time) => self.text.push_str(&format!("?{time}?")),
            Value::Picture(picture) => self.text.push_str(&format!("Picture of {} bytes", picture.len())),
            Value::Blob(blob) => self.text.push_str(&format!("Blob of {} bytes", blob.len())),
            Value::Pointer(pointer) => self.write_pointer(pointer),
            Value::Object(object) => self.write_object(object, depth),
            Value::Collection(collection) => {
                let elements = (0..collection.len()).map_while(|position| collection.get(position));
                self.write_list(elements, depth);
            }
            Value::Array(array) => self.write_array(array, depth),
        }
    }

    /// A text in quotation marks. Characters without an escape are joined to it by their code.
    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                control if control.is_control() => self.text.push_str(&format!("\"+Char({})+\"", control as u32)),
                other => self.text.push(other),
            }
        }
        self.text.push('"');
    }

    fn write_list(&mut self, elements: impl Iterator<Item = Value>, depth: usize) {
        if depth == self.deepest {
            self.text.push_str("[…]");
            return;
        }
        self.text.push('[');
        for (position, element) in elements.enumerate() {
            if position > 0 {
                self.text.push_str("; ");
            }
            self.write(&element, depth + 1);
            if self.is_full() {
                break;
            }
        }
        self.text.push(']');
    }

    fn write_object(&mut self, object: &Object, depth: usize) {
        if let Some(function) = object.native_data::<Function>() {
            let source = function.source();
            let shown = if source.is_empty() { function.name() } else { source };
            self.text.push_str(&format!("Formula({shown})"));
            return;
        }
        if let Some(class) = object.native_data::<ClassReference>() {
            let store = if class.built_in { "4D" } else { "cs" };
            self.text.push_str(&format!("{store}.{}", class.key));
            return;
        }
        let class = match (object.class(), object.as_shared().and_then(|shared| shared.class.clone())) {
            (Some(class), _) => Some(class.name.to_string()),
            (None, Some(class)) => Some(class.to_string()),
            (None, None) => None,
        };
        if let Some(class) = class {
            self.text.push_str(&class);
            self.text.push(' ');
        }
        if depth == self.deepest {
            self.text.push_str("{…}");
            return;
        }
        self.text.push('{');
        for (position, (key, value)) in shown_entries(object).into_iter().enumerate() {
            if position > 0 {
                self.text.push_str("; ");
            }
            let key = key.to_cow();
            if is_plain_name(&key) {
                self.text.push_str(&key)
            } else {
                self.quoted(&key)
            }
            self.text.push_str(": ");
            self.write(&value, depth + 1);
            if self.is_full() {
                break;
            }
        }
        self.text.push('}');
    }

    fn write_pointer(&mut self, pointer: &Pointer) {
        let Some(target) = &pointer.0 else {
            self.text.push_str("Nil pointer");
            return;
        };
        match &**target {
            PointerTarget::Local { name, .. } => self.text.push_str(&format!("->${name}")),
            PointerTarget::Process { name, .. } => self.text.push_str(&format!("->{name}")),
            PointerTarget::Interprocess { name, .. } => self.text.push_str(&format!("-><>{name}")),
            PointerTarget::Element(array, index) => {
                self.write_pointer(array);
                self.text.push_str(&format!("{{{index}}}"));
            }
            PointerTarget::Table(table) => self.text.push_str(&format!("Table({table})")),
            PointerTarget::Field(table, field) => self.text.push_str(&format!("Field({table}; {field})")),
            PointerTarget::Property(_, name) => self.text.push_str(&format!("Pointer to the property `{name}`")),
            PointerTarget::Item(_, position) => self.text.push_str(&format!("Pointer to the element {position}")),
        }
    }

    /// An array as the command that makes it, and its elements from 1.
    fn write_array(&mut self, array: &Array, depth: usize) {
        let element = array.with(ArrayData::element_type);
        let command = match element {
            ElementType::Boolean => "ARRAY BOOLEAN",
            ElementType::Integer => "ARRAY INTEGER",
            ElementType::Longint => "ARRAY LONGINT",
            ElementType::Real => "ARRAY REAL",
            ElementType::Text => "ARRAY TEXT",
            ElementType::Date => "ARRAY DATE",
            ElementType::Time => "ARRAY TIME",
            ElementType::Object => "ARRAY OBJECT",
            ElementType::Pointer => "ARRAY POINTER",
            ElementType::Blob => "ARRAY BLOB",
            ElementType::Picture => "ARRAY PICTURE",
        };
        self.text.push_str(command);
        self.text.push(' ');
        self.write_list((1..=array.len()).map_while(|index| array.get(index)), depth);
    }
}

/// Whether a property name needs no quotation marks.
fn is_plain_name(name: &str) -> bool {
    let begins = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    begins && name.chars().all(|character| character.is_alphanumeric() || character == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Class, ClassKind, Collection, Date, SharedObject, Time};

    #[test]
    fn simple_values() {
        let shown = [
            (Value::Undefined, "Undefined"),
            (Value::Null, "Null"),
            (Value::Boolean(true), "True"),
            (Value::Real(-2.5), "-2.5"),
            (Value::text("a \"b\" \\ \t\r\n"), r#""a \"b\" \\ \t\r\n""#),
            (Value::text("\u{1b}x"), r#"""+Char(27)+"x""#),
            (Value::Date(Date::or_blank(2024, 1, 31)), "!2024-01-31!"),
            (Value::Date(Date::default()), "!00-00-00!"),
            (Value::Time(Time::new(37_230)), "?10:20:30?"),
            (Value::Pointer(Pointer::default()), "Nil pointer"),
        ];
        for (value, expected) in shown {
            assert_eq!(literal(&value), expected);
        }
    }

    #[test]
    fn classes_are_named_by_their_stores() {
        let shown =
            |class: &Class| literal(&Value::Object(Object::shared(SharedObject::of_reference(class.reference()))));
        let of = Class::new("Class".into(), ClassKind { built_in: true, ..ClassKind::default() }, None);
        let own = Class::with_key("Length".into(), "units.Length".into(), ClassKind::default(), None);
        assert_eq!((shown(&own), shown(&of)), ("cs.units.Length".into(), "4D.Class".into()));
    }

    #[test]
    fn containers_and_circles() {
        let object = Object::new();
        object.put("a", Value::Real(1.0));
        object.put("two words", Value::Collection(Collection::new(vec![Value::Null, Value::text("x")])));
        assert_eq!(literal(&Value::Object(object.clone())), r#"{a: 1; "two words": [Null; "x"]}"#);
        let circle = Object::new();
        circle.put("me", Value::Object(circle.clone()));
        assert_eq!(literal(&Value::Object(circle.clone())), "{me: <circular: 1 level up>}");
        let list = Value::Collection(Collection::new(vec![Value::Object(circle.clone())]));
        circle.put("me", list.clone());
        circle.put("twice", Value::Collection(Collection::new(vec![Value::Null])));
        let inside = "{me: [<circular: 2 levels up>]; twice: [Null]}";
        assert_eq!(literal(&Value::Object(circle.clone())), inside);
        assert_eq!(
            literal_inside(&Value::Object(circle.clone()), std::slice::from_ref(&list)),
            "{me: <circular: 2 levels up>; twice: [Null]}"
        );
        assert_eq!(
            circle_of(&list, &[Value::Object(circle.clone()), list.clone()]).as_deref(),
            Some("<circular: 1 level up>")
        );
        circle.clear();
        let mut deep = Value::Null;
        for _ in 0..14 {
            deep = Value::Collection(Collection::new(vec![deep]));
        }
        assert!(literal(&deep).starts_with("[[[[[[[[[[[[[…]"));
        let long = Collection::new(vec![Value::Real(1.0); 1_000_000]);
        assert!(literal(&Value::Collection(long)).len() < LONGEST + 100);
    }

    #[test]
    fn short_ones_are_cut() {
        let text = Value::text(&"é".repeat(100));
        assert_eq!(short_literal(&text, 6), "\"éééé…");
        assert_eq!(short_literal(&Value::text("1234"), 6), "\"1234\"");
        let nested = Object::new();
        nested.put("a", Value::Collection(Collection::new(vec![Value::Object(Object::new())])));
        assert_eq!(short_literal(&Value::Object(nested), 60), "{a: [{}]}");
    }
}
