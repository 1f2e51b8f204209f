//! Encrypting a stream, by the library of the chosen feature. Whose certificates are trusted is read once in a process, by
//! the first connection that needs it: reading them takes tens of milliseconds, and a client of a plain endpoint needs none.

#[cfg(all(feature = "native-tls", not(feature = "__rustls")))]
mod native;
#[cfg(not(any(feature = "__rustls", feature = "native-tls")))]
mod none;
#[cfg(feature = "__rustls")]
mod rustls;

#[cfg(all(feature = "native-tls", not(feature = "__rustls")))]
pub(super) use native::handshake;
#[cfg(not(any(feature = "__rustls", feature = "native-tls")))]
pub(super) use none::handshake;
#[cfg(feature = "__rustls")]
pub(super) use rustls::handshake;
