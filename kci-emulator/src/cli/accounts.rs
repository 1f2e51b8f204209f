//! The accounts that requests are accepted from, as the command line gives them.

use std::path::PathBuf;

use clap::Args;
use kci_emulator::default_account;
use kci_sdk::Secret;
use kci_sdk::auth::Credentials;

use super::{Problem, credentials_file};

/// Options that give accounts. All that are given count, in the order in which the options stand here.
#[derive(Args)]
pub(crate) struct AccountOptions {
    /// Access key of the first account [default: AKLTEMULATOR, where no account is given].
    #[arg(long, value_name = "AK", env = "KCI_EMULATOR_ACCESS_KEY")]
    access_key: Option<String>,
    /// Its secret key [default: emulator-secret].
    #[arg(long, value_name = "SK", env = "KCI_EMULATOR_SECRET_KEY", hide_env_values = true)]
    secret_key: Option<Secret>,
    /// One more account: its access key, a colon, its secret key. Can be given several times.
    // A secret, so that no error shows it.
    #[arg(long = "account", value_name = "AK:SK")]
    more: Vec<Secret>,
    /// File of accounts: every profile of a file such as ~/.ks/credentials, with ks_access_key_id and
    /// ks_secret_access_key.
    #[arg(long, value_name = "FILE", env = "KCI_EMULATOR_CREDENTIALS")]
    credentials: Option<PathBuf>,
}

/// Where the first account is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It is the default one, or was given with the command line or the environment.
    Options,
    /// A file of credentials.
    File,
}

/// The accounts, at least one.
#[derive(Debug)]
pub(crate) struct Accounts {
    pub(crate) first: Credentials,
    pub(crate) origin: Origin,
    pub(crate) others: Vec<Credentials>,
}

impl AccountOptions {
    /// All accounts.
    pub(crate) fn read(&self) -> Result<Accounts, Problem> {
        let default = default_account();
        let mut all = Vec::new();
        if self.access_key.is_some() || self.secret_key.is_some() {
            let access_key = self.access_key.as_deref().unwrap_or(default.access_key());
            let secret_key = self.secret_key.as_ref().unwrap_or(default.secret_key());
            all.push(Credentials::new(access_key, secret_key.expose()));
        }
        for (index, account) in self.more.iter().enumerate() {
            let parts = account.expose().split_once(':').filter(|(ak, sk)| !ak.is_empty() && !sk.is_empty());
            let (access_key, secret_key) = parts.ok_or(Problem::Account(index + 1))?;
            all.push(Credentials::new(access_key, secret_key));
        }
        let origin = if all.is_empty() && self.credentials.is_some() { Origin::File } else { Origin::Options };
        if let Some(file) = &self.credentials {
            all.extend(credentials_file::read(file)?);
        }
        distinct(&all)?;
        let mut all = all.into_iter();
        let first = all.next().unwrap_or(default);
        Ok(Accounts { first, origin, others: all.collect() })
    }
}

/// Refuses two secret keys of one access key: which of them counts would be a guess.
fn distinct(all: &[Credentials]) -> Result<(), Problem> {
    for (index, one) in all.iter().enumerate() {
        let same = all.iter().skip(index + 1).find(|other| other.access_key() == one.access_key());
        if same.is_some_and(|other| other.secret_key() != one.secret_key()) {
            return Err(Problem::Twice(one.access_key().to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(access_key: Option<&str>, more: &[&str]) -> AccountOptions {
        let more = more.iter().map(|one| Secret::new(*one)).collect();
        AccountOptions { access_key: access_key.map(ToOwned::to_owned), secret_key: None, more, credentials: None }
    }

    #[test]
    fn without_options_there_is_the_default_account() {
        let accounts = options(None, &[]).read().expect("accounts");
        assert_eq!((accounts.first, accounts.others.len()), (default_account(), 0));
    }

    #[test]
    fn the_account_of_its_own_options_comes_first() {
        let accounts = options(Some("AK"), &["A:one:two", "B:three"]).read().expect("accounts");
        assert_eq!(accounts.first, Credentials::new("AK", "emulator-secret"));
        assert_eq!(accounts.others, [Credentials::new("A", "one:two"), Credentials::new("B", "three")]);
    }

    #[test]
    fn an_account_without_one_of_its_keys_is_refused_without_being_shown() {
        for wrong in ["hunter2", ":hunter2", "hunter2:"] {
            let problem = options(None, &["A:one", wrong]).read().expect_err("refused").to_string();
            assert_eq!(problem, "--account number 2 is not of the form AK:SK");
        }
    }

    #[test]
    fn an_access_key_has_one_secret_key() {
        let problem = options(None, &["A:one", "A:two"]).read().expect_err("refused").to_string();
        assert_eq!(problem, "the access key A is given twice, with two secret keys");
        assert!(options(None, &["A:one", "A:one"]).read().is_ok());
    }
}
