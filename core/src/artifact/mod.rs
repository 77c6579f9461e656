//! How is a fitted model, a profile or a shop stored, so that it loads for ever?
//!
//! As an envelope `{format, version, engine, modelId, body}` in JSON, or as bytes: eight bytes of magic, then
//! that JSON plain or in gzip, or a body that packs itself. `engine` says what kind of thing it is, `modelId`
//! which one: the first 16 hexadecimal digits of the SHA-256 of the body's JSON, unless the host names it.
//! Unknown fields of a body are ignored and new ones have defaults; what a release cannot read as it is, a
//! migration brings forward, and what comes from a newer release is refused as such. A number that is not
//! finite is refused when saving, because JSON would turn it into nothing.
//!
//! ```
//! use sartor::artifact::{self, Artifact};
//! let text = artifact::to_json("shop", None, &vec![0.5, 1.5])?;
//! let artifact: Artifact<Vec<f64>> = artifact::from_json("shop", &text)?;
//! assert_eq!(artifact.body, [0.5, 1.5]);
//! let bytes = artifact::to_bytes("shop", Some(&artifact.model_id), &artifact.body)?;
//! assert_eq!(artifact::from_bytes::<Vec<f64>>("shop", &bytes, 1 << 20)?.model_id, artifact.model_id);
//! assert_eq!(artifact::to_json("shop", None, &f64::NAN).unwrap_err().code(), "OUT_OF_RANGE");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::io::{Read as _, Write as _};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::ids::check_id;
use crate::{Result, SartorError};

mod finite;
mod json_error;

pub use finite::check_finite;
pub(crate) use json_error::from_serde_json;

/// The version that this release writes, and the newest it reads.
pub const VERSION: i64 = 1;

/// How version `n` of a body becomes version `n + 1`, for `n` from 1: `MIGRATIONS[n - 1](engine, body)`.
type Migration = fn(&str, Value) -> Result<Value>;
const MIGRATIONS: [Migration; VERSION as usize - 1] = [];

/// Eight bytes at the start: the name, the version of this framing, and how the rest is packed.
const NAME: &[u8; 6] = b"SARTOR";
const FRAMING: u8 = 1;
const HEAD_BYTES: usize = NAME.len() + 2;
const PLAIN: u8 = b'j';
const GZIP: u8 = b'z';
const PACKED: u8 = b'p';
/// Below this size gzip costs more than it saves.
const GZIP_FROM_BYTES: usize = 512;

/// What was read: which model, and the body itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Artifact<B> {
    /// The version in which it was written.
    pub version: i64,
    /// What kind of thing it is, such as `engine` or `bg_nbd`.
    pub engine: String,
    /// Which one it is.
    pub model_id: String,
    /// The thing itself.
    pub body: B,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a, B> {
    format: &'static str,
    version: i64,
    engine: &'a str,
    model_id: &'a str,
    body: &'a B,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header {
    format: String,
    version: i64,
    engine: String,
    model_id: String,
}

#[derive(Deserialize)]
struct Body<B> {
    body: B,
}

/// Write `body` as an artefact of the kind `engine`.
///
/// Without a `model_id` the body's own hash is taken: the same body has the same id everywhere.
pub fn to_json<B: Serialize>(engine: &str, model_id: Option<&str>, body: &B) -> Result<String> {
    check_finite(engine, body)?;
    let hashed;
    let model_id = if let Some(given) = model_id {
        check_id(engine, "modelId", given)?;
        given
    } else {
        hashed = model_id_of(engine, body)?;
        &hashed
    };
    let written = Written { format: "sartor", version: VERSION, engine, model_id, body };
    serde_json::to_string(&written).map_err(|error| unwritable(engine, &error))
}

