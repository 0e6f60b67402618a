//! One HTTP exchange: the request built late, sent once, and its answer read up to a limit.
//!
//! Calls that do not overlap go over one connection, which [`Line`] keeps; nothing of it is set up before the first call.

use super::base_url::BaseUrl;
use super::door::Clearance;
use super::error::{ClientError, Departure, Unanswered};
use super::exchange::{Exchange, Head};
use super::leaving::Leaving;
use super::line::{Lane, Line, WarmLane};
use super::wire::{self, Answer, Request, Verb, wait};
use crate::domain::credentials::{Credentials, PartnerToken};
use crate::domain::secret::Secret;
use crate::flow::at_hand::AtHand;
use crate::flow::effect::{Call, INSTANCES_PER_PAGE};
use crate::flow::event::{Cause, Outcome, Reply};
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// The most bytes of an answer's body that are read.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;
/// The same where a picture may be in it: a picture of 1 MiB in base64, and some room for the other fields.
const MAX_PICTURE_BODY_BYTES: usize = 3 * MAX_BODY_BYTES / 2;

const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");
/// What every answer of the simulator bears, and none of the service.
const SIMULATED: HeaderName = HeaderName::from_static("x-zapi-onboard-simulator");
const CLIENT_TOKEN: HeaderName = HeaderName::from_static("client-token");

/// A client of the service. Clones share their connections.
#[derive(Clone)]
pub struct Client {
    pub(super) line: Arc<Line>,
    base: BaseUrl,
}

impl Client {
    /// Makes a client for the service at `base`. No connection is opened.
    ///
    /// # Errors
    /// [`ClientError::NoTrustStore`] when the system has no certificates to check the service's with.
    pub fn new(base: &BaseUrl) -> Result<Self, ClientError> {
        let client = Self::when_needed(base);
        client.line.set_up()?;
        Ok(client)
    }

    /// Makes a client for the service at `base` that reads the system's certificates at the first call. Where there
    /// are none, every call says so.
    #[must_use]
    pub fn when_needed(base: &BaseUrl) -> Self {
        Self {
            line: Arc::new(Line::new(base)),
            base: base.clone(),
        }
    }

    /// Makes `call` once and says what came of it. `credentials` may be missing where the call needs none.
    ///
    /// # Errors
    /// [`crate::flow::event::Failure`] when there is no usable answer. A refusal is an answer.
    pub async fn send(&self, credentials: impl Into<Option<&Credentials>>, call: &Call) -> Outcome {
        self.send_within(credentials, call, call.time_limit()).await
    }

