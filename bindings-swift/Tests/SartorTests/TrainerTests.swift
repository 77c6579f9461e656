import Foundation
import Sartor
import XCTest

final class TrainerTests: XCTestCase {
    func testACatalogueIsReadAndDerived() throws {
        let catalog = try Fixture.catalog()
        XCTAssertEqual(catalog.size(), 5)
        XCTAssertEqual(catalog.currency(), "USD")
        XCTAssertEqual(catalog.report()?.accepted, 5)
        XCTAssertEqual(catalog.product(productId: "tie_12")?.priceMinor, 7_550)
        XCTAssertNil(catalog.product(productId: "tie_13"))
        XCTAssertEqual(try Catalog.fromJson(text: catalog.toJson()).products(), catalog.products())

        let orders = try Fixture.file("orders.csv", Fixture.orders())
        let derived = try Catalog.fromOrders(path: orders, options: Fixture.options)
        XCTAssertEqual(derived.product(productId: "suit_001")?.priceMinor, 120_000)

        let lines = try Fixture.file("products.jsonl", "{\"id\":\"a\",\"name\":\"A\",\"price\":\"1.50\"}\nnonsense\n")
        let read = try Catalog.fromJsonLines(path: lines)
        XCTAssertEqual(read.report()?.skipped, 1)
        XCTAssertEqual(read.product(productId: "a")?.priceMinor, 150)

        let given = try Catalog(products: [Product(productId: "a", name: "A", priceMinor: 150)], currency: "USD")
        XCTAssertNil(given.report())
        let twice = Product(productId: "a", name: "A", priceMinor: 150)
        XCTAssertEqual(code { try Catalog(products: [twice, twice], currency: "USD") }, "INVALID_VALUE")
        XCTAssertNotNil(code { try Catalog(products: [], currency: "GOLD") })
        XCTAssertEqual(code { try Catalog.fromCsv(path: "/nowhere/products.csv") }, "UNREADABLE")
    }

    func testEveryLineOfAnOrderFileIsAccountedFor() throws {
        let trainer = try Trainer(catalog: Fixture.catalog())
        let follower = Follower()
        let report = try trainer.readOrders(
            path: Fixture.file("orders.csv", Fixture.orders()), options: Fixture.options, control: follower)
        XCTAssertEqual(report.lines, report.accepted + report.withoutCustomer + report.skipped + report.blank)
        XCTAssertEqual(report.withoutCustomer, 1)
        XCTAssertEqual(report.byReason, [ReasonCount(code: "OUT_OF_RANGE", count: 1)])
        XCTAssertEqual(report.problems.first?.field, "Quantity")
        XCTAssertEqual(try trainer.customerIds().count, 120)
        XCTAssertEqual(try trainer.catalog().products(), try Fixture.catalog().products())
        let last = try XCTUnwrap(follower.steps.last)
        XCTAssertEqual(last.0, last.1)
    }

    func testEventsAreReadLineByLine() throws {
        let trainer = try Trainer(catalog: Fixture.catalog())
        let event = try eventToJson(event: Fixture.viewed("m_1"))
        let path = try Fixture.file("events.jsonl", event + "\nnonsense\n")
        let report = try trainer.readEvents(path: path)
        XCTAssertEqual([report.lines, report.accepted, report.skipped], [2, 1, 1])
        XCTAssertEqual(try trainer.customerIds(), [Fixture.customer])
        XCTAssertEqual(try trainer.profile(customerId: Fixture.customer)?.eventCount(), 1)
        XCTAssertNil(try trainer.profile(customerId: "nobody"))
        XCTAssertEqual(
            code { try trainer.readEvents(path: path, options: EventOptions(currency: "EUR")) }, "CURRENCY_MISMATCH")
    }

    func testABrokenFileLeavesTheTrainerAsItWas() throws {
        let trainer = try Trainer(catalog: Fixture.catalog())
        let path = try Fixture.file("no-columns.csv", "a,b\n1,2\n")
        XCTAssertNotNil(code { try trainer.readOrders(path: path, options: Fixture.options) })
        let orders = try Fixture.file("orders.csv", Fixture.orders())
        XCTAssertEqual(
            code { try trainer.readOrders(path: orders, options: OrderOptions(currency: "EUR")) }, "CURRENCY_MISMATCH")
        let stopped = code {
            try trainer.readOrders(path: orders, options: Fixture.options, control: Follower(stopAfter: 1))
        }
        XCTAssertEqual(stopped, "CANCELLED")
        XCTAssertEqual(try trainer.customerIds(), [])
        XCTAssertEqual(code { try trainer.fit(asOf: Fixture.asOf) }, "TOO_FEW")
    }

