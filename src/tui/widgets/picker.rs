//! The list from which a country is picked, under the field in which it is looked for.
//!
//! ```text
//! › port___________________________
//!     Portugal                  +351
//!   › Puerto Rico                 +1
//! ```
//!
//! While the list is shut, the field shows the country that was picked. It is remembered here, since several
//! countries share a calling code.

use crate::domain::phone::Region;
use crate::locale::countries::Countries;

/// The list and what was picked from it.
pub(crate) struct Picker {
    countries: Countries,
    picked: Option<Region>,
    open: Option<List>,
    /// Whether the field holds what is looked for, and not the calling code of what was picked.
    searching: bool,
}

struct List {
    found: Vec<Region>,
    marked: usize,
}

/// One row of the list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) calling_code: u16,
    pub(crate) marked: bool,
}

impl Picker {
    /// A shut list of which nothing was picked.
    pub(crate) fn new(countries: Countries) -> Self {
        Self {
            countries,
            picked: None,
            open: None,
            searching: false,
        }
    }

    /// Takes the countries in another language; an open list follows, with the same country marked if it can.
    pub(crate) fn speak(&mut self, countries: Countries, typed: &str) {
        self.countries = countries;
        let marked = self.marked();
        if let Some(list) = &mut self.open {
            list.found = self.countries.find(if self.searching { typed } else { "" });
            let at = list.found.iter().position(|region| Some(*region) == marked);
            list.marked = at.unwrap_or(0);
        }
    }

    /// What was picked.
    pub(crate) fn picked(&self) -> Option<Region> {
        self.picked
    }

    /// Whether the field holds what is looked for.
    pub(crate) fn is_searching(&self) -> bool {
        self.searching
    }

    /// Whether the list is open.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// How many countries the open list has.
    pub(crate) fn found(&self) -> Option<usize> {
        self.open.as_ref().map(|list| list.found.len())
    }

    /// The marked country.
    pub(crate) fn marked(&self) -> Option<Region> {
        let list = self.open.as_ref()?;
        list.found.get(list.marked).copied()
    }

    /// What the field shows in the place of a calling code.
    pub(crate) fn label(&self) -> Option<String> {
        let region = self.picked.filter(|_| !self.searching)?;
        let name = self.countries.name(region);
        Some(format!("{name} +{}", region.calling_code()))
    }

    /// Opens the whole list at what was picked.
    pub(crate) fn open(&mut self) {
        let found = self.countries.find("");
        let at = |picked| found.iter().position(|region| *region == picked);
        let marked = self.picked.and_then(at).unwrap_or(0);
        self.open = Some(List { found, marked });
    }

    /// Opens the list of what `typed` means.
    pub(crate) fn search(&mut self, typed: &str) {
        let found = self.countries.find(typed);
        self.searching = true;
        self.open = Some(List { found, marked: 0 });
    }

    /// Takes a country, or none for a calling code that belongs to none, and shuts the list.
    pub(crate) fn pick(&mut self, region: Option<Region>) {
        self.picked = region;
        self.shut();
    }

    /// Shuts the list; what was picked before stands.
    pub(crate) fn shut(&mut self) {
        self.open = None;
        self.searching = false;
    }

    /// Marks another country of the open list, up to its ends.
    pub(crate) fn step(&mut self, by: isize) {
        if let Some(list) = &mut self.open {
            let last = list.found.len().saturating_sub(1);
            list.marked = list.marked.saturating_add_signed(by).min(last);
        }
    }

    /// At most `count` rows of the open list, the marked one among them.
    pub(crate) fn rows(&self, count: usize) -> Vec<Row> {
        let Some(list) = &self.open else {
            return Vec::new();
        };
        // The marked row stays in the middle, where what comes before and behind is seen.
        let last_start = list.found.len().saturating_sub(count);
        let start = list.marked.saturating_sub(count / 2).min(last_start);
        let rows = list.found.iter().enumerate().skip(start).take(count);
        rows.map(|(at, region)| Row {
            name: self.countries.name(*region),
            calling_code: region.calling_code(),
            marked: at == list.marked,
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::catalog::Language;

    fn picker() -> Picker {
        Picker::new(Countries::new(Language::English))
    }

    fn names(picker: &Picker, count: usize) -> Vec<String> {
        let rows = picker.rows(count).into_iter();
        rows.map(|row| format!("{}{}", if row.marked { "›" } else { "" }, row.name))
            .collect()
    }

    #[test]
    fn the_list_opens_at_what_was_picked() {
        let mut picker = picker();
        picker.open();
        assert_eq!(names(&picker, 3), ["›Brazil", "Argentina", "Uruguay"]);
        picker.pick(Region::from_code("UY"));
        assert!(!picker.is_open());
        picker.open();
        assert_eq!(names(&picker, 3), ["Argentina", "›Uruguay", "Paraguay"]);
        assert_eq!(picker.label().as_deref(), Some("Uruguay +598"));
    }

    #[test]
    fn the_mark_stops_at_the_ends() {
        let mut picker = picker();
        picker.search("44");
        picker.step(-1);
        assert_eq!(picker.marked(), Region::from_code("GB"));
        picker.step(40);
        assert_eq!(picker.marked(), Region::from_code("JE"));
        assert_eq!(names(&picker, 2), ["Isle of Man", "›Jersey"]);
    }

    #[test]
    fn what_was_picked_stands_until_something_else_is() {
        let mut picker = picker();
        picker.pick(Region::from_code("CA"));
        picker.search("xyz");
        assert_eq!((picker.found(), picker.marked()), (Some(0), None));
        picker.step(1);
        picker.shut();
        assert_eq!(picker.label().as_deref(), Some("Canada +1"));
    }
}
