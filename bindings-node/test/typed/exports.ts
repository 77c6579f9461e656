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
  AccessDecision, AccessPolicy, ActionPlan, AuditAnchor, AuditEntry, AuditEvent, AuditVerdict, BehaviourView, ChatAnswer, ChatRequest, ChoiceNarrowing, Clumpiness,
  CompactReport, ConsentSignals, ContactView, CustomerExplanation, DeclaredField, DeclaredView, ErasureReceipt, Estimate, ExperienceView, Health, HistoryView,
  IdentityVerdict, Input, MergeReport, Outlook, OutlookColumns, PriceOverride, Product, ProfileExport, ProfileView, QuestionView, QuoteSet, ReadReport,
  RecommendationSet, ReportCell, RetentionReceipt, RingKey, SealInfo, SegmentEvent, SegmentReport, SegmentView, StockFact, TastePath, TasteScores,
  TasteView, TcString, WaitingCurve,
} from '../../index.js'

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

    'lifetime.BgNbd.fit': async (): Promise<lifetime.BgNbd> => lifetime.BgNbd.fit(histories, { penalty: 0.01, weights: null }),
    'lifetime.BgNbd.withParams': (): lifetime.BgNbd => purchases,
    'lifetime.BgNbd.fromJson': (): lifetime.BgNbd => lifetime.BgNbd.fromJson(purchases.toJson()),
    'lifetime.BgNbd#toJson': (): string => purchases.toJson(),
    'lifetime.BgNbd#params': (): number => purchases.params.alpha,
    'lifetime.BgNbd#convergence': (): number => purchases.convergence.iterations,
    'lifetime.BgNbd#covariance': (): number[] => purchases.covariance,
    'lifetime.BgNbd#standardErrors': (): number[] => purchases.standardErrors,
    'lifetime.BgNbd#logLikelihood': (): number => purchases.logLikelihood,
    'lifetime.BgNbd#customers': (): number => purchases.customers,
    'lifetime.BgNbd#probabilityAlive': (): number => purchases.probabilityAlive(2, 30.43, 38.86),
    'lifetime.BgNbd#probabilityAliveBatch': async (): Promise<Float64Array> => purchases.probabilityAliveBatch(histories),
    'lifetime.BgNbd#probabilityAliveInterval': (): number => purchases.probabilityAliveInterval(2, 30.43, 38.86, 0.9).low,
    'lifetime.BgNbd#expectedPurchases': (): number => purchases.expectedPurchases(39, 2, 30.43, 38.86),
    'lifetime.BgNbd#expectedPurchasesBatch': async (): Promise<Float64Array> => purchases.expectedPurchasesBatch(39, histories),
    'lifetime.BgNbd#expectedPurchasesInterval': (): number => purchases.expectedPurchasesInterval(39, 2, 30.43, 38.86, 0.9).high,
    'lifetime.BgNbd#expectedPurchasesNewCustomer': (): number => purchases.expectedPurchasesNewCustomer(39),
    'lifetime.BgNbd#purchaseProbability': (): number => purchases.purchaseProbability(39, 2, 30.43, 38.86, 0.5),
    'lifetime.BgNbd#purchaseProbabilityInterval': (): number => purchases.purchaseProbabilityInterval(39, 2, 30.43, 38.86, 1, 0.9).low,
    'lifetime.BgNbd#nextPurchaseQuantile': (): number => purchases.nextPurchaseQuantile(0.5, 2, 30.43, 38.86),
    'lifetime.BgNbd#purchaseDistribution': (): number[] => purchases.purchaseDistribution(39, 5, 2, 30.43, 38.86),
    'lifetime.BgNbd#purchaseQuantiles': (): number[] => purchases.purchaseQuantiles(39, 2, 30.43, 38.86, [0.05, 0.95]),

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
