//! The questions about the instance and the account that pays for it.

use super::*;
use zapi_onboard::domain::email::EmailError;
use zapi_onboard::flow::event::EmailState;
use zapi_onboard::flow::prompt::{SecureStep, Shield};

pub(super) fn subjects() -> Vec<Subject> {
    let mut all = vec![unusual()];
    all.extend(partners());
    all.extend(terms());
    all.extend(protections());
    all
}

fn unusual() -> Subject {
    let gone = refusal(RefusalCause::NoSuchInstance, "Instance not found", 400);
    let ask = Ask::Credentials {
        resuming: None,
        instance_id: "3C67AB64".to_owned(),
        instance_token: Some(24),
        client_token: Some(24),
        unusual: vec![CredentialField::InstanceId, CredentialField::ClientToken],
        keep_as: None,
    };
    let offers = [harmless(Choice::ListInstances), harmless(Choice::Leave)];
    subject("credentials_unusual", ask, &offers).with(Problem::Refused(gone))
}

fn terms() -> Vec<Subject> {
    let ask = |instance| Ask::Number {
        calling_code: "55".to_owned(),
        national: String::new(),
        instance,
    };
    let ending = Ask::NumberGate {
        number: number(),
        warnings: vec![NumberWarning::LacksNinthDigit],
        leftover: None,
        instance: Some(instance(1, trial())),
    };
    let back = [harmless(Choice::Back)];
    let offers = [
        harmless(Choice::Back),
        acting(Choice::UseNumber, Lock::Open),
    ];
    let paid = About::Known(instance(40, Some(Payment::Paid)));
    let soon = About::Known(instance(3, trial()));
    let ended = About::Known(instance(-9, None));
    vec![
        subject("number_reading", ask(About::Reading), &back),
        subject("number_empty", ask(paid), &back),
        subject("number_ending", ask(soon), &back),
        subject("number_ended", ask(ended), &back),
        subject("number_gate_ending", ending, &offers),
    ]
}

fn partners() -> Vec<Subject> {
    let ask = |partner_token, client_token| Ask::Partner {
        partner_token,
        client_token,
    };
    let back = [harmless(Choice::Back)];
    let wrong = refusal(RefusalCause::PartnerTokenWrong, "Unauthorized", 401);
    let none = Ask::Instances {
        rows: Vec::new(),
        page: 1,
        pages: Some(0),
        total: Some(0),
    };
    vec![
        subject("partner_empty", ask(None, None), &back)
            .with(Problem::Partner(PartnerTokenError::Empty)),
        subject("partner_same", ask(Some(34), Some(34)), &back)
            .with(Problem::Partner(PartnerTokenError::OtherToken)),
        subject("partner_refused", ask(Some(60), Some(34)), &back).with(Problem::Refused(wrong)),
        subject("partner_listing", ask(Some(60), None), &back).doing(Doing::ListingInstances),
        subject("instances_none", none, &back),
        instances("instances_page", 2),
        instances("instances_failed", 1).with(Problem::Failed(Failure::NoAnswer(Cause::Timeout))),
    ]
}

