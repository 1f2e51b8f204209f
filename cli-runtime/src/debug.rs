//! `--debug`: what the SDK logs, on standard error. There are no parameters and no secrets in it.

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{fmt, registry};

/// Shows the log of this program from now on.
pub(crate) fn start() {
    let layer = fmt::layer().with_writer(std::io::stderr).with_ansi(false).with_target(false).without_time();
    let filter = Targets::new().with_target("kci_runtime", LevelFilter::DEBUG);
    // Set once, before anything is called.
    let _ = tracing::subscriber::set_global_default(registry().with(filter).with(layer));
}
