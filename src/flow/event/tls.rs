//! Why no secure connection came about.

use crate::domain::server_text::ServerText;
use serde::Serialize;

/// What stands in the way of a secure connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TlsTrouble {
    /// This machine has no certificates to check a server's with.
    NoTrustStore,
    /// The two sides could not agree on one; perhaps the other side speaks no TLS at all.
    Handshake,
    /// The server's certificate was not accepted.
    Certificate {
        /// What is wrong with it.
        fault: CertificateFault,
        /// Who issued it, by its own word; `None` when it names nobody.
        issuer: Option<ServerText>,
    },
}

/// What is wrong with a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateFault {
    /// It is made out to other names; holds them, as far as they can be read.
    WrongName(Option<ServerText>),
    /// It has expired, by this machine's clock.
    Expired,
    /// It is not valid yet, by this machine's clock.
    NotYetValid,
    /// This machine trusts nobody who vouches for it; perhaps it only vouches for itself.
    UnknownIssuer,
    /// Something else, such as a revocation or a broken encoding.
    Other,
}
