import Foundation
import Sartor
import XCTest

/// What stands after a learner: how good it is, what can be promised, what has moved, what a treatment adds.
final class JudgeTests: XCTestCase {
    private let subscribers = Subscribers(600)

    /// Log-odds of the second half from the first, with its labels.
    private func held() throws -> (scores: [Double], labels: [Double]) {
        let table = try subscribers.table()
        let model = try Logistic.fit(table: table.take(rows: Array(0..<300)), labels: Array(subscribers.left[..<300]))
        return (try model.scores(table: table.take(rows: Array(300..<600))), Array(subscribers.left[300...]))
    }

    func testLabelsAreJudgedAsByTheJsonDoor() throws {
        let (scores, labels) = try held()
        let scored = try ScoredLabels(scores: scores, labels: labels)
        struct Figure: Decodable {
            let value: Double
        }
        struct Metrics: Decodable {
            let baseRate, baseLogLoss, averagePrecision: Double
            let auc, logLoss, brier, accuracy, calibrationError: Figure
        }
        let input = try JSONEncoder().encode(["scores": scores, "labels": labels])
        let answer = try call(operation: "learn.labelMetrics", input: String(decoding: input, as: UTF8.self))
        let found = try JSONDecoder().decode(Metrics.self, from: Data(answer.utf8))
        XCTAssertEqual(scored.baseRate(), found.baseRate)
        XCTAssertEqual(scored.baseLogLoss(), found.baseLogLoss)
        XCTAssertEqual(try scored.auc().value, found.auc.value)
        XCTAssertEqual(try scored.averagePrecision(), found.averagePrecision)
        XCTAssertEqual(try scored.logLoss().value, found.logLoss.value)
        XCTAssertEqual(try scored.brier().value, found.brier.value)
        XCTAssertEqual(try scored.accuracy().value, found.accuracy.value)
        XCTAssertEqual(try scored.calibrationError().value, found.calibrationError.value)
        XCTAssertGreaterThan(try scored.auc(level: 0.5).low, 0.6)
        XCTAssertLessThan(try scored.logLoss().value, scored.baseLogLoss())

        let parts = try scored.brierDecomposition()
        XCTAssertEqual(
            parts.brier, parts.reliability - parts.resolution + parts.uncertainty + parts.withinBins, accuracy: 1e-12)
        XCTAssertTrue(try scored.coxCalibration().slope.low < 1.5)
        XCTAssertEqual(try scored.reliability(bins: .equalRows(bins: 5)).count, 5)
        XCTAssertLessThanOrEqual(try scored.reliability().count, 15)
        let gain = try scored.gain(shares: [0.1, 1])
        XCTAssertGreaterThan(gain[0].lift, 1)
        XCTAssertEqual(gain[1].captured, 1, accuracy: 1e-12)
        XCTAssertEqual(try scored.aucGain(otherScores: scores.map { _ in 0 }).value, try scored.auc().value - 0.5, accuracy: 1e-12)
        XCTAssertEqual(aucStandardError(auc: 0.893, positives: 51, negatives: 58), 0.0325, accuracy: 5e-5)

        let heavy = try ScoredLabels(scores: [1, -1, 0], labels: [1, 0, 1], weights: [1, 3, 0])
        XCTAssertEqual(heavy.baseRate(), 0.25)
        XCTAssertEqual(code { try ScoredLabels(scores: [.nan], labels: [1]) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try scored.auc(level: 1) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try scored.gain(shares: [2]) }, "OUT_OF_RANGE")
    }

    func testValuesAreJudged() throws {
        let scored = try ScoredValues(predictions: [1, 2, 3, 4], outcomes: [1, 2, 3, 8])
        XCTAssertEqual(try scored.meanAbsoluteError().value, 1)
        XCTAssertEqual(try scored.rootMeanSquaredError().value, 2)
        XCTAssertEqual(try scored.bias(level: 0.5).value, -1)
        XCTAssertEqual(try scored.normalizedGini(), 1, accuracy: 1e-12)
        XCTAssertEqual(try scored.spearman().value, 1, accuracy: 1e-12)
        let heavy = try ScoredValues(predictions: [1, 2], outcomes: [1, 3], weights: [1, 3])
        XCTAssertEqual(try heavy.meanAbsoluteError().value, 0.75)
        XCTAssertEqual(code { try ScoredValues(predictions: [1], outcomes: [1, 2]) }, "OUT_OF_RANGE")
    }

