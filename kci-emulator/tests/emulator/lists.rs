//! The numbering of lists, in every list of every action.

use kci_codegen::ir::{Ir, Type};
use kci_emulator::Emulator;

use crate::common::{Answer, Request, api, emulator};
use crate::sample::{List, Pairs, lists};

/// What a dry run of a valid request answers.
const VALID: &str = "DryRunOperation";

/// Lists that the emulator answers for, with what is needed to ask it.
struct Lists {
    kci: Emulator,
    api: Ir,
}

impl Lists {
    async fn new() -> Self {
        Self { kci: emulator().await, api: api() }
    }

    /// The lists of the actions that the emulator answers.
    async fn all(&self) -> Vec<List<'_>> {
        let mut answered = Vec::new();
        for action in &self.api.actions {
            let answer = Request::action(&action.name.wire, &[]).signed(&self.kci).send(&self.kci).await;
            answered.extend((answer.code() != "NoSuchEntity").then_some(action.name.wire.as_str()));
        }
        assert!(answered.len() >= 7, "{answered:?}");
        lists(&self.api).into_iter().filter(|list| answered.contains(&list.action)).collect()
    }

    /// A dry run with these parameters in place of the list.
    async fn dry_run(&self, list: &List<'_>, parameters: &[(&str, &str)]) -> Answer {
        let rest = list.rest.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let all: Vec<_> = [("DryRun", "true")].into_iter().chain(rest).chain(parameters.iter().copied()).collect();
        let answer = Request::action(list.action, &all).signed(&self.kci).send(&self.kci).await;
        answer.check_shape();
        answer
    }

    /// A dry run with elements at these positions, sent in this order.
    async fn at(&self, list: &List<'_>, positions: &[&str]) -> Answer {
        let elements = positions.iter().enumerate();
        let elements: Vec<Pairs> =
            elements.map(|(number, position)| list.element(&self.api, position, number + 1)).collect();
        let pairs = elements.iter().flatten().map(|(key, value)| (key.as_str(), value.as_str()));
        self.dry_run(list, &pairs.collect::<Vec<_>>()).await
    }
}

/// Whether a list may have this many elements.
fn has_room(list: &List<'_>, count: usize) -> bool {
    list.member.constraints.max_items.is_none_or(|most| count as u64 <= most)
}

#[tokio::test]
async fn elements_are_numbered_from_one_or_from_zero_in_any_order_with_gaps() {
    let lists = Lists::new().await;
    for list in lists.all().await {
        for positions in [&["1"][..], &["0"], &["1", "2"], &["0", "1"], &["2", "1"], &["3", "10"], &["10", "9"]] {
            if has_room(&list, positions.len()) {
                let answer = lists.at(&list, positions).await;
                assert_eq!(answer.code(), VALID, "{} {}: {}", list.path, positions.join(", "), answer.message());
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_position_is_an_invalid_value() {
    let lists = Lists::new().await;
    for list in lists.all().await {
        for position in ["-1", "01", "+1", "1e1", "", " 1", "x", "N", "4294967296", "99999999999999999999"] {
            let answer = lists.at(&list, &["1", position]).await;
            let named = format!("{}.{position}", list.path);
            assert_eq!(answer.told(), ("InvalidParameterValue", named.as_str()));
        }
    }
}

#[tokio::test]
async fn an_element_that_is_there_twice_is_malformed() {
    let lists = Lists::new().await;
    for list in lists.all().await {
        let element = list.element(&lists.api, "1", 1);
        let (key, value) = element.first_key_value().expect("a parameter");
        for other in [value.as_str(), "other"] {
            let pairs = element.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            let twice: Vec<_> = pairs.chain([(key.as_str(), other)]).collect();
            assert_eq!(lists.dry_run(&list, &twice).await.told(), ("InvalidQueryParameter", key.as_str()));
        }
    }
}

#[tokio::test]
async fn an_element_is_a_value_or_an_object_and_not_both() {
    let lists = Lists::new().await;
    for list in lists.all().await {
        let first = format!("{}.1", list.path);
        let member = format!("{first}.Member");
        let both = [(first.as_str(), "a"), (member.as_str(), "b")];
        assert_eq!(lists.dry_run(&list, &both).await.told(), ("InvalidQueryParameter", first.as_str()));
        let wrong = if list.is_of_objects() { both[0] } else { both[1] };
        assert_eq!(lists.dry_run(&list, &[wrong]).await.told(), ("InvalidParameterValue", first.as_str()));
    }
}

#[tokio::test]
async fn the_last_position_is_the_documented_one() {
    let lists = Lists::new().await;
    let mut bounded = 0;
    for list in lists.all().await {
        let Some(last) = list.member.constraints.max_index else { continue };
        bounded += 1;
        let [before, last, after] = [last - 1, last, last + 1].map(|position| position.to_string());
        for positions in [["1", last.as_str()], ["0", before.as_str()]] {
            assert_eq!(lists.at(&list, &positions).await.code(), VALID, "{} {positions:?}", list.path);
        }
        for (positions, beyond) in [(["1", after.as_str()], &after), (["0", last.as_str()], &last)] {
            let named = format!("{}.{beyond}", list.path);
            assert_eq!(lists.at(&list, &positions).await.told(), ("InvalidParameterValue", named.as_str()));
        }
    }
    assert!(bounded >= 4, "{bounded}");
}

#[tokio::test]
async fn more_elements_than_documented_are_refused() {
    let lists = Lists::new().await;
    let mut bounded = 0;
    for list in lists.all().await {
        let Some(most) = list.member.constraints.max_items else { continue };
        bounded += 1;
        let positions: Vec<_> = (1..=most + 1).map(|position| position.to_string()).collect();
        let positions: Vec<_> = positions.iter().map(String::as_str).collect();
        let (_, most) = positions.split_last().expect("positions");
        assert_eq!(lists.at(&list, most).await.code(), VALID, "{}", list.path);
        assert_eq!(lists.at(&list, &positions).await.told(), ("InvalidParameterValue", list.path.as_str()));
    }
    assert!(bounded >= 2, "{bounded}");
}

#[tokio::test]
async fn an_empty_text_is_missing_and_an_empty_number_is_none() {
    let lists = Lists::new().await;
    for list in lists.all().await.iter().filter(|list| !list.is_of_objects()) {
        let first = format!("{}.1", list.path);
        let code = if list.member.ty == Type::String { "MissingParameter" } else { "InvalidParameterValue" };
        assert_eq!(lists.dry_run(list, &[(&first, "")]).await.told(), (code, first.as_str()));
    }
}
