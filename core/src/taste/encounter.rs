//! What came of each time a customer met a product?
//!
//! An encounter begins with an exposure: the product stood in a list, or was put back from the cart. What the
//! customer does with the product within a day of the last step belongs to it, and counts once, by the furthest
//! stage reached: so three views of one page are not three likings, and a purchase is not a view, an addition and a
//! purchase. An engagement without an exposure begins a *direct* encounter: the customer came for the product, so
//! there is nothing that it was shown instead of.
//!
//! A return takes the purchase back: what stays is what was reached before it. A removal from the cart or the
//! wishlist is an exposure and nothing else.
//!
//! ```
//! use sartor::taste::{Encounters, NO_ORDER, Stage};
//! let mut met = Encounters::default();
//! met.listed(7, 0, Some(3));
//! met.engaged(7, 60_000, Stage::Viewed, 1);
//! met.bought(7, 120_000, 1, NO_ORDER, 2);
//! assert_eq!((met.all().len(), met.all()[0].stage()), (1, Some(Stage::Bought)));
//! met.returned(7, None, 1);
//! assert_eq!(met.all()[0].stage(), Some(Stage::Viewed));
//! ```

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::time::DAY_MS;

/// Time after the last step within which the next one belongs to the same encounter.
pub const ENCOUNTER_MS: i64 = DAY_MS;
/// Kinds of exposure: lists by position, and what was put back.
pub const EXPOSURES: usize = 12;
/// The exposure of what was taken out of the cart or the wishlist.
pub const REMOVED: u8 = 11;
/// Not an exposure: the customer came for the product.
pub const DIRECT: u8 = u8::MAX;
/// Stages of engagement.
pub const STAGES: usize = 4;
/// The number of no order.
pub const NO_ORDER: u32 = u32::MAX;

/// First positions of lists that are one kind of exposure; the last kind of list has no position.
const POSITIONS: [u32; 10] = [1, 2, 3, 4, 5, 7, 10, 16, 25, 50];

/// How far a customer went with a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Clicked it or viewed its page.
    Viewed,
    /// Put it on the wishlist or shared it.
    Wished,
    /// Put it into the cart or began to check out with it.
    Added,
    /// Bought it and kept it.
    Bought,
}

/// The kind of exposure of a position in a list, counted from 1.
///
/// ```
/// use sartor::taste::position_bucket;
/// assert_eq!([Some(1), Some(6), Some(7), Some(400), None].map(position_bucket), [0, 4, 5, 9, 10]);
/// ```
pub fn position_bucket(position: Option<u32>) -> u8 {
    match position {
        Some(position) => {
            POSITIONS.partition_point(|&first| first <= position.max(1)).saturating_sub(1) as u8
        }
        None => POSITIONS.len() as u8,
    }
}

/// One meeting of the customer with a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encounter {
    /// The product's number.
    pub product: u32,
    /// When it began, milliseconds since the epoch.
    pub at_ms: i64,
    /// Its last step.
    pub last_ms: i64,
    /// The kind of exposure, below [`EXPOSURES`], or [`DIRECT`].
    pub exposure: u8,
    /// Number of the event that led to the furthest stage.
    pub source: u32,
    /// 0 for none, else the furthest stage reached and one.
    reached: u8,
    /// What was reached before the purchase.
    before: u8,
    order: u32,
    units: u32,
}

impl Encounter {
    /// The furthest stage that stands.
    pub fn stage(&self) -> Option<Stage> {
        match self.reached {
            0 => None,
            1 => Some(Stage::Viewed),
            2 => Some(Stage::Wished),
            3 => Some(Stage::Added),
            _ => Some(Stage::Bought),
        }
    }
}

/// The encounters of one customer, as events come in, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Encounters {
    all: Vec<Encounter>,
    /// The last encounter with each product. Never iterated.
    last: HashMap<u32, u32, BuildHasherDefault<ProductHasher>>,
}

/// Multiplies by the golden ratio (Knuth, *The Art of Computer Programming* 3, section 6.4): numbers of products
/// come from the catalogue, so nobody chooses them to collide.
#[derive(Debug, Clone, Default)]
struct ProductHasher(u64);

impl Hasher for ProductHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

impl Encounters {
    /// All encounters, in the order in which they began.
    pub fn all(&self) -> &[Encounter] {
        &self.all
    }

    /// All encounters, kept.
    pub fn into_all(self) -> Vec<Encounter> {
        self.all
    }

    /// Room for so many, made at once.
    pub fn with_room(encounters: usize) -> Self {
        let mut last: HashMap<u32, u32, BuildHasherDefault<ProductHasher>> = HashMap::default();
        last.reserve(encounters);
        Self { all: Vec::with_capacity(encounters), last }
    }

    /// A product stood in a list, at a position counted from 1 if it is known.
    pub fn listed(&mut self, product: u32, at_ms: i64, position: Option<u32>) {
        self.begin(product, at_ms, position_bucket(position), 0);
    }

    /// A product was taken out of the cart or off the wishlist.
    pub fn removed(&mut self, product: u32, at_ms: i64) {
        self.begin(product, at_ms, REMOVED, 0);
    }

