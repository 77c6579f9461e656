// One typed call of every export of `learn`.
import {
  CalibrationMethod, DriftVerdict, FeatureKind, HeterogeneityVerdict, LeakageVerdict, MemberKind, ReasonMethod, Task, UpliftLearner, learn,
} from '../../index.js'
import type {
  BrierDecomposition, CalibrationCandidate, CalibrationOverTime, ColumnChecks, ConformalValueInterval, CoxCalibration, DriftReport,
  EnsembleReport, ExpectedCalibrationError, Explanation, ExplanationColumns, GainPoint, HeterogeneityReport, LabelSetReport, LabelThreshold, Learner, LearnerRow,
  LogisticCoefficient, MetricInterval, Objective, PolicyValue, PredictedColumns, QiniPoint, QiniReport, ReliabilityBin, ReliabilityBins,
  ReasonCode, SchemaColumn, SmallestChange, TableColumns, TrialBalance, UpliftAt, UpliftBalance, ValueIntervals,
} from '../../index.js'

const rows = 120
const numbers = (of: (row: number) => number): number[] => Array.from({ length: rows }, (_, row) => of(row))
const columns: TableColumns = {
  tenure: Float64Array.from(numbers((row) => (row * 7) % 40)),
  spend: numbers((row) => (row * 13) % 50).map((spend) => (spend % 11 ? spend : null)),
  contract: numbers((row) => row % 3).map((kind) => ['monthly', 'yearly', undefined][kind]),
}
const labels = numbers((row) => ((row * 7) % 40 < 12) !== (row % 10 === 0) ? 1 : 0)
const scores = numbers((row) => ((row * 31) % 17) / 4 - 2 + labels[row]!)
const treatment = numbers((row) => (row * 5) % 2)
const young: LearnerRow = { tenure: 3, spend: null, contract: 'monthly' }
const table = new learn.Table(columns)
const bins: ReliabilityBins = { kind: 'equal_rows', bins: 5 }

interface Common {
  toBytes(options?: { signal?: AbortSignal }): Promise<Buffer>
  dispose(): void
  readonly schema: SchemaColumn[]
  readonly objective: Objective
  predictRow(row: LearnerRow): number
  scoreRow(row: LearnerRow): number
  predict(table: learn.Table | TableColumns): Promise<Float64Array>
  scores(table: learn.Table | TableColumns): Promise<Float64Array>
  explainRow(row: LearnerRow): Explanation
  explain(table: learn.Table | TableColumns): Promise<ExplanationColumns>
  reasonCodes(row: LearnerRow, count?: number | null): ReasonCode[]
  smallestChange(row: LearnerRow, values: learn.Table | TableColumns, options?: { maxColumns?: number } | null): Promise<SmallestChange | null>
}

/** What every learner has. */
const membersOf = <Model extends Common>(
  name: string, fit: () => Promise<Model>, fromBytes: (bytes: Uint8Array) => Promise<Model>, more: Record<string, (model: Model) => unknown>,
): Record<string, () => unknown> => {
  const fitted = fit()
  const members: Record<string, (model: Model) => unknown> = {
    toBytes: async (model): Promise<number> => (await model.toBytes()).length,
    dispose: async (): Promise<void> => (await fit()).dispose(),
    schema: (model): string[] | null => model.schema[2]!.levels,
    objective: (model): string => model.objective.kind,
    predictRow: (model): number => model.predictRow(young),
    scoreRow: (model): number => model.scoreRow(young),
    predict: async (model): Promise<Float64Array> => model.predict(table),
    scores: async (model): Promise<Float64Array> => model.scores(columns),
    explainRow: (model): ReasonMethod[] => model.explainRow(young).methods,
    explain: async (model): Promise<Float64Array> => (await model.explain(table)).contributions,
    reasonCodes: (model): string => model.reasonCodes(young, 2).map(({ text }) => text).join(', '),
    smallestChange: async (model): Promise<SmallestChange | null> => model.smallestChange(young, table, { maxColumns: 1 }),
    ...more,
  }
  return Object.fromEntries([
    [`learn.${name}.fit`, () => fitted],
    [`learn.${name}.fromBytes`, async (): Promise<Model> => fromBytes(await (await fitted).toBytes())],
    ...Object.entries(members).map(([member, call]) => [`learn.${name}#${member}`, async () => call(await fitted)]),
  ])
}

