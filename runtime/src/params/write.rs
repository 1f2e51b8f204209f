//! Flattening: typed values to parameters, or to the members of a JSON object.

use jiff::Timestamp;
use serde_json::Value;

use super::Form;
use super::encode::{push_digits, push_encoded, push_float, push_integer};
use super::json::JsonText;
use super::pick::{Picker, Step};
use crate::Secret;
use crate::time::TimeFormat;

/// Something that can be sent as parameters.
pub trait WriteParam {
    /// Writes the value at the writer's place.
    fn write_param(&self, w: &mut ParamWriter<'_>);

    /// Whether nothing would be written.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Where values are written: a place in the tree of names, and what was written so far.
#[derive(Debug)]
pub struct ParamWriter<'a> {
    /// The name of the place in a form, encoded.
    key: String,
    target: Target<'a>,
}

/// How a request is written.
#[derive(Debug)]
enum Target<'a> {
    Form(&'a mut Form),
    Json(&'a mut JsonText),
    /// Not written, but looked at.
    Picker(&'a mut Picker),
}

/// How long names of places are, more or less.
const KEY: usize = 64;

impl<'a> ParamWriter<'a> {
    /// A writer at the root, which adds to `form`.
    pub fn new(form: &'a mut Form) -> Self {
        Self { key: String::with_capacity(KEY), target: Target::Form(form) }
    }

    /// A writer at the root, which adds to a JSON object.
    pub(crate) fn json(text: &'a mut JsonText) -> Self {
        Self { key: String::new(), target: Target::Json(text) }
    }

    /// A writer at the root, which writes nothing, but looks for values.
    pub(super) fn picking(picker: &'a mut Picker) -> Self {
        Self { key: String::new(), target: Target::Picker(picker) }
    }

    /// Writes a member of the current place. Its name must be encoded already.
    pub fn member(&mut self, name: &str, value: &(impl WriteParam + ?Sized)) {
        if !value.is_absent() {
            self.within(name, |w| value.write_param(w));
        }
    }

    /// Writes a time as a member of the current place; nothing for `None`.
    pub fn time(&mut self, name: &str, time: Option<&Timestamp>, format: TimeFormat) {
        if let Some(time) = time {
            self.within(name, |w| w.value(&format.write(*time)));
        }
    }

    /// Writes a list of times as a member of the current place.
    pub fn times(&mut self, name: &str, times: &[Timestamp], format: TimeFormat) {
        let texts: Vec<_> = times.iter().map(|time| format.write(*time)).collect();
        self.member(name, &texts);
    }

    /// Writes a text at the current place itself.
    pub fn value(&mut self, text: &str) {
        match self.begin() {
            Begun::Form(form) => push_encoded(form, text),
            Begun::Json(json) => json.text(text),
            Begun::Picker(picker) => picker.value(text),
        }
    }

    /// Writes a whole number at the current place itself.
    pub fn integer(&mut self, number: i64) {
        match self.begin() {
            Begun::Form(form) => push_integer(form, number),
            Begun::Json(json) => json.integer(number),
            Begun::Picker(picker) => picker.value(&number.to_string()),
        }
    }

    /// Writes a number at the current place itself.
    pub fn float(&mut self, number: f64) {
        match self.begin() {
            Begun::Form(form) => push_float(form, number),
            Begun::Json(json) => json.float(number),
            Begun::Picker(picker) => picker.value(&number.to_string()),
        }
    }

    /// Writes what is JSON: as text in a form, and as itself in a JSON object.
    fn raw(&mut self, json: &str) {
        match self.begin() {
            Begun::Form(form) => push_encoded(form, json),
            Begun::Json(text) => text.raw(json),
            Begun::Picker(picker) => picker.value(json),
        }
    }

    /// What is written to, where the value of the current place can be written.
    fn begin(&mut self) -> Begun<'_> {
        match &mut self.target {
            Target::Json(json) => Begun::Json(json),
            Target::Picker(picker) => Begun::Picker(picker),
            Target::Form(form) => {
                let text = form.begin_pair();
                text.push_str(&self.key);
                text.push('=');
                Begun::Form(text)
            }
        }
    }

    fn list<T: WriteParam>(&mut self, elements: &[T]) {
        if let Target::Json(json) = &mut self.target {
            json.begin_list();
        }
        for (element, number) in elements.iter().zip(1_u64..) {
            self.element(number, element);
        }
        if let Target::Json(json) = &mut self.target {
            json.end_list();
        }
    }

    fn element(&mut self, number: u64, value: &impl WriteParam) {
        if let Target::Picker(_) = self.target {
            return self.look(Step::Element(number), |w| value.write_param(w));
        }
        if let Target::Json(json) = &mut self.target {
            json.begin_element(number == 1);
            value.write_param(self);
            if let Target::Json(json) = &mut self.target {
                json.end_element();
            }
            return;
        }
        let outer = self.key.len();
        if outer > 0 {
            self.key.push('.');
        }
        push_digits(&mut self.key, number);
        value.write_param(self);
        self.key.truncate(outer);
    }

    /// Goes to a member or an element, if somebody looks for what is there.
    fn look(&mut self, step: Step<'_>, write: impl FnOnce(&mut Self)) {
        let Target::Picker(picker) = &mut self.target else { return };
        let Some(outer) = picker.enter(step) else { return };
        write(self);
        if let Target::Picker(picker) = &mut self.target {
            picker.leave(outer);
        }
    }

    fn within(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        if let Target::Picker(_) = self.target {
            return self.look(Step::Member(name), write);
        }
        if let Target::Json(json) = &mut self.target {
            let outer = json.begin_member(name);
            write(self);
            if let Target::Json(json) = &mut self.target {
                json.end_member(outer);
            }
            return;
        }
        let outer = self.key.len();
        if outer > 0 {
            self.key.push('.');
        }
        self.key.push_str(name);
        write(self);
        self.key.truncate(outer);
    }
}

/// Where a value can be written.
enum Begun<'w> {
    /// The text of a form, after a name.
    Form(&'w mut String),
    /// A place in a JSON object.
    Json(&'w mut JsonText),
    /// Nowhere.
    Picker(&'w mut Picker),
}

impl<T: WriteParam + ?Sized> WriteParam for &T {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        (**self).write_param(w);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl WriteParam for str {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        w.value(self);
    }
}

impl WriteParam for String {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        w.value(self);
    }
}

impl WriteParam for Secret {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        w.value(self.expose());
    }
}

impl WriteParam for bool {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        w.raw(if *self { "true" } else { "false" });
    }
}

impl WriteParam for i64 {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        w.integer(*self);
    }
}

