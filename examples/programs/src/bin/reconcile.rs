//! `reconcile PREFIX FILE` makes the container groups whose names begin so equal to a file.
#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::error::Error;

use kci_sdk::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(prefix), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("usage: reconcile PREFIX FILE".into());
    };
    let file = std::fs::read_to_string(path)?;
    let changes = kci_programs::reconcile::reconcile(&Client::from_env()?, &prefix, &file).await?;
    println!("{} created, {} deleted", changes.created.len(), changes.deleted.len());
    Ok(())
}
