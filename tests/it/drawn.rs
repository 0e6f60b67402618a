//! Pictures of the screen: what a terminal shows is in them, sign by sign, and looks as it does there.
//!
//! Seen failing on planted bugs: an arm that ends before the middle of its cell, a cell that is written one column too far to the
//! right, a row of a film that is hidden a frame too late.

use crate::drawing::film::{Frame, film};
use crate::drawing::palette::{BLACK, DARK, LIGHT, Palette, Rgb};
use crate::drawing::row::{escaped, row};
use crate::drawing::shot::Shot;
use crate::drawing::signs::sign;
use crate::drawing::window::window;
use crate::picture::keys::events;
use crate::picture::raster::{Raster, own_letters};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use resvg::tiny_skia::Pixmap;
use std::collections::BTreeMap;
use std::num::NonZeroU16;

const HIDDEN: &str = "\x1b[?25l";

fn shot(bytes: &str, (columns, rows): (u16, u16), palette: &Palette) -> Shot {
    let some = |cells| NonZeroU16::new(cells).expect("a window");
    let mut terminal = vt100::Parser::new(some(rows), some(columns), 0);
    terminal.process(bytes.as_bytes());
    Shot::of(terminal.screen(), palette)
}

/// One row, without a cursor.
fn row_of(bytes: &str) -> String {
    let shot = shot(&format!("{HIDDEN}{bytes}"), (40, 1), &DARK);
    row(&shot.rows[0], &DARK)
}

/// The dots of some rows, white on black.
fn dots(rows: &[&str]) -> Pixmap {
    let bytes = rows.join("\r\n");
    let bytes = format!("{HIDDEN}\x1b[38;2;255;255;255m{bytes}");
    let size = (rows[0].chars().count(), rows.len());
    let size = (
        u16::try_from(size.0).expect("a row"),
        u16::try_from(size.1).expect("rows"),
    );
    let shot = shot(&bytes, size, &DARK);
    let art = shot.rows.iter().zip(0..).map(|(cells, y)| {
        let top = y * 20;
        format!(
            "<g transform=\"translate(0 {top})\">{}</g>",
            row(cells, &DARK)
        )
    });
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" font-family=\"JetBrains Mono\" font-size=\"15\">\
         {}</svg>",
        size.0 * 9,
        size.1 * 20,
        art.collect::<String>()
    );
    Raster::with(own_letters()).pixels(&svg, 1)
}

fn is_inked(dots: &Pixmap, x: u32, y: u32) -> bool {
    dots.pixel(x, y).is_some_and(|dot| dot.alpha() > 200)
}

fn holds(svg: &str, parts: &[&str]) {
    for part in parts {
        assert!(svg.contains(part), "{part:?} is not in {svg}");
    }
}

#[test]
fn text_is_written_in_its_weight_slant_and_colour() {
    holds(
        &row_of("plain \x1b[1mbold\x1b[22m \x1b[3mslanted\x1b[0m"),
        &[
            "<text x=\"0\" y=\"15\" fill=\"#d7dae0\" textLength=\"45\">plain</text>",
            "<text x=\"54\" y=\"15\" fill=\"#d7dae0\" font-weight=\"bold\" textLength=\"36\">bold</text>",
            "<text x=\"99\" y=\"15\" fill=\"#d7dae0\" font-style=\"italic\" textLength=\"63\">slanted</text>",
        ],
    );
    holds(
        &row_of("\x1b[31mred\x1b[38;5;208m256\x1b[38;2;1;2;3mrgb\x1b[39;2mdim"),
        &[
            "fill=\"#f47067\" textLength=\"27\">red<",
            "fill=\"#ff8700\" textLength=\"27\">256<",
            "fill=\"#010203\" textLength=\"27\">rgb<",
            "fill=\"#9d9fa5\" textLength=\"27\">dim<",
        ],
    );
}

#[test]
fn reverse_underline_and_grounds_are_drawn_behind_text() {
    let reverse = row_of("\x1b[7mon\x1b[0m");
    holds(
        &reverse,
        &[
            "<path fill=\"#d7dae0\" d=\"M0 0h18v20h-18z\"/>",
            "<text x=\"0\" y=\"15\" fill=\"#16181d\" textLength=\"18\">on</text>",
        ],
    );
    assert!(reverse.find("<path") < reverse.find("<text"), "{reverse}");
    holds(
        &row_of("a\x1b[4;32mbc\x1b[0m"),
        &["<path fill=\"#7ec97e\" d=\"M9 17h18v1h-18z\"/>"],
    );
    // A blank is a blank, but for its ground.
    holds(
        &row_of("\x1b[48;5;232m  \x1b[0m"),
        &["<path fill=\"#080808\" d=\"M0 0h18v20h-18z\"/>"],
    );
    assert_eq!(row_of("   "), "");
}

