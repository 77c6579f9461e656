// One typed call of every export. It is compiled with every check of TypeScript and then run; the test beside
// it compares the names with what the library exports.
import {
  AccessControl, AccessReason, AuditFinding, AuditLog, AuditOutcome, AuditVerifier, Basis, Catalog, CatalogFormat, ConditionOperator, ConsentBasis,
  ConsentPurpose, ConsentState, ConvergenceVerdict, DataCategory, DateOrder, DeclaredSource, Engine, EventFormat, EventKind, FieldClass, FieldGuard, FieldKind,
  IdentityGraph, KeyRing, KeyState, MergeDecision, Observed, Profile, PurchaseModelKind, ReportLedger, RuleEffect, SartorError, Shop, TasteBasis, TasteStatus, Trainer,
  auditLine, call, clumpiness, consentEvents, declaredFields, eventsFromGa4, globalPrivacyControl, googleConsentMode, guardOf, iabTcf, isIntact, kaplanMeier, lifetime, narrowing,
  parseTcString, pseudonym, regularity, requireIntact, sealInfo, segmentPreferences, standardAccessPolicy, verifyAudit,
} from '../../index.js'
import type {
  AccessDecision, AccessPolicy, ActionPlan, AuditAnchor, AuditEntry, AuditEvent, AuditVerdict, BacktestReport, BehaviourView, BootstrapOf, ChatAnswer, ChatRequest,
  ChoiceNarrowing, Clumpiness, ConformalColumns, ConformalInterval, CovariateColumn, CovariateEffect, ForecastScore, IntervalColumns, NextPurchaseColumns,
  ParameterInterval, ProfileInterval, PurchaseModel, SimulatedCustomers, SpendIndependence,
  TotalValue, Tracking, TransactionColumns, ValueColumns,
  CompactReport, ConsentSignals, ContactView, CustomerExplanation, DeclaredField, DeclaredView, ErasureReceipt, Estimate, ExperienceView, Health, HistoryView,
  IdentityVerdict, Input, MergeReport, Outlook, OutlookColumns, PriceOverride, Product, ProfileExport, ProfileView, QuestionView, QuoteSet, ReadReport,
  RecommendationSet, ReportCell, RetentionReceipt, RingKey, SealInfo, SegmentEvent, SegmentReport, SegmentView, StockFact, TastePath, TasteScores,
  TasteView, TcString, WaitingCurve,
} from '../../index.js'

import { learnCalls } from './learn.js'
import { predictCalls } from './predict.js'

const asOf: number = Date.UTC(2026, 5, 1)
const day = 86_400_000

export interface Files {
  csv: string
  jsonLines: string
  orders: string
  events: string
  consents: string
}

const viewed: SegmentEvent = {
  type: 'track', event: 'Product Viewed', messageId: 'm1', userId: 'c', timestamp: new Date(asOf - day),
  properties: { product_id: 'suit', price: 1200, currency: 'USD' },
}
const request: Input<ChatRequest> = {
  customerId: 'c', sessionId: 's', intent: { category: 'product_inquiry', entities: { occasion: 'wedding', budget: '$1000-2000' } },
  additionalData: { deviceType: 'mobile' },
}
const product: Product = {
  productId: 'suit', name: 'Navy suit', category: 'suits', brand: null, priceMinor: 120_000, costMinor: 60_000,
  attributes: [{ name: 'colour', value: 'navy' }],
}
const histories = {
  frequency: new Float64Array([0, 2, 5, 1, 0, 3, 0, 1, 0, 4, 2, 0]),
  lastPurchaseAge: new Float64Array([0, 20, 38, 3, 0, 30, 0, 25, 0, 12, 9, 0]),
  age: [39, 38, 39, 36, 30, 35, 39, 28, 33, 39, 31, 37],
}
const spending = { frequency: [2, 5, 1, 3, 1, 4, 2, 2, 3, 1, 6], monetary: [20, 35, 41, 18, 22, 30, 55, 27, 33, 29, 31] }

const hostKey = Uint8Array.from({ length: 32 }, (_, at) => at)
const nextKey = Buffer.from(hostKey).reverse()
const anchorKey = new Uint8Array(16)
const access: AuditEvent = { atMs: asOf, actor: pseudonym(hostKey, 'employee_7'), action: 'profile.export', subject: null, outcome: 'allowed' }
const cells: Array<Input<ReportCell>> = [{ row: 'achiever', column: 'app', count: 41 }, { row: 'value', column: 'web', count: 95 }]

const store: CovariateColumn = { name: 'store', values: [0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0] }
/** Forty customers of the year 2025, who bought once to five times. */
const transactions: TransactionColumns = {
  customer: Array.from({ length: 120 }, (_, row) => `c${row % 40}`),
  timestamp: Array.from({ length: 120 }, (_, row) => new Date(Date.UTC(2025, 0, 1) + ((row * 37 * (1 + row % 3)) % 360) * day)),
  value: Float64Array.from({ length: 120 }, (_, row) => 20 + row % 7),
}
const summarised = async (): Promise<lifetime.Summaries> =>
  lifetime.summarize(transactions, { period: 'week', asOf: Date.UTC(2025, 11, 31), calibrationEnd: new Date(Date.UTC(2025, 7, 31)) })
const selected = async (): Promise<lifetime.Selection> => lifetime.select(await summarised(), { models: ['nbd', 'mbg_nbd'] })
const forecaster = async (): Promise<lifetime.ConformalForecaster> => lifetime.ConformalForecaster.calibrate(
  lifetime.MbgNbd.withParams({ r: 0.5, alpha: 6, a: 0.9, b: 1.6 }), await summarised(),
  { spend: lifetime.GammaGamma.withParams({ p: 6.25, q: 3.74, gamma: 15.45 }), level: 0.8 },
)
const drawn = async (): Promise<BootstrapOf<lifetime.GammaGamma>> =>
  lifetime.GammaGamma.withParams({ p: 6.25, q: 3.74, gamma: 15.45 }).bootstrap(spending, { seed: 1, replicates: 20, penalty: 0.1 })

