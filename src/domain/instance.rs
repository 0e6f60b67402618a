//! Which instance is meant: the service gives an id in capitals, and people type or paste it in either case.
//!
//! This is the one place where ids are folded, and only for comparing. A call carries the id as it was typed.

use std::fmt;

/// Names an instance: two spellings of an id have the same name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct InstanceKey(String);

impl InstanceKey {
    /// The name of the instance whose id is written like this, spaces around it aside. Only letters of ASCII are folded: an id has no others.
    #[must_use]
    pub fn of(id: &str) -> Self {
        Self(id.trim().to_ascii_uppercase())
    }

    /// The name itself, for a table.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for InstanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether both ids are those of one instance.
#[must_use]
pub fn is_same_instance(one: &str, other: &str) -> bool {
    InstanceKey::of(one) == InstanceKey::of(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_the_same_instance_in_capitals_and_small_letters() {
        assert!(is_same_instance(" 3C01AB", "3c01ab"));
        assert!(is_same_instance("3C01ab", "3c01AB"));
        assert!(!is_same_instance("3C01AB", "3C01AC"));
        assert_eq!(InstanceKey::of("3c01ab").as_str(), "3C01AB");
        assert!(!is_same_instance("ß", "SS"), "only ASCII is folded");
    }
}
