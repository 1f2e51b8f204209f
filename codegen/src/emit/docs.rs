//! Rustdoc: what a thing is, in both languages, and every documented fact about it on one line.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use crate::facts;
use crate::ir::{
    AcceptorTest, Action, Conversion, ConversionKind, Enum, EnumValue, Hint, Member, Provenance, Shape, Side, Source,
    Subject, Text, Variant, Waiter,
};
use crate::markdown::{code, line, prose};

/// Lines of a doc comment, paragraph by paragraph.
#[derive(Default)]
struct Doc {
    paragraphs: Vec<String>,
    /// The overlay entries behind it, as code.
    origin: Vec<String>,
}

impl Doc {
    /// Starts with both languages; `otherwise` stands in for an empty text.
    fn of(text: &Text, otherwise: &str) -> Self {
        let mut doc = Self::default();
        let en = prose(&text.en);
        doc.add(if en.is_empty() { prose(otherwise) } else { en });
        doc.add(prose(&text.zh));
        doc
    }

    fn add(&mut self, paragraph: String) {
        if !paragraph.is_empty() {
            self.paragraphs.push(paragraph);
        }
    }

    /// Which overlay entries touched it; what each says, and why, is in the overlay.
    fn provenance(&mut self, all: &[Provenance]) {
        for one in all {
            let entry = code(&format!("{}/{}", one.overlay, one.entry));
            if !self.origin.contains(&entry) {
                self.origin.push(entry);
            }
        }
    }

    fn section(&mut self, section: &str) {
        if !section.is_empty() {
            self.add(format!("Source: {}.", prose(section)));
        }
    }

    fn attributes(mut self) -> TokenStream {
        if !self.origin.is_empty() {
            let origin = self.origin.join(", ");
            self.add(format!("<sub>Origin: {origin}</sub>"));
        }
        let lines = self.paragraphs.join("\n\n");
        let lines = lines.lines().map(|text| if text.is_empty() { String::new() } else { format!(" {}", line(text)) });
        quote!(#(#[doc = #lines])*)
    }
}

/// A field.
pub(super) fn member(cx: &Context<'_>, member: &Member, side: Side) -> TokenStream {
    let mut doc = Doc::of(&member.description, &format!("Member `{}`.", member.name.wire));
    doc.add(facts::line(cx.ir, member, side));
    doc.provenance(&member.provenance);
    doc.attributes()
}

/// A setter: the field has the rest.
pub(super) fn setter(member: &Member) -> TokenStream {
    let mut doc = Doc::default();
    let field = &member.name.rust;
    let text = prose(&member.description.en);
    // A link to a raw identifier leads nowhere.
    let link = match field.strip_prefix("r#") {
        Some(bare) => format!("Sets `{bare}`"),
        None => format!("Sets [`{field}`](Self::{field})"),
    };
    doc.add(if text.is_empty() { format!("{link}.") } else { format!("{link}: {}", lower_first(&text)) });
    doc.attributes()
}

/// `Name of it` becomes `name of it`; `IP address` and `` `code` `` stay.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_ascii_uppercase() && second.is_ascii_lowercase() => {
            format!("{}{}", first.to_ascii_lowercase(), &text[first.len_utf8()..])
        }
        (Some('A'), Some(' ')) => format!("a{}", &text[1..]),
        _ => text.to_owned(),
    }
}

/// A structure or a union.
pub(super) fn shape(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let mut doc = match (cx.action_of(shape), shape.side) {
        (Some(action), Side::Request) => Doc::of(&action.description, &format!("Request of `{}`.", action.name.wire)),
        (Some(action), Side::Response) => Doc::of(&Text::default(), &format!("Response of `{}`.", action.name.wire)),
        (None, _) => Doc::of(&shape.description, &format!("Structure `{}`.", shape.name.wire)),
    };
    doc.section(&shape.section);
    // An action that an overlay adds is new with both of its tables.
    doc.provenance(cx.action_of(shape).map_or(&[], |action| &action.provenance));
    doc.provenance(&shape.provenance);
    doc.attributes()
}

/// A variant of a union.
pub(super) fn variant(cx: &Context<'_>, tag: &str, variant: &Variant) -> TokenStream {
    let payload = cx.ir.shape(variant.shape);
    let mut doc = Doc::of(&payload.description, &format!("Variant `{}`.", variant.name.wire));
    doc.add(format!("On the wire: {}.", code(&format!("{tag}={}", variant.name.wire))));
    doc.provenance(&payload.provenance);
    doc.attributes()
}

/// An enum.
pub(super) fn enumeration(item: &Enum) -> TokenStream {
    let mut doc = Doc::of(&item.description, &format!("Values of `{}`.", item.name.wire));
    if item.ignore_case {
        doc.add("Read without regard to case.".to_owned());
    }
    doc.attributes()
}

