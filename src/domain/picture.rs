//! The picture of a captcha, as the service sends it: text that holds a PNG or a JPEG.
//!
//! A [`Picture`] is of a known format and of a size that can be shown; whether all of its inside can be decoded
//! is seen only when it is drawn. The label of a `data:` address is not believed: the bytes say what they are.
//! `Debug` shows format and size and never the bytes.

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

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Padding may be there or not, and the unused bits at the end are not judged.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The formats that the service is known to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG, baseline or progressive.
    Jpeg,
}

/// Why a text is no picture that can be shown.
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
    /// It is not base64, or a `data:` address of another encoding.
    #[error("the picture is not base64")]
    NotBase64,
    /// It has more than [`MAX_BYTES`] bytes.
    #[error("the picture has {bytes} bytes")]
    TooLarge {
        /// How many it has, or would have at most.
        bytes: usize,
    },
    /// It is neither PNG nor JPEG.
    #[error("the picture is neither PNG nor JPEG")]
    UnknownFormat,
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

/// A picture that can be shown. A clone shares the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    bytes: Arc<[u8]>,
    format: PictureFormat,
    width: u32,
    height: u32,
}

impl Picture {
    /// Reads what the service sends: base64 in either alphabet, padded or not, broken into lines or not, alone or
    /// behind `data:…;base64,`.
    ///
    /// # Errors
    /// The text holds no picture that can be shown.
    pub fn parse(text: &str) -> Result<Self, PictureError> {
        let encoded: String = payload(text)?
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '-' => '+',
                '_' => '/',
                _ => c,
            })
            .collect();
        let most = encoded.trim_end_matches('=').len().saturating_mul(3) / 4;
        if most > MAX_BYTES {
            return Err(PictureError::TooLarge { bytes: most });
        }
        let bytes = BASE64
            .decode(encoded)
            .map_err(|_invalid| PictureError::NotBase64)?;
        Self::from_bytes(bytes)
    }

    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// They are no picture that can be shown.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self, PictureError> {
        let bytes: Arc<[u8]> = bytes.into();
        if bytes.is_empty() {
            return Err(PictureError::Empty);
        }
        if bytes.len() > MAX_BYTES {
            return Err(PictureError::TooLarge { bytes: bytes.len() });
        }
        let (format, size) = if bytes.starts_with(PNG_SIGNATURE) {
            (PictureFormat::Png, png_size(&bytes))
        } else if bytes.starts_with(&[0xff, 0xd8]) {
            (PictureFormat::Jpeg, jpeg_size(&bytes))
        } else {
            return Err(PictureError::UnknownFormat);
        };
        let (width, height) = size.ok_or(PictureError::Damaged)?;
        if width == 0 || height == 0 {
            return Err(PictureError::Damaged);
        }
        if width > MAX_SIDE || height > MAX_SIDE {
            return Err(PictureError::TooManyPixels { width, height });
        }
        Ok(Self {
            bytes,
            format,
            width,
            height,
        })
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

    /// Pixels across, from 1 to [`MAX_SIDE`].
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels down, from 1 to [`MAX_SIDE`].
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The file in base64: standard alphabet, padded, one line.
    #[must_use]
    pub fn base64(&self) -> String {
        BASE64.encode(&self.bytes)
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            bytes,
            format,
            width,
            height,
        } = self;
        let count = bytes.len();
        write!(f, "Picture({format:?}, {width}x{height}, {count} bytes)")
    }
}

impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Picture", 4)?;
        fields.serialize_field("format", &self.format)?;
        fields.serialize_field("width", &self.width)?;
        fields.serialize_field("height", &self.height)?;
        fields.serialize_field("base64", &self.base64())?;
        fields.end()
    }
}

/// The base64 in `text`.
fn payload(text: &str) -> Result<&str, PictureError> {
    let text = text.trim();
    let labelled = text
        .split_at_checked(5)
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("data:"));
    let payload = match labelled {
        None => text,
        Some((_, rest)) => {
            let (label, payload) = rest.split_once(',').ok_or(PictureError::NotBase64)?;
            let encoding = label.rsplit(';').next().unwrap_or_default().trim();
            if !encoding.eq_ignore_ascii_case("base64") {
                return Err(PictureError::NotBase64);
            }
            payload.trim()
        }
    };
    if payload.is_empty() {
        return Err(PictureError::Empty);
    }
    Ok(payload)
}

