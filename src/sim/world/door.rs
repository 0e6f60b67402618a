//! Who is let in, and to which instance.

use crate::sim::scenario::{Condition, Refusal, WithoutToken};
use crate::sim::world::{Answer, Request, Scope, World};

impl World {
    /// The answer to a request that comes no further than the door.
    pub(super) fn refuse_at_the_door(&self, request: &Request<'_>) -> Option<Answer> {
        let s = &self.scenario;
        if s.door.refuses == Some(Refusal::Ip) {
            let text = "203.0.113.7 not allowed";
            return Some(Answer::refusal(403, "refused: address", text));
        }
        match request.scope {
            Scope::Account => self.refuse_partner(request),
            Scope::Instance => self
                .refuse_instance(request)
                .or_else(|| self.refuse_client(request))
                .or_else(|| refuse_content(request))
                .or_else(|| self.refuse_condition(request)),
            Scope::Nowhere => Some(no_instance()),
        }
    }

    fn refuse_partner(&self, request: &Request<'_>) -> Option<Answer> {
        let token = request
            .authorization
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        let is_right = token == Some(self.scenario.partner_token());
        (!is_right).then(|| Answer::refusal(401, "refused: partner token", "Unauthorized"))
    }

    fn refuse_instance(&self, request: &Request<'_>) -> Option<Answer> {
        let s = &self.scenario;
        let is_own = request.instance_id.eq_ignore_ascii_case(s.instance_id())
            && request.instance_token == s.instance_token();
        let is_known = is_own || self.neighbour(request).is_some();
        (!is_known || s.door.refuses == Some(Refusal::Instance)).then(no_instance)
    }

    fn refuse_client(&self, request: &Request<'_>) -> Option<Answer> {
        let s = &self.scenario;
        let not_configured = || {
            let text = "your client-token is not configured";
            Answer::refusal(400, "refused: no client token", text)
        };
        let Some(token) = request.client_token else {
            return Some(match s.door.without_token {
                WithoutToken::NotConfigured => not_configured(),
                WithoutToken::NullNotAllowed => {
                    Answer::refusal(400, "refused: no client token", "null not allowed")
                }
            });
        };
        match s.door.refuses {
            Some(Refusal::TokenNotConfigured) => Some(not_configured()),
            Some(Refusal::Payment) => Some(Answer::refusal(402, "unpaid", "Payment Required")),
            Some(Refusal::ClientToken) => Some(wrong_token(token)),
            Some(Refusal::Ip | Refusal::Instance) | None => {
                (token != s.client_token()).then(|| wrong_token(token))
            }
        }
    }

    fn refuse_condition(&self, request: &Request<'_>) -> Option<Answer> {
        if self.neighbour(request).is_some() {
            return None;
        }
        if self.condition == Condition::SubscriptionEnded {
            let text = "To continue sending a message, you must subscribe to this instance again";
            let status = self.scenario.instance.ended_status;
            return Some(Answer::refusal(status, "subscription ended", text));
        }
        let is_web = self.condition == Condition::Web;
        (is_web && request.route.starts_with("/mobile/")).then(not_mobile)
    }
}

/// The answer to what only a mobile instance knows.
pub(super) fn not_mobile() -> Answer {
    let text = "This feature is only available for a mobile instance";
    Answer::refusal(400, "web instance", text)
}

fn no_instance() -> Answer {
    Answer::refusal(400, "refused: instance", "Instance not found")
}

fn wrong_token(token: &str) -> Answer {
    let text = format!("Client-Token {token} not allowed");
    Answer::refusal(403, "refused: client token", &text)
}

fn refuse_content(request: &Request<'_>) -> Option<Answer> {
    let is_undeclared = request.verb == "POST" && !request.is_json && !request.body.is_empty();
    let refusal = || Answer::refusal(415, "refused: content type", "Unsupported Media Type");
    is_undeclared.then(refusal)
}
