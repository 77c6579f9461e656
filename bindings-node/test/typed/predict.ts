// One typed call of every export of `predict`.
import { Catalog, ChurnSetting, InterventionVerdict, Profile, learn, predict } from '../../index.js'
import type {
  ChurnOptions, ChurnReason, ChurnReport, ChurnRisk, FeatureSpec, FeatureValue, Input, InterventionEffect, RankedIntervention, SegmentEvent, Watchlist,
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
    profile.observe(event('Order Completed', daysAgo, { revenue: 50, currency: 'USD' }), asOf)
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
  'predict.rankInterventions': (): RankedIntervention[] => predict.rankInterventions(effects),
})
