//! Line mode: what is said, what is heard, and that nothing in it moves a cursor.

use crate::gallery::{NOW, subjects};
use crate::json_lines::Paper;
use crate::parity::hands::pipe;
use crate::pty::{Start, Terminal};
use crate::takeover::of_ana;
use crate::terminal::{Service, program};
use std::error::Error;
use std::fs::File;
use std::io::{self, Write};
use std::process::{Command, Output, Stdio};
use std::rc::Rc;
use std::time::Duration;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::event::Answer;
use zapi_onboard::flow::prompt::{Choice, Consequence, Prompt};
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::plain::{Look, OtherSurface, Pictures, Plain, Signs};
use zapi_onboard::runtime::front_end::{Acceptance, Card, DeskView, FrontEnd, Heard, SessionId};
use zapi_onboard::wording::Masking;

/// A conversation in line mode, on a pipe.
struct Talk {
    plain: Plain,
    paper: Paper,
    pen: File,
    asked: u64,
}

impl Talk {
    fn new(language: Language, signs: Signs, acceptance: Acceptance) -> io::Result<Self> {
        let (lines, pen) = pipe()?;
        let paper = Paper::default();
        let look = Look {
            catalog: Rc::new(Catalog::new(language)),
            zone: Zone::utc(),
            signs,
            width: None,
            heartbeat: Duration::from_secs(30),
            hints: None,
            address: "ana@203.0.113.7".to_owned(),
            pictures: Pictures::Drawn,
            acceptance,
            masking: Masking::Off,
            screen: OtherSurface::None,
        };
        let plain = Plain::new(look, lines, Box::new(paper.clone()));
        Ok(Self {
            plain,
            paper,
            pen,
            asked: 0,
        })
    }

    /// Asks a question that was not asked before; what is said about it.
    fn ask(&mut self, prompt: &Prompt) -> io::Result<String> {
        self.asked += 1;
        self.show(prompt, NOW)
    }

    /// Shows the question that was asked last as it is at `now`; what is said about it.
    fn show(&mut self, prompt: &Prompt, now: Timestamp) -> io::Result<String> {
        let mut prompt = prompt.clone();
        prompt.id.0 = self.asked;
        let card = Card {
            session: SessionId(0),
            prompt,
        };
        self.plain.show(&DeskView::alone(&card), now)?;
        Ok(self.paper.take())
    }

    /// Writes lines, and takes in what they lead to.
    async fn say(&mut self, lines: &str) -> io::Result<(Option<Answer>, String)> {
        writeln!(self.pen, "{lines}")?;
        self.plain.input().await?;
        let heard = match self.plain.hear(NOW) {
            Heard::Answered { answer, .. } => Some(answer),
            Heard::Nothing
            | Heard::Look(_)
            | Heard::New
            | Heard::Retry(_)
            | Heard::SetAside(_)
            | Heard::Arrange(_)
            | Heard::Leave
            | Heard::Suspend
            | Heard::Switch
            | Heard::Gone => None,
        };
        Ok((heard, self.paper.take()))
    }
}

fn subject(name: &str) -> Prompt {
    let mut all = subjects().into_iter();
    all.find(|subject| subject.name == name)
        .expect("a subject")
        .prompt
}

#[tokio::test]
async fn every_question_is_said_as_recorded() -> Result<(), Box<dyn Error>> {
    for subject in subjects() {
        let mut said = String::new();
        for language in Language::ALL {
            let mut talk = Talk::new(language, Signs::All, Acceptance::AfterAsked)?;
            let text = talk.ask(&subject.prompt)?;
            said.extend(["── ", language.tag(), "\n", &text, "\n"]);
        }
        insta::assert_snapshot!(subject.name, said);
    }
    Ok(())
}

