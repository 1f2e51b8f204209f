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
                Self::Other(::std::string::String::new())
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
            const ABSENCE_SHOWS: bool = true;

            fn is_present(r: &$crate::ParamReader<'_>) -> bool {
                r.has_text()
            }

            fn read_param(r: &mut $crate::ParamReader<'_>) -> Self {
                r.text().map(Self::from_wire).unwrap_or_default()
            }
        }

        impl $crate::TextValue for $name {
            fn text_value(&self) -> ::core::option::Option<&str> {
                $crate::TextValue::text_value(self.as_str())
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
