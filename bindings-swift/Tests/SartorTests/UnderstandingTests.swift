import Foundation
import Sartor
import XCTest

/// What an engine tells of one customer besides value and price.
final class UnderstandingTests: XCTestCase {
    private let now = Fixture.asOf

    func testTasteIsToldWithIntervalsAndScoresProducts() throws {
        let engine = try Fixture.engine()
        let profile = try Fixture.profile()
        let view = try engine.taste(profile: profile, asOf: now)
        XCTAssertTrue(view.personalised)
        XCTAssertGreaterThan(view.encounters, 0)
        XCTAssertFalse(view.preferences.isEmpty)
        XCTAssertTrue(view.preferences.allSatisfy { $0.low <= $0.lift && $0.lift <= $0.high })
        let path = try engine.tastePath(profile: profile, months: 3, asOf: now)
        XCTAssertEqual(path.snapshots.last?.asOfMs, now)
        XCTAssertEqual(path.snapshots.count, 4)
        let scores = try engine.tasteScores(profile: profile, productIds: ["suit_001", "tie_12"], asOf: now)
        XCTAssertEqual(scores.scores.map(\.productId), ["suit_001", "tie_12"])
        for one in scores.scores {
            XCTAssertEqual(one.terms.map(\.score).reduce(0, +), one.score, accuracy: 1e-9)
        }
        let stranger = try Profile(customerId: "c_new")
        XCTAssertFalse(try engine.taste(profile: stranger, asOf: now).personalised)
        XCTAssertEqual(code { try engine.taste(profile: profile, asOf: -1) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try engine.tastePath(profile: profile, months: 61, asOf: now) }, "OUT_OF_RANGE")
        XCTAssertEqual(
            code { try engine.tasteScores(profile: profile, productIds: ["suit_999"], asOf: now) }, "UNKNOWN_PRODUCT")
    }

    func testBehaviourIsMeasuredWithIntervals() throws {
        let view = try Fixture.engine().behaviour(profile: Fixture.profile(), asOf: now)
        XCTAssertEqual(view.customerId, Fixture.customer)
        XCTAssertTrue(view.personalised)
        XCTAssertTrue(view.measures.allSatisfy { $0.estimate.low <= $0.estimate.value && $0.estimate.value <= $0.estimate.high })
        XCTAssertFalse(view.measures.isEmpty && view.unknown.isEmpty)
        XCTAssertEqual(code { try Fixture.engine().behaviour(profile: Fixture.profile(), asOf: -1) }, "OUT_OF_RANGE")
    }

    func testContactIsNotAdvisedWithoutMarketingConsent() throws {
        let view = try Fixture.engine().contact(profile: Fixture.profile(), asOf: now)
        XCTAssertEqual(view.customerId, Fixture.customer)
        XCTAssertFalse(view.mayContact && !view.blockedBy.isEmpty)
        let stranger = try Fixture.engine().contact(profile: Profile(customerId: "c_new"), asOf: now)
        XCTAssertFalse(stranger.mayContact)
        XCTAssertTrue(stranger.blockedBy.contains("no_marketing_consent"))
        XCTAssertEqual(code { try Fixture.engine().contact(profile: Fixture.profile(), asOf: -1) }, "OUT_OF_RANGE")
    }

    func testRulesChooseAVariantAndTellWhich() throws {
        var policy = defaultPolicy()
        policy.experience.rules = [
            ExperienceRule(id: "always", slot: "hero", variant: "calm"),
            ExperienceRule(
                id: "phones", slot: "hero", variant: "compact", priority: 1,
                conditions: [ExperienceCondition(field: "device", operator: .is, values: ["mobile"])]),
        ]
        let engine = try Fixture.trainer(policy: policy).fit(asOf: now)
        let request = ExperienceRequest(device: "mobile")
        let choice = try XCTUnwrap(
            try engine.experience(profile: Fixture.profile(), request: request, asOf: now).choices.first)
        XCTAssertEqual(choice.slot, "hero")
        XCTAssertEqual(choice.variant, "compact")
        XCTAssertEqual(choice.lost.map(\.ruleId), ["always"])
        let other = try engine.experience(profile: Fixture.profile(), request: ExperienceRequest(), asOf: now)
        XCTAssertEqual(other.choices.first?.variant, "calm")
        XCTAssertEqual(
            code {
                try engine.experience(
                    profile: Fixture.profile(), request: ExperienceRequest(stage: ""), asOf: now)
            }, "INVALID_VALUE")
        policy.experience.rules.append(ExperienceRule(id: "always", slot: "hero", variant: "loud"))
        XCTAssertNotNil(code { try Trainer(catalog: Fixture.catalog(), policy: policy) })
    }

