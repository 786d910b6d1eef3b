//! Arrays: elements of one type, counted from 1, with an element 0 and a current index.

use crate::blob::Blob;
use crate::collection::Collection;
use crate::date::Date;
use crate::number;
use crate::object::Object;
use crate::picture::Picture;
use crate::pointer::Pointer;
use crate::text::Text;
use crate::time::Time;
use crate::value::Value;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What the elements of an array are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named after the 4D command that makes it")]
pub enum ElementType {
    Boolean,
    Integer,
    Longint,
    Real,
    Text,
    Date,
    Time,
    Object,
    Pointer,
    Blob,
    Picture,
}

impl ElementType {
    /// What an element with the default value takes, in bytes.
    pub fn size(self) -> usize {
        match self {
            Self::Boolean => size_of::<bool>(),
            Self::Integer => size_of::<i16>(),
            Self::Longint => size_of::<i32>(),
            Self::Real => size_of::<f64>(),
            Self::Text => size_of::<Text>(),
            Self::Date => size_of::<Date>(),
            Self::Time => size_of::<Time>(),
            Self::Object => size_of::<Option<Object>>(),
            Self::Pointer => size_of::<Pointer>(),
            // Each has a part of its own.
            Self::Blob => 8 * size_of::<Blob>(),
            Self::Picture => size_of::<Picture>(),
        }
    }
}

/// The elements, element 0 first.
#[derive(Clone)]
#[allow(missing_docs, reason = "each is named after the 4D command that makes it")]
pub enum ArrayData {
    Boolean(Vec<bool>),
    Integer(Vec<i16>),
    Longint(Vec<i32>),
    Real(Vec<f64>),
    Text(Vec<Text>),
    Date(Vec<Date>),
    Time(Vec<Time>),
    Object(Vec<Option<Object>>),
    Pointer(Vec<Pointer>),
    Blob(Vec<Blob>),
    Picture(Vec<Picture>),
    /// The rows of a two-dimensional array.
    Rows(ElementType, Vec<Array>),
}

/// A reference to an array; copies of the reference share the elements.
#[derive(Clone)]
pub struct Array(Rc<ArrayCell>);

/// An array.
pub struct ArrayCell {
    data: RefCell<ArrayData>,
    current: Cell<i32>,
}

macro_rules! for_each_vec {
    ($data:expr, $items:ident => $body:expr) => {
        match $data {
            ArrayData::Boolean($items) => $body,
            ArrayData::Integer($items) => $body,
            ArrayData::Longint($items) => $body,
            ArrayData::Real($items) => $body,
            ArrayData::Text($items) => $body,
            ArrayData::Date($items) => $body,
            ArrayData::Time($items) => $body,
            ArrayData::Object($items) => $body,
            ArrayData::Pointer($items) => $body,
            ArrayData::Blob($items) => $body,
            ArrayData::Picture($items) => $body,
            ArrayData::Rows(_, $items) => $body,
        }
    };
}

fn size_of_val_of<T>(_items: &[T]) -> usize {
    size_of::<T>()
}

impl ArrayData {
    /// `size` elements of a type in addition to element 0, all with the default value.
    pub fn new(element: ElementType, size: usize) -> Self {
        let count = size + 1;
        match element {
            ElementType::Boolean => Self::Boolean(vec![false; count]),
            ElementType::Integer => Self::Integer(vec![0; count]),
            ElementType::Longint => Self::Longint(vec![0; count]),
            ElementType::Real => Self::Real(vec![0.0; count]),
            ElementType::Text => Self::Text(vec![Text::EMPTY; count]),
            ElementType::Date => Self::Date(vec![Date::default(); count]),
            ElementType::Time => Self::Time(vec![Time::default(); count]),
            ElementType::Object => Self::Object(vec![None; count]),
            ElementType::Pointer => Self::Pointer(vec![Pointer::default(); count]),
            ElementType::Blob => Self::Blob((0..count).map(|_| Blob::default()).collect()),
            ElementType::Picture => Self::Picture(vec![Picture::default(); count]),
        }
    }

    /// How many elements there are apart from element 0.
    pub fn len(&self) -> usize {
        for_each_vec!(self, items => items.len().saturating_sub(1))
    }

    /// Whether there is no element apart from element 0.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether memory for `more` elements has to grow: how many bytes there would be then.
    pub fn grown(&self, more: usize) -> Option<usize> {
        for_each_vec!(self, items => {
            let wanted = items.len() + more;
            let grows = wanted > items.capacity();
            grows.then(|| wanted.max(2 * items.capacity()).saturating_mul(size_of_val_of(items)))
        })
    }

