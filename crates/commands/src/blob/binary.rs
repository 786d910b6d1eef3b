//! Values as bytes, in a format of our own: `VARIABLE TO BLOB`, `SAVE VARIABLES`.
//!
//! A value is one byte for its type and its content; numbers have the low byte first, lengths are 4 bytes. Objects and
//! collections are counted as they begin, and one that occurs again is written as its number.

use crate::classes::blob::bytes_of;
use fourd_runtime::Process;
use fourd_source::Span;
use fourd_value::picture::Placement;
use fourd_value::{
    Array, ArrayData, Blob, Collection, Date, ElementType, Error, Object, Picture, Text, Time, Value, error,
};
use rustc_hash::FxHashMap;

/// What each variable begins with: a mark and the version of the format.
const HEAD: &[u8; 4] = b"4dv\x01";
/// How deep objects, collections and arrays may nest.
const MAX_DEPTH: usize = 1000;

const UNDEFINED: u8 = 0;
const NULL: u8 = 1;
const FALSE: u8 = 2;
const TRUE: u8 = 3;
const REAL: u8 = 4;
const LATIN: u8 = 5;
const WIDE: u8 = 6;
const DATE: u8 = 7;
const TIME: u8 = 8;
const BLOB: u8 = 9;
const BLOB_OBJECT: u8 = 10;
const OBJECT: u8 = 11;
const COLLECTION: u8 = 12;
const AGAIN: u8 = 13;
const ARRAY: u8 = 14;
const ROWS: u8 = 15;
const PICTURE: u8 = 16;

/// The types of array elements in the order of their numbers in the format.
const ELEMENTS: [ElementType; 11] = [
    ElementType::Boolean,
    ElementType::Integer,
    ElementType::Longint,
    ElementType::Real,
    ElementType::Text,
    ElementType::Date,
    ElementType::Time,
    ElementType::Object,
    ElementType::Pointer,
    ElementType::Blob,
    ElementType::Picture,
];

/// A value as bytes; pointers as what they point to.
///
/// # Errors
/// Objects of built-in classes that cannot be written, and what nests too deep.
pub(crate) fn pack(process: &mut Process<'_>, value: &Value, span: Span) -> Result<Vec<u8>, Error> {
    let mut packer = Packer { process, out: HEAD.to_vec(), numbers: FxHashMap::default(), depth: 0, span };
    packer.value(value)?;
    Ok(packer.out)
}

struct Packer<'p, 'y> {
    process: &'p mut Process<'y>,
    out: Vec<u8>,
    /// The number of each container by identity.
    numbers: FxHashMap<usize, u32>,
    depth: usize,
    span: Span,
}

impl Packer<'_, '_> {
    fn length(&mut self, length: usize) -> Result<(), Error> {
        let length = u32::try_from(length).map_err(|_| Error::of(error::MEMORY_FULL))?;
        self.out.extend_from_slice(&length.to_le_bytes());
        Ok(())
    }

    fn text(&mut self, text: &Text) -> Result<(), Error> {
        if let Some(bytes) = text.as_latin1() {
            self.out.push(LATIN);
            self.length(bytes.len())?;
            self.out.extend_from_slice(bytes);
        } else {
            self.out.push(WIDE);
            self.length(text.len())?;
            self.out.extend(text.units().flat_map(u16::to_le_bytes));
        }
        Ok(())
    }

    fn blob(&mut self, kind: u8, blob: &Blob) -> Result<(), Error> {
        self.out.push(kind);
        self.length(blob.len())?;
        blob.with(|bytes| self.out.extend_from_slice(bytes));
        Ok(())
    }

    fn picture(&mut self, picture: &Picture) -> Result<(), Error> {
        let Some(content) = picture.content() else {
            self.out.extend_from_slice(&[PICTURE, FALSE]);
            return Ok(());
        };
        let placement = content.placement;
        self.out.extend_from_slice(&[PICTURE, TRUE]);
        self.text(&content.codec)?;
        self.text(&content.file_name)?;
        let numbers = [placement.horizontal_scale, placement.vertical_scale, placement.left, placement.top];
        self.out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        let flips = u8::from(placement.flipped_horizontally) | u8::from(placement.flipped_vertically) << 1;
        self.out.push(flips);
        self.length(content.bytes.len())?;
        self.out.extend_from_slice(&content.bytes);
        Ok(())
    }

