//! Requests and answers of a whole site, without a port: the core of the server.

use crate::site::{self, SETTINGS, settings, text};
use fourd_web::{Overrides, Request, Serve, Server, Values, handle};
use std::fs;
use std::sync::Arc;

/// The files of a site, as path and text.
const SITE: &[(&str, &str)] = &[
    ("WebFolder/index.html", "home"),
    ("WebFolder/note.txt", "a note"),
    ("WebFolder/page.shtml", "<p><!--#4DTEXT 1+2--></p>"),
    ("secret.txt", "secret"),
    (
        "Project/Sources/Methods/hello.4dm",
        "//%attributes = {\"publishedWeb\":true}\n#DECLARE($text : Text)\nWEB SEND TEXT(\"hello \"+$text)\n",
    ),
    ("Project/Sources/Methods/hidden.4dm", "WEB SEND TEXT(\"hidden\")\n"),
    (
        "Project/Sources/Methods/broken.4dm",
        "//%attributes = {\"publishedWeb\":true}\nWEB SEND TEXT(\"sent\")\nJSON Parse(\"{\")\n",
    ),
    ("Project/Sources/Methods/nothing.4dm", "//%attributes = {\"publishedWeb\":true}\n"),
    (
        "Project/Sources/Methods/count.4dm",
        "//%attributes = {\"publishedWeb\":true}\nUse (Session.storage)\nSession.storage.n:=Num(Session.storage.n)+1\nEnd use\nWEB SEND TEXT(String(Session.storage.n); \"text/plain\")\n",
    ),
];

/// Runs the site and does something with its server.
fn with_site(test: impl FnOnce(&Arc<Server>)) {
    with_files(&[], test);
}

/// As [`with_site`], with further files.
fn with_files(further: &[(&str, &str)], test: impl FnOnce(&Arc<Server>)) {
    let files: Vec<_> = SITE.iter().chain(further).copied().collect();
    site::with_site(&files, |site| test(&site.server));
}

#[test]
fn a_site_answers_without_a_port() {
    with_site(|server| {
        let get = |target: &str| {
            let response = handle(server, Request::new("GET", target));
            (response.status, text(&response))
        };
        assert_eq!(get("/"), (200, "home".to_owned()));
        assert_eq!(get("/note.txt?a=1"), (200, "a note".to_owned()));
        assert_eq!(get("/../secret.txt").0, 404);
        assert_eq!(get("/page.shtml"), (200, "<p>3</p>".to_owned()));
        assert_eq!(get("/4DACTION/hello/you%20all?a=b"), (200, "hello you all".to_owned()));
        assert_eq!(get("/4daction/HELLO"), (200, "hello ".to_owned()));
        assert_eq!(get("/4DACTION/hidden").0, 404);
        assert_eq!(get("/4DACTION/missing").0, 404);
        assert_eq!(get("/4DACTION/nothing").0, 204);
        let (status, body) = get("/4DACTION/broken");
        assert_eq!((status, body.contains("sent")), (500, false));
        assert_eq!(handle(server, Request::new("TRACE", "/")).status, 405);
        assert_eq!(handle(server, Request::new("DELETE", "/note.txt")).status, 405);
    });
}

#[test]
fn what_belongs_to_the_project_is_no_part_of_its_site() {
    let files = [
        ("key.pem", "secret"),
        ("WebFolder/.git/config", "secret"),
        ("WebFolder/.well-known/security.txt", "for everyone"),
        ("WebFolder/Data/list.txt", "for everyone"),
        ("open/file.txt", "for everyone"),
    ];
    for (root, prefix) in [("", ""), (".", "/WebFolder")] {
        let settings = settings(&format!("<configuration><hosts><host html_root=\"{root}\"/></hosts></configuration>"));
        let settings = [(SETTINGS, settings.as_str())];
        let files: Vec<_> = files.iter().chain(&settings).copied().collect();
        with_files(&files, |server| {
            let status = |target: &str| handle(server, Request::new("GET", target)).status;
            let secrets = [
                "/Project/Sources/settings.4DSettings",
                "/project/site.4DProject",
                "/Project/Sources/Methods/hidden.4dm",
                "/key.pem",
                "/.git/config",
                "/WebFolder/.git/config",
            ];
            for path in secrets {
                assert_eq!(status(path), 404, "{path} below `{root}`");
            }
            assert_eq!(status(&format!("{prefix}/note.txt")), 200, "`{root}`");
            assert_eq!(status(&format!("{prefix}/Data/list.txt")), 200, "`{root}`");
            assert_eq!(status("/open/file.txt"), if root.is_empty() { 404 } else { 200 });
            if root.is_empty() {
                assert_eq!(status("/.well-known/security.txt"), 200);
            }
        });
    }
}

