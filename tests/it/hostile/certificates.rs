//! Servers whose certificates are not to be trusted: no call reaches them, and the person is told what is
//! wrong, who issued the certificate and what to do.
//!
//! What a machine trusts is part of its environment, so the test runs itself once more, in an environment
//! that trusts an authority of the test's own.

use crate::flow_driver::Driver;
use crate::wire::{
    CONNECTED, INSTANCE_TOKEN, Server, Tested, credentials, every_call, lost, read_request,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
    date_time_ymd,
};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::error::Error;
use std::io::{self, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::Arc;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::domain::time::{BootId, Timestamp};
use zapi_onboard::flow::effect::Call;
use zapi_onboard::flow::event::{Cause, CertificateFault, Failure, Outcome, TlsTrouble};
use zapi_onboard::flow::prompt::Problem;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::wording::{Masking, Wording};
use zapi_onboard::zapi::{BaseUrl, Client};

/// Set where the test's own authority is trusted: the file with its key, which signs what is served.
const AUTHORITY: &str = "ZAPI_ONBOARD_TEST_AUTHORITY";
const TRUSTED: &str = "Test Root, Example Ltd";

/// What a server shows, and with which key.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: Vec<u8>,
}

pub(crate) type Authority = CertifiedIssuer<'static, KeyPair>;

pub(crate) fn authority_of(key: KeyPair, name: &str) -> Result<Authority, Box<dyn Error>> {
    let mut params = CertificateParams::default();
    params.distinguished_name = named(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    Ok(CertifiedIssuer::self_signed(params, key)?)
}

/// The certificate of an authority, as files of trusted ones have it.
pub(crate) fn pem(authority: &Authority) -> String {
    let encoded = STANDARD.encode(authority.der());
    format!("-----BEGIN CERTIFICATE-----\n{encoded}\n-----END CERTIFICATE-----\n")
}

/// `common, organisation`.
fn named(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    let (common, organisation) = name.split_once(", ").unwrap_or((name, ""));
    distinguished.push(DnType::CommonName, common);
    if !organisation.is_empty() {
        distinguished.push(DnType::OrganizationName, organisation);
    }
    distinguished
}

/// A certificate for these names, changed, and signed by `authority` or else by itself.
pub(crate) fn shown(
    authority: Option<&Authority>,
    names: &[&str],
    change: impl FnOnce(&mut CertificateParams),
) -> Result<Shown, Box<dyn Error>> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = named("Self Made");
    change(&mut params);
    let key = KeyPair::generate()?;
    let certificate = match authority {
        Some(authority) => params.signed_by(&key, authority)?,
        None => params.self_signed(&key)?,
    };
    Ok(Shown {
        chain: vec![certificate.der().clone()],
        key: key.serialize_der(),
    })
}

/// Shows a certificate whatever is asked for, without a look at it.
#[derive(Debug)]
struct Stubborn(Arc<CertifiedKey>);

impl ResolvesServerCert for Stubborn {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

fn secured(
    stream: TcpStream,
    shown: &Shown,
) -> io::Result<StreamOwned<ServerConnection, TcpStream>> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(shown.key.clone()));
    let key = provider.key_provider.load_private_key(key);
    let key = CertifiedKey::new(shown.chain.clone(), key.map_err(io::Error::other)?);
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Stubborn(Arc::new(key))));
    let connection = ServerConnection::new(Arc::new(config)).map_err(io::Error::other)?;
    Ok(StreamOwned::new(connection, stream))
}

/// Makes the call to a server at `host` that shows this; holds what came of it and what the server could read.
async fn call_to(
    host: &str,
    call: &Call,
    shown: &Shown,
) -> Result<(Outcome, String), Box<dyn Error>> {
    let shown = shown.clone();
    let server = Server::serve(move |stream| {
        let mut stream = secured(stream, &shown)?;
        let Ok(request) = read_request(&mut stream) else {
            return Ok(String::new());
        };
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"connected\":true}")?;
        stream.conn.send_close_notify();
        stream.flush()?;
        Ok(request)
    })?;
    let base = BaseUrl::parse(&format!("https://{host}:{}", server.address.port()))?;
    let outcome = Client::new(&base)?.send(&credentials()?, call).await;
    Ok((outcome, server.request().await?))
}

/// What every call comes to at a server that shows this.
async fn refused(shown: &Shown) -> Result<TlsTrouble, Box<dyn Error>> {
    let mut troubles = Vec::new();
    for call in every_call()? {
        let (outcome, read) = call_to("127.0.0.1", &call, shown).await?;
        assert_eq!(read, "", "{call:?} was sent");
        match outcome {
            Err(Failure::NotSent(Cause::Tls(trouble))) => troubles.push(trouble),
            other => return Err(format!("{call:?}: {other:?}").into()),
        }
    }
    troubles.dedup();
    assert_eq!(troubles.len(), 1, "{troubles:?}");
    troubles.pop().ok_or_else(|| "no call was made".into())
}

fn certificate(fault: CertificateFault, issuer: &str) -> TlsTrouble {
    TlsTrouble::Certificate {
        fault,
        issuer: ServerText::new(issuer, &[]),
    }
}

