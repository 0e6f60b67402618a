//! The picture of a captcha, as the service sends it: text that should hold a PNG or a JPEG, and may hold anything.
//!
//! A [`Picture`] is the bytes that came, whatever they are, and what they are by their first bytes; a label is not
//! believed. [`Picture::size`] says whether they can be drawn; whether all of the inside can be decoded is seen only then.
//! What cannot be drawn can still be saved byte for byte and looked at elsewhere.
//! `Debug` shows format and size and never the bytes.

mod format;

pub use format::PictureFormat;

use crate::domain::keeper::Keeper;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

/// The most bytes that a picture may have.
pub const MAX_BYTES: usize = 1024 * 1024;
/// The most pixels that a picture may have on one side.
pub const MAX_SIDE: u32 = 4000;

/// Padding may be there or not, and the unused bits at the end are not judged.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Why there is no picture, or none that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum PictureError {
    /// There is nothing in it.
    #[error("the picture is empty")]
    Empty,
    /// A former process had it, and it was not kept.
    #[error("the picture was not kept")]
    NotKept,
    /// Another account of this machine keeps it, in a file that only that account may read.
    #[error("the picture is kept by {owner}")]
    KeptBy {
        /// Whose account.
        owner: Keeper,
    },
    /// It has more than [`MAX_BYTES`] bytes.
    #[error("the picture has {bytes} bytes")]
    TooLarge {
        /// How many it has, or would have at most.
        bytes: usize,
    },
    /// It is neither PNG nor JPEG.
    #[error("the picture is neither PNG nor JPEG")]
    NotDrawn {
        /// What it is.
        format: PictureFormat,
    },
    /// A side has more than [`MAX_SIDE`] pixels.
    #[error("the picture has {width}x{height} pixels")]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// It begins like a picture, but its header or its inside is broken.
    #[error("the picture is damaged")]
    Damaged,
}

/// What came as a picture. A clone shares the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    bytes: Arc<[u8]>,
    format: PictureFormat,
}

impl Picture {
    /// Reads what the service sends: base64 in either alphabet, padded or not, broken into lines or not, alone or
    /// behind `data:…;base64,`. Of base64 that breaks off, what comes before is taken; what is no base64 at all is
    /// taken as it came.
    ///
    /// # Errors
    /// [`PictureError::Empty`] and [`PictureError::TooLarge`].
    pub fn parse(text: &str) -> Result<Self, PictureError> {
        Self::from_bytes(payload(text)?)
    }

    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// [`PictureError::Empty`] and [`PictureError::TooLarge`].
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self, PictureError> {
        let bytes: Arc<[u8]> = bytes.into();
        if bytes.is_empty() {
            return Err(PictureError::Empty);
        }
        if bytes.len() > MAX_BYTES {
            return Err(PictureError::TooLarge { bytes: bytes.len() });
        }
        let format = PictureFormat::of(&bytes);
        Ok(Self { bytes, format })
    }

    /// The file itself.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the bytes are.
    #[must_use]
    pub fn format(&self) -> PictureFormat {
        self.format
    }

    /// Pixels across and down, each from 1 to [`MAX_SIDE`].
    ///
    /// # Errors
    /// It cannot be drawn: it is of another format, its header is broken, or it is too large.
    pub fn size(&self) -> Result<(u32, u32), PictureError> {
        let size = match self.format {
            PictureFormat::Png => format::png_size(&self.bytes),
            PictureFormat::Jpeg => format::jpeg_size(&self.bytes),
            format @ (PictureFormat::Gif
            | PictureFormat::WebP
            | PictureFormat::Bmp
            | PictureFormat::Svg
            | PictureFormat::Unknown) => return Err(PictureError::NotDrawn { format }),
        };
        let (width, height) = size
            .filter(|(width, height)| *width > 0 && *height > 0)
            .ok_or(PictureError::Damaged)?;
        if width > MAX_SIDE || height > MAX_SIDE {
            return Err(PictureError::TooManyPixels { width, height });
        }
        Ok((width, height))
    }

