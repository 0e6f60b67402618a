//! What the parts cost that are on the way of every key or grow with the number of onboardings, for 1, 100 and 10,000 of
//! them: `cargo bench --bench parts`. A part whose time per onboarding grows with their number is not fit for a desk.
#![expect(
    clippy::expect_used,
    reason = "a benchmark ends where something is missing"
)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ratatui::layout::Size;
use std::fmt::Write as _;
use std::hint::black_box;
use std::io;
use std::rc::Rc;
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::{BootId, Deadline, Timestamp};
use zapi_onboard::flow::Flow;
use zapi_onboard::flow::event::{Answer, Event};
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::queue::{Sources, UnusualNumbers, read};
use zapi_onboard::runtime::desk::wakes::Wakes;
use zapi_onboard::runtime::front_end::{Card, DeskView, SessionId};
use zapi_onboard::tui::app::{App, Look};
use zapi_onboard::tui::painter::Painter;
use zapi_onboard::tui::probe::Hints;
use zapi_onboard::tui::theme::{Colours, Depth, GlyphSet, Theme};
use zapi_onboard::wording::Masking;

const NOW: Timestamp = Timestamp {
    wall_ms: 1_795_541_525_000,
    boot_ms: 1_000_000,
    boot: BootId(1),
};
const COUNTS: [u32; 3] = [1, 100, 10_000];

fn fields() -> CredentialFields {
    CredentialFields {
        instance_id: "3CAFE0123456789A3CAFE0123456789A".to_owned(),
        instance_token: Some(Secret::new("F00DFACE12345678F00DFACE")),
        client_token: Some(Secret::new("F00DFACE12345678F00DFACE12345678S")),
    }
}

/// `many` times, with the time of one told too.
fn each(
    criterion: &mut Criterion,
    name: &str,
    mut bench: impl FnMut(&mut criterion::Bencher<'_>, u32),
) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.measurement_time(Duration::from_secs(1));
    group.warm_up_time(Duration::from_millis(300));
    for count in COUNTS {
        group.throughput(Throughput::Elements(u64::from(count)));
        group.bench_with_input(
            BenchmarkId::from_parameter(count),
            &count,
            |bencher, count| {
                bench(bencher, *count);
            },
        );
    }
    group.finish();
}

/// The first answer of an onboarding: credentials, and the call that checks them.
fn flow_step(criterion: &mut Criterion) {
    each(criterion, "flow step", |bencher, count| {
        bencher.iter(|| {
            for _ in 0..count {
                let mut flow = Flow::new(&CredentialFields::default(), NOW);
                let prompt = flow.prompt(NOW).id;
                let answer = Answer::Credentials(fields());
                black_box(flow.handle(Event::Answered { prompt, answer }, NOW));
            }
        });
    });
}

fn app() -> App {
    let mut app = App::new(Look {
        catalog: Rc::new(Catalog::new(Language::English)),
        zone: Zone::utc(),
        theme: Theme::new(Colours::Either, Depth::Rgb, GlyphSet::Unicode),
        hints: None,
        terminal: Hints::from_env(&|_| None),
        address: String::new(),
        masking: Masking::Off,
    });
    let card = Card {
        session: SessionId(0),
        prompt: Flow::new(&CredentialFields::default(), NOW).prompt(NOW),
    };
    app.show(&DeskView::alone(&card), NOW);
    app
}

/// A key in the credentials form, the frame that it leads to, and the bytes of the difference.
fn frame(criterion: &mut Criterion) {
    each(criterion, "key to bytes", |bencher, count| {
        let mut app = app();
        let mut painter = Painter::new(io::sink(), Size::new(80, 24));
        painter.draw(&app, NOW).expect("a frame");
        let keys = [
            crossterm::event::KeyCode::Char('q'),
            crossterm::event::KeyCode::Backspace,
        ];
        bencher.iter(|| {
            for key in keys.iter().cycle().take(count as usize) {
                app.take(crossterm::event::Event::Key((*key).into()));
                black_box(app.hear(NOW));
                painter.draw(&app, NOW).expect("a frame");
            }
        });
    });
}

/// A screen that nothing is known of.
fn whole_frame(criterion: &mut Criterion) {
    each(criterion, "whole frame", |bencher, count| {
        let app = app();
        let mut painter = Painter::new(io::sink(), Size::new(80, 24));
        bencher.iter(|| {
            for _ in 0..count {
                painter.forget(Size::new(80, 24));
                painter.draw(&app, NOW).expect("a frame");
            }
        });
    });
}

fn locale(criterion: &mut Criterion) {
    each(criterion, "message", |bencher, count| {
        let catalog = Catalog::new(Language::BrazilianPortuguese);
        bencher.iter(|| {
            for seconds in 0..count {
                black_box(catalog.duration(Duration::from_secs(u64::from(seconds))));
            }
        });
    });
}

struct Known;

impl Sources for Known {
    fn profile(&mut self, _name: &str) -> Result<CredentialFields, String> {
        Ok(fields())
    }

    fn variable(&mut self, _name: &str) -> Option<Secret> {
        Some(Secret::new("F00DFACE12345678F00DFACE"))
    }
}

fn list(criterion: &mut Criterion) {
    each(criterion, "row of a list", |bencher, count| {
        let mut text =
            String::from("instance_id,instance_token,client_token,calling_code,number\n");
        for nth in 0..count {
            let (high, low) = (90_000 + nth / 10_000, nth % 10_000);
            writeln!(
                text,
                "3CAFE0123456789A3CAFE012{nth:08},env:A,env:B,55,11{high}{low:04}"
            )
            .expect("a row");
        }
        bencher.iter(|| {
            let reading = read(text.as_bytes(), &mut Known, UnusualNumbers::Refused);
            assert_eq!(
                reading.rows.len(),
                count as usize,
                "{:?}",
                reading.problems.first()
            );
        });
    });
}

/// One of so many that wait is planned anew, and the next moment is found.
fn wakes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("next of so many that wait");
    for count in COUNTS {
        let mut wakes = Wakes::default();
        for nth in 0..count {
            let wait = Duration::from_millis(u64::from(nth) * 7 % 5_000);
            let check = Deadline::after(NOW, wait);
            wakes.plan(SessionId(nth), Some(check), Some(wait), NOW);
        }
        group.bench_with_input(
            BenchmarkId::from_parameter(count),
            &count,
            |bencher, count| {
                let mut nth = 0;
                bencher.iter(|| {
                    nth = (nth + 1) % count;
                    let wait = Duration::from_secs(5);
                    wakes.plan(
                        SessionId(nth),
                        Some(Deadline::after(NOW, wait)),
                        Some(wait),
                        NOW,
                    );
                    black_box(wakes.next_in(NOW))
                });
            },
        );
    }
    group.finish();
}

criterion_group!(parts, flow_step, frame, whole_frame, locale, list, wakes);
criterion_main!(parts);
