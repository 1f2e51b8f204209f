//! The emulator as a server of its own.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use kci_sdk::Client;
use kci_sdk::auth::Credentials;
use kci_sdk::request::{Container, CreateContainerGroupRequest, DescribeContainerGroupRequest};
use kci_sdk::value::{ChargeType, KciType};

/// A running emulator, which ends with the test.
struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, with nothing of this machine's environment that would change what it does.
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kci-emulator"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("KCI_EMULATOR_")) {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

fn start(arguments: &[&str]) -> Running {
    Running::of(program(arguments))
}

impl Running {
    fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the emulator starts");
        let lines = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, lines }
    }

    /// Where it listens, from its first line.
    fn address(&mut self) -> String {
        let line = self.line();
        line.strip_prefix("# KCI emulator listening on ").expect("the address").to_owned()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}

#[tokio::test]
async fn it_prints_where_it_listens_and_what_points_a_client_at_it() {
    let mut running = start(&["--listen", "127.0.0.1:0", "--access-key", "AK", "--secret-key", "a secret'"]);
    let address = running.line();
    assert!(address.starts_with("# KCI emulator listening on 127.0.0.1:"), "{address}");
    let exports = [running.line(), running.line(), running.line()];
    assert_eq!(exports[1..], ["export KSYUN_ACCESS_KEY=AK", r"export KSYUN_SECRET_KEY='a secret'\'''"]);
    let endpoint = exports[0].strip_prefix("export KSYUN_ENDPOINT=").expect("the endpoint").to_owned();
    let variables = |name: &str| match name {
        "KSYUN_ENDPOINT" => Some(endpoint.clone()),
        "KSYUN_ACCESS_KEY" => Some("AK".to_owned()),
        "KSYUN_SECRET_KEY" => Some("a secret'".to_owned()),
        _ => None,
    };
    let client = Client::builder().from_variables(variables).build().expect("a client");
    let answer = client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("an answer");
    assert_eq!(answer.total_count, 0);
}

#[test]
fn it_ends_when_it_is_asked_to() {
    let mut running = start(&["--listen", "127.0.0.1:0"]);
    running.line();
    let asked = Command::new("kill").arg(running.child.id().to_string()).status().expect("kill runs");
    assert!(asked.success());
    assert!(running.child.wait().expect("it ends").success());
}

#[test]
fn an_address_that_is_taken_is_said_and_fails() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let output = program(&["--listen", &address]).output().expect("it runs");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains(&address));
}

/// A file of this text, which is gone with the test.
fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), text).expect("written");
    file
}

fn client(address: &str, access_key: &str, secret_key: &str) -> Client {
    let credentials = Credentials::new(access_key, secret_key);
    Client::builder().credentials(credentials).endpoint(format!("http://{address}")).build().expect("a client")
}

/// How many container groups an account has.
async fn groups(client: &Client) -> i64 {
    client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("an answer").total_count
}

async fn create_group(client: &Client) {
    let (kci_type, charge_type) = (KciType::Rbkci, ChargeType::HourlyInstantSettlement);
    let request = CreateContainerGroupRequest::new("web", ["sg-1"], kci_type, charge_type)
        .subnet_id("subnet-1")
        .containers([Container::new("web", "hub/nginx:latest")]);
    client.create_container_group(request).await.expect("a group");
}

const TWO_ACCOUNTS: &str = "[default]\nks_access_key_id = AK1\nks_secret_access_key = hunter1\n\
                            [other]\nks_access_key_id = AK2\nks_secret_access_key = hunter2\n";

#[tokio::test]
async fn two_accounts_of_a_file_do_not_see_each_others_groups() {
    let credentials = file(TWO_ACCOUNTS);
    let path = credentials.path().to_str().expect("a path");
    let mut running = start(&["--listen", "127.0.0.1:0", "--credentials", path]);
    let address = running.address();
    let (one, other) = (client(&address, "AK1", "hunter1"), client(&address, "AK2", "hunter2"));
    create_group(&one).await;
    assert_eq!((groups(&one).await, groups(&other).await), (1, 0));
}

#[tokio::test]
async fn accounts_of_the_command_line_are_accepted() {
    let options = ["--listen", "127.0.0.1:0", "--account", "AK1:one:1", "--account", "AK2:two"];
    let mut running = start(&options);
    let address = running.address();
    assert_eq!(groups(&client(&address, "AK1", "one:1")).await, 0);
    assert_eq!(groups(&client(&address, "AK2", "two")).await, 0);
    let stranger = client(&address, "AKLTEMULATOR", "emulator-secret");
    stranger.describe_container_group(DescribeContainerGroupRequest::new()).await.expect_err("not an account");
}

#[test]
fn the_secret_key_of_a_file_is_not_printed_at_the_start() {
    let credentials = file(TWO_ACCOUNTS);
    let mut running =
        start(&["--listen", "127.0.0.1:0", "--credentials", credentials.path().to_str().expect("a path")]);
    let lines = [running.line(), running.line(), running.line(), running.line()];
    assert_eq!(lines[2..], ["export KSYUN_ACCESS_KEY=AK1", "# KSYUN_SECRET_KEY is in the file of credentials."]);
}

