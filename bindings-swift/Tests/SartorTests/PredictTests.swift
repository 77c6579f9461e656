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

    func testPurchasesAreForetoldByCategory() throws {
        let (reader, profiles) = (try reader(), try Self.profiles.get())
        let options = PropensityOptions(horizonDays: 30, periods: 2, folds: 2, trees: 3)
        let model = try Propensity.fit(reader: reader, profiles: profiles, asOf: Fixture.asOf, options: options)
        XCTAssertEqual(model.options().trees, 3)
        let one = try model.predict(reader: reader, profile: profiles[7], asOf: Fixture.asOf)
        XCTAssertEqual(one.modelId, model.modelId())
        XCTAssertEqual(try model.predictMany(reader: reader, profiles: profiles, asOf: Fixture.asOf)[7], one)
        let loaded = try Propensity.fromBytes(bytes: model.toBytes())
        XCTAssertEqual(loaded.report(), model.report())
        XCTAssertEqual(
            code {
                try Propensity.fit(
                    reader: reader, profiles: profiles, asOf: Fixture.asOf, options: PropensityOptions(folds: 1))
            }, "OUT_OF_RANGE")
    }

    func testWhatWasForetoldIsHeldAgainstWhatCame() throws {
        let outcomes = try Outcomes(capacity: 1_000)
        for place in 0..<120 {
            let (told, happened) = (place % 2 == 0 ? 0.9 : 0.1, place % 4 < 2)
            let prediction = OutcomePrediction(
                predictionId: "p_\(place)", customerId: "c_\(place)", modelId: "first", madeMs: Fixture.asOf,
                dueMs: Fixture.asOf + Fixture.day, probability: told,
                challenger: ChallengerPrediction(modelId: "second", probability: 0.5))
            XCTAssertTrue(try outcomes.record(prediction: prediction))
            XCTAssertFalse(try outcomes.record(prediction: prediction))
            if place < 100 {
                XCTAssertTrue(
                    try outcomes.close(predictionId: "p_\(place)", happened: happened, at: Fixture.asOf + Fixture.day))
            }
        }
        XCTAssertEqual(
            code { try outcomes.close(predictionId: "p_0", happened: false, at: Fixture.asOf + Fixture.day) }, "ALREADY_SET")
        XCTAssertEqual(try outcomes.closeDue(happened: false, asOf: Fixture.asOf + Fixture.day), 20)
        XCTAssertEqual(try outcomes.erase(customerId: "c_119"), 1)
        XCTAssertEqual([try outcomes.counts().closed, try outcomes.counts().open], [119, 0])
        let later = Fixture.asOf + 2 * Fixture.day
        XCTAssertEqual(try outcomes.review(modelId: "first", fitted: Fixture.asOf, asOf: later).closed, 119)
        let contest = try outcomes.contest(championModelId: "first", challengerModelId: "second")
        XCTAssertEqual(contest.verdict, .replace)
        let curve = try outcomes.recalibration(modelId: "first")
        XCTAssertEqual(curve.candidates().count, 4)
        let loaded = try Outcomes.fromBytes(bytes: outcomes.toBytes())
        XCTAssertEqual(try loaded.counts(), try outcomes.counts())
        XCTAssertEqual(code { try Outcomes(capacity: 0) }, "OUT_OF_RANGE")
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
