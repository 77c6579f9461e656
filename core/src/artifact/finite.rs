//! Is every number in a value finite, and if not, where is the one that is not?
//!
//! JSON has no NaN and no infinity, and `serde_json` writes `null` instead, which would only be noticed when
//! the artefact is loaded. This serializer writes nothing: it walks the value and stops at the first such
//! number with its path.

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser;

use crate::{Result, SartorError};

/// Refuse a value in which some number is not finite, naming its field.
pub fn check_finite<T: Serialize + ?Sized>(subject: &str, value: &T) -> Result<()> {
    value.serialize(Walk).map_err(|found| {
        let field = if found.path.is_empty() { "body" } else { found.path.trim_start_matches('.') };
        SartorError::out_of_range(subject, field, found.value.as_str(), "a finite number")
    })
}

#[derive(Debug)]
struct Found {
    path: String,
    value: String,
}

impl Found {
    fn under(mut self, parent: impl Display) -> Self {
        self.path = format!("{parent}{}", self.path);
        self
    }
}

impl Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

impl std::error::Error for Found {}

impl ser::Error for Found {
    fn custom<T: Display>(message: T) -> Self {
        Self { path: String::new(), value: message.to_string() }
    }
}

type Step = std::result::Result<(), Found>;

struct Walk;

/// Members of a list, tuple or map, with the number of the next one.
#[derive(Default)]
struct Members {
    next: usize,
}

impl Members {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Step {
        let at = self.next;
        self.next += 1;
        value.serialize(Walk).map_err(|found| found.under(format_args!("[{at}]")))
    }

    fn field<T: Serialize + ?Sized>(name: &str, value: &T) -> Step {
        value.serialize(Walk).map_err(|found| found.under(format_args!(".{name}")))
    }
}

macro_rules! nothing_to_check {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, _: $type) -> Step {
            Ok(())
        })*
    };
}

impl ser::Serializer for Walk {
    type Ok = ();
    type Error = Found;
    type SerializeSeq = Members;
    type SerializeTuple = Members;
    type SerializeTupleStruct = Members;
    type SerializeTupleVariant = Members;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Members;

    nothing_to_check!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_char: char,
        serialize_str: &str, serialize_bytes: &[u8], serialize_unit_struct: &'static str
    );

    fn serialize_f32(self, value: f32) -> Step {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Step {
        if value.is_finite() {
            return Ok(());
        }
        Err(Found { path: String::new(), value: value.to_string() })
    }

    fn serialize_none(self) -> Step {
        Ok(())
    }

    fn serialize_unit(self) -> Step {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Step {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Step {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Step {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Step {
        Members::field(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> std::result::Result<Members, Found> {
        Ok(Members::default())
    }

    fn serialize_tuple(self, _: usize) -> std::result::Result<Members, Found> {
        Ok(Members::default())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> std::result::Result<Members, Found> {
        Ok(Members::default())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> std::result::Result<Members, Found> {
        Ok(Members::default())
    }

    fn serialize_map(self, _: Option<usize>) -> std::result::Result<Members, Found> {
        Ok(Members::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> std::result::Result<Members, Found> {
        Ok(Members::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> std::result::Result<Members, Found> {
        Ok(Members::default())
    }
}

macro_rules! elements {
    ($($part:ident: $method:ident),*) => {
        $(impl ser::$part for Members {
            type Ok = ();
            type Error = Found;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Step {
                self.element(value)
            }

            fn end(self) -> Step {
                Ok(())
            }
        })*
    };
}

elements!(
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
);

macro_rules! fields {
    ($($part:ident),*) => {
        $(impl ser::$part for Members {
            type Ok = ();
            type Error = Found;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Step {
                Members::field(name, value)
            }

            fn end(self) -> Step {
                Ok(())
            }
        })*
    };
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Members {
    type Ok = ();
    type Error = Found;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Step {
        // Keys may be personal; the place of the entry is told instead.
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Step {
        self.element(value)
    }

    fn end(self) -> Step {
        Ok(())
    }
}
