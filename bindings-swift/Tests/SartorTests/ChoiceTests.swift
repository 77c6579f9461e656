import Foundation
import Sartor
import XCTest

/// Customers who are made up, so that what a choice, a look back and covariates should find is known.
final class ChoiceTests: XCTestCase {
    private static let truth = Result {
        AnyPurchaseModel.mbgNbd(try MbgNbd.withParams(params: MbgNbdParams(r: 0.8, alpha: 6, a: 0.9, b: 2.5)))
    }
    private static let shop = Result { try simulate(model: truth.get(), customers: 400, periods: [78], seed: 7) }

    /// The transactions of the shop, a first purchase at time 0 and 20 at each.
    private func file(calibrationEnd: Int64? = nil) throws -> Summaries {
        let shop = try Self.shop.get()
        let customer = Array(0..<400) + shop.purchaseCustomer.map(Int64.init)
        let week = 7 * Double(Fixture.day)
        let times = Array(repeating: 0, count: 400) + shop.purchaseAge.map { Int64($0 * week) }
        return try summarize(
            customer: .integer(customer), timestampMs: times, value: times.map { 10 + Double($0 % 20) },
            asOf: 78 * 7 * Fixture.day, calibrationEnd: calibrationEnd)
    }

    func testCustomersAreDrawnAndComeAgainForASeed() throws {
        let shop = try Self.shop.get()
        XCTAssertEqual([shop.frequency.count, shop.lastPurchaseAge.count, shop.age.count], [400, 400, 400])
        XCTAssertEqual(shop.frequency.reduce(0, +), Double(shop.purchaseAge.count))
        let fewer = try simulate(model: Self.truth.get(), customers: 100, periods: [78], seed: 7)
        XCTAssertEqual(fewer.frequency, Array(shop.frequency.prefix(100)))
        let own = try simulate(model: Self.truth.get(), customers: 2, periods: [1, 78], seed: 7)
        XCTAssertEqual(own.age, [1, 78])
        XCTAssertEqual(code { try simulate(model: Self.truth.get(), customers: 3, periods: [1, 2], seed: 7) }, "OUT_OF_RANGE")
        XCTAssertEqual(
            code { try simulate(model: Self.truth.get(), customers: 3, periods: [1], seed: 7, control: Follower(stopAfter: 0)) },
            "CANCELLED")
        // Every class can be drawn from.
        let others: [AnyPurchaseModel] = [
            .bgNbd(try BgNbd.withParams(params: BgNbdParams(r: 0.8, alpha: 6, a: 0.9, b: 2.5))),
            .paretoNbd(try ParetoNbd.withParams(params: ParetoNbdParams(r: 0.8, alpha: 6, s: 0.9, beta: 9))),
            .gGompertzNbd(try GGompertzNbd.withParams(params: GGompertzNbdParams(r: 0.8, alpha: 6, b: 0.1, s: 0.9, beta: 9))),
            .bgCnbd(try BgCnbd.withParams(params: BgCnbdParams(k: 2, r: 0.8, alpha: 6, a: 0.9, b: 2.5))),
            .mbgCnbd(try MbgCnbd.withParams(params: MbgCnbdParams(k: 2, r: 0.8, alpha: 6, a: 0.9, b: 2.5))),
            .nbd(try Nbd.withParams(params: NbdParams(r: 0.8, alpha: 6))),
            .bgBb(try BgBb.withParams(params: BgBbParams(alpha: 1.2, beta: 0.7, gamma: 0.6, delta: 2.8))),
        ]
        for model in others {
            XCTAssertGreaterThan(try simulate(model: model, customers: 50, periods: [40], seed: 1).purchaseAge.count, 0)
        }
    }

