//! `kci cache`: image caches.

mod create;
mod find;

use clap::{Arg, ArgMatches, Command};
use kci_cli_runtime::output::{Cell, Column, View};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::request::{DeleteImageCacheRequest, DescribeImageCacheEventRequest, DescribeImageCacheRequest};
use kci_sdk::response::ImageCache;
use kci_sdk::{Client, waiter};
use serde_json::json;

use super::arguments::{interval, time, timeout};
use super::events;
use super::wait::watched;
use crate::group::tone;

/// The verb.
pub(crate) struct Cache;

impl Verb for Cache {
    fn name(&self) -> &'static str {
        "cache"
    }

    fn command(&self, lang: Lang) -> Command {
        let say = |en, zh| lang.pick(en, zh);
        let command = |name: &'static str, en, zh| Command::new(name).about(lang.pick(en, zh));
        Command::new(self.name())
            .about(say("Image caches", "镜像缓存"))
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand(
                command("ls", "List image caches", "列出镜像缓存")
                    .arg(text("image", "IMAGE").help(say("Only those with this image", "只列出含有此镜像的"))),
            )
            .subcommand(
                create::command(lang)
                    .arg(timeout(lang, "With --wait: how long at most", "配合 --wait：最长等待时间"))
                    .arg(interval(lang)),
            )
            .subcommand(command("rm", "Delete image caches", "删除镜像缓存").arg(caches(lang)))
            .subcommand(
                command("wait", "Wait until image caches can be used", "等待镜像缓存可用")
                    .arg(caches(lang))
                    .arg(timeout(lang, "How long at most", "最长等待时间"))
                    .arg(interval(lang)),
            )
            .subcommand(
                command("events", "Show what happened to an image cache", "查看镜像缓存发生过的事件").arg(caches(lang)),
            )
    }

    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        &[("cache", "DescribeImageCache")]
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let client: Client = cx.client().await?;
            match matches.subcommand() {
                Some(("ls", matches)) => list(cx, &client, matches).await?,
                Some(("create", matches)) => create(cx, &client, matches).await?,
                Some(("rm", matches)) => remove(cx, &client, matches).await?,
                Some(("wait", matches)) => {
                    let caches = find::all(cx, &client, &words(matches)).await?;
                    wait(cx, &client, caches.into_iter().map(|cache| cache.image_cache_id).collect(), matches).await?;
                }
                Some(("events", matches)) => {
                    for cache in find::all(cx, &client, &words(matches)).await? {
                        let request = DescribeImageCacheEventRequest::new(cache.image_cache_id);
                        let events = client.describe_image_cache_event(request).await?.events;
                        cx.out.show(&json!({ "Events": events }), &events::view())?;
                    }
                }
                _ => return Err(Failure::usage("kci cache ls, create, rm, wait or events")),
            }
            Ok(Exit::SUCCESS)
        })
    }
}

fn text(long: &'static str, value: &'static str) -> Arg {
    Arg::new(long).long(long).value_name(value)
}

fn caches(lang: Lang) -> Arg {
    Arg::new("cache")
        .value_name("CACHE")
        .required(true)
        .num_args(1..)
        .help(lang.pick("Id or name of an image cache", "镜像缓存的 ID 或名称"))
}

fn words(matches: &ArgMatches) -> Vec<String> {
    matches.get_many::<String>("cache").into_iter().flatten().cloned().collect()
}

async fn list(cx: &Context, client: &Client, matches: &ArgMatches) -> Result<(), Failure> {
    let mut request = DescribeImageCacheRequest::new();
    request.image = matches.get_one::<String>("image").cloned();
    let caches = find::list(client, request, cx.out.limit()).await?;
    show(cx, &caches)
}

fn show(cx: &Context, caches: &[ImageCache]) -> Result<(), Failure> {
    let view = View::list("ImageCaches")
        .column(Column::new("ID", "ImageCacheId"))
        .column(Column::new("NAME", "ImageCacheName"))
        .column(Column::new("STATUS", "Status").of(Cell::State(tone)))
        .column(Column::new("SIZE", "ImageCacheSize"))
        .column(Column::new("AGE", "CreateTime").of(Cell::Age))
        .column(Column::new("EXPIRES", "ExpireTime").of(Cell::Time))
        .column(Column::new("IMAGES", "Images").wide())
        .column(Column::new("REASON", "Reason").wide())
        .column(Column::new("SNAPSHOT", "SnapshotId").wide())
        .id("ImageCacheId")
        .name("ImageCacheName");
    cx.out.show(&json!({ "ImageCaches": caches }), &view)
}

async fn create(cx: &Context, client: &Client, matches: &ArgMatches) -> Result<(), Failure> {
    let request = create::request(cx, matches)?;
    if cx.settings.dry_run {
        return cx.show_request(&request);
    }
    let answer = client.create_image_cache(request).await?;
    if matches.get_flag("wait") {
        return wait(cx, client, vec![answer.image_cache_id], matches).await;
    }
    let view = View::one().column(Column::new("ID", "ImageCacheId")).id("ImageCacheId");
    cx.out.show(&json!(answer), &view)
}

async fn wait(cx: &Context, client: &Client, ids: Vec<String>, matches: &ArgMatches) -> Result<(), Failure> {
    let call = client.describe_image_cache(DescribeImageCacheRequest::new().image_cache_ids(ids));
    let wait = call.wait_for(waiter::ImageCacheReady);
    let answer = watched(cx, wait, time(matches, "timeout"), time(matches, "interval")).await?;
    show(cx, &answer.image_caches)
}

async fn remove(cx: &Context, client: &Client, matches: &ArgMatches) -> Result<(), Failure> {
    let caches = find::all(cx, client, &words(matches)).await?;
    let (mut deleted, mut problems) = (Vec::new(), None);
    for cache in caches {
        let request = DeleteImageCacheRequest::new(&*cache.image_cache_id);
        if cx.settings.dry_run {
            cx.show_request(&request)?;
            continue;
        }
        match client.delete_image_cache(request).await {
            Ok(_) => {
                deleted.push(json!({"ImageCacheId": cache.image_cache_id, "ImageCacheName": cache.image_cache_name}));
            }
            Err(error) => {
                problems = Some(super::rm::more(problems, error.into(), &cache.image_cache_id));
            }
        }
    }
    if cx.settings.dry_run {
        return Ok(());
    }
    let view = View::list("")
        .column(Column::new("DELETED", "ImageCacheId"))
        .column(Column::new("NAME", "ImageCacheName"))
        .id("ImageCacheId")
        .name("ImageCacheName");
    cx.out.show(&json!(deleted), &view)?;
    problems.map_or(Ok(()), Err)
}
