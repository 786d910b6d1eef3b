//! The client against small servers on this computer: what servers do wrong, and what they do seldom.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::agent::{Agent, Limits};
use super::decode::Decoder;
use super::exchange::{Credentials, Exchange, Method, Receiver};
use super::head::Head;
use super::{Headers, value};
use crate::network::Cancel;
use crate::network::tls::{TlsOptions, Trust};
use crate::network::url::{Scheme, Url};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use fourd_runtime::world::World;
use fourd_value::Error;
use proptest::prelude::*;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A certificate for `localhost` that nobody has signed, with its key; both serve these tests alone.
const CERTIFICATE: &str = include_str!("../../../tests/data/localhost_certificate.pem");
const KEY: &str = include_str!("../../../tests/data/localhost_key.pem");

/// Reads a request up to the end of its body.
fn read_request(stream: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")?.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                return text;
            }
        }
        match stream.read(&mut buffer) {
            Ok(count) if count > 0 => bytes.extend_from_slice(&buffer[..count]),
            _ => return text,
        }
    }
}

/// A server that answers the requests of one connection after the other with these bytes; gives its port. A connection
/// is closed after as many answers as `per_connection` says.
fn server(answers: Vec<Vec<u8>>, per_connection: usize) -> (u16, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let thread = std::thread::spawn(move || {
        let mut requests = Vec::new();
        for some in answers.chunks(per_connection) {
            let (mut stream, _) = listener.accept().unwrap();
            for answer in some {
                requests.push(read_request(&mut stream));
                // The client may have given up.
                let _ = stream.write_all(answer);
            }
        }
        requests
    });
    (port, thread)
}

#[derive(Default)]
struct Answer {
    head: Head,
    body: Vec<u8>,
}

impl Receiver for Answer {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.head = head.clone();
        Ok(())
    }

    fn piece(&mut self, piece: &[u8]) -> Result<(), Error> {
        self.body.extend_from_slice(piece);
        Ok(())
    }
}

fn exchange(url: &str) -> Exchange {
    Exchange {
        method: "GET".to_owned(),
        url: Url::parse(url, Scheme::Plain).unwrap(),
        headers: Headers::new(),
        body: None,
        deadline: Some(Instant::now() + Duration::from_secs(10)),
        redirections: 5,
        server: None,
        proxy: None,
        tls: TlsOptions::default(),
        agent: Agent::new(Limits::default()),
        keep_alive: true,
        packed: false,
    }
}

fn run(exchange: Exchange) -> Result<Answer, String> {
    let world = World::new(None);
    let _inside = world.enter();
    let mut answer = Answer::default();
    match exchange.run(&mut answer, &Cancel::default()) {
        Ok(()) => Ok(answer),
        Err(error) => Err(error.message.to_cow().into_owned()),
    }
}

/// The answer to one request.
fn ask(answer: &[u8]) -> Result<Answer, String> {
    let (port, server) = server(vec![answer.to_vec()], 1);
    let result = run(exchange(&format!("http://127.0.0.1:{port}/")));
    server.join().unwrap();
    result
}

