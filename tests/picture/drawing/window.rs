//! The window around a screen, and the head that every picture begins with.

use crate::drawing::palette::Palette;
use crate::drawing::row::{escaped, row};
use crate::drawing::shot::Shot;
use crate::drawing::{CELL, FONT_SIZE};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The font's files, which are also what PNG pictures are written with.
pub(crate) const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf");
pub(crate) const BOLD: &[u8] = include_bytes!("../../../assets/fonts/JetBrainsMono-Bold.ttf");

/// How high the bar is.
const BAR: u16 = 36;
/// How far the screen is from the window's edge.
const PADDING: u16 = 14;
/// What is tried where the font of the picture is not taken.
const FAMILIES: &str =
    "JetBrains Mono,ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace";

/// Draws a screen in a window that says `title`.
pub(crate) fn window(shot: &Shot, title: &str, palette: &Palette) -> String {
    let rows: String = shot
        .rows
        .iter()
        .zip(0..)
        .map(|(cells, y)| placed(&row(cells, palette), y))
        .collect();
    let text = shot.text().join("\n");
    let described = format!("<desc>{}\n</desc>\n", escaped(text.trim_end()));
    framed(shot, (title, palette), &described, &rows)
}

/// A row's art in its place; nothing for none.
pub(crate) fn placed(art: &str, y: u16) -> String {
    if art.is_empty() {
        return String::new();
    }
    format!("<g transform=\"translate(0 {})\">{art}</g>\n", y * CELL.1)
}

/// The window around what is drawn of a screen as large as `shot`; `head` goes before.
pub(crate) fn framed(
    shot: &Shot,
    (title, palette): (&str, &Palette),
    head: &str,
    body: &str,
) -> String {
    let rows = u16::try_from(shot.rows.len()).unwrap_or(u16::MAX);
    let (width, height) = (
        shot.columns * CELL.0 + 2 * PADDING,
        rows * CELL.1 + 2 * PADDING + BAR,
    );
    let (font, title) = (font_face(), escaped(title));
    let (inner, lower) = (width - 1, height - 1);
    let Palette {
        ground,
        bar,
        edge,
        title: quiet,
        ..
    } = palette;
    let dots = [22, 42, 62].map(|x| format!("<circle cx=\"{x}\" cy=\"18\" r=\"6\"/>"));
    let dots = dots.concat();
    let middle = width / 2;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FAMILIES}\" font-size=\"{FONT_SIZE}\">\n\
         <title>{title}</title>\n{head}<style>{font}</style>\n\
         <rect x=\".5\" y=\".5\" width=\"{inner}\" height=\"{lower}\" rx=\"9.5\" fill=\"{ground}\" stroke=\"{edge}\"/>\n\
         <path d=\"M1 {BAR}V10a9 9 0 0 1 9-9h{}a9 9 0 0 1 9 9v{}z\" fill=\"{bar}\"/>\n\
         <g fill=\"{edge}\">{dots}</g>\n\
         <text x=\"{middle}\" y=\"23\" text-anchor=\"middle\" font-size=\"13\" fill=\"{quiet}\">{title}</text>\n\
         <g transform=\"translate({PADDING} {})\">\n{body}</g>\n</svg>\n",
        width - 20,
        BAR - 10,
        BAR + PADDING
    )
}

fn font_face() -> String {
    let face = |weight: &str, file: &[u8]| {
        let data = STANDARD.encode(file);
        format!(
            "@font-face{{font-family:\"JetBrains Mono\";font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"
        )
    };
    face("400", REGULAR) + &face("700", BOLD)
}
