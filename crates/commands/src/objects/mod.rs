//! Objects (Language) ([theme](https://developer.4d.com/docs/commands/theme/Objects_Language)).

pub mod copy;

use crate::arrays;
use copy::{CopyOptions, copy_value, elements};
use fourd_macros::{command, theme};
use fourd_runtime::command::{Argument, Arguments, FromArgument, Mode, Rest};
use fourd_runtime::location::Location;
use fourd_runtime::shared_use::{enter, group_of, leave, set_property, with_implicit_use};
use fourd_runtime::{Process, classes};
use fourd_source::Span;
use fourd_value::{
    ArrayData, Collection, ElementType, Error, Group, Object, SharedObject, Text, Value, ValueType, error,
};
use std::rc::Rc;
use std::sync::Arc;

theme!("Objects (Language)":
    new_object, new_shared_object, ob_class, ob_copy, ob_entries, ob_get, ob_get_array, ob_get_property_names,
    ob_get_type, ob_instance_of, ob_is_defined, ob_is_empty, ob_is_shared, ob_keys, ob_remove, ob_set, ob_set_array,
    ob_set_null, ob_values, storage);

/// Bit of `ck resolve pointers`.
const RESOLVE_POINTERS: i64 = 1;
/// Bit of `ck shared`.
const SHARED: i64 = 2;

/// An object that is made where the variable holds none yet.
struct Filled(Object);

impl FromArgument for Filled {
    const MODE: Mode = Mode::Location;

    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let span = arguments.span;
        let place = match arguments.peek() {
            Some(Argument::Location(place)) => Some(place.clone()),
            _ => None,
        };
        let value = Value::from_argument(process, arguments)?;
        match (value, place) {
            (Value::Object(object), _) => Ok(Filled(object)),
            (Value::Null | Value::Undefined, Some(place)) if !process.attention => {
                let object = Object::new();
                process.write(&place, Value::Object(object.clone()), span);
                Ok(Filled(object))
            }
            (value, _) => Err(expected_object(&value)),
        }
    }
}

fn expected_object(found: &Value) -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, format!("expected an object, found {}", found.type_name()))
}

/// The object that a value is; none for Null.
fn object_or_null(value: &Value) -> Result<Option<&Object>, Error> {
    match value {
        Value::Object(object) => Ok(Some(object)),
        Value::Null | Value::Undefined => Ok(None),
        value => Err(expected_object(value)),
    }
}

