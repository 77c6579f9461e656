import Foundation
import Sartor
import XCTest

/// What reports of a shop are drawn from: the figures of core's own tests, and what must agree with other calls.
final class FiguresTests: XCTestCase {
    private let mbg = Result {
        AnyPurchaseModel.mbgNbd(try MbgNbd.withParams(params: MbgNbdParams(r: 0.9, alpha: 6, a: 0.8, b: 2.5)))
    }

    /// 300 customers drawn for a year, each known from time 0.
    private func drawn(calibrationEnd: Int64? = nil) throws -> Summaries {
        let shop = try simulate(model: mbg.get(), customers: 300, periods: [52], seed: 9)
        let times = Array(repeating: 0, count: 300) + shop.purchaseAge.map { Int64($0 * 7 * Double(Fixture.day)) }
        return try summarize(
            customer: .integer(Array(0..<300) + shop.purchaseCustomer.map(Int64.init)), timestampMs: times,
            value: times.map { 10 + Double($0 % 20) }, asOf: 364 * Fixture.day, calibrationEnd: calibrationEnd)
    }

    func testPurchasesAreFollowedWeekByWeek() throws {
        let day = Fixture.day
        let rows = try summarize(
            customer: .text(["ada", "ada", "zoe", "ada"]), timestampMs: [0, 9 * day, 14 * day, 20 * day], asOf: 21 * day)
        let nbd = AnyPurchaseModel.nbd(try Nbd.withParams(params: NbdParams(r: 1, alpha: 2)))
        let weeks = try tracking(model: nbd, summaries: rows)
        XCTAssertEqual(weeks.end, [1, 2, 3])
        XCTAssertEqual(weeks.observed, [0, 1, 1])
        // Half a purchase a week of ada, and of zoe from the third week on.
        XCTAssertEqual(weeks.cumulativeExpected, [0.5, 1, 2])
        XCTAssertEqual(weeks.period, .week)
        XCTAssertEqual([weeks.level, Double(weeks.customers)], [0.9, 2])
        XCTAssertNil(weeks.calibrationEnd)
        for column in [weeks.expected, weeks.low, weeks.high, weeks.cumulativeObserved, weeks.cumulativeLow, weeks.cumulativeHigh] {
            XCTAssertEqual(column.count, 3)
        }
        let bgBb = AnyPurchaseModel.bgBb(try BgBb.withParams(params: BgBbParams(alpha: 1, beta: 1, gamma: 1, delta: 3)))
        XCTAssertEqual(code { try tracking(model: bgBb, summaries: rows) }, "NOT_AVAILABLE")
        XCTAssertEqual(code { try tracking(model: nbd, summaries: rows, level: 1) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try tracking(model: nbd, summaries: rows, control: Follower(stopAfter: 0)) }, "CANCELLED")
    }

    func testMonthsAndReturnsAreFollowedAsTheyAreSummarised() throws {
        let rows = try summarize(
            customer: .integer([1, 1, 2, 1, 1, 2]), timestampMs: [0, 20, 40, 50, 90, 91].map { $0 * Fixture.day },
            value: [9, 9, 9, 9, -9, 9], period: .month, asOf: 95 * Fixture.day)
        let months = try tracking(model: mbg.get(), summaries: rows)
        XCTAssertEqual(months.observed, [1, 0, 1])
        XCTAssertEqual(months.cumulativeObserved, [1, 1, 2])
        XCTAssertEqual(rows.frequency(), [1, 1])
        XCTAssertTrue(zip(months.high, months.expected).allSatisfy { $0 > $1 })
    }

