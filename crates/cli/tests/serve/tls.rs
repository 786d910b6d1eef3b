//! HTTPS: HTTP/1.1 and HTTP/2 over TLS, and what is no TLS.

use crate::wire::{Client, PATIENCE};
use crate::{Site, site_folder};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../commands/tests/data/");

fn site(name: &str, options: &[&str]) -> Site {
    let folder = site_folder(name, &[]);
    for (from, to) in [("localhost_certificate.pem", "cert.pem"), ("localhost_key.pem", "key.pem")] {
        std::fs::copy(format!("{DATA}{from}"), folder.join(to)).unwrap();
    }
    Site::of(&folder, options)
}

/// Trusts every certificate.
#[derive(Debug)]
struct Trusts;

impl ServerCertVerifier for Trusts {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verify_tls12_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        rustls::crypto::ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}

type Secure = StreamOwned<ClientConnection, TcpStream>;

fn connect(site: &Site, protocols: &[&str]) -> Client<Secure> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let mut configuration =
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Trusts)).with_no_client_auth();
    configuration.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TcpStream::connect(site.secure.unwrap()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    Client::over(StreamOwned::new(ClientConnection::new(Arc::new(configuration), name).unwrap(), stream))
}

#[test]
fn http_1_over_tls() {
    let site = site("tls", &[]);
    let mut client = connect(&site, &["http/1.1"]);
    assert_eq!(client.get("/note.txt", "").text(), "a note");
    let counted = client.get("/4DACTION/count", "");
    let cookie = counted.field("set-cookie").unwrap().to_owned();
    assert!(cookie.contains("; Secure"), "{cookie}");
    assert_eq!(client.get("/4DACTION/count", &format!("Cookie: {}\r\n", counted.cookie().unwrap())).text(), "2");
}

/// A frame of HTTP/2.
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = payload.len() as u32;
    let head = [&length.to_be_bytes()[1..], &[kind, flags], &stream.to_be_bytes()].concat();
    [&head, payload].concat()
}

fn read_frame(stream: &mut impl Read) -> (u8, u32, Vec<u8>) {
    let mut head = [0; 9];
    stream.read_exact(&mut head).unwrap();
    let mut payload = vec![0; u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize];
    stream.read_exact(&mut payload).unwrap();
    (head[3], u32::from_be_bytes([head[5], head[6], head[7], head[8]]), payload)
}

#[test]
fn http_2_over_tls() {
    let site = site("tls-2", &[]);
    let mut client = connect(&site, &["h2", "http/1.1"]);
    let target = b"/note.txt";
    // GET, https, the path and the authority, as HPACK writes them without Huffman.
    let head = [&[0x82, 0x87, 0x04, target.len() as u8][..], target, &[0x41, 4], b"here"].concat();
    let requests = [frame(1, 0x5, 1, &head), frame(1, 0x5, 3, &head)].concat();
    client.send([b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(), &frame(4, 0, 0, &[]), &requests].concat());
    let (mut statuses, mut bodies) = (0, Vec::new());
    while bodies.len() < 2 {
        let (kind, stream, payload) = read_frame(&mut client.stream);
        match kind {
            // 0x88 is the status 200.
            1 => statuses += u32::from(payload[0] == 0x88),
            0 if !payload.is_empty() => bodies.push((stream, payload)),
            7 => panic!("the server goes away: {payload:?}"),
            _ => {}
        }
    }
    bodies.sort();
    assert_eq!((statuses, bodies), (2, vec![(1, b"a note".to_vec()), (3, b"a note".to_vec())]));
    // Frames that make no sense end the connection alone.
    client.send(frame(0, 0, 99, b"data of no stream"));
    let mut rest = Vec::new();
    let _ = client.stream.read_to_end(&mut rest);
    assert_eq!(connect(&site, &[]).get("/note.txt", "").text(), "a note");
}

#[test]
fn what_is_no_tls_is_closed() {
    let site = site("tls-bad", &["--client-time", "1"]);
    let address = site.secure.unwrap();
    let hello = [0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3];
    let old = [0x16, 3, 0, 0, 5, 1, 0, 0, 1, 0];
    for start in [b"GET / HTTP/1.1\r\nHost: a\r\n\r\n".as_slice(), &[0; 500], &hello, &old, b"\x16"] {
        let mut client = Client::connect(address);
        client.send(start);
        let took = client.closed_after();
        assert!(took < Duration::from_secs(10), "{start:?}: {took:?}");
    }
    // The beginning of TLS is over, and the client goes.
    let mut gone = connect(&site, &["http/1.1"]);
    assert_eq!(gone.get("/note.txt", "").status, 200);
    gone.stream.sock.write_all(b"no record of TLS").unwrap();
    drop(gone);
    assert_eq!(connect(&site, &[]).get("/note.txt", "").text(), "a note");
    site.is_well();
    assert_eq!(site.stop().status, Some(0));
}
