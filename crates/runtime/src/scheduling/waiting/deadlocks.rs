//! Tests of circles of waits and of their reports.

#![allow(clippy::unwrap_used)]

use super::list::{MOST_SHOWN, WaitFor, WaitList, Waiting};
use super::semaphores::{Holder, Semaphores};
use fourd_source::Span;
use fourd_value::Text;

/// The holder of a new semaphore.
fn held_by(name: &Text, process: u32) -> Option<Holder> {
    let semaphores = Semaphores::default();
    semaphores.take(name, process);
    semaphores.holder(name)
}

fn waiting(number: i32, holder: u32) -> Waiting {
    let name = Text::from(format!("s{number}"));
    Waiting {
        number,
        name: Text::EMPTY,
        what: WaitFor::Semaphore(name.clone(), held_by(&name, holder)),
        span: Span::default(),
        until: None,
        held: Vec::new(),
        semaphores: Vec::new(),
    }
}

#[test]
fn a_report_shows_few_of_many() {
    let mut list = WaitList::default();
    for number in 1..=50_000 {
        list.put(number, waiting(number as i32, number % 50_000 + 1), false);
    }
    assert_eq!(list.cycle(1).unwrap().len(), 50_000);
    let report = list.deadlock(None).unwrap();
    assert!(report.title.contains("50000 processes"));
    assert_eq!(report.secondary.len(), MOST_SHOWN - 1);
    assert_eq!(report.notes, ["not shown: 49990 of the processes"]);
    assert!(list.deadlock(None).is_none(), "reported once");
}

#[test]
fn a_chain_into_a_circle_of_others_is_no_circle() {
    let mut list = WaitList::default();
    for (from, to) in [(1, 2), (2, 3), (3, 4), (4, 2)] {
        list.put(from, waiting(from as i32, to), false);
    }
    assert_eq!(list.cycle(1), None);
    assert_eq!(list.cycle(3), Some(vec![3, 4, 2]));
}
