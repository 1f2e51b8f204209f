//! Credentials in files. The clock is the test's, so that no test waits.

use std::fs::{self, File};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use kci_runtime::auth::Credentials;
use kci_runtime::credentials::{KeyFiles, ProfileFiles, ProvideCredentials, SharedCredentials, Surroundings};
use kci_runtime::jiff::Timestamp;
use kci_runtime::{BoxFuture, Client, Clock, Error};
use proptest::prelude::*;
use tempfile::TempDir;

/// A clock that stands still, and jumps when somebody sleeps. What is to happen meanwhile happens then.
#[derive(Clone)]
struct Jumping {
    now: Arc<Mutex<Timestamp>>,
    meanwhile: Arc<Mutex<Vec<Meanwhile>>>,
    slept: Arc<Mutex<Vec<Duration>>>,
}

type Meanwhile = Box<dyn FnOnce() + Send>;

const START: i64 = 1_000_000;

impl Jumping {
    fn new() -> Self {
        let now = Timestamp::from_second(START).expect("a time");
        Self { now: Arc::new(Mutex::new(now)), meanwhile: Arc::default(), slept: Arc::default() }
    }

    fn jump(&self, duration: Duration) {
        *self.now.lock().expect("the time") += duration;
    }

    fn at(&self, second: i64) {
        *self.now.lock().expect("the time") = Timestamp::from_second(START + second).expect("a time");
    }
}

impl Clock for Jumping {
    fn now(&self) -> Timestamp {
        *self.now.lock().expect("the time")
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.slept.lock().expect("the sleeps").push(duration);
        let this = self.clone();
        Box::pin(async move {
            this.jump(duration);
            let next = this.meanwhile.lock().expect("what is to happen").pop();
            if let Some(next) = next {
                next();
            }
        })
    }
}

/// Writes a file over, as at a second of the test's clock.
fn write_at(path: &Path, text: &str, second: i64) {
    write_then(path, text, Timestamp::from_second(START + second).expect("a time"));
}

/// Writes a file over, as at that time.
fn write_then(path: &Path, text: &str, time: Timestamp) {
    fs::write(path, text).expect("it is written");
    let since_epoch = Duration::try_from(time.duration_since(Timestamp::UNIX_EPOCH)).expect("a time");
    let file = File::options().append(true).open(path).expect("it opens");
    file.set_modified(SystemTime::UNIX_EPOCH + since_epoch).expect("its time is set");
}

struct Keys {
    folder: TempDir,
    clock: Jumping,
    files: Arc<KeyFiles>,
}

impl Keys {
    /// Files that were written a minute ago.
    fn new(files: &[(&str, &str)]) -> Self {
        let (folder, clock) = (TempDir::new().expect("a folder"), Jumping::new());
        let keys = Arc::new(KeyFiles::new(folder.path()).with_clock(Arc::new(clock.clone())));
        let keys = Self { folder, clock, files: keys };
        for (name, text) in files {
            keys.write(name, text, -60);
        }
        keys
    }

    fn write(&self, name: &str, text: &str, second: i64) {
        write_at(&self.folder.path().join(name), text, second);
    }

    fn write_now(&self, name: &str, text: &str) {
        write_then(&self.folder.path().join(name), text, self.clock.now());
    }

    async fn read(&self) -> Result<Credentials, String> {
        let here = self.folder.path().display().to_string();
        self.files.provide().await.map_err(|error| error.to_string().replace(&here, "HERE"))
    }

    /// What is used at a second.
    async fn at(&self, second: i64) -> Credentials {
        self.clock.at(second);
        self.read().await.expect("keys")
    }
}

const PAIR: [(&str, &str); 2] = [("ak", "AK1\n"), ("sk", " SK1 \r\n")];

fn first() -> Credentials {
    Credentials::new("AK1", "SK1")
}

fn second() -> Credentials {
    Credentials::new("AK2", "SK2")
}

#[tokio::test]
async fn key_files_hold_a_pair_and_perhaps_a_token_and_an_expiry() {
    let keys = Keys::new(&PAIR);
    assert_eq!(keys.read().await, Ok(first()));
    let more = [("securityToken", "T1\n"), ("expired_at", "2026-11-24T10:55:27\n"), ("cipher", "none\n")];
    let keys = Keys::new(&[&PAIR, more.as_slice()].concat());
    let expiry = "2026-11-24T10:55:27Z".parse().expect("a time");
    assert_eq!(keys.read().await, Ok(first().with_session_token("T1").with_expiry(expiry)));
    let keys = Keys::new(&[&PAIR, [("securityToken", " \n")].as_slice()].concat());
    assert_eq!(keys.read().await, Ok(first()), "an empty token is none");
}

