//! Making a client: what is refused, what is taken from the environment, and what does not show.

mod common;

use common::{ACCESS_KEY, SECRET_KEY, Server, TOKEN, builder, nothing};
use kci_sdk::auth::Credentials;
use kci_sdk::credentials::Surroundings;
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::{Client, ClientBuilder, Error, Validation};

fn from(variables: &'static [(&'static str, &'static str)]) -> ClientBuilder {
    Client::builder().from_variables(move |name| {
        variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    })
}

fn configuration_error(builder: ClientBuilder) -> String {
    match builder.build() {
        Err(Error::Configuration(text)) => text,
        other => panic!("not a configuration error: {other:?}"),
    }
}

#[test]
fn everything_can_come_from_the_environment() {
    let client = from(&[
        ("KSYUN_ACCESS_KEY", "AK"),
        ("KSYUN_SECRET_KEY", "SK"),
        ("KSYUN_REGION", "cn-shanghai-2"),
        ("KSYUN_ENDPOINT", "http://127.0.0.1:8410/"),
    ]);
    let client = client.build().expect("a client");
    assert_eq!((client.region(), client.endpoint()), ("cn-shanghai-2", "http://127.0.0.1:8410"));
}

#[test]
fn what_is_set_in_code_wins_over_the_environment() {
    let variables = &[("KSYUN_ACCESS_KEY", "AK"), ("KSYUN_SECRET_KEY", "SK"), ("KSYUN_ENDPOINT", "http://127.0.0.1:1")];
    let client = from(variables).region("cn-guangzhou-1").endpoint_named("global").build().expect("a client");
    assert_eq!(client.endpoint(), "https://kci.api.ksyun.com");
    let client = Client::builder().credentials(Credentials::new("other", "key")).from_variables(|_| None);
    assert!(format!("{:?}", client.build().expect("a client")).contains("other"));
}

#[test]
fn without_credentials_both_variables_are_named() {
    let Err(Error::Credentials(text)) = from(&[]).build() else { panic!("a credentials error") };
    assert!(text.contains("KSYUN_ACCESS_KEY") && text.contains("KSYUN_SECRET_KEY"), "{text}");
    let unnamed = Client::builder().build().expect_err("a credentials error").to_string();
    assert!(unnamed.contains("builder"), "{unnamed}");
    let Err(Error::Credentials(text)) = from(&[("KSYUN_ACCESS_KEY", "AK")]).build() else {
        panic!("a credentials error")
    };
    assert!(text.contains("KSYUN_SECRET_KEY is not"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_utf_8_is_an_error_unless_code_says_otherwise() {
    use std::os::unix::ffi::OsStringExt;
    let broken = std::ffi::OsString::from_vec(b"http://127.0.0.1:8410/\xff".to_vec());
    for name in ["KSYUN_ENDPOINT", "KSYUN_REGION", "KSYUN_ACCESS_KEY", "KSYUN_SECRET_KEY", "KSYUN_SESSION_TOKEN"] {
        let around = [("KSYUN_ACCESS_KEY", "AK"), ("KSYUN_SECRET_KEY", "SK")].into_iter();
        let around = around.fold(Surroundings::empty(), |all, (name, value)| all.variable(name, value));
        let around = Client::builder().from_surroundings(around.variable(name, broken.clone()));
        assert_eq!(configuration_error(around.clone()), format!("environment variable {name} is not UTF-8"));
        let said = around.endpoint("http://127.0.0.1:1").region("cn-beijing-6").credentials(Credentials::new("A", "S"));
        assert!(said.build().is_ok(), "{name}");
    }
}

#[test]
fn the_default_is_the_regional_endpoint_over_https() {
    assert_eq!(builder().build().expect("a client").endpoint(), "https://kci.cn-beijing-6.api.ksyun.com");
    let elsewhere = builder().region("cn-new-9").build().expect("a client");
    assert_eq!(elsewhere.endpoint(), "https://kci.cn-new-9.api.ksyun.com");
}

#[test]
fn plain_http_is_for_this_machine_unless_allowed() {
    let elsewhere = || builder().endpoint("http://kci.internal.example");
    assert!(configuration_error(elsewhere()).contains("not encrypted"));
    assert!(elsewhere().allow_plain_http(true).build().is_ok());
    for endpoint in ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost"] {
        assert!(builder().endpoint(endpoint).build().is_ok(), "{endpoint}");
    }
}

#[test]
fn settings_that_cannot_work_are_refused_at_once() {
    assert!(configuration_error(builder().endpoint("ftp://a")).contains("http"));
    assert!(configuration_error(builder().region("a/b")).contains("region"));
    assert!(configuration_error(builder().region("")).contains("region"));
    assert!(configuration_error(builder().user_agent_suffix("a\nb")).contains("user agent"));
    for (access_key, secret_key) in [("", "SK"), ("AK", ""), ("A\nK", "SK"), ("A/K", "SK")] {
        let client = Client::builder().credentials(Credentials::new(access_key, secret_key));
        assert!(matches!(client.build(), Err(Error::Credentials(_))), "{access_key:?} {secret_key:?}");
    }
    let token = Credentials::new("AK", "SK").with_session_token("a\r\nb");
    assert!(matches!(builder().credentials(token).build(), Err(Error::Credentials(_))));
}

#[test]
fn debug_shows_no_secret() {
    let credentials = Credentials::new(ACCESS_KEY, SECRET_KEY).with_session_token(TOKEN);
    let builder = builder().credentials(credentials.clone());
    let client = builder.clone().build().expect("a client");
    let call = client.describe_container_group(DescribeContainerGroupRequest::new());
    let shown =
        format!("{credentials:?} {builder:?} {client:?} {call:?} {:?}", client.raw("A").param("Password", TOKEN));
    assert!(shown.contains(ACCESS_KEY));
    assert!(!shown.contains(SECRET_KEY) && !shown.contains(TOKEN), "{shown}");
}

#[tokio::test]
async fn an_invalid_request_is_sent_only_if_validation_does_not_stop_it() {
    let server = Server::start([nothing(), nothing(), nothing()]).await;
    let invalid = || DescribeContainerGroupRequest::new().max_results(101);
    let Err(Error::Validation(error)) = server.client().describe_container_group(invalid()).await else {
        panic!("a validation error")
    };
    let text = "1 problem in DescribeContainerGroup:\n  MaxResults: 101 is above the maximum 100";
    assert_eq!(error.to_string(), text);
    assert!(server.seen().is_empty());
    for validation in [Validation::Warn, Validation::Off] {
        let client = server.builder().validation(validation).build().expect("a client");
        client.describe_container_group(invalid()).await.expect("an answer");
        let enforced = client.describe_container_group(invalid()).validation(Validation::Enforce).await;
        assert!(matches!(enforced, Err(Error::Validation(_))));
    }
    server.client().describe_container_group(invalid()).validation(Validation::Off).await.expect("an answer");
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn futures_and_streams_can_be_sent_between_threads() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let client = is_send(builder().build().expect("a client"));
    let list = || client.describe_container_group(DescribeContainerGroupRequest::new());
    drop(is_send(IntoFuture::into_future(is_send(list()))));
    drop(is_send(list().pages()));
    drop(is_send(list().items()));
    drop(is_send(IntoFuture::into_future(is_send(list().wait_for(kci_sdk::waiter::ContainerGroupRunning)))));
}
