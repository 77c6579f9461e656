//! What does this customer like, how surely, since when, and which products meet it?

use crate::consent::ConsentPurpose;
use crate::estimate::{LEVEL, Unknown};
use crate::ids::check_id;
use crate::profile::Profile;
use crate::prompt::prompt_safe;
use crate::taste::{
    Belief, Beliefs, HALF_LIFE_DAYS, LONG, LiftPosterior, RECENT, TasteBasis, TasteModel, TastePath,
    TastePoint, TastePreference, TasteScore, TasteScores, TasteSnapshot, TasteStatus, TasteTerm, TasteView,
};
use crate::time::{local_month, parse_timestamp_ms};
use crate::{Result, SartorError};

use super::Engine;
use super::answer::ChatPreference;
use super::person::Person;
use super::price::MAX_PRODUCTS_PRICED;
use super::tasting::{MAX_TOUCHES, MAX_TURN_TOUCHES, Met, PRICE_BAND, SUMMED, Tasting};

/// Preferences in one answer.
const MAX_PREFERENCES: usize = 24;
/// Events named under a preference.
const MAX_EVENTS: usize = 3;
/// Preferences on a learning path.
const MAX_ON_PATH: usize = 8;
/// The most months of a learning path.
const MAX_MONTHS: u32 = 60;
/// Learned tastes that are said in a conversation.
const MAX_LEARNED: usize = 5;
/// Others that are said.
const MAX_TENTATIVE: usize = 2;
/// The doubt up to which a taste that is not learned may be said.
const LIKELY: f64 = 0.2;
/// The most characters of a word.
const WORD_CHARS: usize = 40;
/// The share of exposures from which a preference is adjusted for the most part.
const MOSTLY: f64 = 0.5;

impl Engine {
    /// What a customer likes more, or less, than what they were shown explains. Without consent to
    /// personalisation nothing is read, and the answer says so.
    pub fn taste(&self, profile: &Profile, as_of_ms: i64) -> Result<TasteView> {
        let person = self.person(profile, as_of_ms)?;
        let mut view = TasteView {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            currency: self.currency().to_owned(),
            personalised: false,
            half_life_days: HALF_LIFE_DAYS[LONG],
            recent_half_life_days: HALF_LIFE_DAYS[RECENT],
            preferences: Vec::new(),
            prices: Vec::new(),
            encounters: 0,
            older_summed: false,
            unknown: Vec::new(),
        };
        let model = match self.tasted(&person) {
            Ok(model) => model,
            Err(unknown) => {
                view.unknown.push(unknown);
                return Ok(view);
            }
        };
        let met = Tasting::read(&self.shelf, profile, as_of_ms, MAX_TOUCHES);
        let beliefs = self.tasting.beliefs(model, &met.encounters, as_of_ms);
        view.personalised = true;
        view.encounters = met.encounters.iter().filter(|met| met.source != SUMMED).count() as u32;
        view.older_summed = met.older_summed;
        let told = beliefs.all.get(..MAX_PREFERENCES).unwrap_or(&beliefs.all);
        let named = told.iter().zip(self.named_events(profile, told, &met));
        view.preferences =
            named.filter_map(|(belief, events)| Self::preference(model, belief, events)).collect();
        view.prices = model.price.bands(&self.tasting.purchases(&model.price, &met.encounters, as_of_ms));
        if view.preferences.is_empty() {
            view.unknown.push(Unknown::new("preferences", "nothing_met"));
        }
        Ok(view)
    }

    /// How the tastes that stand out at `as_of_ms` were learnt: what was believed at the ends of the last `months`
    /// months (UTC), read from the ledger as it was then, by the model of now.
    pub fn taste_path(&self, profile: &Profile, months: u32, as_of_ms: i64) -> Result<TastePath> {
        if months > MAX_MONTHS {
            return Err(SartorError::out_of_range("taste path", "months", months, "0 to 60"));
        }
        let person = self.person(profile, as_of_ms)?;
        let mut path = TastePath {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            personalised: false,
            snapshots: Vec::new(),
            unknown: Vec::new(),
        };
        let model = match self.tasted(&person) {
            Ok(model) => model,
            Err(unknown) => {
                path.unknown.push(unknown);
                return Ok(path);
            }
        };
        path.personalised = true;
        let read = |at_ms: i64| {
            let met = Tasting::read(&self.shelf, profile, at_ms, MAX_TOUCHES);
            self.tasting.beliefs(model, &met.encounters, at_ms)
        };
        let newest = read(as_of_ms);
        let followed: Vec<&Belief> = newest.all.iter().take(MAX_ON_PATH).collect();
        for at_ms in month_ends(months, as_of_ms)? {
            path.snapshots.push(snapshot(model, &followed, &read(at_ms), at_ms));
        }
        path.snapshots.push(snapshot(model, &followed, &newest, as_of_ms));
        Ok(path)
    }

