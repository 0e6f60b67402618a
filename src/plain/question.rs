//! A question in line mode, and how far its answer has come.

use crate::domain::credentials::{CredentialField, PastedText, PastedValues, read_pasted};
use crate::domain::picture::Picture;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{
    Ask, Choice, Consequence, FieldName, FormField, Holds, Nature, Offer, Prompt,
};
use crate::runtime::front_end::SessionId;
use crate::wording::{ChoiceText, Fact};

/// A question that was asked.
pub(super) struct Question {
    pub(super) session: SessionId,
    pub(super) prompt: Prompt,
    /// What is typed, field by field.
    pub(super) form: Vec<FormField>,
    /// What was typed so far.
    pub(super) typed: Vec<Option<Secret>>,
    /// What was typed on another surface, field by field; it counts when nothing else is typed.
    pub(super) before: Vec<Option<Secret>>,
    /// What was pasted at another field than its own, by the place of its field.
    placed: [Option<Secret>; 3],
    /// Pasted values that fit no field, until a person says which each of them is.
    pub(super) unplaced: Vec<Secret>,
    /// The lines of a text of several.
    pub(super) lines: Vec<String>,
    /// A text of several lines that only waits for the word.
    pub(super) ready: Option<String>,
    /// Ready-made texts, which can be chosen behind the offers.
    pub(super) templates: Vec<String>,
    /// What was said to be known.
    pub(super) facts: Vec<Fact>,
}

/// What is wanted next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The number of a choice.
    Choice,
    /// The text of a field.
    Field(FormField),
    /// The word that hands a text in.
    Word,
    /// Which field a pasted value of so many characters is for, of so many that wait.
    Place {
        /// How many wait.
        left: usize,
        /// The characters of this one.
        chars: usize,
    },
    /// Nothing: a call is under way.
    Nothing,
}

/// What somebody chose.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// An offer.
    Offer(usize),
    /// A ready-made text.
    Template(usize),
}

impl Question {
    pub(super) fn new(session: SessionId, prompt: &Prompt, templates: Vec<String>) -> Self {
        Self {
            session,
            form: prompt.ask.form(),
            prompt: prompt.clone(),
            typed: Vec::new(),
            before: Vec::new(),
            placed: [None, None, None],
            unplaced: Vec::new(),
            lines: Vec::new(),
            ready: None,
            templates,
            facts: Vec::new(),
        }
    }

    /// What is wanted next.
    pub(super) fn wanted(&self) -> Wanted {
        if self.prompt.activity.is_some() {
            return Wanted::Nothing;
        }
        if self.ready.is_some() {
            return Wanted::Word;
        }
        if let Some(next) = self.unplaced.first() {
            let (left, chars) = (self.unplaced.len(), next.char_count());
            return Wanted::Place { left, chars };
        }
        match self.form.get(self.typed.len()) {
            Some(field) => Wanted::Field(field.clone()),
            None => Wanted::Choice,
        }
    }

    /// What was typed on another surface into the field that is wanted.
    pub(super) fn typed_before(&self) -> Option<&Secret> {
        self.before.get(self.typed.len())?.as_ref()
    }

    /// The text of several lines that was typed before, here or elsewhere.
    pub(super) fn text_at_hand(&self, field: &FormField) -> Option<String> {
        let held = match &field.holds {
            Holds::Text(text) => Some(text.clone()),
            Holds::Nothing | Holds::Secret(_) => None,
        };
        let before = self.typed_before().map(|text| text.expose().to_owned());
        before.or(held)
    }

    /// Whether what is wanted next must not be seen. The first of the credentials is not either: a paste may bring all of
    /// them at once.
    pub(super) fn wants_hidden(&self) -> bool {
        let hidden =
            |name: FieldName| name.nature() == Nature::Hidden || name == FieldName::InstanceId;
        match self.wanted() {
            Wanted::Field(field) => hidden(field.name),
            // More of the paste may come.
            Wanted::Place { .. } => true,
            Wanted::Choice | Wanted::Word | Wanted::Nothing => false,
        }
    }

    /// Whether the field behind the one that is wanted is hidden too, so that nothing is shown in between.
    pub(super) fn hides_more(&self) -> bool {
        let asks = usize::from(matches!(self.wanted(), Wanted::Field(_)));
        self.wants_hidden() && self.typed.len() + asks < self.form.len()
    }

    /// Whether several lines that come at once are one answer.
    pub(super) fn takes_whole(&self, lines: &str) -> bool {
        let Wanted::Field(field) = self.wanted() else {
            return false;
        };
        match field.name {
            FieldName::Code | FieldName::Pin => true,
            FieldName::InstanceId | FieldName::InstanceToken | FieldName::ClientToken => {
                let values = read_pasted(lines).into_values();
                self.is_of_credentials() && values.is_some_and(|values| values.has_place())
            }
            FieldName::PartnerToken
            | FieldName::CallingCode
            | FieldName::National
            | FieldName::Captcha
            | FieldName::Appeal
            | FieldName::Email
            | FieldName::EmailCode
            | FieldName::NewPin
            | FieldName::NewPinAgain => false,
        }
    }

    /// Whether the credentials are asked for.
    pub(super) fn is_of_credentials(&self) -> bool {
        matches!(self.prompt.ask, Ask::Credentials { .. })
    }

