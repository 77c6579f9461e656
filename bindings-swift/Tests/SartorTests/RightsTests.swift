import Foundation
import Sartor
import XCTest

final class RightsTests: XCTestCase {
    private let now = Fixture.asOf

    func testARestrictionStopsEveryUseUntilItIsLifted() throws {
        let engine = try Fixture.engine()
        let profile = try Fixture.profile()
        XCTAssertTrue(try engine.outlook(profile: profile, asOf: now).personalised)
        let event = try profile.restrict(asOf: now, reason: "accuracy_contested")
        XCTAssertEqual(event.kind, .processingRestricted)
        XCTAssertFalse(try engine.outlook(profile: profile, asOf: now).personalised)
        XCTAssertEqual(try profile.liftRestriction(asOf: now + 1).messageId, "lift_restriction:\(now + 1)")
        XCTAssertTrue(try engine.outlook(profile: profile, asOf: now + 1).personalised)
        XCTAssertEqual(code { try profile.liftRestriction(asOf: now + 2) }, "NOTHING_TO_UNDO")
        XCTAssertEqual(code { try profile.restrict(asOf: -1) }, "OUT_OF_RANGE")
        XCTAssertNotNil(code { try profile.restrict(asOf: now + 3, reason: String(repeating: "x", count: 10_000)) })
    }

    func testUseIsNarrowedByEventsOnRecord() throws {
        let profile = try Fixture.profile()
        XCTAssertEqual(try profile.limitSensitive(asOf: now).kind, .consentChanged)
        XCTAssertEqual(try profile.optOutOfSale(asOf: now).kind, .consentChanged)
        let consents = try profile.view(asOf: now).consents
        for purpose in ["sensitive", "sharing"] {
            XCTAssertEqual(consents.first { $0.purpose == purpose }?.state, "denied")
        }
        XCTAssertEqual(code { try profile.optOutOfSale(asOf: -1) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try profile.limitSensitive(asOf: -1) }, "OUT_OF_RANGE")
    }

    func testAnExportHoldsEverything() throws {
        let profile = try Fixture.profile()
        let export = try profile.export(asOf: now)
        XCTAssertEqual(export.customerId, Fixture.customer)
        XCTAssertEqual(Int64(export.events), try profile.eventCount())
        XCTAssertTrue(try Profile.fromJson(text: export.machine).isSame(other: profile))
        XCTAssertTrue(export.person.contains(Fixture.customer))
        XCTAssertFalse(export.sections.isEmpty)
        XCTAssertEqual(code { try profile.export(asOf: -1) }, "OUT_OF_RANGE")
    }

    func testTheCustomerIsToldInPlainWords() throws {
        let told = try Fixture.profile().explainToCustomer(asOf: now)
        XCTAssertEqual(told.language, "en")
        XCTAssertTrue(told.parts.contains { $0.topic == "rights" })
        XCTAssertTrue(told.parts.allSatisfy { told.text.contains($0.text) })
        XCTAssertNotNil(code { try Fixture.profile().explainToCustomer(asOf: now, language: "tlh") })
    }

    func testWhatIsTooOldIsPurgedForGood() throws {
        let profile = try Fixture.profile()
        let old = try profile.copy()
        let receipt = try profile.retentionPurge(policy: RetentionPolicy(purchasesDays: 1), asOf: now)
        XCTAssertEqual(receipt.removed.map(\.category), [.purchases])
        XCTAssertFalse(receipt.keptByRestriction)
        XCTAssertFalse(receipt.remainingElsewhere.isEmpty)
        XCTAssertEqual(try profile.view(asOf: now).revenueMinor, 0)
        _ = try profile.merge(other: old)
        XCTAssertEqual(try profile.view(asOf: now).revenueMinor, 0)
        let nothing = try profile.retentionPurge(policy: RetentionPolicy(), asOf: now)
        XCTAssertTrue(nothing.removed.isEmpty)
        XCTAssertNotNil(code { try profile.retentionPurge(policy: RetentionPolicy(), asOf: -1) })
    }

    func testAReceiptNamesTheEngineThatKnewTheCustomer() throws {
        let key = Data("a key of sixteen bytes or more".utf8)
        let trainer = try Fixture.trainer()
        try trainer.setPseudonymKey(key: key)
        let engine = try trainer.fit(asOf: now)
        let receipt = try Fixture.profile().erase(request: .all, asOf: now)
        let known = try engine.addToReceipt(
            receipt: receipt, pseudonym: pseudonym(key: key, customerId: Fixture.customer))
        XCTAssertEqual(known.remainingElsewhere.last?.modelId, engine.modelId())
        let stranger = try engine.addToReceipt(
            receipt: receipt, pseudonym: pseudonym(key: key, customerId: "nobody"))
        XCTAssertEqual(stranger, receipt)
    }

    func testWhatWasDeclaredHasItsSource() throws {
        let profile = try Fixture.profile()
        let said = try eventFromJson(
            text: """
                {"type":"identify","messageId":"m_said","userId":"c_7","timestamp":"2026-05-31T08:00:00Z",
                 "traits":{"fit":"slim","career":"attorney"},
                 "context":{"declaration":{"source":"host","expiresAt":"2027-06-01T08:00:00Z"}}}
                """)
        _ = try Fixture.engine().observe(profile: profile, event: said, asOf: now)
        let groups = try profile.declared(asOf: now).groups
        let fit = try XCTUnwrap(groups.flatMap(\.fields).first { $0.name == "fit" })
        XCTAssertEqual(fit.value, "\"slim\"")
        XCTAssertEqual(fit.source, .host)
        XCTAssertEqual(fit.expiresAtMs, 1_811_836_800_000)
        XCTAssertTrue(fit.inUse)
        XCTAssertEqual(try profile.declared(asOf: 1_811_836_800_000).expired, 2)
        XCTAssertEqual(code { try profile.declared(asOf: -1) }, "OUT_OF_RANGE")
        let secret = """
            {"type":"identify","messageId":"m_2","userId":"c_7","timestamp":"2026-05-31T08:00:00Z",
             "traits":{"religion":"none"}}
            """
        XCTAssertEqual(
            code {
                let event = try eventFromJson(text: secret)
                return try Fixture.engine().observe(profile: profile, event: event, asOf: now)
            }, "PURPOSE_NEEDED")
    }

