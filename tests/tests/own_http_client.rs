//! A program that sends through a `reqwest::Client` of its own.

use kci_sdk::auth::Credentials;
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::{Client, ClientBuilder, Error, NoRetries, Phase};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

fn http_client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("an HTTP client")
}

fn client(builder: ClientBuilder) -> Client {
    builder.retries(NoRetries).http_client(http_client()).build().expect("a client")
}

async fn list(client: &Client) -> Result<(), Error> {
    client.describe_container_group(DescribeContainerGroupRequest::new().max_results(1)).await.map(drop)
}

async fn broken(client: &Client) -> Phase {
    match list(client).await {
        Err(Error::Transport(error)) => error.phase(),
        other => panic!("not a transport error: {other:?}"),
    }
}

/// The next connection, once all of a request came.
async fn asked(listener: &TcpListener) -> TcpStream {
    let (mut stream, _) = listener.accept().await.expect("a connection");
    let mut request = Vec::new();
    while !request.ends_with(b"MaxResults=1") {
        assert_ne!(stream.read_buf(&mut request).await.expect("a request"), 0);
    }
    stream
}

#[tokio::test]
async fn calls_go_through_it() {
    let emulator = kci_emulator::start().await.expect("the emulator starts");
    list(&client(emulator.client_builder())).await.expect("an answer");
}

#[tokio::test]
async fn errors_say_how_far_a_request_got() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    let client = client(Client::builder().credentials(Credentials::new("AK", "SK")).endpoint(endpoint));
    let cut = async {
        let half = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{";
        asked(&listener).await.write_all(half).await.expect("an open connection");
    };
    let (phase, ()) = tokio::join!(broken(&client), cut);
    assert_eq!(phase, Phase::Receive);
    let closed = async { drop(asked(&listener).await) };
    let (phase, ()) = tokio::join!(broken(&client), closed);
    assert_eq!(phase, Phase::Send);
    drop(listener);
    assert_eq!(broken(&client).await, Phase::Connect);
}
