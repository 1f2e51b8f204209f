//! `batch COUNT IMAGE` runs so many jobs of an image. Ctrl-C stops it, and nothing is left behind.
#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::error::Error;

use kci_programs::batch::{Job, run};
use kci_sdk::{Client, StandardRetries};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(count), Some(image)) = (arguments.next(), arguments.next()) else {
        return Err("usage: batch COUNT IMAGE".into());
    };
    // A batch has time, and meets the service's limits all the time.
    let client = Client::builder().from_env().retries(StandardRetries::new().max_attempts(12)).build()?;
    let job = |number| Job { name: format!("batch-{number}"), image: image.clone() };
    let jobs = (0..count.parse()?).map(job).collect();
    println!("running; Ctrl-C stops");
    let report = run(&client, jobs, tokio::signal::ctrl_c(), |progress| println!("{progress}")).await;
    println!("{report}");
    Ok(())
}
