//! Opening the address of a command.

use std::time::Duration;

use http::{HeaderValue, Uri};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Error as SocketError;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use super::channel::PROTOCOL;
use super::session::Session;
use crate::client::ServiceClient;
use crate::client::endpoint::Endpoint;
use crate::error::{DecodeError, Error, History, Phase, TransportError};
use crate::http::open;
use crate::secret::Secret;

/// How long connecting may take, and then the handshake.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the address that an action has answered, a URL of a WebSocket. Encryption, trust and proxies are those of calls.
///
/// # Errors
///
/// [`Error::Configuration`] if it is no such URL, or is not encrypted and leads to another machine though the client does
/// not [allow](crate::ClientBuilder::allow_plain_http) that; [`Error::Transport`] without a connection; [`Error::Decode`],
/// with the status, if the other side refuses it: most addresses hold once, and for a short time.
pub async fn connect(client: &impl AsRef<ServiceClient>, address: &Secret) -> Result<Session, Error> {
    let allow_plain = client.as_ref().runtime().config().allow_plain_http;
    let place = place(address.expose(), allow_plain).map_err(|why| Error::Configuration(why.to_owned()))?;
    let stream = open(&place, PATIENCE).await.map_err(|error| Error::Transport(Box::new(error)))?;
    let mut request = address.expose().into_client_request().map_err(broken)?;
    request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static(PROTOCOL));
    let shaken = tokio::time::timeout(PATIENCE, client_async(request, stream)).await;
    let timeout = |_| Error::from(TransportError::new(Phase::Connect, format!("no WebSocket within {PATIENCE:?}")));
    let (socket, _) = shaken.map_err(timeout)?.map_err(broken)?;
    Ok(Session::new(socket))
}

/// Where the connection leads. The address itself is a secret, so no message has it.
fn place(address: &str, allow_plain: bool) -> Result<Uri, &'static str> {
    const NO_ADDRESS: &str = "the address of the command is no ws:// or wss:// URL";
    let (scheme, rest) = address.split_once("://").ok_or(NO_ADDRESS)?;
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "wss" => "https",
        "ws" => "http",
        _ => return Err(NO_ADDRESS),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let base = format!("{scheme}://{authority}/");
    let endpoint = Endpoint::parse(&base, "").map_err(|_| NO_ADDRESS)?;
    if !endpoint.is_encrypted() && !endpoint.is_loopback() && !allow_plain {
        return Err("the address of the command is not encrypted: the client must allow_plain_http for that");
    }
    base.parse().map_err(|_| NO_ADDRESS)
}

/// Why there is no WebSocket.
fn broken(error: SocketError) -> Error {
    match error {
        SocketError::Http(answer) => {
            let (status, body) = (answer.status().as_u16(), answer.body().as_deref().unwrap_or_default());
            let message = "the command's address was answered with no WebSocket";
            DecodeError::foreign(message, status, None, body, History::default()).into()
        }
        error => TransportError::new(Phase::Connect, error).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_connection_leads_to_the_host_and_says_nothing_of_the_rest() {
        assert_eq!(
            place("wss://exec.example.com/a?token=secret", false),
            Ok(Uri::from_static("https://exec.example.com/"))
        );
        assert_eq!(place("ws://127.0.0.1:8410/a", false), Ok(Uri::from_static("http://127.0.0.1:8410/")));
        assert_eq!(place("ws://exec.example.com/a", true), Ok(Uri::from_static("http://exec.example.com/")));
    }

    #[test]
    fn what_is_no_address_or_not_encrypted_is_refused() {
        for address in ["", "exec.example.com", "https://exec.example.com/", "wss://", "wss://user@example.com:x/"] {
            assert!(place(address, true).is_err_and(|why| why.contains("ws://")), "{address}");
        }
        assert!(place("ws://exec.example.com/a?token=secret", false).is_err_and(|why| !why.contains("secret")));
    }
}
