//! Values as JSON text, written directly from the values.

use fourd_runtime::Process;
use fourd_source::Span;
use fourd_value::text::TextBuilder;
use fourd_value::{Array, Blob, Collection, Date, Error, Function, Object, Text, Time, Value, error, number};

/// How deep objects and collections may nest in JSON text.
pub const MAX_DEPTH: usize = 1000;

/// For each unit of one byte: 0 where it stands for itself inside a JSON string, else the letter after the backslash.
static ESCAPES: [u8; 256] = {
    let mut table = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        table[control] = b'u';
        control += 1;
    }
    table[8] = b'b';
    table[9] = b't';
    table[10] = b'n';
    table[12] = b'f';
    table[13] = b'r';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table
};

/// Why writing ends early: an error of its own, or one that the evaluator has recorded already.
type Written = Result<(), Option<Error>>;

/// A value as JSON text; `pretty` breaks lines and indents with tabs. Pointers stand for what they point to.
///
/// # Errors
/// [`error::CYCLE`] for what contains itself, [`error::JSON_DEPTH`] for what nests too deep.
pub fn stringify(process: &mut Process<'_>, value: &Value, pretty: bool, span: Span) -> Result<Text, Error> {
    let mut writer =
        Writer { process, out: TextBuilder::with_capacity(64), digits: String::new(), open: Vec::new(), pretty, span };
    match writer.value(value) {
        Ok(()) => writer.out.try_finish(),
        Err(None) => Ok(Text::EMPTY),
        Err(Some(error)) => Err(error),
    }
}

struct Writer<'p, 'y> {
    process: &'p mut Process<'y>,
    out: TextBuilder,
    digits: String,
    /// The objects and collections around, by identity.
    open: Vec<usize>,
    pretty: bool,
    span: Span,
}

impl Writer<'_, '_> {
    /// Writes a value for which no 4D code can run; false for any other.
    #[inline]
    fn scalar(&mut self, value: &Value) -> bool {
        match value {
            Value::Undefined | Value::Null | Value::Unassigned => self.out.push_latin1(b"null"),
            Value::Boolean(true) => self.out.push_latin1(b"true"),
            Value::Boolean(false) => self.out.push_latin1(b"false"),
            Value::Real(number) => self.number(*number),
            Value::Text(text) => self.text(text),
            Value::Date(date) => self.date(*date),
            Value::Time(time) => self.time(*time),
            Value::Blob(blob) => self.blob(blob),
            Value::Picture(_) => self.out.push_latin1(b"\"[object Picture]\""),
            Value::Object(_) | Value::Collection(_) | Value::Pointer(_) | Value::Array(_) => return false,
        }
        true
    }

    fn value(&mut self, value: &Value) -> Written {
        if self.scalar(value) {
            return Ok(());
        }
        match value {
            Value::Object(object) => self.object(object),
            Value::Collection(collection) => self.collection(collection),
            Value::Array(array) => self.array(array),
            value => self.behind_pointer(value),
        }
    }

    fn number(&mut self, number: f64) {
        self.digits.clear();
        number::to_json(number, &mut self.digits);
        self.out.push_latin1(self.digits.as_bytes());
    }

    /// The properties of a 4D.Blob.
    fn blob(&mut self, blob: &Blob) {
        self.out.push_latin1(b"{");
        self.open.push(0);
        self.key(&Text::from("size"), true);
        self.number(blob.len() as f64);
        self.leave(b'}', false);
    }

    fn date(&mut self, date: Date) {
        let text = self.process.date_as_text(date);
        self.out.push_latin1(b"\"");
        self.out.push(&text);
        self.out.push_latin1(b"\"");
    }

    fn time(&mut self, time: Time) {
        self.number(time.seconds());
    }

    fn text(&mut self, text: &Text) {
        self.out.push_latin1(b"\"");
        match (text.as_latin1(), text.as_wide()) {
            (Some(bytes), _) => self.run(bytes, |byte| *byte, TextBuilder::push_latin1),
            (None, Some(units)) => {
                self.run(units, |unit| if *unit < 0x80 { *unit as u8 } else { b' ' }, TextBuilder::push_units);
            }
            (None, None) => {}
        }
        self.out.push_latin1(b"\"");
    }

