//! Which cipher seals, and where do keys and nonces come from?
//!
//! AES-256-GCM (NIST SP 800-38D) of the `aes-gcm` crate, with 96-bit nonces and 128-bit tags, checked below
//! against the vectors of its authors. Keys and nonces are the operating system's entropy: this is the only
//! place in Sartor that draws any.

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Key};
use zeroize::Zeroizing;

use crate::{Result, SartorError};

pub(super) const KEY_BYTES: usize = 32;
pub(super) const NONCE_BYTES: usize = 12;
pub(super) const TAG_BYTES: usize = 16;

/// Bytes that are wiped when they go.
pub(super) type Secret<const N: usize> = Zeroizing<[u8; N]>;
pub(super) type Nonce = [u8; NONCE_BYTES];

/// A key that is ready for use. Its round keys are wiped when it goes.
#[derive(Clone)]
pub(super) struct Cipher(Aes256Gcm);

impl Cipher {
    pub(super) fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self(Aes256Gcm::new(Key::<Aes256Gcm>::cast_from_core(key)))
    }

    /// Encrypt what `bytes` holds from `start` on, where it stands, and put the tag behind it.
    pub(super) fn encrypt(
        &self,
        nonce: &Nonce,
        associated: &[u8],
        bytes: &mut Vec<u8>,
        start: usize,
    ) -> Result<()> {
        let internal = || SartorError::Internal { operation: "seal".to_owned() };
        let plaintext = bytes.get_mut(start..).ok_or_else(internal)?;
        let tag = self.0.encrypt_inout_detached(nonce.into(), associated, plaintext.into());
        bytes.extend_from_slice(tag.map_err(|_| internal())?.as_slice());
        Ok(())
    }

    /// What was encrypted, or nothing when a bit of it, of the nonce or of the associated data has changed.
    /// The tag is compared before anything is decrypted.
    pub(super) fn decrypt(&self, nonce: &Nonce, associated: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (ciphertext, tag) = sealed.split_last_chunk::<TAG_BYTES>()?;
        let mut plaintext = ciphertext.to_vec();
        let opened = self.0.decrypt_inout_detached(
            nonce.into(),
            associated,
            plaintext.as_mut_slice().into(),
            tag.into(),
        );
        opened.ok().map(|()| plaintext)
    }
}

/// Fresh bytes of the operating system's entropy.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(super) fn entropy<const N: usize>() -> Result<Secret<N>> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| no_entropy("the operating system gives no entropy"))?;
    Ok(bytes)
}

/// A bare WebAssembly module has nobody to ask.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(super) fn entropy<const N: usize>() -> Result<Secret<N>> {
    Err(no_entropy("this platform has no source of entropy"))
}

fn no_entropy(reason: &str) -> SartorError {
    SartorError::NotAvailable { subject: "sealing".to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }

    /// Key, nonce, associated data, plaintext, ciphertext and tag.
    const VECTORS: [[&str; 5]; 5] = [
        // NIST CAVP, gcmEncryptExtIV256.rsp, [IVlen = 96, PTlen = 0, AADlen = 0], count 0.
        [
            "b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4",
            "516c33929df5a3284ff463d7",
            "",
            "",
            "bdc1ac884d332457a1d2664f168c76f0",
        ],
        // McGrew, Viega (2005), "The Galois/Counter Mode of Operation", appendix B: test cases 13 to 16.
        [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "000000000000000000000000",
            "",
            "",
            "530f8afbc74536b9a963b4f1c4cb738b",
        ],
        [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "000000000000000000000000",
            "",
            "00000000000000000000000000000000",
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
        ],
        [
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            "cafebabefacedbaddecaf888",
            "",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525\
             b16aedf5aa0de657ba637b391aafd255",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838\
             c5f61e6393ba7a0abcc9f662898015adb094dac5d93471bdec1a502270e3cc6c",
        ],
        [
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525\
             b16aedf5aa0de657ba637b39",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838\
             c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
        ],
    ];

    #[test]
    fn the_published_vectors_of_aes_256_gcm_come_out() {
        for [key, nonce, associated, plaintext, sealed] in VECTORS {
            let cipher = Cipher::new(&bytes(key).try_into().unwrap());
            let nonce: Nonce = bytes(nonce).try_into().unwrap();
            let mut made = bytes(plaintext);
            cipher.encrypt(&nonce, &bytes(associated), &mut made, 0).unwrap();
            assert_eq!(made, bytes(sealed));
            assert_eq!(cipher.decrypt(&nonce, &bytes(associated), &made), Some(bytes(plaintext)));
            made[0] ^= 1;
            assert_eq!(cipher.decrypt(&nonce, &bytes(associated), &made), None);
        }
    }

    #[test]
    fn entropy_does_not_repeat() {
        let mut drawn: Vec<Nonce> = (0..10_000).map(|_| *entropy().unwrap()).collect();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 10_000);
    }
}
