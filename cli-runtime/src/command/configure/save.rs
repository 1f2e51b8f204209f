//! Files that only their owner can read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::failure::Failure;

/// Writes a file of mode 600, whole or not at all; a folder that is not there is made.
pub(super) fn private(path: &Path, text: &str) -> Result<(), Failure> {
    write(path, text).map_err(|error| Failure::other(format!("{}: {error}", path.display())))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let written = create(Path::new(&beside)).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| drop(fs::remove_file(&beside)))
}

#[cfg(unix)]
fn create(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn only_the_owner_can_read_it_also_where_it_was_open_before() {
        let folder = std::env::temp_dir().join(format!("kci-save-{}", std::process::id()));
        let file = folder.join("below").join("f");
        private(&file, "one").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("opened");
        private(&file, "two").expect("written again");
        let mode = fs::metadata(&file).expect("there").permissions().mode() & 0o777;
        assert_eq!((fs::read_to_string(&file).expect("read"), mode), ("two".to_owned(), 0o600));
        fs::remove_dir_all(&folder).expect("removed");
    }
}
