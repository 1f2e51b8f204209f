//! What one core serves: signed requests a second that the emulator answers on a thread of its own, beside a bare
//! server of the same HTTP library that answers the same bytes and looks at nothing; and how that changes with the number
//! of groups that are there. Prints two Markdown tables.

#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use kci_emulator::Emulator;
use kci_sdk::SERVICE;
use kci_sdk::auth::Credentials;
use kci_sdk::auth::v4::{Request, Signer};
use kci_sdk::runtime::Params;
use kci_sdk::runtime::jiff::Timestamp;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

/// Connections that send one request after another.
const CONNECTIONS: usize = 16;
/// How long each case is measured.
const LASTS: Duration = Duration::from_secs(3);
/// How long each request is measured for each number of groups, in each of several rounds.
const ROUND: Duration = Duration::from_millis(400);
const ROUNDS: usize = 3;
/// Container groups in the long list.
const GROUPS: usize = 10_000;
/// How many groups there are, in the second table.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// How many groups share a subnet.
const IN_SUBNET: usize = 50_000;

/// A request to measure.
struct Case {
    name: &'static str,
    /// Container groups that are there.
    groups: usize,
    parameters: Vec<(&'static str, String)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("| request | answer, bytes | emulator, requests/s | bare server, requests/s | share |");
    println!("|---|---:|---:|---:|---:|");
    for case in cases() {
        let emulator = on_a_thread(|runtime| {
            let kci = runtime.block_on(Emulator::builder().start());
            kci.map(|kci| (kci.address(), kci.credentials(), kci))
        })?;
        let (address, credentials) = emulator;
        let client = runtime()?;
        client.block_on(fill(address, &credentials, 0..case.groups))?;
        let request = signed(address, &credentials, &case.parameters);
        let answer = client.block_on(once(address, &request))?;
        let served = client.block_on(rate(address, &request, LASTS))?;
        let bare = bare(answer.clone())?;
        let bare = client.block_on(rate(bare, &request, LASTS))?;
        println!("| {} | {} | {served:.0} | {bare:.0} | {:.1} % |", case.name, answer.len(), 100.0 * served / bare);
    }
    println!();
    by_size()
}

/// Prints how much dearer requests are where there are more groups: of an emulator for each number of groups, in rounds
/// that alternate between them, the median of the ratios to the first.
fn by_size() -> Result<(), Box<dyn Error>> {
    let mut emulators = Vec::new();
    let client = runtime()?;
    for size in SIZES {
        let (address, credentials) = on_a_thread(|runtime| {
            let kci = runtime.block_on(Emulator::builder().start());
            kci.map(|kci| (kci.address(), kci.credentials(), kci))
        })?;
        client.block_on(fill(address, &credentials, 0..size))?;
        emulators.push((address, credentials));
    }
    let header: Vec<_> = SIZES.iter().map(|size| format!("of {size}")).collect();
    println!("| request | {} |", header.join(" | "));
    println!("|---|{}", "---:|".repeat(SIZES.len()));
    for (name, more) in requests_by_size() {
        let mut ratios = vec![Vec::new(); SIZES.len()];
        for _ in 0..ROUNDS {
            let mut rates = Vec::new();
            for (address, credentials) in &emulators {
                let mut parameters = describe(&[]);
                parameters.extend(more.iter().map(|(key, value)| (*key, (*value).to_owned())));
                if name == "by id" {
                    let first = client.block_on(once(*address, &signed(*address, credentials, &describe(&[]))))?;
                    parameters.push(("ContainerGroupId.1", id_in(&first)?));
                }
                let request = signed(*address, credentials, &parameters);
                rates.push(client.block_on(rate(*address, &request, ROUND))?);
            }
            let first = rates.first().copied().unwrap_or(1.0);
            ratios.iter_mut().zip(rates).for_each(|(all, rate)| all.push(first / rate));
        }
        let medians = ratios.iter_mut().map(|all| {
            all.sort_by(f64::total_cmp);
            format!("{:.2}", all.get(ROUNDS / 2).copied().unwrap_or_default())
        });
        println!("| {name} | {} |", medians.collect::<Vec<_>>().join(" | "));
    }
    Ok(())
}

/// What is asked of each number of groups.
fn requests_by_size() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    vec![
        ("first page of 20", vec![]),
        ("by id", vec![]),
        ("20 by status", vec![("Filter.1.Name", "status"), ("Filter.1.Value.1", "Running")]),
        ("one by name", vec![("Search", "group-777")]),
    ]
}

