//! Draws one chat answer for a person at a terminal: who, what is believed, what is offered and why, what next.

use std::fmt::Write;

use sartor::engine::{ChatAnswer, MoneyEstimate, Outlook, SegmentView};
use sartor::estimate::{Basis, Estimate};
use sartor::money::{Currency, format_money};
use sartor::pricing::PriceQuote;
use sartor::profile::ProfileView;
use sartor::time::to_rfc3339;

/// Columns of a bar.
const BAR: usize = 32;
/// Columns of the names before the bars.
const NAME: usize = 26;

/// The picture of one answer.
pub fn draw(
    view: &ProfileView,
    outlook: &Outlook,
    segment: &SegmentView,
    quotes: &[PriceQuote],
    answer: &ChatAnswer,
    notes: &[String],
) -> String {
    let mut page = Page { text: String::new(), currency: Currency::parse(&outlook.currency).ok() };
    page.who(view, outlook, segment, answer);
    page.belief(outlook);
    page.offer(answer, quotes);
    page.next(answer);
    page.reply(answer);
    page.heading("NOTES");
    for note in notes {
        page.line(note);
    }
    for unknown in &answer.contextual_insights.unknown {
        page.line(&format!("unknown: {} ({})", unknown.field, unknown.reason));
    }
    page.text
}

struct Page {
    text: String,
    currency: Option<Currency>,
}

