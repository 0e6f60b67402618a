//! Text that must never be seen: tokens, codes and PINs.
//!
//! A [`Secret`] is wiped from memory when dropped, prints as dots whatever is done to it, and cannot be
//! serialised. The only way to its text is [`Secret::expose`], which is easy to search for. The type is our
//! own and not a library's because effects that carry secrets are compared in tests, so it needs equality.

use std::fmt;
use zeroize::Zeroizing;

/// A secret text. `Debug` shows dots; there is no `Display` and no serialisation.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the one place that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// How many characters it has: enough to draw dots for it.
    #[must_use]
    pub fn char_count(&self) -> usize {
        self.0.chars().count()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(•••)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_dots() {
        assert_eq!(format!("{:?}", Secret::new("F00D")), "Secret(•••)");
        assert_eq!(
            format!("{:#?}", Some(Secret::new("F00D"))),
            "Some(\n    Secret(•••),\n)"
        );
    }
}