/// In a form, the text of the JSON.
impl WriteParam for Value {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        w.raw(&self.to_string());
    }
}

/// The shortest decimal form that reads back as the same number: no exponent, no trailing zeros, `2` for 2.0.
impl WriteParam for f64 {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        let number = if *self == 0.0 { 0.0 } else { *self }; // -0.0 too
        w.float(number);
    }
}

/// `None` writes nothing.
impl<T: WriteParam> WriteParam for Option<T> {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        if let Some(value) = self {
            value.write_param(w);
        }
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(WriteParam::is_absent)
    }
}

/// Elements are numbered from 1; an empty list writes nothing.
impl<T: WriteParam> WriteParam for [T] {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        w.list(self);
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: WriteParam> WriteParam for Vec<T> {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        self.as_slice().write_param(w);
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    struct Port(i64, Option<&'static str>);

    impl WriteParam for Port {
        fn write_param(&self, w: &mut ParamWriter<'_>) {
            w.member("Port", &self.0);
            w.member("Protocol", &self.1);
        }
    }

    struct Container(&'static str, Vec<Port>);

    impl WriteParam for Container {
        fn write_param(&self, w: &mut ParamWriter<'_>) {
            w.member("Name", self.0);
            w.member("Port", &self.1);
        }
    }

    struct One<T>(T);

    impl<T: WriteParam> WriteParam for One<T> {
        fn write_param(&self, w: &mut ParamWriter<'_>) {
            w.member("X", &self.0);
        }
    }

    fn pairs(value: &impl WriteParam) -> Vec<(String, String)> {
        Params::from_request(value).iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    fn text(value: impl WriteParam) -> String {
        Params::from_request(&One(value)).encode()
    }

    #[test]
    fn nested_lists_are_numbered_from_one() {
        let containers =
            One(vec![Container("a", vec![Port(80, Some("TCP")), Port(81, None)]), Container("b", Vec::new())]);
        let expected = [
            ("X.1.Name", "a"),
            ("X.1.Port.1.Port", "80"),
            ("X.1.Port.1.Protocol", "TCP"),
            ("X.1.Port.2.Port", "81"),
            ("X.2.Name", "b"),
        ];
        let expected: Vec<_> = expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        assert_eq!(pairs(&containers), expected);
    }

    #[test]
    fn absent_values_and_empty_lists_write_nothing() {
        assert_eq!(text(None::<String>), "");
        assert_eq!(text(Vec::<i64>::new()), "");
        assert_eq!(text(""), "X=");
    }

    #[test]
    fn numbers_have_no_exponent_and_no_trailing_zeros() {
        let cases = [(2.0, "2"), (0.5, "0.5"), (0.001, "0.001"), (1e21, "1000000000000000000000"), (-0.0, "0")];
        for (number, expected) in cases {
            assert_eq!(text(number), format!("X={expected}"));
        }
        assert_eq!(text(i64::MIN), "X=-9223372036854775808");
    }

    #[test]
    fn truth_values_are_lower_case() {
        assert_eq!(text(vec![true, false]), "X.1=true&X.2=false");
    }

    #[test]
    fn secrets_are_written_as_they_are() {
        assert_eq!(text(Secret::new("hunter2")), "X=hunter2");
    }

    #[test]
    fn times_are_written_in_their_format() {
        let time = Timestamp::UNIX_EPOCH;
        let mut form = Form::new();
        let mut w = ParamWriter::new(&mut form);
        w.time("A", Some(&time), TimeFormat::Utc { offset_seconds: 0 });
        w.time("B", Some(&time), TimeFormat::Local { offset_seconds: 28_800 });
        w.time("C", None, TimeFormat::Utc { offset_seconds: 0 });
        w.times("D", &[time], TimeFormat::Utc { offset_seconds: 0 });
        let expected = "A=1970-01-01T00%3A00%3A00Z&B=1970-01-01%2008%3A00%3A00&D.1=1970-01-01T00%3A00%3A00Z";
        assert_eq!(form.as_str(), expected);
    }
}
