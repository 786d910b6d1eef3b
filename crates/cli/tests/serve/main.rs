//! `fourd serve` over ports: clients that are slow, wrong or hostile, the end of the server, sessions and load.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod files;
mod load;
mod paths;
mod requests;
mod sessions;
mod slow;
mod stopping;
mod tls;
mod watch;
mod wire;

use common::{fresh_folder, send_signal, started, write_files};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use wire::{Answer, Client};

/// The files of the site of all tests.
const SITE: &[(&str, &str)] = &[
    ("Project/site.4DProject", "{\"compatibilityVersion\": 2140}"),
    ("WebFolder/index.html", "home"),
    ("WebFolder/note.txt", "a note"),
    ("WebFolder/page.shtml", "<p><!--#4DTEXT 1+2--></p>"),
    ("secret.txt", "secret"),
    ("Project/Sources/Methods/say.4dm", "#DECLARE($text : Text)\nWEB SEND TEXT(\"said \"+$text; \"text/plain\")\n"),
    (
        "Project/Sources/Methods/slow.4dm",
        "#DECLARE($text : Text)\nDELAY PROCESS(Current process; 120)\nWEB SEND TEXT((\"slow \"*1000)+$text; \"text/plain\")\n",
    ),
    ("Project/Sources/Methods/never.4dm", "DELAY PROCESS(Current process; 36000)\nWEB SEND TEXT(\"never\")\n"),
    ("Project/Sources/Methods/large.4dm", "WEB SEND TEXT(\"0123456789\"*2000000; \"text/plain\")\n"),
    (
        "Project/Sources/Methods/body.4dm",
        "var $body : Blob\nWEB GET HTTP BODY($body)\nWEB SEND TEXT(String(BLOB size($body)); \"text/plain\")\n",
    ),
    (
        "Project/Sources/Methods/field.4dm",
        "#DECLARE($text : Text)\nARRAY TEXT($names; 1)\nARRAY TEXT($values; 1)\n$names{1}:=\"X-Text\"\n$values{1}:=$text\nWEB SET HTTP HEADER($names; $values)\nWEB SEND TEXT(\"sent\")\n",
    ),
    ("Project/Sources/Methods/redirect.4dm", "#DECLARE($text : Text)\nWEB SEND HTTP REDIRECT($text; *)\n"),
    ("Project/Sources/Methods/type.4dm", "#DECLARE($text : Text)\nWEB SEND TEXT(\"sent\"; $text)\n"),
    (
        "Project/Sources/Methods/count.4dm",
        "Use (Session.storage)\nSession.storage.n:=Num(Session.storage.n)+1\nEnd use\nWEB SEND TEXT(String(Session.storage.n); \"text/plain\")\n",
    ),
    ("Project/Sources/Methods/broken.4dm", "WEB SEND TEXT(\"sent\")\nJSON Parse(\"{\")\n"),
];

/// How long a server may take to end.
const LONGEST_END: Duration = Duration::from_secs(30);

/// A site that is served by a process of its own.
struct Site {
    child: Child,
    address: SocketAddr,
    secure: Option<SocketAddr>,
    errors: Option<JoinHandle<String>>,
}

/// How a server ended.
struct Ended {
    status: Option<i32>,
    errors: String,
    took: Duration,
}

/// A folder with the site and these files in addition, or in place of its own.
fn site_folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = fresh_folder(&format!("serve/{name}"));
    for (path, text) in SITE.iter().chain(files) {
        let is_method = path.contains("/Methods/") && !text.starts_with("//%");
        let line = if is_method { "//%attributes = {\"publishedWeb\":true}\n" } else { "" };
        write_files(&folder, &[(path, &format!("{line}{text}"))]);
    }
    folder
}

impl Site {
    /// Serves the site and these files, with these options.
    fn start(name: &str, files: &[(&str, &str)], options: &[&str]) -> Site {
        Site::of(&site_folder(name, files), options)
    }

    /// Serves a folder.
    fn of(folder: &Path, options: &[&str]) -> Site {
        let mut child = started(folder, &[&["serve", ".", "--port", "0"], options].concat());
        let mut errors = child.stderr.take().unwrap();
        let errors = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = errors.read_to_string(&mut text);
            text
        });
        let (mut http, mut https) = (None, None);
        let is_secure = folder.join("cert.pem").exists();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while http.is_none() || is_secure && https.is_none() {
            let line = lines.next().expect("the server says where it listens").unwrap();
            let address = |scheme: &str| line.strip_prefix(scheme)?.strip_suffix('/')?.parse().ok();
            http = http.or(address("fourd: http://"));
            https = https.or(address("fourd: https://"));
        }
        Site { child, address: http.unwrap(), secure: https, errors: Some(errors) }
    }

    /// A new connection.
    fn connect(&self) -> Client {
        Client::connect(self.address)
    }

    /// The answer to a request on a connection of its own.
    fn get(&self, target: &str) -> Answer {
        self.connect().get(target, "")
    }

    /// The server still answers.
    fn is_well(&self) {
        let answer = self.get("/4DACTION/say/hello");
        assert_eq!((answer.status, answer.text().as_str()), (200, "said hello"));
    }

    /// Sends the server the signal TERM.
    fn terminate(&self) {
        send_signal(&self.child, "-TERM");
    }

    /// Waits for the end of the server.
    fn ended(mut self) -> Ended {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status.code();
            }
            assert!(begun.elapsed() < LONGEST_END, "the server does not end");
            std::thread::sleep(Duration::from_millis(10));
        };
        let errors = self.errors.take().unwrap().join().unwrap();
        Ended { status, errors, took: begun.elapsed() }
    }

    /// Ends the server, as a signal does.
    fn stop(self) -> Ended {
        self.terminate();
        self.ended()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
