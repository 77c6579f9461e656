/* Written by `npm run build` from the Rust sources and header.d.ts. */

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z, or a Date. */
export type Time = number | Date

/** A record handed in: absent fields have their documented defaults. */
export type Input<T> = T extends Array<infer Item>
  ? Array<Input<Item>>
  : T extends object
    ? { [Field in keyof T]?: Input<T[Field]> }
    : T

/** One Segment call: `track`, `identify` or `alias`. What the vocabulary does not name is passed over. */
export interface SegmentEvent {
  type?: 'track' | 'identify' | 'alias'
  /** Folded once. */
  messageId: string
  /** Such as `Product Added`; of `track` calls. */
  event?: string
  userId?: string | null
  anonymousId?: string | null
  /** RFC 3339, or a Date. */
  timestamp: string | Date
  properties?: Record<string, unknown>
  /** Of `identify` calls. */
  traits?: Record<string, unknown>
  /** Of `alias` calls. */
  previousId?: string
  [other: string]: unknown
}

/** What is to be forgotten: some messages, a time (its end is kept), or everything up to now. */
export type ErasureRequest =
  | { what: 'messages'; messageIds: Array<string> }
  | { what: 'range'; fromMs: number; toMs: number }
  | { what: 'all' }

/** How long work is followed and stopped. */
export interface FollowOptions {
  /** Told how many steps of how many are done, at most every 50 ms, and of the last. */
  onProgress?: ((done: number, total: number) => void) | null
  /** Ends the work with the code `CANCELLED`. */
  signal?: AbortSignal | null
}

/** Why a call was refused. Nothing has changed when one is thrown. */
export declare class SartorError extends Error {
  name: 'SartorError'
  /** Stable name of the kind of error, such as `OUT_OF_RANGE`. */
  readonly code: string
  /** The values that explain it, such as `{ subject, field, value, expected }`. */
  readonly details: Readonly<Record<string, string | number>>
}

/** How a trainer is set up. */
export interface TrainerOptions {
  /** ISO 4217 code; must be the catalogue's. */
  currency?: string | null
  /** What the shop allows the engine to do; the defaults are safe to start with. */
  policy?: Input<EnginePolicy> | null
}

/** How a file of products is to be understood. */
export interface CatalogOptions extends FollowOptions {
  /** ISO 4217 code of prices and costs; USD when absent. */
  currency?: string | null
}

/** Columns of transactions, one row each, in any order. */
export interface TransactionColumns {
  /** Whose it is: texts or whole numbers. What is null, blank or NaN is nobody, and counted in `leftOut`. */
  customer: ReadonlyArray<string | null | undefined> | ReadonlyArray<number | null | undefined> | Float64Array | Int32Array | Uint32Array
  /** When: milliseconds since 1970 or Dates; `BigInt`s of milliseconds as Arrow has them. */
  timestamp: ReadonlyArray<Time> | Float64Array | BigInt64Array
  /** What was paid, negative for what was returned; all purchases are free when absent. */
  value?: NumberColumn | null
}

/** How transactions are summarised. */
export interface SummarizeOptions extends FollowOptions {
  /** The unit of time of the summaries; a week when absent. */
  period?: PeriodLength | null
  /** Now, the whole day; the last of the rows when absent. */
  asOf?: Time | null
  /** The end of what a model may learn from, the whole day; what came after it is the holdout. */
  calibrationEnd?: Time | null
  /** Minutes east of UTC of the clock whose days are counted; 0 when absent. */
  utcOffsetMinutes?: number | null
}

/** A column of numbers. */
export type NumberColumn = Float64Array | Float32Array | Int32Array | Uint32Array | ReadonlyArray<number>

/** The unit of time of ages and horizons: a name, or a number of days. */
export type PeriodLength = 'day' | 'week' | 'month' | 'year' | number

/** Columns of purchase histories, one row a customer, ages in one unit of time. `Summaries` are such columns. */
export interface PurchaseColumns {
  /** Repeat purchases: whole numbers. */
  frequency: NumberColumn
  /** Age at the last purchase, counted from the first; 0 without repeat purchases. */
  lastPurchaseAge: NumberColumn
  /** Age now, counted from the first purchase. */
  age: NumberColumn
}

/** Columns of spend, one row a customer. Of `Summaries` those repeat purchases count that cost something. */
export interface SpendColumns {
  /** Repeat purchases that cost something: whole numbers. */
  frequency: NumberColumn
  /** Mean spend of those; 0 without one. */
  monetary: NumberColumn
}

/** Columns of histories with their spend, one row a customer. `Summaries` are such columns. */
export interface ValueHistories extends PurchaseColumns {
  /** Mean spend of the repeat purchases that cost something; 0 without one. */
  monetary: NumberColumn
  /** Repeat purchases that cost something; all of them when absent. */
  paidFrequency?: NumberColumn | null
}

/** What value is asked for of columns of customers. */
export interface ValueColumnsOptions extends FollowOptions {
  /** The horizon in the models' unit of time; for ever, which takes a discount, when absent. */
  periods?: number | null
  /** 0 to 1000, 0.002 when absent: with weeks, 0.11 a year. */
  discountRatePerPeriod?: number
  /** The share of spend that is wanted, above 0 and at most 1; revenue when absent. */
  margin?: number | null
  /** Coverage of predictive intervals over a horizon: ten times the work. None when absent. */
  level?: number | null
}

/** How a model is fitted. */
export interface FitOptions extends FollowOptions {
  /** How many times each row counts; all 1 when absent. */
  weights?: NumberColumn | null
  /** Weight of the squared parameters in the fit; 0 when absent, which is plain maximum likelihood. */
  penalty?: number | null
}

/** How a model of regular buyers is fitted: with `k`, or with `logIntervalSum` in its stead. */
export interface RegularFitOptions extends FitOptions {
  /** Phases of the time between two purchases, 1 to 16: 1 is at random, more is more regular. */
  k?: number | null
  /** Sums of the logarithms of the intervals between each customer's purchases, to find the likeliest `k` by. */
  logIntervalSum?: NumberColumn | null
}

/** Which profile-likelihood intervals are wanted; weights and penalty are those of the fit. */
export interface ProfileOptions extends FitOptions {
  /** Names of parameters; all fitted ones when absent. */
  parameters?: Array<string> | null
  /** Nominal coverage; 0.9 when absent. */
  level?: number | null
}

/** How a bootstrap draws; weights and penalty are those of the fit. */
export interface BootstrapOptions extends FitOptions {
  /** The same seed gives the same answer everywhere. */
  seed: number
  /** How often, 20 to 1,000,000: 200, when absent, give an interval of 90 %, 1,000 one of 99 %. */
  replicates?: number | null
}

/** What is known of every customer from the start. */
export interface CovariateColumn {
  /** What messages and effects call it. */
  name: string
  /** Its value for each customer: a number, or 0 and 1 for no and yes. */
  values: NumberColumn
  /** The parameters that it acts on; all that the model lets covariates act on when absent. */
  actsOn?: Array<string> | null
}

/** What share of all purchases is asked about. */
export interface ShareOptions extends FollowOptions {
  /** 1, any purchase, when absent. */
  share?: number | null
}

/** How a forecaster is calibrated. */
export interface CalibrateOptions extends FollowOptions {
  /** A model of spend, for intervals of it too. */
  spend?: lifetime.GammaGamma | null
  /** Least coverage, 0.9 when absent; at least `ceil(1 / (1 - level)) - 1` customers are needed. */
  level?: number | null
}

/** What total is asked for. */
export interface TotalValueOptions extends FollowOptions {
  /** 0 to 1000, 0 when absent: 0.002 a week is about 0.11 a year. */
  discountRatePerPeriod?: number | null
  /** The share of spend that is wanted, above 0 and at most 1; revenue when absent. */
  margin?: number | null
  /** Nominal coverage; 0.9 when absent. */
  level?: number | null
}

/** The level of an interval. */
export interface LevelOptions extends FollowOptions {
  /** Nominal coverage. */
  level?: number | null
}

/** Which models are compared. */
export interface SelectOptions extends FollowOptions {
  /** Kinds of model; all when absent. */
  models?: Array<PurchaseModelKind> | null
}

/** What is looked back on. */
export interface LookBackOptions extends SelectOptions {
  /** Moments to forecast from, the whole day known; three when absent, as late as leave room for the horizon. */
  origins?: Array<Time> | null
  /** Days forecast from each; a quarter of the time that is known when absent. */
  horizonDays?: number | null
  /** Level of the intervals; 0.9 when absent. */
  level?: number | null
}

/** A model of purchases of any class. */
export type PurchaseModel =
  | lifetime.BgNbd | lifetime.MbgNbd | lifetime.ParetoNbd | lifetime.Nbd
  | lifetime.BgCnbd | lifetime.MbgCnbd | lifetime.GGompertzNbd | lifetime.BgBb

/** A bootstrap of a model of one class. */
export interface BootstrapOf<Model> extends lifetime.Bootstrap {
  /** The model that customers were drawn from. */
  fitted(): Model
  /** The refits, in the order of their streams of random numbers. */
  refits(): Array<Model>
  /** The interval of whatever is worked out from a model; `level` is 0.9 unless stated. */
  intervalOf(estimate: (model: Model) => number, level?: number | null): ParameterInterval
}

/** A column of a table: numbers, or texts of a category; null, undefined and NaN are missing. */
export type TableColumn = NumberColumn | ReadonlyArray<number | null | undefined> | ReadonlyArray<string | null | undefined>

/** Columns of one length by their names. */
export type TableColumns = Record<string, TableColumn>

/** A column of numbers of which some may be missing. */
export type NullableColumn = NumberColumn | ReadonlyArray<number | null | undefined>

/** A column of moments. */
export type TimeColumn = ReadonlyArray<Time> | Float64Array | BigInt64Array

/** One row: a number, a text, or null where it is not known, by the name of each column of training; others are ignored. */
export type LearnerRow = object

/** What is known of the rows of a training table besides their labels. */
export interface TargetOptions extends FollowOptions {
  /** How much each row counts, 0 to 1e9; once when absent. */
  weights?: NumberColumn | null
  /** When each row was, so that what is held out is the latest. */
  times?: TimeColumn | null
}

/** Rows that count differently. */
export interface WeightOptions extends FollowOptions {
  /** How much each row counts; once when absent. */
  weights?: NumberColumn | null
}

/** How a calibration is chosen. */
export interface CalibrationOptions extends WeightOptions {
  /** Folds of the cross-validation, at least 2; 5 when absent. */
  folds?: number | null
  /** The seed that folds are drawn from; 0 when absent. */
  seed?: number | null
}

/** What was predicted of rows: means, with the scale of their errors where it is known, or the ends of intervals. */
export type PredictedColumns =
  | { means: NumberColumn; scale?: NumberColumn | null }
  | { low: NumberColumn; high: NumberColumn }

/** How the interval of a Qini curve is drawn. */
export interface QiniOptions extends LevelOptions {
  /** The same seed gives the same answer everywhere. */
  seed: number
  /** How often, 2 to 100,000; 500 when absent. */
  replicates?: number | null
}

/** A learner of any class. */
export type Learner = learn.Gbdt | learn.Logistic | learn.Network | learn.Ensemble

/** How the features of many customers are read. */
export interface FeatureTableOptions extends FollowOptions {
  /** What is known of each customer beside the profile, one for each profile. */
  extras?: Array<Input<FeatureExtra>> | null
}

/** What is known besides profiles when a model of churn is fitted. */
export interface ChurnFitOptions extends FollowOptions {
  /** Where customers cancel: when each did, null for those who have not. */
  cancelled?: ReadonlyArray<Time | null> | null
  /** What other models knew at each past date: for each date one for each profile. */
  extras?: Array<Array<Input<FeatureExtra>>> | null
}

/** What is known besides profiles when a model of purchases by category is fitted. */
export interface PropensityFitOptions extends FollowOptions {
  /** What other models knew at each past date: for each date one for each profile. */
  extras?: Array<Array<Input<FeatureExtra>>> | null
}

/** Something that can be done to keep a customer, and the model of its trial where there was one. */
export interface TriedIntervention {
  /** Its name, 1 to 256 bytes. */
  intervention: string
  /** What was learnt from its trial, of which the outcome is 1 for a customer who stayed and 0 for one who did not. */
  trial?: learn.Uplift | null
  /** What a customer who stays is worth, in minor units; 0 where it is not known. */
  valueMinor?: number | null
  /** What the intervention costs, in minor units; 0 when absent. */
  costMinor?: number | null
}

/** What is known besides profiles when a model of spend is fitted. */
export interface ValueDataOptions extends FollowOptions {
  /** What other models knew at each past date: for each date one for each profile. Their `expectedValueMinor` is blended. */
  extras?: Array<Array<Input<FeatureExtra>>> | null
}

/** A curve that sets a model's probabilities right, and what it rests on. */
export interface OutcomeRecalibration {
  /** The model that it is for. */
  modelId: string
  /** From the log-odds that were told to those that should have been; of kind `none` where the model is as good without. */
  calibration: { kind: CalibrationMethod } & Record<string, unknown>
  /** Every kind of curve and how it did on outcomes that it was not fitted to. */
  candidates: Array<CalibrationCandidate>
  /** Outcomes it rests on. */
  rows: number
  /** The first date that one of them was due. */
  fromMs: number
  /** The last. */
  untilMs: number
}

/**
 * Which binding artifact the generated loader actually loaded: `'native'` for
 * a native addon, otherwise the `platformArchABI` of the WASI flavor. Every
 * flavor napi-rs can build is listed, because `NAPI_RS_NATIVE_LIBRARY_PATH`
 * can point the loader at a WASI artifact this package does not build itself.
 */
export declare const __napiBindingTarget: 'native' | 'wasm32-wasi' | 'wasm32-wasip1'

/** Whether a request is allowed, and by what. */
export interface AccessDecision {
  /** Whether it may be done. */
  allowed: boolean
  /** Why. */
  reason: AccessReason
  /** From the role asked with to the one whose permission decided, through those that inherit; empty if denied. */
  path: Array<string>
  /** The permission that decided. */
  permission: AccessPermission | null
}

/** Something a role may do. `*` as resource or action stands for any. */
export interface AccessPermission {
  /** What it concerns, such as `profile`, `audit_log`, `engine`, or a resource of the host's own. */
  resource: string
  /** What may be done, such as `read`, `export`, `erase`. */
  action: string
  /** The fields it reaches; at least one class. */
  fieldClasses: Array<FieldClass>
}

/** Who may do what; an empty one allows nothing. */
export interface AccessPolicy {
  /** Its roles, each name once. */
  roles: Array<AccessRole>
}

/** Why a request was allowed or denied. */
export type AccessReason = 'permitted' | 'no_role' | 'action_denied' | 'field_class_denied'

/** Somebody wants to do something. */
export interface AccessRequest {
  /** The roles that the host has established for whoever asks. */
  roles: Array<string>
  /** What it concerns; `*` is no resource. */
  resource: string
  /** What is to be done. */
  action: string
  /** The fields it needs. Whoever needs several classes asks for each. */
  fieldClass: FieldClass
}

/** A role of a policy. */
export interface AccessRole {
  /** Its name: 1 to 64 of `a-z 0-9 _ . : -`. */
  role: string
  /** Roles whose permissions it has as well. */
  inherits: Array<string>
  /** What it may do itself. */
  permissions: Array<AccessPermission>
}

/** The actions to take now and those rejected, with the arm of the experiment they were decided in. */
export interface ActionDecision {
  /** What to do, best first. */
  actions: Array<NextAction>
  /** What was considered and not taken. */
  rejected: Array<RejectedAction>
  /** The experiment, when some action came as far as its gate. */
  experiment: string | null
  /** The arm: `on`, or `off` for the holdout. */
  arm: string | null
  /** Probability of that arm; 1 when no chance was involved. */
  propensity: number
}

/** What to do next, and what not. */
export interface ActionPlan {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** Best first. */
  actions: Array<NextAction>
  /** Considered and stopped, with the gate. */
  rejected: Array<RejectedAction>
  /** Events for the host to append. */
  record: Array<DecisionRecord>
}

/** The shop's bounds on actions. */
export interface ActionPolicy {
  /**
   * A cart rests at least this long before it is mentioned, 1 to 720 hours; default 24. Reminders after 30
   * to 60 minutes lowered purchases, after one to three days they raised them (Li, Luo, Lu and Moriguchi 2021).
   */
  cartRestHours: number
  /** A cart untouched for longer is forgotten, 1 to 365 days; default 14. */
  cartForgottenDays: number
  /** An action made is not made again for this many days, 0 to 365; default 7. */
  cooldownDays: number
  /** Occasions for which clothes must fit; default `wedding`, `black_tie`, `formal`, `graduation`, `interview`. */
  fittingOccasions: Array<string>
  /** Categories whose fit matters; default `suits`, `tuxedos`, `blazers`, `trousers`, `dress_shirts`. */
  fittingCategories: Array<string>
  /** Probability of being alive from which a customer is worth welcoming back, 0 to 1; default 0.2. */
  welcomeBackAliveLow: number
  /** Probability of being alive above which nobody needs to be welcomed back, 0 to 1; default 0.7. */
  welcomeBackAliveHigh: number
  /** Expected purchases over the outlook's horizon below which it is not worth while, 0 to 1,000; default 0.1. */
  welcomeBackMinPurchases: number
  /** The most actions proposed at a time, 1 to 10; default 3. */
  maxActions: number
  /** Share of customers to whom no action is proposed, so that their effect can be measured, 0 to 0.5; default 0.1. */
  holdoutShare: number
  /** Id of the experiment that holds out; a new id draws new arms. Default `actions_v1`. */
  experiment: string
}

/** What else the host knows of this turn. */
export interface AdditionalData {
  /** Pictures the customer sent; they are not looked at. */
  imageUrls: Array<string>
  /** Where the customer says to be, such as `Detroit`; it is not a jurisdiction. */
  location: string | null
  /** `mobile` or `desktop`: shapes the length of the answer. */
  deviceType: string | null
  /** Country or country and region for the rules of law, such as `US-MI`. */
  jurisdiction: string | null
  /** BCP 47 tag of the customer's language; the built-in sentences are English. */
  language: string | null
}

/** Why the price moved, and by how much. */
export interface AdjustmentFactor {
  /** `price_override`, `market_demand`, `offer`, `floor`, `ceiling` or `rounding`. */
  factor: string
  /** The move as a fraction of the base price. */
  impact: number
  /** The move in minor units; all amounts sum to adjusted minus base. */
  amountMinor: number
  /** One sentence for the shop's staff. */
  reasoning: string
  /** Whether personal data entered this factor. */
  personal: boolean
}

/** A kind of event that is seen before a purchase more, or less, than otherwise. It need not be a cause. */
export interface Antecedent {
  /** Name of the event, such as `Promotion Clicked`. */
  event: string
  /** How many times as often it is seen in the week before a purchase as in a week before none. */
  rateRatio: Estimate
  /** Weeks in which it was seen. */
  weeksSeen: number
}

/** A place in a log and its hash, kept apart from the log. */
export interface AuditAnchor {
  /** The log it is of. */
  logId: string
  /** Entries up to here; 0 for an empty log. */
  seq: number
  /** The hash of the last of them: 64 hexadecimal digits. */
  hash: string
  /** HMAC-SHA-256 of the three, where the anchor is stored somewhere that others write as well. */
  mac: string | null
}

/** One link of the chain. */
export interface AuditEntry {
  /** Its place in the log, from 1. */
  seq: number
  /** When, in milliseconds since the epoch. */
  atMs: number
  /** Who, by pseudonym. */
  actor: string
  /** What was done. */
  action: string
  /** Whose data, by pseudonym. */
  subject: string | null
  /** How it ended. */
  outcome: AuditOutcome
  /** The hash of the entry before, of the log's id for the first: 64 hexadecimal digits. */
  previous: string
  /** The hash of this entry. */
  hash: string
}

/** An access that is to be logged. It has no room for what a customer wrote or is called. */
export interface AuditEvent {
  /** When, in milliseconds since the epoch. */
  atMs: number
  /** Who, by the pseudonym of an employee or a service (see `pseudonym`). */
  actor: string
  /** What, such as `profile.export`: 1 to 64 of `a-z 0-9 _ . : -`. */
  action: string
  /** Whose data, by the customer's pseudonym; nothing where it is about nobody. */
  subject: string | null
  /** How it ended. */
  outcome: AuditOutcome
}

/** What a verifier found first. */
export type AuditFinding = 'intact' | 'malformed' | 'altered' | 'out_of_sequence' | 'unlinked' | 'another_log' | 'rewritten' | 'truncated'

/** How an access ended. */
export type AuditOutcome = 'allowed' | 'denied' | 'failed'

/** Whether a log is what was written, and if not, where it ceases to be. */
export interface AuditVerdict {
  /** What was found first. */
  finding: AuditFinding
  /**
   * The place of the first entry that is not as it should be, from 1. With `rewritten`, an entry somewhere after
   * the last anchor that was met, up to this one, was changed.
   */
  firstBadSeq: number | null
  /** Entries before it, or all. */
  entries: number
  /** Up to which entry anchors were met: what comes later, whoever can write the log could have written anew. */
  anchoredThrough: number
  /** The hash of the last good entry. */
  head: string
}

/** A product not to be mentioned. */
export interface AvoidedProduct {
  /** The product. */
  productId: string
  /** Why: `refused`, `returned` or `out_of_stock`. */
  reason: string
}

/** What to look back on. */
export interface BacktestOptions {
  /** Kinds of model; empty for all. */
  kinds: Array<PurchaseModelKind>
  /** Moments to forecast from, the whole day known; empty for three, as late as leave room for the horizon. */
  originsMs: Array<number>
  /** Days forecast from each; 0 for a quarter of the time that is known. */
  horizonDays: number
  /** Days in the unit of time of the models, 0.001 to 1,000,000. */
  periodDays: number
  /** Up to when purchases were recorded; the last of the rows when `None`. */
  asOfMs: number | null
  /** Minutes east of UTC of the clock whose days are counted. */
  utcOffsetMinutes: number
  /** Level of the intervals. */
  level: number
}

/** How models and baselines would have done. */
export interface BacktestReport {
  /** Days forecast from each moment. */
  horizonDays: number
  /** Days in a period. */
  periodDays: number
  /** Oldest first. */
  origins: Array<OriginReport>
  /** What it comes to. */
  verdict: BacktestVerdict
}

/** What looking back comes to. */
export interface BacktestVerdict {
  /** The model with the best mean log score over all moments; `None` where no model could be fitted. */
  best: string | null
  /** The best in one sentence, beside the second and the baselines. */
  summary: string
  /** Where the best one fails, each in a sentence; empty where nothing was found. */
  failures: Array<string>
  /**
   * Months of holdout after which the best could be told from the second at this distance, if that is more
   * than there are; `None` where it can be told already, or never at this distance.
   */
  monthsToTell: number | null
}

/** How one column differs between the arms. */
export interface BalanceColumn {
  /** Its place among the columns given. */
  column: number
  /** Its name: `column 0` and so on, unless the caller has a better one. */
  name: string
  /**
   * Mean of the treated less mean of the controls, in standard deviations; 0.1 is much, and 1e15 either way says that
   * each arm has one value of its own.
   */
  difference: number
  /** The share of missing values among the treated less that among the controls. */
  missingDifference: number
  /** The smaller probability, of values and of missing ones, of such a difference by lot. */
  pValue: number
  /** Is that more than chance explains, with all columns in view? */
  departs: boolean
}

/** What an estimate rests on. */
export type Basis = 'customer' | 'segment' | 'prior' | 'assumed'

/** One measure of a customer's behaviour. */
export interface BehaviourMeasure {
  /** Its name, such as `search_depth`; `docs/behaviour.md` lists them. */
  measure: string
  /** Its value with a 90 % interval; of all customers, the median and the interval in which 90 % of them lie. */
  estimate: Estimate
  /** How much it rests on, in its unit; of all customers, how many they are. */
  evidence: number
  /** What is counted: `visits`, `orders`, `customers` ... */
  evidenceUnit: string
  /**
   * How the interval is made: `wilson`, `harris`, `brookmeyer_crowley`, `bain_engelhardt`, `gamma_renewal`, or
   * `quantiles` of all customers.
   */
  interval: string
  /** Percentage of customers below this value, 0 to 100; nothing where it is not known. */
  percentile: number | null
}

/** How a customer behaves. */
export interface BehaviourView {
  /** The customer. */
  customerId: string
  /** The engine that answered. */
  modelId: string
  /** The time of the answer. */
  asOfMs: number
  /** Whether the customer's own history was used. */
  personalised: boolean
  /** Visits read, of the last two years; 0 of all customers. */
  visits: number
  /** Visits whose kind no rule tells, among them. */
  visitsOfUnknownKind: number
  /** The measures with enough evidence; `docs/behaviour.md` lists them. */
  measures: Array<BehaviourMeasure>
  /** What is seen before a purchase more or less than otherwise, strongest first. These are not causes. */
  antecedents: Array<Antecedent>
  /** How the customer decides. */
  decisionStyle: DecisionStyle
  /** Signs of loyalty, each `yes`, `no` or `unclear`; none without consent. */
  loyalty: Array<LoyaltyIndicator>
  /** What is not known, and why. */
  unknown: Array<unknown>
}

/** The parameters of a BG/BB model. */
export interface BgBbParams {
  /** First parameter of the beta distribution of the probability to buy at an opportunity; above 0. */
  alpha: number
  /** Second parameter of it; above 0. The mean probability is `alpha / (alpha + beta)`. */
  beta: number
  /** First parameter of the beta distribution of the probability to leave before an opportunity; above 0. */
  gamma: number
  /** Second parameter of it; above 0. The mean probability is `gamma / (gamma + delta)`. */
  delta: number
}

/** The parameters of a BG/CNBD-k model. */
export interface BgCnbdParams {
  /** Phases of the time between two purchases, 1 to 16: 1 is at random, more is more regular. */
  k: number
  /** Shape of the gamma distribution of the rates of phases; above 0. */
  r: number
  /**
   * Rate of that distribution, in the unit of time of the data; above 0. The mean rate of purchase of one who
   * is active is `r / (alpha k)`.
   */
  alpha: number
  /** First parameter of the beta distribution of the probability to leave after a repeat purchase; above 0. */
  a: number
  /** Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`. */
  b: number
}

/** The parameters of a BG/NBD model. */
export interface BgNbdParams {
  /** Shape of the gamma distribution of purchase rates; above 0. */
  r: number
  /** Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`. */
  alpha: number
  /** First parameter of the beta distribution of the probability to leave after a purchase; above 0. */
  a: number
  /** Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`. */
  b: number
}

/** The Brier score taken apart; `brier` is `reliability - resolution + uncertainty + within_bins`. */
export interface BrierDecomposition {
  /** The mean squared distance of probability and label. */
  brier: number
  /** How far bins' probabilities are from what came true in them: 0 when calibrated. */
  reliability: number
  /** How far what came true in bins is from the base rate: 0 without knowledge. */
  resolution: number
  /** The Brier score of the base rate. */
  uncertainty: number
  /** What probabilities that differ within a bin add; negative where they are right to differ. */
  withinBins: number
}

/** A price range. */
export interface Budget {
  /** Lower end. */
  low: number | null
  /** Upper end. */
  high: number | null
  /** ISO 4217 code. */
  currency: string
}

/** What only the server may see. */
export interface BusinessIntelligence {
  /** What the customer is expected to spend. */
  lifetimeValue: ValueEstimate | null
  /** Probability of no purchase within the horizon. */
  churn: RiskEstimate | null
  /** Probability of a purchase, per category. */
  purchaseProbability: Array<CategoryProbability>
  /** What this decision brings in over doing nothing. */
  incrementalMargin: ValueEstimate | null
  /** Why that is not known. */
  incrementalMarginReason: string | null
  /** Experiments that this answer is part of. */
  experiments: Array<ExperimentArm>
  /** Thresholds crossed, such as `churn_above_0.5`. */
  alerts: Array<string>
}

/** How one kind of calibration did on rows it was not fitted to. */
export interface CalibrationCandidate {
  /** The kind. */
  method: CalibrationMethod
  /** Mean log loss, in nats. */
  logLoss: number
  /** How much lower that is than without calibration. */
  gain: number
  /** The standard error of that gain. */
  gainError: number
}

/** The kinds of calibration, the simplest first. */
export type CalibrationMethod = 'none' | 'platt' | 'beta' | 'isotonic'

/** What was foretold and what came, over time. */
export interface CalibrationOverTime {
  /** Windows with rows, the earliest first. */
  windows: Array<CalibrationWindow>
  /** All rows as one window. */
  overall: CalibrationWindow
  /** Whether any window, or all of them together, depart from what was foretold. If not: none detectable. */
  departs: boolean
  /** How often nothing is said when probabilities are right, at least. */
  level: number
}

/** What was foretold of one span of time and what came. */
export interface CalibrationWindow {
  /** Its start, in milliseconds since 1970; it ends where the next begins. */
  startMs: number
  /** Rows. */
  rows: number
  /** Labels 1 foretold: the sum of probabilities. */
  expected: number
  /** Labels 1 that came. */
  observed: number
  /** Their share of the rows, with its exact interval. */
  observedRate: MetricInterval
  /** The probability of being at least so far from what was foretold if probabilities are right. */
  pValue: number
  /** Is that less than chance explains, with all windows in view? */
  departs: boolean
}

/** One product in the cart. */
export interface CartLineView {
  /** The product. */
  productId: string
  /** How many. */
  quantity: number
  /** The last price seen for one, in minor units. */
  priceMinor: number | null
}

/** How a file of products is written. */
export type CatalogFormat = 'csv' | 'json_lines'

/** Probability of a purchase in a category. */
export interface CategoryOutlook {
  /** The category, or `all`. */
  category: string
  /** Probability of at least one purchase within the horizon. */
  probability: Estimate
  /** Days ahead that are counted. */
  horizonDays: number
}

/** The probability of a purchase in a category. */
export interface CategoryProbability {
  /** The category, or `all`. */
  category: string
  /** The estimate. */
  value: number
  /** Lower end of the interval. */
  low: number
  /** Upper end of the interval. */
  high: number
  /** Probability that the interval holds the truth. */
  level: number
  /** What it rests on. */
  basis: Basis
  /** Days ahead that are counted. */
  horizonDays: number
}

/** A purchase in one category. */
export interface CategoryPropensity {
  /** The category. */
  category: string
  /**
   * Probability of a purchase in it within the horizon. Its interval is to hold the share that would buy among all of whom the
   * same is known, and did so 91 to 95 times of 100 at 90 % in simulated shops.
   */
  probability: Estimate
  /** If it comes within the horizon, after how many days. */
  days: DaysAhead | null
}

/** One category. */
export interface CategoryReport {
  /** The category. */
  category: string
  /** Purchases within the horizon, one at most for each customer and cut. */
  purchases: number
  /** Their share of customers. */
  rate: number
  /** Area under the curve among customers; nothing where nobody bought, or everybody. */
  auc: MetricInterval | null
}

/** What another model says of the same. */
export interface ChallengerPrediction {
  /** The model, 1 to 256 bytes. */
  modelId: string
  /** Its probability, 0 to 1. */
  probability: number
}

/** A column of numbers that can change in one direction only. */
export interface ChangeDirection {
  /** The column's name. */
  column: string
  /** Whether it can only rise; otherwise only fall. */
  rises: boolean
}

/** Which changes are looked for. */
export interface ChangeOptions {
  /** From here on the verdict is yes: a probability, or a value of whatever is foretold. */
  threshold: number
  /** The most columns that change at once, 1 to 16. */
  maxColumns: number
  /** Columns that cannot change. */
  fixed: Array<string>
  /** Columns of numbers that can only rise or only fall, such as an age. Where its value is not known it stays so. */
  directions: Array<ChangeDirection>
  /** The most changed rows that the model is asked about, 1 to 10,000,000. */
  maxEvaluations: number
}

/** An action worth taking. */
export interface ChatAction {
  /** The action. */
  action: string
  /** Probability that the customer accepts. */
  successProbability: Estimate
  /** Why. */
  reason: string
  /** A sentence to say. */
  say: string
}