#[tokio::test]
async fn nothing_that_is_said_moves_a_cursor_and_seven_bits_suffice() -> Result<(), Box<dyn Error>>
{
    for subject in subjects() {
        for language in Language::ALL {
            let mut talk = Talk::new(language, Signs::SevenBit, Acceptance::AfterAsked)?;
            let text = talk.ask(&subject.prompt)?;
            let strange = |c: char| !(c == '\n' || (' '..='~').contains(&c));
            assert!(!text.contains(strange), "{}: {text:?}", subject.name);
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_pasted_value_that_fits_no_field_is_asked_about_and_never_repeated()
-> Result<(), Box<dyn Error>> {
    let (id, token, client) = (
        "3C67AB641C8AA0412F6A2242B4E23AC7",
        "0F5D4E7A19B24C6D8E3F1A2B",
        "F7a1c9e0b2d34f56879a0b1c2d3e4f506S",
    );
    let odd = "neither-of-them-99";
    for (digit, kept) in [("2", true), ("0", false)] {
        let mut talk = Talk::new(Language::English, Signs::All, Acceptance::Anytime)?;
        talk.ask(&subject("credentials_empty"))?;
        let (answer, said) = talk.say(&format!("{id}\t{odd}")).await?;
        assert!(
            answer.is_none() && said.contains("value of 18 characters"),
            "{said}"
        );
        for nothing in ["", "7", "12"] {
            let (answer, again) = talk.say(nothing).await?;
            assert!(
                answer.is_none() && again.contains("18 characters"),
                "{again}"
            );
            assert!(!again.contains(odd), "{again}");
        }
        // The last line of a paste comes by itself where nothing ends it.
        let (answer, again) = talk.say(client).await?;
        assert!(
            answer.is_none() && again.contains("18 characters"),
            "{again}"
        );
        let (mut answer, said) = talk.say(digit).await?;
        assert!(!said.contains(odd), "{said}");
        if !kept {
            assert!(
                answer.is_none() && said.contains("Instance token"),
                "{said}"
            );
            (answer, _) = talk.say(token).await?;
        }
        let Some(Answer::Credentials(fields)) = answer else {
            panic!("no credentials: {answer:?}");
        };
        assert_eq!(fields.instance_id, id);
        let expected = if kept { odd } else { token };
        assert_eq!(fields.instance_token, Some(Secret::new(expected)));
        assert_eq!(fields.client_token, Some(Secret::new(client)));
    }
    Ok(())
}

#[tokio::test]
async fn what_enter_takes_is_named_and_never_acts() -> Result<(), Box<dyn Error>> {
    for subject in subjects() {
        let mut talk = Talk::new(Language::English, Signs::All, Acceptance::Anytime)?;
        let asked = talk.ask(&subject.prompt)?;
        if subject.prompt.activity.is_some() {
            // Lines are kept back until the call has ended.
            continue;
        }
        let (answer, _) = talk.say("").await?;
        let acts = answer.as_ref().is_some_and(Answer::acts);
        assert!(!acts, "{}: {answer:?}", subject.name);
        let Some(Answer::Choose(choice)) = answer else {
            continue;
        };
        let offer = subject
            .prompt
            .offers
            .iter()
            .position(|offer| offer.choice == choice);
        let offer = offer.ok_or("an offer")?;
        assert_eq!(
            subject.prompt.offers[offer].acts,
            Consequence::Harmless,
            "{}",
            subject.name
        );
        let named = format!("(Enter for {}. ", offer + 1);
        assert!(asked.contains(&named), "{}: {asked}", subject.name);
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_answer_is_told_before_the_question_is_asked_again() -> Result<(), Box<dyn Error>> {
    let mut talk = Talk::new(Language::English, Signs::All, Acceptance::AfterAsked)?;
    talk.ask(&subject("code_sms"))?;
    let (answer, _) = talk.say("111111").await?;
    assert!(matches!(answer, Some(Answer::Code(_))));
    let said = talk.ask(&subject("code_wrong"))?;
    let error = said.find("Error: ").ok_or("an error")?;
    let question = said.find("Code: ").ok_or("a question")?;
    assert!(error < question, "{said}");
    assert!(
        !said.contains("Step 4 of 6"),
        "the rest was heard already: {said}"
    );
    Ok(())
}

#[tokio::test]
async fn choices_are_numbers_and_names_and_behind_a_slash_where_something_is_typed()
-> Result<(), Box<dyn Error>> {
    let mut talk = Talk::new(Language::English, Signs::All, Acceptance::AfterAsked)?;
    talk.ask(&subject("code_sms"))?;
    let back = Some(Answer::Choose(Choice::Back));
    for line in ["/2", "/back", "back", "BACK"] {
        assert_eq!(talk.say(line).await?.0, back, "{line}");
    }
    let (answer, said) = talk.say("/9").await?;
    assert!(
        answer.is_none() && said.contains("none of the choices"),
        "{said}"
    );
    talk.ask(&subject("board_ready"))?;
    let (answer, said) = talk.say("seven").await?;
    assert!(
        answer.is_none() && said.contains("none of the choices"),
        "{said}"
    );
    let (answer, said) = talk.say("help").await?;
    assert!(answer.is_none() && said.contains("quit: leave"), "{said}");
    Ok(())
}

#[tokio::test]
async fn what_was_written_ahead_acts_only_by_its_name_and_never_for_the_customer()
-> Result<(), Box<dyn Error>> {
    let gate = subject("request_gate_sms");
    let acting = gate
        .offers
        .iter()
        .position(|offer| offer.acts == Consequence::Acts)
        .ok_or("an offer")?;
    let (number, name) = ((acting + 1).to_string(), gate.offers[acting].choice.name());
    for (line, acceptance, acts) in [
        (number.as_str(), Acceptance::AfterAsked, false),
        (&*name, Acceptance::AfterAsked, true),
        (number.as_str(), Acceptance::Anytime, true),
    ] {
        let mut talk = Talk::new(Language::English, Signs::All, acceptance)?;
        writeln!(talk.pen, "{line}")?;
        talk.ask(&gate)?;
        talk.plain.input().await?;
        let heard = talk.plain.hear(NOW);
        assert_eq!(
            matches!(heard, Heard::Answered { .. }),
            acts,
            "{line} {acceptance:?}"
        );
        // Said after the question it counts.
        assert!(talk.say(&number).await?.0.is_some());
    }
    let device = subject("device_first");
    let mut talk = Talk::new(Language::English, Signs::All, Acceptance::AfterAsked)?;
    writeln!(talk.pen, "accepted_on_phone")?;
    talk.ask(&device)?;
    talk.plain.input().await?;
    assert_eq!(talk.plain.hear(NOW), Heard::Nothing);
    let said = talk.paper.take();
    assert!(said.contains("before the phone was asked"), "{said}");
    let (answer, _) = talk.say("accepted_on_phone").await?;
    assert_eq!(answer, Some(Answer::Choose(Choice::AcceptedOnPhone)));
    Ok(())
}

#[tokio::test]
async fn a_wait_is_told_when_it_ends_and_every_so_often_that_it_lasts() -> Result<(), Box<dyn Error>>
{
    let mut talk = Talk::new(Language::English, Signs::All, Acceptance::AfterAsked)?;
    let device = subject("device_first");
    talk.ask(&device)?;
    let later = |seconds| NOW.plus(Duration::from_secs(seconds));
    assert_eq!(talk.show(&device, later(29))?, "", "nothing is animated");
    let said = talk.show(&device, later(31))?;
    assert!(said.starts_with("\nStill waiting, "), "{said}");
    let board = subject("board_shut");
    talk.ask(&board)?;
    let mut open = board.clone();
    let at = open
        .offers
        .iter()
        .position(|offer| !offer.lock.is_open(NOW))
        .ok_or("something shut")?;
    open.offers[at].lock = zapi_onboard::domain::method::Lock::Open;
    let said = talk.show(&open, later(40))?;
    assert!(
        said.contains(&format!("Possible from now on: {}. ", at + 1)),
        "{said}"
    );
    Ok(())
}

#[tokio::test]
async fn what_came_with_an_address_is_not_asked_for_again() -> Result<(), Box<dyn Error>> {
    let mut talk = Talk::new(Language::English, Signs::All, Acceptance::AfterAsked)?;
    talk.ask(&subject("credentials_empty"))?;
    let (none, said) = talk
        .say("\"https://api.z-api.io/instances/AB12/token/CD34/send-text\"")
        .await?;
    assert_eq!(none, None);
    assert!(
        said.contains("Account security token") && !said.contains("CD34"),
        "{said}"
    );
    let (answer, _) = talk.say("F1").await?;
    let Some(Answer::Credentials(fields)) = answer else {
        panic!("no credentials: {answer:?}");
    };
    assert_eq!(fields.instance_id, "AB12");
    assert_eq!(fields.instance_token, Some(Secret::new("CD34")));
    assert_eq!(fields.client_token, Some(Secret::new("F1")));
    Ok(())
}

#[tokio::test]
async fn a_text_of_several_lines_is_handed_in_at_its_word() -> Result<(), Box<dyn Error>> {
    let mut talk = Talk::new(
        Language::BrazilianPortuguese,
        Signs::All,
        Acceptance::AfterAsked,
    )?;
    talk.ask(&subject("appeal_empty"))?;
    let (answer, said) = talk
        .say("Somos uma padaria.\n\nO número é antigo.\n.")
        .await?;
    assert!(answer.is_none() && said.contains("enviar"), "{said}");
    let (answer, _) = talk.say("enviar").await?;
    let text = "Somos uma padaria.\n\nO número é antigo.".to_owned();
    assert_eq!(answer, Some(Answer::Appeal(text)));
    Ok(())
}

fn piped(service: &Service, arguments: &[&str], lines: &str) -> io::Result<Output> {
    let state = tempfile::tempdir()?;
    let mut child = Command::new(program())
        .args(arguments)
        .env_clear()
        .envs(service.environment())
        .env("LANG", "C")
        .env("HOME", state.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut pen = child
        .stdin
        .take()
        .ok_or_else(|| io::Error::other("no pen"))?;
    pen.write_all(lines.as_bytes())?;
    drop(pen);
    child.wait_with_output()
}

/// What is written ahead for a whole onboarding by SMS.
const ANSWERS: &str = "\n\n\n55\n11987654321\n2\n1\n2\n";

#[test]
fn a_whole_onboarding_goes_through_a_pipe() -> Result<(), Box<dyn Error>> {
    let service = Service::start("pin");
    let (code, pin) = service.digits();
    let done = piped(
        &service,
        &["--plain"],
        &format!("{ANSWERS}{code}\n{pin}\n1\n"),
    )?;
    let (out, err) = (
        String::from_utf8(done.stdout)?,
        String::from_utf8(done.stderr)?,
    );
    assert_eq!(done.status.code(), Some(0), "{out}{err}");
    assert!(
        out.is_ascii() && out.contains("Step 6 of 6: Connection\nConnected\n"),
        "{out}"
    );
    assert_eq!(err, "zapi-onboard: +55 11 98765-4321 is connected.\n");
    assert!(!out.contains(pin), "the PIN is never said");
    Ok(())
}

#[test]
fn when_nobody_says_more_it_leaves_where_it_stands() -> Result<(), Box<dyn Error>> {
    let service = Service::start("happy");
    let left = piped(&service, &["--plain"], ANSWERS)?;
    assert_eq!(left.status.code(), Some(5), "a code is awaited");
    assert_eq!(service.count("/mobile/request-registration-code"), 1);
    Ok(())
}

#[test]
fn twenty_enters_request_nothing_on_any_surface() -> Result<(), Box<dyn Error>> {
    let enters = "\n".repeat(20);
    for arguments in [&["--plain"][..], &[], &["--json"]] {
        let service = Service::start("happy");
        piped(&service, arguments, &enters)?;
        piped(
            &service,
            arguments,
            &format!("\n\n\n55\n11987654321\n{enters}"),
        )?;
        assert_eq!(
            service.count("/mobile/registration-available"),
            0,
            "{arguments:?}"
        );
        assert_eq!(
            service.count("/mobile/request-registration-code"),
            0,
            "{arguments:?}"
        );
    }
    Ok(())
}

#[test]
fn nobody_who_could_answer_is_told_what_would_work() -> Result<(), Box<dyn Error>> {
    for arguments in [&["demo"][..], &["demo", "--plain"], &["demo", "--json"]] {
        let output = Command::new(program())
            .args(arguments)
            .env_clear()
            .stdin(Stdio::null())
            .output()?;
        let said = String::from_utf8(output.stderr)?;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            said.contains("--plain") && said.contains("--json"),
            "{said}"
        );
        assert!(output.stdout.is_empty());
    }
    Ok(())
}

fn terminal(service: &Service, arguments: &[&str]) -> Terminal {
    Terminal::start(&Start {
        program: program(),
        arguments,
        environment: &service.environment(),
        size: (80, 24),
    })
}

#[test]
fn from_the_screen_to_lines_and_back_nothing_is_lost() {
    let service = Service::start("pin");
    let mut terminal = terminal(&service, &[]);
    terminal.wait_for("Credentials of the instance").send("\r");
    terminal
        .wait_for("Number to connect")
        .settle()
        .send("1198765");
    terminal.wait_for("(11) 98765").send("\x1bOS");
    terminal.wait_for("Calling code (Enter keeps 55): ");
    assert!(!terminal.is_taken() && terminal.is_as_found());
    terminal.send("\r").wait_for("(Enter keeps 1198765): ");
    terminal.send("screen\r");
    terminal.wait_for("(11) 98765");
    assert!(terminal.is_taken());
    terminal
        .send("4321\r")
        .wait_for("Use +55")
        .settle()
        .send("\x07");
    terminal
        .wait_for("or help (Enter for 1. No, back): ")
        .send("2\r");
    terminal
        .wait_for("Step 3 of 6: Method")
        .wait_for("(Enter for 1. SMS): ")
        .send("1\r");
    terminal
        .wait_for("Request a code now?")
        .wait_for("(Enter for 1. No, back): ")
        .settle()
        .send("2\r");
    terminal.wait_for("Type the code").settle().send("screen\r");
    terminal
        .wait_for("Six digits.")
        .settle()
        .send(service.digits().0);
    terminal
        .wait_for("Two-step verification PIN")
        .settle()
        .send("\x07");
    terminal
        .wait_for("What you type here is not shown.")
        .wait_for("PIN: ")
        .settle();
    terminal.send(service.digits().1).settle();
    let typed = terminal
        .written
        .windows(6)
        .any(|six| six == service.digits().1.as_bytes());
    assert!(!typed, "the PIN was shown");
    terminal
        .send("\r")
        .wait_for("Step 6 of 6: Connection")
        .wait_for("1. Leave the program")
        .settle();
    terminal.send("1\r");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_as_found());
}

#[test]
fn an_interrupt_while_something_is_hidden_gives_the_terminal_back() {
    let service = Service::start("happy");
    let mut terminal = terminal(&service, &["--plain"]);
    terminal
        .wait_for("Instance ID (Enter keeps")
        .settle()
        .send("\r");
    terminal.wait_for("is not shown").settle();
    assert!(!terminal.is_as_found(), "what is typed is hidden");
    terminal.send("\x03");
    assert_eq!(terminal.end(), 130);
    assert!(terminal.is_as_found());
}

#[tokio::test]
async fn a_final_check_that_takes_long_says_so_once_and_quotes_what_the_service_says()
-> io::Result<()> {
    let mut talk = Talk::new(Language::English, Signs::All, Acceptance::AfterAsked)?;
    let (before, late) = (subject("verifying"), subject("verifying_overdue"));
    talk.ask(&before)?;
    let said = talk.show(&late, NOW)?;
    assert!(said.contains("Not connected after a minute"), "{said}");
    let words = "Sessão aguardando sincronização do aparelho";
    assert!(said.contains(words), "{said}");
    let again = talk.show(&late, NOW)?;
    assert!(
        !again.contains("Not connected after a minute") && !again.contains(words),
        "{again}"
    );
    Ok(())
}

#[tokio::test]
async fn what_came_of_a_former_holders_call_is_said_once_at_the_question_that_stands()
-> io::Result<()> {
    for name in ["code_sms", "pin", "board_shut", "device_first"] {
        let mut talk = Talk::new(Language::English, Signs::All, Acceptance::AfterAsked)?;
        let before = subject(name);
        talk.ask(&before)?;
        let after = Prompt {
            late: Some(of_ana()),
            ..before
        };
        let said = talk.show(&after, NOW)?;
        let told = said.contains("the call by ana@desk") && said.contains("the service did it");
        assert!(told, "{name}: {said}");
        assert!(!said.contains("nothing was sent"), "{name}: {said}");
        let again = talk.show(&after, NOW)?;
        assert!(!again.contains("ana@desk"), "{name}: {again}");
    }
    Ok(())
}
