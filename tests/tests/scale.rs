//! Synthetic specs compile, and are the same for the same seed.

use std::time::Instant;

use kci_codegen::Compiler;
use kci_tests::synthetic;

fn compiler(files: &[(String, String)]) -> Compiler {
    Compiler::new().files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

#[test]
fn a_hundred_actions_compile() {
    let files = synthetic::spec(100, 1);
    let compiled = compiler(&files).resolve().expect("the spec compiles");
    assert_eq!(compiled.ir.actions.len(), 100);
    assert!(compiled.ir.shapes.len() > 600, "only {} shapes: the copies fell together", compiled.ir.shapes.len());
    assert!(syn::parse_file(&compiler(&files).generate().expect("code")).is_ok());
}

#[test]
fn the_same_seed_makes_the_same_spec() {
    assert!(synthetic::spec(20, 3) == synthetic::spec(20, 3));
    assert!(synthetic::spec(20, 3) != synthetic::spec(20, 4));
}

#[test]
fn ten_times_the_actions_take_about_ten_times_as_long() {
    let time = |actions: usize| {
        let compiler = compiler(&synthetic::spec(actions, 1));
        let run = || {
            let start = Instant::now();
            compiler.generate().expect("code");
            start.elapsed()
        };
        (0..3).map(|_| run()).min().expect("a time")
    };
    let (small, large) = (time(7), time(70));
    assert!(large < small * 25, "7 actions took {small:?}, 70 took {large:?}: this is not linear");
}
