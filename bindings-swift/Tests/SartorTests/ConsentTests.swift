import Foundation
import Sartor
import XCTest

final class ConsentTests: XCTestCase {
    private func said(_ signals: ConsentSignals) -> [ConsentPurpose: ConsentState] {
        Dictionary(uniqueKeysWithValues: signals.changes.map { ($0.purpose, $0.state) })
    }

    func testSignalsOfBannersAndBrowsersBecomeEvents() throws {
        XCTAssertEqual(said(globalPrivacyControl(secGpc: "1")), [.sharing: .denied])
        XCTAssertEqual(said(globalPrivacyControl(secGpc: "0")), [:])
        let google = googleConsentMode(keys: ConsentModeKeys(adStorage: .granted, analyticsStorage: .granted))
        XCTAssertEqual(said(google), [.analytics: .granted])
        XCTAssertEqual(google.withoutEquivalent, ["ad_storage"])
        let categories = [ConsentCategory(category: "Advertising", purposes: [.sharing, .marketing])]
        let segment = try segmentPreferences(
            preferences: ["Advertising": false, "Functional": true], categories: categories)
        XCTAssertEqual(said(segment), [.sharing: .denied, .marketing: .denied])
        XCTAssertEqual(segment.withoutEquivalent, ["Functional"])
        XCTAssertEqual(
            code { try segmentPreferences(preferences: [:], categories: categories + categories) }, "INVALID_VALUE")

        let profile = try Profile(customerId: "c_9")
        let engine = try Fixture.engine()
        for event in try consentEvents(customerId: "c_9", changes: google.changes, at: Fixture.asOf) {
            XCTAssertEqual(try engine.observe(profile: profile, event: event, asOf: Fixture.asOf), .folded)
        }
        let consents = try profile.view(asOf: Fixture.asOf).consents
        XCTAssertEqual(consents.first { $0.purpose == "analytics" }?.state, "granted")
        XCTAssertNotNil(code { try consentEvents(customerId: "", changes: google.changes, at: Fixture.asOf) })
        let own = ConsentSignal(purpose: .pricing, state: .granted, source: "counter")
        XCTAssertEqual(try consentEvents(customerId: "c_9", changes: [own], at: 0).count, 1)
    }

    func testTheTransparencyFrameworkIsReadToTheLastBit() throws {
        let string = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA"
        let read = try parseTcString(text: string)
        XCTAssertEqual([read.cmpId, read.vendorListVersion], [27, 15])
        XCTAssertEqual(read.purposeConsents, [1, 2, 3])
        XCTAssertNil(read.publisherConsents)
        XCTAssertEqual(said(try iabTcf(keys: TcfKeys(tcString: string)))[.sharing], .denied)
        let phone = TcfKeys(
            gdprApplies: 1, purposeConsents: "10001100000", purposeLegitimateInterests: "00000001110")
        XCTAssertEqual(
            said(try iabTcf(keys: phone)), [.analytics: .granted, .personalization: .granted, .sharing: .denied])
        XCTAssertEqual(said(try iabTcf(keys: TcfKeys(gdprApplies: 0, tcString: string))), [:])
        XCTAssertEqual(code { try iabTcf(keys: TcfKeys(gdprApplies: 2)) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try parseTcString(text: "BOvFyGB") }, "OUT_OF_RANGE")
        for length in 0..<string.count - 4 {
            XCTAssertNotNil(code { try parseTcString(text: String(string.prefix(length))) })
        }
    }

    private let table = """
        subject,purpose,state,time
        c_17,personalization,granted,2026-02-01T09:00:00Z
        c_99,analytics,yes,2026-02-01T09:00:00Z
        c_17,telepathy,granted,2026-02-01T09:00:00Z

        """

    func testATableOfConsentsReachesAProfileAndATrainer() throws {
        let path = try Fixture.file("consents.csv", table)
        let profile = try Profile(customerId: "c_17")
        let follower = Follower()
        let own = try profile.readConsents(path: path, asOf: Fixture.asOf, control: follower)
        XCTAssertEqual([own.accepted, own.skipped], [1, 2])
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(
            try profile.view(asOf: Fixture.asOf).consents.first { $0.purpose == "personalization" }?.state, "granted")

        let trainer = try Trainer(catalog: Fixture.catalog())
        let options = ConsentTableOptions(
            purposes: [ConsentCategory(category: "telepathy", purposes: [.marketing])])
        let all = try trainer.readConsents(path: path, options: options)
        XCTAssertEqual([all.accepted, all.skipped], [3, 0])
        XCTAssertEqual(try trainer.customerIds(), ["c_17", "c_99"])

        let broken = try Fixture.file("broken.csv", "a,b\n1,2\n")
        XCTAssertNotNil(code { try trainer.readConsents(path: broken) })
        XCTAssertNotNil(code { try profile.readConsents(path: broken, asOf: Fixture.asOf) })
        XCTAssertEqual(code { try trainer.readConsents(path: "/nowhere.csv") }, "UNREADABLE")
        XCTAssertEqual(
            code { try trainer.readConsents(path: path, options: ConsentTableOptions(utcOffsetMinutes: 900)) },
            "OUT_OF_RANGE")
        XCTAssertEqual(
            code { try profile.readConsents(path: path, asOf: Fixture.asOf, control: Follower(stopAfter: 0)) },
            "CANCELLED")
    }

    func testGoogleAnalyticsIsReadInSegmentsTerms() throws {
        let payload = """
            {"client_id":"v_9","user_id":"c_17","timestamp_micros":1780300800000000,
             "events":[{"name":"purchase","params":{"transaction_id":"T1","currency":"USD","value":1150,"tax":69,
                "items":[{"item_id":"suit_001","price":1150,"quantity":1,"index":0}]}}]}
            """
        let events = try eventsFromGa4(text: payload)
        XCTAssertEqual(events.map(\.kind), [.orderCompleted])
        XCTAssertEqual(events[0].lines.first?.productId, "suit_001")
        XCTAssertNotNil(code { try eventsFromGa4(text: "nonsense") })
        XCTAssertNotNil(code { try eventsFromGa4(text: payload, currency: "dollars") })
        let path = try Fixture.file("ga4.jsonl", payload.replacingOccurrences(of: "\n", with: " ") + "\n")
        let trainer = try Trainer(catalog: Fixture.catalog())
        XCTAssertEqual(try trainer.readEvents(path: path, options: EventOptions(format: .ga4)).accepted, 1)
        XCTAssertEqual(try trainer.profile(customerId: "c_17")?.eventCount(), 1)
    }
}
