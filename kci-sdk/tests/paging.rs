//! A long list is read in little memory.

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};

use common::{Server, ok};
use kci_sdk::runtime::{
    Action, ActionInfo, Body, Decode, Decoded, Effect, JsonReader, Method, Paginate, ParamWriter, Validate, Validator,
    WriteParam, call,
};

/// How many items there are, and how many there were at most.
static ALIVE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

/// Counts how many of it there are.
struct Counted;

impl Default for Counted {
    fn default() -> Self {
        MOST.fetch_max(ALIVE.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        Self
    }
}

impl Decode for Counted {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        r.skip()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

#[derive(Clone, Debug, PartialEq)]
struct ListRequest(i64);

#[derive(Default)]
struct ListResponse {
    next: i64,
    items: Vec<Counted>,
}

impl Decode for ListResponse {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        r.object()?;
        while let Some(name) = r.member()? {
            match &*name {
                "next" => self.next.decode(r)?,
                "items" => self.items.decode(r)?,
                _ => r.skip()?,
            }
        }
        Ok(())
    }
}

impl WriteParam for ListRequest {
    fn write_param(&self, writer: &mut ParamWriter<'_>) {
        writer.member("Marker", &self.0);
    }
}

impl Validate for ListRequest {
    fn validate(&self, _: &mut Validator<'_>) {}
}

impl Action for ListRequest {
    type Response = ListResponse;
    const INFO: ActionInfo = ActionInfo {
        service: &kci_sdk::SERVICE,
        name: "List",
        methods: &[Method::Post],
        default_method: Method::Post,
        body: Body::Form,
        effect: Effect::Read,
        yields: None,
    };
}

impl Paginate for ListRequest {
    type Item = Counted;

    fn next_page(&self, response: &ListResponse) -> Option<Self> {
        (response.next != 0).then_some(Self(response.next))
    }

    fn items(response: ListResponse) -> Vec<Counted> {
        response.items
    }

    fn append(response: &mut ListResponse, next: ListResponse) {
        response.items.extend(next.items);
    }
}

#[tokio::test]
async fn of_a_hundred_thousand_items_no_more_than_a_page_is_held_and_two_when_reading_ahead() {
    const PAGES: u32 = 1_000;
    let items = vec!["1"; 100].join(",");
    let page = move |number: u32| {
        let next = if number == PAGES { 0 } else { number };
        ok(&format!(r#"{{"RequestId": "page", "next": {next}, "items": [{items}]}}"#))
    };
    let pages: Vec<_> = (1..=PAGES).map(page).collect();
    for (ahead, most) in [(false, 100), (true, 200)] {
        MOST.store(0, Ordering::SeqCst);
        let server = Server::start(pages.clone()).await;
        let client = server.client();
        let items = call(client.as_ref(), ListRequest(0)).items();
        let mut items = if ahead { items.read_ahead() } else { items };
        let mut count = 0;
        while let Some(item) = items.next().await {
            drop(item.expect("an item"));
            count += 1;
        }
        assert_eq!(count, 100_000);
        let held = MOST.load(Ordering::SeqCst);
        assert!(held <= most, "{held} items were held");
    }
}
