//! `--local`: the emulator that runs on this machine, or one that is started for this command.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use kci_cli_runtime::{Connection, Context, Failure, LocalFuture};
use kci_emulator::Emulator;

/// Where an emulator listens that was started by itself.
const USUAL: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8410);

/// How long a connection on this machine may take.
const PATIENCE: Duration = Duration::from_millis(500);

/// Finds the emulator, or starts one.
pub(crate) fn find(cx: &Context) -> LocalFuture<'_, Result<Connection, Failure>> {
    Box::pin(async move {
        let credentials = kci_emulator::default_account();
        let connected = tokio::time::timeout(PATIENCE, tokio::net::TcpStream::connect(USUAL)).await;
        if matches!(connected, Ok(Ok(_))) {
            return Ok(Connection { endpoint: format!("http://{USUAL}"), credentials, alive: None });
        }
        let emulator = Emulator::builder().start().await;
        let emulator = emulator.map_err(|error| Failure::other(format!("--local: {error}")))?;
        cx.out.note(cx.say(
            "no emulator runs: one was started for this command, and what it holds ends with it",
            "本机没有运行模拟器：已为本次命令启动一个，其中的内容随命令结束而消失",
        ));
        let endpoint = format!("http://{}", emulator.address());
        Ok(Connection { endpoint, credentials, alive: Some(Box::new(emulator)) })
    })
}