/** The answer to one chat turn. */
export interface ChatAnswer {
  /** The ground it stands on. */
  meta: ChatMeta
  /** What is known. Prompt-safe. */
  contextualInsights: ContextualInsights
  /** How to answer. Prompt-safe. */
  responseModifiers: ResponseModifiers
  /** Where the conversation goes. Prompt-safe. */
  conversationFlow: ConversationFlow
  /** Server-only; `null` where only prompt-safe fields were asked for. */
  businessIntelligence: BusinessIntelligence | null
  /** Segment, products, prices and actions. */
  phase3_enhancements: Enhancements
}

/** Products offered together. */
export interface ChatBundle {
  /** The products. */
  items: Array<string>
  /** Sum of their prices. */
  listPrice: number
  /** Price together. */
  bundlePrice: number
  /** The difference. */
  saving: number
  /** Why these. */
  reason: string
}

/** A product to add later. */
export interface ChatCrossSell {
  /** The product. */
  productId: string
  /** When to mention it. */
  when: string
}

/** Something known of the customer that may be said. */
export interface ChatFact {
  /** `f1`, `f2` ... */
  id: string
  /** The fact in one sentence. */
  text: string
  /** `order`, `declared` or `cart`. */
  source: string
}

/** Why the price moved. Server-only. */
export interface ChatFactor {
  /** The factor. */
  factor: string
  /** The move as a fraction of the base price. */
  impact: number
  /** The move, decimal; amounts sum to the whole move. */
  amount: number
  /** One sentence for the shop's staff. */
  reasoning: string
}

/** What the customer of a chat wants. */
export interface ChatIntent {
  /** Such as `product_inquiry`, `cart_help`, `order_status`, `complaint`. */
  category: string
  /** What was said of it: `occasion`, `budget` ("$1000-2000"), `colour`, `category`, `product_id`, `eventDate` ... */
  entities: Record<string, string>
}

/** The ground an answer stands on. */
export interface ChatMeta {
  /** Always `chat/1`. */
  schema: string
  /** Id of this decision; outcomes refer to it. */
  decisionId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer, milliseconds since the epoch. */
  asOf: number
  /** Time until which it may be used. */
  expiresAt: number
  /** Whether this customer's own data was used. */
  personalised: boolean
  /** The purposes that the customer allows and that were used. */
  purposes: Array<string>
  /** The jurisdiction whose rules were applied. */
  jurisdiction: string | null
  /** Events for the host to append. */
  record: Array<DecisionRecord>
}

/** A preference that may be used. */
export interface ChatPreference {
  /** Attribute, such as `fit`. */
  dimension: string
  /** Its value, such as `slim`. */
  value: string
  /** How much more often than others; absent for what was declared. */
  lift: number | null
  /** Lower end of the 90 % interval of the lift. */
  low: number | null
  /** Upper end. */
  high: number | null
  /** `declared`, `learned` or `tentative`. */
  status: string
}

/** The price of the first product shown. */
export interface ChatPricing {
  /** The product. */
  productId: string
  /** List price, decimal. */
  basePrice: number
  /** Price for this customer, decimal. */
  adjustedPrice: number
  /** Fraction of the base that is saved. */
  savings: number
  /** The factors. Server-only: empty where only prompt-safe fields were asked for. */
  adjustmentFactors: Array<ChatFactor>
  /** 0 to 1. */
  confidence: number
  /** How the price was made. */
  strategy: string
  /** What bound it. */
  boundBy: Array<string>
  /** Lowest price of the last 30 days, decimal, where a reduction must name it. */
  priorLow30d: number | null
  /** Words that must stand near the price, verbatim. */
  disclosure: string | null
  /** Id for an audit. */
  auditId: string
}

/** The one question worth asking. */
export interface ChatQuestion {
  /** The slot it fills. */
  slot: string
  /** The question. */
  text: string
  /** What its answer changes. */
  why: string
}

/** A product to show. */
export interface ChatRecommendation {
  /** The product. */
  productId: string
  /** Its name. */
  name: string
  /** Price for this customer, decimal. */
  price: number
  /** Sum of the terms. */
  score: number
  /** Why, largest first. */
  terms: Array<ScoreTerm>
  /** A sentence to say. */
  say: string
}

/** One turn of a chat. */
export interface ChatRequest {
  /** The customer; must be the profile's. */
  customerId: string
  /** The conversation. */
  sessionId: string
  /** What is wanted. */
  intent: ChatIntent
  /** What was said before. */
  conversationContext: ConversationContext
  /** What else is known. */
  additionalData: AdditionalData
  /** Leave out what only the server may see. */
  promptSafeOnly: boolean
}

/** Segment and persona. */
export interface ChatSegmentation {
  /** The segment. */
  primarySegment: PrimarySegment
  /** The persona. */
  dynamicPersona: DynamicPersona
}

/** Whether choice should be narrowed, and to how many. */
export interface ChoiceNarrowing {
  /** Options there are. */
  from: number
  /** Options to show, the best first. */
  to: number
  /** Entropy of the posterior in nats, 0 to `ln(from)`. */
  entropy: number
  /** How many options are still open, `exp(entropy)`. */
  openOptions: number
  /** Share of the posterior that the options shown hold. */
  mass: number
  /** `few_options`, `clear_favourite`, `close_scores` or `best_of_many`. */
  reason: string
}

/** How a model of churn is fitted. */
export interface ChurnOptions {
  /** Whether customers say that they leave. */
  setting: ChurnSetting
  /** Days within which churn is judged, 1 to 3,650. */
  horizonDays: number
  /** Periods of equal length that the horizon is cut into, 1 to 60. More of them tell more of when, and cost more rows. */
  periods: number
  /**
   * Past dates at which customers are looked at. The last has to be a whole horizon before training, so that it is
   * known what happened. None: a horizon ago, and half a horizon earlier twice.
   */
  cutsMs: Array<number>
  /** Groups of customers each of which one member of every learner has not seen, 2 to 20. */
  folds: number
  /** Trees where a learner has them, 1 to 20,000. */
  trees: number
  /**
   * The learners that are blended, each named once; where none are named, boosted trees, logistic regression and, where
   * there are rows enough, a network. Trees alone cost least.
   */
  members: Array<MemberKind>
  /** The seed of what is drawn. */
  seed: number
}

/** One feature's part of a difference. */
export interface ChurnReason {
  /** The feature. */
  feature: string
  /** Its value; nothing where it is missing. */
  value: string | null
  /** What it is compared with: the value of most customers, or what it was. */
  from: string | null
  /** Its part of the difference in log-odds of churn: above 0 it makes churn more likely. */
  contribution: number
}

/** What a model said of customers that it had not seen, at the horizon, beside what became of them. */
export interface ChurnReport {
  /** Customers. */
  customers: number
  /** Customers at cuts from which they were followed to the horizon: what the figures below rest on. */
  rows: number
  /** Customers at cuts in all. */
  rowsInAll: number
  /** The share that churned: what could be said of everybody alike. */
  baseRate: number
  /** Area under the curve, .5 for a coin. */
  auc: MetricInterval
  /** The area that days since the last purchase reach alone; nothing where they are not known. */
  aucOfRecency: number | null
  /** Mean log loss, in nats. */
  logLoss: MetricInterval
  /** The log loss of the base rate. */
  baseLogLoss: number
  /** How far probabilities are from what came true, beside what chance explains. */
  calibration: ExpectedCalibrationError
  /** Each learner that was tried: its part of the blend, and how good its own probabilities at the horizon are. */
  members: Array<MemberReport>
}

/** How likely a customer is to leave, and by when. */
export interface ChurnRisk {
  /** The customer. */
  customerId: string
  /** The model that answers. */
  modelId: string
  /** The time of the answer. */
  asOfMs: number
  /** What churn means here. */
  setting: ChurnSetting
  /** Days ahead. */
  horizonDays: number
  /** The date by which it is decided. */
  byMs: number
  /**
   * Probability of churn by then: of no purchase, or of a cancellation. Its interval is to hold the share that would churn
   * among all of whom the same is known, and did so 72 to 97 times of 100 at 90 % in simulated shops.
   */
  churn: Estimate
  /**
   * Days after which it is as likely as not that it has happened: a purchase, or a cancellation. Nothing where that is
   * later than the horizon, or the figures are those of all customers.
   */
  medianDays: number | null
  /** What is expected until then, at the horizons asked for. */
  curve: Array<SurvivalPoint>
  /**
   * Why the figures are those of all customers, such as `no_consent` or `no_purchases`; nothing where they are this
   * customer's.
   */
  reason: string | null
}

/** Whether customers say that they leave. */
export type ChurnSetting = 'non_contractual' | 'contractual'

/** Something that may be claimed, with the fact it rests on. */
export interface Claim {
  /** `c1`, `c2` ... */
  id: string
  /** `stock` or `deadline`. */
  kind: string
  /** The product. */
  productId: string | null
  /** The claim in words. */
  text: string
  /** The fact. */
  fact: ClaimFact
  /** Time until which it may be said. */
  expiresAt: number
}

/** The fact under a claim. */
export interface ClaimFact {
  /** Pieces counted. */
  count: number | null
  /** Time of the count, milliseconds since the epoch. */
  countedAt: number | null
  /** A deadline, milliseconds since the epoch. */
  deadline: number | null
}

/** How many rows there are of either label. */
export interface ClassBalance {
  /** Rows. */
  rows: number
  /** Rows of label 1. */
  positives: number
  /** Their share, with its exact interval. */
  share: MetricInterval
  /**
   * Rows of the rarer label for each column that is not constant: below 10, a regression cannot be relied on (Peduzzi and
   * others 1996).
   */
  rarerRowsPerColumn: number
}

/** How clumpy, and how surprising that is. */
export interface Clumpiness {
  /** The measure `C`, 0 to 1. */
  value: number
  /** The chance of at least this value if purchases fell anywhere with the same chance. */
  pValue: number
}

/** One column that changes. */
export interface ColumnChange {
  /** The column's name. */
  column: string
  /** Its value as it is, in words. */
  from: string
  /** The value that it would have. */
  to: string
}

/** What was found of one column. */
export interface ColumnCheck {
  /** Its place among the columns given. */
  column: number
  /** Its name; `column 0` and so on where the columns have none. */
  name: string
  /** The share of rows in which it is missing. */
  missingShare: number
  /** One value alone, or none: it says nothing. */
  constant: boolean
  /** An earlier column that says the same: numbers in the same order, or categories under other names. */
  duplicateOf: number | null
  /** How well it alone orders the rows, in the better direction; with all columns in view. */
  auc: MetricInterval
  /** Is it too good to be true? */
  leakage: LeakageVerdict
}

/** What was found of all columns. */
export interface ColumnChecks {
  /** Each column, in the order given. */
  columns: Array<ColumnCheck>
  /** The labels. */
  balance: ClassBalance
  /** How often no fair column is accused for its area by chance, at least. */
  level: number
}

/** What may be rolled up. */
export interface CompactPolicy {
  /** Months that ended more than so many days ago are rolled up; 730 unless stated. */
  keepDays: number
  /** If a ledger then has more events that count something, its oldest months go too; 10,000 unless stated. */
  maxEvents: number
}

/** What was rolled up. */
export interface CompactReport {
  /** Events that became part of a month's sums. */
  eventsRolled: number
  /** Months that were made of them. */
  monthsMade: number
  /** Events that stated facts which later ones replaced. */
  factsReplaced: number
}

/** How a condition compares. */
export type ConditionOperator = 'is' | 'is_not' | 'at_least' | 'at_most' | 'known'

/** Customers with about as many repeat purchases, and how central what they did in the holdout was. */
export interface ConformalGroup {
  /** The fewest repeat purchases. */
  frequencyFrom: number
  /** The most; `None` without a bound. */
  frequencyTo: number | null
  /** Customers it was calibrated on. */
  calibrationCustomers: number
  /**
   * Least tail probability, under the model, of a number of purchases inside an interval. Below half of
   * `1 - level` the model was too sure of itself; below 0 it had thought some of what happened impossible.
   */
  purchasesCentrality: number
  /** The same of spend; `None` without a model of it. */
  valueCentrality: number | null
}

/** Between which numbers an outcome lies, by what a holdout showed. */
export interface ConformalInterval {
  /** Lower end: purchases, or spend in the unit of money of the histories. */
  low: number
  /** Upper end. */
  high: number
  /** Least probability, over the customers of the group, that the interval holds what comes. */
  level: number
  /** The horizon, in the model's unit of time: as long as the holdout was. */
  periods: number
  /** The fewest repeat purchases of a customer in the group. */
  frequencyFrom: number
  /** The most of them; `None` without a bound. */
  frequencyTo: number | null
  /** Customers of the group that it was calibrated on. */
  calibrationCustomers: number
}

/** Between which values an outcome lies. */
export interface ConformalValueInterval {
  /** Lower end. */
  low: number
  /** Upper end. */
  high: number
  /** Least probability, over all rows, that the interval holds the outcome. */
  level: number
}

/** Why data may be held at all. */
export type ConsentBasis = 'consent' | 'legitimate_interest' | 'contract'

/** What a consent category of the host's own, such as Segment's `Advertising`, stands for. */
export interface ConsentCategory {
  /** The category, spelt as in the signal; 1 to 256 bytes. */
  category: string
  /** The purposes it is asked for; none for one that is known and stands for no purpose. */
  purposes: Array<ConsentPurpose>
}

/** The header of each column; nothing looks for the usual names. */
export interface ConsentColumns {
  /** Who: `subject`, `Customer ID` or `user_id`. */
  subject: string | null
  /** For what: `purpose` or `category`. */
  purpose: string | null
  /** The answer: `state`, `status` or `consent`. */
  state: string | null
  /** On what basis: `basis` or `legal basis`; may be missing. */
  basis: string | null
  /** The text agreed to: `policy version` or `version`; may be missing. */
  policyVersion: string | null
  /** Where it was said: `source`; may be missing. */
  source: string | null
  /** When: `time` or `timestamp`. */
  time: string | null
}

/**
 * The seven keys of Google Consent Mode v2; those left out say nothing.
 *
 * `wait_for_update` and `region`, which a page's defaults may have beside them, are not among them.
 */
export interface ConsentModeKeys {
  /** Storing what advertising needs on the device: no equivalent, Sartor stores nothing there. */
  ad_storage: ConsentState | null
  /** Sending the customer's data for advertising: sharing, together with `ad_personalization`. */
  ad_user_data: ConsentState | null
  /** Personalised advertising elsewhere: sharing, together with `ad_user_data`. */
  ad_personalization: ConsentState | null
  /** Measuring visits: analytics. */
  analytics_storage: ConsentState | null
  /** Storing settings on the device: no equivalent. */
  functionality_storage: ConsentState | null
  /** Remembering what the customer likes: personalization. */
  personalization_storage: ConsentState | null
  /** Storing what security needs on the device: no equivalent. */
  security_storage: ConsentState | null
}

/** What data is used for. */
export type ConsentPurpose = 'analytics' | 'personalization' | 'pricing' | 'marketing' | 'sharing' | 'sensitive'

/** What a signal says of one purpose. */
export interface ConsentSignal {
  /** The purpose. */
  purpose: ConsentPurpose
  /** The answer. */
  state: ConsentState
  /** On what basis, where the signal tells. */
  basis: ConsentBasis | null
  /** The version of the text agreed to, where the signal tells. */
  policyVersion: string | null
  /** Where it was said, such as `google_consent_mode`. */
  source: string
}

/** What a signal says of all purposes. */
export interface ConsentSignals {
  /** One for each purpose it speaks of, in the order of purposes. */
  changes: Array<ConsentSignal>
  /** What it said that no purpose stands for, sorted. */
  withoutEquivalent: Array<string>
}

/** What the customer said. */
export type ConsentState = 'granted' | 'denied'

/** How a table of consents is to be understood. */
export interface ConsentTableOptions {
  /** Minutes east of UTC of times without a zone, -840 to 840; 0 unless said. */
  utcOffsetMinutes: number
  /** The source of rows that name none; `import` unless said. */
  source: string | null
  /** The basis of rows that name none. */
  basis: ConsentBasis | null
  /** What the table's own names of purposes stand for; Sartor's names need no entry. */
  purposes: Array<ConsentCategory>
  /** The names of the columns, where they are none of the usual ones. */
  columns: ConsentColumns
}

/** The latest word on one purpose. */
export interface ConsentView {
  /** The purpose, such as `personalization`. */
  purpose: string
  /** `granted` or `denied`. */
  state: string
  /** The basis, if stated. */
  basis: string | null
  /** The version of the text agreed to. */
  policyVersion: string | null
  /** Where it was said. */
  source: string | null
  /** When. */
  atMs: number
}

/** What to choose, by whose word. */
export interface ContactChoice {
  /** What to choose. */
  value: string
  /** `stated`, `learned`, `tentative`, `usage` (where the customer begins conversations) or `population`. */
  basis: string
  /** Probability that it is better than the next best; absent where it was not compared. */
  confidence: number | null
  /** Why, in one sentence without figures. */
  reason: string
}

/** What a shop allows itself. */
export interface ContactPolicy {
  /** Unasked contacts in any seven days, 0 to 50; 2. A customer may ask for fewer, and for more up to this. */
  maxPerWeek: number
  /** Hour at which nobody is written to any more, 0 to 23; 20. */
  quietFromHour: number
  /** Hour from which on customers are written to again, 0 to 23; 9. Equal hours mean no quiet time. */
  quietToHour: number
  /**
   * Minutes east of UTC where a customer's clock is unknown, -840 to 840; absent, such customers are not
   * written to unasked.
   */
  assumedUtcOffsetMinutes: number | null
  /** Days after which an answer counts half, 7 to 3,650; 365. */
  halfLifeDays: number
}

/** How a customer is best spoken to. */
export interface ContactView {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** Whether this customer's own answers were used. */
  personalised: boolean
  /** On which channel. */
  channel: ContactChoice | null
  /** At which hours. */
  hour: HourChoice | null
  /** In which tone. */
  tone: ContactChoice | null
  /** Unasked contacts in any seven days, at most. */
  maxPerWeek: number
  /** Whose word that is: `stated`, `learned` or `policy`. */
  maxPerWeekBasis: string
  /** Whether the customer may be written to unasked now. */
  mayContact: boolean
  /** Why not: `no_marketing_consent`, `clock_unknown`, `quiet_hours`, `frequency_cap`. */
  blockedBy: Array<string>
  /** The first time at which nothing stands against it any more; absent where only the customer can change it. */
  nextAllowedMs: number | null
  /** Channels with their rates, best first. */
  channels: Array<ResponseRate>
  /** Tones with their rates, best first. */
  tones: Array<ResponseRate>
  /** Rates by days since the last unasked contact, shortest first. */
  gaps: Array<ResponseRate>
  /** What is not known, and why. */
  unknown: Array<unknown>
}

/** Who stays. */
export type ContestVerdict = 'keep' | 'replace' | 'undecided'

/** What is known that bears on the turn. Prompt-safe. */
export interface ContextualInsights {
  /** The request as understood. */
  request: UnderstoodRequest
  /** Facts. */
  facts: Array<ChatFact>
  /** Preferences. */
  preferences: Array<ChatPreference>
  /** What is not known, and why. */
  unknown: Array<unknown>
  /** What was not used, and why. */
  ignored: Array<IgnoredInput>
}

/** How a fit ended. */
export interface ConvergenceReport {
  /** What was found. */
  verdict: ConvergenceVerdict
  /** Newton steps from the start that won. */
  iterations: number
  /** Largest absolute derivative of the mean log-likelihood by the logarithm of a parameter. */
  gradientNorm: number
  /**
   * Smallest eigenvalue of the observed information in the logarithms of the parameters; its root's
   * reciprocal is the standard error in the worst direction.
   */
  smallestInformation: number
  /** Starting points tried. */
  starts: number
  /** How many of them came to the same maximum. */
  startsAgreeing: number
}

/** What the search found. */
export type ConvergenceVerdict = 'optimum' | 'ridge' | 'boundary' | 'given'

/** What was said before this turn. */
export interface ConversationContext {
  /** Turns so far; only their number is used. */
  conversationHistory: Array<HistoryTurn>
  /** Preferences stated in this conversation, such as `fit: slim`. */
  customerPreferences: Record<string, string>
}

/** Where the conversation is and goes. Prompt-safe. */
export interface ConversationFlow {
  /** `discover`, `compare`, `decide`, `checkout` or `after`. */
  stage: string
  /** `ask`, `show`, `ask_and_show`, `reassure` or `hand_over`. */
  nextMove: string
  /** At most one question. */
  question: ChatQuestion | null
  /** Short answers to offer. */
  quickReplies: Array<string>
  /** Choice reduction. */
  narrow: Narrowing | null
  /** Whether a person should take over. */
  handoff: Handoff
}

/** One conversation. */
export interface ConversationView {
  /** The session; nothing where the host named none, then turns within 30 minutes are one conversation. */
  sessionId: string | null
  /** Where it was held, such as `web`, if the host says so. */
  channel: string | null
  /** Time of the first turn. */
  firstMs: number
  /** Time of the last turn. */
  lastMs: number
  /** Turns. */
  turns: number
  /** What was wanted, most often first, at most 10. */
  intents: Array<IntentCount>
  /** Mean length of the messages whose length is known, in characters. */
  meanMessageLength: number | null
  /** Mean sentiment of the turns that have one, on the host's scale. */
  meanSentiment: number | null
  /** Sentiment of the last turn that has one. */
  lastSentiment: number | null
  /** The last rating of the conversation. */
  satisfaction: number | null
  /** The highest rating that could be given, if known. */
  satisfactionScale: number | null
  /** Summaries by the host, newest first, at most 5; empty unless asked for. */
  summaries: Array<SummaryText>
  /** How many summaries there are. */
  summaryCount: number
}

/** What a covariate does to a parameter. */
export interface CovariateEffect {
  /** The parameter. */
  parameter: string
  /** The covariate. */
  covariate: string
  /** By how much the logarithm of what the parameter stands for rises with one unit of the covariate. */
  coefficient: number
  /** Its standard error. */
  standardError: number
  /** 1 or -1: the parameter is multiplied by `exp(sign * coefficient * covariate)`. */
  sign: number
}

/** How the log-odds would have to be stretched and moved to fit the labels. */
export interface CoxCalibration {
  /** Of the log-odds: below 1 they are too far from the middle, above 1 too near. */
  slope: MetricInterval
  /** What is added after stretching. */
  intercept: MetricInterval
  /** What would have to be added without stretching ("calibration in the large"): above 0, too few were foretold. */
  inTheLarge: MetricInterval
}

/** What is done with a customer's data, in plain words. */
export interface CustomerExplanation {
  /** The time it describes. */
  asOfMs: number
  /** BCP 47 tag of its language. */
  language: string
  /** Its parts, in the order in which they are read. */
  parts: Array<ExplanationPart>
  /** All parts as paragraphs. */
  text: string
}

/** What a customer will buy. */
export interface CustomerPropensity {
  /** The customer. */
  customerId: string
  /** The model that answers. */
  modelId: string
  /** The time of the answer. */
  asOfMs: number
  /** Days ahead. */
  horizonDays: number
  /** The date by which it is decided. */
  byMs: number
  /** Every category, the most likely first. */
  categories: Array<CategoryPropensity>
  /**
   * Why the figures are those of all customers, such as `no_consent` or `no_events`; nothing where they are this
   * customer's.
   */
  reason: string | null
}

/** What the lifetime models need of one customer, all of the literature's numbers. */
export interface CustomerSummary {
  /** Repeat purchases: days with a purchase after the first such day. */
  frequency: number
  /** Age at the last purchase, in periods since the first; 0 without repeat purchases. */
  lastPurchaseAge: number
  /** Age now, in periods since the first purchase. */
  age: number
  /** Repeat purchases that cost something: what models of spend are fitted to. */
  paidFrequency: number
  /** Mean spend of those; 0 without any. */
  monetary: number
  /** Sum of the logarithms of the intervals between purchases, in periods; 0 without repeat purchases. */
  logIntervalSum: number
}

/** What a customer will spend. */
export interface CustomerValue {
  /** The customer. */
  customerId: string
  /** The model that answers. */
  modelId: string
  /** The time of the answer. */
  asOfMs: number
  /** Days ahead. */
  horizonDays: number
  /** The date by which it is spent. */
  byMs: number
  /** Spend expected by then, in minor units, net of returns. */
  valueMinor: number
  /** Lower end of the interval of what will be spent. */
  lowMinor: number
  /** Upper end. */
  highMinor: number
  /** Least share of customers whose spend lies in theirs. */
  level: number
  /** What the boosted trees expect. */
  treesMinor: number | null
  /** What the lifetime model expects over the horizon, if it was given. */
  lifetimeMinor: number | null
  /** The share of the lifetime model in the blend; 0 where it was not given. */
  lifetimeWeight: number
  /** What the figures rest on. */
  basis: Basis
  /** Why they are those of all customers; nothing where they are this customer's. */
  reason: string | null
}

/** What an event is about, for how long it is kept. */
export type DataCategory = 'browsing' | 'conversations' | 'purchases' | 'decisions' | 'declared' | 'wishes' | 'consents'

/** The order in which a file writes days and months in figures. */
export type DateOrder = 'month_day_year' | 'day_month_year'

/** After how many days something comes, if it comes within the horizon. */
export interface DaysAhead {
  /** As likely sooner as later. */
  median: number
  /** Lower end of the days between which it comes with probability `level`. */
  low: number
  /** Upper end. */
  high: number
  /** That probability, .9. */
  level: number
}

/** What was decided, and by which model. */
export interface DecisionProperties {
  /** The decision's id. */
  decision_id: string
  /** `answer`, `price`, `offer` or `action`. */
  kind: string
  /** What was chosen: a product id or an action's name. */
  chosen: string | null
  /** Probability with which this was chosen, in (0, 1]; 1 when no chance was involved. */
  propensity: number
  /** The experiment it was part of. */
  experiment_id: string | null
  /** The arm of that experiment. */
  experiment_arm: string | null
  /** The model that decided. */
  model_id: string
}

/** A `Decision Made` event in the Segment envelope. */
export interface DecisionRecord {
  /** Always `track`. */
  type: string
  /** Always `Decision Made`. */
  event: string
  /** The decision's id, which is also the message's. */
  messageId: string
  /** The customer. */
  userId: string
  /** RFC 3339, UTC. */
  timestamp: string
  /** What was decided. */
  properties: DecisionProperties
}

/** How a customer decides. */
export interface DecisionStyle {
  /** `direct`, `deliberate`, `exploring` or `unclear`. */
  style: string
  /** Why it is unclear: `no_consent`, `not_fitted`, `too_little_evidence` or `mixed_evidence`. */
  reason: string | null
  /** The measures that speak, as `search_depth:above` the median customer or `below`. */
  evidence: Array<string>
}

/** One decision, and what became of it. */
export interface DecisionView {
  /** The decision. */
  decisionId: string
  /** `answer`, `price`, `offer` or `action`. */
  kind: string | null
  /** What was chosen. */
  chosen: string | null
  /** When it was made. */
  madeMs: number | null
  /** When it was first shown. */
  shownMs: number | null
  /** When its outcome was heard of. */
  outcomeMs: number | null
  /** Whether the customer accepted it. */
  accepted: boolean | null
  /** What it brought in, in minor units. */
  valueMinor: number | null
}

/** One row of the table as every language has it, for forms and questions. */
export interface DeclaredField {
  /** Its name; other spellings of the same words are the same field. */
  name: string
  /** Other names that mean the same. */
  aliases: Array<string>
  /** `demographics`, `psychographics`, `lifestyle`, `career`, `style`, `contact` or `sensitive`. */
  group: string
  /** What kind of value it holds. */
  kind: FieldKind
  /** The same in words, such as `a whole number from 0 to 130`. */
  holds: string
  /** The words one of which it must be; empty unless it is a choice. */
  choices: Array<string>
  /** The least number, hour or count of letters. */
  least: number | null
  /** The largest number or hour, or the most characters, texts or letters. */
  most: number | null
  /** What may be done with it. */
  guard: FieldGuard
  /** Days for which a value is taken as still true. */
  freshDays: number
  /** Which parts of the engine read it: words out of `recommend`, `segment`, `contact`, `chat`; empty if none. */
  usedBy: Array<string>
}

/** What is known of one group of fields. */
export interface DeclaredGroup {
  /** Its name. */
  group: string
  /** Values known now, in the order of the table. */
  fields: Array<DeclaredValue>
  /** Fields of the group that some part of the engine reads. */
  usable: number
  /** How many of those are known now. */
  known: number
  /** How many of those are not yet stale. */
  fresh: number
  /** `known / usable`, 0 to 1; absent where the engine reads nothing of the group. */
  completeness: number | null
  /** `fresh / known`, 0 to 1; absent where nothing is known. */
  freshness: number | null
  /** Fields that the engine reads and that are not known, in the order of the table. */
  missing: Array<string>
}

/** Who says that a value is so. */
export type DeclaredSource = 'declared' | 'host' | 'imported'

/** One declared value with where it comes from. */
export interface DeclaredValue {
  /** The name under which it was declared. */
  name: string
  /** The field of the table; absent for a free attribute. */
  field: string | null
  /** The value as JSON: `"slim"`, `41`, `true` or `["navy","grey"]`. */
  value: string
  /** Who says so. */
  source: DeclaredSource
  /** The one purpose it may serve; absent for any that is consented to. */
  purpose: ConsentPurpose | null
  /** When it was said. */
  atMs: number
  /** Whole days since then. */
  ageDays: number
  /** When it expires. */
  expiresAtMs: number | null
  /** Whether it is younger than its field's `fresh_days`; free attributes are fresh for two years. */
  fresh: boolean
  /** What may be done with it. */
  guard: FieldGuard
  /** Whether the engine may let it choose anything now: open, consented to, and given for that purpose. */
  inUse: boolean
}

/** Everything a customer is said to be, at one time. */
export interface DeclaredView {
  /** The customer. */
  customerId: string
  /** Milliseconds since the epoch, UTC: when the view was taken. */
  asOfMs: number
  /** `demographics`, `psychographics`, `lifestyle`, `career`, `style`, `contact`, in this order. */
  groups: Array<DeclaredGroup>
  /** Values of names that are in no group, sorted by name. */
  attributes: Array<DeclaredValue>
  /** Values of special categories, sorted by name; empty without the consent `sensitive`. */
  sensitive: Array<DeclaredValue>
  /** Why `sensitive` is withheld: `no_consent`; absent where it is not, or where there is nothing. */
  sensitiveWithheld: string | null
  /** Values that have expired and are not shown. */
  expired: number
}

/** One bin of a comparison, or several that were put together. */
export interface DriftBin {
  /**
   * The bins of the reference in it: of numbers from below the lowest seen to above the highest, of categories their
   * codes; the last of all is of missing values.
   */
  bins: Array<number>
  /** Share at training. */
  referenceShare: number
  /** Share now. */
  share: number
  /** What it adds to the index. */
  contribution: number
}

/** How far a column has moved, and whether chance explains it. */
export interface DriftReport {
  /** The population stability index. */
  psi: number
  /** What the index stays below with probability `level` if nothing has changed. */
  limit: number
  /** The probability of at least this index if nothing has changed. */
  pValue: number
  /**
   * How often none is detectable when nothing has changed, such as 0.99. Of many columns, ask
   * `1 - (1 - level) / columns` of each.
   */
  level: number
  /** The answer. */
  verdict: DriftVerdict
  /** Rows at training. */
  referenceRows: number
  /** Rows now. */
  rows: number
  /** The bins compared. */
  bins: Array<DriftBin>
}

/** How far a column has moved. */
export type DriftVerdict = 'none_detectable' | 'small' | 'moderate' | 'large'

/** The persona a conversation adapts to. */
export interface DynamicPersona {
  /** Name of the persona; `Guest` when unassigned. */
  name: string
  /** Its traits, strongest first. */
  traits: Array<PersonaTrait>
  /** How it likes to be served. */
  preferredExperience: PreferredExperience
  /** Rules of this conversation that shaped it. */
  rules: Array<string>
}

/** Which rows are held out, and how long training goes on without getting better on them. */
export interface EarlyStopping {
  /** The share of rows held out, above 0, below 1: the latest where rows have times, drawn at random otherwise. */
  heldOutShare: number
  /** Trees without an improvement after which training ends, at least 1. */
  patience: number
  /** Whether to fit again on all rows with the number of trees found. */
  refit: boolean
}

