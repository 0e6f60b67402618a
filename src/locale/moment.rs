//! How waits and moments are said.
//!
//! A wait is rounded up to the smallest unit that is shown, so that it never looks shorter than it is, and it
//! never shows more than two units. A moment is said with its zone, and with its date only on another day.

use crate::locale::catalog::Catalog;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::sync::OnceLock;
use std::time::Duration;

/// The time zone in which moments are said.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Of this machine's zone, nothing is known before a moment is said: finding it out means to look through the
    /// whole time zone database.
    found: OnceLock<TimeZone>,
}

/// A time zone's name that the time zone database does not know.
#[derive(Debug, thiserror::Error)]
#[error("no time zone is called {name:?}")]
pub struct ZoneError {
    name: String,
    #[source]
    source: jiff::Error,
}

impl Zone {
    /// The zone of this machine (`TZ`, else `/etc/localtime`); UTC when it cannot be found out.
    #[must_use]
    pub fn system() -> Zone {
        Zone {
            found: OnceLock::new(),
        }
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Zone {
        Zone::from(TimeZone::UTC)
    }

    /// The zone with this name in the time zone database, such as `America/Sao_Paulo`.
    ///
    /// # Errors
    ///
    /// When the database knows no such zone.
    pub fn named(name: &str) -> Result<Zone, ZoneError> {
        TimeZone::get(name)
            .map(Zone::from)
            .map_err(|source| ZoneError {
                name: name.to_owned(),
                source,
            })
    }

    fn get(&self) -> &TimeZone {
        self.found.get_or_init(TimeZone::system)
    }
}

impl From<TimeZone> for Zone {
    fn from(zone: TimeZone) -> Self {
        Zone { found: zone.into() }
    }
}

/// The smallest unit in which [`Catalog::duration`] says a wait: the words change when one of them is over.
#[must_use]
pub fn shown_unit(wait: Duration) -> Duration {
    const HOUR: u64 = 3_600;
    match wait.as_secs() {
        0..HOUR => Duration::from_secs(1),
        HOUR..86_400 => Duration::from_mins(1),
        _ => Duration::from_secs(HOUR),
    }
}

impl Catalog {
    /// A wait in words: "45 seconds", "12 minutes 5 seconds", "3 hours 20 minutes", "1 day 23 hours".
    ///
    /// Rounded up to the smaller unit; a smaller unit of zero is left out.
    #[must_use]
    pub fn duration(&self, wait: Duration) -> String {
        let seconds = wait
            .as_secs()
            .saturating_add(u64::from(wait.subsec_nanos() > 0));
        let minutes = seconds.div_ceil(60);
        let hours = seconds.div_ceil(60 * 60);
        if seconds < 60 {
            self.duration_seconds(seconds)
        } else if seconds < 60 * 60 {
            let rest = seconds % 60;
            self.two_units(
                self.duration_minutes(seconds / 60),
                rest,
                self.duration_seconds(rest),
            )
        } else if minutes < 24 * 60 {
            let rest = minutes % 60;
            self.two_units(
                self.duration_hours(minutes / 60),
                rest,
                self.duration_minutes(rest),
            )
        } else {
            let rest = hours % 24;
            self.two_units(
                self.duration_days(hours / 24),
                rest,
                self.duration_hours(rest),
            )
        }
    }

    /// The clock's time at `unix_ms` with the zone: "14:32:05 -03"; with the date when that is another day in
    /// the zone than `now_unix_ms` is. Both are milliseconds since the Unix epoch.
    #[must_use]
    pub fn clock_time(&self, unix_ms: i64, now_unix_ms: i64, zone: &Zone) -> String {
        let moment = timestamp(unix_ms);
        let info = zone.get().to_offset_info(moment);
        let then = info.offset().to_datetime(moment);
        let today = zone.get().to_datetime(timestamp(now_unix_ms)).date();
        let time = format!(
            "{:02}:{:02}:{:02}",
            then.hour(),
            then.minute(),
            then.second()
        );
        if then.date() == today {
            self.moment_today(time, info.abbreviation())
        } else {
            self.moment_on_another_day(then.day(), then.month(), time, info.abbreviation())
        }
    }

