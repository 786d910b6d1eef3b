//! Commands that answer a request.

use crate::site::{PUBLIC, text, with_site};
use fourd_web::{Body, Request, begin};
use std::sync::mpsc::channel;

#[test]
fn chunks_reach_the_client_while_the_method_runs() {
    let method = format!(
        "{PUBLIC}var $data : Blob\nTEXT TO BLOB(\"HTTP/1.1 203 Made\\r\\nX-A: 1\\r\\n\\r\\none \"; $data; UTF8 text without length)\n\
         WEB SEND RAW DATA($data; *)\n\
         While (Not(Bool(Storage.go.on)))\nDELAY PROCESS(Current process; 1)\nEnd while\n\
         TEXT TO BLOB(\"two\"; $data; UTF8 text without length)\nWEB SEND RAW DATA($data)\n"
    );
    let release = format!("{PUBLIC}Use (Storage)\nStorage.go:=New shared object(\"on\"; True)\nEnd use\n");
    let files = [("Project/Sources/Methods/stream.4dm", &*method), ("Project/Sources/Methods/release.4dm", &*release)];
    with_site(&files, |site| {
        let (sender, receiver) = channel();
        begin(&site.server, Request::new("GET", "/4DACTION/stream"), move |unfinished| {
            let _ = sender.send(unfinished);
        });
        let response = receiver.recv().unwrap().finish();
        assert_eq!((response.status, response.header("x-a")), (203, Some("1")));
        let cookie = response.headers.iter().find(|(name, _)| name == "Set-Cookie");
        assert!(cookie.is_some(), "a new session has its cookie: {:?}", response.headers);
        let Body::Stream(pieces) = response.body else { panic!("{:?}", response.body) };
        let mut pieces = pieces.take().unwrap();
        assert_eq!(pieces.blocking_recv().unwrap(), "one ");
        assert!(pieces.try_recv().is_err(), "the method waits");
        site.get("/4DACTION/release");
        assert_eq!(pieces.blocking_recv().unwrap(), "two");
        assert_eq!(pieces.blocking_recv(), None, "the end of the method is that of the answer");
        let whole = site.handle(Request::new("GET", "/4DACTION/stream"));
        assert_eq!(text(&whole), "one two");
    });
}

#[test]
fn a_redirection_goes_before_chunks() {
    let method = format!(
        "{PUBLIC}var $data : Blob\nWEB SEND HTTP REDIRECT(\"/there\")\n\
         TEXT TO BLOB(\"one\"; $data; UTF8 text without length)\nWEB SEND RAW DATA($data; *)\n"
    );
    with_site(&[("Project/Sources/Methods/away.4dm", &*method)], |site| {
        let response = site.handle(Request::new("GET", "/4DACTION/away"));
        assert_eq!((response.status, response.header("location")), (302, Some("/there")));
    });
}
