//! Pictures of captchas, drawn in cells. Read the snapshots as a person would: the digits are 493827.

use crate::captcha::{captcha, png};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use insta::assert_snapshot;
use png::{BitDepth, ColorType, Encoder};
use proptest::prelude::*;
use ratatui::style::{Color, Style};
use ratatui::text::Line;
use serde_json::json;
use zapi_onboard::domain::picture::{Picture, PictureError, PictureFormat};
use zapi_onboard::picture::pixels::Pixels;
use zapi_onboard::tui::picture::protocols::{iterm, kitty, kitty_delete};
use zapi_onboard::tui::picture::{Brush, Cells, Look, Tones, draw, fitted};

fn text(lines: &[Line<'_>]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| line.to_string().trim_end().to_owned())
        .collect();
    lines.join("\n")
}

const BRUSHES: [(Cells, Tones); 7] = [
    (Cells::Quadrants, Tones::OnOff),
    (Cells::Quadrants, Tones::Sixteen),
    (Cells::Quadrants, Tones::Greys),
    (Cells::Halves, Tones::OnOff),
    (Cells::Halves, Tones::Sixteen),
    (Cells::Halves, Tones::Greys),
    (Cells::Shades, Tones::OnOff),
];

const QUADRANTS: Brush = Brush {
    cells: Cells::Quadrants,
    tones: Tones::OnOff,
};

const SHADES: Brush = Brush {
    cells: Cells::Shades,
    tones: Tones::OnOff,
};

#[test]
fn the_digits_can_be_read_in_quadrants_without_colours() {
    let (_, pixels) = captcha();
    let lines = draw(&pixels, Look::default(), QUADRANTS, (76, 20));
    assert_snapshot!(text(&lines));
}

#[test]
fn the_digits_can_be_read_in_shades() {
    let (_, pixels) = captcha();
    let lines = draw(&pixels, Look::default(), SHADES, (76, 20));
    assert_snapshot!(text(&lines));
}

#[test]
fn the_digits_can_be_read_in_a_small_room() {
    let (_, pixels) = captcha();
    let lines = draw(&pixels, Look::default(), QUADRANTS, (56, 9));
    assert_snapshot!(text(&lines));
}

#[test]
fn coming_nearer_shows_a_part_and_moving_shows_another() {
    let (_, pixels) = captcha();
    let mut look = Look::default();
    for _ in 0..3 {
        look.zoom_in();
    }
    look.pan(-100, -1);
    let left = draw(&pixels, look, QUADRANTS, (60, 14));
    look.pan(200, 0);
    let right = draw(&pixels, look, QUADRANTS, (60, 14));
    assert_snapshot!(format!("{}\n\n{}", text(&left), text(&right)));
    for _ in 0..20 {
        look.zoom_out();
    }
    assert_eq!(look, Look::default());
}

#[test]
fn every_brush_and_look_stays_in_every_room() {
    let (_, pixels) = captcha();
    let looks = [
        Look::default(),
        Look {
            zoom: u8::MAX,
            pan_x: i16::MIN,
            pan_y: i16::MAX,
            invert: true,
            threshold: Some(pixels.threshold()),
        },
    ];
    for (cells, tones) in BRUSHES {
        for look in looks {
            for room in [(0, 5), (1, 1), (1, 9), (2, 1), (17, 3), (40, 40)] {
                let lines = draw(&pixels, look, Brush { cells, tones }, room);
                let (columns, rows) = fitted(&pixels, look, room);
                assert!(columns <= room.0 && rows <= room.1, "{room:?}");
                assert_eq!(rows, lines.len(), "{room:?}");
                assert!(
                    lines.iter().all(|line| line.width() == columns),
                    "{room:?} {cells:?}"
                );
            }
        }
    }
}

#[test]
fn proportions_are_kept_on_cells_twice_as_high_as_wide() {
    let (_, pixels) = captcha();
    assert_eq!(fitted(&pixels, Look::default(), (76, 20)), (76, 13));
    assert_eq!(fitted(&pixels, Look::default(), (300, 10)), (57, 10));
}

#[test]
fn shades_are_seven_bit_and_without_style() {
    let (_, pixels) = captcha();
    for line in draw(&pixels, Look::default(), SHADES, (60, 20)) {
        assert!(line.to_string().is_ascii());
        assert!(line.spans.iter().all(|span| span.style == Style::new()));
    }
}

#[test]
fn each_number_of_colours_uses_only_its_own() {
    let (_, pixels) = captcha();
    let used = |tones| {
        let brush = Brush {
            cells: Cells::Quadrants,
            tones,
        };
        let lines = draw(&pixels, Look::default(), brush, (76, 20));
        let styles = lines
            .into_iter()
            .flat_map(|line| line.spans)
            .map(|span| span.style);
        styles
            .flat_map(|style| [style.fg, style.bg])
            .collect::<Vec<_>>()
    };
    assert!(used(Tones::OnOff).iter().all(Option::is_none));
    let named = [Color::Black, Color::DarkGray, Color::Gray, Color::White];
    let is_named = |color: &Option<Color>| color.is_some_and(|color| named.contains(&color));
    assert!(used(Tones::Sixteen).iter().all(is_named));
    let is_grey = |color: &Option<Color>| matches!(color, Some(Color::Indexed(16 | 231..=255)));
    assert!(used(Tones::Greys).iter().all(is_grey));
}

/// The picture as one row of a cell each, in greys of 256 colours.
fn greys_of(file: Vec<u8>, columns: usize) -> Vec<Option<Color>> {
    let pixels = Pixels::decode(&Picture::from_bytes(file).expect("well made")).expect("well made");
    let brush = Brush {
        cells: Cells::Halves,
        tones: Tones::Greys,
    };
    let lines = draw(&pixels, Look::default(), brush, (columns, 1));
    let cells = lines
        .iter()
        .flat_map(|line| line.styled_graphemes(Style::new()));
    cells.map(|cell| cell.style.bg).collect()
}

#[test]
fn every_kind_of_png_comes_out_in_the_same_greys() {
    let black_grey_white = [
        Some(Color::Indexed(16)),
        Some(Color::Indexed(244)),
        Some(Color::Indexed(231)),
    ];
    let size = (3, 2);
    let twice = |row: &[u8]| row.repeat(2);
    let grey = twice(&[0, 128, 255]);
    let deep = twice(&[0, 0, 128, 0, 255, 255]);
    let over_white = twice(&[0, 255, 0, 127, 77, 0]);
    let colours = twice(&[0, 0, 0, 128, 128, 128, 255, 255, 255]);
    let clear = twice(&[0, 0, 0, 255, 0, 0, 0, 127, 9, 9, 9, 0]);
    let kinds = [
        png(size, ColorType::Grayscale, BitDepth::Eight, &grey),
        png(size, ColorType::Grayscale, BitDepth::Sixteen, &deep),
        png(
            size,
            ColorType::GrayscaleAlpha,
            BitDepth::Eight,
            &over_white,
        ),
        png(size, ColorType::Rgb, BitDepth::Eight, &colours),
        png(size, ColorType::Rgba, BitDepth::Eight, &clear),
        palette_png(),
        STANDARD.decode(INTERLACED).expect("well made"),
    ];
    for file in kinds {
        assert_eq!(greys_of(file, 3), black_grey_white);
    }
}

/// The same three greys twice, interlaced.
const INTERLACED: &str = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAHPGAlQAAAAEklEQVR42mNgYPjP0MDA0PAfAAuCAv8YoOhYAAAAAElFTkSuQmCC";

fn palette_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 3, 2);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Two);
    encoder.set_palette(&[0, 0, 0, 128, 128, 128, 9, 9, 9][..]);
    encoder.set_trns(&[255, 255, 0][..]);
    let mut writer = encoder.write_header().expect("well made");
    writer
        .write_image_data(&[0b0001_1000, 0b0001_1000])
        .expect("well made");
    writer.finish().expect("well made");
    bytes
}

