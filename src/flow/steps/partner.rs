//! The partner token, with which the account's instances are listed to pick from.

use crate::domain::credentials::{
    PartnerToken, PartnerTokenError, PastedText, read_pasted, split_address,
};
use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::event::{Answer, PartnerFields};
use crate::flow::memory::Memory;
use crate::flow::prompt::{Ask, Choice, Problem};
use crate::flow::steps::credentials::{AskCredentials, held};
use crate::flow::steps::instances::Listing;
use crate::flow::steps::{Cx, Step, View};

/// The form is open.
#[derive(Clone, Debug)]
pub(crate) struct AskPartner {
    pub(crate) problem: Option<Problem>,
}

impl Step for AskPartner {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        match answer {
            Answer::Partner(fields) => self.submit(fields, cx),
            Answer::Choose(Choice::Back) => AskCredentials { problem: None }.into(),
            Answer::Choose(_)
            | Answer::Credentials(_)
            | Answer::Secure(_)
            | Answer::Number { .. }
            | Answer::Code(_)
            | Answer::Pin(_)
            | Answer::Captcha(_)
            | Answer::Appeal(_) => self.into(),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, _now: Timestamp) -> View {
        View::new(ask(memory), &[Choice::Back]).with_problem(self.problem.clone())
    }
}

impl AskPartner {
    /// A token that was left as it stands is not part of the answer: the one that is held counts.
    fn submit(mut self, typed: PartnerFields, cx: &mut Cx<'_>) -> State {
        if let Some(found) = address_in(&typed) {
            (
                cx.memory.fields.instance_id,
                cx.memory.fields.instance_token,
            ) = found;
            return AskCredentials { problem: None }.into();
        }
        if let Some(token) = typed.partner_token {
            cx.memory.partner = Some(token);
        }
        if let Some(token) = typed.client_token {
            cx.memory.fields.client_token = Some(token);
        }
        match Self::token(cx) {
            Ok(token) => Listing::begin(token, 1, None, cx).into(),
            Err(problem) => {
                cx.renew_prompt();
                self.problem = Some(problem);
                self.into()
            }
        }
    }

    fn token(cx: &Cx<'_>) -> Result<PartnerToken, Problem> {
        let given = cx.memory.partner.as_ref();
        let token = PartnerToken::parse(given).map_err(Problem::Partner)?;
        let fields = &cx.memory.fields;
        let others = [&fields.client_token, &fields.instance_token];
        if others.into_iter().flatten().any(|other| token.is(other)) {
            return Err(Problem::Partner(PartnerTokenError::OtherToken));
        }
        match cx.memory.limit_at(cx.now) {
            Some(limited) => Err(Problem::Locked(Lock::Until(limited))),
            None => Ok(token),
        }
    }
}

/// Id and token of an instance whose address was pasted here.
fn address_in(typed: &PartnerFields) -> Option<(String, Option<Secret>)> {
    let tokens = [&typed.partner_token, &typed.client_token];
    let found = tokens
        .into_iter()
        .flatten()
        .find_map(|token| match read_pasted(token.expose()) {
            PastedText::One(one) => split_address(one.expose()),
            PastedText::Several(_) => None,
        });
    found.map(|(id, token)| (id, Some(token)))
}

/// The question for the partner token.
pub(crate) fn ask(memory: &Memory) -> Ask {
    Ask::Partner {
        partner_token: held(memory.partner.as_ref()),
        client_token: held(memory.fields.client_token.as_ref()),
    }
}