/// The id of a body: the first 16 hexadecimal digits of the SHA-256 of its compact JSON.
pub fn model_id_of<B: Serialize>(engine: &str, body: &B) -> Result<String> {
    check_finite(engine, body)?;
    let text = serde_json::to_string(body).map_err(|error| unwritable(engine, &error))?;
    let digest = Sha256::digest(text.as_bytes());
    let mut id = String::with_capacity(16);
    for byte in digest.iter().take(8) {
        for digit in [byte >> 4, byte & 15] {
            id.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    Ok(id)
}

/// Read an artefact of the kind `engine` from JSON.
pub fn from_json<B: DeserializeOwned>(engine: &str, text: &str) -> Result<Artifact<B>> {
    let header: Header =
        serde_json::from_str(text).map_err(|error| from_serde_json(engine, "", text, &error))?;
    check_header(engine, &header.format, header.version, &header.engine)?;
    check_id(engine, "modelId", &header.model_id)?;
    let body = if header.version == VERSION {
        let mut reader = serde_json::Deserializer::from_str(text);
        let body: Body<B> = serde_path_to_error::deserialize(&mut reader)
            .map_err(|error| from_serde_json(engine, &error.path().to_string(), text, error.inner()))?;
        body.body
    } else {
        let old: Body<Value> =
            serde_json::from_str(text).map_err(|error| from_serde_json(engine, "", text, &error))?;
        let steps = MIGRATIONS.iter().skip(usize::try_from(header.version - 1).unwrap_or(0));
        let migrated = steps.copied().try_fold(old.body, |body, step| step(engine, body))?;
        serde_json::from_value(migrated)
            .map_err(|_| SartorError::malformed(engine, "the migrated body does not fit", 0))?
    };
    Ok(Artifact { version: header.version, engine: header.engine, model_id: header.model_id, body })
}

/// Write `body` as bytes: plain JSON while it is small, gzip from 512 bytes. The same body gives the same
/// bytes everywhere.
pub fn to_bytes<B: Serialize>(engine: &str, model_id: Option<&str>, body: &B) -> Result<Vec<u8>> {
    let text = to_json(engine, model_id, body)?;
    let mut bytes = Vec::with_capacity(text.len() / 4 + 64);
    bytes.extend_from_slice(NAME);
    bytes.push(FRAMING);
    if text.len() < GZIP_FROM_BYTES {
        bytes.push(PLAIN);
        bytes.extend_from_slice(text.as_bytes());
        return Ok(bytes);
    }
    bytes.push(GZIP);
    let mut encoder = flate2::write::GzEncoder::new(bytes, flate2::Compression::default());
    encoder
        .write_all(text.as_bytes())
        .and_then(|()| encoder.finish())
        .map_err(|_| SartorError::Internal { operation: "artifact::to_bytes".to_owned() })
}

/// Read an artefact of the kind `engine` from bytes, refusing one whose JSON exceeds `max_bytes`.
pub fn from_bytes<B: DeserializeOwned>(engine: &str, bytes: &[u8], max_bytes: usize) -> Result<Artifact<B>> {
    let text = match open(engine, bytes)? {
        (PLAIN, rest) if rest.len() > max_bytes => {
            return Err(SartorError::too_large(engine, "artifact", rest.len(), max_bytes));
        }
        (PLAIN, rest) => rest.to_vec(),
        (GZIP, rest) => gunzip(engine, rest, max_bytes)?,
        _ => return Err(SartorError::malformed(engine, "not an artefact in JSON", NAME.len() + 1)),
    };
    let text = std::str::from_utf8(&text)
        .map_err(|error| SartorError::malformed(engine, "not UTF-8", error.valid_up_to()))?;
    from_json(engine, text)
}

/// What kind of thing bytes of [`to_bytes`] are, such as `gbdt`, without reading all of them.
///
/// ```
/// use sartor::artifact;
/// let bytes = artifact::to_bytes("gbdt", None, &vec![0.5; 1_000])?;
/// assert_eq!(artifact::kind_of(&bytes)?, "gbdt");
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn kind_of(bytes: &[u8]) -> Result<String> {
    const SUBJECT: &str = "artifact";
    /// More than an envelope takes up to the name of its kind.
    const MOST: usize = 512;
    let mut head = Vec::with_capacity(MOST);
    match open(SUBJECT, bytes)? {
        (PLAIN, rest) => head.extend(rest.iter().take(MOST)),
        (GZIP, rest) => {
            // What is cut off or damaged is found when all of it is read.
            let _ = flate2::bufread::GzDecoder::new(rest).take(MOST as u64).read_to_end(&mut head);
        }
        _ => return Err(SartorError::malformed(SUBJECT, "not an artefact in JSON", NAME.len() + 1)),
    }
    let head = String::from_utf8_lossy(&head);
    let kind = head.split_once("\"engine\":\"").and_then(|(_, rest)| rest.split_once('"'));
    kind.map(|(kind, _)| kind.to_owned())
        .ok_or_else(|| SartorError::malformed(SUBJECT, "no envelope of an artefact", HEAD_BYTES))
}

/// Frame a body that packs itself (a ledger), of the kind `engine`, so that it is known for what it is.
pub fn to_packed(engine: &str, body: &[u8]) -> Result<Vec<u8>> {
    check_id("artifact", "engine", engine)?;
    let length = u8::try_from(engine.len())
        .map_err(|_| SartorError::too_large("artifact", "engine", engine.len(), usize::from(u8::MAX)))?;
    let mut bytes = Vec::with_capacity(body.len() + engine.len() + HEAD_BYTES + 2);
    bytes.extend_from_slice(NAME);
    bytes.extend_from_slice(&[FRAMING, PACKED, VERSION as u8, length]);
    bytes.extend_from_slice(engine.as_bytes());
    bytes.extend_from_slice(body);
    Ok(bytes)
}

/// The body and its version inside a frame of [`to_packed`].
pub fn from_packed<'a>(engine: &str, bytes: &'a [u8]) -> Result<(i64, &'a [u8])> {
    let (packing, rest) = open(engine, bytes)?;
    if packing != PACKED {
        return Err(SartorError::malformed(engine, "not a packed artefact", NAME.len() + 1));
    }
    let Some(([version, length], rest)) = rest.split_first_chunk() else {
        return Err(truncated(engine, bytes.len()));
    };
    let Some((name, body)) = rest.split_at_checked(usize::from(*length)) else {
        return Err(truncated(engine, bytes.len()));
    };
    check_header(engine, "sartor", i64::from(*version), &String::from_utf8_lossy(name))?;
    Ok((i64::from(*version), body))
}

/// How the rest is packed, and the rest.
fn open<'a>(engine: &str, bytes: &'a [u8]) -> Result<(u8, &'a [u8])> {
    let Some(rest) = bytes.strip_prefix(NAME) else {
        let cut = NAME.starts_with(bytes);
        return Err(if cut {
            truncated(engine, bytes.len())
        } else {
            SartorError::malformed(engine, "not a Sartor artefact", 0)
        });
    };
    match rest {
        [FRAMING, packing, rest @ ..] => Ok((*packing, rest)),
        [] | [FRAMING] => Err(truncated(engine, bytes.len())),
        [newer, ..] if *newer > FRAMING => Err(SartorError::NewerVersion {
            subject: engine.to_owned(),
            found: i64::from(*newer),
            supported: i64::from(FRAMING),
        }),
        _ => Err(SartorError::malformed(engine, "not a Sartor artefact", NAME.len())),
    }
}