#[test]
fn the_cursor_is_a_block_where_it_is_seen() {
    let seen = shot("ab\x1b[D", (3, 1), &LIGHT);
    let drawn = row(&seen.rows[0], &LIGHT);
    holds(
        &drawn,
        &[
            "<path fill=\"#24292f\" d=\"M9 0h9v20h-9z\"/>",
            "<text x=\"9\" y=\"15\" fill=\"#ffffff\">b</text>",
        ],
    );
    let hidden = shot(&format!("ab\x1b[D{HIDDEN}"), (3, 1), &LIGHT);
    assert!(!row(&hidden.rows[0], &LIGHT).contains("<path"));
    // On a ground of its own colour it is as light as the text.
    let black = shot("\x1b[91;40mb\r", (1, 1), &LIGHT);
    let drawn = row(&black.rows[0], &LIGHT);
    holds(&drawn, &["<path fill=\"#a40e26\"", "fill=\"#24292f\">b<"]);
}

#[test]
fn wide_and_combined_signs_stand_in_their_own_cells() {
    holds(
        &row_of("a日本e\u{301}z"),
        &[
            "<text x=\"0\" y=\"15\" fill=\"#d7dae0\">a</text>",
            "<text x=\"9\" y=\"15\" fill=\"#d7dae0\" textLength=\"18\" lengthAdjust=\"spacingAndGlyphs\">日</text>",
            "<text x=\"27\" y=\"15\" fill=\"#d7dae0\" textLength=\"18\" lengthAdjust=\"spacingAndGlyphs\">本</text>",
            "<text x=\"45\" y=\"15\" fill=\"#d7dae0\" textLength=\"9\" lengthAdjust=\"spacingAndGlyphs\">e\u{301}</text>",
            "<text x=\"54\" y=\"15\" fill=\"#d7dae0\">z</text>",
        ],
    );
    // The ground of a wide sign is as wide.
    holds(&row_of("\x1b[41m日"), &["d=\"M0 0h18v20h-18z\""]);
}

#[test]
fn what_xml_is_written_with_is_text_all_the_same() {
    let shot = shot("<a & b>", (8, 1), &DARK);
    holds(
        &window(&shot, "x < y", &DARK),
        &[">&lt;a &amp; b&gt;<", "<title>x &lt; y</title>"],
    );
}

#[test]
fn a_box_is_one_line_around() {
    for (rows, middle, thick) in [
        (["┌──┐", "│  │", "└──┘"], (4, 9), 1),
        (["╭──╮", "│  │", "╰──╯"], (4, 9), 1),
        (["┏━━┓", "┃  ┃", "┗━━┛"], (3, 8), 3),
    ] {
        let dots = dots(&rows);
        let bend = if rows[0].starts_with('╭') { 5 } else { 0 };
        let (left, right) = (middle.0, 27 + middle.0);
        let (top, foot) = (middle.1, 40 + middle.1);
        for way in 0..thick {
            for x in left + bend..=right - bend {
                assert!(is_inked(&dots, x, top + way), "{rows:?} {x} above");
                assert!(is_inked(&dots, x, foot + way), "{rows:?} {x} below");
            }
            for y in top + bend..=foot - bend {
                assert!(is_inked(&dots, left + way, y), "{rows:?} {y} left");
                assert!(is_inked(&dots, right + way, y), "{rows:?} {y} right");
            }
        }
        // Nothing beside it.
        for (x, y) in [
            (left - 1, 30),
            (left + thick, 30),
            (18, top - 1),
            (18, foot + thick),
        ] {
            assert!(!is_inked(&dots, x, y), "{rows:?} {x} {y}");
        }
    }
}

/// How thick a sign is where it meets its neighbours: left, right, above and below.
fn edges(sign: char) -> [usize; 4] {
    let dots = dots(&[&sign.to_string()]);
    let column = |x| (0..20).filter(|y| is_inked(&dots, x, *y)).count();
    let line = |y| (0..9).filter(|x| is_inked(&dots, *x, y)).count();
    [column(0), column(8), line(0), line(19)]
}

