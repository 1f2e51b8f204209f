//! Rules across the lists of a request.

use std::collections::HashMap;

use super::{Rule, Validator, counted};
use crate::params::{Picked, WriteParam, pick};
use crate::text::quote;

/// A rule about values at several places of a request. Paths have `N` for positions: `Container.N.Name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Each value at one path is one of those at another.
    Among {
        /// The path of what names something.
        each: &'static str,
        /// The path of the names that there are.
        among: &'static str,
    },
    /// No two values at these paths are alike. Empty ones are not compared.
    Unique(&'static [&'static str]),
    /// There are as many values at each of these paths as at the first.
    AsMany(&'static [&'static str]),
}

impl Validator<'_> {
    /// Checks rules across lists, of a request as it is sent.
    pub fn relations(&mut self, request: &dyn WriteParam, relations: &[Relation]) {
        for relation in relations {
            match *relation {
                Relation::Among { each, among } => self.among(request, each, among),
                Relation::Unique(paths) => self.unlike(&pick(request, paths)),
                Relation::AsMany(paths) => self.as_many(&pick(request, paths), paths),
            }
        }
    }

    fn among(&mut self, request: &dyn WriteParam, each: &str, among: &str) {
        let (named, known): (Vec<Picked>, Vec<Picked>) =
            pick(request, &[each, among]).into_iter().partition(|found| found.path == 0);
        let is_known = |found: &Picked| known.iter().any(|known| known.text == found.text);
        for found in named.iter().filter(|found| !is_known(found)) {
            let all: Vec<_> = known.iter().map(|known| known.text.as_str()).collect();
            let there =
                if all.is_empty() { "there is none".to_owned() } else { format!("there are {}", all.join(", ")) };
            self.report(&found.place, Rule::Reference, format!("{} is no {among}: {there}", quote(&found.text)));
        }
    }

    fn unlike(&mut self, found: &[Picked]) {
        let mut first: HashMap<&str, &str> = HashMap::new();
        for one in found.iter().filter(|one| !one.text.is_empty()) {
            let place = *first.entry(&one.text).or_insert(&one.place);
            if place != one.place {
                self.report(&one.place, Rule::Unique, format!("the same as {place}"));
            }
        }
    }

    fn as_many(&mut self, found: &[Picked], paths: &[&str]) {
        let count = |index: usize| found.iter().filter(|one| one.path == index).count();
        let lists: Vec<_> = paths.iter().map(|path| path.strip_suffix(".N").unwrap_or(path)).collect();
        let Some((first, most)) = lists.first().map(|first| (first, count(0))) else { return };
        for (index, list) in lists.iter().enumerate().filter(|(index, _)| count(*index) != most) {
            let message = format!("{}, but {first} has {most}", counted(count(index), "element"));
            self.report(list, Rule::SameCount, message);
        }
    }
}
