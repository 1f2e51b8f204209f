//! Opening a file, and seeing that it is one that can be gone on with.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use redb::backends::FileBackend;
use redb::{Builder, Database, ReadTransaction, StorageBackend, TableError, TableHandle as _};

use super::problem::Problem;
use super::quiet::quietly;
use super::records::{ABOUT, CLOCK, FAULTS, FORMAT, FORMAT_KEY, IDS, RUNS, SCRIPTS, Tables, holdings, setting};
use super::{Opened, StateFile, begin};
use crate::clock::{Clock, Reading};

impl StateFile {
    /// Opens a file, or creates it for its owner alone. What is in it goes by `clock` from now on, or else by the clock
    /// that it went by.
    ///
    /// # Errors
    ///
    /// When it is no state file, of another format, damaged, in use, or cannot be read and written.
    pub(crate) fn open(path: &Path, clock: Option<Clock>) -> io::Result<Opened> {
        // The store panics where the part of a damaged file that says how long it is makes no sense.
        let opened = quietly(|| open(path, clock));
        let opened = opened.unwrap_or_else(|| Err(Problem::Damaged("it cannot be read".to_owned())));
        opened.map_err(|problem| problem.of(path))
    }
}

fn open(path: &Path, clock: Option<Clock>) -> Result<Opened, Problem> {
    let database = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => database(file)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(path)?,
        Err(error) => return Err(error.into()),
    };
    opened(database, clock)
}

/// What is in a database, which goes on being written.
pub(super) fn opened(database: Database, clock: Option<Clock>) -> Result<Opened, Problem> {
    let transaction = database.begin_read()?;
    let kept: Option<Reading> = setting(&transaction, CLOCK)?;
    let clock = clock.or_else(|| kept.map(Clock::from)).unwrap_or_else(Clock::real);
    let opened = Opened {
        file: StateFile { database, clock: clock.clone() },
        clock,
        holdings: holdings(&transaction)?,
        ids: setting(&transaction, IDS)?,
        scripts: setting(&transaction, SCRIPTS)?.unwrap_or_default(),
        faults: setting(&transaction, FAULTS)?.unwrap_or_default(),
        runs: setting(&transaction, RUNS)?.unwrap_or_default(),
    };
    drop(transaction);
    opened.file.start_run(opened.runs)?;
    Ok(opened)
}

/// Creates a file. It has its name only once it is whole, so that there never is half a one.
fn create(path: &Path) -> Result<Database, Problem> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (file, unnamed) = tempfile::Builder::new().prefix(".kci-emulator-").tempfile_in(folder)?.into_parts();
    let database = database(file)?;
    unnamed.persist_noclobber(path).map_err(|error| error.error)?;
    // Names are kept in the folder.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(database)
}

/// The database of an open file; an empty one becomes a state file.
fn database(file: File) -> Result<Database, Problem> {
    if !file.metadata()?.is_file() {
        return Err(Problem::Foreign);
    }
    database_on(FileBackend::new(file)?)
}

/// The database of what an open file has; where that is nothing, it becomes a state file.
pub(super) fn database_on(backend: impl StorageBackend) -> Result<Database, Problem> {
    let length = backend.len()?;
    if length > 0 {
        let flags = check_header(&backend, length)?;
        // As if it had not been closed: only then does the store check its header before it relies on it.
        backend.write(FLAGS, &[flags | UNCHECKED])?;
    }
    let mut database = Builder::new().create_with_file_format_v3(true).create_with_backend(backend)?;
    if length > 0 && !database.check_integrity()? {
        return Err(Problem::Damaged("its parts do not fit together".to_owned()));
    }
    let transaction = database.begin_read()?;
    match format(&transaction)? {
        Some(FORMAT) => {}
        Some(other) => return Err(Problem::Format(other)),
        None => mark(&database)?,
    }
    Ok(database)
}

/// The format of a state file; none if nothing is in the file.
fn format(transaction: &ReadTransaction) -> Result<Option<u64>, Problem> {
    let about = match transaction.open_table(ABOUT) {
        Ok(about) => about,
        Err(TableError::TableDoesNotExist(_)) => {
            let mut tables = transaction.list_tables()?.map(|table| table.name().to_owned());
            return if tables.next().is_none() { Ok(None) } else { Err(Problem::Foreign) };
        }
        Err(TableError::Storage(error)) => return Err(error.into()),
        Err(_) => return Err(Problem::Foreign),
    };
    let format = about.get(FORMAT_KEY)?.ok_or(Problem::Foreign)?;
    Ok(Some(format.value()))
}

/// Makes it a state file, with all its tables.
fn mark(database: &Database) -> Result<(), Problem> {
    let transaction = begin(database)?;
    Tables::open(&transaction)?.mark()?;
    transaction.commit()?;
    Ok(())
}

/// The bytes that every file of the store starts with.
const MAGIC: &[u8] = b"redb\x1a\x0a\xa9\x0d\x0a";
/// Where its flags are, right behind.
const FLAGS: u64 = 9;
/// The flag of a file that was not closed.
const UNCHECKED: u8 = 2;
/// How much of the start is looked at.
const HEADER: usize = 32;
/// Size of a page where nothing else is asked for.
const PAGE: u64 = 4096;

/// Sees that the file is one of the store, and as long as its header says. The store takes that for granted. Returns the
/// flags.
fn check_header(backend: &impl StorageBackend, length: u64) -> Result<u8, Problem> {
    let header = match backend.read(0, HEADER) {
        Ok(header) => header,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(Problem::Foreign),
        Err(error) => return Err(error.into()),
    };
    let Some([flags, ..]) = header.strip_prefix(MAGIC) else {
        return Err(Problem::Foreign);
    };
    let number = |offset: usize| {
        let bytes = header.get(offset..).and_then(|bytes| bytes.first_chunk()).copied().unwrap_or_default();
        u64::from(u32::from_le_bytes(bytes))
    };
    let [page, own, most, full, rest] = [12, 16, 20, 24, 28].map(number);
    let last = if rest > 0 { own + rest } else { 0 };
    let pages = full.saturating_mul(own + most).saturating_add(last).saturating_add(1);
    if page != PAGE || most == 0 || pages < 2 || length < pages.saturating_mul(page) {
        return Err(Problem::Damaged("it is not as long as it was".to_owned()));
    }
    Ok(*flags)
}
