//! What the file has in it: its tables, and how records are written and read.

use std::collections::BTreeMap;
use std::sync::Arc;

use redb::{ReadTransaction, ReadableTable, Table, TableDefinition, WriteTransaction};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::super::{Change, Holdings, Retained, Tenant};
use super::problem::{Failure, broken};

/// The format that is written and read: to be raised whenever an older emulator could misread what a newer one writes,
/// or the other way round.
pub(super) const FORMAT: u64 = 1;

/// The table that makes it a state file: its format, and how many records were ever written.
pub(super) const ABOUT: TableDefinition<'_, &str, u64> = TableDefinition::new("kci-emulator");
pub(super) const FORMAT_KEY: &str = "format";
const RECORDS_KEY: &str = "records";

/// By access key, region and id: the place in the order of all records, and the thing as JSON.
type Records = TableDefinition<'static, (&'static str, &'static str, &'static str), (u64, &'static [u8])>;
type OpenRecords<'t> = Table<'t, (&'static str, &'static str, &'static str), (u64, &'static [u8])>;
const GROUPS: Records = TableDefinition::new("container-groups");
const IMAGE_CACHES: Records = TableDefinition::new("image-caches");

/// By access key and region: [`Addresses`] as JSON.
const ADDRESSES: TableDefinition<'_, (&str, &str), &[u8]> = TableDefinition::new("addresses");

/// By name: values as JSON.
const SETTINGS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("settings");
pub(super) const IDS: &str = "ids";
pub(super) const CLOCK: &str = "clock";
pub(super) const RUNS: &str = "runs";
/// The setting that is a list of scripts.
pub(crate) const SCRIPTS: &str = "scripts";
/// The setting that is a list of faults.
pub(crate) const FAULTS: &str = "faults";

/// What a tenant has besides groups and image caches.
#[derive(Serialize, Deserialize)]
struct Addresses {
    retained: Vec<Retained>,
    given_out: u32,
}

/// The tables, open to be written.
pub(super) struct Tables<'t> {
    about: Table<'t, &'static str, u64>,
    groups: OpenRecords<'t>,
    image_caches: OpenRecords<'t>,
    addresses: Table<'t, (&'static str, &'static str), &'static [u8]>,
    settings: Table<'t, &'static str, &'static [u8]>,
}

impl<'t> Tables<'t> {
    pub(super) fn open(transaction: &'t WriteTransaction) -> Result<Self, Failure> {
        Ok(Self {
            about: transaction.open_table(ABOUT)?,
            groups: transaction.open_table(GROUPS)?,
            image_caches: transaction.open_table(IMAGE_CACHES)?,
            addresses: transaction.open_table(ADDRESSES)?,
            settings: transaction.open_table(SETTINGS)?,
        })
    }

    /// Says of the file what it is.
    pub(super) fn mark(&mut self) -> Result<(), Failure> {
        self.about.insert(FORMAT_KEY, FORMAT)?;
        Ok(())
    }

    /// Writes what a change has changed, as it is in `after`.
    pub(super) fn keep(&mut self, tenant: &Tenant, change: &Change, after: &Holdings) -> Result<(), Failure> {
        match change {
            Change::GroupCreated(group) => {
                self.keep_group(tenant, &group.id, after)?;
                self.keep_addresses(tenant, after)
            }
            Change::GroupDeleted { id, .. } => {
                self.keep_group(tenant, id, after)?;
                self.keep_addresses(tenant, after)
            }
            Change::ContainerExited { id, .. } | Change::ContainerLogged { id, .. } => {
                self.keep_group(tenant, id, after)
            }
            Change::ImageCachePut(cache) => self.keep_image_cache(tenant, &cache.id, after),
            Change::ImageCacheDeleted { id } | Change::ImageCacheUsed { id, .. } => {
                self.keep_image_cache(tenant, id, after)
            }
        }
    }

    fn keep_group(&mut self, tenant: &Tenant, id: &str, after: &Holdings) -> Result<(), Failure> {
        let group = after.group(id).map(AsRef::as_ref);
        put(&mut self.groups, &mut self.about, tenant, id, group)
    }

    fn keep_image_cache(&mut self, tenant: &Tenant, id: &str, after: &Holdings) -> Result<(), Failure> {
        let cache = after.image_caches.iter().find(|cache| cache.id == id).map(AsRef::as_ref);
        put(&mut self.image_caches, &mut self.about, tenant, id, cache)
    }

