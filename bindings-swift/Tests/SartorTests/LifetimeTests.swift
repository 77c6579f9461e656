import Foundation
import Sartor
import XCTest

/// The worked example of Fader, Hardie and Lee (2005), and the agreement of the doors with each other.
final class LifetimeTests: XCTestCase {
    private let frequency: [Double] = [0, 2, 5, 1, 0, 3, 0, 1, 0, 4, 2, 0]
    private let lastAge: [Double] = [0, 20, 38, 3, 0, 30, 0, 25, 0, 12, 9, 0]
    private let age: [Double] = [39, 38, 39, 36, 30, 35, 39, 28, 33, 39, 31, 37]

    private func cdnow() throws -> BgNbd {
        try BgNbd.withParams(params: BgNbdParams(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426))
    }

    private func spend() throws -> GammaGamma {
        try GammaGamma.withParams(params: GammaGammaParams(p: 6.25, q: 3.74, gamma: 15.45))
    }

    func testThePublishedExampleIsMet() throws {
        let model = try cdnow()
        let expected = try model.expectedPurchases(periods: 39, frequency: 2, lastPurchaseAge: 30.43, age: 38.86)
        XCTAssertEqual(expected, 1.226, accuracy: 1e-3)
        XCTAssertEqual(try model.probabilityAlive(frequency: 0, lastPurchaseAge: 0, age: 10), 1)
        XCTAssertGreaterThan(try model.expectedPurchasesNewCustomer(periods: 39), 0)
        XCTAssertEqual(model.params().r, 0.243)
        XCTAssertEqual(model.convergence().verdict, .given)
        XCTAssertEqual([model.customers(), model.logLikelihood()], [0, 0])
        XCTAssertEqual(model.covariance().count, 16)
        XCTAssertEqual(model.standardErrors(), [0, 0, 0, 0])
    }

    func testColumnsGiveWhatSingleCallsGive() throws {
        let model = try cdnow()
        let alive = try model.probabilityAliveBatch(frequency: frequency, lastPurchaseAge: lastAge, age: age)
        let purchases = try model.expectedPurchasesBatch(
            periods: 39, frequency: frequency, lastPurchaseAge: lastAge, age: age)
        for row in frequency.indices {
            let (x, last, now) = (frequency[row], lastAge[row], age[row])
            XCTAssertEqual(alive[row], try model.probabilityAlive(frequency: x, lastPurchaseAge: last, age: now))
            XCTAssertEqual(
                purchases[row],
                try model.expectedPurchases(periods: 39, frequency: x, lastPurchaseAge: last, age: now))
        }
        XCTAssertEqual(
            code { try model.probabilityAliveBatch(frequency: [1], lastPurchaseAge: [], age: []) }, "INVALID_VALUE")
        XCTAssertEqual(
            code {
                try model.probabilityAliveBatch(
                    frequency: frequency, lastPurchaseAge: lastAge, age: age, control: Follower(stopAfter: 0))
            }, "CANCELLED")
    }

    func testDistributionsAndIntervalsAgree() throws {
        let model = try cdnow()
        let counts = try model.purchaseDistribution(
            periods: 39, most: 200, frequency: 2, lastPurchaseAge: 30.43, age: 38.86)
        XCTAssertEqual(counts.reduce(0, +), 1, accuracy: 1e-6)
        let some = try model.purchaseProbability(periods: 39, frequency: 2, lastPurchaseAge: 30.43, age: 38.86)
        XCTAssertEqual(some, 1 - counts[0], accuracy: 1e-9)
        let half = try model.purchaseProbability(
            periods: 39, frequency: 2, lastPurchaseAge: 30.43, age: 38.86, share: 0.5)
        XCTAssertLessThan(half, some)
        let quantiles = try model.purchaseQuantiles(
            periods: 39, frequency: 2, lastPurchaseAge: 30.43, age: 38.86, levels: [0.1, 0.9])
        XCTAssertLessThan(quantiles[0], quantiles[1])
        XCTAssertGreaterThan(
            try model.nextPurchaseQuantile(q: 0.5, frequency: 2, lastPurchaseAge: 30.43, age: 38.86), 0)
        let alive = try model.probabilityAliveInterval(frequency: 2, lastPurchaseAge: 30.43, age: 38.86)
        XCTAssertEqual(alive.level, 0.9)
        XCTAssertEqual(alive.low, alive.high, accuracy: 1e-9)
        let purchases = try model.expectedPurchasesInterval(
            periods: 39, frequency: 2, lastPurchaseAge: 30.43, age: 38.86, level: 0.5)
        XCTAssertEqual(purchases.level, 0.5)
        let any = try model.purchaseProbabilityInterval(periods: 39, frequency: 2, lastPurchaseAge: 30.43, age: 38.86)
        XCTAssertEqual(any.value, some)
    }