    /// The customer did something with a product; `source` is the number of the event.
    pub fn engaged(&mut self, product: u32, at_ms: i64, stage: Stage, source: u32) {
        let reached = stage as u8 + 1;
        match self.open(product, at_ms) {
            Some(met) => {
                met.last_ms = at_ms;
                if reached > met.reached {
                    met.reached = reached;
                    met.source = source;
                }
            }
            None => self.begin(product, at_ms, DIRECT, source).reached = reached,
        }
    }

    /// The customer bought `units` of a product in the order of this number.
    pub fn bought(&mut self, product: u32, at_ms: i64, units: u32, order: u32, source: u32) {
        let bought = Stage::Bought as u8 + 1;
        let met = match self.open(product, at_ms).filter(|met| met.reached < bought) {
            Some(met) => met,
            None => self.begin(product, at_ms, DIRECT, source),
        };
        met.before = met.reached;
        (met.reached, met.source, met.order, met.units, met.last_ms) = (bought, source, order, units, at_ms);
    }

    /// Units of a product came back: of the order named, else of the latest purchase that can be meant.
    pub fn returned(&mut self, product: u32, order: Option<u32>, units: u32) {
        let meant = |met: &&mut Encounter| {
            met.product == product
                && met.stage() == Some(Stage::Bought)
                && order.is_none_or(|number| met.order == number)
        };
        if let Some(met) = self.all.iter_mut().rev().find(meant) {
            met.units = met.units.saturating_sub(units);
            if met.units == 0 {
                met.reached = met.before;
            }
        }
    }

    /// A whole order was cancelled or sent back.
    pub fn undone(&mut self, order: u32) {
        let of_order = |met: &&mut Encounter| met.order == order && met.stage() == Some(Stage::Bought);
        for met in self.all.iter_mut().filter(of_order) {
            met.reached = met.before;
        }
    }

    /// The encounter with a product that a step at `at_ms` belongs to.
    fn open(&mut self, product: u32, at_ms: i64) -> Option<&mut Encounter> {
        let place = *self.last.get(&product)?;
        self.all.get_mut(place as usize).filter(|met| at_ms.saturating_sub(met.last_ms) <= ENCOUNTER_MS)
    }

    fn begin(&mut self, product: u32, at_ms: i64, exposure: u8, source: u32) -> &mut Encounter {
        let place = self.all.len();
        self.last.insert(product, place as u32);
        self.all.push(Encounter {
            product,
            at_ms,
            last_ms: at_ms,
            exposure,
            source,
            reached: 0,
            before: 0,
            order: NO_ORDER,
            units: 0,
        });
        #[expect(clippy::indexing_slicing, reason = "it was pushed above")]
        &mut self.all[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn steps_of_one_day_are_one_encounter_and_later_ones_another() {
        let mut met = Encounters::default();
        met.listed(1, 0, Some(1));
        met.engaged(1, HOUR, Stage::Viewed, 0);
        met.engaged(1, 20 * HOUR, Stage::Viewed, 1);
        met.engaged(1, 40 * HOUR, Stage::Added, 2);
        assert_eq!(met.all().len(), 1);
        assert_eq!((met.all()[0].stage(), met.all()[0].source), (Some(Stage::Added), 2));
        met.engaged(1, 70 * HOUR, Stage::Viewed, 3);
        assert_eq!((met.all().len(), met.all()[1].exposure), (2, DIRECT));
    }

    #[test]
    fn returns_cancel_the_purchase_they_undo_and_nothing_else() {
        let mut met = Encounters::default();
        met.engaged(1, 0, Stage::Viewed, 0);
        met.bought(1, HOUR, 2, 5, 1);
        met.bought(2, HOUR, 1, 5, 1);
        met.returned(1, Some(4), 2);
        met.returned(1, Some(5), 1);
        assert_eq!(met.all()[0].stage(), Some(Stage::Bought), "one of two came back");
        met.returned(1, Some(5), 1);
        assert_eq!(met.all()[0].stage(), Some(Stage::Viewed));
        met.undone(5);
        assert_eq!(met.all()[1].stage(), None);
    }

    #[test]
    fn a_removal_is_an_exposure_that_later_steps_belong_to() {
        let mut met = Encounters::default();
        met.engaged(1, 0, Stage::Added, 0);
        met.removed(1, HOUR);
        assert_eq!((met.all()[1].exposure, met.all()[1].stage()), (REMOVED, None));
        met.bought(1, 2 * HOUR, 1, 0, 1);
        assert_eq!(met.all()[1].stage(), Some(Stage::Bought));
    }

    #[test]
    fn buying_the_same_again_is_another_encounter() {
        let mut met = Encounters::default();
        met.bought(1, 0, 1, 0, 0);
        met.bought(1, HOUR, 1, 1, 1);
        assert_eq!(met.all().len(), 2);
    }

    #[test]
    fn kinds_of_exposure_have_distinct_places() {
        assert_eq!(usize::from(position_bucket(None)) + 1, usize::from(REMOVED));
        assert_eq!(usize::from(REMOVED) + 1, EXPOSURES);
        assert_eq!(position_bucket(Some(0)), 0);
    }
}