    /// Writes units that need no escape in one piece. `key` gives the unit's row in the table of escapes.
    #[inline]
    fn run<U>(&mut self, units: &[U], key: impl Fn(&U) -> u8, push: impl Fn(&mut TextBuilder, &[U])) {
        let mut rest = units;
        while let Some(plain) = rest.iter().position(|unit| ESCAPES[usize::from(key(unit))] != 0) {
            let (before, after) = rest.split_at(plain);
            push(&mut self.out, before);
            let Some((unit, after)) = after.split_first() else { break };
            let unit = key(unit);
            match ESCAPES[usize::from(unit)] {
                b'u' => self.out.push_str(&format!("\\u{unit:04x}")),
                letter => self.out.push_latin1(&[b'\\', letter]),
            }
            rest = after;
        }
        push(&mut self.out, rest);
    }

    fn behind_pointer(&mut self, pointer: &Value) -> Written {
        let Value::Pointer(pointer) = pointer else { return Ok(()) };
        if pointer.is_nil() {
            self.out.push_latin1(b"null");
            return Ok(());
        }
        let place = self.process.target(pointer, self.span);
        let value = self.process.read(&place, self.span);
        if self.process.attention {
            return Err(None);
        }
        let identity = pointer.0.as_ref().map_or(0, |target| std::rc::Rc::as_ptr(target) as usize);
        self.enter(identity)?;
        self.value(&value)?;
        self.open.pop();
        Ok(())
    }

    /// Begins a container.
    fn enter(&mut self, identity: usize) -> Written {
        if self.open.contains(&identity) {
            return Err(Some(Error::of(error::CYCLE)));
        }
        if self.open.len() >= MAX_DEPTH || self.process.stack_is_full() {
            return Err(Some(Error::of(error::JSON_DEPTH)));
        }
        self.open.push(identity);
        Ok(())
    }

    /// Ends a container.
    fn leave(&mut self, close: u8, empty: bool) {
        self.open.pop();
        if self.pretty && !empty {
            self.line();
        }
        self.out.push_latin1(&[close]);
    }

    fn line(&mut self) {
        self.out.push_latin1(b"\n");
        for _ in 0..self.open.len() {
            self.out.push_latin1(b"\t");
        }
    }

    /// What stands before an element.
    #[inline]
    fn before(&mut self, first: bool) {
        if !first {
            self.out.push_latin1(b",");
        }
        if self.pretty {
            self.line();
        }
    }

    fn key(&mut self, key: &Text, first: bool) {
        self.before(first);
        self.text(key);
        self.out.push_latin1(if self.pretty { b": " } else { b":" });
    }

    fn object(&mut self, object: &Object) -> Written {
        if let Some(blob) = object.native_data::<Blob>() {
            self.blob(blob);
            return Ok(());
        }
        if let Some(class) = object.native_name() {
            let name = if object.native_data::<Function>().is_some() { Text::from("Formula") } else { class };
            self.out.push_latin1(b"\"[object ");
            self.out.push(&name);
            self.out.push_latin1(b"]\"");
            return Ok(());
        }
        self.enter(object.identity())?;
        self.out.push_latin1(b"{");
        let mut first = true;
        if object.as_shared().is_some() {
            for (key, value) in object.entries() {
                self.key(&key, first);
                self.value(&value)?;
                first = false;
            }
        } else {
            let mut position = 0;
            // The object is borrowed only while a plain value is written: behind pointers 4D code may run.
            while let Some(rest) = object.look_at(position, |key, value| {
                if matches!(value, Value::Undefined) {
                    return None;
                }
                self.key(key, first);
                first = false;
                if self.scalar(value) { None } else { Some(value.clone()) }
            }) {
                if let Some(value) = rest {
                    self.value(&value)?;
                }
                position += 1;
            }
        }
        self.leave(b'}', first);
        Ok(())
    }

    fn collection(&mut self, collection: &Collection) -> Written {
        self.enter(collection.identity())?;
        self.out.push_latin1(b"[");
        let mut position = 0;
        while let Some(rest) = collection.look(position, |value| {
            self.before(position == 0);
            if self.scalar(value) { None } else { Some(value.clone()) }
        }) {
            if let Some(value) = rest {
                self.value(&value)?;
            }
            position += 1;
        }
        self.leave(b']', position == 0);
        Ok(())
    }

    /// The elements from 1 on.
    fn array(&mut self, array: &Array) -> Written {
        self.enter(array.identity())?;
        self.out.push_latin1(b"[");
        let mut index = 1;
        while index <= array.len() {
            let Some(value) = array.get(index) else { break };
            self.before(index == 1);
            self.value(&value)?;
            index += 1;
        }
        self.leave(b']', index == 1);
        Ok(())
    }
}