/** All options of an engine; each part has defaults that are safe to start with. */
export interface EnginePolicy {
  /** Floors, offers and the rules of law. */
  pricing: PricingPolicy
  /** Cooldowns and windows of next actions. */
  action: ActionPolicy
  /** Evidence needed for a segment. */
  segment: SegmentPolicy
  /** Quiet hours and caps of unasked contacts. */
  contact: ContactPolicy
  /** Rules that choose variants of content and experience. */
  experience: ExperiencePolicy
  /** Which model of purchases is fitted. */
  lifetime: LifetimePolicy
}

/** Segment, products, prices and actions. */
export interface Enhancements {
  /** Segment and persona. */
  segmentation: ChatSegmentation
  /** Products to show. */
  recommendations: Array<ChatRecommendation>
  /** Price and offers. */
  sales_optimization: SalesOptimization
  /** What to do next. */
  next_best_actions: Array<ChatAction>
  /** What was considered and stopped. */
  rejectedActions: Array<RejectedAction>
}

/** How [`fit`](crate::learn::fit) makes an ensemble. */
export interface EnsembleOptions {
  /** What the labels are. */
  task: Task
  /** Parts of the rows that are held out in turn, 2 to 20. */
  folds: number
  /**
   * How scores are calibrated; what rows held out speak for, where nothing is asked for. Of tasks other than a yes or no
   * only `none` and `platt`, a line; where nothing is asked for, counts and amounts have at least their level put right.
   */
  calibration: CalibrationMethod | null
  /**
   * The learners; where none are named, all that fit the task and the table: the logistic regression where it has few enough
   * columns, the network from 50 rows on.
   */
  members: Array<MemberKind>
  /** The seed of what is drawn. */
  seed: number
}

/**
 * What is known of an ensemble from rows that no member had seen.
 *
 * Every score comes from a learner that was not fitted to its row. Weights and calibration of the ensemble's own figures were
 * fitted without the row's fold too, so that nothing flatters it.
 */
export interface EnsembleReport {
  /** What was learnt. */
  task: Task
  /** Rows of the table. */
  rows: number
  /** Rows that were held out once and scored: all, but for the earliest where rows have times. */
  scoredRows: number
  /** Folds. */
  folds: number
  /** Whether every row was scored by what was learnt from earlier rows alone. */
  isForward: boolean
  /** Each learner that was tried. */
  members: Array<MemberReport>
  /** The ensemble. */
  ensemble: LearnerFigures
  /** What is told without knowing any column. */
  baseRate: LearnerFigures
  /** How scores are calibrated. */
  calibration: CalibrationMethod
  /**
   * The calibrations that there were to choose from, where it was to be chosen. Of tasks other than a yes or no the loss
   * is the objective's cost.
   */
  calibrationCandidates: Array<CalibrationCandidate>
  /** Of a yes or no: how sets of labels at a coverage of 90 % did. */
  sets: LabelSetReport | null
  /** Of other tasks: the share of outcomes inside intervals at a coverage of 90 %. */
  intervals: MetricInterval | null
  /**
   * What is wrong with columns: which know the answer, say nothing or repeat another. Of tasks other than a yes or no
   * the answer is whether the label is above its median; none where no label is.
   */
  columns: ColumnChecks | null
}

/** What was forgotten. */
export interface ErasureReceipt {
  /** Events taken out of the ledger. */
  eventsErased: number
  /** Rolled-up months taken out whole. */
  monthsErased: number
  /**
   * Message ids asked for that no event has; they are barred from now on. If they are in a rolled-up month,
   * erase the range that holds them.
   */
  notFound: Array<string>
  /**
   * Where else the erased may live on, and what ends it. Which models were fitted on it each engine adds by
   * its id, if asked with [`add_to_receipt`](crate::engine::Engine::add_to_receipt).
   */
  remainingElsewhere: Array<ErasureRemainder>
}

/** A place where what was erased may live on. */
export interface ErasureRemainder {
  /** `event_log`, `backups`, `sealed_copies` or `fitted_models`. */
  place: string
  /** The model, where one is known to rest on the customer. */
  modelId: string | null
  /** What ends it, in a sentence. */
  endedBy: string
}

/** A number with the interval in which the truth lies with probability `level`. */
export interface Estimate {
  /** The estimate itself, within `low..=high`. */
  value: number
  /** Lower end of the interval. */
  low: number
  /** Upper end of the interval. */
  high: number
  /** Probability that the interval holds the truth, 0.9 unless stated. */
  level: number
  /** What the estimate rests on. */
  basis: Basis
}

/** The shape of each line of an event file. */
export type EventFormat = 'segment' | 'ga4'

/** What happened. */
export type EventKind = 'identify' | 'alias' | 'products_searched' | 'product_list_viewed' | 'product_list_filtered' | 'product_clicked' | 'product_viewed' | 'product_added' | 'product_removed' | 'cart_viewed' | 'product_added_to_wishlist' | 'product_removed_from_wishlist' | 'checkout_started' | 'checkout_step_viewed' | 'checkout_step_completed' | 'payment_info_entered' | 'order_completed' | 'order_updated' | 'order_cancelled' | 'order_refunded' | 'promotion_viewed' | 'promotion_clicked' | 'coupon_entered' | 'coupon_applied' | 'coupon_denied' | 'coupon_removed' | 'product_shared' | 'product_reviewed' | 'conversation_turn' | 'satisfaction_rated' | 'consent_changed' | 'decision_made' | 'decision_shown' | 'decision_outcome' | 'processing_restricted'

/** How an event file is to be understood. */
export interface EventOptions {
  /** ISO 4217 code of prices that name none; absent, the trainer's. */
  currency: string | null
  /** The shape of each line; Segment's unless said. */
  format: EventFormat | null
  /**
   * What the categories of `context.consent.categoryPreferences` stand for. With any, each change of a
   * customer's preferences becomes a `Consent Changed` event; without, they are passed over. Segment's
   * format only.
   */
  consentCategories: Array<ConsentCategory>
}

/** How far probabilities are from what came true, beside what chance alone explains. */
export interface ExpectedCalibrationError {
  /** The weighted mean distance over bins. */
  value: number
  /**
   * The same less what chance adds at the distances found; at least 0. Of right probabilities about six tenths stay,
   * since distances found by chance count as real.
   */
  debiased: number
  /** The mean of `value` if the probabilities are right. */
  byChance: number
  /** What `value` stays below with probability `level` if the probabilities are right. */
  chanceLimit: number
  /** The probability of that, such as 0.95. */
  level: number
}

/** The expected value of one customer. */
export interface ExpectedValue {
  /** Expected value, discounted, in the history's unit of money. */
  expected: number
  /** Purchases expected, discounted. */
  purchasesDiscounted: number
  /** Spend expected at each of them, whatever the margin. */
  spendPerPurchase: number
  /** The horizon; none for ever. */
  periods: number | null
  /** The discount. */
  discountRatePerPeriod: number
  /** The share of spend that `expected` is: a margin. None when it is revenue. */
  margin: number | null
}

/** What fills a slot. */
export interface ExperienceChoice {
  /** The slot. */
  slot: string
  /** The variant; absent where no rule holds. */
  variant: string | null
  /** The rule that won. */
  ruleId: string | null
  /** The fields that the rule asked for, or `always`; absent where no rule holds. */
  reason: string | null
  /** The other rules of the slot, by id. */
  lost: Array<LostRule>
}

/** Something that must hold. */
export interface ExperienceCondition {
  /** `segment`, `persona`, `stage`, `device`, `intent`, `channel`, `local_hour`, `declared.NAME` or `taste.NAME`. */
  field: string
  /** How to compare. */
  operator: ConditionOperator
  /** Words to compare with, for `is` and `is_not`. */
  values: Array<string>
  /** Number to compare with, for `at_least` and `at_most`. */
  number: number | null
}

/** The rules of a shop. */
export interface ExperiencePolicy {
  /** At most 500. */
  rules: Array<ExperienceRule>
}

/** What the host knows of the page or turn that is to be filled. */
export interface ExperienceRequest {
  /** `discover`, `compare`, `decide`, `checkout` or `after`. */
  stage: string | null
  /** Such as `mobile`. */
  device: string | null
  /** What is wanted, such as `product_inquiry`. */
  intent: string | null
  /** Where the customer is, such as `web`. */
  channel: string | null
}

/** A variant and when it is shown. */
export interface ExperienceRule {
  /** Its id, unique. */
  id: string
  /** What it fills, such as `hero`. The slots `tone` and `max_sentences` shape the answers of `chat`. */
  slot: string
  /** With what. */
  variant: string
  /** The highest wins; 0 unless stated. */
  priority: number
  /** All must hold; none for a rule that always does. */
  conditions: Array<ExperienceCondition>
}

/** What one slot of the page is filled with. */
export interface ExperienceVariant {
  /** The slot, such as `hero`. */
  slot: string
  /** The variant that the policy's rules chose. */
  variant: string
}

/** What a customer sees, slot by slot. */
export interface ExperienceView {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** Whether the customer's own data could choose. */
  personalised: boolean
  /** Slots with their variants, sorted by slot, with the rules that lost. */
  choices: Array<ExperienceChoice>
  /** What is not known, and why. */
  unknown: Array<unknown>
}

/** An experiment that this answer is part of. */
export interface ExperimentArm {
  /** The experiment. */
  id: string
  /** The arm this customer is in. */
  arm: string
  /** Probability of that arm. */
  propensity: number
}

/** What each column contributes to one row's score. */
export interface Explanation {
  /** What the score is expected to be before anything of the row is known, in units of the score. */
  base: number
  /** The row's score, before calibration: log-odds, the logarithm of a mean, or the mean itself. */
  score: number
  /** One for each column, in the schema's order and in units of the score; with `base` they add up to `score`. */
  contributions: Array<number>
  /** How they were found, each method once. */
  methods: Array<ReasonMethod>
}

/** One paragraph of an explanation. */
export interface ExplanationPart {
  /** `data`, `restriction`, the name of a purpose, or `rights`. */
  topic: string
  /** The paragraph, without markup. */
  text: string
}

/** What each column contributes to the score of every row of a table. */
export interface Explanations {
  /** The names of the columns, in the schema's order. */
  columns: Array<string>
  /** What a score is expected to be before anything of a row is known, in units of the score. */
  base: number
  /** The score of each row, before calibration. */
  scores: Array<number>
  /** Row by row one for each column, in units of the score; with `base` those of a row add up to its score. */
  contributions: Array<number>
  /** The number of rows. */
  rows: number
  /** How they were found, each method once. */
  methods: Array<ReasonMethod>
}

/** One part of an export. */
export interface ExportSection {
  /** What it is about. */
  title: string
  /** One thing each, without line ends. */
  lines: Array<string>
}

/** What is known of a customer beside the profile, from models of other rooms; nothing of it needs to be. */
export interface FeatureExtra {
  /** Probability that the customer is still active, 0 to 1. */
  probabilityAlive: number | null
  /** Purchases expected over the next year, at least 0. */
  expectedPurchases: number | null
  /** Spend expected over the next year, in minor units, at least 0. */
  expectedValueMinor: number | null
}

/** Whether a feature is a number or a category. */
export type FeatureKind = 'number' | 'category'

/** What is said of a feature. */
export interface FeatureSpec {
  /** The name of its column. */
  name: string
  /** Number or category. */
  kind: FeatureKind
  /** The unit it is counted in. */
  unit: string
  /** What it means, and when it is missing. */
  meaning: string
}

/** One feature of one customer. */
export interface FeatureValue {
  /** Its name, as [`feature_list`] tells. */
  name: string
  /** Its value, if it is a number and known. */
  number: number | null
  /** Its value, if it is a category and known. */
  text: string | null
}

/** How far a field may travel. */
export type FieldClass = 'prompt_safe' | 'personal' | 'sensitive' | 'server_only' | 'aggregate'

/** What may be done with a declared value. */
export type FieldGuard = 'open' | 'protected' | 'sensitive'

/** What kind of value a field holds. */
export type FieldKind = 'text' | 'words' | 'number' | 'hour' | 'choice' | 'date' | 'code'

/** A question about one field. */
export interface FieldQuestion {
  /** The field, under the name by which an answer should be declared. */
  field: string
  /** Its group; absent for an attribute of the catalogue alone. */
  group: string | null
  /** The question in words. */
  text: string
  /** What knowing the answer is worth: expected gain in the mean score of what is shown, at least 0. */
  valueOfInformation: number
  /** Probability that the answer changes which products are shown, 0 to 1. */
  changeProbability: number
  /** Answers to offer, the most probable first; at most 6. */
  options: Array<QuestionOption>
  /** Why it is worth asking, in one sentence. */
  reason: string
}

/** One way of forecasting, judged from one moment. */
export interface ForecasterReport {
  /** The model's name, `own rate` or `segment mean`. */
  forecaster: string
  /** Which kind of model; `None` of a baseline. */
  model: PurchaseModelKind | null
  /** How it did; `None` where it could not forecast. */
  score: ForecastScore | null
  /** How it did by spend; `None` where spend is not known or cannot be forecast. */
  spend: SpendScore | null
  /** Purchases it expected of customers without a repeat purchase. */
  oneTimeExpected: number | null
  /** Why it could not forecast. */
  problem: string | null
}

/** A group of customers with like forecasts. */
export interface ForecastGroup {
  /** Customers in it. */
  customers: number
  /** Mean of their forecasts. */
  expected: number
  /** Mean of what they did. */
  observed: number
  /** Standard error of that mean. */
  standardError: number
}

/** How well forecasts of purchases did. */
export interface ForecastScore {
  /** Customers forecast. */
  customers: number
  /** Purchases expected of all of them. */
  expectedTotal: number
  /**
   * Lower end of the interval of their total: chance and the parameters' uncertainty together; `None` for a
   * forecast without a distribution.
   */
  expectedTotalLow: number | null
  /** Its upper end. */
  expectedTotalHigh: number | null
  /** Purchases that they made. */
  observedTotal: number
  /** `expected_total / observed_total - 1`; `None` where nobody bought. */
  bias: number | null
  /** Mean of the distances between forecast and purchases. */
  meanAbsoluteError: number
  /** Root of the mean of their squares. */
  rootMeanSquaredError: number
  /**
   * Mean of the logarithms of the probabilities given to what happened, 0 at best; `None` for a forecast
   * without a distribution.
   */
  meanLogScore: number | null
  /** Share of customers inside their own interval. */
  intervalCoverage: number | null
  /** Mean width of these intervals, in purchases. */
  intervalWidth: number | null
  /** Level of all intervals here. */
  level: number
  /** Tenths of the customers, those with the lowest forecasts first. */
  deciles: Array<ForecastGroup>
  /** Share of all purchases that the tenth with the highest forecasts made. */
  topTenthShare: number
  /** The same of the fifth. */
  topFifthShare: number
}

/** One point of a gain curve. */
export interface GainPoint {
  /** The share of rows taken, those with the highest scores, 0 to 1. */
  share: number
  /** The share of all rows of label 1 among them: recall. */
  captured: number
  /** The share of label 1 in what is taken: precision. Of nothing taken, that of the highest score. */
  precision: number
  /** Precision over the base rate: how many times better than contacting anyone. */
  lift: number
}

/** The parameters of a Gamma-Gamma model. */
export interface GammaGammaParams {
  /** Shape of the gamma distribution of a purchase; above 0. */
  p: number
  /** Shape of the gamma distribution of the rates over the customers; above 0. */
  q: number
  /** Rate of that distribution, in the data's unit of money; above 0. */
  gamma: number
}

/**
 * How [`Gbdt::fit`](super::Gbdt::fit) grows its trees.
 *
 * The defaults are many small trees, each over a part of the rows and columns: what interactions of few columns need,
 * at little variance.
 */
export interface GbdtOptions {
  /** What is minimised. */
  objective: Objective
  /** Trees, or the most of them where training stops early; 1 to 20,000. */
  trees: number
  /**
   * Leaves of a tree, 2 to 128. By default one for every 2,500 rows, 4 to 64: of a yes or no the value of such a leaf
   * has a standard error near .05 in log-odds, about what one tree moves it. In simulation too many leaves cost little
   * where columns only add up (.001 of the AUC with 8 leaves at 20,000 rows), too few cost much where they interact
   * (.024 with 4).
   */
  leaves: number | null
  /** The most questions from the root to a leaf, 1 to 64. */
  depth: number
  /** The share of each tree's step that is taken, above 0, at most 1. */
  learningRate: number
  /** Ridge penalty on the values of leaves, in units of curvature (a row's weight, for squared error). */
  l2: number
  /** The least curvature on each side of a split. Of a probability a row has up to .25: 5 are 20 rows or more. */
  minChildWeight: number
  /** The share of rows that a tree is grown on, drawn anew for each; above 0, at most 1. */
  rowShare: number
  /** The share of columns that a tree is grown on, drawn anew for each; above 0, at most 1. */
  columnShare: number
  /** Curvature added to each category when they are put in order, so that rare ones come to stand in the middle. */
  categorySmoothing: number
  /** The most bins of a column, 2 to 254. */
  maxBins: number
  /** Columns along which the score may only rise or only fall. */
  monotone: Array<MonotoneColumn>
  /** Whether to stop where rows held out tell that further trees do not help. */
  earlyStopping: EarlyStopping | null
  /** The seed of what is drawn. */
  seed: number
}

/** The parameters of a GGompertz/NBD model. */
export interface GGompertzNbdParams {
  /** Shape of the gamma distribution of purchase rates; above 0. */
  r: number
  /** Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`. */
  alpha: number
  /** How fast the rate of leaving of a customer grows, per unit of time of the data; above 0. */
  b: number
  /** Shape of the gamma distribution of the levels of that rate; above 0. */
  s: number
  /** Rate of that distribution; above 0. */
  beta: number
}

/** A category in which customers of like spend buy more. */
export interface GrowthOpportunity {
  /** The category. */
  category: string
  /** What the customer has spent in it so far, in minor units. */
  ownMinor: number
  /** The median of what customers of like spend who buy from it have spent in it. */
  comparableMinor: number
  /** The difference. */
  amountMinor: number
  /** The share of customers of like spend who buy from it. */
  comparableShare: number
  /** How many customers of like spend there are. */
  comparableCustomers: number
  /** The difference times that share, by which opportunities are ranked. */
  weightedMinor: number
  /** The reason in words, amounts in minor units. */
  reason: string
}

/** Whether a person should take over. */
export interface Handoff {
  /** Whether. */
  recommended: boolean
  /** Why. */
  reason: string | null
}

/** Whether the engine can answer, and what it was trained on. */
export interface Health {
  /** `ready` when every built part is fitted, else `degraded`. */
  status: string
  /** The release of Sartor. */
  version: string
  /** The model. */
  modelId: string
  /** Time at which it was trained. */
  fittedAsOfMs: number
  /** ISO 4217 code. */
  currency: string
  /** Whether cost, floors, margins and policy were left out. */
  forDevice: boolean
  /** Products in the catalogue. */
  products: number
  /** Customers that had consented to analytics and were trained on. */
  customers: number
  /** The model of purchases; nothing where none is fitted. */
  purchaseModel: PurchaseModelKind | null
  /** What else was considered, and why this one was taken; nothing where the host named it, and on a device. */
  purchaseModelComparison: ModelComparison | null
  /** Each part. */
  parts: Array<PartHealth>
}

/** Whether effects differ between rows, and how small a difference would have been found. */
export interface HeterogeneityReport {
  /** The verdict at this level. */
  verdict: HeterogeneityVerdict
  /** The probability of a statistic as far from 0 where effects do not differ. */
  pValue: number
  /** Standard normal where effects do not differ. */
  statistic: number
  /**
   * The area between the Qini curve and lot, in outcomes of a row, of scores learnt from earlier folds only; `None`
   * where those were all the same.
   */
  area: MetricInterval | null
  /** The smallest such area that would be detected with probability 0.8. */
  detectableArea: number | null
  /** The same as a Qini coefficient; `None` for outcomes other than 0 and 1. */
  detectableCoefficient: number | null
  /** How often no difference is reported where there is none, at least. */
  level: number
}

/** Whether effects differ. */
export type HeterogeneityVerdict = 'detected' | 'none_detectable'

/** How many entries of the detailed days, and how many months, the limits left out. */
export interface HistoryLeftOut {
  /** Conversations. */
  conversations: number
  /** Visits. */
  visits: number
  /** Orders. */
  purchases: number
  /** Returns. */
  looseReturns: number
  /** Months. */
  months: number
}

/** How much of a history is wanted. */
export interface HistoryOptions {
  /** Days that are told in detail; 90 unless stated. */
  recentDays: number
  /** The most conversations in detail, newest first; 20 unless stated, at most 500. */
  maxConversations: number
  /** The most visits in detail, newest first; 50 unless stated, at most 500. */
  maxVisits: number
  /** The most orders and the most returns in detail, newest first; 50 unless stated, at most 500. */
  maxPurchases: number
  /** The most months, newest first; 36 unless stated, at most 500. */
  maxMonths: number
  /** Whether summaries of conversations and search queries are wanted; not unless stated. */
  includeText: boolean
}

/** An earlier turn. */
export interface HistoryTurn {
  /** `customer` or `assistant`. */
  role: string
  /** What was said; it is not read. */
  content: string
}

/** What happened with one customer, as seen at one time. */
export interface HistoryView {
  /** The customer. */
  customerId: string
  /** When the view was taken. */
  asOfMs: number
  /** ISO 4217 code of all amounts; nothing until an event has one. */
  currency: string | null
  /** Time from which on conversations, visits, orders and returns are told in detail. */
  recentFromMs: number
  /** Time before which there are only months; nothing while every event is kept. */
  rolledUpBeforeMs: number | null
  /** Conversations, newest first. */
  conversations: Array<ConversationView>
  /** Visits to the shop, newest first. */
  visits: Array<VisitView>
  /** When visits begin and orders are placed, over all events kept. */
  patterns: VisitPatterns
  /** Orders, newest first. */
  purchases: Array<OrderView>
  /** Returns that name no order that is known, newest first; they undo the last purchase of their products. */
  looseReturns: Array<ReturnView>
  /** Every month with anything in it, newest first, the detailed days among them. */
  months: Array<MonthActivity>
  /** What the limits left out of the lists above. */
  leftOut: HistoryLeftOut
}

/** At which hours the customer is there. */
export interface HourChoice {
  /** First hour of the window on the customer's own clock, 0 to 23. */
  fromHour: number
  /** First hour after it, 0 to 23. */
  toHour: number
  /** `stated`, `learned` or `tentative`. */
  basis: string
  /** Share of this customer's visits that fall into the window; absent where it was stated. */
  share: Estimate | null
  /** The same share of all customers. */
  usualShare: number
  /** Visits and answers it rests on. */
  visits: number
}

/** What a verdict rests on. */
export interface IdentityEvidence {
  /** Customers seen on the visitor's device. */
  customersOnDevice: number
  /** Days on which the device was in use, by anyone. */
  activeDays: number
  /** Days on which this customer was logged in on it. */
  loginDays: number
  /** Days on which it was in use without a login. */
  anonymousDays: number
  /** How often one customer's use of the device was followed by another's. */
  switches: number
  /**
   * Days on which the device was in use without a login in a minute in which the customer was active on
   * another device.
   */
  concurrentDays: number
  /** Declared fields in which the two contradict each other. */
  contradictoryFields: Array<string>
  /** Whether an alias call names the customer for this id. */
  stated: boolean
}

/** How much has to be seen. */
export interface IdentityPolicy {
  /** Days with a login before an id is merged, 1 to 30; 1. */
  minLoginDays: number
  /**
   * Days with impossible concurrency from which on a merge is refused, 1 to 30; 3, because one person may
   * well have a phone in one hand and a laptop before them.
   */
  concurrentDays: number
  /** Share of the days in use without a login that must be such days besides, 0 to 1; 0.1. */
  concurrentShare: number
  /** Share of its active days on which a device must be logged in, 0 to 1; 0.2. */
  minLoginShare: number
  /** Active days from which on that share is asked for, 1 to 365; 5. */
  shareFromDays: number
}

/** Whether a visitor's id is one customer's, and why. */
export interface IdentityVerdict {
  /** The visitor's id. */
  anonymousId: string
  /** The customer. */
  customerId: string
  /** What to do. */
  decision: MergeDecision
  /**
   * Codes of the reasons, the weightiest first: `stated`, `seen_together`; `several_aliases`,
   * `is_a_customer`, `several_customers`, `interleaved_logins`, `contradictory_facts`,
   * `impossible_concurrency`; `never_seen_together`, `too_few_logins`, `rarely_logged_in`.
   */
  reasons: Array<string>
  /** What was seen. */
  evidence: IdentityEvidence
}

/** A part of the request that was not used. */
export interface IgnoredInput {
  /** Path in the request. */
  path: string
  /** Why. */
  reason: string
}

/** How often something was wanted. */
export interface IntentCount {
  /** The intent, as the host names it. */
  intent: string
  /** Turns with it. */
  turns: number
}

/** Something that can be done, and what a trial found of it. */
export interface InterventionEffect {
  /** Its name, 1 to 256 bytes. */
  intervention: string
  /**
   * By how much it raises the probability that the customer stays, with its interval: for this customer from an uplift
   * model, or of all customers from the trial. Nothing where there was no trial.
   */
  uplift: Estimate | null
  /** What a customer who stays is worth, in minor units, at least 0; 0 where it is not known. */
  valueMinor: number
  /** What the intervention costs, in minor units, at least 0. */
  costMinor: number
}

/** What is known of an intervention. */
export type InterventionVerdict = 'helps' | 'untested' | 'too_dear' | 'no_detectable_effect' | 'harms'

/** What may be done with a key of the host. */
export type KeyState = 'active' | 'retired'

/** How sets did on rows of one label. */
export interface LabelCoverage {
  /** The label. */
  label: number
  /** Rows of it. */
  rows: number
  /** The share of them whose set holds it, with its exact interval. */
  covered: MetricInterval
}

/** How good probabilities are, with intervals of 95 %. */
export interface LabelFigures {
  /** The area under the receiver operating characteristic. */
  auc: MetricInterval
  /** Mean negative log-likelihood, in nats. */
  logLoss: MetricInterval
  /** Mean squared distance of probability and label. */
  brier: MetricInterval
  /** The share of rows on the right side of even odds. */
  accuracy: MetricInterval
  /** How far probabilities are from what came true, over 15 bins of equal width. */
  calibrationError: ExpectedCalibrationError
}

/** How sets did on rows that they were not calibrated on. */
export interface LabelSetReport {
  /** Each label. */
  labels: Array<LabelCoverage>
  /** The share of rows with an empty set. */
  empty: number
  /** The share with one label: those that the learner decides. */
  single: number
  /** The share with more. */
  several: number
}

/** How conforming a label has to be to stand in a set. */
export interface LabelThreshold {
  /** Rows of this label that it was calibrated on. */
  calibrationRows: number
  /** The least conformity in a set; `None` where there were too few rows: the label is in every set. */
  conformity: number | null
}

/** Does a column know too much? */
export type LeakageVerdict = 'none_detectable' | 'stands_out' | 'knows'

/** How good one source of predictions is: `labels` of a yes or no, `values` of other tasks. */
export interface LearnerFigures {
  /** Of a yes or no. */
  labels: LabelFigures | null
  /** Of other tasks. */
  values: ValueFigures | null
}

/** What was not made into a customer's summary. */
export interface LeftOut {
  /** Rows of nobody. */
  rowsWithoutCustomer: number
  /** Rows after `as_of_ms`. */
  rowsAfterAsOf: number
  /** Customers of whose purchases nothing is left after their returns. */
  customersAllReturned: number
  /** Customers who first bought after `calibration_end_ms`. */
  customersAfterCalibration: number
}

/** Which model of purchases is fitted. */
export interface LifetimePolicy {
  /**
   * The kind to fit. Absent, MBG/NBD and BG/NBD compete on what they would have foretold of the last months; other
   * kinds make an outlook slower. Not BG/BB, whose purchases come at given opportunities only.
   */
  purchaseModel: PurchaseModelKind | null
}

/** One line or field that was refused. */
export interface LineProblem {
  /** The line in the file, counted from 1, a CSV header included. */
  line: number
  /** The field or column, if one is to blame. */
  field: string | null
  /** The error code. */
  code: string
  /** What is wrong, in words. */
  reason: string
}

/** One coefficient, as analysts read them. */
export interface LogisticCoefficient {
  /** The column. */
  column: string
  /** The level, of a category. */
  level: string | null
  /** Of a number: the standard deviation to which the coefficient belongs. */
  standardDeviation: number | null
  /** Of a number what a standard deviation adds to the log-odds; of a level what it has over the average row. */
  logOdds: number
  /** `e` to that: the factor by which the odds change. */
  oddsRatio: number
}

/** How [`Logistic::fit`](super::Logistic::fit) weighs simplicity against the rows. */
export interface LogisticOptions {
  /**
   * The ridge, from 1e-6 to 1e9, against the sum of the rows' costs. The default of 1 is that of scikit-learn (`C = 1`): as
   * if of every coefficient, a standard deviation of a number or a level against the average, it were known that it is
   * mostly within 1 of nothing, a factor of 2.7 in the odds. With hundreds of rows a coefficient it is hardly felt; with
   * few, and where columns separate the labels, it keeps coefficients in bounds.
   */
  l2: number
  /**
   * Rows, by weight, from which a level has a coefficient of its own, 1 to 1e9. Levels beyond the 256 most frequent, over
   * all columns, share one even so.
   */
  minLevelRows: number
}

/** A rule that did not win. */
export interface LostRule {
  /** The rule. */
  ruleId: string
  /** What it would have shown. */
  variant: string
  /** `unknown:FIELD`, `condition:FIELD`, `lower_priority_than:ID`, `less_specific_than:ID` or `after:ID`. */
  reason: string
}

/** One sign of loyalty, or of its absence. */
export interface LoyaltyIndicator {
  /** `buys_regularly`, `buys_in_bursts`, `buys_the_same_again`, `long_custom` or `within_own_rhythm`. */
  indicator: string
  /** `yes`, `no` or `unclear`. */
  state: string
  /** What it rests on, such as `regularity:above_1`. */
  evidence: Array<string>
}

/** The parameters of an MBG/CNBD-k model. */
export interface MbgCnbdParams {
  /** Phases of the time between two purchases, 1 to 16: 1 is at random, more is more regular. */
  k: number
  /** Shape of the gamma distribution of the rates of phases; above 0. */
  r: number
  /**
   * Rate of that distribution, in the unit of time of the data; above 0. The mean rate of purchase of one who
   * is active is `r / (alpha k)`.
   */
  alpha: number
  /**
   * First parameter of the beta distribution of the probability to leave after a purchase, the first one
   * included; above 0.
   */
  a: number
  /** Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`. */
  b: number
}

/** The parameters of an MBG/NBD model. */
export interface MbgNbdParams {
  /** Shape of the gamma distribution of purchase rates; above 0. */
  r: number
  /** Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`. */
  alpha: number
  /**
   * First parameter of the beta distribution of the probability to leave after a purchase, the first one
   * included; above 0.
   */
  a: number
  /** Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`. */
  b: number
}

/** A learner of an ensemble. */
export type MemberKind = 'gbdt' | 'logistic' | 'network'

/** One member of an ensemble. */
export interface MemberReport {
  /** Which learner. */
  member: MemberKind
  /** Its part of the blend, 0 to 1; 0 where it adds nothing and was left out. */
  weight: number
  /** How good it is alone, as it is. */
  figures: LearnerFigures
}

/** What to do with a visitor's id and a customer. */
export type MergeDecision = 'merge' | 'refuse' | 'wait'

/** What a merge brought. */
export interface MergeReport {
  /** Identities that the profile did not have before, sorted. */
  identitiesAdded: Array<string>
  /** Events more than before. */
  eventsAdded: number
  /** Events of either side that the other had erased. */
  eventsErased: number
  /** Events of either side from before the other's watermark: its rolled-up months stand for them. */
  eventsBehindWatermark: number
  /** Rolled-up months dropped because they may hold what was erased. */
  monthsErased: number
}

/** How to speak to a segment. */
export interface MessagingStrategy {
  /** `professional`, `friendly` or `plain`. */
  tone: string
  /** Themes that matter to this segment. */
  personalizations: Array<string>
}

/** A figure measured on rows, with the interval in which the figure of all such rows lies. */
export interface MetricInterval {
  /** The figure. */
  value: number
  /** Its standard error. */
  standardError: number
  /** Lower end. */
  low: number
  /** Upper end. */
  high: number
  /** How often such intervals hold the figure of all rows, such as 0.9. */
  level: number
}

