//! What an engine understands of one customer beyond value and segment.

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;

use super::{Engine, as_of, profile_of};
use crate::host::answer;
use crate::input;

#[napi]
impl Engine {
    /// How a customer searches, compares, decides and comes back: measures with intervals, evidence and percentile,
    /// what precedes purchases, the style of deciding and signs of loyalty.
    #[napi(catch_unwind, ts_args_type = "profile: Profile, asOf: Time", ts_return_type = "BehaviourView")]
    pub fn behaviour<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.behaviour", || {
            Ok(self.get()?.behaviour(&*profile_of(profile)?, self::as_of(as_of)?)?)
        })
    }

    /// Channel, hour, tone and frequency for a customer, and whether they may be written to unasked now.
    #[napi(catch_unwind, ts_args_type = "profile: Profile, asOf: Time", ts_return_type = "ContactView")]
    pub fn contact<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.contact", || {
            Ok(self.get()?.contact(&*profile_of(profile)?, self::as_of(as_of)?)?)
        })
    }

    /// The variant of each slot by the policy's rules, with the reason and the rules that lost.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, request: Input<ExperienceRequest> | null | undefined, asOf: Time",
        ts_return_type = "ExperienceView"
    )]
    pub fn experience<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        request: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.experience", || {
            let request = input::options("experience request", request)?;
            Ok(self.get()?.experience(&*profile_of(profile)?, &request, self::as_of(as_of)?)?)
        })
    }

    /// Which missing field would change most what this customer is shown, with the alternatives. Protected and
    /// sensitive fields are never proposed.
    #[napi(catch_unwind, ts_args_type = "profile: Profile, asOf: Time", ts_return_type = "QuestionView")]
    pub fn next_question<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.nextQuestion", || {
            Ok(self.get()?.next_question(&*profile_of(profile)?, self::as_of(as_of)?)?)
        })
    }

    /// What a customer likes more, or less, than what they were shown explains. Without consent to personalisation
    /// nothing is read, and the answer says so.
    #[napi(catch_unwind, ts_args_type = "profile: Profile, asOf: Time", ts_return_type = "TasteView")]
    pub fn taste<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.taste", || Ok(self.get()?.taste(&*profile_of(profile)?, self::as_of(as_of)?)?))
    }

    /// How the tastes that stand out now were learnt: what was believed at the ends of the last `months` months
    /// (UTC), 0 to 60, read from the ledger as it was then.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, months: number, asOf: Time",
        ts_return_type = "TastePath"
    )]
    pub fn taste_path<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        months: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.tastePath", || {
            let months = input::count("taste path", "months", months)?;
            Ok(self.get()?.taste_path(&*profile_of(profile)?, months, self::as_of(as_of)?)?)
        })
    }

    /// How well products meet a customer's taste: for each a sum of terms, one for each of its values. Without
    /// consent every score is 0.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, productIds: Array<string>, asOf: Time",
        ts_return_type = "TasteScores"
    )]
    pub fn taste_scores<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        product_ids: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.tasteScores", || {
            let product_ids = input::texts("taste scores", "productIds", product_ids)?;
            Ok(self.get()?.taste_scores(&*profile_of(profile)?, &product_ids, self::as_of(as_of)?)?)
        })
    }

    /// Add to a receipt that this engine was trained on the customer, if it was, by the pseudonym under the key it
    /// was trained with.
    #[napi(
        catch_unwind,
        ts_args_type = "receipt: ErasureReceipt, pseudonym: string",
        ts_return_type = "ErasureReceipt"
    )]
    pub fn add_to_receipt<'env>(
        &self,
        env: &'env Env,
        receipt: Unknown<'_>,
        pseudonym: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.addToReceipt", || {
            let receipt = input::record("erasure receipt", receipt)?;
            Ok(self.get()?.add_to_receipt(&receipt, &input::text("engine", "pseudonym", pseudonym)?))
        })
    }
}
