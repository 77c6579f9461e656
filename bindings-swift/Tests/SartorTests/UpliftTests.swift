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
        XCTAssertEqual(defaultUpliftOptions().learner, .mean)
        var options = options
        options.learner = .x
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

    func testEffectsHaveReasonsAndRankWhatWasTried() throws {
        let table = try subscribers.table()
        let stayed = zip(subscribers.coin, subscribers.tenure).enumerated().map { place, row in
            place % 10 < (row.0 == 1 && (row.1 ?? 36) < 30 ? 9 : 4) ? 1.0 : 0.0
        }
        let model = try Uplift.fit(table: table, treatment: subscribers.coin, outcomes: stayed, options: options)
        XCTAssertTrue(model.isOfProbability())
        let (reasons, one) = (try model.explain(table: table), try model.explainRow(row: subscribers.row(5)))
        XCTAssertEqual(Array(reasons.contributions[15..<18]), one.contributions)
        XCTAssertEqual(one.base + one.contributions.reduce(0, +), try model.predictRow(row: subscribers.row(5)), accuracy: 1e-9)
        XCTAssertGreaterThan(try model.upliftNear(effect: 0.6).uplift.value, try model.upliftNear(effect: 0, share: 0.3).uplift.value)
        let tried = [
            TriedIntervention(intervention: "call"),
            TriedIntervention(intervention: "letter", trial: model, valueMinor: 20_000, costMinor: 300),
        ]
        let ranked = try rankTriedInterventions(customer: subscribers.row(0), interventions: tried)
        XCTAssertEqual(Set(ranked.map(\.intervention)), ["call", "letter"])
        XCTAssertTrue(ranked.contains { $0.intervention == "call" && $0.verdict == .untested })
        XCTAssertEqual(code { try rankTriedInterventions(customer: [:], interventions: tried) }, "INVALID_VALUE")
        let amounts = try Uplift.fit(table: table, treatment: subscribers.coin, outcomes: outcomes, options: options)
        let other = [TriedIntervention(intervention: "letter", trial: amounts)]
        XCTAssertEqual(code { try rankTriedInterventions(customer: subscribers.row(0), interventions: other) }, "INVALID_VALUE")
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