    func testAQuestionSaysWhatItsAnswerIsWorth() throws {
        let view = try Fixture.engine().nextQuestion(profile: Fixture.profile(), asOf: now)
        XCTAssertTrue(view.personalised)
        if let question = view.question {
            XCTAssertGreaterThan(question.valueOfInformation, 0)
            XCTAssertFalse(question.options.isEmpty)
        } else {
            XCTAssertTrue(view.unknown.contains { $0.reason == "nothing_would_change" })
        }
        let stranger = try Fixture.engine().nextQuestion(profile: Profile(customerId: "c_new"), asOf: now)
        XCTAssertFalse(stranger.personalised)
        XCTAssertNil(stranger.question)
        XCTAssertEqual(code { try Fixture.engine().nextQuestion(profile: Fixture.profile(), asOf: -1) }, "OUT_OF_RANGE")
    }

    func testFewAreShownWhenOneLeads() throws {
        XCTAssertEqual(try narrowing(scores: [0.9, 0.2, 0.1]).to, 1)
        let close = try narrowing(scores: [0.8, 0.8, 0.8, 0.8], options: NarrowingOptions(most: 2))
        XCTAssertEqual(close.to, 2)
        XCTAssertEqual(close.reason, "close_scores")
        XCTAssertEqual(try narrowing(scores: []).to, 0)
        XCTAssertEqual(code { try narrowing(scores: [.nan]) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try narrowing(scores: [1], options: NarrowingOptions(scale: 0)) }, "OUT_OF_RANGE")
    }

    func testWaitingAndRhythmAreFiguresOfPlainNumbers() throws {
        let spells = [(1.0, true), (2, false), (3, true), (3, true)].map { Spell(days: $0.0, decided: $0.1) }
        let curve = kaplanMeier(spells: spells)
        XCTAssertEqual(curve.points.map(\.waiting), [0.75, 0])
        XCTAssertEqual(curve.medianDays, 3)
        XCTAssertNil(kaplanMeier(spells: []).medianDays)
        XCTAssertGreaterThan(try XCTUnwrap(regularity(gaps: [30, 31, 28, 35])).value, 1)
        XCTAssertNil(regularity(gaps: [12]))
        XCTAssertGreaterThan(try XCTUnwrap(clumpiness(gaps: [1, 1, 2, 200])).value, 0.5)
        XCTAssertNil(clumpiness(gaps: [3, -1]))
    }

    func testTheTableOfDeclaredFieldsSaysWhatEachHoldsAndWhatGuardsIt() throws {
        let hour = try XCTUnwrap(declaredFields().first { $0.name == "preferred_hour" })
        XCTAssertEqual([hour.least, hour.most], [0, 23])
        XCTAssertEqual(hour.kind, .hour)
        XCTAssertEqual(guardOf(name: "Birth Date"), .protected)
        XCTAssertEqual(guardOf(name: "religiousViews"), .sensitive)
        XCTAssertEqual(guardOf(name: "favourite_tailor"), .open)
    }

    func testTheJsonDoorGivesTheSameFigures() throws {
        let engine = try Fixture.engine()
        let profile = try Fixture.profile()
        let input = "{\"profile\":\(try profile.toJson()),\"asOf\":\(now)}"
        func read<T: Decodable>(_ operation: String, as _: T.Type) throws -> T {
            try JSONDecoder().decode(T.self, from: Data(engine.call(operation: operation, input: input).utf8))
        }
        struct Figure: Decodable { let value: Double }

        struct Tastes: Decodable { struct One: Decodable { let lift: Double }; let preferences: [One] }
        XCTAssertEqual(
            try read("taste", as: Tastes.self).preferences.map(\.lift),
            try engine.taste(profile: profile, asOf: now).preferences.map(\.lift))
        struct Measures: Decodable { struct One: Decodable { let estimate: Figure }; let measures: [One] }
        XCTAssertEqual(
            try read("behaviour", as: Measures.self).measures.map(\.estimate.value),
            try engine.behaviour(profile: profile, asOf: now).measures.map(\.estimate.value))
        struct Questions: Decodable {
            struct One: Decodable { let valueOfInformation: Double }
            let alternatives: [One]
        }
        XCTAssertEqual(
            try read("nextQuestion", as: Questions.self).alternatives.map(\.valueOfInformation),
            try engine.nextQuestion(profile: profile, asOf: now).alternatives.map(\.valueOfInformation))
        struct Contacts: Decodable { let blockedBy: [String]; let maxPerWeek: UInt32 }
        let contact = try engine.contact(profile: profile, asOf: now)
        XCTAssertEqual(try read("contact", as: Contacts.self).blockedBy, contact.blockedBy)
        XCTAssertEqual(try read("contact", as: Contacts.self).maxPerWeek, contact.maxPerWeek)
        struct Parts: Decodable { let text: String }
        XCTAssertEqual(
            try read("profile.explain", as: Parts.self).text, try profile.explainToCustomer(asOf: now).text)
    }
}
