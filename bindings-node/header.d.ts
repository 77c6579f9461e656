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