    /// Date and clock's time with the zone, the same in every language: "2026-03-05 14:32:05 -03".
    #[must_use]
    pub fn date_and_time(unix_ms: i64, zone: &Zone) -> String {
        let moment = timestamp(unix_ms);
        let info = zone.get().to_offset_info(moment);
        let then = info.offset().to_datetime(moment);
        let date = then.date();
        format!(
            "{date} {:02}:{:02}:{:02} {}",
            then.hour(),
            then.minute(),
            then.second(),
            info.abbreviation()
        )
    }

    /// The same as an answer to "when": "at 14:32:05 -03", or "on 24 Nov, 14:32:05 -03" on another day.
    #[must_use]
    pub fn at_clock_time(&self, unix_ms: i64, now_unix_ms: i64, zone: &Zone) -> String {
        let day = |ms| zone.get().to_datetime(timestamp(ms)).date();
        let moment = self.clock_time(unix_ms, now_unix_ms, zone);
        if day(unix_ms) == day(now_unix_ms) {
            self.at_moment_today(moment)
        } else {
            self.at_moment_on_another_day(moment)
        }
    }

    /// The day of `unix_ms` in the zone, with its year: "24 Nov 2026". Milliseconds since the Unix epoch.
    #[must_use]
    pub fn calendar_day(&self, unix_ms: i64, zone: &Zone) -> String {
        let then = zone.get().to_datetime(timestamp(unix_ms));
        // A year is no quantity: it has no digit groups.
        self.calendar_day_of_year(then.day(), then.month(), then.year().to_string())
    }