const scored = new learn.ScoredLabels(scores, labels)
const values = new learn.ScoredValues(scores, labels.map((label, row) => label + (row % 7)), numbers(() => 2))
const calibrated = (): Promise<learn.Calibration> => learn.Calibration.choose(scores, labels, { folds: 3, seed: 1 })
const sets = (): Promise<learn.LabelSets> => learn.LabelSets.calibrateBinary(scores, labels, 0.8)
const means: PredictedColumns = { means: scores, scale: numbers(() => 2) }
const margin = (): Promise<learn.ConformalMargin> => learn.ConformalMargin.calibrate(means, labels, 0.9)
const reference = (): Promise<learn.DriftReference> => learn.DriftReference.ofNumbers(columns['tenure'] as Float64Array, 5)
const kinds = (): Promise<learn.DriftReference> => learn.DriftReference.ofCategories(numbers((row) => row % 3), 3)
const trial = new learn.Trial(treatment, labels)

const ensemble = (): Promise<learn.Ensemble> => learn.Ensemble.fit(table, labels, { folds: 2, members: ['logistic'] })
const few = numbers((row) => (row * 3) % 4)
const amounts = (): Promise<learn.Ensemble> => learn.fit(columns, few, { task: 'count', folds: 2, members: ['gbdt'] })
const spends = numbers((row) => (row % 3 ? 0 : 5 + (row * 13) % 50))
const value = (): Promise<learn.ValueGbdt> => learn.ValueGbdt.fit(columns, spends, { trees: 10, minChildWeight: 1, weights: numbers(() => 1) })
const small = { trees: 3, leaves: 2, minChildWeight: 1 }
const uplift = (): Promise<learn.Uplift> =>
  learn.Uplift.fit(table, treatment, labels, { folds: 2, replicates: 20, outcomeTrees: small, effectTrees: small })

