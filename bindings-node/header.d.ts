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

/** Columns of purchase histories, one row a customer, ages in one unit of time. */
export interface PurchaseColumns {
  /** Repeat purchases: whole numbers. */
  frequency: Float64Array | number[]
  /** Age at the last purchase, counted from the first; 0 without repeat purchases. */
  lastPurchaseAge: Float64Array | number[]
  /** Age now, counted from the first purchase. */
  age: Float64Array | number[]
}

/** Columns of spend, one row a customer. */
export interface SpendColumns {
  /** Repeat purchases: whole numbers. */
  frequency: Float64Array | number[]
  /** Mean spend of a repeat purchase; 0 without one. */
  monetary: Float64Array | number[]
}

/** How a model is fitted. */
export interface FitOptions extends FollowOptions {
  /** How many times each row counts; all 1 when absent. */
  weights?: Float64Array | number[] | null
  /** Weight of the squared parameters in the fit; 0 when absent, which is plain maximum likelihood. */
  penalty?: number | null
}

