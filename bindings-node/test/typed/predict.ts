// One typed call of every export of `predict`.
import { Catalog, ChurnSetting, ContestVerdict, InterventionVerdict, OutcomeAdvice, Profile, learn, predict } from '../../index.js'
import type {
  ChurnOptions, ChurnReason, ChurnReport, ChurnRisk, CustomerPropensity, CustomerValue, FeatureSpec, FeatureValue, GrowthOpportunity, Input, InterventionEffect,
  ModelContest, OutcomePrediction, OutcomeRecalibration, OutcomeReview, PredictionCounts, Product, PropensityOptions, PropensityReport, RankedIntervention,
  SegmentEvent, TriedIntervention, ValueFitOptions, ValueReport, Watchlist,
} from '../../index.js'

const asOf = Date.UTC(2026, 5, 1)
const day = 86_400_000

/** A customer who buys every so many days, until a while ago. */
const customer = (number: number): Profile => {
  const userId = `p${number}`
  const event = (name: string, daysAgo: number, properties: Record<string, unknown>): SegmentEvent => ({
    type: 'track', messageId: `${userId} ${name} ${daysAgo}`, userId, event: name, timestamp: new Date(asOf - daysAgo * day), properties,
  })
  const profile = new Profile(userId)
  profile.observe(event('Consent Changed', 700, { purpose: 'analytics', state: 'granted' }), asOf)
  for (let daysAgo = 420 + number * 5; daysAgo > (number % 3 ? number : 130); daysAgo -= [17, 40, 75, 150][number % 4]!) {
    profile.observe(event('Order Completed', daysAgo, {
      revenue: 50, currency: 'USD', products: [{ product_id: number % 2 ? 'suit' : 'shirt', price: 50, quantity: 1 }],
    }), asOf)
  }
  return profile
}
const profiles = Array.from({ length: 24 }, (_, number) => customer(number))
const reader = new predict.FeatureReader()
const features = reader.row(profiles[1]!, asOf, { probabilityAlive: 0.8 })
const table = (at: number): Promise<predict.FeatureTable> => reader.table(profiles, at, { extras: profiles.map(() => ({ expectedPurchases: 2 })) })
const options: Input<ChurnOptions> = { horizonDays: 60, periods: 2, folds: 2, trees: 3, seed: 1 }
let fitted: Promise<predict.Churn> | undefined
const churn = (): Promise<predict.Churn> => (fitted ??= predict.Churn.fit(reader, profiles, asOf, { ...options, onProgress: () => undefined }))
const product = (productId: string, category: string): Product => ({
  productId, name: productId, category, brand: null, priceMinor: 5_000, costMinor: null, attributes: [],
})
const knowing = new predict.FeatureReader(new Catalog([product('suit', 'suits'), product('shirt', 'shirts')], 'USD'))
let bought: Promise<predict.Propensity> | undefined
const propensity = (): Promise<predict.Propensity> =>
  (bought ??= predict.Propensity.fit(knowing, profiles, asOf, { horizonDays: 60, periods: 2, folds: 2, trees: 3 }))
let spent: Promise<predict.Value> | undefined
const value = (): Promise<predict.Value> => (spent ??= predict.Value.fit(knowing, profiles, asOf, {
  horizonDays: 60, cutsMs: [asOf - 120 * day, asOf - 60 * day], folds: 2, trees: 3, level: 0.8,
  extras: [1, 2].map(() => profiles.map(() => ({ expectedValueMinor: 20_000 }))), onProgress: () => undefined,
}))
const foretold = (number: number): OutcomePrediction => ({
  predictionId: `f${number}`, customerId: `p${number % 50}`, modelId: 'champion', madeMs: asOf - 90 * day, dueMs: asOf - 30 * day,
  probability: 0.2 + (number % 7) / 10, challenger: { modelId: 'challenger', probability: 0.5 },
})
const outcomes = (): predict.Outcomes => {
  const made = new predict.Outcomes(100)
  for (let number = 0; number < 80; number++) {
    made.record(foretold(number))
    made.close(`f${number}`, number % 3 === 0, asOf - 20 * day)
  }
  return made
}
const effects: Array<Input<InterventionEffect>> = [{ intervention: 'letter', costMinor: 80 }, { intervention: 'call', uplift: null }]

