//! Requests that are wrong, large, hostile or unusual: each has its status, and the server continues.

use crate::Site;

/// The first bytes of a request whose answer is a refusal.
fn refused() -> Vec<(u16, Vec<u8>)> {
    let post = |fields: &str, body: &str| format!("POST /4DACTION/body HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n{body}");
    let get = |fields: &str| format!("GET /note.txt HTTP/1.1\r\n{fields}\r\n\r\n");
    let many: String = (0..10_000).map(|index| format!("X-{index}: {index}\r\n")).collect();
    let texts = [
        (400, "GARBAGE\r\n\r\n".to_owned()),
        (400, "GET /note.txt HTTP/3.0\r\nHost: a\r\n\r\n".to_owned()),
        (400, "GET /note.txt\r\n\r\n".to_owned()),
        (400, "GET /no te.txt HTTP/1.1\r\nHost: a\r\n\r\n".to_owned()),
        (400, "\u{16}\u{3}\u{1} TLS\r\n\r\n".to_owned()),
        (400, "GET /note.txt HTTP/1.1\r\n\r\n".to_owned()),
        (400, get("Host: a\r\nHost: b")),
        (400, get("Host: a\r\nNo colon")),
        (400, get("Host: a\r\nX-Space : b")),
        (400, get("Host: a\r\nX-Null: a\0b")),
        (400, get("Host: a\r\nX-Folded: a\r\n b")),
        (400, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n".to_owned()),
        (405, "TRACE /note.txt HTTP/1.1\r\nHost: a\r\n\r\n".to_owned()),
        (405, "DELETE /note.txt HTTP/1.1\r\nHost: a\r\n\r\n".to_owned()),
        (414, format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(20_000))),
        (414, format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(40_000))),
        (431, get(&format!("Host: a\r\n{many}X-Last: 1"))),
        (431, get(&format!("Host: a\r\nX-Long: {}", "a".repeat(100_000)))),
        // Two ends of one body: what others on the way take for a request is none here.
        (400, post("Content-Length: 3\r\nContent-Length: 5", "abcde")),
        (400, post("Content-Length: 3, 5", "abcde")),
        (400, post("Transfer-Encoding: gzip", "abc")),
        (400, post("Transfer-Encoding: chunked, identity", "abc")),
        (400, post("Transfer-Encoding: xchunked", "abc")),
        (400, post("Content-Length: -1", "abc")),
        (400, post("Content-Length: 1a", "abc")),
        (400, post("Content-Length: +3", "abc")),
        (400, post("Content-Length: 99999999999999999999999", "abc")),
        (400, post("Transfer-Encoding: chunked", "xyz\r\nabc\r\n0\r\n\r\n")),
        (400, post("Transfer-Encoding: chunked", "-1\r\nabc\r\n0\r\n\r\n")),
        (400, post("Transfer-Encoding: chunked", "fffffffffffffffff\r\nabc\r\n0\r\n\r\n")),
        (400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned()),
        (400, post("Content-Encoding: gzip\r\nContent-Length: 3", "abc")),
        (413, post("Content-Length: 104857600", "")),
    ];
    texts.into_iter().map(|(status, text)| (status, text.into_bytes())).collect()
}

#[test]
fn wrong_requests_are_refused() {
    let site = Site::start("wrong-requests", &[], &[]);
    for (status, request) in refused() {
        let shown = String::from_utf8_lossy(&request[..request.len().min(150)]).into_owned();
        let mut client = site.connect();
        let answer = client.ask(request).unwrap_or_else(|| panic!("no answer to {shown:?}"));
        assert_eq!(answer.status, status, "{shown:?}: {answer:?}");
        if status != 405 {
            client.finish();
            assert!(client.answer().is_none(), "a second answer to {shown:?}");
        }
    }
    site.is_well();
    let ended = site.stop();
    assert_eq!(ended.status, Some(0));
    assert!(!ended.errors.contains("panic"), "{}", ended.errors);
}

#[test]
fn requests_in_one_piece_are_answered_in_order() {
    let site = Site::start("pipelined", &[], &[]);
    let mut client = site.connect();
    let get = |target: &str| format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
    let post = "POST /4DACTION/body HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde";
    client
        .send([&get("/4DACTION/slow/a"), post, &get("/note.txt"), &get("/missing"), &get("/4DACTION/say/b")].concat());
    let slow = client.answer().unwrap();
    assert!(slow.text().ends_with("slow a") && slow.text().len() == 5001);
    assert_eq!(client.answer().unwrap().text(), "5");
    assert_eq!(client.answer().unwrap().text(), "a note");
    assert_eq!(client.answer().unwrap().status, 404);
    assert_eq!(client.answer().unwrap().text(), "said b");
}