#[test]
fn a_denied_file_is_denied_however_its_path_is_written() {
    let rules = r#"[{"regexPattern": "^/private/", "denyAccess": true}, {"regexPattern": "^/note\\.txt$", "denyAccess": true}]"#;
    let files = [("WebFolder/private/a.html", "secret"), ("Project/Sources/HTTPRules.json", rules)];
    with_files(&files, |server| {
        let paths = [
            "/private/a.html",
            "//private/a.html",
            "/%70rivate/a.html",
            "/./private/a.html",
            "/sub/../private/a.html",
            "/note.txt",
            "//note.txt",
            "/note%2etxt",
        ];
        for path in paths {
            assert_eq!(handle(server, Request::new("GET", path)).status, 403, "{path}");
        }
        assert_eq!(handle(server, Request::new("GET", "/note.txt/")).status, 404);
        assert_eq!(handle(server, Request::new("GET", "/")).status, 200);
    });
}

#[test]
fn a_file_that_has_changed_is_read_again() {
    let long = "a text that is worth to be packed. ".repeat(100);
    with_files(&[("WebFolder/long.txt", &long)], |server| {
        let file = server.own_project().root.join("WebFolder/long.txt");
        let get = |encoding: &str| handle(server, Request::new("GET", "/long.txt").with("Accept-Encoding", encoding));
        let size = || {
            let (packed, plain) = (get("gzip"), get("identity"));
            assert_eq!((packed.header("content-encoding"), plain.header("content-encoding")), (Some("gzip"), None));
            assert_eq!(
                (packed.header("vary"), plain.header("vary")),
                (Some("Accept-Encoding"), Some("Accept-Encoding"))
            );
            (packed.bytes().len(), plain.bytes().len())
        };
        let before = size();
        assert_eq!(size(), before);
        assert!(before.0 < before.1);
        fs::write(&file, &long[..2000]).unwrap();
        let after = size();
        assert_eq!(after.1, 2000);
        fs::remove_file(&file).unwrap();
        assert_eq!(get("gzip").status, 404);
    });
}

#[test]
fn a_browser_keeps_its_session_by_a_cookie() {
    with_site(|server| {
        let first = handle(server, Request::new("GET", "/4DACTION/count"));
        let cookie = first.header("set-cookie").expect("a cookie").to_owned();
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains("Secure"),
            "{cookie}"
        );
        assert_eq!(first.header("cache-control"), Some("no-store"));
        let value = cookie.split(';').next().unwrap().to_owned();
        let again = handle(server, Request::new("GET", "/4DACTION/count").with("Cookie", &value));
        assert_eq!((text(&again).as_str(), again.header("set-cookie")), ("2", None));
        let other =
            handle(server, Request::new("GET", "/4DACTION/count").with("Cookie", "4DSID_site=0123456789ABCDEF"));
        assert_eq!(text(&other), "1");
        assert!(
            !other.header("set-cookie").unwrap().contains("0123456789ABCDEF"),
            "a value from outside is never adopted"
        );
        assert_eq!(handle(server, Request::new("GET", "/note.txt")).header("set-cookie"), None);
    });
}

#[test]
fn sessions_end_with_their_server() {
    with_site(|server| {
        let first = handle(server, Request::new("GET", "/4DACTION/count"));
        let value = first.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let count = || text(&handle(server, Request::new("GET", "/4DACTION/count").with("Cookie", &value)));
        assert_eq!(count(), "2");
        server.stop();
        assert_eq!(handle(server, Request::new("GET", "/4DACTION/count")).status, 503);
        server.start(Values::default(), true).unwrap();
        assert_eq!(count(), "1", "the old value leads nowhere");
    });
}

#[test]
fn a_server_starts_again_at_once_on_its_port() {
    with_site(|server| {
        let port = server.values().number("HTTPPort") as u16;
        let world = server.machine().unwrap().world.clone();
        Serve::prepare(&world, Overrides { port: Some(port), ..Overrides::default() });
        for _ in 0..50 {
            server.stop();
            server.start(Values::default(), true).unwrap();
        }
        assert_eq!(server.values().number("HTTPPort"), i64::from(port));
        assert_eq!(handle(server, Request::new("GET", "/note.txt")).status, 200);
    });
}
