//! The rules, each with its stable code.

/// What a difference does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing.
    None,
    /// Something new works; everything old works as before.
    Compatible,
    /// Something old no longer works, or means something else.
    Breaking,
}

impl Level {
    /// `none`, `compatible` or `breaking`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code, in kebab-case; stable.
    pub code: &'static str,
    /// Why such a difference matters.
    pub why: &'static str,
}

const fn rule(code: &'static str, why: &'static str) -> Rule {
    Rule { code, why }
}

/// Every rule, sorted by code.
pub const RULES: &[Rule] = &[
    rule("action-added", "there is a new method of the client"),
    rule("action-place-changed", "requests say elsewhere which action they call"),
    rule("action-removed", "nobody can call it any more"),
    rule("alias-added", "it is read under another name too"),
    rule("alias-removed", "it is no longer read under that name"),
    rule("arguments-reordered", "calls of `new` still compile where the types allow it, and send swapped values"),
    rule("body-changed", "the body is written in another way"),
    rule("case-ignored", "values are read without regard to case"),
    rule("case-matters", "values in another case are no longer known"),
    rule("condition-changed", "it must be there in other cases than before"),
    rule("conditions-reordered", "where two conditions hold at once, another one decides"),
    rule("conversion-added", "a structure of a request is made of one of a response"),
    rule("conversion-removed", "a structure of a request is no longer made of one of a response, or not in that way"),
    rule("default-added", "what happens without it is now known"),
    rule("default-changed", "who says nothing gets something else"),
    rule("default-endpoint-changed", "a client that names no endpoint goes elsewhere"),
    rule("default-method-changed", "clients send it in another way unless told otherwise"),
    rule("default-region-changed", "a client that names no region goes elsewhere"),
    rule("default-removed", "what happens without it is no longer known"),
    rule("documentation-changed", "people read something else; nothing else changes"),
    rule("dry-run-changed", "a dry run is asked for by another parameter, or there is none"),
    rule("effect-changed", "what sending it twice does is something else"),
    rule("endpoint-added", "there is another host to go to"),
    rule("endpoint-changed", "clients go to another host"),
    rule("endpoint-removed", "clients of that host find nobody"),
    rule("enum-added", "a text becomes a type with known values"),
    rule("enum-removed", "a type with known values becomes a text"),
    rule("enum-value-added", "there is another known value"),
    rule("enum-value-removed", "a known value is gone"),
    rule("equality-gained", "the type is now `Eq` and `Hash`"),
    rule("equality-lost", "the type is no longer `Eq` and `Hash`: it cannot be the key of a map"),
    rule("error-added", "there is another error to expect"),
    rule("error-clock-skew-changed", "whether the clock may be wrong is judged otherwise"),
    rule("error-fault-changed", "another side is at fault"),
    rule("error-message-changed", "an error is worded in another way"),
    rule("error-outcome-changed", "whether the request was carried out is judged otherwise"),
    rule("error-removed", "an error is no longer given"),
    rule("error-retryability-changed", "trying again is judged otherwise"),
    rule("error-status-changed", "an error comes with another HTTP status"),
    rule("error-throttling-changed", "whether it came too fast is judged otherwise"),
    rule("find-again-changed", "what was created is found again in another way, or not"),
    rule("limit-repeated", "what holds anyway is said again under a condition, or no longer"),
    rule("lower-bound-lowered", "more values are allowed"),
    rule("lower-bound-raised", "values that were allowed are refused"),
    rule("member-added", "there is something new that may be said or read"),
    rule("member-added-required", "every caller must say something new"),
    rule("member-became-conditional", "some callers must say what was optional"),
    rule("member-became-list", "one value becomes a list of them"),
    rule("member-became-optional", "it is no longer an argument of `new`, and may be absent"),
    rule("member-became-required", "every caller must say what was optional"),
    rule("member-became-single", "a list becomes one value"),
    rule("member-removed", "what was said or read is no longer there"),
    rule("method-added", "it can be sent in another way"),
    rule("method-removed", "clients that send it in that way are refused"),
    rule("nullability-changed", "the field becomes an `Option`, or is one no longer"),
    rule("optionality-changed", "the field becomes an `Option`, or is one no longer"),
    rule("order-changed", "things stand in another order, which nobody relies on"),
    rule("paginator-added", "it can be read page by page"),
    rule("paginator-changed", "it is read page by page in another way"),
    rule("paginator-removed", "it can no longer be read page by page"),
    rule("pattern-added", "texts that were allowed may be refused"),
    rule("pattern-changed", "texts that were allowed may be refused"),
    rule("pattern-narrowed", "texts that were allowed are refused"),
    rule("pattern-removed", "more texts are allowed"),
    rule("pattern-rewritten", "the same texts are allowed, told in another way"),
    rule("pattern-widened", "more texts are allowed"),
    rule("privacy-changed", "the field is shown in `Debug` and errors or hidden from them"),
    rule("recommendation-changed", "its absence is a warning, or no longer one"),
    rule("recommended-method-changed", "the documents prefer another method, or none"),
    rule("recreation-added", "a request is made of what describes what it creates"),
    rule("recreation-changed", "a request is made of other values"),
    rule("recreation-removed", "a request is no longer made of what describes what it creates"),
    rule("region-added", "there is another region"),
    rule("region-removed", "a region is gone"),
    rule("relation-added", "requests that were allowed are refused"),
    rule("relation-removed", "more requests are allowed"),
    rule("rust-name-changed", "code that uses the old Rust name no longer compiles"),
    rule("rust-type-renamed", "code that names the old Rust type no longer compiles"),
    rule("secrecy-changed", "the field is shown in logs or hidden from them, and its type is another"),
    rule("service-changed", "requests are signed for, and sent to, another service"),
    rule("signature-added", "there is another way to sign"),
    rule("signature-changed", "other parameters go with a signature, or must"),
    rule("signature-removed", "who signs in that way is refused"),
    rule("subject-changed", "waiters see in another way what they wait for"),
    rule("time-format-added", "only times are possible, and the field is one"),
    rule("time-format-changed", "times are written in another way"),
    rule("time-format-removed", "texts that are no times are possible, and the field is a string"),
    rule("time-offset-changed", "the same text is another point in time"),
    rule("type-changed", "its values are of another kind"),
    rule("type-widened", "larger values are possible"),
    rule("uniqueness-added", "lists with two alike are refused"),
    rule("uniqueness-changed", "lists are refused that were allowed"),
    rule("uniqueness-removed", "lists with two alike are allowed"),
    rule("unit-changed", "the same number means something else"),
    rule("upper-bound-lowered", "values that were allowed are refused"),
    rule("upper-bound-raised", "more values are allowed"),
    rule("values-narrowed", "values that were allowed are refused"),
    rule("values-widened", "more values are allowed"),
    rule("version-changed", "every request carries another version"),
    rule("waiter-added", "there is another state to wait for"),
    rule("waiter-changed", "a state is waited for in another way"),
    rule("waiter-pace-changed", "it asks more often or less often, or gives up sooner or later"),
    rule("waiter-removed", "a state can no longer be waited for"),
    rule("yields-changed", "an answer is complete with another member"),
    rule("zone-added", "there is another zone"),
    rule("zone-removed", "a zone is gone"),
];