/// Names and values that alternate. The name of an array stands for its current element's number.
fn pairs(process: &mut Process<'_>, values: Vec<Value>) -> Result<Vec<(Text, Value)>, Error> {
    let mut pairs = Vec::with_capacity(values.len() / 2);
    let mut values = values.into_iter();
    while let Some(name) = values.next() {
        let Value::Text(name) = name else {
            let text = format!("expected the name of a property, found {}", name.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        };
        let Some(value) = values.next() else {
            return Err(Error::with(error::ARGUMENT_MISSING, format!("The value of the property `{name}` is missing")));
        };
        pairs.push((name, process.contained(value)));
    }
    Ok(pairs)
}

/// A new object with the properties that are passed as names and values; undefined values are left out.
///
/// ```4d
/// New object("name"; "Ada"; "age"; 36)  // {name: "Ada"; age: 36}
/// ```
#[command(1471, "New object", thread_safe)]
fn new_object(process: &mut Process<'_>, values: Rest) -> Result<Object, Error> {
    let object = Object::new();
    for (name, value) in pairs(process, values.0)? {
        match value {
            Value::Undefined => {}
            value => object.put(name, value),
        }
    }
    Ok(object)
}

/// A new shared object with the properties that are passed as names and values.
///
/// ```4d
/// $box:=New shared object("count"; 1)
/// Use ($box)
/// $box.count:=2
/// End use
/// $box.count  // 2
/// ```
#[command(1526, "New shared object", thread_safe)]
fn new_shared_object(process: &mut Process<'_>, values: Rest, span: Span) -> Result<Object, Error> {
    let shared = SharedObject::new(None);
    let object = Object::shared(shared.clone());
    let writer = process.writer();
    shared.group().try_lock(writer);
    let filled = pairs(process, values.0).and_then(|pairs| {
        pairs.into_iter().try_for_each(|(name, value)| match value {
            Value::Undefined => Ok(()),
            value => set_property(process, &object, &name, value, span),
        })
    });
    shared.group().unlock(writer);
    filled.map(|()| object)
}

/// The shared object of the machine, which keeps shared objects for all processes.
///
/// ```4d
/// Use (Storage)
/// Storage.settings:=New shared object("theme"; "dark")
/// End use
/// Storage.settings.theme  // "dark"
/// ```
#[command(1525, "Storage", thread_safe)]
fn storage(process: &mut Process<'_>) -> Object {
    Object::shared(process.machine().storage(process.project()))
}

/// Sets properties of an object, passed as names and values; the object is made where the variable holds none.
///
/// Objects and collections are set by reference, times as their number of seconds. An undefined value empties a
/// property that exists.
///
/// ```4d
/// $o:={}
/// OB SET($o; "a"; 1; "b"; "x")
/// $o  // {a: 1; b: "x"}
/// ```
#[command(1220, "OB SET", thread_safe)]
fn ob_set(process: &mut Process<'_>, object: Filled, values: Rest, span: Span) -> Result<(), Error> {
    if values.0.is_empty() {
        return Err(Error::with(error::ARGUMENT_MISSING, "The name of the property is missing"));
    }
    for (name, value) in pairs(process, values.0)? {
        process.set_property(&object.0, &name, value, span);
        if process.attention {
            break;
        }
    }
    Ok(())
}

/// Sets a property to Null; the object is made where the variable holds none.
#[command(1233, "OB SET NULL", thread_safe)]
fn ob_set_null(process: &mut Process<'_>, object: Filled, property: Text, span: Span) {
    process.set_property(&object.0, &property, Value::Null, span);
}

/// Sets a property to a collection of the elements of an array, or of the single value that is passed.
#[command(1227, "OB SET ARRAY", thread_safe)]
fn ob_set_array(
    process: &mut Process<'_>,
    object: Filled,
    property: Text,
    array: Value,
    span: Span,
) -> Result<(), Error> {
    let value = match array {
        Value::Array(array) if array.with(|data| matches!(data, ArrayData::Rows(..))) => {
            return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected an array with one dimension"));
        }
        Value::Array(array) => Value::Collection(elements(process, &array)),
        value => Value::Collection(Collection::new(vec![process.contained(value)])),
    };
    process.set_property(&object.0, &property, value, span);
    Ok(())
}

/// Fills an array with the elements of a collection that a property holds, converted to the array's type; any other
/// value gives one element, a property that does not exist none.
#[command(1229, "OB GET ARRAY", thread_safe)]
fn ob_get_array(
    process: &mut Process<'_>,
    object: Value,
    property: Text,
    array: Location,
    span: Span,
) -> Result<(), Error> {
    let value = match object_or_null(&object)? {
        Some(object) => process.get_property(object, &property, span),
        None => Value::Undefined,
    };
    if process.attention {
        return Ok(());
    }
    let values = match value {
        Value::Collection(collection) => collection.to_vec(),
        Value::Undefined | Value::Null => Vec::new(),
        value => vec![value],
    };
    let array = arrays::array_at(process, &array, span)?;
    arrays::fill(&array, values)
}

/// A property's value, undefined where the object has no such property. A type converts it as `JSON Parse` does.
///
/// ```4d
/// OB Get({a: 1; b: "x"}; "b")  // "x"
/// ```
#[command(1224, "OB Get", thread_safe)]
fn ob_get(
    process: &mut Process<'_>,
    object: Value,
    property: Text,
    wanted: Option<f64>,
    span: Span,
) -> Result<Value, Error> {
    let Some(object) = object_or_null(&object)? else { return Ok(Value::Undefined) };
    let value = process.get_property(object, &property, span);
    match (wanted, value) {
        (None, value) | (_, value @ Value::Undefined) => Ok(value),
        (Some(wanted), value) => crate::json::convert(process, value, wanted, span),
    }
}

/// The type that commands report for a value of a property.
fn reported(value: &Value) -> ValueType {
    match value.value_type() {
        ValueType::Time => ValueType::Real,
        ValueType::Blob => ValueType::Object,
        other => other,
    }
}

/// The type of a property's value as a constant of the theme Field and Variable Types.
#[command(1230, "OB Get type", thread_safe)]
fn ob_get_type(process: &mut Process<'_>, object: Value, property: Text, span: Span) -> Result<usize, Error> {
    let Some(object) = object_or_null(&object)? else { return Ok(ValueType::Undefined as usize) };
    Ok(reported(&process.get_property(object, &property, span)) as usize)
}

/// Fills a text array with the names of the properties and an integer array with the types of their values. Arrays
/// that do not exist are made.
#[command(1232, "OB GET PROPERTY NAMES", thread_safe)]
fn ob_get_property_names(
    process: &mut Process<'_>,
    object: Value,
    arr_properties: Location,
    arr_types: Option<Location>,
    span: Span,
) -> Result<(), Error> {
    let entries = object_or_null(&object)?.map(|object| classes::entries(process, object, span)).unwrap_or_default();
    let types = entries.iter().map(|(_, value)| Value::from(reported(value) as usize)).collect();
    let names = entries.into_iter().map(|(name, _)| Value::Text(name)).collect();
    let target = arrays::array_or_new(process, &arr_properties, ElementType::Text, span)?;
    arrays::fill(&target, names)?;
    if let Some(place) = arr_types {
        let target = arrays::array_or_new(process, &place, ElementType::Longint, span)?;
        arrays::fill(&target, types)?;
    }
    Ok(())
}

/// Whether an object is there, or whether it has a property of that name.
///
/// ```4d
/// OB Is defined({a: 1}; "b")  // False
/// ```
#[command(1231, "OB Is defined", thread_safe)]
fn ob_is_defined(process: &mut Process<'_>, object: Value, property: Option<Text>, span: Span) -> Result<bool, Error> {
    Ok(match (object_or_null(&object)?, property) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(object), Some(property)) => !matches!(process.get_property(object, &property, span), Value::Undefined),
    })
}

