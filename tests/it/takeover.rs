//! A number changes hands while a call of its former holder is under way: nothing of that holder leaves any more, what
//! may still arrive is waited for, and what comes of it is kept.

use crate::flow_driver::{number, start};
use crate::journal::{SERVICE, at_code, claim, granted, open, with_one};
use std::path::Path;
use std::time::Duration;
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::domain::time::{BootId, Deadline, Timestamp};
use zapi_onboard::flow::effect::{Checkpoint, Taking};
use zapi_onboard::flow::event::{Late, LateOutcome};
use zapi_onboard::journal::{
    Acting, Entry, FileSystem, Grant, Journal, Lost, Page, ReadTo, Verdict, Withheld,
};

/// The page that announces a code request.
fn announcing(records: &[Checkpoint]) -> Page<'_> {
    Page {
        records,
        acting: Acting::Begins,
        ..Page::default()
    }
}

fn code_requested() -> [Checkpoint; 1] {
    [Checkpoint::CodeRequested {
        number: number(),
        method: Method::Sms,
        nth: 1,
    }]
}

/// What came of a code request of Ana's, for the present holder of the number.
pub(crate) fn of_ana() -> Late {
    let [request] = code_requested();
    Late {
        by: ServerText::new("ana@desk", &[]),
        ..succeeded(request)
    }
}

fn succeeded(call: Checkpoint) -> Late {
    Late {
        call,
        outcome: LateOutcome::Succeeded,
        by: None,
    }
}

/// The page with what came of a call after its holder lost the number.
fn answered(late: &Late) -> Page<'_> {
    Page {
        acting: Acting::Ends,
        late: Some(late),
        ..Page::default()
    }
}

fn after(ms: u64) -> Timestamp {
    start().plus(Duration::from_millis(ms))
}

#[test]
fn whoever_takes_over_acts_only_when_the_call_of_the_former_holder_can_no_longer_arrive() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    assert_eq!(hers.under_way, None);
    ana.write(&hers.tenure(), &announcing(&code_requested()), start())
        .expect("written");
    let mut rui = open(folder.path(), "rui");
    let claimed = rui.claim(&claim(Taking::Over), SERVICE, None, after(15_000));
    let Ok(Verdict::Granted(his)) = claimed else {
        panic!("{claimed:?}");
    };
    assert!(his.fence > hers.fence);
    let under_way = his.under_way.clone().expect("her call");
    assert_eq!(under_way.operator.expect("a name").as_str(), "ana@desk");
    assert_eq!(
        under_way.until.remaining(after(15_000)),
        Some(Duration::from_secs(40))
    );
    let early = rui.write(&his.tenure(), &announcing(&code_requested()), after(54_999));
    assert!(matches!(early, Err(Lost::Early(_))), "{early:?}");
    // What does not act is written at once.
    rui.append(&his.tenure(), Some(&at_code()), &[], after(15_000))
        .expect("written");
    rui.write(&his.tenure(), &announcing(&code_requested()), after(55_000))
        .expect("nothing of hers can arrive");
}

#[test]
fn a_call_under_way_outlives_its_holder_and_every_later_claim() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    ana.write(&hers.tenure(), &announcing(&code_requested()), start())
        .expect("written");
    ana.release(&hers.tenure()).expect("released");
    drop(ana);
    for nth in 1..4 {
        let mut next = open(folder.path(), "rui");
        let grant = granted(&mut next, &claim(Taking::IfFree));
        let left = grant
            .under_way
            .and_then(|under_way| under_way.until.remaining(start()));
        assert_eq!(left, Some(Duration::from_secs(55)), "claim {nth}");
    }
}

