import Foundation
import Sartor
import XCTest

/// What customers will do, from the features of their profiles.
final class PredictTests: XCTestCase {
    private static let profiles = Result {
        let trainer = try Fixture.trained.get()
        return try trainer.customerIds().compactMap { try trainer.profile(customerId: $0) }
    }
    private static let fitted = Result {
        try Churn.fit(
            reader: FeatureReader(catalog: Fixture.catalog()), profiles: profiles.get(), asOf: Fixture.asOf,
            options: ChurnOptions(setting: .nonContractual, horizonDays: 60, periods: 2, folds: 2, trees: 3))
    }

    private func reader() throws -> FeatureReader { FeatureReader(catalog: try Fixture.catalog()) }

    func testAProfileBecomesARowOfFeatures() throws {
        let features = try reader().row(profile: Fixture.profile(), asOf: Fixture.asOf)
        XCTAssertEqual(features.customerId(), Fixture.customer)
        XCTAssertEqual(features.asOfMs(), Fixture.asOf)
        XCTAssertNil(features.reason())
        XCTAssertEqual(features.values().map(\.name), featureList().map(\.name))
        XCTAssertEqual(features.toRow().count, featureList().count)
        XCTAssertTrue(features.values().contains { $0.number != nil })
        let nobody = try reader().row(profile: Profile(customerId: "nobody"), asOf: Fixture.asOf)
        XCTAssertEqual(nobody.reason(), "no_consent")
        XCTAssertTrue(nobody.toRow().values.allSatisfy { $0 == .missing })
        XCTAssertEqual(
            code {
                try reader().row(profile: Fixture.profile(), asOf: Fixture.asOf, extra: FeatureExtra(probabilityAlive: 2))
            }, "OUT_OF_RANGE")
    }

    func testProfilesBecomeATableThatLearnersTake() throws {
        let profiles = try Self.profiles.get()
        let table = try reader().table(profiles: profiles, asOf: Fixture.asOf)
        XCTAssertEqual(table.rows().map { $0.customerId() }, try profiles.map { try $0.customerId() })
        let columns = try table.toTable()
        XCTAssertEqual(columns.rows(), UInt32(profiles.count))
        let labels = profiles.indices.map { Double($0 % 2) }
        let model = try Gbdt.fit(
            table: columns, labels: labels, options: GbdtOptions(objective: .logistic, trees: 3))
        XCTAssertEqual(try model.predictRow(row: table.rows()[3].toRow()), try model.predict(table: columns)[3])
        XCTAssertEqual(code { try reader().table(profiles: profiles, asOf: Fixture.asOf, extras: []) }, "OUT_OF_RANGE")
        XCTAssertEqual(
            code { try reader().table(profiles: profiles, asOf: Fixture.asOf, control: Follower(stopAfter: 0)) }, "CANCELLED")
    }

    func testChurnIsForetoldByADateWithItsReasons() throws {
        let (model, profiles) = (try Self.fitted.get(), try Self.profiles.get())
        XCTAssertEqual(model.options().horizonDays, 60)
        XCTAssertFalse(model.options().cutsMs.isEmpty)
        let now = try reader().table(profiles: profiles, asOf: Fixture.asOf)
        let before = try reader().table(profiles: profiles, asOf: Fixture.asOf - 30 * Fixture.day)
        let risk = try model.predict(features: now.rows()[7], horizonsDays: [30, 60])
        XCTAssertEqual(risk.modelId, model.modelId())
        XCTAssertEqual(risk.byMs, Fixture.asOf + 60 * Fixture.day)
        XCTAssertEqual(risk.curve.count, 2)
        XCTAssertGreaterThanOrEqual(risk.curve[0].survival.value, risk.curve[1].survival.value)
        XCTAssertEqual(try model.predictMany(table: now, horizonsDays: [30, 60])[7], risk)
        XCTAssertEqual(code { try model.predict(features: now.rows()[7], horizonsDays: [61]) }, "OUT_OF_RANGE")
        _ = try model.reasons(features: now.rows()[7])
        XCTAssertTrue(try model.reasonsOfChange(before: now.rows()[7], now: now.rows()[7]).isEmpty)
        XCTAssertEqual(
            code { try model.reasonsOfChange(before: now.rows()[1], now: now.rows()[2]) }, "WRONG_CUSTOMER")
        let list = try model.watchlist(looks: [before, now], options: WatchlistOptions(threshold: 0.01))
        XCTAssertEqual(list.asOfMs, Fixture.asOf)
        XCTAssertEqual(code { try model.watchlist(looks: [now], options: WatchlistOptions(threshold: 2)) }, "OUT_OF_RANGE")
    }

    func testAModelOfChurnIsSavedRecalibratedAndRefused() throws {
        let (model, profiles) = (try Self.fitted.get(), try Self.profiles.get())
        let loaded = try Churn.fromBytes(bytes: model.toBytes())
        XCTAssertEqual(loaded.modelId(), model.modelId())
        XCTAssertEqual(loaded.report(), model.report())
        XCTAssertNil(model.parentModelId())
        let calibration = try Calibration.fromJson(text: "{\"kind\":\"platt\",\"slope\":0.5,\"intercept\":0.1}")
        let other = try model.recalibrated(calibration: calibration)
        XCTAssertEqual(other.parentModelId(), model.modelId())
        XCTAssertNotEqual(other.modelId(), model.modelId())
        XCTAssertEqual(
            code { try Churn.fit(reader: reader(), profiles: profiles, asOf: Fixture.asOf, control: Follower(stopAfter: 0)) },
            "CANCELLED")
        XCTAssertEqual(
            code {
                try Churn.fit(reader: reader(), profiles: profiles, asOf: Fixture.asOf, cancelled: profiles.map { _ in nil })
            }, "INVALID_VALUE")
        XCTAssertEqual(code { try Churn.fromBytes(bytes: Fixture.engine().save()) }, "MALFORMED")
    }

    func testInterventionsAreRankedByWhatTheyGain() throws {
        let helps = Estimate(value: 0.05, low: 0.02, high: 0.08, level: 0.9, basis: .segment)
        let ranked = try rankInterventions(effects: [
            InterventionEffect(intervention: "call"),
            InterventionEffect(intervention: "letter", uplift: helps, valueMinor: 20_000, costMinor: 300),
        ])
        XCTAssertEqual(ranked.map(\.intervention), ["letter", "call"])
        XCTAssertEqual(ranked.map(\.verdict), [.helps, .untested])
        XCTAssertEqual(ranked[0].gainMinor, 700)
    }

    func testSwiftsOwnTasksAreStillToBeHad() async throws {
        let options = EnsembleOptions(task: EnsembleTask.count)
        let told = await Task.detached { options.folds }.value
        XCTAssertEqual(told, 5)
    }
}
