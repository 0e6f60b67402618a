//! Makes what the service says fit to be shown: without our secrets, and readable when it is a page.
//!
//! Tokens are taken out of every text, in whichever case their letters are. From the code request on, which is known by
//! the call or by what is at hand, each run of six to eight digits is taken out too, in groups and in other scripts, unless
//! it is part of the number at hand. Texts from before it, such as a look's, keep their waits.

use crate::domain::credentials::Credentials;
use crate::domain::digit_runs::{KnownDigits, without_codes};
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::domain::server_text::{ServerText, without_secrets};
use crate::flow::at_hand::AtHand;
use crate::flow::effect::{Call, SecurityCall};
use url::form_urlencoded::byte_serialize;

/// The most of a page that is looked at; what comes later would be cut anyway.
const MAX_PAGE_CHARS: usize = 64 * 1024;

/// Elements whose content is not for readers, with what ends them.
const HIDDEN: [(&str, &str); 3] = [("!--", "-->"), ("script", "</script"), ("style", "</style")];

const ENTITIES: [(&str, &str); 6] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&amp;", "&"),
];

/// Knows the secrets of one call, in the spellings in which a server may echo them, and whether its answer may echo a code.
pub(super) struct Censor {
    secrets: Vec<Secret>,
    /// The digits that the call hands in.
    handed_in: Option<Secret>,
    /// Spellings of the number at hand, digits only.
    number: Vec<String>,
    /// Whether the answer comes after a code was requested, so that runs of digits may be one.
    after_request: bool,
}

impl Censor {
    /// What is taken out of the answer to `call`, which was made at `hand`.
    pub(super) fn new(credentials: Option<&Credentials>, call: &Call, hand: &AtHand) -> Self {
        let tokens = credentials.map(|known| [known.instance_token(), known.client_token()]);
        let (handed_in, typed) = match call {
            Call::ConfirmCode(code) => (Some(code.digits()), None),
            Call::ConfirmPin(pin) | Call::Security(SecurityCall::SetPin(pin)) => {
                (Some(pin.digits()), None)
            }
            Call::Appeal { token, .. } => (None, Some(token)),
            Call::Security(SecurityCall::VerifyEmail(code)) => (Some(code.secret()), None),
            Call::Instances { partner, .. } => (None, Some(partner.secret())),
            Call::Status
            | Call::Device
            | Call::Instance
            | Call::Security(
                SecurityCall::ReadEmail | SecurityCall::ReadPin | SecurityCall::SetEmail(_),
            )
            | Call::Availability(_)
            | Call::RequestCode(..)
            | Call::AnswerCaptcha(_)
            | Call::RecoverPin(_)
            | Call::FinishTransfer
            | Call::PostTransfer => (None, None),
        };
        let mut secrets: Vec<Secret> = Vec::new();
        for secret in tokens.into_iter().flatten().chain(handed_in).chain(typed) {
            for spelling in spellings(secret.expose()) {
                if !secrets.contains(&spelling) {
                    secrets.push(spelling);
                }
            }
        }
        // A secret that is part of another one must not break the longer one up.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.char_count()));
        Self {
            secrets,
            handed_in: handed_in.cloned(),
            number: spellings_of(number_of(call).or(hand.number.as_ref())),
            after_request: hand.code_requested || follows_request(call),
        }
    }

    /// Takes this secret out as well.
    pub(super) fn and(&self, secret: &Secret) -> Self {
        let mut secrets = self.secrets.clone();
        secrets.insert(0, secret.clone());
        Self {
            secrets,
            handed_in: self.handed_in.clone(),
            number: self.number.clone(),
            after_request: self.after_request,
        }
    }

    /// The safe text of `raw`; `None` when nothing readable is left.
    pub(super) fn text(&self, raw: &str) -> Option<ServerText> {
        self.filtered(raw, self.after_request)
    }

    /// The safe text of an e-mail address, whose digits are no code.
    pub(super) fn address(&self, raw: &str) -> Option<ServerText> {
        self.filtered(raw, false)
    }