#[tokio::test]
async fn what_is_wrong_with_key_files_is_said_with_the_file() {
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[], "no credentials: HERE has no keys: there is neither ak nor sk"),
        (&[("ak", "AK")], "no usable credentials: HERE has no secret key: sk is absent or empty"),
        (&[("ak", ""), ("sk", "hunter2")], "no usable credentials: HERE has no access key: ak is absent or empty"),
        (
            &[("ak", "AK"), ("sk", "hunter2"), ("cipher", "aes256")],
            "no usable credentials: HERE has no plain secret key: cipher says that it is encrypted",
        ),
        (
            &[("ak", "AK"), ("sk", "hunter2"), ("expired_at", "soon")],
            "no usable credentials: HERE has no time in expired_at: it should be 2026-11-24T10:55:27",
        ),
        (&[("ak/x", "")], "no usable credentials: HERE/ak: Is a directory (os error 21)"),
    ];
    for (files, expected) in cases {
        let keys = Keys::new(&[]);
        for (name, text) in files {
            if name.contains('/') {
                fs::create_dir(keys.folder.path().join("ak")).expect("a folder");
            }
            keys.write(name, text, -60);
        }
        assert_eq!(keys.read().await, Err(expected.to_owned()));
    }
}

#[tokio::test]
async fn rotated_key_files_are_used_when_all_of_them_are_left_alone_and_never_in_part() {
    let keys = Keys::new(&PAIR);
    assert_eq!(keys.at(0).await, first());
    assert!(!keys.files.has_changed());
    keys.write("ak", "AK2", 10);
    assert!(keys.files.has_changed());
    for second in [10, 11, 20] {
        assert_eq!(keys.at(second).await, first(), "at {second}");
    }
    // Emptied, then written.
    keys.write("sk", "", 20);
    assert_eq!(keys.at(20).await, first());
    keys.write("sk", "SK2", 20);
    assert_eq!(keys.at(20).await, first());
    assert!(keys.files.has_changed(), "it is still to be looked at");
    assert_eq!(keys.at(21).await, second());
    assert!(!keys.files.has_changed());
    assert!(keys.clock.slept.lock().expect("the sleeps").is_empty());
}

#[tokio::test]
async fn a_token_that_has_not_changed_belongs_to_the_keys_before() {
    let token = [PAIR[0], PAIR[1], ("securityToken", "T1")];
    let keys = Keys::new(&token);
    assert_eq!(keys.at(0).await, first().with_session_token("T1"));
    keys.write("ak", "AK2", 10);
    keys.write("sk", "SK2", 10);
    assert_eq!(keys.at(15).await, first().with_session_token("T1"));
    keys.write("securityToken", "T2", 15);
    assert_eq!(keys.at(16).await, second().with_session_token("T2"));
}

#[tokio::test]
async fn a_change_of_only_one_file_is_used_after_a_minute() {
    let keys = Keys::new(&PAIR);
    assert_eq!(keys.at(0).await, first());
    keys.write("sk", "SK2", 10);
    assert_eq!(keys.at(69).await, first());
    assert_eq!(keys.at(70).await, Credentials::new("AK1", "SK2"));
}

#[tokio::test]
async fn without_older_keys_files_that_are_being_written_are_waited_for() {
    let keys = Keys::new(&[]);
    keys.write("ak", "AK1", 0);
    let sk = keys.folder.path().join("sk");
    keys.clock.meanwhile.lock().expect("what is to happen").push(Box::new(move || write_at(&sk, "SK1", 1)));
    assert_eq!(keys.at(0).await, first());
    let second = Duration::from_secs(1);
    assert_eq!(*keys.clock.slept.lock().expect("the sleeps"), [second, second]);
}

#[tokio::test]
async fn files_that_always_change_are_an_error_some_time() {
    let keys = Keys::new(&[("ak", "AK1"), ("sk", "0")]);
    keys.write("sk", "0", 0);
    for number in (1..=20).rev() {
        let sk = keys.folder.path().join("sk");
        let write = move || write_at(&sk, &number.to_string(), number);
        keys.clock.meanwhile.lock().expect("what is to happen").push(Box::new(write));
    }
    let expected = "no usable credentials: the files in HERE changed each time that they were looked at";
    assert_eq!(keys.read().await, Err(expected.to_owned()));
}

