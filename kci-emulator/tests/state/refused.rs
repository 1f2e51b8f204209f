//! Files that cannot be gone on with: a reason, an exit code, and no panic.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use redb::{Database, TableDefinition};
use tempfile::TempDir;

use crate::common::{create_group, group, started};

/// What the emulator says of a file when it refuses to start with it.
fn refused(file: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kci-emulator"));
    let command = command.args(["--listen", "127.0.0.1:0", "--state"]).arg(file);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut announced = String::new();
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    output.read_line(&mut announced).expect("a line, or the end");
    if !announced.is_empty() {
        let _ = child.kill();
    }
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(announced, "", "it started");
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(said.contains(&file.display().to_string()), "{said}");
    said
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The bytes of a state file with a few groups.
async fn bytes(folder: &TempDir) -> Vec<u8> {
    let file = folder.path().join("whole");
    let kci = started(&file).await;
    for name in ["a", "b", "c"] {
        create_group(&kci.client(), name).await;
    }
    kci.stop().await.expect("it stops");
    std::fs::read(file).expect("the file")
}

#[test]
fn a_file_of_something_else_is_left_as_it_is() {
    let folder = folder();
    let file = folder.path().join("notes.txt");
    for text in ["short".to_owned(), "text that is none of the emulator's\n".repeat(1_000)] {
        std::fs::write(&file, &text).expect("a file");
        assert!(refused(&file).contains("is no state file of this emulator: name another file"));
        assert_eq!(std::fs::read_to_string(&file).expect("the file"), text);
    }
}

#[test]
fn a_database_of_something_else_is_no_state_file() {
    let folder = folder();
    let file = folder.path().join("other");
    let database = Database::create(&file).expect("a database");
    let transaction = database.begin_write().expect("a transaction");
    let table: TableDefinition<'_, &str, &str> = TableDefinition::new("recipes");
    transaction.open_table(table).expect("a table").insert("soup", "water").expect("a row");
    transaction.commit().expect("committed");
    drop(database);
    assert!(refused(&file).contains("is no state file of this emulator"));
}

#[tokio::test]
async fn a_file_of_another_format_is_refused() {
    let folder = folder();
    let file = folder.path().join("state");
    started(&file).await.stop().await.expect("it stops");
    let database = Database::open(&file).expect("a database");
    let transaction = database.begin_write().expect("a transaction");
    let about: TableDefinition<'_, &str, u64> = TableDefinition::new("kci-emulator");
    transaction.open_table(about).expect("a table").insert("format", 2).expect("a row");
    transaction.commit().expect("committed");
    drop(database);
    let said = refused(&file);
    assert!(said.contains("has format 2, and this emulator reads format 1: use it with the version"), "{said}");
}

#[tokio::test]
async fn a_file_that_is_in_use_is_refused_until_it_is_free() {
    let folder = folder();
    let file = folder.path().join("state");
    let kci = started(&file).await;
    assert!(refused(&file).contains("is in use: stop the emulator that has it open"));
    kci.client().create_container_group(group("web")).await.expect("the first one goes on");
    kci.stop().await.expect("it stops");
    started(&file).await;
}

#[tokio::test]
async fn a_file_that_was_cut_is_damaged() {
    let folder = folder();
    let whole = bytes(&folder).await;
    let file = folder.path().join("cut");
    for length in [100, 4_096, 8_192, whole.len() / 2, whole.len() - 4_096, whole.len() - 1] {
        std::fs::write(&file, &whole[..length]).expect("a file");
        let said = refused(&file);
        assert!(said.contains("is damaged") && said.contains("put back a copy of it"), "{length}: {said}");
    }
}

/// Every byte of a group's record stands for itself: there is no other copy to fall back on.
#[tokio::test]
async fn a_record_with_a_changed_byte_is_damage() {
    let folder = folder();
    let mut changed = bytes(&folder).await;
    let name = b"\"ContainerGroupName\",\"a\"";
    let places: Vec<_> = (0..changed.len()).filter(|at| changed[*at..].starts_with(name)).collect();
    assert!(!places.is_empty());
    for at in places {
        changed[at + name.len() - 2] = b'z';
    }
    let file = folder.path().join("changed");
    std::fs::write(&file, changed).expect("a file");
    assert!(refused(&file).contains("is damaged"));
    assert!(refused(&file).contains("is damaged"), "it still is when it is tried again");
}

#[test]
fn a_folder_and_a_file_in_no_folder_are_refused() {
    let folder = folder();
    refused(folder.path());
    refused(&folder.path().join("missing").join("state"));
}
