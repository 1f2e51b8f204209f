//! Whole calls over loopback: sign, send, receive, decode. The server runs in another process; the CPU time of this one
//! counts, system calls included.

pub mod server;
mod signed;

use std::future::Future;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::runner::{Clock, Effort, Work, contenders};

contenders!(Input: reqwest, hyper_util, framed_by_hand, #[cfg(feature = "aws-sdk")] aws_sdk, ours);

/// What is called, and how many calls are under way at a time.
pub struct Input {
    /// `127.0.0.1:1234`
    pub address: String,
    /// `/empty` or `/group`: what is answered.
    pub path: &'static str,
    pub at_a_time: usize,
}

/// What is sent: the first page of the list.
pub const BODY: &str = "Action=DescribeContainerGroup&Version=2020-07-02&MaxResults=20";

pub fn tables(effort: Effort) {
    let server = server::Server::start();
    for path in ["/empty", "/group"] {
        for at_a_time in [1, 32] {
            let input = Input { address: server.address.clone(), path, at_a_time };
            let title = format!("A call, {at_a_time} at a time, answered with {}", path.trim_start_matches('/'));
            crate::table(&title, &contenders(), &input, Clock::Process, effort);
        }
    }
}

/// A runtime on this thread only.
pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// As many calls at a time as wanted, to the end of all.
pub fn work<F: Future<Output = ()> + Send + 'static>(
    runtime: Runtime,
    at_a_time: usize,
    call: impl Fn() -> F + 'static,
) -> Work {
    Box::new(move || {
        runtime.block_on(async {
            if at_a_time == 1 {
                return call().await;
            }
            let mut calls: JoinSet<()> = (0..at_a_time).map(|_| call()).collect();
            while let Some(done) = calls.join_next().await {
                done.expect("a call");
            }
        });
    })
}
