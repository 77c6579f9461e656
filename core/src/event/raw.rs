//! What stands in a Segment call, before it is judged?
//!
//! Reading happens in two steps, so that every refusal can name its path and the order of fields does not
//! matter: here JSON is taken as it comes, keeping only what the vocabulary names; `segment` then judges it.
//! Nesting deeper than anything understood is passed over without being built.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::vocabulary::{PropertySpec, event_property, product_property};

/// `filters[].value` is as deep as the vocabulary goes: object, list, object, list.
const MAX_DEPTH: u8 = 5;

/// A JSON value, or `Nested` where it is deeper than anything understood.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw {
    Null,
    Flag(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    List(Vec<Raw>),
    Object(Vec<Named>),
    Nested,
}

/// A member of an object; each name once, the last one counting, as in JSON everywhere.
pub(super) type Named = (Cow<'static, str>, Raw);

/// Which members of an object are of interest.
#[derive(Clone, Copy)]
pub(super) enum Names {
    /// Those of a Segment call.
    Call,
    /// The declaration of the context.
    Context,
    /// The properties of any event, and of a product that stands among them.
    Properties,
    /// The properties of a product.
    Product,
    /// All: declared traits, and objects that become texts.
    All,
}

/// The members of a call that are read, with what is of interest in each.
const CALL: [(&str, Names); 11] = [
    ("anonymousId", Names::All),
    ("context", Names::Context),
    ("event", Names::All),
    ("messageId", Names::All),
    ("originalTimestamp", Names::All),
    ("previousId", Names::All),
    ("properties", Names::Properties),
    ("timestamp", Names::All),
    ("traits", Names::All),
    ("type", Names::All),
    ("userId", Names::All),
];

impl Names {
    /// The name to keep and what is of interest under it, or nothing if the member is of none.
    fn find(self, name: &str) -> Option<(Cow<'static, str>, Self)> {
        match self {
            Self::Call => {
                let (known, names) = CALL.iter().find(|(known, _)| *known == name)?;
                Some((Cow::Borrowed(known), *names))
            }
            Self::Context => (name == "declaration").then_some((Cow::Borrowed("declaration"), Self::All)),
            Self::Properties => match name {
                "currency" => Some((Cow::Borrowed("currency"), Self::All)),
                "products" => Some((Cow::Borrowed("products"), Self::Product)),
                _ => known(name, event_property(name).or_else(|| product_property(name))?),
            },
            Self::Product => known(name, product_property(name)?),
            Self::All => Some((Cow::Owned(name.to_owned()), Self::All)),
        }
    }
}

fn known(name: &str, spec: &'static PropertySpec) -> Option<(Cow<'static, str>, Names)> {
    let mut names = [spec.name].into_iter().chain(spec.aliases.iter().copied());
    names.find(|known| *known == name).map(|known| (Cow::Borrowed(known), Names::All))
}

/// Reads a value of which `names` are of interest.
#[derive(Clone, Copy)]
pub(super) struct RawSeed {
    pub names: Names,
    depth: u8,
}

impl RawSeed {
    pub(super) fn call() -> Self {
        Self { names: Names::Call, depth: 0 }
    }

    fn deeper(self, names: Names) -> Self {
        Self { names, depth: self.depth + 1 }
    }
}

impl<'de> DeserializeSeed<'de> for RawSeed {
    type Value = Raw;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RawSeed {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Flag(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or(Raw::Number(value as f64), Raw::Integer))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        if self.depth >= MAX_DEPTH {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Raw::Nested);
        }
        let mut list = Vec::new();
        while let Some(element) = seq.next_element_seed(self.deeper(self.names))? {
            list.push(element);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        if self.depth >= MAX_DEPTH {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Raw::Nested);
        }
        let mut members: Vec<Named> = Vec::new();
        while let Some(found) = map.next_key_seed(Key(self.names))? {
            let Some((name, names)) = found else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value_seed(self.deeper(names))?;
            // Free names may be many; they are made unique by sorting where they are judged.
            let twin = match self.names {
                Names::All => None,
                _ => members.iter_mut().find(|(known, _)| *known == name),
            };
            match twin {
                Some((_, known)) => *known = value,
                None => members.push((name, value)),
            }
        }
        Ok(Raw::Object(members))
    }
}

/// A name that is looked up without being copied.
struct Key(Names);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<(Cow<'static, str>, Names)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<(Cow<'static, str>, Names)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.find(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Raw {
        let mut reader = serde_json::Deserializer::from_str(text);
        RawSeed::call().deserialize(&mut reader).unwrap()
    }

    #[test]
    fn only_what_the_vocabulary_names_is_kept() {
        let text = r#"{"context":{"ip":"1.2.3.4"},"properties":{"sku":"a","shoe_size":[44],"total":1,"total":2,
                      "products":[{"product_id":"p","margin":3}]}}"#;
        let product = Raw::Object(vec![("product_id".into(), Raw::Text("p".to_owned()))]);
        let expected = vec![
            ("sku".into(), Raw::Text("a".to_owned())),
            ("total".into(), Raw::Integer(2)),
            ("products".into(), Raw::List(vec![product])),
        ];
        let context = ("context".into(), Raw::Object(Vec::new()));
        assert_eq!(raw(text), Raw::Object(vec![context, ("properties".into(), Raw::Object(expected))]));
    }

    #[test]
    fn deep_nesting_is_passed_over() {
        let deep = "[".repeat(100) + &"]".repeat(100);
        let text = format!(r#"{{"traits":{{"a":{deep}}}}}"#);
        assert!(format!("{:?}", raw(&text)).contains("Nested"));
    }
}
