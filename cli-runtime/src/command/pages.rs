//! Lists page by page, to their end or to the limit.

use kci_runtime::Params;
use serde_json::Value;

use super::action;
use crate::context::Context;
use crate::failure::Failure;
use crate::table::{Action, Pages};

/// How many pages are read at most: a service that goes round in a circle ends here.
const MOST: usize = 100_000;

/// The answers of all pages in one: the elements of all, and all else as the last one says.
pub(super) async fn all(
    cx: &Context,
    action: &'static Action,
    pages: &Pages,
    params: &Params,
) -> Result<Value, Failure> {
    let mut params = params.clone();
    if let (Some(size), Some(largest)) = (pages.size, pages.largest)
        && params.get(size).is_none()
    {
        // No more than is wanted, where that is less than a page.
        let wanted =
            cx.out.limit().filter(|limit| largest.parse().is_ok_and(|largest: usize| (1..largest).contains(limit)));
        params.push(size, wanted.map_or_else(|| largest.to_owned(), |wanted| wanted.to_string()));
    }
    let mut elements = Vec::new();
    let mut seen = Vec::new();
    for _ in 0..MOST {
        let mut answer = action::call(cx, action, &params).await?;
        if let Some(Value::Array(items)) = answer.get_mut(pages.items).map(Value::take) {
            elements.extend(items);
        }
        let next = answer.get(pages.next).and_then(|token| token_of(token, pages.end));
        let is_enough = cx.out.limit().is_some_and(|limit| elements.len() >= limit);
        let Some(next) = next.filter(|next| !is_enough && !seen.contains(next)) else {
            if let Some(list) = answer.get_mut(pages.items) {
                *list = Value::Array(elements);
            }
            return Ok(answer);
        };
        let others = params.iter().filter(|(name, _)| *name != pages.start);
        params = others.chain([(pages.start, next.as_str())]).collect();
        seen.push(next);
    }
    Err(Failure::other(format!("{} does not come to an end", action.info.name)))
}

/// Where the next page starts, if there is one.
fn token_of(token: &Value, end: Option<&str>) -> Option<String> {
    let text = match token {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.as_i64() != Some(0) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty() && end != Some(text.as_str())).then_some(text)
}
