//! Values as the prompt shows them: literals of 4D on one line where they fit, over several lines where they do not,
//! collections of similar objects as a table. What is too long is cut with a note that says how much there is.

use super::table::{Column, Style, cut, table};
use fourd_value::literal::{circle_of, key_literal, literal, literal_inside, shown_entries};
use fourd_value::{Object, Value};
use unicode_width::UnicodeWidthStr;

/// So many elements or properties are shown.
const MOST_ELEMENTS: usize = 100;
/// So many rows of a table are shown.
const MOST_ROWS: usize = 20;
/// So many different properties the objects of a table may have.
const MOST_COLUMNS: usize = 40;
/// So many characters of a text are shown.
const MOST_CHARACTERS: usize = 2_000;
/// So many lines are shown.
const MOST_LINES: usize = 400;
/// How deep values are spread over lines.
const DEEPEST: usize = 12;
/// The same where all is shown: deeper values would need too much stack.
const DEEPEST_WHOLE: usize = 100;
/// How many blanks the content of an object is indented by.
const STEP: usize = 2;

/// The value for a person, ending with a line end.
pub fn shown(value: &Value, style: Style) -> String {
    if let Value::Collection(collection) = value
        && literal(value).width() > style.width
    {
        let most = if style.whole { usize::MAX } else { MOST_ROWS };
        let rows: Vec<Value> = (0..collection.len().min(most)).map_while(|row| collection.get(row)).collect();
        if let Some(table) = as_table(&rows, collection.len(), style) {
            return table;
        }
    }
    let mut page = Page { text: String::new(), style, lines: 1, outside: Vec::new() };
    page.write(value, 0, 0);
    page.text.push('\n');
    page.text
}

/// A number with commas between its thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut result = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            result.push(',');
        }
        result.push(digit);
    }
    result
}

/// The note about so many things that are left out.
fn more(count: usize, what: &str) -> String {
    format!("… {}: `.all` shows everything", counted(count, what))
}