/** What every model of purchases has. */
const membersOf = (name: string, model: PurchaseModel): Record<string, () => unknown> => Object.fromEntries(Object.entries({
  refit: async (): Promise<PurchaseModel> => model.refit(histories, { penalty: 0.1 }),
  toJson: (): string => model.toJson(),
  params: (): object => model.params,
  logLikelihood: (): number => model.logLikelihood,
  aic: (): number | null => model.aic,
  bic: (): number | null => model.bic,
  customers: (): number => model.customers,
  convergence: (): number => model.convergence.iterations,
  covariance: (): number[] => model.covariance,
  standardErrors: (): number[] => model.standardErrors,
  probabilityAlive: (): number => model.probabilityAlive(2, 30, 38),
  probabilityAliveBatch: async (): Promise<Float64Array> => model.probabilityAliveBatch(histories),
  probabilityAliveInterval: (): number => model.probabilityAliveInterval(2, 30, 38, 0.9).low,
  probabilityAliveIntervalBatch: async (): Promise<Float64Array> => (await model.probabilityAliveIntervalBatch(histories, { level: 0.8 })).low,
  expectedPurchasesIntervalBatch: async (): Promise<IntervalColumns> => model.expectedPurchasesIntervalBatch(39, histories),
  nextPurchaseBatch: async (): Promise<NextPurchaseColumns> => model.nextPurchaseBatch(histories, [0.1]),
  purchaseQuantilesBatch: async (): Promise<Float64Array[]> => model.purchaseQuantilesBatch(39, histories, [0.05, 0.95]),
  expectedPurchases: (): number => model.expectedPurchases(39, 2, 30, 38),
  expectedPurchasesBatch: async (): Promise<Float64Array> => model.expectedPurchasesBatch(39, histories),
  expectedPurchasesInterval: (): number => model.expectedPurchasesInterval(39, 2, 30, 38).high,
  expectedPurchasesNewCustomer: (): number => model.expectedPurchasesNewCustomer(39),
  purchaseProbability: (): number => model.purchaseProbability(39, 2, 30, 38, 0.5),
  purchaseProbabilityBatch: async (): Promise<Float64Array> => model.purchaseProbabilityBatch(39, histories, { share: 0.5 }),
  purchaseProbabilityInterval: (): number => model.purchaseProbabilityInterval(39, 2, 30, 38, 1, 0.9).low,
  discountedPurchasesForEver: (): number => model.discountedPurchasesForEver(0.002, 2, 30, 38),
  discountedPurchasesForEverBatch: async (): Promise<Float64Array> => model.discountedPurchasesForEverBatch(0.1, histories),
  nextPurchase: (): number | null => model.nextPurchase(2, 30, 38, [0.1]).quantiles[0]!.periods,
  nextPurchaseQuantile: (): number => model.nextPurchaseQuantile(0.1, 2, 30, 38),
  nextPurchaseQuantileBatch: async (): Promise<Float64Array> => model.nextPurchaseQuantileBatch(0.1, histories),
  purchaseDistribution: (): number[] => model.purchaseDistribution(39, 5, 2, 30, 38),
  purchaseQuantiles: (): number[] => model.purchaseQuantiles(39, 2, 30, 38, new Float64Array([0.05, 0.95])),
  profileIntervals: async (): Promise<ProfileInterval[]> => model.profileIntervals(histories, { parameters: ['alpha'], penalty: 0.1 }),
  bootstrap: async (): Promise<unknown> => {
    const { frequency, lastPurchaseAge, age } = await lifetime.simulate(model, 200, 39, 1)
    return model.bootstrap({ frequency, lastPurchaseAge, age }, { seed: 1, replicates: 20, penalty: 0.01 })
  },
}).map(([member, call]) => [`lifetime.${name}#${member}`, call]))

interface CovariateModel {
  toJson(): string
  baseline: object
  effects: CovariateEffect[]
  covariates: string[]
  averages: number[]
  covariance: number[]
  logLikelihood: number
  customers: number
  convergence: { verdict: ConvergenceVerdict }
  forCustomer(covariates: number[]): { standardErrors: number[] }
}

/** What every model with covariates has. */
const covariateMembersOf = (name: string, fit: () => Promise<CovariateModel>): Record<string, () => unknown> => Object.fromEntries([
  [`lifetime.${name}.fit`, fit],
  ...Object.entries({
    toJson: (model: CovariateModel): string => model.toJson(),
    baseline: (model: CovariateModel): object => model.baseline,
    effects: (model: CovariateModel): number => model.effects[0]!.coefficient,
    covariates: (model: CovariateModel): string[] => model.covariates,
    averages: (model: CovariateModel): number[] => model.averages,
    covariance: (model: CovariateModel): number[] => model.covariance,
    logLikelihood: (model: CovariateModel): number => model.logLikelihood,
    customers: (model: CovariateModel): number => model.customers,
    convergence: (model: CovariateModel): ConvergenceVerdict => model.convergence.verdict,
    forCustomer: (model: CovariateModel): number[] => model.forCustomer([1]).standardErrors,
  }).map(([member, call]) => [`lifetime.${name}#${member}`, async () => call(await fit())]),
])

