//! The request of `kci cache create`.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use kci_cli_runtime::{Context, Failure, Lang, clap};
use kci_sdk::request::CreateImageCacheRequest;

pub(super) fn command(lang: Lang) -> Command {
    let say = |en, zh| lang.pick(en, zh);
    Command::new("create")
        .about(say("Create an image cache", "创建镜像缓存"))
        .arg(Arg::new("name").value_name("NAME").required(true).help(say("Its name", "名称")))
        .arg(Arg::new("image").value_name("IMAGE").required(true).num_args(1..).help(say("Its images", "其中的镜像")))
        .arg(super::text("subnet", "ID").help(say("Subnet [default: of the profile]", "子网（默认取自配置）")))
        .arg(
            super::text("security-group", "ID")
                .help(say("Security group [default: of the profile]", "安全组（默认取自配置）")),
        )
        .arg(super::text("size", "GB").value_parser(value_parser!(i64)).help(say("Its size", "大小")))
        .arg(
            super::text("days", "N")
                .value_parser(value_parser!(i64))
                .help(say("How many days it is kept [default: for ever]", "保留天数（默认永久）")),
        )
        .arg(
            Arg::new("wait")
                .long("wait")
                .action(ArgAction::SetTrue)
                .help(say("Wait until it can be used", "等到可以使用")),
        )
}

/// What is asked for; the subnet and the security group may be those of the profile.
pub(super) fn request(cx: &Context, matches: &ArgMatches) -> Result<CreateImageCacheRequest, Failure> {
    let option = |id: &str| matches.get_one::<String>(id).cloned();
    let (subnet, groups) = crate::defaults::network(cx)?;
    let subnet = option("subnet").or(subnet);
    let security_group = option("security-group").or_else(|| groups.into_iter().next());
    let (Some(subnet), Some(security_group)) = (subnet, security_group) else {
        return Err(crate::defaults::no_network(cx));
    };
    let images: Vec<&String> = matches.get_many("image").into_iter().flatten().collect();
    let mut request = CreateImageCacheRequest::new(option("name").unwrap_or_default(), subnet, security_group, images);
    request.image_cache_size = matches.get_one::<i64>("size").copied();
    request.retention_days = matches.get_one::<i64>("days").copied();
    Ok(request)
}