    /// How well products meet a customer's taste: for each a sum of terms, one for each of its values. Without
    /// consent every score is 0.
    pub fn taste_scores(
        &self,
        profile: &Profile,
        product_ids: &[String],
        as_of_ms: i64,
    ) -> Result<TasteScores> {
        if product_ids.len() > MAX_PRODUCTS_PRICED {
            let (size, limit) = (product_ids.len(), MAX_PRODUCTS_PRICED);
            return Err(SartorError::too_many("taste scores", "productIds", size, limit, "products"));
        }
        product_ids.iter().try_for_each(|product_id| check_id("taste scores", "productIds", product_id))?;
        let person = self.person(profile, as_of_ms)?;
        let mut scores = TasteScores {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            personalised: false,
            scores: Vec::with_capacity(product_ids.len()),
            unknown: Vec::new(),
        };
        let logs = match self.tasted(&person) {
            Ok(model) => {
                scores.personalised = true;
                let met = Tasting::read(&self.shelf, profile, as_of_ms, MAX_TOUCHES);
                Some((model, self.tasting.beliefs(model, &met.encounters, as_of_ms).log_lifts(model)))
            }
            Err(unknown) => {
                scores.unknown.push(unknown);
                None
            }
        };
        for product_id in product_ids {
            let number = self.shelf.number(product_id);
            let known = number.filter(|_| self.fitted.product(product_id).is_some());
            let number =
                known.ok_or_else(|| SartorError::UnknownProduct { product_id: product_id.clone() })?;
            let terms = logs.as_ref().map_or_else(Vec::new, |(model, logs)| self.terms(model, logs, number));
            // The sum of nothing is written 0, not -0.
            let score = terms.iter().fold(0.0, |score, term| score + term.score);
            scores.scores.push(TasteScore { product_id: product_id.clone(), score, terms });
        }
        Ok(scores)
    }

    /// The model, where the customer allows its use; else why not.
    pub(super) fn tasted(&self, person: &Person<'_>) -> std::result::Result<&TasteModel, Unknown> {
        if !person.allows(ConsentPurpose::Personalization) {
            return Err(Unknown::new("customer", "no_consent"));
        }
        let model = self.fitted.taste.as_ref().ok_or_else(|| Unknown::new("taste", "not_fitted"))?;
        if model.dimensions.is_empty() {
            return Err(Unknown::new("taste", "no_attributes"));
        }
        Ok(model)
    }

    /// What is believed of a customer now, for the answers that use it; or why nothing is.
    pub(super) fn tasted_now(
        &self,
        profile: &Profile,
        person: &Person<'_>,
    ) -> std::result::Result<Tasted, Unknown> {
        let model = self.tasted(person)?;
        let met = Tasting::read(&self.shelf, profile, person.as_of_ms, MAX_TURN_TOUCHES);
        let beliefs = self.tasting.beliefs(model, &met.encounters, person.as_of_ms);
        Ok(Tasted { logs: beliefs.log_lifts(model), beliefs })
    }

    /// Tastes worth a word in a conversation: learned ones, then what is likely; nothing of the dimensions that
    /// were spoken of.
    pub(super) fn sayable_tastes(
        &self,
        tasted: &Tasted,
        spoken_of: &[ChatPreference],
    ) -> Vec<ChatPreference> {
        let Some(model) = &self.fitted.taste else { return Vec::new() };
        let mut said = Vec::new();
        let (mut learned, mut tentative) = (0, 0);
        for belief in &tasted.beliefs.all {
            let Some((dimension, value)) = model.value(belief.value) else { continue };
            let count = if belief.learned { &mut learned } else { &mut tentative };
            let room = *count < if belief.learned { MAX_LEARNED } else { MAX_TENTATIVE };
            // What is only likely is said of likings alone.
            let likely = belief.learned || belief.doubt <= LIKELY && belief.lift[LONG].mean() > 1.0;
            let known = spoken_of.iter().any(|one| one.dimension == dimension.name);
            if !room || !likely || known || dimension.name == PRICE_BAND {
                continue;
            }
            *count += 1;
            let (low, high) = belief.lift[LONG].interval();
            said.push(ChatPreference {
                dimension: prompt_safe(&dimension.name, WORD_CHARS),
                value: prompt_safe(&value.value, WORD_CHARS),
                lift: Some(belief.lift[LONG].mean()),
                low: Some(low),
                high: Some(high),
                status: if belief.learned { "learned" } else { "tentative" }.to_owned(),
            });
        }
        said
    }

