//! Credentials, region and endpoint in files of profiles.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::files::{self, Stamp};
use super::profile::{Profile, Profiles};
use super::{CredentialsError, ProvideCredentials, Surroundings};
use crate::auth::Credentials;
use crate::future::BoxFuture;

pub(super) const PROFILE: [&str; 2] = ["KS_PROFILE", "KS_DEFAULT_PROFILE"];
pub(super) const CREDENTIALS_FILE: [&str; 1] = ["KS_SHARED_CREDENTIALS_FILE"];
pub(super) const CONFIG_FILE: [&str; 1] = ["KS_CONFIG_FILE"];

/// A profile of the files that the vendor's older Python SDK and its command line use.
///
/// | what | where |
/// |---|---|
/// | the first file | `KS_SHARED_CREDENTIALS_FILE`, or else `~/.ks/credentials`: `[NAME]` |
/// | the second file | `KS_CONFIG_FILE`, or else `~/.ks/config`: `[profile NAME]` or `[NAME]` |
/// | the profile | `KS_PROFILE`, or else `KS_DEFAULT_PROFILE`, or else `default` |
///
/// ```ini
/// [default]
/// ks_access_key_id = AKLT…
/// ks_secret_access_key = …
/// ks_security_token = …
/// region = cn-beijing-6
/// endpoint = https://kci.internal.api.ksyun.com
/// ```
///
/// Each value is taken from the first file that has it in the profile; the keys and the token together. The token may be
/// called `ks_session_token` too. [`Profiles`] says what the files may look like. They are read again when they change.
/// A profile that somebody named and that is in neither file is an error. A file that may not be read is as if it was not
/// there.
#[derive(Debug)]
pub struct ProfileFiles {
    /// Where to look, or why that cannot be said.
    place: Result<Place, CredentialsError>,
    /// What the files were like when they were last read.
    stamps: Mutex<Option<[Stamp; 2]>>,
}

#[derive(Debug)]
struct Place {
    profile: String,
    /// Whether somebody named the profile.
    is_named: bool,
    /// Those of credentials, then of configuration.
    files: [PathBuf; 2],
}

/// What a profile says beside credentials.
#[derive(Debug, Default)]
pub(crate) struct ProfileSettings {
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Option<String>,
}

/// A file, and what is in it, or why that is nothing.
type Found = (PathBuf, Result<Profiles, &'static str>);

impl ProfileFiles {
    /// The files and the profile that these surroundings name.
    pub fn new(around: &Surroundings) -> Self {
        Self { place: Place::find(around), stamps: Mutex::default() }
    }

    /// Another profile than the one that the surroundings name.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        if let Ok(place) = &mut self.place {
            place.profile = name.into();
            place.is_named = true;
        }
        self
    }

    /// What the profile says beside credentials.
    pub(crate) fn settings(&self) -> Result<ProfileSettings, CredentialsError> {
        let place = match &self.place {
            Ok(place) => place,
            Err(error) if error.is_missing() => return Ok(ProfileSettings::default()),
            Err(error) => return Err(error.clone()),
        };
        let found = place.read().map_err(CredentialsError::into_configuration)?;
        let first = |get: fn(&Profile) -> Option<&str>| {
            found.iter().filter_map(|file| place.profile_of(file)).find_map(get).map(str::to_owned)
        };
        Ok(ProfileSettings { region: first(Profile::region), endpoint: first(Profile::endpoint) })
    }

    fn read(&self) -> Result<Credentials, CredentialsError> {
        let place = self.place.as_ref().map_err(Clone::clone)?;
        // Before they are read, so that what is written after that counts as a change.
        *self.stamps.lock().unwrap_or_else(PoisonError::into_inner) = Some(place.stamps());
        let found = place.read()?;
        for file in &found {
            if let Some(profile) = place.profile_of(file) {
                match profile.credentials().map_err(|error| wrong(&file.0, &error)) {
                    Ok(None) => {}
                    Ok(Some(credentials)) => return Ok(credentials),
                    Err(error) => return Err(error),
                }
            }
        }
        Err(CredentialsError::missing(place.nothing_in(&found)))
    }
}

impl Place {
    fn find(around: &Surroundings) -> Result<Self, CredentialsError> {
        let named = around.text(&PROFILE)?;
        let file = |names: &[&str], usual: &str| match around.text(names)? {
            Some(path) => Ok(around.expand(path)),
            None => around.at_home(usual).ok_or_else(|| CredentialsError::missing("there is no home folder")),
        };
        Ok(Self {
            profile: named.unwrap_or("default").to_owned(),
            is_named: named.is_some(),
            files: [file(&CREDENTIALS_FILE, ".ks/credentials")?, file(&CONFIG_FILE, ".ks/config")?],
        })
    }

    fn stamps(&self) -> [Stamp; 2] {
        self.files.each_ref().map(|path| files::stamp(path))
    }

    /// What is in the files; an error if somebody named a profile that is in neither.
    fn read(&self) -> Result<Vec<Found>, CredentialsError> {
        let found: Vec<_> = self.files.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
        if self.is_named && !found.iter().any(|file| self.profile_of(file).is_some()) {
            return Err(CredentialsError::failed(self.nothing_in(&found)));
        }
        Ok(found)
    }

    fn profile_of<'f>(&self, (_, profiles): &'f Found) -> Option<&'f Profile> {
        let profiles = profiles.as_ref().ok()?;
        profiles.iter().find(|profile| in_config(profile.name()) == Some(&self.profile)).or(profiles.get(&self.profile))
    }

    /// Says that there are no keys, and where.
    fn nothing_in(&self, found: &[Found]) -> String {
        let places = found.iter().map(|file| {
            let what = match (&file.1, self.profile_of(file)) {
                (Err(why), _) => (*why).to_owned(),
                (Ok(_), None) => format!("it has no [{}]", self.profile),
                (Ok(_), Some(profile)) => format!("[{}] has no keys", profile.name()),
            };
            format!("{}: {what}", file.0.display())
        });
        format!("profile {}: {}", self.profile, places.collect::<Vec<_>>().join(", "))
    }
}

/// The name in `[profile NAME]`, which may be quoted.
fn in_config(section: &str) -> Option<&str> {
    let name = section.strip_prefix("profile")?;
    let name = name.strip_prefix(char::is_whitespace)?.trim();
    let quoted = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    Some(quoted.unwrap_or(name))
}

/// A file that may not be read is as if it was not there: in a container the home folder is often another user's.
fn read(path: &Path) -> Result<Found, CredentialsError> {
    let profiles = match files::read(path) {
        Ok(Some(text)) => Ok(Profiles::parse(&text).map_err(|error| wrong(path, &error))?),
        Ok(None) => Err("there is no such file"),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err("it may not be read"),
        Err(error) => return Err(wrong(path, &error)),
    };
    Ok((path.to_owned(), profiles))
}

fn wrong(path: &Path, what: &dyn std::fmt::Display) -> CredentialsError {
    CredentialsError::failed(format!("{}: {what}", path.display()))
}

impl ProvideCredentials for ProfileFiles {
    fn name(&self) -> Cow<'_, str> {
        "profile files".into()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(async { self.read() })
    }

    fn has_changed(&self) -> bool {
        let Ok(place) = &self.place else { return false };
        let stamps = self.stamps.lock().unwrap_or_else(PoisonError::into_inner);
        stamps.as_ref().is_some_and(|stamps| *stamps != place.stamps())
    }

    fn check(&self) -> Result<(), CredentialsError> {
        self.read().and_then(|found| found.check())
    }
}
