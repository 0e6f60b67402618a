//! The form of a number: the country is picked from a list that follows what is typed, and an international
//! number that is pasted is taken apart.

use crate::domain::phone::{PhoneNumber, Region, split_international, typed_digit, typed_number};
use crate::domain::typed::lines_in;
use crate::flow::prompt::{Ask, Problem, Prompt};
use crate::locale::catalog::Language;
use crate::locale::countries::Countries;
use crate::tui::frame::Moving;
use crate::tui::keymap::Key;
use crate::tui::screen::{Focus, Screen};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::picker::Picker;
use crate::wording::{FieldText, Wording};

/// The field in which the country is picked.
const COUNTRY: usize = 0;
/// The field of the national number.
const NATIONAL: usize = 1;
/// As many countries further with one key.
const PAGE: isize = 5;

impl Screen {
    /// Offers countries, where the question has a place for one.
    pub(crate) fn offer_countries(&mut self, language: Language, prompt: &Prompt) {
        if matches!(prompt.ask, Ask::Number { .. }) {
            self.picker = Some(Picker::new(Countries::new(language)));
            self.follow_fields();
        }
    }

    /// Names the countries in another language.
    pub(crate) fn speak(&mut self, language: Language) {
        let typed = self
            .fields
            .get(COUNTRY)
            .map(|field| field.text().to_owned());
        if let Some(picker) = &mut self.picker {
            picker.speak(Countries::new(language), &typed.unwrap_or_default());
        }
    }

    /// Picks the country that the fields mean, unless the one that is picked has their calling code.
    pub(super) fn follow_fields(&mut self) {
        let text = |at: usize| self.fields.get(at).map(|field| field.text().to_owned());
        let code = text(COUNTRY).unwrap_or_default();
        let national = text(NATIONAL).unwrap_or_default();
        let Some(picker) = &mut self.picker else {
            return;
        };
        let number = code.parse::<u16>().ok();
        let known = picker.picked();
        let known = known.filter(|region| Some(region.calling_code()) == number);
        let meant = || match PhoneNumber::parse(&code, &national) {
            Ok(number) => Region::of(&number),
            Err(_) => Region::main_of(number?),
        };
        picker.pick(known.or_else(meant));
        self.arrive();
    }

    /// Opens the list when the focus stands at it: where nothing is picked, at what is typed there already.
    pub(super) fn arrive(&mut self) {
        if let Some(picker) = &mut self.picker
            && self.focus == Focus::Field(COUNTRY)
            && !picker.is_open()
        {
            let typed = self.fields.get(COUNTRY).map(Field::text);
            match typed.filter(|typed| picker.picked().is_none() && !typed.is_empty()) {
                Some(typed) => picker.search(typed),
                None => picker.open(),
            }
        }
    }

    /// Lets the words of the fields follow what stands in them.
    pub(crate) fn word_fields(&self, words: &mut [FieldText], wording: &Wording<'_>) {
        if let (Some(picker), [country, national, ..]) = (&self.picker, &mut *words) {
            *country = wording.country_field(picker.found());
            *national = wording.national_field(picker.picked());
        }
        if let Focus::Field(at) = self.focus
            && self.fields.get(at).is_some_and(Field::is_held)
            && let Some(words) = words.get_mut(at)
        {
            words.hint = wording.held_hint();
        }
    }

    /// Whether the list of countries is open.
    pub(crate) fn is_picking(&self) -> bool {
        self.picker.as_ref().is_some_and(Picker::is_open)
    }

    /// What the keys move in.
    pub(crate) fn moving(&self) -> Moving {
        if self.is_picking() {
            Moving::List
        } else {
            Moving::Page
        }
    }

    /// The country that was picked.
    pub(crate) fn region(&self) -> Option<Region> {
        self.picker.as_ref().and_then(Picker::picked)
    }

    /// Takes a key in that means something to the list or to a pasted number; `false` when it does not.
    pub(super) fn press_number(&mut self, key: &Key) -> bool {
        if self.picker.is_none() {
            return false;
        }
        if let Key::Paste(text) = key
            && matches!(self.focus, Focus::Field(_))
        {
            self.refused = (lines_in(text) > 1).then_some(Problem::SeveralLines);
            if self.refused.is_some() || self.split_pasted(text) {
                return true;
            }
        }
        match self.focus {
            Focus::Field(COUNTRY) => self.press_list(key),
            Focus::Field(NATIONAL)
                if matches!(key, Key::Next | Key::Previous | Key::Up | Key::Down) =>
            {
                self.split_typed();
                false
            }
            Focus::Field(_) | Focus::Submit | Focus::Offer(_) => false,
        }
    }

