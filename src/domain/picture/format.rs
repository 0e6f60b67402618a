//! What the bytes of a picture are, by how they begin.

use serde::Serialize;

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// How far into a text an `<svg` may stand: after a declaration, comments and a document type.
const SVG_WITHIN: usize = 1024;

/// What a picture is by its bytes. Only the first two are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG, baseline or progressive.
    Jpeg,
    /// Graphics Interchange Format.
    Gif,
    /// WebP.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// Scalable Vector Graphics.
    Svg,
    /// Anything else.
    Unknown,
}

impl PictureFormat {
    /// What `bytes` are.
    ///
    /// Source: the formats' specifications; the WHATWG's "MIME Sniffing", 6.1.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let is_webp = bytes.starts_with(b"RIFF")
            && bytes.get(8..).is_some_and(|rest| rest.starts_with(b"WEBP"));
        match bytes {
            _ if bytes.starts_with(PNG_SIGNATURE) => Self::Png,
            [0xff, 0xd8, ..] => Self::Jpeg,
            _ if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") => Self::Gif,
            _ if is_webp => Self::WebP,
            // The size of the whole file and four bytes that are nought follow.
            [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Self::Bmp,
            _ if is_svg(bytes) => Self::Svg,
            _ => Self::Unknown,
        }
    }

    /// How a file of it is named at the end, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Bmp => "bmp",
            Self::Svg => "svg",
            Self::Unknown => "bin",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Bmp => "image/bmp",
            Self::Svg => "image/svg+xml",
            Self::Unknown => "application/octet-stream",
        }
    }

    /// What people call it; `None` where it is not known what it is.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Png => Some("PNG"),
            Self::Jpeg => Some("JPEG"),
            Self::Gif => Some("GIF"),
            Self::WebP => Some("WebP"),
            Self::Bmp => Some("BMP"),
            Self::Svg => Some("SVG"),
            Self::Unknown => None,
        }
    }
}

/// Whether it is text in which an `<svg` comes before anything that is not mark-up.
fn is_svg(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    let begin = text.get(..SVG_WITHIN).unwrap_or(text);
    text.starts_with(b"<")
        && begin
            .windows(4)
            .any(|tag| tag.eq_ignore_ascii_case(b"<svg"))
}

/// Source: PNG specification 11.2.1: the first chunk is IHDR, 13 bytes long, and begins with width and height.
pub(super) fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(PNG_SIGNATURE)?;
    let size = header.strip_prefix(b"\0\0\0\x0dIHDR")?;
    let (width, rest) = size.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// Source: ITU-T T.81 B.1 and B.2: segments until the frame header, which has precision, height and width.
pub(super) fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
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
