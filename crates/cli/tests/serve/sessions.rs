//! Sessions as OWASP's checklist wants them: identifiers that cannot be guessed, are never adopted, change when the session
//! does, and are seen by the browser alone.

use crate::wire::Answer;
use crate::{Site, site_folder};
use std::collections::HashSet;

const METHODS: &[(&str, &str)] = &[
    ("Project/Sources/Methods/id.4dm", "WEB SEND TEXT(Session.id; \"text/plain\")\n"),
    ("Project/Sources/Methods/token.4dm", "WEB SEND TEXT(Session.createOTP(60); \"text/plain\")\n"),
    (
        "Project/Sources/Methods/restore.4dm",
        "#DECLARE($token : Text)\nWEB SEND TEXT(String(Session.restore($token)); \"text/plain\")\n",
    ),
    (
        "Project/Sources/Methods/login.4dm",
        "If (Session.setPrivileges(\"member\"))\nEnd if\nWEB SEND TEXT(\"in\"; \"text/plain\")\n",
    ),
    ("Project/Sources/Methods/logout.4dm", "Session.clearPrivileges()\nWEB SEND TEXT(\"out\"; \"text/plain\")\n"),
    ("Project/Sources/Methods/is_in.4dm", "WEB SEND TEXT(String(Session.hasPrivilege(\"member\")); \"text/plain\")\n"),
    (
        "Project/Sources/roles.json",
        "{\"privileges\": [{\"privilege\": \"member\", \"includes\": []}], \"roles\": [], \"permissions\": {\"allowed\": []}}",
    ),
    (
        "Project/Sources/DatabaseMethods/onStartup.4dm",
        "WEB SET OPTION(Web log recording; 2)\nWEB SET OPTION(Web debug log; wdl enable with response body)\n",
    ),
];

/// One request with a cookie.
fn get(site: &Site, target: &str, cookie: &str) -> Answer {
    site.connect().get(target, &format!("Cookie: {cookie}\r\n"))
}

fn value(cookie: &str) -> &str {
    cookie.split_once('=').unwrap().1
}

#[test]
fn identifiers_are_random_and_never_adopted() {
    let site = Site::start("session-values", METHODS, &[]);
    let mut seen = HashSet::new();
    for _ in 0..50 {
        let cookie = site.get("/4DACTION/count").cookie().unwrap();
        let value = value(&cookie);
        assert!(value.len() >= 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit()), "128 bits: {value}");
        assert!(seen.insert(value.to_owned()), "a value comes twice");
    }
    // Each of the hexadecimal digits varies: no part of a value is fixed.
    for place in 0..32 {
        let digits: HashSet<u8> = seen.iter().map(|value| value.as_bytes()[place]).collect();
        assert!(digits.len() > 4, "digit {place} is always one of {digits:?}");
    }
    let invented = "0123456789ABCDEF0123456789ABCDEF";
    for outside in [format!("4DSID_site={invented}"), "4DSID_site=".to_owned(), format!("4DSID_site=\"{invented}\"")] {
        let answer = get(&site, "/4DACTION/count", &outside);
        assert_eq!(answer.text(), "1");
        assert!(!answer.field("set-cookie").unwrap().contains(invented));
    }
    let answer = site.get(&format!("/4DACTION/count?4DSID_site={invented}&$4DSID={invented}"));
    assert!(!answer.field("set-cookie").unwrap().contains(invented));
    // The id of a session, which code shows, leads nowhere.
    let first = site.get("/4DACTION/id");
    let answer = get(&site, "/4DACTION/count", &format!("4DSID_site={}", first.text()));
    assert_eq!(answer.text(), "1");
    assert!(!first.field("set-cookie").unwrap().contains(&first.text()), "the cookie does not show the id");
}

#[test]
fn the_cookie_is_for_the_browser_alone() {
    let site = Site::start("session-cookie", METHODS, &[]);
    let first = site.get("/4DACTION/count");
    let field = first.field("set-cookie").unwrap();
    for part in ["; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age="] {
        assert!(field.contains(part), "{part}: {field}");
    }
    assert!(!field.contains("Domain"), "{field}");
    assert_eq!(first.field("cache-control"), Some("no-store"), "the answer with the cookie is not kept");
    assert!(!first.text().contains(value(&first.cookie().unwrap())));
    let again = get(&site, "/4DACTION/count", &first.cookie().unwrap());
    assert_eq!((again.text().as_str(), again.field("set-cookie")), ("2", None));
}

#[test]
fn the_value_is_new_after_a_change_of_rights_and_after_restore() {
    let site = Site::start("session-renewal", METHODS, &[]);
    let guest = site.get("/4DACTION/count").cookie().unwrap();
    let login = get(&site, "/4DACTION/login", &guest);
    let member = login.cookie().expect("a new value after the login");
    assert_ne!(guest, member);
    assert_eq!(get(&site, "/4DACTION/is_in", &member).text(), "True");
    let token = get(&site, "/4DACTION/token", &member).text();
    let other = site.get("/4DACTION/count").cookie().unwrap();
    let restored = get(&site, &format!("/4DACTION/restore/{token}"), &other);
    assert_eq!(restored.text(), "True");
    let renewed = restored.cookie().expect("a new value after restore");
    assert!(renewed != other && renewed != member);
    assert_eq!(restored.field("cache-control"), Some("no-store"));
    assert_eq!(get(&site, "/4DACTION/is_in", &renewed).text(), "True");
    let twice = get(&site, &format!("/4DACTION/restore/{token}"), &other);
    assert_eq!((twice.text().as_str(), twice.cookie()), ("False", None), "a token counts once");
    let out = get(&site, "/4DACTION/logout", &renewed);
    let after = out.cookie().expect("a new value after the logout");
    assert_eq!(get(&site, "/4DACTION/is_in", &after).text(), "False");
}

#[test]
fn the_value_is_in_no_log() {
    let folder = site_folder("session-logs", METHODS);
    let site = Site::of(&folder, &[]);
    let cookie = site.get("/4DACTION/count").cookie().unwrap();
    let login = get(&site, "/4DACTION/login?a=b", &cookie).cookie().unwrap();
    get(&site, "/4DACTION/broken", &login);
    let ended = site.stop();
    let mut texts = vec![ended.errors];
    for entry in std::fs::read_dir(folder.join("Data/Logs")).unwrap() {
        texts.push(String::from_utf8_lossy(&std::fs::read(entry.unwrap().path()).unwrap()).into_owned());
    }
    assert!(texts.iter().all(|text| text.contains("/4DACTION/login")), "each of them is a log of requests: {texts:?}");
    for secret in [value(&cookie), value(&login)] {
        assert!(texts.iter().all(|text| !text.contains(secret)));
    }
}
