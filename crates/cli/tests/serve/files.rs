//! Static files: parts of them, those that the client has already, compressed ones.

use crate::Site;

#[test]
fn parts_of_a_file() {
    let digits = "0123456789".repeat(20_000);
    let site = Site::start("parts", &[("WebFolder/digits.bin", digits.as_str())], &[]);
    let part = |range: &str| {
        let answer = site.connect().get("/digits.bin", &format!("Range: {range}\r\n"));
        (answer.status, answer.field("content-range").unwrap_or_default().to_owned(), answer.text())
    };
    assert_eq!(part("bytes=10-13"), (206, "bytes 10-13/200000".to_owned(), "0123".to_owned()));
    assert_eq!(part("bytes=-4"), (206, "bytes 199996-199999/200000".to_owned(), "6789".to_owned()));
    assert_eq!(part("bytes=199998-"), (206, "bytes 199998-199999/200000".to_owned(), "89".to_owned()));
    assert_eq!(part("bytes=200000-").0, 416);
    let whole = part("bytes=5-4");
    assert_eq!((whole.0, whole.2 == digits), (200, true));
    assert_eq!(part("bytes=99999999999999999999999999-").0, 200);
}

#[test]
fn a_file_that_the_client_has_is_not_sent_again() {
    let site = Site::start("known", &[], &[]);
    let first = site.get("/note.txt");
    let (tag, date) = (first.field("etag").unwrap(), first.field("last-modified").unwrap());
    let mut client = site.connect();
    let mut status = |fields: String| client.get("/note.txt", &fields).status;
    assert_eq!(status(format!("If-None-Match: {tag}\r\n")), 304);
    assert_eq!(status("If-None-Match: *\r\n".to_owned()), 304);
    assert_eq!(status("If-None-Match: \"other\"\r\n".to_owned()), 200);
    assert_eq!(status(format!("If-Modified-Since: {date}\r\n")), 304);
    assert_eq!(status("If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n".to_owned()), 200);
    assert_eq!(status("If-Modified-Since: no date\r\n".to_owned()), 200);
    assert_eq!(status(format!("If-None-Match: \"other\"\r\nIf-Modified-Since: {date}\r\n")), 200);
    assert_eq!(status(format!("Range: bytes=0-1\r\nIf-Range: {tag}\r\n")), 206);
    assert_eq!(status("Range: bytes=0-1\r\nIf-Range: \"other\"\r\n".to_owned()), 200);
}

#[test]
fn long_texts_are_compressed() {
    let text = "a line of a text\n".repeat(1000);
    let site = Site::start("compressed", &[("WebFolder/long.txt", text.as_str()), ("WebFolder/long.bin", &text)], &[]);
    let mut client = site.connect();
    let mut get = |target: &str, accepted: &str| client.get(target, &format!("Accept-Encoding: {accepted}\r\n"));
    let packed = get("/long.txt", "gzip, deflate, br");
    assert_eq!((packed.field("content-encoding"), packed.field("vary")), (Some("gzip"), Some("Accept-Encoding")));
    assert!(packed.body.starts_with(&[0x1F, 0x8B]) && packed.body.len() < text.len() / 10);
    assert_eq!(get("/long.txt", "deflate").field("content-encoding"), Some("deflate"));
    assert_eq!(get("/long.txt", "identity").text(), text);
    assert_eq!(get("/long.bin", "gzip").field("content-encoding"), None);
    assert_eq!(get("/note.txt", "gzip").field("content-encoding"), None, "it is short");
}
