import Foundation
import Sartor
import XCTest

/// The examples of docs/swift.md on purchases over a lifetime, as they stand there.
final class GuideTests: XCTestCase {
    func testAModelIsChosenFromTransactions() throws {
        let truth = AnyPurchaseModel.mbgNbd(try MbgNbd.withParams(params: MbgNbdParams(r: 0.8, alpha: 6, a: 0.9, b: 2.5)))
        let shop = try simulate(model: truth, customers: 200, periods: [78], seed: 7)
        let customers = (Array(0..<200) + shop.purchaseCustomer.map(Int.init)).map { "c_\($0)" }
        let times = Array(repeating: 0, count: 200) + shop.purchaseAge.map { Int64($0 * 7 * 86_400_000) }
        let paid = times.map { 10 + Double($0 % 20) }
        let halfAYearAgo: Int64 = 52 * 7 * 86_400_000

        // One element a transaction, in any order; a negative value is a return. Customers are texts, or .integer([Int64]).
        let known = try summarize(
            customer: .text(customers), timestampMs: times, value: paid, period: .week, calibrationEnd: halfAYearAgo)
        let selection = try select(summaries: known, control: Follower())    // seven models, judged by the held-out half year
        print(selection.reason())
        let model = selection.model()                                        // an enum: .mbgNbd(MbgNbd), .paretoNbd(ParetoNbd) ...
        let spend = try GammaGamma.fit(frequency: known.paidFrequency(), monetary: known.monetary())

        let alive = try model.probabilityAliveBatch(
            frequency: known.frequency(), lastPurchaseAge: known.lastPurchaseAge(), age: known.age())
        let worth = try valueColumns(
            purchases: model, spend: spend, frequency: known.frequency(), lastPurchaseAge: known.lastPurchaseAge(),
            age: known.age(), monetary: known.monetary(), paidFrequency: known.paidFrequency(),
            options: ValueOptions(periods: 52, margin: 0.3))                 // expected margin of the next 52 weeks
        let forecaster = try ConformalForecaster.calibrate(purchases: model, summaries: known, spend: spend)
        let report = try backtest(summaries: known)                          // beside a spreadsheet; report.verdict in words

        XCTAssertEqual([alive.count, worth.expected.count], [200, 200])
        XCTAssertEqual(worth.margin, 0.3)
        XCTAssertEqual(forecaster.purchaseModel().kind(), model.kind())
        XCTAssertEqual(report.origins.count, 3)
    }

    func testAPhoneKeepsItsCustomer() throws {
        let modelJson = try MbgNbd.withParams(params: MbgNbdParams(r: 0.8, alpha: 6, a: 0.9, b: 2.5)).toJson()
        let spendJson = try GammaGamma.withParams(params: GammaGammaParams(p: 6.25, q: 3.74, gamma: 15.45)).toJson()

        let model = AnyPurchaseModel.mbgNbd(try MbgNbd.fromJson(text: modelJson))
        let spend = try GammaGamma.fromJson(text: spendJson)
        let mine = CustomerPurchases()                                       // or fromJson what toJson wrote
        try mine.fold(day: 20_240, value: 40)                                // days since 1970; a return is negative
        try mine.fold(day: 20_254, value: 35)
        let now = try mine.summary(asOfDay: 20_310)                          // in weeks, as the models are
        let alive = try model.probabilityAlive(
            frequency: now.frequency, lastPurchaseAge: now.lastPurchaseAge, age: now.age)
        let history = PurchaseSummary(
            frequency: now.frequency, lastPurchaseAge: now.lastPurchaseAge, age: now.age, monetary: now.monetary)
        let year = try value(purchases: model, spend: spend, history: history, periods: 52)
        print("\(year.low) to \(year.high), \(year.expected) expected")
        let next = try model.nextPurchase(
            frequency: now.frequency, lastPurchaseAge: now.lastPurchaseAge, age: now.age, levels: [0.25])
        print(next.quantiles[0].periods ?? .infinity, "weeks; never:", next.probabilityNever)

        XCTAssertEqual(now.frequency, 1)
        XCTAssertTrue(0 < alive && alive < 1 && year.low <= year.expected)
        XCTAssertNotNil(next.quantiles[0].periods)
    }

    func testTheseAreTheExamplesOfTheGuide() throws {
        let here = URL(fileURLWithPath: #filePath)
        let root = (0..<4).reduce(here) { folder, _ in folder.deletingLastPathComponent() }
        let guide = try String(contentsOf: root.appendingPathComponent("docs/swift.md"), encoding: .utf8)
        let section = try XCTUnwrap(guide.components(separatedBy: "## Purchases over a lifetime").last)
        let own = try String(contentsOf: here, encoding: .utf8).replacingOccurrences(of: "\n        ", with: "\n")
        let blocks = section.components(separatedBy: "\n## ")[0].components(separatedBy: "```swift\n").dropFirst()
        XCTAssertEqual(blocks.count, 2)
        for block in blocks {
            XCTAssertTrue(own.contains(block.components(separatedBy: "```")[0]), block)
        }
    }
}
