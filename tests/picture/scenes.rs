//! What the README shows: which demo is played, how far, and on which terminal.

use crate::drawing::palette::{DARK, LIGHT, Palette};
use crate::stage::Stage;

/// One picture.
pub(crate) struct Scene {
    /// The name of its file.
    pub(crate) file: &'static str,
    /// What the program is started with. Nothing but a demo goes by the clock that is turned here.
    pub(crate) command: &'static [&'static str],
    pub(crate) ground: Ground,
    pub(crate) size: (u16, u16),
    pub(crate) shows: Shows,
    /// The way there, from the first question, and what is to be seen there.
    pub(crate) play: fn(&mut Stage),
}

/// What of a scene is in its picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Where it ends.
    TheEnd,
    /// All of it: the picture moves.
    Everything,
}

/// What the terminal is like, which tells the program so.
#[derive(Clone, Copy)]
pub(crate) enum Ground {
    Dark,
    Light,
}

impl Ground {
    pub(crate) fn palette(self) -> &'static Palette {
        match self {
            Ground::Dark => &DARK,
            Ground::Light => &LIGHT,
        }
    }

    /// As `COLORFGBG` has it.
    pub(crate) fn colours(self) -> &'static str {
        match self {
            Ground::Dark => "15;0",
            Ground::Light => "0;15",
        }
    }
}

impl Scene {
    /// What the window bears: the command.
    pub(crate) fn title(&self) -> String {
        format!("zapi-onboard {}", self.command.join(" "))
    }
}

/// All of them.
pub(crate) const SCENES: [Scene; 9] = [
    Scene {
        file: "demo",
        command: &["demo", "device", "--mask"],
        ground: Ground::Dark,
        size: (80, 24),
        shows: Shows::Everything,
        play: film,
    },
    Scene {
        file: "credentials",
        command: &["demo", "happy"],
        ground: Ground::Dark,
        size: (80, 24),
        shows: Shows::TheEnd,
        play: |stage| {
            stage.shows("Credentials of the instance");
        },
    },
    Scene {
        file: "board",
        command: &["demo", "cooldown", "--lang", "pt-BR"],
        ground: Ground::Light,
        size: (80, 24),
        shows: Shows::TheEnd,
        play: |stage| {
            to_the_board(stage).shows("Como o código deve chegar?");
        },
    },
    Scene {
        file: "code",
        command: &["demo", "happy"],
        ground: Ground::Dark,
        size: (80, 24),
        shows: Shows::TheEnd,
        play: |stage| {
            to_the_code(stage).write("1234").shows("Type the code");
        },
    },
    Scene {
        file: "captcha",
        command: &["demo", "captcha"],
        ground: Ground::Dark,
        size: (80, 24),
        shows: Shows::TheEnd,
        play: |stage| {
            to_the_code(stage).write("H7").shows("Read the picture");
        },
    },
    Scene {
        file: "waiting",
        command: &["demo", "device", "--lang", "es", "--theme", "contrast"],
        ground: Ground::Dark,
        size: (80, 24),
        shows: Shows::TheEnd,
        play: |stage| {
            to_the_phone(stage).pass(5_000).press(CUSTOMER);
            stage.shows("Confirme en el teléfono").shows("Al cliente:");
        },
    },
    Scene {
        file: "small",
        command: &["demo", "pin", "--lang", "es"],
        ground: Ground::Light,
        size: (60, 18),
        shows: Shows::TheEnd,
        play: |stage| {
            to_the_code(stage).write("123456").pass(HANDED_IN);
            stage.write("13").shows("PIN");
        },
    },
    Scene {
        file: "connected",
        command: &["demo", "happy", "--lang", "pt-BR"],
        ground: Ground::Dark,
        size: (80, 24),
        shows: Shows::TheEnd,
        play: |stage| {
            to_the_code(stage).write("123456").pass(5_000);
            stage.shows("Conectado");
        },
    },
    Scene {
        file: "desk",
        command: &["demo", "device", "--numbers", "20"],
        ground: Ground::Dark,
        size: (132, 30),
        shows: Shows::TheEnd,
        play: desk,
    },
];

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";
const CUSTOMER: &str = "\x1bOQ";
const LIST: &str = "\x1b[18~";

/// What a person needs to find the next key, in milliseconds.
const A_MOMENT: u16 = 700;
/// And to read a screen.
const A_WHILE: u16 = 1_800;
/// After this long, six digits have been handed in by themselves.
const HANDED_IN: u16 = 2_000;

fn film(stage: &mut Stage) {
    stage.shows("Credentials of the instance").pass(A_WHILE);
    to_the_phone(stage).shows("Confirm on the phone");
    stage.pass(A_WHILE).press(CUSTOMER).pass(7_000);
    stage.press(DOWN).pass(A_MOMENT).press(ENTER).pass(3_000);
    stage.shows("Connected").pass(4_000);
}

fn to_the_board(stage: &mut Stage) -> &mut Stage {
    stage.press(ENTER).pass(A_MOMENT).write("11987654321");
    stage.pass(A_MOMENT).press(ENTER);
    use_the_number(stage)
}

/// From the question whether it is the right number.
fn use_the_number(stage: &mut Stage) -> &mut Stage {
    stage.pass(A_WHILE).press(DOWN).pass(A_MOMENT).press(ENTER);
    stage.pass(A_WHILE)
}

fn to_the_code(stage: &mut Stage) -> &mut Stage {
    request_by_sms(to_the_board(stage))
}

/// From the board.
fn request_by_sms(stage: &mut Stage) -> &mut Stage {
    stage.press(ENTER).pass(A_WHILE).press(DOWN).pass(A_MOMENT);
    stage.press(ENTER).pass(A_MOMENT)
}

fn to_the_phone(stage: &mut Stage) -> &mut Stage {
    to_the_code(stage).write("123456").pass(HANDED_IN)
}

/// One number is connected, one waits for its phone, and one for its code.
fn desk(stage: &mut Stage) {
    to_the_phone(stage).pass(8_000);
    stage.press(DOWN).pass(A_MOMENT).press(ENTER).pass(5_000);
    for (number, code) in [("00002", "123456"), ("00003", "123")] {
        stage.press(LIST).write(number).press(ENTER).pass(A_MOMENT);
        stage.press(ENTER);
        request_by_sms(use_the_number(stage)).write(code);
        stage.pass(HANDED_IN);
    }
    stage.shows("Type the code").shows("20 numbers");
}
