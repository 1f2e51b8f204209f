use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// The last lines of a log, each with its end.
fn tail(log: &[impl ToString], window: usize) -> String {
    log.iter().skip(log.len().saturating_sub(window)).map(|line| line.to_string() + "\n").collect()
}

fn lines(follower: &mut Follower, content: &str, asked: usize) -> Vec<String> {
    let news = follower.read(content, asked, false);
    assert_eq!(news.doubt, None, "{news:?}");
    news.lines
}

#[test]
fn only_what_is_new_is_told() {
    let mut follower = Follower::default();
    assert_eq!(lines(&mut follower, "a\nb\n", 10), ["a", "b"]);
    assert!(lines(&mut follower, "a\nb\n", 10).is_empty());
    assert_eq!(lines(&mut follower, "a\nb\nc\n", 10), ["c"]);
}

#[test]
fn the_hundredth_line_that_is_like_all_before_is_told_where_all_can_be_asked_for() {
    let mut follower = Follower::default();
    let mut told = 0;
    for count in 1..=100 {
        told += lines(&mut follower, &"tick\n".repeat(count), 1_000).len();
        assert_eq!(told, count);
    }
}

#[test]
fn lines_that_are_alike_are_told_as_doubt_where_they_are_more_than_can_be_asked_for() {
    let mut follower = Follower::default();
    assert_eq!(follower.read(&"tick\n".repeat(5), 5, false).lines.len(), 5);
    let alike = || News { doubt: Some(Doubt::Alike), lines: Vec::new() };
    assert_eq!(follower.read(&"tick\n".repeat(5), 5, false), alike());
    assert_eq!(follower.read(&"tick\n".repeat(5), 5, false), News::default(), "it is said once");
}

#[test]
fn more_than_can_be_asked_for_is_a_gap() {
    let mut follower = Follower::default();
    follower.read("1\n2\n3\n", 3, false);
    let news = follower.read("5\n6\n7\n", 3, false);
    assert_eq!((news.doubt, news.lines.len()), (Some(Doubt::Gap(3)), 3));
}

#[test]
fn a_container_that_starts_again_has_another_log() {
    let mut follower = Follower::default();
    follower.read("1 start\n2 stop\n", 10, false);
    let news = follower.read("7 start\n", 10, false);
    assert_eq!((news.doubt, news.lines), (Some(Doubt::Anew), vec!["7 start".to_owned()]));
}

#[test]
fn a_container_that_is_known_to_have_started_again_is_told_from_its_first_line() {
    let mut follower = Follower::default();
    follower.read("start\n", 10, false);
    follower.restarted();
    let news = follower.read("start\nwork\n", 10, false);
    assert_eq!((news.doubt, news.lines.len()), (Some(Doubt::Anew), 2));
    assert!(lines(&mut follower, "start\nwork\n", 10).is_empty());
}

#[test]
fn a_service_that_gives_less_than_is_asked_for_is_followed_too() {
    let mut follower = Follower::default();
    follower.read("1\n2\n3\n", 10, false);
    assert_eq!(lines(&mut follower, "2\n3\n4\n", 10), ["4"]);
}

#[test]
fn a_line_without_an_end_is_held_back_until_it_has_one_or_stays_as_it_is() {
    let mut follower = Follower::default();
    assert_eq!(lines(&mut follower, "a\nb", 10), ["a"]);
    assert_eq!(lines(&mut follower, "a\nbc\n", 10), ["bc"]);
    assert!(lines(&mut follower, "a\nbc\nd", 10).is_empty());
    assert_eq!(lines(&mut follower, "a\nbc\nd", 10), ["d"]);
    assert!(lines(&mut follower, "a\nbc\nd", 10).is_empty());
    assert_eq!(follower.read("a\nbc\nd\ne", 10, true).lines, ["e"], "the last is told as it is");
}

#[test]
fn a_log_that_fills_up_is_followed_on() {
    let mut follower = Follower::default();
    assert_eq!(lines(&mut follower, "1\n2\n", 3), ["1", "2"]);
    assert_eq!(lines(&mut follower, "2\n3\n4\n", 3), ["3", "4"]);
    assert_eq!(lines(&mut follower, "3\n4\n5\n", 3), ["5"]);
}

proptest! {
    /// Lines that differ, as those with times do: what is told is the log, but for gaps, and these are said.
    #[test]
    fn nothing_is_lost_or_repeated_but_where_it_is_said(steps in vec(0..30_usize, 1..20), window in 1..20_usize) {
        let (mut follower, mut log, mut told) = (Follower::default(), Vec::new(), Vec::new());
        follower.read("", window, false);
        for step in steps {
            let before = log.len();
            log.extend(before..before + step);
            let news = follower.read(&tail(&log, window), window, false);
            prop_assert_eq!(news.doubt.is_some(), step >= window, "{:?}", news);
            if step > window {
                told.extend(before..before + step - window);
            }
            told.extend(news.lines.iter().map(|line| line.parse::<usize>().expect("a number")));
            prop_assert_eq!(&told, &log);
        }
    }

    /// Any lines, as long as all of them can be asked for.
    #[test]
    fn what_can_be_asked_for_as_a_whole_is_told_exactly(steps in vec(vec(0..2_u8, 0..8), 1..12)) {
        let (mut follower, mut log, mut told) = (Follower::default(), Vec::new(), Vec::new());
        for step in steps {
            log.extend(step);
            let news = follower.read(&tail(&log, 1_000), 1_000, false);
            prop_assert_eq!(news.doubt, None);
            told.extend(news.lines.iter().map(|line| line.parse::<u8>().expect("a number")));
            prop_assert_eq!(&told, &log);
        }
    }
}
