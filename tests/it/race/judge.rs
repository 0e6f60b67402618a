//! Reads the log of a race: one line for each thing that happened, in the order in which it was written.
//!
//! ```text
//! shown NUMBER FENCE MS WORD…   the number was granted; its holder may act from MS of the boot clock on
//! sent NUMBER FENCE MS          a call that acts left
//! WORD NUMBER FENCE             what else came of a grant
//! stands                        a process waits to be stopped
//! ```

use std::fmt;

/// What happened.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Grants.
    granted: usize,
    /// Grants of a number that another process had.
    pub(super) takeovers: usize,
    /// Grants while a call of a former holder was under way.
    under_way: usize,
    pub(super) sent: usize,
    /// Calls that the last look held back.
    pub(super) taken_over: usize,
    too_late: usize,
    unreadable: usize,
    /// Calls that could not be announced.
    lost: usize,
    early: usize,
    /// Uses of the journal that failed because it was busy.
    busy: usize,
    /// Calls of a former holder that left when the new one was allowed to act already.
    pub(super) late: Vec<String>,
}

struct Line<'l> {
    what: &'l str,
    number: usize,
    fence: i64,
    ms: u64,
    rest: Vec<&'l str>,
}

impl<'l> Line<'l> {
    fn of(line: &'l str) -> Self {
        let words: Vec<&str> = line.split(' ').collect();
        let read = |at: usize| words.get(at).copied().unwrap_or("0");
        Self {
            what: words[0],
            number: read(1).parse().expect("a number"),
            fence: read(2).parse().expect("a fence"),
            ms: read(3).parse().expect("milliseconds"),
            rest: words.get(4..).unwrap_or_default().to_vec(),
        }
    }

    fn is_newer(&self, other: &Self) -> bool {
        self.number == other.number && self.fence > other.fence
    }
}

impl Figures {
    pub(super) fn of(log: &str) -> Self {
        let lines: Vec<Line> = log.lines().map(Line::of).collect();
        let mut figures = Self::default();
        for (at, line) in lines.iter().enumerate() {
            match line.what {
                "shown" => {
                    figures.granted += 1;
                    figures.takeovers += usize::from(line.rest.contains(&"over"));
                    figures.under_way += usize::from(line.rest.contains(&"under-way"));
                }
                "sent" => {
                    figures.sent += 1;
                    figures.late.extend(lateness(&lines, at));
                }
                "taken-over" => figures.taken_over += 1,
                "too-late" => figures.too_late += 1,
                "unreadable" => figures.unreadable += 1,
                "lost" => figures.lost += 1,
                "early" => figures.early += 1,
                "busy" => figures.busy += 1,
                "stands" => {}
                other => panic!("{other}"),
            }
        }
        figures
    }
}

/// Why the call in the line `at` left too late.
fn lateness(lines: &[Line<'_>], at: usize) -> Option<String> {
    let (before, sent) = (&lines[..at], &lines[at]);
    let about = |why: &str, newer: &Line<'_>| {
        let (fence, ms) = (sent.fence, sent.ms);
        Some(format!(
            "{fence} at {ms}: {why} {} at {}",
            newer.fence, newer.ms
        ))
    };
    let overtaken = before
        .iter()
        .find(|line| line.what == "sent" && line.is_newer(sent));
    let mut shown = lines
        .iter()
        .filter(|line| line.what == "shown" && line.is_newer(sent));
    match (overtaken, shown.find(|line| sent.ms > line.ms)) {
        (Some(newer), _) => about("after the call of", newer),
        (None, Some(newer)) => about("allowed was", newer),
        (None, None) => None,
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} takeovers ({} grants, {} with a call under way), {} calls sent, held back {} taken over + {} too late + {} \
             unreadable, not announced {} lost + {} early, {} times busy; of a former holder, late: {} {:?}",
            self.takeovers,
            self.granted,
            self.under_way,
            self.sent,
            self.taken_over,
            self.too_late,
            self.unreadable,
            self.lost,
            self.early,
            self.busy,
            self.late.len(),
            self.late.iter().take(3).collect::<Vec<_>>()
        )
    }
}