#[tokio::test]
async fn files_from_the_future_are_believed_when_two_looks_are_alike() {
    let keys = Keys::new(&[]);
    keys.write("ak", "AK1", 1_000_000);
    keys.write("sk", "SK1", 1_000_000);
    assert_eq!(keys.at(0).await, first());
    assert_eq!(*keys.clock.slept.lock().expect("the sleeps"), [Duration::from_secs(1)]);
}

/// One write of a rotation: which file, how much of its text, and how many milliseconds later the next comes.
type Write = (&'static str, usize, u64);

/// All writes of a rotation: one file after another, each in pieces. Less than a second goes by within a file, and less
/// than a minute between two.
fn rotation() -> impl Strategy<Value = Vec<Write>> {
    let pieces = prop::collection::vec((0..=4_usize, 0..1000_u64), 0..3);
    let file = (pieces, 0..50_000_u64);
    let files = Just(["ak", "sk", "securityToken"]).prop_shuffle();
    (files, prop::array::uniform3(file)).prop_map(|(names, files)| {
        let all = names.into_iter().zip(files).flat_map(|(name, (pieces, pause))| {
            let pieces = pieces.into_iter().map(move |(length, pause)| (name, length, pause));
            pieces.chain([(name, usize::MAX, pause)])
        });
        all.collect()
    })
}

fn generation(number: usize) -> Credentials {
    Credentials::new(format!("AK{number:03}"), format!("SK{number:03}")).with_session_token(format!("TT{number:03}"))
}

fn text_of(keys: &Credentials, name: &str) -> String {
    match name {
        "ak" => keys.access_key().to_owned(),
        "sk" => keys.secret_key().expose().to_owned(),
        _ => keys.session_token().expect("a token").expose().to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_order_and_the_pieces_of_rotations_only_whole_keys_are_used(
        rotations in prop::collection::vec(rotation(), 1..4)
    ) {
        let first = generation(0);
        let files = ["ak", "sk", "securityToken"].map(|name| (name, text_of(&first, name)));
        let keys = Keys::new(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
        let shared = SharedCredentials::new(keys.files.clone()).with_clock(Arc::new(keys.clock.clone()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let used = || runtime.block_on(shared.credentials()).expect("keys");
        prop_assert_eq!(used(), first);
        for (index, writes) in rotations.iter().enumerate() {
            let (old, new) = (generation(index), generation(index + 1));
            for (name, length, pause) in writes {
                let text = text_of(&new, name);
                keys.write_now(name, &text[..text.len().min(*length)]);
                prop_assert_eq!(&used(), &old, "after {} was written", name);
                keys.clock.jump(Duration::from_millis(*pause));
                let now = used();
                prop_assert!(now == old || now == new, "{:?} is neither {:?} nor {:?}", now, old, new);
            }
            keys.clock.jump(Duration::from_secs(1));
            prop_assert_eq!(used(), new);
        }
        prop_assert!(keys.clock.slept.lock().expect("the sleeps").is_empty());
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_another_folder_changes_all_files_at_once() {
    let keys = Keys::new(&[]);
    let path = |name: &str| keys.folder.path().join(name);
    for (folder, number) in [("old", "1"), ("new", "2")] {
        fs::create_dir(path(folder)).expect("a folder");
        write_at(&path(folder).join("ak"), &format!("AK{number}"), -60);
        write_at(&path(folder).join("sk"), &format!("SK{number}"), -60);
    }
    std::os::unix::fs::symlink("old", path("..data")).expect("a link");
    for name in ["ak", "sk"] {
        std::os::unix::fs::symlink(Path::new("..data").join(name), path(name)).expect("a link");
    }
    assert_eq!(keys.at(0).await, first());
    std::os::unix::fs::symlink("new", path("..other")).expect("a link");
    fs::rename(path("..other"), path("..data")).expect("it is renamed");
    assert_eq!(keys.at(1).await, second());
}

#[tokio::test]
async fn keys_whose_files_are_gone_are_used_all_the_same() {
    let keys = Keys::new(&PAIR);
    let shared = SharedCredentials::new(keys.files.clone()).with_clock(Arc::new(keys.clock.clone()));
    assert_eq!(shared.credentials().await.expect("keys"), first());
    fs::remove_file(keys.folder.path().join("ak")).expect("it is removed");
    fs::remove_file(keys.folder.path().join("sk")).expect("it is removed");
    assert_eq!(shared.credentials().await.expect("keys"), first());
    keys.write("ak", "AK2", 0);
    keys.write("sk", "SK2", 0);
    keys.clock.at(2);
    assert_eq!(shared.credentials().await.expect("keys"), second());
}

/// A home folder with these files in `.ks`.
fn home(files: &[(&str, &str)]) -> TempDir {
    let home = TempDir::new().expect("a folder");
    fs::create_dir(home.path().join(".ks")).expect("a folder");
    for (name, text) in files {
        fs::write(home.path().join(".ks").join(name), text).expect("it is written");
    }
    home
}

async fn profile(around: &Surroundings, home: &TempDir) -> Result<Credentials, String> {
    let found = ProfileFiles::new(around).provide().await;
    found.map_err(|error| error.to_string().replace(&home.path().display().to_string(), "~"))
}

const BOTH: [(&str, &str); 2] = [
    (
        "credentials",
        "[default]\nks_access_key_id = A1\nks_secret_access_key = S1\n\
         [test]\nks_access_key_id = A2\nks_secret_access_key = S2\nks_session_token = T2\nregion = cn-test-1\n[half]\nks_access_key_id = A\n",
    ),
    (
        "config",
        "[default]\nregion = cn-shanghai-2\n[profile test]\nregion = cn-test-2\nendpoint = http://127.0.0.1:1\n\
         [profile \"two words\"]\nks_access_key_id = A3\nks_secret_access_key = S3\n[plain]\nregion = cn-beijing-6\n",
    ),
];

#[tokio::test]
async fn the_profile_is_the_one_that_is_named_or_default() {
    let home = home(&BOTH);
    let around = Surroundings::empty().home(home.path());
    assert_eq!(profile(&around, &home).await, Ok(Credentials::new("A1", "S1")));
    let second = Credentials::new("A2", "S2").with_session_token("T2");
    for name in ["KS_PROFILE", "KS_DEFAULT_PROFILE"] {
        assert_eq!(profile(&around.clone().variable(name, "test"), &home).await, Ok(second.clone()), "{name}");
    }
    let named = around.variable("KS_PROFILE", "two words");
    assert_eq!(profile(&named, &home).await, Ok(Credentials::new("A3", "S3")));
    let chosen = ProfileFiles::new(&named).profile("test").provide().await;
    assert_eq!(chosen, Ok(second));
}

#[tokio::test]
async fn what_profile_files_lack_is_said_with_the_files() {
    let home = home(&BOTH);
    let around = Surroundings::empty().home(home.path());
    let cases = [
        (
            "other",
            "no usable credentials: profile other: ~/.ks/credentials: it has no [other], ~/.ks/config: it has no [other]",
        ),
        (
            "plain",
            "no credentials: profile plain: ~/.ks/credentials: it has no [plain], ~/.ks/config: [plain] has no keys",
        ),
        ("half", "no usable credentials: ~/.ks/credentials: line 9: [half] has no ks_secret_access_key"),
    ];
    for (name, expected) in cases {
        assert_eq!(profile(&around.clone().variable("KS_PROFILE", name), &home).await, Err(expected.to_owned()));
    }
    fs::remove_file(home.path().join(".ks/credentials")).expect("it is removed");
    let expected = "no credentials: profile default: ~/.ks/credentials: there is no such file, ~/.ks/config: [default] has no keys";
    assert_eq!(profile(&around, &home).await, Err(expected.to_owned()));
    fs::write(home.path().join(".ks/config"), "[default]\nhunter2\n").expect("it is written");
    let expected = "no usable credentials: ~/.ks/config: line 2: neither [profile] nor name = value";
    assert_eq!(profile(&around, &home).await, Err(expected.to_owned()));
    let expected = "no credentials: there is no home folder";
    assert_eq!(profile(&Surroundings::empty(), &home).await, Err(expected.to_owned()));
}

#[tokio::test]
async fn other_files_can_be_named() {
    let home = home(&[("other", BOTH[0].1)]);
    let around = Surroundings::empty().home(home.path()).variable("KS_SHARED_CREDENTIALS_FILE", "~/.ks/other");
    assert_eq!(profile(&around, &home).await, Ok(Credentials::new("A1", "S1")));
    let path = home.path().join(".ks/other");
    let around =
        Surroundings::empty().variable("KS_SHARED_CREDENTIALS_FILE", path.clone()).variable("KS_CONFIG_FILE", path);
    assert_eq!(profile(&around, &home).await, Ok(Credentials::new("A1", "S1")));
}

#[tokio::test]
async fn a_profile_file_that_changes_is_read_again() {
    let home = home(&BOTH);
    let shared = SharedCredentials::new(ProfileFiles::new(&Surroundings::empty().home(home.path())));
    assert_eq!(shared.credentials().await.expect("keys").access_key(), "A1");
    let path = home.path().join(".ks/credentials");
    write_at(&path, "[default]\nks_access_key_id = A9\n", 1);
    assert_eq!(shared.credentials().await.expect("the old keys").access_key(), "A1", "half a pair is not used");
    write_at(&path, "[default]\nks_access_key_id = A9\nks_secret_access_key = S9\n", 2);
    assert_eq!(shared.credentials().await.expect("keys").access_key(), "A9");
}

#[test]
fn region_comes_from_code_or_variable_or_profile() {
    let home = home(&BOTH);
    let around = Surroundings::empty().home(home.path());
    let region = |around: &Surroundings| {
        Client::builder().from_surroundings(around.clone()).build().expect("a client").region().map(str::to_owned)
    };
    assert_eq!(region(&around).as_deref(), Some("cn-shanghai-2"));
    let test = around.variable("KS_PROFILE", "test");
    assert_eq!(region(&test).as_deref(), Some("cn-test-1"), "the file of credentials comes first");
    let older = test.variable("KS_DEFAULT_REGION", "cn-older-1");
    assert_eq!(region(&older).as_deref(), Some("cn-older-1"));
    let newer = older.variable("KSYUN_REGION", "cn-newer-1");
    assert_eq!(region(&newer).as_deref(), Some("cn-newer-1"));
    let client = Client::builder().from_surroundings(newer).region("cn-code-1").build().expect("a client");
    assert_eq!(client.region(), Some("cn-code-1"));
}

#[test]
fn a_broken_profile_is_an_error_of_configuration_even_if_credentials_are_given() {
    let home = home(&[("config", "region = cn-shanghai-2\n")]);
    let around = Surroundings::empty().home(home.path());
    let builder = Client::builder().from_surroundings(around).credentials(first());
    let error = builder.clone().build().expect_err("an error");
    let text = "config: line 1: a value before the first [profile]";
    assert!(matches!(&error, Error::Configuration(found) if found.ends_with(text)), "{error}");
    builder.region("cn-beijing-6").endpoint("http://127.0.0.1:1").build().expect("nothing is taken from it");
}

#[tokio::test]
async fn the_standard_chain_asks_variables_then_profiles_then_key_files() {
    let (home, keys) = (home(&BOTH), Keys::new(&PAIR));
    let env = |around: Surroundings| around.variable("KSYUN_ACCESS_KEY", "A0").variable("KSYUN_SECRET_KEY", "S0");
    let none = Surroundings::empty().home(keys.folder.path()).key_folder(home.path());
    let key_files = none.clone().key_folder(keys.folder.path());
    let profiles = key_files.clone().home(home.path());
    for (around, expected) in [(env(profiles.clone()), "A0"), (profiles, "A1"), (key_files, "AK1")] {
        let chain = kci_runtime::credentials::Chain::standard(&around);
        assert_eq!(chain.provide().await.expect("credentials").access_key(), expected);
        Client::builder().from_surroundings(around).build().expect("a client");
    }
    let text = Client::builder().from_surroundings(none).build().expect_err("no credentials").to_string();
    let (keys, home) = (keys.folder.path().display(), home.path().display());
    let expected = format!(
        "no credentials: environment variables: none of these pairs is set: KSYUN_ACCESS_KEY and KSYUN_SECRET_KEY, \
         KSYUN_ACCESS_KEY_ID and KSYUN_SECRET_ACCESS_KEY, KS_ACCESS_KEY_ID and KS_SECRET_ACCESS_KEY; profile files: \
         profile default: {keys}/.ks/credentials: there is no such file, {keys}/.ks/config: there is no such file; \
         key files: {home} has no keys: there is neither ak nor sk"
    );
    assert_eq!(text, expected);
}

#[cfg(unix)]
#[tokio::test]
async fn a_profile_file_that_may_not_be_read_is_as_if_it_was_not_there() {
    use std::os::unix::fs::PermissionsExt;
    let home = home(&BOTH);
    let folder = home.path().join(".ks");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).expect("it is forbidden");
    if File::open(folder.join("config")).is_ok() {
        // Nothing is forbidden to the superuser.
        return;
    }
    let around = Surroundings::empty().home(home.path());
    let expected =
        "no credentials: profile default: ~/.ks/credentials: it may not be read, ~/.ks/config: it may not be read";
    assert_eq!(profile(&around, &home).await, Err(expected.to_owned()));
    Client::builder().from_surroundings(around).credentials(first()).build().expect("a client");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("it is allowed");
}
