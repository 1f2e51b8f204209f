//! Calls that end when the test says so.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::oneshot;

use super::*;
use crate::action::Outcome;

type Answer = Result<u32, Error>;

/// Calls that wait to be told what they come to, and by whom.
fn told(count: usize) -> (Vec<BoxFuture<'static, Answer>>, Vec<Option<oneshot::Sender<Answer>>>) {
    let one = |_| {
        let (tell, told) = oneshot::channel();
        (Box::pin(async move { told.await.expect("told") }) as BoxFuture<'static, Answer>, Some(tell))
    };
    (0..count).map(one).unzip()
}

fn say(tell: &mut [Option<oneshot::Sender<Answer>>], index: usize, answer: Answer) {
    tell[index].take().expect("not told yet").send(answer).expect("somebody listens");
}

fn refused() -> Error {
    Error::Configuration("no".to_owned())
}

fn outcomes<T>(items: &[BulkItem<T>]) -> Vec<Outcome> {
    items.iter().map(BulkItem::outcome).collect()
}

#[tokio::test]
async fn results_stand_in_the_order_of_the_calls_whatever_ends_first() {
    let (calls, mut tell) = told(3);
    let mut bulk = bulk(calls);
    let mut order = Vec::new();
    for index in [2, 0, 1] {
        say(&mut tell, index, if index == 0 { Err(refused()) } else { Ok(7) });
        order.push(bulk.next().await.expect("one ends").0);
    }
    assert!(bulk.next().await.is_none());
    assert_eq!(order, [2, 0, 1]);
    let report = bulk.into_report();
    assert_eq!(outcomes(report.items()), [Outcome::NotSent, Outcome::Done, Outcome::Done]);
    assert_eq!(report.to_string(), "2 of 3 done, 1 failed; call 0: no");
    assert_eq!(report.errors().map(|(index, _)| index).collect::<Vec<_>>(), [0]);
    assert!(report.into_result().is_err());
}

#[tokio::test]
async fn only_so_many_are_under_way_at_a_time() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    for (concurrency, expected) in [(Some(3), 3), (Some(0), 1), (None, 10), (Some(usize::MAX), 40)] {
        most.store(0, Ordering::SeqCst);
        let calls = (0..40_u32).map(|number| {
            let (now, most) = (now.clone(), most.clone());
            Box::pin(async move {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                now.fetch_sub(1, Ordering::SeqCst);
                Ok(number)
            }) as BoxFuture<'static, Answer>
        });
        let mut bulk = bulk(calls);
        if let Some(concurrency) = concurrency {
            bulk = bulk.concurrency(concurrency);
        }
        assert_eq!(bulk.await.into_result().expect("all"), (0..40).collect::<Vec<_>>());
        assert_eq!(most.load(Ordering::SeqCst), expected, "{concurrency:?}");
    }
}

#[tokio::test]
async fn once_stopped_it_starts_no_more_and_what_is_under_way_ends() {
    let (calls, mut tell) = told(4);
    let mut bulk = bulk(calls).concurrency(2);
    say(&mut tell, 0, Ok(1));
    assert_eq!(bulk.next().await.map(|(index, _)| index), Some(0));
    bulk.stop();
    say(&mut tell, 1, Ok(2));
    bulk.finish().await;
    let report = bulk.into_report();
    assert_eq!(outcomes(report.items()), [Outcome::Done, Outcome::Done, Outcome::NotSent, Outcome::NotSent]);
    assert_eq!(report.to_string(), "2 of 4 done, 2 not started");
}

#[tokio::test]
async fn what_is_given_up_may_have_been_carried_out_and_is_told() {
    let (calls, mut tell) = told(4);
    let mut bulk = bulk(calls).concurrency(2);
    say(&mut tell, 1, Ok(2));
    tokio::select! {
        biased;
        () = bulk.finish() => panic!("the first was never answered"),
        () = async { for _ in 0..10 { tokio::task::yield_now().await } } => {}
    }
    let report = bulk.into_report();
    assert_eq!(outcomes(report.items()), [Outcome::Unknown, Outcome::Done, Outcome::Unknown, Outcome::NotSent]);
    assert_eq!(report.of_outcome(Outcome::Unknown).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(report.to_string(), "1 of 4 done, 2 unfinished, 1 not started");
    // The calls are dropped, and with them those who would be told.
    tell[0].take().expect("not told").closed().await;
}

#[tokio::test]
async fn nothing_is_started_before_it_is_awaited_and_what_runs_ends_when_it_is_dropped() {
    let (calls, mut tell) = told(1);
    let mut dropped = bulk(calls);
    assert!(matches!(dropped.items(), [BulkItem::NotStarted]));
    tokio::select! {
        biased;
        _ = dropped.next() => panic!("it was never answered"),
        () = ready(()) => {}
    }
    drop(dropped);
    tell[0].take().expect("not told").closed().await;
}

#[tokio::test]
async fn progress_is_told_as_calls_end() {
    let (lines, told) = std::sync::mpsc::channel();
    let calls: [Ready<Answer>; 3] = [ready(Ok(1)), ready(Err(refused())), ready(Ok(3))];
    let tell = move |progress: &BulkProgress<'_, u32>| lines.send(progress.to_string()).expect("told");
    let report = bulk(calls).concurrency(1).on_progress(tell).await;
    assert_eq!(report.answers().map(|(index, answer)| (index, *answer)).collect::<Vec<_>>(), [(0, 1), (2, 3)]);
    assert_eq!(told.iter().collect::<Vec<_>>(), ["1 of 3 done", "1 of 3 done, 1 failed", "2 of 3 done, 1 failed"]);
}

#[tokio::test]
async fn no_calls_are_all_done() {
    let report = bulk(Vec::<Ready<Answer>>::new()).await;
    assert!(report.is_complete() && report.to_string() == "0 of 0 done");
}

#[tokio::test]
#[should_panic(expected = "on purpose")]
async fn a_panic_is_the_callers() {
    let _ = bulk([async { if true { panic!("on purpose") } else { Answer::Ok(1) } }]).await;
}