    /// Puts values into their fields: those that were passed already, and those that are still to be asked for.
    fn place(&mut self, values: &PastedValues) {
        self.unplaced.extend_from_slice(values.unplaced());
        for (at, field) in CredentialField::ALL.into_iter().enumerate() {
            if let Some(value) = values.value(field) {
                self.put(at, value.clone());
            }
        }
    }

    fn put(&mut self, at: usize, value: Secret) {
        let known = self.typed.get_mut(at);
        let place = known.or_else(|| self.placed.get_mut(at));
        if let Some(place) = place {
            *place = Some(value);
        }
    }

    /// Puts the next value that has no field into the one that is named, or drops it; the answer, when that was the last thing
    /// wanted. The end of a paste may come only now: what has a field goes there. `Err` when neither is said.
    pub(super) fn settle(&mut self, written: &str) -> Result<Option<Answer>, ()> {
        let mut signs = written.trim().chars();
        let named = signs.next().and_then(CredentialField::at_digit);
        let (Some(field), None) = (named, signs.next()) else {
            return self.place_more(written).then_some(None).ok_or(());
        };
        if !self.unplaced.is_empty() {
            let value = self.unplaced.remove(0);
            if let Some(field) = field {
                self.put(field as usize, value);
            }
        }
        Ok(self.advance())
    }

    /// Begins the answer anew.
    pub(super) fn begin_again(&mut self) {
        self.placed = [None, None, None];
        self.unplaced.clear();
        self.typed.clear();
        self.lines.clear();
        self.ready = None;
    }

    /// The offer that is taken when nothing is written: the first that does nothing that counts, when it is open.
    pub(super) fn default(&self, now: Timestamp) -> Option<usize> {
        if !self.form.is_empty() {
            return None;
        }
        let harmless = |offer: &Offer| offer.acts == Consequence::Harmless;
        let at = self.prompt.offers.iter().position(harmless)?;
        let offer = self.prompt.offers.get(at)?;
        offer.lock.is_open(now).then_some(at)
    }

    /// The choice of this number or name.
    pub(super) fn choice(&self, written: &str) -> Option<Chosen> {
        let offers = self.prompt.offers.len();
        if let Ok(number) = written.parse::<usize>() {
            let at = number.checked_sub(1)?;
            if at < offers {
                return Some(Chosen::Offer(at));
            }
            return (at - offers < self.templates.len()).then_some(Chosen::Template(at - offers));
        }
        let named = |offer: &Offer| offer.choice.name() == written;
        self.prompt.offers.iter().position(named).map(Chosen::Offer)
    }

    /// Takes the text of the field that is wanted; the answer, when it was the last one.
    pub(super) fn take(&mut self, text: Option<Secret>) -> Option<Answer> {
        let text = text.or_else(|| self.typed_before().cloned());
        let values = text.as_ref().filter(|_| self.is_of_credentials());
        match values.and_then(|text| read_pasted(text.expose()).into_values()) {
            Some(values) => self.place(&values),
            None => self.typed.push(text),
        }
        self.advance()
    }

    /// Places the last line of a paste, which came behind the others; whether it has a field.
    fn place_more(&mut self, line: &str) -> bool {
        let pasted = read_pasted(line);
        if let PastedText::One(one) = &pasted {
            let field = CredentialField::ALL
                .into_iter()
                .find(|field| field.looks_usual(one.expose()));
            if let Some(field) = field {
                self.put(field as usize, one.clone());
                return true;
            }
        }
        let values = pasted.into_values().filter(PastedValues::has_place);
        values.map(|values| self.place(&values)).is_some()
    }

    /// Goes on to what is wanted next; the answer, when nothing is.
    fn advance(&mut self) -> Option<Answer> {
        if !self.unplaced.is_empty() {
            return None;
        }
        // What came with another field is not asked for.
        while let Some(placed) = self.placed.get_mut(self.typed.len()).and_then(Option::take) {
            self.typed.push(Some(placed));
        }
        if self.typed.len() < self.form.len() {
            return None;
        }
        let typed = std::mem::take(&mut self.typed);
        self.prompt.ask.typed(typed)
    }

    /// The way back, where there is one; where leaving is asked about, it means staying.
    pub(super) fn back(&self) -> Option<Choice> {
        let offered = |choice: &Choice| self.prompt.offers.iter().any(|o| o.choice == *choice);
        [Choice::Stay, Choice::Back].into_iter().find(offered)
    }

    /// Whether an offer can be taken at `now`. A shut method is taken too, so that the flow says when it opens.
    pub(super) fn can_take(offer: &Offer, now: Timestamp) -> bool {
        offer.lock.is_open(now) || matches!(offer.choice, Choice::Pick(_))
    }

    /// The picture that is asked about.
    pub(super) fn picture(&self) -> Option<&Picture> {
        let Ask::Captcha { picture, .. } = &self.prompt.ask else {
            return None;
        };
        picture.as_ref().ok()
    }
}

/// A choice in words: what it means, and its state.
pub(super) fn in_words(choice: &ChoiceText) -> String {
    match &choice.state {
        Some(state) => format!("{} ({state})", choice.label),
        None => choice.label.clone(),
    }
}
