//! Contenders side by side. `cargo run --release` measures all tables, `cargo run --release -- sign decode` some, and
//! `--quick` in fewer rounds. `count` and `serve` are for the programs that come with it.

mod call;
mod counted;
mod data;
mod decode;
mod encode;
mod flatten;
mod runner;
mod sign;
mod signed;
mod validate;

use std::time::Duration;

use runner::{Clock, Contender, Effort, Row, compare};

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|argument| argument == "serve") {
        return call::server::serve();
    }
    if let [command, path, times] = arguments.as_slice()
        && command == "count"
    {
        return counted::repeat(path, times.parse().expect("how often"));
    }
    let quick = arguments.iter().position(|argument| argument == "--quick").map(|index| arguments.remove(index));
    let rounds = if quick.is_some() { 11 } else { 61 };
    let effort = Effort { rounds, turn: Duration::from_millis(if quick.is_some() { 3 } else { 8 }) };
    let wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == name);
    if wanted("sign") {
        for body in [600, 12_000] {
            let title = format!("Sign a POST, body of {body} bytes, key of the day cached");
            table(&title, &sign::contenders(), &sign::Input::new(body), Clock::Thread, effort);
        }
    }
    let plan = data::Plan::large();
    if wanted("flatten") {
        let form = encode::direct_append(&plan);
        let title = format!("Flatten {} parameters, {} bytes", form.matches('=').count(), form.len());
        table(&title, &flatten::contenders(), &plan, Clock::Thread, effort);
    }
    if wanted("signed") {
        table(
            "From a typed request to signed bytes, the same request",
            &signed::contenders(),
            &plan,
            Clock::Thread,
            effort,
        );
    }
    if wanted("validate") {
        table("Validate a valid request, the same request", &validate::contenders(), &plan, Clock::Thread, effort);
    }
    if wanted("decode") {
        for groups in [100, 1] {
            let page = data::page(groups);
            let title = format!("Decode a page of groups ({groups}), {} bytes", page.len());
            table(&title, &decode::contenders(), page.as_str(), Clock::Thread, effort);
        }
    }
    if wanted("call") {
        call::tables(effort);
    }
}

/// Measures, and prints a Markdown table.
fn table<I: ?Sized>(title: &str, contenders: &[Contender<I>], input: &I, clock: Clock, effort: Effort) {
    print(title, &compare(contenders, input, clock, effort));
}

fn print(title: &str, rows: &[Row]) {
    println!("\n{title}\n\n| contender | ratio | p10–p90 | allocations | µs here |\n|---|---:|---:|---:|---:|");
    for Row { name, median, p10, p90, allocations, micros } in rows {
        println!("| {name} | {median:.2} | {p10:.2}–{p90:.2} | {allocations} | {micros:.1} |");
    }
}