/** One model among those compared. */
export interface ModelCandidate {
  /** Which. */
  model: PurchaseModelKind
  /** Log-likelihood of the histories that it was fitted to; `None` where the fit failed. */
  logLikelihood: number | null
  /** Akaike's criterion, lower is better. */
  aic: number | null
  /** Schwarz's criterion, lower is better. */
  bic: number | null
  /** How the fit ended. */
  verdict: ConvergenceVerdict | null
  /** Mean probability to be active of the customers without a repeat purchase; `None` where there are none. */
  oneTimeBuyersAlive: number | null
  /** How it forecast the holdout. */
  holdout: ForecastScore | null
  /** Its mean log score in the holdout less that of the best. */
  behindBest: number | null
  /** Standard error of that difference. */
  behindBestError: number | null
  /** Whether it is level with the best. */
  levelWithBest: boolean
  /** Why there is no fit. */
  problem: string | null
}

/** The models compared, and the one to take. */
export interface ModelComparison {
  /** The model to take. */
  chosen: PurchaseModelKind
  /** Why, in a sentence. */
  reason: string
  /** All that were compared, in the order of preference among equals. */
  candidates: Array<ModelCandidate>
}

/** Two models on the same predictions. */
export interface ModelContest {
  /** The model whose predictions were acted on. */
  championModelId: string
  /** The one that was asked beside it. */
  challengerModelId: string
  /** Predictions of both of which it is known what happened. */
  rows: number
  /** Customers they are of. */
  customers: number
  /** Mean log loss of the champion, in nats. */
  championLogLoss: number
  /** Mean log loss of the challenger. */
  challengerLogLoss: number
  /** Champion less challenger: above 0 the challenger is better. */
  difference: MetricInterval
  /** Who stays. */
  verdict: ContestVerdict
}

/** An amount of money with its interval. */
export interface MoneyEstimate {
  /** The estimate in minor units, with fractions. */
  valueMinor: number
  /** Lower end of the interval. */
  lowMinor: number
  /** Upper end of the interval. */
  highMinor: number
  /** Probability that the interval holds the truth. */
  level: number
  /** What it rests on. */
  basis: Basis
  /** `revenue` or `margin`. */
  measure: string
  /** Days ahead that are counted. */
  horizonDays: number
}

/** A column of numbers along which the score may only rise or only fall, everything else being equal. */
export interface MonotoneColumn {
  /** The column's name. */
  column: string
  /** Whether the score may only rise; otherwise only fall. */
  rises: boolean
}

/** The sums of one local month. */
export interface MonthActivity {
  /** The month, such as `2026-05`, on the customer's own clock. */
  month: string
  /** Whether any of it was rolled up; what cannot be told of such a month is nothing. */
  rolledUp: boolean
  /** Events. */
  events: number
  /** Visits that began in it. */
  visits: number | null
  /** Conversations that began in it. */
  conversations: number | null
  /** Turns of conversation. */
  turns: number
  /** Searches. */
  searches: number
  /** Products viewed or clicked. */
  productViews: number
  /** Orders that still stand. */
  orders: number
  /** Returns and cancellations reported in it, of whatever month's orders. */
  returns: number
  /** Paid for its orders and not given back since, in minor units. */
  revenueMinor: number
}

/** How many products were narrowed to how many. */
export interface Narrowing {
  /** Products that met the request. */
  from: number
  /** Products shown. */
  to: number
  /** Why. */
  reason: string
}

/** How scores are read. */
export interface NarrowingOptions {
  /** Difference of scores that multiplies the odds by e; 0.1 unless stated. */
  scale: number
  /** The most options shown side by side; 3 unless stated. */
  most: number
  /** Share of the posterior that the options shown should hold; 0.9 unless stated. */
  mass: number
}

/** The parameters of an NBD model. */
export interface NbdParams {
  /** Shape of the gamma distribution of purchase rates; above 0. */
  r: number
  /** Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`. */
  alpha: number
}

/** How [`Network::fit`](super::Network::fit) trains. */
export interface NetworkOptions {
  /** What is minimised: logistic, squared or Poisson. */
  objective: Objective
  /**
   * Networks that begin at other weights and whose scores are averaged, 1 to 32: what one of them happened to learn
   * besides the truth, another did not.
   */
  networks: number
  /** The most passes over the rows, 1 to 10,000; of a table of more than 131,072 rows a pass takes so many. */
  epochs: number
  /** The length of Adam's steps, above 0, at most 1. */
  learningRate: number
  /** The share by which weights shrink at a step of length 1, 0 to 10 (decoupled: Loshchilov and Hutter 2019). */
  weightDecay: number
  /**
   * The share of rows held out, above 0, below 1: the latest where rows have times, in which case it is trained again
   * on all rows for as many epochs as were found; otherwise other rows for each network, drawn at random within each
   * class.
   */
  heldOutShare: number
  /** Epochs without an improvement on rows held out after which training ends, at least 1. */
  patience: number
  /** The seed of what is drawn. */
  seed: number
}

/** An action worth taking now. */
export interface NextAction {
  /** `recover_cart`, `book_fitting` or `welcome_back`. */
  action: string
  /** Probability that the customer accepts. */
  successProbability: Estimate
  /** Why it is proposed. */
  reason: string
  /** A sentence to say, made of catalogue words only. */
  say: string
  /** The product it is about. */
  productId: string | null
}

/** When the next purchase comes. */
export interface NextPurchase {
  /** Probability that no further purchase ever comes. */
  probabilityNever: number
  /** The times asked for, in the order asked for. */
  quantiles: Array<NextPurchaseQuantile>
}

/** A time within which the next purchase falls with a given probability. */
export interface NextPurchaseQuantile {
  /** The probability. */
  level: number
  /** The time from now, in the model's unit; none where a purchase comes with a lower probability than that. */
  periods: number | null
}

/** What is minimised. */
export type Objective =
  | { kind: 'logistic' }
  | { kind: 'squared' }
  | { kind: 'poisson' }
  | { kind: 'gamma' }
  | { kind: 'tweedie'; /** The variance grows with this power of the mean: above 1 (as counts), below 2 (as gamma). */
  power: number }
  | { kind: 'quantile'; /** Which: above 0, below 1. */
  level: number }

/** What became of an event. */
export type Observed = 'folded' | 'duplicate' | 'quarantined' | 'erased'

/** The header of each column; nothing looks for the usual names. */
export interface OrderColumns {
  /** The order: `Invoice`, `InvoiceNo` or `order_id`. */
  orderId: string | null
  /** The product: `StockCode`, `product_id` or `sku`. */
  productId: string | null
  /** What the product is called: `Description` or `name`; may be missing. */
  description: string | null
  /** How many: `Quantity`. */
  quantity: string | null
  /** When: `InvoiceDate`, `timestamp` or `order_date`. */
  timestamp: string | null
  /** Price of one: `Price` or `UnitPrice`. */
  price: string | null
  /** Who: `Customer ID` (however spelt); its values may be blank. */
  customerId: string | null
}

/** One product of an order. */
export interface OrderLineView {
  /** The product. */
  productId: string
  /** Units bought. */
  bought: number
  /** Units given back. */
  returned: number
  /** Paid for them at line prices and not given back, in minor units. */
  valueMinor: number
}

/** How an order file is to be understood. */
export interface OrderOptions {
  /** ISO 4217 code of every price in the file; `USD` unless said. */
  currency: string
  /** Minutes east of UTC of times without a zone, -840 to 840; 0 unless said. */
  utcOffsetMinutes: number
  /**
   * In which order dates such as `12/1/2010 8:26` are written; absent, times are ISO 8601
   * (`2010-12-01 08:26:00`) and a date in figures is skipped, never guessed.
   */
  dateOrder: DateOrder | null
  /**
   * Why the orders may be held. With it, each customer's first order is preceded by a `Consent Changed`
   * event for every purpose that the basis supports; without it, every purpose stays denied.
   */
  consentBasis: ConsentBasis | null
  /** The names of the columns, where they are none of the usual ones. */
  columns: OrderColumns
}

/** One order, net of what was given back since. */
export interface OrderView {
  /** The order, or its message where it has no id of its own. */
  orderId: string
  /** When it was completed. */
  atMs: number
  /** `completed`, `partly_returned`, `returned` or `cancelled`. */
  state: string
  /** Paid for it and not given back, in minor units; what was paid if it was cancelled. */
  revenueMinor: number
  /** Whether it had a discount or a coupon. */
  discounted: boolean
  /** What was bought, at most 50 products. */
  lines: Array<OrderLineView>
  /** Products that are not among them. */
  linesLeftOut: number
}

/** All ways of forecasting, judged from one moment. */
export interface OriginReport {
  /** The moment, the whole day known. */
  originMs: number
  /** Customers known then. */
  customers: number
  /** Those without a repeat purchase. */
  oneTimeBuyers: number
  /** Purchases that these made in the horizon. */
  oneTimeObserved: number
  /** Models first. */
  forecasters: Array<ForecasterReport>
}

/** What is to be done with a model. */
export type OutcomeAdvice = 'too_few' | 'keep' | 'recalibrate' | 'refit'

/** How often an action was made with a known outcome, and how often it was accepted. */
export interface OutcomeCounts {
  /** The action. */
  action: string
  /** Times shown with a known outcome, 0 to 10^9. */
  tried: number
  /** Times accepted, at most `tried`. */
  accepted: number
}

/** One prediction of something that will have happened, or not, by a date. */
export interface OutcomePrediction {
  /** The host's id of it, 1 to 256 bytes, such as the decision that rested on it. */
  predictionId: string
  /** The customer, 1 to 256 bytes. */
  customerId: string
  /** The model that foretold it, 1 to 256 bytes. */
  modelId: string
  /** When. */
  madeMs: number
  /** The date by which it is decided, not before `made_ms`. */
  dueMs: number
  /** The probability that was told, 0 to 1. */
  probability: number
  /** What a challenger says of the same, without being acted on. */
  challenger: ChallengerPrediction | null
}

/** How a model has fared. */
export interface OutcomeReview {
  /** The model. */
  modelId: string
  /** Its predictions of which it is known what happened. */
  closed: number
  /** Those of which it is not known yet. */
  open: number
  /** Open ones whose date has passed: close them, or what is known is only of those where something happened. */
  overdue: number
  /** The share of the closed to whom it happened. */
  baseRate: number | null
  /** Mean log loss, in nats. */
  logLoss: MetricInterval | null
  /** The log loss of the base rate. */
  baseLogLoss: number | null
  /** Area under the curve; nothing where it happened to all or none. */
  auc: MetricInterval | null
  /** What was foretold beside what came, by windows of due dates. */
  overTime: CalibrationOverTime | null
  /** What is to be done. */
  advice: OutcomeAdvice
  /** Why: `scheduled_refit`, `order_lost`, `scheduled_recalibration`, `departs`, `no_better_than_base_rate`, `overdue`. */
  reasons: Array<string>
}

/** When the host wants a model to be looked after. */
export interface OutcomeSchedule {
  /** Outcomes below which nothing is said, at least 20. */
  leastRows: number
  /** Days after the last fit or recalibration from which another recalibration is due; never, unless said. */
  recalibrateAfterDays: number | null
  /** Days after the last fit from which another is due; never, unless said. */
  refitAfterDays: number | null
  /** The area under the curve that the model had when it was fitted; without it a loss of order is not looked for. */
  aucAtFit: number | null
  /** Days of one window in which what was foretold is set against what came, at least 1. */
  windowDays: number
  /** How often nothing is said of probabilities that are right, above .5, below 1. */
  level: number
}

/** What is expected of a customer. */
export interface Outlook {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** ISO 4217 code of the amounts. */
  currency: string
  /** Whether this customer's own history was used. */
  personalised: boolean
  /** Purchase days counted (first included). */
  purchaseDays: number
  /** What the customer is expected to spend within a year; the interval is predictive. */
  lifetimeValue: MoneyEstimate | null
  /** Expected number of purchase days within a year. */
  expectedPurchases: Estimate | null
  /**
   * Probability that the customer is still one. The model of purchases decides whether it can fall before a second
   * purchase; see `Health.purchase_model`.
   */
  probabilityAlive: Estimate | null
  /** Probability of no purchase within 180 days. */
  churn: Estimate | null
  /** Days until the next purchase of a customer who buys again: median and interval. */
  nextPurchaseDays: Estimate | null
  /** Probability of a purchase within 30 days, per category, largest first. */
  purchaseProbability: Array<CategoryOutlook>
  /** What the figures rest on, in words. */
  reasons: Array<string>
  /** What is not known, and why. */
  unknown: Array<unknown>
}

/** Events of a visit by kind. */
export interface PageCounts {
  /** Searches. */
  searches: number
  /** Lists of products, filtered ones too. */
  lists: number
  /** Products viewed or clicked. */
  products: number
  /** Cart views, additions and removals. */
  cart: number
  /** Steps of the checkout, coupons and orders. */
  checkout: number
  /** Promotions viewed or clicked. */
  promotions: number
  /** Turns of conversation. */
  conversation: number
  /** Anything else: wishes, reviews, shares, ratings. */
  other: number
}

/**
 * An estimate with the interval that the uncertainty of the model's parameters leaves it.
 *
 * It does not hold the randomness of what the customer will do; a forecast of that is a predictive
 * interval.
 */
export interface ParameterInterval {
  /** The estimate. */
  value: number
  /** Lower end. */
  low: number
  /** Upper end. */
  high: number
  /** Nominal coverage, such as 0.9. */
  level: number
}

/** The parameters of a Pareto/NBD model. */
export interface ParetoNbdParams {
  /** Shape of the gamma distribution of purchase rates; above 0. */
  r: number
  /** Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`. */
  alpha: number
  /** Shape of the gamma distribution of rates of leaving; above 0. */
  s: number
  /** Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `s / beta`. */
  beta: number
}

/** Whether one part of the engine can answer. */
export interface PartHealth {
  /** The part, such as `lifetime`. */
  part: string
  /** `ready`, `not_fitted` or `not_built`. */
  status: string
  /** Why it cannot answer, or what it was fitted on. */
  detail: string
}

/** A trait of a persona. */
export interface PersonaTrait {
  /** Name of the trait, such as `quality_conscious`. */
  trait: string
  /** How surely the customer has it, 0 to 1. */
  strength: number
}

/** What a rule is worth, a row, after the cost of treatment. */
export interface PolicyValue {
  /** The mean outcome under the rule. */
  value: MetricInterval
  /** That less the mean outcome of treating no one. */
  gainOverNone: MetricInterval
  /** That less the mean outcome of treating everyone. */
  gainOverAll: MetricInterval
  /** The share of rows that the rule treats. */
  treatedShare: number
}

/** How many predictions there are. */
export interface PredictionCounts {
  /** Kept of which it is known what happened. */
  closed: number
  /** Kept of which it is not. */
  open: number
  /** Let go since the ring was full, closed before. */
  droppedClosed: number
  /** Let go before it was known what happened: the ring is too small for the horizon. */
  droppedOpen: number
}

/** How a persona likes to be served. */
export interface PreferredExperience {
  /** `consultative`, `inspirational`, `efficient` or `neutral`. */
  interactionStyle: string
  /** `low`, `moderate` or `high`. */
  decisionSupport: string
}

/** A price set for a time, the same for everyone. */
export interface PriceOverride {
  /** The product. */
  productId: string
  /** The price, in minor units of the engine's currency. */
  priceMinor: number
  /** When it begins. */
  fromMs: number
  /** When it ends; nothing while nobody has said. */
  untilMs: number | null
  /** Why, in the shop's words, such as `summer sale`. */
  reason: string
}

/**
 * The price of one product for one customer at one time. Only [`quote()`] makes one, so that none that
 * personal data entered lacks the disclosure demanded of it.
 */
export interface PriceQuote {
  /** The product. */
  productId: string
  /** ISO 4217 code of every amount. */
  currency: string
  /** List price in minor units. */
  basePriceMinor: number
  /** Price after all factors, within floor and ceiling. */
  adjustedPriceMinor: number
  /**
   * `max(0, base - adjusted) / base`; where the law demands the prior price, `max(0, prior - adjusted) / prior`,
   * and 0 while the prior price is unknown.
   */
  savings: number
  /** The factors, in the order in which they applied. */
  adjustmentFactors: Array<AdjustmentFactor>
  /**
   * The share of all moves that rests on data, 0 to 1: each amount's size weighted by its evidence, over the
   * sizes. A price that did not move is a fact: 1.
   */
  confidence: number
  /** `list`, `shop_price`, `market` or `personal_offer`. */
  strategy: string
  /** The lowest price allowed, in minor units. */
  floorMinor: number
  /** The highest price allowed, in minor units. */
  ceilingMinor: number
  /** What stopped the price from moving further: `floor`, `ceiling`, `unknown_jurisdiction` or a rule's id. */
  boundBy: Array<string>
  /** Lowest price of the last 30 days in minor units, where a reduction must name it. */
  priorLow30dMinor: number | null
  /** Words that must stand near the price, verbatim. */
  disclosure: string | null
  /** Whether personal data entered the price. */
  personalised: boolean
  /** The experiment that decided on the offer. */
  experiment: string | null
  /** The arm of that experiment. */
  arm: string | null
  /** Probability of that arm. */
  propensity: number
  /** Id under which this quote is found in an audit: a hash of all that entered the price. */
  auditId: string
  /** Time of the quote, milliseconds since the epoch. */
  asOfMs: number
  /** Time until which it holds: no later than the next change of a rule. */
  expiresAtMs: number
}

/** One rule on prices, as dated data that a shop's counsel can replace. */
export interface PriceRule {
  /** Short name by which quotes cite it, such as `us-ny-disclosure`. */
  id: string
  /** `EU`, a country (`GB`) or a country and region (`US-NY`). */
  jurisdiction: string
  /** The law and what it governs, in a few words. */
  governs: string
  /** First moment in force, milliseconds since the epoch. */
  inForceFromMs: number
  /** First moment no longer in force; absent while no end is known. */
  inForceToMs: number | null
  /** What it demands. */
  effect: RuleEffect
  /** The exact words of a disclosure; present exactly when the effect is `disclose`. */
  text: string | null
  /** The sector of trade it binds, such as `food`; absent, every sector. */
  sector: string | null
  /** Where it was found. */
  source: string
}

/** The prices that a customer pays in a category. Amounts are minor units, with fractions. */
export interface PriceTaste {
  /** The category; `all` in a catalogue without categories. */
  category: string
  /** One in ten purchases is expected below this price. */
  lowMinor: number
  /** Half are expected below. */
  centreMinor: number
  /** One in ten is expected above. */
  highMinor: number
  /** Lower end of the 90 % interval of the centre. */
  centreLowMinor: number
  /** Upper end. */
  centreHighMinor: number
  /** The centre of what all customers buy of the category. */
  offerCentreMinor: number
  /** The customer's centre above that, in standard deviations of the category's prices. */
  level: number
  /** Purchases that it rests on. */
  purchases: number
  /** Learned where the interval of the centre excludes that of all customers, as for preferences. */
  status: TasteStatus
  /** Twice the probability that the centre lies on the other side of that of all customers. */
  doubt: number
}

/** The shop's bounds on prices and offers. Fractions are read to the millionth. */
export interface PricingPolicy {
  /**
   * Least share of a price that must remain above cost, 0 to 0.95; default 0.1. The floor is
   * `cost / (1 - min_margin)`, rounded up.
   */
  minMargin: number
  /** Most that market and offer together take off the shop's price, as a fraction of it, 0 to 0.9; default 0.2. */
  maxDiscount: number
  /** Most that demand moves the price, the same for all, as a fraction, 0 to 0.5; default 0.05. */
  maxMarketMove: number
  /** Offer to a customer who bought before, as a fraction of the price, 0 to 0.5; default 0.02. */
  returningOffer: number
  /** Offer to a customer who bought before and may be lost, as a fraction, 0 to 0.5; default 0.05. */
  winBackOffer: number
  /** Probability of being alive below which a customer may be lost, 0 to 1; default 0.5. */
  winBackBelowAlive: number
  /** Share of eligible customers who get no offer, so that its effect can be measured, 0 to 0.5; default 0.1. */
  holdoutShare: number
  /** Id of the experiment that holds out; a new id draws new arms. Default `offer_v1`. */
  experiment: string
  /** Sector of trade, by which rules are chosen: `general` (default) or `food`. */
  sector: string
  /** How long a quote holds, 1 to 10,080 minutes; default 30. */
  quoteValidMinutes: number
  /** Moved prices are whole multiples of this many minor units, 1 to 1,000,000; default 1. */
  roundToMinor: number
  /** The rules on prices; default [`default_rules`], to be checked by the shop's counsel. */
  rules: Array<PriceRule>
}

/** The customer's segment, without figures of value. */
export interface PrimarySegment {
  /** Its name, or `unassigned`. */
  name: string
  /** 0 to 1. */
  confidence: number
  /** What it rests on. */
  evidence: Array<string>
  /** What defines it. */
  characteristics: Array<string>
  /** How to speak to it. */
  messagingStrategy: MessagingStrategy
}

/** One product. */
export interface Product {
  /** The shop's id, 1 to 256 bytes. */
  productId: string
  /** Its name, 1 to 512 bytes. */
  name: string
  /** Its category, at most 256 bytes. */
  category: string | null
  /** Its brand, at most 256 bytes. */
  brand: string | null
  /** Its list price in minor units of the catalogue's currency, at least 0. */
  priceMinor: number
  /** What it costs the shop, in minor units, at least 0. */
  costMinor: number | null
  /** Free attributes, at most 64, sorted by name and value, no pair twice. */
  attributes: Array<ProductAttribute>
}

/** One free attribute of a product; one with several values appears once for each. */
export interface ProductAttribute {
  /** Such as `colour`, 1 to 64 bytes. */
  name: string
  /** Such as `navy`, 1 to 256 bytes. */
  value: string
}

/** Everything that is kept of a customer. */
export interface ProfileExport {
  /** The customer. */
  customerId: string
  /** The time of the export. */
  asOfMs: number
  /** For a machine: the profile in JSON, complete. */
  machine: string
  /** For a person: plain text, complete but for the order in which ids were joined. */
  person: string
  /** The same text in parts. */
  sections: Array<ExportSection>
  /** Events held, those dated later than the export among them. */
  events: number
  /** Rolled-up months held. */
  months: number
  /** Marks of what was erased: messages and ranges of time. */
  tombstones: number
}

/** The values of a parameter that the data do not exclude. */
export interface ProfileInterval {
  /** The parameter. */
  parameter: string
  /** Its most likely value. */
  value: number
  /** The smallest value not excluded; none where nothing down to the limit of the search is. */
  low: number | null
  /** The largest; none where nothing up to the limit of the search is excluded. */
  high: number | null
  /** Nominal coverage, such as 0.9. */
  level: number
}

/** One customer at one time, for people to look at. */
export interface ProfileView {
  /** The customer. */
  customerId: string
  /** The customer and all identities merged into it, sorted. */
  identities: Array<string>
  /** ISO 4217 code of all amounts; nothing until an event has one. */
  currency: string | null
  /** Milliseconds since the epoch, UTC: when the view was taken. */
  asOfMs: number
  /** Time of the first event. */
  firstEventMs: number | null
  /** Time of the last event. */
  lastEventMs: number | null
  /** Events that count, rolled-up ones included. */
  eventCount: number
  /** Events dated after `asOfMs`, which wait. */
  pendingEvents: number
  /** Time before which a ledger is rolled up, the latest of all identities, in UTC. */
  watermarkMs: number | null
  /** Orders completed and not cancelled. */
  orders: number
  /** Paid for goods, net of cancellations and refunds, in minor units. */
  revenueMinor: number
  /** Given back in refunds, in minor units. */
  refundedMinor: number
  /** The last days with purchases, newest first, at most 10. */
  purchases: Array<PurchaseView>
  /** Declared traits, sorted by name. */
  traits: Array<TraitView>
  /** The cart, in the order in which products entered it. */
  cart: Array<CartLineView>
  /** Product ids on the wishlist. */
  wishlist: Array<string>
  /** The latest consent of each purpose; a purpose that is not here is denied. */
  consents: Array<ConsentView>
  /** The last decisions, newest first, at most 10. */
  decisions: Array<DecisionView>
  /** Size of the packed profile in bytes. */
  packedBytes: number
}

/** How a model of purchases by category is fitted. */
export interface PropensityOptions {
  /** Days within which a purchase counts, 1 to 3,650. */
  horizonDays: number
  /** Periods of equal length that the horizon is cut into, 1 to 60. */
  periods: number
  /**
   * Past dates at which customers are looked at, at most 100, the last a whole horizon before training. None: a
   * horizon ago, and half a horizon earlier twice.
   */
  cutsMs: Array<number>
  /** Groups of customers each of which one member of every learner has not seen, 2 to 20. */
  folds: number
  /** Trees where a learner has them, 1 to 20,000. */
  trees: number
  /**
   * Rows of a customer and a category at a cut that are fitted to, 1,000 to 10,000,000; where there are more, customers
   * are drawn.
   */
  rows: number
  /**
   * The learners that are blended, each named once; where none are named, boosted trees, logistic regression and, where
   * there are rows enough, a network. Trees alone cost least.
   */
  members: Array<MemberKind>
  /** The seed of what is drawn. */
  seed: number
}

/** What a model said of customers that it had not seen, at the horizon, beside what became of them. */
export interface PropensityReport {
  /** Customers. */
  customers: number
  /** Customers and categories at cuts. */
  rows: number
  /** Customers that were left out, since there were more rows than asked for. */
  customersLeftOut: number
  /** Area under the curve over all rows, .5 for a coin. */
  auc: MetricInterval
  /** The area that the rate of each category reaches alone. */
  aucOfRates: number
  /** Mean log loss, in nats. */
  logLoss: MetricInterval
  /** The log loss of the rate of each category. */
  logLossOfRates: number
  /** How far probabilities are from what came true, beside what chance explains. */
  calibration: ExpectedCalibrationError
  /** Each learner that was tried: its part of the blend, and how good its own probabilities at the horizon are. */
  members: Array<MemberReport>
  /** Each category, sorted by name. */
  categories: Array<CategoryReport>
}

/** A kind of model of purchases. */
export type PurchaseModelKind = 'mbg_nbd' | 'pareto_nbd' | 'mbg_cnbd' | 'g_gompertz_nbd' | 'bg_nbd' | 'bg_cnbd' | 'nbd' | 'bg_bb'

/** One purchase history, summarised. */
export interface PurchaseSummary {
  /** Repeat purchases: days with a purchase after the first such day. A whole number, 0 to 1,000,000. */
  frequency: number
  /** Age at the last purchase, in periods since the first; 0 without repeat purchases. */
  lastPurchaseAge: number
  /** Age now, in periods since the first purchase. */
  age: number
  /** Mean spend of a repeat purchase, in the caller's unit of money; 0 without repeat purchases. */
  monetary: number
}

/** One local day with purchases. */
export interface PurchaseView {
  /** Time of the day's first order. */
  firstMs: number
  /** Orders of the day that still stand. */
  orders: number
  /** Units, net of returns. */
  units: number
  /** Revenue, net of what was given back, in minor units. */
  revenueMinor: number
  /** Products whose last purchase was on this day, sorted. */
  productIds: Array<string>
}

/** One point of a Qini curve. */
export interface QiniPoint {
  /** The share of rows taken, those with the highest scores. */
  share: number
  /** Outcomes that treating them added, over all rows. */
  gain: number
  /** What as many rows by lot would have. */
  gainByLot: number
}

/** How a score chooses whom to treat. */
export interface QiniReport {
  /** The area between the Qini curve and lot, in outcomes of a row: 0 is no better than lot. */
  area: MetricInterval
  /** The area over the best possible, at most 1; `None` for outcomes other than 0 and 1, or where all the same came. */
  coefficient: MetricInterval | null
  /** How many bootstrap replicates the intervals rest on. */
  replicates: number
}

/** A search query. It is personal: its `Debug` text tells its length only. */
export interface QueryText {
  /** When. */
  atMs: number
  /** What was typed. */
  text: string
}

/** One answer to a question. */
export interface QuestionOption {
  /** The answer, in the catalogue's word. */
  value: string
  /** How probable it is taken to be. */
  probability: number
}

/** The question worth asking next. */
export interface QuestionView {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** Whether the answer could be used: without consent to personalisation nothing is asked. */
  personalised: boolean
  /** The question of the greatest value; absent where no answer would change anything. */
  question: FieldQuestion | null
  /** The others that were tried, by value. */
  alternatives: Array<FieldQuestion>
  /** What is not known, and why: fields that are missing and whose value cannot be computed (`no_distribution`). */
  unknown: Array<unknown>
}

/** Where and how a price is asked for. */
export interface QuoteContext {
  /** Country or country and region, such as `US-NY` or `DE`; absent, the strictest rules apply. */
  jurisdiction: string | null
  /** Ask for the impersonal price even when the customer's data could be used. */
  impersonal: boolean
}

/** Prices of the products asked for, in the order asked. */
export interface QuoteSet {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** One quote a product. */
  quotes: Array<PriceQuote>
  /** Events for the host to append. */
  record: Array<DecisionRecord>
}

/** An intervention in its rank. */
export interface RankedIntervention {
  /** Its name. */
  intervention: string
  /** What is known of it. */
  verdict: InterventionVerdict
  /** The difference it makes to the probability of staying; nothing where it is untested. */
  uplift: Estimate | null
  /** What it brings on average less what it costs, in minor units; nothing where it is untested. */
  gainMinor: number | null
  /** From 1. */
  rank: number
}

/** What became of every line read: `lines == accepted + withoutCustomer + skipped + blank`, always. */
export interface ReadReport {
  /** Lines of the file, without the header of a CSV file. */
  lines: number
  /** Lines that became an event, a product or part of an order of a known customer. */
  accepted: number
  /** Lines that are sound but name no customer: they count towards popularity only. */
  withoutCustomer: number
  /** Lines refused, each counted in `byReason`. */
  skipped: number
  /** Lines with nothing on them. */
  blank: number
  /** Events, orders or products that the lines made. */
  produced: number
  /** Fields left out of an accepted line because they cannot be kept, such as a nested trait. */
  refusedFields: number
  /** Why lines were skipped and fields left out, sorted by code. */
  byReason: Array<ReasonCount>
  /** The first 100 problems, in the order of the file. */
  problems: Array<LineProblem>
}

/** One reason for a row's score in words. */
export interface ReasonCode {
  /** The column's name; of the last reason, which sums up the rest, `None`. */
  column: string | null
  /** The row's value of it in words; nothing where the rest is summed up. */
  value: string
  /** What it adds to the score, in units of the score. */
  contribution: number
  /** 1 is the reason that moves the score most, either way. */
  rank: number
  /**
   * The reason as a clause, such as `contract is monthly: raises the odds by a factor of 1.6`; text of tables in it is
   * bounded and visible.
   */
  text: string
}

/** How often one reason applied. */
export interface ReasonCount {
  /** The error code, such as `OUT_OF_RANGE`. */
  code: string
  /** Lines or fields refused with it. */
  count: number
}

/** How contributions were found. */
export type ReasonMethod = 'tree_shap' | 'rescaled_tree_shap' | 'linear_shap' | 'integrated_gradients'

/** A product recommended, with the terms that sum to its score. */
export interface Recommendation {
  /** The product. */
  productId: string
  /** Its name, shortened to 80 characters. */
  name: string
  /** Category, when the catalogue has one. */
  category: string | null
  /** List price in minor units. */
  priceMinor: number
  /** Sum of the terms. */
  score: number
  /** The terms that are not zero, largest first. */
  terms: Array<ScoreTerm>
  /** A sentence to say, made of catalogue words only. */
  say: string
}

/** Products for a request. */
export interface RecommendationSet {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** Whether this customer's own data was used. */
  personalised: boolean
  /** Best first. */
  recommendations: Array<Recommendation>
  /** Products that met budget and stock. */
  considered: number
  /** What is not known, and why. */
  unknown: Array<unknown>
}

/** Products wanted. */
export interface RecommendRequest {
  /** What they are for, such as `wedding`. */
  occasion: string | null
  /** Lowest price in minor units. */
  budgetLowMinor: number | null
  /** Highest price in minor units. */
  budgetHighMinor: number | null
  /** Colour wanted. */
  colour: string | null
  /** Category wanted. */
  category: string | null
  /** Other attributes wanted, such as `fit: slim`. */
  preferences: Record<string, string>
  /** How many products, 1 to 100; absent, 10. */
  limit: number | null
}

