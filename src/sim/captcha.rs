//! The captcha pictures: drawn here, or taken from the two photographs of them that are kept.
//!
//! ```text
//!  ┌────────────────────────┐
//!  │  █ █ ███ █ █   █ ███   │  200 x 70 grey dots, thick strokes, pale specks and two pale lines
//!  └────────────────────────┘
//! ```
//!
//! The same text and the same turn give the same picture. Strokes are thick enough for a terminal, where a
//! picture shrinks to some 150 dots.

use crate::sim::scenario::{Captcha, PictureForm, PictureFormat};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write as _;

const WIDTH: usize = 200;
const HEIGHT: usize = 70;
/// Dots of a glyph.
const COLUMNS: usize = 5;
const ROWS: usize = 7;
/// How many characters a picture can hold.
const LONGEST: usize = 8;

/// The pictures that are kept as JPEG, with what they show.
const JPEGS: [(&str, &[u8]); 2] = [
    ("H7K4P", include_bytes!("../../assets/captcha/H7K4P.jpg")),
    ("4X9TE", include_bytes!("../../assets/captcha/4X9TE.jpg")),
];

/// Each row of a glyph is five bits, the left dot first.
#[rustfmt::skip]
const FONT: [(char, [u8; ROWS]); 25] = [
    ('2', [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111]),
    ('3', [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110]),
    ('4', [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010]),
    ('5', [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110]),
    ('6', [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110]),
    ('7', [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b01000, 0b01000]),
    ('8', [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110]),
    ('9', [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100]),
    ('A', [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001]),
    ('C', [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110]),
    ('E', [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111]),
    ('F', [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000]),
    ('H', [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001]),
    ('J', [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100]),
    ('K', [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001]),
    ('L', [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111]),
    ('M', [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001]),
    ('N', [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001]),
    ('P', [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000]),
    ('R', [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001]),
    ('T', [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100]),
    ('U', [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110]),
    ('V', [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100]),
    ('X', [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001]),
    ('Y', [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100]),
];

/// Whether there is a picture of this text in the wanted format.
pub(super) fn can_show(captcha: &Captcha, text: &str) -> bool {
    match captcha.format {
        PictureFormat::Png | PictureFormat::Svg | PictureFormat::Bmp | PictureFormat::HalfPng => {
            is_drawable(text)
        }
        PictureFormat::Jpeg => photograph(text).is_some(),
    }
}

fn is_drawable(text: &str) -> bool {
    let known = |c: char| FONT.iter().any(|(glyph, _)| glyph.eq_ignore_ascii_case(&c));
    !text.is_empty() && text.chars().count() <= LONGEST && text.chars().all(known)
}

/// The picture as an answer's field holds it. `turn` tells one picture of the same text from another.
pub(super) fn field(captcha: &Captcha, text: &str, turn: u32) -> String {
    let (kind, bytes) = match captcha.format {
        PictureFormat::Png => ("png", png_of(text, turn)),
        PictureFormat::Jpeg => {
            let kept = photograph(text).map(<[u8]>::to_vec);
            ("jpeg", kept.unwrap_or_default())
        }
        PictureFormat::Svg => ("svg+xml", svg_of(text, turn).into_bytes()),
        PictureFormat::Bmp => ("bmp", bmp_of(text, turn)),
        PictureFormat::HalfPng => {
            let mut bytes = png_of(text, turn);
            bytes.truncate(bytes.len() / 2);
            ("png", bytes)
        }
    };
    let encoded = STANDARD.encode(bytes);
    match captcha.form {
        PictureForm::Raw => encoded,
        PictureForm::DataUri => format!("data:image/{kind};base64,{encoded}"),
    }
}

fn photograph(text: &str) -> Option<&'static [u8]> {
    let found = JPEGS.iter().find(|(shown, _)| *shown == text);
    found.map(|(_, bytes)| *bytes)
}

/// A PNG of 8-bit grey dots.
fn png_of(text: &str, turn: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 200, 70);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    // Writing into memory fails for nothing but a picture of another size, which a test excludes.
    let _written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&Canvas::showing(text, turn).dots));
    bytes
}