#[test]
fn a_call_that_can_no_longer_arrive_is_not_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    ana.write(&hers.tenure(), &announcing(&code_requested()), start())
        .expect("written");
    let mut rui = open(folder.path(), "rui");
    let mut at = |ms| match rui.claim(&claim(Taking::Over), SERVICE, None, after(ms)) {
        Ok(Verdict::Granted(grant)) => grant.under_way.map(|call| call.until),
        other => panic!("{other:?}"),
    };
    let until = Deadline::after(after(54_999), Duration::from_millis(1));
    assert_eq!(at(54_999), Some(until));
    assert_eq!(at(55_000), None);
    assert_eq!(at(56_000), None);
}

#[test]
fn the_page_with_the_answer_ends_the_wait_of_whoever_comes_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    ana.write(&hers.tenure(), &announcing(&code_requested()), start())
        .expect("written");
    let answered = Page {
        acting: Acting::Ends,
        ..Page::default()
    };
    ana.write(&hers.tenure(), &answered, start())
        .expect("written");
    drop(ana);
    let mut rui = open(folder.path(), "rui");
    assert_eq!(granted(&mut rui, &claim(Taking::IfFree)).under_way, None);
}

#[test]
fn after_another_boot_nothing_of_the_former_one_is_under_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    ana.write(&hers.tenure(), &announcing(&code_requested()), start())
        .expect("written");
    drop(ana);
    let mut rui = open(folder.path(), "rui");
    let rebooted = Timestamp {
        boot: BootId(4),
        boot_ms: 20_000,
        ..start()
    };
    let claimed = rui.claim(&claim(Taking::IfFree), SERVICE, None, rebooted);
    let Ok(Verdict::Granted(grant)) = claimed else {
        panic!("{claimed:?}");
    };
    assert_eq!(grant.under_way, None);
}

#[test]
fn the_last_look_holds_a_call_back_that_was_taken_over_or_took_too_long() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    ana.write(&hers.tenure(), &announcing(&code_requested()), start())
        .expect("written");
    let look = ana.last_look(&hers.tenure(), 1_000).expect("readable");
    assert_eq!(look.may_act(|| 5_999), Ok(()));
    assert_eq!(look.may_act(|| 6_000), Err(Withheld::TooLate));
    let mut rui = open(folder.path(), "rui");
    granted(&mut rui, &claim(Taking::Over));
    assert_eq!(look.may_act(|| 1_000), Err(Withheld::TakenOver));
    // She takes it back: that is another grant, and the call that was announced by the former one is void.
    let again = granted(&mut ana, &claim(Taking::Over));
    assert!(again.fence > hers.fence);
    assert_eq!(look.may_act(|| 1_000), Err(Withheld::TakenOver));
    let own = ana.last_look(&again.tenure(), 1_000).expect("readable");
    assert_eq!(own.may_act(|| 1_000), Ok(()));
    ana.release(&again.tenure()).expect("released");
    assert_eq!(own.may_act(|| 1_000), Err(Withheld::TakenOver));
}

#[test]
fn what_comes_of_a_call_after_the_number_was_lost_is_kept_under_the_former_holder() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    let [request] = code_requested();
    let records = [request.clone()];
    ana.write(&hers.tenure(), &announcing(&records), start())
        .expect("written");
    let mut rui = open(folder.path(), "rui");
    let his = granted(&mut rui, &claim(Taking::Over));
    let late = succeeded(request);
    let lost = ana.write(&hers.tenure(), &answered(&late), after(3_000));
    assert!(matches!(lost, Err(Lost::Lease(_))), "{lost:?}");
    let history = rui.history(his.session.as_str()).expect("readable");
    let row = history.last().expect("rows");
    assert_eq!(row.entry, Entry::Late(late));
    let who = row.operator.as_ref().expect("a name");
    assert_eq!(who.as_str(), "ana@desk");
    // It has arrived, so nothing has to be waited for.
    rui.write(&his.tenure(), &announcing(&records), after(3_001))
        .expect("written");
}

/// The moment at which another machine is `ms` on, which has clocks of its own.
fn elsewhere(boot: u128, ms: u64) -> Timestamp {
    Timestamp {
        boot: BootId(boot),
        boot_ms: 5_000 + ms,
        ..start()
    }
}

