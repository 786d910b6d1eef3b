//! Values as the 4D literals that give them, where there are such literals.

use fourd_value::array::ArrayData;
use fourd_value::{Array, ElementType, Function, Object, Pointer, PointerTarget, Value, number};

/// How deep objects and collections are shown: beyond, and in circles, three dots stand for them.
const DEEPEST: usize = 12;

/// How much is shown of one value, in bytes; then three dots follow.
const LONGEST: usize = 100_000;

/// The literal of a value: `"text"`, `True`, `!2024-01-31!`, `{a: 1; b: "x"}`. What has no literal is named by its type.
pub fn literal(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text
}

fn write(value: &Value, depth: usize, out: &mut String) {
    if out.len() > LONGEST {
        out.push('…');
        return;
    }
    match value {
        Value::Undefined => out.push_str("Undefined"),
        Value::Null => out.push_str("Null"),
        Value::Boolean(true) => out.push_str("True"),
        Value::Boolean(false) => out.push_str("False"),
        Value::Real(value) => out.push_str(&number::to_text(*value).to_cow()),
        Value::Text(text) => quoted(&text.to_cow(), out),
        Value::Date(date) if date.is_blank() => out.push_str("!00-00-00!"),
        Value::Date(date) => out.push_str(&format!("!{}!", date.to_iso())),
        Value::Time(time) => out.push_str(&format!("?{time}?")),
        Value::Picture(picture) => out.push_str(&format!("Picture of {} bytes", picture.len())),
        Value::Blob(blob) => out.push_str(&format!("Blob of {} bytes", blob.len())),
        Value::Pointer(pointer) => write_pointer(pointer, out),
        Value::Object(object) => write_object(object, depth, out),
        Value::Collection(collection) => {
            let elements = (0..collection.len()).map_while(|position| collection.get(position));
            write_list(elements, depth, out);
        }
        Value::Array(array) => write_array(array, depth, out),
    }
}

/// A text in quotation marks. Characters that no escape stands for are joined to it by their code.
fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&format!("\"+Char({})+\"", control as u32)),
            other => out.push(other),
        }
    }
    out.push('"');
}

fn write_list(elements: impl Iterator<Item = Value>, depth: usize, out: &mut String) {
    if depth == DEEPEST {
        out.push_str("[…]");
        return;
    }
    out.push('[');
    for (position, element) in elements.enumerate() {
        if position > 0 {
            out.push_str("; ");
        }
        write(&element, depth + 1, out);
        if out.len() > LONGEST {
            break;
        }
    }
    out.push(']');
}

fn write_object(object: &Object, depth: usize, out: &mut String) {
    if let Some(function) = object.native_data::<Function>() {
        let source = function.source();
        let shown = if source.is_empty() { function.name() } else { source };
        out.push_str(&format!("Formula({shown})"));
        return;
    }
    let class = match (object.class(), object.as_shared().and_then(|shared| shared.class.clone())) {
        (Some(class), _) => Some(class.name.to_string()),
        (None, Some(class)) => Some(class.to_string()),
        (None, None) => None,
    };
    if let Some(class) = class {
        out.push_str(&class);
        out.push(' ');
    }
    if depth == DEEPEST {
        out.push_str("{…}");
        return;
    }
    out.push('{');
    for (position, (key, value)) in object.entries().into_iter().enumerate() {
        if position > 0 {
            out.push_str("; ");
        }
        let key = key.to_cow();
        if is_plain_name(&key) {
            out.push_str(&key)
        } else {
            quoted(&key, out)
        }
        out.push_str(": ");
        write(&value, depth + 1, out);
        if out.len() > LONGEST {
            break;
        }
    }
    out.push('}');
}

/// Whether a property name needs no quotation marks.
fn is_plain_name(name: &str) -> bool {
    let begins = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    begins && name.chars().all(|character| character.is_alphanumeric() || character == '_')
}

fn write_pointer(pointer: &Pointer, out: &mut String) {
    let Some(target) = &pointer.0 else {
        out.push_str("Nil pointer");
        return;
    };
    match &**target {
        PointerTarget::Local { name, .. } => out.push_str(&format!("->${name}")),
        PointerTarget::Process { name, .. } => out.push_str(&format!("->{name}")),
        PointerTarget::Interprocess { name, .. } => out.push_str(&format!("-><>{name}")),
        PointerTarget::Element(array, index) => {
            write_pointer(array, out);
            out.push_str(&format!("{{{index}}}"));
        }
        PointerTarget::Table(table) => out.push_str(&format!("Table({table})")),
        PointerTarget::Field(table, field) => out.push_str(&format!("Field({table}; {field})")),
        PointerTarget::Property(_, name) => out.push_str(&format!("Pointer to the property `{name}`")),
        PointerTarget::Item(_, position) => out.push_str(&format!("Pointer to the element {position}")),
    }
}

/// An array as the command that makes it, and its elements from 1.
fn write_array(array: &Array, depth: usize, out: &mut String) {
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
    out.push_str(command);
    out.push(' ');
    write_list((1..=array.len()).map_while(|index| array.get(index)), depth, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use fourd_value::{Collection, Date, Time};

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
    fn containers_and_circles() {
        let object = Object::new();
        object.put("a", Value::Real(1.0));
        object.put("two words", Value::Collection(Collection::new(vec![Value::Null, Value::text("x")])));
        assert_eq!(literal(&Value::Object(object.clone())), r#"{a: 1; "two words": [Null; "x"]}"#);
        let circle = Object::new();
        circle.put("me", Value::Object(circle.clone()));
        assert!(literal(&Value::Object(circle.clone())).ends_with("{…}}}}}}}}}}}}}"));
        circle.clear();
        let long = Collection::new(vec![Value::Real(1.0); 1_000_000]);
        assert!(literal(&Value::Collection(long)).len() < LONGEST + 100);
    }
}