/// A drawing of dark squares, one for each dark dot of a coarse picture.
fn svg_of(text: &str, turn: u32) -> String {
    const COARSE: usize = 4;
    let dots = Canvas::showing(text, turn).dots;
    let is_dark = |x: usize, y: usize| dots.get(y * WIDTH + x).is_some_and(|grey| *grey < 100);
    let mut drawing =
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">"#);
    for y in (0..HEIGHT).step_by(COARSE) {
        for x in (0..WIDTH).step_by(COARSE).filter(|x| is_dark(*x, y)) {
            // Writing into a text does not fail.
            let _written = write!(
                drawing,
                r#"<rect x="{x}" y="{y}" width="{COARSE}" height="{COARSE}"/>"#
            );
        }
    }
    drawing.push_str("</svg>");
    drawing
}

/// A BMP of 24 bits a dot, which begins with the lowest row. Rows of 200 dots need no filling.
fn bmp_of(text: &str, turn: u32) -> Vec<u8> {
    const HEAD: u32 = 54;
    let dots = Canvas::showing(text, turn).dots;
    let number = |value: usize| u32::try_from(value).unwrap_or_default().to_le_bytes();
    let mut bytes = b"BM".to_vec();
    bytes.extend(number(dots.len() * 3 + 54));
    bytes.extend([0; 4]);
    bytes.extend(HEAD.to_le_bytes());
    bytes.extend(number(40));
    bytes.extend(number(WIDTH));
    bytes.extend(number(HEIGHT));
    bytes.extend([1, 0, 24, 0]);
    bytes.extend([0; 24]);
    for row in dots.chunks(WIDTH).rev() {
        bytes.extend(row.iter().flat_map(|grey| [*grey; 3]));
    }
    bytes
}

/// Grey dots, row by row; 255 is white.
struct Canvas {
    dots: Vec<u8>,
    noise: Noise,
}

impl Canvas {
    fn showing(text: &str, turn: u32) -> Self {
        let mut canvas = Self {
            dots: vec![255; WIDTH * HEIGHT],
            noise: Noise(0x9E37_79B9 ^ turn.wrapping_mul(0x85EB_CA6B)),
        };
        canvas.speckle();
        canvas.write(text);
        canvas
    }

    fn set(&mut self, x: usize, y: usize, grey: u8) {
        if x < WIDTH
            && let Some(dot) = self.dots.get_mut(y * WIDTH + x)
        {
            *dot = grey;
        }
    }

    /// What makes reading hard for a machine and not for a person.
    fn speckle(&mut self) {
        for _ in 0..400 {
            let (x, y) = (self.noise.below(WIDTH), self.noise.below(HEIGHT));
            self.set(x, y, 200);
        }
        for _ in 0..2 {
            let (from, to) = (self.noise.below(HEIGHT), self.noise.below(HEIGHT));
            for x in 0..WIDTH {
                let y = (from * (WIDTH - x) + to * x) / WIDTH;
                self.set(x, y, 190);
                self.set(x, y + 1, 190);
            }
        }
    }

    fn write(&mut self, text: &str) {
        let count = text.chars().count().clamp(1, LONGEST);
        let step = WIDTH / count;
        let wide = (step / (COLUMNS + 1)).min(8);
        let high = 8;
        for (nth, shown) in text.chars().take(LONGEST).enumerate() {
            let left = nth * step + (step - wide * COLUMNS) / 2;
            let top = self.noise.below(HEIGHT - high * ROWS);
            let glyph = FONT.iter().find(|(c, _)| c.eq_ignore_ascii_case(&shown));
            let rows = glyph.map_or([0b11111; ROWS], |(_, rows)| *rows);
            for (row, bits) in rows.into_iter().enumerate() {
                for column in (0..COLUMNS).filter(|column| bits & (0b10000 >> column) != 0) {
                    self.block((left + column * wide, top + row * high), (wide, high));
                }
            }
        }
    }

    fn block(&mut self, (left, top): (usize, usize), (wide, high): (usize, usize)) {
        for y in top..top + high {
            for x in left..left + wide {
                self.set(x, y, 16);
            }
        }
    }
}

