//! Work that may wait for a disk.

use std::sync::Arc;

use crate::service::Service;

/// Does some work. Where things are kept on disk, on a thread of its own, so that others are not held up; `None` if it
/// panicked there.
pub(crate) async fn run<T: Send + 'static>(
    service: Arc<Service>,
    work: impl FnOnce(&Service) -> T + Send + 'static,
) -> Option<T> {
    if !service.store.is_kept() {
        return Some(work(&service));
    }
    tokio::task::spawn_blocking(move || work(&service)).await.ok()
}