#[test]
fn what_is_wrong_with_a_file_of_credentials_is_said_without_secrets() {
    let cases = [
        ("[a]\nks_access_key_id = AK\nhunter2\n", ":3: neither [profile] nor name = value"),
        ("[a]\nks_secret_access_key = hunter2\n", ":1: [a] has no ks_access_key_id"),
        ("# hunter2\n", ": no [profile] with ks_access_key_id and ks_secret_access_key"),
    ];
    for (text, expected) in cases {
        let credentials = file(text);
        let path = credentials.path().to_str().expect("a path");
        let output = program(&["--listen", "127.0.0.1:0", "--credentials", path]).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        assert_eq!(said, format!("kci-emulator: {path}{expected}\n"));
    }
}

#[test]
fn a_file_of_credentials_that_is_not_there_is_named() {
    let output = program(&["--listen", "127.0.0.1:0", "--credentials", "/nowhere/credentials"]).output();
    let output = output.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("/nowhere/credentials: "));
}

#[test]
fn a_malformed_account_is_refused_without_being_shown() {
    let output = program(&["--listen", "127.0.0.1:0", "--account", "hunter2"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said, "kci-emulator: --account number 1 is not of the form AK:SK\n");
}

/// What a shell prints that has evaluated the lines of `env`, and what those said on standard error.
fn evaluated(options: &[&str], then: &str) -> (String, String) {
    let script = format!(r#"eval "$("$@")"; {then}"#);
    let mut shell = Command::new("sh");
    let program = program(options);
    shell.args(["-euc", &script, "sh"]).arg(program.get_program()).args(program.get_args());
    for (name, _) in program.get_envs() {
        shell.env_remove(name);
    }
    for name in ["KSYUN_ENDPOINT", "KSYUN_ACCESS_KEY", "KSYUN_SECRET_KEY", "KSYUN_REGION"] {
        shell.env_remove(name);
    }
    let output = shell.output().expect("a shell");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr))
}

const TELL: &str = r#"printf '%s\n' "$KSYUN_ENDPOINT" "$KSYUN_ACCESS_KEY" "$KSYUN_SECRET_KEY" "$KSYUN_REGION""#;

#[tokio::test]
async fn a_client_works_with_what_env_tells_a_shell() {
    let accounts = ["--access-key", "AK", "--secret-key", "it's $HOME \"\\"];
    let mut running = start(&[&["--listen", "127.0.0.1:0"], accounts.as_slice()].concat());
    let address = running.address();
    let options = [&["env", "--listen", &address, "--region", "cn-shanghai-2"], accounts.as_slice()].concat();
    let (told, said) = evaluated(&options, TELL);
    let told: Vec<&str> = told.lines().collect();
    assert_eq!((said.as_str(), &told[1..]), ("", ["AK", "it's $HOME \"\\", "cn-shanghai-2"].as_slice()));
    let variables = |name: &str| {
        let names = ["KSYUN_ENDPOINT", "KSYUN_ACCESS_KEY", "KSYUN_SECRET_KEY", "KSYUN_REGION"];
        names.iter().position(|one| *one == name).map(|index| told[index].to_owned())
    };
    let client = Client::builder().from_variables(variables).build().expect("a client");
    assert_eq!(groups(&client).await, 0);
}

#[test]
fn env_prints_nothing_and_fails_where_no_emulator_answers() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let output = program(&["env", "--listen", &free.to_string()]).output().expect("it runs");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(&format!("no emulator answers at http://{free}: ")), "{said}");
}

#[test]
fn env_does_not_ask_if_it_is_told_not_to() {
    let (told, said) = evaluated(&["env", "--no-check", "--listen", "0.0.0.0:9"], TELL);
    assert_eq!(told, "http://127.0.0.1:9\nAKLTEMULATOR\nemulator-secret\ncn-beijing-6\n");
    assert_eq!(said, "");
}

#[test]
fn env_says_if_the_emulator_was_started_with_another_account() {
    let mut running = start(&["--listen", "127.0.0.1:0", "--account", "AK1:hunter2"]);
    let address = running.address();
    let (told, said) = evaluated(&["env", "--listen", &address], TELL);
    assert!(told.contains("AKLTEMULATOR"), "{told}");
    assert!(said.contains("is AK1, not AKLTEMULATOR"), "{said}");
}

#[test]
fn options_can_be_given_in_the_environment() {
    let mut command = program(&[]);
    command.env("KCI_EMULATOR_LISTEN", "127.0.0.1:0").env("KCI_EMULATOR_ACCESS_KEY", "AK");
    let mut running = Running::of(command);
    running.address();
    assert_eq!([running.line(), running.line()][1], "export KSYUN_ACCESS_KEY=AK");
}

#[tokio::test]
async fn the_clock_can_stand_still_from_the_start() {
    let mut running = start(&["--listen", "127.0.0.1:0", "--clock", "2026-11-24T00:00:00Z"]);
    let url = format!("http://{}/_kci/clock", running.address());
    let reading = reqwest::get(url).await.expect("an answer").text().await.expect("its text");
    assert!(
        reading.contains(r#""time":"2026-11-24T00:00:00Z""#) && reading.contains(r#""running":false"#),
        "{reading}"
    );
}
