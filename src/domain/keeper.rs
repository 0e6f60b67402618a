//! The account of this machine that a file belongs to, as people know it.

use crate::domain::server_text::ServerText;
use serde::Serialize;
use std::fmt;

/// The user name of an account, or its number where it has no name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Keeper(ServerText);

impl Keeper {
    /// The account with the number `uid`; `name` is `None` when the system knows none.
    #[must_use]
    pub fn new(name: Option<&str>, uid: u32) -> Self {
        let name = name.and_then(|name| ServerText::new(name, &[]));
        Self(name.unwrap_or_else(|| ServerText::of_number(uid)))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Keeper;

    #[test]
    fn an_account_without_a_readable_name_is_known_by_its_number() {
        for (name, shown) in [
            (Some("alice"), "alice"),
            (Some("ali\u{7}ce"), "alice"),
            (Some("\u{200b} "), "12345"),
            (None, "12345"),
        ] {
            assert_eq!(Keeper::new(name, 12345).as_str(), shown);
        }
    }
}