/// A program of another machine that has the folder over a network.
fn mounted(folder: &Path, operator: &str) -> Journal {
    let mut journal = open(folder, operator);
    let kind = ServerText::new("nfs4", &[]).expect("a kind");
    journal.assume(FileSystem::Network(kind));
    journal
}

fn taken_over(journal: &mut Journal, now: Timestamp) -> Box<Grant> {
    match journal.claim(&claim(Taking::Over), SERVICE, None, now) {
        Ok(Verdict::Granted(grant)) => grant,
        other => panic!("{other:?}"),
    }
}

fn left(grant: &Grant, now: Timestamp) -> Option<Duration> {
    grant.under_way.as_ref()?.until.remaining(now)
}

#[test]
fn over_a_network_the_wait_counts_from_when_the_other_machine_first_sees_the_call() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    ana.write(&hers.tenure(), &announcing(&code_requested()), start())
        .expect("written");
    let mut rui = mounted(folder.path(), "rui");
    let seen = elsewhere(9, 0);
    let his = taken_over(&mut rui, seen);
    assert_eq!(left(&his, seen), Some(Duration::from_secs(55)));
    let early = elsewhere(9, 54_999);
    let page = rui.write(&his.tenure(), &announcing(&code_requested()), early);
    assert!(matches!(page, Err(Lost::Early(_))), "{page:?}");
    // Every later claim on that machine counts on, and none begins again.
    let again = taken_over(&mut rui, elsewhere(9, 20_000));
    let left_then = left(&again, elsewhere(9, 20_000));
    assert_eq!(left_then, Some(Duration::from_secs(35)));
    let over = elsewhere(9, 55_000);
    rui.write(&again.tenure(), &announcing(&code_requested()), over)
        .expect("nothing of hers can arrive");
}

#[test]
fn over_a_network_a_wait_that_is_over_is_over_for_every_machine() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    ana.write(&hers.tenure(), &announcing(&code_requested()), start())
        .expect("written");
    let mut rui = mounted(folder.path(), "rui");
    taken_over(&mut rui, elsewhere(9, 0));
    taken_over(&mut rui, elsewhere(9, 55_000));
    let mut eva = mounted(folder.path(), "eva");
    let hers = taken_over(&mut eva, elsewhere(12, 0));
    assert_eq!(left(&hers, elsewhere(12, 0)), None);
}

#[test]
fn an_answer_that_arrives_after_a_takeover_is_found_by_the_new_holders_next_look() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ana, hers) = with_one(&folder);
    let [request] = code_requested();
    ana.write(
        &hers.tenure(),
        &announcing(std::slice::from_ref(&request)),
        start(),
    )
    .expect("written");
    let mut rui = open(folder.path(), "rui");
    let his = granted(&mut rui, &claim(Taking::Over));
    let mut read_to = his.news.read_to;
    assert_eq!(his.news.late, []);
    let found = |rui: &Journal, read_to: &mut ReadTo| rui.late_since(&his.session, read_to);
    assert_eq!(found(&rui, &mut read_to), Ok(Vec::new()));
    let late = succeeded(request);
    let lost = ana.write(&hers.tenure(), &answered(&late), after(3_000));
    assert!(matches!(lost, Err(Lost::Lease(_))), "{lost:?}");
    let hers_by_name = Late {
        by: ServerText::new("ana@desk", &[]),
        ..late
    };
    assert_eq!(found(&rui, &mut read_to), Ok(vec![hers_by_name.clone()]));
    assert_eq!(found(&rui, &mut read_to), Ok(Vec::new()), "once");
    // One who comes next sees it too, as long as nobody had been granted the number since.
    drop(rui);
    let mut eva = open(folder.path(), "eva");
    assert_eq!(
        granted(&mut eva, &claim(Taking::IfFree)).news.late,
        [hers_by_name]
    );
    drop(eva);
    let mut next = open(folder.path(), "next");
    assert_eq!(granted(&mut next, &claim(Taking::IfFree)).news.late, []);
}
