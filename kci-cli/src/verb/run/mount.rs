//! Volumes as they are written on the command line: `type=nfs,server=10.0.0.2,path=/data,target=/data,ro`.

use kci_sdk::request::{
    EbsVolume, HostPathVolume, NfsVolume, Volume, VolumeEbs, VolumeEmptyDir, VolumeHostPath, VolumeMount, VolumeNfs,
};

/// A volume, and where it is mounted.
#[derive(Debug)]
pub(super) struct Mount {
    pub(super) volume: Volume,
    pub(super) mount: VolumeMount,
}

/// What a text says, in the order of the words.
struct Words<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        Self(words.map(|word| word.split_once('=').unwrap_or((word, ""))).collect())
    }

    fn take(&mut self, names: &[&str]) -> Option<&'t str> {
        let at = self.0.iter().position(|(name, _)| names.contains(name))?;
        Some(self.0.remove(at).1)
    }

    fn need(&mut self, names: &[&str]) -> Result<&'t str, String> {
        let name = names.first().copied().unwrap_or_default();
        self.take(names).filter(|value| !value.is_empty()).ok_or_else(|| format!("{name}=… is missing"))
    }
}

/// Reads a mount, the one of this number.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn read(text: &str, number: usize) -> Result<Mount, String> {
    let mut words = Words::of(text);
    let name = format!("volume-{number}");
    let read_only = words.take(&["ro", "readonly"]).map(|value| value != "false");
    let target = words.need(&["target", "dst"])?;
    let kind = words.need(&["type"])?;
    let volume = match kind {
        "nfs" => {
            let share = NfsVolume::new(words.need(&["server"])?, words.need(&["path", "src"])?);
            Volume::Nfs(VolumeNfs::new(&*name, share))
        }
        "disk" => {
            let kind = words.take(&["fs"]).unwrap_or("ext4");
            let disk = EbsVolume::new(kind.into()).volume_id(words.need(&["id", "src"])?);
            Volume::Ebs(VolumeEbs::new(&*name, disk))
        }
        "empty" => Volume::EmptyDir(VolumeEmptyDir::new(&*name)),
        "host" => Volume::HostPath(VolumeHostPath::new(&*name, HostPathVolume::new(words.need(&["path", "src"])?))),
        other => return Err(format!("there is no type {other}: nfs, disk, empty and host are")),
    };
    if let Some((unknown, _)) = words.0.first() {
        return Err(format!("{unknown} means nothing for type={kind}"));
    }
    let mut mount = VolumeMount::new(name).mount_path(target);
    mount.read_only = read_only;
    Ok(Mount { volume, mount })
}

#[cfg(test)]
mod tests {
    use kci_sdk::runtime::Params;

    use super::*;

    fn parameters(text: &str) -> Vec<(String, String)> {
        let mount = read(text, 1).expect("a mount");
        let params = [Params::from_request(&mount.volume), Params::from_request(&mount.mount)];
        params.iter().flat_map(Params::iter).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn a_share_is_mounted() {
        let expected = [
            ("Type", "NFSVolume"),
            ("Name", "volume-1"),
            ("NFSVolume.Server", "10.0.0.2"),
            ("NFSVolume.Path", "/data"),
            ("Name", "volume-1"),
            ("MountPath", "/mnt"),
            ("ReadOnly", "true"),
        ];
        let found = parameters("type=nfs,server=10.0.0.2,path=/data,target=/mnt,ro");
        assert_eq!(found, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn every_type_can_be_written() {
        for text in ["type=disk,id=vol-1,target=/a", "type=empty,target=/a", "type=host,path=/b,target=/a"] {
            assert!(read(text, 1).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let problem = |text| read(text, 1).expect_err("a problem");
        assert_eq!(problem("type=nfs,server=a,target=/x"), "path=… is missing");
        assert_eq!(problem("type=empty"), "target=… is missing");
        assert_eq!(problem("type=tape,target=/x"), "there is no type tape: nfs, disk, empty and host are");
        assert_eq!(problem("type=empty,target=/x,size=3"), "size means nothing for type=empty");
    }
}
