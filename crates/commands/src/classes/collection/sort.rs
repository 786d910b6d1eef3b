//! Sorting: a stable merge sort that holds whatever the comparison says, with a shorter way for numbers.

use fourd_value::Value;
use fourd_value::compare::{sort_order, sort_reals};
use std::cmp::Ordering;

/// How many elements are sorted by insertion before runs are merged.
const RUN: usize = 8;

/// The positions 0 to `count`-1 in sorted order. `precedes` tells whether the first of two positions must stand before the
/// second; a comparison that contradicts itself gives some order, its error ends the sort.
///
/// # Errors
/// Those of `precedes`.
pub(super) fn sorted_positions<E>(
    count: usize,
    mut precedes: impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<Vec<usize>, E> {
    let mut order = (0..count).collect::<Vec<_>>();
    for run in order.chunks_mut(RUN) {
        for next in 1..run.len() {
            let mut slot = next;
            while slot > 0 && precedes(run[slot], run[slot - 1])? {
                run.swap(slot, slot - 1);
                slot -= 1;
            }
        }
    }
    let mut width = RUN;
    let mut merged = Vec::with_capacity(if count > RUN { count } else { 0 });
    while width < count {
        merged.clear();
        for pair in order.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            if let (Some(last), Some(first)) = (left.last(), right.first())
                && !precedes(*first, *last)?
            {
                merged.extend_from_slice(pair);
                continue;
            }
            while let (Some((one, left_rest)), Some((other, right_rest))) = (left.split_first(), right.split_first()) {
                if precedes(*other, *one)? {
                    merged.push(*other);
                    right = right_rest;
                } else {
                    merged.push(*one);
                    left = left_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    Ok(order)
}

/// The elements in the order of these positions, of which each occurs once.
pub(super) fn arrange(mut items: Vec<Value>, order: &[usize]) -> Vec<Value> {
    order.iter().map(|position| items.get_mut(*position).map(std::mem::take).unwrap_or_default()).collect()
}

/// An order or its reverse.
pub(super) fn directed(order: Ordering, descending: bool) -> Ordering {
    if descending { order.reverse() } else { order }
}

/// The elements in the order of 4D's rules for mixed types.
pub(super) fn sort_values(items: Vec<Value>, descending: bool) -> Vec<Value> {
    let numbers = items.iter().map(|item| if let Value::Real(number) = item { Some(*number) } else { None });
    if let Some(mut numbers) = numbers.collect::<Option<Vec<f64>>>() {
        numbers.sort_unstable_by(|left, right| directed(sort_reals(*left, *right), descending));
        return numbers.into_iter().map(Value::Real).collect();
    }
    let order = sorted_positions(items.len(), |one, other| {
        let order = match (items.get(one), items.get(other)) {
            (Some(one), Some(other)) => directed(sort_order(one, other), descending),
            _ => Ordering::Equal,
        };
        Ok::<_, std::convert::Infallible>(order == Ordering::Less)
    });
    match order {
        Ok(order) => arrange(items, &order),
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn sorted(numbers: &[u32], divisor: u32) -> Vec<usize> {
        sorted_positions(numbers.len(), |one, other| Ok::<_, ()>(numbers[one] / divisor < numbers[other] / divisor))
            .unwrap()
    }

    #[test]
    fn sorts_are_stable_at_any_length() {
        for count in 0..200u32 {
            let numbers = (0..count).map(|number| number.wrapping_mul(2_654_435_761) % 97).collect::<Vec<_>>();
            let mut expected = (0..numbers.len()).collect::<Vec<_>>();
            expected.sort_by_key(|position| numbers[*position] / 10);
            assert_eq!(sorted(&numbers, 10), expected, "{count}");
        }
    }

    #[test]
    fn contradicting_comparisons_lose_nothing() {
        let mut calls = 0u32;
        let order = sorted_positions(1000, |_, _| {
            calls = calls.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Ok::<_, ()>(calls & 0x1000 != 0)
        });
        let mut positions = order.unwrap();
        positions.sort_unstable();
        assert_eq!(positions, (0..1000).collect::<Vec<_>>());
        let always = sorted_positions(100, |_, _| Ok::<_, ()>(true)).unwrap();
        assert_eq!(always.len(), 100);
    }

    #[test]
    fn errors_end_the_sort() {
        let mut calls = 0;
        let result = sorted_positions(100, |_, _| {
            calls += 1;
            if calls == 50 { Err(()) } else { Ok(false) }
        });
        assert_eq!((result, calls), (Err(()), 50));
    }
}
