//! Contenders side by side: rounds in which all take their turn, and each is compared with the first of the same round.
//!
//! Times are CPU times of the thread (or of the process, for calls), because machines are shared. A figure is a ratio to
//! the first contender: the median of all rounds, and the tenth and ninetieth percentile.

use std::time::Duration;

use cpu_time::{ProcessTime, ThreadTime};

/// Something that is measured: a file of its own that makes one of these.
pub struct Contender<I: ?Sized> {
    /// What the table calls it.
    pub name: &'static str,
    /// Gets ready with the input that all contenders share, and gives back what is measured.
    pub start: fn(&I) -> Work,
}

/// One unit of work, repeated as often as it takes.
pub type Work = Box<dyn FnMut()>;

/// Whose CPU time counts.
#[derive(Clone, Copy)]
pub enum Clock {
    Thread,
    Process,
}

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Effort {
    /// Rounds in which every contender has a turn.
    pub rounds: usize,
    /// About how long a turn takes.
    pub turn: Duration,
}

/// What came out for one contender.
pub struct Row {
    pub name: &'static str,
    pub median: f64,
    pub p10: f64,
    pub p90: f64,
    /// Allocations of one unit of work, on the thread that asks for it.
    pub allocations: u64,
    /// The median of the time of one unit, in microseconds: means nothing on another machine.
    pub micros: f64,
}

/// Measures contenders against the first of them.
pub fn compare<I: ?Sized>(contenders: &[Contender<I>], input: &I, clock: Clock, effort: Effort) -> Vec<Row> {
    let mut entrants: Vec<_> =
        contenders.iter().map(|contender| Entrant::new(contender, input, clock, effort)).collect();
    for round in 0..effort.rounds {
        // Nobody always runs after the same neighbour.
        let count = entrants.len();
        for turn in 0..count {
            let index = if round % 2 == 0 { turn } else { count - 1 - turn };
            let entrant = &mut entrants[index];
            let time = entrant.turn(clock);
            entrant.times.push(time);
        }
    }
    let floor = entrants[0].times.clone();
    entrants.iter().map(|entrant| entrant.row(&floor)).collect()
}

struct Entrant {
    name: &'static str,
    work: Work,
    allocations: u64,
    repeats: u32,
    /// Seconds a unit of work, by round.
    times: Vec<f64>,
}

impl Entrant {
    fn new<I: ?Sized>(contender: &Contender<I>, input: &I, clock: Clock, effort: Effort) -> Self {
        let mut work = (contender.start)(input);
        work();
        work();
        let allocations = allocation_counter::measure(&mut work).count_total;
        let mut entrant = Self { name: contender.name, work, allocations, repeats: 1, times: Vec::new() };
        while entrant.turn(clock) * f64::from(entrant.repeats) < effort.turn.as_secs_f64() / 2.0 {
            entrant.repeats *= 2;
        }
        entrant
    }

    /// Seconds a unit of work.
    fn turn(&mut self, clock: Clock) -> f64 {
        let mut run = || (0..self.repeats).for_each(|_| (self.work)());
        let elapsed = match clock {
            Clock::Thread => {
                let start = ThreadTime::now();
                run();
                start.elapsed()
            }
            Clock::Process => {
                let start = ProcessTime::now();
                run();
                start.elapsed()
            }
        };
        elapsed.as_secs_f64() / f64::from(self.repeats)
    }

    fn row(&self, floor: &[f64]) -> Row {
        let ratios = sorted(self.times.iter().zip(floor).map(|(time, floor)| time / floor).collect());
        let times = sorted(self.times.clone());
        Row {
            name: self.name,
            median: percentile(&ratios, 50),
            p10: percentile(&ratios, 10),
            p90: percentile(&ratios, 90),
            allocations: self.allocations,
            micros: percentile(&times, 50) * 1e6,
        }
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100]
}

/// Declares the contenders of a table, each a file that has a function `contender`. The first is the floor.
macro_rules! contenders {
    ($input:ty: $($(#[$attribute:meta])* $name:ident),* $(,)?) => {
        $($(#[$attribute])* pub mod $name;)*

        /// The contenders, the floor first.
        pub fn contenders() -> Vec<$crate::runner::Contender<$input>> {
            vec![$($(#[$attribute])* $name::contender()),*]
        }
    };
}

pub(crate) use contenders;
