import Foundation
import Sartor
import XCTest

/// Files of transactions, and what one customer's stream leaves of them.
final class SummariesTests: XCTestCase {
    private let day = Fixture.day
    private let customer = ["zoe", "ada", "zoe", "ada", "zoe", "ada"]
    private var times: [Int64] { [0, 7, 14, 21, 70, 22].map { $0 * day } }
    private let paid: [Double] = [10, 20, 30, 40, 50, -40]

    func testAFileIsSummarisedInItsUnits() throws {
        let all = try summarize(
            customer: .text(customer), timestampMs: times, value: paid, asOf: 77 * day, calibrationEnd: 49 * day)
        XCTAssertEqual(all.size(), 2)
        XCTAssertEqual(all.customer(), .text(["ada", "zoe"]))
        XCTAssertEqual(all.frequency(), [0, 1])
        XCTAssertEqual(all.lastPurchaseAge(), [0, 2])
        XCTAssertEqual(all.age(), [6, 7])
        XCTAssertEqual(all.paidFrequency(), [0, 1])
        XCTAssertEqual(all.monetary(), [0, 30])
        XCTAssertEqual(all.logIntervalSum()[0], 0)
        XCTAssertEqual(all.logIntervalSum()[1], log(2), accuracy: 1e-15)
        XCTAssertEqual(all.holdoutFrequency(), [0, 1])
        XCTAssertEqual(all.holdoutValue(), [0, 50])
        XCTAssertEqual(all.holdoutMonetary(), [0, 50])
        XCTAssertEqual(all.holdoutPeriods(), 4)
        XCTAssertEqual(all.period(), .week)
        XCTAssertEqual(all.periodDays(), 7)
        XCTAssertEqual(all.returns().purchasesUndone, 1)
        XCTAssertEqual(all.holdoutReturns().rows, 0)
        XCTAssertEqual(all.leftOut(), LeftOut(
            rowsWithoutCustomer: 0, rowsAfterAsOf: 0, customersAllReturned: 0, customersAfterCalibration: 0))
    }

    func testNumbersAreCustomersTooAndPeriodsAreAsLongAsTold() throws {
        let numbers = customer.map { Int64($0 == "zoe" ? 2 : 1) }
        let days = try summarize(customer: .integer(numbers), timestampMs: times, period: .days(10))
        XCTAssertEqual(days.customer(), .integer([1, 2]))
        XCTAssertEqual(days.frequency(), [2, 2])
        XCTAssertEqual(days.lastPurchaseAge(), [1.5, 7])
        XCTAssertEqual(days.period(), .days(10))
        XCTAssertEqual(days.monetary(), [0, 0])
        XCTAssertEqual(days.holdoutFrequency(), [])
        for period: Period in [.day, .month, .year] {
            let other = try summarize(customer: .integer(numbers), timestampMs: times, period: period)
            XCTAssertEqual(other.period(), period)
            XCTAssertEqual(other.age()[1] * other.periodDays(), 70, accuracy: 1e-12)
        }
        // An hour before midnight in Greenwich it is the next day in the east.
        let late = [23 * day / 24, day]
        let east = try summarize(customer: .integer([1, 1]), timestampMs: late, utcOffsetMinutes: 120)
        XCTAssertEqual([try summarize(customer: .integer([1, 1]), timestampMs: late).frequency(), east.frequency()], [[1], [0]])
    }

    func testNobodyAndTheFutureAreCountedAndLeftOut() throws {
        let some = try summarize(customer: .text(["ada", " ", "ada"]), timestampMs: [0, day, 9 * day], asOf: 3 * day)
        XCTAssertEqual([some.leftOut().rowsWithoutCustomer, some.leftOut().rowsAfterAsOf], [1, 1])
    }

    func testWhatCannotBeIsRefusedByRow() {
        XCTAssertEqual(code { try summarize(customer: .text([]), timestampMs: []) }, "TOO_FEW")
        XCTAssertEqual(code { try summarize(customer: .text(["ada"]), timestampMs: [0, 1]) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try summarize(customer: .text(["ada"]), timestampMs: [0], value: []) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try summarize(customer: .text(["ada"]), timestampMs: [0], period: .days(0)) }, "OUT_OF_RANGE")
        for (field, error) in [
            ("timestamp_ms", caught { try summarize(customer: .text(["ada", "ada"]), timestampMs: [0, -1]) }),
            ("value", caught { try summarize(customer: .text(["ada", "ada"]), timestampMs: [0, 1], value: [1, .nan]) }),
        ] {
            guard case .OutOfRange(subject: "row 1", field: field, _, _)? = error else {
                XCTFail("\(field): \(String(describing: error))")
                continue
            }
        }
    }

    func testAStreamOfPurchasesGivesWhatTheFileGives() throws {
        let stream = CustomerPurchases()
        for (number, value) in [(0, 10.0), (14, 30), (14, 5), (40, 25), (41, -25)] as [(Int64, Double)] {
            try stream.fold(day: number, value: value)
        }
        let file = try summarize(
            customer: .text(Array(repeating: "zoe", count: 5)), timestampMs: [0, 14, 14, 40, 41].map { $0 * day },
            value: [10, 30, 5, 25, -25], asOf: 70 * day)
        let summary = try stream.summary(asOfDay: 70)
        XCTAssertEqual(summary, CustomerSummary(
            frequency: file.frequency()[0], lastPurchaseAge: file.lastPurchaseAge()[0], age: file.age()[0],
            paidFrequency: file.paidFrequency()[0], monetary: file.monetary()[0],
            logIntervalSum: file.logIntervalSum()[0]))
        XCTAssertEqual([summary.frequency, summary.monetary], [1, 35])
        XCTAssertEqual(try stream.returns(), file.returns())
        XCTAssertEqual(try stream.summary(asOfDay: 70, period: .day).age, 70)

        let again = try CustomerPurchases.fromJson(text: stream.toJson())
        try again.fold(day: 60, value: 9)
        XCTAssertEqual(try again.summary(asOfDay: 70).frequency, 2)
        XCTAssertEqual(try stream.summary(asOfDay: 70), summary)
        XCTAssertEqual(code { try again.fold(day: 59, value: 1) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try again.fold(day: 60, value: .nan) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try again.summary(asOfDay: 59) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try CustomerPurchases().summary(asOfDay: 1) }, "TOO_FEW")
        XCTAssertEqual(code { try CustomerPurchases.fromJson(text: "[]") }, "INVALID_VALUE")
    }
}