    /// Two units together; only the larger one when the smaller is zero.
    fn two_units(&self, larger: String, count_of_smaller: u64, smaller: String) -> String {
        if count_of_smaller == 0 {
            larger
        } else {
            self.duration_two_units(larger, smaller)
        }
    }
}

/// The moment, or the first or last one that a calendar reaches.
fn timestamp(unix_ms: i64) -> Timestamp {
    let beyond = if unix_ms < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_millisecond(unix_ms).unwrap_or(beyond)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::catalog::Language;

    /// 24 November 2026, 17:32:05 UTC.
    const MOMENT: i64 = 1_795_541_525_000;
    const HOUR: i64 = 60 * 60 * 1000;

    fn said(language: Language, seconds: u64, nanos: u32) -> String {
        Catalog::new(language).duration(Duration::new(seconds, nanos))
    }

    fn clock(language: Language, unix_ms: i64, now: i64, zone: &str) -> Result<String, ZoneError> {
        Ok(Catalog::new(language).clock_time(unix_ms, now, &Zone::named(zone)?))
    }

    /// On 1 November 2026 clocks in New York go back an hour at 06:00 UTC: a wait of six hours that begins before
    /// ends five hours later by the clock on the wall, and is told as six hours all the same.
    #[test]
    fn a_wait_across_a_change_of_the_clocks_ends_when_it_should() -> Result<(), ZoneError> {
        const BEFORE: i64 = 1_793_511_000_000; // 05:30 UTC, 01:30 in New York
        let english = Language::English;
        let starts = clock(english, BEFORE, BEFORE, "America/New_York")?;
        let ends = clock(english, BEFORE + 6 * HOUR, BEFORE, "America/New_York")?;
        assert_eq!(
            (starts.as_str(), ends.as_str()),
            ("01:30:00 EDT", "06:30:00 EST")
        );
        assert_eq!(said(english, 6 * 3_600, 0), "6 hours");
        Ok(())
    }

    #[test]
    fn a_wait_is_said_in_its_two_largest_units() {
        let cases = [
            (0, "0 seconds", "0 segundo"),
            (1, "1 second", "1 segundo"),
            (45, "45 seconds", "45 segundos"),
            (60, "1 minute", "1 minuto"),
            (61, "1 minute 1 second", "1 minuto e 1 segundo"),
            (725, "12 minutes 5 seconds", "12 minutos e 5 segundos"),
            (3_600, "1 hour", "1 hora"),
            (12_000, "3 hours 20 minutes", "3 horas e 20 minutos"),
            (86_400, "1 day", "1 dia"),
            (169_200, "1 day 23 hours", "1 dia e 23 horas"),
            (172_800, "2 days", "2 dias"),
        ];
        for (seconds, english, portuguese) in cases {
            assert_eq!(said(Language::English, seconds, 0), english);
            assert_eq!(said(Language::BrazilianPortuguese, seconds, 0), portuguese);
        }
    }

    #[test]
    fn a_wait_is_rounded_up_and_carries_into_the_next_unit() {
        let cases = [
            (0, 1, "1 second"),
            (59, 1, "1 minute"),
            (3_599, 500_000_000, "1 hour"),
            (3_600, 1, "1 hour 1 minute"),
            (7_140, 1, "2 hours"),
            (86_340, 0, "23 hours 59 minutes"),
            (86_340, 1, "1 day"),
            (86_400, 1, "1 day 1 hour"),
            (169_200, 1, "2 days"),
        ];
        for (seconds, nanos, text) in cases {
            assert_eq!(
                said(Language::English, seconds, nanos),
                text,
                "{seconds} s {nanos} ns"
            );
        }
    }

    #[test]
    fn no_wait_looks_shorter_than_it_is_or_shows_a_full_smaller_unit() {
        let unit = |word: &str| match word.trim_end_matches('s') {
            "second" => (1, 60),
            "minute" => (60, 60),
            "hour" => (60 * 60, 24),
            _ => (24 * 60 * 60, u64::MAX),
        };
        let catalog = Catalog::new(Language::English);
        for seconds in (0..400_000)
            .step_by(61)
            .chain(86_300..86_500)
            .chain(3_500..3_700)
        {
            let text = catalog.duration(Duration::new(seconds, 1));
            let words: Vec<&str> = text.split(' ').collect();
            let mut shown = 0;
            for pair in words.chunks(2) {
                let count: u64 = pair
                    .first()
                    .and_then(|count| count.parse().ok())
                    .unwrap_or(u64::MAX);
                let (length, full) = unit(pair.last().copied().unwrap_or_default());
                assert!(count < full, "{text}");
                shown += count * length;
            }
            assert!(shown > seconds, "{seconds}: {text}");
        }
    }

    #[test]
    fn the_longest_wait_does_not_overflow() {
        let text = Catalog::new(Language::English).duration(Duration::MAX);
        assert!(text.contains("day"), "{text}");
    }

    #[test]
    fn a_moment_of_today_is_said_without_its_date() -> Result<(), ZoneError> {
        for language in Language::ALL {
            assert_eq!(
                clock(language, MOMENT, MOMENT - HOUR, "America/Sao_Paulo")?,
                "14:32:05 -03"
            );
            assert_eq!(
                clock(language, MOMENT, MOMENT, "Europe/Berlin")?,
                "18:32:05 CET"
            );
            assert_eq!(clock(language, MOMENT, MOMENT, "UTC")?, "17:32:05 UTC");
        }
        Ok(())
    }

    #[test]
    fn a_moment_of_another_day_is_said_with_its_date() -> Result<(), ZoneError> {
        let (now, zone) = (MOMENT - 24 * HOUR, "America/Sao_Paulo");
        assert_eq!(
            clock(Language::English, MOMENT, now, zone)?,
            "24 Nov, 14:32:05 -03"
        );
        assert_eq!(
            clock(Language::BrazilianPortuguese, MOMENT, now, zone)?,
            "24/11, 14:32:05 -03"
        );
        Ok(())
    }

    #[test]
    fn the_day_is_the_zones_day_and_not_the_one_of_utc() -> Result<(), ZoneError> {
        let late = MOMENT + 9 * HOUR; // 02:32:05 UTC on the 25th, 23:32:05 on the 24th in São Paulo
        assert_eq!(
            clock(Language::English, late, MOMENT, "America/Sao_Paulo")?,
            "23:32:05 -03"
        );
        assert_eq!(
            clock(Language::English, late, MOMENT, "UTC")?,
            "25 Nov, 02:32:05 UTC"
        );
        Ok(())
    }

    #[test]
    fn the_zones_summer_time_at_the_moment_itself_counts() -> Result<(), ZoneError> {
        let july = MOMENT - 140 * 24 * HOUR;
        assert_eq!(
            clock(Language::English, july, MOMENT, "Europe/Berlin")?,
            "7 Jul, 19:32:05 CEST"
        );
        Ok(())
    }

    #[test]
    fn moments_beyond_every_calendar_are_said_all_the_same() {
        let catalog = Catalog::new(Language::English);
        for beyond in [i64::MIN, i64::MAX] {
            assert!(catalog.clock_time(beyond, 0, &Zone::utc()).ends_with("UTC"));
        }
    }

    #[test]
    fn a_zone_that_does_not_exist_is_refused_by_name() {
        let refused = Zone::named("Mars/Olympus").map_err(|error| error.to_string());
        assert_eq!(
            refused.err().as_deref(),
            Some("no time zone is called \"Mars/Olympus\"")
        );
    }
}
