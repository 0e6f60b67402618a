//! A captcha as the service might send it. The digits are 493827.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use png::{BitDepth, ColorType, Encoder};
use zapi_onboard::domain::picture::Picture;
use zapi_onboard::picture::pixels::Pixels;

const WIDTH: i32 = 200;
const HEIGHT: i32 = 70;
const DIGITS: [u8; 6] = [4, 9, 3, 8, 2, 7];

/// The strokes of a digit, as lines between points of a grid of 2x4.
fn strokes(digit: u8) -> &'static [[(i32, i32); 2]] {
    const A: [(i32, i32); 2] = [(0, 0), (2, 0)];
    const B: [(i32, i32); 2] = [(2, 0), (2, 2)];
    const C: [(i32, i32); 2] = [(2, 2), (2, 4)];
    const D: [(i32, i32); 2] = [(0, 4), (2, 4)];
    const F: [(i32, i32); 2] = [(0, 0), (0, 2)];
    const E: [(i32, i32); 2] = [(0, 2), (0, 4)];
    const G: [(i32, i32); 2] = [(0, 2), (2, 2)];
    match digit {
        2 => &[A, B, G, [(0, 2), (0, 4)], D],
        3 => &[A, B, G, C, D],
        4 => &[[(1, 0), (0, 2)], G, B, C],
        7 => &[A, [(2, 0), (1, 4)]],
        8 => &[A, B, C, D, E, F, G],
        _ => &[A, B, C, D, F, G],
    }
}

/// How far `point` lies from the line between two others, squared.
fn distance(point: (i32, i32), [(x1, y1), (x2, y2)]: [(i32, i32); 2]) -> i32 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let along = (point.0 - x1) * dx + (point.1 - y1) * dy;
    let whole = (dx * dx + dy * dy).max(1);
    let part = along.clamp(0, whole);
    let (nx, ny) = (x1 + dx * part / whole, y1 + dy * part / whole);
    (point.0 - nx).pow(2) + (point.1 - ny).pow(2)
}

/// The grey of the captcha at a place: six thick digits, up and down, on speckled paper with two lines across.
fn captcha_at(x: i32, y: i32, noise: i32) -> u8 {
    let paper = 215 + noise % 40;
    let mut grey = paper;
    for line in [[(0, 20), (199, 52)], [(0, 60), (199, 12)]] {
        if distance((x, y), line) <= 1 {
            grey = 130;
        }
    }
    for (nth, digit) in (0..).zip(DIGITS) {
        let (left, top) = (10 + nth * 32, 10 + (nth * 7) % 11);
        for stroke in strokes(digit) {
            let line = stroke.map(|(x, y)| (left + x * 9, top + y * 10));
            if distance((x, y), line) <= 9 {
                grey = 45 + noise % 50;
            }
        }
    }
    if noise % 23 == 0 {
        grey = 90;
    }
    u8::try_from(grey).unwrap_or(u8::MAX)
}

/// The picture, as the service sends it and as greys.
pub(crate) fn captcha() -> (Picture, Pixels) {
    let mut seed = 7_u32;
    let mut samples = Vec::new();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = i32::try_from(seed >> 16).unwrap_or(0);
            samples.push(captcha_at(x, y, noise));
        }
    }
    let size = (WIDTH.unsigned_abs(), HEIGHT.unsigned_abs());
    let file = png(size, ColorType::Grayscale, BitDepth::Eight, &samples);
    let picture = Picture::parse(&STANDARD.encode(file)).expect("well made");
    let pixels = Pixels::decode(&picture).expect("well made");
    (picture, pixels)
}

/// A PNG of these samples.
pub(crate) fn png(size: (u32, u32), color: ColorType, depth: BitDepth, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(color);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().expect("well made");
    writer.write_image_data(samples).expect("well made");
    writer.finish().expect("well made");
    bytes
}
