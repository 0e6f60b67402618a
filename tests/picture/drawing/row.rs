//! One row of a screen as SVG, with its top at 0: what lies behind, what is drawn, and what is written.

use crate::drawing::palette::{Palette, Rgb};
use crate::drawing::shot::Cell;
use crate::drawing::signs::{self, Sign, rectangle};
use crate::drawing::{BASELINE, CELL};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How far below the baseline a line under text is.
const UNDER: u16 = BASELINE + 2;

/// What is filled, by colour.
type Shapes = BTreeMap<Rgb, String>;

/// A row's SVG; empty for a blank one.
pub(crate) fn row(cells: &[Cell], palette: &Palette) -> String {
    let (mut grounds, mut blocks, mut lines) = (Shapes::new(), Shapes::new(), Shapes::new());
    let mut texts = String::new();
    for run in cells.chunk_by(|one, next| one.ground == next.ground) {
        let (first, (left, width)) = (&run[0], span(run));
        if first.ground != palette.ground {
            let path = rectangle((left, 0), (width, CELL.1));
            grounds.entry(first.ground).or_default().push_str(&path);
        }
    }
    for run in cells.chunk_by(is_one_underline) {
        let (left, width) = span(run);
        if run[0].underlined {
            let path = rectangle((left, UNDER), (width, 1));
            blocks.entry(run[0].ink).or_default().push_str(&path);
        }
    }
    for run in cells.chunk_by(are_written_together) {
        match drawn(run) {
            Some((colour, Sign::Line(path))) => {
                lines.entry(colour).or_default().push_str(&path);
            }
            Some((colour, Sign::Block(path) | Sign::Shade(path, _))) => {
                blocks.entry(colour).or_default().push_str(&path);
            }
            None => write_text(&mut texts, run),
        }
    }
    let crisp = [grounds, blocks].map(|shapes| filled(&shapes)).concat();
    let crisp = if crisp.is_empty() {
        crisp
    } else {
        format!("<g shape-rendering=\"crispEdges\">{crisp}</g>")
    };
    crisp + &filled(&lines) + &texts
}

fn filled(shapes: &Shapes) -> String {
    let path = |(colour, path): (&Rgb, &String)| format!("<path fill=\"{colour}\" d=\"{path}\"/>");
    shapes.iter().map(path).collect()
}

/// Where a run begins and how wide it is, in pixels.
fn span(run: &[Cell]) -> (u16, u16) {
    let left = run[0].column * CELL.0;
    let columns: u16 = run.iter().map(|cell| cell.width).sum();
    (left, columns * CELL.0)
}

fn is_one_underline(one: &Cell, next: &Cell) -> bool {
    one.underlined == next.underlined && (!one.underlined || one.ink == next.ink)
}

/// Whether two cells beside each other make one element: letters of one look, or one sign that runs on.
fn are_written_together(one: &Cell, next: &Cell) -> bool {
    let look = |cell: &Cell| (cell.ink, cell.bold, cell.italic);
    if look(one) != look(next) {
        return false;
    }
    if signs::run(&one.text, 0, 1).is_some() {
        return one.text == next.text && one.ground == next.ground;
    }
    is_letter(&one.text) && is_letter(&next.text)
}

/// Whether the font has it: what it has not may be of any width, and stands alone.
fn is_letter(text: &str) -> bool {
    let mut signs = text.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else {
        return false;
    };
    matches!(sign, ' '..='~' | '\u{a0}'..='\u{ff}' | '←'..='↓' | '✓' | '✗')
        || "‐–—‘’‚“”„•…‹›€".contains(sign)
}

/// What a run is drawn as, and in which colour; `None` for text.
fn drawn(run: &[Cell]) -> Option<(Rgb, Sign)> {
    let first = &run[0];
    let left = first.column * CELL.0;
    let count = u16::try_from(run.len()).unwrap_or(1);
    let sign = signs::run(&first.text, left, count).or_else(|| signs::sign(&first.text, left))?;
    let colour = match &sign {
        Sign::Shade(_, percent) => first.ink.on(first.ground, *percent),
        Sign::Block(_) | Sign::Line(_) => first.ink,
    };
    Some((colour, sign))
}

/// Writes the text of a run, a piece for what stands between two gaps: a single space is no gap.
fn write_text(texts: &mut String, run: &[Cell]) {
    let is_gap = |cells: &[Cell]| cells.iter().take(2).all(|cell| cell.text == " ");
    let mut rest = run;
    while let Some(start) = rest.iter().position(|cell| cell.text != " ") {
        let mut end = start + 1;
        while end < rest.len() && !is_gap(&rest[end..]) {
            end += 1;
        }
        write_piece(texts, &rest[start..end]);
        rest = &rest[end..];
    }
}

fn write_piece(texts: &mut String, piece: &[Cell]) {
    let (first, (left, width)) = (&piece[0], span(piece));
    let mut look = format!("fill=\"{}\"", first.ink);
    if first.bold {
        look += " font-weight=\"bold\"";
    }
    if first.italic {
        look += " font-style=\"italic\"";
    }
    if !is_letter(&first.text) {
        let _written = write!(
            look,
            " textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\""
        );
    } else if piece.len() > 1 {
        let _written = write!(look, " textLength=\"{width}\"");
    }
    let text: String = piece.iter().map(|cell| escaped(&cell.text)).collect();
    let _written = write!(
        texts,
        "<text x=\"{left}\" y=\"{BASELINE}\" {look}>{text}</text>"
    );
}

/// Text as XML has it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