    func testAHistoryTellsTheLastDaysAndEveryMonth() throws {
        let profile = try Fixture.profile()
        let history = try profile.history(asOf: now)
        XCTAssertEqual(history.customerId, Fixture.customer)
        XCTAssertFalse(history.months.isEmpty)
        let short = try profile.history(asOf: now, options: HistoryOptions(maxMonths: 1))
        XCTAssertEqual(short.months.count, 1)
        XCTAssertEqual(short.leftOut.months, UInt32(history.months.count - 1))
        XCTAssertEqual(
            code { try profile.history(asOf: now, options: HistoryOptions(maxVisits: 501)) }, "OUT_OF_RANGE")
    }

    func testADeviceOfSeveralPeopleIsNotMerged() throws {
        let graph = try IdentityGraph()
        func seen(_ id: String, _ user: String?, day: Int64) -> Event {
            Event(
                messageId: id, kind: .productViewed, timestampMs: now + day * Fixture.day, userId: user,
                anonymousId: "visitor_1", lines: [EventLine(productId: "suit_001", quantity: 1)])
        }
        try graph.note(event: seen("m_1", nil, day: 0))
        XCTAssertEqual(try graph.mergeVerdict(anonymousId: "visitor_1", customerId: "c_7").decision, .wait)
        try graph.note(event: seen("m_2", "c_7", day: 0))
        let verdict = try graph.mergeVerdict(anonymousId: "visitor_1", customerId: "c_7")
        XCTAssertEqual(verdict.decision, .merge)
        XCTAssertEqual(verdict.reasons, ["seen_together"])
        XCTAssertEqual(verdict.evidence.loginDays, 1)

        let elsewhere = try IdentityGraph(policy: IdentityPolicy(minLoginDays: 2))
        try elsewhere.note(event: seen("m_3", "c_8", day: 1))
        try graph.join(other: elsewhere)
        try graph.join(other: graph)
        XCTAssertEqual(try graph.mergeVerdict(anonymousId: "visitor_1", customerId: "c_7").decision, .refuse)
        XCTAssertEqual(try graph.verdicts().map(\.customerId), ["c_7", "c_8"])
        let kept = try IdentityGraph.fromBytes(bytes: graph.toBytes())
        XCTAssertEqual(try kept.verdicts(), try graph.verdicts())
        try kept.forget(id: "c_8")
        XCTAssertEqual(try kept.verdicts().map(\.customerId), ["c_7"])
        XCTAssertEqual(code { try IdentityGraph.fromBytes(bytes: Data()) }, "TRUNCATED")
        XCTAssertEqual(code { try IdentityGraph(policy: IdentityPolicy(minLoginDays: 0)) }, "OUT_OF_RANGE")
        XCTAssertNotNil(code { try graph.mergeVerdict(anonymousId: "c_7", customerId: "c_7") })
    }

    func testAContradictionIsMergedOnTheHostsWordOnly() throws {
        func born(_ user: String, _ year: Int) throws -> Profile {
            let profile = try Profile(customerId: user)
            let said = """
                {"type":"identify","messageId":"m_\(user)","userId":"\(user)",
                 "timestamp":"2026-05-31T08:00:00Z","traits":{"birth_date":"\(year)-02-03"}}
                """
            _ = try Fixture.engine().observe(profile: profile, event: eventFromJson(text: said), asOf: now)
            return profile
        }
        let one = try born("c_1", 1980)
        let other = try born("c_2", 1992)
        XCTAssertEqual(code { try one.merge(other: other) }, "IDENTITY_CONFLICT")
        XCTAssertEqual(try one.mergeStated(other: other).identitiesAdded, ["c_2"])
    }

    func testWhatDoesNotBelongTogetherIsRefusedAndChangesNothing() throws {
        let profile = try Fixture.profile()
        let before = try profile.toBytes()
        let euros = try Profile(customerId: "c_8", currency: "EUR")
        XCTAssertEqual(code { try profile.merge(other: euros) }, "CURRENCY_MISMATCH")
        XCTAssertEqual(code { try profile.mergeStated(other: euros) }, "CURRENCY_MISMATCH")
        XCTAssertEqual(code { try profile.unmerge(identity: "never") }, "NOTHING_TO_UNDO")
        XCTAssertEqual(
            code { try profile.erase(request: .messages(messageIds: ["never"]), asOf: now) }, "NOTHING_TO_UNDO")
        let unheard = """
            {"type":"track","messageId":"m_9","userId":"c_7","event":"Consent Changed",
             "timestamp":"2026-05-31T08:00:00Z","properties":{"purpose":"telepathy","state":"granted"}}
            """
        XCTAssertNotNil(
            code {
                let event = try eventFromJson(text: unheard)
                return try Fixture.engine().observe(profile: profile, event: event, asOf: now)
            })
        XCTAssertEqual(try profile.toBytes(), before)
    }
}
