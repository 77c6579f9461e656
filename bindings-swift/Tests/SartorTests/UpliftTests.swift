import Foundation
import Sartor
import XCTest

/// Whom a treatment changes.
final class UpliftTests: XCTestCase {
    private let subscribers = Subscribers(600)
    /// Treatment adds more the longer somebody has been there.
    private var outcomes: [Double] {
        zip(subscribers.coin, zip(subscribers.tenure, subscribers.spend)).map { $0 * ($1.0 ?? 36) / 10 + ($1.1 ?? 0) / 100 }
    }
    private var options: UpliftOptions {
        let few = GbdtOptions(objective: .squared, trees: 20, minChildWeight: 10)
        var options = defaultUpliftOptions()
        (options.folds, options.outcomeTrees, options.effectTrees, options.replicates) = (2, few, few, 20)
        return options
    }

    func testEffectsAreLearntMeasuredAndSaved() throws {
        let table = try subscribers.table()
        let follower = Follower()
        let model = try Uplift.fit(
            table: table, treatment: subscribers.coin, outcomes: outcomes, options: options, control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(model.learner(), .x)
        XCTAssertEqual(model.schema().map(\.name), ["tenure", "spend", "contract"])
        let effects = try model.predict(table: table)
        XCTAssertEqual(try model.predictRow(row: subscribers.row(5)), effects[5], accuracy: 1e-12)
        let loyal: [String: CellValue] = ["tenure": 70, "spend": 50, "contract": "yearly"]
        XCTAssertGreaterThan(try model.predictRow(row: loyal), 4)
        XCTAssertGreaterThan(try model.qini().area.low, 0)
        XCTAssertEqual(try model.qini(level: 0.5).area.level, 0.5)
        XCTAssertEqual(try model.qiniCurve(points: 10).count, 11)
        XCTAssertGreaterThan(try model.upliftAt(share: 0.2).uplift.value, try model.upliftAt(share: 1).uplift.value)
        XCTAssertEqual(try model.heterogeneity().verdict, .detected)
        XCTAssertGreaterThan(try model.policyValue(cost: 3).gainOverAll.value, 0)
        XCTAssertFalse(model.balance().departs)

        guard case .uplift(let loaded) = try loadLearner(bytes: model.toBytes()) else { return XCTFail("no effects") }
        XCTAssertEqual(try loaded.predict(table: table), effects)
        XCTAssertEqual(try loaded.qini(), try model.qini())
        XCTAssertEqual(try Uplift.fromBytes(bytes: model.toBytes()).toBytes(), try model.toBytes())
        XCTAssertEqual(code { try Gbdt.fromBytes(bytes: model.toBytes()) }, "MALFORMED")
    }

    func testOptionsAreTakenAndWhatCannotBeIsRefused() throws {
        let table = try subscribers.table()
        var options = options
        options.learner = .t
        options.propensity = 0.5
        let model = try Uplift.fit(table: table, treatment: subscribers.coin, outcomes: outcomes, options: options)
        XCTAssertEqual(model.learner(), .t)
        options.estimatePropensity = true
        options.propensity = nil
        let estimated = try Uplift.fit(table: table, treatment: subscribers.coin, outcomes: outcomes, options: options)
        XCTAssertEqual(code { try estimated.qini() }, "NOT_AVAILABLE")
        XCTAssertTrue(estimated.balance().isEstimated)
        options.folds = 1
        XCTAssertEqual(
            code { try Uplift.fit(table: table, treatment: subscribers.coin, outcomes: outcomes, options: options) },
            "OUT_OF_RANGE")
        XCTAssertEqual(
            code {
                try Uplift.fit(
                    table: table, treatment: subscribers.coin, outcomes: outcomes, control: Follower(stopAfter: 1))
            }, "CANCELLED")
        XCTAssertEqual(
            code { try Uplift.fit(table: table, treatment: subscribers.coin.map { _ in 1 }, outcomes: outcomes) }, "TOO_FEW")
    }
}