    /// Type of the elements; of a two-dimensional array that of its rows' elements.
    pub fn element_type(&self) -> ElementType {
        match self {
            Self::Boolean(_) => ElementType::Boolean,
            Self::Integer(_) => ElementType::Integer,
            Self::Longint(_) => ElementType::Longint,
            Self::Real(_) => ElementType::Real,
            Self::Text(_) => ElementType::Text,
            Self::Date(_) => ElementType::Date,
            Self::Time(_) => ElementType::Time,
            Self::Object(_) => ElementType::Object,
            Self::Pointer(_) => ElementType::Pointer,
            Self::Blob(_) => ElementType::Blob,
            Self::Picture(_) => ElementType::Picture,
            Self::Rows(element, _) => *element,
        }
    }

    /// The element at an index; 0 is element 0.
    pub fn get(&self, index: usize) -> Option<Value> {
        Some(match self {
            Self::Boolean(items) => Value::Boolean(*items.get(index)?),
            Self::Integer(items) => Value::Real(f64::from(*items.get(index)?)),
            Self::Longint(items) => Value::Real(f64::from(*items.get(index)?)),
            Self::Real(items) => Value::Real(*items.get(index)?),
            Self::Text(items) => Value::Text(items.get(index)?.clone()),
            Self::Date(items) => Value::Date(*items.get(index)?),
            Self::Time(items) => Value::Time(*items.get(index)?),
            Self::Object(items) => items.get(index)?.clone().map_or(Value::Null, Value::Object),
            Self::Pointer(items) => Value::Pointer(items.get(index)?.clone()),
            Self::Blob(items) => Value::Blob(items.get(index)?.clone()),
            Self::Picture(items) => Value::Picture(items.get(index)?.clone()),
            Self::Rows(_, items) => Value::Array(items.get(index)?.clone()),
        })
    }

    /// Sets the element at an index, converting as an assignment to a variable of that type does.
    /// False where there is no such element or the value has another type.
    pub fn set(&mut self, index: usize, value: &Value) -> bool {
        fn put<T>(items: &mut [T], index: usize, value: Option<T>) -> bool {
            match (items.get_mut(index), value) {
                (Some(slot), Some(value)) => {
                    *slot = value;
                    true
                }
                _ => false,
            }
        }
        let undefined = matches!(value, Value::Undefined);
        match self {
            Self::Boolean(items) => put(items, index, if undefined { Some(false) } else { value.as_boolean() }),
            Self::Integer(items) => put(
                items,
                index,
                if undefined { Some(0) } else { value.as_real().map(|x| number::to_integer(x) as i16) },
            ),
            Self::Longint(items) => {
                put(items, index, if undefined { Some(0) } else { value.as_real().map(number::to_integer) })
            }
            Self::Real(items) => put(items, index, if undefined { Some(0.0) } else { value.as_real() }),
            Self::Text(items) => {
                put(items, index, if undefined { Some(Text::EMPTY) } else { value.as_text().cloned() })
            }
            Self::Date(items) => put(items, index, if undefined { Some(Date::default()) } else { value.as_date() }),
            Self::Time(items) => put(items, index, if undefined { Some(Time::default()) } else { value.as_time() }),
            Self::Object(items) => put(
                items,
                index,
                match value {
                    Value::Object(object) => Some(Some(object.clone())),
                    Value::Null | Value::Undefined => Some(None),
                    _ => None,
                },
            ),
            Self::Pointer(items) => put(
                items,
                index,
                match value {
                    Value::Pointer(pointer) => Some(pointer.clone()),
                    Value::Null | Value::Undefined => Some(Pointer::default()),
                    _ => None,
                },
            ),
            Self::Blob(items) => put(
                items,
                index,
                match value {
                    Value::Blob(blob) => Some(blob.clone()),
                    Value::Undefined => Some(Blob::default()),
                    _ => None,
                },
            ),
            Self::Picture(items) => put(
                items,
                index,
                match value {
                    Value::Picture(picture) => Some(picture.clone()),
                    Value::Null | Value::Undefined => Some(Picture::default()),
                    _ => None,
                },
            ),
            Self::Rows(_, items) => {
                put(items, index, if let Value::Array(row) = value { Some(row.clone()) } else { None })
            }
        }
    }

