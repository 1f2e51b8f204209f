//! Faults: what goes wrong on request, so that a client's handling of it can be tried.

mod kind;
mod met;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::kind::FaultKind;
pub(crate) use self::met::Met;
use crate::ids::Draws;

/// Something that goes wrong with the next calls.
///
/// Whoever calls is met, known or not: faults come before signatures are looked at. Of several faults that fit a call,
/// the one that was set first meets it.
///
/// ```
/// use kci_emulator::{Fault, FaultKind};
/// use kci_sdk::request::DescribeRegionsRequest;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let kci = kci_emulator::start().await?;
/// kci.add_fault(Fault::new(FaultKind::error("LimitExceeded")).of("DescribeRegions").times(2))?;
///
/// let (_, how) = kci.client().describe_regions(DescribeRegionsRequest::new()).send_with_metadata().await?;
/// assert_eq!(how.attempts(), 3, "what is throttled is sent again");
/// # Ok(())
/// # }
/// ```
///
/// The same over HTTP, as the body of `POST /_kci/faults`:
///
/// ```json
/// {"action": "DescribeRegions", "times": 2, "fault": {"error": {"code": "LimitExceeded"}}}
/// ```
///
/// A fault meets some of the calls that it fits: none of the first [`after`](Self::after), of the others a share
/// ([`rate`](Self::rate)) or all, until it has met as many as it may ([`times`](Self::times)). Which ones a share meets
/// follows from its seed and from the order in which calls arrive, so that a run can be repeated:
///
/// ```
/// use kci_emulator::{Fault, FaultKind};
///
/// // A fifth of all calls are throttled; after the third group, the answers to a tenth of the creations are lost.
/// let throttled = Fault::new(FaultKind::error("LimitExceeded")).rate(0.2, 7);
/// let lost = Fault::new(FaultKind::error("ServiceTimeout").after_effect())
///     .of("CreateContainerGroup")
///     .after(3)
///     .rate(0.1, 8);
/// // The one group of this name is never created.
/// let never = Fault::new(FaultKind::Drop { after_effect: false }).parameter("ContainerGroupName", "web-3").rate(1.0, 0);
/// # for fault in [throttled, lost, never] {
/// #     assert_eq!(serde_json::from_str::<Fault>(&serde_json::to_string(&fault).unwrap()).unwrap(), fault);
/// # }
/// ```
///
/// ```json
/// {"rate": 0.2, "seed": 7, "fault": {"error": {"code": "LimitExceeded"}}}
/// {"action": "CreateContainerGroup", "after": 3, "rate": 0.1, "seed": 8, "fault": {"error": {"code": "ServiceTimeout", "after_effect": true}}}
/// {"parameters": {"ContainerGroupName": "web-3"}, "rate": 1.0, "fault": {"drop": {}}}
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fault {
    /// The action whose calls it fits. Absent: every action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Parameters that the calls it fits have, by the names and with the values that the client sends:
    /// `Container.1.Name`. Default: any.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// How many of the calls that it fits pass before it meets one. Default: 0. Of a fault that is set, this is how many
    /// are still to pass.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after: u32,
    /// How large a share of the calls that it fits it meets: above 0, and 1 at most. Absent: it meets every one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// Number that says which calls a [`rate`](Self::rate) picks. Default: 0. It becomes another with every call that
    /// the fault fits, so that a fault that is set again as it is listed goes on where it was.
    #[serde(default, skip_serializing_if = "is_zero_seed")]
    pub seed: u64,
    /// How many calls it meets, 1 at least. Absent: 1, or with a [`rate`](Self::rate) as many as it picks, without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What goes wrong.
    pub fault: FaultKind,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_zero_seed(seed: &u64) -> bool {
    *seed == 0
}

impl Fault {
    /// Meets the next call, whatever its action.
    pub fn new(fault: FaultKind) -> Self {
        Self { action: None, parameters: BTreeMap::new(), after: 0, rate: None, seed: 0, times: None, fault }
    }

    /// Sets [`action`](Self::action): whose calls it fits.
    #[must_use]
    pub fn of(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// Adds to [`parameters`](Self::parameters): what the calls have that it fits.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(name.into(), value.into());
        self
    }

    /// Sets [`after`](Self::after): how many calls pass first.
    #[must_use]
    pub fn after(mut self, passing: u32) -> Self {
        self.after = passing;
        self
    }

    /// Sets [`rate`](Self::rate) and [`seed`](Self::seed): how large a share of the calls it meets, and which.
    #[must_use]
    pub fn rate(mut self, rate: f64, seed: u64) -> Self {
        self.rate = Some(rate);
        self.seed = seed;
        self
    }

    /// Sets [`times`](Self::times): how many calls it meets.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// What is wrong with it, if it can never meet a call.
    pub(crate) fn problem(&self) -> Option<String> {
        if self.times == Some(0) {
            return Some("a fault that meets no call".to_owned());
        }
        let rate = self.rate.filter(|rate| !(*rate > 0.0 && *rate <= 1.0))?;
        Some(format!("{rate} is no share of calls: more than 0 and 1 at most is"))
    }

    fn fits(&self, call: &Met<'_>) -> bool {
        self.action.as_deref().is_none_or(|action| action == call.action())
            && self.parameters.iter().all(|(name, value)| call.has(name, value))
    }

    /// Whether it meets a call that it fits. It remembers that it was asked.
    fn meets(&mut self) -> bool {
        if self.after > 0 {
            self.after -= 1;
            return false;
        }
        let Some(rate) = self.rate else { return true };
        let mut draws = Draws::new(self.seed);
        let share = draws.share();
        self.seed = draws.seed();
        share < rate
    }

    /// Whether it is over, now that it has met one call more.
    fn is_used_up(&mut self) -> bool {
        self.times = match (self.times, self.rate) {
            (Some(times), _) => Some(times.saturating_sub(1)),
            (None, Some(_)) => None,
            (None, None) => Some(0),
        };
        self.times == Some(0)
    }
}

/// Takes the fault that meets a call, if any does: the first that was set of those that fit and are due.
pub(crate) fn take(faults: &mut Vec<Fault>, call: &Met<'_>) -> Option<FaultKind> {
    let met = faults.iter_mut().position(|fault| fault.fits(call) && fault.meets())?;
    let fault = faults.get_mut(met)?;
    let kind = fault.fault.clone();
    if fault.is_used_up() {
        faults.remove(met);
    }
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of so many calls of an action a list of faults meets, and what is left of it.
    fn met(mut faults: Vec<Fault>, action: &str, calls: usize) -> (Vec<bool>, Vec<Fault>) {
        let call = Met::of_action(action);
        let met = (0..calls).map(|_| take(&mut faults, &call).is_some()).collect();
        (met, faults)
    }

    #[test]
    fn a_fault_meets_as_many_calls_of_its_action_as_it_says() {
        let mut faults = vec![Fault::new(FaultKind::hang()).of("A").times(2)];
        let taken = ["A", "B", "A", "A"].map(|action| take(&mut faults, &Met::of_action(action)).is_some());
        assert_eq!(taken, [true, false, true, false]);
        assert!(faults.is_empty());
    }

    #[test]
    fn a_fault_without_an_action_meets_any_call() {
        let (met, left) = met(vec![Fault::new(FaultKind::hang())], "", 2);
        assert_eq!((met.as_slice(), left.len()), ([true, false].as_slice(), 0));
    }

    #[test]
    fn faults_meet_calls_in_the_order_in_which_they_were_set() {
        let (first, second) = (FaultKind::error("ServiceTimeout"), FaultKind::error("LimitExceeded"));
        let mut faults = vec![Fault::new(first.clone()), Fault::new(second.clone())];
        let call = Met::of_action("A");
        assert_eq!([take(&mut faults, &call), take(&mut faults, &call)], [Some(first), Some(second)]);
    }

    #[test]
    fn the_first_calls_pass_by_a_fault_that_comes_after_them() {
        let (met, left) = met(vec![Fault::new(FaultKind::hang()).after(2).times(2)], "A", 5);
        assert_eq!((met.as_slice(), left.len()), ([false, false, true, true, false].as_slice(), 0));
    }

    #[test]
    fn only_calls_that_it_fits_count_as_passed() {
        let mut faults = vec![Fault::new(FaultKind::hang()).of("A").after(1)];
        let taken = ["B", "A", "B", "A"].map(|action| take(&mut faults, &Met::of_action(action)).is_some());
        assert_eq!(taken, [false, false, false, true]);
    }

    #[test]
    fn a_share_of_the_calls_is_met_the_same_in_every_run() {
        let of_seed = |seed| met(vec![Fault::new(FaultKind::hang()).rate(0.2, seed)], "A", 1_000).0;
        let count = of_seed(7).iter().filter(|met| **met).count();
        assert!((150..250).contains(&count), "{count}");
        assert_eq!(of_seed(7), of_seed(7));
        assert_ne!(of_seed(7), of_seed(8));
    }

    #[test]
    fn a_share_goes_on_where_it_was_if_it_is_set_again_as_it_is_left() {
        let fault = || vec![Fault::new(FaultKind::hang()).rate(0.5, 7)];
        let whole = met(fault(), "A", 100).0;
        let (mut half, left) = met(fault(), "A", 50);
        half.extend(met(left, "A", 50).0);
        assert_eq!(half, whole);
    }

    #[test]
    fn a_share_of_one_meets_every_call_and_a_limit_ends_it() {
        assert_eq!(met(vec![Fault::new(FaultKind::hang()).rate(1.0, 0)], "A", 3).0, [true; 3]);
        let (met, left) = met(vec![Fault::new(FaultKind::hang()).rate(1.0, 0).times(2)], "A", 3);
        assert_eq!((met.as_slice(), left.len()), ([true, true, false].as_slice(), 0));
    }

    #[test]
    fn what_a_share_leaves_may_meet_the_next_fault() {
        let faults = vec![Fault::new(FaultKind::hang()).rate(0.5, 7), Fault::new(FaultKind::html(502)).rate(1.0, 0)];
        assert_eq!(met(faults, "A", 20).0, [true; 20]);
    }

    #[test]
    fn a_fault_that_can_meet_nothing_has_a_problem() {
        let fault = || Fault::new(FaultKind::hang());
        for wrong in [0.0, -0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert!(fault().rate(wrong, 0).problem().is_some(), "{wrong}");
        }
        assert!(fault().times(0).problem().is_some());
        assert_eq!(fault().rate(0.01, 0).problem(), None);
    }

    #[test]
    fn a_fault_is_written_shortly() {
        let fault: Fault = serde_json::from_str(r#"{"fault": {"error": {"code": "LimitExceeded"}}}"#).expect("a fault");
        assert_eq!(fault, Fault::new(FaultKind::error("LimitExceeded")));
        assert!(serde_json::from_str::<Fault>(r#"{"fault": {"hang": {}}, "tines": 2}"#).is_err());
        for (kind, json) in [
            (FaultKind::hang(), r#"{"fault":{"hang":{}}}"#),
            (FaultKind::html(502), r#"{"fault":{"html":{"http_status":502}}}"#),
            (FaultKind::Hang { after_effect: false }, r#"{"fault":{"hang":{"after_effect":false}}}"#),
        ] {
            assert_eq!(serde_json::to_string(&Fault::new(kind)).expect("JSON"), json);
        }
    }
}