#[test]
fn bodies_of_all_kinds() {
    let body = |answer: &str| String::from_utf8(ask(answer.as_bytes()).unwrap().body).unwrap();
    assert_eq!(body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc, and more"), "abc");
    assert_eq!(body("HTTP/1.0 200 OK\r\n\r\nuntil the end"), "until the end");
    assert_eq!(
        body(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0A\r\n0123456789\r\n0\r\nT: 1\r\n\r\n"
        ),
        "abc0123456789"
    );
    assert_eq!(body("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"), "");
    assert_eq!(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"), "x");
    assert_eq!(body("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"), "x");
    let unusual = ask(b"HTTP/1.1 299 \r\nA : 1\r\nB: \xE9\r\nContent-Length: 0\r\n\r\n").unwrap();
    assert_eq!(unusual.head.status, 299);
    assert_eq!(value(&unusual.head.headers, "b"), Some("é"));
}

#[test]
fn answers_that_are_wrong() {
    let long_field = format!("HTTP/1.1 200 OK\r\nA: {}\r\n\r\n", "x".repeat(300 << 10));
    let many_fields = format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: 1\r\n".repeat(3000));
    let many_interim = "HTTP/1.1 100 Continue\r\n\r\n".repeat(50);
    for answer in [
        "",
        "\0\0\0\0\r\n\r\n",
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
        &long_field,
        &many_fields,
        &many_interim,
    ] {
        let shown: String = answer.chars().take(80).collect();
        assert!(ask(answer.as_bytes()).is_err(), "{shown:?}");
    }
}

#[test]
fn redirections_end() {
    let again = b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n".to_vec();
    let (port, server) = server(vec![again; 6], 6);
    let answer = run(exchange(&format!("http://127.0.0.1:{port}/"))).unwrap();
    assert_eq!(answer.head.status, 302);
    assert_eq!(server.join().unwrap().len(), 6);
}

#[test]
fn redirections_keep_secrets() {
    let (second_port, second) = server(vec![b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec()], 1);
    let there =
        format!("HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:{second_port}/x\r\nContent-Length: 0\r\n\r\n");
    let (port, first) = server(vec![there.into_bytes()], 1);
    let mut asked = exchange(&format!("http://user:secret@127.0.0.1:{port}/"));
    asked.method = "POST".to_owned();
    asked.body = Some(b"body".as_slice().into());
    asked.headers = vec![("Cookie".to_owned(), "a=b".to_owned()), ("X".to_owned(), "y".to_owned())];
    run(asked).unwrap();
    let first = first.join().unwrap().remove(0);
    assert!(first.contains("Authorization: Basic ") && first.contains("Cookie: a=b"));
    let second = second.join().unwrap().remove(0);
    assert!(second.starts_with("POST /x HTTP/1.1\r\n") && second.ends_with("\r\n\r\nbody") && second.contains("X: y"));
    assert!(!second.contains("Authorization") && !second.contains("Cookie"));
}

#[test]
fn digests_are_asked_for() {
    let asks = b"HTTP/1.1 401 Who\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\nContent-Length: 2\r\n\r\nno";
    let knows = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes";
    for method in [Method::Any, Method::Digest] {
        let (port, server) = server(vec![asks.to_vec(), knows.to_vec()], 2);
        let mut asked = exchange(&format!("http://127.0.0.1:{port}/p?q"));
        asked.server = Some(Credentials { name: "u".to_owned(), password: "p".to_owned(), method });
        assert_eq!(run(asked).unwrap().body, b"yes");
        let requests = server.join().unwrap();
        assert!(!requests[0].contains("Authorization"));
        assert!(requests[1].contains("Authorization: Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"/p?q\""));
    }
    // A server that is never content is asked twice.
    let (port, server) = server(vec![asks.to_vec(), asks.to_vec()], 2);
    let mut asked = exchange(&format!("http://127.0.0.1:{port}/"));
    asked.server = Some(Credentials { name: "u".to_owned(), password: "p".to_owned(), method: Method::Any });
    assert_eq!(run(asked).unwrap().head.status, 401);
    assert_eq!(server.join().unwrap().len(), 2);
}

#[test]
fn connections_are_used_again_and_replaced() {
    let ok = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx".to_vec();
    // The server closes after two answers without saying so.
    let (port, server) = server(vec![ok.clone(), ok.clone(), ok], 2);
    let agent = Agent::new(Limits::default());
    for _ in 0..3 {
        let mut asked = exchange(&format!("http://127.0.0.1:{port}/"));
        asked.agent = agent.clone();
        assert_eq!(run(asked).unwrap().body, b"x");
    }
    server.join().unwrap();
}

#[test]
fn times_and_ends() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://127.0.0.1:{}/", listener.local_addr().unwrap().port());
    let mut slow = exchange(&url);
    slow.deadline = Some(Instant::now() + Duration::from_millis(50));
    assert!(run(slow).is_err_and(|message| message.contains("time")));
    let cancel = Arc::new(Cancel::default());
    let other = cancel.clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        other.cancel();
    });
    let begin = Instant::now();
    assert!(exchange(&url).run(&mut Answer::default(), &cancel).is_err());
    assert!(begin.elapsed() < Duration::from_secs(5));
    thread.join().unwrap();
    drop(listener);
    assert!(run(exchange(&url)).is_err());
}

/// A server behind TLS for one connection.
fn secure_server() -> (u16, std::thread::JoinHandle<()>) {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    let configuration = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let thread = std::thread::spawn(move || {
        let (socket, _): (TcpStream, _) = listener.accept().unwrap();
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::new(configuration)).unwrap(), socket);
        if !read_request(&mut stream).is_empty() {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret").unwrap();
        }
    });
    (port, thread)
}

#[test]
fn certificates_count() {
    for (host, trust, accepted) in [
        ("localhost", Trust::Authorities, false),
        ("localhost", Trust::HostOnly, true),
        ("127.0.0.1", Trust::HostOnly, false),
        ("127.0.0.1", Trust::Anything, true),
    ] {
        let (port, server) = secure_server();
        let mut asked = exchange(&format!("https://{host}:{port}/"));
        asked.tls = TlsOptions { trust, only_newest: accepted, certificates: None };
        let result = run(asked);
        server.join().unwrap();
        assert_eq!(result.is_ok(), accepted, "{host} {trust:?} {:?}", result.err());
    }
}

#[test]
fn bombs_and_damage() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; 3 << 20]).unwrap();
    let bomb = encoder.finish().unwrap();
    assert!(Decoder::new(Some("gzip")).decode_within(&bomb, 2 << 20).is_err());
    assert!(Decoder::new(Some("gzip")).decode_within(&bomb, 4 << 20).is_ok());
    assert!(Decoder::new(Some("gzip")).decode(b"no gzip at all").is_err());
    let mut cut = GzEncoder::new(Vec::new(), Compression::fast());
    cut.write_all(b"abc").unwrap();
    let cut = cut.finish().unwrap();
    let mut decoder = Decoder::new(Some("gzip"));
    decoder.decode(&cut[..cut.len() - 6]).unwrap();
    assert!(decoder.finish().is_err());
}

proptest! {
    #[test]
    fn what_is_packed_is_unpacked(content in prop::collection::vec(any::<u8>(), 0..5000), piece in 1..700_usize) {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(&content).unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&content).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(&content).unwrap();
        let packed = [("gzip", gzip.finish().unwrap()), ("deflate", zlib.finish().unwrap()), ("Deflate ", raw.finish().unwrap())];
        for (name, packed) in packed {
            let mut decoder = Decoder::new(Some(name));
            let mut unpacked = Vec::new();
            for part in packed.chunks(piece) {
                unpacked.extend(decoder.decode(part).unwrap());
            }
            unpacked.extend(decoder.finish().unwrap());
            prop_assert_eq!(&unpacked, &content, "{}", name);
        }
    }

    #[test]
    fn no_answer_is_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Head::parse(&bytes);
        let _ = super::head::end(&bytes, 0);
    }
}
