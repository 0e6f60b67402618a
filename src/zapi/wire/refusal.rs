//! The wordings by which the service is known to refuse a call or to tell how an instance is linked.
//!
//! Source: the vendor's documentation, and answers of the live service that people quote. Case does not count.

use super::fields::Fields;
use crate::flow::effect::Call;
use crate::flow::event::RefusalCause;
use serde_json::Value;
use std::net::{IpAddr, SocketAddr};

/// The message of the service's `NOT_FOUND`.
const NO_SUCH_METHOD: &str = "Unable to find matching target resource method";

/// Whether the service says, word for word, that it does not know the path or the verb. Anything that differs may come
/// from a gateway, behind which the call may have taken effect.
///
/// Source: answers of the live service that people quote.
pub(super) fn is_not_found(fields: &Fields, status: u16) -> bool {
    let text = |name| fields.given(name).and_then(Value::as_str);
    matches!(status, 200 | 404)
        && text("error") == Some("NOT_FOUND")
        && text("message").is_some_and(|message| message.contains(NO_SUCH_METHOD))
}

/// What the words of `/status` and `/device` say of the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkWords {
    /// "You are already connected"
    Connected,
    /// "You are not connected."
    None,
    /// "You need to restore the session."
    Lost,
    /// Another instance or login took the number.
    TakenOver,
}

/// What one of `texts` says of the link. They end with or without a full stop.
pub(super) fn link_in(texts: &[&str]) -> Option<LinkWords> {
    texts.iter().find_map(|text| {
        let text = text.to_lowercase();
        let begins = |words| text.starts_with(words);
        if begins("you are already connected") {
            Some(LinkWords::Connected)
        } else if begins("you are not connected") {
            Some(LinkWords::None)
        } else if begins("you need to restore the session") {
            Some(LinkWords::Lost)
        } else if tells_conflict(&text) {
            Some(LinkWords::TakenOver)
        } else {
            None
        }
    })
}

/// The refusal of `call` that the service words like one of `texts`.
pub(super) fn of_words(texts: &[&str], call: &Call) -> Option<RefusalCause> {
    let cause = worded(texts, call)?;
    let is_list = matches!(call, Call::Instances { .. });
    let about_token = matches!(
        cause,
        RefusalCause::ClientTokenMissing | RefusalCause::ClientTokenWrong
    );
    // The list is read with one token only.
    Some(if is_list && about_token {
        RefusalCause::PartnerTokenWrong
    } else {
        cause
    })
}

fn worded(texts: &[&str], call: &Call) -> Option<RefusalCause> {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    let any = |test: &dyn Fn(&str) -> bool| texts.iter().any(|text| test(text));
    let has = |words: &str| any(&|text| text.contains(words));
    let about_token = |words: &str| any(&|text| names_client_token(text) && text.contains(words));
    if any(&|text| text.starts_with("null not allowed"))
        || ["null", "not configured", "missing", "required"]
            .into_iter()
            .any(about_token)
    {
        Some(RefusalCause::ClientTokenMissing)
    } else if about_token("not allowed") || about_token("invalid") {
        Some(RefusalCause::ClientTokenWrong)
    } else if any(&refuses_address) {
        Some(RefusalCause::AddressNotAllowed)
    } else if has("instance not found") {
        Some(RefusalCause::NoSuchInstance)
    } else if has("mobile instance") && is_mobile(call) {
        Some(RefusalCause::NotMobile)
    } else if texts.iter().any(|text| tells_conflict(text)) {
        Some(RefusalCause::SessionConflict)
    } else if has("must subscribe to this instance") || has("to continue sending a message") {
        Some(RefusalCause::SubscriptionEnded)
    } else if has("unable to find matching target resource") || any(&|text| text == "not_found") {
        Some(RefusalCause::PathUnknown)
    } else if any(&|text| text.starts_with("too many requests")) {
        Some(RefusalCause::TooManyRequests(None))
    } else {
        None
    }
}

/// Whether a text says that another instance or another login took the number. Nobody documents the words, so
/// both the cause and who took it must be named.
fn tells_conflict(text: &str) -> bool {
    let someone = ["another", "other", "outra", "outro", "different"];
    let place = [
        "instance",
        "login",
        "device",
        "session",
        "instância",
        "dispositivo",
        "sessão",
        "location",
    ];
    let event = [
        "conflict",
        "replaced",
        "taken",
        "took",
        "logged in",
        "connected",
        "in use",
        "opened",
        "conectad",
        "aberta",
    ];
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    text.contains("session conflict") || (has(&someone) && has(&place) && has(&event))
}

/// Whether HTTP itself refused the call.
pub(super) fn is_by_http(cause: RefusalCause) -> bool {
    matches!(
        cause,
        RefusalCause::Unauthorized | RefusalCause::FormRefused
    )
}

/// The refusal that an HTTP status stands for.
pub(super) fn of_status(status: u16, call: &Call) -> RefusalCause {
    let is_list = matches!(call, Call::Instances { .. });
    match status {
        401 | 403 if is_list => RefusalCause::PartnerTokenWrong,
        404 if is_list => RefusalCause::PathUnknown,
        401 | 403 => RefusalCause::Unauthorized,
        402 => RefusalCause::SubscriptionEnded,
        404 => RefusalCause::NoSuchInstance,
        405 | 415 => RefusalCause::FormRefused,
        429 => RefusalCause::TooManyRequests(None),
        _ => RefusalCause::Other,
    }
}

fn names_client_token(text: &str) -> bool {
    text.contains("client-token") || text.contains("client token")
}

/// `203.0.113.7 not allowed`
fn refuses_address(text: &str) -> bool {
    text.split_once("not allowed").is_some_and(|(before, _)| {
        before
            .split(|c: char| {
                c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '"' | '\'' | ',')
            })
            .any(|word| {
                word == "ip" || word.parse::<IpAddr>().is_ok() || word.parse::<SocketAddr>().is_ok()
            })
    })
}

/// Whether only a mobile instance knows the call.
fn is_mobile(call: &Call) -> bool {
    match call {
        Call::Status | Call::Device | Call::Instance | Call::Instances { .. } => false,
        Call::Availability(_)
        | Call::RequestCode(..)
        | Call::ConfirmCode(_)
        | Call::ConfirmPin(_)
        | Call::AnswerCaptcha(_)
        | Call::RecoverPin(_)
        | Call::FinishTransfer
        | Call::PostTransfer
        | Call::Security(_)
        | Call::Appeal { .. } => true,
    }
}