/** An action considered and not taken. */
export interface RejectedAction {
  /** The action. */
  action: string
  /**
   * The gate that stopped it: `no_consent`, `not_eligible`, `out_of_stock`, `no_uplift_evidence`, `cooldown`,
   * `holdout` or `lower_value`.
   */
  gate: string
  /** What the gate saw. */
  detail: string
}

/** One point of a reliability curve. Bins without rows are left out. */
export interface ReliabilityBin {
  /** The lowest probability in it. */
  low: number
  /** The highest. */
  high: number
  /** Rows with weight. */
  rows: number
  /** Their weight. */
  weight: number
  /** What they were told, on average. */
  meanProbability: number
  /** What came true of it. */
  observedRate: number
  /** How far apart the two are by chance, as a standard deviation, if the probabilities are right. */
  chanceError: number
}

/** How probabilities are put into bins. */
export type ReliabilityBins =
  | { kind: 'equal_width'; /** How many, 1 to 1,000. */
  bins: number }
  | { kind: 'equal_rows'; /** How many, 1 to 1,000. */
  bins: number }

/** How many customers there are of one kind, as counted. */
export interface ReportCell {
  /** The row, such as a segment. */
  row: string
  /** The column, such as a channel; in a list without columns nothing, in all cells alike. */
  column: string | null
  /** Customers, each counted in one cell of the report only; 0 to 10^12. */
  count: number
  /** Sums over them, such as revenue in minor units; as many in every cell. */
  sumsMinor: Array<number>
}

/** A cell or total, as it may be shown. */
export interface ReportFigure {
  /** Its row; nothing for a total over rows. */
  row: string | null
  /** Its column; nothing for a total over columns, and in a list. */
  column: string | null
  /** Customers; nothing where it is hidden. */
  count: number | null
  /** Sums over them; empty where they are hidden or were not given. */
  sumsMinor: Array<number>
}

/** How to answer. Prompt-safe. */
export interface ResponseModifiers {
  /** `professional`, `friendly` or `plain`. */
  tone: string
  /** BCP 47 tag of the built-in sentences. */
  language: string
  /** Longest answer. */
  maxSentences: number
  /** How many options to show. */
  optionCount: number
  /** What may be claimed. */
  claims: Array<Claim>
  /** What not to mention. */
  avoid: Array<AvoidedProduct>
  /** Words that must be said, verbatim. */
  mustInclude: Array<string>
  /** At most 1,200 characters, to be pasted as data into a prompt. */
  promptContext: string
  /** A reply that needs no language model. */
  fallbackText: string
  /** The channel that the customer asked for, or surely answers best on. */
  channel: string | null
  /** Variants of other slots that the policy's rules chose, sorted by slot. */
  experience: Array<ExperienceVariant>
}

/** How often contacts of one kind are answered. */
export interface ResponseRate {
  /** Channel, tone, or days since the last contact (`under_1_day`, `1_to_3_days`, `3_to_7_days`, `over_7_days`). */
  name: string
  /** Probability of an answer; the basis is `customer` where this customer was contacted so, else `prior`. */
  answered: Estimate
  /** Contacts of the kind. */
  contacts: number
  /** How many of them were answered. */
  answers: number
}

/** How much of a category was purged. */
export interface RetentionCount {
  /** The category. */
  category: DataCategory
  /** Events purged, those in the sums of months included. */
  events: number
}

/** The greatest age of each category in days; what has none is kept. */
export interface RetentionPolicy {
  /** Of [`DataCategory::Browsing`]. */
  browsingDays: number | null
  /** Of [`DataCategory::Conversations`]. */
  conversationsDays: number | null
  /** Of [`DataCategory::Purchases`]. */
  purchasesDays: number | null
  /** Of [`DataCategory::Decisions`]. */
  decisionsDays: number | null
  /** Of [`DataCategory::Declared`]. */
  declaredDays: number | null
  /** Of [`DataCategory::Wishes`]. */
  wishesDays: number | null
  /**
   * Of [`DataCategory::Consents`]: the proof of an agreement is usually kept longer than what it allowed. A
   * purged consent is none, so the purpose is denied.
   */
  consentsDays: number | null
}

/** What a purge took out. */
export interface RetentionReceipt {
  /** The time from which ages were counted. */
  asOfMs: number
  /** Whether nothing was purged because the use of the data is restricted. */
  keptByRestriction: boolean
  /** Categories of which something was purged, in order. */
  removed: Array<RetentionCount>
  /** Rolled-up months that lost the sums of a category. */
  monthsChanged: number
  /** Where else the purged may live on, and what ends it; nothing if nothing was purged. */
  remainingElsewhere: Array<ErasureRemainder>
}

/** What returns and cancellations did to purchases. */
export interface ReturnTotals {
  /** Rows with a negative value. */
  rows: number
  /** Their sum, as a positive amount. */
  value: number
  /** Days of purchases that returns undid. */
  purchasesUndone: number
  /** Rows of which some part found no purchase to be taken off from. */
  unmatchedRows: number
  /** The sum of those parts, which is part of `value`. */
  unmatchedValue: number
}

/** A return that names no order that is known. */
export interface ReturnView {
  /** When. */
  atMs: number
  /** What was given back, at most 50 products. */
  productIds: Array<string>
  /** Units. */
  units: number
  /** What they cost, in minor units, where it is stated. */
  valueMinor: number | null
}

/** The cell of one buyer. */
export interface RfmCell {
  /** 1 (longest ago) to 5 (most recent). */
  recencyScore: number
  /** 1 (fewest orders) to 5 (most). */
  frequencyScore: number
  /** 1 (least spent) to 5 (most). */
  monetaryScore: number
  /** `champions`, `loyal`, `new`, `promising`, `cannot_lose`, `at_risk` or `hibernating`. */
  label: string
}

/** A key of a ring, without the key. */
export interface RingKey {
  /** 16 hexadecimal digits of the key's hash. */
  keyId: string
  /** What may be done with it. */
  state: KeyState
}

/** A probability with its interval, over a horizon. */
export interface RiskEstimate {
  /** The estimate. */
  value: number
  /** Lower end of the interval. */
  low: number
  /** Upper end of the interval. */
  high: number
  /** Probability that the interval holds the truth. */
  level: number
  /** What it rests on. */
  basis: Basis
  /** Days ahead that are counted. */
  horizonDays: number
}

/** What a rule demands of a price. */
export type RuleEffect = 'disclose' | 'forbid_personal_price' | 'show_prior_low' | 'all_fees_included' | 'no_false_urgency' | 'automated_decision' | 'no_protected_data'

/** Price and offers. */
export interface SalesOptimization {
  /** Price of the first product shown. */
  pricing: ChatPricing | null
  /** Bundles. */
  bundles: Array<ChatBundle>
  /** Products to add later. */
  crossSell: Array<ChatCrossSell>
}

/** One column of a schema. */
export interface SchemaColumn {
  /** The column's name. */
  name: string
  /** The levels of a column of categories, sorted; none for a column of numbers. */
  levels: Array<string> | null
}

/** One reason for a score. */
export interface ScoreTerm {
  /** `popularity`, `history`, `preference`, `occasion` or `colour`. */
  term: string
  /** What it adds to the score. */
  value: number
}

/** What sealed bytes or a wrapped key say of themselves. Nothing of it is proven until they are opened. */
export interface SealInfo {
  /** Version of the format. */
  version: number
  /** What is said to be sealed, such as `profile/1`; nothing for a wrapped key. */
  schema: string | null
  /** Id of the host's key that wraps the data key; nothing where that is stored elsewhere. */
  hostKeyId: string | null
  /** Id of the data key, where that is stored elsewhere. */
  dataKeyId: string | null
  /** Size of what is sealed, in bytes; 0 for a wrapped key. */
  payloadBytes: number
}

/** The segment a customer is in, and why. */
export interface SegmentAssignment {
  /** `Professional Achiever`, `Style Enthusiast`, `Value Conscious` or `unassigned`. */
  name: string
  /** Posterior share of the winning segment, 0 to 1; 0 when unassigned. */
  confidence: number
  /** What it rests on: `declared:career`, `bought:line=business` ... */
  evidence: Array<string>
  /** What defines the segment. */
  characteristics: Array<string>
  /** How to speak to it. */
  messagingStrategy: MessagingStrategy
  /** Lifetime value of the segment, in major units of the shop's currency, labelled as assumed until data replaces it. */
  assumedLifetimeValue: Estimate | null
  /** Why no segment was assigned. */
  reason: string | null
}

/** How sure an assignment must be. */
export interface SegmentPolicy {
  /** Posterior from which on a segment is assigned, 0.5 to 1; 0.6 by default. */
  threshold: number
  /** Log odds that the facts for the segment must reach together, 0 to 10; 1 by default. */
  minimumEvidence: number
}

/** A report that may leave the house. */
export interface SegmentReport {
  /** No figure tells of fewer customers than this, unless of none. */
  k: number
  /** The cells, by row and column. */
  cells: Array<ReportFigure>
  /** The total of each row; empty in a list. */
  rowTotals: Array<ReportFigure>
  /** The total of each column; empty in a list. */
  columnTotals: Array<ReportFigure>
  /** The total of all. */
  total: ReportFigure
  /** Cells that are hidden. */
  hiddenCells: number
}

/** The segment and persona of a customer. */
export interface SegmentView {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** Whether this customer's own data was used. */
  personalised: boolean
  /** The segment, or `unassigned` with the reason. */
  primarySegment: SegmentAssignment
  /** The persona that a conversation adapts to. */
  dynamicPersona: DynamicPersona
  /** Recency, frequency and monetary scores of a buyer. */
  rfm: RfmCell | null
}

/** What has to change for a verdict to flip. */
export interface SmallestChange {
  /** The columns that change, in the schema's order. */
  changes: Array<ColumnChange>
  /** What was foretold of the row as it is, in units of the threshold. */
  scoreBefore: number
  /** What is foretold of it when it is changed, on the other side of the threshold. */
  scoreAfter: number
  /** How far it is changed: the sum over columns of the share of ranks between the two values, 1/3 for a category. */
  distance: number
  /** Whether every smaller change was tried. Otherwise a smaller one may have been missed. */
  isProven: boolean
}

/** A stretch of time that ended in a decision, or is not over. */
export interface Spell {
  /** How long it lasted, or was observed, in any unit of time. */
  days: number
  /** Whether it ended in a decision; otherwise it is censored. */
  decided: boolean
}

/** How the number of repeat purchases and their mean spend go together over the repeat buyers. */
export interface SpendIndependence {
  /** Spearman's rank correlation, -1 to 1. */
  rankCorrelation: number
  /** Lower end of its interval. */
  low: number
  /** Upper end. */
  high: number
  /** Nominal coverage of the interval, such as 0.95. */
  level: number
  /**
   * The rank correlation that the model itself brings about at these frequencies: what to expect under its
   * assumption.
   */
  expectedCorrelation: number
  /** Probability of a rank correlation as far from the expected one under the model. */
  pValue: number
  /** The repeat buyers it was worked out from. */
  repeatBuyers: number
  /**
   * Whether the assumption is refuted by more than chance and by enough to matter: the interval leaves out
   * everything within 0.1 of the expected correlation.
   */
  dependent: boolean
}

/** Forecasts of spend against what was spent. */
export interface SpendScore {
  /** Spend expected of all customers. */
  expectedTotal: number
  /** What they spent. */
  observedTotal: number
  /** `expected_total / observed_total - 1`; `None` where nobody spent. */
  bias: number | null
  /** Mean of the distances between forecast and spend. */
  meanAbsoluteError: number
}

/** How many there were when somebody counted. */
export interface StockFact {
  /** How many, at least 0. */
  count: number
  /** When they were counted. */
  countedAtMs: number
}

/** What a host wrote of a conversation. It is personal: its `Debug` text tells its length only. */
export interface SummaryText {
  /** Time of the turn it came with. */
  atMs: number
  /** The summary. */
  text: string
}

/** One point of a survival curve. */
export interface SurvivalPoint {
  /** Days ahead. */
  horizonDays: number
  /** The date. */
  byMs: number
  /** Probability that it has not happened by then: that no purchase has come, or that nothing was cancelled. */
  survival: Estimate
}

/** What the labels are. */
export type Task = 'binary' | 'regression' | 'count' | 'amount'

/** What a preference was compared with. */
export type TasteBasis = 'adjusted_for_exposure' | 'partly_adjusted_for_exposure' | 'unadjusted_for_exposure'

/** How a customer's tastes were learnt. */
export interface TastePath {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Whether this customer's own history was used. */
  personalised: boolean
  /** Month ends, oldest first, and last the time asked for. */
  snapshots: Array<TasteSnapshot>
  /** What is not known, and why. */
  unknown: Array<unknown>
}

/** One preference at one time. */
export interface TastePoint {
  /** The attribute. */
  dimension: string
  /** Its value. */
  value: string
  /** The lift. */
  lift: number
  /** Lower end of its 90 % interval. */
  low: number
  /** Upper end. */
  high: number
  /** Hellinger distance between the year's and the weeks' belief. */
  divergence: number
  /** Learned or tentative, as would have been said then. */
  status: TasteStatus
}

/** One preference: how much more than expected a customer engages with one value of an attribute. */
export interface TastePreference {
  /** The attribute, such as `fit`; `category`, `brand` and `price_band` are attributes too. */
  dimension: string
  /** Its value, such as `slim`; of `price_band` it is `low`, `middle` or `high` within the category. */
  value: string
  /** Engagement over what was expected, over about a year; 1 is "as expected". */
  lift: number
  /** Lower end of its interval. */
  low: number
  /** Upper end. */
  high: number
  /** Probability that the interval holds the truth: 0.9. */
  level: number
  /** The lift of the last weeks. */
  recentLift: number
  /** Lower end of its interval. */
  recentLow: number
  /** Upper end. */
  recentHigh: number
  /** Hellinger distance between the two horizons' beliefs, 0 to 1. */
  divergence: number
  /** Whether the last weeks differ from the time before by more than chance. */
  drifting: boolean
  /** Effective sample size: engagements in the weight of recent purchases. */
  engagements: number
  /** 1 less the width of the interval over that of the prior, on the logarithmic scale; 0 to 1. */
  confidence: number
  /** Learned or tentative. */
  status: TasteStatus
  /** What it was compared with. */
  basis: TasteBasis
  /** Message ids of the newest events that it rests on, at most 3. */
  events: Array<string>
}

/** How well a product meets a customer's taste. */
export interface TasteScore {
  /** The product. */
  productId: string
  /** The sum of the terms: 0 is "as everybody". */
  score: number
  /** What it is made of, in the order of the catalogue's dimensions. */
  terms: Array<TasteTerm>
}

/** How well products meet a customer's taste, in the order asked. */
export interface TasteScores {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** Whether this customer's own history was used. */
  personalised: boolean
  /** The scores. */
  scores: Array<TasteScore>
  /** What is not known, and why. */
  unknown: Array<unknown>
}

/** What was believed at the end of a month. */
export interface TasteSnapshot {
  /** The time, milliseconds since the epoch. */
  asOfMs: number
  /** Each preference of the path, in the order of the newest snapshot. */
  points: Array<TastePoint>
}

/** Whether a preference may be relied on. */
export type TasteStatus = 'learned' | 'tentative'

/** What one value of a product adds to its score. */
export interface TasteTerm {
  /** The attribute. */
  dimension: string
  /** The product's value. */
  value: string
  /** The customer's lift for it. */
  lift: number
  /** Its logarithm, shared among the product's values of the attribute: what is added. */
  score: number
}

/** What a customer likes. */
export interface TasteView {
  /** The customer. */
  customerId: string
  /** The model that answered. */
  modelId: string
  /** Time of the answer. */
  asOfMs: number
  /** ISO 4217 code of the amounts. */
  currency: string
  /** Whether this customer's own history was used. */
  personalised: boolean
  /** Days after which an event counts half. */
  halfLifeDays: number
  /** The same for the recent lifts. */
  recentHalfLifeDays: number
  /** Preferences, learned ones first, then by how surely they differ from "as expected"; at most 24. */
  preferences: Array<TastePreference>
  /** Prices by category. */
  prices: Array<PriceTaste>
  /** Meetings with products that were read one by one. */
  encounters: number
  /** Whether older ones were read from sums. */
  olderSummed: boolean
  /** What is not known, and why. */
  unknown: Array<unknown>
}

/** What an app stores under `IABTCF_...` that bears on purposes. What is left out says nothing. */
export interface TcfKeys {
  /** `IABTCF_gdprApplies`: 1, or 0 where the law does not apply and the rest therefore says nothing. */
  gdprApplies: number | null
  /** `IABTCF_TCString`, or the string of a page. */
  tcString: string | null
  /** `IABTCF_PolicyVersion`. */
  policyVersion: number | null
  /** `IABTCF_PurposeConsents`: `0` or `1` for each purpose from the first. */
  purposeConsents: string | null
  /** `IABTCF_PurposeLegitimateInterests`: the same. */
  purposeLegitimateInterests: string | null
}

/** What a TC string says, without the single vendors. */
export interface TcString {
  /** When the string was first made. */
  createdMs: number
  /** When it was last changed; often to the day only. */
  lastUpdatedMs: number
  /** The banner's provider. */
  cmpId: number
  /** The provider's own version. */
  cmpVersion: number
  /** The screen on which it was said. */
  consentScreen: number
  /** Two letters of the language in which it was asked. */
  consentLanguage: string
  /** The list of vendors that was shown. */
  vendorListVersion: number
  /** The framework's policy: 2 and 3 are version 2.0 and 2.1, 4 is 2.2. */
  policyVersion: number
  /** Whether it was said for one site only. */
  isServiceSpecific: boolean
  /** Whether the texts were the publisher's own. */
  usesNonStandardTexts: boolean
  /** Special features agreed to, from 1. */
  specialFeatureOptIns: Array<number>
  /** Purposes agreed to, from 1. */
  purposeConsents: Array<number>
  /** Purposes under legitimate interest of which the customer was told and to which they did not object. */
  purposeLegitimateInterests: Array<number>
  /** Whether purpose 1 was not asked for. */
  purposeOneTreatment: boolean
  /** Two letters of the publisher's country. */
  publisherCountry: string
  /** How many vendors have consent. */
  vendorConsents: number
  /** How many vendors have an undisputed legitimate interest. */
  vendorLegitimateInterests: number
  /** How many restrictions the publisher put on vendors. */
  publisherRestrictions: number
  /** Purposes agreed to for the publisher's own use; nothing without a publisher segment. */
  publisherConsents: Array<number> | null
  /** The publisher's own purposes under legitimate interest; nothing without a publisher segment. */
  publisherLegitimateInterests: Array<number> | null
}

/** One declared trait. */
export interface TraitView {
  /** Its name. */
  name: string
  /** Its value as JSON text: `"slim"`, `40`, `true`, `["navy","grey"]`. */
  value: string
  /** When it was declared. */
  atMs: number
}

/** Whether treatment looks given by lot. */
export interface TrialBalance {
  /** The share of rows treated, with an exact interval that a fair lot of the planned share is in, with all tests in view. */
  treatedShare: MetricInterval
  /** Is the planned share outside of it? */
  shareDeparts: boolean
  /** Each column. */
  columns: Array<BalanceColumn>
  /** Whether anything departs; if not, nothing speaks against a lot. */
  departs: boolean
  /** How often nothing is found of a fair lot, at least. */
  level: number
}

/** The request as it was understood. */
export interface UnderstoodRequest {
  /** Category of the intent. */
  intent: string
  /** Occasion, when one was named. */
  occasion: string | null
  /** Budget, when one was named. */
  budget: Budget | null
}

/** Something the engine does not know, and why. */
export interface Unknown {
  /** The field that is absent. */
  field: string
  /** Why, in one word such as `not_asked`, `no_consent`, `not_built`, `not_fitted`. */
  reason: string
}

/** What the treatment adds among the rows with the highest scores. */
export interface UpliftAt {
  /** The share of rows, those with the highest scores. */
  share: number
  /** The treated among them, by the lot that decides among equal scores not always a whole number. */
  treated: number
  /** The controls among them. */
  controls: number
  /** Mean outcome of those treated. */
  treatedMean: number
  /** Mean outcome of those not. */
  controlMean: number
  /** The difference, with the interval of two independent means. */
  uplift: MetricInterval
}

/** Whether treatment looks given by lot. */
export interface UpliftBalance {
  /** The share of rows treated, with an exact interval. */
  treatedShare: MetricInterval
  /** Is the planned share outside of it? */
  shareDeparts: boolean
  /** Each column, or level of one. */
  columns: Array<UpliftBalanceColumn>
  /** Whether anything departs; if not, nothing speaks against a lot. */
  departs: boolean
  /** The lowest probability of treatment that was used. */
  lowestPropensity: number
  /** The highest. */
  highestPropensity: number
  /** Whether the probabilities were estimated. Effects then hold for what the columns explain, and no further. */
  isEstimated: boolean
}

/** How one column, or one level of it, differs between the arms. */
export interface UpliftBalanceColumn {
  /** The column's name. */
  column: string
  /** The level of it, of a column of categories. */
  category: string | null
  /** Mean of the treated less mean of the controls, in standard deviations; 0.1 is much. */
  difference: number
  /** The share of missing values among the treated less that among the controls. */
  missingDifference: number
  /** The probability of such a difference by lot. */
  pValue: number
  /** Is that more than chance explains, with all columns in view? */
  departs: boolean
}

/** Which learner of effects. */
export type UpliftLearner = 's' | 't' | 'x' | 'mean'

/** How [`Uplift::fit`](super::Uplift::fit) learns. */
export interface UpliftOptions {
  /** Which learner. */
  learner: UpliftLearner
  /** The planned probability of treatment, 0.001 to 0.999; the treated share where none is given. */
  propensity: number | null
  /**
   * Whether to estimate the probability of treatment from the columns, for treatment that was not given by lot. What
   * decided on treatment has to be among the columns then; nothing in the data can tell whether it is.
   */
  estimatePropensity: boolean
  /** Folds whose rows are scored by a model that did not see them, 2 to 20. */
  folds: number
  /** How outcomes are learnt; the objective is not asked. */
  outcomeTrees: GbdtOptions
  /** How X and Mean learn effects; the objective is not asked. */
  effectTrees: GbdtOptions
  /** Bootstrap replicates behind the intervals of the Qini coefficient, 2 to 100,000. */
  replicates: number
  /** The seed of folds, replicates and, with their own, of trees. */
  seed: number
}

/** An amount of money with its interval, decimal. */
export interface ValueEstimate {
  /** The estimate. */
  value: number
  /** Lower end of the interval. */
  low: number
  /** Upper end of the interval. */
  high: number
  /** Probability that the interval holds the truth. */
  level: number
  /** What it rests on. */
  basis: Basis
  /** `revenue` or `margin`. */
  measure: string
  /** Days ahead that are counted. */
  horizonDays: number
}

/** How good predicted values are, with intervals of 95 %. */
export interface ValueFigures {
  /** Mean absolute error. */
  meanAbsoluteError: MetricInterval
  /** Root of the mean squared error. */
  rootMeanSquaredError: MetricInterval
  /** Mean of prediction less outcome. */
  bias: MetricInterval
  /**
   * The share of the base rate's deviance that is explained: of a regression R², of counts and amounts that of their
   * likelihood; 1 is all, 0 no better than the base rate, below 0 worse.
   */
  explained: number
}

/** How a model of spend is fitted. */
export interface ValueFitOptions {
  /** Days over which spend is counted, 1 to 3,650. */
  horizonDays: number
  /**
   * Past dates at which customers are looked at, each at least a horizon before training. None: one horizon ago, and one
   * and a half.
   */
  cutsMs: Array<number>
  /** Groups of customers each of which one member of the model has not seen, 2 to 20. */
  folds: number
  /** Trees of each part of a member, 1 to 20,000. */
  trees: number
  /** Least share of customers whose spend lies in their interval, .5 to .99. */
  level: number
  /** The seed of what is drawn. */
  seed: number
}

/** What a customer is expected to spend over a horizon, in the unit of money of the history. */
export interface ValueForecast {
  /** Expected spend, discounted. */
  expected: number
  /**
   * Lower end of the predictive interval, discounted as the expectation is; 0 when spending nothing is
   * likely enough.
   */
  low: number
  /** Upper end; never below `expected`. */
  high: number
  /** Nominal coverage of the interval, such as 0.9. */
  level: number
  /** Purchases expected, not discounted. */
  purchasesExpected: number
  /** Spend expected at each of them. */
  spendPerPurchase: number
  /** Probability of no purchase at all. */
  probabilityOfNone: number
  /** The horizon, in the model's unit of time. */
  periods: number
  /** The share of spend that `expected`, `low` and `high` are: a margin. None when they are revenue. */
  margin: number | null
}

/** What value is asked for. */
export interface ValueOptions {
  /** The horizon in the models' unit of time; none for ever, which takes a discount. */
  periods: number | null
  /** 0 to 1000: 0.002 a week is about 0.11 a year. */
  discountRatePerPeriod: number
  /** The share of spend that is wanted, above 0 and at most 1; none for revenue. */
  margin: number | null
}

/** What a model said of customers that its trees had not seen, beside what they spent. */
export interface ValueReport {
  /** Customers. */
  customers: number
  /** Customers at cuts. */
  rows: number
  /** Rows with a value of a lifetime model. */
  rowsWithLifetime: number
  /** Mean spend, in minor units. */
  meanMinor: number
  /** Mean absolute error of the blend, in minor units. */
  meanAbsoluteError: MetricInterval
  /** What the blend expects too much on average, in minor units. */
  bias: MetricInterval
  /** Rank correlation of what was expected and spent. */
  spearman: MetricInterval
  /** Mean deviance of the blend (Tweedie of power 1.5, up to what does not depend on the model): lower is better. */
  deviance: number
  /** The deviance of the trees alone. */
  devianceOfTrees: number
  /** The deviance of the lifetime model alone, on rows that have one; nothing where there are none. */
  devianceOfLifetime: number | null
  /** The deviance of the mean of all. */
  baseDeviance: number
  /** The share of the lifetime model in the blend. */
  lifetimeWeight: number
}

/** When visits begin and orders are placed, on the customer's own clock. */
export interface VisitPatterns {
  /** Visits that began in each hour, from midnight: 24 numbers. */
  visitsByHour: Array<number>
  /** Visits that began on each weekday, from Monday: 7 numbers. */
  visitsByWeekday: Array<number>
  /** Orders placed in each hour, cancelled ones too: 24 numbers. */
  ordersByHour: Array<number>
  /** Orders placed on each weekday, cancelled ones too: 7 numbers. */
  ordersByWeekday: Array<number>
}

/** One visit to the shop. */
export interface VisitView {
  /** Time of its first event. */
  firstMs: number
  /** Seconds from its first to its last event. */
  durationSeconds: number
  /** What was done, by kind. */
  pages: PageCounts
  /** Distinct products looked at. */
  products: number
  /** The first 20 of them. */
  productIds: Array<string>
  /** Search queries, at most 20; empty unless asked for. */
  queries: Array<QueryText>
  /** Whether something was put into the cart. */
  added: boolean
  /** Whether something was ordered. */
  ordered: boolean
}

/** The product-limit estimate. */
export interface WaitingCurve {
  /** The steps, by time. */
  points: Array<WaitingPoint>
  /** The first time at which at most half are waiting; nothing while more than half are. */
  medianDays: number | null
  /** Lower end of the median's interval. */
  medianLowDays: number | null
  /** Upper end; nothing while it cannot be told. */
  medianHighDays: number | null
}

/** One step of a [`WaitingCurve`]. */
export interface WaitingPoint {
  /** Time of the step. */
  days: number
  /** Spells that lasted at least so long. */
  atRisk: number
  /** Spells decided at this time. */
  decided: number
  /** Share still waiting after it. */
  waiting: number
  /** Greenwood's standard error of that share. */
  standardError: number
  /** Lower end of its interval. */
  low: number
  /** Upper end of its interval. */
  high: number
}

/** Who is at risk. */
export interface Watchlist {
  /** The model that says so. */
  modelId: string
  /** The time of the last look. */
  asOfMs: number
  /** The probability from which a customer is at risk. */
  threshold: number
  /** Those at risk now, who rose most first. */
  entries: Array<WatchlistEntry>
  /** Those at risk now who are not told, because there were more than asked for. */
  leftOut: number
  /** Those who were at risk at the look before and are not any more, sorted. */
  recovered: Array<string>
  /** Customers of whom nothing could be said now, for want of consent or of a purchase. */
  unknown: number
}

/** One customer at risk. */
export interface WatchlistEntry {
  /** The customer. */
  customerId: string
  /** Probability of churn now. */
  churn: Estimate
  /** What it was at the look before the crossing, or at the first look; nothing where the customer was not known then. */
  before: number | null
  /** How much it rose since. */
  rise: number | null
  /** The first look of this run at which it was above the threshold. */
  sinceMs: number
  /**
   * The look before that, when it was not: the crossing lies between. Nothing where the customer was at risk at the
   * first look, or not known before.
   */
  crossedAfterMs: number | null
  /** What changed, strongest first: against that look before, or, where there is none, against the typical customer. */
  reasons: Array<ChurnReason>
}

/** Who is to be on the list. */
export interface WatchlistOptions {
  /** The probability of churn from which a customer is at risk, above 0, below 1. */
  threshold: number
  /** The most entries, 1 to 1,000,000: those that rose most. */
  entries: number
  /** Reasons of each entry, at most 100. */
  reasons: number
  /** Whether also those are told who were at risk at the first look already. */
  standing: boolean
}

/** A policy that was found sound, ready to decide. */
export declare class AccessControl {
  /** Check a policy: names, sizes, roles that inherit from nobody or in a circle. */
  constructor(policy: Input<AccessPolicy>)
  /** Whether a request is allowed, and by what. What no permission allows is denied. */
  decide(request: AccessRequest): AccessDecision
}

/** The end of a log, to which the next entry is tied. The entries themselves are the host's to store. */
export declare class AuditLog {
  /** An empty log. Its id, 1 to 256 bytes, tells its entries from those of any other log. */
  constructor(logId: string)
  /** Go on where the stored lines end, after verifying them all. With anchors, they must be met as well. */
  static resume(logId: string, lines: Uint8Array, anchors?: Array<AuditAnchor> | null, anchorKey?: Uint8Array | null): Promise<AuditLog>
  /** Go on at an anchor of the log's end, without reading the log. */
  static resumeAt(logId: string, anchor: AuditAnchor, anchorKey?: Uint8Array | null): AuditLog
  /**
   * Tie one more entry to the end. The log has changed once this returns, so the entry must be stored, as its
   * `auditLine`, before the next one is.
   */
  append(event: AuditEvent): AuditEntry
  /** The end as it is now, signed if there is a key of at least 16 bytes. It is kept apart from the log. */
  anchor(anchorKey?: Uint8Array | null): AuditAnchor
  /** The log's id. */
  get logId(): string
  /** How many entries it has. */
  get entryCount(): number
}

/** Reads a log piece by piece. */
export declare class AuditVerifier {
  /** A verifier of one log. Each anchor must be of this log and, with a key, signed with it. */
  constructor(logId: string, anchors?: Array<AuditAnchor> | null, anchorKey?: Uint8Array | null)
  /** Take the next bytes of the log, plain or as gzip. */
  feed(bytes: Uint8Array): void
  /** The verdict, once everything was fed. The verifier is used up by it. */
  finish(): AuditVerdict
}

/** An immutable list of products in one currency. */
export declare class Catalog {
  /** A catalogue of products in any order, each id once. */
  constructor(products: Array<Product>, currency: string)
  /**
   * Read a CSV file, plain or gzip: `product_id`, `name` and `price`, `cost`, `category` and `brand` if
   * there are, and a free attribute in every other column, its values separated by `|`.
   */
  static fromCsv(path: string, options?: CatalogOptions | null): Promise<Catalog>
  /** Read a JSON Lines file, plain or gzip, with the same names. */
  static fromJsonLines(path: string, options?: CatalogOptions | null): Promise<Catalog>
  /** Derive the catalogue from a file of order lines: the most frequent description and price of each product. */
  static fromOrders(path: string, options?: (Input<OrderOptions> & FollowOptions) | null): Promise<Catalog>
  /** ISO 4217 code of every price. */
  get currency(): string
  /** How many products there are. */
  get size(): number
  /** What became of every line of the file; null for a catalogue that was not read from one. */
  get report(): ReadReport | null
  /** The products, sorted by id. */
  products(): Array<Product>
  /** The product with this id; null when there is none. */
  product(productId: string): Product | null
}

