//! Sorting: a stable merge sort that holds whatever the comparison says, with a shorter way for numbers.

use fourd_value::compare::sort_order;
use fourd_value::{Elements, Value};
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

/// A whole number that stands in the order of numbers as `number` does; what is not a number comes first.
fn number_key(number: f64) -> u64 {
    let bits = number.to_bits();
    match bits >> 63 {
        _ if number.is_nan() => 0,
        0 => bits | 1 << 63,
        _ => !bits,
    }
}

/// The number that a key was made of.
fn number_of_key(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// Below this number of elements a sort by comparisons is quicker than one by digits.
const FEW: usize = 512;

/// From this number of elements on they are parted first, so that each part is sorted within the caches of the processor.
const MANY: usize = 1 << 19;
/// Into how many parts.
const PARTS: usize = 256;

/// Numbers in order, in the memory that they have.
fn sort_numbers(numbers: Vec<f64>, descending: bool) -> Vec<f64> {
    let mut keys = numbers.into_iter().map(number_key).collect::<Vec<u64>>();
    if keys.len() < FEW {
        keys.sort_unstable();
    } else if keys.len() < MANY {
        keys = sorted_by_digits(keys);
    } else {
        keys = sorted_in_parts(&keys);
    }
    if descending {
        keys.reverse();
    }
    keys.into_iter().map(number_of_key).collect()
}

/// Keys in order: parted at keys that divide a sample evenly, then each part by itself.
fn sorted_in_parts(keys: &[u64]) -> Vec<u64> {
    if keys.is_sorted() {
        return keys.to_vec();
    }
    let mut sample = keys.iter().step_by((keys.len() / (PARTS * 16)).max(1)).copied().collect::<Vec<_>>();
    sample.sort_unstable();
    let limits = (1..PARTS).filter_map(|part| sample.get(part * sample.len() / PARTS).copied()).collect::<Vec<_>>();
    let mut parts = (0..PARTS).map(|_| Vec::with_capacity(keys.len() / PARTS)).collect::<Vec<_>>();
    for key in keys {
        if let Some(part) = parts.get_mut(limits.partition_point(|limit| limit <= key)) {
            part.push(*key);
        }
    }
    let mut sorted = Vec::with_capacity(keys.len());
    for part in parts {
        sorted.extend(sorted_by_digits(part));
    }
    sorted
}

/// Keys in order: distributed by one byte after the other, the lowest first. Bytes that are the same in all keys, as the
/// lower ones of small whole numbers are, cost nothing.
fn sorted_by_digits(mut keys: Vec<u64>) -> Vec<u64> {
    if keys.is_sorted() {
        return keys;
    }
    let mut counts = [[0usize; 256]; 8];
    for key in &keys {
        for (counts, byte) in counts.iter_mut().zip(key.to_le_bytes()) {
            counts[usize::from(byte)] += 1;
        }
    }
    let mut other = vec![0u64; keys.len()];
    for (digit, counts) in counts.iter_mut().enumerate() {
        if counts.contains(&keys.len()) {
            continue;
        }
        let mut start = 0;
        for count in counts.iter_mut() {
            start += std::mem::replace(count, start);
        }
        for key in &keys {
            let place = &mut counts[usize::from(key.to_le_bytes()[digit])];
            if let Some(target) = other.get_mut(*place) {
                *target = *key;
            }
            *place += 1;
        }
        std::mem::swap(&mut keys, &mut other);
    }
    keys
}

/// The elements in the order of 4D's rules for mixed types.
pub(super) fn sort_values(items: Elements, descending: bool) -> Elements {
    let items = match items.into_numbers() {
        Ok(numbers) => return sort_numbers(numbers, descending).into(),
        Err(values) => values,
    };
    let order = sorted_positions(items.len(), |one, other| {
        let order = match (items.get(one), items.get(other)) {
            (Some(one), Some(other)) => directed(sort_order(one, other), descending),
            _ => Ordering::Equal,
        };
        Ok::<_, std::convert::Infallible>(order == Ordering::Less)
    });
    match order {
        Ok(order) => arrange(items, &order).into(),
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
    fn numbers_are_sorted_as_their_order_says() {
        let mut state = 1u64;
        for count in [0, 1, 7, 600, 5000, MANY + 7] {
            let mut numbers = vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.5, 0.0, 1e-300, -1e300];
            for index in 0..count {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                numbers.push(if index % 3 == 0 { (state >> 44) as f64 } else { f64::from_bits(state) });
            }
            for descending in [false, true] {
                let sorted = sort_values(numbers.clone().into(), descending).into_vec();
                assert_eq!(sorted.len(), numbers.len());
                assert!(sorted.windows(2).all(|pair| directed(sort_order(&pair[0], &pair[1]), descending).is_le()));
                let sum =
                    |bits: u64, number: f64| bits.wrapping_add(if number.is_nan() { 1 } else { number.to_bits() });
                let found = sorted.iter().filter_map(Value::as_real).fold(0, sum);
                assert_eq!(found, numbers.iter().copied().fold(0, sum));
            }
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
