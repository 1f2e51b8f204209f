#!/usr/bin/env python3
"""What it costs to build a program that makes one call, and how large it is: with the SDK, and by hand.

For each contender a crate is written to a temporary folder, its dependencies are fetched, and then, without the network:
it is built from an empty target folder (CPU time of the user), built again after main.rs was touched, and built for
release with symbols stripped. Each figure is a ratio to the first contender. Rounds alternate; the median counts.

    benches/build-cost/run.py [--rounds N] [--only NAME;NAME] [--no-size]
"""

import argparse
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

BY_HAND = """
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let answer = reqwest::Client::new()
        .post("https://kci.cn-beijing-6.api.ksyun.com/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("Action=DescribeContainerGroup&Version=2020-07-02&MaxResults=20")
        .send()
        .await?;
    let page: Page = serde_json::from_slice(&answer.bytes().await?)?;
    for group in page.container_groups {
        println!("{} is {}", group.container_group_id, group.status);
    }
    Ok(())
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    container_groups: Vec<Group>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Group {
    container_group_id: String,
    status: String,
}
"""

HYPER = """
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let https = hyper_rustls::HttpsConnectorBuilder::new()
        .with_provider_and_platform_verifier(rustls::crypto::ring::default_provider())?
        .https_only()
        .enable_http1()
        .build();
    let client: Client<_, Full<bytes::Bytes>> = Client::builder(TokioExecutor::new()).build(https);
    let request = http::Request::post("https://kci.cn-beijing-6.api.ksyun.com/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Full::from("Action=DescribeContainerGroup&Version=2020-07-02&MaxResults=20"))?;
    let answer = client.request(request).await?.into_body().collect().await?.to_bytes();
    let page: Page = serde_json::from_slice(&answer)?;
""" + BY_HAND[BY_HAND.index("    for group in"):]

OURS = """
use kci_sdk::request::DescribeContainerGroupRequest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), kci_sdk::Error> {
    let client = kci_sdk::Client::builder().build()?;
    let answer = client.describe_container_group(DescribeContainerGroupRequest::new().max_results(20)).await?;
    for group in answer.container_groups {
        println!("{} is {}", group.container_group_id, group.status);
    }
    Ok(())
}
"""

AWS = """
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_sdk_ecr::Config::builder()
        .behavior_version(aws_sdk_ecr::config::BehaviorVersion::latest())
        .region(aws_sdk_ecr::config::Region::new("cn-north-1"))
        .build();
    let answer = aws_sdk_ecr::Client::from_conf(config).describe_repositories().max_results(20).send().await?;
    for repository in answer.repositories() {
        println!("{:?}", repository.repository_name());
    }
    Ok(())
}
"""

TOKIO = 'tokio = { version = "1", features = ["macros", "rt"] }'

CONTENDERS = {
    "reqwest by hand": ([TOKIO, 'reqwest = { version = "0.13.5", default-features = false, features = ["rustls"] }',
                         'serde = { version = "1", features = ["derive"] }', 'serde_json = "1"'], BY_HAND),
    "hyper-util by hand, on ring": ([TOKIO, 'bytes = "1"', 'http = "1"', 'http-body-util = "0.1"',
                                     'hyper-util = { version = "0.1", features = ["client-legacy", "http1", "tokio"] }',
                                     'hyper-rustls = { version = "0.27", default-features = false, features = ["http1", "ring", "rustls-platform-verifier", "tls12"] }',
                                     'rustls = { version = "0.23", default-features = false, features = ["ring", "std"] }',
                                     'serde = { version = "1", features = ["derive"] }', 'serde_json = "1"'], HYPER),
    "kci-sdk": ([TOKIO, f'kci-sdk = {{ path = "{ROOT}/kci-sdk" }}'], OURS),
    "aws-sdk-ecr": ([TOKIO, 'aws-sdk-ecr = "1"'], AWS),
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--only", default=";".join(CONTENDERS), help="names, with ; between")
    arguments.add_argument("--no-size", action="store_true", help="without the release build")
    arguments = arguments.parse_args()
    names = [name for name in CONTENDERS if name in arguments.only.split(";")]
    with tempfile.TemporaryDirectory() as folder:
        crates = {name: write(pathlib.Path(folder), name) for name in names}
        for crate in crates.values():
            cargo(crate, "fetch", offline=False)
        rounds = [{name: measure(crate, not arguments.no_size) for name, crate in crates.items()} for _ in range(arguments.rounds)]
    measured = ("cold", "incremental") if arguments.no_size else ("cold", "incremental", "size")
    titles = {"cold": "cold debug build, user CPU", "incremental": "after touching main.rs", "size": "release, stripped"}
    print(f"| contender | {' | '.join(titles[what] for what in measured)} | crates |")
    print("|---" + "|---:" * (len(measured) + 1) + "|")
    for name in names:
        figures = []
        for what in measured:
            ratios = [one[name][what] / one[names[0]][what] for one in rounds]
            seconds = statistics.median(one[name][what] for one in rounds)
            unit = f"{seconds / 1e6:.1f} MB" if what == "size" else f"{seconds:.1f} s"
            figures.append(f"{statistics.median(ratios):.2f} ({unit})")
        print(f"| {name} | {' | '.join(figures)} | {rounds[0][name]['crates']} |")


def write(folder, name):
    """The crate of a contender."""
    crate = folder / name.replace(" ", "-")
    (crate / "src").mkdir(parents=True)
    dependencies, program = CONTENDERS[name]
    manifest = ["[package]", 'name = "hello"', 'version = "0.0.0"', 'edition = "2024"', "", "[dependencies]", *dependencies,
                "", "[profile.release]", 'strip = "symbols"', "", "[workspace]", ""]
    (crate / "Cargo.toml").write_text("\n".join(manifest))
    (crate / "src" / "main.rs").write_text(program)
    return crate


def measure(crate, with_size):
    """Seconds and bytes of one round."""
    shutil.rmtree(crate / "target", ignore_errors=True)
    cold = user_seconds(lambda: cargo(crate, "build"))
    os.utime(crate / "src" / "main.rs")
    incremental = user_seconds(lambda: cargo(crate, "build"))
    size = 0
    if with_size:
        cargo(crate, "build", "--release")
        size = (crate / "target" / "release" / "hello").stat().st_size
    tree = subprocess.run(["cargo", "tree", "--offline", "-e", "normal,build", "--prefix", "none"],
                          cwd=crate, check=True, capture_output=True, text=True).stdout
    crates = len({" ".join(line.split()[:2]) for line in tree.splitlines() if line.strip()})
    return {"cold": cold, "incremental": incremental, "size": size, "crates": crates}


def user_seconds(work):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    work()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def cargo(crate, *arguments, offline=True):
    environment = {**os.environ, "CARGO_TARGET_DIR": str(crate / "target"), "RUSTFLAGS": ""}
    command = ["cargo", *arguments, "--quiet", *(["--offline"] if offline else [])]
    subprocess.run(command, cwd=crate, env=environment, check=True)


if __name__ == "__main__":
    main()
