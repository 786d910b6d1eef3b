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

/// What code says about the answer counts, whatever the answer is.
#[test]
fn header_fields_and_statuses_of_all_answers() {
    let fields = format!(
        "{PUBLIC}#DECLARE($text : Text) -> $result : Text\nARRAY TEXT($names; 3)\nARRAY TEXT($values; 3)\n\
         $names{{1}}:=\"Set-Cookie\"\n$values{{1}}:=\"a=1\"\n$names{{2}}:=\"set-cookie\"\n$values{{2}}:=\"b=2\"\n\
         $names{{3}}:=\"X-STATUS\"\n$values{{3}}:=\"203\"\nWEB SET HTTP HEADER($names; $values)\n$result:=\"page\"\n"
    );
    let away = format!("{PUBLIC}#DECLARE($text : Text) -> $result : Text\nWEB SEND HTTP REDIRECT(\"/there\")\n");
    let class = "shared singleton Class constructor()\n\
        Function message($request : 4D.IncomingMessage) : 4D.OutgoingMessage\n\tvar $out : 4D.OutgoingMessage\n\
        \tfields(\"\")\n\t$out:=4D.OutgoingMessage.new()\n\t$out.setBody(\"a message\")\n\treturn $out\n\
        Function text($request : 4D.IncomingMessage) : Text\n\tfields(\"\")\n\treturn \"a text\"\n\
        Function broken($request : 4D.IncomingMessage) : Text\n\tJSON Parse(\"{inner text\")\n";
    let handlers = "[{\"class\": \"H\", \"method\": \"message\", \"pattern\": \"message\"},\
        {\"class\": \"H\", \"method\": \"text\", \"pattern\": \"text\"},\
        {\"class\": \"H\", \"method\": \"broken\", \"pattern\": \"broken\"}]";
    let files = [
        ("Project/Sources/Methods/fields.4dm", &*fields),
        ("Project/Sources/Methods/away.4dm", &*away),
        ("Project/Sources/Classes/H.4dm", class),
        ("Project/Sources/HTTPHandlers.json", handlers),
        ("WebFolder/page.shtml", "<!--#4DSCRIPT/fields/x-->"),
        ("WebFolder/away.shtml", "<!--#4DSCRIPT/away/x-->"),
    ];
    with_site(&files, |site| {
        let look = |target: &str| {
            let response = site.handle(Request::new("GET", target));
            let cookies = response
                .headers
                .iter()
                .filter(|(name, value)| name.eq_ignore_ascii_case("set-cookie") && !value.starts_with("4DSID"));
            (response.status, cookies.count(), text(&response))
        };
        assert_eq!(look("/page.shtml"), (203, 2, "page".to_owned()));
        assert_eq!(look("/message/"), (200, 2, "a message".to_owned()), "the status is that of the message");
        assert_eq!(look("/text/"), (203, 2, "a text".to_owned()));
        let response = site.handle(Request::new("GET", "/away.shtml"));
        assert_eq!((response.status, response.header("location")), (302, Some("/there")));
        let (status, _, body) = look("/broken/");
        assert!(status == 500 && !body.contains("inner"), "{body}");
    });
}

#[test]
fn types_that_end_a_line_are_errors() {
    with_site(&[], |site| {
        let sent = site.run(
            "Try\nWEB SEND TEXT(\"a\"; \"text/plain\"+Char(13)+Char(10)+\"X-A: 1\")\nCatch\n\
             WEB SEND TEXT(String(Last errors[0].errCode); \"text/plain\")\nEnd try",
        );
        assert_eq!(sent, "28");
    });
}

#[test]
fn a_form_has_all_its_parts() {
    let part = "--cut\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
    let body = part.repeat(12_000) + "--cut--\r\n";
    let count = format!(
        "{PUBLIC}ARRAY TEXT($names; 0)\nARRAY TEXT($values; 0)\nWEB GET VARIABLES($names; $values)\nWEB SEND TEXT(String(Size of array($names)); \"text/plain\")\n"
    );
    with_site(&[("Project/Sources/Methods/count.4dm", &count)], |site| {
        let request = Request::new("POST", "/4DACTION/count").with("Content-Type", "multipart/form-data; boundary=cut");
        assert_eq!(text(&site.handle(request.with_body(body))), "12000");
    });
}