impl Page {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "  {line}");
    }

    fn heading(&mut self, title: &str) {
        let _ =
            writeln!(self.text, "\n── {title} {}", "─".repeat(84usize.saturating_sub(title.chars().count())));
    }

    fn money(&self, minor: f64) -> String {
        self.currency.map_or_else(String::new, |currency| format_money(minor.round() as i64, currency))
    }

    fn who(&mut self, view: &ProfileView, outlook: &Outlook, segment: &SegmentView, answer: &ChatAnswer) {
        self.heading("WHO");
        let day = |ms: Option<i64>| ms.map_or_else(|| "never".to_owned(), date);
        self.line(&format!(
            "{} on {}, model {}",
            view.customer_id,
            date(answer.meta.as_of),
            outlook.model_id
        ));
        let purposes = if answer.meta.purposes.is_empty() {
            "nothing: an impersonal answer".to_owned()
        } else {
            answer.meta.purposes.join(", ")
        };
        self.line(&format!(
            "used for this answer: {purposes}; jurisdiction {}",
            answer.meta.jurisdiction.as_deref().unwrap_or("unknown")
        ));
        self.line(&format!(
            "{} events from {} to {}, {} orders, {} spent, {} given back, {} bytes",
            view.event_count,
            day(view.first_event_ms),
            day(view.last_event_ms),
            view.orders,
            self.money(view.revenue_minor as f64),
            self.money(view.refunded_minor as f64),
            view.packed_bytes
        ));
        let primary = &segment.primary_segment;
        let because = if primary.evidence.is_empty() {
            primary.reason.clone().unwrap_or_else(|| "no evidence".to_owned())
        } else {
            primary.evidence.join(", ")
        };
        self.line(&format!(
            "segment: {} ({:.0} %), because of {because}",
            primary.name,
            primary.confidence * 100.0
        ));
        if let Some(cell) = &segment.rfm {
            self.line(&format!(
                "recency {}, frequency {}, monetary {} of 5: {}",
                cell.recency_score, cell.frequency_score, cell.monetary_score, cell.label
            ));
        }
        for fact in &answer.contextual_insights.facts {
            self.line(&format!("• {} ({})", fact.text, fact.source));
        }
    }

    fn belief(&mut self, outlook: &Outlook) {
        self.heading("WHAT THE ENGINE BELIEVES (90 % intervals)");
        if let Some(value) = &outlook.lifetime_value {
            self.value(value);
        }
        if let Some(expected) = outlook.expected_purchases {
            let most = (expected.high * 1.25).max(1.0);
            self.estimate("purchases within a year", expected, most, &|value| format!("{value:.1}"));
        }
        if let Some(days) = outlook.next_purchase_days {
            let most = (days.high * 1.1).max(1.0);
            self.estimate("days to the next purchase", days, most, &|value| format!("{value:.0}"));
        }
        let percent = |value: f64| format!("{:.0} %", value * 100.0);
        if let Some(alive) = outlook.probability_alive {
            self.estimate("still a customer", alive, 1.0, &percent);
        }
        if let Some(churn) = outlook.churn {
            self.estimate("no purchase in 180 days", churn, 1.0, &percent);
        }
        for known in &outlook.purchase_probability {
            let name = format!("buys {} in 30 days", known.category);
            self.estimate(&name, known.probability, 1.0, &percent);
        }
        for reason in &outlook.reasons {
            self.line(&format!("because: {reason}"));
        }
    }

    fn value(&mut self, value: &MoneyEstimate) {
        let estimate = Estimate {
            value: value.value_minor,
            low: value.low_minor,
            high: value.high_minor,
            level: value.level,
            basis: value.basis,
        };
        let name = format!("{} within a year", value.measure);
        let most = (value.high_minor * 1.1).max(1.0);
        let currency = self.currency;
        let money = move |minor: f64| {
            currency.map_or_else(String::new, |currency| format_money(minor.round() as i64, currency))
        };
        self.estimate(&name, estimate, most, &money);
    }

    fn estimate(&mut self, name: &str, estimate: Estimate, most: f64, show: &dyn Fn(f64) -> String) {
        let place = |value: f64| ((value / most).clamp(0.0, 1.0) * (BAR - 1) as f64).round() as usize;
        let (low, middle, high) = (place(estimate.low), place(estimate.value), place(estimate.high));
        let bar: String = (0..BAR)
            .map(|at| match at {
                at if at == middle => '●',
                at if at == low => '├',
                at if at == high => '┤',
                at if (low..high).contains(&at) => '─',
                _ => '·',
            })
            .collect();
        let basis = match estimate.basis {
            Basis::Customer => "own history",
            Basis::Segment => "segment",
            Basis::Prior => "all customers",
            Basis::Assumed => "assumed",
        };
        let range = format!("{} ({} to {})", show(estimate.value), show(estimate.low), show(estimate.high));
        self.line(&format!("{:<NAME$} {bar}  {range}, {basis}", short(name, NAME)));
    }

    fn offer(&mut self, answer: &ChatAnswer, quotes: &[PriceQuote]) {
        self.heading("WHAT IT OFFERS, AT WHAT PRICE, AND WHY");
        let request = &answer.contextual_insights.request;
        if let Some(narrow) = &answer.conversation_flow.narrow {
            let occasion =
                request.occasion.as_deref().map_or_else(String::new, |what| format!(" for a {what}"));
            self.line(&format!(
                "{} products{occasion} fit the request, {} shown ({})",
                narrow.from, narrow.to, narrow.reason
            ));
        }
        for (shown, quote) in answer.phase3_enhancements.recommendations.iter().zip(quotes) {
            let price = self.money(quote.adjusted_price_minor as f64);
            let base = self.money(quote.base_price_minor as f64);
            let moved = if quote.adjusted_price_minor == quote.base_price_minor {
                "list price".to_owned()
            } else {
                format!("list {base}, {}", quote.strategy)
            };
            self.line(&format!("{} {}: {price} ({moved})", shown.product_id, shown.name));
            let terms: Vec<String> =
                shown.terms.iter().map(|term| format!("{} {:+.3}", term.term, term.value)).collect();
            self.line(&format!("    score {:.3} = {}", shown.score, terms.join(" ")));
            for factor in &quote.adjustment_factors {
                let amount = self.money(factor.amount_minor.abs() as f64);
                let sign = if factor.amount_minor < 0 { "-" } else { "+" };
                self.line(&format!("    {} {sign}{amount}: {}", factor.factor, factor.reasoning));
            }
            if !quote.bound_by.is_empty() {
                self.line(&format!("    bound by {}", quote.bound_by.join(", ")));
            }
            if let Some(disclosure) = &quote.disclosure {
                self.line(&format!("    must say: {disclosure}"));
            }
        }
        for claim in &answer.response_modifiers.claims {
            self.line(&format!(
                "may claim of {}: {}",
                claim.product_id.as_deref().unwrap_or("it"),
                claim.text
            ));
        }
    }

    fn next(&mut self, answer: &ChatAnswer) {
        self.heading("WHAT NEXT");
        let enhancements = &answer.phase3_enhancements;
        let percent = |value: f64| format!("{:.0} %", value * 100.0);
        for action in &enhancements.next_best_actions {
            self.estimate(&action.action, action.success_probability, 1.0, &percent);
            self.line(&format!("    {}. \"{}\"", action.reason, action.say));
        }
        for rejected in &enhancements.rejected_actions {
            self.line(&format!("✗ {} stopped by {}: {}", rejected.action, rejected.gate, rejected.detail));
        }
    }

    fn reply(&mut self, answer: &ChatAnswer) {
        self.heading("WHAT IT WOULD SAY");
        let flow = &answer.conversation_flow;
        self.line(&format!(
            "stage {}, next move {}, tone {}",
            flow.stage, flow.next_move, answer.response_modifiers.tone
        ));
        self.line(&format!("without a language model: {}", answer.response_modifiers.fallback_text));
        self.line(&format!("for a language model: {}", answer.response_modifiers.prompt_context));
    }
}

fn short(name: &str, columns: usize) -> String {
    name.chars().take(columns).collect()
}

fn date(at_ms: i64) -> String {
    to_rfc3339(at_ms).map_or_else(|_| "never".to_owned(), |text| text.chars().take(10).collect())
}
