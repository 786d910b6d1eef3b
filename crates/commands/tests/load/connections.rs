//! Objects that hold something of the system give it back when the last reference to them goes.

use crate::{project, scaled};
use fourd_runtime::run::{Options, Outcome, run};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How many files, connections and pipes this program has open.
fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

/// Runs `once` that many times in a method `main`: at no time are more than a part of the descriptors open that all objects
/// together would need, and afterwards as many as before.
fn gives_back(name: &str, before: &str, once: &str, after: &str, times: u64) {
    if !Path::new("/proc/self/fd").exists() {
        return;
    }
    let main = format!("var $i : Integer\n{before}\nFor ($i; 1; {times})\n{once}\nEnd for\n{after}\n");
    let program = project(name, &[("main", &main)]);
    let options = Options { method: Some("main".to_owned()), ..Options::default() };
    let open = descriptors();
    let begun = Instant::now();
    let ended = Arc::new(AtomicBool::new(false));
    let seen = ended.clone();
    let watching = std::thread::spawn(move || {
        let mut most = 0;
        while !seen.load(Ordering::SeqCst) {
            most = most.max(descriptors());
            std::thread::sleep(Duration::from_millis(1));
        }
        most
    });
    assert_eq!(run(&program, options, |_| {}), Outcome::Success);
    ended.store(true, Ordering::SeqCst);
    let most = watching.join().unwrap();
    println!("{name}: {times} in {:?}, at most {} descriptors at once", begun.elapsed(), most.saturating_sub(open));
    assert!(most < open + times as usize / 2 + 100, "{open} descriptors before, {most} meanwhile");
    let end = Instant::now() + Duration::from_secs(20);
    // Threads close what they have after the run has ended.
    while descriptors() > open {
        assert!(Instant::now() < end, "{open} descriptors before, {} after", descriptors());
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn objects_that_are_dropped_leave_no_descriptor() {
    // One test: the descriptors of all tests of this program are counted together.
    connections();
    sockets();
    handles();
    workers();
}

/// A server and clients: what the client drops ends, and with it the connection of the server.
fn connections() {
    let listener = "var $listener : 4D.TCPListener
        var $connection : 4D.TCPConnection
        var $blob : Blob
        TEXT TO BLOB(\"hello\"; $blob; UTF8 text without length)
        $listener:=4D.TCPListener.new(0; {onConnection: Formula({})})";
    let once =
        "$connection:=4D.TCPConnection.new(\"127.0.0.1\"; $listener.port; {onConnection: Formula($1.shutdown())})
        Case of
        : ($i%3=0)
            $connection.wait(10)
        : ($i%3=1)
            $connection.send($blob)
        End case
        $connection:=Null";
    // What the listener has taken is over when its other side is.
    let after = "$listener.terminate()";
    gives_back("connections", listener, once, after, scaled(10_000));
}

fn sockets() {
    let once = "var $socket : 4D.UDPSocket\n$socket:=4D.UDPSocket.new()\n$socket:=Null";
    gives_back("sockets", "", once, "", scaled(2_000));
}

fn handles() {
    let before = "var $file : 4D.File\nvar $handle : 4D.FileHandle\n$file:=File(\"/PACKAGE/handle.txt\")";
    let once = "$handle:=$file.open(\"write\")\n$handle.writeText(\"x\")\n$handle:=Null";
    gives_back("handles", before, once, "", scaled(10_000));
}

fn workers() {
    let once = "var $worker : 4D.SystemWorker\n$worker:=4D.SystemWorker.new(\"cat\")\n$worker:=Null";
    gives_back("workers", "", once, "", scaled(200));
}