    /// The file in base64: standard alphabet, padded, one line.
    #[must_use]
    pub fn base64(&self) -> String {
        BASE64.encode(&self.bytes)
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (format, count) = (self.format, self.bytes.len());
        match self.size() {
            Ok((width, height)) => {
                write!(f, "Picture({format:?}, {width}x{height}, {count} bytes)")
            }
            Err(_) => write!(f, "Picture({format:?}, {count} bytes)"),
        }
    }
}

impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let size = self.size().ok();
        let mut fields = serializer.serialize_struct("Picture", 4)?;
        fields.serialize_field("format", &self.format)?;
        fields.serialize_field("width", &size.map(|(width, _)| width))?;
        fields.serialize_field("height", &size.map(|(_, height)| height))?;
        fields.serialize_field("base64", &self.base64())?;
        fields.end()
    }
}

/// The bytes that `text` stands for.
fn payload(text: &str) -> Result<Vec<u8>, PictureError> {
    let text = text.trim();
    let labelled = text
        .split_at_checked(5)
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("data:"))
        .and_then(|(_, rest)| rest.split_once(','));
    match labelled {
        None => decoded(text),
        Some((label, payload)) if is_base64(label) => decoded(payload.trim()),
        Some((_, payload)) => percent_decoded(payload),
    }
}

/// Whether the label of a `data:` address says so.
fn is_base64(label: &str) -> bool {
    let encoding = label.rsplit(';').next().unwrap_or_default().trim();
    encoding.eq_ignore_ascii_case("base64")
}

/// The bytes that base64 stands for as far as it goes, or those of the text itself where it hardly goes anywhere.
fn decoded(text: &str) -> Result<Vec<u8>, PictureError> {
    let mut encoded: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            _ => c,
        })
        .collect();
    let valid = encoded
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        .count();
    let whole = encoded.trim_end_matches('=').len();
    // One character alone at the end stands for no byte.
    encoded.truncate(valid - usize::from(valid % 4 == 1));
    let most = encoded.len().saturating_mul(3) / 4;
    if most > MAX_BYTES {
        return Err(PictureError::TooLarge { bytes: most });
    }
    let bytes = BASE64.decode(encoded).unwrap_or_default();
    let goes_far = 2 * valid > whole || PictureFormat::of(&bytes) != PictureFormat::Unknown;
    Ok(if goes_far && !bytes.is_empty() {
        bytes
    } else {
        text.as_bytes().to_vec()
    })
}

/// The bytes of a `data:` address that is not base64.
/// Source: RFC 2397 and RFC 3986, 2.1.
fn percent_decoded(text: &str) -> Result<Vec<u8>, PictureError> {
    if text.len() > 3 * MAX_BYTES {
        return Err(PictureError::TooLarge { bytes: text.len() });
    }
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.split_first_chunk::<2>().filter(|_| *first == b'%');
        let escaped = escaped.and_then(|(digits, after)| Some((byte_of(*digits)?, after)));
        let (byte, after) = escaped.unwrap_or((*first, after));
        bytes.push(byte);
        rest = after;
    }
    Ok(bytes)
}

