//! Signing a POST by AWS Signature Version 4, its key of the day cached where the contender can.

use std::hint::black_box;

use jiff::Timestamp;

use crate::runner::contenders;

pub const ACCESS_KEY: &str = "AKLTzOz4WRzrSfKzoFfFDjFsAA";
pub const SECRET_KEY: &str = "OMkPZ0vEzXyyDbfFIkCuKfFkNjVQrLmCyYFnWA==";
pub const REGION: &str = "cn-beijing-6";
pub const SERVICE: &str = "kci";
pub const HOST: &str = "kci.cn-beijing-6.api.ksyun.com";
pub const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

contenders!(Input: bare_sha256, hand_made, reqsign, aws_sigv4, ours);

/// What is signed, and when.
#[derive(Clone)]
pub struct Input {
    pub body: String,
    pub time: Timestamp,
}

impl Input {
    pub fn new(length: usize) -> Self {
        let time = Timestamp::new(1_782_965_106, 0).expect("a time");
        Self { body: "Container.1.Name=a&".repeat(length / 19 + 1)[..length].to_owned(), time }
    }
}

/// Keeps what was made from being optimised away.
pub fn done<T>(value: T) {
    black_box(value);
}