    func testTheModelIsChosenThatOneTimeBuyersCanLeave() throws {
        let follower = Follower()
        let selection = try select(summaries: file(calibrationEnd: 52 * 7 * Fixture.day), control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(selection.comparison().candidates.count, 7)
        XCTAssertEqual(selection.model().kind(), selection.comparison().chosen)
        XCTAssertEqual(selection.reason(), selection.comparison().reason)
        XCTAssertLessThan(try selection.model().probabilityAlive(frequency: 0, lastPurchaseAge: 0, age: 50), 0.9)
        let two = try select(summaries: file(), models: [.nbd, .bgNbd])
        XCTAssertEqual(two.comparison().candidates.map(\.model), [.bgNbd, .nbd])
        guard case .bgNbd(let model) = two.model() else { return XCTFail("\(two.reason())") }
        XCTAssertEqual(model.customers(), 400)
        XCTAssertEqual(code { try select(summaries: file(), control: Follower(stopAfter: 1)) }, "CANCELLED")
    }

    func testLookingBackJudgesModelsBesideASpreadsheet() throws {
        let follower = Follower()
        let day = Fixture.day
        let report = try backtest(
            summaries: file(), models: [.mbgNbd, .nbd], origins: [210 * day, 300 * day], horizonDays: 180, control: follower)
        XCTAssertEqual(report.horizonDays, 180)
        XCTAssertEqual(report.origins.map(\.originMs), [210 * day, 300 * day])
        XCTAssertEqual(report.origins[0].forecasters.map(\.forecaster), ["MBG/NBD", "NBD", "own rate", "segment mean"])
        XCTAssertEqual(report.verdict.best, "MBG/NBD")
        XCTAssertFalse(report.verdict.summary.isEmpty || follower.steps.isEmpty)
        XCTAssertEqual(code { try backtest(summaries: file(), origins: [546 * day]) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try backtest(summaries: file(), level: 1) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try backtest(summaries: file(), control: Follower(stopAfter: 0)) }, "CANCELLED")
    }

    func testColumnsAreValuedAsEachOfTheirRows() throws {
        let known = try file()
        let spend = try GammaGamma.fit(frequency: known.paidFrequency(), monetary: known.monetary())
        let model = try Self.truth.get()
        let options = ValueOptions(periods: 26, discountRatePerPeriod: 0.002, margin: 0.4)
        let columns = try valueColumns(
            purchases: model, spend: spend, frequency: known.frequency(), lastPurchaseAge: known.lastPurchaseAge(),
            age: known.age(), monetary: known.monetary(), paidFrequency: known.paidFrequency(), options: options)
        XCTAssertEqual([columns.periods, columns.margin], [26, 0.4])
        let row = try XCTUnwrap(known.frequency().firstIndex { $0 > 3 })
        let history = PurchaseSummary(
            frequency: known.frequency()[row], lastPurchaseAge: known.lastPurchaseAge()[row], age: known.age()[row],
            monetary: known.monetary()[row])
        let one = try expectedValue(purchases: model, spend: spend, history: history, options: options)
        XCTAssertEqual(columns.expected[row], one.expected, accuracy: 1e-12 * one.expected)
        XCTAssertEqual(one.expected, 0.4 * one.purchasesDiscounted * one.spendPerPurchase, accuracy: 1e-9)
        let forecast = try value(
            purchases: model, spend: spend, history: history, periods: 26, discountRatePerPeriod: 0.002, margin: 0.4)
        XCTAssertEqual(forecast.expected, one.expected, accuracy: 1e-9)
        XCTAssertTrue(forecast.low <= forecast.expected && forecast.expected <= forecast.high)
        // For ever, as revenue, unless told otherwise.
        let forEver = try expectedValue(purchases: model, spend: spend, history: history)
        XCTAssertNil(forEver.periods ?? forEver.margin)
        XCTAssertGreaterThan(forEver.expected, one.expected / 0.4)
        let free = try value(
            purchases: model, spend: spend, history: PurchaseSummary(frequency: 2, lastPurchaseAge: 9, age: 10, monetary: 0),
            periods: 26, paidFrequency: 0)
        XCTAssertEqual(free.spendPerPurchase, try spend.expectedSpend(frequency: 0, monetary: 0))
        let wrong = caught {
            try valueColumns(
                purchases: model, spend: spend, frequency: [1, 1], lastPurchaseAge: [1, 1], age: [2, 2], monetary: [5, -5])
        }
        guard case .OutOfRange(subject: "row 1", field: "monetary", _, _)? = wrong else {
            return XCTFail(String(describing: wrong))
        }
        XCTAssertEqual(
            code { try valueColumns(purchases: model, spend: spend, frequency: [1], lastPurchaseAge: [1], age: [], monetary: [5]) },
            "OUT_OF_RANGE")
        XCTAssertEqual(
            code {
                try valueColumns(
                    purchases: model, spend: spend, frequency: [1], lastPurchaseAge: [1], age: [2], monetary: [5],
                    control: Follower(stopAfter: 0))
            }, "CANCELLED")
    }

    func testIntervalsAreCalibratedOnAHoldout() throws {
        let known = try file(calibrationEnd: 52 * 7 * Fixture.day)
        let (x, last, age) = (known.frequency(), known.lastPurchaseAge(), known.age())
        // Nobody leaves under this model, which is too sure of what it says.
        let model = AnyPurchaseModel.nbd(try Nbd.fit(frequency: x, lastPurchaseAge: last, age: age))
        let spend = try GammaGamma.fit(frequency: known.paidFrequency(), monetary: known.monetary())
        let follower = Follower()
        let forecaster = try ConformalForecaster.calibrate(
            purchases: model, summaries: known, spend: spend, level: 0.8, control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual([forecaster.level(), forecaster.periods()], [0.8, 26])
        XCTAssertEqual(forecaster.purchaseModel().kind(), .nbd)
        XCTAssertEqual(forecaster.spendModel()?.params(), spend.params())
        XCTAssertEqual(forecaster.groups().reduce(0) { $0 + $1.calibrationCustomers }, 400)

        let intervals = try forecaster.purchasesBatch(frequency: x, lastPurchaseAge: last, age: age)
        let held = zip(zip(intervals.low, intervals.high), known.holdoutFrequency()).filter { $0.0 <= $1 && $1 <= $0.1 }
        XCTAssertGreaterThanOrEqual(held.count, 320)
        let one = try forecaster.purchases(frequency: x[7], lastPurchaseAge: last[7], age: age[7])
        XCTAssertEqual([one.low, one.high, one.level, one.periods], [intervals.low[7], intervals.high[7], 0.8, 26])
        let amounts = try forecaster.valueBatch(
            frequency: x, lastPurchaseAge: last, age: age, monetary: known.monetary(), paidFrequency: known.paidFrequency())
        let spent = zip(zip(amounts.low, amounts.high), known.holdoutValue()).filter { $0.0 <= $1 && $1 <= $0.1 }
        XCTAssertGreaterThanOrEqual(spent.count, 320)
        let amount = try forecaster.value(
            history: PurchaseSummary(frequency: x[7], lastPurchaseAge: last[7], age: age[7], monetary: known.monetary()[7]))
        XCTAssertEqual([amount.low, amount.high], [amounts.low[7], amounts.high[7]])

        let again = try ConformalForecaster.fromJson(text: forecaster.toJson())
        XCTAssertEqual(try again.purchasesBatch(frequency: x, lastPurchaseAge: last, age: age), intervals)
        XCTAssertEqual(code { try ConformalForecaster.calibrate(purchases: model, summaries: file()) }, "INVALID_VALUE")
        let unpaid = try ConformalForecaster.calibrate(purchases: model, summaries: known)
        XCTAssertEqual(
            code { try unpaid.value(history: PurchaseSummary(frequency: 0, lastPurchaseAge: 0, age: 1, monetary: 0)) },
            "NOT_AVAILABLE")
        XCTAssertEqual(
            code { try ConformalForecaster.calibrate(purchases: model, summaries: known, control: Follower(stopAfter: 0)) },
            "CANCELLED")
        XCTAssertEqual(code { try unpaid.purchases(frequency: 1, lastPurchaseAge: 0, age: 1) }, "OUT_OF_RANGE")
    }
}
