//! The kinds of errors.

use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident => $text:literal,)*) => {
        /// What kind of error it is. The names are stable: they are labels in logs and metrics.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $variant,)*
        }

        impl ErrorKind {
            /// The kind's name in snake case: `connection_lost`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

kinds! {
    /// The request breaks rules of the documents.
    Validation => "validation",
    /// There are no credentials, or none that can be sent.
    Credentials => "credentials",
    /// A setting that cannot work.
    Configuration => "configuration",
    /// There was no connection.
    Connect => "connect",
    /// The connection broke after something was sent.
    ConnectionLost => "connection_lost",
    /// No answer in time.
    Timeout => "timeout",
    /// The service says that too many requests came in too short a time.
    Throttled => "throttled",
    /// The service does not know the caller, or does not let the caller do this.
    Denied => "denied",
    /// The service does not take the request for another reason.
    Rejected => "rejected",
    /// The service failed.
    ServiceFault => "service_fault",
    /// A dry run says that the request would have succeeded.
    DryRun => "dry_run",
    /// The answer is not what the documents describe.
    Decode => "decode",
    /// An interceptor did not let it through.
    Interceptor => "interceptor",
    /// What was waited for did not come.
    Waiter => "waiter",
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
