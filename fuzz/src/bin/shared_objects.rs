//! Random operations on shared objects from several processes, compared with a simple model: `shared_objects SECONDS
//! [SEED]`. Half of the runs have a seeded schedule, half run in parallel. `shared_objects --one SEED` repeats a run.
//!
//! The runtime tells deadlocks, which some runs have, on standard error.

use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

#[path = "../../../crates/commands/tests/shared_objects/driver.rs"]
mod driver;
#[path = "../../../crates/commands/tests/shared_objects/model.rs"]
mod model;

use driver::{Ended, Plan, run};

/// A run that takes longer hangs.
const HANG: Duration = Duration::from_secs(60);

/// Which run goes on, and since when.
static RUNNING: Mutex<Option<(u64, Instant)>> = Mutex::new(None);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize| arguments.get(index).and_then(|text| text.parse::<u64>().ok());
    let (first, time) = match (arguments.first().map(String::as_str), number(0), number(1)) {
        (Some("--one"), _, Some(seed)) => (seed, Duration::ZERO),
        (_, Some(seconds), seed) => (seed.unwrap_or(1), Duration::from_secs(seconds)),
        _ => {
            eprintln!("shared_objects SECONDS [SEED]");
            return ExitCode::from(2);
        }
    };
    std::panic::set_hook(Box::new(|panic| {
        println!("run {:?}: {panic}", RUNNING.lock().ok().and_then(|running| *running));
        std::process::exit(1);
    }));
    std::thread::spawn(watch);
    let folder = std::env::temp_dir().join(format!("fourd-shared-objects-{}", std::process::id()));
    let begun = Instant::now();
    let (mut seed, mut deadlocks, mut status) = (first, 0_u64, ExitCode::SUCCESS);
    loop {
        if let Ok(mut running) = RUNNING.lock() {
            *running = Some((seed, Instant::now()));
        }
        match run(plan(seed), &folder) {
            Ok(Ended::Well) => {}
            Ok(Ended::Deadlock) => deadlocks += 1,
            Err(complaint) => {
                println!("run {seed}, {:?}: {complaint}", plan(seed));
                status = ExitCode::FAILURE;
                break;
            }
        }
        seed += 1;
        if begun.elapsed() >= time {
            break;
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    println!("{} runs in {} s, {deadlocks} of them with a deadlock", seed - first, begun.elapsed().as_secs());
    status
}

/// What a run does.
fn plan(seed: u64) -> Plan {
    let mut chance = fastrand::Rng::with_seed(seed);
    let schedule = if seed.is_multiple_of(2) { Some(chance.u64(..)) } else { None };
    Plan { seed: chance.u64(..), processes: chance.u64(2..7), steps: 1 << chance.usize(3..12), schedule }
}

fn watch() {
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let running = RUNNING.lock().ok().and_then(|running| *running);
        if let Some((seed, since)) = running
            && since.elapsed() > HANG
        {
            println!("run {seed}, {:?}: hangs", plan(seed));
            std::process::exit(97);
        }
    }
}
