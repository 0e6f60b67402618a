//! A screen as a picture: the cells of a terminal in, an SVG out.
//!
//! ```text
//! vt100::Screen ─shot─► Shot ─row─► one row's shapes and text ─window─► SVG, with a frame
//!                        colours are settled                   └─film──► SVG that moves by CSS alone
//! ```
//!
//! The same screen gives the same bytes on every machine: no font is measured, a cell is [`CELL`] large, and every
//! number that is written is a whole one or has a fixed count of decimals.
//!
//! Text is text, in a font that lies inside the picture, so that letters are as sharp as the browser can make them and the
//! same for everybody. Each run of text is also told its length, so that it keeps to its cells where a viewer does not take
//! fonts from pictures. What has to meet its neighbours without a gap is drawn as shapes: lines, blocks, and the few signs
//! that fonts disagree on. No script, no address, nothing that is fetched: GitHub shows it as it is.

pub(crate) mod film;
pub(crate) mod palette;
pub(crate) mod row;
pub(crate) mod shot;
pub(crate) mod signs;
pub(crate) mod window;

/// The width and height of a cell. The font's letters are 0.6 of its size wide.
pub(crate) const CELL: (u16, u16) = (9, 20);
/// The size of the font.
pub(crate) const FONT_SIZE: u16 = 15;
/// How far below a row's top its letters stand.
pub(crate) const BASELINE: u16 = 15;
