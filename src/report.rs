//! What happened in an onboarding, as evidence for a ticket: text or data, without secrets.

use crate::domain::server_text::ServerText;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Unfinished;
use crate::flow::effect::Checkpoint;
use crate::journal::{Entry, HistoryRow, Session};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::wording::Wording;
use serde::Serialize;

/// The report as Markdown, in the language of `catalog`.
#[must_use]
pub fn markdown(
    session: &Session,
    history: &[HistoryRow],
    catalog: &Catalog,
    wording: &Wording<'_>,
    (zone, now): (&Zone, Timestamp),
) -> String {
    let bookmark = &session.kept.bookmark;
    let row = session.kept.row(now);
    let mut lines = vec![
        format!(
            "# {}",
            catalog.report_title(escaped(&wording.number(&row.number)))
        ),
        String::new(),
        fact(&catalog.report_session(), session.key.as_str()),
        fact(&catalog.report_service(), &escaped(&session.service)),
        fact(
            &catalog.fact_instance(),
            &escaped(&wording.instance_id(bookmark.instance_id())),
        ),
        fact(
            &catalog.report_situation(),
            &escaped(&wording.situation(&row.situation)),
        ),
        fact(
            &catalog.report_state(),
            &escaped(&wording.unfinished_state(&row)),
        ),
        fact(
            &catalog.fact_requests(),
            &bookmark.requests_lately(now).to_string(),
        ),
        String::new(),
    ];
    if let Some(shown) = bookmark.connected_as() {
        let shown = escaped(&wording.reported(shown));
        lines.insert(
            lines.len() - 1,
            fact(&catalog.report_connected_as(), &shown),
        );
    }
    for happened in worth_telling(history) {
        let time = Catalog::date_and_time(happened.at_ms, zone);
        let who = happened.operator.as_ref().map_or("", ServerText::as_str);
        let what = entry(&happened.entry, catalog, wording);
        lines.push(format!("- {time} {}: {}", escaped(who), escaped(&what)));
    }
    lines.join("\n")
}

fn fact(label: &str, value: &str) -> String {
    format!("- **{label}**: {value}")
}

/// Text that Markdown takes as it is, without anything that a terminal would follow: a history may have come
/// in a file.
fn escaped(text: &str) -> String {
    let line = ServerText::new(text, &[]);
    let text = line.as_ref().map_or("", ServerText::as_str);
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!'
        ) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// The rows without those that only say that the same person goes on: each single step writes one.
fn worth_telling(history: &[HistoryRow]) -> impl Iterator<Item = &HistoryRow> {
    let mut last: Option<&HistoryRow> = None;
    let mut accepted: Option<&Checkpoint> = None;
    history.iter().filter(move |row| {
        let is_same_person = last.is_some_and(|last| last.operator == row.operator);
        let goes_on = match &row.entry {
            Entry::TakenUp | Entry::Step(Checkpoint::Resumed) => true,
            Entry::Step(step @ Checkpoint::CredentialsAccepted { .. }) => {
                accepted.replace(step) == Some(step)
            }
            Entry::Begun
            | Entry::TakenOver { .. }
            | Entry::Exported
            | Entry::Imported { .. }
            | Entry::Forgotten
            | Entry::Step(_)
            | Entry::Ended(_)
            | Entry::Late(_) => false,
        };
        if goes_on && is_same_person {
            return false;
        }
        last = Some(*row);
        true
    })
}

/// One thing that happened, in words.
fn entry(entry: &Entry, catalog: &Catalog, wording: &Wording<'_>) -> String {
    let name = |from: &Option<ServerText>| {
        let known = from.as_ref().map(|from| from.as_str().to_owned());
        known.unwrap_or_else(|| catalog.not_said())
    };
    match entry {
        Entry::Begun => catalog.entry_begun(),
        Entry::TakenUp => catalog.entry_taken_up(),
        Entry::TakenOver { from } => catalog.entry_taken_over(name(from)),
        Entry::Exported => catalog.entry_exported(),
        Entry::Imported { from } => catalog.entry_imported(name(from)),
        Entry::Forgotten => catalog.entry_forgotten(),
        Entry::Step(step) => wording.step(step),
        Entry::Ended(ended) => wording.ended(ended),
        Entry::Late(late) => wording.late(late),
    }
}

/// The report as one JSON object.
///
/// # Errors
/// It cannot be put into JSON, which would be a fault of this program.
pub fn json(
    session: &Session,
    history: &[HistoryRow],
    now: Timestamp,
) -> Result<String, serde_json::Error> {
    /// What stands in it.
    #[derive(Serialize)]
    struct Report<'r> {
        service: &'r str,
        instance: &'r str,
        onboarding: Onboarding<'r>,
        #[serde(skip_serializing_if = "Option::is_none")]
        connected_as: Option<&'r str>,
        requests_in_24_hours: u32,
        history: Vec<Happened<'r>>,
    }
    /// The onboarding, with the name by which it is called wherever it stands.
    #[derive(Serialize)]
    struct Onboarding<'r> {
        onboarding: &'r str,
        #[serde(flatten)]
        row: Unfinished,
    }
    /// Something that happened in it.
    #[derive(Serialize)]
    struct Happened<'r> {
        onboarding: &'r str,
        #[serde(flatten)]
        row: &'r HistoryRow,
    }
    let onboarding = session.key.as_str();
    let happened = worth_telling(history).map(|row| Happened { onboarding, row });
    serde_json::to_string_pretty(&Report {
        service: &session.service,
        instance: session.kept.bookmark.instance_id(),
        onboarding: Onboarding {
            onboarding,
            row: session.kept.row(now),
        },
        connected_as: session.kept.bookmark.connected_as(),
        requests_in_24_hours: session.kept.bookmark.requests_lately(now),
        history: happened.collect(),
    })
}