    func testACalibrationIsFittedChosenAndSaved() throws {
        let (scores, labels) = try held()
        let doubled = scores.map { 2 * $0 + 1 }
        let scored = try ScoredLabels(scores: doubled, labels: labels)
        let chosen = try Calibration.choose(scored: scored)
        XCTAssertEqual(chosen.candidates().map(\.method), [.none, .platt, .beta, .isotonic])
        XCTAssertNotEqual(chosen.method(), .none)
        let better = try ScoredLabels(scores: chosen.logOddsBatch(scores: doubled), labels: labels)
        XCTAssertLessThan(try better.logLoss().value, try scored.logLoss().value)
        XCTAssertEqual(try Calibration.choose(scored: scored, folds: 3, seed: 7).candidates().count, 4)

        let platt = try Calibration.fit(method: .platt, scored: scored)
        XCTAssertTrue(platt.candidates().isEmpty)
        XCTAssertEqual(platt.method(), .platt)
        let again = try Calibration.fromJson(text: platt.toJson())
        XCTAssertEqual(again.probability(score: 0.3), platt.probability(score: 0.3))
        XCTAssertEqual(platt.probability(score: 0.3), 1 / (1 + exp(-platt.logOdds(score: 0.3))), accuracy: 1e-15)
        XCTAssertEqual(platt.probabilityBatch(scores: [0.3]), [platt.probability(score: 0.3)])
        XCTAssertEqual(code { try Calibration.fromJson(text: "{\"kind\":\"platt\",\"slope\":-1,\"intercept\":0}") }, "INVALID_VALUE")
        XCTAssertEqual(code { try Calibration.choose(scored: scored, folds: 1) }, "OUT_OF_RANGE")
    }

    func testSetsHoldTheLabelAsOftenAsPromised() throws {
        let (scores, labels) = try held()
        let sets = try LabelSets.calibrateBinary(scores: scores, labels: labels, level: 0.8)
        XCTAssertEqual(sets.level(), 0.8)
        XCTAssertEqual(sets.thresholds().count, 2)
        let report = try sets.measureBinary(scores: scores, labels: labels)
        XCTAssertTrue(report.labels.allSatisfy { $0.covered.value >= 0.8 })
        XCTAssertEqual(report.empty + report.single + report.several, 1, accuracy: 1e-12)
        XCTAssertEqual(sets.binarySet(score: 9), [1])
        XCTAssertEqual(sets.set(conformities: [-9, 9]), [1])
        XCTAssertEqual(try LabelSets.fromJson(text: sets.toJson()).thresholds(), sets.thresholds())
        let conformities = scores.flatMap { [-$0, $0] }
        let truth = labels.map { UInt32($0) }
        let same = try LabelSets.calibrate(conformities: conformities, labelCount: 2, truth: truth, level: 0.8)
        XCTAssertEqual(same.thresholds(), sets.thresholds())
        XCTAssertEqual(try same.measure(conformities: conformities, truth: truth), report)
        XCTAssertEqual(code { try LabelSets.calibrate(conformities: [1], labelCount: 2, truth: [0]) }, "OUT_OF_RANGE")
    }

    func testAMarginHoldsOutcomesAsOftenAsPromised() throws {
        let (means, outcomes) = ((0..<100).map { Double($0) }, (0..<100).map { Double($0 + ($0 * 37) % 11 - 5) })
        let margin = try ConformalMargin.calibrate(predicted: .means(means: means), outcomes: outcomes)
        XCTAssertEqual([margin.level(), Double(margin.calibrationRows())], [0.9, 100])
        let intervals = try margin.intervals(predicted: .means(means: means))
        XCTAssertGreaterThanOrEqual(zip(intervals, outcomes).filter { $0.low <= $1 && $1 <= $0.high }.count, 90)
        XCTAssertEqual(margin.interval(mean: 3), intervals[3])
        XCTAssertEqual(margin.interval(mean: 3).high, 3 + margin.margin())
        XCTAssertEqual(try ConformalMargin.fromJson(text: margin.toJson()).margin(), margin.margin())
        let scaled = try ConformalMargin.calibrate(
            predicted: .scaled(means: means, scale: means.map { _ in 2 }), outcomes: outcomes)
        XCTAssertEqual(2 * scaled.margin(), margin.margin())
        let wide = PredictedEnds.quantiles(low: means.map { $0 - 50 }, high: means.map { $0 + 50 })
        XCTAssertLessThan(try ConformalMargin.calibrate(predicted: wide, outcomes: outcomes, level: 0.5).margin(), 0)
        XCTAssertEqual(code { try ConformalMargin.calibrate(predicted: .means(means: [1]), outcomes: [1]) }, "TOO_FEW")
        XCTAssertEqual(code { try margin.intervals(predicted: .quantiles(low: [2], high: [1])) }, "OUT_OF_RANGE")
    }

