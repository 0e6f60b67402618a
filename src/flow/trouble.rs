//! When things cannot be written down: it is said before every question, and nothing that counts is sent until
//! the person decides. What goes on beneath goes on: replies are heard, and polls are made.

use crate::domain::method::Lock;
use crate::domain::time::Timestamp;
use crate::flow::effect::Effect;
use crate::flow::event::{Answer, Event, Trouble};
use crate::flow::prompt::{Ask, Choice, Prompt};
use crate::flow::steps::{acting, harmless};
use crate::flow::{Flow, State};
use std::ops::ControlFlow;

impl Flow {
    /// Takes in what concerns the trouble; everything else goes on to the state.
    pub(crate) fn heed_trouble(
        &mut self,
        event: Event,
        now: Timestamp,
    ) -> ControlFlow<Vec<Effect>, Event> {
        match event {
            Event::Unrecorded(trouble) => {
                let effects = self.take_back(now);
                self.trouble = Some(trouble);
                self.prompt.0 += 1;
                ControlFlow::Break(effects)
            }
            Event::Answered { prompt, answer } => match self.trouble.take() {
                Some(trouble) => ControlFlow::Break(self.decide(trouble, &answer)),
                None => ControlFlow::Continue(Event::Answered { prompt, answer }),
            },
            Event::Replied { .. }
            | Event::Claimed(_)
            | Event::Dispossessed(_)
            | Event::CallUnderWay(_)
            | Event::Late(_)
            | Event::Woken => ControlFlow::Continue(event),
        }
    }

    /// Gives up a check that would lead to a call that acts: that word was given before the trouble.
    fn take_back(&mut self, now: Timestamp) -> Vec<Effect> {
        self.trouble = None;
        if !matches!(self.state, State::Looking(_) | State::Requesting(_)) {
            return Vec::new();
        }
        let back = Event::Answered {
            prompt: self.prompt,
            answer: Answer::Choose(Choice::Back),
        };
        self.handle(back, now)
    }

    fn decide(&mut self, trouble: Trouble, answer: &Answer) -> Vec<Effect> {
        let offered = offers(&trouble).iter();
        let chosen = offered
            .copied()
            .find(|choice| *answer == Answer::Choose(*choice));
        let Some(chosen) = chosen else {
            self.trouble = Some(trouble);
            return Vec::new();
        };
        if chosen == Choice::Leave {
            self.trouble = Some(trouble);
            return vec![Effect::Close];
        }
        self.prompt.0 += 1;
        let first = if chosen == Choice::GoUnrecorded {
            Some(Effect::GoUnrecorded)
        } else {
            (chosen == Choice::TryAgain).then_some(Effect::TryRecords)
        };
        first.into_iter().chain(self.owed()).collect()
    }

    /// What could not be written down and is tried again.
    fn owed(&self) -> Option<Effect> {
        if let State::Claiming(claiming) = &self.state {
            return Some(Effect::Claim(claiming.claim()));
        }
        let kept = self.kept.as_ref();
        let kept = kept.filter(|kept| self.memory.has_claimed(&kept.dossier));
        kept.map(|kept| Effect::Keep(Box::new(kept.clone())))
    }

    /// What is asked about `trouble`.
    pub(crate) fn trouble_prompt(&self, trouble: &Trouble, now: Timestamp) -> Prompt {
        let offer = |choice: &Choice| {
            if *choice == Choice::GoUnrecorded {
                acting(*choice, Lock::Open)
            } else {
                harmless(*choice)
            }
        };
        let ask = Ask::Unrecorded {
            trouble: trouble.clone(),
        };
        Prompt {
            id: self.prompt,
            ask,
            offers: offers(trouble).iter().map(offer).collect(),
            problem: None,
            // A call that acts is shown, whatever stands before its question.
            activity: self.question(now).activity,
            skew: None,
            network_journal: None,
            under_way: None,
            late: None,
        }
    }
}

fn offers(trouble: &Trouble) -> &'static [Choice] {
    if trouble.is_over() {
        &[Choice::GoOn, Choice::Leave]
    } else {
        &[Choice::TryAgain, Choice::GoUnrecorded, Choice::Leave]
    }
}
