import Foundation
import Sartor
import XCTest

/// Networks, and learners that answer together.
final class EnsembleTests: XCTestCase {
    private static let subscribers = Subscribers(300)
    private static let fitted = Result {
        try Ensemble.fit(
            table: subscribers.table(), labels: subscribers.left,
            options: EnsembleOptions(task: .binary, folds: 3, members: [.gbdt, .logistic]))
    }
    private var subscribers: Subscribers { Self.subscribers }

    func testANetworkIsTrainedSavedAndRefused() throws {
        let (table, labels) = (try subscribers.table(), subscribers.left)
        let options = NetworkOptions(objective: .logistic, networks: 2, epochs: 20)
        let follower = Follower()
        let model = try Network.fit(table: table, labels: labels, options: options, control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(model.networkCount(), 2)
        XCTAssertEqual(model.objective(), .logistic)
        XCTAssertEqual(model.schema().map(\.name), ["tenure", "spend", "contract"])
        let foretold = try model.predict(table: table)
        XCTAssertGreaterThan(try ScoredLabels(scores: model.scores(table: table), labels: labels).auc().low, 0.6)
        XCTAssertEqual(try model.predictRow(row: subscribers.row(5)), foretold[5])
        XCTAssertEqual(try model.scoreRow(row: subscribers.row(5)), try model.scores(table: table)[5])
        guard case .network(let loaded) = try loadLearner(bytes: model.toBytes()) else { return XCTFail("no network") }
        XCTAssertEqual(try loaded.predict(table: table), foretold)
        XCTAssertEqual(try Network.fromBytes(bytes: model.toBytes()).toBytes(), try model.toBytes())
        let (reasons, one) = (try model.explain(table: table), try model.explainRow(row: subscribers.row(5)))
        XCTAssertEqual(reasons.methods, [.integratedGradients])
        XCTAssertEqual(Array(reasons.contributions[15..<18]), one.contributions)
        XCTAssertEqual(one.base + one.contributions.reduce(0, +), one.score, accuracy: 1e-6)
        XCTAssertEqual(
            code { try Network.fit(table: table, labels: labels, control: Follower(stopAfter: 0)) }, "CANCELLED")
        XCTAssertEqual(
            code { try Network.fit(table: table, labels: labels, options: NetworkOptions(objective: .gamma)) }, "INVALID_VALUE")
        let small = Subscribers(60)
        XCTAssertEqual(
            try Network.fit(table: small.table(), labels: small.left).toBytes(),
            try Network.fit(table: small.table(), labels: small.left, options: NetworkOptions(objective: .logistic)).toBytes())
    }

    func testAnEnsembleAnswersAndTellsHowGoodItIs() throws {
        let (table, model) = (try subscribers.table(), try Self.fitted.get())
        XCTAssertEqual(model.task(), .binary)
        XCTAssertEqual(model.objective(), .logistic)
        XCTAssertEqual(model.schema().count, 3)
        let report = model.report()
        XCTAssertEqual(report.rows, 300)
        XCTAssertEqual(report.members.map(\.member), [.gbdt, .logistic])
        XCTAssertEqual(report.calibration, model.calibration().method())
        let (ensemble, base) = (try XCTUnwrap(report.ensemble.labels), try XCTUnwrap(report.baseRate.labels))
        XCTAssertLessThan(ensemble.logLoss.value, base.logLoss.value)
        XCTAssertGreaterThan(ensemble.auc.low, 0.5)

        let (foretold, scores) = (try model.predict(table: table), try model.scores(table: table))
        for place in [0, 5, 7] {
            XCTAssertEqual(try model.predictRow(row: subscribers.row(place)), foretold[place])
            XCTAssertEqual(try model.scoreRow(row: subscribers.row(place)), scores[place])
        }
        guard case .ensemble(let loaded) = try loadLearner(bytes: model.toBytes()) else { return XCTFail("no ensemble") }
        XCTAssertEqual(try loaded.predict(table: table), foretold)
        XCTAssertEqual(loaded.report(), report)
        XCTAssertEqual(try Ensemble.fromBytes(bytes: model.toBytes()).toBytes(), try model.toBytes())
    }

    func testAnEnsemblePromisesAndExplains() throws {
        let (table, model) = (try subscribers.table(), try Self.fitted.get())
        let sets = try model.predictSet(table: table, coverage: 0.8)
        XCTAssertEqual(sets.count, 300)
        XCTAssertTrue(sets.allSatisfy { $0.allSatisfy { $0 < 2 } })
        XCTAssertEqual(try model.predictSetRow(row: subscribers.row(9), coverage: 0.8), sets[9])
        XCTAssertEqual(code { try model.predictSet(table: table, coverage: 2) }, "OUT_OF_RANGE")
        XCTAssertNotNil(code { try model.predictInterval(table: table) })
        let reasons = try model.explain(table: table)
        let one = try model.explainRow(row: subscribers.row(5))
        XCTAssertEqual(Array(reasons.contributions[15..<18]), one.contributions)
        XCTAssertEqual(one.base + one.contributions.reduce(0, +), one.score, accuracy: 1e-9)
        XCTAssertEqual(
            model.calibration().logOdds(score: one.score), try model.scoreRow(row: subscribers.row(5)), accuracy: 1e-9)
    }

    func testAmountsLieWithinTheirIntervals() throws {
        let table = try subscribers.table()
        let follower = Follower()
        let model = try Ensemble.fit(
            table: table, labels: subscribers.paid,
            options: EnsembleOptions(task: .regression, folds: 2, members: [.gbdt]), control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(model.task(), .regression)
        let intervals = try model.predictInterval(table: table, coverage: 0.8)
        XCTAssertGreaterThan(zip(intervals, subscribers.paid).filter { $0.low <= $1 && $1 <= $0.high }.count, 220)
        XCTAssertEqual(try model.predictIntervalRow(row: subscribers.row(3), coverage: 0.8), intervals[3])
        XCTAssertGreaterThan(try XCTUnwrap(model.report().ensemble.values).explained, 0.8)
        XCTAssertNotNil(code { try model.predictSet(table: table) })
        XCTAssertEqual(
            code { try Ensemble.fit(table: table, labels: subscribers.left, control: Follower(stopAfter: 1)) }, "CANCELLED")
        XCTAssertEqual(
            code {
                try Ensemble.fit(
                    table: table, labels: subscribers.paid, options: EnsembleOptions(task: .count, members: [.logistic]))
            }, "INVALID_VALUE")
    }
}