#[test]
fn signs_of_boxes_have_the_arms_that_their_names_say() {
    for (sign, arms) in [
        ('─', [1, 1, 0, 0]),
        ('┃', [0, 0, 3, 3]),
        ('┘', [1, 0, 1, 0]),
        ('┕', [0, 3, 1, 0]),
        ('┒', [1, 0, 0, 3]),
        ('├', [0, 1, 1, 1]),
        ('┡', [0, 3, 3, 1]),
        ('┪', [3, 0, 1, 3]),
        ('┮', [1, 3, 0, 1]),
        ('┹', [3, 1, 3, 0]),
        ('┿', [3, 3, 1, 1]),
        ('╄', [1, 3, 3, 1]),
        ('╊', [1, 3, 3, 3]),
        ('╷', [0, 0, 0, 1]),
        ('╸', [3, 0, 0, 0]),
        ('╽', [0, 0, 1, 3]),
        ('═', [2, 2, 0, 0]),
        ('╔', [0, 2, 0, 2]),
        ('╝', [2, 0, 2, 0]),
    ] {
        assert_eq!(edges(sign), arms, "{sign}");
    }
    let left_to_the_font = ('─'..='╿').filter(|c| sign(&c.to_string(), 0).is_none());
    let rest: String = left_to_the_font.collect();
    assert_eq!(rest, "╒╓╕╖╘╙╛╜╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬╱╲╳");
}

#[test]
fn blocks_fill_the_quarters_that_their_names_say_and_nothing_else() {
    for (sign, quarters) in [
        ('█', [true, true, true, true]),
        ('▀', [true, true, false, false]),
        ('▄', [false, false, true, true]),
        ('▐', [false, true, false, true]),
        ('▘', [true, false, false, false]),
        ('▝', [false, true, false, false]),
        ('▖', [false, false, true, false]),
        ('▗', [false, false, false, true]),
        ('▙', [true, false, true, true]),
        ('▚', [true, false, false, true]),
        ('▛', [true, true, true, false]),
        ('▜', [true, true, false, true]),
        ('▞', [false, true, true, false]),
        ('▟', [false, true, true, true]),
    ] {
        let dots = dots(&[&sign.to_string()]);
        for (x, y) in (0..9).flat_map(|x| (0..20).map(move |y| (x, y))) {
            let quarter = usize::from(x >= 5) + 2 * usize::from(y >= 10);
            assert_eq!(is_inked(&dots, x, y), quarters[quarter], "{sign} {x} {y}");
        }
    }
    let all = dots(&["██", "██"]);
    assert!(all.pixels().iter().all(|dot| dot.alpha() == 255), "a gap");
    let filled = |sign: char| {
        let dots = dots(&[&sign.to_string()]);
        dots.pixels().iter().filter(|dot| dot.alpha() > 0).count()
    };
    let growing: Vec<usize> = "▁▂▃▄▅▆▇█".chars().map(filled).collect();
    assert!(growing.is_sorted_by(|low, high| low < high), "{growing:?}");
    let shrinking: Vec<usize> = "█▉▊▋▌▍▎▏".chars().map(filled).collect();
    assert!(
        shrinking.is_sorted_by(|wide, narrow| wide > narrow),
        "{shrinking:?}"
    );
}

#[test]
fn a_shade_is_a_part_of_its_colour() {
    holds(
        &row_of("\x1b[38;2;200;100;0;48;2;0;0;0m░▒▓"),
        &["fill=\"#321900\"", "fill=\"#643200\"", "fill=\"#964b00\""],
    );
    assert_eq!(Rgb(255, 0, 10).on(Rgb(255, 100, 10), 50), Rgb(255, 50, 10));
}