    fn press_list(&mut self, key: &Key) -> bool {
        let open = self.is_picking();
        match key {
            Key::Char(_)
            | Key::Paste(_)
            | Key::TornPaste(_)
            | Key::Backspace
            | Key::Delete
            | Key::ClearLine => {
                self.search(key);
            }
            Key::Left | Key::Right | Key::Home | Key::End => {
                let field = self.fields.get_mut(COUNTRY);
                let searching = self.picker.as_ref().is_some_and(Picker::is_searching);
                if let Some(field) = field.filter(|_| searching) {
                    field.edit(key);
                }
            }
            Key::Up if open => self.mark(-1),
            Key::Down if open => self.mark(1),
            Key::PageUp if open => self.mark(-PAGE),
            Key::PageDown if open => self.mark(PAGE),
            Key::Enter | Key::Next if open => {
                if !self.split_searched() {
                    self.take_marked();
                }
            }
            Key::Escape if open => self.give_up(),
            Key::Up
            | Key::Down
            | Key::PageUp
            | Key::PageDown
            | Key::Enter
            | Key::Next
            | Key::Escape
            | Key::Previous
            | Key::Interrupt
            | Key::Redraw
            | Key::Suspend
            | Key::Switch
            | Key::Desk(_)
            | Key::Reveal
            | Key::View(_)
            | Key::Aside(_) => return false,
        }
        true
    }

    fn mark(&mut self, by: isize) {
        if let Some(picker) = &mut self.picker {
            picker.step(by);
        }
    }

    /// Lets the list follow what is typed. What was picked gives way whole: it is no text to be edited.
    fn search(&mut self, key: &Key) {
        let (Some(picker), Some(field)) = (&mut self.picker, self.fields.get_mut(COUNTRY)) else {
            return;
        };
        if !picker.is_searching() {
            field.clear();
        }
        field.edit(key);
        picker.search(field.text());
        self.scrolled.set(0);
        self.edited = true;
    }

    /// Takes a whole number apart that was typed to look for a country.
    fn split_searched(&mut self) -> bool {
        let searching = self.picker.as_ref().is_some_and(Picker::is_searching);
        let field = self.fields.get(COUNTRY).filter(|_| searching);
        let typed = field.map(|field| field.text().chars().filter_map(typed_digit).collect());
        typed.is_some_and(|typed: String| self.split_whole(&typed))
    }

    /// Takes the marked country and goes on. A calling code without a country is taken as it was typed; a name
    /// of none is not.
    fn take_marked(&mut self) {
        let (Some(picker), Some(field)) = (&mut self.picker, self.fields.get_mut(COUNTRY)) else {
            return;
        };
        let digits: String = field.text().chars().filter_map(typed_digit).collect();
        let digits = digits.trim_start_matches('+');
        match picker.marked() {
            Some(region) => {
                picker.pick(Some(region));
                field.set(&region.calling_code().to_string());
            }
            None if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                picker.pick(None);
                field.set(digits);
            }
            None => return,
        }
        self.edited = true;
        self.focus = Focus::Field(NATIONAL);
        self.scrolled.set(0);
    }

    /// Shuts the list and shows again what was picked.
    fn give_up(&mut self) {
        let (Some(picker), Some(field)) = (&mut self.picker, self.fields.get_mut(COUNTRY)) else {
            return;
        };
        if picker.is_searching() {
            let code = picker.picked().map(Region::calling_code);
            field.set(&code.map_or_else(String::new, |code| code.to_string()));
        }
        picker.shut();
    }

    /// Takes a pasted international number apart, wherever it was pasted.
    fn split_pasted(&mut self, pasted: &str) -> bool {
        let typed = typed_number(pasted);
        if self.focus == Focus::Field(COUNTRY) {
            return self.split_whole(&typed);
        }
        let number = split_international(self.region(), &typed);
        number.is_some_and(|number| self.adopt(&number))
    }

    /// Takes a whole number apart that stands where a calling code should, with or without `+`.
    fn split_whole(&mut self, typed: &str) -> bool {
        let digits = typed.trim_start_matches('+').trim_start_matches("00");
        let number = split_international(None, &format!("+{digits}"));
        number.is_some_and(|number| self.adopt(&number))
    }

    /// Takes an international number apart that was typed into the field that is left.
    fn split_typed(&mut self) {
        let typed = self
            .fields
            .get(NATIONAL)
            .map(|field| field.text().to_owned());
        let number = typed.and_then(|typed| split_international(None, &typed));
        let _adopted = number.is_some_and(|number| self.adopt(&number));
    }

    fn adopt(&mut self, number: &PhoneNumber) -> bool {
        let code = number.calling_code().to_string();
        for (at, text) in [(COUNTRY, code.as_str()), (NATIONAL, number.national())] {
            if let Some(field) = self.fields.get_mut(at) {
                field.set(text);
            }
        }
        if let Some(picker) = &mut self.picker {
            picker.pick(Region::of(number));
        }
        self.edited = true;
        self.focus = Focus::Field(NATIONAL);
        self.scrolled.set(0);
        true
    }
}
