//! Pictures as greys: decoded, with stretched contrast, and averaged down or up to any number of dots.

use crate::domain::picture::{MAX_SIDE, Picture, PictureError, PictureFormat};
use png::{ColorType, Decoder, Limits, Transformations};
use std::io::Cursor;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The most bytes that decoding may take: the largest picture with four bytes a pixel.
const MOST_MEMORY: usize = 64 * 1024 * 1024;

/// Of the darkest and of the lightest pixels this part does not count for the contrast: one in so many.
const OUTLIERS: usize = 100;

/// A picture in 8-bit greys, 0 is black. There is at least one pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    width: usize,
    height: usize,
    greys: Vec<u8>,
}

/// A part of a picture, in pixels. It lies within it and is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Pixels {
    /// Decodes a picture: colours become greys, what is transparent becomes white, and the contrast is stretched
    /// so that the picture has black and white in it.
    ///
    /// # Errors
    /// It cannot be drawn by its header, or [`PictureError::Damaged`]: the inside cannot be decoded.
    pub fn decode(picture: &Picture) -> Result<Self, PictureError> {
        let raw = Raw::decode(picture)?;
        let greys: Vec<u8> = raw.samples.chunks_exact(raw.channels).map(grey).collect();
        let mut pixels = Self::new(raw.width, raw.height, greys)?;
        pixels.stretch();
        Ok(pixels)
    }

    fn new(width: usize, height: usize, greys: Vec<u8>) -> Result<Self, PictureError> {
        if greys.is_empty() || Some(greys.len()) != width.checked_mul(height) {
            return Err(PictureError::Damaged);
        }
        Ok(Self {
            width,
            height,
            greys,
        })
    }

    /// Pixels across and down.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// The grey that divides dark from light best (Otsu's method): greys below it are the dark ones.
    #[must_use]
    pub fn threshold(&self) -> u8 {
        let histogram = self.histogram();
        let moment = |(grey, count): (u32, &u32)| f64::from(grey) * f64::from(*count);
        let all: f64 = histogram.iter().map(|count| f64::from(*count)).sum();
        let all_moment: f64 = (0..).zip(&histogram).map(moment).sum();
        let (mut dark, mut dark_moment) = (0.0, 0.0);
        let (mut best, mut threshold) = (0.0, 128);
        for (grey, count) in (0..=u8::MAX).zip(&histogram) {
            dark += f64::from(*count);
            dark_moment += moment((u32::from(grey), count));
            let light = all - dark;
            if dark < 1.0 || light < 1.0 {
                continue;
            }
            let distance = dark_moment / dark - (all_moment - dark_moment) / light;
            let between = dark * light * distance * distance;
            if between > best {
                best = between;
                threshold = grey.saturating_add(1);
            }
        }
        threshold
    }

    /// The greys, row by row.
    pub(crate) fn greys(&self) -> &[u8] {
        &self.greys
    }

    /// The grey at a place; white outside.
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        let inside = x < self.width;
        let grey = self.greys.get(y * self.width + x).filter(|_| inside);
        grey.copied().unwrap_or(u8::MAX)
    }

    /// `region` as so many dots (across, down), each the mean of what it covers.
    pub(crate) fn sampled(&self, region: Region, (across, down): (usize, usize)) -> Self {
        let columns = coverage(region.x, region.width, across);
        let rows = coverage(region.y, region.height, down);
        let weights = u64::try_from(region.width * region.height).unwrap_or(u64::MAX);
        let mut greys = Vec::with_capacity(across * down);
        for row in &rows {
            for column in &columns {
                let mut sum = 0;
                for (y, high) in row {
                    for (x, wide) in column {
                        sum += u64::from(self.at(*x, *y)) * high * wide;
                    }
                }
                let mean = (sum + weights / 2) / weights.max(1);
                greys.push(u8::try_from(mean).unwrap_or(u8::MAX));
            }
        }
        Self {
            width: across,
            height: down,
            greys,
        }
    }

    fn histogram(&self) -> [u32; 256] {
        let mut histogram = [0; 256];
        for grey in &self.greys {
            if let Some(count) = histogram.get_mut(usize::from(*grey)) {
                *count += 1;
            }
        }
        histogram
    }

    fn stretch(&mut self) {
        let histogram = self.histogram();
        let outliers = u32::try_from(self.greys.len() / OUTLIERS).unwrap_or(u32::MAX);
        let after_outliers = |mut greys: Box<dyn Iterator<Item = u8>>| {
            let mut passed = 0;
            greys.find(|grey| {
                passed += histogram.get(usize::from(*grey)).copied().unwrap_or(0);
                passed > outliers
            })
        };
        let darkest = after_outliers(Box::new(0..=u8::MAX)).unwrap_or(0);
        let lightest = after_outliers(Box::new((0..=u8::MAX).rev())).unwrap_or(u8::MAX);
        // A picture of one tone stays as it is.
        if darkest >= lightest {
            return;
        }
        let span = u32::from(lightest - darkest);
        for grey in &mut self.greys {
            let within = (*grey).clamp(darkest, lightest) - darkest;
            *grey = u8::try_from(u32::from(within) * 255 / span).unwrap_or(u8::MAX);
        }
    }
}