/// How what was described is created again: what is taken from elsewhere, and what nobody tells.
pub(super) fn conversion(cx: &Context<'_>, one: &Conversion) -> TokenStream {
    let mut doc = Doc::default();
    let target = cx.ir.shape(one.to);
    let action = cx
        .action_of(target)
        .map(|action| format!("Creates again what was described, with {}.", code(&action.name.wire)));
    doc.add(action.unwrap_or_else(|| "Asks again for what was described.".to_owned()));
    if let ConversionKind::Structure(carried) = &one.kind {
        let members = target.members().iter().enumerate();
        let told = |index: usize| carried.iter().find(|one| one.to == index);
        let described = cx.ir.shape(one.from);
        for (index, member) in members.clone() {
            if let Some(Source::Path(path)) = told(index).map(|one| &one.from) {
                let path = code(&cx.ir.path_from(described, path));
                doc.add(format!("{} is taken from {path}.", code(&member.name.wire)));
            }
        }
        let untold: Vec<_> =
            members.filter(|(index, _)| told(*index).is_none()).map(|(_, member)| code(&member.name.wire)).collect();
        if !untold.is_empty() {
            doc.add(format!("Not told by the response, and so not set: {}.", untold.join(", ")));
        }
    }
    if one.fallible {
        doc.add(
            "Fails where the response lacks what a request needs, or where it has a value that no request has."
                .to_owned(),
        );
    }
    doc.attributes()
}

/// A known value.
pub(super) fn enum_value(value: &EnumValue) -> TokenStream {
    if value.name.wire.is_empty() {
        return Doc::of(&value.description, "The empty text.").attributes();
    }
    let mut doc = Doc::of(&value.description, &format!("The value `{}`.", value.name.wire));
    if value.name.wire != value.name.rust {
        doc.add(format!("On the wire: {}.", code(&value.name.wire)));
    }
    doc.attributes()
}

/// A client method.
pub(super) fn action(cx: &Context<'_>, action: &Action) -> TokenStream {
    let mut doc = Doc::of(&action.description, &format!("Calls `{}`.", action.name.wire));
    doc.add(facts::action_line(action));
    doc.section(&action.section);
    doc.provenance(&action.provenance);
    doc.add(format!("The call is sent when it is awaited; options are set on it before.{}", listing(cx, action)));
    doc.attributes()
}

/// The pages and the waiters that a call of an action has.
fn listing(cx: &Context<'_>, action: &Action) -> String {
    let (call, request) = (format!("{}::Call", cx.options.runtime), cx.ir.shape(action.request));
    let pages = format!(" [`pages`]({call}::pages) and [`items`]({call}::items) of it read the list to its end.");
    let pages = cx.paginator_of(request).map_or_else(String::new, |_| pages);
    let waiters = cx.ir.waiters.iter().filter(|waiter| cx.ir.action(waiter.action).name == action.name);
    let states: Vec<_> = waiters.map(|waiter| format!("[`{0}`](waiter::{0})", waiter.name.rust)).collect();
    if states.is_empty() {
        return pages;
    }
    format!("{pages} [`wait_for`]({call}::wait_for) of it waits for {}.", states.join(", "))
}

/// A waiter.
pub(super) fn waiter(cx: &Context<'_>, item: &Waiter) -> TokenStream {
    let mut doc = Doc::of(&item.description, &format!("Waiter `{}`.", item.name.wire));
    let request = ident(&cx.ir.shape(cx.ir.action(item.action).request).name.rust);
    doc.add(format!(
        "Asks with a [`{request}`](super::request::{request}): again after {} s, then later and later up to {} s, and for \
         {} s at most.",
        item.delay_seconds, item.max_delay_seconds, item.deadline_seconds
    ));
    doc.add(asked(cx, item));
    let lasting = item.acceptors.iter().filter_map(|acceptor| match (&acceptor.test, acceptor.for_seconds) {
        (AcceptorTest::All { values, .. } | AcceptorTest::Any { values, .. }, Some(seconds)) => {
            let values: Vec<_> = values.iter().map(|value| code(value)).collect();
            Some(format!("Fails where it sees {} for {seconds} s.", values.join(", ")))
        }
        _ => None,
    });
    lasting.for_each(|line| doc.add(line));
    hints(&mut doc, &item.hints);
    doc.attributes()
}

/// The function that shows what waiters of an action wait for.
pub(super) fn subject(item: &Subject) -> TokenStream {
    let mut doc = Doc::of(&item.title, "What is waited for.");
    for part in &item.parts {
        doc.add(prose(&part.title.en));
        doc.add(prose(&part.title.zh));
    }
    hints(&mut doc, &item.hints);
    doc.attributes()
}

/// What to look at, and when.
fn hints(doc: &mut Doc, hints: &[Hint]) {
    for hint in hints {
        let values: Vec<_> = hint.values.iter().map(|value| code(value)).collect();
        doc.add(format!("Where it sees {}: {}.", values.join(", "), prose(&hint.text.en)));
        doc.add(prose(&hint.text.zh));
    }
}

/// What becomes of something that was asked for by name and is not there.
fn asked(cx: &Context<'_>, item: &Waiter) -> String {
    let Some(subject) = cx.ir.subjects.iter().find(|subject| subject.action == item.action) else {
        return String::new();
    };
    let request = cx.ir.shape(cx.ir.action(item.action).request);
    let Some(asked) = subject.asked.and_then(|index| request.members().get(index)) else { return String::new() };
    if item.expects_all() {
        let (name, grace) = (code(&asked.name.wire), subject.grace_seconds);
        return format!("Everything that {name} names must be there; what is missing for {grace} s ends the waiting.");
    }
    format!("What {} names may be missing.", code(&asked.name.wire))
}
