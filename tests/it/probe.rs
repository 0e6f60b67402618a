//! Asking a terminal what it can draw, and what comes too late.

use proptest::prelude::*;
use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::time::Duration;
use zapi_onboard::domain::time::{BootId, Timestamp};
use zapi_onboard::tui::picture::{Brush, Cells, Tones};
use zapi_onboard::tui::probe::replies::{Cut, Replies};
use zapi_onboard::tui::probe::{Answer, Hints, Means, Place, Port, QUESTIONS, ask};
use zapi_onboard::tui::theme::{Colours, Depth, GlyphSet, Theme};

const KITTY: &[u8] = b"\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.35.2)\x1b\\\x1b[?62;52;c";

fn hints(variables: &[(&str, &str)]) -> Hints {
    Hints::from_env(&|name| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

fn answer(bytes: &[u8]) -> Answer {
    let mut replies = Replies::default();
    replies.feed(bytes);
    replies.into_answer()
}

fn at(ms: u64) -> Timestamp {
    Timestamp {
        wall_ms: 0,
        boot_ms: ms,
        boot: BootId(1),
    }
}

#[test]
fn the_environment_hints_at_the_terminal() {
    let means = |variables: &[(&str, &str)]| {
        let hints = hints(variables);
        (hints.means, hints.place, hints.depth)
    };
    let terminal = |means, depth| (means, Place::Terminal, depth);
    assert_eq!(
        means(&[("TERM", "xterm-kitty")]),
        terminal(Means::Kitty, Depth::Indexed)
    );
    assert_eq!(
        means(&[("KITTY_WINDOW_ID", "1")]),
        terminal(Means::Kitty, Depth::Indexed)
    );
    assert_eq!(
        means(&[("TERM_PROGRAM", "ghostty")]),
        terminal(Means::Kitty, Depth::Indexed)
    );
    assert_eq!(
        means(&[("TERM_PROGRAM", "iTerm.app")]),
        terminal(Means::Iterm, Depth::Indexed)
    );
    assert_eq!(
        means(&[("LC_TERMINAL", "iTerm2")]),
        terminal(Means::Iterm, Depth::Indexed)
    );
    assert_eq!(
        means(&[("TERM", "xterm")]),
        terminal(Means::Cells, Depth::Sixteen)
    );
    assert_eq!(
        means(&[("TERM", "xterm-256color")]),
        terminal(Means::Cells, Depth::Indexed)
    );
    assert_eq!(
        means(&[("TERM", "rxvt"), ("SSH_TTY", "/dev/pts/1")]),
        terminal(Means::Cells, Depth::Indexed)
    );
    assert_eq!(
        means(&[("TERM", "linux"), ("COLORTERM", "truecolor")]),
        (Means::Cells, Place::Console, Depth::Sixteen)
    );
    for multiplexer in [
        ("TMUX", "/tmp/s,1,0"),
        ("STY", "1.pts"),
        ("TERM", "tmux-256color"),
    ] {
        let hints = hints(&[("KITTY_WINDOW_ID", "1"), multiplexer]);
        assert_eq!(hints.place, Place::Multiplexer);
        assert!(!hints.worth_asking());
        assert_eq!(Means::choose(&hints, Some(&answer(KITTY))), Means::Cells);
    }
}

#[test]
fn as_many_colours_are_used_as_the_terminal_says_it_has() {
    let depth = |variables: &[(&str, &str)]| hints(variables).depth;
    let deep = ("COLORTERM", "truecolor");
    assert_eq!(depth(&[("TERM", "xterm-256color"), deep]), Depth::Rgb);
    assert_eq!(
        depth(&[("TERM", "rxvt"), ("COLORTERM", "24bit")]),
        Depth::Rgb
    );
    // What stands in between may not pass them on.
    assert_eq!(depth(&[("TERM", "screen-256color"), deep]), Depth::Indexed);
    assert_eq!(depth(&[("TERM", "xterm"), deep]), Depth::Sixteen);
    assert_eq!(depth(&[("TERM", "vt220"), deep]), Depth::Sixteen);
    assert_eq!(depth(&[]), Depth::Sixteen);
}

#[test]
fn the_ground_is_what_the_terminal_told() {
    let ground = |variables: &[(&str, &str)]| hints(variables).ground;
    for (told, expected) in [
        ("15;0", Colours::Dark),
        ("7;8", Colours::Dark),
        ("0;default;15", Colours::Light),
        ("0;7", Colours::Light),
        ("0;default", Colours::Either),
        ("0;12", Colours::Either),
        ("", Colours::Either),
    ] {
        assert_eq!(ground(&[("COLORFGBG", told)]), expected, "{told}");
    }
    assert_eq!(ground(&[("TERM", "linux")]), Colours::Dark);
}

#[test]
fn the_brush_follows_looks_and_hints() {
    let brush = |colours, glyphs, variables: &[(&str, &str)]| {
        let hints = hints(variables);
        let theme = Theme::new(colours, hints.depth, glyphs);
        let Brush { cells, tones } = Brush::of(theme, &hints);
        (cells, tones)
    };
    let many = [("TERM", "xterm-256color")];
    let (either, unicode) = (Colours::Either, GlyphSet::Unicode);
    assert_eq!(
        brush(either, unicode, &many),
        (Cells::Quadrants, Tones::Greys)
    );
    assert_eq!(
        brush(either, unicode, &[]),
        (Cells::Quadrants, Tones::Sixteen)
    );
    assert_eq!(
        brush(Colours::Mono, unicode, &many),
        (Cells::Quadrants, Tones::OnOff)
    );
    assert_eq!(
        brush(either, unicode, &[("TERM", "linux")]),
        (Cells::Halves, Tones::Sixteen)
    );
    let (cells, _) = brush(either, GlyphSet::Ascii, &many);
    assert_eq!(cells, Cells::Shades);
}

#[test]
fn answers_outweigh_hints_and_hints_outweigh_silence() {
    let unknown = hints(&[]);
    let kitty = hints(&[("KITTY_WINDOW_ID", "1")]);
    let plain = answer(b"\x1bP>|XTerm(380)\x1b\\\x1b[?64;1;2c");
    let refused = answer(b"\x1b_Gi=31;ENOTSUP:no\x1b\\\x1b[?62c");
    let wezterm = answer(b"\x1b_Gi=31;OK\x1b\\\x1bP>|WezTerm 20240203\x1b\\\x1b[?65;4c");
    let silence = answer(b"");
    assert_eq!(Means::choose(&unknown, Some(&answer(KITTY))), Means::Kitty);
    assert_eq!(Means::choose(&unknown, Some(&wezterm)), Means::Iterm);
    assert_eq!(Means::choose(&kitty, Some(&plain)), Means::Cells);
    assert_eq!(Means::choose(&kitty, Some(&refused)), Means::Cells);
    assert_eq!(Means::choose(&kitty, Some(&silence)), Means::Kitty);
    assert_eq!(Means::choose(&kitty, None), Means::Kitty);
    assert_eq!(Means::choose(&unknown, Some(&silence)), Means::Cells);
    let iterm = hints(&[("LC_TERMINAL", "iTerm2")]);
    assert_eq!(
        Means::choose(&iterm, Some(&answer(b"\x1b[?62c"))),
        Means::Iterm
    );
    let tmux = answer(b"\x1bP>|tmux 3.4\x1b\\\x1b[?1;2c");
    assert_eq!(Means::choose(&iterm, Some(&tmux)), Means::Cells);
}

#[test]
fn typing_between_replies_is_handed_back_as_it_came() {
    let mut bytes = b"1\x1b[A".to_vec();
    bytes.extend(b"\x1b_Gi=31;OK\x1b\\2\x1b\x1bP>|kitty(1)\x1b\\");
    bytes.extend(b"\x1b_x\x1b]y\x1bPz\x1b[200~\x1b_G\x1b[?1c\x1b[201~\x03");
    bytes.extend(b"\x1b[?62c3\x1b[?62c");
    let got = answer(&bytes);
    assert!(got.kitty && got.is_whole);
    assert_eq!(got.name.as_deref(), Some("kitty(1)"));
    let typed = b"1\x1b[A2\x1b\x1b_x\x1b]y\x1bPz\x1b[200~\x1b_G\x1b[?1c\x1b[201~\x033\x1b[?62c";
    assert_eq!(
        String::from_utf8_lossy(&got.typed),
        String::from_utf8_lossy(typed)
    );
}

#[test]
fn a_reply_cut_off_by_the_deadline_is_neither_reply_nor_typing() {
    let cut = |bytes: &[u8]| {
        let answer = answer(bytes);
        assert!(!answer.kitty && !answer.is_whole);
        (answer.cut, answer.typed)
    };
    assert_eq!(cut(b"a\x1b_Gi=31;O"), (Some(Cut::String), b"a".to_vec()));
    assert_eq!(
        cut(b"a\x1b_Gi=31;OK\x1b"),
        (Some(Cut::StringEnd), b"a".to_vec())
    );
    assert_eq!(cut(b"a\x1b[?6"), (Some(Cut::Control), b"a".to_vec()));
    assert_eq!(cut(b"a\x1b"), (None, b"a\x1b".to_vec()));
    assert_eq!(cut(b"a\x1b[1;"), (None, b"a\x1b[1;".to_vec()));
}

/// A terminal that sends what it was told to, each after a pause in milliseconds.
struct Script<'clock> {
    clock: &'clock Cell<u64>,
    coming: VecDeque<(u64, &'static [u8])>,
    sent: Vec<u8>,
}

impl Port for Script<'_> {
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sent.extend_from_slice(bytes);
        Ok(())
    }

    fn receive(&mut self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
        let wait = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        let Some((pause, bytes)) = self.coming.front_mut() else {
            self.clock.set(self.clock.get() + wait);
            return Ok(None);
        };
        if *pause > wait {
            *pause -= wait;
            self.clock.set(self.clock.get() + wait);
            return Ok(None);
        }
        self.clock.set(self.clock.get() + *pause);
        let count = bytes.len();
        buffer[..count].copy_from_slice(bytes);
        self.coming.pop_front();
        Ok(Some(count))
    }
}