    fn filtered(&self, raw: &str, all_code_like: bool) -> Option<ServerText> {
        let known = KnownDigits {
            handed_in: self.handed_in.as_ref().map(Secret::expose),
            number: &self.number,
            all_code_like,
        };
        let secrets: Vec<&Secret> = self.secrets.iter().collect();
        ServerText::redacted(raw, |printable| {
            without_codes(&without_secrets(printable, &secrets), known)
        })
    }
}

/// Whether a code was requested before the answer to `call` came, whatever else is known.
fn follows_request(call: &Call) -> bool {
    match call {
        Call::RequestCode(..)
        | Call::AnswerCaptcha(_)
        | Call::ConfirmCode(_)
        | Call::ConfirmPin(_)
        | Call::RecoverPin(_)
        | Call::FinishTransfer
        | Call::PostTransfer
        | Call::Security(_) => true,
        Call::Status
        | Call::Device
        | Call::Instance
        | Call::Instances { .. }
        | Call::Availability(_)
        | Call::Appeal { .. } => false,
    }
}

/// The number that `call` names itself.
fn number_of(call: &Call) -> Option<&PhoneNumber> {
    match call {
        Call::Availability(number) | Call::RequestCode(number, _) => Some(number),
        Call::Status
        | Call::Device
        | Call::Instance
        | Call::Instances { .. }
        | Call::AnswerCaptcha(_)
        | Call::ConfirmCode(_)
        | Call::ConfirmPin(_)
        | Call::RecoverPin(_)
        | Call::FinishTransfer
        | Call::PostTransfer
        | Call::Appeal { .. }
        | Call::Security(_) => None,
    }
}

/// The digits of a number as it was asked with, and as WhatsApp may write its line.
fn spellings_of(number: Option<&PhoneNumber>) -> Vec<String> {
    let spellings = number.map(|number| {
        [
            number.e164().trim_start_matches('+').to_owned(),
            number.line(),
        ]
    });
    spellings.into_iter().flatten().collect()
}

fn spellings(secret: &str) -> [Secret; 2] {
    [
        Secret::new(secret),
        Secret::new(byte_serialize(secret.as_bytes()).collect::<String>()),
    ]
}

/// What a reader sees of a page or a plain text. Nothing of what looks like JSON, which may hold anything.
pub(super) fn readable(body: &str) -> String {
    let body = body.trim();
    if body.starts_with(['{', '[', '"']) {
        return String::new();
    }
    if !body.starts_with('<') {
        return body.to_owned();
    }
    let page: String = body.chars().take(MAX_PAGE_CHARS).collect();
    ENTITIES
        .into_iter()
        .fold(without_tags(&page), |text, (entity, plain)| {
            text.replace(entity, plain)
        })
}

fn without_tags(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = behind(tag);
    }
    text.push_str(rest);
    text
}

/// What follows a tag, and its element when that is hidden; nothing when it never ends.
fn behind(tag: &str) -> &str {
    for (opening, closing) in HIDDEN {
        if begins(tag, opening) {
            let end = tag
                .char_indices()
                .find_map(|(at, _)| tag.get(at..).filter(|rest| begins(rest, closing)));
            return end
                .and_then(|rest| rest.split_once('>'))
                .map_or("", |(_, rest)| rest);
        }
    }
    tag.split_once('>').map_or("", |(_, rest)| rest)
}

fn begins(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> String {
        readable(body)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_page_is_reduced_to_what_a_reader_sees() {
        let page = "<!DOCTYPE html><html><head><title>502</title><STYLE>h1{color:red}</Style>\
            <script>if (a < b) { alert('<p>') }</script></head>\
            <body><!-- <p>not</p> --><center><h1>502 Bad&nbsp;Gateway</h1></center><hr>nginx &lt;3</body></html>";
        assert_eq!(shown(page), "502 502 Bad Gateway nginx <3");
    }

    #[test]
    fn a_page_that_never_ends_is_cut_and_not_worked_through() {
        assert_eq!(shown("<p>one</p><script>two"), "one");
        assert_eq!(shown("<p>one</p><b"), "one");
        assert_eq!(shown(&"<script".repeat(100_000)), "");
        assert_eq!(shown("no page at all: 1 < 2"), "no page at all: 1 < 2");
    }

    #[test]
    fn broken_json_is_not_shown() {
        assert_eq!(shown("{\"appealToken\":\"abc"), "");
    }
}
