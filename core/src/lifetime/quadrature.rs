//! What is the integral of a smooth function over a panel?

/// Abscissae between 0 and 1 and weights of Gauss and Legendre's rule with ten points (Abramowitz and Stegun 1964,
/// table 25.4), to the precision of a double.
const TEN_POINTS: [(f64, f64); 5] = [
    (0.148_874_338_981_631_21, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// Places and weights of the rule with ten points on the panel that begins at `start`.
pub(super) fn nodes(start: f64, width: f64) -> impl Iterator<Item = (f64, f64)> {
    let half = 0.5 * width;
    TEN_POINTS
        .iter()
        .flat_map(move |(x, w)| [(1.0 - x, *w), (1.0 + x, *w)])
        .map(move |(x, w)| (start + half * x, half * w))
}

/// The integral of a function over the panel that begins at `start`: exact to rounding where the nearest singularity
/// is twice as far from the start as the panel is wide, and the function changes by less than a factor of `e^5`.
pub(super) fn gauss_legendre(start: f64, width: f64, function: impl Fn(f64) -> f64) -> f64 {
    nodes(start, width).fold(0.0, |sum, (x, weight)| sum + weight * function(x))
}