export const predictCalls = (): Record<string, () => unknown> => ({
  // Enumerations are also values.
  ChurnSetting: (): ChurnSetting => 'non_contractual',
  InterventionVerdict: (): InterventionVerdict => 'untested',
  'predict.featureList': (): FeatureSpec[] => predict.featureList(),
  'predict.FeatureReader': (): predict.FeatureReader => new predict.FeatureReader(new Catalog([], 'USD')),
  'predict.FeatureReader#row': (): predict.Features => reader.row(profiles[0]!, new Date(asOf)),
  'predict.FeatureReader#table': (): Promise<predict.FeatureTable> => table(asOf),
  'predict.Features#customerId': (): string => features.customerId,
  'predict.Features#asOfMs': (): number => features.asOfMs,
  'predict.Features#reason': (): string | null => features.reason,
  'predict.Features#values': (): FeatureValue[] => features.values,
  'predict.Features#toRow': (): number | string | null => features.toRow()['recency_days']!,
  'predict.FeatureTable#size': async (): Promise<number> => (await table(asOf)).size,
  'predict.FeatureTable#rows': async (): Promise<predict.Features[]> => (await table(asOf)).rows(),
  'predict.FeatureTable#toTable': async (): Promise<learn.Table> => (await table(asOf)).toTable(),
  'predict.Churn.fit': churn,
  'predict.Churn.fromBytes': async (): Promise<predict.Churn> => predict.Churn.fromBytes(await (await churn()).toBytes()),
  'predict.Churn#toBytes': async (): Promise<Buffer> => (await churn()).toBytes(),
  'predict.Churn#dispose': async (): Promise<void> => (await churn()).recalibrated(learn.Calibration.fromJson('{"kind":"none"}')).dispose(),
  'predict.Churn#modelId': async (): Promise<string> => (await churn()).modelId,
  'predict.Churn#parentModelId': async (): Promise<string | null> => (await churn()).parentModelId,
  'predict.Churn#options': async (): Promise<ChurnOptions> => (await churn()).options,
  'predict.Churn#report': async (): Promise<ChurnReport> => (await churn()).report,
  'predict.Churn#predict': async (): Promise<ChurnRisk> => (await churn()).predict(features, [7, 30]),
  'predict.Churn#predictMany': async (): Promise<ChurnRisk[]> => (await churn()).predictMany(await table(asOf)),
  'predict.Churn#reasons': async (): Promise<ChurnReason[]> => (await churn()).reasons(features),
  'predict.Churn#reasonsOfChange': async (): Promise<ChurnReason[]> => (await churn()).reasonsOfChange(reader.row(profiles[1]!, asOf - 30 * day), features),
  'predict.Churn#watchlist': async (): Promise<Watchlist> => (await churn()).watchlist([await table(asOf - 30 * day), await table(asOf)], { threshold: 0.5 }),
  'predict.Churn#recalibrated': async (): Promise<string | null> =>
    (await churn()).recalibrated(learn.Calibration.fromJson('{"kind":"platt","slope":1,"intercept":0.1}')).parentModelId,
  ContestVerdict: (): ContestVerdict => 'undecided',
  OutcomeAdvice: (): OutcomeAdvice => 'keep',
  'predict.Propensity.fit': propensity,
  'predict.Propensity.fromBytes': async (): Promise<predict.Propensity> => predict.Propensity.fromBytes(await (await propensity()).toBytes()),
  'predict.Propensity#toBytes': async (): Promise<Buffer> => (await propensity()).toBytes(),
  'predict.Propensity#dispose': async (): Promise<void> => (await predict.Propensity.fromBytes(await (await propensity()).toBytes())).dispose(),
  'predict.Propensity#modelId': async (): Promise<string> => (await propensity()).modelId,
  'predict.Propensity#options': async (): Promise<PropensityOptions> => (await propensity()).options,
  'predict.Propensity#report': async (): Promise<PropensityReport> => (await propensity()).report,
  'predict.Propensity#predict': async (): Promise<CustomerPropensity> => (await propensity()).predict(knowing, profiles[1]!, asOf, { probabilityAlive: 0.9 }),
  'predict.Propensity#predictMany': async (): Promise<CustomerPropensity[]> => (await propensity()).predictMany(knowing, profiles.slice(0, 3), asOf),
  'predict.Value.fit': value,
  'predict.Value.fromBytes': async (): Promise<predict.Value> => predict.Value.fromBytes(await (await value()).toBytes()),
  'predict.Value#toBytes': async (): Promise<Buffer> => (await value()).toBytes(),
  'predict.Value#dispose': async (): Promise<void> => (await predict.Value.fromBytes(await (await value()).toBytes())).dispose(),
  'predict.Value#modelId': async (): Promise<string> => (await value()).modelId,
  'predict.Value#options': async (): Promise<ValueFitOptions> => (await value()).options,
  'predict.Value#report': async (): Promise<ValueReport> => (await value()).report,
  'predict.Value#predict': async (): Promise<CustomerValue> => (await value()).predict(features),
  'predict.Value#predictMany': async (): Promise<CustomerValue[]> => (await value()).predictMany(await table(asOf), { signal: null }),
  'predict.Value#growth': async (): Promise<GrowthOpportunity[]> => (await value()).growth(knowing, profiles[1]!, new Date(asOf), 3),
  'predict.Outcomes': (): predict.Outcomes => new predict.Outcomes(10),
  'predict.Outcomes.fromBytes': (): predict.Outcomes => predict.Outcomes.fromBytes(outcomes().toBytes()),
  'predict.Outcomes#toBytes': (): Buffer => outcomes().toBytes(),
  'predict.Outcomes#counts': (): PredictionCounts => outcomes().counts,
  'predict.Outcomes#record': (): boolean => outcomes().record(foretold(90)),
  'predict.Outcomes#close': (): boolean => outcomes().close('f1', false, new Date(asOf)),
  'predict.Outcomes#closeDue': (): number => outcomes().closeDue(true, asOf),
  'predict.Outcomes#erase': (): number => outcomes().erase('p3'),
  'predict.Outcomes#review': (): OutcomeReview => outcomes().review('champion', asOf - 200 * day, null, { leastRows: 50 }, asOf),
  'predict.Outcomes#recalibration': (): OutcomeRecalibration => outcomes().recalibration('champion', 1),
  'predict.Outcomes#contest': (): ModelContest => outcomes().contest('champion', 'challenger', 0.9),
  'predict.rankTriedInterventions': async (): Promise<RankedIntervention[]> => {
    const rows = Array.from({ length: 60 }, (_, row) => row)
    const small = { trees: 2, minChildWeight: 1 }
    const trial = await learn.Uplift.fit({ months: rows }, rows.map((row) => row % 2), rows.map((row) => (row % 5 < 2 ? 1 : 0)), {
      folds: 2, replicates: 10, outcomeTrees: small, effectTrees: small,
    })
    const tried: TriedIntervention[] = [{ intervention: 'letter', trial, valueMinor: 20_000, costMinor: 300 }, { intervention: 'call' }]
    return predict.rankTriedInterventions({ ...features.toRow(), months: 3 }, tried)
  },
  'predict.rankInterventions': (): RankedIntervention[] => predict.rankInterventions(effects),
})