/// Which pixels each of `dots` equal parts of a side covers, and how far. The weights of one dot sum up to
/// `length`.
fn coverage(from: usize, length: usize, dots: usize) -> Vec<Vec<(usize, u64)>> {
    (0..dots)
        .map(|dot| {
            // In parts of a pixel, of which it has `dots`.
            let (first, last) = (dot * length, (dot + 1) * length);
            (first / dots..last.div_ceil(dots))
                .map(|pixel| {
                    let covered = last.min((pixel + 1) * dots) - first.max(pixel * dots);
                    (from + pixel, u64::try_from(covered).unwrap_or(0))
                })
                .collect()
        })
        .collect()
}

/// A decoded picture as its decoder leaves it: 8 bits a sample.
pub(crate) struct Raw {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// 1 is grey, 2 grey and opacity, 3 colours, 4 colours and opacity.
    pub(crate) channels: usize,
    pub(crate) samples: Vec<u8>,
}

impl Raw {
    /// Decodes without any change of tones.
    pub(crate) fn decode(picture: &Picture) -> Result<Self, PictureError> {
        picture.size()?;
        match picture.format() {
            PictureFormat::Png => Self::png(picture.bytes()),
            PictureFormat::Jpeg => Self::jpeg(picture.bytes()),
            format @ (PictureFormat::Gif
            | PictureFormat::WebP
            | PictureFormat::Bmp
            | PictureFormat::Svg
            | PictureFormat::Unknown) => return Err(PictureError::NotDrawn { format }),
        }
        .ok_or(PictureError::Damaged)
    }

    fn png(bytes: &[u8]) -> Option<Self> {
        let limits = Limits { bytes: MOST_MEMORY };
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
        decoder.set_transformations(Transformations::normalize_to_color8());
        decoder.set_ignore_text_chunk(true);
        decoder.set_ignore_iccp_chunk(true);
        let mut reader = decoder.read_info().ok()?;
        let size = reader
            .output_buffer_size()
            .filter(|size| *size <= MOST_MEMORY)?;
        let mut samples = vec![0; size];
        let frame = reader.next_frame(&mut samples).ok()?;
        samples.truncate(frame.buffer_size());
        let channels = match frame.color_type {
            ColorType::Grayscale => 1,
            ColorType::GrayscaleAlpha => 2,
            ColorType::Rgb => 3,
            ColorType::Rgba => 4,
            ColorType::Indexed => return None,
        };
        Some(Self {
            width: usize::try_from(frame.width).ok()?,
            height: usize::try_from(frame.height).ok()?,
            channels,
            samples,
        })
    }

    fn jpeg(bytes: &[u8]) -> Option<Self> {
        let most = usize::try_from(MAX_SIDE).ok()?;
        let options = DecoderOptions::default()
            .set_max_width(most)
            .set_max_height(most)
            .jpeg_set_out_colorspace(ColorSpace::RGB);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        decoder.decode_headers().ok()?;
        let info = decoder.info()?;
        let samples = decoder.decode().ok()?;
        Some(Self {
            width: usize::from(info.width),
            height: usize::from(info.height),
            channels: decoder.output_colorspace()?.num_components(),
            samples,
        })
    }
}

/// The grey of one pixel, over white.
fn grey(pixel: &[u8]) -> u8 {
    let (tone, opacity) = match *pixel {
        [grey] => (u32::from(grey), 255),
        [grey, opacity] => (u32::from(grey), u32::from(opacity)),
        [red, green, blue] => (luma(red, green, blue), 255),
        [red, green, blue, opacity] => (luma(red, green, blue), u32::from(opacity)),
        _ => (255, 255),
    };
    let over_white = (tone * opacity + 255 * (255 - opacity) + 127) / 255;
    u8::try_from(over_white).unwrap_or(u8::MAX)
}

/// How light a colour is. Source: ITU-R BT.601.
fn luma(red: u8, green: u8, blue: u8) -> u32 {
    (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) + 500) / 1000
}
