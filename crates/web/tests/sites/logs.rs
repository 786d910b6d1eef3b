//! `logweb.txt` and the log for finding mistakes.

use crate::site::{SETTINGS, settings, with_site};
use fourd_web::Request;
use std::fs;

#[test]
fn the_log_has_the_fields_of_the_settings() {
    let tokens = settings("<log format=\"3\" tokens=\"C-IP;METHOD;CS-URI-STEM;CS(COOKIE);STATUS;BYTES-SENT\"/>");
    with_site(&[(SETTINGS, &tokens), ("WebFolder/a.txt", "four")], |site| {
        site.handle(Request::new("GET", "/a.txt?b=1").with("Cookie", "4DSID_site=SECRET"));
        site.server.running().unwrap().log.flush();
        let log = fs::read_to_string(site.folder.join("Data/Logs/logweb.txt")).unwrap();
        assert!(log.starts_with("#Version: 1.0\r\n#Date: "), "{log}");
        assert!(log.contains("#Fields: C_IP\tMETHOD\tCS_URI_STEM\tCS(COOKIE)\tSTATUS\tBYTES_SENT\r\n"), "{log}");
        assert!(log.ends_with("127.0.0.1\tGET\t/a.txt\t4DSID_site=***\t200\t4\r\n"), "{log}");
    });
}

#[test]
fn a_log_that_is_full_goes_to_the_archive() {
    let full = settings("<log format=\"1\"><backup mode=\"5\" size=\"10\"/></log>");
    with_site(&[(SETTINGS, &full), ("WebFolder/a.txt", "a")], |site| {
        site.get("/a.txt");
        site.server.running().unwrap().log.flush();
        assert!(!site.folder.join("Data/Logs/logweb.txt").exists());
        let archive = fs::read_dir(site.folder.join("Data/Logs/Logweb Archives")).unwrap();
        let names: Vec<_> = archive.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert!(names.len() == 1 && names[0].starts_with("D20") && names[0].ends_with(".txt"), "{names:?}");
    });
}

#[test]
fn the_log_of_messages_hides_what_is_secret() {
    let debug = settings("<log debug_log=\"3\"/>");
    with_site(&[(SETTINGS, &debug), ("WebFolder/a.txt", "the body")], |site| {
        site.handle(Request::new("GET", "/a.txt?$4DSID=TOKEN").with("Cookie", "a=SECRET").with("X-A", "shown"));
        let log = fs::read_to_string(site.folder.join("Data/Logs/HTTPDebugLog_1.txt")).unwrap();
        for part in [
            "# REQUEST\r\n# SocketID: ",
            "GET /a.txt?$4DSID=*** HTTP/1.1\r\n",
            "X-A: shown",
            "[Body Size: 0]",
            "the body",
        ] {
            assert!(log.contains(part), "{part}: {log}");
        }
        assert!(!log.contains("SECRET") && !log.contains("TOKEN"), "{log}");
    });
}
