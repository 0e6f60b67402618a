//! How long an answer wants the client to wait, in its header or its body, and the longest wait that is believed.
//!
//! Nothing here reads a clock: a date is measured against the date that the same answer bears.

use crate::domain::time::ServerDate;
use crate::flow::event::RetryAfter;
use serde_json::Value;
use std::time::Duration;

/// The longest wait that is believed: one that is longer is as good as unreadable.
pub(super) const MAX_WAIT: Duration = Duration::from_secs(365 * DAY);

const DAY: u64 = 24 * 60 * 60;

/// Seconds from the beginning of the year 0 to the Unix epoch.
const EPOCH: i64 = 719_469 * 24 * 60 * 60;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The wait that `Retry-After: text`, or the same text in a body, names: seconds, whole or not, or a date.
///
/// `date` is the header `Date` of the same answer. A wait of nought, or a moment that has passed, is none.
fn retry_after(text: &str, date: Option<&str>) -> RetryAfter {
    let text = text.trim();
    if text.is_empty() {
        return RetryAfter::Absent;
    }
    if let Ok(number) = text.parse::<f64>() {
        return named(seconds(number));
    }
    let moments = || Some((moment(text)?, http_date(date?.trim())?));
    match moments() {
        Some((until, now)) => named(believed(until.saturating_sub(now))),
        None => RetryAfter::Unreadable,
    }
}

/// The same for a header that may be missing.
pub(in crate::zapi) fn header(text: Option<&str>, date: Option<&str>) -> RetryAfter {
    text.map_or(RetryAfter::Absent, |text| retry_after(text, date))
}

/// The wait that the field `retryAfter` of a body names; see [`retry_after`].
pub(super) fn retry_after_in(value: &Value, date: Option<&str>) -> RetryAfter {
    match (value.as_f64(), value.as_str()) {
        (Some(number), _) => named(seconds(number)),
        (None, Some(text)) => retry_after(text, date),
        (None, None) if value.is_null() || *value == Value::Bool(false) => RetryAfter::Absent,
        (None, None) => RetryAfter::Unreadable,
    }
}

fn named(wait: Option<Duration>) -> RetryAfter {
    match wait {
        Some(Duration::ZERO) => RetryAfter::Absent,
        Some(wait) => RetryAfter::After(wait),
        None => RetryAfter::Unreadable,
    }
}

/// Whole seconds, rounded up; `None` when negative, no number, or longer than is believed.
pub(super) fn seconds(number: f64) -> Option<Duration> {
    if !(0.0..=MAX_WAIT.as_secs_f64()).contains(&number) {
        return None;
    }
    Duration::try_from_secs_f64(number.ceil()).ok()
}

fn believed(wait: Duration) -> Option<Duration> {
    (wait <= MAX_WAIT).then_some(wait)
}

/// The moment that the header `Date` names; `None` when it cannot be read.
pub(in crate::zapi) fn server_date(value: &str) -> Option<ServerDate> {
    let seconds = i64::try_from(http_date(value.trim())?.as_secs()).ok()?;
    Some(ServerDate {
        wall_ms: (seconds - EPOCH) * 1_000,
    })
}

/// Time from the beginning of the year 0 to a date as HTTP or ISO 8601 write it.
fn moment(text: &str) -> Option<Duration> {
    let iso = || {
        let moment: jiff::Timestamp = text.parse().ok()?;
        u64::try_from(moment.as_second() + EPOCH)
            .ok()
            .map(Duration::from_secs)
    };
    http_date(text).or_else(iso)
}