fn gunzip(engine: &str, bytes: &[u8], max_bytes: usize) -> Result<Vec<u8>> {
    let mut decoder = flate2::bufread::GzDecoder::new(bytes);
    let mut text = Vec::new();
    let read = decoder.by_ref().take(max_bytes as u64 + 1).read_to_end(&mut text);
    if text.len() > max_bytes {
        return Err(SartorError::too_large(engine, "artifact", text.len(), max_bytes));
    }
    match read {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(truncated(engine, bytes.len()));
        }
        Err(_) => return Err(SartorError::malformed(engine, "damaged gzip", HEAD_BYTES)),
    }
    let rest = decoder.into_inner();
    if !rest.is_empty() {
        let end = HEAD_BYTES + bytes.len() - rest.len();
        return Err(SartorError::malformed(engine, "bytes after the end", end));
    }
    Ok(text)
}

fn check_header(engine: &str, format: &str, version: i64, found: &str) -> Result<()> {
    if format != "sartor" {
        return Err(SartorError::malformed(engine, "not a Sartor artefact", 0));
    }
    if found != engine {
        let known = if found.len() <= 32 { found } else { "something else" };
        return Err(SartorError::malformed(engine, &format!("the artefact is of kind {known:?}"), 0));
    }
    if version > VERSION {
        return Err(SartorError::NewerVersion {
            subject: engine.to_owned(),
            found: version,
            supported: VERSION,
        });
    }
    if version < 1 {
        return Err(SartorError::malformed(engine, "versions begin at 1", 0));
    }
    Ok(())
}