    fn enter(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > MAX_DEPTH || self.process.stack_is_full() {
            return Err(Error::with(error::STACK_OVERFLOW, "The objects and collections nest too deep"));
        }
        Ok(())
    }

    /// Whether a container was written already; else it gets its number.
    fn again(&mut self, identity: usize) -> bool {
        if let Some(number) = self.numbers.get(&identity) {
            self.out.push(AGAIN);
            self.out.extend_from_slice(&number.to_le_bytes());
            return true;
        }
        self.numbers.insert(identity, self.numbers.len() as u32);
        false
    }

    fn value(&mut self, value: &Value) -> Result<(), Error> {
        match value {
            Value::Undefined => self.out.push(UNDEFINED),
            Value::Null | Value::Unassigned => self.out.push(NULL),
            Value::Boolean(value) => self.out.push(if *value { TRUE } else { FALSE }),
            Value::Real(number) => {
                self.out.push(REAL);
                self.out.extend_from_slice(&number.to_le_bytes());
            }
            Value::Text(text) => self.text(text)?,
            Value::Date(date) => {
                self.out.push(DATE);
                self.out.extend_from_slice(&date.year().to_le_bytes());
                self.out.extend_from_slice(&[date.month(), date.day()]);
            }
            Value::Time(time) => {
                self.out.push(TIME);
                self.out.extend_from_slice(&time.whole_seconds().to_le_bytes());
            }
            Value::Blob(blob) => self.blob(BLOB, blob)?,
            Value::Picture(picture) => self.picture(picture)?,
            Value::Object(object) => self.object(object)?,
            Value::Collection(collection) => {
                if self.again(collection.identity()) {
                    return Ok(());
                }
                self.enter()?;
                let elements = collection.to_vec();
                self.out.push(COLLECTION);
                self.length(elements.len())?;
                elements.iter().try_for_each(|element| self.value(element))?;
                self.depth -= 1;
            }
            Value::Pointer(pointer) if pointer.is_nil() => self.out.push(NULL),
            Value::Pointer(pointer) => {
                self.enter()?;
                let place = self.process.target(pointer, self.span);
                let target = self.process.read(&place, self.span);
                self.value(&target)?;
                self.depth -= 1;
            }
            Value::Array(array) => self.array(array)?,
        }
        Ok(())
    }

    fn object(&mut self, object: &Object) -> Result<(), Error> {
        if let Some(blob) = bytes_of(&Value::Object(object.clone())) {
            return self.blob(BLOB_OBJECT, &blob);
        }
        if let Some(class) = object.native_name() {
            let message = format!("An object of the class `4D.{class}` cannot be written into a Blob");
            return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
        }
        if self.again(object.identity()) {
            return Ok(());
        }
        self.enter()?;
        let entries = object.entries();
        self.out.push(OBJECT);
        self.length(entries.len())?;
        for (key, value) in &entries {
            self.text(key)?;
            self.value(value)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn array(&mut self, array: &Array) -> Result<(), Error> {
        self.enter()?;
        let element = array.with(ArrayData::element_type);
        let is_rows = array.with(|data| matches!(data, ArrayData::Rows(..)));
        let number = ELEMENTS.iter().position(|other| *other == element).unwrap_or_default();
        self.out.extend_from_slice(&[if is_rows { ROWS } else { ARRAY }, number as u8]);
        self.out.extend_from_slice(&array.current().to_le_bytes());
        self.length(array.len())?;
        for index in 0..=array.len() {
            if let Some(value) = array.get(index) {
                self.value(&value)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }
}

/// The value that bytes begin with and how many bytes it takes; none where they are no value.
pub(crate) fn unpack(process: &mut Process<'_>, bytes: &[u8]) -> Option<(Value, usize)> {
    let rest = bytes.strip_prefix(HEAD)?;
    let mut reader = Unpacker { process, bytes: rest, containers: Vec::new(), depth: 0 };
    let value = reader.value()?;
    let left = reader.bytes.len();
    Some((value, bytes.len() - left))
}

struct Unpacker<'a, 'p, 'y> {
    process: &'p mut Process<'y>,
    bytes: &'a [u8],
    containers: Vec<Value>,
    depth: usize,
}

impl<'a> Unpacker<'a, '_, '_> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    fn chunk<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N).and_then(|bytes| bytes.try_into().ok())
    }

