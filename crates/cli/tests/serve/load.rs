//! Load: many connections, each with a session and a counter of its own, and errors in a tenth of the methods.
//!
//! `FOURD_LOAD_SECONDS=60 cargo test --test serve load` is the long form.

use crate::Site;
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 64;

/// The page of an error.
const BROKEN: &str = "<!DOCTYPE html>\n<html><head><title>500 Internal Server Error</title></head><body><h1>500 Internal Server Error</h1></body></html>\n";

/// The memory of a process, in kilobytes; 0 where the system does not say it.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// One client: its counter counts, and each answer is that to its request. Gives the number of answers.
fn client(site: &Site, name: usize, until: Instant) -> u64 {
    let mut client = site.connect();
    let (mut cookie, mut counted, mut answers) = (String::new(), 0_u64, 0_u64);
    while Instant::now() < until {
        let own = format!("{name}-{answers}");
        let (target, status) = match answers % 10 {
            3 => ("/4DACTION/broken".to_owned(), 500),
            5 => ("/note.txt".to_owned(), 200),
            7 => (format!("/4DACTION/say/{own}"), 200),
            _ => ("/4DACTION/count".to_owned(), 200),
        };
        let answer = client.get(&target, &cookie);
        assert_eq!(answer.status, status, "{target} of {own}");
        let expected = match answers % 10 {
            3 => BROKEN.to_owned(),
            5 => "a note".to_owned(),
            7 => format!("said {own}"),
            _ => {
                counted += 1;
                counted.to_string()
            }
        };
        assert_eq!(answer.text(), expected, "{target} of {own}");
        if let Some(value) = answer.cookie() {
            assert!(cookie.is_empty(), "a second session for {own}");
            cookie = format!("Cookie: {value}\r\n");
        }
        answers += 1;
        if answer.field("connection") == Some("close") {
            client = site.connect();
        }
    }
    answers
}

#[test]
fn no_answer_is_lost_or_mixed_up() {
    let seconds = std::env::var("FOURD_LOAD_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(2);
    let site = Site::start("load", &[], &[]);
    let begun = Instant::now();
    let process = site.child.id();
    let (answers, memories) = std::thread::scope(|scope| {
        let until = begun + Duration::from_secs(seconds);
        let clients: Vec<_> = (0..CONNECTIONS)
            .map(|name| {
                scope.spawn({
                    let site = &site;
                    move || client(site, name, until)
                })
            })
            .collect();
        let mut memories = Vec::new();
        while Instant::now() < until {
            std::thread::sleep(Duration::from_millis(500));
            memories.push(memory(process));
        }
        (clients.into_iter().map(|client| client.join().unwrap()).sum::<u64>(), memories)
    });
    // After a third everything is there that stays.
    let settled = memories[memories.len() / 3];
    let last = memories[memories.len() - 1];
    println!("{answers} answers in {seconds} s; memory from {settled} KB to {last} KB");
    assert!(answers > 0);
    assert!(last < settled + settled / 10 + 8_000, "memory grows: {memories:?}");
    let ended = site.stop();
    assert_eq!(ended.status, Some(0));
    assert!(!ended.errors.contains("panic"), "{}", ended.errors);
}
