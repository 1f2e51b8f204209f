//! Work whose instructions are counted: the paths of the SDK and the compiler, repeated so and so often.

use std::hint::black_box;

use kci_codegen::Compiler;

use crate::data::{Plan, page};
use crate::runner::Work;
use crate::{decode, flatten, sign, signed, validate};

/// Does the work of a path.
pub fn repeat(path: &str, times: u32) {
    let mut work = work(path);
    (0..times).for_each(|_| work());
}

fn work(path: &str) -> Work {
    match path {
        "sign" => (sign::ours::contender().start)(&sign::Input::new(600)),
        "request" => (signed::ours::contender().start)(&Plan::large()),
        "flatten" => (flatten::ours::contender().start)(&Plan::large()),
        "validate" => (validate::ours::contender().start)(&Plan::large()),
        "decode" => (decode::ours::contender().start)(&page(100)),
        "compile" => Box::new(|| {
            let compiler = Compiler::new().files(kci_spec::KCI).actions(["DescribeContainerGroup"]);
            drop(black_box(compiler.generate().expect("code")));
        }),
        other => panic!("no path {other}"),
    }
}
