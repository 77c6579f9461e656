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


/**
 * Which binding artifact the generated loader actually loaded: `'native'` for
 * a native addon, otherwise the `platformArchABI` of the WASI flavor. Every
 * flavor napi-rs can build is listed, because `NAPI_RS_NATIVE_LIBRARY_PATH`
 * can point the loader at a WASI artifact this package does not build itself.
 */
export declare const __napiBindingTarget: 'native' | 'wasm32-wasi' | 'wasm32-wasip1'

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

/** A product not to be mentioned. */
export interface AvoidedProduct {
  /** The product. */
  productId: string
  /** Why: `refused`, `returned` or `out_of_stock`. */
  reason: string
}

/** What an estimate rests on. */
export type Basis = 'customer' | 'segment' | 'prior' | 'assumed'

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

/** Why data may be held at all. */
export type ConsentBasis = 'consent' | 'legitimate_interest' | 'contract'

/** What data is used for. */
export type ConsentPurpose = 'analytics' | 'personalization' | 'pricing' | 'marketing' | 'sharing'

/** What the customer said. */
export type ConsentState = 'granted' | 'denied'

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

/** The order in which a file writes days and months in figures. */
export type DateOrder = 'month_day_year' | 'day_month_year'

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

/** All options of an engine; each part has defaults that are safe to start with. */
export interface EnginePolicy {
  /** Floors, offers and the rules of law. */
  pricing: PricingPolicy
  /** Cooldowns and windows of next actions. */
  action: ActionPolicy
  /** Evidence needed for a segment. */
  segment: SegmentPolicy
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
  /** Where else the erased may live on: the host's event log, backups, and models fitted on it. */
  remainingElsewhere: Array<string>
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

/** What happened. */
export type EventKind = 'identify' | 'alias' | 'products_searched' | 'product_list_viewed' | 'product_list_filtered' | 'product_clicked' | 'product_viewed' | 'product_added' | 'product_removed' | 'cart_viewed' | 'product_added_to_wishlist' | 'product_removed_from_wishlist' | 'checkout_started' | 'checkout_step_viewed' | 'checkout_step_completed' | 'payment_info_entered' | 'order_completed' | 'order_updated' | 'order_cancelled' | 'order_refunded' | 'promotion_viewed' | 'promotion_clicked' | 'coupon_entered' | 'coupon_applied' | 'coupon_denied' | 'coupon_removed' | 'product_shared' | 'product_reviewed' | 'conversation_turn' | 'satisfaction_rated' | 'consent_changed' | 'decision_made' | 'decision_shown' | 'decision_outcome'

/** How an event file is to be understood. */
export interface EventOptions {
  /** ISO 4217 code of prices that name none; absent, the trainer's. */
  currency: string | null
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

/** The parameters of a Gamma-Gamma model. */
export interface GammaGammaParams {
  /** Shape of the gamma distribution of a purchase; above 0. */
  p: number
  /** Shape of the gamma distribution of the rates over the customers; above 0. */
  q: number
  /** Rate of that distribution, in the data's unit of money; above 0. */
  gamma: number
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
  /** Each part. */
  parts: Array<PartHealth>
}

/** An earlier turn. */
export interface HistoryTurn {
  /** `customer` or `assistant`. */
  role: string
  /** What was said; it is not read. */
  content: string
}

/** A part of the request that was not used. */
export interface IgnoredInput {
  /** Path in the request. */
  path: string
  /** Why. */
  reason: string
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

/** How many products were narrowed to how many. */
export interface Narrowing {
  /** Products that met the request. */
  from: number
  /** Products shown. */
  to: number
  /** Why. */
  reason: string
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

/** How often an action was made with a known outcome, and how often it was accepted. */
export interface OutcomeCounts {
  /** The action. */
  action: string
  /** Times shown with a known outcome, 0 to 10^9. */
  tried: number
  /** Times accepted, at most `tried`. */
  accepted: number
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
  /** Probability that the customer is still one. BG/NBD gives 1 to every one-time buyer. */
  probabilityAlive: Estimate | null
  /** Probability of no purchase within 180 days. */
  churn: Estimate | null
  /** Days until the next purchase of a customer who is still one: median and interval. */
  nextPurchaseDays: Estimate | null
  /** Probability of a purchase within 30 days, per category, largest first. */
  purchaseProbability: Array<CategoryOutlook>
  /** What the figures rest on, in words. */
  reasons: Array<string>
  /** What is not known, and why. */
  unknown: Array<unknown>
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

/** How often one reason applied. */
export interface ReasonCount {
  /** The error code, such as `OUT_OF_RANGE`. */
  code: string
  /** Lines or fields refused with it. */
  count: number
}

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

/** One reason for a score. */
export interface ScoreTerm {
  /** `popularity`, `history`, `preference`, `occasion` or `colour`. */
  term: string
  /** What it adds to the score. */
  value: number
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

/** How many there were when somebody counted. */
export interface StockFact {
  /** How many, at least 0. */
  count: number
  /** When they were counted. */
  countedAtMs: number
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

/**
 * One customer: a ledger of events, and what is known from it. The host stores it, as JSON or as bytes.
 *
 * A batch that is running keeps the profile as it was when the batch began.
 */
export declare class Profile {
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
  /** Take in everything that is known under another identity, or by another copy. */
  merge(other: Profile): MergeReport
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
   * Read events in the Segment shape from a JSON Lines file, plain or gzip. No consent basis is asked for, since
   * the events state it themselves: what a customer allows is what their `Consent Changed` events say, and
   * without one every purpose stays denied.
   */
  readEvents(path: string, options?: (Input<EventOptions> & FollowOptions) | null): Promise<ReadReport>
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

/** Any operation that needs no engine by its name, JSON text in and canonical JSON text out. */
export declare function call(operation: string, input: string): string

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

/** The pseudonym of a customer under a key of at least 16 bytes: `<key id>-<128 bits>`. */
export declare function pseudonym(key: Uint8Array, customerId: string): string

export declare namespace lifetime {
  /**
   * Purchases of customers who may leave after any of them (Fader, Hardie and Lee 2005). Histories are the
   * literature's `x, t_x, T`: repeat purchases, age at the last of them, age now, in one unit of time.
   */
  export class BgNbd {
    /** Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. */
    static fit(histories: PurchaseColumns, options?: FitOptions | null): Promise<BgNbd>
    /** A model with parameters from elsewhere, taken as exact. */
    static withParams(params: BgNbdParams): BgNbd
    /** A model that was saved by `toJson`. */
    static fromJson(json: string): BgNbd
    /** The model as JSON, to be read by `fromJson`. */
    toJson(): string
    /** The parameters. */
    get params(): BgNbdParams
    /** How the fit ended. */
    get convergence(): ConvergenceReport
    /** Covariance of `r, alpha, a, b`, row by row. */
    get covariance(): Array<number>
    /** Standard errors of `r, alpha, a, b`. */
    get standardErrors(): Array<number>
    /** The log-likelihood of the data it was fitted to; 0 for given parameters. */
    get logLikelihood(): number
    /** Customers it was fitted to: the sum of their weights. */
    get customers(): number
    /** Probability that a customer is still one; exactly 1 without a repeat purchase. */
    probabilityAlive(frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    probabilityAliveBatch(histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /** Purchases expected in the next `periods`. */
    expectedPurchases(periods: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** The same for columns of customers. */
    expectedPurchasesBatch(periods: number, histories: PurchaseColumns, options?: FollowOptions | null): Promise<Float64Array>
    /**
     * Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
     * absent.
     */
    purchaseProbability(periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number): number
    /** `probabilityAlive` with the interval that the parameters' uncertainty leaves it. */
    probabilityAliveInterval(frequency: number, lastPurchaseAge: number, age: number, level: number): ParameterInterval
    /** `expectedPurchases` with the interval that the parameters' uncertainty leaves it. */
    expectedPurchasesInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, level: number): ParameterInterval
    /** `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact. */
    purchaseProbabilityInterval(periods: number, frequency: number, lastPurchaseAge: number, age: number, share: number, level: number): ParameterInterval
    /** Purchases expected of a new customer in the `periods` after their first. */
    expectedPurchasesNewCustomer(periods: number): number
    /** Time from now within which the next purchase falls with probability `q`, if the customer is still one. */
    nextPurchaseQuantile(q: number, frequency: number, lastPurchaseAge: number, age: number): number
    /** Probabilities of 0, 1, ... `most` purchases in the next `periods`. */
    purchaseDistribution(periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number): Array<number>
    /**
     * For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
     * at least that probability.
     */
    purchaseQuantiles(periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: Array<number>): Array<number>
  }
  /** Spend at a purchase, gamma distributed with a rate of each customer's own (Fader and Hardie 2013). */
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
    /** `expectedSpend` with the interval that the parameters' uncertainty leaves it. */
    expectedSpendInterval(frequency: number, monetary: number, level: number): ParameterInterval
    /** Standard deviation of what is believed of the customer's own mean spend; null where it is infinite. */
    meanSpendDeviation(frequency: number, monetary: number): number | null
    /** The interval that holds the customer's own mean spend with probability `level`. */
    meanSpendInterval(frequency: number, monetary: number, level: number): ParameterInterval
  }
  /** One customer's purchases, as day numbers in ascending order with what was spent, summarised for the models. */
  export function summarize(days: Array<number>, spend: Array<number>, asOfDay: number, periodDays: number): PurchaseSummary
  /** What a customer is expected to spend in the next `periods`, from a history in the models' units. */
  export function value(purchases: BgNbd, spend: GammaGamma, history: PurchaseSummary, periods: number, discountRatePerPeriod: number, level: number): ValueForecast
}
