import Foundation
import Sartor
import XCTest

final class ProfileTests: XCTestCase {
    func testAProfileIsSavedAndReadAsItWas() throws {
        let profile = try Fixture.profile()
        XCTAssertTrue(try Profile.fromBytes(bytes: profile.toBytes()).isSame(other: profile))
        XCTAssertTrue(try Profile.fromJson(text: profile.toJson()).isSame(other: profile))
        XCTAssertEqual(try profile.customerId(), Fixture.customer)
        XCTAssertEqual(try profile.identities(), [Fixture.customer])
        XCTAssertEqual(try profile.currency(), "USD")
        XCTAssertEqual(Int64(try profile.events().count), try profile.eventCount())
        XCTAssertEqual(try Profile(customerId: "c", currency: "EUR").currency(), "EUR")
        XCTAssertNil(try Profile(customerId: "c").currency())
    }

    func testBadProfilesAreRefusedByCode() throws {
        let bytes = try Fixture.profile().toBytes()
        XCTAssertNotNil(code { try Profile.fromBytes(bytes: Data()) })
        for length in 0..<min(bytes.count, 200) {
            XCTAssertNotNil(code { try Profile.fromBytes(bytes: bytes.prefix(length)) })
        }
        XCTAssertEqual(code { try Profile.fromJson(text: "{") }, "TRUNCATED")
        XCTAssertNotNil(code { try Profile(customerId: "") })
        XCTAssertEqual(code { try Profile(customerId: String(repeating: "x", count: 1 << 20)) }, "TOO_LARGE")
    }

    func testANewerArtefactAsksForANewerRelease() throws {
        let json = try Fixture.profile().toJson()
        let newer = json.replacingOccurrences(of: "\"version\":1,", with: "\"version\":99,")
        XCTAssertNotEqual(newer, json)
        XCTAssertEqual(code { try Profile.fromJson(text: newer) }, "NEWER_VERSION")
    }

    func testACopyIsAProfileOfItsOwn() throws {
        let profile = try Fixture.profile()
        let copy = try profile.copy()
        _ = try Fixture.engine().observe(profile: copy, event: Fixture.viewed("m_1"), asOf: Fixture.asOf)
        XCTAssertFalse(try copy.isSame(other: profile))
        XCTAssertEqual(try copy.eventCount(), try profile.eventCount() + 1)
    }

    func testMergingIsUndoneByUnmerging() throws {
        let profile = try Fixture.profile()
        let before = try profile.toBytes()
        let visitor = try Profile(customerId: "visitor_1")
        _ = try Fixture.engine().observe(
            profile: visitor, event: Fixture.viewed("m_1", user: "visitor_1"), asOf: Fixture.asOf)
        let report = try profile.merge(other: visitor)
        XCTAssertEqual(report.identitiesAdded, ["visitor_1"])
        XCTAssertEqual(try profile.identities(), [Fixture.customer, "visitor_1"])
        XCTAssertTrue(try profile.unmerge(identity: "visitor_1").isSame(other: visitor))
        XCTAssertEqual(try profile.toBytes(), before)
        XCTAssertEqual(code { try profile.unmerge(identity: "visitor_1") }, "NOTHING_TO_UNDO")
    }

    func testAProfileMergedWithItselfIsRefusedAndUnchanged() throws {
        let profile = try Fixture.profile()
        let before = try profile.toBytes()
        for same in [profile, try profile.copy()] {
            XCTAssertEqual(code { try profile.merge(other: same) }, "SELF_MERGE")
            XCTAssertEqual(code { try profile.mergeStated(other: same) }, "SELF_MERGE")
        }
        XCTAssertEqual(try profile.toBytes(), before)
    }

    func testErasingIsForGood() throws {
        let profile = try Fixture.profile()
        let old = try profile.copy()
        let receipt = try profile.erase(request: .all, asOf: Fixture.asOf)
        XCTAssertGreaterThan(receipt.eventsErased, 0)
        XCTAssertEqual(try profile.eventCount(), 0)
        _ = try profile.merge(other: old)
        XCTAssertEqual(try profile.eventCount(), 0)
        XCTAssertEqual(
            code { try old.erase(request: .messages(messageIds: ["never"]), asOf: Fixture.asOf) }, "NOTHING_TO_UNDO")
        XCTAssertEqual(
            try old.erase(request: .range(fromMs: 0, toMs: 1), asOf: Fixture.asOf).eventsErased, 0)
    }

    func testOldMonthsAreRolledUp() throws {
        let profile = try Fixture.profile()
        let revenue = try profile.view(asOf: Fixture.asOf).revenueMinor
        XCTAssertEqual(try profile.compact(asOf: Fixture.asOf).eventsRolled, 0)
        let policy = CompactPolicy(keepDays: 1, maxEvents: 100)
        XCTAssertGreaterThan(try profile.compact(asOf: Fixture.asOf, policy: policy).eventsRolled, 0)
        let view = try profile.view(asOf: Fixture.asOf)
        XCTAssertEqual(view.revenueMinor, revenue)
        XCTAssertNotNil(view.watermarkMs)
        XCTAssertEqual(
            code {
                try Fixture.engine().observe(
                    profile: profile, event: Fixture.viewed("m_old", at: 1_767_225_600_000), asOf: Fixture.asOf)
            }, "TOO_OLD")
    }

    func testAnEventIsItsJson() throws {
        let event = Fixture.viewed("m_1")
        XCTAssertEqual(try eventFromJson(text: eventToJson(event: event)), event)
        let segment = """
            {"type":"track","messageId":"m_2","userId":"c_7","event":"Product Viewed",
             "timestamp":"2026-05-30T10:00:00Z","properties":{"product_id":"suit_001","price":1200}}
            """
        XCTAssertEqual(try eventFromJson(text: segment, currency: "USD").lines.first?.priceMinor, 120_000)
        XCTAssertEqual(code { try eventFromJson(text: "nonsense") }, "MALFORMED")
        let unknown = segment.replacingOccurrences(of: "Product Viewed", with: "Product Sniffed")
        XCTAssertEqual(code { try eventFromJson(text: unknown, currency: "USD") }, "UNKNOWN_EVENT")
    }
}
