//! The elements of a collection. As long as all of them are numbers, they take 8 bytes each.

use crate::error::Error;
use crate::memory;
use crate::value::Value;
use std::ops::Range;

/// Values in order. What is in it shows no difference between numbers that are stored as such and other values.
#[derive(Clone, Default)]
pub struct Elements(Storage);

#[derive(Clone)]
enum Storage {
    Numbers(Vec<f64>),
    /// What holds, or has held, something else than numbers.
    Values(Vec<Value>),
}

impl Default for Storage {
    fn default() -> Self {
        Storage::Numbers(Vec::new())
    }
}

/// The values as numbers in the same memory, where all are.
fn into_numbers(values: Vec<Value>) -> Result<Vec<f64>, Vec<Value>> {
    if !values.iter().all(|value| matches!(value, Value::Real(_))) {
        return Err(values);
    }
    let numbers = values.into_iter().map(|value| if let Value::Real(number) = value { number } else { 0.0 });
    let mut numbers = numbers.collect::<Vec<f64>>();
    if numbers.len() > 32 {
        numbers.shrink_to_fit();
    }
    Ok(numbers)
}

impl From<Vec<Value>> for Elements {
    fn from(values: Vec<Value>) -> Self {
        Self(match into_numbers(values) {
            Ok(numbers) => Storage::Numbers(numbers),
            Err(values) => Storage::Values(values),
        })
    }
}

impl From<Vec<f64>> for Elements {
    fn from(numbers: Vec<f64>) -> Self {
        Self(Storage::Numbers(numbers))
    }
}

impl FromIterator<Value> for Elements {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let values = values.into_iter();
        let mut elements = Self::with_capacity(values.size_hint().0);
        values.for_each(|value| elements.push(value));
        elements
    }
}

/// Up to this many elements the free memory is not checked.
const LARGE: usize = 1 << 16;

