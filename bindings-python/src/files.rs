//! How does a file reach core's push readers?

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use sartor::control::Control;
use sartor::{Result, SartorError};

/// Bytes handed over at once, and between two looks at the control.
const CHUNK: usize = 1 << 20;

/// Hand a file to `feed`, piece by piece; steps are bytes.
pub fn read_file(path: &Path, control: Control<'_>, mut feed: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let unreadable = |error: std::io::Error| SartorError::Unreadable {
        path: path.display().to_string(),
        detail: error.to_string(),
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let total = file.metadata().map_err(unreadable)?.len();
    let mut chunk = vec![0; CHUNK];
    let mut done = 0;
    loop {
        let size = file.read(&mut chunk).map_err(unreadable)?;
        let Some(bytes) = chunk.get(..size).filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        feed(bytes)?;
        done += bytes.len() as u64;
        control.step(done, total.max(done))?;
    }
}