/// Whether an object is missing or has no property.
///
/// ```4d
/// OB Is empty({})  // True
/// ```
#[command(1297, "OB Is empty", thread_safe)]
fn ob_is_empty(object: Value) -> Result<bool, Error> {
    Ok(object_or_null(&object)?.is_none_or(Object::is_empty))
}

/// Removes a property; nothing happens where there is none. A shared object is locked meanwhile.
#[command(1226, "OB REMOVE", thread_safe)]
fn ob_remove(process: &mut Process<'_>, object: Value, property: Text, span: Span) -> Result<(), Error> {
    let Some(found) = object_or_null(&object)? else { return Ok(()) };
    with_implicit_use(process, &object, span, |process| found.remove(&property, process.writer())).map(|_| ())
}

/// The names of the properties in their order.
///
/// ```4d
/// OB Keys({a: 1; b: 2})  // ["a"; "b"]
/// ```
#[command(1719, "OB Keys")]
fn ob_keys(process: &mut Process<'_>, object: Object) -> Collection {
    Collection::new(classes::names(process, &object).into_iter().map(Value::Text).collect())
}

/// The values of the properties in their order.
///
/// ```4d
/// OB Values({a: 1; b: "x"})  // [1; "x"]
/// ```
#[command(1718, "OB Values")]
fn ob_values(process: &mut Process<'_>, object: Object, span: Span) -> Collection {
    Collection::new(classes::entries(process, &object, span).into_iter().map(|(_, value)| value).collect())
}

/// The properties in their order, each as an object with `key` and `value`.
///
/// ```4d
/// OB Entries({a: 1})  // [{key: "a"; value: 1}]
/// ```
#[command(1720, "OB Entries")]
fn ob_entries(process: &mut Process<'_>, object: Object, span: Span) -> Collection {
    let entry = |(key, value): (Text, Value)| {
        let entry = Object::new();
        entry.put("key", Value::Text(key));
        entry.put("value", value);
        Value::Object(entry)
    };
    Collection::new(classes::entries(process, &object, span).into_iter().map(entry).collect())
}

