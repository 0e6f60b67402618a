//! What was left unfinished, somebody else at a number, and a journal that cannot be used.

use super::{Subject, acting, ago, harmless, number, subject, text, within};
use zapi_onboard::domain::method::{Lock, Method};
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::flow::bookmark::{Situation, Unfinished};
use zapi_onboard::flow::event::{Cause, Failure, Holder, Resource, Trouble, TroubleKind};
use zapi_onboard::flow::prompt::{Act, Ask, Awaiting, Choice, Halt, Problem};

pub(super) fn subjects() -> Vec<Subject> {
    let mut all = vec![welcome(), resuming(), interrupted(), not_recorded()];
    all.extend(held());
    all.extend(troubles());
    all
}

fn unfinished(national: &str, situation: Situation) -> Unfinished {
    Unfinished {
        id: "0a1b2c3d".to_owned(),
        number: PhoneNumber::parse("55", national).expect("a number"),
        situation,
        wait: None,
        last: ago(4_000),
        operator: text("ana@atendimento"),
        holder: None,
        handed_over: false,
    }
}

fn holder(what: Resource) -> Holder {
    Holder {
        what,
        operator: text("ana@atendimento"),
        since: ago(700),
    }
}

fn welcome() -> Subject {
    let code = unfinished("11987654321", Situation::Live(Awaiting::Code));
    let waiting = Unfinished {
        wait: Some(within(5_400)),
        ..unfinished("21912345678", Situation::Board)
    };
    let doubt = unfinished("31987654321", Situation::InDoubt(Act::RequestCode));
    let taken = Unfinished {
        holder: Some(holder(Resource::Line)),
        ..unfinished("41987654321", Situation::Live(Awaiting::Device))
    };
    let banned = unfinished("51987654321", Situation::Halted(Halt::Banned(None)));
    let sessions = vec![code, waiting, doubt, taken, banned];
    let mut offers: Vec<_> = (0..5).map(|at| harmless(Choice::TakeUp(at))).collect();
    offers.extend([harmless(Choice::StartNew), harmless(Choice::Leave)]);
    subject("welcome", Ask::Welcome { sessions }, &offers)
}

fn resuming() -> Subject {
    let ask = Ask::Credentials {
        resuming: Some(number()),
        instance_id: "3C67AB641C8AA0412F6A2242B4E23AC7".to_owned(),
        instance_token: None,
        client_token: None,
        unusual: Vec::new(),
        keep_as: None,
    };
    let offers = [harmless(Choice::ListInstances), harmless(Choice::Leave)];
    subject("credentials_resuming", ask, &offers)
}

fn gate() -> Ask {
    Ask::NumberGate {
        number: number(),
        warnings: Vec::new(),
        leftover: None,
        instance: None,
    }
}

fn interrupted() -> Subject {
    let lost = Failure::OutcomeUnknown(Cause::Interrupted);
    let offers = [
        harmless(Choice::Back),
        acting(Choice::UseNumber, Lock::Until(within(40))),
    ];
    subject("number_gate_interrupted", gate(), &offers).with(Problem::Failed(lost))
}

fn not_recorded() -> Subject {
    let unsent = Failure::NotSent(Cause::NotRecorded);
    let ask = Ask::RequestGate {
        turned_away: None,
        wait_ends: None,
        number: number(),
        method: Method::Sms,
        requests: 1,
    };
    let offers = [
        harmless(Choice::Back),
        acting(Choice::Request(Method::Sms), Lock::Open),
    ];
    subject("request_gate_not_recorded", ask, &offers).with(Problem::Failed(unsent))
}

fn held() -> Vec<Subject> {
    let offers = [
        harmless(Choice::TryAgain),
        harmless(Choice::Back),
        acting(Choice::TakeOver, Lock::Open),
        harmless(Choice::Leave),
    ];
    let of = |name, what| {
        let holder = holder(what);
        let number = number();
        subject(name, Ask::Held { number, holder }, &offers)
    };
    vec![
        of("held_line", Resource::Line),
        of("held_instance", Resource::Instance),
    ]
}

fn troubles() -> Vec<Subject> {
    let path = "/home/ana/.local/state/zapi-onboard/journal.db";
    let of = |name, kind| {
        let trouble = Trouble {
            kind,
            path: path.to_owned(),
        };
        let offers = if trouble.is_over() {
            vec![harmless(Choice::GoOn), harmless(Choice::Leave)]
        } else {
            vec![
                harmless(Choice::TryAgain),
                acting(Choice::GoUnrecorded, Lock::Open),
                harmless(Choice::Leave),
            ]
        };
        subject(name, Ask::Unrecorded { trouble }, &offers)
    };
    let aside = TroubleKind::SetAside(format!("{path}.damaged-1"));
    vec![
        of("unrecorded_set_aside", aside),
        of("unrecorded_newer", TroubleKind::Newer),
        of("unrecorded_not_writable", TroubleKind::NotWritable),
        of("unrecorded_full", TroubleKind::Full),
        of("unrecorded_exposed", TroubleKind::Exposed),
        of("unrecorded_busy", TroubleKind::Busy),
        of("unrecorded_replaced", TroubleKind::Replaced),
        of(
            "unrecorded_open_elsewhere",
            TroubleKind::OpenElsewhere(text("ana@desk, rui@desk")),
        ),
        of(
            "unrecorded_open_elsewhere_unnamed",
            TroubleKind::OpenElsewhere(None),
        ),
        of("unrecorded_broken", TroubleKind::Broken),
    ]
}
