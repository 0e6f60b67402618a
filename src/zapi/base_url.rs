//! Where the service is: the address that every path is appended to.
//!
//! A base address holds nothing secret, which is why it may be printed: no login, no query, and no instance.

use crate::domain::credentials::split_address;
use std::borrow::Cow;
use std::fmt;
use thiserror::Error;
use url::{Host, Url};

const VENDOR: &str = "https://api.z-api.io";

/// The address of the service, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    text: Cow<'static, str>,
    reach: Reach,
}

/// How the address is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Encrypted, through whatever proxy the system names.
    Network,
    /// Encrypted, on this machine.
    Loopback,
    /// In the clear, on this machine.
    PlainLoopback,
}

/// Why a text is no base address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BaseUrlError {
    /// It is no web address.
    #[error("this is no http or https address")]
    NotAnAddress,
    /// Tokens would travel in the clear.
    #[error("plain http is for this machine only")]
    PlainHttp,
    /// It holds a user name or a password.
    #[error("the address holds a login")]
    HoldsLogin,
    /// It holds a query or a fragment.
    #[error("the address holds a query or a fragment")]
    HoldsQuery,
    /// It is the address of an instance, which holds its token.
    #[error("the address is that of an instance")]
    HoldsInstance,
}

impl BaseUrl {
    /// The vendor's own.
    #[must_use]
    pub const fn vendor() -> Self {
        Self {
            text: Cow::Borrowed(VENDOR),
            reach: Reach::Network,
        }
    }

    /// Reads `https://…` of any host, or `http://…` of this machine; a path is kept as a prefix.
    ///
    /// # Errors
    /// Whatever makes it unfit to carry tokens.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let Ok(url) = Url::parse(text.trim()) else {
            return Err(BaseUrlError::NotAnAddress);
        };
        let reach = match (url.scheme(), is_loopback(&url)) {
            ("https", Some(false)) => Reach::Network,
            ("https", Some(true)) => Reach::Loopback,
            ("http", Some(true)) => Reach::PlainLoopback,
            ("http", Some(false)) => return Err(BaseUrlError::PlainHttp),
            _ => return Err(BaseUrlError::NotAnAddress),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::HoldsLogin);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::HoldsQuery);
        }
        if split_address(url.as_str()).is_some() {
            return Err(BaseUrlError::HoldsInstance);
        }
        Ok(Self {
            text: Cow::Owned(url.as_str().trim_end_matches('/').to_owned()),
            reach,
        })
    }

    /// Whether it is this machine: a simulated service, which holds no real number.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match self.reach {
            Reach::Loopback | Reach::PlainLoopback => true,
            Reach::Network => false,
        }
    }

    /// How the address is reached.
    pub(super) fn reach(&self) -> Reach {
        self.reach
    }

    /// The address with `segments` appended, each of them percent-encoded; `None` when that makes no address.
    pub(super) fn with_segments<'a>(
        &self,
        segments: impl IntoIterator<Item = &'a str>,
    ) -> Option<Url> {
        let mut url = Url::parse(&self.text).ok()?;
        url.path_segments_mut()
            .ok()?
            .pop_if_empty()
            .extend(segments);
        Some(url)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether the host is this machine; `None` when there is no host.
fn is_loopback(url: &Url) -> Option<bool> {
    Some(match url.host()? {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_without_its_last_slash() {
        for (text, shown, reach) in [
            (
                "https://api.z-api.io/",
                "https://api.z-api.io",
                Reach::Network,
            ),
            (
                " https://proxy.example:8443/a/b/ ",
                "https://proxy.example:8443/a/b",
                Reach::Network,
            ),
            (
                "http://127.0.0.1:8080",
                "http://127.0.0.1:8080",
                Reach::PlainLoopback,
            ),
            ("http://127.9.9.9", "http://127.9.9.9", Reach::PlainLoopback),
            ("http://[::1]:1/x", "http://[::1]:1/x", Reach::PlainLoopback),
            (
                "HTTP://LocalHost:1",
                "http://localhost:1",
                Reach::PlainLoopback,
            ),
            ("https://localhost", "https://localhost", Reach::Loopback),
        ] {
            let base = BaseUrl::parse(text);
            assert_eq!(
                base.map(|base| (base.to_string(), base.reach())),
                Ok((shown.to_owned(), reach))
            );
        }
    }

    #[test]
    fn what_is_unfit_to_carry_tokens_is_refused_by_cause() {
        for (text, expected) in [
            ("", BaseUrlError::NotAnAddress),
            ("api.z-api.io", BaseUrlError::NotAnAddress),
            ("localhost:8080", BaseUrlError::NotAnAddress),
            ("ftp://localhost", BaseUrlError::NotAnAddress),
            ("data:text/plain,x", BaseUrlError::NotAnAddress),
            ("http://api.z-api.io", BaseUrlError::PlainHttp),
            ("http://localhost.example", BaseUrlError::PlainHttp),
            ("http://128.0.0.1", BaseUrlError::PlainHttp),
            ("https://me@api.z-api.io", BaseUrlError::HoldsLogin),
            ("https://me:pw@api.z-api.io", BaseUrlError::HoldsLogin),
            ("https://api.z-api.io?a=b", BaseUrlError::HoldsQuery),
            ("https://api.z-api.io/#a", BaseUrlError::HoldsQuery),
            (
                "https://api.z-api.io/instances/AB/token/CD",
                BaseUrlError::HoldsInstance,
            ),
        ] {
            assert_eq!(BaseUrl::parse(text).err(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_vendors_address_is_one_that_can_be_read() {
        assert_eq!(
            BaseUrl::parse(VENDOR).map(|base| base.to_string()),
            Ok(BaseUrl::vendor().to_string())
        );
    }

    #[test]
    fn segments_are_appended_behind_the_prefix_and_encoded() {
        let url = BaseUrl::parse("https://h.example/pre/fix/")
            .ok()
            .and_then(|base| base.with_segments(["instances", "a b/c", "token", "x?y#z%"]));
        assert_eq!(
            url.as_ref().map(Url::as_str),
            Some("https://h.example/pre/fix/instances/a%20b%2Fc/token/x%3Fy%23z%25")
        );
    }
}
