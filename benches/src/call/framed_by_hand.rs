//! Bytes written to sockets and lengths read from them: no HTTP library at all. Good for this server only.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::signed::{decode, headers, signer};
use super::{BODY, Input, runtime, work};
use crate::runner::Contender;
use crate::sign::FORM;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "framed by hand",
        start: |input| {
            let signer = Arc::new(signer());
            let idle: Arc<Mutex<Vec<TcpStream>>> = Arc::default();
            let (address, path) = (input.address.clone(), input.path);
            work(runtime(), input.at_a_time, move || {
                let (idle, signer, address) = (Arc::clone(&idle), Arc::clone(&signer), address.clone());
                async move {
                    let pooled = idle.lock().expect("the pool").pop();
                    let mut stream = match pooled {
                        Some(stream) => stream,
                        None => TcpStream::connect(&address).await.expect("a connection"),
                    };
                    let mut request = String::with_capacity(1024);
                    let _ = write!(request, "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: {FORM}\r\n");
                    for (name, value) in headers(&signer) {
                        let _ = write!(request, "{name}: {value}\r\n");
                    }
                    let _ = write!(request, "content-length: {}\r\n\r\n{BODY}", BODY.len());
                    stream.write_all(request.as_bytes()).await.expect("sent");
                    decode(&answer(&mut stream).await);
                    idle.lock().expect("the pool").push(stream);
                }
            })
        },
    }
}

async fn answer(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4096);
    loop {
        assert!(stream.read_buf(&mut bytes).await.expect("received") > 0, "the connection ended");
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&bytes[..end]).expect("a head");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
        let length: usize = length.parse().expect("a length");
        while bytes.len() < end + 4 + length {
            assert!(stream.read_buf(&mut bytes).await.expect("received") > 0, "the connection ended");
        }
        return bytes.split_off(end + 4);
    }
}
