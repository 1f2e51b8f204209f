//! Pages that lead back to where they came from.

/// Notices that requests go round in a circle, whatever its length, and remembers only one of them (Brent's way).
pub(super) struct Circle<A> {
    remembered: A,
    steps: u64,
    limit: u64,
}

impl<A: Clone + PartialEq> Circle<A> {
    pub(super) fn new(first: A) -> Self {
        Self { remembered: first, steps: 0, limit: 1 }
    }

    pub(super) fn is_closed_by(&mut self, next: &A) -> bool {
        if self.remembered == *next {
            return true;
        }
        self.steps += 1;
        if self.steps == self.limit {
            self.steps = 0;
            self.limit = self.limit.saturating_mul(2);
            self.remembered.clone_from(next);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_noticed_whatever_leads_into_it_and_however_long_it_is() {
        for (start, length) in [(0, 1), (0, 2), (5, 1), (3, 7), (100, 40)] {
            let next = |page: u32| if page + 1 == start + length { start } else { page + 1 };
            let pages = std::iter::successors(Some(0_u32), |page| Some(next(*page)));
            let mut circle = Circle::new(0);
            let noticed = pages.skip(1).take(1000).position(|page| circle.is_closed_by(&page));
            assert!(noticed.is_some_and(|pages| pages < 3 * 140), "{start} {length}: {noticed:?}");
        }
    }

    #[test]
    fn a_way_that_goes_on_is_no_circle() {
        let mut circle = Circle::new(0);
        assert!(!(1..10_000).any(|page| circle.is_closed_by(&page)));
    }
}
