//! What is true of the shop: everything that a model fitted on its events could hope to find.

use sartor::math;
use serde::Serialize;

/// Purchases follow the BG/NBD model (Fader, Hardie and Lee 2005) exactly, in weeks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BgNbd {
    /// Shape of the purchase rate.
    pub r: f64,
    /// Rate of the purchase rate, in weeks.
    pub alpha: f64,
    /// First parameter of the probability to leave after a repeat purchase.
    pub a: f64,
    /// Second parameter of it.
    pub b: f64,
}

/// Spend per order follows the Gamma-Gamma model (Fader and Hardie 2013), up to the nearest basket of
/// whole products.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GammaGamma {
    /// Shape of the spend of one order.
    pub p: f64,
    /// Shape of the rate of spend between customers.
    pub q: f64,
    /// Scale of spend, in major units.
    pub gamma: f64,
}

/// Who a customer is, as far as buying goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Buys business wear of good quality.
    ProfessionalAchiever,
    /// Buys what is new.
    StyleEnthusiast,
    /// Buys at a discount, after looking long.
    ValueConscious,
    /// None of them.
    Other,
}

impl Group {
    /// Every group, in the order of the columns of [`Truth`].
    pub const ALL: [Self; 4] =
        [Self::ProfessionalAchiever, Self::StyleEnthusiast, Self::ValueConscious, Self::Other];

    /// How one group behaves.
    pub fn habits(self) -> Habits {
        match self {
            Self::ProfessionalAchiever => {
                Habits { share: 0.28, line: "business", discount_share: 0.08, views_per_visit: 1.5 }
            }
            Self::StyleEnthusiast => {
                Habits { share: 0.25, line: "trend", discount_share: 0.20, views_per_visit: 3.0 }
            }
            Self::ValueConscious => {
                Habits { share: 0.27, line: "basics", discount_share: 0.55, views_per_visit: 4.5 }
            }
            Self::Other => {
                Habits { share: 0.20, line: "classic", discount_share: 0.20, views_per_visit: 3.0 }
            }
        }
    }
}

/// How a group behaves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Habits {
    /// Share of customers in the group.
    pub share: f64,
    /// The product line it prefers.
    pub line: &'static str,
    /// Share of its orders that use a coupon.
    pub discount_share: f64,
    /// Mean of the products viewed in a visit beyond those bought.
    pub views_per_visit: f64,
}

/// How much likelier a product is to be chosen when it has what a customer prefers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tastes {
    /// When its line is the group's.
    pub line: f64,
    /// When its fit is the customer's.
    pub fit: f64,
    /// When its colour is the customer's.
    pub colour: f64,
}

/// Demand for a category over the year: weight `exp(amplitude cos(2 pi (month - peak) / 12))`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Season {
    /// The category.
    pub category: &'static str,
    /// Month of the peak, 1 to 12.
    pub peak_month: i32,
    /// Half the logarithm of peak over trough.
    pub amplitude: f64,
}

/// Cosine of a twelfth of the circle, so that the weights are equal to the bit everywhere.
const TWELFTHS: [f64; 12] = {
    const HALF_ROOT_3: f64 = 0.866_025_403_784_438_6;
    [1.0, HALF_ROOT_3, 0.5, 0.0, -0.5, -HALF_ROOT_3, -1.0, -HALF_ROOT_3, -0.5, 0.0, 0.5, HALF_ROOT_3]
};

impl Season {
    /// Weight of the category in a month, 1 to 12.
    pub fn weight(&self, month: i32) -> f64 {
        let twelfth = (month - self.peak_month).rem_euclid(12) as usize;
        math::exp(self.amplitude * TWELFTHS.get(twelfth).copied().unwrap_or(0.0))
    }
}

/// How often a reminder of an abandoned cart is answered by a return within three days, by arm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reminder {
    /// Probability of being in the arm that is reminded.
    pub propensity: f64,
    /// Probability to return when reminded.
    pub return_on: f64,
    /// Probability to return when not.
    pub return_off: f64,
}

/// Every parameter of the simulation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Truth {
    /// The seed.
    pub seed: u32,
    /// No event is later than this; milliseconds since the epoch.
    pub as_of_ms: i64,
    /// Nor earlier than this.
    pub start_ms: i64,
    /// ISO 4217 code of all prices.
    pub currency: &'static str,
    /// When customers buy.
    pub bg_nbd: BgNbd,
    /// How much they spend.
    pub gamma_gamma: GammaGamma,
    /// Which groups there are.
    pub groups: Vec<(Group, Habits)>,
    /// What they prefer.
    pub tastes: Tastes,
    /// Shares of customers by preferred fit.
    pub fits: Vec<(&'static str, f64)>,
    /// Shares of customers by preferred colour.
    pub colours: Vec<(&'static str, f64)>,
    /// Demand over the year. It moves what is bought, not how often, so that BG/NBD stays exact.
    pub seasons: Vec<Season>,
    /// Visits without an order, a week, while a customer is active; a seventh of it afterwards.
    pub visits_per_week: f64,
    /// Share of those visits that leave a cart behind.
    pub abandon_share: f64,
    /// Share of orders of which a part is sent back.
    pub refund_share: f64,
    /// The experiment on abandoned carts.
    pub reminder: Reminder,
    /// Share of customers who declared traits.
    pub declared_share: f64,
    /// Share of customers who agreed to personalisation; of the rest, half refused and half were not asked.
    pub consent_share: f64,
}

impl Truth {
    /// The truth of the shop of a seed.
    pub fn new(seed: u32, start_ms: i64, as_of_ms: i64) -> Self {
        let season = |category, peak_month, amplitude| Season { category, peak_month, amplitude };
        Self {
            seed,
            as_of_ms,
            start_ms,
            currency: "USD",
            bg_nbd: BgNbd { r: 0.8, alpha: 10.0, a: 0.8, b: 2.8 },
            gamma_gamma: GammaGamma { p: 3.0, q: 4.0, gamma: 260.0 },
            groups: Group::ALL.map(|group| (group, group.habits())).to_vec(),
            tastes: Tastes { line: 5.0, fit: 4.0, colour: 2.5 },
            fits: vec![("slim", 0.40), ("regular", 0.42), ("relaxed", 0.18)],
            colours: vec![
                ("navy", 0.28),
                ("grey", 0.20),
                ("black", 0.17),
                ("white", 0.12),
                ("brown", 0.09),
                ("green", 0.08),
                ("burgundy", 0.06),
            ],
            seasons: vec![
                season("suits", 5, 0.4),
                season("blazers", 4, 0.3),
                season("shirts", 6, 0.2),
                season("trousers", 4, 0.1),
                season("knitwear", 12, 0.9),
                season("coats", 12, 1.2),
                season("shoes", 9, 0.2),
                season("ties", 12, 0.3),
                season("accessories", 12, 0.5),
            ],
            visits_per_week: 0.10,
            abandon_share: 0.35,
            refund_share: 0.04,
            reminder: Reminder { propensity: 0.9, return_on: 0.14, return_off: 0.09 },
            declared_share: 0.6,
            consent_share: 0.85,
        }
    }

    /// Weight of a category in a month, 1 to 12.
    pub fn season(&self, category: &str, month: i32) -> f64 {
        self.seasons
            .iter()
            .find(|season| season.category == category)
            .map_or(1.0, |season| season.weight(month))
    }
}
