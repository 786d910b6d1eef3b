//! Random operations on shared objects from several processes, compared with a simple model: Use, writes, removals, nesting
//! that merges groups, copies and storages.

#![allow(clippy::unwrap_used, clippy::panic)]

mod driver;
mod model;

use driver::{Plan, run};
use proptest::prelude::*;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("shared_objects")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_processes_see_is_what_the_model_says(
        seed in any::<u64>(),
        schedule in any::<u64>(),
        processes in 1..5_u64,
        steps in 1..200_usize,
    ) {
        let plan = Plan { seed, processes, steps, schedule: Some(schedule) };
        prop_assert_eq!(run(plan, &folder()).err(), None);
    }
}

#[test]
fn processes_in_parallel_see_what_the_model_says() {
    for seed in 0..40 {
        let plan = Plan { seed, processes: 4, steps: 400, schedule: None };
        assert_eq!(run(plan, &folder()).err(), None, "{plan:?}");
    }
}
