//! On a Series ([theme](https://developer.4d.com/docs/commands/theme/On_a_Series)), over arrays. Fields need a datastore.

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_value::{ArrayData, Error, Text, Value, error};

theme!("On a Series": average, max, min, std_deviation, sum, sum_squares, variance);

/// Calls `each` with all numbers of an array, row by row where it has two dimensions. Element 0 does not count.
fn visit(data: &ArrayData, each: &mut impl FnMut(f64)) -> Result<(), Error> {
    match data {
        ArrayData::Integer(items) => items.iter().skip(1).for_each(|&item| each(f64::from(item))),
        ArrayData::Longint(items) => items.iter().skip(1).for_each(|&item| each(f64::from(item))),
        ArrayData::Real(items) => items.iter().skip(1).for_each(|&item| each(item)),
        ArrayData::Time(items) => items.iter().skip(1).for_each(|item| each(item.seconds())),
        ArrayData::Rows(_, rows) => {
            for row in rows.iter().skip(1) {
                row.with(|row| visit(row, each))?;
            }
        }
        _ => return Err(Error::with(error::INCOMPATIBLE_TYPES, "Argument 1: expected an array of numbers")),
    }
    Ok(())
}

/// Calls `each` with all numbers of the array that an argument is.
fn numbers(series: &Value, mut each: impl FnMut(f64)) -> Result<(), Error> {
    match series {
        Value::Array(array) => array.with(|data| visit(data, &mut each)),
        other => {
            let message = format!("Argument 1: expected an array, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, message))
        }
    }
}

/// A path to attributes is for object fields.
fn no_path(attribute_path: Option<Text>) -> Result<(), Error> {
    match attribute_path {
        None => Ok(()),
        Some(_) => Err(Error::not_implemented("attribute path in a series")),
    }
}

fn set_ok(process: &mut Process<'_>) {
    process.set_named("OK", Value::integer(1));
}

/// Count, mean and the sum of the squares of the distances from the mean, without loss where numbers are large.
#[derive(Clone, Copy, Default)]
struct Spread {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Spread {
    fn of(series: &Value) -> Result<Self, Error> {
        let mut spread = Self::default();
        numbers(series, |number| {
            spread.count += 1.0;
            let distance = number - spread.mean;
            spread.mean += distance / spread.count;
            spread.squares += distance * (number - spread.mean);
        })?;
        Ok(spread)
    }

    fn variance(self) -> f64 {
        if self.count > 1.0 { self.squares / (self.count - 1.0) } else { 0.0 }
    }
}

/// The sum of an array and its number of elements.
fn total(series: &Value) -> Result<(f64, f64), Error> {
    let (mut sum, mut count) = (0.0, 0.0);
    numbers(series, |number| {
        sum += number;
        count += 1.0;
    })?;
    Ok((sum, count))
}

/// The arithmetic mean of the numbers of an array, 0 of an empty one.
///
/// ```4d
/// ARRAY REAL($r; 2)
/// $r{1}:=1
/// $r{2}:=2
/// Average($r)  // 1.5
/// ```
#[command(2, "Average", thread_safe)]
fn average(process: &mut Process<'_>, series: Value, attribute_path: Option<Text>) -> Result<f64, Error> {
    no_path(attribute_path)?;
    let (sum, count) = total(&series)?;
    set_ok(process);
    Ok(if count > 0.0 { sum / count } else { 0.0 })
}

/// The sum of the numbers of an array.
///
/// ```4d
/// ARRAY REAL($r; 3)
/// $r{1}:=1
/// $r{2}:=2
/// $r{3}:=3.5
/// Sum($r)  // 6.5
/// ```
#[command(1, "Sum", thread_safe)]
fn sum(process: &mut Process<'_>, series: Value, attribute_path: Option<Text>) -> Result<f64, Error> {
    no_path(attribute_path)?;
    let (sum, _) = total(&series)?;
    set_ok(process);
    Ok(sum)
}

/// The element of an array that `better` prefers to all before it; 0 of an empty array.
fn best(series: &Value, better: fn(f64, f64) -> bool) -> Result<Value, Error> {
    if let Value::Array(array) = series {
        let dates = array.with(|data| match data {
            ArrayData::Date(items) => Some(items.get(1..).unwrap_or_default().to_vec()),
            _ => None,
        });
        if let Some(dates) = dates {
            let key = |date: &fourd_value::Date| date.day_count() as f64;
            let found = dates.into_iter().reduce(|best, next| if better(key(&next), key(&best)) { next } else { best });
            return Ok(found.map_or(Value::Real(0.0), Value::Date));
        }
    }
    let mut found = None;
    numbers(series, |number| {
        if found.is_none_or(|found| better(number, found)) {
            found = Some(number);
        }
    })?;
    Ok(Value::Real(found.unwrap_or(0.0)))
}

/// The largest number of an array, or its latest date; 0 of an empty one.
///
/// ```4d
/// ARRAY REAL($r; 2)
/// $r{1}:=1
/// $r{2}:=2
/// Max($r)  // 2
/// ```
#[command(3, "Max", thread_safe)]
fn max(process: &mut Process<'_>, series: Value, attribute_path: Option<Text>) -> Result<Value, Error> {
    no_path(attribute_path)?;
    let found = best(&series, |next, best| next > best)?;
    set_ok(process);
    Ok(found)
}

/// The smallest number of an array, or its earliest date; 0 of an empty one.
///
/// ```4d
/// ARRAY REAL($r; 2)
/// $r{1}:=1
/// $r{2}:=2
/// Min($r)  // 1
/// ```
#[command(4, "Min", thread_safe)]
fn min(process: &mut Process<'_>, series: Value, attribute_path: Option<Text>) -> Result<Value, Error> {
    no_path(attribute_path)?;
    let found = best(&series, |next, best| next < best)?;
    set_ok(process);
    Ok(found)
}

/// The variance of the numbers of an array as that of a sample: the sum of the squared distances from the mean, divided
/// by the number of elements less one. 0 where there are fewer than two.
#[command(27, "Variance", thread_safe)]
fn variance(series: Value) -> Result<f64, Error> {
    Ok(Spread::of(&series)?.variance())
}

/// The standard deviation of the numbers of an array: the square root of `Variance`.
#[command(26, "Std deviation", thread_safe)]
fn std_deviation(series: Value) -> Result<f64, Error> {
    Ok(Spread::of(&series)?.variance().sqrt())
}

/// The sum of the squares of the numbers of an array.
#[command(28, "Sum squares", thread_safe)]
fn sum_squares(series: Value) -> Result<f64, Error> {
    let mut sum = 0.0;
    numbers(&series, |number| sum += number * number)?;
    Ok(sum)
}
