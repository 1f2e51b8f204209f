//! Enums that keep values this version does not know.

/// Implements what an open enum needs, given `as_str`, `from_wire` and a variant `Other(String)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident) => {
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::from_wire(value)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from_wire(&value)
            }
        }

        impl ::core::convert::From<&::std::string::String> for $name {
            fn from(value: &::std::string::String) -> Self {
                Self::from_wire(value)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::from_wire("")
            }
        }

        impl ::core::cmp::PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::Decode for $name {
            fn decode(&mut self, r: &mut $crate::JsonReader<'_>) -> $crate::Decoded {
                *self = Self::from_wire(&r.text()?);
                ::core::result::Result::Ok(())
            }
        }

        $crate::__deserialize!($name);

        impl $crate::WriteParam for $name {
            fn write_param(&self, w: &mut $crate::ParamWriter<'_>) {
                w.value(self.as_str());
            }
        }

        impl $crate::ReadParam for $name {
            const ABSENCE_SHOWS: bool = !$crate::knows_empty(Self::KNOWN);

            fn is_present(r: &$crate::ParamReader<'_>) -> bool {
                r.has_text()
            }

            fn read_param(r: &mut $crate::ParamReader<'_>) -> Self {
                r.text().map(Self::from_wire).unwrap_or_default()
            }
        }

        impl $crate::TextValue for $name {
            #[inline]
            fn text_value(&self) -> ::core::option::Option<&str> {
                let text = self.as_str();
                if text.is_empty() && !$crate::knows_empty(Self::KNOWN) {
                    return ::core::option::Option::None;
                }
                ::core::option::Option::Some(text)
            }
        }
    };
}

/// Whether the empty text is one of an enum's values, and not the same as none.
#[doc(hidden)]
pub const fn knows_empty(known: &[&str]) -> bool {
    match known {
        [first, rest @ ..] => first.is_empty() || knows_empty(rest),
        [] => false,
    }
}

/// Implements what an open enum of whole numbers needs, given `as_i64`, `from_wire` and a variant `Other(i64)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_integer_enum {
    ($name:ident) => {
        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                Self::from_wire(value)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::from_wire(0)
            }
        }

        impl ::core::cmp::PartialEq<i64> for $name {
            fn eq(&self, other: &i64) -> bool {
                self.as_i64() == *other
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl $crate::Decode for $name {
            fn decode(&mut self, r: &mut $crate::JsonReader<'_>) -> $crate::Decoded {
                let mut value = 0_i64;
                $crate::Decode::decode(&mut value, r)?;
                *self = Self::from_wire(value);
                ::core::result::Result::Ok(())
            }
        }

        $crate::__deserialize!($name);

        impl $crate::WriteParam for $name {
            fn write_param(&self, w: &mut $crate::ParamWriter<'_>) {
                w.integer(self.as_i64());
            }
        }

        impl $crate::ReadParam for $name {
            fn is_present(r: &$crate::ParamReader<'_>) -> bool {
                r.has_text()
            }

            fn read_param(r: &mut $crate::ParamReader<'_>) -> Self {
                Self::from_wire(<i64 as $crate::ReadParam>::read_param(r))
            }
        }
    };
}

/// Implements `Deserialize` by way of `Decode`.
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($name:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::deserialize(deserializer)
            }
        }
    };
}