/** A trained engine: it never changes, and any number of threads may share it. */
export declare class Engine {
  /**
   * How a customer searches, compares, decides and comes back: measures with intervals, evidence and percentile,
   * what precedes purchases, the style of deciding and signs of loyalty.
   */
  behaviour(profile: Profile, asOf: Time): BehaviourView
  /** Channel, hour, tone and frequency for a customer, and whether they may be written to unasked now. */
  contact(profile: Profile, asOf: Time): ContactView
  /** The variant of each slot by the policy's rules, with the reason and the rules that lost. */
  experience(profile: Profile, request: Input<ExperienceRequest> | null | undefined, asOf: Time): ExperienceView
  /**
   * Which missing field would change most what this customer is shown, with the alternatives. Protected and
   * sensitive fields are never proposed.
   */
  nextQuestion(profile: Profile, asOf: Time): QuestionView
  /**
   * What a customer likes more, or less, than what they were shown explains. Without consent to personalisation
   * nothing is read, and the answer says so.
   */
  taste(profile: Profile, asOf: Time): TasteView
  /**
   * How the tastes that stand out now were learnt: what was believed at the ends of the last `months` months
   * (UTC), 0 to 60, read from the ledger as it was then.
   */
  tastePath(profile: Profile, months: number, asOf: Time): TastePath
  /**
   * How well products meet a customer's taste: for each a sum of terms, one for each of its values. Without
   * consent every score is 0.
   */
  tasteScores(profile: Profile, productIds: Array<string>, asOf: Time): TasteScores
  /**
   * Add to a receipt that this engine was trained on the customer, if it was, by the pseudonym under the key it
   * was trained with.
   */
  addToReceipt(receipt: ErasureReceipt, pseudonym: string): ErasureReceipt
  /** Load an engine that `save` wrote, in this release or an older one. */
  static load(bytes: Uint8Array, options?: FollowOptions | null): Promise<Engine>
  /** The artefact: everything `load` needs, compressed. */
  save(): Promise<Buffer>
  /** The same engine for an app on a customer's phone: without costs, policy, outcomes and subjects. */
  forDevice(): Promise<Engine>
  /**
   * A number by which other threads of this process take up this very engine with `fromHandle`. It is good
   * for as long as one thread holds the engine.
   */
  get handle(): number
  /** The engine of a `handle` that another thread gave. */
  static fromHandle(handle: number): Engine
  /** Let go of the engine now, rather than when the collector comes by. Other threads keep theirs. */
  dispose(): void
  /** The id that every answer carries. */
  get modelId(): string
  /** ISO 4217 code of every amount. */
  get currency(): string
  /** Whether a customer's data went into this engine, by the pseudonym under the key it was trained with. */
  trainedOn(pseudonym: string): boolean
  /** Fold one event into a customer's profile. */
  observe(profile: Profile, event: SegmentEvent | DecisionRecord | string, asOf: Time): Observed
  /** What is expected of a customer: value, activity, churn, timing, categories. */
  outlook(profile: Profile, asOf: Time): Outlook
  /** The outlook of many customers, as columns in the order of `profiles`. */
  outlookBatch(profiles: Array<Profile>, asOf: Time, options?: FollowOptions | null): Promise<OutlookColumns>
  /** The segment and persona of a customer, or `unassigned` with the reason. */
  segment(profile: Profile, asOf: Time): SegmentView
  /** The prices of products for a customer, each with factors that sum to its move. */
  quote(profile: Profile, shop: Shop, productIds: Array<string>, context: Input<QuoteContext> | null | undefined, asOf: Time): QuoteSet
  /** Products for a request, each with the terms that sum to its score. */
  recommend(profile: Profile, shop: Shop, request: Input<RecommendRequest> | null | undefined, asOf: Time): RecommendationSet
  /** What to do next for a customer outside of a conversation, and what was rejected by which gate. */
  nextActions(profile: Profile, shop: Shop, asOf: Time): ActionPlan
  /** The answer to one chat turn: all of the above, for one reply. */
  chat(profile: Profile, shop: Shop, request: Input<ChatRequest>, asOf: Time): ChatAnswer
  /** Whether each part can answer, and what it rests on. */
  health(): Health
  /** Any operation by its name, JSON text in and canonical JSON text out. */
  call(operation: string, input: string): string
}

/** Which ids were seen together, when, and what they said of themselves: one for the whole shop. */
export declare class IdentityGraph {
  /** A graph of which nothing is known yet. */
  constructor(policy?: Input<IdentityPolicy> | null)
  /** Take note of an event. The same event twice is the same as once. */
  note(event: SegmentEvent | string): void
  /** Take over what another graph has noted. */
  join(other: IdentityGraph): void
  /** Whether the profile of a visitor's id should be merged into a customer's, by all that was noted. */
  mergeVerdict(anonymousId: string, customerId: string): IdentityVerdict
  /** Verdicts on every visitor's id with every customer seen on it or named for it, sorted by id. */
  verdicts(): Promise<Array<IdentityVerdict>>
  /** Forget an id, as after the erasure of a customer: what was noted of it and of it with others. */
  forget(id: string): void
  /** The graph packed, for the host to keep. */
  toBytes(): Promise<Buffer>
  /** A graph from `toBytes`. */
  static fromBytes(bytes: Uint8Array): Promise<IdentityGraph>
}

/** The host's keys: one that seals, and others that only open. Keys are wiped from memory when they leave the ring. */
export declare class KeyRing {
  /** A ring with one key of 32 random bytes, which seals. */
  constructor(activeKey: Uint8Array)
  /** Add a key that only opens; its id. */
  addRetired(key: Uint8Array): string
  /**
   * Make a new key the one that seals and retire the one before; its id. A key that was in the ring before
   * does not come back.
   */
  rotate(newKey: Uint8Array): string
  /** Retire a key. Without an active key nothing can be sealed until the next rotation. */
  retire(keyId: string): void
  /** Take a key out. What it wrapped cannot be opened by this ring any more. */
  remove(keyId: string): void
  /** The keys in the order in which they came, by id and state; the keys themselves do not come back. */
  keys(): Array<RingKey>
  /**
   * Seal bytes for a customer under a fresh data key, which travels with them. `schema` says what the bytes are,
   * such as `profile/1`: 1 to 64 bytes, readable in what is sealed.
   */
  seal(plaintext: Uint8Array, customerId: string, schema: string): Buffer
  /** Open what `seal` sealed, for the customer and the schema it was sealed for. */
  open(sealed: Uint8Array, customerId: string, schema: string): Buffer
  /**
   * A customer's own data key, wrapped, to be stored apart from what it seals: deleting it makes everything
   * sealed with it unreadable, in backups too.
   */
  createDataKey(customerId: string): Buffer
  /** Seal bytes for a customer under the customer's own key of `createDataKey`. */
  sealWith(plaintext: Uint8Array, customerId: string, schema: string, wrappedKey: Uint8Array): Buffer
  /** Open what `sealWith` sealed, with the same data key. */
  openWith(sealed: Uint8Array, customerId: string, schema: string, wrappedKey: Uint8Array): Buffer
  /**
   * Put a data key under the ring's active key: of a wrapped key, or of sealed bytes that hold theirs. The
   * payload stays as it is, to the byte. What is under the active key already comes back unchanged.
   */
  rewrap(sealedOrKey: Uint8Array): Buffer
}

/**
 * One customer: a ledger of events, and what is known from it. The host stores it, as JSON or as bytes.
 *
 * A batch that is running keeps the profile as it was when the batch began.
 */
export declare class Profile {
  /**
   * Who the customer is said to be: fields by group with source, time and expiry, how complete and how fresh
   * each group is, and which fields that the engine could use are missing.
   */
  declared(asOf: Time): DeclaredView
  /**
   * What happened up to a time: conversations, visits, orders and returns of the last days in detail, and every
   * month. What customers wrote is in it only with `includeText`.
   */
  history(asOf: Time, options?: Input<HistoryOptions> | null): HistoryView
  /**
   * Stop every use of what is known, and keep it; `reason` is up to 256 bytes of the host's own, such as
   * `accuracy_contested`. The event that the profile recorded comes back, as of the next three.
   */
  restrict(reason: string | null | undefined, asOf: Time): SegmentEvent
  /** Let what is known be used again; `NOTHING_TO_UNDO` if no restriction stands. */
  liftRestriction(asOf: Time): SegmentEvent
  /** Deny the use of special categories: health, faith, origin and the like. */
  limitSensitive(asOf: Time): SegmentEvent
  /** Deny sale and sharing. */
  optOutOfSale(asOf: Time): SegmentEvent
  /** Everything that is kept, for a machine and for a person. */
  export(asOf: Time): ProfileExport
  /**
   * Tell the customer what is used, for what, on which basis, since when, and how to object. `language` is a tag
   * such as `en` or `en-GB`; English is the one that is written so far.
   */
  explainToCustomer(asOf: Time, language: string): CustomerExplanation
  /** Take out what is older than a policy allows, for good; what has no age in it is kept. */
  retentionPurge(policy: Input<RetentionPolicy>, asOf: Time): RetentionReceipt
  /**
   * Read the customer's rows of a table of consents, plain or gzip; those of others are counted and left alone.
   * Nothing is taken in before the file is read whole.
   */
  readConsents(path: string, asOf: Time, options?: (Input<ConsentTableOptions> & FollowOptions) | null): Promise<ReadReport>
  /** A customer of whom nothing is known yet. A `currency` may be stated before the first event has one. */
  constructor(customerId: string, currency?: string | null)
  /** The customer. */
  get customerId(): string
  /** The customer and all identities merged into it, sorted. */
  get identities(): Array<string>
  /** ISO 4217 code of all amounts; null until an event has one. */
  get currency(): string | null
  /** Events in the ledger, the quarantined among them, without those rolled up. */
  get eventCount(): number
  /** Events dated after `asOf`. */
  pendingEvents(asOf: Time): number
  /** All events held, in the order in which they count. */
  events(): Array<SegmentEvent>
  /** Enter an event into the ledger. `Engine.observe` also knows the shop's currency. */
  observe(event: SegmentEvent | DecisionRecord | string, asOf: Time): Observed
  /** What is known of the customer at a time. */
  view(asOf: Time): ProfileView
  /**
   * Take in everything that is known under another identity, or by another copy. A profile that equals this one
   * is `SELF_MERGE`.
   */
  merge(other: Profile): MergeReport
  /** `merge` on the host's word: the customer says that both are theirs, whatever else was seen. */
  mergeStated(other: Profile): MergeReport
  /** Take an identity that was merged out again, as a profile of its own. */
  unmerge(identity: string): Profile
  /** Forget events, for good: afterwards the profile is as if they had never been seen. */
  erase(request: ErasureRequest, asOf: Time): ErasureReceipt
  /** Roll up months that are old or too many; null means the usual policy. */
  compact(policy: Input<CompactPolicy> | null | undefined, asOf: Time): CompactReport
  /** The profile as JSON text that people can read. */
  toJson(): string
  /** A profile from `toJson`. */
  static fromJson(json: string): Profile
  /** The profile packed. */
  toBytes(): Buffer
  /** A profile from `toBytes`. */
  static fromBytes(bytes: Uint8Array): Profile
  /** What `JSON.stringify` writes: the object that `toJson` gives as text. */
  toJSON(): object
}

/** Everything that one report has told so far. It holds what is hidden, so it stays with the host. */
export declare class ReportLedger {
  /**
   * A ledger without releases, for one report that is made again and again. No figure tells of fewer customers
   * than `k`, 2 to 1,000.
   */
  constructor(k: number)
  /**
   * The report of these cells, as far as it may be shown beside everything this ledger released before. Cells
   * that are not named are empty. Store the ledger before the report goes out.
   */
  release(cells: Array<Input<ReportCell>>): Promise<SegmentReport>
  /** How many different reports were released. */
  get releaseCount(): number
  /** The ledger as JSON, hidden figures and all. */
  toJson(): string
  /** A ledger of `toJson`. */
  static fromJson(json: string): ReportLedger
}

/** The shop's facts: stock with its time of count, deadlines set once, price overrides. */
export declare class Shop {
  /** A shop of which nothing is known yet. */
  constructor()
  /** State how many are left, and when they were counted; false when a later count is known already. */
  stock(productId: string, count: number, countedAt: Time): boolean
  /** The last count of a product; null when there is none. */
  stockAt(productId: string): StockFact | null
  /** Products of which none are left, sorted. */
  get soldOut(): Array<string>
  /** Set a deadline, once: it cannot move later. Without products it is the whole shop's. */
  deadline(id: string, at: Time, productIds?: Array<string> | null): void
  /** The next deadline of a product, milliseconds since the epoch; null when there is none. */
  nextDeadline(productId: string, asOf: Time): number | null
  /** Set a price for a time, the same for everyone; without `until` it holds until another begins. */
  priceOverride(productId: string, priceMinor: number, from: Time, until: Time | null | undefined, reason: string): void
  /** The price override in force; null when there is none. */
  priceAt(productId: string, asOf: Time): PriceOverride | null
  /** The lowest price of the 30 days before, in minor units; `baseMinor` where no override was in force. */
  lowestPrice30d(productId: string, baseMinor: number, asOf: Time): number
  /** The shop as JSON text. */
  toJson(): string
  /** A shop from `toJson`. */
  static fromJson(json: string): Shop
  /** The shop as compressed bytes. */
  toBytes(): Buffer
  /** A shop from `toBytes`. */
  static fromBytes(bytes: Uint8Array): Shop
}

/**
 * Gathers customers from files and fits engines. Reading and fitting are promises; of several at once, each
 * waits for the others where it must.
 */
export declare class Trainer {
  /** A trainer for the products of a catalogue, whose currency is the engine's. */
  constructor(catalog: Catalog, options?: TrainerOptions | null)
  /** Read order lines from a CSV file, plain or gzip. Nothing is taken in before the file is read whole. */
  readOrders(path: string, options?: (Input<OrderOptions> & FollowOptions) | null): Promise<ReadReport>
  /**
   * Read events from a JSON Lines file, plain or gzip: in the Segment shape, or with `format: 'ga4'` those of
   * Google Analytics 4. No consent basis is asked for, since
   * the events state it themselves: what a customer allows is what their `Consent Changed` events say, and
   * without one every purpose stays denied.
   */
  readEvents(path: string, options?: (Input<EventOptions> & FollowOptions) | null): Promise<ReadReport>
  /**
   * Read a table of consents, plain or gzip: one row for each answer of a customer, `subject`, `purpose`, `state`
   * and `time`, and `basis`, `policy version` and `source` if there are. A row that is no answer is counted and
   * changes nothing.
   */
  readConsents(path: string, options?: (Input<ConsentTableOptions> & FollowOptions) | null): Promise<ReadReport>
  /**
   * List the customers trained on in the artefact, by pseudonym under this key of at least 16 bytes, so
   * that an erasure can tell which engines are stale. Without a key none are listed.
   */
  setPseudonymKey(key: Uint8Array): void
  /** The catalogue. */
  get catalog(): Catalog
  /** Customers read so far, sorted. */
  customerIds(): Array<string>
  /** A copy of what was read of one customer; null for a customer who was not read. */
  profile(customerId: string): Profile | null
  /** Fit an engine on everything read that happened up to `asOf`, of customers who allow analytics. */
  fit(asOf: Time, options?: FollowOptions | null): Promise<Engine>
}

/** An entry as one line of JSON with its end: the only form in which a log is verified. */
export declare function auditLine(entry: AuditEntry): string

/** Any operation that needs no engine by its name, JSON text in and canonical JSON text out. */
export declare function call(operation: string, input: string): string

/**
 * How clumpy purchases are, by the gaps into which they cut the time observed, the last of them still open; null
 * where the gaps say nothing.
 */
export declare function clumpiness(gaps: NumberColumn): Clumpiness | null

/** Intervals of many customers, by what a holdout showed. */
export interface ConformalColumns {
  /** Lower end of each. */
  low: Float64Array
  /** Upper end of each. */
  high: Float64Array
  /** The place in `groups` of each customer's. */
  group: Uint32Array
  /** The groups. */
  groups: Array<ConformalGroup>
  /** Least probability, over the customers of each group, that an interval holds what comes. */
  level: number
  /** The horizon, in the model's unit of time. */
  periods: number
}

/**
 * The events that say what a signal said, at a time, in the order of purposes. Hearing the same signal of the same
 * time again changes nothing.
 */
export declare function consentEvents(customerId: string, changes: Array<ConsentSignal>, at: Time): Array<SegmentEvent>

/** Every field that a customer can be known by, group by group: what it holds, what may be done with it, who reads it. */
export declare function declaredFields(): Array<DeclaredField>

/**
 * The events of a row that Google Analytics 4 exports to `BigQuery`, or of a payload of its Measurement Protocol: an
 * object, or its JSON text. Prices without a currency of their own are of `defaultCurrency`.
 */
export declare function eventsFromGa4(payload: Record<string, unknown> | string, defaultCurrency?: string | null): Array<SegmentEvent>

/** What each column contributes to the score of every row of a table. */
export interface ExplanationColumns {
  /** The names of the columns, in the schema's order. */
  columns: Array<string>
  /** What a score is expected to be before anything of a row is known, in units of the score. */
  base: number
  /** The score of each row, before calibration. */
  scores: Float64Array
  /** Row by row one for each column, in units of the score; with `base` those of a row add up to its score. */
  contributions: Float64Array
  /** The number of rows. */
  rows: number
  /** How they were found, each method once. */
  methods: Array<ReasonMethod>
}

/** What the header `Sec-GPC` says: `1` denies sharing, any other value says nothing. */
export declare function globalPrivacyControl(secGpc: string): ConsentSignals

/** What Google Consent Mode v2 says. Sharing is granted only if both of its keys are, and denied as soon as one is. */
export declare function googleConsentMode(keys: Input<ConsentModeKeys>): ConsentSignals

/** What may be done with a declared value of this name, in any spelling, known or not. */
export declare function guardOf(name: string): FieldGuard

/**
 * What the IAB Transparency and Consent Framework says of purposes; nothing where it does not apply, or was not
 * asked. Where both the string and the bits of purposes are given, they must agree.
 */
export declare function iabTcf(keys: Input<TcfKeys>): ConsentSignals

/**
 * Estimates of many customers with the intervals that the uncertainty of the model's parameters leaves them. They do not
 * hold the randomness of what a customer will do: see `purchaseQuantilesBatch`.
 */
export interface IntervalColumns {
  /** The estimates. */
  value: Float64Array
  /** Lower ends. */
  low: Float64Array
  /** Upper ends. */
  high: Float64Array
  /** Nominal coverage of each interval, such as 0.9. */
  level: number
}

/** Whether nothing was found. */
export declare function isIntact(verdict: AuditVerdict): boolean

/**
 * How long it takes when some are still waiting: the estimate of Kaplan and Meier of these spells, with intervals
 * of 90 %.
 */
export declare function kaplanMeier(spells: Array<Spell>): WaitingCurve

/** How the customers of a model differ. */
export interface Mixing {
  /** In buying. */
  rate: MixingDistribution
  /** In leaving; null where nobody leaves. */
  dropout: MixingDistribution | null
}

/** One quantity over the customers of a model: a gamma or a beta distribution. */
export interface MixingDistribution {
  /** What differs from customer to customer, with its unit. */
  quantity: string
  /** `gamma` with shape and rate, or `beta` with its two parameters. */
  family: string
  /** Those two. */
  parameters: Array<number>
  /** Mean over the customers. */
  mean: number
  /** Half of the customers are below it. */
  median: number
  /** Points in equal distances: inside 0 to 1, or up to what 99 % of the customers are below. */
  points: Float64Array
  /** The density there. */
  density: Float64Array
}

/** How many of the options with these scores to show side by side; in any order, higher is better. */
export declare function narrowing(scores: NumberColumn, options?: Input<NarrowingOptions> | null): ChoiceNarrowing

/** When the next purchases of many customers come, who may have left. */
export interface NextPurchaseColumns {
  /** Probability of each customer that no further purchase ever comes. */
  probabilityNever: Float64Array
  /**
   * For each of `levels` a column: the times from now within which the next purchase falls with that probability;
   * infinite where one comes with a lower one.
   */
  periods: Array<Float64Array>
  /** The probabilities. */
  levels: Array<number>
}

/** Outlooks of many customers, as columns of one length; a figure that is not known is NaN. */
export interface OutlookColumns {
  /** Customers, in the order asked. */
  customerId: Array<string>
  /** Expected spend within a year, minor units. */
  lifetimeValueMinor: Float64Array
  /** Lower end of its interval. */
  lifetimeValueLowMinor: Float64Array
  /** Upper end of its interval. */
  lifetimeValueHighMinor: Float64Array
  /** Expected purchase days within a year. */
  expectedPurchases: Float64Array
  /** Probability that the customer is still one. */
  probabilityAlive: Float64Array
  /** Lower end of its interval. */
  probabilityAliveLow: Float64Array
  /** Upper end of its interval. */
  probabilityAliveHigh: Float64Array
  /** Probability of no purchase within 180 days. */
  churn: Float64Array
  /** Median days until the next purchase. */
  nextPurchaseDays: Float64Array
  /** 1 where the customer's own history was used, else 0. */
  personalised: Float64Array
}

/** What a TC string says, without the single vendors. */
export declare function parseTcString(text: string): TcString

/** The pseudonym of a customer under a key of at least 16 bytes: `<key id>-<128 bits>`. */
export declare function pseudonym(key: Uint8Array, customerId: string): string

/**
 * How regular purchases are, by the gaps between them: 1 as at random, more when more regular; null unless there are
 * two gaps, all above 0.
 */
export declare function regularity(gaps: NumberColumn): Estimate | null

/** Throws unless nothing was found: `WRONG_OWNER` for another log's, `TAMPERED` for anything else. */
export declare function requireIntact(verdict: AuditVerdict): void

/**
 * What sealed bytes or a wrapped key say of themselves, so that a host finds what is to be rewrapped. No key is
 * needed and nothing is proven.
 */
export declare function sealInfo(sealedOrKey: Uint8Array): SealInfo

/**
 * What Segment's `context.consent.categoryPreferences` say, by the host's own map of categories. A purpose of
 * several categories is denied as soon as one of them is.
 */
export declare function segmentPreferences(preferences: Record<string, boolean>, categories: Array<ConsentCategory>): ConsentSignals

/** Customers drawn from a model, as columns. */
export interface SimulatedCustomers {
  /** Of each purchase the customer, counted from 0; ascending. */
  purchaseCustomer: Uint32Array
  /**
   * Of each purchase the customer's age at it, ascending within the customer. The purchase at age 0 with which a
   * customer begins is not listed.
   */
  purchaseAge: Float64Array
  /** Of each customer the purchases up to their age: what a fit takes as `frequency`. */
  frequency: Float64Array
  /** Of each customer the age at the last purchase; 0 without one. */
  lastPurchaseAge: Float64Array
  /** Of each customer the age up to which they were followed. */
  age: Float64Array
}

/**
 * Roles to begin with: `chat`, `service_agent`, `analyst`, `decision_service`, `privacy_officer`, `auditor`,
 * `operator`.
 */
export declare function standardAccessPolicy(): AccessPolicy

/** What customers are expected to do together, with intervals that join chance and the parameters' uncertainty. */
export interface TotalValue {
  /** How many they are. */
  customers: number
  /** Value expected of all, discounted, in the unit of money of the histories. */
  expected: number
  /** Lower end of its interval; null where spend has no finite variance, as when Gamma-Gamma's `q` is at most 2. */
  low: number | null
  /** Upper end. */
  high: number | null
  /** Purchases expected of all, not discounted. */
  purchasesExpected: number
  /** Lower end of their interval. */
  purchasesLow: number
  /** Upper end. */
  purchasesHigh: number
  /** Nominal coverage of both intervals. */
  level: number
}

/**
 * Repeat purchases by period, those that were made beside those expected: columns with a row for each whole period since
 * the first purchase of all.
 */
export interface Tracking {
  /** Ends of the periods, in periods since the day of the first purchase of all. */
  end: Float64Array
  /** Repeat purchases in each period. */
  observed: Float64Array
  /** Those expected. */
  expected: Float64Array
  /** Lower ends of their intervals. */
  low: Float64Array
  /** Upper ends. */
  high: Float64Array
  /** Repeat purchases up to the end of each period. */
  cumulativeObserved: Float64Array
  /** Those expected. */
  cumulativeExpected: Float64Array
  /** Lower ends of their intervals. */
  cumulativeLow: Float64Array
  /** Upper ends. */
  cumulativeHigh: Float64Array
  /** Where the holdout begins, in periods since the day of the first purchase; null without one. */
  calibrationEnd: number | null
  /** Customers followed: those known at the end of the calibration. */
  customers: number
  /** The unit of time: `day`, `week`, `month`, `year`, or a number of days. */
  period: string
  /** Nominal coverage of the intervals. */
  level: number
}

/** What each of many customers is expected to spend. */
export interface ValueColumns {
  /** Expected value of each customer, discounted, in the histories' unit of money. */
  expected: Float64Array
  /** The horizon; null for ever. */
  periods: number | null
  /** The discount. */
  discountRatePerPeriod: number
  /** The share of spend that `expected` is: a margin. Null when it is revenue. */
  margin: number | null
  /** Nominal coverage of the predictive intervals; null without them, as are the three columns below. */
  level: number | null
  /** Lower ends of the intervals: of what the customer will spend, not of its mean. */
  low: Float64Array | null
  /** Upper ends, never below `expected`. */
  high: Float64Array | null
  /** Probabilities of no purchase within the horizon. */
  probabilityOfNone: Float64Array | null
}

/** Intervals of many values. */
export interface ValueIntervals {
  /** Lower end of each. */
  low: Float64Array
  /** Upper end of each. */
  high: Float64Array
  /** The least probability, over all rows, that an interval holds the value. */
  level: number
}

/** Verify a whole log, plain or as gzip; steps are its bytes. */
export declare function verifyAudit(logId: string, lines: Uint8Array, anchors?: Array<AuditAnchor> | null, anchorKey?: Uint8Array | null, options?: FollowOptions | null): Promise<AuditVerdict>

