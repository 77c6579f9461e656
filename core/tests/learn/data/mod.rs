//! Tables of reference values: lines `row,...` of numbers and lines `figure,name,value`.

pub mod public;

/// The rows, and the figures by name.
pub fn figures(table: &str) -> (Vec<Vec<f64>>, Vec<(String, f64)>) {
    let (mut rows, mut figures) = (Vec::new(), Vec::new());
    for line in table.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        match cells.as_slice() {
            ["row", cells @ ..] => rows.push(cells.iter().map(|cell| cell.parse().unwrap()).collect()),
            ["figure", name, value] => figures.push(((*name).to_owned(), value.parse().unwrap())),
            _ => assert!(line.is_empty(), "{line}"),
        }
    }
    assert!(!rows.is_empty() && !figures.is_empty());
    (rows, figures)
}
