//! Bytes at any pace, as the loop feeds them: what a deadline gives up in a pause is given up when it is due.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use super::paste::{LONGEST_PASTE, PASTE_ENDS};
use super::*;
use crate::domain::time::BootId;
use proptest::prelude::*;

fn at(ms: u64) -> Timestamp {
    Timestamp {
        wall_ms: 0,
        boot_ms: ms,
        boot: BootId(1),
    }
}

/// A decoder in a loop that keeps its deadlines.
#[derive(Default)]
struct Bench {
    decoder: Decoder,
    ms: u64,
}

impl Bench {
    fn pause(&mut self, ms: u64) {
        let until = self.ms + ms;
        while let Some(due) = self.decoder.remaining(at(self.ms)) {
            let due = self.ms + u64::try_from(due.as_millis()).expect("a short wait");
            if due > until {
                break;
            }
            self.ms = due;
            self.decoder.expire(at(due));
        }
        self.ms = until;
    }

    fn read(&mut self, bytes: &[u8]) {
        self.decoder.feed(bytes, at(self.ms));
    }

    fn decoded(&mut self) -> Vec<Decoded> {
        std::iter::from_fn(|| self.decoder.next()).collect()
    }
}

/// What comes of reads, each so many milliseconds after the one before, and of a pause at the end.
fn decoded(reads: &[(u64, &[u8])]) -> Vec<Decoded> {
    let mut bench = Bench::default();
    for (pause, bytes) in reads {
        bench.pause(*pause);
        bench.read(bytes);
    }
    bench.pause(3_000);
    bench.decoded()
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Decoded {
    Decoded::Event(Event::Key(KeyEvent::new(code, modifiers)))
}

fn enter() -> Decoded {
    key(KeyCode::Enter, KeyModifiers::NONE)
}

fn interrupt() -> Decoded {
    key(KeyCode::Char('c'), KeyModifiers::CONTROL)
}

fn typed(text: &str) -> Vec<Decoded> {
    let keys = text
        .chars()
        .map(|c| key(KeyCode::Char(c), KeyModifiers::NONE));
    keys.collect()
}

fn torn(text: &str) -> Decoded {
    Decoded::TornPaste(Zeroizing::new(text.to_owned()))
}

/// What is typed or pasted of it, as text; every other key as a sign of its own.
fn text_of(decoded: &[Decoded]) -> String {
    let mut text = String::new();
    for decoded in decoded {
        match decoded {
            Decoded::TornPaste(part) => text.push_str(part),
            Decoded::Event(Event::Paste(pasted)) => text.push_str(pasted),
            Decoded::Event(Event::Key(_)) if *decoded == interrupt() => text.push('⌃'),
            Decoded::Event(Event::Key(key)) => {
                text.extend(
                    key.code
                        .as_char()
                        .or((key.code == KeyCode::Enter).then_some('⏎')),
                );
            }
            Decoded::Event(_) => {}
        }
    }
    text
}

/// What a terminal sends by itself, what of it means nothing here, and keys that are no text.
const SEQUENCES: [&[u8]; 22] = [
    b"\x1b[M 24",
    b"\x1b[M#!\xff",
    b"\x1b[M\x80\x90\xa0",
    b"\x1b[M \xc4\x80\xc3\x85",
    b"\x1b[M \x0d\x0a",
    b"\x1b[M \x00\x00",
    b"\x1b[<0;12;4M",
    b"\x1b[<0;12;4m",
    b"\x1b[32;12;4M",
    b"\x1b[t24",
    b"\x1b[T242424",
    b"\x1b[?62;22c",
    b"\x1b[12;40R",
    b"\x1b[?2026;2$y",
    b"\x1b[I",
    b"\x1b[99~",
    b"\x1b[7$",
    b"\x1bO5A",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1bP1$r0;12m\x1b\\",
    b"\x1b]11;rgb:0000/1111/2222\x07",
    b"\x1b]l123456\x1b\\",
];

#[test]
fn keys_are_what_terminals_send_for_them() {
    let (none, shift, control) = (
        KeyModifiers::NONE,
        KeyModifiers::SHIFT,
        KeyModifiers::CONTROL,
    );
    for (bytes, code, modifiers) in [
        (&b"7"[..], KeyCode::Char('7'), none),
        (b"Z", KeyCode::Char('Z'), shift),
        ("ç".as_bytes(), KeyCode::Char('ç'), none),
        ("😀".as_bytes(), KeyCode::Char('😀'), none),
        (b"\r", KeyCode::Enter, none),
        (b"\x7f", KeyCode::Backspace, none),
        (b"\x08", KeyCode::Backspace, none),
        (b"\x03", KeyCode::Char('c'), control),
        (b"\x1b[A", KeyCode::Up, none),
        (b"\x1bOB", KeyCode::Down, none),
        (b"\x1b[1;2C", KeyCode::Right, shift),
        (b"\x1b[1;7D", KeyCode::Left, KeyModifiers::ALT | control),
        (b"\x1b[Z", KeyCode::BackTab, none),
        (b"\x1b[3~", KeyCode::Delete, none),
        (b"\x1b[H", KeyCode::Home, none),
        (b"\x1b[4~", KeyCode::End, none),
        (b"\x1b[7$", KeyCode::Home, shift),
        (b"\x1b[8^", KeyCode::End, control),
        (b"\x1bOQ", KeyCode::F(2), none),
        (b"\x1b[[C", KeyCode::F(3), none),
        (b"\x1b[15~", KeyCode::F(5), none),
        (b"\x1b[18~", KeyCode::F(7), none),
        (b"\x1b[24~", KeyCode::F(12), none),
        (b"\x1b[6;5~", KeyCode::PageDown, control),
        (b"\x1bOp", KeyCode::Char('0'), none),
        (b"\x1bOy", KeyCode::Char('9'), none),
        (b"\x1bOM", KeyCode::Enter, none),
        (b"\x1b[49u", KeyCode::Char('1'), none),
        (b"\x1b[99;5u", KeyCode::Char('c'), control),
        (b"\x1b[99;5:1u", KeyCode::Char('c'), control),
        (b"\x1b[27;5;99~", KeyCode::Char('c'), control),
        (b"\x1b[13u", KeyCode::Enter, none),
        (b"\x1b[57400u", KeyCode::Char('1'), none),
    ] {
        let whole = decoded(&[(0, bytes)]);
        assert_eq!(whole, [key(code, modifiers)], "{bytes:?}");
        let apart: Vec<(u64, &[u8])> = bytes.chunks(1).map(|byte| (20, byte)).collect();
        assert_eq!(decoded(&apart), whole, "{bytes:?} byte by byte");
    }
}

#[test]
fn what_is_no_key_vanishes_whole() {
    for bytes in [
        &b"\x1b[99;5:3u"[..],
        b"\x1b[57358u",
        b"\x1b[1;9A",
        b"\x1bq",
        "\x1bã".as_bytes(),
        b"\x1b[201~",
        b"\xff\xfe",
        b"\x9b",
        b"\xc0\xaf",
    ] {
        assert_eq!(decoded(&[(0, bytes)]), [], "{bytes:?}");
    }
    let long = [b"\x1b[".to_vec(), b"1;".repeat(400), b"A7".to_vec()].concat();
    assert_eq!(decoded(&[(0, &long)]), typed("7"));
    let broken = decoded(&[(0, b"\x1b[1;\x1b[B")]);
    assert_eq!(broken, [key(KeyCode::Down, KeyModifiers::NONE)]);
}

#[test]
fn an_escape_is_a_key_only_when_nothing_follows() {
    let escape = || key(KeyCode::Esc, KeyModifiers::NONE);
    let up = || key(KeyCode::Up, KeyModifiers::NONE);
    assert_eq!(decoded(&[(0, b"\x1b")]), [escape()]);
    assert_eq!(decoded(&[(0, b"\x1b"), (40, b"[A")]), [up()]);
    assert_eq!(decoded(&[(0, b"\x1b\x1b[A")]), [escape(), up()]);
    let apart = decoded(&[(0, b"\x1b"), (60, b"7")]);
    assert_eq!(apart, [vec![escape()], typed("7")].concat());
    let bench = &mut Bench::default();
    assert_eq!(bench.decoder.remaining(at(0)), None, "no timer runs");
    bench.read(b"7");
    assert_eq!(bench.decoder.remaining(at(0)), None, "nor after a key");
    bench.read(b"\x1b");
    assert_eq!(
        bench.decoder.remaining(at(20)),
        Some(Duration::from_millis(30))
    );
}

#[test]
fn nothing_that_a_terminal_sends_by_itself_is_typed_wherever_it_is_cut() {
    for bytes in SEQUENCES {
        let around = [b"1", bytes, b"2"].concat();
        assert_eq!(text_of(&decoded(&[(0, &around)])), "12", "{bytes:?}");
        for cut in 1..bytes.len() {
            let (first, second) = bytes.split_at(cut);
            let text = text_of(&decoded(&[(0, first), (40, second), (90, b"7")]));
            assert_eq!(text, "7", "{first:?} {second:?}");
        }
    }
}

#[test]
fn the_rest_of_a_report_that_comes_too_late_is_not_typed_either() {
    for (first, second) in [
        (&b"\x1b[<0;12"[..], &b";4M"[..]),
        (b"\x1b[32;1", b"2;4M"),
        (b"\x1b[M", b" 24"),
        (b"\x1b", b"[<0;12;4M"),
        (b"\x1b", b"[M 24"),
        (b"\x1b]11;rgb:00", b"00/1111/2222\x1b\\"),
        (b"\x1b]11;rgb:00", b"00/1111/2222\x07"),
        (b"\x1b[?62;", b"22c"),
    ] {
        let text = text_of(&decoded(&[(0, first), (300, second), (90, b"7")]));
        assert_eq!(text, "7", "{first:?} {second:?}");
    }
}

#[test]
fn half_a_sequence_keeps_no_key_back_for_longer_than_its_pause() {
    for half in [
        &b"\x1b[1;"[..],
        b"\x1b[",
        b"\x1bO",
        b"\x1b[[",
        b"\x1b[M",
        b"\x1b[M 2",
        b"\x1b[<0;1",
        b"\x1bP1$r",
        b"\x1b]0;",
        b"\x1b]0;\x1b",
        b"\xe3",
        b"\xe3\x81",
        b"\xf0\x9f\x98",
    ] {
        for pause in [110, 300, 700, 3_000] {
            let came = decoded(&[
                (0, half),
                (pause, b"1"),
                (80, b"2"),
                (80, b"\r"),
                (80, b"\x03"),
            ]);
            assert_eq!(text_of(&came), "12⏎⌃", "{half:?} {pause}");
            let at_once = decoded(&[(0, half), (pause, b"123456\r")]);
            assert_eq!(text_of(&at_once), "123456⏎", "{half:?} {pause}");
        }
        let within = [half, b"\x03\x03"].concat();
        assert_eq!(text_of(&decoded(&[(0, &within)])), "⌃⌃", "{half:?}");
    }
}

#[test]
fn control_characters_come_through_a_sequence_and_leave_it_whole() {
    let through = decoded(&[(0, b"\x1b[1\x03;2\rA7")]);
    let right = [
        vec![interrupt(), enter(), key(KeyCode::Up, KeyModifiers::SHIFT)],
        typed("7"),
    ];
    assert_eq!(through, right.concat());
    assert_eq!(text_of(&decoded(&[(0, b"\x1b[<0;1\x112;4M7")])), "q7");
    // An `ESC` before one is not held down with it: what it then were could be text.
    assert_eq!(decoded(&[(0, b"\x1b\x03")]), [interrupt()]);
    let four = decoded(&[(0, b"\x1b\x1c")]);
    assert_eq!(four, [key(KeyCode::Char('4'), KeyModifiers::CONTROL)]);
}

#[test]
fn a_byte_that_is_no_character_is_dropped_alone() {
    assert_eq!(decoded(&[(0, b"\xe3\x31")]), typed("1"));
    assert_eq!(decoded(&[(0, b"\xe3\x03")]), [interrupt()]);
    assert_eq!(text_of(&decoded(&[(0, b"n\xe3o 1\xba")])), "no 1");
    assert_eq!(decoded(&[(0, b"\xc3"), (60, b"\xa3")]), typed("ã"));
}

#[test]
fn a_paste_comes_whole_and_without_the_sequences_in_it() {
    let pasted = |text: &str| Decoded::Event(Event::Paste(text.to_owned()));
    let bytes = b"\x1b[200~12\r\n\x1b[1m\x1b34\x1b[201~";
    assert_eq!(decoded(&[(0, bytes)]), [pasted("12\r\n34")]);
    let apart: Vec<(u64, &[u8])> = bytes.chunks(1).map(|byte| (45, byte)).collect();
    assert_eq!(decoded(&apart), [pasted("12\r\n34")]);
    let long = [
        b"\x1b[200~".to_vec(),
        vec![b'7'; LONGEST_PASTE + 100],
        PASTE_ENDS.to_vec(),
        b"x".to_vec(),
    ];
    let events = decoded(&[(0, &long.concat())]);
    assert_eq!(events.len(), 2, "the end is found although not all is kept");
}

#[test]
fn a_paste_without_an_end_ends_with_a_pause_and_its_rest_is_pasted_too() {
    let begun = &b"\x1b[200~1"[..];
    assert_eq!(decoded(&[(0, begun)]), [torn("1")]);
    let rest = decoded(&[(0, begun), (600, b"23\r\n45\n")]);
    assert_eq!(rest, [torn("1"), torn("23\r\n45\n")]);
    let alone = decoded(&[(0, begun), (600, b"\r"), (600, b"\r")]);
    assert_eq!(alone, [torn("1"), torn("\r"), enter()]);
    let ended = decoded(&[
        (0, begun),
        (600, b"23\r\x1b[201~"),
        (80, b"4"),
        (80, b"5\r"),
    ]);
    assert_eq!(text_of(&ended), "123\r45⏎", "with its end all is as before");
    let typed = decoded(&[(0, begun), (900, b"4"), (80, b"\r"), (80, b"\n")]);
    assert_eq!(text_of(&typed), "14⏎⏎", "what is typed by hand counts");
    let slow = decoded(&[
        (0, begun),
        (900, b"\r"),
        (20, b"4"),
        (20, b"\r"),
        (20, b"\n"),
    ]);
    assert_eq!(text_of(&slow), "1\r4\r\n", "not what comes byte by byte");
    let in_end = decoded(&[(0, b"\x1b[200~1\x1b[20"), (600, b"1~"), (80, b"2\r")]);
    assert_eq!(text_of(&in_end), "12⏎");
    let keys = decoded(&[(0, begun), (600, b"\x1b[B"), (80, b"\x1b[M 24")]);
    assert_eq!(keys, [torn("1"), key(KeyCode::Down, KeyModifiers::NONE)]);
}

#[test]
fn a_ctrl_c_comes_through_a_paste_at_once() {
    let bench = &mut Bench::default();
    bench.read(b"\x1b[200~1");
    bench.read(b"\x03");
    assert_eq!(bench.decoded(), [torn("1"), interrupt()]);
    bench.pause(5_000);
    bench.read(b"\x03");
    assert_eq!(bench.decoded(), [interrupt()], "nothing comes in between");
    let amid = decoded(&[(0, b"\x1b[200~1\x03\x032\x1b[201~3")]);
    let right = [
        vec![torn("1"), interrupt(), interrupt(), torn("2")],
        typed("3"),
    ];
    assert_eq!(amid, right.concat());
}

#[test]
fn what_has_begun_to_be_typed_can_be_forgotten() {
    let bench = &mut Bench::default();
    bench.read(b"\x1b[200~12");
    bench.decoder.forget_typed();
    bench.read(b"34\r\x1b[201~5");
    assert_eq!(text_of(&bench.decoded()), "34\r5");
    bench.read(b"\x1b[200~12");
    bench.pause(600);
    bench.read(b"3");
    bench.pause(600);
    bench.read(b"\r");
    bench.decoder.forget_typed();
    bench.pause(600);
    assert_eq!(text_of(&bench.decoded()), "123", "the Enter is gone");
}

#[test]
fn a_line_feed_is_an_enter_only_by_itself() {
    assert_eq!(decoded(&[(0, b"\n")]), [enter()]);
    assert_eq!(text_of(&decoded(&[(0, b"123"), (50, b"\n")])), "123⏎");
    assert_eq!(text_of(&decoded(&[(0, b"123"), (49, b"\n")])), "123");
    assert_eq!(text_of(&decoded(&[(0, b"123\n")])), "123");
    assert_eq!(text_of(&decoded(&[(0, b"\n123")])), "123");
    assert_eq!(text_of(&decoded(&[(0, b"1\r\n")])), "1⏎");
}

#[test]
fn a_loop_that_comes_late_takes_what_it_finds_as_in_time() {
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b", at(0));
    decoder.feed(b"[A", at(200));
    let next = decoder.next();
    assert_eq!(next, Some(key(KeyCode::Up, KeyModifiers::NONE)));
    decoder.feed(b"\x1b[1;", at(1_000));
    decoder.feed(b"7", at(3_000));
    assert_eq!(decoder.next(), typed("7").pop(), "but not much later");
}

#[test]
fn the_rest_of_a_reply_that_was_cut_off_is_awaited_for_longer() {
    let after = |cut, pause, rest: &[u8]| {
        let mut bench = Bench::default();
        bench.decoder.resume_within(cut, at(0));
        bench.pause(pause);
        bench.read(rest);
        bench.pause(3_000);
        text_of(&bench.decoded())
    };
    assert_eq!(after(Cut::String, 1_500, b"K\x1b\\1"), "1");
    assert_eq!(after(Cut::StringEnd, 1_500, b"\\1"), "1");
    assert_eq!(after(Cut::Control, 1_500, b"2;4c1"), "1");
    assert_eq!(after(Cut::String, 2_600, b"119"), "119");
}

/// Bytes that lead into many states, and any others.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![
        3 => Just(ESC),
        6 => prop::sample::select(b"[O]P_M<0129;~mutT$\\\x07\r\n\x03\x18".to_vec()),
        1 => any::<u8>(),
    ]
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(byte(), 1..12),
        prop::sample::select(SEQUENCES.map(<[u8]>::to_vec).to_vec()),
        Just(b"\x1b[200~".to_vec()),
        Just(b"\x1b[201~".to_vec()),
        Just(b"123456".to_vec()),
    ]
}