    /// Makes `call` once, and awaits its answer for `limit` instead of the call's own time limit.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn send_within(
        &self,
        credentials: impl Into<Option<&Credentials>>,
        call: &Call,
        limit: Duration,
    ) -> Outcome {
        let hand = AtHand::default();
        self.exchange(credentials, call, (limit, &hand))
            .await
            .outcome
    }

    /// Makes `call` once at what is at hand, awaits its answer for `limit`, and says what came of it, when the service
    /// says that this was, and whether the service is a simulated one.
    pub async fn exchange(
        &self,
        credentials: impl Into<Option<&Credentials>>,
        call: &Call,
        (limit, hand): (Duration, &AtHand),
    ) -> Exchange {
        self.exchange_on_lane(credentials, call, (limit, hand))
            .await
            .0
    }

    /// As [`Client::exchange`]; and when `/status` was read, the lane that it was read on, for a call that acts upon
    /// what it says.
    pub async fn exchange_on_lane(
        &self,
        credentials: impl Into<Option<&Credentials>>,
        call: &Call,
        (limit, hand): (Duration, &AtHand),
    ) -> (Exchange, Option<WarmLane>) {
        let credentials = credentials.into();
        let mut lane = match self.line.lane(call.weight()) {
            Ok(lane) => lane,
            Err(error) => return (Exchange::unanswered(error.into(), call), None),
        };
        let exchange = self.on(&mut lane, credentials, call, (limit, hand)).await;
        let exchange = exchange.unwrap_or_else(|unanswered| Exchange::unanswered(unanswered, call));
        if let Ok(Reply::Status(status)) = &exchange.outcome {
            let warm = WarmLane::new(&self.line, lane, status.link);
            return (exchange, Some(warm));
        }
        self.line.put_back(lane);
        (exchange, None)
    }

    /// Makes a call that acts, once, on the connection that `/status` was just read on, right after `clearance` was
    /// given. Where that connection is gone, `/status` is read again on another one first, and must say the same. A
    /// server that closes each connection after its answer gets a connection of its own for the call, and `clearance`
    /// is asked for when that is there.
    pub async fn act(
        &self,
        credentials: impl Into<Option<&Credentials>>,
        call: &Call,
        (limit, hand): (Duration, &AtHand),
        (warm, clearance): (Option<WarmLane>, &Clearance),
    ) -> Exchange {
        let credentials = credentials.into();
        let leaves = Leaving {
            client: self,
            credentials,
            call,
            limit: (limit, hand),
            clearance,
        };
        let done = leaves.on_any(warm).await;
        done.unwrap_or_else(|unanswered| Exchange::unanswered(unanswered, call))
    }

    /// Makes `call` on `lane`; an error when the door of the lane kept it back.
    pub(super) async fn on(
        &self,
        lane: &mut Lane,
        credentials: Option<&Credentials>,
        call: &Call,
        (limit, hand): (Duration, &AtHand),
    ) -> Result<Exchange, Unanswered> {
        let mut head = Head::default();
        let (outcome, waits) = match self.answer(lane, credentials, call, limit, &mut head).await {
            Ok(answer) => wire::read((credentials, hand), call, &answer),
            Err(unanswered) if unanswered.departure == Departure::Shut => return Err(unanswered),
            Err(unanswered) => return Ok(Exchange::broken_off(unanswered, call, &head)),
        };
        Ok(Exchange {
            outcome,
            waits,
            date: head.date,
            simulated: head.simulated,
        })
    }

    /// The answer; `head` is filled in as soon as it has come.
    async fn answer(
        &self,
        lane: &mut Lane,
        credentials: Option<&Credentials>,
        call: &Call,
        limit: Duration,
        head: &mut Head,
    ) -> Result<Answer, Unanswered> {
        let request = self
            .request(&lane.http, credentials, call)
            .ok_or(Unanswered {
                departure: Departure::Never,
                cause: Cause::Connect,
            })?;
        let response = request.timeout(limit).send().await?;
        let status = response.status();
        lane.announce(text_of(response.headers(), KEEP_ALIVE));
        let named = |name| text_of(response.headers(), name).map(str::to_owned);
        let (retry_after, date) = (named(RETRY_AFTER), named(DATE));
        head.date = date.as_deref().and_then(wait::server_date);
        head.retry_after = wait::header(retry_after.as_deref(), date.as_deref());
        // An address elsewhere is never a simulator, whatever it says.
        head.simulated =
            Some(self.base.is_loopback() && response.headers().contains_key(SIMULATED));
        let body = if status.is_redirection() {
            Vec::new()
        } else {
            body_of(response, most_bytes(call)).await?
        };
        lane.note_use();
        Ok(Answer {
            status: status.as_u16(),
            retry_after,
            date,
            body,
        })
    }

    /// Address and key of a call to an instance.
    fn instance_access(
        &self,
        request: &Request<'_>,
        credentials: &Credentials,
    ) -> Option<(Url, HeaderName, HeaderValue)> {
        let instance = [
            "instances",
            credentials.instance_id(),
            "token",
            credentials.instance_token().expose(),
        ];
        let path = request.path.iter().copied();
        let url = self.base.with_segments(instance.into_iter().chain(path))?;
        let token = sensitive(credentials.client_token().expose())?;
        Some((url, CLIENT_TOKEN, token))
    }

    /// Address and key of the list of the account's instances, which is at the root.
    fn list_access(
        &self,
        request: &Request<'_>,
        partner: &PartnerToken,
        page: u32,
    ) -> Option<(Url, HeaderName, HeaderValue)> {
        let mut url = self.base.with_segments(request.path.iter().copied())?;
        url.query_pairs_mut()
            .append_pair("page", &page.to_string())
            .append_pair("pageSize", &INSTANCES_PER_PAGE.to_string());
        let key = Secret::new(format!("Bearer {}", partner.secret().expose()));
        Some((url, AUTHORIZATION, sensitive(key.expose())?))
    }

    /// The request of `call`; `None` when there are no credentials where it needs some, or one fits neither an
    /// address nor a header, which [`Credentials`] rules out.
    fn request(
        &self,
        http: &reqwest::Client,
        credentials: Option<&Credentials>,
        call: &Call,
    ) -> Option<reqwest::RequestBuilder> {
        let request = wire::request(call);
        let (url, name, token) = if let Call::Instances { partner, page } = call {
            self.list_access(&request, partner, *page)?
        } else {
            self.instance_access(&request, credentials?)?
        };
        let builder = match request.verb {
            Verb::Get => http.get(url),
            Verb::Post => http.post(url),
        }
        .header(name, token)
        .header(ACCEPT, HeaderValue::from_static("application/json"));
        Some(match (request.verb, request.body) {
            (_, Some(body)) => builder.json(&body),
            // The service wants the type on every POST.
            (Verb::Post, None) => {
                builder.header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            }
            (Verb::Get, None) => builder,
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

/// A header's value that no debug output shows.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The most bytes that are read of the answer to `call`.
fn most_bytes(call: &Call) -> usize {
    match call {
        Call::RequestCode(..) | Call::AnswerCaptcha(_) => MAX_PICTURE_BODY_BYTES,
        Call::Status
        | Call::Device
        | Call::Instance
        | Call::Instances { .. }
        | Call::Security(_)
        | Call::Availability(_)
        | Call::ConfirmCode(_)
        | Call::ConfirmPin(_)
        | Call::RecoverPin(_)
        | Call::FinishTransfer
        | Call::PostTransfer
        | Call::Appeal { .. } => MAX_BODY_BYTES,
    }
}

/// Reads the body, at most `most` bytes of it.
async fn body_of(mut response: reqwest::Response, most: usize) -> Result<Vec<u8>, Unanswered> {
    let too_large = || Unanswered {
        departure: Departure::Possible,
        cause: Cause::TooLarge,
    };
    let fits = |length: usize| length <= most;
    let announced = response.content_length().unwrap_or(0);
    if !usize::try_from(announced).is_ok_and(fits) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if !fits(body.len().saturating_add(chunk.len())) {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn text_of(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::credentials::CredentialFields;

    fn credentials() -> Credentials {
        let fields = CredentialFields {
            instance_id: "3C01".to_owned(),
            instance_token: Some(Secret::new("TOKEN-OF-INSTANCE")),
            client_token: Some(Secret::new("TOKEN-OF-ACCOUNT")),
        };
        match Credentials::parse(&fields) {
            Ok(credentials) => credentials,
            Err(error) => unreachable!("{error}"),
        }
    }

    fn client_of(address: &str) -> Client {
        let base = BaseUrl::parse(address).map(|base| Client::new(&base));
        match base {
            Ok(Ok(client)) => client,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn neither_client_nor_request_shows_a_token() {
        let client = client_of("http://127.0.0.1:1/prefix");
        assert_eq!(
            format!("{client:?}"),
            "Client { base: BaseUrl { text: \"http://127.0.0.1:1/prefix\", reach: PlainLoopback }, .. }"
        );
        let request = client
            .request(&reqwest::Client::new(), Some(&credentials()), &Call::Status)
            .and_then(|request| request.build().ok());
        let headers = request.map(|request| format!("{:?}", request.headers()));
        assert!(
            headers.is_some_and(|h| h.contains("client-token") && !h.contains("TOKEN-OF")),
            "the header must be marked as sensitive"
        );
    }
}