export declare namespace learn {
  /** A curve from log-odds to log-odds that never falls, after which probabilities mean what they say. */
  export class Calibration {
    /** Fit one kind to log-odds and labels of rows that the learner was not fitted to. */
    static fit(method: CalibrationMethod, scores: NumberColumn, labels: NumberColumn, options?: WeightOptions | null): Promise<Calibration>
    /** Choose among all kinds by cross-validated log loss: see `candidates`. */
    static choose(scores: NumberColumn, labels: NumberColumn, options?: CalibrationOptions | null): Promise<Calibration>
    /** A calibration that was saved by `toJson`. */
    static fromJson(json: string): Calibration
    /** The calibration as JSON, to be read by `fromJson`. */
    toJson(): string
    /** Its kind. */
    get method(): CalibrationMethod
    /** Every kind that was tried, the simplest first; none where nothing was chosen. */
    get candidates(): Array<CalibrationCandidate>
    /** The log-odds that a score becomes. */
    logOdds(score: number): number
    /** The same for a column. */
    logOddsBatch(scores: NumberColumn): Promise<Float64Array>
    /** The probability that a score becomes. */
    probability(score: number): number
    /** The same for a column. */
    probabilityBatch(scores: NumberColumn): Promise<Float64Array>
  }
  /**
   * How far outcomes lie from what was predicted, at most, with a probability of at least `level` (Vovk, Gammerman and Shafer
   * 2005; of quantiles Romano, Patterson and Candès 2019).
   */
  export class ConformalMargin {
    /** Calibrate on rows that the learner was not fitted to, at least `ceil(1 / (1 - level)) - 1` of them. */
    static calibrate(predicted: PredictedColumns, outcomes: NumberColumn, level?: number | null): Promise<ConformalMargin>
    /** A margin that was saved by `toJson`. */
    static fromJson(json: string): ConformalMargin
    /** The margin as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The least probability, over all rows, that an interval holds the outcome. */
    get level(): number
    /** What is added to the upper end and taken off the lower, in units of the scale. */
    get margin(): number
    /** The rows that it was calibrated on. */
    get calibrationRows(): number
    /** The interval round a predicted mean. */
    interval(mean: number): ConformalValueInterval
    /** The interval of each of many rows. */
    intervals(predicted: PredictedColumns): Promise<ValueIntervals>
  }
  /** How a column was distributed in training, so that one of now can be compared with it. */
  export class DriftReference {
    /** Numbers in at most so many bins of about as many rows each, 10 unless stated; null and NaN are missing. */
    static ofNumbers(values: NullableColumn, bins?: number | null): Promise<DriftReference>
    /** Categories by code, from 0 up to below `levels`; what is null, NaN or any other code is missing. */
    static ofCategories(codes: NullableColumn, levels: number): Promise<DriftReference>
    /** A reference that was saved by `toJson`. */
    static fromJson(json: string): DriftReference
    /** The reference as JSON, to be read by `fromJson`. */
    toJson(): string
    /**
     * Compare numbers of now with those of training. `level` is how often no drift is found where there is none, 0.9 unless
     * stated.
     */
    compareNumbers(values: NullableColumn, level?: number | null): Promise<DriftReport>
    /** Compare categories of now with those of training; codes beyond those of training are missing. */
    compareCategories(codes: NullableColumn, level?: number | null): Promise<DriftReport>
  }
  /**
   * Trees, a regression and networks that answer together, calibrated on rows that none of them had seen.
   *
   * What is explained is the score before calibration. `report` tells how good the members and the whole are.
   */
  export class Ensemble {
    /** What it foretells. */
    get task(): Task
    /** How its scores are calibrated. */
    get calibration(): Calibration
    /** What is known of it from rows that no member had seen: each member, the whole and the base rate side by side. */
    get report(): EnsembleReport
    /**
     * Of a yes or no: the labels of one row that cannot be excluded. Among rows of either label at least `coverage`, 0.5 to
     * 0.99, have theirs in the set.
     */
    predictSetRow(row: LearnerRow, coverage: number): Array<number>
    /** The same for every row of a table. */
    predictSet(table: Table | TableColumns, coverage: number, options?: FollowOptions | null): Promise<Array<Array<number>>>
    /**
     * Of tasks other than a yes or no: values between which one row's outcome lies; at least `coverage`, 0.5 to 0.99, of all
     * outcomes do.
     */
    predictIntervalRow(row: LearnerRow, coverage: number): ConformalValueInterval
    /** The same for every row of a table. */
    predictInterval(table: Table | TableColumns, coverage: number, options?: FollowOptions | null): Promise<ValueIntervals>
    /** Fit to the labels of a table's rows. `weights` say how much each row counts, `times` when it was. */
    static fit(table: Table | TableColumns, labels: NumberColumn, options?: (Input<EnsembleOptions> & TargetOptions) | null): Promise<Ensemble>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<Ensemble>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** The columns that it was trained on, with the levels of those that have levels. */
    get schema(): Array<SchemaColumn>
    /** What it minimised: the score is the log-odds, the logarithm of a mean, or the mean itself. */
    get objective(): Objective
    /**
     * The mean of one row's label: a probability, where the objective is logistic.
     *
     * Every column of training has to be there, `null` where it is not known; others are ignored. A level that was
     * not seen counts as missing.
     */
    predictRow(row: LearnerRow): number
    /** The score of one row; rows as of `predictRow`. */
    scoreRow(row: LearnerRow): number
    /** The mean of the label of every row of a table. */
    predict(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** The score of every row of a table. */
    scores(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * What each column contributes to the score of one row; rows as of `predictRow`.
     *
     * `base` and the contributions, in the order of `schema`, add up to the score.
     */
    explainRow(row: LearnerRow): Explanation
    /** What each column contributes to the score of every row of a table. */
    explain(table: Table | TableColumns, options?: FollowOptions | null): Promise<ExplanationColumns>
    /** The strongest reasons of one row in words, strongest first, then one for all others together; 4 unless stated. */
    reasonCodes(row: LearnerRow, count?: number | null): Array<ReasonCode>
    /**
     * The smallest change of one row that would flip the verdict on it, if there is one.
     *
     * What a column could be instead is taken from `values`, such as the table of training. Trees and ensembles know it
     * themselves: there `values` may be left out.
     */
    smallestChange(row: LearnerRow, values?: Table | TableColumns | null, options?: (Input<ChangeOptions> & FollowOptions) | null): Promise<SmallestChange | null>
  }
  /**
   * Gradient boosting over histograms: a sum of many small trees (Friedman 2001; Chen and Guestrin 2016; Ke and others 2017).
   *
   * What is missing and what is a category needs no preparation. The same rows, options and seed give the same model
   * everywhere.
   */
  export class Gbdt {
    /** Fit to the labels of a table's rows. `weights` say how much each row counts, `times` when it was. */
    static fit(table: Table | TableColumns, labels: NumberColumn, options?: (Input<GbdtOptions> & TargetOptions) | null): Promise<Gbdt>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<Gbdt>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** The columns that it was trained on, with the levels of those that have levels. */
    get schema(): Array<SchemaColumn>
    /** What it minimised: the score is the log-odds, the logarithm of a mean, or the mean itself. */
    get objective(): Objective
    /**
     * The mean of one row's label: a probability, where the objective is logistic.
     *
     * Every column of training has to be there, `null` where it is not known; others are ignored. A level that was
     * not seen counts as missing.
     */
    predictRow(row: LearnerRow): number
    /** The score of one row; rows as of `predictRow`. */
    scoreRow(row: LearnerRow): number
    /** The mean of the label of every row of a table. */
    predict(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** The score of every row of a table. */
    scores(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * What each column contributes to the score of one row; rows as of `predictRow`.
     *
     * `base` and the contributions, in the order of `schema`, add up to the score.
     */
    explainRow(row: LearnerRow): Explanation
    /** What each column contributes to the score of every row of a table. */
    explain(table: Table | TableColumns, options?: FollowOptions | null): Promise<ExplanationColumns>
    /** The strongest reasons of one row in words, strongest first, then one for all others together; 4 unless stated. */
    reasonCodes(row: LearnerRow, count?: number | null): Array<ReasonCode>
    /**
     * The smallest change of one row that would flip the verdict on it, if there is one.
     *
     * What a column could be instead is taken from `values`, such as the table of training. Trees and ensembles know it
     * themselves: there `values` may be left out.
     */
    smallestChange(row: LearnerRow, values?: Table | TableColumns | null, options?: (Input<ChangeOptions> & FollowOptions) | null): Promise<SmallestChange | null>
    /** The score before any tree. */
    get baseScore(): number
    /** The number of trees. */
    get treeCount(): number
  }
  /**
   * Sets of labels that hold the true one with a probability of at least `level`, among the rows of each label (Vovk,
   * Gammerman and Shafer 2005). A set of two says that the row is not decided.
   */
  export class LabelSets {
    /** Calibrate sets of 0 and 1 on log-odds of rows that the learner was not fitted to. */
    static calibrateBinary(scores: NumberColumn, labels: NumberColumn, level?: number | null): Promise<LabelSets>
    /**
     * Calibrate sets of `labelCount` labels: the conformities of a row's labels stand beside each other, row after row, and
     * any measure will do that is larger for likelier labels.
     */
    static calibrate(conformities: NumberColumn, labelCount: number, truth: NumberColumn, level?: number | null): Promise<LabelSets>
    /** Sets that were saved by `toJson`. */
    static fromJson(json: string): LabelSets
    /** The sets as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The least probability, among rows of each label, that a set holds the label. */
    get level(): number
    /** The threshold of each label, from 0 on. */
    get thresholds(): Array<LabelThreshold>
    /** The labels in the set of a row with these conformities. */
    set(conformities: NumberColumn): Array<number>
    /** The labels in the set of a row with these log-odds. */
    binarySet(score: number): Array<number>
    /** How sets of 0 and 1 do on rows that they were not calibrated on. */
    measureBinary(scores: NumberColumn, labels: NumberColumn, level?: number | null): Promise<LabelSetReport>
    /** How sets do on rows that they were not calibrated on; conformities as of `calibrate`. */
    measure(conformities: NumberColumn, truth: NumberColumn, level?: number | null): Promise<LabelSetReport>
  }
  /**
   * Logistic regression with a ridge (Cox 1958; le Cessie and van Houwelingen 1992), fitted to its one minimum.
   *
   * Numbers are standardised, levels of categories and what is missing have indicators. Labels are 0 and 1.
   */
  export class Logistic {
    /** Fit to the labels of a table's rows. `weights` say how much each row counts, `times` when it was. */
    static fit(table: Table | TableColumns, labels: NumberColumn, options?: (Input<LogisticOptions> & TargetOptions) | null): Promise<Logistic>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<Logistic>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** The columns that it was trained on, with the levels of those that have levels. */
    get schema(): Array<SchemaColumn>
    /** What it minimised: the score is the log-odds, the logarithm of a mean, or the mean itself. */
    get objective(): Objective
    /**
     * The mean of one row's label: a probability, where the objective is logistic.
     *
     * Every column of training has to be there, `null` where it is not known; others are ignored. A level that was
     * not seen counts as missing.
     */
    predictRow(row: LearnerRow): number
    /** The score of one row; rows as of `predictRow`. */
    scoreRow(row: LearnerRow): number
    /** The mean of the label of every row of a table. */
    predict(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** The score of every row of a table. */
    scores(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * What each column contributes to the score of one row; rows as of `predictRow`.
     *
     * `base` and the contributions, in the order of `schema`, add up to the score.
     */
    explainRow(row: LearnerRow): Explanation
    /** What each column contributes to the score of every row of a table. */
    explain(table: Table | TableColumns, options?: FollowOptions | null): Promise<ExplanationColumns>
    /** The strongest reasons of one row in words, strongest first, then one for all others together; 4 unless stated. */
    reasonCodes(row: LearnerRow, count?: number | null): Array<ReasonCode>
    /**
     * The smallest change of one row that would flip the verdict on it, if there is one.
     *
     * What a column could be instead is taken from `values`, such as the table of training. Trees and ensembles know it
     * themselves: there `values` may be left out.
     */
    smallestChange(row: LearnerRow, values: Table | TableColumns, options?: (Input<ChangeOptions> & FollowOptions) | null): Promise<SmallestChange | null>
    /** The mean score of the rows that it was trained on. */
    get baseScore(): number
    /** The coefficients, as analysts read them. */
    get coefficients(): Array<LogisticCoefficient>
  }
  /**
   * A small network over embedded categories, or several whose scores are averaged, trained with early stopping.
   *
   * Labels are as the objective has them: of 0 and 1, of any numbers, or counts.
   */
  export class Network {
    /** Fit to the labels of a table's rows. `weights` say how much each row counts, `times` when it was. */
    static fit(table: Table | TableColumns, labels: NumberColumn, options?: (Input<NetworkOptions> & TargetOptions) | null): Promise<Network>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<Network>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** The columns that it was trained on, with the levels of those that have levels. */
    get schema(): Array<SchemaColumn>
    /** What it minimised: the score is the log-odds, the logarithm of a mean, or the mean itself. */
    get objective(): Objective
    /**
     * The mean of one row's label: a probability, where the objective is logistic.
     *
     * Every column of training has to be there, `null` where it is not known; others are ignored. A level that was
     * not seen counts as missing.
     */
    predictRow(row: LearnerRow): number
    /** The score of one row; rows as of `predictRow`. */
    scoreRow(row: LearnerRow): number
    /** The mean of the label of every row of a table. */
    predict(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** The score of every row of a table. */
    scores(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * What each column contributes to the score of one row; rows as of `predictRow`.
     *
     * `base` and the contributions, in the order of `schema`, add up to the score.
     */
    explainRow(row: LearnerRow): Explanation
    /** What each column contributes to the score of every row of a table. */
    explain(table: Table | TableColumns, options?: FollowOptions | null): Promise<ExplanationColumns>
    /** The strongest reasons of one row in words, strongest first, then one for all others together; 4 unless stated. */
    reasonCodes(row: LearnerRow, count?: number | null): Array<ReasonCode>
    /**
     * The smallest change of one row that would flip the verdict on it, if there is one.
     *
     * What a column could be instead is taken from `values`, such as the table of training. Trees and ensembles know it
     * themselves: there `values` may be left out.
     */
    smallestChange(row: LearnerRow, values: Table | TableColumns, options?: (Input<ChangeOptions> & FollowOptions) | null): Promise<SmallestChange | null>
    /** Networks whose scores are averaged. */
    get networkCount(): number
  }
  /**
   * Log-odds that a learner gave to rows, and the label, 0 or 1, that each turned out to have.
   *
   * Intervals are of the scores as they are: they hold the chance of which rows came, not that of the fit. `level` is 0.9
   * unless stated.
   */
  export class ScoredLabels {
    /** The share of rows, by weight, with label 1. */
    readonly baseRate: number
    /** The log loss of telling everyone the base rate. */
    readonly baseLogLoss: number
    /** Scores in log-odds, labels of 0 and 1 and, where rows count differently, weights that are not negative. */
    constructor(scores: NumberColumn, labels: NumberColumn, weights?: NumberColumn | null)
    /**
     * Area under the receiver operating characteristic: how often a row of label 1 scores above one of label 0 (`DeLong`,
     * `DeLong` and Clarke-Pearson 1988).
     */
    auc(level?: number | null): Promise<MetricInterval>
    /** By how much the area is larger than that of other scores of the same rows. */
    aucGain(otherScores: NumberColumn, level?: number | null): Promise<MetricInterval>
    /** Average precision: the area under the curve of precision by recall. */
    averagePrecision(): Promise<number>
    /** The mean log loss. */
    logLoss(level?: number | null): Promise<MetricInterval>
    /** The mean squared distance of probabilities from labels (Brier 1950). */
    brier(level?: number | null): Promise<MetricInterval>
    /** The share of rows whose label is the likelier one. */
    accuracy(level?: number | null): Promise<MetricInterval>
    /** What the Brier score is made of (Murphy 1973). */
    brierDecomposition(bins?: ReliabilityBins | null): Promise<BrierDecomposition>
    /** The line in log-odds that would make probabilities right (Cox 1958): slope 1 and intercept 0 need none. */
    coxCalibration(level?: number | null): Promise<CoxCalibration>
    /** What was told and what came, bin by bin. */
    reliability(bins?: ReliabilityBins | null): Promise<Array<ReliabilityBin>>
    /** How far probabilities are from what came true, beside what chance alone explains. */
    calibrationError(bins?: ReliabilityBins | null, level?: number | null): Promise<ExpectedCalibrationError>
    /** What the rows with the highest scores hold, at each of these shares of the rows. */
    gain(shares: NumberColumn): Promise<Array<GainPoint>>
    /** Let go of the columns now, rather than when the collector comes by. */
    dispose(): void
  }
  /** Values that a learner predicted for rows, and what each turned out to be. `level` is 0.9 unless stated. */
  export class ScoredValues {
    /** Predictions and outcomes in one unit and, where rows count differently, weights that are not negative. */
    constructor(predictions: NumberColumn, outcomes: NumberColumn, weights?: NumberColumn | null)
    /** The mean distance of predictions from outcomes. */
    meanAbsoluteError(level?: number | null): Promise<MetricInterval>
    /** The root of the mean squared distance. */
    rootMeanSquaredError(level?: number | null): Promise<MetricInterval>
    /** By how much predictions are too high on average. */
    bias(level?: number | null): Promise<MetricInterval>
    /** How well predictions put outcomes in order by their size: 1 as well as can be. */
    normalizedGini(): Promise<number>
    /** The correlation of ranks (Spearman 1904). */
    spearman(level?: number | null): Promise<MetricInterval>
    /** Let go of the columns now, rather than when the collector comes by. */
    dispose(): void
  }
  /**
   * Named columns of one length, each of numbers or of categories: what learners are fitted to and asked about.
   *
   * `null`, `undefined` and NaN are missing; infinity is refused. A column of texts is one of categories. The columns are
   * copied.
   */
  export class Table {
    /** The number of rows. */
    readonly rows: number
    /** The columns' names, in their order. */
    readonly names: Array<string>
    /** A table of these columns. */
    constructor(columns: TableColumns)
    /** The table of these rows, in this order, such as one side of a split; a row may come more than once. */
    take(rows: NumberColumn): Table
    /** Let go of the columns now, rather than when the collector comes by. Work that has begun keeps them. */
    dispose(): void
  }
  /** A trial: rows that were treated by lot or not, and what came of each. */
  export class Trial {
    /** 1 where a row was treated and 0 where not, and outcomes in any unit. */
    constructor(treatment: NumberColumn, outcomes: NumberColumn)
    /** Look for signs that treatment was not given by lot to the planned share of rows, in columns that were known before it. */
    balance(columns: Array<NullableColumn>, plannedShare: number, level?: number | null): Promise<TrialBalance>
    /** What treatment added among the given share of rows with the highest scores. */
    upliftAt(scores: NumberColumn, share: number, level?: number | null): Promise<UpliftAt>
    /** The Qini curve at so many equal shares of the rows, and at 0. */
    qiniCurve(scores: NumberColumn, points: number): Promise<Array<QiniPoint>>
    /** Area and coefficient of the Qini curve, with intervals from a bootstrap (Radcliffe 2007). */
    qini(scores: NumberColumn, options: QiniOptions): Promise<QiniReport>
    /**
     * The value of treating those rows that `treat` marks with 1, where each was treated with its `propensity` (0.001 to
     * 0.999) and a treatment costs `cost`, in units of the outcome.
     */
    policyValue(treat: NumberColumn, propensity: NumberColumn, cost: number, level?: number | null): Promise<PolicyValue>
    /** Let go of the rows now, rather than when the collector comes by. */
    dispose(): void
  }
  /**
   * What treating a row adds to its outcome, learnt from a trial or from treatment that the columns decided (Künzel, Sekhon,
   * Bickel and Yu 2019).
   *
   * What it says of itself rests on rows that it had not seen. `level` is 0.9 unless stated.
   */
  export class Uplift {
    /** Fit to rows that were treated (1) or not (0), and to what came of each. */
    static fit(table: Table | TableColumns, treatment: NumberColumn, outcome: NumberColumn, options?: (Input<UpliftOptions> & FollowOptions) | null): Promise<Uplift>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<Uplift>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** The columns that it was trained on, with the levels of those that have levels. */
    get schema(): Array<SchemaColumn>
    /** Which learner it is. */
    get learner(): UpliftLearner
    /**
     * What treating one row would add to its outcome.
     *
     * Every column of training has to be there, `null` where it is not known; others are ignored.
     */
    predictRow(row: LearnerRow): number
    /** What treating each row of a table would add to its outcome. */
    predict(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** How well it chooses whom to treat: area and coefficient of the Qini curve of rows that it had not seen. */
    qini(level?: number | null): QiniReport
    /** The Qini curve at so many equal shares of the rows, and at 0. */
    qiniCurve(points: number): Array<QiniPoint>
    /** What treatment added among the share of rows that it scored highest; with `share` 1 it is the average effect. */
    upliftAt(share: number, level?: number | null): UpliftAt
    /**
     * What treatment added among the share of rows, 0.2 unless stated, that stand nearest to a row of this effect by the scores
     * that the model, not having seen them, gave them: what the trial itself knows of rows like it.
     */
    upliftNear(effect: number, share?: number | null, level?: number | null): UpliftAt
    /** Whether outcomes were 0 and 1, so that effects are on a probability. */
    get isOfProbability(): boolean
    /**
     * What each column contributes to the effect on one row, in units of the outcome: with `base`, in the order of `schema`,
     * they add up to it. `NOT_AVAILABLE` of the learners X and Mean where the propensity was estimated.
     */
    explainRow(row: LearnerRow): Explanation
    /** What each column contributes to the effect on every row of a table; see `explainRow`. */
    explain(table: Table | TableColumns, options?: FollowOptions | null): Promise<ExplanationColumns>
    /** What it is worth to treat rows whose effect is above the cost of treatment, in units of the outcome. */
    policyValue(cost: number, level?: number | null): PolicyValue
    /**
     * Do effects differ between rows, as far as these columns and this learner can tell? Where they do not, a difference is
     * found with probability `1 - level`.
     */
    heterogeneity(level?: number | null): HeterogeneityReport
    /** Whether treatment looks given by lot, and between which bounds its probability lies. */
    get balance(): UpliftBalance
  }
  /**
   * Whether a row brings something, and how much then: trees of either, by the zero-inflated lognormal likelihood of Wang, Liu
   * and Miao (2019).
   */
  export class ValueGbdt {
    /**
     * Fit to what a table's rows brought: amounts of at least 0, at least ten of them above it. `weights` say how much each
     * row counts, `times` when it was. Of the options the objective is not looked at.
     */
    static fit(table: Table | TableColumns, amounts: NumberColumn, options?: (Input<GbdtOptions> & TargetOptions) | null): Promise<ValueGbdt>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<ValueGbdt>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** The columns that it was trained on, with the levels of those that have levels. */
    get schema(): Array<SchemaColumn>
    /** The variance of the logarithm of an amount around its mean. */
    get logVariance(): number
    /** Whether a row brings something: trees whose score is the log-odds. */
    occurrence(): Gbdt
    /** How much it brings then: trees whose score is the mean of the logarithm. */
    logAmount(): Gbdt
    /**
     * The mean amount of one row.
     *
     * Every column of training has to be there, `null` where it is not known; others are ignored.
     */
    predictRow(row: LearnerRow): number
    /** The mean amount of every row of a table. */
    predict(table: Table | TableColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** What the amount of each row costs: the negative logarithm of its likelihood. */
    costs(table: Table | TableColumns, amounts: NumberColumn, options?: FollowOptions | null): Promise<Float64Array>
  }
  /** The standard error of an area under the curve of so many rows of either label (Hanley and McNeil 1982). */
  export function aucStandardError(auc: number, positives: number, negatives: number): number
  /**
   * Compare what was foretold with what came, in windows of `windowMs` counted from the earliest row. `level` is how often
   * nothing is said when probabilities are right, 0.9 unless stated.
   */
  export function calibrationOverTime(scores: NumberColumn, labels: NumberColumn, times: TimeColumn, windowMs: number, level?: number | null): Promise<CalibrationOverTime>
  /**
   * Which columns know the label, say nothing, or say what another says already? Labels are 0 and 1, both present.
   *
   * `level` is how often no fair column is accused by chance, 0.9 unless stated.
   */
  export function checkColumns(table: Table | TableColumns, labels: NumberColumn, options?: LevelOptions | null): Promise<ColumnChecks>
  /** Fit an ensemble: the same as `Ensemble.fit`. */
  export function fit(table: Table | TableColumns, labels: NumberColumn, options?: (Input<EnsembleOptions> & TargetOptions) | null): Promise<Ensemble>
  /** A learner of whichever kind that was saved by `toBytes`, as an object of its own class. */
  export function load(bytes: Uint8Array, options?: FollowOptions | null): Promise<Learner | Uplift | ValueGbdt>
}

export declare namespace lifetime {
  /**
   * BG/BB: at how many of the opportunities to come will a customer buy? (Fader, Hardie and Shang 2010)
   *
   * `frequency` counts purchases, `lastPurchaseAge` is the number of the opportunity of the last (0 without one), `age`
   * the number of opportunities so far: whole numbers all.
   */
  export class BgBb {
    /**
     * Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. A `penalty` of 0.001 to
     * 0.1 tames small samples.
     */
    static fit(histories: PurchaseColumns, options?: FitOptions | null): Promise<BgBb>
    /** Fit again, with more data, from where this model stands. */
    refit(histories: PurchaseColumns, options?: FitOptions | null): Promise<BgBb>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: BgBbParams): BgBb
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): BgBb
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): BgBbParams
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Akaike's criterion, lower is better; null for given parameters. */
    get aic(): number | null
    /** Schwarz's criterion, lower is better; null for given parameters. */
    get bic(): number | null
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of the fitted parameters, in the order of `params`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of the fitted parameters, in the order of `params`. */
    get standardErrors(): Array<number>
    /** Probability that a customer is still active. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    probabilityAliveIntervalBatch(histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    expectedPurchasesIntervalBatch(periods: number, histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null): number
    /** The same for columns of customers. */
    purchaseProbabilityBatch(periods: number, histories: PurchaseColumns, options?: ShareOptions | null): Promise<Float64Array>
    /**
     * `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
     * unless stated, `level` 0.9.
     */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null): ParameterInterval
    /**
     * Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
     * week is about 0.11 a year.
     */
    discountedPurchasesForEver(discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    discountedPurchasesForEverBatch(discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * When the next purchase comes of a customer who may have left: the time within which it falls with each of
     * the probabilities `levels` (quartiles unless stated), and the probability that there is none.
     */
    nextPurchase(frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null): NextPurchase
    /** The same for columns of customers. */
    nextPurchaseBatch(histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null): Promise<NextPurchaseColumns>
    /**
     * Time from now within which the next purchase falls with probability `q`, of a customer who is active;
     * infinite where one who is active leaves before that with a probability above `1 - q`.
     */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    nextPurchaseQuantileBatch(q: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn): Array<number>
    /** The same for columns of customers, a column for each level. */
    purchaseQuantilesBatch(periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null): Promise<Array<Float64Array>>
    /**
     * Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
     * was fitted to.
     */
    profileIntervals(histories: PurchaseColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: customers are drawn from this model, as many and as
     * old as those of `histories`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(histories: PurchaseColumns, options: BootstrapOptions): Promise<BootstrapOf<BgBb>>
  }
  /**
   * BG/CNBD-k: as BG/NBD, of customers who buy regularly (Platzer and Reutterer 2016).
   *
   * Between two purchases a customer passes `k` phases; the more, the more regular. Histories as of `BgNbd`.
   */
  export class BgCnbd {
    /**
     * Fit by maximum likelihood, with `k` phases, or as many as make the histories most likely when
     * `logIntervalSum` is given in its stead: the sums of the logarithms of the intervals between each customer's
     * purchases, a column of `Summaries`.
     */
    static fit(histories: PurchaseColumns, options: RegularFitOptions): Promise<BgCnbd>
    /** Fit again, with more data, from where this model stands. */
    refit(histories: PurchaseColumns, options?: FitOptions | null): Promise<BgCnbd>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: BgCnbdParams): BgCnbd
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): BgCnbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): BgCnbdParams
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Akaike's criterion, lower is better; null for given parameters. */
    get aic(): number | null
    /** Schwarz's criterion, lower is better; null for given parameters. */
    get bic(): number | null
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of the fitted parameters, in the order of `params`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of the fitted parameters, in the order of `params`. */
    get standardErrors(): Array<number>
    /** Probability that a customer is still active. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    probabilityAliveIntervalBatch(histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    expectedPurchasesIntervalBatch(periods: number, histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null): number
    /** The same for columns of customers. */
    purchaseProbabilityBatch(periods: number, histories: PurchaseColumns, options?: ShareOptions | null): Promise<Float64Array>
    /**
     * `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
     * unless stated, `level` 0.9.
     */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null): ParameterInterval
    /**
     * Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
     * week is about 0.11 a year.
     */
    discountedPurchasesForEver(discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    discountedPurchasesForEverBatch(discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * When the next purchase comes of a customer who may have left: the time within which it falls with each of
     * the probabilities `levels` (quartiles unless stated), and the probability that there is none.
     */
    nextPurchase(frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null): NextPurchase
    /** The same for columns of customers. */
    nextPurchaseBatch(histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null): Promise<NextPurchaseColumns>
    /**
     * Time from now within which the next purchase falls with probability `q`, of a customer who is active;
     * infinite where one who is active leaves before that with a probability above `1 - q`.
     */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    nextPurchaseQuantileBatch(q: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn): Array<number>
    /** The same for columns of customers, a column for each level. */
    purchaseQuantilesBatch(periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null): Promise<Array<Float64Array>>
    /**
     * Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
     * was fitted to.
     */
    profileIntervals(histories: PurchaseColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: customers are drawn from this model, as many and as
     * old as those of `histories`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(histories: PurchaseColumns, options: BootstrapOptions): Promise<BootstrapOf<BgCnbd>>
  }
  /**
   * BG/NBD: customers may leave after any repeat purchase (Fader, Hardie and Lee 2005).
   *
   * Histories are the literature's `x, t_x, T`: repeat purchases, age at the last of them, age now, in one unit of
   * time since the first purchase. Every customer without a repeat purchase has a `probabilityAlive` of exactly 1, by
   * construction.
   */
  export class BgNbd {
    /**
     * Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. A `penalty` of 0.001 to
     * 0.1 tames small samples.
     */
    static fit(histories: PurchaseColumns, options?: FitOptions | null): Promise<BgNbd>
    /** Fit again, with more data, from where this model stands. */
    refit(histories: PurchaseColumns, options?: FitOptions | null): Promise<BgNbd>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: BgNbdParams): BgNbd
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): BgNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): BgNbdParams
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Akaike's criterion, lower is better; null for given parameters. */
    get aic(): number | null
    /** Schwarz's criterion, lower is better; null for given parameters. */
    get bic(): number | null
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of the fitted parameters, in the order of `params`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of the fitted parameters, in the order of `params`. */
    get standardErrors(): Array<number>
    /** Probability that a customer is still active. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    probabilityAliveIntervalBatch(histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    expectedPurchasesIntervalBatch(periods: number, histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null): number
    /** The same for columns of customers. */
    purchaseProbabilityBatch(periods: number, histories: PurchaseColumns, options?: ShareOptions | null): Promise<Float64Array>
    /**
     * `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
     * unless stated, `level` 0.9.
     */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null): ParameterInterval
    /**
     * Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
     * week is about 0.11 a year.
     */
    discountedPurchasesForEver(discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    discountedPurchasesForEverBatch(discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * When the next purchase comes of a customer who may have left: the time within which it falls with each of
     * the probabilities `levels` (quartiles unless stated), and the probability that there is none.
     */
    nextPurchase(frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null): NextPurchase
    /** The same for columns of customers. */
    nextPurchaseBatch(histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null): Promise<NextPurchaseColumns>
    /**
     * Time from now within which the next purchase falls with probability `q`, of a customer who is active;
     * infinite where one who is active leaves before that with a probability above `1 - q`.
     */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    nextPurchaseQuantileBatch(q: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn): Array<number>
    /** The same for columns of customers, a column for each level. */
    purchaseQuantilesBatch(periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null): Promise<Array<Float64Array>>
    /**
     * Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
     * was fitted to.
     */
    profileIntervals(histories: PurchaseColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: customers are drawn from this model, as many and as
     * old as those of `histories`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(histories: PurchaseColumns, options: BootstrapOptions): Promise<BootstrapOf<BgNbd>>
  }
  /** A model with what it was when fitted to customers drawn from it. */
  export class Bootstrap {
    /** Replicates that could not be fitted. */
    get failed(): number
    /** The model that customers were drawn from, of its own class. */
    fitted(): any
    /** The refits, in the order of their streams of random numbers. */
    refits(): Array<any>
    /** The interval of each fitted parameter, in the order of `params`; `level` is 0.9 unless stated. */
    intervals(level?: number | null): Array<ParameterInterval>
    /**
     * The interval of whatever is worked out from a model, such as the purchases of a customer or of all of them;
     * `level` is 0.9 unless stated.
     */
    intervalOf(estimate: (model: any) => number, level?: number | null): ParameterInterval
  }
  /**
   * A model of purchases, and perhaps of spend, with what a holdout taught about how far to trust it.
   *
   * Among the customers of a group by repeat purchases, an interval holds what comes with a probability of at least `level`,
   * under any model (Vovk, Gammerman and Shafer 2005). It answers for a horizon as long as the holdout was.
   */
  export class ConformalForecaster {
    /**
     * Calibrate a model to what customers did in the holdout of summaries; with a model of spend, spend as well.
     *
     * Neither may have been fitted to that holdout: fit them to these summaries, which end with the calibration, or to
     * other customers.
     */
    static calibrate(purchases: PurchaseModel, summaries: Summaries, options?: CalibrateOptions | null): Promise<ConformalForecaster>
    /** A forecaster that was saved by `toJson`. */
    static fromJson(json: string): ConformalForecaster
    /** The forecaster as JSON, to be read by `fromJson`. */
    toJson(): string
    /** Between which numbers a customer's purchases of the horizon lie. */
    purchases(frequency: number, lastPurchaseAge: number, age: number): ConformalInterval
    /** The same for columns of customers. */
    purchasesBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<ConformalColumns>
    /**
     * Between which amounts a customer's spend in the horizon lies, not discounted. `NOT_AVAILABLE` where spend was not
     * calibrated.
     */
    value(history: PurchaseSummary): ConformalInterval
    /** The same for columns of customers. */
    valueBatch(histories: ValueHistories, options?: FollowOptions | null): Promise<ConformalColumns>
    /** The model of purchases, of its own class. */
    get purchaseModel(): PurchaseModel
    /** The model of spend; null without one. */
    get spendModel(): GammaGamma | null
    /** Least probability, over the customers of each group, that an interval holds what comes. */
    get level(): number
    /** The horizon of all answers, in the model's unit of time: as long as the holdout was. */
    get periods(): number
    /** The groups by number of repeat purchases, ascending. */
    get groups(): Array<ConformalGroup>
  }
  /** BG/NBD whose `alpha`, `a` and `b` depend on covariates (Fader and Hardie 2007). */
  export class CovariateBgNbd {
    /** Fit by maximum likelihood to columns and to what is known of each customer. */
    static fit(histories: PurchaseColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null): Promise<CovariateBgNbd>
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): CovariateBgNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters of a customer with average covariates. */
    get baseline(): BgNbdParams
    /** What each covariate does to each parameter that it acts on. */
    get effects(): Array<CovariateEffect>
    /** The covariates, in the order in which `forCustomer` takes them. */
    get covariates(): Array<string>
    /** Their averages: `baseline` is of a customer with these. */
    get averages(): Array<number>
    /** Covariance of the baseline's parameters and then of the coefficients, row by row. */
    get covariance(): Array<number>
    /** The log-likelihood of the data it was fitted to, without any penalty. */
    get logLikelihood(): number
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /**
     * The model of customers with these covariates, in the order of `covariates`: every answer and every
     * interval follows from it.
     */
    forCustomer(covariates: NumberColumn): BgNbd
  }
  /** Gamma-Gamma whose `gamma` depends on covariates. */
  export class CovariateGammaGamma {
    /** Fit by maximum likelihood to columns and to what is known of each customer. */
    static fit(spend: SpendColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null): Promise<CovariateGammaGamma>
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): CovariateGammaGamma
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters of a customer with average covariates. */
    get baseline(): GammaGammaParams
    /** What each covariate does to each parameter that it acts on. */
    get effects(): Array<CovariateEffect>
    /** The covariates, in the order in which `forCustomer` takes them. */
    get covariates(): Array<string>
    /** Their averages: `baseline` is of a customer with these. */
    get averages(): Array<number>
    /** Covariance of the baseline's parameters and then of the coefficients, row by row. */
    get covariance(): Array<number>
    /** The log-likelihood of the data it was fitted to, without any penalty. */
    get logLikelihood(): number
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /**
     * The model of customers with these covariates, in the order of `covariates`: every answer and every
     * interval follows from it.
     */
    forCustomer(covariates: NumberColumn): GammaGamma
  }
  /** MBG/NBD whose `alpha`, `a` and `b` depend on covariates. */
  export class CovariateMbgNbd {
    /** Fit by maximum likelihood to columns and to what is known of each customer. */
    static fit(histories: PurchaseColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null): Promise<CovariateMbgNbd>
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): CovariateMbgNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters of a customer with average covariates. */
    get baseline(): MbgNbdParams
    /** What each covariate does to each parameter that it acts on. */
    get effects(): Array<CovariateEffect>
    /** The covariates, in the order in which `forCustomer` takes them. */
    get covariates(): Array<string>
    /** Their averages: `baseline` is of a customer with these. */
    get averages(): Array<number>
    /** Covariance of the baseline's parameters and then of the coefficients, row by row. */
    get covariance(): Array<number>
    /** The log-likelihood of the data it was fitted to, without any penalty. */
    get logLikelihood(): number
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /**
     * The model of customers with these covariates, in the order of `covariates`: every answer and every
     * interval follows from it.
     */
    forCustomer(covariates: NumberColumn): MbgNbd
  }
  /** NBD whose `alpha` depends on covariates. */
  export class CovariateNbd {
    /** Fit by maximum likelihood to columns and to what is known of each customer. */
    static fit(histories: PurchaseColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null): Promise<CovariateNbd>
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): CovariateNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters of a customer with average covariates. */
    get baseline(): NbdParams
    /** What each covariate does to each parameter that it acts on. */
    get effects(): Array<CovariateEffect>
    /** The covariates, in the order in which `forCustomer` takes them. */
    get covariates(): Array<string>
    /** Their averages: `baseline` is of a customer with these. */
    get averages(): Array<number>
    /** Covariance of the baseline's parameters and then of the coefficients, row by row. */
    get covariance(): Array<number>
    /** The log-likelihood of the data it was fitted to, without any penalty. */
    get logLikelihood(): number
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /**
     * The model of customers with these covariates, in the order of `covariates`: every answer and every
     * interval follows from it.
     */
    forCustomer(covariates: NumberColumn): Nbd
  }
  /** Pareto/NBD whose `alpha` and `beta` depend on covariates (Fader and Hardie 2007). */
  export class CovariateParetoNbd {
    /** Fit by maximum likelihood to columns and to what is known of each customer. */
    static fit(histories: PurchaseColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null): Promise<CovariateParetoNbd>
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): CovariateParetoNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters of a customer with average covariates. */
    get baseline(): ParetoNbdParams
    /** What each covariate does to each parameter that it acts on. */
    get effects(): Array<CovariateEffect>
    /** The covariates, in the order in which `forCustomer` takes them. */
    get covariates(): Array<string>
    /** Their averages: `baseline` is of a customer with these. */
    get averages(): Array<number>
    /** Covariance of the baseline's parameters and then of the coefficients, row by row. */
    get covariance(): Array<number>
    /** The log-likelihood of the data it was fitted to, without any penalty. */
    get logLikelihood(): number
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /**
     * The model of customers with these covariates, in the order of `covariates`: every answer and every
     * interval follows from it.
     */
    forCustomer(covariates: NumberColumn): ParetoNbd
  }
  /**
   * One customer's purchases, folded one by one in the order of time: what a stream keeps of each customer.
   *
   * Its summary equals that of `summarize` over the same purchases, to the bit.
   */
  export class CustomerPurchases {
    /** A customer who has not bought anything yet. */
    constructor()
    /** What `toJson` wrote. */
    static fromJson(json: string): CustomerPurchases
    /** The purchases as JSON, to be read by `fromJson`. */
    toJson(): string
    /**
     * Fold the next purchase: the number of its day, counted from any one date, and what was paid; negative for a return.
     *
     * Days may not descend. Purchases of one day count once; returns are taken off the latest purchases. A refused
     * purchase changes nothing.
     */
    fold(day: number, value: number): void
    /** What the models need, at the end of a day. */
    summary(asOfDay: number, period: PeriodLength): CustomerSummary
    /** What returns took off so far. */
    get returns(): ReturnTotals
  }
  /**
   * Spend at a purchase, gamma distributed with a rate of each customer's own (Fader and Hardie 2013).
   *
   * Of `Summaries` it takes the repeat purchases that cost something, and their mean.
   */
  export class GammaGamma {
    /** Fit by maximum likelihood: at least 10 customers with a repeat purchase; the others are passed over. */
    static fit(spend: SpendColumns, options?: FitOptions | null): Promise<GammaGamma>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: GammaGammaParams): GammaGamma
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): GammaGamma
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): GammaGammaParams
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of `p, q, gamma`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of `p, q, gamma`. */
    get standardErrors(): Array<number>
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** Expected spend at a purchase, after `frequency` repeat purchases of mean `monetary`. */
    expectedSpend(frequency: number, monetary: number): number
    /** The same for columns of customers. */
    expectedSpendBatch(spend: SpendColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** `expectedSpend` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless stated. */
    expectedSpendInterval(frequency: number, monetary: number, level?: number | null): ParameterInterval
    /** Standard deviation of what is believed of the customer's own mean spend; null where it is infinite. */
    meanSpendDeviation(frequency: number, monetary: number): number | null
    /**
     * The interval that holds the customer's own mean spend with probability `level`, 0.9 unless stated; its value is
     * the median.
     */
    meanSpendInterval(frequency: number, monetary: number, level?: number | null): ParameterInterval
    /**
     * Do those who buy often also spend more at a purchase? The model takes it that they do not; tested on the columns
     * that it was fitted to. `level` is 0.95 unless stated.
     */
    spendIndependence(spend: SpendColumns, options?: LevelOptions | null): Promise<SpendIndependence>
    /** Between which values each parameter can lie, by profile likelihood, from the columns that the model was fitted to. */
    profileIntervals(spend: SpendColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: mean spends are drawn from this model, at the frequencies of
     * `spend`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(spend: SpendColumns, options: BootstrapOptions): Promise<BootstrapOf<GammaGamma>>
  }
  /**
   * GGompertz/NBD: as Pareto/NBD, but leaving grows likelier, or less likely, with age (Bemmaor and Glady 2012).
   *
   * Often more than the data can tell: see `convergence`. Histories as of `BgNbd`.
   */
  export class GGompertzNbd {
    /**
     * Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. A `penalty` of 0.001 to
     * 0.1 tames small samples.
     */
    static fit(histories: PurchaseColumns, options?: FitOptions | null): Promise<GGompertzNbd>
    /** Fit again, with more data, from where this model stands. */
    refit(histories: PurchaseColumns, options?: FitOptions | null): Promise<GGompertzNbd>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: GGompertzNbdParams): GGompertzNbd
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): GGompertzNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): GGompertzNbdParams
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Akaike's criterion, lower is better; null for given parameters. */
    get aic(): number | null
    /** Schwarz's criterion, lower is better; null for given parameters. */
    get bic(): number | null
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of the fitted parameters, in the order of `params`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of the fitted parameters, in the order of `params`. */
    get standardErrors(): Array<number>
    /** Probability that a customer is still active. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    probabilityAliveIntervalBatch(histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    expectedPurchasesIntervalBatch(periods: number, histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null): number
    /** The same for columns of customers. */
    purchaseProbabilityBatch(periods: number, histories: PurchaseColumns, options?: ShareOptions | null): Promise<Float64Array>
    /**
     * `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
     * unless stated, `level` 0.9.
     */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null): ParameterInterval
    /**
     * Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
     * week is about 0.11 a year.
     */
    discountedPurchasesForEver(discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    discountedPurchasesForEverBatch(discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * When the next purchase comes of a customer who may have left: the time within which it falls with each of
     * the probabilities `levels` (quartiles unless stated), and the probability that there is none.
     */
    nextPurchase(frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null): NextPurchase
    /** The same for columns of customers. */
    nextPurchaseBatch(histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null): Promise<NextPurchaseColumns>
    /**
     * Time from now within which the next purchase falls with probability `q`, of a customer who is active;
     * infinite where one who is active leaves before that with a probability above `1 - q`.
     */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    nextPurchaseQuantileBatch(q: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn): Array<number>
    /** The same for columns of customers, a column for each level. */
    purchaseQuantilesBatch(periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null): Promise<Array<Float64Array>>
    /**
     * Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
     * was fitted to.
     */
    profileIntervals(histories: PurchaseColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: customers are drawn from this model, as many and as
     * old as those of `histories`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(histories: PurchaseColumns, options: BootstrapOptions): Promise<BootstrapOf<GGompertzNbd>>
  }
  /**
   * MBG/CNBD-k: as BG/CNBD-k, but a customer may leave after the first purchase too (Reutterer, Platzer and Schröder
   * 2021).
   *
   * Histories as of `BgNbd`.
   */
  export class MbgCnbd {
    /**
     * Fit by maximum likelihood, with `k` phases, or as many as make the histories most likely when
     * `logIntervalSum` is given in its stead: the sums of the logarithms of the intervals between each customer's
     * purchases, a column of `Summaries`.
     */
    static fit(histories: PurchaseColumns, options: RegularFitOptions): Promise<MbgCnbd>
    /** Fit again, with more data, from where this model stands. */
    refit(histories: PurchaseColumns, options?: FitOptions | null): Promise<MbgCnbd>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: MbgCnbdParams): MbgCnbd
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): MbgCnbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): MbgCnbdParams
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Akaike's criterion, lower is better; null for given parameters. */
    get aic(): number | null
    /** Schwarz's criterion, lower is better; null for given parameters. */
    get bic(): number | null
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of the fitted parameters, in the order of `params`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of the fitted parameters, in the order of `params`. */
    get standardErrors(): Array<number>
    /** Probability that a customer is still active. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    probabilityAliveIntervalBatch(histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    expectedPurchasesIntervalBatch(periods: number, histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null): number
    /** The same for columns of customers. */
    purchaseProbabilityBatch(periods: number, histories: PurchaseColumns, options?: ShareOptions | null): Promise<Float64Array>
    /**
     * `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
     * unless stated, `level` 0.9.
     */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null): ParameterInterval
    /**
     * Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
     * week is about 0.11 a year.
     */
    discountedPurchasesForEver(discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    discountedPurchasesForEverBatch(discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * When the next purchase comes of a customer who may have left: the time within which it falls with each of
     * the probabilities `levels` (quartiles unless stated), and the probability that there is none.
     */
    nextPurchase(frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null): NextPurchase
    /** The same for columns of customers. */
    nextPurchaseBatch(histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null): Promise<NextPurchaseColumns>
    /**
     * Time from now within which the next purchase falls with probability `q`, of a customer who is active;
     * infinite where one who is active leaves before that with a probability above `1 - q`.
     */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    nextPurchaseQuantileBatch(q: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn): Array<number>
    /** The same for columns of customers, a column for each level. */
    purchaseQuantilesBatch(periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null): Promise<Array<Float64Array>>
    /**
     * Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
     * was fitted to.
     */
    profileIntervals(histories: PurchaseColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: customers are drawn from this model, as many and as
     * old as those of `histories`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(histories: PurchaseColumns, options: BootstrapOptions): Promise<BootstrapOf<MbgCnbd>>
  }
  /**
   * MBG/NBD: as BG/NBD, but a customer may leave after the first purchase too (Batislam, Denizel and Filiztekin 2007).
   *
   * The longer a one-time buyer stays away, the lower `probabilityAlive`. Histories as of `BgNbd`.
   */
  export class MbgNbd {
    /**
     * Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. A `penalty` of 0.001 to
     * 0.1 tames small samples.
     */
    static fit(histories: PurchaseColumns, options?: FitOptions | null): Promise<MbgNbd>
    /** Fit again, with more data, from where this model stands. */
    refit(histories: PurchaseColumns, options?: FitOptions | null): Promise<MbgNbd>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: MbgNbdParams): MbgNbd
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): MbgNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): MbgNbdParams
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Akaike's criterion, lower is better; null for given parameters. */
    get aic(): number | null
    /** Schwarz's criterion, lower is better; null for given parameters. */
    get bic(): number | null
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of the fitted parameters, in the order of `params`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of the fitted parameters, in the order of `params`. */
    get standardErrors(): Array<number>
    /** Probability that a customer is still active. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    probabilityAliveIntervalBatch(histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    expectedPurchasesIntervalBatch(periods: number, histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null): number
    /** The same for columns of customers. */
    purchaseProbabilityBatch(periods: number, histories: PurchaseColumns, options?: ShareOptions | null): Promise<Float64Array>
    /**
     * `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
     * unless stated, `level` 0.9.
     */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null): ParameterInterval
    /**
     * Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
     * week is about 0.11 a year.
     */
    discountedPurchasesForEver(discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    discountedPurchasesForEverBatch(discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * When the next purchase comes of a customer who may have left: the time within which it falls with each of
     * the probabilities `levels` (quartiles unless stated), and the probability that there is none.
     */
    nextPurchase(frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null): NextPurchase
    /** The same for columns of customers. */
    nextPurchaseBatch(histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null): Promise<NextPurchaseColumns>
    /**
     * Time from now within which the next purchase falls with probability `q`, of a customer who is active;
     * infinite where one who is active leaves before that with a probability above `1 - q`.
     */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    nextPurchaseQuantileBatch(q: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn): Array<number>
    /** The same for columns of customers, a column for each level. */
    purchaseQuantilesBatch(periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null): Promise<Array<Float64Array>>
    /**
     * Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
     * was fitted to.
     */
    profileIntervals(histories: PurchaseColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: customers are drawn from this model, as many and as
     * old as those of `histories`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(histories: PurchaseColumns, options: BootstrapOptions): Promise<BootstrapOf<MbgNbd>>
  }
  /**
   * NBD: how often does a customer buy, if nobody ever leaves? (Ehrenberg 1959)
   *
   * The baseline that a model with leaving has to beat. Histories as of `BgNbd`.
   */
  export class Nbd {
    /**
     * Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. A `penalty` of 0.001 to
     * 0.1 tames small samples.
     */
    static fit(histories: PurchaseColumns, options?: FitOptions | null): Promise<Nbd>
    /** Fit again, with more data, from where this model stands. */
    refit(histories: PurchaseColumns, options?: FitOptions | null): Promise<Nbd>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: NbdParams): Nbd
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): Nbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): NbdParams
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Akaike's criterion, lower is better; null for given parameters. */
    get aic(): number | null
    /** Schwarz's criterion, lower is better; null for given parameters. */
    get bic(): number | null
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of the fitted parameters, in the order of `params`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of the fitted parameters, in the order of `params`. */
    get standardErrors(): Array<number>
    /** Probability that a customer is still active. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    probabilityAliveIntervalBatch(histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    expectedPurchasesIntervalBatch(periods: number, histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null): number
    /** The same for columns of customers. */
    purchaseProbabilityBatch(periods: number, histories: PurchaseColumns, options?: ShareOptions | null): Promise<Float64Array>
    /**
     * `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
     * unless stated, `level` 0.9.
     */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null): ParameterInterval
    /**
     * Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
     * week is about 0.11 a year.
     */
    discountedPurchasesForEver(discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    discountedPurchasesForEverBatch(discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * When the next purchase comes of a customer who may have left: the time within which it falls with each of
     * the probabilities `levels` (quartiles unless stated), and the probability that there is none.
     */
    nextPurchase(frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null): NextPurchase
    /** The same for columns of customers. */
    nextPurchaseBatch(histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null): Promise<NextPurchaseColumns>
    /**
     * Time from now within which the next purchase falls with probability `q`, of a customer who is active;
     * infinite where one who is active leaves before that with a probability above `1 - q`.
     */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    nextPurchaseQuantileBatch(q: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn): Array<number>
    /** The same for columns of customers, a column for each level. */
    purchaseQuantilesBatch(periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null): Promise<Array<Float64Array>>
    /**
     * Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
     * was fitted to.
     */
    profileIntervals(histories: PurchaseColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: customers are drawn from this model, as many and as
     * old as those of `histories`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(histories: PurchaseColumns, options: BootstrapOptions): Promise<BootstrapOf<Nbd>>
  }
  /**
   * Pareto/NBD: as BG/NBD, but a customer may leave at any time, bought or not (Schmittlein, Morrison and Colombo
   * 1987).
   *
   * Histories as of `BgNbd`.
   */
  export class ParetoNbd {
    /**
     * Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. A `penalty` of 0.001 to
     * 0.1 tames small samples.
     */
    static fit(histories: PurchaseColumns, options?: FitOptions | null): Promise<ParetoNbd>
    /** Fit again, with more data, from where this model stands. */
    refit(histories: PurchaseColumns, options?: FitOptions | null): Promise<ParetoNbd>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: ParetoNbdParams): ParetoNbd
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): ParetoNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): ParetoNbdParams
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Akaike's criterion, lower is better; null for given parameters. */
    get aic(): number | null
    /** Schwarz's criterion, lower is better; null for given parameters. */
    get bic(): number | null
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of the fitted parameters, in the order of `params`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of the fitted parameters, in the order of `params`. */
    get standardErrors(): Array<number>
    /** Probability that a customer is still active. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    probabilityAliveIntervalBatch(histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
     * stated.
     */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null): ParameterInterval
    /** The same for columns of customers. */
    expectedPurchasesIntervalBatch(periods: number, histories: PurchaseColumns, options?: LevelOptions | null): Promise<IntervalColumns>
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null): number
    /** The same for columns of customers. */
    purchaseProbabilityBatch(periods: number, histories: PurchaseColumns, options?: ShareOptions | null): Promise<Float64Array>
    /**
     * `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
     * unless stated, `level` 0.9.
     */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null): ParameterInterval
    /**
     * Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
     * week is about 0.11 a year.
     */
    discountedPurchasesForEver(discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    discountedPurchasesForEverBatch(discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * When the next purchase comes of a customer who may have left: the time within which it falls with each of
     * the probabilities `levels` (quartiles unless stated), and the probability that there is none.
     */
    nextPurchase(frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null): NextPurchase
    /** The same for columns of customers. */
    nextPurchaseBatch(histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null): Promise<NextPurchaseColumns>
    /**
     * Time from now within which the next purchase falls with probability `q`, of a customer who is active;
     * infinite where one who is active leaves before that with a probability above `1 - q`.
     */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    nextPurchaseQuantileBatch(q: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn): Array<number>
    /** The same for columns of customers, a column for each level. */
    purchaseQuantilesBatch(periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null): Promise<Array<Float64Array>>
    /**
     * Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
     * was fitted to.
     */
    profileIntervals(histories: PurchaseColumns, options?: ProfileOptions | null): Promise<Array<ProfileInterval>>
    /**
     * How differently the parameters might have come out: customers are drawn from this model, as many and as
     * old as those of `histories`, and the model is fitted to them, `replicates` times.
     */
    bootstrap(histories: PurchaseColumns, options: BootstrapOptions): Promise<BootstrapOf<ParetoNbd>>
  }
  /** The model chosen, and the comparison that chose it. */
  export class Selection {
    /** The model to take, of its own class. */
    get model(): PurchaseModel
    /** Why it is the one to take. */
    get reason(): string
    /** All models that were compared. */
    get comparison(): ModelComparison
  }
  /**
   * What the models need of each customer, as columns of one length in the order of `customer`. The columns are copies of
   * what the summaries hold: to change them changes no summary.
   */
  export class Summaries {
    /** Repeat purchases: days with a purchase after the first such day. */
    readonly frequency: Float64Array
    /** Age at the last purchase, in periods since the first; 0 without repeat purchases. */
    readonly lastPurchaseAge: Float64Array
    /** Age, in periods. */
    readonly age: Float64Array
    /** Repeat purchases that cost something: what `GammaGamma` is fitted to. */
    readonly paidFrequency: Float64Array
    /** Mean spend of those; 0 without any. */
    readonly monetary: Float64Array
    /**
     * Sum of the logarithms of the intervals between purchases, in periods: how regularly they buy, for `BgCnbd` and
     * `MbgCnbd`.
     */
    readonly logIntervalSum: Float64Array
    /** Days with a purchase in the holdout; empty without one, as are the two columns below. */
    readonly holdoutFrequency: Float64Array
    /** Spend in the holdout, less returns of what was bought in it. */
    readonly holdoutValue: Float64Array
    /** Mean spend of those of its purchases that cost something; 0 without any. */
    readonly holdoutMonetary: Float64Array
    /** Length of the holdout in periods; 0 without one. */
    readonly holdoutPeriods: number
    /** The unit of time: `day`, `week`, `month`, `year`, or a number of days. */
    readonly period: string
    /** Days in a period. */
    readonly periodDays: number
    /** How many customers. */
    get length(): number
    /** The customers, ascending: texts, or whole numbers. */
    get customer(): Array<string> | Float64Array
    /** What returns took off, up to the end of the calibration. */
    get returns(): ReturnTotals
    /** What returns took off in the holdout. */
    get holdoutReturns(): ReturnTotals
    /** What is not in the columns. */
    get leftOut(): LeftOut
  }
  /**
   * Would these models have forecast the customers of this shop, better than a spreadsheet?
   *
   * From each of `origins` (three by default) every model is fitted to what was known then, and judged by the `horizonDays`
   * that followed (a quarter of the known time by default), beside each customer's own rate continued and the mean of their
   * segment.
   */
  export function backtest(summaries: Summaries, options?: LookBackOptions | null): Promise<BacktestReport>
  /**
   * What a customer is expected to spend over a horizon, or for ever where `periods` is absent. There is no interval, which
   * is most of the work of `value`.
   */
  export function expectedValue(purchases: PurchaseModel, spend: GammaGamma, history: PurchaseSummary, options?: Input<ValueOptions> | null): ExpectedValue
  /** How the customers of a model differ in buying and in leaving, with the densities at so many points, 200 unless stated. */
  export function mixing(model: PurchaseModel, points?: number | null): Mixing
  /**
   * How well a fitted model forecast the holdout of summaries; `level` is 0.9 unless stated. `select` scores what it fits
   * itself; this scores any model, such as one fitted with a penalty.
   */
  export function scoreHoldout(model: PurchaseModel, summaries: Summaries, options?: LevelOptions | null): Promise<ForecastScore>
  /**
   * Fit every model of purchases to summaries and choose one: by the holdout where there is one, else by Akaike's
   * criterion; of those that are level the simplest under which a customer can leave after the first purchase.
   *
   * `models` names the kinds to compare, all by default.
   */
  export function select(summaries: Summaries, options?: SelectOptions | null): Promise<Selection>
  /**
   * Draw `customers` from a model and follow each for `periods`: one length for all, or one for each.
   *
   * The same seed gives the same customers everywhere, and the first hundred of a thousand are the hundred of a hundred.
   */
  export function simulate(model: PurchaseModel, customers: number, periods: number | NumberColumn, seed: number, options?: FollowOptions | null): Promise<SimulatedCustomers>
  /**
   * Summarise a file of transactions: one row each, in any order. Purchases of one day, on the clock of
   * `utcOffsetMinutes`, count once; what was returned is taken off.
   *
   * Figures are as of the end of the day `asOf` (the last of the rows unless stated), or of `calibrationEnd` with the rest
   * as holdout.
   */
  export function summarize(transactions: TransactionColumns, options?: SummarizeOptions | null): Promise<Summaries>
  /** One customer's purchases, as day numbers in ascending order with what was spent, summarised for the models. */
  export function summarizeCustomer(days: Array<number>, spend: Array<number>, asOfDay: number, periodDays: number): PurchaseSummary
  /**
   * The value that customers have together over the next `periods`, with its interval. Intervals of customers must not be
   * added up: their chances even out, and the parameters' errors do not.
   */
  export function totalValue(purchases: PurchaseModel, spend: GammaGamma, histories: ValueHistories, periods: number, options?: TotalValueOptions | null): Promise<TotalValue>
  /**
   * Follow the customers of a file of transactions under a fitted model, period by period; `level` is 0.9 unless stated.
   *
   * What is expected rests on nothing but the day of each customer's first purchase.
   */
  export function tracking(model: PurchaseModel, summaries: Summaries, options?: LevelOptions | null): Promise<Tracking>
  /**
   * What a customer is expected to spend in the next `periods`, with the interval of what it will be; from a history in
   * the models' units.
   *
   * `discountRatePerPeriod` is 0 unless stated, 0.002 a week is about 0.11 a year; `level` is 0.9. Revenue, or a share of
   * it where there is a `margin`.
   */
  export function value(purchases: PurchaseModel, spend: GammaGamma, history: PurchaseSummary | CustomerSummary, periods: number, discountRatePerPeriod?: number | null, level?: number | null, margin?: number | null): ValueForecast
  /** The same for columns of customers; with a `level` also the intervals of `value`, over a horizon. */
  export function valueColumns(purchases: PurchaseModel, spend: GammaGamma, histories: ValueHistories, options?: ValueColumnsOptions | null): Promise<ValueColumns>
}

