//! `service ADDRESS` serves until Ctrl-C.
#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::error::Error;

use kci_sdk::Client;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or("usage: service ADDRESS")?;
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let routes = kci_programs::service::routes(Client::from_env()?);
    let until = async { tokio::signal::ctrl_c().await.unwrap_or_default() };
    axum::serve(listener, routes).with_graceful_shutdown(until).await?;
    Ok(())
}
