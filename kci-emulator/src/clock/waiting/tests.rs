use std::pin::Pin;
use std::sync::Mutex;

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time")
}

fn stopped() -> Clock {
    Clock::stopped_at(at(0))
}

/// Lets others run for longer than it takes a clock to move on.
async fn a_while() {
    for _ in 0..4 * ROUNDS {
        tokio::task::yield_now().await;
    }
}

/// Begins to wait.
async fn begin(sleep: Pin<&mut impl Future<Output = ()>>) {
    tokio::select! {
        biased;
        () = sleep => panic!("there is something to wait for"),
        () = async {} => {}
    }
}

/// What a clock showed when each of some sleepers woke, in the order in which they did.
async fn woken(clock: &Clock, seconds: &[i64]) -> Vec<(i64, i64)> {
    let woken = Mutex::new(Vec::new());
    let sleepers = seconds.iter().map(async |until| {
        clock.sleep_until(at(*until)).await;
        woken.lock().expect("no panic").push((*until, clock.now().as_second()));
    });
    futures_util::future::join_all(sleepers).await;
    woken.into_inner().expect("no panic")
}

#[tokio::test]
async fn a_stopped_clock_moves_on_by_itself_once_all_wait() {
    let clock = stopped();
    assert_eq!(woken(&clock, &[30, 10, 20, 10]).await, [(10, 10), (10, 10), (20, 20), (30, 30)]);
}

#[tokio::test]
async fn who_waits_for_the_past_or_for_now_does_not_wait() {
    let clock = stopped();
    clock.sleep_until(at(-1)).await;
    clock.sleep(Duration::ZERO).await;
    assert_eq!(clock.now(), at(0));
}

#[tokio::test]
async fn a_year_costs_no_more_than_a_second() {
    let clock = stopped();
    clock.sleep(Duration::from_secs(365 * 86_400)).await;
    assert_eq!(clock.now(), at(365 * 86_400));
    clock.sleep(Duration::MAX).await;
    assert_eq!(clock.now().to_string(), "9000-01-01T00:00:00Z");
}

#[tokio::test]
async fn a_clock_that_is_held_does_not_move_on() {
    let clock = stopped();
    let (one, other) = (clock.hold(), clock.hold());
    let sleeper = tokio::spawn({
        let clock = clock.clone();
        async move { clock.sleep_until(at(10)).await }
    });
    a_while().await;
    drop(one);
    a_while().await;
    assert_eq!((clock.now(), sleeper.is_finished()), (at(0), false));
    drop(other);
    sleeper.await.expect("no panic");
    assert_eq!(clock.now(), at(10));
}

#[tokio::test]
async fn who_lets_go_and_still_has_the_hold_does_not_hold() {
    let clock = stopped();
    let hold = clock.hold();
    clock.let_go(hold.number());
    clock.sleep_until(at(10)).await;
    drop(hold);
    clock.sleep_until(at(20)).await;
    assert_eq!(clock.now(), at(20));
}

#[tokio::test]
async fn what_is_done_between_two_waits_is_waited_for() {
    let clock = stopped();
    let worker = async {
        for second in 1..=5 {
            clock.sleep_until(at(second)).await;
            // Work that goes round the runtime, as a request on a socket does.
            let _hold = clock.hold();
            a_while().await;
            assert_eq!(clock.now(), at(second));
        }
    };
    let patient = async {
        clock.sleep_until(at(100)).await;
        clock.now()
    };
    let ((), patient) = tokio::join!(worker, patient);
    assert_eq!(patient, at(100));
}

#[tokio::test]
async fn who_was_woken_goes_on_before_the_clock_does() {
    let clock = stopped();
    let mut early = std::pin::pin!(clock.sleep_until(at(10)));
    // It waits, and then nobody looks after it for a while.
    begin(early.as_mut()).await;
    let late = tokio::spawn({
        let clock = clock.clone();
        async move { clock.sleep_until(at(20)).await }
    });
    clock.advance(Duration::from_secs(10));
    a_while().await;
    assert_eq!((clock.now(), late.is_finished()), (at(10), false));
    early.await;
    late.await.expect("no panic");
}

#[tokio::test]
async fn who_gives_up_waiting_is_not_waited_for() {
    let clock = stopped();
    let mut given_up = Box::pin(clock.sleep_until(at(10)));
    begin(given_up.as_mut()).await;
    drop(given_up);
    clock.sleep_until(at(20)).await;
    assert_eq!(clock.now(), at(20));
}

#[tokio::test]
async fn a_clock_that_is_turned_wakes_who_waits() {
    let clock = Clock::real();
    let until = clock.now().saturating_add(Duration::from_secs(3_600)).expect("a time");
    let turn = async {
        a_while().await;
        clock.advance(Duration::from_secs(3_600));
    };
    tokio::join!(clock.sleep_until(until), turn);
    assert!(clock.now() >= until);
}

#[tokio::test]
async fn a_clock_that_is_stopped_moves_on_for_who_waits_already() {
    let clock = Clock::real();
    let until = clock.now().saturating_add(Duration::from_secs(3_600)).expect("a time");
    let stop = async {
        a_while().await;
        clock.stop();
    };
    tokio::join!(clock.sleep_until(until), stop);
    assert_eq!(clock.now(), until);
}

#[tokio::test(start_paused = true)]
async fn a_running_clock_is_waited_for_by_the_machine() {
    // Paused, the runtime's time moves on by itself, but the machine's does not: the wait goes on until it is turned.
    let clock = Clock::real();
    let until = clock.now().saturating_add(Duration::from_secs(60)).expect("a time");
    let before = tokio::time::Instant::now();
    let turn = async {
        tokio::time::sleep(Duration::from_secs(90)).await;
        clock.advance(Duration::from_secs(60));
    };
    tokio::join!(clock.sleep_until(until), turn);
    assert!(before.elapsed() >= Duration::from_secs(90));
}

#[tokio::test]
async fn many_wait_at_a_time() {
    let clock = stopped();
    let seconds: Vec<i64> = (1..=1_000).rev().collect();
    let woken = woken(&clock, &seconds).await;
    assert!(woken.iter().all(|(until, now)| until == now));
    assert!(woken.is_sorted());
}
