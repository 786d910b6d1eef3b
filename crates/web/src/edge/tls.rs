//! Certificates ([TLS](https://developer.4d.com/docs/Admin/tls)).

use super::connection::HTTP_2;
use crate::server::Server;
use crate::values::Values;
use fourd_host::Open;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest certificate, in bytes.
const MOST: u64 = 1 << 20;

/// The folder of certificate and key.
fn folder(server: &Server, values: &Values) -> PathBuf {
    let given = values.text("certificateFolder");
    let given = given.strip_prefix("file://").unwrap_or(given);
    server.own_project().root.join(given)
}

fn read(server: &Server, path: &Path) -> Option<Vec<u8>> {
    let file = server.program.surroundings.host.files().open(path, Open::READ).ok()?;
    let mut content = Vec::new();
    file.take(MOST).read_to_end(&mut content).ok()?;
    Some(content)
}

/// How TLS is spoken with the server's certificate; nothing where there is none.
///
/// # Errors
/// Key and certificate cannot be used.
pub fn configuration(server: &Server, values: &Values) -> Result<Option<Arc<ServerConfig>>, String> {
    let folder = folder(server, values);
    let (key, chain) = (read(server, &folder.join("key.pem")), read(server, &folder.join("cert.pem")));
    let (Some(key), Some(chain)) = (key, chain) else { return Ok(None) };
    let wrong = |what: &str, problem: String| format!("`{what}` cannot be used: {problem}");
    let chain = CertificateDer::pem_slice_iter(&chain).collect::<Result<Vec<_>, _>>();
    let chain = chain.map_err(|problem| wrong("cert.pem", problem.to_string()))?;
    let key = PrivateKeyDer::from_pem_slice(&key).map_err(|problem| wrong("key.pem", problem.to_string()))?;
    let versions: &[&rustls::SupportedProtocolVersion] = match values.number("minTLSVersion") {
        4 => &[&rustls::version::TLS13],
        _ => &[&rustls::version::TLS13, &rustls::version::TLS12],
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(versions);
    let builder = builder.map_err(|problem| problem.to_string())?.with_no_client_auth();
    let mut configuration =
        builder.with_single_cert(chain, key).map_err(|problem| wrong("cert.pem", problem.to_string()))?;
    configuration.alpn_protocols = vec![HTTP_2.to_vec(), b"http/1.1".to_vec()];
    Ok(Some(Arc::new(configuration)))
}
