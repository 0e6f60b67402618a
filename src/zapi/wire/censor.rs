//! Makes what the service says fit to be shown: without our secrets, and readable when it is a page.

use crate::domain::credentials::Credentials;
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
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

/// Knows the secrets of one call, in the spellings in which a server may echo them.
pub(super) struct Censor {
    secrets: Vec<Secret>,
}

impl Censor {
    pub(super) fn new(credentials: Option<&Credentials>, call: &Call) -> Self {
        let tokens = credentials.map(|known| [known.instance_token(), known.client_token()]);
        let typed = match call {
            Call::ConfirmCode(code) => Some(code.digits()),
            Call::ConfirmPin(pin) | Call::Security(SecurityCall::SetPin(pin)) => Some(pin.digits()),
            Call::Appeal { token, .. } => Some(token),
            Call::Security(SecurityCall::VerifyEmail(code)) => Some(code.secret()),
            Call::Instances { partner, .. } => Some(partner.secret()),
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
            | Call::FinishTransfer => None,
        };
        let mut secrets: Vec<Secret> = Vec::new();
        for secret in tokens.into_iter().flatten().chain(typed) {
            for spelling in spellings(secret.expose()) {
                if !secrets.contains(&spelling) {
                    secrets.push(spelling);
                }
            }
        }
        // A secret that is part of another one must not break the longer one up.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.char_count()));
        Self { secrets }
    }

    /// Takes this secret out as well.
    pub(super) fn and(&self, secret: &Secret) -> Self {
        let mut secrets = self.secrets.clone();
        secrets.insert(0, secret.clone());
        Self { secrets }
    }

    /// The safe text of `raw`; `None` when nothing readable is left.
    pub(super) fn text(&self, raw: &str) -> Option<ServerText> {
        ServerText::new(raw, &self.secrets.iter().collect::<Vec<_>>())
    }
}

fn spellings(secret: &str) -> [Secret; 4] {
    [
        Secret::new(secret),
        Secret::new(secret.to_ascii_lowercase()),
        Secret::new(secret.to_ascii_uppercase()),
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