impl Elements {
    /// No elements, with memory for some.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Storage::Numbers(Vec::with_capacity(capacity)))
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        match &self.0 {
            Storage::Numbers(numbers) => numbers.len(),
            Storage::Values(values) => values.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether they are stored as numbers: then none is anything else.
    #[inline]
    pub fn as_numbers(&self) -> Option<&[f64]> {
        match &self.0 {
            Storage::Numbers(numbers) => Some(numbers),
            Storage::Values(_) => None,
        }
    }

    /// The elements where they are not stored as numbers.
    #[inline]
    pub(crate) fn as_values(&self) -> Option<&[Value]> {
        match &self.0 {
            Storage::Numbers(_) => None,
            Storage::Values(values) => Some(values),
        }
    }

    /// Whether one of them is an object or a collection.
    pub fn any_container(&self) -> bool {
        match &self.0 {
            Storage::Numbers(_) => false,
            Storage::Values(values) => values.iter().any(Value::is_container),
        }
    }

    /// The element at a position counted from 0.
    #[inline]
    pub fn get(&self, position: usize) -> Option<Value> {
        match &self.0 {
            Storage::Numbers(numbers) => numbers.get(position).copied().map(Value::Real),
            Storage::Values(values) => values.get(position).cloned(),
        }
    }

    /// Looks at an element.
    #[inline]
    pub fn look<R>(&self, position: usize, look: impl FnOnce(&Value) -> R) -> Option<R> {
        match &self.0 {
            Storage::Numbers(numbers) => numbers.get(position).map(|number| look(&Value::Real(*number))),
            Storage::Values(values) => values.get(position).map(look),
        }
    }

    /// The number at a position counted from 0, where there is one.
    #[inline]
    pub fn number(&self, position: usize) -> Option<f64> {
        match &self.0 {
            Storage::Numbers(numbers) => numbers.get(position).copied(),
            Storage::Values(values) => match values.get(position) {
                Some(Value::Real(number)) => Some(*number),
                _ => None,
            },
        }
    }

    /// All as values.
    pub fn to_vec(&self) -> Vec<Value> {
        match &self.0 {
            Storage::Numbers(numbers) => numbers.iter().copied().map(Value::Real).collect(),
            Storage::Values(values) => values.clone(),
        }
    }

    /// All as values.
    pub fn into_vec(self) -> Vec<Value> {
        match self.0 {
            Storage::Numbers(numbers) => numbers.into_iter().map(Value::Real).collect(),
            Storage::Values(values) => values,
        }
    }

    /// All as numbers, where they are.
    ///
    /// # Errors
    /// All as values, where one of them is no number.
    pub fn into_numbers(self) -> Result<Vec<f64>, Vec<Value>> {
        match self.0 {
            Storage::Numbers(numbers) => Ok(numbers),
            Storage::Values(values) => into_numbers(values),
        }
    }

    /// Changes the elements as values, which they are from now on.
    #[inline(never)]
    fn change_values<R>(&mut self, change: impl FnOnce(&mut Vec<Value>) -> R) -> R {
        let mut values = match std::mem::take(&mut self.0) {
            Storage::Values(values) => values,
            Storage::Numbers(numbers) => {
                let mut values = Vec::with_capacity(numbers.capacity());
                values.extend(numbers.into_iter().map(Value::Real));
                values
            }
        };
        let result = change(&mut values);
        self.0 = Storage::Values(values);
        result
    }

    /// Whether one more element, or as many as lead to a position, can be stored: where the memory for them has to grow,
    /// there is some.
    ///
    /// # Errors
    /// Memory is full.
    #[inline]
    pub fn expect_room(&self, length: usize, value: &Value) -> Result<(), Error> {
        let (capacity, stays) = match &self.0 {
            Storage::Numbers(numbers) => (numbers.capacity(), matches!(value, Value::Real(_))),
            Storage::Values(values) => (values.capacity(), true),
        };
        if length < LARGE || (length <= capacity && stays) {
            return Ok(());
        }
        memory::expect_elements::<Value>(length.max(2 * capacity.min(length)))
    }

    /// Appends an element.
    #[inline]
    pub fn push(&mut self, value: Value) {
        match (&mut self.0, value) {
            (Storage::Numbers(numbers), Value::Real(number)) => numbers.push(number),
            (Storage::Values(values), value) => values.push(value),
            (Storage::Numbers(_), value) => self.change_values(|values| values.push(value)),
        }
    }

    /// Appends a number.
    #[inline]
    pub fn push_number(&mut self, number: f64) {
        match &mut self.0 {
            Storage::Numbers(numbers) => numbers.push(number),
            Storage::Values(values) => values.push(Value::Real(number)),
        }
    }

    /// Sets the element at a position and gives what was there; more elements are made with Null where needed.
    #[inline]
    pub fn set(&mut self, position: usize, value: Value) -> Value {
        match (&mut self.0, value) {
            (Storage::Numbers(numbers), Value::Real(number)) if position <= numbers.len() => {
                match numbers.get_mut(position) {
                    Some(slot) => Value::Real(std::mem::replace(slot, number)),
                    None => {
                        numbers.push(number);
                        Value::Null
                    }
                }
            }
            (Storage::Values(values), value) if position < values.len() => {
                values.get_mut(position).map(|slot| std::mem::replace(slot, value)).unwrap_or_default()
            }
            (_, value) => self.change_values(|values| {
                if values.len() <= position {
                    values.resize(position + 1, Value::Null);
                }
                values.get_mut(position).map(|slot| std::mem::replace(slot, value)).unwrap_or_default()
            }),
        }
    }

    /// Removes the last element.
    pub fn pop(&mut self) -> Option<Value> {
        match &mut self.0 {
            Storage::Numbers(numbers) => numbers.pop().map(Value::Real),
            Storage::Values(values) => values.pop(),
        }
    }

    /// A range that lies within the elements.
    fn within(&self, range: Range<usize>) -> Range<usize> {
        let end = range.end.min(self.len());
        range.start.min(end)..end
    }

    /// Removes the elements of a range and gives them.
    pub fn remove(&mut self, range: Range<usize>) -> Elements {
        let range = self.within(range);
        Self(match &mut self.0 {
            Storage::Numbers(numbers) => Storage::Numbers(numbers.drain(range).collect()),
            Storage::Values(values) => Storage::Values(values.drain(range).collect()),
        })
    }

    /// A copy of the elements of a range.
    pub fn part(&self, range: Range<usize>) -> Elements {
        let range = self.within(range);
        match &self.0 {
            Storage::Numbers(numbers) => numbers.get(range).unwrap_or_default().to_vec().into(),
            Storage::Values(values) => values.get(range).unwrap_or_default().to_vec().into(),
        }
    }

    /// Inserts an element, at the end where the position is after it.
    pub fn insert(&mut self, position: usize, value: Value) {
        let position = position.min(self.len());
        match (&mut self.0, value) {
            (Storage::Numbers(numbers), Value::Real(number)) => numbers.insert(position, number),
            (_, value) => self.change_values(|values| values.insert(position, value)),
        }
    }

    /// Inserts elements, at the end where the position is after it.
    pub fn insert_all(&mut self, position: usize, inserted: Elements) {
        let position = position.min(self.len());
        if let (Storage::Numbers(numbers), Storage::Numbers(inserted)) = (&mut self.0, &inserted.0) {
            numbers.splice(position..position, inserted.iter().copied());
            return;
        }
        self.change_values(|values| values.splice(position..position, inserted.into_vec()).for_each(drop));
    }

    /// Sets all elements of a range to a value.
    pub fn fill(&mut self, range: Range<usize>, value: Value) {
        let range = self.within(range);
        match (&mut self.0, value) {
            (_, _) if range.is_empty() => {}
            (Storage::Numbers(numbers), Value::Real(number)) => {
                numbers.get_mut(range).unwrap_or_default().fill(number);
            }
            (Storage::Numbers(numbers), value) if range.len() == numbers.len() => {
                self.0 = Storage::Values(vec![value; range.len()]);
            }
            (_, value) => self.change_values(|values| values.get_mut(range).unwrap_or_default().fill(value)),
        }
    }

    /// Makes it longer with a value, or shorter; gives the elements that were removed.
    pub fn resize(&mut self, size: usize, value: Value) -> Elements {
        let length = self.len();
        if size <= length {
            return self.remove(size..length);
        }
        match (&mut self.0, value) {
            (Storage::Numbers(numbers), Value::Real(number)) => numbers.resize(size, number),
            (_, value) => self.change_values(|values| values.resize(size, value)),
        }
        Self::default()
    }

    /// Turns the order round.
    pub fn reverse(&mut self) {
        match &mut self.0 {
            Storage::Numbers(numbers) => numbers.reverse(),
            Storage::Values(values) => values.reverse(),
        }
    }

    /// Drops all without deep recursion, however they nest.
    pub(crate) fn drop_flat(self) {
        if let Storage::Values(values) = self.0 {
            crate::value::drop_flat(values);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::compare::sort_order;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Change {
        Push(Item),
        Set(usize, Item),
        Pop,
        Remove(usize, usize),
        Insert(usize, Item),
        InsertAll(usize, Vec<Item>),
        Fill(usize, usize, Item),
        Resize(usize, Item),
        Part(usize, usize),
        Reverse,
        Again,
    }

    #[derive(Clone, Debug)]
    enum Item {
        Bits(u64),
        Text(String),
        Null,
    }

    impl Item {
        fn value(&self) -> Value {
            match self {
                Item::Bits(bits) => Value::Real(f64::from_bits(*bits)),
                Item::Text(text) => Value::text(text),
                Item::Null => Value::Null,
            }
        }
    }

    fn items() -> impl Strategy<Value = Item> {
        prop_oneof![
            20 => any::<u64>().prop_map(Item::Bits),
            2 => Just(Item::Bits((-0.0f64).to_bits())),
            2 => Just(Item::Bits(f64::NAN.to_bits() | 5)),
            1 => "[a-c]{0,2}".prop_map(Item::Text),
            1 => Just(Item::Null),
        ]
    }

    fn changes() -> impl Strategy<Value = Change> {
        prop_oneof![
            6 => items().prop_map(Change::Push),
            3 => (0..12usize, items()).prop_map(|(position, item)| Change::Set(position, item)),
            1 => Just(Change::Pop),
            1 => (0..12usize, 0..12usize).prop_map(|(start, end)| Change::Remove(start.min(end), end)),
            1 => (0..12usize, items()).prop_map(|(position, item)| Change::Insert(position, item)),
            1 => (0..12usize, prop::collection::vec(items(), 0..4)).prop_map(|(at, items)| Change::InsertAll(at, items)),
            1 => (0..12usize, 0..12usize, items()).prop_map(|(start, end, item)| Change::Fill(start.min(end), end, item)),
            1 => (0..12usize, items()).prop_map(|(size, item)| Change::Resize(size, item)),
            1 => (0..12usize, 0..12usize).prop_map(|(start, end)| Change::Part(start.min(end), end)),
            1 => Just(Change::Reverse),
            1 => Just(Change::Again),
        ]
    }

    fn same(left: &Value, right: &Value) -> bool {
        match (left, right) {
            (Value::Real(left), Value::Real(right)) => left.to_bits() == right.to_bits(),
            (Value::Text(left), Value::Text(right)) => left == right,
            (left, right) => left.value_type() == right.value_type() && sort_order(left, right).is_eq(),
        }
    }

    fn all_same(left: &[Value], right: &[Value]) -> bool {
        left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
    }

    proptest! {
        #[test]
        fn elements_are_those_of_a_vector_of_values(changes in prop::collection::vec(changes(), 0..40)) {
            let mut elements = Elements::default();
            let mut model: Vec<Value> = Vec::new();
            for change in changes {
                let length = model.len();
                match change.clone() {
                    Change::Push(item) => {
                        match item {
                            Item::Bits(bits) if bits % 2 == 0 => elements.push_number(f64::from_bits(bits)),
                            _ => elements.push(item.value()),
                        }
                        model.push(item.value());
                    }
                    Change::Set(position, item) => {
                        let old = elements.set(position, item.value());
                        if position >= length {
                            model.resize(position + 1, Value::Null);
                        }
                        prop_assert!(same(&old, &model[position]));
                        model[position] = item.value();
                    }
                    Change::Pop => {
                        let (left, right) = (elements.pop().unwrap_or_default(), model.pop().unwrap_or_default());
                        prop_assert!(same(&left, &right));
                    }
                    Change::Remove(start, end) => {
                        let removed = elements.remove(start..end).into_vec();
                        let expected = model.drain(start.min(length)..end.min(length)).collect::<Vec<_>>();
                        prop_assert!(all_same(&removed, &expected));
                    }
                    Change::Insert(position, item) => {
                        elements.insert(position, item.value());
                        model.insert(position.min(length), item.value());
                    }
                    Change::InsertAll(position, items) => {
                        elements.insert_all(position, items.iter().map(Item::value).collect());
                        let position = position.min(length);
                        model.splice(position..position, items.iter().map(Item::value));
                    }
                    Change::Fill(start, end, item) => {
                        elements.fill(start..end, item.value());
                        model[start.min(length)..end.min(length)].fill(item.value());
                    }
                    Change::Resize(size, item) => {
                        let removed = elements.resize(size, item.value()).into_vec();
                        let expected = model.split_off(size.min(length));
                        prop_assert!(all_same(&removed, &expected));
                        model.resize(size, item.value());
                    }
                    Change::Part(start, end) => {
                        let part = elements.part(start..end).into_vec();
                        prop_assert!(all_same(&part, &model[start.min(length)..end.min(length)]));
                    }
                    Change::Reverse => {
                        elements.reverse();
                        model.reverse();
                    }
                    Change::Again => {
                        elements = match elements.into_numbers() {
                            Ok(numbers) => numbers.into(),
                            Err(values) => {
                                prop_assert!(values.iter().any(|value| !matches!(value, Value::Real(_))));
                                values.into()
                            }
                        };
                    }
                }
                prop_assert_eq!(elements.len(), model.len());
                prop_assert!(all_same(&elements.to_vec(), &model), "{:?}", change);
                for (position, expected) in model.iter().enumerate() {
                    prop_assert!(same(&elements.get(position).unwrap(), expected));
                    let number = elements.number(position).map(f64::to_bits);
                    prop_assert_eq!(number, if let Value::Real(number) = expected { Some(number.to_bits()) } else { None });
                    prop_assert_eq!(elements.look(position, |value| same(value, expected)), Some(true));
                }
                prop_assert!(elements.get(model.len()).is_none());
                if let Some(numbers) = elements.as_numbers() {
                    prop_assert_eq!(numbers.len(), model.len());
                    prop_assert!(model.iter().all(|value| matches!(value, Value::Real(_))));
                }
            }
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        let mut elements = Elements::default();
        (0..100u32).for_each(|number| elements.push(Value::Real(f64::from(number))));
        elements.set(100, Value::Real(-0.0));
        elements.insert(3, Value::Real(7.0));
        elements.insert_all(0, vec![Value::Real(1.0), Value::Real(2.0)].into());
        elements.resize(200, Value::Real(f64::NAN));
        elements.fill(150..160, Value::Real(5.0));
        assert_eq!(elements.as_numbers().map(<[f64]>::len), Some(200));
        let copied: Elements = elements.to_vec().into();
        assert!(copied.as_numbers().is_some());
        elements.push(Value::Null);
        assert!(elements.as_numbers().is_none());
        elements.pop();
        assert_eq!(elements.into_numbers().map_or(0, |numbers| numbers.len()), 200);
    }
}
