//! Clients that are slow or silent: they lose their connection, and the others do not wait for them.

use crate::Site;
use crate::wire::Client;
use std::time::{Duration, Instant};

/// A client that sends this, then one byte each 20 ms as long as it can; what it got, and after how long.
fn drips(mut client: Client, start: &str) -> (Option<u16>, Duration) {
    let begun = Instant::now();
    client.send(start);
    client.stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    let mut one = [0];
    while begun.elapsed() < Duration::from_secs(20) {
        match client.stream.peek(&mut one) {
            Err(problem) if problem.kind() == std::io::ErrorKind::WouldBlock => {}
            _ => break,
        }
        if !client.send("a") {
            break;
        }
    }
    client.stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    (client.answer().map(|answer| answer.status), begun.elapsed())
}

#[test]
fn slow_clients_are_closed_and_others_do_not_wait() {
    let site = Site::start("slow", &[], &["--client-time", "4"]);
    let head = "GET /note.txt HTTP/1.1\r\nHost: a\r\nX-Slow: ";
    let body = "POST /4DACTION/body HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";
    std::thread::scope(|scope| {
        let mut slow = Vec::new();
        for start in [head, body] {
            slow.extend((0..20).map(|_| scope.spawn(|| drips(site.connect(), start))));
        }
        // Others get their answers, on open connections and on new ones.
        let mut client = site.connect();
        for _ in 0..10 {
            let begun = Instant::now();
            assert_eq!(client.get("/4DACTION/say/a", "").text(), "said a");
            site.is_well();
            assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        }
        for client in slow {
            let (status, took) = client.join().unwrap();
            assert_eq!(status, Some(408));
            assert!(took > Duration::from_millis(3_900) && took < Duration::from_secs(15), "{took:?}");
        }
    });
    site.is_well();
}

#[test]
fn silent_connections_are_closed() {
    let site = Site::start("silent", &[], &["--client-time", "1"]);
    let mut nothing = site.connect();
    let mut after_one = site.connect();
    assert_eq!(after_one.get("/note.txt", "").status, 200);
    let mut half = site.connect();
    half.finish();
    let mut in_head = site.connect();
    in_head.send("GET /note");
    in_head.finish();
    let mut in_body = site.connect();
    in_body.send("POST /4DACTION/body HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    in_body.finish();
    for client in [&mut nothing, &mut after_one, &mut half, &mut in_head, &mut in_body] {
        assert!(client.closed_after() < Duration::from_secs(10));
    }
    site.is_well();
}

#[test]
fn a_client_that_takes_no_answer_is_cut_off() {
    let site = Site::start("not-read", &[], &["--client-time", "1"]);
    let mut client = site.connect();
    client.send("GET /4DACTION/large HTTP/1.1\r\nHost: a\r\n\r\n");
    std::thread::sleep(Duration::from_secs(3));
    site.is_well();
    assert!(client.answer().is_none(), "an answer that was cut off is not complete");
}

#[test]
fn a_client_that_reads_slowly_gets_everything() {
    let site = Site::start("read-slowly", &[], &["--client-time", "1"]);
    let mut client = site.connect();
    client.send("GET /4DACTION/large HTTP/1.1\r\nHost: a\r\n\r\n");
    // Longer than a client may take to read nothing, and more than the buffers of the system hold is left after it.
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(100));
        assert!(client.reads_some(1 << 18));
    }
    let answer = client.answer().unwrap();
    assert_eq!((answer.status, answer.body.len()), (200, 20_000_000));
}