    func testAFitIsSavedAndRefusesTooLittle() throws {
        let follower = Follower()
        let model = try BgNbd.fit(
            frequency: frequency, lastPurchaseAge: lastAge, age: age, penalty: 0.01, control: follower)
        XCTAssertEqual(model.customers(), 12)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(try BgNbd.fromJson(text: model.toJson()).params(), model.params())
        let twice = try BgNbd.fit(
            frequency: frequency, lastPurchaseAge: lastAge, age: age, weights: age.map { _ in 2 }, penalty: 0.01)
        XCTAssertEqual(twice.customers(), 24)
        XCTAssertEqual(code { try BgNbd.fit(frequency: [1], lastPurchaseAge: [1], age: [2]) }, "TOO_FEW")
        XCTAssertEqual(
            code {
                try BgNbd.fit(
                    frequency: frequency, lastPurchaseAge: lastAge, age: age, control: Follower(stopAfter: 0))
            }, "CANCELLED")
        XCTAssertEqual(
            code { try cdnow().probabilityAlive(frequency: 1.5, lastPurchaseAge: 1, age: 2) }, "OUT_OF_RANGE")
        XCTAssertEqual(
            code { try BgNbd.withParams(params: BgNbdParams(r: .nan, alpha: 1, a: 1, b: 1)) }, "OUT_OF_RANGE")
    }

    func testSpendIsExpectedBetweenOwnAndOthers() throws {
        let model = try spend()
        let own = try model.expectedSpend(frequency: 2, monetary: 35)
        XCTAssertEqual(try model.expectedSpendBatch(frequency: [2, 2], monetary: [35, 35]), [own, own])
        let mean = try model.expectedSpend(frequency: 0, monetary: 0)
        XCTAssertTrue(min(35, mean) <= own && own <= max(35, mean))
        XCTAssertNotNil(try model.meanSpendDeviation(frequency: 2, monetary: 35))
        let interval = try model.meanSpendInterval(frequency: 2, monetary: 35)
        XCTAssertTrue(interval.low < interval.value && interval.value < interval.high)
        XCTAssertEqual(try model.expectedSpendInterval(frequency: 2, monetary: 35, level: 0.8).level, 0.8)
        XCTAssertEqual(try GammaGamma.fromJson(text: model.toJson()).params(), model.params())
        XCTAssertEqual(model.convergence().verdict, .given)
        XCTAssertEqual([model.customers(), model.logLikelihood()], [0, 0])
        XCTAssertEqual([model.covariance().count, model.standardErrors().count], [9, 3])
        XCTAssertEqual(code { try GammaGamma.fit(frequency: [1], monetary: [1]) }, "TOO_FEW")
    }

    func testSpendSaysHowUncertainItIsAndWhetherItsAssumptionHolds() throws {
        let frequency = (0..<200).map { Double(1 + $0 % 7) }
        let monetary = (0..<200).map { Double(20 + 31 * $0 % 57) }
        let model = try GammaGamma.fit(frequency: frequency, monetary: monetary)
        let profiles = try model.profileIntervals(frequency: frequency, monetary: monetary, parameters: ["q", "p"])
        XCTAssertEqual(profiles.map(\.parameter), ["q", "p"])
        XCTAssertEqual(profiles[0].value, model.params().q, accuracy: 1e-6 * model.params().q)
        XCTAssertTrue(profiles.allSatisfy { ($0.low ?? 0) < $0.value && $0.value < ($0.high ?? .infinity) && $0.level == 0.9 })
        let drawn = try model.bootstrap(frequency: frequency, monetary: monetary, seed: 3, replicates: 20)
        let intervals = try drawn.intervals(level: 0.8)
        XCTAssertEqual(intervals.map(\.value), [model.params().p, model.params().q, model.params().gamma])
        XCTAssertTrue(intervals.allSatisfy { $0.low < $0.high })
        XCTAssertEqual(drawn.refits().count + Int(drawn.failed()), 20)
        XCTAssertEqual(drawn.refits().first?.customers(), 200)

        XCTAssertFalse(try model.spendIndependence(frequency: frequency, monetary: monetary).dependent)
        let dearer = zip(frequency, monetary).map { 20 * $0 + $1 }
        let tested = try model.spendIndependence(frequency: frequency, monetary: dearer, level: 0.9)
        XCTAssertTrue(tested.dependent && tested.level == 0.9 && tested.repeatBuyers == 200)
    }

    func testAHistoryIsSummarisedAndValued() throws {
        let summary = try summarizeCustomer(
            days: [10, 24, 24, 59], spend: [40, 30, 5, 25], asOfDay: 80, periodDays: 7)
        XCTAssertEqual(summary, PurchaseSummary(frequency: 2, lastPurchaseAge: 7, age: 10, monetary: 30))
        let forecast = try value(purchases: .bgNbd(cdnow()), spend: spend(), history: summary, periods: 52)
        XCTAssertTrue(forecast.low <= forecast.expected && forecast.expected <= forecast.high)
        let discounted = try value(
            purchases: .bgNbd(cdnow()), spend: spend(), history: summary, periods: 52,
            discountRatePerPeriod: 0.002)
        XCTAssertLessThan(discounted.expected, forecast.expected)
        let margin = try value(purchases: .bgNbd(cdnow()), spend: spend(), history: summary, periods: 52, margin: 0.3)
        XCTAssertEqual(margin.expected, 0.3 * forecast.expected, accuracy: 1e-9)
        XCTAssertEqual(margin.margin, 0.3)
        XCTAssertEqual(code { try summarizeCustomer(days: [2, 1], spend: [1, 1], asOfDay: 3) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try summarizeCustomer(days: [1], spend: [], asOfDay: 3) }, "INVALID_VALUE")
    }
}