export const learnCalls = (): Record<string, () => unknown> => ({
  // Enumerations are also values.
  CalibrationMethod: (): CalibrationMethod => 'platt',
  DriftVerdict: (): DriftVerdict => 'moderate',
  FeatureKind: (): FeatureKind => 'number',
  HeterogeneityVerdict: (): HeterogeneityVerdict => 'none_detectable',
  LeakageVerdict: (): LeakageVerdict => 'knows',
  MemberKind: (): MemberKind => 'gbdt',
  ReasonMethod: (): ReasonMethod => 'tree_shap',
  Task: (): Task => 'binary',
  UpliftLearner: (): UpliftLearner => 'x',
  'learn.Table': (): number => new learn.Table({ spend: [1, null] }).rows,
  'learn.Table#rows': (): number => table.rows,
  'learn.Table#names': (): string[] => table.names,
  'learn.Table#take': (): learn.Table => table.take([5, 0, 5]),
  'learn.Table#dispose': (): void => new learn.Table(columns).dispose(),
  ...membersOf(
    'Gbdt',
    () => learn.Gbdt.fit(table, labels, {
      trees: 20, minChildWeight: 1, objective: { kind: 'logistic' }, monotone: [{ column: 'tenure', rises: false }], weights: numbers(() => 1),
      times: numbers((row) => row), earlyStopping: { heldOutShare: 0.3 }, onProgress: (done, total) => void [done, total],
    }),
    (bytes) => learn.Gbdt.fromBytes(bytes),
    { baseScore: (model): number => model.baseScore, treeCount: (model): number => model.treeCount },
  ),
  ...membersOf(
    'Logistic', () => learn.Logistic.fit(columns, labels, { l2: 2 }), (bytes) => learn.Logistic.fromBytes(bytes),
    { baseScore: (model): number => model.baseScore, coefficients: (model): LogisticCoefficient[] => model.coefficients },
  ),
  ...membersOf(
    'Network', () => learn.Network.fit(columns, labels, { networks: 1, epochs: 3 }), (bytes) => learn.Network.fromBytes(bytes),
    { networkCount: (model): number => model.networkCount },
  ),
  ...membersOf('Ensemble', ensemble, (bytes) => learn.Ensemble.fromBytes(bytes), {
    task: (model): Task => model.task,
    calibration: (model): CalibrationMethod => model.calibration.method,
    report: (model): EnsembleReport => model.report,
    predictSetRow: (model): number[] => model.predictSetRow(young, 0.8),
    predictSet: async (model): Promise<number[][]> => model.predictSet(table, 0.8),
    predictIntervalRow: async (): Promise<ConformalValueInterval> => (await amounts()).predictIntervalRow(young, 0.8),
    predictInterval: async (): Promise<ValueIntervals> => (await amounts()).predictInterval(columns, 0.8),
  }),
  'learn.fit': amounts,
  'learn.load': async (): Promise<Learner | learn.Uplift | learn.ValueGbdt> => learn.load(await (await uplift()).toBytes()),
  ...Object.fromEntries(Object.entries({
    predictRow: (model: learn.Uplift): number => model.predictRow(young),
    predict: async (model: learn.Uplift): Promise<Float64Array> => model.predict(table),
    qini: (model: learn.Uplift): QiniReport => model.qini(0.9),
    qiniCurve: (model: learn.Uplift): QiniPoint[] => model.qiniCurve(5),
    upliftAt: (model: learn.Uplift): UpliftAt => model.upliftAt(0.5),
    policyValue: (model: learn.Uplift): PolicyValue => model.policyValue(0.1),
    heterogeneity: (model: learn.Uplift): HeterogeneityReport => model.heterogeneity(),
    balance: (model: learn.Uplift): UpliftBalance => model.balance,
    upliftNear: (model: learn.Uplift): UpliftAt => model.upliftNear(0.1, 0.5),
    isOfProbability: (model: learn.Uplift): boolean => model.isOfProbability,
    explainRow: (model: learn.Uplift): Explanation => model.explainRow(young),
    explain: async (model: learn.Uplift): Promise<ExplanationColumns> => model.explain(table),
    schema: (model: learn.Uplift): SchemaColumn[] => model.schema,
    learner: (model: learn.Uplift): UpliftLearner => model.learner,
    toBytes: async (model: learn.Uplift): Promise<Buffer> => model.toBytes(),
    dispose: async (): Promise<void> => (await uplift()).dispose(),
  }).map(([member, call]) => [`learn.Uplift#${member}`, async () => call(await uplift())])),
  'learn.Uplift.fit': uplift,
  'learn.Uplift.fromBytes': async (): Promise<learn.Uplift> => learn.Uplift.fromBytes(await (await uplift()).toBytes()),
  ...Object.fromEntries(Object.entries({
    predictRow: (model: learn.ValueGbdt): number => model.predictRow(young),
    predict: async (model: learn.ValueGbdt): Promise<Float64Array> => model.predict(table),
    costs: async (model: learn.ValueGbdt): Promise<Float64Array> => model.costs(table, spends),
    occurrence: (model: learn.ValueGbdt): learn.Gbdt => model.occurrence(),
    logAmount: (model: learn.ValueGbdt): number => model.logAmount().treeCount,
    logVariance: (model: learn.ValueGbdt): number => model.logVariance,
    schema: (model: learn.ValueGbdt): SchemaColumn[] => model.schema,
    toBytes: async (model: learn.ValueGbdt): Promise<Buffer> => model.toBytes(),
    dispose: async (): Promise<void> => (await value()).dispose(),
  }).map(([member, call]) => [`learn.ValueGbdt#${member}`, async () => call(await value())])),
  'learn.ValueGbdt.fit': value,
  'learn.ValueGbdt.fromBytes': async (): Promise<learn.ValueGbdt> => learn.ValueGbdt.fromBytes(await (await value()).toBytes()),
  'learn.ScoredLabels': (): learn.ScoredLabels => new learn.ScoredLabels(scores, labels, numbers(() => 1)),
  'learn.ScoredLabels#baseRate': (): number => scored.baseRate,
  'learn.ScoredLabels#baseLogLoss': (): number => scored.baseLogLoss,
  'learn.ScoredLabels#auc': async (): Promise<MetricInterval> => scored.auc(0.95),
  'learn.ScoredLabels#aucGain': async (): Promise<number> => (await scored.aucGain(labels)).low,
  'learn.ScoredLabels#averagePrecision': async (): Promise<number> => scored.averagePrecision(),
  'learn.ScoredLabels#logLoss': async (): Promise<MetricInterval> => scored.logLoss(),
  'learn.ScoredLabels#brier': async (): Promise<MetricInterval> => scored.brier(null),
  'learn.ScoredLabels#accuracy': async (): Promise<MetricInterval> => scored.accuracy(),
  'learn.ScoredLabels#brierDecomposition': async (): Promise<BrierDecomposition> => scored.brierDecomposition(bins),
  'learn.ScoredLabels#coxCalibration': async (): Promise<CoxCalibration> => scored.coxCalibration(),
  'learn.ScoredLabels#reliability': async (): Promise<ReliabilityBin[]> => scored.reliability({ kind: 'equal_width', bins: 10 }),
  'learn.ScoredLabels#calibrationError': async (): Promise<ExpectedCalibrationError> => scored.calibrationError(bins, 0.9),
  'learn.ScoredLabels#gain': async (): Promise<GainPoint[]> => scored.gain([0.1, 0.5]),
  'learn.ScoredLabels#dispose': (): void => new learn.ScoredLabels(scores, labels).dispose(),
  'learn.ScoredValues': (): learn.ScoredValues => new learn.ScoredValues(scores, labels),
  'learn.ScoredValues#meanAbsoluteError': async (): Promise<MetricInterval> => values.meanAbsoluteError(),
  'learn.ScoredValues#rootMeanSquaredError': async (): Promise<MetricInterval> => values.rootMeanSquaredError(0.8),
  'learn.ScoredValues#bias': async (): Promise<MetricInterval> => values.bias(),
  'learn.ScoredValues#normalizedGini': async (): Promise<number> => values.normalizedGini(),
  'learn.ScoredValues#spearman': async (): Promise<MetricInterval> => values.spearman(),
  'learn.ScoredValues#dispose': (): void => new learn.ScoredValues(scores, labels).dispose(),
  'learn.Calibration.fit': async (): Promise<learn.Calibration> => learn.Calibration.fit('platt', scores, labels, { weights: numbers(() => 1) }),
  'learn.Calibration.choose': calibrated,
  'learn.Calibration.fromJson': async (): Promise<learn.Calibration> => learn.Calibration.fromJson((await calibrated()).toJson()),
  'learn.Calibration#toJson': async (): Promise<string> => (await calibrated()).toJson(),
  'learn.Calibration#method': async (): Promise<CalibrationMethod> => (await calibrated()).method,
  'learn.Calibration#candidates': async (): Promise<CalibrationCandidate[]> => (await calibrated()).candidates,
  'learn.Calibration#logOdds': async (): Promise<number> => (await calibrated()).logOdds(0.3),
  'learn.Calibration#logOddsBatch': async (): Promise<Float64Array> => (await calibrated()).logOddsBatch(scores),
  'learn.Calibration#probability': async (): Promise<number> => (await calibrated()).probability(0.3),
  'learn.Calibration#probabilityBatch': async (): Promise<Float64Array> => (await calibrated()).probabilityBatch(scores),
  'learn.LabelSets.calibrateBinary': sets,
  'learn.LabelSets.calibrate': async (): Promise<learn.LabelSets> => learn.LabelSets.calibrate(labels.flatMap((label) => [-label, label]), 2, labels, 0.9),
  'learn.LabelSets.fromJson': async (): Promise<learn.LabelSets> => learn.LabelSets.fromJson((await sets()).toJson()),
  'learn.LabelSets#toJson': async (): Promise<string> => (await sets()).toJson(),
  'learn.LabelSets#level': async (): Promise<number> => (await sets()).level,
  'learn.LabelSets#thresholds': async (): Promise<LabelThreshold[]> => (await sets()).thresholds,
  'learn.LabelSets#set': async (): Promise<number[]> => (await sets()).set([0.1, -0.1]),
  'learn.LabelSets#binarySet': async (): Promise<number[]> => (await sets()).binarySet(0.5),
  'learn.LabelSets#measureBinary': async (): Promise<LabelSetReport> => (await sets()).measureBinary(scores, labels),
  'learn.LabelSets#measure': async (): Promise<number> => (await (await sets()).measure(scores.flatMap((score) => [-score, score]), labels)).single,
  'learn.ConformalMargin.calibrate': margin,
  'learn.ConformalMargin.fromJson': async (): Promise<learn.ConformalMargin> => learn.ConformalMargin.fromJson((await margin()).toJson()),
  'learn.ConformalMargin#toJson': async (): Promise<string> => (await margin()).toJson(),
  'learn.ConformalMargin#level': async (): Promise<number> => (await margin()).level,
  'learn.ConformalMargin#margin': async (): Promise<number> => (await margin()).margin,
  'learn.ConformalMargin#calibrationRows': async (): Promise<number> => (await margin()).calibrationRows,
  'learn.ConformalMargin#interval': async (): Promise<ConformalValueInterval> => (await margin()).interval(3),
  'learn.ConformalMargin#intervals': async (): Promise<ValueIntervals> => (await margin()).intervals({ low: [1, 2], high: [3, 3] }),
  'learn.DriftReference.ofNumbers': reference,
  'learn.DriftReference.ofCategories': kinds,
  'learn.DriftReference.fromJson': async (): Promise<learn.DriftReference> => learn.DriftReference.fromJson((await kinds()).toJson()),
  'learn.DriftReference#toJson': async (): Promise<string> => (await reference()).toJson(),
  'learn.DriftReference#compareNumbers': async (): Promise<DriftReport> => (await reference()).compareNumbers([1, null, 40], 0.9),
  'learn.DriftReference#compareCategories': async (): Promise<DriftVerdict> => (await (await kinds()).compareCategories([0, 1, 1])).verdict,
  'learn.calibrationOverTime': async (): Promise<CalibrationOverTime> => learn.calibrationOverTime(scores, labels, numbers((row) => row), 60),
  'learn.checkColumns': async (): Promise<ColumnChecks> => {
    const checks = await learn.checkColumns(table, labels, { level: 0.99 })
    const verdict: LeakageVerdict = checks.columns[0]!.leakage
    return { ...checks, columns: checks.columns.filter(({ leakage }) => leakage === verdict) }
  },
  'learn.aucStandardError': (): number => learn.aucStandardError(0.8, 50, 70),
  'learn.Trial': (): learn.Trial => new learn.Trial(treatment, labels),
  'learn.Trial#balance': async (): Promise<TrialBalance> => trial.balance([scores, columns['spend'] as number[]], 0.5),
  'learn.Trial#upliftAt': async (): Promise<UpliftAt> => trial.upliftAt(scores, 0.5),
  'learn.Trial#qiniCurve': async (): Promise<QiniPoint[]> => trial.qiniCurve(scores, 4),
  'learn.Trial#qini': async (): Promise<QiniReport> => trial.qini(scores, { seed: 1, replicates: 20 }),
  'learn.Trial#policyValue': async (): Promise<PolicyValue> => trial.policyValue(labels, numbers(() => 0.5), 0.1, 0.9),
  'learn.Trial#dispose': (): void => new learn.Trial(treatment, labels).dispose(),
})

/** What the types refuse. */
export const refusedByLearn = (): unknown => {
  // @ts-expect-error a column is no object
  new learn.Table({ tenure: { mean: 3 } })
  // @ts-expect-error there is no such option
  learn.Gbdt.fit(table, labels, { tree: 3 })
  // @ts-expect-error there is no such method
  learn.Calibration.fit('plat', scores, labels)
  // @ts-expect-error a regression does not know itself what a column could be instead
  learn.Logistic.fromBytes(new Uint8Array()).then((model) => model.smallestChange(young))
  // @ts-expect-error a seed is needed
  return trial.qini(scores, { replicates: 20 })
}
