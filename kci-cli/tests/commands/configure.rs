//! Setting keys: tried before they are written, and written for their owner alone.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

use kci_emulator::Emulator;

use super::{emulator, home, kci, stderr};

fn configure(emulator: &Emulator, home: &Path, answers: &str) -> Output {
    let mut command = kci(home, &["configure", "--endpoint", emulator.endpoint()]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("its input").write_all(answers.as_bytes()).expect("answers");
    child.wait_with_output().expect("it ends")
}

#[test]
fn keys_that_work_are_written_beside_what_is_there() {
    let (kci_emulator, home) = (emulator(), home());
    let file = home.path().join(".ks/credentials");
    fs::create_dir(home.path().join(".ks")).expect("a folder");
    fs::write(&file, "# mine\n[other]\nregion = x\n").expect("a file");
    let credentials = kci_emulator.credentials();
    let (key, secret) = (credentials.access_key().to_owned(), credentials.secret_key().expose().to_owned());
    let output =
        configure(&kci_emulator, home.path(), &format!("{key}\n{secret}\ncn-shanghai-2\nsubnet-9\nsg-1, sg-2\n"));
    assert!(output.status.success(), "{}", stderr(&output));
    let text = fs::read_to_string(&file).expect("the file");
    let expected = format!(
        "# mine\n[other]\nregion = x\n\n[default]\nks_access_key_id = {key}\nks_secret_access_key = {secret}\nregion = cn-shanghai-2\n"
    );
    assert_eq!(text, expected);
    assert!(!stderr(&output).contains(&secret));
    let defaults = fs::read_to_string(home.path().join(".ks/kci.yaml")).expect("the defaults");
    assert!(defaults.contains("SubnetId: subnet-9") && defaults.contains("- sg-2"), "{defaults}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn keys_that_do_not_work_are_not_written() {
    let (kci_emulator, home) = (emulator(), home());
    let output = configure(&kci_emulator, home.path(), "AKWRONG\nhunter2\n\n\n\n");
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(stderr(&output).contains("nothing was written") && !stderr(&output).contains("hunter2"));
    assert!(!home.path().join(".ks/credentials").exists());
}