/// The contrast of two colours. Source: WCAG 2.2, "contrast ratio".
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let light = |Rgb(red, green, blue): Rgb| {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.05 + 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[test]
fn what_a_terminal_of_a_picture_shows_can_be_read() {
    for palette in [&DARK, &LIGHT, &BLACK] {
        let cells = |look: &str| shot(&format!("{HIDDEN}{look}x"), (1, 1), palette).rows;
        for look in ["", "\x1b[2m", "\x1b[7m", "\x1b[7;2m"] {
            let cell = &cells(look)[0][0];
            let reached = contrast(cell.ink, cell.ground);
            assert!(reached >= 4.5, "{look:?} on {}: {reached}", cell.ground);
        }
        assert!(
            contrast(palette.title, palette.bar) >= 4.5,
            "{}",
            palette.bar
        );
    }
}

/// Letters that are told to be in the font are there in both weights, and as wide as a cell.
#[test]
fn the_font_has_its_letters_and_they_are_as_wide_as_a_cell() {
    let raster = Raster::with(own_letters());
    let drawn = |text: &str| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4000\" height=\"20\" font-family=\"JetBrains Mono\" \
             font-size=\"15\">{text}</svg>"
        );
        raster.pixels(&svg, 1)
    };
    let letters = ('!'..='~')
        .chain('¡'..='ÿ')
        .chain("‐–—‘’‚“”„•…‹›€←↑→↓✓✗".chars());
    // A soft hyphen is not seen.
    let letters: Vec<char> = letters.filter(|letter| *letter != '\u{ad}').collect();
    for letter in &letters {
        let svg = row_of(&letter.to_string());
        let is_letter = svg.contains("<text") && !svg.contains("lengthAdjust");
        assert!(is_letter, "{letter}: {svg}");
    }
    for weight in ["400", "700"] {
        let text = letters.iter().zip(0_u16..).map(|(letter, nth)| {
            let (left, letter) = (nth * 18, escaped(&letter.to_string()));
            format!("<text x=\"{left}\" y=\"15\" font-weight=\"{weight}\">{letter}</text>")
        });
        let dots = drawn(&text.collect::<String>());
        for (letter, left) in letters.iter().zip((0..).step_by(18)) {
            let mut own = (left..left + 9).flat_map(|x| (0..20).map(move |y| (x, y)));
            let inked = own.any(|(x, y)| dots.pixel(x, y).is_some_and(|dot| dot.alpha() > 0));
            assert!(inked, "{letter} of {weight} is not in the font");
        }
    }
    let free = drawn("<text y=\"15\">Wide|il.</text>");
    let told = drawn("<text y=\"15\" textLength=\"72\">Wide|il.</text>");
    assert_eq!(free.data(), told.data());
}

/// What stands in a row of a picture, by column.
fn written(svg: &str) -> BTreeMap<u16, String> {
    let mut signs = BTreeMap::new();
    for element in svg.split("<text x=\"").skip(1) {
        let (left, rest) = element.split_once('"').expect("a place");
        let (_, rest) = rest.split_once('>').expect("a text");
        let (text, _) = rest.split_once("</text>").expect("its end");
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        let left: u16 = left.parse().expect("a number");
        if rest.is_empty() || element.contains("lengthAdjust") {
            signs.insert(left / 9, text);
        } else {
            let each = text.chars().zip(left / 9..);
            signs.extend(each.map(|(sign, column)| (column, sign.to_string())));
        }
    }
    signs.retain(|_, sign| sign != " ");
    signs
}

fn any_piece() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        "[ -~]{1,6}",
        "[à-ÿ ]{1,4}",
        Just("日本".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("   ".to_owned()),
        Just("─│█".to_owned()),
        Just("👩".to_owned()),
    ];
    let looks = prop_oneof![
        Just(""),
        Just("\x1b[1m"),
        Just("\x1b[2m"),
        Just("\x1b[7m"),
        Just("\x1b[4m"),
        Just("\x1b[3;35m"),
        Just("\x1b[0m"),
        Just("\x1b[48;5;17m"),
    ];
    (looks, text).prop_map(|(look, text)| format!("{look}{text}"))
}

proptest! {
    #[test]
    fn every_sign_of_a_screen_is_in_its_picture_and_in_its_place(
        pieces in proptest::collection::vec(any_piece(), 1..30),
    ) {
        let shot = shot(&pieces.concat(), (40, 5), &DARK);
        let svg = window(&shot, "", &DARK);
        let (_, described) = svg.split_once("<desc>").expect("a description");
        for cells in &shot.rows {
            let seen = written(&row(cells, &DARK));
            let is_text = |text: &str| text != " " && sign(text, 0).is_none();
            let wanted = cells.iter().filter(|cell| is_text(&cell.text));
            let wanted: BTreeMap<u16, String> =
                wanted.map(|cell| (cell.column, cell.text.clone())).collect();
            prop_assert_eq!(&seen, &wanted);
            let line: String = cells.iter().map(|cell| cell.text.as_str()).collect();
            let line = escaped(line.trim_end());
            prop_assert!(described.contains(&line), "{line:?} is not told");
            prop_assert!(svg.contains(&row(cells, &DARK)));
        }
    }

    /// At each moment of a film exactly that is seen which its screen has.
    #[test]
    fn a_film_shows_each_of_its_screens_when_it_is_due(
        screens in proptest::collection::vec(("[ab]{0,2}", "[ab]{0,2}", 1..5_u32), 1..12),
    ) {
        let frames: Vec<Frame> = screens
            .iter()
            .map(|(one, other, tenths)| Frame {
                shot: shot(&format!("{HIDDEN}{one}\r\n{other}"), (2, 2), &DARK),
                ms: tenths * 100,
            })
            .collect();
        let svg = film(&frames, "", &DARK);
        let length: u32 = frames.iter().map(|frame| frame.ms).sum();
        let mut start = 0;
        for frame in &frames {
            let middle = start + frame.ms / 2;
            start += frame.ms;
            prop_assert_eq!(seen_at(&svg, middle, length), rows_of(&frame.shot));
        }
        let last = frames.last().expect("a frame");
        prop_assert_eq!(seen_without_motion(&svg), rows_of(&last.shot));
    }
}