fn pause() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0..60_u64, 90..110_u64, 490..510_u64, 0..3_000_u64]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn after_anything_at_any_pace_a_person_is_heard(
        reads in prop::collection::vec((pause(), piece()), 0..20),
    ) {
        let mut bench = Bench::default();
        let mut interrupts = 0;
        for (pause, bytes) in &reads {
            bench.pause(*pause);
            bench.read(bytes);
            interrupts += bytes.iter().map(|byte| usize::from(*byte == CTRL_C)).sum::<usize>();
        }
        let came = bench.decoded();
        let heard = came.iter().filter(|decoded| **decoded == interrupt()).count();
        // Keys of other kinds can mean the same.
        prop_assert!(heard >= interrupts, "{} of {interrupts}", heard);
        bench.read(b"\x03");
        bench.read(b"\x03");
        let came = bench.decoded();
        prop_assert!(came.ends_with(&[interrupt(), interrupt()]), "{came:?}");
        bench.pause(1_000);
        bench.decoded();
        prop_assert_eq!(bench.decoder.remaining(at(bench.ms)), None, "a timer runs on");
        bench.pause(700);
        bench.read(b"7");
        prop_assert_eq!(text_of(&bench.decoded()), "7");
        for byte in [b"\r", b"\n"] {
            bench.pause(700);
            bench.read(byte);
            bench.pause(60);
            prop_assert_eq!(bench.decoded(), [enter()]);
        }
    }

    #[test]
    fn whole_sequences_type_nothing_wherever_the_reads_are_cut(
        which in prop::collection::vec(prop::sample::select(SEQUENCES.to_vec()), 1..6),
        cuts in prop::collection::vec((0..49_u64, any::<prop::sample::Index>()), 0..6),
    ) {
        let bytes = which.concat();
        let mut places: Vec<(usize, u64)> =
            cuts.iter().map(|(pause, at)| (at.index(bytes.len()), *pause)).collect();
        places.sort_unstable();
        places.dedup_by_key(|(at, _)| *at);
        let mut bench = Bench::default();
        let mut from = 0;
        for (to, pause) in places {
            bench.read(&bytes[from..to]);
            bench.pause(pause);
            from = to;
        }
        bench.read(&bytes[from..]);
        bench.pause(200);
        prop_assert_eq!(text_of(&bench.decoded()), "");
    }

    #[test]
    fn no_line_end_behind_a_torn_paste_is_an_enter_unless_it_stands_alone(
        begun in "[0-9\r\n]{0,8}",
        rest in prop::collection::vec((510..2_000_u64, "[0-9\r\n]{2,8}"), 1..4),
    ) {
        let mut bench = Bench::default();
        bench.read(b"\x1b[200~");
        bench.read(begun.as_bytes());
        for (pause, burst) in &rest {
            bench.pause(*pause);
            bench.read(burst.as_bytes());
        }
        bench.pause(2_000);
        let came = bench.decoded();
        prop_assert!(!came.contains(&enter()), "{came:?}");
        let all: String = rest.iter().fold(begun, |all, (_, burst)| all + burst);
        prop_assert_eq!(text_of(&came), all);
    }

    #[test]
    fn plain_typing_comes_as_it_is(text in "[ -~é]{0,60}") {
        prop_assert_eq!(text_of(&decoded(&[(0, text.as_bytes())])), text);
    }
}
