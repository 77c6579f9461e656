//! How does a file reach core's push readers? In pieces, so that it may be followed and stopped.

use std::fs::File;
use std::io::Read as _;

use sartor::control::Control;
use sartor::{Result, SartorError};

/// Bytes handed over at once, and between two looks at the control.
const PIECE_BYTES: usize = 1 << 20;

/// Push a file in pieces; steps are its bytes.
pub fn read_file(path: &str, control: Control<'_>, mut feed: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let unreadable = |error: std::io::Error| SartorError::Unreadable {
        path: path.to_owned(),
        detail: error.kind().to_string(),
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let total = file.metadata().map_err(unreadable)?.len();
    let (mut piece, mut done) = (vec![0; PIECE_BYTES], 0);
    loop {
        let read = file.read(&mut piece).map_err(unreadable)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        feed(bytes)?;
        done += bytes.len() as u64;
        control.step(done, total.max(done))?;
    }
}
