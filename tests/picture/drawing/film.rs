//! Screens one after the other, as one picture that moves.
//!
//! It moves by CSS alone, which a picture in a page may do, and begins anew at its end. What stays the same from one screen
//! to the next is there once: rows are shown and hidden, and those that come and go together make one group. Where people
//! asked their machine for less motion, and in viewers that know no animations, the last screen stands still.

use crate::drawing::palette::Palette;
use crate::drawing::row::row;
use crate::drawing::shot::Shot;
use crate::drawing::window::{framed, placed};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What is seen for a while.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) shot: Shot,
    pub(crate) ms: u32,
}

/// From when to when something is seen, in milliseconds; several times, in order, with gaps between them.
type Times = Vec<(u32, u32)>;

/// Draws the frames in a window that says `title`. All are of one size, and there is one at least.
pub(crate) fn film(frames: &[Frame], title: &str, palette: &Palette) -> String {
    let length = frames.iter().map(|frame| frame.ms).sum();
    let mut style = format!(
        ".f{{visibility:hidden;animation:{length}ms step-end infinite}}.l{{visibility:visible}}"
    );
    let mut body = String::new();
    for (nth, (times, rows)) in scenes_of(frames, palette).iter().enumerate() {
        let rows = rows.concat();
        if times.as_slice() == [(0, length)] {
            body += &rows;
            continue;
        }
        let last = if times.last().is_some_and(|(_, end)| *end == length) {
            " l"
        } else {
            ""
        };
        let _written = write!(
            style,
            ".k{nth}{{animation-name:k{nth}}}@keyframes k{nth}{{{}}}",
            keyframes(times, length)
        );
        let _written = write!(body, "<g class=\"f k{nth}{last}\">\n{rows}</g>\n");
    }
    style += "@media(prefers-reduced-motion:reduce){.f{animation:none}}";
    let head = format!("<style>{style}</style>\n");
    framed(&frames[0].shot, (title, palette), &head, &body)
}

/// Rows in their places, by when they are seen.
fn scenes_of(frames: &[Frame], palette: &Palette) -> BTreeMap<Times, Vec<String>> {
    let mut seen: BTreeMap<(u16, String), Times> = BTreeMap::new();
    let mut start = 0;
    for frame in frames {
        let end = start + frame.ms;
        for (cells, y) in frame.shot.rows.iter().zip(0..) {
            let times = seen.entry((y, row(cells, palette))).or_default();
            match times.last_mut() {
                Some(last) if last.1 == start => last.1 = end,
                Some(_) | None => times.push((start, end)),
            }
        }
        start = end;
    }
    let mut scenes: BTreeMap<Times, Vec<String>> = BTreeMap::new();
    for ((y, art), times) in seen {
        if !art.is_empty() {
            scenes.entry(times).or_default().push(placed(&art, y));
        }
    }
    scenes
}

/// When a group comes and goes, as CSS has it.
fn keyframes(times: &Times, length: u32) -> String {
    let mut frames = String::new();
    let mut turn = |at: u32, what: &str| {
        let _written = write!(frames, "{}%{{visibility:{what}}}", percent(at, length));
    };
    if times[0].0 > 0 {
        turn(0, "hidden");
    }
    for (start, end) in times {
        turn(*start, "visible");
        if *end < length {
            turn(*end, "hidden");
        }
    }
    frames
}

/// A part of the length in hundredths, with three decimals at the most.
fn percent(at: u32, length: u32) -> String {
    let thousandths = (u64::from(at) * 100_000 + u64::from(length) / 2) / u64::from(length);
    let written = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    let short = written.trim_end_matches('0').trim_end_matches('.');
    short.to_owned()
}
