//! The header `Retry-After`, and the longest wait that is believed.
//!
//! Nothing here reads a clock: a date is measured against the date that the same answer bears.

use crate::domain::time::ServerDate;
use std::time::Duration;

/// The longest wait that is believed; whatever is longer is cut to this.
pub(super) const MAX_WAIT: Duration = Duration::from_secs(366 * DAY);

const DAY: u64 = 24 * 60 * 60;

/// Seconds from the beginning of the year 0 to the Unix epoch.
const EPOCH: i64 = 719_469 * 24 * 60 * 60;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The wait that `Retry-After: value` names; `None` when it is nought or cannot be told.
///
/// `date` is the header `Date` of the same answer.
pub(in crate::zapi) fn retry_after(value: &str, date: Option<&str>) -> Option<Duration> {
    let value = value.trim();
    let wait = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // So many digits that they overflow are a long wait all the same.
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        http_date(value)?.checked_sub(http_date(date?.trim())?)?
    };
    (!wait.is_zero()).then_some(capped(wait))
}

/// The moment that the header `Date` names; `None` when it cannot be read.
pub(in crate::zapi) fn server_date(value: &str) -> Option<ServerDate> {
    let seconds = i64::try_from(http_date(value.trim())?.as_secs()).ok()?;
    Some(ServerDate {
        wall_ms: (seconds - EPOCH) * 1_000,
    })
}

pub(super) fn capped(wait: Duration) -> Duration {
    wait.min(MAX_WAIT)
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
    // Years that begin in March end with their leap day; 153 days are five months of 31, 30, 31, 30, 31.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year.checked_sub(1)?, month + 9)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    (whole && sane).then(|| Duration::from_secs(days * DAY + hour * 3600 + minute * 60 + second))
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
        let date = Some("Tue, 29 Feb 2028 23:59:30 GMT");
        for (value, date, expected) in [
            ("120", None, Some(120)),
            (" 5 ", None, Some(5)),
            ("0", None, None),
            ("99999999999999999999999", None, Some(366 * DAY)),
            ("Wed, 01 Mar 2028 00:00:30 GMT", date, Some(60)),
            ("Mon, 01 Jan 2029 23:59:30 GMT", date, Some(307 * DAY)),
            ("Tue, 29 Feb 2028 23:59:29 GMT", date, None),
            ("Wed, 01 Mar 2028 00:00:30 GMT", None, None),
            ("-5", date, None),
            ("1.5", date, None),
            ("soon", date, None),
            ("", date, None),
            ("Wed, 99 Mar 2028 00:00:30 GMT", date, None),
            ("Wed, 01 Mar 99999999999 00:00:30 GMT", date, None),
            ("Wed, 01 Mar 2028 00:00:30 GMT x", date, None),
        ] {
            assert_eq!(
                retry_after(value, date),
                expected.map(Duration::from_secs),
                "{value}"
            );
        }
    }
}