/// The first id in a list of groups.
fn id_in(list: &Bytes) -> Result<String, Box<dyn Error>> {
    let text = std::str::from_utf8(list)?;
    let (_, rest) = text.split_once("\"ContainerGroupId\":\"").ok_or("no group")?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

/// Creates groups.
async fn fill(
    address: SocketAddr,
    credentials: &Credentials,
    indexes: std::ops::Range<usize>,
) -> Result<(), Box<dyn Error>> {
    let mut stream = connect(address).await?;
    for index in indexes {
        exchange(&mut stream, &signed(address, credentials, &create(index))).await?;
    }
    Ok(())
}

fn describe(more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let more = more.iter().map(|(key, value)| (*key, (*value).to_owned()));
    [("Action", "DescribeContainerGroup".to_owned())].into_iter().chain(more).collect()
}

fn cases() -> Vec<Case> {
    vec![
        Case { name: "describe: nothing there", groups: 0, parameters: describe(&[]) },
        Case { name: "create a container group", groups: 0, parameters: create(0) },
        Case { name: "describe: 20 of 20", groups: 20, parameters: describe(&[]) },
        Case { name: "describe: 20 of 10,000", groups: GROUPS, parameters: describe(&[]) },
        Case { name: "describe: 100 of 10,000", groups: GROUPS, parameters: describe(&[("MaxResults", "100")]) },
        Case {
            name: "describe: 20 of 10,000 that are running",
            groups: GROUPS,
            parameters: describe(&[("Filter.1.Name", "status"), ("Filter.1.Value.1", "Running")]),
        },
    ]
}

fn create(index: usize) -> Vec<(&'static str, String)> {
    let name = format!("group-{index}");
    let subnet = format!("f2ac1919-0e34-4812-9f5e-0c9a3b5d7e{:02}", index / IN_SUBNET);
    [
        ("Action", "CreateContainerGroup"),
        ("ContainerGroupName", &name),
        ("SubnetId", &subnet),
        ("SecurityGroupId.1", "d46c7672-7ca9-4f51-8a3d-5b1f0e6c2a90"),
        ("KciType", "RBKCI"),
        ("ChargeType", "HourlyInstantSettlement"),
        ("Cpu", "2"),
        ("Memory", "4"),
        ("Container.1.Name", "nginx"),
        ("Container.1.Image", "hub.kce.ksyun.com/ksyun/nginx:latest"),
        ("Container.1.Port.1.Port", "80"),
    ]
    .map(|(key, value)| (key, value.to_owned()))
    .into()
}

/// A signed POST, as it goes over the wire.
fn signed(address: SocketAddr, credentials: &Credentials, parameters: &[(&'static str, String)]) -> Vec<u8> {
    let common = [("Version", SERVICE.version.to_owned())];
    let params: Params = parameters.iter().chain(&common).map(|(key, value)| (*key, value.as_str())).collect();
    let body = params.encode();
    let host = address.to_string();
    let request = Request { method: "POST", path: "/", query: "", headers: &[("host", &host)], body: body.as_bytes() };
    let signer = Signer::new(credentials, SERVICE.default_region, SERVICE.name, Timestamp::now());
    let mut text = format!("POST / HTTP/1.1\r\nhost: {host}\r\ncontent-length: {}\r\n", body.len());
    text.push_str("content-type: application/x-www-form-urlencoded\r\n");
    for (name, value) in signer.sign(&request).headers() {
        text.extend([name, ": ", value, "\r\n"]);
    }
    (text + "\r\n" + &body).into_bytes()
}

/// Answers a second, over several connections.
#[allow(clippy::cast_precision_loss, reason = "there are not so many")]
async fn rate(address: SocketAddr, request: &[u8], lasts: Duration) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    let connections = (0..CONNECTIONS).map(|_| async move {
        let mut stream = connect(address).await?;
        let mut count = 0_u64;
        while start.elapsed() < lasts {
            exchange(&mut stream, request).await?;
            count += 1;
        }
        Ok::<u64, Box<dyn Error>>(count)
    });
    let counts = futures_util::future::try_join_all(connections).await?;
    Ok(counts.into_iter().sum::<u64>() as f64 / start.elapsed().as_secs_f64())
}

async fn once(address: SocketAddr, request: &[u8]) -> Result<Bytes, Box<dyn Error>> {
    exchange(&mut connect(address).await?, request).await
}

async fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Sends a request, and reads the body of its answer, which must be 200.
async fn exchange(stream: &mut TcpStream, request: &[u8]) -> Result<Bytes, Box<dyn Error>> {
    stream.write_all(request).await?;
    let mut read = Vec::with_capacity(16 * 1024);
    loop {
        if stream.read_buf(&mut read).await? == 0 {
            return Err("the connection ended".into());
        }
        let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&read[..end])?.to_ascii_lowercase();
        if !head.starts_with("http/1.1 200") {
            return Err(String::from_utf8_lossy(&read).into_owned().into());
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).ok_or("no length")?;
        let whole = end + 4 + length.parse::<usize>()?;
        while read.len() < whole {
            if stream.read_buf(&mut read).await? == 0 {
                return Err("the connection ended".into());
            }
        }
        return Ok(Bytes::copy_from_slice(&read[end + 4..whole]));
    }
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// Starts a server on a thread of its own, where it stays until the process ends.
fn on_a_thread<T: Send + 'static, U: Send + 'static, K: 'static>(
    start: impl FnOnce(&Runtime) -> std::io::Result<(T, U, K)> + Send + 'static,
) -> Result<(T, U), Box<dyn Error>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let started = runtime().and_then(|runtime| start(&runtime).map(|started| (runtime, started)));
        match started {
            Ok((runtime, (one, other, _kept))) => {
                // The receiver is waiting.
                let _ = sender.send(Ok((one, other)));
                runtime.block_on(std::future::pending::<()>());
            }
            Err(error) => {
                let _ = sender.send(Err(error));
            }
        }
    });
    Ok(receiver.recv()??)
}

/// A server that answers everything with `body`.
fn bare(body: Bytes) -> Result<SocketAddr, Box<dyn Error>> {
    let (address, ()) = on_a_thread(|runtime| {
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let body = body.clone();
                let answer = move |request: hyper::Request<Incoming>| {
                    let body = body.clone();
                    async move {
                        // What is not read would not be what a server does.
                        let _ = http_body_util::BodyExt::collect(request.into_body()).await;
                        let mut response = hyper::Response::new(http_body_util::Full::new(body));
                        let json = hyper::header::HeaderValue::from_static("application/json");
                        response.headers_mut().insert(hyper::header::CONTENT_TYPE, json);
                        Ok::<_, Infallible>(response)
                    }
                };
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)));
            }
        });
        Ok((address, (), ()))
    })?;
    Ok(address)
}