    fn keep_addresses(&mut self, tenant: &Tenant, after: &Holdings) -> Result<(), Failure> {
        let addresses = Addresses { retained: after.retained.clone(), given_out: after.addresses };
        let json = serde_json::to_vec(&addresses).map_err(|error| broken(&error))?;
        self.addresses.insert((tenant.access_key.as_str(), tenant.region.as_str()), json.as_slice())?;
        Ok(())
    }

    /// Writes a setting.
    pub(super) fn set(&mut self, name: &str, value: &impl Serialize) -> Result<(), Failure> {
        let json = serde_json::to_vec(value).map_err(|error| broken(&error))?;
        self.settings.insert(name, json.as_slice())?;
        Ok(())
    }

    /// Removes everything but what the file is, how often it was opened, and the clock.
    pub(super) fn clear(&mut self) -> Result<(), Failure> {
        self.groups.retain(|_, _| false)?;
        self.image_caches.retain(|_, _| false)?;
        self.addresses.retain(|_, _| false)?;
        self.settings.retain(|name, _| [CLOCK, RUNS].contains(&name))?;
        Ok(())
    }
}

/// Writes a record or removes it. One that is known stays where it is in the order.
fn put(
    records: &mut OpenRecords<'_>,
    about: &mut Table<'_, &'static str, u64>,
    tenant: &Tenant,
    id: &str,
    value: Option<&impl Serialize>,
) -> Result<(), Failure> {
    let key = (tenant.access_key.as_str(), tenant.region.as_str(), id);
    let Some(value) = value else {
        records.remove(key)?;
        return Ok(());
    };
    let json = serde_json::to_vec(value).map_err(|error| broken(&error))?;
    let known = records.get(key)?.map(|record| record.value().0);
    let place = if let Some(place) = known {
        place
    } else {
        let next = about.get(RECORDS_KEY)?.map_or(0, |records| records.value());
        about.insert(RECORDS_KEY, next.saturating_add(1))?;
        next
    };
    records.insert(key, (place, json.as_slice()))?;
    Ok(())
}

/// What everybody has.
pub(super) fn holdings(transaction: &ReadTransaction) -> Result<Vec<(Tenant, Holdings)>, Failure> {
    let mut all = BTreeMap::<Tenant, Holdings>::new();
    for (tenant, group) in in_order(transaction, GROUPS)? {
        all.entry(tenant).or_default().add(Arc::new(group));
    }
    for (tenant, cache) in in_order(transaction, IMAGE_CACHES)? {
        all.entry(tenant).or_default().image_caches.push(Arc::new(cache));
    }
    for entry in transaction.open_table(ADDRESSES)?.iter()? {
        let (key, json) = entry?;
        let (access_key, region) = key.value();
        let addresses: Addresses = serde_json::from_slice(json.value()).map_err(|error| broken(&error))?;
        let holdings = all.entry(tenant(access_key, region)).or_default();
        (holdings.retained, holdings.addresses) = (addresses.retained, addresses.given_out);
    }
    Ok(all.into_iter().collect())
}

/// The records of a table, oldest first.
fn in_order<T: DeserializeOwned>(transaction: &ReadTransaction, table: Records) -> Result<Vec<(Tenant, T)>, Failure> {
    let mut records = Vec::new();
    for entry in transaction.open_table(table)?.iter()? {
        let (key, value) = entry?;
        let ((access_key, region, _), (place, json)) = (key.value(), value.value());
        let thing = serde_json::from_slice(json).map_err(|error| broken(&error))?;
        records.push((place, (tenant(access_key, region), thing)));
    }
    records.sort_by_key(|(place, _)| *place);
    Ok(records.into_iter().map(|(_, record)| record).collect())
}

fn tenant(access_key: &str, region: &str) -> Tenant {
    Tenant { access_key: access_key.to_owned(), region: region.to_owned() }
}

/// A setting, if it was ever written.
pub(super) fn setting<T: DeserializeOwned>(transaction: &ReadTransaction, name: &str) -> Result<Option<T>, Failure> {
    let settings = transaction.open_table(SETTINGS)?;
    let json = settings.get(name)?;
    json.map(|json| serde_json::from_slice(json.value()).map_err(|error| broken(&error))).transpose()
}
