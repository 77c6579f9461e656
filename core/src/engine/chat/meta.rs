//! What ground does an answer stand on, and what does it ask the host to remember?

use crate::Result;
use crate::consent::ConsentPurpose;
use crate::time::MINUTE_MS;

use super::super::answer::ChatMeta;
use super::super::draw::{Decision, decision_id};
use super::Parts;

/// An answer may be used for this long.
const ANSWER_VALID_MS: i64 = 30 * MINUTE_MS;

impl Parts<'_> {
    pub(super) fn meta(&self) -> Result<ChatMeta> {
        let as_of_ms = self.person.as_of_ms;
        let priced = self.quotes.first();
        let decision_id = decision_id(
            "answer",
            &[
                &self.engine.model_id,
                self.person.customer_id,
                &self.request.session_id,
                &self.understood.asked,
            ],
            as_of_ms,
        );
        let answer = Decision {
            decision_id: decision_id.clone(),
            kind: "answer",
            chosen: self.ranked.recommendations.first().map(|shown| shown.product_id.clone()),
            propensity: priced.map_or(1.0, |quote| quote.propensity),
            experiment: priced.and_then(|quote| quote.experiment.clone()),
            arm: priced.and_then(|quote| quote.arm.clone()),
        };
        let model_id = &self.engine.model_id;
        let mut record = vec![answer.record(self.person.customer_id, model_id, as_of_ms)?];
        for action in &self.acted.actions {
            let acted = Decision {
                decision_id: format!("{decision_id}_{}", action.action),
                kind: "action",
                chosen: Some(action.action.clone()),
                propensity: self.acted.propensity,
                experiment: self.acted.experiment.clone(),
                arm: self.acted.arm.clone(),
            };
            record.push(acted.record(self.person.customer_id, model_id, as_of_ms)?);
        }
        let used = [
            (ConsentPurpose::Analytics, "analytics", self.outlook.personalised),
            (ConsentPurpose::Personalization, "personalization", self.personal),
            (ConsentPurpose::Pricing, "pricing", self.quotes.iter().any(|quote| quote.personalised)),
        ];
        let purposes: Vec<String> = used
            .into_iter()
            .filter(|(purpose, _, used)| *used && self.person.allows(*purpose))
            .map(|(_, name, _)| name.to_owned())
            .collect();
        let quoted_until = self.quotes.iter().map(|quote| quote.expires_at_ms).min();
        Ok(ChatMeta {
            schema: "chat/1".to_owned(),
            decision_id,
            model_id: model_id.clone(),
            as_of: as_of_ms,
            expires_at: quoted_until
                .map_or(as_of_ms + ANSWER_VALID_MS, |until| until.min(as_of_ms + ANSWER_VALID_MS)),
            personalised: !purposes.is_empty(),
            purposes,
            jurisdiction: self.request.additional_data.jurisdiction.clone(),
            record,
        })
    }
}
