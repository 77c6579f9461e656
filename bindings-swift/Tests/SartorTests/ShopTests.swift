import Foundation
import Sartor
import XCTest

final class ShopTests: XCTestCase {
    func testFactsGiveWayToNewerOnesOnly() throws {
        let shop = Shop()
        XCTAssertTrue(try shop.stock(productId: "suit_001", count: 4, countedAt: 2 * Fixture.day))
        XCTAssertFalse(try shop.stock(productId: "suit_001", count: 9, countedAt: Fixture.day))
        XCTAssertEqual(try shop.stockAt(productId: "suit_001"), StockFact(count: 4, countedAtMs: 2 * Fixture.day))
        XCTAssertNil(try shop.stockAt(productId: "tie_12"))
        _ = try shop.stock(productId: "tie_12", count: 0, countedAt: Fixture.day)
        XCTAssertEqual(try shop.soldOut(), ["tie_12"])
        XCTAssertEqual(code { try shop.stock(productId: "suit_001", count: -1, countedAt: 0) }, "OUT_OF_RANGE")
    }

    func testAnErrorSpeaksInWordsWhereverItIsShown() throws {
        do {
            _ = try Shop().stock(productId: "suit_001", count: -1, countedAt: 0)
            XCTFail("nothing was thrown")
        } catch {
            XCTAssertEqual(error.localizedDescription, "shop: count is -1, expected at least 0")
            XCTAssertEqual(
                error as? SartorError,
                .OutOfRange(subject: "shop", field: "count", value: "-1", expected: "at least 0"))
        }
    }

    func testADeadlineNeverMoves() throws {
        let shop = Shop()
        try shop.deadline(id: "summer_sale", at: 40 * Fixture.day, productIds: ["suit_001"])
        try shop.deadline(id: "all", at: 60 * Fixture.day)
        XCTAssertEqual(
            code { try shop.deadline(id: "summer_sale", at: 41 * Fixture.day, productIds: ["suit_001"]) },
            "ALREADY_SET")
        XCTAssertEqual(try shop.nextDeadline(productId: "suit_001", asOf: 0), 40 * Fixture.day)
        XCTAssertEqual(try shop.nextDeadline(productId: "tie_12", asOf: 0), 60 * Fixture.day)
        XCTAssertNil(try shop.nextDeadline(productId: "tie_12", asOf: 61 * Fixture.day))
    }

    func testPricesAreHistory() throws {
        let shop = Shop()
        let day = Fixture.day
        try shop.priceOverride(
            productId: "suit_001", priceMinor: 100_000, from: 10 * day, until: 20 * day, reason: "spring sale")
        try shop.priceOverride(productId: "suit_001", priceMinor: 110_000, from: 30 * day)
        XCTAssertEqual(try shop.priceAt(productId: "suit_001", asOf: 15 * day)?.reason, "spring sale")
        XCTAssertNil(try shop.priceAt(productId: "suit_001", asOf: 25 * day))
        XCTAssertEqual(
            try shop.lowestPrice30d(productId: "suit_001", baseMinor: 120_000, asOf: 35 * day), 100_000)
        XCTAssertEqual(
            code { try shop.priceOverride(productId: "suit_001", priceMinor: 1, from: 30 * day) }, "ALREADY_SET")
    }

    func testAShopIsSavedAndReadAsItWas() throws {
        let shop = try Fixture.shop()
        XCTAssertEqual(try Shop.fromJson(text: shop.toJson()).toBytes(), try shop.toBytes())
        XCTAssertEqual(try Shop.fromBytes(bytes: shop.toBytes()).toJson(), try shop.toJson())
        XCTAssertNotNil(code { try Shop.fromBytes(bytes: Data([1, 2, 3])) })
        XCTAssertEqual(code { try Shop.fromJson(text: "[]") }, "MALFORMED")
    }
}