    func testDatesInFiguresAreReadInTheOrderThatIsStated() throws {
        let lines = "Invoice,StockCode,Quantity,InvoiceDate,Price,Customer ID\n1,A,2,12/1/2010 8:26,6.95,7\n"
        let orders = try Fixture.file("figures.csv", lines)
        let options = OrderOptions(currency: "USD", dateOrder: .monthDayYear)
        let trainer = try Trainer(catalog: Catalog.fromOrders(path: orders, options: options))
        let skipped = try trainer.readOrders(path: orders, options: Fixture.options)
        XCTAssertTrue(skipped.problems[0].reason.contains("dateOrder"), skipped.problems[0].reason)
        XCTAssertEqual(try trainer.readOrders(path: orders, options: options).accepted, 1)
        XCTAssertEqual(code { try trainer.readEvents(path: orders) }, "MALFORMED")
    }

    func testHostileFilesAreRefusedOrCounted() throws {
        let trainer = try Trainer(catalog: Fixture.catalog())
        let empty = try Fixture.file("empty", "")
        XCTAssertEqual(code { try trainer.readOrders(path: empty, options: Fixture.options) }, "TOO_FEW")
        XCTAssertEqual(code { try trainer.readEvents(path: empty) }, "TOO_FEW")
        XCTAssertEqual(code { try trainer.fit(asOf: Fixture.asOf) }, "TOO_FEW")
        let cut = NSTemporaryDirectory() + "sartor-cut.gz"
        try Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]).write(to: URL(fileURLWithPath: cut))
        XCTAssertEqual(code { try trainer.readEvents(path: cut) }, "TRUNCATED")
        XCTAssertEqual(code { try trainer.readOrders(path: cut, options: Fixture.options) }, "TRUNCATED")
        let long = try Fixture.file("long.jsonl", String(repeating: "x", count: 10 << 20) + "\n")
        XCTAssertEqual(try trainer.readEvents(path: long).byReason.map(\.code), ["LINE_TOO_LONG"])
        let header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID\n"
        let lines = ["1,a,,1,2026-01-01 10:00:00,NaN,c", "2,a,,1,2026-01-01 10:00:00,inf,c", "3,a,,-1,2026-01-01 10:00:00,1,c"]
        let bad = try Fixture.file("bad.csv", header + lines.joined(separator: "\n") + "\n")
        let report = try trainer.readOrders(path: bad, options: Fixture.options)
        XCTAssertEqual([report.lines, report.skipped], [3, 3])
        XCTAssertEqual(report.problems.map(\.line), [2, 3, 4])
        XCTAssertEqual(try trainer.customerIds(), [])
    }

    func testAFitIsFollowedAndStopped() throws {
        let trainer = try Fixture.trained.get()
        let follower = Follower()
        _ = try trainer.fit(asOf: Fixture.asOf, control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(code { try trainer.fit(asOf: Fixture.asOf, control: Follower(stopAfter: 1)) }, "CANCELLED")
        XCTAssertEqual(code { try trainer.fit(asOf: -1) }, "OUT_OF_RANGE")
    }

    func testAControlMayUseTheTrainerAtWork() throws {
        final class Curious: Control, @unchecked Sendable {
            let trainer: Trainer
            var customers = 0
            init(_ trainer: Trainer) { self.trainer = trainer }
            func onStep(done: Int64, total: Int64) { customers = (try? trainer.customerIds().count) ?? -1 }
            func cancelled() -> Bool { false }
        }
        let curious = Curious(try Fixture.trained.get())
        _ = try curious.trainer.fit(asOf: Fixture.asOf, control: curious)
        XCTAssertEqual(curious.customers, 120)
    }

    func testAPolicyIsChangedByFieldAndChecked() throws {
        var policy = defaultPolicy()
        policy.pricing.holdoutShare = 0.2
        XCTAssertNoThrow(try Trainer(catalog: Fixture.catalog(), policy: policy))
        policy.pricing.minMargin = .nan
        XCTAssertEqual(code { try Trainer(catalog: Fixture.catalog(), policy: policy) }, "OUT_OF_RANGE")
    }

    func testAnArtefactListsItsSubjectsByPseudonym() throws {
        let trainer = try Fixture.trainer()
        XCTAssertNotNil(code { try trainer.setPseudonymKey(key: Data("short".utf8)) })
        let key = Data("a key of sixteen bytes or more".utf8)
        try trainer.setPseudonymKey(key: key)
        let engine = try trainer.fit(asOf: Fixture.asOf)
        XCTAssertTrue(engine.trainedOn(pseudonym: try pseudonym(key: key, customerId: Fixture.customer)))
        XCTAssertFalse(engine.trainedOn(pseudonym: try pseudonym(key: key, customerId: "nobody")))
        XCTAssertFalse(engine.trainedOn(pseudonym: Fixture.customer))
    }
}
