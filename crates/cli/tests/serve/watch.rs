//! `fourd serve --watch`.

use crate::{Site, site_folder};
use std::time::{Duration, Instant};

/// Asks until the answer is this one.
fn until(site: &Site, target: &str, expected: &str) {
    let begun = Instant::now();
    loop {
        let text = site.get(target).text();
        if text == expected {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{text}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn code_that_changes_counts_from_the_next_request_on() {
    let method = |text: &str| format!("//%attributes = {{\"publishedWeb\":true}}\n{text}\n");
    let class =
        |text: &str| format!("shared singleton Class constructor()\nFunction say() : Text\n\treturn \"{text}\"\n");
    let call = "WEB SEND TEXT(cs.Teller.me.say(); \"text/plain\")\n";
    let files = [("Project/Sources/Classes/Teller.4dm", &*class("one")), ("Project/Sources/Methods/call.4dm", call)];
    let folder = site_folder("watch", &files);
    let site = Site::of(&folder, &["--watch"]);
    let write = |path: &str, text: &str| std::fs::write(folder.join("Project/Sources").join(path), text).unwrap();
    until(&site, "/4DACTION/call", "one");
    write("Classes/Teller.4dm", &class("two"));
    until(&site, "/4DACTION/call", "two");
    // What cannot be read changes nothing, and does not keep other files from being read.
    write("Classes/Teller.4dm", "shared singleton Class constructor()\nFunction say() : Text\n\treturn (\n");
    write("Methods/say.4dm", &method("WEB SEND TEXT(\"another\"; \"text/plain\")"));
    until(&site, "/4DACTION/say", "another");
    assert_eq!(site.get("/4DACTION/call").text(), "two");
    write("Methods/new.4dm", &method("WEB SEND TEXT(\"new\")"));
    write("Methods/say.4dm", "WEB SEND TEXT(\"third\"; \"text/plain\")\n");
    until(&site, "/4DACTION/say", "third");
    let errors = site.stop().errors;
    for part in ["reloaded", "Teller.4dm` stays as it was", "new.4dm` is new: start again", "attributes of"] {
        assert!(errors.contains(part), "{part}: {errors}");
    }
}