    /// Makes room for `count` default elements before `index` (1 or more).
    pub fn insert(&mut self, index: usize, count: usize) {
        let element = self.element_type();
        let rows = matches!(self, Self::Rows(..));
        fn splice<T>(items: &mut Vec<T>, index: usize, new: Vec<T>) {
            let index = index.clamp(1, items.len());
            items.splice(index..index, new);
        }
        if rows {
            if let Self::Rows(_, items) = self {
                let new = (0..count).map(|_| Array::new(element, 0)).collect();
                splice(items, index, new);
            }
            return;
        }
        match (self, Self::new(element, count)) {
            (Self::Boolean(items), Self::Boolean(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Integer(items), Self::Integer(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Longint(items), Self::Longint(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Real(items), Self::Real(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Text(items), Self::Text(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Date(items), Self::Date(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Time(items), Self::Time(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Object(items), Self::Object(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Pointer(items), Self::Pointer(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Blob(items), Self::Blob(mut new)) => splice(items, index, new.split_off(1)),
            (Self::Picture(items), Self::Picture(mut new)) => splice(items, index, new.split_off(1)),
            _ => {}
        }
    }

    /// Removes up to `count` elements from `index` (1 or more) on.
    pub fn remove(&mut self, index: usize, count: usize) {
        for_each_vec!(self, items => {
            let start = index.clamp(1, items.len());
            let end = start.saturating_add(count).min(items.len());
            items.drain(start..end);
        });
    }

    /// Makes the array `size` elements long, keeping what fits.
    pub fn resize(&mut self, size: usize) {
        let length = self.len();
        if size > length {
            match self {
                // They grow without a second array next to them.
                Self::Boolean(items) => items.resize(size + 1, false),
                Self::Integer(items) => items.resize(size + 1, 0),
                Self::Longint(items) => items.resize(size + 1, 0),
                Self::Real(items) => items.resize(size + 1, 0.0),
                Self::Text(items) => items.resize(size + 1, Text::EMPTY),
                Self::Date(items) => items.resize(size + 1, Date::default()),
                Self::Time(items) => items.resize(size + 1, Time::default()),
                Self::Object(items) => items.resize(size + 1, None),
                Self::Pointer(items) => items.resize(size + 1, Pointer::default()),
                Self::Blob(items) => items.resize_with(size + 1, Blob::default),
                Self::Picture(items) => items.resize(size + 1, Picture::default()),
                Self::Rows(..) => self.insert(length + 1, size - length),
            }
        } else {
            self.remove(size + 1, length - size);
        }
    }
}

impl Array {
    /// An array of `size` elements with the default value.
    pub fn new(element: ElementType, size: usize) -> Self {
        Self::from_data(ArrayData::new(element, size))
    }

    /// A two-dimensional array.
    pub fn new_rows(element: ElementType, rows: usize, columns: usize) -> Self {
        Self::from_data(ArrayData::Rows(element, (0..=rows).map(|_| Array::new(element, columns)).collect()))
    }

    /// An array of these elements.
    pub fn from_data(data: ArrayData) -> Self {
        Self(Rc::new(ArrayCell { data: RefCell::new(data), current: Cell::new(0) }))
    }

    /// How many elements there are apart from element 0.
    pub fn len(&self) -> usize {
        self.0.data.borrow().len()
    }

    /// Whether there is no element apart from element 0.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at an index.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.0.data.borrow().get(index)
    }

    /// Sets the element at an index; false as in [`ArrayData::set`].
    pub fn set(&self, index: usize, value: &Value) -> bool {
        self.0.data.borrow_mut().set(index, value)
    }

    /// Looks at the elements.
    #[inline]
    pub fn with<R>(&self, look: impl FnOnce(&ArrayData) -> R) -> R {
        look(&self.0.data.borrow())
    }

    /// Changes the elements. `change` must not run 4D code.
    #[inline]
    pub fn change<R>(&self, change: impl FnOnce(&mut ArrayData) -> R) -> R {
        change(&mut self.0.data.borrow_mut())
    }

    /// The current index, which is the value of the array's name as a number.
    pub fn current(&self) -> i32 {
        self.0.current.get()
    }

    /// Sets the current index.
    pub fn set_current(&self, index: i32) {
        self.0.current.set(index);
    }

    /// Whether both are the same array.
    pub fn same(&self, other: &Array) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// A number that identifies an array while it lives.
    pub fn identity(&self) -> usize {
        Rc::as_ptr(&self.0) as usize
    }

    /// An array with copies of the elements.
    pub fn duplicate(&self) -> Array {
        let data = match &*self.0.data.borrow() {
            ArrayData::Rows(element, rows) => ArrayData::Rows(*element, rows.iter().map(Array::duplicate).collect()),
            data => data.clone(),
        };
        let copy = Array::from_data(data);
        copy.set_current(self.current());
        copy
    }

    /// The elements from 1 on as a collection.
    pub fn to_collection(&self) -> Collection {
        Collection::of((1..=self.len()).filter_map(|index| self.get(index)).collect())
    }
}
