//! Pictures that the terminal draws itself: bytes to be written where the cursor stands, after the frame's cells.
//!
//! The file goes out as it came wherever the terminal can read it. kitty's protocol reads PNG only, so a JPEG is
//! written to it as PNG; and what the person changed about the look is drawn here and goes out as a grey PNG.
//! The picture is scaled by the terminal to the cells that [`crate::tui::picture::fitted`] names.
//!
//! Never through tmux or screen: they do not pass it on unasked. [`crate::tui::probe`] knows.

use crate::domain::picture::{Picture, PictureError, PictureFormat};
use crate::picture::pixels::{Pixels, Raw};
use crate::tui::picture::{Look, view};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use png::{BitDepth, ColorType, Encoder};
use std::borrow::Cow;

/// The most characters of base64 in one of kitty's sequences; a multiple of four.
/// Source: kitty, "Terminal graphics protocol", "Remote client".
const CHUNK: usize = 4096;

/// Draws by kitty's protocol, without moving the cursor and without an answer from the terminal. A picture of the
/// same `id` (1 or more) that is shown already is to be deleted first.
///
/// # Errors
/// The picture cannot be decoded, or there is no room.
pub fn kitty(
    (picture, pixels): (&Picture, &Pixels),
    look: Look,
    id: u32,
    room: (usize, usize),
) -> Result<Vec<u8>, PictureError> {
    let view = view(pixels, look, room).ok_or(PictureError::Empty)?;
    let file = match picture.format() {
        _ if look != Look::default() => Cow::Owned(drawn(pixels, look, room)?),
        PictureFormat::Png => Cow::Borrowed(picture.bytes()),
        PictureFormat::Jpeg
        | PictureFormat::Gif
        | PictureFormat::WebP
        | PictureFormat::Bmp
        | PictureFormat::Svg
        | PictureFormat::Unknown => Cow::Owned(as_png(&Raw::decode(picture)?)?),
    };
    let encoded = STANDARD.encode(file);
    let (columns, rows) = view.size;
    let mut control = format!("a=T,f=100,q=2,C=1,i={id},c={columns},r={rows},");
    let mut out = Vec::with_capacity(encoded.len() + 64);
    let mut chunks = encoded.as_bytes().chunks(CHUNK).peekable();
    while let Some(chunk) = chunks.next() {
        let more = u8::from(chunks.peek().is_some());
        out.extend_from_slice(format!("\x1b_G{control}m={more};").as_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\x1b\\");
        "q=2,".clone_into(&mut control);
    }
    Ok(out)
}

/// Takes the picture of this `id` away and frees its memory, by kitty's protocol. Harmless when there is none.
#[must_use]
pub fn kitty_delete(id: u32) -> Vec<u8> {
    format!("\x1b_Ga=d,d=I,i={id},q=2\x1b\\").into_bytes()
}

/// Draws by iTerm2's protocol. The picture takes the place of the cells' text and goes when they are written to;
/// where the cursor ends is the terminal's business.
///
/// # Errors
/// There is no room.
pub fn iterm(
    (picture, pixels): (&Picture, &Pixels),
    look: Look,
    room: (usize, usize),
) -> Result<Vec<u8>, PictureError> {
    let view = view(pixels, look, room).ok_or(PictureError::Empty)?;
    let file = if look == Look::default() {
        Cow::Borrowed(picture.bytes())
    } else {
        Cow::Owned(drawn(pixels, look, room)?)
    };
    let (columns, rows) = view.size;
    let size = file.len();
    let encoded = STANDARD.encode(file);
    let sequence = format!(
        "\x1b]1337;File=inline=1;size={size};width={columns};height={rows};preserveAspectRatio=1:{encoded}\x07"
    );
    Ok(sequence.into_bytes())
}

/// What is seen by this look, as a grey PNG in the picture's own pixels.
fn drawn(pixels: &Pixels, look: Look, room: (usize, usize)) -> Result<Vec<u8>, PictureError> {
    let region = view(pixels, look, room).ok_or(PictureError::Empty)?.region;
    let (width, height) = (region.width, region.height);
    let seen = pixels.sampled(region, (width, height));
    let samples = seen.greys().iter().map(|grey| look.grey(*grey)).collect();
    as_png(&Raw {
        width,
        height,
        channels: 1,
        samples,
    })
}

fn as_png(raw: &Raw) -> Result<Vec<u8>, PictureError> {
    let encode = || {
        let (width, height) = (
            u32::try_from(raw.width).ok()?,
            u32::try_from(raw.height).ok()?,
        );
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_color(match raw.channels {
            1 => ColorType::Grayscale,
            2 => ColorType::GrayscaleAlpha,
            3 => ColorType::Rgb,
            _ => ColorType::Rgba,
        });
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&raw.samples).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    };
    encode().ok_or(PictureError::Damaged)
}
