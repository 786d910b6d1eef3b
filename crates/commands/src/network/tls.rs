//! TLS: what a client trusts and what it shows of itself.

use super::{failed, failure};
use crate::file_system;
use fourd_value::Error;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, RootCertStore, SignatureScheme, version};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What is asked of a server's certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Trust {
    /// It is valid, for the host, and signed by an authority that the system trusts.
    #[default]
    Authorities,
    /// It is for the host, whoever signed it.
    HostOnly,
    /// Nothing.
    Anything,
}

/// How TLS is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct TlsOptions {
    /// What is asked of a server's certificate.
    pub(crate) trust: Trust,
    /// No version before 1.3.
    pub(crate) only_newest: bool,
    /// The folder with `cert.pem` and `key.pem` of the client; it need not be there.
    pub(crate) certificates: Option<PathBuf>,
}

/// Begins TLS with a host.
///
/// # Errors
/// The host has no name that can be asked for, or the certificate of the client cannot be read.
pub(crate) fn connection(host: &str, options: &TlsOptions) -> Result<ClientConnection, Error> {
    let name = ServerName::try_from(host.to_owned()).map_err(|_| failed(format!("`{host}` is no name of a server")))?;
    ClientConnection::new(Arc::new(configuration(options)?), name).map_err(|problem| failed(format!("TLS: {problem}")))
}

fn provider() -> Arc<CryptoProvider> {
    static PROVIDER: OnceLock<Arc<CryptoProvider>> = OnceLock::new();
    PROVIDER.get_or_init(|| Arc::new(ring::default_provider())).clone()
}

/// The authorities that the system trusts, read once.
fn authorities() -> Arc<RootCertStore> {
    static AUTHORITIES: OnceLock<Arc<RootCertStore>> = OnceLock::new();
    let read = || {
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Arc::new(store)
    };
    AUTHORITIES.get_or_init(read).clone()
}

fn configuration(options: &TlsOptions) -> Result<ClientConfig, Error> {
    let all = [&version::TLS13, &version::TLS12];
    let versions = if options.only_newest { &all[..1] } else { &all[..] };
    let builder = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(versions)
        .map_err(|problem| failed(format!("TLS: {problem}")))?;
    let builder = match options.trust {
        Trust::Authorities => builder.with_root_certificates(authorities()),
        Trust::HostOnly | Trust::Anything => {
            let verifier = Lenient { provider: provider(), host_counts: options.trust == Trust::HostOnly };
            builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
        }
    };
    let own = match &options.certificates {
        Some(folder) => own_certificate(folder)?,
        None => None,
    };
    match own {
        Some((chain, key)) => builder
            .with_client_auth_cert(chain, key)
            .map_err(|problem| failed(format!("The certificate of the client cannot be used: {problem}"))),
        None => Ok(builder.with_no_client_auth()),
    }
}

/// The certificate of the client with its key, where there is one.
fn own_certificate(folder: &Path) -> Result<Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>, Error> {
    let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    if !file_system::is_file(&certificate) || !file_system::is_file(&key) {
        return Ok(None);
    }
    let read = |path: &Path| {
        file_system::read_whole(path).map_err(|problem| failure(&format!("`{}`", path.display()), &problem))
    };
    let wrong = |path: &Path| failed(format!("`{}` is not valid PEM", path.display()));
    let chain = CertificateDer::pem_slice_iter(&read(&certificate)?)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| wrong(&certificate))?;
    let secret = PrivateKeyDer::from_pem_slice(&read(&key)?).map_err(|_| wrong(&key))?;
    Ok(Some((chain, secret)))
}

/// Takes certificates whoever signed them: the server must only hold the key of its certificate.
#[derive(Debug)]
struct Lenient {
    provider: Arc<CryptoProvider>,
    host_counts: bool,
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        _response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self.host_counts {
            rustls::client::verify_server_name(&ParsedCertificate::try_from(certificate)?, host)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
