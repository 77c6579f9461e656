//! Public data by column, from `$SARTOR_DATA` or `../shared/data` beside the repository.

use std::path::{Path, PathBuf};

/// Named columns of text; `None`, and a line that says so, where the file is not there.
pub fn columns(name: &str) -> Option<Vec<(String, Vec<String>)>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let file = std::env::var_os("SARTOR_DATA").map_or(beside, PathBuf::from).join(name);
    let Ok(text) = std::fs::read_to_string(&file) else {
        assert!(std::env::var_os("CI").is_none(), "no data at {}", file.display());
        println!("skipped: no data at {}", file.display());
        return None;
    };
    let mut lines = text.lines().map(cells);
    let names = lines.next()?;
    let mut columns: Vec<(String, Vec<String>)> = names.into_iter().map(|name| (name, Vec::new())).collect();
    for line in lines {
        assert_eq!(line.len(), columns.len(), "{line:?}");
        columns.iter_mut().zip(line).for_each(|((_, column), cell)| column.push(cell));
    }
    Some(columns)
}

/// The cells of a line; a comma within quotes belongs to its cell.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match (letter, cells.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => cells.push(String::new()),
            (letter, Some(cell)) => cell.push(letter),
            (_, None) => (),
        }
    }
    cells
}

/// The column as numbers, text that is none as NaN.
pub fn numbers(column: &[String]) -> Vec<f64> {
    column.iter().map(|cell| cell.trim().parse().unwrap_or(f64::NAN)).collect()
}
