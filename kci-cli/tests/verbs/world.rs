//! A home directory, an emulator, and the program run between them.

use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use kci_emulator::{Clock, Emulator, JournalEntry};
use kci_sdk::request::{Container, CreateContainerGroupRequest, DescribeContainerGroupRequest};
use kci_sdk::response::ContainerGroup;
use kci_sdk::value::{ChargeType, KciType, RestartPolicy};
use tempfile::TempDir;

/// When the emulator's clock stands still, unless a test turns it.
pub(crate) const NOW: &str = "2026-11-24T02:55:27Z";

/// How long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct World {
    pub(crate) emulator: Emulator,
    home: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Ran {
    /// The data, if all went well.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stdout
    }

    /// What was said, if it ended with this status.
    #[track_caller]
    pub(crate) fn fails(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{self:?}");
        self.stderr
    }
}

impl World {
    /// With a clock that stands still.
    pub(crate) fn still() -> Self {
        let clock = Clock::stopped_at(NOW.parse().expect("a time"));
        let emulator = Emulator::builder().clock(clock).start_blocking().expect("an emulator");
        let home = tempfile::tempdir().expect("a directory");
        std::fs::create_dir(home.path().join(".ks")).expect("a directory");
        let defaults = "default:\n  CreateContainerGroup:\n    SubnetId: subnet-1\n    SecurityGroupId: [sg-1]\n";
        std::fs::write(home.path().join(".ks/kci.yaml"), defaults).expect("a file");
        Self { emulator, home }
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The program, to be started.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = self.other(env!("CARGO_BIN_EXE_kci"));
        command.args(words);
        command
    }

    /// Another program with the same around it, to be started.
    pub(crate) fn other(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let secret = self.emulator.credentials();
        command
            .env_clear()
            .env("HOME", self.home())
            .env("KSYUN_ENDPOINT", self.emulator.endpoint())
            .env("KSYUN_ACCESS_KEY", self.emulator.access_key())
            .env("KSYUN_SECRET_KEY", secret.secret_key().expose())
            .env("KSYUN_REGION", "cn-beijing-6")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.command(words).output().expect("the program").into()
    }

    /// Runs the program to its end, with this input.
    pub(crate) fn run_with(&self, words: &[&str], input: &str) -> Ran {
        let mut child = self.command(words).stdin(Stdio::piped()).spawn().expect("the program");
        // Its input stays open: nothing ends that way.
        let mut stdin = child.stdin.take().expect("its input");
        stdin.write_all(input.as_bytes()).expect("input");
        let output = child.wait_with_output().expect("its end");
        drop(stdin);
        output.into()
    }

    /// Starts the program.
    pub(crate) fn start(&self, words: &[&str]) -> Running {
        Running { child: Some(self.command(words).spawn().expect("the program")) }
    }

    /// Waits until the journal gives something other than 0.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, count: impl Fn(&[JournalEntry]) -> usize) -> usize {
        let start = Instant::now();
        loop {
            let found = count(&self.emulator.journal());
            if found > 0 {
                return found;
            }
            assert!(start.elapsed() < PATIENCE, "{what} did not come; this did: {:#?}", self.actions());
            // Others need the machine too.
            std::thread::park_timeout(Duration::from_millis(2));
        }
    }

    /// Waits until an action was asked for so many times more than now.
    #[track_caller]
    pub(crate) fn asked(&self, action: &str, times: usize) {
        let of_action =
            |journal: &[JournalEntry]| journal.iter().filter(|one| one.action.as_deref() == Some(action)).count();
        let before = of_action(&self.emulator.journal());
        self.until(action, |journal| usize::from(of_action(journal) >= before + times));
    }

    /// The actions that were asked for.
    pub(crate) fn actions(&self) -> Vec<String> {
        self.emulator.journal().into_iter().filter_map(|entry| entry.action).collect()
    }

    /// Does something with a client.
    pub(crate) fn with<T>(&self, work: impl AsyncFnOnce(&kci_sdk::Client) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(work(&self.emulator.client()))
    }

    /// Makes a container group with one container, `main`, that does not start again; returns its id.
    pub(crate) fn group(&self, name: &str, image: &str) -> String {
        self.group_that(name, image, RestartPolicy::Never)
    }

    pub(crate) fn group_that(&self, name: &str, image: &str, policy: RestartPolicy) -> String {
        let charge = ChargeType::HourlyInstantSettlement;
        let request = CreateContainerGroupRequest::new(name, ["sg-1"], KciType::Rbkci, charge)
            .subnet_id("subnet-1")
            .restart_policy(policy)
            .containers([Container::new("main", image)]);
        self.with(async |client| client.create_container_group(request).await).expect("a group").container_group_id
    }

    /// The names of the groups that are left.
    pub(crate) fn left(&self) -> Vec<String> {
        self.groups().into_iter().map(|group| group.container_group_name).collect()
    }

    /// Their ids.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.groups().into_iter().map(|group| group.container_group_id).collect()
    }

    fn groups(&self) -> Vec<ContainerGroup> {
        self.with(async |client| {
            let mut items = client.describe_container_group(DescribeContainerGroupRequest::new()).items();
            let mut groups = Vec::new();
            while let Some(group) = items.next().await {
                groups.push(group.expect("a group"));
            }
            groups
        })
    }
}

/// The program while it runs. It is ended where a test fails.
pub(crate) struct Running {
    child: Option<Child>,
}

impl Running {
    /// Waits for its end.
    pub(crate) fn end(mut self) -> Ran {
        let child = self.child.take().expect("a child");
        child.wait_with_output().expect("its end").into()
    }

    /// Sends it what Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        self.signal("INT");
    }

    pub(crate) fn signal(&self, signal: &str) {
        let id = self.child.as_ref().expect("a child").id().to_string();
        let done = Command::new("kill").args(["-s", signal, &id]).status().expect("kill");
        assert!(done.success(), "{signal}");
    }

    /// Closes its standard output.
    pub(crate) fn stops_reading(&mut self) {
        drop(self.child.as_mut().and_then(|child| child.stdout.take()));
    }

    /// Reads its standard output up to and with this text.
    pub(crate) fn reads(&mut self, text: &str) -> String {
        let out = self.child.as_mut().and_then(|child| child.stdout.as_mut()).expect("its output");
        until(out, text)
    }

    /// Reads its standard error up to and with this text.
    pub(crate) fn says(&mut self, text: &str) -> String {
        let err = self.child.as_mut().and_then(|child| child.stderr.as_mut()).expect("its output");
        until(err, text)
    }
}

fn until(from: &mut impl Read, text: &str) -> String {
    let mut read = Vec::new();
    let mut byte = [0];
    while !read.ends_with(text.as_bytes()) {
        let count = from.read(&mut byte).expect("output");
        assert!(count > 0, "it ended without {text:?}: {}", String::from_utf8_lossy(&read));
        read.extend(byte);
    }
    String::from_utf8(read).expect("UTF-8")
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