/// The byte that two hexadecimal digits stand for.
fn byte_of(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    u8::try_from(high? * 16 + low?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    const JPEG: &[u8] = include_bytes!("../../tests/fixtures/captcha.jpg");

    const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

    const HEADS: &[&[u8]] = &[
        b"",
        PNG_SIGNATURE,
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
        b"\xff\xd8\xff",
    ];

    /// The header of a PNG; enough to be parsed.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = PNG_SIGNATURE.to_vec();
        bytes.extend(b"\0\0\0\x0dIHDR");
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        // So that both alphabets differ in it.
        bytes.extend([8, 0, 0, 0, 0, 0xfb, 0xff, 0xbe, 0xff, 0xef]);
        bytes
    }

    #[test]
    fn every_spelling_of_base64_is_the_same_picture() {
        let bytes = png(200, 70);
        let expected = Picture::from_bytes(bytes.clone());
        assert!(expected.is_ok());
        let padded = STANDARD.encode(&bytes);
        let mut broken = String::from("\n ");
        for (at, c) in padded.chars().enumerate() {
            broken.push(c);
            if at % 16 == 15 {
                broken.push_str("\r\n\t");
            }
        }
        let spellings = [
            padded.clone(),
            STANDARD_NO_PAD.encode(&bytes),
            URL_SAFE.encode(&bytes),
            URL_SAFE_NO_PAD.encode(&bytes),
            broken,
            format!("data:image/png;base64,{padded}"),
            format!("  DATA:image/gif;charset=x;Base64, {padded}\n"),
            format!("data:;base64,{padded}"),
        ];
        for text in spellings {
            assert_eq!(Picture::parse(&text), expected, "{text}");
        }
    }

    #[test]
    fn the_bytes_are_trusted_and_not_the_label() {
        let text = format!("data:image/png;base64,{}", STANDARD.encode(JPEG));
        let picture = Picture::parse(&text).map(|p| (p.format(), p.size()));
        assert_eq!(picture, Ok((PictureFormat::Jpeg, Ok((96, 40)))));
    }

    #[test]
    fn nothing_and_what_is_too_large_are_no_picture() {
        let parsed = |text: &str| Picture::parse(text).err();
        assert_eq!(parsed(" \n"), Some(PictureError::Empty));
        assert_eq!(parsed("data:image/png;base64,"), Some(PictureError::Empty));
        assert_eq!(parsed("data:image/svg+xml,"), Some(PictureError::Empty));
        let long = "A".repeat((MAX_BYTES + 1) * 4 / 3 + 1);
        let bytes = MAX_BYTES + 1;
        assert_eq!(parsed(&long), Some(PictureError::TooLarge { bytes }));
        let long = "§".repeat(MAX_BYTES);
        let bytes = 2 * MAX_BYTES;
        assert_eq!(parsed(&long), Some(PictureError::TooLarge { bytes }));
        let long = format!("data:text/plain,{}", "%41".repeat(MAX_BYTES + 1));
        let bytes = 3 * (MAX_BYTES + 1);
        assert_eq!(parsed(&long), Some(PictureError::TooLarge { bytes }));
    }

    #[test]
    fn each_cause_why_a_picture_is_not_drawn_has_its_name() {
        let size = |bytes: &[u8]| Picture::parse(&STANDARD.encode(bytes)).map(|p| p.size());
        let (width, height) = (4001, 5);
        let too_large = PictureError::TooManyPixels { width, height };
        assert_eq!(size(&png(4001, 5)), Ok(Err(too_large)));
        assert_eq!(size(&png(0, 5)), Ok(Err(PictureError::Damaged)));
        assert_eq!(size(PNG_SIGNATURE), Ok(Err(PictureError::Damaged)));
        assert_eq!(size(JPEG.split_at(20).0), Ok(Err(PictureError::Damaged)));
        let format = PictureFormat::Gif;
        assert_eq!(size(b"GIF89a"), Ok(Err(PictureError::NotDrawn { format })));
    }

    #[test]
    fn the_bytes_of_any_kind_are_kept_as_they_came_and_say_what_they_are() {
        let svg = b"<?xml version=\"1.0\"?>\n<!-- x -->\n<svg xmlns=\"x\"/>".as_slice();
        let kinds: [(&[u8], &str); 9] = [
            (b"GIF89a\x01\0", "gif"),
            (b"GIF87a", "gif"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "bin"),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0", "bmp"),
            (svg, "svg"),
            (b"\xef\xbb\xbf <SVG/>", "svg"),
            (b"\0\0\0\x1cftypavif", "bin"),
            (JPEG.split_at(400).0, "jpg"),
        ];
        for (bytes, ending) in kinds {
            let encoded = STANDARD.encode(bytes);
            for text in [
                encoded.clone(),
                format!("data:application/x-odd;charset=x;base64,{encoded}"),
            ] {
                let picture = Picture::parse(&text);
                assert_eq!(picture.as_ref().map(Picture::bytes), Ok(bytes), "{text}");
                let named = picture.map(|picture| picture.format().ending());
                assert_eq!(named, Ok(ending), "{text}");
            }
        }
    }

    #[test]
    fn base64_that_breaks_off_is_taken_as_far_as_it_goes() {
        let whole = STANDARD.encode(JPEG);
        let (part, _) = whole.split_at(400);
        for text in [
            part.to_owned(),
            format!("{part}=="),
            format!("{part}A"),
            format!("{part}§§ and so on"),
            format!("{part}=={part}"),
            format!("{part}<!-- {} -->", "§".repeat(900)),
        ] {
            let picture = Picture::parse(&text);
            let bytes = picture.as_ref().map(Picture::bytes);
            assert_eq!(bytes, Ok(JPEG.split_at(300).0), "{text}");
        }
    }

    #[test]
    fn what_is_no_base64_is_kept_as_it_came() {
        let cases: [(&str, &[u8], &str); 6] = [
            ("====", b"====", "bin"),
            (
                " https://x.example/a.png\n",
                b"https://x.example/a.png",
                "bin",
            ),
            ("<svg width='1'/>", b"<svg width='1'/>", "svg"),
            (
                "data:image/png,%89PNG%0d%0A%1a%0a%",
                b"\x89PNG\r\n\x1a\n%",
                "png",
            ),
            ("data:image/svg+xml,%3Csvg/>", b"<svg/>", "svg"),
            ("data:image/png;base64,§", "§".as_bytes(), "bin"),
        ];
        for (text, bytes, ending) in cases {
            let picture = Picture::parse(text);
            assert_eq!(picture.as_ref().map(Picture::bytes), Ok(bytes), "{text}");
            let named = picture.map(|picture| picture.format().ending());
            assert_eq!(named, Ok(ending), "{text}");
        }
    }

    #[test]
    fn the_largest_picture_is_taken() {
        let mut bytes = png(MAX_SIDE, MAX_SIDE);
        bytes.resize(MAX_BYTES, 0);
        let size = Picture::parse(&STANDARD.encode(bytes)).map(|picture| picture.size());
        assert_eq!(size, Ok(Ok((MAX_SIDE, MAX_SIDE))));
    }

    #[test]
    fn debug_shows_format_and_size_and_no_bytes() {
        let picture = Picture::from_bytes(png(3, 2)).ok();
        assert_eq!(format!("{picture:?}"), "Some(Picture(Png, 3x2, 34 bytes))");
        let picture = Picture::from_bytes(b"1234".to_vec()).ok();
        assert_eq!(format!("{picture:?}"), "Some(Picture(Unknown, 4 bytes))");
    }

    proptest! {
        #[test]
        fn no_text_and_no_bytes_break_it(
            text in ".{0,80}",
            mut bytes in prop::collection::vec(any::<u8>(), 0..80),
            head in prop::sample::select(HEADS),
        ) {
            let _any = Picture::parse(&text);
            let _any = Picture::parse(&format!("data:{text}"));
            bytes.splice(..0, head.iter().copied());
            let _any = Picture::from_bytes(bytes);
        }

        #[test]
        fn what_is_taken_comes_back(width in 1..=MAX_SIDE, height in 1..=MAX_SIDE) {
            let picture = Picture::from_bytes(png(width, height));
            prop_assert!(picture.is_ok());
            let text = picture.as_ref().map(Picture::base64).unwrap_or_default();
            prop_assert_eq!(Picture::parse(&text), picture);
        }
    }
}