fn counted(count: usize, what: &str) -> String {
    format!("{} more {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

struct Page {
    text: String,
    style: Style,
    lines: usize,
    /// The objects and collections around the value, outermost first.
    outside: Vec<Value>,
}

impl Page {
    /// How many of these are shown.
    fn limit(&self, most: usize) -> usize {
        if self.style.whole { usize::MAX } else { most }
    }

    fn is_full(&self) -> bool {
        self.lines > self.limit(MOST_LINES)
    }

    /// Writes a value; the line has so many characters before it.
    fn write(&mut self, value: &Value, indent: usize, used: usize) {
        if let Some(circle) = circle_of(value, &self.outside) {
            self.text.push_str(&circle);
            return;
        }
        let flat = literal_inside(value, &self.outside);
        let room = self.style.width.saturating_sub(used + 1);
        let deepest = if self.style.whole { DEEPEST_WHOLE } else { DEEPEST };
        if flat.width() <= room || self.outside.len() == deepest || self.is_full() {
            self.text.push_str(&cut(&flat, room.max(20)));
            return;
        }
        self.outside.push(value.clone());
        match value {
            Value::Object(object) if flat.ends_with('}') => self.write_object(object, &flat, indent),
            Value::Collection(collection) => {
                let count = collection.len();
                let most = self.limit(MOST_ELEMENTS);
                let elements = (0..count.min(most)).map_while(|at| collection.get(at)).collect();
                self.write_list("[", elements, count, indent);
            }
            Value::Array(array) => {
                let count = array.len();
                let most = self.limit(MOST_ELEMENTS);
                let elements = (1..=count.min(most)).map_while(|at| array.get(at)).collect();
                let begin = flat.split_inclusive('[').next().unwrap_or("[");
                self.write_list(begin, elements, count, indent);
            }
            Value::Text(text) => self.write_text(&text.to_cow(), indent),
            _ => self.text.push_str(&flat),
        }
        self.outside.pop();
    }

    fn new_line(&mut self, indent: usize) {
        self.lines += 1;
        self.text.push('\n');
        self.text.push_str(&" ".repeat(indent));
    }

    /// Says that something is left out, if anything is. Where the page is full, only the outermost value says it.
    fn note(&mut self, left_out: usize, what: &str, indent: usize) {
        if left_out > 0 {
            self.new_line(indent);
            self.text.push_str(&more(left_out, what));
        }
    }

    fn write_object(&mut self, object: &Object, flat: &str, indent: usize) {
        let begin = flat.split_inclusive('{').next().unwrap_or("{");
        self.text.push_str(begin);
        let entries = shown_entries(object);
        let (count, inside) = (entries.len(), indent + STEP);
        let most = self.limit(MOST_ELEMENTS);
        let mut written = 0;
        for (position, (key, value)) in entries.iter().take(most).enumerate() {
            written = position + 1;
            self.new_line(inside);
            let key = key_literal(&key.to_cow()) + ": ";
            self.text.push_str(&key);
            self.write(value, inside, inside + key.width());
            if position + 1 < count {
                self.text.push(';');
            }
            if self.is_full() {
                break;
            }
        }
        self.note(count - written, "element", inside);
        self.new_line(indent);
        self.text.push('}');
    }

    /// Simple elements fill the lines, others have lines of their own.
    fn write_list(&mut self, begin: &str, elements: Vec<Value>, count: usize, indent: usize) {
        self.text.push_str(begin);
        let inside = indent + STEP;
        let fill = !elements.iter().any(|each| matches!(each, Value::Object(_) | Value::Collection(_)));
        let mut used = usize::MAX;
        let mut written = 0;
        for (position, element) in elements.iter().enumerate() {
            let needed = if fill { literal(element).width() + 2 } else { usize::MAX };
            written = position + 1;
            if used.saturating_add(needed) > self.style.width {
                self.new_line(inside);
                used = inside;
            } else {
                self.text.push(' ');
            }
            self.write(element, inside, inside);
            used = used.saturating_add(needed);
            if position + 1 < count {
                self.text.push(';');
            }
            if self.is_full() {
                break;
            }
        }
        self.note(count - written, "element", inside);
        self.new_line(indent);
        self.text.push(']');
    }

    /// A text has a line for each of its own lines; a long line goes over several.
    fn write_text(&mut self, text: &str, indent: usize) {
        let count = text.chars().count();
        let most = self.limit(MOST_CHARACTERS);
        let end = text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
        let room = self.style.width.saturating_sub(indent + 8).max(20);
        let mut pieces: Vec<String> = Vec::new();
        for line in text[..end].split_inclusive(['\r', '\n']) {
            // `\r\n` ends one line.
            if line == "\n" && pieces.last().is_some_and(|before| before.ends_with('\r')) {
                if let Some(before) = pieces.last_mut() {
                    before.push('\n');
                }
                continue;
            }
            let mut rest = line;
            while rest.width() > room {
                let mut cut_at = rest.char_indices().take_while(|(at, _)| rest[..*at].width() <= room).last();
                let last_blank = cut_at.and_then(|(at, _)| rest[..at].rfind(' ')).map(|at| (at + 1, ' '));
                cut_at = last_blank.or(cut_at);
                let Some((at, _)) = cut_at.filter(|(at, _)| *at > 0) else { break };
                pieces.push(rest[..at].to_owned());
                rest = &rest[at..];
            }
            pieces.push(rest.to_owned());
        }
        let last = pieces.len().saturating_sub(1);
        let mut written = 0;
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 {
                self.new_line(indent);
            }
            self.text.push_str(&literal(&Value::text(piece)));
            if index < last {
                self.text.push_str("+\\");
            }
            written += piece.chars().count();
            if self.is_full() {
                break;
            }
        }
        if count > written {
            self.new_line(indent);
            let (left_out, all) = (grouped(count - written), grouped(count));
            self.text.push_str(&format!("… {left_out} more of {all} characters: `.all` shows everything"));
        }
    }
}

/// The table of a collection of objects with like properties: most objects have most of them. `rows` are the first of
/// its `count` elements.
fn as_table(rows: &[Value], count: usize, style: Style) -> Option<String> {
    let objects: Vec<Vec<(String, Value)>> = rows
        .iter()
        .map(|row| match row {
            Value::Object(object) if object.is_plain() || !object.is_native() => {
                let entries = object.entries();
                let named = entries.into_iter().map(|(key, value)| (key.to_string(), value));
                Some(named.collect()).filter(|entries: &Vec<_>| !entries.is_empty())
            }
            _ => None,
        })
        .collect::<Option<_>>()?;
    if objects.len() < 2 {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in objects.iter().flatten() {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
        if names.len() > MOST_COLUMNS {
            return None;
        }
    }
    let filled: usize = objects.iter().map(Vec::len).sum();
    if filled * 2 < names.len() * objects.len() {
        return None;
    }
    let numbers =
        Column { name: String::new(), right: true, cells: (0..objects.len()).map(|row| row.to_string()).collect() };
    let mut columns = vec![numbers];
    for name in names {
        let of = |row: &Vec<(String, Value)>| row.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        let values: Vec<Option<Value>> = objects.iter().map(of).collect();
        let right = values.iter().flatten().all(|value| matches!(value, Value::Real(_)));
        let cells = values.iter().map(|value| value.as_ref().map(literal).unwrap_or_default()).collect();
        columns.push(Column { name: key_literal(name), right, cells });
    }
    let (mut text, left_out) = table(&columns, style);
    let mut rest = Vec::new();
    if count > objects.len() {
        rest.push(counted(count - objects.len(), "row"));
    }
    if left_out > 0 {
        rest.push(counted(left_out, "column"));
    }
    if !rest.is_empty() {
        text.push_str(&format!("… {}: `.all` shows everything\n", rest.join(", ")));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fourd_value::Collection;

    fn in_width(value: &Value, width: usize) -> String {
        shown(value, Style { width, colour: false, whole: false })
    }

    fn object(entries: &[(&str, Value)]) -> Value {
        let object = Object::new();
        entries.iter().for_each(|(key, value)| object.put(*key, value.clone()));
        Value::Object(object)
    }

    #[test]
    fn long_values_go_over_lines() {
        let value = object(&[("name", Value::text("Ada")), ("born in", Value::Real(1815.0))]);
        assert_eq!(in_width(&value, 80), "{name: \"Ada\"; \"born in\": 1815}\n");
        assert_eq!(in_width(&value, 24), "{\n  name: \"Ada\";\n  \"born in\": 1815\n}\n");
        let list = Value::Collection(Collection::new((0..12).map(|each| Value::Real(f64::from(each))).collect()));
        assert_eq!(in_width(&list, 20), "[\n  0; 1; 2; 3; 4; 5;\n  6; 7; 8; 9; 10;\n  11\n]\n");
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let list = Value::Collection(Collection::new(vec![Value::Real(1.0); 10_000]));
        assert!(in_width(&list, 80).ends_with("\n  … 9,900 more elements: `.all` shows everything\n]\n"));
        let text = Value::text("x".repeat(10_000).as_str());
        assert!(in_width(&text, 80).ends_with("\n… 8,000 more of 10,000 characters: `.all` shows everything\n"));
        assert_eq!(
            (grouped(7), grouped(999), grouped(1_000), grouped(1_234_567)),
            ("7".into(), "999".into(), "1,000".into(), "1,234,567".into())
        );
    }

    #[test]
    fn texts_break_at_their_lines() {
        assert_eq!(in_width(&Value::text("a\nb"), 80), "\"a\\nb\"\n");
        let text = Value::text("The first line of it\r\nand the second one");
        assert_eq!(in_width(&text, 40), "\"The first line of it\\r\\n\"+\\\n\"and the second one\"\n");
    }

    #[test]
    fn similar_objects_are_a_table() {
        let row = |name: &str, age: f64| object(&[("name", Value::text(name)), ("age", Value::Real(age))]);
        let rows: Vec<Value> = (0..30).map(|at| row("Ada", f64::from(at))).collect();
        let text = in_width(&Value::Collection(Collection::new(rows)), 80);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "   │ name  │ age");
        assert_eq!(lines[2], " 0 │ \"Ada\" │   0");
        assert_eq!(lines[22], "… 10 more rows: `.all` shows everything");
        let mixed = Collection::new(vec![row("Ada", 1.0), Value::Real(2.0)]);
        assert_eq!(in_width(&Value::Collection(mixed), 80), "[{name: \"Ada\"; age: 1}; 2]\n");
        let different = Collection::new((0..4).map(|at| object(&[(&format!("p{at}") as &str, Value::Null)])).collect());
        assert!(in_width(&Value::Collection(different), 80).starts_with("[{p0"));
    }

    #[test]
    fn circles_end() {
        let circle = Object::new();
        circle.put("me", Value::Object(circle.clone()));
        circle.put("text", Value::text("x".repeat(100).as_str()));
        let text = in_width(&Value::Object(circle.clone()), 60);
        circle.clear();
        assert!(text.starts_with("{\n  me: <circular: 1 level up>;\n  text: "), "{text}");
    }

    #[test]
    fn all_is_shown_on_demand() {
        let all = |value: &Value| shown(value, Style { width: 80, colour: false, whole: true });
        let list = Value::Collection(Collection::new(vec![Value::Real(1.0); 10_000]));
        assert_eq!(all(&list).matches('1').count(), 10_000);
        let text = Value::text("x".repeat(10_000).as_str());
        assert_eq!(all(&text).matches('x').count(), 10_000);
        let row =
            |at: u32| object(&[("number", Value::Real(f64::from(at))), ("text", Value::text("y".repeat(90).as_str()))]);
        let table = all(&Value::Collection(Collection::new((0..500).map(row).collect())));
        assert_eq!((table.lines().count(), table.matches('y').count()), (502, 45_000));
    }
}