/// Time from the beginning of the year 0 to `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &str) -> Option<Duration> {
    let (_, text) = text.split_once(", ")?;
    let mut parts = text.split([' ', ':']);
    let day: u64 = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let month = 1 + u64::try_from(MONTHS.iter().position(|month| *month == name)?).ok()?;
    let year: u64 = parts.next()?.parse().ok()?;
    let hour: u64 = parts.next()?.parse().ok()?;
    let minute: u64 = parts.next()?.parse().ok()?;
    let second: u64 = parts.next()?.parse().ok()?;
    let whole = parts.next() == Some("GMT") && parts.next().is_none();
    let sane = (1..=31).contains(&day)
        && (1..=9999).contains(&year)
        && hour < 24
        && minute < 60
        && second <= 60;
    if !(whole && sane) {
        return None;
    }
    // Years that begin in March end with their leap day; 153 days are five months of 31, 30, 31, 30, 31.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year.checked_sub(1)?, month + 9)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    Some(Duration::from_secs(
        days * DAY + hour * 3600 + minute * 60 + second,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_moment_of_the_unix_epoch() {
        for (value, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            (" Sun, 06 Nov 1994 08:49:37 GMT ", Some(784_111_777_000)),
            ("Wed, 31 Dec 1969 23:59:59 GMT", Some(-1_000)),
            ("Tue, 24 Nov 2026 17:32:05 GMT", Some(1_795_541_525_000)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(253_402_300_799_000)),
            ("Wed, 30 Nov 1994 23:59:60 GMT", Some(786_240_000_000)),
            ("Mon, 31 Oct 1994 00:00:00 GMT", Some(783_561_600_000)),
            ("Sun, 00 Nov 1994 08:49:37 GMT", None),
            ("Sun, 32 Oct 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 24:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:60:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49:61 GMT", None),
            ("Sun, 06 Nov 0000 08:49:37 GMT", None),
            ("Sun, 06 Nov 18446744073709551615 08:49:37 GMT", None),
            ("Sun, 18446744073709551615 Nov 1994 08:49:37 GMT", None),
            ("Sunday, 06-Nov-94 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49:37 +0300", None),
            ("784111777", None),
            ("", None),
        ] {
            let date = server_date(value).map(|date| date.wall_ms);
            assert_eq!(date, expected, "{value}");
        }
    }

    #[test]
    fn seconds_and_dates_are_both_waits() {
        use RetryAfter::{Absent, Unreadable};
        let after = |seconds| RetryAfter::After(Duration::from_secs(seconds));
        let date = Some("Tue, 29 Feb 2028 23:59:30 GMT");
        for (value, date, expected) in [
            ("120", None, after(120)),
            (" 5 ", None, after(5)),
            ("1.5", date, after(2)),
            ("0", None, Absent),
            ("", date, Absent),
            ("31536000", None, after(365 * DAY)),
            ("31536001", None, Unreadable),
            ("1e15", None, Unreadable),
            ("99999999999999999999999", None, Unreadable),
            ("Wed, 01 Mar 2028 00:00:30 GMT", date, after(60)),
            ("2028-03-01T00:00:30Z", date, after(60)),
            ("2028-02-29T21:00:30-03:00", date, after(60)),
            ("Mon, 01 Jan 2029 23:59:30 GMT", date, after(307 * DAY)),
            ("Mon, 01 Jan 2035 23:59:30 GMT", date, Unreadable),
            ("Tue, 29 Feb 2028 23:59:29 GMT", date, Absent),
            ("Wed, 01 Mar 2028 00:00:30 GMT", None, Unreadable),
            ("-5", date, Unreadable),
            ("NaN", date, Unreadable),
            ("soon", date, Unreadable),
            ("Wed, 99 Mar 2028 00:00:30 GMT", date, Unreadable),
            ("Wed, 01 Mar 99999999999 00:00:30 GMT", date, Unreadable),
            ("Wed, 01 Mar 2028 00:00:30 GMT x", date, Unreadable),
        ] {
            assert_eq!(retry_after(value, date), expected, "{value}");
            assert_eq!(
                retry_after_in(&Value::from(value), date),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn a_body_names_its_wait_by_any_kind_of_value() {
        use RetryAfter::{Absent, Unreadable};
        let after = |seconds| RetryAfter::After(Duration::from_secs(seconds));
        for (json, expected) in [
            ("165", after(165)),
            ("87.2", after(88)),
            ("0", Absent),
            ("null", Absent),
            ("false", Absent),
            ("true", Unreadable),
            ("-1", Unreadable),
            ("1e15", Unreadable),
            ("[60]", Unreadable),
            (r#""60""#, after(60)),
        ] {
            let value: Value = serde_json::from_str(json).unwrap_or_default();
            assert_eq!(retry_after_in(&value, None), expected, "{json}");
        }
    }
}
