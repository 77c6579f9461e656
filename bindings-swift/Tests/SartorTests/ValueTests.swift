import Foundation
import Sartor
import XCTest

/// What customers will spend, and amounts of which most are nothing.
final class ValueTests: XCTestCase {
    private static let profiles = Result {
        let trainer = try Fixture.trained.get()
        return try trainer.customerIds().compactMap { try trainer.profile(customerId: $0) }
    }
    private static let options = ValueFitOptions(horizonDays: 60, folds: 2, trees: 5, level: 0.8)
    private static let fitted = Result {
        try Value.fit(
            reader: FeatureReader(catalog: Fixture.catalog()), profiles: profiles.get(), asOf: Fixture.asOf, options: options)
    }
    private let subscribers = Subscribers(300)

    private func reader() throws -> FeatureReader { FeatureReader(catalog: try Fixture.catalog()) }

    func testSpendIsForetoldOfOneCustomerAsOfMany() throws {
        let (model, profiles) = (try Self.fitted.get(), try Self.profiles.get())
        let table = try reader().table(profiles: profiles, asOf: Fixture.asOf)
        let follower = Follower()
        let many = try model.predictMany(table: table, control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        for (features, told) in zip(table.rows(), many) {
            XCTAssertEqual(try model.predict(features: features), told)
            XCTAssertGreaterThanOrEqual(told.lowMinor, 0)
            XCTAssertLessThanOrEqual(told.lowMinor, told.highMinor)
            XCTAssertEqual([told.modelId, told.reason ?? ""], [model.modelId(), ""])
            XCTAssertEqual(told.byMs, Fixture.asOf + 60 * Fixture.day)
        }
        XCTAssertGreaterThan(model.report().customers, 90)
        XCTAssertEqual(model.options().cutsMs.count, 2)
        let nobody = try model.predict(features: reader().row(profile: Profile(customerId: "nobody"), asOf: Fixture.asOf))
        XCTAssertEqual(nobody.reason, "no_consent")
        XCTAssertNil(nobody.treesMinor)
        XCTAssertEqual(code { try model.predictMany(table: table, control: Follower(stopAfter: 0)) }, "CANCELLED")
    }

    func testRoomForMoreIsToldFromCustomersOfLikeSpend() throws {
        let (model, profiles) = (try Self.fitted.get(), try Self.profiles.get())
        let found = try profiles.flatMap { try model.growth(reader: reader(), profile: $0, asOf: Fixture.asOf) }
        XCTAssertFalse(found.isEmpty)
        for one in found {
            XCTAssertEqual(one.amountMinor, one.comparableMinor - one.ownMinor)
            XCTAssertGreaterThan(one.amountMinor, 0)
        }
        XCTAssertTrue(try profiles.allSatisfy { try model.growth(reader: reader(), profile: $0, asOf: Fixture.asOf, most: 0).isEmpty })
        // A reader that knows no catalogue does not say that a customer has bought nothing.
        XCTAssertTrue(try model.growth(reader: FeatureReader(), profile: profiles[7], asOf: Fixture.asOf).isEmpty)
    }

    func testAModelOfSpendIsSavedBlendedAndRefused() throws {
        let (model, profiles, reader) = (try Self.fitted.get(), try Self.profiles.get(), try reader())
        let bytes = try model.toBytes()
        let loaded = try Value.fromBytes(bytes: bytes)
        XCTAssertEqual(loaded.modelId(), model.modelId())
        XCTAssertEqual(loaded.report(), model.report())
        XCTAssertEqual(try loaded.toBytes(), bytes)
        let extras = model.options().cutsMs.map { _ in profiles.map { _ in FeatureExtra(expectedValueMinor: 200_000) } }
        let blended = try Value.fit(
            reader: reader, profiles: profiles, asOf: Fixture.asOf, options: Self.options, extras: extras)
        XCTAssertEqual(blended.report().rowsWithLifetime, blended.report().rows)
        let known = try reader.row(profile: profiles[7], asOf: Fixture.asOf, extra: FeatureExtra(expectedValueMinor: 365_000))
        XCTAssertEqual(try blended.predict(features: known).lifetimeMinor, 60_000)
        func refused(_ options: ValueFitOptions) -> String? {
            code { try Value.fit(reader: reader, profiles: profiles, asOf: Fixture.asOf, options: options) }
        }
        XCTAssertEqual(refused(ValueFitOptions(horizonDays: 0)), "OUT_OF_RANGE")
        XCTAssertEqual(refused(ValueFitOptions(level: .nan)), "OUT_OF_RANGE")
        XCTAssertEqual(refused(ValueFitOptions(cutsMs: [.max])), "OUT_OF_RANGE")
        XCTAssertEqual(code { try Value.fit(reader: reader, profiles: [], asOf: Fixture.asOf) }, "TOO_FEW")
        XCTAssertEqual(
            code { try Value.fit(reader: reader, profiles: profiles, asOf: Fixture.asOf, extras: [[]]) }, "INVALID_VALUE")
        XCTAssertEqual(
            code { try Value.fit(reader: reader, profiles: profiles, asOf: Fixture.asOf, control: Follower(stopAfter: 0)) },
            "CANCELLED")
        for length in [0, 1, 40, bytes.count / 2, bytes.count - 1] {
            XCTAssertEqual(code { try Value.fromBytes(bytes: bytes.prefix(length)) }, "TRUNCATED")
        }
        XCTAssertEqual(code { try Value.fromBytes(bytes: Fixture.engine().save()) }, "MALFORMED")
        XCTAssertEqual(code { try loadLearner(bytes: bytes) }, "MALFORMED")
    }

    func testAmountsOfWhichMostAreNothingAreLearnt() throws {
        let table = try subscribers.table()
        let amounts = zip(subscribers.left, subscribers.paid).map { $0 == 1 ? 0 : $1 + 1 }
        let options = GbdtOptions(objective: .logistic, trees: 20, minChildWeight: 1)
        let follower = Follower()
        let model = try ValueGbdt.fit(table: table, amounts: amounts, options: options, control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        let (means, costs) = (try model.predict(table: table), try model.costs(table: table, amounts: amounts))
        let (chances, logs) = (try model.occurrence().predict(table: table), try model.logAmount().predict(table: table))
        for place in [0, 5, 7, 299] {
            XCTAssertEqual(try model.predictRow(row: subscribers.row(place)), means[place])
            let mean = chances[place] * exp(logs[place] + model.logVariance() / 2)
            XCTAssertEqual(means[place] / mean, 1, accuracy: 1e-12)
        }
        XCTAssertTrue(costs.allSatisfy(\.isFinite))
        XCTAssertEqual(model.schema().map(\.name), ["tenure", "spend", "contract"])
        guard case .valueGbdt(let loaded) = try loadLearner(bytes: model.toBytes()) else { return XCTFail("no amounts") }
        XCTAssertEqual(try loaded.predict(table: table), means)
        XCTAssertEqual(try ValueGbdt.fromBytes(bytes: model.toBytes()).toBytes(), try model.toBytes())
        XCTAssertEqual(code { try ValueGbdt.fit(table: table, amounts: amounts.map { -$0 - 1 }) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try ValueGbdt.fit(table: table, amounts: amounts.map { _ in .nan }) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try ValueGbdt.fit(table: table, amounts: amounts.map { _ in 0 }) }, "TOO_FEW")
        XCTAssertEqual(code { try model.costs(table: table, amounts: []) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try model.predictRow(row: [:]) }, "INVALID_VALUE")
        XCTAssertEqual(code { try ValueGbdt.fromBytes(bytes: model.occurrence().toBytes()) }, "MALFORMED")
    }

    func testTreesAndEnsemblesKnowWhatAColumnCouldBeInstead() throws {
        let (table, labels) = (try subscribers.table(), subscribers.left)
        let row: [String: CellValue] = ["tenure": .number(1), "spend": .number(50), "contract": .text("monthly")]
        let options = ChangeOptions(fixed: ["contract"])
        let trees = try Gbdt.fit(table: table, labels: labels)
        let ensemble = try Ensemble.fit(
            table: table, labels: labels, options: EnsembleOptions(task: .binary, folds: 2, members: [.logistic]))
        for change in [
            try trees.smallestChange(row: row, options: options), try ensemble.smallestChange(row: row, options: options),
        ] {
            let change = try XCTUnwrap(change)
            XCTAssertGreaterThanOrEqual(change.scoreBefore, 0.5)
            XCTAssertLessThan(change.scoreAfter, 0.5)
        }
        let loaded = try Ensemble.fromBytes(bytes: ensemble.toBytes())
        XCTAssertEqual(
            try loaded.smallestChange(row: row, options: options), try ensemble.smallestChange(row: row, options: options))
        XCTAssertNotNil(try ensemble.smallestChange(row: row, values: table, options: options))
    }
}
