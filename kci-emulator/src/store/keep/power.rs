//! Power that is cut at every write and at every sync: whatever was acknowledged is there afterwards, and nothing of what
//! was not is half there.

use std::io;
use std::sync::{Arc, Mutex};

use redb::StorageBackend;

use super::super::{Change, Retained, Store, lock};
use super::open::{database_on, opened};
use super::*;

/// How many changes are made before the power is cut at the latest.
const CHANGES: usize = 2;

/// A disk with a cache in it, which loses some of it when the power is cut.
#[derive(Clone, Debug, Default)]
struct Disk(Arc<Mutex<Platter>>);

#[derive(Clone, Debug, Default)]
struct Platter {
    /// What is there whatever happens.
    safe: Vec<u8>,
    /// What is read back: with everything that was written since.
    seen: Vec<u8>,
    /// What was written since, in order.
    since: Vec<Write>,
    /// How many writes and syncs there were.
    done: usize,
    /// At which of them the power is cut.
    cut: Option<usize>,
}

#[derive(Clone, Debug)]
enum Write {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

impl Write {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Length(length) => bytes.resize(*length, 0),
            Self::Bytes(at, written) => {
                let end = at + written.len();
                bytes.resize(bytes.len().max(end), 0);
                bytes[*at..end].copy_from_slice(written);
            }
        }
    }

    /// It, if the power is cut in the middle of it.
    fn half(&self) -> Self {
        match self {
            Self::Bytes(at, written) => Self::Bytes(*at, written[..written.len() / 2].to_vec()),
            Self::Length(length) => Self::Length(*length),
        }
    }
}

impl Platter {
    fn step(&mut self) -> io::Result<()> {
        self.done += 1;
        match self.cut {
            Some(cut) if self.done >= cut => Err(io::Error::other("the power is cut")),
            _ => Ok(()),
        }
    }

    fn write(&mut self, write: Write) -> io::Result<()> {
        // What is written when the power is cut may arrive.
        let done = self.step();
        if done.is_ok() || self.cut == Some(self.done) {
            write.apply(&mut self.seen);
            self.since.push(write);
        }
        done
    }

    /// What may be on the disk after the power was cut: of all that was not synced nothing, everything, every second
    /// write, all but the first, or all but half of the last.
    fn after_cut(&self) -> Vec<Vec<u8>> {
        let with = |writes: &mut dyn Iterator<Item = Write>| {
            let mut bytes = self.safe.clone();
            writes.for_each(|write| write.apply(&mut bytes));
            bytes
        };
        let since = || self.since.iter().cloned();
        let last = self.since.last().map(Write::half);
        let whole = self.since.len().saturating_sub(1);
        vec![
            with(&mut std::iter::empty()),
            with(&mut since()),
            with(&mut since().step_by(2)),
            with(&mut since().skip(1)),
            with(&mut since().take(whole).chain(last)),
        ]
    }
}

impl Disk {
    fn of(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(Platter { safe: bytes.clone(), seen: bytes, ..Platter::default() })))
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(lock(&self.0).seen.len() as u64)
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let start = usize::try_from(offset).expect("a small file");
        let bytes = lock(&self.0).seen.get(start..start + length).map(<[u8]>::to_vec);
        bytes.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        lock(&self.0).write(Write::Length(usize::try_from(length).expect("a small file")))
    }

    fn sync_data(&self, _: bool) -> io::Result<()> {
        let mut platter = lock(&self.0);
        platter.step()?;
        platter.safe = platter.seen.clone();
        platter.since.clear();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        lock(&self.0).write(Write::Bytes(usize::try_from(offset).expect("a small file"), data.to_vec()))
    }
}

fn tenant() -> Tenant {
    Tenant { access_key: "AK".to_owned(), region: "cn-beijing-6".to_owned() }
}

/// What is kept in a disk's file, which goes on being written.
fn open(disk: &Disk) -> Result<Opened, String> {
    let database = database_on(disk.clone()).map_err(|problem| problem.to_string())?;
    opened(database, None).map_err(|problem| problem.to_string())
}

/// Which changes were made, by what is kept.
fn made(opened: &Opened) -> Vec<String> {
    let holdings = opened.holdings.iter().find(|(whose, _)| *whose == tenant());
    holdings.map(|(_, own)| own.retained.iter().map(|kept| kept.address.clone()).collect()).unwrap_or_default()
}

/// Makes changes until all are made or one is refused; how many were acknowledged.
fn change(opened: Opened) -> usize {
    let store = Store::kept(opened.holdings, opened.file);
    let acknowledged = (0..CHANGES).take_while(|number| {
        let retained = Retained {
            group_name: "web".to_owned(),
            subnet_id: "subnet-1".to_owned(),
            address: number.to_string(),
            until: kci_sdk::runtime::jiff::Timestamp::MAX,
        };
        let change = Change::GroupDeleted { id: "g".to_owned(), retained: Some(retained) };
        store.change(&tenant(), &Mutex::new(Ids::new(0)), |_| io::Result::Ok(((), vec![change]))).is_ok()
    });
    acknowledged.count()
}

/// A file in which nothing is kept.
fn empty() -> Vec<u8> {
    let disk = Disk::default();
    drop(database_on(disk.clone()).expect("a database"));
    lock(&disk.0).seen.clone()
}

#[test]
fn whatever_was_acknowledged_is_there_after_the_power_was_cut() {
    let empty = empty();
    let mut cuts = 0;
    for cut in 1.. {
        let disk = Disk::of(empty.clone());
        let opened = open(&disk).expect("an empty file");
        let opening = lock(&disk.0).done;
        lock(&disk.0).cut = Some(opening + cut);
        let acknowledged = change(opened);
        let platter = lock(&disk.0).clone();
        if platter.done < opening + cut {
            assert_eq!(acknowledged, CHANGES);
            break;
        }
        cuts += 1;
        let mut left = platter.after_cut();
        left.dedup();
        for (variant, bytes) in left.into_iter().enumerate() {
            let after = open(&Disk::of(bytes)).unwrap_or_else(|problem| panic!("cut {cut}, {variant}: {problem}"));
            let made = made(&after);
            let expected: Vec<_> = (0..made.len()).map(|number| number.to_string()).collect();
            assert_eq!(made, expected, "cut {cut}, {variant}");
            let one_more = made.len() == acknowledged + 1;
            assert!(made.len() == acknowledged || one_more, "cut {cut}, {variant}: {acknowledged} and {made:?}");
        }
    }
    // Each change writes and syncs more than once, or else nothing was cut.
    assert!(cuts > 4 * CHANGES, "{cuts}");
}
