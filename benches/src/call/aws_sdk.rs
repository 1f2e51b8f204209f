//! `aws-sdk-ecr`: a generated SDK of the same kind, asked for its list of repositories. It speaks JSON both ways and is
//! answered with next to nothing.

use aws_sdk_ecr::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ecr::{Client, Config};

use super::{Input, runtime, work};
use crate::runner::Contender;
use crate::sign::{ACCESS_KEY, REGION, SECRET_KEY};

pub fn contender() -> Contender<Input> {
    Contender {
        name: "aws-sdk-ecr",
        start: |input| {
            let config = Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new(REGION))
                .credentials_provider(Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "bench"))
                .endpoint_url(format!("http://{}", input.address))
                .build();
            let client = Client::from_conf(config);
            work(runtime(), input.at_a_time, move || {
                let client = client.clone();
                async move {
                    let answer = client.describe_repositories().max_results(20).send().await.expect("an answer");
                    std::hint::black_box(answer);
                }
            })
        },
    }
}