    /// A count of things of which each takes at least `size` bytes.
    fn length(&mut self, size: usize) -> Option<usize> {
        let length = u32::from_le_bytes(self.chunk()?) as usize;
        (length.checked_mul(size)? <= self.bytes.len()).then_some(length)
    }

    fn enter(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH && !self.process.stack_is_full()).then_some(())
    }

    fn text(&mut self, kind: u8) -> Option<Text> {
        match kind {
            LATIN => {
                let length = self.length(1)?;
                self.take(length).map(Text::from_latin1)
            }
            WIDE => {
                let length = self.length(2)?;
                let units: Vec<u16> =
                    self.take(length * 2)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
                Some(Text::from_utf16(&units))
            }
            _ => None,
        }
    }

    fn value(&mut self) -> Option<Value> {
        let [kind] = self.chunk()?;
        Some(match kind {
            UNDEFINED => Value::Undefined,
            NULL => Value::Null,
            FALSE => Value::Boolean(false),
            TRUE => Value::Boolean(true),
            REAL => Value::Real(f64::from_le_bytes(self.chunk()?)),
            LATIN | WIDE => Value::Text(self.text(kind)?),
            DATE => {
                let [low, high, month, day] = self.chunk()?;
                Value::Date(Date::or_blank(u16::from_le_bytes([low, high]), month, day))
            }
            TIME => Value::Time(Time::new(i64::from_le_bytes(self.chunk()?))),
            BLOB | BLOB_OBJECT => {
                let length = self.length(1)?;
                let blob = Blob::new(self.take(length)?.to_vec());
                if kind == BLOB { Value::Blob(blob) } else { self.process.blob_object(&blob) }
            }
            PICTURE => Value::Picture(self.picture()?),
            OBJECT => {
                self.enter()?;
                let object = Object::new();
                self.containers.push(Value::Object(object.clone()));
                for _ in 0..self.length(2)? {
                    let [kind] = self.chunk()?;
                    let key = self.text(kind)?;
                    let value = self.value()?;
                    object.put(key, value);
                }
                self.depth -= 1;
                Value::Object(object)
            }
            COLLECTION => {
                self.enter()?;
                let length = self.length(1)?;
                let collection = Collection::new(Vec::with_capacity(length));
                self.containers.push(Value::Collection(collection.clone()));
                for _ in 0..length {
                    let element = self.value()?;
                    collection.push(element, 0).ok()?;
                }
                self.depth -= 1;
                Value::Collection(collection)
            }
            AGAIN => {
                let number = u32::from_le_bytes(self.chunk()?);
                self.containers.get(number as usize)?.clone()
            }
            ARRAY | ROWS => Value::Array(self.array(kind == ROWS)?),
            _ => return None,
        })
    }

    fn picture(&mut self) -> Option<Picture> {
        if self.chunk()? == [FALSE] {
            return Some(Picture::default());
        }
        let [kind] = self.chunk()?;
        let codec = self.text(kind)?;
        let [kind] = self.chunk()?;
        let file_name = self.text(kind)?;
        let mut number = || self.chunk().map(f64::from_le_bytes).filter(|number| number.is_finite());
        let (horizontal_scale, vertical_scale) = (number()?.max(0.0), number()?.max(0.0));
        let (left, top) = (number()?, number()?);
        let [flips] = self.chunk()?;
        let length = self.length(1)?;
        let mut picture = Picture::new(codec, self.take(length)?.to_vec());
        let (flipped_horizontally, flipped_vertically) = (flips & 1 != 0, flips & 2 != 0);
        let placement =
            Placement { horizontal_scale, vertical_scale, left, top, flipped_horizontally, flipped_vertically };
        picture.change(|content| {
            content.file_name = file_name;
            content.placement = placement;
        });
        Some(picture)
    }

    fn array(&mut self, is_rows: bool) -> Option<Array> {
        self.enter()?;
        let [number] = self.chunk()?;
        let element = *ELEMENTS.get(usize::from(number))?;
        let current = i32::from_le_bytes(self.chunk()?);
        let length = self.length(1)?;
        let array = if is_rows { Array::new_rows(element, length, 0) } else { Array::new(element, length) };
        array.set_current(current);
        for index in 0..=length {
            let value = self.value()?;
            // Pointers were written as what they pointed to: such an array gets nil pointers.
            if !array.set(index, &value) && element != ElementType::Pointer {
                return None;
            }
        }
        self.depth -= 1;
        Some(array)
    }
}
