//! Commands in containers: standard input, output and error, the size of a terminal, and the exit status, over a WebSocket.
//!
//! An action of the service answers with an address that holds for a while; [`connect`] opens it. What is spoken there is
//! the protocol that Kubernetes speaks, `v4.channel.k8s.io`: messages whose first byte says which channel the rest belongs
//! to. An address is a secret: who has it runs the command.
//!
//! ```ignore
//! let request = ExecContainerCommandRequest::new(&group_id, "web", ["/bin/sh"]);
//! let answer = client.exec_container_command(request).await?;
//! let mut session = exec::connect(&client, &answer.web_socket_uri).await?;
//! session.send("uname -a\nexit 3\n").await?;
//! let finished = session.finish().await?;
//! println!("{}, {:?}", String::from_utf8_lossy(&finished.stdout), finished.status);
//! ```
//!
//! The protocol cannot say that the input has ended: a command that reads to its end is ended by `exit`, by an
//! end-of-transmission character on a terminal, or by dropping the session.

mod channel;
mod connect;
mod session;

pub use channel::{ExitStatus, Output};
pub use connect::connect;
pub use session::{Finished, Input, Outputs, Session};