/// The rows of a screen as they stand in a picture.
fn rows_of(shot: &Shot) -> Vec<String> {
    let rows = shot.rows.iter().zip(0..).map(|(cells, y)| {
        let (top, art) = (y * 20, row(cells, &DARK));
        (!art.is_empty()).then(|| format!("<g transform=\"translate(0 {top})\">{art}</g>"))
    });
    rows.flatten().collect()
}

/// The rows of a film, each with the class of its group; without one it is always seen.
fn groups(svg: &str) -> Vec<(Option<&str>, &str)> {
    let mut class = None;
    let mut rows = Vec::new();
    for line in svg.lines() {
        if let Some(rest) = line.strip_prefix("<g class=\"") {
            class = rest.split('"').next();
        } else if line == "</g>" {
            class = None;
        } else if line.starts_with("<g transform=\"translate(0 ") {
            rows.push((class, line));
        }
    }
    rows
}

fn in_order(rows: impl Iterator<Item = String>) -> Vec<String> {
    let mut rows: Vec<String> = rows.collect();
    rows.sort();
    rows
}

fn seen_without_motion(svg: &str) -> Vec<String> {
    let is_seen = |class: Option<&str>| class.is_none_or(|class| class.ends_with(" l"));
    let rows = groups(svg).into_iter().filter(|(class, _)| is_seen(*class));
    in_order(rows.map(|(_, row)| row.to_owned()))
}

/// What a browser shows so many milliseconds after the start.
fn seen_at(svg: &str, ms: u32, length: u32) -> Vec<String> {
    assert!(svg.contains(&format!("animation:{length}ms step-end infinite")));
    let at = f64::from(ms) * 100.0 / f64::from(length);
    let is_seen = |class: Option<&str>| {
        let Some(class) = class else {
            return true;
        };
        let name = class.split(' ').nth(1).expect("a name");
        let (_, rest) = svg
            .split_once(&format!("@keyframes {name}{{"))
            .expect("its times");
        let (times, _) = rest.split_once("}}").expect("their end");
        let turns = times.split('}').map(|turn| {
            let (percent, what) = turn.split_once("%{visibility:").expect("a turn");
            (percent.parse::<f64>().expect("a number"), what)
        });
        let last = turns.take_while(|(percent, _)| *percent <= at).last();
        last.expect("a turn at the start").1 == "visible"
    };
    let rows = groups(svg).into_iter().filter(|(class, _)| is_seen(*class));
    in_order(rows.map(|(_, row)| row.to_owned()))
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    let screen = shot("text", (10, 2), &DARK);
    let frames = [100, 200].map(|ms| Frame {
        shot: screen.clone(),
        ms,
    });
    for svg in [window(&screen, "a", &DARK), film(&frames, "a", &DARK)] {
        assert_eq!(svg.matches("http").count(), 1, "the name of SVG itself");
        let addresses = svg.split("url(").skip(1);
        assert!(
            addresses
                .into_iter()
                .all(|url| url.starts_with("data:font/ttf;base64,"))
        );
        for word in ["<script", "href", "onload", "@import"] {
            assert!(!svg.contains(word), "{word}");
        }
    }
}

#[test]
fn keys_are_read_as_they_are_written() {
    let plain = |code| Event::Key(KeyEvent::from(code));
    let control = KeyEvent::new(KeyCode::Char('r'), KeyModifiers::CONTROL);
    assert_eq!(
        events("1é<lt><F2><C-r><BackTab>"),
        Ok(vec![
            plain(KeyCode::Char('1')),
            plain(KeyCode::Char('é')),
            plain(KeyCode::Char('<')),
            plain(KeyCode::F(2)),
            Event::Key(control),
            plain(KeyCode::BackTab),
        ])
    );
    assert_eq!(events("<Nope>"), Err("<Nope> is no key".to_owned()));
}
