//! Image caches by id or name.

use kci_cli_runtime::{Context, Failure};
use kci_sdk::Client;
use kci_sdk::request::DescribeImageCacheRequest;
use kci_sdk::response::ImageCache;

/// The image caches that words stand for, each an id or a name, in the order of the words.
pub(super) async fn all(cx: &Context, client: &Client, words: &[String]) -> Result<Vec<ImageCache>, Failure> {
    let by_id = list(client, DescribeImageCacheRequest::new().image_cache_ids(words), None).await?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for word in words {
        let cache = match by_id.iter().find(|cache| cache.image_cache_id == *word) {
            Some(cache) => Some(cache.clone()),
            None => of_name(cx, client, word).await?,
        };
        match cache {
            Some(cache) => found.push(cache),
            None => missing.push(word.as_str()),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let what = cx.say("there is no image cache", "没有镜像缓存");
    let help = cx.say("`kci cache ls` lists those of this region", "`kci cache ls` 列出本地域的镜像缓存");
    Err(Failure::not_found(format!("{what} {}", missing.join(", "))).with_help(help))
}

async fn of_name(cx: &Context, client: &Client, name: &str) -> Result<Option<ImageCache>, Failure> {
    let alike = list(client, DescribeImageCacheRequest::new().image_cache_name(name), None).await?;
    let mut named: Vec<_> = alike.into_iter().filter(|cache| cache.image_cache_name == name).collect();
    if named.len() < 2 {
        return Ok(named.pop());
    }
    let ids: Vec<_> = named.iter().map(|cache| cache.image_cache_id.as_str()).collect();
    let message = format!("{}: {name}", cx.say("several image caches have this name", "多个镜像缓存同名"));
    let help = format!("{} {}", cx.say("say which by its id:", "请用 ID 指明："), ids.join(", "));
    Err(Failure::usage(message).with_help(help))
}

/// The image caches of a request, all pages of them or so many.
pub(super) async fn list(
    client: &Client,
    request: DescribeImageCacheRequest,
    most: Option<usize>,
) -> Result<Vec<ImageCache>, Failure> {
    let mut items = client.describe_image_cache(request).items();
    if let Some(most) = most {
        items = items.max_items(most);
    }
    let mut caches = Vec::new();
    while let Some(cache) = items.next().await {
        caches.push(cache?);
    }
    Ok(caches)
}