#[test]
fn jpegs_in_colours_and_in_greys_are_drawn() {
    let drawn = |bytes: &[u8]| {
        let picture = Picture::from_bytes(bytes).expect("well made");
        let pixels = Pixels::decode(&picture).expect("well made");
        text(&draw(&pixels, Look::default(), QUADRANTS, (40, 9)))
    };
    let colours = drawn(include_bytes!("../fixtures/captcha.jpg"));
    assert_snapshot!(colours);
    assert_eq!(
        drawn(include_bytes!("../fixtures/captcha-grey.jpg")),
        colours
    );
}

#[test]
fn a_picture_whose_inside_is_broken_is_damaged() {
    let (picture, _) = captcha();
    let whole = picture.bytes();
    let cut = Picture::from_bytes(&whole[..whole.len() / 2]).expect("well made");
    assert_eq!(Pixels::decode(&cut), Err(PictureError::Damaged));
}

#[test]
fn the_largest_picture_is_decoded() {
    let samples = vec![0; 500 * 4000];
    let black = png((4000, 4000), ColorType::Grayscale, BitDepth::One, &samples);
    let picture = Picture::from_bytes(black).expect("well made");
    let flat = Pixels::decode(&picture).expect("well made");
    assert_eq!(text(&draw(&flat, Look::default(), SHADES, (3, 1))), "");
}

