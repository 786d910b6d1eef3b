//! The end of the server: what was begun is completed, within a limit.

use crate::Site;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[test]
fn every_answer_that_was_begun_is_complete() {
    let site = Site::start("stop-complete", &[], &[]);
    let mut idle = site.connect();
    assert_eq!(idle.get("/note.txt", "").status, 200);
    let mut clients: Vec<_> = (0..20).map(|_| site.connect()).collect();
    for (number, client) in clients.iter_mut().enumerate() {
        client.send(format!("GET /4DACTION/slow/{number} HTTP/1.1\r\nHost: a\r\n\r\n"));
    }
    // All of them are in the middle: each waits much longer.
    std::thread::sleep(Duration::from_millis(500));
    site.terminate();
    for (number, client) in clients.iter_mut().enumerate() {
        let answer = client.answer().unwrap_or_else(|| panic!("answer {number} is lost"));
        assert_eq!(answer.status, 200);
        assert!(answer.text().ends_with(&format!("slow {number}")) && answer.body.len() > 5000, "{number}");
        assert!(client.answer().is_none());
    }
    idle.until_closed();
    let refused = TcpStream::connect(site.address).map_err(|problem| problem.kind());
    assert_eq!(refused.err(), Some(ErrorKind::ConnectionRefused));
    let ended = site.ended();
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    assert!(ended.took < Duration::from_secs(5), "{:?}", ended.took);
}

#[test]
fn a_stuck_answer_does_not_keep_the_server() {
    let site = Site::start("stop-stuck", &[], &["--client-time", "6"]);
    let mut client = site.connect();
    client.send("GET /4DACTION/never HTTP/1.1\r\nHost: a\r\n\r\n");
    let mut half = site.connect();
    half.send("GET /no");
    std::thread::sleep(Duration::from_millis(200));
    let begun = Instant::now();
    let ended = site.stop();
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    let answer = client.answer();
    assert!(answer.is_none_or(|answer| answer.status >= 500));
}