/// The answer, and how many milliseconds it took.
fn asked(first_wait: u64, coming: &[(u64, &'static [u8])]) -> (Answer, u64) {
    let clock = Cell::new(5_000);
    let mut port = Script {
        clock: &clock,
        coming: coming.iter().copied().collect(),
        sent: Vec::new(),
    };
    let now = || at(clock.get());
    let answer = ask(&mut port, Duration::from_millis(first_wait), &now).expect("no error");
    assert_eq!(port.sent, QUESTIONS);
    (answer, clock.get() - 5_000)
}

#[test]
fn a_quick_terminal_is_not_waited_for_longer_than_it_takes() {
    let (answer, took) = asked(300, &[(4, KITTY)]);
    assert!(answer.kitty && answer.is_whole);
    assert_eq!(
        (answer.round_trip, took),
        (Some(Duration::from_millis(4)), 4)
    );
}

#[test]
fn a_silent_terminal_costs_the_first_wait_and_no_key() {
    let (answer, took) = asked(300, &[(100, b"1"), (150, b"19"), (100, b"never read")]);
    assert_eq!((answer.typed.as_slice(), took), (&b"119"[..], 300));
    assert_eq!((answer.round_trip, answer.is_whole), (None, false));
    assert_eq!(asked(10_000, &[]).1, 2_000);
    assert_eq!(asked(0, &[]).1, 300);
}

#[test]
fn the_wait_is_three_round_trips_within_its_bounds() {
    let begun = b"\x1b_Gi=31;OK\x1b\\";
    assert_eq!(asked(2_000, &[(250, begun)]).1, 750);
    assert_eq!(asked(2_000, &[(10, begun)]).1, 300);
    assert_eq!(asked(2_000, &[(1_500, begun)]).1, 2_000);
    assert_eq!(asked(300, &[(290, begun), (500, b"\x1b[?62c")]).1, 790);
}

#[test]
fn a_terminal_that_is_gone_ends_the_asking() {
    let (answer, took) = asked(300, &[(7, b"x"), (0, b"")]);
    assert_eq!((answer.typed.as_slice(), took), (&b"x"[..], 7));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_pieces_are_read_the_same(
        bytes in prop::collection::vec(
            prop_oneof![Just(0x1b), Just(b'['), Just(b'_'), Just(b'G'), Just(b'\\'), Just(b'c'), Just(b'?'), any::<u8>()],
            0..200,
        ),
        at in any::<prop::sample::Index>(),
    ) {
        let whole = answer(&bytes);
        let (first, second) = bytes.split_at(at.index(bytes.len() + 1));
        let mut replies = Replies::default();
        replies.feed(first);
        replies.feed(second);
        prop_assert_eq!(replies.into_answer(), whole.clone());
        prop_assert!(whole.typed.len() <= bytes.len());
    }

    #[test]
    fn plain_typing_passes_untouched(text in "[ -~é]{0,60}") {
        prop_assert_eq!(answer(text.as_bytes()).typed, text.as_bytes());
    }
}
