//! Whatever was done, in whatever numbers, every measure is a finite value within its interval.

use proptest::prelude::*;
use sartor::behaviour::{
    Act, Measure, MetProduct, OrderAct, Shopping, breadth, clumpiness, depth, measure, regularity, share,
};
use sartor::estimate::Estimate;
use sartor::event::EventKind;

const KINDS: [EventKind; 10] = [
    EventKind::ProductsSearched,
    EventKind::ProductListFiltered,
    EventKind::ProductClicked,
    EventKind::ProductViewed,
    EventKind::ProductAdded,
    EventKind::CouponEntered,
    EventKind::CheckoutStarted,
    EventKind::OrderCompleted,
    EventKind::ConversationTurn,
    EventKind::Identify,
];
const ASPECTS: [&[u32]; 3] = [&[], &[1, 4], &[2, 4, u32::MAX]];

fn holds(estimate: &Estimate) -> bool {
    let Estimate { value, low, high, .. } = *estimate;
    [value, low, high].iter().all(|number| number.is_finite()) && low <= value && value <= high
}

prop_compose! {
    fn act()(
        at_ms in prop_oneof![0_i64..4_000_000_000, any::<i64>()],
        kind in prop::sample::select(KINDS.to_vec()),
        product in prop::option::of(0_u32..8),
        visit in prop::option::of(0_u32..6),
    ) -> Act {
        Act { at_ms, kind, product, visit }
    }
}

prop_compose! {
    fn shopping()(
        as_of_ms in any::<i64>(),
        mut acts in prop::collection::vec(act(), 0..60),
        categories in prop::collection::vec((prop::option::of(0_u32..4), 0_usize..3), 0..7),
        orders in prop::collection::vec((any::<i64>(), prop::collection::vec(0_u32..9, 0..4)), 0..8),
        mut purchases_ms in prop::collection::vec(any::<i64>(), 0..12),
        order_count in any::<u32>(),
        discounted_orders in any::<u32>(),
        conversation_turns in prop::collection::vec(any::<u32>(), 0..6),
        sorted in any::<bool>(),
        shop_categories in any::<u32>(),
    ) -> Shopping<'static> {
        if sorted {
            acts.sort_by_key(|act| act.at_ms);
            purchases_ms.sort_unstable();
        }
        Shopping {
            as_of_ms,
            acts,
            products: categories
                .into_iter()
                .map(|(category, aspects)| MetProduct { category, aspects: ASPECTS[aspects] })
                .collect(),
            categories: shop_categories,
            orders: orders.into_iter().map(|(at_ms, products)| OrderAct { at_ms, products }).collect(),
            purchases_ms,
            order_count,
            discounted_orders,
            conversation_turns,
        }
    }
}

proptest! {
    #[test]
    fn anything_done_gives_finite_measures_within_their_bounds(shopping in shopping()) {
        let measured = measure(&shopping);
        for known in &measured.measured {
            prop_assert!(holds(&known.estimate), "{known:?}");
            prop_assert!(known.evidence >= known.measure.needs());
            let (low, high) = match known.measure {
                Measure::SearchDepth | Measure::CategoryBreadth | Measure::ConversationDepth => (1.0, f64::MAX),
                Measure::ComparisonIndex => (-1.0, 1.0),
                Measure::DecisionDays => (0.0, 90.0),
                Measure::Regularity => (0.0, f64::MAX),
                _ => (0.0, 1.0),
            };
            prop_assert!(low <= known.estimate.low && known.estimate.high <= high, "{known:?}");
        }
        prop_assert_eq!(measure(&shopping), measured);
    }

    #[test]
    fn any_counts_and_gaps_give_an_estimate_or_nothing(
        hits in any::<u32>(),
        trials in any::<u32>(),
        counts in prop::collection::vec(any::<u32>(), 0..20),
        gaps in prop::collection::vec(any::<f64>(), 0..12),
    ) {
        let gaps: Vec<f64> = gaps.into_iter().map(f64::abs).collect();
        for estimate in [share(hits, trials), depth(hits, trials), breadth(&counts, trials), regularity(&gaps)] {
            prop_assert!(estimate.is_none_or(|estimate| holds(&estimate)), "{estimate:?}");
        }
        let clumpy = clumpiness(&gaps);
        prop_assert!(
            clumpy.is_none_or(|c| (0.0..=1.0).contains(&c.value) && (0.0..=1.0).contains(&c.p_value)),
            "{clumpy:?}"
        );
    }

    #[test]
    fn more_evidence_of_the_same_narrows_the_interval(hits in 0_u32..20, more in 0_u32..20, times in 2_u32..20) {
        let trials = hits + more + 1;
        let (little, much) = (share(hits, trials).unwrap(), share(hits * times, trials * times).unwrap());
        prop_assert!(much.high - much.low < little.high - little.low);
        prop_assert!((much.value - little.value).abs() < 1e-12);
    }
}
