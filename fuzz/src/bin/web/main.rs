//! Runs the checks of the web server on a stable compiler: `web request|cookies|multipart|tags|wire|all SECONDS [SEED]`.
//!
//! Inputs are thrown together from pieces of requests and mutated. One that breaks a check, or lets any thread of the server
//! fail, is written to `artifacts/` and ends the run with exit status 1. `web --one CHECK FILE` repeats one.

mod pieces;

use fourd_fuzz::web::Site;
use pieces::{CHECKS, Check};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Whether any thread has failed.
static FAILED: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let text = |index: usize| arguments.get(index).map(String::as_str).unwrap_or_default();
    let folder = std::env::temp_dir().join(format!("fourd-fuzz-web-{}", std::process::id()));
    let site = Site::start(&folder);
    std::panic::set_hook(Box::new(|panic| {
        FAILED.store(true, Ordering::SeqCst);
        println!("{panic}");
    }));
    let status = if text(0) == "--one" {
        let check = CHECKS.iter().find(|check| check.name == text(1));
        match (check, std::fs::read(text(2))) {
            (Some(check), Ok(bytes)) if passes(&site, check, &bytes) => ExitCode::SUCCESS,
            (Some(_), Ok(_)) => ExitCode::FAILURE,
            _ => usage(),
        }
    } else {
        let checks: Vec<&Check> = CHECKS.iter().filter(|check| [check.name, "all"].contains(&text(0))).collect();
        match text(1).parse() {
            Ok(seconds) if !checks.is_empty() => {
                several(&site, &checks, Duration::from_secs(seconds), text(2).parse().unwrap_or(1))
            }
            _ => usage(),
        }
    };
    let _ = std::fs::remove_dir_all(&folder);
    status
}

fn usage() -> ExitCode {
    eprintln!("usage: web request|cookies|multipart|tags|wire|all SECONDS [SEED]");
    ExitCode::from(2)
}

/// Runs checks for a time, each for its part of it.
fn several(site: &Site, checks: &[&Check], time: Duration, seed: u64) -> ExitCode {
    for check in checks {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut corpus: Vec<Vec<u8>> = check.seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect();
        let until = Instant::now() + time / checks.len() as u32;
        let (mut runs, mut slowest) = (0_u64, Duration::ZERO);
        while Instant::now() < until {
            let mut bytes = chance.choice(&corpus).cloned().unwrap_or_default();
            for _ in 0..=chance.usize(..8) {
                mutate(&mut bytes, &corpus, check, &mut chance);
            }
            bytes.truncate(20_000);
            let begun = Instant::now();
            if !passes(site, check, &bytes) {
                let file = format!("artifacts/web-{}-{seed}-{runs}", check.name);
                let _ = std::fs::create_dir_all("artifacts");
                let _ = std::fs::write(&file, &bytes);
                println!("{}: a finding after {runs} runs, in {file}", check.name);
                return ExitCode::FAILURE;
            }
            slowest = slowest.max(begun.elapsed());
            runs += 1;
            if chance.u32(..20) == 0 {
                if corpus.len() < 2_000 {
                    corpus.push(bytes);
                } else if let Some(slot) = chance.choice(corpus.iter_mut().skip(check.seeds.len())) {
                    *slot = bytes;
                }
            }
        }
        println!("{}: {runs} runs without a finding, slowest {} ms", check.name, slowest.as_millis());
    }
    ExitCode::SUCCESS
}

/// Whether a check holds, and no thread has failed.
fn passes(site: &Site, check: &Check, bytes: &[u8]) -> bool {
    let ran = catch_unwind(AssertUnwindSafe(|| {
        (check.check)(site, bytes);
        if bytes.len() % 16 == 0 {
            site.is_well();
        }
    }));
    ran.is_ok() && !FAILED.load(Ordering::SeqCst)
}

/// Changes one thing: puts in, takes out, repeats or replaces.
fn mutate(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], check: &Check, chance: &mut fastrand::Rng) {
    let at = chance.usize(..=bytes.len());
    let part = |bytes: &[u8], chance: &mut fastrand::Rng| {
        let start = chance.usize(..=bytes.len());
        let end = (start + chance.usize(..60)).min(bytes.len());
        bytes[start..end].to_vec()
    };
    let put: Vec<u8> = match chance.u32(..8) {
        0..=2 => chance.choice(check.pieces).map(|piece| piece.as_bytes().to_vec()).unwrap_or_default(),
        3 => {
            let end = (at + chance.usize(1..30)).min(bytes.len());
            bytes.drain(at..end);
            return;
        }
        4 => part(bytes, chance).repeat(if chance.u32(..30) == 0 { 200 } else { 2 }),
        5 => chance.choice(corpus).map(|other| part(other, &mut fastrand::Rng::new())).unwrap_or_default(),
        6 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = chance.u8(..);
            }
            return;
        }
        _ => vec![*chance.choice(b"\r\n\0 \t:;=,&?%/\\.\"'<>-#$0aZ_{}[]()").unwrap_or(&0)],
    };
    bytes.splice(at..at, put);
}
