//! The partner's list, and the instances in it that are not the scenario's own.
//!
//! Such a neighbour can be looked at. Mobile ones are connected or free, web ones refuse what is mobile; nothing
//! that is asked of a neighbour changes it.

use crate::sim::date::iso_date;
use crate::sim::scenario::Due;
use crate::sim::world::account::with_settings;
use crate::sim::world::door::not_mobile;
use crate::sim::world::{Answer, Request, World};
use serde_json::{Value, json};
use std::time::Duration;

const DAY: i64 = 86_400;
/// What the neighbours are called, in turn.
const NAMES: [&str; 6] = [
    "Oficina Central",
    "Farmácia da Praça",
    "Mercado Azul",
    "Livraria do Porto",
    "Floricultura Sol",
    "Escola Horizonte",
];

/// An instance of the account beside the scenario's own, told by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Neighbour(usize);

impl Neighbour {
    fn id(self) -> String {
        let seed = self.seed();
        format!("{:016X}{:016X}", seed, seed.rotate_left(23))
    }

    fn token(self) -> String {
        let seed = self.seed().rotate_left(41);
        format!("{:016X}{:08X}", seed, seed >> 40)
    }

    fn seed(self) -> u64 {
        let nth = u64::try_from(self.0).unwrap_or_default().wrapping_add(1);
        nth.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn name(self) -> String {
        let name = NAMES.get(self.0 % NAMES.len()).copied().unwrap_or_default();
        format!("{name} {}", self.0 / NAMES.len() + 1)
    }

    fn is_web(self) -> bool {
        self.0 % 3 == 1
    }

    fn is_connected(self) -> bool {
        self.0.is_multiple_of(2)
    }

    fn phone(self) -> String {
        format!("55219{:08}", 70_000_000 + self.0)
    }
}

impl World {
    fn neighbours(&self) -> impl Iterator<Item = Neighbour> + use<> {
        (0..self.scenario.partner.others).map(Neighbour)
    }

    /// The neighbour whose id and token a request names.
    pub(super) fn neighbour(&self, request: &Request<'_>) -> Option<Neighbour> {
        self.neighbours()
            .find(|n| n.id() == request.instance_id && n.token() == request.instance_token)
    }

    /// What is answered in a neighbour's name.
    pub(super) fn serve_neighbour(&self, neighbour: Neighbour, request: &Request<'_>) -> Answer {
        let not_connected = "You are not connected.";
        match (request.verb, request.route) {
            ("GET", "/status") if neighbour.is_connected() => Answer::ok(
                "ok",
                json!({ "connected": true, "smartphoneConnected": neighbour.is_web(),
                    "session": true, "error": "You are already connected" }),
            ),
            ("GET", "/status") => Answer::ok(
                "ok",
                json!({ "connected": false, "smartphoneConnected": false, "session": false,
                    "error": not_connected }),
            ),
            ("GET", "/device") if neighbour.is_connected() => Answer::ok(
                "ok",
                json!({ "phone": neighbour.phone(), "name": neighbour.name(), "isBusiness": true }),
            ),
            ("GET", "/me") => Answer::ok("ok", self.neighbour_me(neighbour)),
            (_, route) if route.starts_with("/mobile/") && neighbour.is_web() => not_mobile(),
            (_, route) if route.starts_with("/mobile/") && neighbour.is_connected() => {
                Answer::refusal(400, "refused: connected", "You are already connected")
            }
            _ => Answer::refusal(200, "not connected", not_connected),
        }
    }

    /// One page of the account's instances, the scenario's own one among them.
    pub(super) fn list_instances(&self, request: &Request<'_>, now: Duration) -> Answer {
        let number = |name| parameter(request.query, name).and_then(|text| text.parse().ok());
        let (Some(page), Some(size)) = (number("page"), number("pageSize")) else {
            let text = "page and pageSize are required";
            return Answer::refusal(400, "refused: page", text);
        };
        let size: usize = size;
        let most = self.scenario.partner.most_per_page.unwrap_or(usize::MAX);
        let size = size.clamp(1, most.max(1));
        let page: usize = page;
        let page = page.max(1);
        let middleware = parameter(request.query, "middleware").filter(|kind| !kind.is_empty());
        let wanted: Vec<Value> = self
            .entries(now)
            .into_iter()
            .filter(|entry| {
                middleware.is_none_or(|kind| entry.get("middleware") == Some(&kind.into()))
            })
            .collect();
        let shown = wanted.iter().skip((page - 1).saturating_mul(size));
        let content: Vec<&Value> = shown.take(size).collect();
        let body = json!({ "total": wanted.len(), "totalPage": wanted.len().div_ceil(size),
            "pageSize": size, "page": page, "content": content });
        Answer::ok("ok", body)
    }

    /// All instances; the scenario's own one stands in third place.
    fn entries(&self, now: Duration) -> Vec<Value> {
        let mut entries: Vec<Value> = self
            .neighbours()
            .map(|neighbour| self.neighbour_entry(neighbour))
            .collect();
        let own = self.own_entry(now);
        entries.insert(entries.len().min(2), own);
        entries
    }

    /// A neighbour as `/me` tells it, which does not say whether it is a mobile one.
    fn neighbour_me(&self, neighbour: Neighbour) -> Value {
        let mut entry = self.neighbour_entry(neighbour);
        if let Value::Object(fields) = &mut entry {
            for listed in [
                "tenant",
                "phoneConnected",
                "whatsappConnected",
                "middleware",
            ] {
                fields.remove(listed);
            }
            fields.insert("connected".to_owned(), neighbour.is_connected().into());
        }
        with_settings(entry)
    }

    fn neighbour_entry(&self, neighbour: Neighbour) -> Value {
        let nth = i64::try_from(neighbour.0).unwrap_or_default();
        let due = self
            .scenario
            .starts_at()
            .saturating_add((nth - 1) * 9 * DAY);
        let is_ended = due < self.scenario.starts_at();
        json!({ "id": neighbour.id(), "token": neighbour.token(), "name": neighbour.name(),
            "tenant": "demo", "created": iso_date(due - 365 * DAY), "due": self.date(due),
            "paymentStatus": if is_ended { "CANCELED" } else { "PAID" },
            "phoneConnected": neighbour.is_connected(),
            "whatsappConnected": neighbour.is_connected(),
            "middleware": if neighbour.is_web() { "web" } else { "mobile" } })
    }

    /// A date as the service writes it.
    pub(super) fn date(&self, unix_seconds: i64) -> i64 {
        match self.scenario.instance.due_as {
            Due::Milliseconds => unix_seconds.saturating_mul(1_000),
            Due::Seconds => unix_seconds,
        }
    }
}

/// The value of a query's parameter, as it is written.
fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find_map(|(key, value)| (key == name).then_some(value))
}
