//! What was told of a thing, for as long as it stays so.

use std::sync::{Arc, Mutex};

use kci_sdk::runtime::jiff::Timestamp;

use super::lock;

/// The description of a thing as it was written last: nobody has to write it again until something changes.
#[derive(Debug, Default)]
pub(crate) struct Told(Mutex<Option<Text>>);

#[derive(Debug)]
struct Text {
    /// From when on it is so, as far as is known.
    from: Timestamp,
    /// Until when.
    until: Option<Timestamp>,
    json: Arc<[u8]>,
}

impl Clone for Told {
    /// A copy is made to be changed, so nothing was told of it.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Told {
    /// What was told if it still holds at `now`, or else what `tell` says, and until when that holds.
    pub(crate) fn at<E>(
        &self,
        now: Timestamp,
        tell: impl FnOnce() -> Result<(Vec<u8>, Option<Timestamp>), E>,
    ) -> Result<Arc<[u8]>, E> {
        let holds = |text: &Text| text.from <= now && text.until.is_none_or(|until| now < until);
        if let Some(text) = lock(&self.0).as_ref().filter(|text| holds(text)) {
            return Ok(text.json.clone());
        }
        let (json, until) = tell()?;
        let json = Arc::<[u8]>::from(json);
        *lock(&self.0) = Some(Text { from: now, until, json: json.clone() });
        Ok(json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    /// What is told at some times, each time anew with the number of the time, and until 10 s.
    fn told(told: &Told, seconds: &[i64]) -> Vec<u8> {
        let tell = |second: i64| move || Ok::<_, ()>((vec![second.to_le_bytes()[0]], Some(at(10))));
        let all = seconds.iter().map(|second| told.at(at(*second), tell(*second)).expect("a text"));
        all.map(|json| json[0]).collect()
    }

    #[test]
    fn it_is_told_once_as_long_as_it_holds() {
        assert_eq!(told(&Told::default(), &[3, 3, 9, 10, 11]), [3, 3, 3, 10, 11]);
    }

    #[test]
    fn it_is_told_anew_of_a_time_before() {
        assert_eq!(told(&Told::default(), &[3, 2, 3]), [3, 2, 2]);
    }

    #[test]
    fn nothing_was_told_of_a_copy() {
        let first = Told::default();
        assert_eq!((told(&first, &[3]), told(&first.clone(), &[4])), (vec![3], vec![4]));
    }
}