    func testAHoldoutScoresAModelAsTheChoiceDoes() throws {
        let known = try drawn(calibrationEnd: 182 * Fixture.day)
        let selection = try select(summaries: known, models: [.mbgNbd])
        let follower = Follower()
        let score = try scoreHoldout(model: selection.model(), summaries: known, control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(score, try XCTUnwrap(selection.comparison().candidates[0].holdout))
        XCTAssertEqual(try tracking(model: selection.model(), summaries: known).calibrationEnd, 26)
        let narrow = try scoreHoldout(model: selection.model(), summaries: known, level: 0.5)
        XCTAssertLessThan(try XCTUnwrap(narrow.intervalWidth), try XCTUnwrap(score.intervalWidth))
        XCTAssertEqual(code { try scoreHoldout(model: selection.model(), summaries: drawn()) }, "NOT_AVAILABLE")
        XCTAssertEqual(
            code { try scoreHoldout(model: selection.model(), summaries: known, control: Follower(stopAfter: 0)) }, "CANCELLED")
    }

    func testATotalIsTheSumOfItsCustomersAndWiderWhenParametersAreFitted() throws {
        let known = try drawn()
        let (x, last, age, monetary) = (known.frequency(), known.lastPurchaseAge(), known.age(), known.monetary())
        let fitted = try MbgNbd.fit(frequency: x, lastPurchaseAge: last, age: age)
        let spend = try GammaGamma.fit(frequency: known.paidFrequency(), monetary: monetary)
        func total(_ model: MbgNbd, spend: GammaGamma, control: Control? = nil) throws -> TotalValue {
            try totalValue(
                purchases: .mbgNbd(model), spend: spend, frequency: x, lastPurchaseAge: last, age: age, monetary: monetary,
                periods: 52, discountRatePerPeriod: 0.002, margin: 0.3, paidFrequency: known.paidFrequency(), control: control)
        }
        let wide = try total(fitted, spend: spend)
        let exact = try total(MbgNbd.withParams(params: fitted.params()), spend: spend)
        let sum = try valueColumns(
            purchases: .mbgNbd(fitted), spend: spend, frequency: x, lastPurchaseAge: last, age: age, monetary: monetary,
            paidFrequency: known.paidFrequency(), options: ValueOptions(periods: 52, discountRatePerPeriod: 0.002, margin: 0.3)
        ).expected.reduce(0, +)
        XCTAssertEqual(wide.expected, sum, accuracy: 1e-12 * sum)
        XCTAssertEqual([wide.expected, Double(wide.customers), wide.level], [exact.expected, 300, 0.9])
        XCTAssertGreaterThan(try XCTUnwrap(wide.high), try XCTUnwrap(exact.high))
        XCTAssertLessThan(try XCTUnwrap(wide.low), try XCTUnwrap(exact.low))
        XCTAssertGreaterThan(wide.purchasesHigh - wide.purchasesLow, exact.purchasesHigh - exact.purchasesLow)
        let purchases = try fitted.expectedPurchasesBatch(periods: 52, frequency: x, lastPurchaseAge: last, age: age)
        XCTAssertEqual(wide.purchasesExpected, purchases.reduce(0, +), accuracy: 1e-9)

        let unsure = try total(fitted, spend: GammaGamma.withParams(params: GammaGammaParams(p: 6, q: 1.5, gamma: 15)))
        XCTAssertGreaterThan(unsure.expected, 0)
        XCTAssertNil(unsure.low ?? unsure.high)
        XCTAssertEqual(code { try total(fitted, spend: spend, control: Follower(stopAfter: 0)) }, "CANCELLED")
        let wrong = caught {
            try totalValue(
                purchases: .mbgNbd(fitted), spend: spend, frequency: [1, 1], lastPurchaseAge: [1, 1], age: [2, 2],
                monetary: [5, -5], periods: 52)
        }
        guard case .OutOfRange(subject: "row 1", field: "monetary", _, _)? = wrong else {
            return XCTFail(String(describing: wrong))
        }
    }

    func testCustomersDifferByTheDistributionsOfTheModel() throws {
        let nbd = try mixing(model: .nbd(Nbd.withParams(params: NbdParams(r: 0.5, alpha: 10))))
        XCTAssertEqual([nbd.rate.mean, Double(nbd.rate.points.count), Double(nbd.rate.density.count)], [0.05, 200, 200])
        XCTAssertEqual([nbd.rate.family, nbd.rate.quantity], ["gamma", "purchases per period while active"])
        XCTAssertLessThan(nbd.rate.median, nbd.rate.mean) // a few buy much
        XCTAssertNil(nbd.dropout) // nobody leaves
        let params = BgCnbdParams(k: 3, r: 4, alpha: 2, a: 1e-9, b: 1e3)
        let regular = try mixing(model: .bgCnbd(BgCnbd.withParams(params: params)), points: 10)
        XCTAssertEqual(regular.rate.mean, 4.0 / 6, accuracy: 1e-12)
        let leaving = try XCTUnwrap(try mixing(model: mbg.get(), points: 20_000).dropout)
        XCTAssertEqual(leaving.family, "beta")
        XCTAssertEqual(leaving.parameters, [0.8, 2.5])
        let step = leaving.points[1] - leaving.points[0]
        XCTAssertEqual(leaving.density.reduce(0) { $0 + $1 * step }, 1, accuracy: 1e-3)
        XCTAssertEqual(leaving.mean, 0.8 / 3.3, accuracy: 1e-12)
        for points: UInt32 in [0, 1, 100_001] {
            XCTAssertEqual(code { try mixing(model: mbg.get(), points: points) }, "OUT_OF_RANGE")
        }
    }
}
