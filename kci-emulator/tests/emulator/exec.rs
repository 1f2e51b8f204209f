//! The WebSocket of ExecContainerCommand: a shell that gives back what it is given.

use futures_util::{SinkExt as _, StreamExt as _};
use kci_sdk::request::ExecContainerCommandRequest;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::fixture::{START, World, group, nginx, world};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The address at which a command is run in a container.
async fn address(world: &World, tty: bool) -> String {
    let id = world.create(group("web").containers([nginx("nginx")])).await;
    world.at(START);
    let request = ExecContainerCommandRequest::new(&id, "nginx", ["/bin/sh"]).tty(tty);
    let answer = world.client.exec_container_command(request).await.expect("an answer");
    answer.web_socket_uri.expose().to_owned()
}

async fn connect(address: &str) -> Result<Socket, Error> {
    let mut request = address.into_client_request().expect("an address");
    request.headers_mut().insert("sec-websocket-protocol", "v4.channel.k8s.io".parse().expect("a value"));
    connect_async(request).await.map(|(socket, _)| socket)
}

async fn send(socket: &mut Socket, channel: u8, text: &str) {
    socket.send(Message::Binary([&[channel], text.as_bytes()].concat().into())).await.expect("sent");
}

/// The next message: its channel, and what it says.
async fn receive(socket: &mut Socket) -> (u8, String) {
    let message = socket.next().await.expect("a message").expect("no error").into_data();
    (message[0], String::from_utf8(message[1..].to_vec()).expect("text"))
}

async fn ended(socket: &mut Socket) -> Value {
    let (channel, status) = receive(socket).await;
    assert_eq!(channel, 3, "{status}");
    let closed = socket.next().await.expect("a message").expect("no error");
    assert!(closed.is_close(), "{closed}");
    serde_json::from_str(&status).expect("JSON")
}

#[tokio::test]
async fn lines_come_back_and_the_end_has_a_code() {
    let world = world().await;
    let mut socket = connect(&address(&world, false).await).await.expect("a connection");
    send(&mut socket, 0, "echo 中文\n").await;
    assert_eq!(receive(&mut socket).await, (1, "echo 中文\n".to_owned()));
    send(&mut socket, 0, "exit 3\n").await;
    let expected = json!({
        "status": "Failure", "reason": "NonZeroExitCode",
        "details": { "causes": [{ "reason": "ExitCode", "message": "3" }] },
    });
    assert_eq!(ended(&mut socket).await, expected);
}

#[tokio::test]
async fn a_terminal_echoes_and_has_a_size() {
    let world = world().await;
    let mut socket = connect(&address(&world, true).await).await.expect("a connection");
    send(&mut socket, 4, r#"{"Width": 120, "Height": 40}"#).await;
    send(&mut socket, 0, "stty size\r").await;
    assert_eq!(receive(&mut socket).await, (1, "stty size\r\n40 120\r\n".to_owned()));
    send(&mut socket, 0, "exit\r").await;
    assert_eq!(receive(&mut socket).await, (1, "exit\r\n".to_owned()));
    assert_eq!(ended(&mut socket).await, json!({ "status": "Success" }));
}

#[tokio::test]
async fn what_makes_no_sense_is_passed_over() {
    let world = world().await;
    let mut socket = connect(&address(&world, false).await).await.expect("a connection");
    for (channel, text) in [(4, "no size"), (4, "{}"), (7, "no channel"), (1, "not the client's")] {
        send(&mut socket, channel, text).await;
    }
    socket.send(Message::Binary(Vec::new().into())).await.expect("sent");
    send(&mut socket, 0, "still here\n").await;
    assert_eq!(receive(&mut socket).await, (1, "still here\n".to_owned()));
}

#[tokio::test]
async fn an_address_holds_once() {
    let world = world().await;
    let address = address(&world, false).await;
    let first = connect(&address).await.expect("a connection");
    for refused in [address.clone(), format!("{address}0")] {
        let Err(Error::Http(answer)) = connect(&refused).await else { panic!("connected") };
        assert_eq!(answer.status(), 403);
    }
    drop(first);
}

#[tokio::test]
async fn a_shell_ends_with_the_emulator() {
    let world = world().await;
    let mut socket = connect(&address(&world, false).await).await.expect("a connection");
    world.kci.stop().await.expect("it stops");
    assert!(!matches!(socket.next().await, Some(Ok(Message::Binary(_)))));
}
