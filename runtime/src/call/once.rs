//! Creating exactly once, though the service has no client token.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use futures_core::Stream;

use super::{Call, Items};
use crate::action::{Action, Outcome, Paginate};
use crate::auth::v4::sha256_hex;
use crate::error::Error;
use crate::future::BoxFuture;

/// A request that creates, whose creation can be found again by the name that it is given. Generated code implements it
/// where the tables say how.
pub trait FindAgain: Action + Clone {
    /// The action that lists what was created.
    type Find: Paginate;

    /// Gives the name a mark that no other has.
    fn mark(&mut self, mark: &str);

    /// The request that looks for the name.
    fn find(&self) -> Self::Find;

    /// The answer to the creation of an item, if it has the name.
    fn found(&self, item: &<Self::Find as Paginate>::Item) -> Option<Self::Response>;
}

/// A name with a mark at its end: `web-0f3a…`. Generated code calls this.
pub fn marked(name: &str, mark: &str) -> String {
    if name.is_empty() { mark.to_owned() } else { format!("{name}-{mark}") }
}

/// Whether something was created.
#[derive(Debug)]
#[non_exhaustive]
pub enum Presence<T> {
    /// It is there: the answer to its creation.
    There(T),
    /// It is not there.
    NotThere,
    /// Nobody could say, for this reason.
    Unknown(Error),
}

/// A creation that survives lost answers and a restart of the program. It begins when it is awaited.
///
/// The token is the caller's: a text that stands for this one thing, such as the id of a job, the same whenever it is
/// tried. What is created carries a mark made from it at the end of its name (`web-5f2c8e1a9b3d`). Before it sends, and
/// whenever an attempt may have been carried out, the call looks for that name:
///
/// - it is there: its id is the answer;
/// - it is not there, also not after a while ([`settle`](Self::settle)): it is sent again;
/// - nobody can say: if this run has sent nothing yet, the error is that of looking, and says nothing about what an earlier
///   run may have created; otherwise it is that of sending, whose outcome is unknown.
///
/// Two programs that use one token at the same moment can still make two: there must be one at a time.
#[must_use = "creating begins when it is awaited"]
pub struct CreateOnce<A: FindAgain> {
    call: Call<A>,
    settle: Duration,
    max_sends: u32,
}

impl<A: FindAgain> Call<A> {
    /// Creates exactly once for this token, however often it is tried: see [`CreateOnce`].
    pub fn exactly_once(self, token: impl AsRef<[u8]>) -> CreateOnce<A> {
        let mut request = self.request().clone();
        request.mark(&mark(token.as_ref()));
        CreateOnce { call: self.with(request), settle: Duration::from_secs(15), max_sends: 10 }
    }
}

impl<A: FindAgain> CreateOnce<A> {
    /// How long is looked, by the client's clock, for what a lost request may still create, before it is sent again.
    /// Default: 15 seconds.
    pub fn settle(mut self, settle: Duration) -> Self {
        self.settle = settle;
        self
    }

    /// How often it is sent at most, retries of what was refused not counted. Default: 10.
    pub fn max_sends(mut self, sends: u32) -> Self {
        self.max_sends = sends;
        self
    }

    /// The request as it is sent: with the mark at the end of its name.
    pub fn request(&self) -> &A {
        self.call.request()
    }

    /// Looks whether it is there, and sends nothing else.
    pub async fn presence(&self) -> Presence<A::Response> {
        let mut items = Items::new(self.call.of(self.call.request().find()));
        while let Some(item) = std::future::poll_fn(|cx| std::pin::Pin::new(&mut items).poll_next(cx)).await {
            match item {
                Ok(item) => {
                    if let Some(response) = self.call.request().found(&item) {
                        return Presence::There(response);
                    }
                }
                Err(error) => return Presence::Unknown(error),
            }
        }
        Presence::NotThere
    }

    async fn run(self) -> Result<A::Response, Error> {
        // What an earlier run of the program may have sent.
        match self.presence().await {
            Presence::There(response) => return Ok(response),
            Presence::NotThere => {}
            Presence::Unknown(error) => return Err(error),
        }
        let mut sends = 0;
        loop {
            sends += 1;
            let error = match self.call.answer().await.and_then(|answer| answer.decode()) {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            // Of an answer that says that it was done, and has no id, too.
            if matches!(error.outcome(), Outcome::NotSent | Outcome::Refused) {
                return Err(error);
            }
            match self.settled().await {
                Presence::There(response) => return Ok(response),
                Presence::NotThere if sends < self.max_sends => {
                    tracing::debug!(sends, "what was sent was not carried out; sending it again");
                }
                Presence::NotThere | Presence::Unknown(_) => return Err(error),
            }
        }
    }

    /// Looks at once, and again with growing delays until what was sent must have had its effect.
    async fn settled(&self) -> Presence<A::Response> {
        let clock = &self.call.client().runtime().config().clock;
        let (mut waited, mut delay) = (Duration::ZERO, Duration::from_millis(500));
        loop {
            match self.presence().await {
                Presence::NotThere if waited < self.settle => {}
                presence => return presence,
            }
            let pause = delay.min(self.settle.saturating_sub(waited));
            clock.sleep(pause).await;
            waited += pause;
            delay *= 2;
        }
    }
}

/// The mark of a token: what is left of its hash is the same for the same token, and fits into any name.
fn mark(token: &[u8]) -> String {
    let mut mark = sha256_hex(token);
    mark.truncate(12);
    mark
}

impl<A: FindAgain> IntoFuture for CreateOnce<A> {
    type Output = Result<A::Response, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<A: FindAgain + fmt::Debug> fmt::Debug for CreateOnce<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreateOnce")
            .field("request", self.call.request())
            .field("settle", &self.settle)
            .field("max_sends", &self.max_sends)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_short_plain_and_of_their_token() {
        assert_eq!(mark(b"job-1"), mark(b"job-1"));
        assert_ne!(mark(b"job-1"), mark(b"job-2"));
        assert!(mark("任务".as_bytes()).bytes().all(|byte| byte.is_ascii_hexdigit()) && mark(b"").len() == 12);
    }

    #[test]
    fn a_mark_stands_at_the_end_of_a_name() {
        assert_eq!(marked("web", "0f"), "web-0f");
        assert_eq!(marked("", "0f"), "0f");
    }
}