#[test]
fn a_connection_ends_after_a_hundred_requests() {
    let site = Site::start("hundred", &[], &[]);
    let mut client = site.connect();
    for number in 1..=100 {
        let closes = client.get("/note.txt", "").field("connection").map(str::to_owned);
        assert_eq!(closes.as_deref(), (number == 100).then_some("close"), "request {number}");
    }
    assert!(client.answer().is_none());
    let old = site.connect().ask("GET /note.txt HTTP/1.0\r\n\r\n").unwrap();
    assert_eq!((old.status, old.text().as_str()), (200, "a note"));
}

#[test]
fn head_has_the_fields_of_get() {
    let site = Site::start("head", &[], &[]);
    for target in ["/note.txt", "/4DACTION/say/a", "/page.shtml", "/missing"] {
        let mut client = site.connect();
        client.send(format!("HEAD {target} HTTP/1.1\r\nHost: a\r\n\r\n"));
        let head = client.answer_to("HEAD").unwrap();
        let get = client.get(target, "");
        assert_eq!(head.status, get.status, "{target}");
        for name in ["content-type", "content-length", "etag"] {
            assert_eq!(head.field(name), get.field(name), "{name} of {target}");
        }
        assert_eq!(get.body.len().to_string(), get.field("content-length").unwrap());
    }
}

#[test]
fn a_body_is_asked_for_where_it_will_be_read() {
    let site = Site::start("expect", &[], &[]);
    let announce = |length: usize| {
        let mut client = site.connect();
        let head =
            format!("POST /4DACTION/body HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\nExpect: 100-continue");
        client.send(format!("{head}\r\n\r\n"));
        client
    };
    let mut client = announce(5);
    // The server says so before it has the body.
    assert_eq!(client.interim(), Some(100));
    assert_eq!(client.ask("abcde").unwrap().status, 200);
    let refused = announce(50_000_000).answer().unwrap();
    assert_eq!((refused.before, refused.status), (vec![], 413));
}

#[test]
fn nothing_after_a_body_in_chunks_is_a_request() {
    let site = Site::start("chunked", &[], &[]);
    let mut client = site.connect();
    let chunked = "Transfer-Encoding: chunked";
    for fields in [chunked, &format!("{chunked}\r\nContent-Length: 3"), &format!("Content-Length: 3\r\n{chunked}")] {
        let chunks = "3\r\nabc\r\n4;note=1\r\ndefg\r\n0\r\nX-Last: 1\r\n\r\n";
        let head = format!("POST /4DACTION/body HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n");
        client.send(format!("{head}{chunks}GET /note.txt HTTP/1.1\r\nHost: a\r\n\r\n"));
        let answer = client.answer().unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (200, "7"), "{fields:?}");
        assert_eq!(answer.field("connection"), Some("close"));
        assert!(client.answer().is_none(), "{fields:?}");
        client = site.connect();
    }
}

#[test]
fn a_body_is_as_large_as_the_server_allows() {
    const SIZE: usize = 100_000_000;
    let on_startup = "WEB SET OPTION(Web maximum requests size; 150000000)\n";
    let files = [("Project/Sources/DatabaseMethods/onStartup.4dm", on_startup)];
    let large = Site::start("bodies-large", &files, &[]);
    let body = vec![b'a'; SIZE];
    assert_eq!(large.connect().post("/4DACTION/body", "", &body).text(), SIZE.to_string());
    large.is_well();
    let usual = Site::start("bodies-usual", &[], &[]);
    let answer = usual.connect().post("/4DACTION/body", "", &body);
    assert_eq!((answer.status, answer.field("connection")), (413, Some("close")));
    let mut client = usual.connect();
    client.send("POST /4DACTION/body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    let chunk = [b"10000\r\n".as_slice(), &[b'a'; 0x10000], b"\r\n"].concat();
    // The server may close in the middle.
    for _ in 0..SIZE / 0x10000 {
        if !client.send(&chunk) {
            break;
        }
    }
    assert_eq!(client.answer().unwrap().status, 413);
    usual.is_well();
}

#[test]
fn code_cannot_write_a_second_answer() {
    let site = Site::start("injection", &[], &[]);
    let evil = "a%0D%0ASet-Cookie:%20evil=1%0D%0A%0D%0Aevil";
    for target in ["field", "redirect", "type"] {
        for text in [evil, "a%0Ab", "a%0Db", "a%00b"] {
            let mut client = site.connect();
            let answer = client.get(&format!("/4DACTION/{target}/{text}"), "");
            let cookies = answer.fields("set-cookie");
            assert!(cookies.iter().all(|cookie| cookie.starts_with("4DSID_")), "{target}: {answer:?}");
            let is_clean = |value: &str| !value.contains(['\r', '\n', '\0']);
            assert!(answer.fields.iter().all(|(name, value)| is_clean(name) && is_clean(value)), "{answer:?}");
            assert_eq!(client.get("/note.txt", "").text(), "a note", "{target} {text}");
        }
    }
    assert_eq!(site.get("/4DACTION/field/plain").field("x-text"), Some("plain"));
    site.is_well();
}