fn truncated(engine: &str, size: usize) -> SartorError {
    SartorError::Truncated { subject: engine.to_owned(), size: i64::try_from(size).unwrap_or(i64::MAX) }
}

/// Bodies are Sartor's own types: what JSON cannot hold of them is a defect.
fn unwritable(engine: &str, error: &serde_json::Error) -> SartorError {
    SartorError::malformed(engine, &format!("cannot be written as JSON: {error}"), 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MAX: usize = 1 << 20;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Weights {
        bias: f64,
        names: Vec<String>,
        #[serde(default)]
        scale_factor: Option<f64>,
    }

    fn weights() -> Weights {
        let names = (0..100).map(|at| format!("feature {at}")).collect();
        Weights { bias: 0.1, names, scale_factor: Some(1e-7) }
    }

    fn code<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
        result.unwrap_err().code()
    }

    #[test]
    fn the_same_body_has_the_same_id_and_bytes() {
        let text = to_json("bg_nbd", None, &weights()).unwrap();
        let read: Artifact<Weights> = from_json("bg_nbd", &text).unwrap();
        assert_eq!(read.body, weights());
        assert_eq!(read.model_id, model_id_of("bg_nbd", &weights()).unwrap());
        // sha256(b'[1]') by an independent implementation.
        assert_eq!(model_id_of("list", &[1]).unwrap(), "080a9ed428559ef6");
        assert_eq!(to_bytes("bg_nbd", None, &weights()), to_bytes("bg_nbd", None, &read.body));
    }

    #[test]
    fn unknown_fields_are_ignored_and_new_ones_have_defaults() {
        let text = r#"{"format":"sartor","version":1,"engine":"e","modelId":"m","later":[1],
                      "body":{"bias":1.5,"names":[],"invented":{"later":null}}}"#;
        let read: Artifact<Weights> = from_json("e", text).unwrap();
        assert_eq!(read.body, Weights { bias: 1.5, names: vec![], scale_factor: None });
    }

    #[test]
    fn what_is_not_this_artefact_is_refused_as_what_it_is() {
        let good = to_json("e", None, &weights()).unwrap();
        assert_eq!(
            code(from_json::<Weights>("e", &good.replace("\"version\":1", "\"version\":2"))),
            "NEWER_VERSION"
        );
        assert_eq!(
            code(from_json::<Weights>("e", &good.replace("\"version\":1", "\"version\":0"))),
            "MALFORMED"
        );
        assert_eq!(code(from_json::<Weights>("other", &good)), "MALFORMED");
        assert_eq!(code(from_json::<Weights>("e", &good.replace("\"sartor\"", "\"onnx\""))), "MALFORMED");
        assert_eq!(code(from_json::<Weights>("e", &format!("{good} x"))), "MALFORMED");
        assert_eq!(
            code(from_json::<Weights>("e", &good.replace("\"bias\":0.1", "\"bias\":\"0.1\""))),
            "MALFORMED"
        );
        assert_eq!(code(from_json::<Weights>("e", "{}")), "MALFORMED");
        for end in 0..good.len() {
            assert_eq!(code(from_json::<Weights>("e", &good[..end])), "TRUNCATED", "{end}");
        }
    }

    #[test]
    fn an_error_names_the_field() {
        let text =
            r#"{"format":"sartor","version":1,"engine":"e","modelId":"m","body":{"bias":"x","names":[]}}"#;
        let error = from_json::<Weights>("e", text).unwrap_err();
        assert!(error.to_string().starts_with("e: body.bias: invalid type: string, expected f64"), "{error}");
    }

    #[test]
    fn cut_or_lengthened_bytes_are_refused() {
        for good in [to_bytes("e", None, &weights()).unwrap(), to_bytes("e", None, &vec![1]).unwrap()] {
            assert!(from_bytes::<Value>("e", &good, MAX).is_ok());
            for end in 0..good.len() {
                assert_eq!(code(from_bytes::<Value>("e", &good[..end], MAX)), "TRUNCATED", "{end}");
            }
            let mut longer = good.clone();
            longer.push(b'!');
            assert_eq!(code(from_bytes::<Value>("e", &longer, MAX)), "MALFORMED");
            let mut newer = good;
            newer[NAME.len()] = FRAMING + 1;
            assert_eq!(code(from_bytes::<Value>("e", &newer, MAX)), "NEWER_VERSION");
        }
        assert_eq!(code(from_bytes::<Value>("e", b"PK\x03\x04", MAX)), "MALFORMED");
    }

    #[test]
    fn a_zip_bomb_is_too_large_before_it_fills_memory() {
        let bomb = to_bytes("e", None, &"0".repeat(8 * MAX)).unwrap();
        assert!(bomb.len() < MAX / 8);
        assert_eq!(code(from_bytes::<Value>("e", &bomb, MAX)), "TOO_LARGE");
        let plain = to_bytes("e", None, &vec![1]).unwrap();
        assert_eq!(code(from_bytes::<Value>("e", &plain, 10)), "TOO_LARGE");
    }

    #[test]
    fn nesting_without_end_is_malformed() {
        let body = "[".repeat(100_000) + &"]".repeat(100_000);
        let text = format!(r#"{{"format":"sartor","version":1,"engine":"e","modelId":"m","body":{body}}}"#);
        assert_eq!(code(from_json::<Value>("e", &text)), "MALFORMED");
    }

    #[test]
    fn a_number_that_is_not_finite_is_refused_with_its_path() {
        let mut broken = weights();
        broken.scale_factor = Some(f64::INFINITY);
        let error = to_json("e", None, &vec![weights(), broken]).unwrap_err();
        assert_eq!(error.to_string(), "e: [1].scaleFactor is inf, expected a finite number");
        assert_eq!(code(to_bytes("e", None, &f64::NAN)), "OUT_OF_RANGE");
        assert_eq!(code(model_id_of("e", &[f32::NEG_INFINITY])), "OUT_OF_RANGE");
        let map = std::collections::BTreeMap::from([("secret", (0.0, Some(f64::NAN)))]);
        assert_eq!(
            to_json("e", None, &map).unwrap_err().to_string(),
            "e: [0][1] is NaN, expected a finite number"
        );
    }

    #[test]
    fn a_packed_body_is_framed() {
        let bytes = to_packed("profile", b"ledger").unwrap();
        assert_eq!(from_packed("profile", &bytes).unwrap(), (1, &b"ledger"[..]));
        assert_eq!(code(from_packed("shop", &bytes)), "MALFORMED");
        for end in 0..bytes.len() - b"ledger".len() {
            assert_eq!(code(from_packed("profile", &bytes[..end])), "TRUNCATED", "{end}");
        }
        let mut newer = bytes;
        newer[HEAD_BYTES] = 2;
        assert_eq!(code(from_packed("profile", &newer)), "NEWER_VERSION");
        assert_eq!(code(from_packed("profile", &to_bytes("profile", None, &1).unwrap())), "MALFORMED");
    }

    proptest! {
        #[test]
        fn every_finite_number_survives(bits in proptest::collection::vec(any::<u64>(), 0..40)) {
            let body: Vec<f64> = bits.into_iter().map(f64::from_bits).filter(|x| x.is_finite()).collect();
            let bytes = to_bytes("e", None, &body).unwrap();
            let read: Artifact<Vec<f64>> = from_bytes("e", &bytes, MAX).unwrap();
            let same = |x: &f64, y: &f64| x.to_bits() == y.to_bits();
            prop_assert!(read.body.len() == body.len() && read.body.iter().zip(&body).all(|(x, y)| same(x, y)));
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), packing in 0..4_usize) {
            let mut framed = b"SARTOR\x01".to_vec();
            framed.push([PLAIN, GZIP, PACKED, b'?'][packing]);
            framed.extend_from_slice(&bytes);
            for input in [&bytes, &framed] {
                let _ = from_bytes::<Value>("e", input, MAX);
                let _ = from_packed("e", input);
            }
        }

        #[test]
        fn damaged_bytes_never_panic(at in any::<prop::sample::Index>(), byte: u8) {
            let mut bytes = to_bytes("e", None, &weights()).unwrap();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = from_bytes::<Weights>("e", &bytes, MAX);
        }
    }
}