/// Source: PNG specification 11.2.1: the first chunk is IHDR, 13 bytes long, and begins with width and height.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(PNG_SIGNATURE)?;
    let size = header.strip_prefix(b"\0\0\0\x0dIHDR")?;
    let (width, rest) = size.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// Source: ITU-T T.81 B.1 and B.2: segments until the frame header, which has precision, height and width.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    loop {
        rest = rest.strip_prefix(&[0xff])?;
        while let Some(after_fill) = rest.strip_prefix(&[0xff]) {
            rest = after_fill;
        }
        let (marker, after) = rest.split_first()?;
        rest = after;
        match marker {
            // These stand alone.
            0x01 | 0xd0..=0xd7 => {}
            // Scan or end before a frame header; a marker that cannot be one.
            0x00 | 0xd8..=0xda => return None,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let (_length_and_precision, size) = rest.split_first_chunk::<3>()?;
                let (height, size) = size.split_first_chunk()?;
                let (width, _) = size.split_first_chunk()?;
                let pixels = |bytes: &[u8; 2]| u32::from(u16::from_be_bytes(*bytes));
                return Some((pixels(width), pixels(height)));
            }
            _ => {
                let (length, _) = rest.split_first_chunk()?;
                rest = rest.get(usize::from(u16::from_be_bytes(*length)).max(2)..)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    const JPEG: &[u8] = include_bytes!("../../tests/fixtures/captcha.jpg");

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
        let picture = Picture::parse(&text).map(|p| (p.format(), p.width(), p.height()));
        assert_eq!(picture, Ok((PictureFormat::Jpeg, 96, 40)));
    }

    #[test]
    fn each_cause_has_its_name() {
        let encoded = |bytes: &[u8]| Picture::parse(&STANDARD.encode(bytes)).err();
        let parsed = |text: &str| Picture::parse(text).err();
        assert_eq!(parsed(" \n"), Some(PictureError::Empty));
        assert_eq!(parsed("data:image/png;base64,"), Some(PictureError::Empty));
        assert_eq!(parsed("===="), Some(PictureError::NotBase64));
        assert_eq!(
            parsed("https://x.example/a.png"),
            Some(PictureError::NotBase64)
        );
        assert_eq!(
            parsed("data:image/png,%89PNG"),
            Some(PictureError::NotBase64)
        );
        assert_eq!(parsed("data:image/png"), Some(PictureError::NotBase64));
        assert_eq!(encoded(b"GIF89a"), Some(PictureError::UnknownFormat));
        assert_eq!(
            encoded(&png(4001, 5)),
            Some(PictureError::TooManyPixels {
                width: 4001,
                height: 5
            })
        );
        assert_eq!(encoded(&png(0, 5)), Some(PictureError::Damaged));
        assert_eq!(encoded(PNG_SIGNATURE), Some(PictureError::Damaged));
        assert_eq!(encoded(JPEG.split_at(20).0), Some(PictureError::Damaged));
        let long = "A".repeat((MAX_BYTES + 1) * 4 / 3 + 1);
        assert_eq!(
            parsed(&long),
            Some(PictureError::TooLarge {
                bytes: MAX_BYTES + 1
            })
        );
    }

    #[test]
    fn the_largest_picture_is_taken() {
        let mut bytes = png(MAX_SIDE, MAX_SIDE);
        bytes.resize(MAX_BYTES, 0);
        assert!(Picture::parse(&STANDARD.encode(bytes)).is_ok());
    }

    #[test]
    fn debug_shows_format_and_size_and_no_bytes() {
        let picture = Picture::from_bytes(png(3, 2)).ok();
        assert_eq!(format!("{picture:?}"), "Some(Picture(Png, 3x2, 34 bytes))");
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