/// Numbers that look random and are the same every time.
struct Noise(u32);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        // The xorshift of Marsaglia; zero is no state of it.
        let mut state = self.0.max(1);
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        self.0 = state;
        usize::try_from(state >> 8).unwrap_or_default() % limit.max(1)
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test fails by panicking"
    )]

    use super::*;

    fn decoded(field: &str) -> Vec<u8> {
        STANDARD.decode(field).unwrap()
    }

    #[test]
    fn a_picture_is_a_real_png_of_dark_strokes_on_white() {
        let captcha = Captcha::default();
        let bytes = decoded(&field(&captcha, &captcha.answer, 0));
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let mut dots = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut dots).unwrap();
        assert_eq!((info.width, info.height), (200, 70));
        assert_eq!(dots, Canvas::showing(&captcha.answer, 0).dots);
        let dark = dots.iter().filter(|grey| **grey < 100).count();
        let share = dark * 100 / dots.len();
        assert!((10..40).contains(&share), "{share} % is dark");
    }

    #[test]
    fn a_picture_shrunk_to_a_terminals_dots_still_has_its_strokes() {
        let (columns, rows) = (152, 40);
        let whole = Canvas::showing("H7K4P", 0).dots;
        let dark = |column: usize, row: usize| {
            whole[(row * HEIGHT / rows) * WIDTH + column * WIDTH / columns] < 100
        };
        let mut shown = String::new();
        for row in 0..rows {
            let line = (0..columns).map(|column| if dark(column, row) { '#' } else { ' ' });
            shown.push_str(line.collect::<String>().trim_end());
            shown.push('\n');
        }
        let thinnest = shown
            .split(|c| c != '#')
            .filter(|run| !run.is_empty())
            .map(str::len)
            .min();
        assert!(thinnest >= Some(4), "a stroke is too thin:\n{shown}");
    }

    #[test]
    fn the_same_turn_gives_the_same_picture_and_another_turn_another() {
        let captcha = Captcha::default();
        let picture = |text, turn| field(&captcha, text, turn);
        assert_eq!(picture("2345", 0), picture("2345", 0));
        assert_ne!(picture("2345", 0), picture("2345", 1));
        assert_ne!(picture("2345", 0), picture("2346", 0));
    }

    #[test]
    fn a_jpeg_is_one_and_a_data_uri_names_its_kind() {
        let mut captcha = Captcha {
            format: PictureFormat::Jpeg,
            ..Captcha::default()
        };
        for answer in [&captcha.answer, &captcha.next_answer] {
            assert!(can_show(&captcha, answer));
            let bytes = decoded(&field(&captcha, answer, 0));
            assert!(bytes.starts_with(b"\xff\xd8\xff") && bytes.ends_with(b"\xff\xd9"));
        }
        captcha.form = PictureForm::DataUri;
        let uri = field(&captcha, &captcha.answer, 0);
        assert!(uri.starts_with("data:image/jpeg;base64,/9j/"), "{uri}");
        captcha.format = PictureFormat::Png;
        let uri = field(&captcha, &captcha.answer, 0);
        assert!(uri.starts_with("data:image/png;base64,iVBOR"), "{uri}");
    }

    #[test]
    fn pictures_of_other_kinds_are_whole_or_half_as_they_are_named() {
        let bytes = |format| {
            let captcha = Captcha {
                format,
                ..Captcha::default()
            };
            decoded(&field(&captcha, "H7K4P", 0))
        };
        let svg = String::from_utf8(bytes(PictureFormat::Svg)).unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
        assert!(svg.matches("<rect ").count() > 100, "{svg}");
        let bmp = bytes(PictureFormat::Bmp);
        assert_eq!((&bmp[..2], bmp.len()), (&b"BM"[..], 54 + 200 * 70 * 3));
        assert_eq!(bmp[2..6], u32::try_from(bmp.len()).unwrap().to_le_bytes());
        let (whole, half) = (bytes(PictureFormat::Png), bytes(PictureFormat::HalfPng));
        assert_eq!(half[..], whole[..whole.len() / 2]);
    }

    #[test]
    fn what_has_no_glyph_or_no_room_cannot_be_drawn() {
        assert!(is_drawable("2345acx"));
        for odd in ["", "O0", "23456789A", "é"] {
            assert!(!is_drawable(odd), "{odd}");
        }
        for (format, answer, known) in [
            ("png", "22222", true),
            ("jpeg", "H7K4P", true),
            ("jpeg", "22222", false),
            ("png", "O", false),
        ] {
            let toml =
                format!("title.en = 'x'\n[captcha]\nformat = '{format}'\nanswer = '{answer}'");
            assert_eq!(crate::sim::Scenario::parse(&toml).is_ok(), known, "{toml}");
        }
    }
}
