//! Cells of one 7-bit sign each, as dense as the picture has ink there.

use crate::picture::Look;
use crate::picture::pixels::Pixels;

/// From no ink to full ink.
const RAMP: &str = " .:-=+*#%@";

/// One cell for each dot, row by row. Paper as light as most of it is left blank, and ink as dark as most of it
/// is full, so that neither's noise is drawn.
pub(crate) fn shades(dots: &Pixels, look: Look) -> Vec<char> {
    let ink = Ink::of(dots, look);
    let (inked, blank): (Vec<u8>, Vec<u8>) = dots.greys().iter().partition(|g| ink.covers(**g));
    let (full, none) = (mean(&inked), mean(&blank));
    let sign = |grey: u8| {
        let tenths = match look.threshold {
            Some(_) if ink.covers(grey) => 9,
            Some(_) => 0,
            None => {
                let beyond = i32::from(grey) - none;
                10 * beyond.signum() * (full - none).signum() * beyond.abs()
                    / (full - none).abs().max(1)
            }
        };
        let step = usize::try_from(tenths.clamp(0, 9)).unwrap_or(0);
        RAMP.chars().nth(step).unwrap_or(' ')
    };
    dots.greys().iter().map(|grey| sign(*grey)).collect()
}

/// 0 for none.
fn mean(greys: &[u8]) -> i32 {
    let sum: u64 = greys.iter().map(|grey| u64::from(*grey)).sum();
    let count = u64::try_from(greys.len()).unwrap_or(u64::MAX);
    i32::try_from(sum.checked_div(count).unwrap_or(0)).unwrap_or(0)
}

/// Which dots are lit where a dot is lit or not. The ground of a terminal may be light or dark, so what there is
/// less of in the picture, which are the characters, is lit.
pub(crate) struct Ink {
    threshold: u8,
    dark: bool,
}

impl Ink {
    pub(crate) fn of(dots: &Pixels, look: Look) -> Self {
        let threshold = look.threshold.unwrap_or_else(|| dots.threshold());
        let dark = dots.greys().iter().filter(|grey| **grey < threshold);
        let few_dark = dark.count() * 2 <= dots.greys().len();
        Self {
            threshold,
            dark: few_dark != look.invert,
        }
    }

    pub(crate) fn covers(&self, grey: u8) -> bool {
        (grey < self.threshold) == self.dark
    }
}