#[test]
fn a_picture_and_what_is_wrong_with_one_go_out_as_json() {
    let (picture, _) = captcha();
    let expected = json!({
        "format": "png", "width": 200, "height": 70, "base64": STANDARD.encode(picture.bytes()),
    });
    assert_eq!(serde_json::to_value(&picture).ok(), Some(expected));
    let error = serde_json::to_value(PictureError::TooLarge { bytes: 7 });
    let expected = json!({"cause": "too_large", "bytes": 7});
    assert_eq!(error.ok(), Some(expected));
}

#[test]
fn kitty_gets_a_png_as_it_came_in_chunks_that_it_takes() {
    let (picture, pixels) = captcha();
    let room = (76, 20);
    let bytes = kitty((&picture, &pixels), Look::default(), 7, room).expect("well made");
    let bytes = String::from_utf8(bytes).expect("well made");
    let chunks: Vec<&str> = bytes.split_terminator("\x1b\\").collect();
    assert!(chunks.len() > 2);
    let mut sent = String::new();
    for (nth, chunk) in chunks.iter().enumerate() {
        let (control, payload) = chunk
            .strip_prefix("\x1b_G")
            .and_then(|inside| inside.split_once(';'))
            .expect("well made");
        let more = u8::from(nth + 1 < chunks.len());
        let expected = match nth {
            0 => format!("a=T,f=100,q=2,C=1,i=7,c=76,r=13,m={more}"),
            _ => format!("q=2,m={more}"),
        };
        assert_eq!(control, expected);
        assert!(payload.len() <= 4096);
        sent.push_str(payload);
    }
    assert_eq!(STANDARD.decode(sent).expect("well made"), picture.bytes());
    assert_eq!(kitty_delete(7), b"\x1b_Ga=d,d=I,i=7,q=2\x1b\\");
}

#[test]
fn kitty_gets_a_jpeg_as_png_and_iterm_gets_it_as_it_came() {
    let bytes: &[u8] = include_bytes!("../fixtures/captcha.jpg");
    let picture = Picture::from_bytes(bytes).expect("well made");
    let pixels = Pixels::decode(&picture).expect("well made");
    let out = kitty((&picture, &pixels), Look::default(), 1, (40, 9)).expect("well made");
    let out = String::from_utf8(out).expect("well made");
    let payload: String = out
        .split_terminator("\x1b\\")
        .filter_map(|chunk| chunk.split_once(';'))
        .map(|(_, payload)| payload)
        .collect();
    let sent = Picture::parse(&payload).expect("well made");
    assert_eq!(sent.format(), PictureFormat::Png);
    assert_eq!(sent.size(), Ok((96, 40)));
    assert_eq!(Pixels::decode(&sent), Ok(pixels.clone()));

    let out = iterm((&picture, &pixels), Look::default(), (40, 9)).expect("well made");
    let size = bytes.len();
    let expected = format!(
        "\x1b]1337;File=inline=1;size={size};width=40;height=8;preserveAspectRatio=1:{}\x07",
        STANDARD.encode(bytes)
    );
    assert_eq!(String::from_utf8(out).expect("well made"), expected);
}

#[test]
fn a_changed_look_reaches_the_terminals_own_pictures() {
    let (picture, pixels) = captcha();
    let look = Look {
        zoom: 2,
        invert: true,
        threshold: Some(pixels.threshold()),
        ..Look::default()
    };
    let out = iterm((&picture, &pixels), look, (40, 7)).expect("well made");
    let out = String::from_utf8(out).expect("well made");
    let (_, payload) = out
        .trim_end_matches('\x07')
        .split_once(':')
        .expect("well made");
    let sent = Picture::parse(payload).expect("well made");
    assert_eq!(sent.size(), Ok((100, 35)));
    assert!(iterm((&picture, &pixels), look, (0, 7)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_breaks_the_decoders(
        is_jpeg: bool,
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        kept in any::<prop::sample::Index>(),
        room in (0..30_usize, 0..12_usize),
    ) {
        let mut bytes = if is_jpeg {
            include_bytes!("../fixtures/captcha.jpg").to_vec()
        } else {
            palette_png()
        };
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(kept.index(bytes.len() * 4).max(8));
        if let Ok(picture) = Picture::from_bytes(bytes)
            && let Ok(pixels) = Pixels::decode(&picture)
        {
            let lines = draw(&pixels, Look::default(), QUADRANTS, room);
            prop_assert!(lines.len() <= room.1);
        }
    }
}