/// The class of an object, Null where there is no object.
#[command(1730, "OB Class", thread_safe)]
fn ob_class(process: &mut Process<'_>, object: Value) -> Result<Option<Object>, Error> {
    let class = match &object {
        Value::Collection(_) => classes::built_in(process, "Collection"),
        object => match object_or_null(object)? {
            Some(object) => classes::class_of(process, object),
            None => None,
        },
    };
    Ok(class.map(|class| classes::class_object(process, &class)))
}

/// Whether an object belongs to a class or to one that extends it. All objects belong to `4D.Object`.
#[command(1731, "OB Instance of", thread_safe)]
fn ob_instance_of(process: &mut Process<'_>, object: Value, class: Value) -> Result<bool, Error> {
    let Some(class) = class.as_object().and_then(|class| classes::class_of_class_object(process, class)) else {
        return Err(Error::of(error::NOT_A_CLASS));
    };
    let found = match &object {
        Value::Collection(_) => classes::built_in(process, "Collection"),
        object => match object_or_null(object)? {
            Some(object) => classes::class_of(process, object),
            None => return Ok(false),
        },
    };
    let all = classes::built_in(process, "Object").is_some_and(|root| Rc::ptr_eq(&root, &class));
    Ok(all || found.is_some_and(|found| found.extends(&class)))
}

/// Whether an object or a collection is shared.
#[command(1759, "OB Is shared", thread_safe)]
fn ob_is_shared(to_check: Value) -> Result<bool, Error> {
    match &to_check {
        Value::Collection(collection) => Ok(collection.as_shared().is_some()),
        value => Ok(object_or_null(value)?.is_some_and(|object| object.as_shared().is_some())),
    }
}

/// A deep copy of an object.
///
/// `True` or `ck resolve pointers` replaces pointers by what they point to. The copy of shared objects is not shared,
/// unless `ck shared` asks for it; then a shared object or collection may follow whose group the copy joins. Null is
/// copied as Null.
///
/// ```4d
/// $copy:=OB Copy({a: {b: 1}})
/// $copy.a.b  // 1
/// ```
#[command(1225, "OB Copy", thread_safe)]
fn ob_copy(
    process: &mut Process<'_>,
    object: Value,
    option: Option<Value>,
    group_with: Option<Value>,
    span: Span,
) -> Result<Value, Error> {
    if object_or_null(&object)?.is_none() {
        return Ok(Value::Null);
    }
    let option = match option {
        None | Some(Value::Undefined | Value::Boolean(false)) => 0,
        Some(Value::Boolean(true)) => RESOLVE_POINTERS,
        Some(value) => match value.as_real() {
            Some(number) => number as i64,
            None => {
                let text = format!("expected a Boolean or a number, found {}", value.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
        },
    };
    copy_with(process, &object, option, group_with.as_ref(), span)
}

/// Copies an object or a collection as the options `ck resolve pointers` and `ck shared` say; `group_with` is a shared
/// object or collection whose group the copy joins.
///
/// # Errors
/// As [`copy_value`]; a `group_with` that is not shared.
pub fn copy_with(
    process: &mut Process<'_>,
    value: &Value,
    option: i64,
    group_with: Option<&Value>,
    span: Span,
) -> Result<Value, Error> {
    let mut options = CopyOptions { resolve_pointers: option & RESOLVE_POINTERS != 0, group: None };
    if option & SHARED == 0 {
        return copy_value(process, value, &options, span);
    }
    let group = match group_with {
        None | Some(Value::Undefined | Value::Null) => Arc::new(Group::default()),
        Some(value) => group_of(value)?,
    };
    if !enter(process, group.clone(), span) {
        return Ok(Value::Null);
    }
    options.group = Some(group);
    let copy = copy_value(process, value, &options, span);
    leave(process);
    copy
}
