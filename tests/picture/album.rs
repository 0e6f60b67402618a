//! The pictures of the README: drawn, compared with those that are there, or looked at.

use crate::drawing::film::film;
use crate::drawing::window::window;
use crate::program::built;
use crate::raster::Raster;
use crate::scenes::{SCENES, Scene, Shows};
use crate::stage::Stage;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many programs are played at a time: they mostly wait.
const AT_ONCE: usize = 4;

/// A picture and its file.
struct Picture {
    file: PathBuf,
    svg: String,
}

/// Draws them into `assets/pictures`, and takes away what nobody draws any more.
pub(crate) fn draw() {
    let folder = folder();
    fs::create_dir_all(&folder).expect("the folder can be made");
    let pictures = all();
    for stray in strays(&pictures) {
        fs::remove_file(&stray).expect("it can be taken away");
        println!("{} is gone", shown(&stray));
    }
    for picture in &pictures {
        let known = read(&picture.file);
        fs::write(&picture.file, &picture.svg).expect("the picture is written");
        let came = match known {
            None => "new",
            Some(known) if known == picture.svg => "the same",
            Some(_) => "changed",
        };
        println!("{}: {came}", shown(&picture.file));
    }
}

/// Draws them, and says which of those that are there are stale; whether none is.
pub(crate) fn check() -> bool {
    let pictures = all();
    let mut troubles: Vec<String> = Vec::new();
    for picture in &pictures {
        let file = shown(&picture.file);
        match read(&picture.file) {
            None => troubles.push(format!("{file} is missing")),
            Some(known) if known == picture.svg => {}
            Some(known) => {
                let difference = difference(&known, &picture.svg);
                troubles.push(format!("{file} is stale: {difference}"));
            }
        }
    }
    let strays = strays(&pictures).into_iter();
    troubles.extend(strays.map(|stray| format!("{} is drawn by nobody", shown(&stray))));
    let missing = linked()
        .into_iter()
        .filter(|file| !root().join(file).exists());
    troubles.extend(missing.map(|file| format!("README.md shows {file}, which is not there")));
    for trouble in &troubles {
        println!("{trouble}");
    }
    if !troubles.is_empty() {
        println!(
            "\n`cargo run --example picture` draws them anew; look at them before you commit."
        );
    }
    troubles.is_empty()
}

/// Draws them as PNGs into `folder`, with every screen of the film.
pub(crate) fn develop(folder: &Path, scale: u16) {
    fs::create_dir_all(folder).expect("the folder can be made");
    let (program, raster) = (built(), Raster::new());
    for scene in &SCENES {
        let palette = scene.ground.palette();
        let frames = Stage::played(&program, scene);
        let seen = match scene.shows {
            Shows::TheEnd => &frames[frames.len() - 1..],
            Shows::Everything => &frames[..],
        };
        for (nth, frame) in seen.iter().enumerate() {
            let svg = window(&frame.shot, &scene.title(), palette);
            let name = format!("{}.{nth:02}.{}ms.png", scene.file, frame.ms);
            fs::write(folder.join(name), raster.png(&svg, scale)).expect("the picture is written");
        }
    }
    println!("{}", folder.display());
}

/// Plays all scenes, several at a time.
fn all() -> Vec<Picture> {
    let program = built();
    let (next, drawn) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(scene) = SCENES.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let picture = picture(&program, scene);
                    drawn.lock().expect("nobody broke down").push(picture);
                }
            });
        }
    });
    let mut drawn = drawn.into_inner().expect("nobody broke down");
    drawn.sort_by(|one: &Picture, other| one.file.cmp(&other.file));
    drawn
}

fn picture(program: &Path, scene: &Scene) -> Picture {
    let frames = Stage::played(program, scene);
    let (title, palette) = (scene.title(), scene.ground.palette());
    let last = frames.last().expect("a first screen at least");
    let svg = match scene.shows {
        Shows::TheEnd => window(&last.shot, &title, palette),
        Shows::Everything => film(&frames, &title, palette),
    };
    let file = folder().join(scene.file).with_extension("svg");
    Picture { file, svg }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("assets/pictures")
}

/// A path as it is told.
fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

fn read(path: &Path) -> Option<String> {
    match fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// Files beside the pictures that are none of them.
fn strays(pictures: &[Picture]) -> Vec<PathBuf> {
    let folder = fs::read_dir(folder()).into_iter().flatten();
    let files = folder.map(|file| file.expect("the folder can be read").path());
    let mut strays: Vec<PathBuf> = files
        .filter(|file| pictures.iter().all(|picture| picture.file != *file))
        .collect();
    strays.sort();
    strays
}

/// The pictures that the README shows.
fn linked() -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let rests = readme.split("assets/pictures/").skip(1);
    let names = rests.filter_map(|rest| rest.split_once(".svg"));
    names
        .map(|(name, _)| format!("assets/pictures/{name}.svg"))
        .collect()
}

/// Where two pictures differ first, for somebody who reads a log.
fn difference(known: &str, drawn: &str) -> String {
    let mut lines = known.lines().zip(drawn.lines()).zip(1..);
    let first = lines.find(|((known, drawn), _)| known != drawn);
    let Some(((known, drawn), line)) = first else {
        return "one is longer".to_owned();
    };
    let same = known.chars().zip(drawn.chars());
    let same = same.take_while(|(one, other)| one == other).count();
    let from_there = |text: &str| -> String {
        let seen = text.chars().skip(same.saturating_sub(40));
        seen.take(120).collect()
    };
    format!(
        "line {line}, sign {}\n  - {}\n  + {}",
        same + 1,
        from_there(known),
        from_there(drawn)
    )
}
