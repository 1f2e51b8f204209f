//! What the documents show is what the program does.

use super::{around, create, emulator, home};

#[test]
fn the_guide_shows_what_the_program_does() {
    let (kci, home) = (emulator(), home());
    create(&kci, home.path(), "web");
    let cases = trycmd::TestCases::new();
    for (name, value) in around(&kci) {
        cases.env(name, value);
    }
    cases.env("HOME", home.path().display().to_string()).env("LANG", "C").env("TZ", "UTC");
    cases.register_bin("kci", trycmd::cargo::cargo_bin!("kci"));
    cases.case("../docs/cli.md").case("../docs/cli.zh-CN.md");
}