    /// Message ids of the newest events that each belief rests on.
    fn named_events(&self, profile: &Profile, told: &[Belief], met: &Met<'_>) -> Vec<Vec<String>> {
        let mut place = vec![u32::MAX; self.tasting.products.dimension_of.len()];
        for (belief, at) in told.iter().zip(0..) {
            if let Some(place) = place.get_mut(belief.value as usize) {
                *place = at;
            }
        }
        let mut sources: Vec<[u32; MAX_EVENTS]> = vec![[SUMMED; MAX_EVENTS]; told.len()];
        let engaged = met.encounters.iter().rev().filter(|one| one.source != SUMMED && one.stage().is_some());
        for one in engaged {
            for &value in self.tasting.products.of(one.product) {
                let at = place.get(value as usize).copied().unwrap_or(u32::MAX);
                let Some(own) = sources.get_mut(at as usize) else { continue };
                // Two products of one order are one event.
                let free = own.iter_mut().find(|known| **known == SUMMED || **known == one.source);
                if let Some(free) = free {
                    *free = one.source;
                }
            }
        }
        let id = |source: &u32| Some(profile.event_of(met.trail.step(*source)?)?.message_id.clone());
        sources.iter().map(|own| own.iter().filter_map(id).collect()).collect()
    }

    fn preference(model: &TasteModel, belief: &Belief, events: Vec<String>) -> Option<TastePreference> {
        let (dimension, value) = model.value(belief.value)?;
        let (long, recent) = (&belief.lift[LONG], &belief.lift[RECENT]);
        let ((low, high), (recent_low, recent_high)) = (long.interval(), recent.interval());
        Some(TastePreference {
            dimension: dimension.name.clone(),
            value: value.value.clone(),
            lift: long.mean(),
            low,
            high,
            level: LEVEL,
            recent_lift: recent.mean(),
            recent_low,
            recent_high,
            divergence: long.hellinger(recent),
            drifting: belief.drifting,
            engagements: belief.engagements,
            confidence: long.confidence(&belief.prior),
            status: status(belief),
            basis: basis(belief),
            events,
        })
    }

    /// The terms of one product, by the logarithms of lifts.
    fn terms(&self, model: &TasteModel, logs: &[f64], number: u32) -> Vec<TasteTerm> {
        let values = self.tasting.products.of(number);
        let dimension_of = |value: u32| self.tasting.products.dimension_of.get(value as usize);
        let mut terms = Vec::with_capacity(values.len());
        for &value in values {
            let Some((dimension, own)) = model.value(value) else { continue };
            let siblings = values.iter().filter(|other| dimension_of(**other) == dimension_of(value)).count();
            let log = logs.get(value as usize).copied().unwrap_or(0.0);
            terms.push(TasteTerm {
                dimension: dimension.name.clone(),
                value: own.value.clone(),
                lift: crate::math::exp(log),
                score: log / siblings as f64,
            });
        }
        terms
    }
}

/// What is believed of a customer.
pub(super) struct Tasted {
    pub beliefs: Beliefs,
    /// Logarithm of the lift of every value, by number.
    pub logs: Vec<f64>,
}

fn status(belief: &Belief) -> TasteStatus {
    if belief.learned { TasteStatus::Learned } else { TasteStatus::Tentative }
}

fn basis(belief: &Belief) -> TasteBasis {
    if belief.exposure_share >= MOSTLY {
        TasteBasis::AdjustedForExposure
    } else if belief.exposure_share > 0.0 {
        TasteBasis::PartlyAdjustedForExposure
    } else {
        TasteBasis::UnadjustedForExposure
    }
}

/// The ends of the last months before a time, oldest first.
fn month_ends(months: u32, as_of_ms: i64) -> Result<Vec<i64>> {
    let this = local_month(as_of_ms, 0);
    let back = i32::try_from(months).unwrap_or(0).min(this);
    (0..back)
        .map(|ago| {
            let month = this - (back - 1 - ago);
            let start =
                format!("{}-{:02}-01T00:00:00Z", 1970 + month.div_euclid(12), month.rem_euclid(12) + 1);
            Ok(parse_timestamp_ms(&start)? - 1)
        })
        .collect()
}

fn snapshot(model: &TasteModel, followed: &[&Belief], then: &Beliefs, at_ms: i64) -> TasteSnapshot {
    let points = followed.iter().filter_map(|belief| {
        let (dimension, value) = model.value(belief.value)?;
        let known = then.all.iter().find(|known| known.value == belief.value);
        let lift = known.map_or([belief.prior; 2], |known| known.lift);
        let (low, high) = lift[LONG].interval();
        Some(TastePoint {
            dimension: dimension.name.clone(),
            value: value.value.clone(),
            lift: lift[LONG].mean(),
            low,
            high,
            divergence: LiftPosterior::hellinger(&lift[LONG], &lift[RECENT]),
            status: known.map_or(TasteStatus::Tentative, status),
        })
    });
    TasteSnapshot { as_of_ms: at_ms, points: points.collect() }
}
