//! A class that 4D does not document; the example of CONTRIBUTING.md.

use fourd_macros::class;
use std::cell::Cell;

/// What an object of the class holds.
struct Counter {
    value: Cell<i64>,
}

/// A thing that counts.
#[class("Counter", native)]
impl Counter {
    /// Makes a counter.
    #[constructor]
    fn new(start: Option<i64>) -> Self {
        Counter { value: Cell::new(start.unwrap_or(0)) }
    }

    /// Adds to the counter and gives the sum.
    #[function]
    fn add(&self, number: i64) -> i64 {
        self.value.set(self.value.get() + number);
        self.value.get()
    }

    /// The sum.
    #[getter]
    fn sum(&self) -> i64 {
        self.value.get()
    }

    /// Sets the sum.
    #[setter]
    fn set_sum(&self, number: i64) {
        self.value.set(number);
    }
}
