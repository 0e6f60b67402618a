//! Which servers are trusted, and what is told of one that is not.
//!
//! The platform's own store of certificates decides, through [`rustls_platform_verifier`]. Nothing that it
//! refuses is accepted here; its refusal is only put into terms that a person can act on, with the name of
//! whoever issued the certificate.

mod issuer;

use crate::domain::server_text::ServerText;
use crate::flow::event::{CertificateFault, TlsTrouble};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, OtherError,
    SignatureScheme,
};
use rustls_platform_verifier::Verifier;
use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use thiserror::Error;

/// The most names of a certificate that are told.
const MOST_NAMES: usize = 3;

/// How secure connections are made: by what this machine trusts, and nothing else.
///
/// # Errors
/// This machine has no certificates to check a server's with.
pub(super) fn config() -> Result<ClientConfig, TlsError> {
    let provider = CryptoProvider::get_default()
        .map_or_else(|| Arc::new(aws_lc_rs::default_provider()), Arc::clone);
    let verifier = Explaining(Verifier::new(Arc::clone(&provider))?);
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// What an error says about a secure connection; `None` when it says nothing about one.
///
/// Source: tokio-rustls wraps what rustls refuses into an I/O error, and reports a peer that leaves in the
/// middle of a handshake as `UnexpectedEof`; plain connecting does neither.
pub(super) fn trouble_of(error: &(dyn StdError + 'static)) -> Option<TlsTrouble> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<TlsError>() {
            return Some(refused(error));
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            // An I/O error's own content is skipped by `source()`.
            let inner = error
                .get_ref()
                .map(|inner| inner as &(dyn StdError + 'static));
            if let Some(trouble) = inner.and_then(trouble_of) {
                return Some(trouble);
            }
            if error.kind() == io::ErrorKind::UnexpectedEof {
                return Some(TlsTrouble::Handshake);
            }
        }
        next = error.source();
    }
    None
}

fn refused(error: &TlsError) -> TlsTrouble {
    let TlsError::InvalidCertificate(error) = error else {
        return TlsTrouble::Handshake;
    };
    if let CertificateError::Other(OtherError(error)) = error
        && let Some(Unaccepted(trouble)) = error.downcast_ref()
    {
        return trouble.clone();
    }
    TlsTrouble::Certificate {
        fault: fault_of(error),
        issuer: None,
    }
}

/// What the platform found wrong with a certificate, and whose it is.
#[derive(Debug, Error)]
#[error("the certificate was not accepted: {0:?}")]
struct Unaccepted(TlsTrouble);

/// The platform's judgement, with its reasons kept.
#[derive(Debug)]
struct Explaining(Verifier);

impl ServerCertVerifier for Explaining {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        self.0
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            .map_err(|error| explained(error, end_entity))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.0.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.0.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

fn explained(error: TlsError, certificate: &[u8]) -> TlsError {
    let TlsError::InvalidCertificate(error) = error else {
        return error;
    };
    let names = issuer::of(certificate);
    let vouches_for_itself = names.as_ref().is_some_and(|names| names.vouches_for_itself);
    let mut fault = fault_of(&error);
    // A certificate that may issue others is refused as such before anybody looks for its issuer.
    if vouches_for_itself && fault == CertificateFault::Other {
        fault = CertificateFault::UnknownIssuer;
    }
    let trouble = TlsTrouble::Certificate {
        fault,
        issuer: names.and_then(|names| names.issuer),
    };
    CertificateError::Other(OtherError(Arc::new(Unaccepted(trouble)))).into()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's list of errors grows"
)]
fn fault_of(error: &CertificateError) -> CertificateFault {
    match error {
        CertificateError::NotValidForNameContext { presented, .. } => {
            CertificateFault::WrongName(names_of(presented))
        }
        CertificateError::NotValidForName => CertificateFault::WrongName(None),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            CertificateFault::Expired
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            CertificateFault::NotYetValid
        }
        CertificateError::UnknownIssuer => CertificateFault::UnknownIssuer,
        _ => CertificateFault::Other,
    }
}

/// The first names of a certificate. They come as `DnsName("…")`, `IpAddress(…)` and the like.
fn names_of(presented: &[String]) -> Option<ServerText> {
    let name = |told: &String| {
        let inner = told
            .split_once('(')
            .map_or(told.as_str(), |(_, inner)| inner);
        inner.trim_end_matches(')').trim_matches('"').to_owned()
    };
    let names: Vec<String> = presented.iter().take(MOST_NAMES).map(name).collect();
    issuer::short(&names.join(", "))
}
