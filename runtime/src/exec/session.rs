//! A command that runs.

use std::fmt;

use bytes::Bytes;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};

use super::channel::{self, ExitStatus, Output};
use crate::error::{Error, Phase, TransportError};
use crate::http::Duplex;

type Socket = WebSocketStream<Box<dyn Duplex>>;

/// A command that runs in a container. Dropping it, both halves of it if it was [split](Self::split), closes the
/// connection.
#[derive(Debug)]
pub struct Session {
    input: Input,
    outputs: Outputs,
}

impl Session {
    pub(super) fn new(socket: Socket) -> Self {
        let (sink, stream) = socket.split();
        Self { input: Input { sink }, outputs: Outputs { stream, has_ended: false } }
    }

    /// Sends bytes to the command's standard input.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection is gone.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) -> Result<(), Error> {
        self.input.send(bytes).await
    }

    /// Says how large the terminal is, in characters. Of no effect without one.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection is gone.
    pub async fn resize(&mut self, columns: u16, rows: u16) -> Result<(), Error> {
        self.input.resize(columns, rows).await
    }

    /// What comes next from the command; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection breaks.
    pub async fn next(&mut self) -> Result<Option<Output>, Error> {
        self.outputs.next().await
    }

    /// Reads to the end. Everything that the command writes is held.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection breaks before.
    pub async fn finish(mut self) -> Result<Finished, Error> {
        let mut finished = Finished::default();
        while let Some(output) = self.next().await? {
            match output {
                Output::Stdout(bytes) => finished.stdout.extend_from_slice(&bytes),
                Output::Stderr(bytes) => finished.stderr.extend_from_slice(&bytes),
                Output::Exit(status) => finished.status = Some(status),
            }
        }
        Ok(finished)
    }

    /// Both directions apart, for two tasks.
    pub fn split(self) -> (Input, Outputs) {
        (self.input, self.outputs)
    }
}

/// What a command has written, and how it has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finished {
    /// Its standard output; with a terminal, everything is here.
    pub stdout: Vec<u8>,
    /// Its standard error.
    pub stderr: Vec<u8>,
    /// How it has ended; `None` if the connection was closed without telling.
    pub status: Option<ExitStatus>,
}

/// What goes to a command.
pub struct Input {
    sink: SplitSink<Socket, Message>,
}

impl Input {
    /// Sends bytes to the command's standard input.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection is gone.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) -> Result<(), Error> {
        self.message(channel::input(bytes.as_ref())).await
    }

    /// Says how large the terminal is, in characters. Of no effect without one.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection is gone.
    pub async fn resize(&mut self, columns: u16, rows: u16) -> Result<(), Error> {
        self.message(channel::resize(columns, rows)).await
    }

    async fn message(&mut self, message: Bytes) -> Result<(), Error> {
        self.sink.send(Message::Binary(message)).await.map_err(|error| TransportError::new(Phase::Send, error).into())
    }
}

/// What comes from a command.
pub struct Outputs {
    stream: SplitStream<Socket>,
    has_ended: bool,
}

impl Outputs {
    /// What comes next; `None` at the end, which is after [`Output::Exit`] or when the connection was closed.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection breaks; that is the end too.
    pub async fn next(&mut self) -> Result<Option<Output>, Error> {
        while !self.has_ended {
            let message = match self.stream.next().await {
                Some(Ok(Message::Binary(bytes))) => bytes,
                Some(Ok(Message::Text(text))) => text.into(),
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
                None | Some(Ok(Message::Close(_)) | Err(SocketError::ConnectionClosed)) => break,
                Some(Err(error)) => {
                    self.has_ended = true;
                    return Err(TransportError::new(Phase::Receive, error).into());
                }
            };
            if let Some(output) = channel::read(&message) {
                self.has_ended = matches!(output, Output::Exit(_));
                return Ok(Some(output));
            }
        }
        self.has_ended = true;
        Ok(None)
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").finish_non_exhaustive()
    }
}

impl fmt::Debug for Outputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outputs").field("has_ended", &self.has_ended).finish_non_exhaustive()
    }
}