    func testAColumnThatMovedIsFound() throws {
        let then = try DriftReference.ofNumbers(values: subscribers.tenure)
        let same = try then.compareNumbers(values: Subscribers(600, seed: 2).tenure)
        XCTAssertEqual(same.verdict, .noneDetectable)
        let moved = try then.compareNumbers(values: subscribers.tenure.map { $0.map { $0 / 3 } }, level: 0.99)
        XCTAssertEqual(moved.verdict, .large)
        XCTAssertEqual(moved.level, 0.99)
        XCTAssertEqual(try DriftReference.fromJson(text: then.toJson()).compareNumbers(values: [1, nil]).rows, 2)
        let codes: [UInt32?] = (0..<300).map { $0 % 10 == 9 ? nil : UInt32($0 % 3) }
        let categories = try DriftReference.ofCategories(codes: codes, levels: 3)
        XCTAssertEqual(try categories.compareCategories(codes: codes).verdict, .noneDetectable)
        XCTAssertEqual(try categories.compareCategories(codes: codes.map { _ in 0 }).verdict, .large)
        XCTAssertEqual(code { try categories.compareNumbers(values: [1]) }, "INVALID_VALUE")
        XCTAssertEqual(code { try DriftReference.ofNumbers(values: [1, 2], bins: 1) }, "OUT_OF_RANGE")

        let times = (0..<60).map { Int64($0 / 20) * Fixture.day }
        let labels = (0..<60).map { Double($0 >= 40 || $0 % 2 == 0 ? 1 : 0) }
        let watched = try calibrationOverTime(
            scores: labels.map { _ in 0 }, labels: labels, times: times, windowMs: Fixture.day, level: 0.99)
        XCTAssertEqual(watched.windows.map(\.departs), [false, false, true])
        XCTAssertEqual(code { try calibrationOverTime(scores: [0], labels: [1], times: [], windowMs: 1) }, "OUT_OF_RANGE")
    }

    func testAColumnThatKnowsTheAnswerIsAccused() throws {
        let refund = subscribers.left.map { $0 == 1 ? 9.5 : nil }
        let table = try Table(columns: [
            .numbers(name: "tenure", values: subscribers.tenure), .numbers(name: "refund", values: refund),
        ])
        let follower = Follower()
        let checks = try checkColumns(table: table, labels: subscribers.left, level: 0.99, control: follower)
        XCTAssertEqual(checks.columns.map(\.name), ["tenure", "refund"])
        XCTAssertEqual(checks.columns[1].leakage, .knows)
        XCTAssertEqual(checks.balance.rows, 600)
        XCTAssertEqual(follower.steps.count, 2)
        XCTAssertEqual(
            code { try checkColumns(table: table, labels: subscribers.left, control: Follower(stopAfter: 0)) }, "CANCELLED")
        XCTAssertEqual(code { try checkColumns(table: table, labels: [1]) }, "TOO_FEW")
    }

    func testATrialTellsWhatTreatmentAdds() throws {
        let (treatment, tenure) = (subscribers.coin, subscribers.tenure.map { $0 ?? 36 })
        let outcomes = zip(treatment, zip(tenure, subscribers.spend)).map { $0 * $1.0 / 10 + ($1.1 ?? 0) / 100 }
        let trial = try Trial(treatment: treatment, outcomes: outcomes)
        let balance = try trial.balance(columns: [subscribers.tenure, subscribers.spend], plannedShare: 0.5)
        XCTAssertFalse(balance.departs)
        XCTAssertTrue(try trial.balance(columns: [treatment], plannedShare: 0.5).departs)
        let best = try trial.upliftAt(scores: tenure, share: 0.2)
        XCTAssertGreaterThan(best.uplift.low, try trial.upliftAt(scores: tenure, share: 1).uplift.high)
        let curve = try trial.qiniCurve(scores: tenure, points: 10)
        XCTAssertEqual([curve.count, Int(curve[10].share)], [11, 1])
        let follower = Follower()
        let report = try trial.qini(scores: tenure, replicates: 50, seed: 3, control: follower)
        XCTAssertGreaterThan(report.area.low, 0)
        XCTAssertEqual(report.replicates, 50)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(code { try trial.qini(scores: tenure, control: Follower(stopAfter: 0)) }, "CANCELLED")
        let everyone = treatment.map { _ in 1.0 }
        let worth = try trial.policyValue(treat: everyone, propensity: treatment.map { _ in 0.5 }, cost: 1)
        XCTAssertEqual(worth.treatedShare, 1)
        XCTAssertEqual(worth.gainOverAll.value, 0, accuracy: 1e-12)
        XCTAssertEqual(code { try Trial(treatment: [1, 1], outcomes: [1, 2]) }, "TOO_FEW")
        XCTAssertEqual(code { try trial.upliftAt(scores: tenure, share: 0) }, "OUT_OF_RANGE")
    }
}
