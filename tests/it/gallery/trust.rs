//! Servers that no secure connection comes about with, as the first question tells it.

use super::*;
use zapi_onboard::flow::event::{CertificateFault, TlsTrouble};

pub(super) fn subjects() -> Vec<Subject> {
    let certificate = |fault, issuer| TlsTrouble::Certificate {
        fault,
        issuer: text(issuer),
    };
    let longest = "Example Gateway Inspection Intermediate Root, Example Networks SA";
    let names = text("login.example, *.login.example, 192.0.2.1");
    let troubles = [
        ("tls_no_store", TlsTrouble::NoTrustStore),
        ("tls_handshake", TlsTrouble::Handshake),
        (
            "tls_name",
            certificate(CertificateFault::WrongName(names), longest),
        ),
        (
            "tls_expired",
            certificate(CertificateFault::Expired, "R11, Let's Encrypt"),
        ),
        (
            "tls_early",
            certificate(CertificateFault::NotYetValid, longest),
        ),
        (
            "tls_issuer",
            certificate(CertificateFault::UnknownIssuer, longest),
        ),
        ("tls_other", certificate(CertificateFault::Other, longest)),
    ];
    let filled = credentials()
        .into_iter()
        .find(|subject| subject.name == "credentials_filled")
        .expect("the first question");
    troubles
        .into_iter()
        .map(|(name, trouble)| {
            let failure = Failure::NotSent(Cause::Tls(trouble));
            let prompt = filled.prompt.clone();
            Subject { name, prompt }.with(Problem::Failed(failure))
        })
        .collect()
}
