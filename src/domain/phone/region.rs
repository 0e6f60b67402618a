//! Countries and territories as numbering plans have them: several may share one calling code.

use crate::domain::phone::PhoneNumber;
use crate::domain::phone::as_you_type::formatted;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber as Parsed, PhoneNumberType, Region as Known};
use std::fmt;

/// Every trunk prefix that there is.
const TRUNK_PREFIXES: [&str; 4] = ["8", "0", "1", "06"];

/// A country or territory that has numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(Known);

impl Region {
    /// Brazil.
    pub const BRAZIL: Region = Region(Known::BR);

    /// Every region, by its code.
    #[must_use]
    pub fn all() -> Vec<Region> {
        let mut all: Vec<Region> = PHONE_NUMBER_UTIL
            .get_supported_regions()
            .map(Region)
            .collect();
        all.sort_unstable();
        all
    }

    /// The region with this code of two letters; `None` when no numbers are known there.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Region> {
        let known = Known::from_code(code).ok()?;
        PHONE_NUMBER_UTIL
            .get_country_code_for_region(known)
            .map(|_calling_code| Region(known))
    }

    /// The region that a calling code means when nothing more is known: for +1 the United States.
    #[must_use]
    pub fn main_of(calling_code: u16) -> Option<Region> {
        let known = PHONE_NUMBER_UTIL.get_region_for_country_code(i32::from(calling_code))?;
        (known != Known::World).then_some(Region(known))
    }

    /// The region of a number: by its digits where several share the calling code. `None` for numbers that
    /// belong to no country.
    #[must_use]
    pub fn of(number: &PhoneNumber) -> Option<Region> {
        let parsed: Option<Parsed> = number.e164().parse().ok();
        let exact = parsed.and_then(|parsed| parsed.get_region_code());
        match exact {
            Some(Known::World) => None,
            Some(known) => Some(Region(known)),
            None => Region::main_of(number.calling_code()),
        }
    }

    /// Its code of two letters, as ISO 3166-1 has it.
    #[must_use]
    pub fn code(self) -> String {
        self.0.to_string()
    }

    /// Its calling code, 1 to 999.
    #[must_use]
    pub fn calling_code(self) -> u16 {
        let code = PHONE_NUMBER_UTIL.get_country_code_for_region(self.0);
        code.and_then(|code| u16::try_from(code).ok())
            .unwrap_or_default()
    }

    /// What is dialled inside the country in front of a national number and falls away from abroad; `None`
    /// where there is no such thing.
    #[must_use]
    pub fn trunk_prefix(self) -> Option<&'static str> {
        let example = self.examples().into_iter().next()?;
        let falls_away = |prefix: &&str| {
            let dialled = Parsed::parse(format!("{prefix}{example}"), Some(self.0));
            dialled.is_ok_and(|number| number.get_national_significant_number() == example)
        };
        TRUNK_PREFIXES.into_iter().find(falls_away)
    }

    /// Whether national numbers begin with a zero of their own, which stays.
    #[must_use]
    pub fn keeps_zero(self) -> bool {
        let examples = self.examples();
        examples.iter().any(|example| example.starts_with('0'))
    }

    /// A national number of the region's kind, as it is written.
    #[must_use]
    pub fn example(self) -> String {
        let example = self.examples().into_iter().next();
        example.map_or_else(String::new, |digits| formatted(self, &digits))
    }

    /// National numbers of its kind, digits only: a mobile and a fixed one, as far as there are such.
    pub(super) fn examples(self) -> Vec<String> {
        let kinds = [PhoneNumberType::Mobile, PhoneNumberType::FixedLine];
        let example = |kind| PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(self.0, kind);
        kinds
            .into_iter()
            .filter_map(|kind| example(kind).ok())
            .map(|number| number.get_national_significant_number())
            .collect()
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test fails by panicking")]

    use super::*;

    fn region(code: &str) -> Region {
        Region::from_code(code).expect("a region")
    }

    #[test]
    fn a_calling_code_means_its_main_region() {
        for (calling_code, code) in [(55, "BR"), (1, "US"), (7, "RU"), (44, "GB"), (47, "NO")] {
            let main = Region::main_of(calling_code);
            assert_eq!(main.map(Region::code).as_deref(), Some(code));
        }
        assert_eq!(Region::main_of(800), None);
        assert_eq!(Region::main_of(999), None);
    }

    #[test]
    fn a_number_belongs_to_one_of_the_regions_that_share_its_calling_code() {
        for (calling_code, national, code) in [
            ("1", "4165550123", Some("CA")),
            ("1", "8762101234", Some("JM")),
            ("1", "9992101234", Some("US")),
            ("7", "7710009998", Some("KZ")),
            ("55", "1187654321", Some("BR")),
            ("800", "12345678", None),
        ] {
            let number = PhoneNumber::parse(calling_code, national).expect("a number");
            assert_eq!(Region::of(&number).map(Region::code).as_deref(), code);
        }
    }

    #[test]
    fn trunk_prefixes_and_zeros_that_stay_are_known() {
        for (code, trunk, keeps_zero) in [
            ("BR", Some("0"), false),
            ("DE", Some("0"), false),
            ("US", Some("1"), false),
            ("RU", Some("8"), false),
            ("HU", Some("06"), false),
            ("PT", None, false),
            ("IT", None, true),
            ("CI", None, true),
        ] {
            assert_eq!(region(code).trunk_prefix(), trunk, "{code}");
            assert_eq!(region(code).keeps_zero(), keeps_zero, "{code}");
        }
    }

    #[test]
    fn every_region_has_an_example_and_a_calling_code() {
        for region in Region::all() {
            assert!(!region.example().is_empty(), "{region:?}");
            assert_ne!(region.calling_code(), 0, "{region:?}");
            assert_eq!(Region::from_code(&region.code()), Some(region));
        }
        assert_eq!(Region::BRAZIL.example(), "(11) 96123-4567");
        assert_eq!(Region::from_code("ZZ"), None);
    }
}
