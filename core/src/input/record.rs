//! How is a list refused where a record belongs, however deep it stands?
//!
//! Serde's derived code takes a list for a record, its items for the fields in their order. A caller who sends
//! one has mixed something up, and would not hear of it. [`Strict`] stands between a format and the record
//! that is read from it, and hands everything on but that.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

/// How serde's derived code calls a record that a field of its own names the kind of.
pub(super) const TAGGED_RECORD: &str = "internally tagged enum ";

/// A deserializer, or what it hands out or is handed, that takes no list for a record.
pub(super) struct Strict<T> {
    inner: T,
    belongs: Belongs,
}

/// What a visitor was asked to take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belongs {
    Record,
    /// Any value, or a record that a field of its own names the kind of: only its visitor knows.
    Anything,
    Other,
}

impl<T> Strict<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, belongs: Belongs::Other }
    }

    fn of_record(inner: T) -> Self {
        Self { inner, belongs: Belongs::Record }
    }

    fn of_anything(inner: T) -> Self {
        Self { inner, belongs: Belongs::Anything }
    }
}

macro_rules! deserialize {
    ($($method:ident ( $($name:ident : $type:ty),* ) => $wrap:ident;)+) => { $(
        fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method($($name,)* Strict::$wrap(visitor))
        }
    )+ };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    deserialize! {
        deserialize_any() => of_anything;
        deserialize_bool() => new;
        deserialize_i8() => new;
        deserialize_i16() => new;
        deserialize_i32() => new;
        deserialize_i64() => new;
        deserialize_i128() => new;
        deserialize_u8() => new;
        deserialize_u16() => new;
        deserialize_u32() => new;
        deserialize_u64() => new;
        deserialize_u128() => new;
        deserialize_f32() => new;
        deserialize_f64() => new;
        deserialize_char() => new;
        deserialize_str() => new;
        deserialize_string() => new;
        deserialize_bytes() => new;
        deserialize_byte_buf() => new;
        deserialize_option() => new;
        deserialize_unit() => new;
        deserialize_unit_struct(name: &'static str) => new;
        deserialize_newtype_struct(name: &'static str) => new;
        deserialize_seq() => new;
        deserialize_tuple(len: usize) => new;
        deserialize_tuple_struct(name: &'static str, len: usize) => new;
        deserialize_map() => new;
        deserialize_struct(name: &'static str, fields: &'static [&'static str]) => of_record;
        deserialize_enum(name: &'static str, variants: &'static [&'static str]) => new;
        deserialize_identifier() => new;
        deserialize_ignored_any() => new;
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

macro_rules! visit {
    ($($method:ident ( $type:ty );)+) => { $(
        fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.inner.$method(value)
        }
    )+ };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    visit! {
        visit_bool(bool);
        visit_i8(i8);
        visit_i16(i16);
        visit_i32(i32);
        visit_i64(i64);
        visit_i128(i128);
        visit_u8(u8);
        visit_u16(u16);
        visit_u32(u32);
        visit_u64(u64);
        visit_u128(u128);
        visit_f32(f32);
        visit_f64(f64);
        visit_char(char);
        visit_str(&str);
        visit_borrowed_str(&'de str);
        visit_string(String);
        visit_bytes(&[u8]);
        visit_borrowed_bytes(&'de [u8]);
        visit_byte_buf(Vec<u8>);
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, some: D) -> Result<V::Value, D::Error> {
        self.inner.visit_some(Strict::new(some))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, within: D) -> Result<V::Value, D::Error> {
        self.inner.visit_newtype_struct(Strict::new(within))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        let record = match self.belongs {
            Belongs::Record => true,
            Belongs::Anything => (&self as &dyn Expected).to_string().starts_with(TAGGED_RECORD),
            Belongs::Other => false,
        };
        if record {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        self.inner.visit_seq(Strict::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Strict::new(fields))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variants: A) -> Result<V::Value, A::Error> {
        self.inner.visit_enum(Strict::new(variants))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Strict::new(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.inner.next_element_seed(Strict::new(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.inner.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(Strict::new(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Strict<A> {
    type Error = A::Error;
    type Variant = Strict<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        self.inner.variant_seed(seed).map(|(name, variant)| (name, Strict::new(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.newtype_variant_seed(Strict::new(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.inner.tuple_variant(len, Strict::new(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.inner.struct_variant(fields, Strict::of_record(visitor))
    }
}