/** Every export by name, with a call of it. */
export const calls = (files: Files): Record<string, () => unknown> => {
  const profile = new Profile('c')
  profile.observe(viewed, asOf)
  const shop = new Shop()
  const catalog = new Catalog([product], 'USD')
  const trained = (async () => {
    const trainer = new Trainer(catalog, { currency: 'USD', policy: { action: { maxActions: 2 } } })
    await trainer.readEvents(files.events)
    return { trainer, engine: await trainer.fit(asOf) }
  })()
  const engine = async () => (await trained).engine
  const trainer = async () => (await trained).trainer
  const purchases = lifetime.BgNbd.withParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })
  const spend = lifetime.GammaGamma.withParams({ p: 6.25, q: 3.74, gamma: 15.45 })
  const ring = new KeyRing(hostKey)
  const dataKey = ring.createDataKey('c')
  const log = new AuditLog('access')
  const entry: AuditEntry = log.append(access)
  const anchor: AuditAnchor = log.anchor(anchorKey)
  const lines = Buffer.from(auditLine(entry))
  const verifier = new AuditVerifier('access')
  const ledger = new ReportLedger(10)
  const graph = new IdentityGraph({ minLoginDays: 1 })
  const signals: ConsentSignals = globalPrivacyControl('1')
  const history = { frequency: 2, lastPurchaseAge: 30.43, age: 38.86, monetary: 40 }

  return {
    ...learnCalls(),
    ...predictCalls(),
    // Enumerations are also values.
    AccessReason: (): AccessReason => 'permitted',
    AuditFinding: (): AuditFinding => 'intact',
    AuditOutcome: (): AuditOutcome => 'allowed',
    Basis: (): Basis => 'customer' satisfies Basis,
    CatalogFormat: (): CatalogFormat => 'csv',
    ConditionOperator: (): ConditionOperator => 'at_least',
    ConsentBasis: (): ConsentBasis => 'legitimate_interest',
    ConsentPurpose: (): ConsentPurpose => 'analytics',
    ConsentState: (): ConsentState => 'granted',
    ConvergenceVerdict: (): ConvergenceVerdict => purchases.convergence.verdict,
    DataCategory: (): DataCategory => 'browsing',
    DateOrder: (): DateOrder => 'day_month_year',
    DeclaredSource: (): DeclaredSource => 'imported',
    EventFormat: (): EventFormat => 'ga4',
    EventKind: (): EventKind => 'order_completed',
    FieldClass: (): FieldClass => 'prompt_safe',
    FieldGuard: (): FieldGuard => 'open',
    FieldKind: (): FieldKind => 'hour',
    PurchaseModelKind: (): PurchaseModelKind => 'bg_nbd',
    KeyState: (): KeyState => 'active',
    MergeDecision: (): MergeDecision => 'wait',
    Observed: (): Observed => 'folded',
    RuleEffect: (): RuleEffect | null => null,
    TasteBasis: (): TasteBasis | null => null,
    TasteStatus: (): TasteStatus | null => null,

    SartorError: () => {
      try {
        return new Profile('')
      } catch (error) {
        if (error instanceof SartorError) return [error.code, error.details['subject']]
        throw error
      }
    },
    call: (): string => call('readEvents', '{"text":"{}\\n"}'),

    pseudonym: (): string => pseudonym(new Uint8Array(32), 'c'),
    sealInfo: (): SealInfo => sealInfo(dataKey),
    verifyAudit: async (): Promise<AuditVerdict> => verifyAudit('access', lines, [anchor], anchorKey, { signal: null }),
    auditLine: (): string => auditLine(entry),
    isIntact: async (): Promise<boolean> => isIntact(await verifyAudit('access', lines)),
    requireIntact: async (): Promise<void> => requireIntact(await verifyAudit('access', lines)),
    standardAccessPolicy: (): AccessPolicy => standardAccessPolicy(),
    googleConsentMode: (): ConsentSignals => googleConsentMode({ analytics_storage: 'granted' }),
    globalPrivacyControl: (): ConsentSignals => globalPrivacyControl('1'),
    iabTcf: (): ConsentSignals => iabTcf({ gdprApplies: 1, purposeConsents: '1' }),
    parseTcString: (): TcString => parseTcString('CPokAsAPokAsAPXAAAENDFCAAP_AAP_AAAAAABEAAAAA'),
    segmentPreferences: (): ConsentSignals => segmentPreferences({ Ads: false }, [{ category: 'Ads', purposes: ['sharing'] }]),
    consentEvents: (): SegmentEvent[] => consentEvents('c', signals.changes, asOf),
    eventsFromGa4: (): SegmentEvent[] =>
      eventsFromGa4({ user_id: 'c', timestamp_micros: (asOf - day) * 1000, events: [{ name: 'search', params: { search_term: 'suit' } }] }, 'USD'),
    narrowing: (): ChoiceNarrowing => narrowing([0.8, 0.7], { most: 2 }),
    kaplanMeier: (): WaitingCurve => kaplanMeier([{ days: 3, decided: true }, { days: 5, decided: false }]),
    regularity: (): Estimate | null => regularity(new Float64Array([30, 31, 28])),
    clumpiness: (): Clumpiness | null => clumpiness([1, 2, 100]),
    declaredFields: (): DeclaredField[] => declaredFields(),
    guardOf: (): FieldGuard => guardOf('Birth Date'),

    KeyRing: () => new KeyRing(hostKey),
    'KeyRing#addRetired': (): string => new KeyRing(hostKey).addRetired(nextKey),
    'KeyRing#rotate': (): string => new KeyRing(hostKey).rotate(nextKey),
    'KeyRing#retire': (): void => new KeyRing(hostKey).retire(ring.keys()[0]?.keyId ?? ''),
    'KeyRing#remove': (): void => new KeyRing(hostKey).remove(ring.keys()[0]?.keyId ?? ''),
    'KeyRing#keys': (): RingKey[] => ring.keys(),
    'KeyRing#seal': (): Buffer => ring.seal(profile.toBytes(), 'c', 'profile/1'),
    'KeyRing#open': (): Buffer => ring.open(ring.seal(lines, 'c', 'lines/1'), 'c', 'lines/1'),
    'KeyRing#createDataKey': (): Buffer => ring.createDataKey('c'),
    'KeyRing#sealWith': (): Buffer => ring.sealWith(lines, 'c', 'lines/1', dataKey),
    'KeyRing#openWith': (): Buffer => ring.openWith(ring.sealWith(lines, 'c', 'lines/1', dataKey), 'c', 'lines/1', dataKey),
    'KeyRing#rewrap': (): Buffer => ring.rewrap(dataKey),

    AuditLog: () => new AuditLog('access'),
    'AuditLog.resume': async (): Promise<AuditLog> => AuditLog.resume('access', lines, [anchor], anchorKey),
    'AuditLog.resumeAt': (): AuditLog => AuditLog.resumeAt('access', anchor, anchorKey),
    'AuditLog#append': (): AuditEntry => new AuditLog('access').append(access),
    'AuditLog#anchor': (): AuditAnchor => log.anchor(),
    'AuditLog#logId': (): string => log.logId,
    'AuditLog#entryCount': (): number => log.entryCount,

    AuditVerifier: () => new AuditVerifier('access', [anchor], anchorKey),
    'AuditVerifier#feed': (): void => verifier.feed(lines),
    'AuditVerifier#finish': (): AuditVerdict => verifier.finish(),

    AccessControl: () => new AccessControl({ roles: [{ role: 'auditor' }] }),
    'AccessControl#decide': (): AccessDecision =>
      new AccessControl(standardAccessPolicy()).decide({ roles: ['chat'], resource: 'profile', action: 'read', fieldClass: 'prompt_safe' }),

    ReportLedger: () => new ReportLedger(10),
    'ReportLedger.fromJson': (): ReportLedger => ReportLedger.fromJson(ledger.toJson()),
    'ReportLedger#release': async (): Promise<SegmentReport> => new ReportLedger(10).release(cells),
    'ReportLedger#releaseCount': (): number => ledger.releaseCount,
    'ReportLedger#toJson': (): string => ledger.toJson(),

    IdentityGraph: () => new IdentityGraph(),
    'IdentityGraph.fromBytes': async (): Promise<IdentityGraph> => IdentityGraph.fromBytes(await graph.toBytes()),
    'IdentityGraph#note': (): void => new IdentityGraph().note(viewed),
    'IdentityGraph#join': (): void => new IdentityGraph().join(graph),
    'IdentityGraph#mergeVerdict': (): IdentityVerdict => graph.mergeVerdict('device', 'c'),
    'IdentityGraph#verdicts': async (): Promise<IdentityVerdict[]> => graph.verdicts(),
    'IdentityGraph#forget': (): void => graph.forget('c'),
    'IdentityGraph#toBytes': async (): Promise<Buffer> => graph.toBytes(),

    Catalog: () => new Catalog([product], 'USD'),
    'Catalog.fromCsv': async (): Promise<Catalog> => Catalog.fromCsv(files.csv, { currency: 'USD' }),
    'Catalog.fromJsonLines': async (): Promise<Catalog> => Catalog.fromJsonLines(files.jsonLines),
    'Catalog.fromOrders': async (): Promise<Catalog> => Catalog.fromOrders(files.orders, { currency: 'GBP', utcOffsetMinutes: 60 }),
    'Catalog#currency': (): string => catalog.currency,
    'Catalog#size': (): number => catalog.size,
    'Catalog#report': (): ReadReport | null => catalog.report,
    'Catalog#products': (): Product[] => catalog.products(),
    'Catalog#product': (): Product | null => catalog.product('suit'),

    Trainer: () => new Trainer(catalog),
    'Trainer#readOrders': async (): Promise<ReadReport> => {
      const orders = await Catalog.fromOrders(files.orders, { currency: 'GBP' })
      return new Trainer(orders).readOrders(files.orders, { consentBasis: 'contract', columns: { customerId: 'Customer ID' }, signal: null })
    },
    'Trainer#readEvents': async (): Promise<ReadReport> =>
      new Trainer(catalog).readEvents(files.events, { onProgress: (done: number, total: number) => done <= total }),
    'Trainer#readConsents': async (): Promise<ReadReport> => new Trainer(catalog).readConsents(files.consents, { source: 'crm', signal: null }),
    'Trainer#setPseudonymKey': () => new Trainer(catalog).setPseudonymKey(new Uint8Array(32)),
    'Trainer#catalog': async (): Promise<Catalog> => (await trainer()).catalog,
    'Trainer#customerIds': async (): Promise<string[]> => (await trainer()).customerIds(),
    'Trainer#profile': async (): Promise<Profile | null> => (await trainer()).profile('c'),
    'Trainer#fit': async (): Promise<Engine> => (await trainer()).fit(new Date(asOf), { signal: new AbortController().signal }),

    'Engine.load': async (): Promise<Engine> => Engine.load(await (await engine()).save(), { signal: null }),
    'Engine.fromHandle': async (): Promise<Engine> => Engine.fromHandle((await engine()).handle),
    'Engine#save': async (): Promise<Buffer> => (await engine()).save(),
    'Engine#forDevice': async (): Promise<Engine> => (await engine()).forDevice(),
    'Engine#handle': async (): Promise<number> => (await engine()).handle,
    'Engine#dispose': async (): Promise<void> => Engine.fromHandle((await engine()).handle).dispose(),
    'Engine#modelId': async (): Promise<string> => (await engine()).modelId,
    'Engine#currency': async (): Promise<string> => (await engine()).currency,
    'Engine#trainedOn': async (): Promise<boolean> => (await engine()).trainedOn('0'.repeat(64)),
    'Engine#observe': async (): Promise<Observed> => (await engine()).observe(new Profile('c'), viewed, asOf),
    'Engine#outlook': async (): Promise<Outlook> => (await engine()).outlook(profile, asOf),
    'Engine#outlookBatch': async (): Promise<Float64Array> => {
      const columns: OutlookColumns = await (await engine()).outlookBatch([profile], asOf)
      return columns.lifetimeValueMinor
    },
    'Engine#segment': async (): Promise<SegmentView> => (await engine()).segment(profile, asOf),
    'Engine#quote': async (): Promise<QuoteSet> => (await engine()).quote(profile, shop, ['suit'], { jurisdiction: 'US-NY' }, asOf),
    'Engine#recommend': async (): Promise<RecommendationSet> =>
      (await engine()).recommend(profile, shop, { occasion: 'wedding', preferences: { fit: 'slim' }, limit: 3 }, asOf),
    'Engine#nextActions': async (): Promise<ActionPlan> => (await engine()).nextActions(profile, shop, asOf),
    'Engine#chat': async (): Promise<ChatAnswer> => {
      const answer = (await engine()).chat(profile, shop, request, asOf)
      const churn: Estimate['value'] | undefined = answer.businessIntelligence?.churn?.value
      void churn
      const copy = Profile.fromBytes(profile.toBytes())
      for (const decision of answer.meta.record) (await engine()).observe(copy, decision, asOf)
      return answer
    },
    'Engine#taste': async (): Promise<TasteView> => (await engine()).taste(profile, asOf),
    'Engine#tastePath': async (): Promise<TastePath> => (await engine()).tastePath(profile, 3, asOf),
    'Engine#tasteScores': async (): Promise<TasteScores> => (await engine()).tasteScores(profile, ['suit'], asOf),
    'Engine#behaviour': async (): Promise<BehaviourView> => (await engine()).behaviour(profile, asOf),
    'Engine#contact': async (): Promise<ContactView> => (await engine()).contact(profile, asOf),
    'Engine#experience': async (): Promise<ExperienceView> => (await engine()).experience(profile, { stage: 'compare' }, asOf),
    'Engine#nextQuestion': async (): Promise<QuestionView> => (await engine()).nextQuestion(profile, asOf),
    'Engine#addToReceipt': async (): Promise<ErasureReceipt> =>
      (await engine()).addToReceipt(new Profile('c').erase({ what: 'all' }, asOf), pseudonym(hostKey, 'c')),
    'Engine#health': async (): Promise<Health> => (await engine()).health(),
    'Engine#call': async (): Promise<string> => (await engine()).call('health', '{}'),

    Profile: () => new Profile('c', 'USD'),
    'Profile.fromJson': (): Profile => Profile.fromJson(profile.toJson()),
    'Profile.fromBytes': (): Profile => Profile.fromBytes(profile.toBytes()),
    'Profile#customerId': (): string => profile.customerId,
    'Profile#identities': (): string[] => profile.identities,
    'Profile#currency': (): string | null => profile.currency,
    'Profile#eventCount': (): number => profile.eventCount,
    'Profile#pendingEvents': (): number => profile.pendingEvents(asOf),
    'Profile#events': (): SegmentEvent[] => profile.events(),
    'Profile#observe': (): Observed => new Profile('c').observe(JSON.stringify(viewed), new Date(asOf)),
    'Profile#view': (): ProfileView => profile.view(asOf),
    'Profile#merge': (): MergeReport => new Profile('c').merge(new Profile('anonymous')),
    'Profile#unmerge': (): Profile => {
      const merged = new Profile('c')
      merged.merge(new Profile('anonymous'))
      return merged.unmerge('anonymous')
    },
    'Profile#mergeStated': (): MergeReport => new Profile('c').mergeStated(new Profile('anonymous')),
    'Profile#declared': (): DeclaredView => profile.declared(asOf),
    'Profile#history': (): HistoryView => profile.history(asOf, { includeText: true }),
    'Profile#restrict': (): SegmentEvent => new Profile('c').restrict('accuracy_contested', asOf),
    'Profile#liftRestriction': (): SegmentEvent => {
      const restricted = new Profile('c')
      restricted.restrict(null, asOf)
      return restricted.liftRestriction(asOf)
    },
    'Profile#limitSensitive': (): SegmentEvent => new Profile('c').limitSensitive(asOf),
    'Profile#optOutOfSale': (): SegmentEvent => new Profile('c').optOutOfSale(new Date(asOf)),
    'Profile#export': (): ProfileExport => profile.export(asOf),
    'Profile#explainToCustomer': (): CustomerExplanation => profile.explainToCustomer(asOf, 'en'),
    'Profile#retentionPurge': (): RetentionReceipt => new Profile('c').retentionPurge({ browsingDays: 90 }, asOf),
    'Profile#readConsents': async (): Promise<ReadReport> => new Profile('c').readConsents(files.consents, asOf, { source: 'crm' }),
    'Profile#erase': (): ErasureReceipt => new Profile('c').erase({ what: 'range', fromMs: 0, toMs: asOf }, asOf),
    'Profile#compact': (): CompactReport => new Profile('c').compact({ keepDays: 365 }, asOf),
    'Profile#toJson': (): string => profile.toJson(),
    'Profile#toJSON': (): string => JSON.stringify({ profile }),
    'Profile#toBytes': (): Buffer => profile.toBytes(),

    Shop: () => new Shop(),
    'Shop.fromJson': (): Shop => Shop.fromJson(shop.toJson()),
    'Shop.fromBytes': (): Shop => Shop.fromBytes(shop.toBytes()),
    'Shop#stock': (): boolean => shop.stock('suit', 4, asOf - day),
    'Shop#stockAt': (): StockFact | null => shop.stockAt('suit'),
    'Shop#soldOut': (): string[] => shop.soldOut,
    'Shop#deadline': (): void => shop.deadline('sale', asOf + day, ['suit']),
    'Shop#nextDeadline': (): number | null => shop.nextDeadline('suit', asOf),
    'Shop#priceOverride': (): void => shop.priceOverride('suit', 110_000, asOf, null, 'summer sale'),
    'Shop#priceAt': (): PriceOverride | null => shop.priceAt('suit', asOf),
    'Shop#lowestPrice30d': (): number => shop.lowestPrice30d('suit', 120_000, asOf),
    'Shop#toJson': (): string => shop.toJson(),
    'Shop#toBytes': (): Buffer => shop.toBytes(),

    'lifetime.summarizeCustomer': (): number => lifetime.summarizeCustomer([10, 24, 24, 59], [40, 30, 5, 25], 80, 7).frequency,
    'lifetime.value': (): number => lifetime.value(purchases, spend, history, 52, 0.002, 0.9).expected,

    ...membersOf('BgNbd', purchases),
    ...membersOf('MbgNbd', lifetime.MbgNbd.withParams({ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 })),
    ...membersOf('ParetoNbd', lifetime.ParetoNbd.withParams({ r: 0.553, alpha: 10.58, s: 0.606, beta: 11.67 })),
    ...membersOf('Nbd', lifetime.Nbd.withParams({ r: 0.385, alpha: 12.07 })),
    ...membersOf('BgCnbd', lifetime.BgCnbd.withParams({ k: 2, r: 0.243, alpha: 2.2, a: 0.793, b: 2.426 })),
    ...membersOf('MbgCnbd', lifetime.MbgCnbd.withParams({ k: 2, r: 0.525, alpha: 3.1, a: 0.891, b: 1.614 })),
    ...membersOf('GGompertzNbd', lifetime.GGompertzNbd.withParams({ r: 0.553, alpha: 10.58, b: 0.1, s: 0.6, beta: 0.5 })),
    ...membersOf('BgBb', lifetime.BgBb.withParams({ alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 })),

    'lifetime.BgNbd.fit': async (): Promise<lifetime.BgNbd> => lifetime.BgNbd.fit(histories, { penalty: 0.01, weights: null }),
    'lifetime.MbgNbd.fit': async (): Promise<lifetime.MbgNbd> => lifetime.MbgNbd.fit(histories, { penalty: 0.01 }),
    'lifetime.ParetoNbd.fit': async (): Promise<lifetime.ParetoNbd> => lifetime.ParetoNbd.fit(histories, { penalty: 0.01 }),
    'lifetime.Nbd.fit': async (): Promise<lifetime.Nbd> => lifetime.Nbd.fit(histories, { weights: new Int32Array(12).fill(2) }),
    'lifetime.BgCnbd.fit': async (): Promise<lifetime.BgCnbd> => lifetime.BgCnbd.fit(histories, { k: 1, penalty: 0.01 }),
    'lifetime.MbgCnbd.fit': async (): Promise<lifetime.MbgCnbd> => {
      const summaries = await summarised()
      return lifetime.MbgCnbd.fit(summaries, { logIntervalSum: summaries.logIntervalSum, penalty: 0.01 })
    },
    'lifetime.GGompertzNbd.fit': async (): Promise<lifetime.GGompertzNbd> => lifetime.GGompertzNbd.fit(histories, { penalty: 0.1 }),
    'lifetime.BgBb.fit': async (): Promise<lifetime.BgBb> => lifetime.BgBb.fit(histories, { penalty: 0.01 }),
    'lifetime.BgNbd.withParams': (): lifetime.BgNbd => purchases,
    'lifetime.MbgNbd.withParams': (): number => lifetime.MbgNbd.withParams({ r: 1, alpha: 1, a: 1, b: 1 }).params.a,
    'lifetime.ParetoNbd.withParams': (): number => lifetime.ParetoNbd.withParams({ r: 1, alpha: 1, s: 1, beta: 1 }).params.beta,
    'lifetime.Nbd.withParams': (): number => lifetime.Nbd.withParams({ r: 1, alpha: 1 }).params.alpha,
    'lifetime.BgCnbd.withParams': (): number => lifetime.BgCnbd.withParams({ k: 3, r: 1, alpha: 1, a: 1, b: 1 }).params.k,
    'lifetime.MbgCnbd.withParams': (): number => lifetime.MbgCnbd.withParams({ k: 3, r: 1, alpha: 1, a: 1, b: 1 }).params.k,
    'lifetime.GGompertzNbd.withParams': (): number => lifetime.GGompertzNbd.withParams({ r: 1, alpha: 1, b: 1, s: 1, beta: 1 }).params.s,
    'lifetime.BgBb.withParams': (): number => lifetime.BgBb.withParams({ alpha: 1, beta: 1, gamma: 1, delta: 1 }).params.delta,
    'lifetime.BgNbd.fromJson': (): lifetime.BgNbd => lifetime.BgNbd.fromJson(purchases.toJson()),
    'lifetime.MbgNbd.fromJson': (): lifetime.MbgNbd => lifetime.MbgNbd.fromJson(lifetime.MbgNbd.withParams({ r: 1, alpha: 1, a: 1, b: 1 }).toJson()),
    'lifetime.ParetoNbd.fromJson': (): lifetime.ParetoNbd => lifetime.ParetoNbd.fromJson(lifetime.ParetoNbd.withParams({ r: 1, alpha: 1, s: 1, beta: 1 }).toJson()),
    'lifetime.Nbd.fromJson': (): lifetime.Nbd => lifetime.Nbd.fromJson(lifetime.Nbd.withParams({ r: 1, alpha: 1 }).toJson()),
    'lifetime.BgCnbd.fromJson': (): lifetime.BgCnbd => lifetime.BgCnbd.fromJson(lifetime.BgCnbd.withParams({ k: 3, r: 1, alpha: 1, a: 1, b: 1 }).toJson()),
    'lifetime.MbgCnbd.fromJson': (): lifetime.MbgCnbd => lifetime.MbgCnbd.fromJson(lifetime.MbgCnbd.withParams({ k: 3, r: 1, alpha: 1, a: 1, b: 1 }).toJson()),
    'lifetime.GGompertzNbd.fromJson': (): lifetime.GGompertzNbd =>
      lifetime.GGompertzNbd.fromJson(lifetime.GGompertzNbd.withParams({ r: 1, alpha: 1, b: 1, s: 1, beta: 1 }).toJson()),
    'lifetime.BgBb.fromJson': (): lifetime.BgBb => lifetime.BgBb.fromJson(lifetime.BgBb.withParams({ alpha: 1, beta: 1, gamma: 1, delta: 1 }).toJson()),
    'lifetime.BgNbd#refit': async (): Promise<lifetime.BgNbd> => purchases.refit(histories, { penalty: 0.01 }),
    'lifetime.BgNbd#bootstrap': async (): Promise<number> => {
      const drawn: BootstrapOf<lifetime.BgNbd> = await purchases.bootstrap(histories, { seed: 1, replicates: 20, penalty: 0.1 })
      return drawn.refits()[0]!.params.r
    },

    'lifetime.Bootstrap#failed': async (): Promise<number> => (await drawn()).failed,
    'lifetime.Bootstrap#fitted': async (): Promise<number> => (await drawn()).fitted().params.gamma,
    'lifetime.Bootstrap#refits': async (): Promise<lifetime.GammaGamma[]> => (await drawn()).refits(),
    'lifetime.Bootstrap#intervals': async (): Promise<ParameterInterval[]> => (await drawn()).intervals(0.8),
    'lifetime.Bootstrap#intervalOf': async (): Promise<ParameterInterval> => (await drawn()).intervalOf((model) => model.expectedSpend(2, 40), 0.8),

    ...covariateMembersOf('CovariateBgNbd', async () => lifetime.CovariateBgNbd.fit(histories, [store], { penalty: 0.1 })),
    ...covariateMembersOf('CovariateMbgNbd', async () => lifetime.CovariateMbgNbd.fit(histories, [store], { penalty: 0.1 })),
    ...covariateMembersOf('CovariateParetoNbd', async () => lifetime.CovariateParetoNbd.fit(histories, [store], { penalty: 0.1 })),
    ...covariateMembersOf('CovariateNbd', async () => lifetime.CovariateNbd.fit(histories, [store], { penalty: 0.1 })),
    ...covariateMembersOf('CovariateGammaGamma', async () =>
      lifetime.CovariateGammaGamma.fit(spending, [{ name: 'store', values: spending.monetary.map((_, row) => row % 2) }], { penalty: 0.1 })),
    'lifetime.CovariateBgNbd.fromJson': async (): Promise<lifetime.BgNbd> =>
      lifetime.CovariateBgNbd.fromJson((await lifetime.CovariateBgNbd.fit(histories, [{ ...store, actsOn: ['alpha'] }], { penalty: 0.1 })).toJson()).forCustomer([1]),
    'lifetime.CovariateMbgNbd.fromJson': async (): Promise<lifetime.MbgNbd> =>
      lifetime.CovariateMbgNbd.fromJson((await lifetime.CovariateMbgNbd.fit(histories, [store], { penalty: 0.1 })).toJson()).forCustomer([1]),
    'lifetime.CovariateParetoNbd.fromJson': async (): Promise<lifetime.ParetoNbd> =>
      lifetime.CovariateParetoNbd.fromJson((await lifetime.CovariateParetoNbd.fit(histories, [store], { penalty: 0.1 })).toJson()).forCustomer([1]),
    'lifetime.CovariateNbd.fromJson': async (): Promise<lifetime.Nbd> =>
      lifetime.CovariateNbd.fromJson((await lifetime.CovariateNbd.fit(histories, [store], { penalty: 0.1 })).toJson()).forCustomer([1]),
    'lifetime.CovariateGammaGamma.fromJson': async (): Promise<lifetime.GammaGamma> =>
      lifetime.CovariateGammaGamma.fromJson(
        (await lifetime.CovariateGammaGamma.fit(spending, [{ name: 'store', values: spending.monetary.map((_, row) => row % 2) }], { penalty: 0.1 })).toJson(),
      ).forCustomer(new Float64Array([1])),

    'lifetime.summarize': summarised,
    'lifetime.Summaries#length': async (): Promise<number> => (await summarised()).length,
    'lifetime.Summaries#customer': async (): Promise<Array<string> | Float64Array> => (await summarised()).customer,
    'lifetime.Summaries#frequency': async (): Promise<Float64Array> => (await summarised()).frequency,
    'lifetime.Summaries#lastPurchaseAge': async (): Promise<Float64Array> => (await summarised()).lastPurchaseAge,
    'lifetime.Summaries#age': async (): Promise<Float64Array> => (await summarised()).age,
    'lifetime.Summaries#paidFrequency': async (): Promise<Float64Array> => (await summarised()).paidFrequency,
    'lifetime.Summaries#monetary': async (): Promise<Float64Array> => (await summarised()).monetary,
    'lifetime.Summaries#logIntervalSum': async (): Promise<Float64Array> => (await summarised()).logIntervalSum,
    'lifetime.Summaries#holdoutFrequency': async (): Promise<Float64Array> => (await summarised()).holdoutFrequency,
    'lifetime.Summaries#holdoutValue': async (): Promise<Float64Array> => (await summarised()).holdoutValue,
    'lifetime.Summaries#holdoutMonetary': async (): Promise<Float64Array> => (await summarised()).holdoutMonetary,
    'lifetime.Summaries#holdoutPeriods': async (): Promise<number> => (await summarised()).holdoutPeriods,
    'lifetime.Summaries#period': async (): Promise<string> => (await summarised()).period,
    'lifetime.Summaries#periodDays': async (): Promise<number> => (await summarised()).periodDays,
    'lifetime.Summaries#returns': async (): Promise<number> => (await summarised()).returns.rows,
    'lifetime.Summaries#holdoutReturns': async (): Promise<number> => (await summarised()).holdoutReturns.purchasesUndone,
    'lifetime.Summaries#leftOut': async (): Promise<number> => (await summarised()).leftOut.rowsWithoutCustomer,

    'lifetime.CustomerPurchases.fromJson': (): lifetime.CustomerPurchases => lifetime.CustomerPurchases.fromJson(new lifetime.CustomerPurchases().toJson()),
    'lifetime.CustomerPurchases#fold': (): void => new lifetime.CustomerPurchases().fold(10, 40),
    'lifetime.CustomerPurchases#summary': (): number => {
      const folded = new lifetime.CustomerPurchases()
      folded.fold(10, 40)
      return folded.summary(80, 'week').age + folded.summary(80, 10).logIntervalSum
    },
    'lifetime.CustomerPurchases#returns': (): number => new lifetime.CustomerPurchases().returns.value,
    'lifetime.CustomerPurchases#toJson': (): string => new lifetime.CustomerPurchases().toJson(),

    'lifetime.select': selected,
    'lifetime.Selection#model': async (): Promise<number> => (await selected()).model.expectedPurchases(4, 2, 5, 9),
    'lifetime.Selection#reason': async (): Promise<string> => (await selected()).reason,
    'lifetime.Selection#comparison': async (): Promise<PurchaseModelKind> => (await selected()).comparison.chosen,
    'lifetime.backtest': async (): Promise<BacktestReport> => lifetime.backtest(await summarised(), { models: ['nbd'], horizonDays: 60, level: 0.8 }),
    'lifetime.ConformalForecaster.calibrate': forecaster,
    'lifetime.ConformalForecaster.fromJson': async (): Promise<lifetime.ConformalForecaster> => lifetime.ConformalForecaster.fromJson((await forecaster()).toJson()),
    'lifetime.ConformalForecaster#toJson': async (): Promise<string> => (await forecaster()).toJson(),
    'lifetime.ConformalForecaster#purchases': async (): Promise<ConformalInterval> => (await forecaster()).purchases(2, 20, 30),
    'lifetime.ConformalForecaster#purchasesBatch': async (): Promise<Float64Array> => (await (await forecaster()).purchasesBatch(histories)).high,
    'lifetime.ConformalForecaster#value': async (): Promise<ConformalInterval> => (await forecaster()).value(history),
    'lifetime.ConformalForecaster#valueBatch': async (): Promise<ConformalColumns> => (await forecaster()).valueBatch(await summarised()),
    'lifetime.ConformalForecaster#purchaseModel': async (): Promise<PurchaseModel> => (await forecaster()).purchaseModel,
    'lifetime.ConformalForecaster#spendModel': async (): Promise<lifetime.GammaGamma | null> => (await forecaster()).spendModel,
    'lifetime.ConformalForecaster#level': async (): Promise<number> => (await forecaster()).level,
    'lifetime.ConformalForecaster#periods': async (): Promise<number> => (await forecaster()).periods,
    'lifetime.ConformalForecaster#groups': async (): Promise<number | null> => (await forecaster()).groups[0]!.frequencyTo,
    'lifetime.totalValue': async (): Promise<TotalValue> => lifetime.totalValue(purchases, spend, await summarised(), 13, { margin: 0.3, level: 0.8 }),
    'lifetime.tracking': async (): Promise<Tracking> => lifetime.tracking(purchases, await summarised(), { level: 0.8 }),
    'lifetime.scoreHoldout': async (): Promise<ForecastScore> => lifetime.scoreHoldout(purchases, await summarised()),
    'lifetime.mixing': (): Float64Array | null => lifetime.mixing(purchases, 50).dropout?.density ?? null,
    'lifetime.simulate': async (): Promise<SimulatedCustomers> => lifetime.simulate(purchases, 3, [4, 5, 6], 1),
    'lifetime.expectedValue': (): number => lifetime.expectedValue(purchases, spend, history, { periods: 52, margin: 0.3 }).expected,
    'lifetime.valueColumns': async (): Promise<ValueColumns> =>
      lifetime.valueColumns(purchases, spend, { ...histories, monetary: [0, 20, 35, 41, 0, 18, 0, 22, 0, 30, 55, 0] }, { periods: 52 }),

    'lifetime.GammaGamma.fit': async (): Promise<lifetime.GammaGamma> => lifetime.GammaGamma.fit(spending, { penalty: 0.01 }),
    'lifetime.GammaGamma.withParams': (): lifetime.GammaGamma => spend,
    'lifetime.GammaGamma.fromJson': (): lifetime.GammaGamma => lifetime.GammaGamma.fromJson(spend.toJson()),
    'lifetime.GammaGamma#toJson': (): string => spend.toJson(),
    'lifetime.GammaGamma#params': (): number => spend.params.gamma,
    'lifetime.GammaGamma#convergence': (): ConvergenceVerdict => spend.convergence.verdict,
    'lifetime.GammaGamma#covariance': (): number[] => spend.covariance,
    'lifetime.GammaGamma#standardErrors': (): number[] => spend.standardErrors,
    'lifetime.GammaGamma#logLikelihood': (): number => spend.logLikelihood,
    'lifetime.GammaGamma#customers': (): number => spend.customers,
    'lifetime.GammaGamma#expectedSpend': (): number => spend.expectedSpend(2, 40),
    'lifetime.GammaGamma#expectedSpendBatch': async (): Promise<Float64Array> => spend.expectedSpendBatch(spending),
    'lifetime.GammaGamma#expectedSpendInterval': (): number => spend.expectedSpendInterval(2, 40, 0.9).low,
    'lifetime.GammaGamma#meanSpendDeviation': (): number | null => spend.meanSpendDeviation(2, 40),
    'lifetime.GammaGamma#spendIndependence': async (): Promise<SpendIndependence> => spend.spendIndependence(spending, { level: 0.9 }),
    'lifetime.GammaGamma#profileIntervals': async (): Promise<number | null> => (await spend.profileIntervals(spending, { parameters: ['p'], penalty: 0.1 }))[0]!.high,
    'lifetime.GammaGamma#bootstrap': drawn,
    'lifetime.GammaGamma#meanSpendInterval': (): number => spend.meanSpendInterval(2, 40, 0.9).high,
  }
}

// What must not compile.
export const refusedByTheCompiler = (engine: Engine, profile: Profile, shop: Shop) => {
  // @ts-expect-error a moment is a number or a Date
  engine.outlook(profile, '2026-06-01')
  // @ts-expect-error there is no such field
  engine.recommend(profile, shop, { ocasion: 'wedding' }, asOf)
  // @ts-expect-error null is no record: leave it out
  engine.chat(profile, shop, { customerId: 'c', additionalData: null }, asOf)
  // @ts-expect-error a shop is not a profile
  engine.outlook(shop, asOf)
  // @ts-expect-error a key is bytes
  new KeyRing('secret')
  // @ts-expect-error there is no such outcome
  new AuditLog('access').append({ ...access, outcome: 'perhaps' })
  // @ts-expect-error there is no such class of fields
  new AccessControl({ roles: [] }).decide({ roles: [], resource: 'profile', action: 'read', fieldClass: 'secret' })
  // @ts-expect-error there is no such format
  new Trainer(new Catalog([product], 'USD')).readEvents('path', { format: 'urchin' })
  // @ts-expect-error there is no such purpose
  const purpose: ConsentPurpose = 'telepathy'
  return purpose
}
