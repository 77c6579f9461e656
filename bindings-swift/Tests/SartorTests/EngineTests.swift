import Foundation
import Sartor
import XCTest

final class EngineTests: XCTestCase {
    func testAnEngineIsSavedAndLoadedAsItWas() throws {
        let engine = try Fixture.engine()
        let loaded = try Engine.load(bytes: engine.save())
        XCTAssertEqual(loaded.modelId(), engine.modelId())
        XCTAssertEqual(loaded.currency(), "USD")
        let profile = try Fixture.profile()
        XCTAssertEqual(
            try loaded.outlook(profile: profile, asOf: Fixture.asOf),
            try engine.outlook(profile: profile, asOf: Fixture.asOf))
    }

    func testBadBytesAreRefusedByCode() throws {
        let bytes = try Fixture.engine().save()
        XCTAssertEqual(code { try Engine.load(bytes: Data()) }, "TRUNCATED")
        XCTAssertEqual(code { try Engine.load(bytes: Data("nonsense".utf8)) }, "MALFORMED")
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
            let found = code { try Engine.load(bytes: bytes.prefix(length)) }
            XCTAssertTrue(found == "TRUNCATED" || found == "MALFORMED", "\(length): \(found ?? "")")
        }
        for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
            var damaged = bytes
            damaged[place] ^= 0x10
            // Whatever a flipped bit does, it ends in an engine or a typed error.
            do { _ = try Engine.load(bytes: damaged) } catch { XCTAssertTrue(error is SartorError, "\(error)") }
        }
    }

    func testADeviceGetsNoPolicy() throws {
        let device = try Fixture.engine().forDevice()
        XCTAssertTrue(try device.health().forDevice)
        XCTAssertFalse(try Fixture.engine().health().forDevice)
        let quotes = try device.quote(
            profile: Fixture.profile(), shop: Fixture.shop(), productIds: ["suit_001"], context: QuoteContext(),
            asOf: Fixture.asOf)
        XCTAssertEqual(quotes.quotes.first?.adjustedPriceMinor, 120_000)
    }

    func testHealthNamesEveryPart() throws {
        let health = try Fixture.engine().health()
        XCTAssertEqual(health.products, 5)
        XCTAssertEqual(health.customers, 120)
        XCTAssertEqual(health.fittedAsOfMs, Fixture.asOf)
        XCTAssertFalse(health.parts.isEmpty)
    }

    func testAnEventChangesTheProfileOnce() throws {
        let engine = try Fixture.engine()
        let profile = try Fixture.profile()
        let before = try profile.eventCount()
        let event = Fixture.viewed("m_1")
        XCTAssertEqual(try engine.observe(profile: profile, event: event, asOf: Fixture.asOf), .folded)
        XCTAssertEqual(try engine.observe(profile: profile, event: event, asOf: Fixture.asOf), .duplicate)
        XCTAssertEqual(try profile.eventCount(), before + 1)
        let later = Fixture.viewed("m_2", at: Fixture.asOf + Fixture.day)
        XCTAssertEqual(try engine.observe(profile: profile, event: later, asOf: Fixture.asOf), .quarantined)
        XCTAssertEqual(try profile.pendingEvents(asOf: Fixture.asOf), 1)
    }

    func testAnEventThatDoesNotFitChangesNothing() throws {
        let engine = try Fixture.engine()
        let profile = try Fixture.profile()
        let before = try profile.toBytes()
        func refused(_ event: Event) -> String? {
            code { try engine.observe(profile: profile, event: event, asOf: Fixture.asOf) }
        }
        XCTAssertEqual(refused(Fixture.viewed("m_1", user: "c_8")), "WRONG_CUSTOMER")
        var euros = Fixture.viewed("m_1")
        euros.currency = "EUR"
        XCTAssertEqual(refused(euros), "CURRENCY_MISMATCH")
        XCTAssertEqual(refused(Fixture.viewed(String(repeating: "x", count: 1 << 20))), "TOO_LARGE")
        XCTAssertEqual(refused(Fixture.viewed("m_1", at: -1)), "OUT_OF_RANGE")
        var infinite = Fixture.viewed("m_1")
        infinite.attributes = [EventAttribute(name: "rating", value: .number(number: .infinity))]
        XCTAssertNotNil(refused(infinite))
        XCTAssertEqual(try profile.toBytes(), before)
    }

    func testAnOutlookHasIntervals() throws {
        let outlook = try Fixture.engine().outlook(profile: Fixture.profile(), asOf: Fixture.asOf)
        XCTAssertEqual(outlook.customerId, Fixture.customer)
        XCTAssertTrue(outlook.personalised)
        let alive = try XCTUnwrap(outlook.probabilityAlive)
        XCTAssertTrue(0 <= alive.low && alive.low <= alive.value && alive.value <= alive.high && alive.high <= 1)
    }

    func testABatchEqualsItsSingleAnswersAndMayNameAProfileTwice() throws {
        let engine = try Fixture.engine()
        let trainer = try Fixture.trained.get()
        let first = try Fixture.profile()
        let second = try XCTUnwrap(try trainer.profile(customerId: "c_8"))
        let follower = Follower()
        let columns = try engine.outlookBatch(
            profiles: [first, second, first], asOf: Fixture.asOf, control: follower)
        XCTAssertEqual(columns.customerId, ["c_7", "c_8", "c_7"])
        let single = try engine.outlook(profile: second, asOf: Fixture.asOf)
        XCTAssertEqual(columns.probabilityAlive[1], single.probabilityAlive?.value)
        XCTAssertEqual(columns.churn[1], single.churn?.value)
        XCTAssertEqual(columns.lifetimeValueMinor[0], columns.lifetimeValueMinor[2])
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(
            code { try engine.outlookBatch(profiles: [first], asOf: Fixture.asOf, control: Follower(stopAfter: 0)) },
            "CANCELLED")
    }

    func testASegmentSaysWhyOrThatItIsNone() throws {
        let view = try Fixture.engine().segment(profile: Fixture.profile(), asOf: Fixture.asOf)
        XCTAssertEqual(view.customerId, Fixture.customer)
        XCTAssertTrue(view.primarySegment.reason != nil || !view.primarySegment.evidence.isEmpty)
    }

    func testAQuoteSumsAndItsRecordIsAnEvent() throws {
        let engine = try Fixture.engine()
        let profile = try Fixture.profile()
        let set = try engine.quote(
            profile: profile, shop: Fixture.shop(), productIds: ["suit_001", "tie_12"],
            context: QuoteContext(jurisdiction: "US-MI"), asOf: Fixture.asOf)
        XCTAssertEqual(set.quotes.map(\.productId), ["suit_001", "tie_12"])
        for quote in set.quotes {
            let moved = quote.adjustmentFactors.map(\.amountMinor).reduce(0, +)
            XCTAssertEqual(moved, quote.adjustedPriceMinor - quote.basePriceMinor)
        }
        let event = try eventFromDecision(record: set.record[0])
        XCTAssertEqual(event.kind, .decisionMade)
        XCTAssertEqual(try engine.observe(profile: profile, event: event, asOf: Fixture.asOf), .folded)
        XCTAssertEqual(try profile.view(asOf: Fixture.asOf).decisions.count, 1)
        XCTAssertEqual(
            code {
                try engine.quote(
                    profile: profile, shop: Shop(), productIds: ["suit_999"], context: QuoteContext(),
                    asOf: Fixture.asOf)
            }, "UNKNOWN_PRODUCT")
    }

    func testRecommendationsFitTheBudget() throws {
        let engine = try Fixture.engine()
        let request = RecommendRequest(occasion: "wedding", budgetHighMinor: 100_000, limit: 2)
        let set = try engine.recommend(
            profile: Fixture.profile(), shop: Fixture.shop(), request: request, asOf: Fixture.asOf)
        XCTAssertEqual(set.recommendations.count, 2)
        for one in set.recommendations {
            XCTAssertLessThanOrEqual(one.priceMinor, 100_000)
            XCTAssertEqual(one.terms.map(\.value).reduce(0, +), one.score, accuracy: 1e-9)
        }
        let impossible = RecommendRequest(limit: 1_000)
        XCTAssertEqual(
            code {
                try engine.recommend(
                    profile: Fixture.profile(), shop: Shop(), request: impossible, asOf: Fixture.asOf)
            }, "OUT_OF_RANGE")
    }

    func testNextActionsNameTheGatesThatStoppedTheOthers() throws {
        let plan = try Fixture.engine().nextActions(
            profile: Fixture.profile(), shop: Fixture.shop(), asOf: Fixture.asOf)
        XCTAssertEqual(plan.customerId, Fixture.customer)
        XCTAssertFalse(plan.actions.isEmpty && plan.rejected.isEmpty)
        XCTAssertTrue(plan.rejected.allSatisfy { !$0.gate.isEmpty })
    }

    func testAChatTurnAnswersAWeddingWish() throws {
        let request = ChatRequest(
            customerId: Fixture.customer, sessionId: "s_1",
            intent: ChatIntent(
                category: "product_inquiry", entities: ["occasion": "wedding", "budget": "$1000-2000"]),
            additionalData: AdditionalData(deviceType: "mobile", jurisdiction: "US-MI"))
        let answer = try Fixture.engine().chat(
            profile: Fixture.profile(), shop: Fixture.shop(), request: request, asOf: Fixture.asOf)
        XCTAssertEqual(answer.meta.schema, "chat/1")
        XCTAssertEqual(answer.contextualInsights.request.occasion, "wedding")
        XCTAssertFalse(answer.responseModifiers.fallbackText.isEmpty)
        XCTAssertEqual(answer.phase3Enhancements.recommendations.first?.productId, "suit_001")
        XCTAssertNotNil(answer.businessIntelligence)
        var safe = request
        safe.promptSafeOnly = true
        let told = try Fixture.engine().chat(
            profile: Fixture.profile(), shop: Fixture.shop(), request: safe, asOf: Fixture.asOf)
        XCTAssertNil(told.businessIntelligence)
        let other = ChatRequest(customerId: "c_8", sessionId: "s_1")
        XCTAssertEqual(
            code {
                try Fixture.engine().chat(
                    profile: Fixture.profile(), shop: Shop(), request: other, asOf: Fixture.asOf)
            }, "WRONG_CUSTOMER")
    }

    func testTheJsonDoorGivesWhatTheTypedDoorGives() throws {
        let engine = try Fixture.engine()
        let profile = try Fixture.profile()
        let input = "{\"profile\":\(try profile.toJson()),\"asOf\":\(Fixture.asOf)}"
        let text = try engine.call(operation: "outlook", input: input)
        let typed = try engine.outlook(profile: profile, asOf: Fixture.asOf)
        let read = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        XCTAssertEqual(read["modelId"] as? String, typed.modelId)
        XCTAssertEqual(read["purchaseDays"] as? Int, Int(typed.purchaseDays))
        XCTAssertEqual(code { try engine.call(operation: "predict", input: "{}") }, "UNKNOWN_FIELD")
        XCTAssertEqual(code { try engine.call(operation: "outlook", input: "{") }, "TRUNCATED")
        XCTAssertEqual(code { try engine.call(operation: "outlook", input: "nonsense") }, "MALFORMED")
        XCTAssertEqual(code { try call(operation: "outlook", input: input) }, "NOT_AVAILABLE")
        XCTAssertTrue(try call(operation: "readEvents", input: "{\"text\":\"{}\\n\"}").contains("\"skipped\":1"))
    }

    func testAnEngineAnswersOnManyThreads() throws {
        let engine = try Fixture.engine()
        let profile = try Fixture.profile()
        let expected = try engine.outlook(profile: profile, asOf: Fixture.asOf)
        let follower = Follower()
        DispatchQueue.concurrentPerform(iterations: 64) { _ in
            if (try? engine.outlook(profile: profile, asOf: Fixture.asOf)) == expected {
                follower.onStep(done: 1, total: 1)
            }
        }
        XCTAssertEqual(follower.steps.count, 64)
    }
}