/// A page of a list of three pages.
fn instances(name: &'static str, page: u32) -> Subject {
    let row = |id: &str, kind, name, days: i64, payment, connected| InstanceRow {
        id: format!("{id}67AB641C8AA0412F6A2242B4E23A"),
        kind,
        about: InstanceReply {
            name: text(name),
            due_unix_ms: Some(NOW.wall_ms + days * 24 * 3_600_000),
            payment,
        },
        connected,
    };
    let paid = Some(Payment::Paid);
    let long = "Atendimento da matriz e das filiais do interior";
    let rows = vec![
        row(
            "3C00",
            InstanceKind::Mobile,
            "Loja 1",
            40,
            paid.clone(),
            Some(false),
        ),
        row("3C01", InstanceKind::Mobile, long, 3, trial(), Some(true)),
        row("3C02", InstanceKind::Mobile, "", -9, None, None),
        row(
            "3C03",
            InstanceKind::Unknown,
            "Loja 2",
            40,
            paid.clone(),
            None,
        ),
        row("3C04", InstanceKind::Web, "Recepção", 40, paid, Some(true)),
    ];
    let locks = [
        Lock::Open,
        Lock::Open,
        Lock::Unknown,
        Lock::Open,
        Lock::NotEligible,
    ];
    let taking = (0..)
        .zip(locks)
        .map(|(at, lock)| shut(Choice::TakeInstance(at), lock));
    let offers: Vec<Offer> = taking
        .chain([harmless(Choice::NextPage)])
        .chain((page > 1).then(|| harmless(Choice::PreviousPage)))
        .chain([harmless(Choice::Back)])
        .collect();
    let ask = Ask::Instances {
        rows,
        page,
        pages: Some(3),
        total: Some(21),
    };
    subject(name, ask, &offers)
}

/// An instance whose subscription ends in so many days.
pub(super) fn instance(days: i64, payment: Option<Payment>) -> InstanceReply {
    InstanceReply {
        name: text("Padaria do Bairro – loja 2"),
        due_unix_ms: Some(NOW.wall_ms + days * 24 * 3_600_000),
        payment,
    }
}

fn trial() -> Option<Payment> {
    text("TRIAL").map(Payment::Other)
}

fn protections() -> Vec<Subject> {
    let ask = |step| Ask::Secure {
        number: number(),
        step,
    };
    let overview = |email, pin| ask(SecureStep::Overview(Shield { email, pin }));
    let email = |address: &str, verified| EmailState {
        is_set: Some(!address.is_empty()),
        address: text(address),
        verified,
    };
    let offers = |first: &[Choice]| -> Vec<Offer> {
        first
            .iter()
            .copied()
            .chain([Choice::SetEmail, Choice::SetPin])
            .map(harmless)
            .chain([
                shut(Choice::CheckNow, Lock::Until(within(2))),
                harmless(Choice::Back),
            ])
            .collect()
    };
    let back = [harmless(Choice::Back)];
    let unproved = Some(email("ana.beatriz@example.com", Some(false)));
    let proved = Some(email("ana.beatriz@example.com", Some(true)));
    let lost = Failure::OutcomeUnknown(Cause::Timeout);
    let code = |wrong, pause| ask(SecureStep::EmailCode { wrong, pause });
    vec![
        subject("secure_reading", overview(None, None), &back).doing(Doing::ReadingSecurity),
        subject(
            "secure_bare",
            overview(Some(email("", None)), Some(false)),
            &offers(&[]),
        ),
        subject(
            "secure_unproved",
            overview(unproved, Some(true)),
            &offers(&[Choice::TypeEmailCode]),
        ),
        subject("secure_lost", overview(proved, None), &offers(&[])).with(Problem::Failed(lost)),
        subject("email", ask(SecureStep::Email), &back),
        subject("email_wrong", ask(SecureStep::Email), &back)
            .with(Problem::Email(EmailError::NoDomain)),
        subject("email_declined", ask(SecureStep::Email), &back)
            .with(Problem::ChangeDeclined(text("domain not allowed"))),
        subject("email_setting", ask(SecureStep::Email), &[]).doing(Doing::SettingEmail),
        subject("email_code", code(0, None), &back),
        subject("email_code_wrong", code(3, Some(within(60))), &back)
            .with(Problem::WrongEmailCode(None)),
        subject("email_code_sending", code(0, None), &[]).doing(Doing::VerifyingEmail),
        subject("new_pin", ask(SecureStep::NewPin), &back),
        subject("new_pin_unusual", ask(SecureStep::NewPin), &back).with(Problem::UnusualPin(7)),
        subject("new_pin_differ", ask(SecureStep::NewPin), &back).with(Problem::PinsDiffer),
        subject("new_pin_setting", ask(SecureStep::NewPin), &[]).doing(Doing::SettingPin),
    ]
}
