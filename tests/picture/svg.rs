//! A screen as SVG: one text for each run of cells that look alike, kept to its columns.

use std::fmt::Write;

const CELL: (f32, f32) = (9.0, 19.0);
const EDGE: f32 = 16.0;
const GROUND: &str = "#16181d";
const TEXT: &str = "#d7dae0";
const QUIET: &str = "#8b919d";
/// The sixteen colours of a terminal.
const PALETTE: [&str; 16] = [
    "#3b4048", "#f47067", "#7ec97e", "#e0b557", "#6cb6ff", "#c297ff", "#56d4dd", TEXT, "#6a7080",
    "#ff938a", "#98e098", "#f0cc75", "#91cbff", "#dcbdfb", "#7ee7ee", "#ffffff",
];

/// Draws `screen`.
pub(crate) fn of(screen: &vt100::Screen) -> String {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let (width, height) = (
        f32::from(columns).mul_add(CELL.0, 2.0 * EDGE),
        f32::from(rows).mul_add(CELL.1, 2.0 * EDGE),
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"15\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"10\" fill=\"{GROUND}\"/>\n"
    );
    for row in 0..rows {
        for run in runs(screen, row, columns) {
            draw(&mut svg, &run, row);
        }
    }
    let (row, column) = screen.cursor_position();
    let (x, y) = place(column, row);
    let caret = format!(
        "<rect x=\"{x}\" y=\"{y}\" width=\"2\" height=\"{}\" fill=\"{TEXT}\"/>\n",
        CELL.1
    );
    svg + &caret + "</svg>\n"
}

/// Cells beside each other that look alike.
struct Run {
    column: u16,
    text: String,
    colour: &'static str,
    bold: bool,
}

fn runs(screen: &vt100::Screen, row: u16, columns: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for column in 0..columns {
        let cell = screen.cell(row, column).expect("a cell of the screen");
        let text = if cell.contents().is_empty() {
            " "
        } else {
            cell.contents()
        };
        let (colour, bold) = (colour(cell), cell.bold());
        match runs.last_mut() {
            Some(run) if run.colour == colour && run.bold == bold => run.text.push_str(text),
            _ => runs.push(Run {
                column,
                text: text.to_owned(),
                colour,
                bold,
            }),
        }
    }
    runs.retain(|run| !run.text.trim().is_empty());
    runs
}

fn colour(cell: &vt100::Cell) -> &'static str {
    match cell.fgcolor() {
        vt100::Color::Idx(index) => PALETTE[usize::from(index) % PALETTE.len()],
        vt100::Color::Default | vt100::Color::Rgb(..) if cell.dim() => QUIET,
        vt100::Color::Default | vt100::Color::Rgb(..) => TEXT,
    }
}

fn place(column: u16, row: u16) -> (f32, f32) {
    (
        f32::from(column).mul_add(CELL.0, EDGE),
        f32::from(row).mul_add(CELL.1, EDGE),
    )
}

fn draw(svg: &mut String, run: &Run, row: u16) {
    let lead = run.text.chars().take_while(|c| *c == ' ').count();
    let text = run.text.trim();
    let column = run.column + u16::try_from(lead).expect("a short run");
    let (x, y) = place(column, row);
    let length = f32::from(u16::try_from(text.chars().count()).expect("a short run")) * CELL.0;
    let weight = if run.bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    writeln!(
        svg,
        "<text x=\"{x}\" y=\"{}\" fill=\"{}\"{weight} textLength=\"{length}\" xml:space=\"preserve\">{text}</text>",
        y + 14.5,
        run.colour
    )
    .expect("a string takes text");
}