async fn judged_by(authority: &Authority) -> Tested {
    let here = &["127.0.0.1", "localhost"];
    let good = shown(Some(authority), here, |_| ())?;
    for host in ["127.0.0.1", "localhost"] {
        let (outcome, request) = call_to(host, &Call::Status, &good).await?;
        assert_eq!(outcome, CONNECTED);
        assert!(request.contains(INSTANCE_TOKEN), "{request}");
    }
    let wrong = |names| CertificateFault::WrongName(ServerText::new(names, &[]));
    let elsewhere = shown(Some(authority), &["login.example", "10.0.0.1"], |_| ())?;
    let trouble = refused(&elsewhere).await?;
    assert_eq!(
        trouble,
        certificate(wrong("login.example, 10.0.0.1"), TRUSTED)
    );
    let nameless = shown(Some(authority), &[], |_| ())?;
    let trouble = refused(&nameless).await?;
    assert_eq!(
        trouble,
        certificate(CertificateFault::WrongName(None), TRUSTED)
    );

    let old = shown(Some(authority), here, |params| {
        params.not_after = date_time_ymd(2001, 1, 1);
    })?;
    let trouble = refused(&old).await?;
    assert_eq!(trouble, certificate(CertificateFault::Expired, TRUSTED));
    let early = shown(Some(authority), here, |params| {
        params.not_before = date_time_ymd(4000, 1, 1);
    })?;
    let trouble = refused(&early).await?;
    assert_eq!(trouble, certificate(CertificateFault::NotYetValid, TRUSTED));

    let alone = shown(None, here, |_| ())?;
    let root = shown(None, here, |params| {
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    })?;
    for made in [alone, root] {
        let trouble = refused(&made).await?;
        let expected = certificate(CertificateFault::UnknownIssuer, "Self Made");
        assert_eq!(trouble, expected);
    }
    let inspector = authority_of(KeyPair::generate()?, "Inspecting Proxy\u{202e}\u{1b}[2J")?;
    let inspected = shown(Some(&inspector), here, |_| ())?;
    let trouble = refused(&inspected).await?;
    let expected = certificate(CertificateFault::UnknownIssuer, "Inspecting Proxy");
    assert_eq!(trouble, expected);

    let garbage = Shown {
        chain: vec![CertificateDer::from(b"no certificate".to_vec())],
        ..good.clone()
    };
    let expected = TlsTrouble::Certificate {
        fault: CertificateFault::Other,
        issuer: None,
    };
    assert_eq!(refused(&garbage).await?, expected);
    an_end_that_nobody_vouches_for(&good).await
}

#[test]
fn what_is_wrong_with_a_certificate_is_told_with_whose_it_is_and_what_to_do() {
    let now = Timestamp {
        wall_ms: 1_772_731_925_000,
        boot_ms: 1,
        boot: BootId(1),
    };
    let wrong = CertificateFault::WrongName(ServerText::new("login.example", &[]));
    let (base, clock, file) = (
        ["base address", "endereço base", "dirección base"],
        ["5 Mar 2026", "5/3/2026", "5/3/2026"],
        ["SSL_CERT_FILE"; 3],
    );
    for (fault, remedies) in [
        (wrong, base),
        (CertificateFault::WrongName(None), base),
        (CertificateFault::Expired, clock),
        (CertificateFault::NotYetValid, clock),
        (CertificateFault::UnknownIssuer, file),
        (CertificateFault::Other, base),
    ] {
        let cause = Cause::Tls(certificate(fault.clone(), "Some Issuer"));
        let mut prompt = Driver::new().prompt();
        prompt.problem = Some(Problem::Failed(Failure::NotSent(cause)));
        for (language, remedy) in Language::ALL.into_iter().zip(remedies) {
            let catalog = Catalog::new(language);
            let zone = Zone::utc();
            let sheet = Wording::new(&catalog, &zone, now, Masking::Off).sheet(&prompt);
            let note = sheet.notes.first().map_or("", |note| note.text.as_str());
            assert!(note.contains("\"Some Issuer\""), "{fault:?}: {note}");
            assert!(note.contains(remedy), "{fault:?}: {note}");
        }
    }
}

/// Without the farewell of a secure connection anybody may have cut it.
async fn an_end_that_nobody_vouches_for(good: &Shown) -> Tested {
    for call in every_call()? {
        let good = good.clone();
        let server = Server::serve(move |stream| {
            let mut stream = secured(stream, &good)?;
            let request = read_request(&mut stream)?;
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"success\":true,\"connected\":true}")?;
            Ok(request)
        })?;
        let base = BaseUrl::parse(&format!("https://{}", server.address))?;
        let outcome = Client::new(&base)?.send(&credentials()?, &call).await;
        assert_eq!(outcome, lost(&call, Cause::Broken), "{call:?}");
        assert!(server.request().await?.contains(INSTANCE_TOKEN));
    }
    Ok(())
}

#[tokio::test]
async fn a_certificate_that_is_not_to_be_trusted_is_sent_nothing() -> Tested {
    if let Some(key) = std::env::var_os(AUTHORITY) {
        let key = KeyPair::try_from(std::fs::read(key)?)?;
        return judged_by(&authority_of(key, TRUSTED)?).await;
    }
    let folder = tempfile::tempdir()?;
    let key = KeyPair::generate()?;
    let key_file = folder.path().join("key.der");
    std::fs::write(&key_file, key.serialize_der())?;
    let authority = authority_of(key, TRUSTED)?;
    let trusted = folder.path().join("trusted.pem");
    std::fs::write(&trusted, pem(&authority))?;
    let name = "hostile::certificates::a_certificate_that_is_not_to_be_trusted_is_sent_nothing";
    let output = Command::new(std::env::current_exe()?)
        .args(["--exact", name, "--nocapture"])
        .env("SSL_CERT_FILE", trusted)
        .env_remove("SSL_CERT_DIR")
        .env(AUTHORITY, key_file)
        .output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    assert!(out.contains("1 passed"), "nothing was tried: {out}");
    Ok(())
}
