//! Values as variables, parameters and elements of objects take them, where that depends on classes.

use crate::convert::{DatesInside, default_value};
use crate::process::Process;
use fourd_resolve::Type;
use fourd_source::Span;
use fourd_value::number;
use fourd_value::{Blob, Date, Error, Object, Picture, Text, Time, Value, error};

const SECONDS_OF_DAY: i64 = 86_400;

impl Process<'_> {
    pub(crate) fn mismatch(&mut self, expected: &str, found: &Value, span: Span) {
        let text = format!("expected {expected}, found {}", found.type_name());
        self.raise(Error::with(error::INCOMPATIBLE_TYPES, text), span);
    }

    /// A number from any value.
    #[cold]
    pub fn to_real(&mut self, value: &Value, span: Span) -> f64 {
        match value {
            Value::Undefined => 0.0,
            value => value.as_real().unwrap_or_else(|| {
                self.mismatch("a number", value, span);
                0.0
            }),
        }
    }

    /// A Boolean from any value; Null counts as False.
    #[cold]
    pub fn to_boolean(&mut self, value: &Value, span: Span) -> bool {
        match value {
            Value::Boolean(value) => *value,
            Value::Undefined | Value::Null => false,
            value => {
                self.mismatch("a Boolean", value, span);
                false
            }
        }
    }

    /// A text from any value.
    #[cold]
    pub fn to_text(&mut self, value: &Value, span: Span) -> Text {
        match value {
            Value::Text(text) => text.clone(),
            Value::Undefined => Text::EMPTY,
            value => {
                self.mismatch("a text", value, span);
                Text::EMPTY
            }
        }
    }

    /// A scalar Blob as an object of class `4D.Blob`, as which objects and collections hold it
    /// ([BLOB](https://developer.4d.com/docs/Concepts/blob)).
    pub fn blob_object(&mut self, blob: &Blob) -> Value {
        match crate::classes::built_in(self, "Blob") {
            Some(class) => Value::Object(Object::travelling(&class, blob.clone())),
            None => Value::Null,
        }
    }

    /// A value as a property or an element: an array is its current index, a scalar Blob an object, a time its seconds
    /// ([OB SET](https://developer.4d.com/docs/commands/ob-set)).
    #[inline]
    pub fn contained(&mut self, value: Value) -> Value {
        match value {
            value @ (Value::Array(_) | Value::Blob(_) | Value::Time(_)) => self.as_contained(value),
            Value::Date(date) if self.dates_inside_objects != DatesInside::Dates => {
                Value::Text(self.date_as_text(date))
            }
            Value::Unassigned => Value::Null,
            value => value,
        }
    }

    #[inline(never)]
    fn as_contained(&mut self, value: Value) -> Value {
        match value {
            Value::Array(array) => Value::Real(f64::from(array.current())),
            Value::Blob(blob) => self.blob_object(&blob),
            Value::Time(time) => Value::Real(time.seconds()),
            value => value,
        }
    }

    /// A date as objects and JSON have it where they do not have dates, where the blank date is the empty text.
    pub fn date_as_text(&self, date: Date) -> Text {
        let (date, time) = match self.dates_inside_objects {
            DatesInside::Dates => return date.to_iso(),
            _ if date.is_blank() => return Text::EMPTY,
            DatesInside::Texts => (date, Time::ZERO),
            DatesInside::TextsInUtc => {
                let offset = i64::from(crate::clock::offset_of_local(date, Time::ZERO));
                let (days, seconds) = ((-offset).div_euclid(SECONDS_OF_DAY), (-offset).rem_euclid(SECONDS_OF_DAY));
                (date.add_days(days), Time::new(seconds))
            }
        };
        let (_, hours, minutes, seconds) = time.parts();
        Text::from(format!("{}T{hours:02}:{minutes:02}:{seconds:02}.000Z", date.to_iso()))
    }

    /// A value as a parameter that an old command declares takes it: the type's default in place of a wrong type.
    pub fn convert_or_default(&mut self, value: Value, declared: &Type) -> Value {
        let fits = match (declared, &value) {
            (Type::Integer | Type::Real | Type::Time, value) => value.as_real().is_some(),
            (Type::Boolean, value) => value.as_boolean().is_some(),
            (Type::Text, value) => value.as_text().is_some(),
            (Type::Date, value) => value.as_date().is_some(),
            (Type::Object(_), Value::Object(_) | Value::Null | Value::Unassigned | Value::Blob(_)) => true,
            (Type::Collection, Value::Collection(_) | Value::Null | Value::Unassigned) => true,
            (Type::Pointer, Value::Pointer(_) | Value::Null) => true,
            (Type::Blob, Value::Blob(_) | Value::Object(_)) => true,
            (Type::Picture, Value::Picture(_) | Value::Null) => true,
            (Type::Object(_) | Type::Collection | Type::Pointer | Type::Blob | Type::Picture, _) => false,
            _ => true,
        };
        if fits && !self.attention { self.convert(value, declared, Span::default()) } else { default_value(declared) }
    }

    /// A value as a parameter of a declared type takes it: as a variable does, but an object must belong to the class
    /// ([Wrong parameter type](https://developer.4d.com/docs/Concepts/parameters#wrong-parameter-type)).
    pub fn convert_argument(&mut self, value: Value, declared: &Type, span: Span) -> Value {
        if let (Type::Object(Some(class)), Value::Object(object)) = (declared, &value)
            && !crate::classes::is_instance(self, object, class)
        {
            let found = crate::classes::class_name(self, object);
            let text = format!("expected an object of class `{class}`, found one of class `{found}`");
            self.raise(Error::with(error::INCOMPATIBLE_TYPES, text), span);
            return Value::Undefined;
        }
        self.convert(value, declared, span)
    }

    /// A value as a variable of a declared type takes it. The class of an object is not looked at.
    pub fn convert(&mut self, value: Value, declared: &Type, span: Span) -> Value {
        if matches!(value, Value::Undefined) {
            return default_value(declared);
        }
        match (declared, &value) {
            (Type::Object(_) | Type::Collection, Value::Unassigned) => Value::Undefined,
            (Type::Pointer | Type::Picture, Value::Unassigned) => default_value(declared),
            (Type::Variant | Type::Nothing, Value::Array(array)) => Value::Real(f64::from(array.current())),
            (Type::Variant | Type::Null | Type::Nothing, _)
            | (Type::Text, Value::Text(_))
            | (Type::Real, Value::Real(_))
            | (Type::Boolean, Value::Boolean(_))
            | (Type::Date, Value::Date(_))
            | (Type::Time, Value::Time(_))
            | (Type::Collection, Value::Collection(_) | Value::Null)
            | (Type::Object(_), Value::Object(_) | Value::Null)
            | (Type::Pointer, Value::Pointer(_))
            | (Type::Blob, Value::Blob(_))
            | (Type::Picture, Value::Picture(_))
            | (Type::Array(_), Value::Array(_)) => value,
            (Type::Pointer, Value::Null) => Value::Pointer(fourd_value::Pointer::default()),
            (Type::Picture, Value::Null) => Value::Picture(Picture::default()),
            (Type::Integer, value) if value.as_real().is_some() => {
                Value::Real(f64::from(number::to_integer(value.as_real().unwrap_or_default())))
            }
            (Type::Real, value) if value.as_real().is_some() => Value::Real(value.as_real().unwrap_or_default()),
            (Type::Time, Value::Real(seconds)) => Value::Time(Time::from_seconds(*seconds)),
            (Type::Object(Some(class)), Value::Blob(blob)) if class.eq_ignore_ascii_case("4D.Blob") => {
                self.blob_object(blob)
            }
            (Type::Object(None), Value::Blob(blob)) => self.blob_object(blob),
            (Type::Blob, Value::Object(object)) if object.native_data::<Blob>().is_some() => {
                Value::Blob(object.native_data::<Blob>().cloned().unwrap_or_default())
            }
            (declared, value) => {
                let article = match declared {
                    Type::Integer | Type::Object(_) | Type::Array(_) => "an",
                    _ => "a",
                };
                self.mismatch(&format!("{article} {}", declared.shown()), value, span);
                default_value(declared)
            }
        }
    }
}