export declare namespace predict {
  /**
   * A model of churn: of no purchase within a horizon, or of a cancellation where something was signed.
   *
   * A discrete-time hazard over features of profiles (Singer and Willett 1993), trained on customers as they were known at past
   * dates and on what they did since.
   */
  export class Churn {
    /**
     * Fit to what customers were known for at past dates, and to what they did since.
     *
     * Where customers cancel, `cancelled` says when each did, null for those who have not. `extras` are what other models
     * knew of each customer at each of the past dates.
     */
    static fit(reader: FeatureReader, profiles: Array<Profile>, asOf: Time, options?: (Input<ChurnOptions> & ChurnFitOptions) | null): Promise<Churn>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<Churn>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** Which one it is: the hash of everything it holds. */
    get modelId(): string
    /** The model that this one was recalibrated from; null where it was fitted. */
    get parentModelId(): string | null
    /** How it was fitted, with the past dates that were chosen. */
    get options(): ChurnOptions
    /** How good it was on customers that it had not seen. */
    get report(): ChurnReport
    /** Probability of churn within the horizon, and the curve at these days ahead; each above 0, at most the horizon. */
    predict(features: Features, horizonsDays?: NumberColumn | null): ChurnRisk
    /** The same for many customers. */
    predictMany(table: FeatureTable, horizonsDays?: NumberColumn | null, options?: FollowOptions | null): Promise<Array<ChurnRisk>>
    /** What sets a customer apart from the typical one of the training, strongest first. */
    reasons(features: Features): Array<ChurnReason>
    /** What makes the difference between two looks at the same customer, strongest first. */
    reasonsOfChange(before: Features, now: Features): Array<ChurnReason>
    /** Who is at risk at the last of several looks, the oldest first, since when and why. */
    watchlist(looks: Array<FeatureTable>, options?: (Input<WatchlistOptions> & FollowOptions) | null): Promise<Watchlist>
    /** The same model with its probabilities moved by a calibration. It is another model, which names this one as its parent. */
    recalibrated(calibration: learn.Calibration): Churn
  }
  /** Reads profiles into rows, the same when a model is trained and when it is asked. */
  export class FeatureReader {
    /**
     * A reader that knows what the products of this catalogue are; without one, features of categories and price levels are
     * missing.
     */
    constructor(catalog?: Catalog | null)
    /**
     * The features of a customer, from what is dated up to `asOf`. Without consent to analytics all are missing, and
     * `reason` says why.
     */
    row(profile: Profile, asOf: Time, extra?: Input<FeatureExtra> | null): Features
    /** The features of many customers, in the order of the profiles. */
    table(profiles: Array<Profile>, asOf: Time, options?: FeatureTableOptions | null): Promise<FeatureTable>
  }
  /** The features of one customer at one time. */
  export class Features {
    /** The customer. */
    get customerId(): string
    /** The time up to which events count, in milliseconds since 1970. */
    get asOfMs(): number
    /** Why nothing may be known, such as `no_consent`; null where it may. */
    get reason(): string | null
    /** All features, in the order of `featureList`. */
    get values(): Array<FeatureValue>
    /** The row that learners take: each feature by its name, null where it is missing. */
    toRow(): Record<string, number | string | null>
  }
  /** The features of many customers. */
  export class FeatureTable {
    /** The number of customers. */
    get size(): number
    /** The features of each customer, in the order of the profiles. */
    rows(): Array<Features>
    /** The columns that learners take. */
    toTable(): learn.Table
  }
  /**
   * The newest predictions, and what came of them: what a host records when it acts on a prediction, and closes when it is
   * known what happened. It stores them as bytes.
   */
  export class Outcomes {
    /** Room for so many predictions, 1 to 1,000,000; once it is full the oldest are let go. */
    constructor(capacity: number)
    /** What `toBytes` wrote, in this release or an older one. */
    static fromBytes(bytes: Uint8Array): Outcomes
    /** The predictions as bytes, to be read by `fromBytes` in every language. */
    toBytes(): Buffer
    /** How many predictions there are. */
    get counts(): PredictionCounts
    /**
     * Record what was foretold; whether it is new. The same again changes nothing; another under the same id is
     * `ALREADY_SET`.
     */
    record(prediction: Input<OutcomePrediction>): boolean
    /** Close a prediction with what happened; whether that is new. The opposite of what is known is `ALREADY_SET`. */
    close(predictionId: string, happened: boolean, at: Time): boolean
    /** Close all that are due and still open in one way, such as churn where no purchase came; how many. */
    closeDue(happened: boolean, asOf: Time): number
    /** Forget a customer; how many predictions went. */
    erase(customerId: string): number
    /**
     * How a model has fared, and whether something is due. `fitted` is when it was fitted, `recalibrated` when it was
     * recalibrated last, if it was.
     */
    review(modelId: string, fitted: Time, recalibrated: Time | null | undefined, schedule: Input<OutcomeSchedule> | null | undefined, asOf: Time): OutcomeReview
    /**
     * The curve that would set a model's probabilities right, chosen by what came: for `Churn.recalibrated` by
     * `learn.Calibration.fromJson(JSON.stringify(calibration))`. Fewer than 50 outcomes are `TOO_FEW`.
     */
    recalibration(modelId: string, seed: number): OutcomeRecalibration
    /**
     * Set a challenger against the champion, on predictions of both of which it is known what happened; `level` is 0.95 unless
     * stated.
     */
    contest(championModelId: string, challengerModelId: string, level?: number | null): ModelContest
  }
  /** A model of purchases by category: whether one comes within a horizon, and after how many days. */
  export class Propensity {
    /**
     * Fit to what customers were known for at past dates, and to what they bought since. The reader has to know a catalogue
     * with categories; those in which nobody bought are left out.
     *
     * `extras` are what other models knew of each customer at each of the past dates.
     */
    static fit(reader: FeatureReader, profiles: Array<Profile>, asOf: Time, options?: (Input<PropensityOptions> & PropensityFitOptions) | null): Promise<Propensity>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<Propensity>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** Which one it is: the hash of everything it holds. */
    get modelId(): string
    /** How it was fitted, with the past dates that were chosen. */
    get options(): PropensityOptions
    /** How good it was on customers that it had not seen. */
    get report(): PropensityReport
    /** What a customer will buy within the horizon, every category that the model knows; the reader has to know the catalogue. */
    predict(reader: FeatureReader, profile: Profile, asOf: Time, extra?: Input<FeatureExtra> | null): CustomerPropensity
    /** The same for many customers. */
    predictMany(reader: FeatureReader, profiles: Array<Profile>, asOf: Time, options?: FeatureTableOptions | null): Promise<Array<CustomerPropensity>>
  }
  /**
   * A model of spend within a horizon, with intervals that hold what is spent of the share of customers that they say.
   *
   * Boosted trees over features of profiles, blended with the expected value of a lifetime model where `extras` have one.
   */
  export class Value {
    /**
     * Fit to what customers were known for at past dates, and to what they spent since; `growth` needs a reader that knows
     * the catalogue.
     *
     * `extras` are what other models knew of each customer at each of the past dates.
     */
    static fit(reader: FeatureReader, profiles: Array<Profile>, asOf: Time, options?: (Input<ValueFitOptions> & ValueDataOptions) | null): Promise<Value>
    /** A model that was saved by `toBytes`, in this release or an older one. */
    static fromBytes(bytes: Uint8Array, options?: FollowOptions | null): Promise<Value>
    /** The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes. */
    toBytes(options?: FollowOptions | null): Promise<Buffer>
    /** Let go of the model now, rather than when the collector comes by. Work that has begun keeps it. */
    dispose(): void
    /** Which one it is: the hash of everything it holds. */
    get modelId(): string
    /** How it was fitted, with the past dates that were chosen. */
    get options(): ValueFitOptions
    /** How good it was on customers that it had not seen. */
    get report(): ValueReport
    /** What a customer will spend within the horizon, in minor units. */
    predict(features: Features): CustomerValue
    /** The same for many customers. */
    predictMany(table: FeatureTable, options?: FollowOptions | null): Promise<Array<CustomerValue>>
    /**
     * Where a customer spends less than customers of like spend who buy there, what weighs most first, 5 unless stated; the
     * reader has to know the catalogue.
     */
    growth(reader: FeatureReader, profile: Profile, asOf: Time, most?: number | null): Array<GrowthOpportunity>
  }
  /** Every feature, in the order of the columns: its name, unit and meaning. */
  export function featureList(): Array<FeatureSpec>
  /**
   * Interventions in the order in which they should be thought of: those that help by what they gain, the untested, those that
   * cost more than they bring, those without an effect that could be seen, and those that harm.
   */
  export function rankInterventions(effects: Array<Input<InterventionEffect>>): Array<RankedIntervention>
  /**
   * The same for one customer, by what the trials say of customers like this one; without a trial it is untested.
   *
   * `customer` is what is known of the customer, such as `features.toRow()`; every column of every trial has to be there.
   */
  export function rankTriedInterventions(customer: LearnerRow, interventions: Array<TriedIntervention>): Array<RankedIntervention>
}
