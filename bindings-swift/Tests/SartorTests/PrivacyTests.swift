import Foundation
import Sartor
import XCTest

final class PrivacyTests: XCTestCase {
    private func key(_ first: UInt8) -> Data { Data((0..<32).map { first &+ 7 &* $0 }) }
    private let plaintext = Data("a profile".utf8)
    private let schema = "profile/1"

    func testWhatIsSealedIsOpenedForItsCustomerOnly() throws {
        let ring = try KeyRing(activeKey: key(1))
        let sealed = try ring.seal(plaintext: plaintext, customerId: "c_17", schema: schema)
        XCTAssertNil(sealed.range(of: plaintext))
        XCTAssertEqual(try ring.open(sealed: sealed, customerId: "c_17", schema: schema), plaintext)
        XCTAssertEqual(code { try ring.open(sealed: sealed, customerId: "c_18", schema: schema) }, "WRONG_OWNER")
        XCTAssertEqual(code { try ring.open(sealed: sealed, customerId: "c_17", schema: "other/1") }, "INVALID_VALUE")
        XCTAssertEqual(
            code { try KeyRing(activeKey: key(9)).open(sealed: sealed, customerId: "c_17", schema: schema) },
            "UNKNOWN_KEY")
        for length in 0..<sealed.count {
            XCTAssertNotNil(
                code { try ring.open(sealed: sealed.prefix(length), customerId: "c_17", schema: schema) })
        }
        var altered = sealed
        altered[altered.endIndex - 1] ^= 1
        XCTAssertEqual(code { try ring.open(sealed: altered, customerId: "c_17", schema: schema) }, "TAMPERED")
        let info = try sealInfo(sealedOrKey: sealed)
        XCTAssertEqual(info.schema, schema)
        XCTAssertEqual(info.hostKeyId, try ring.keys().first?.keyId)
        XCTAssertEqual(info.payloadBytes, Int64(plaintext.count))
        XCTAssertNotNil(code { try sealInfo(sealedOrKey: Data()) })
    }

    func testACustomersOwnKeySealsAndIsPutUnderTheNextOne() throws {
        let ring = try KeyRing(activeKey: key(1))
        let first = try XCTUnwrap(try ring.keys().first?.keyId)
        let wrapped = try ring.createDataKey(customerId: "c_17")
        func seal() throws -> Data {
            try ring.sealWith(plaintext: plaintext, customerId: "c_17", schema: schema, wrappedKey: wrapped)
        }
        let sealed = try seal()
        let second = try ring.rotate(key: key(2))
        XCTAssertEqual(code(seal), "RETIRED_KEY")
        let rewrapped = try ring.rewrap(sealedOrKey: wrapped)
        XCTAssertNotEqual(rewrapped, wrapped)
        XCTAssertEqual(try sealInfo(sealedOrKey: rewrapped).hostKeyId, second)
        try ring.remove(keyId: first)
        XCTAssertEqual(try ring.keys(), [RingKey(keyId: second, state: .active)])
        func open(_ key: Data) throws -> Data {
            try ring.openWith(sealed: sealed, customerId: "c_17", schema: schema, wrappedKey: key)
        }
        XCTAssertEqual(try open(rewrapped), plaintext)
        XCTAssertEqual(code { try open(wrapped) }, "UNKNOWN_KEY")
        XCTAssertEqual(try ring.addRetired(key: key(1)), first)
        XCTAssertEqual(try open(wrapped), plaintext)
        try ring.retire(keyId: second)
        XCTAssertEqual(code { try ring.createDataKey(customerId: "c_17") }, "RETIRED_KEY")
    }

    func testBadKeysAreRefusedAndNotRepeated() throws {
        for wrong in [Data(), Data("too short".utf8), Data(repeating: 1, count: 32), key(1) + key(1)] {
            XCTAssertNotNil(code { try KeyRing(activeKey: wrong) })
        }
        let ring = try KeyRing(activeKey: key(1))
        XCTAssertNotNil(code { try ring.rotate(key: Data()) })
        XCTAssertNotNil(code { try ring.addRetired(key: key(1)) })
        XCTAssertEqual(code { try ring.retire(keyId: "0000000000000000") }, "INVALID_VALUE")
        XCTAssertEqual(code { try ring.remove(keyId: "0000000000000000") }, "INVALID_VALUE")
        XCTAssertNotNil(code { try ring.rewrap(sealedOrKey: Data("nonsense".utf8)) })
        XCTAssertEqual(try ring.keys().map(\.state), [.active])
    }

    private func access(_ n: Int64, _ outcome: AuditOutcome = .allowed) throws -> AuditEvent {
        let key = Data("a key of sixteen bytes or more".utf8)
        return AuditEvent(
            atMs: Fixture.asOf + n, actor: try pseudonym(key: key, customerId: "employee_4"),
            action: "profile.export", subject: try pseudonym(key: key, customerId: "c_\(n)"), outcome: outcome)
    }

    func testALogThatWasChangedIsFoundOut() throws {
        let log = try AuditLog(logId: "shop-1")
        var lines = Data()
        for n in 1...5 { lines += Data(try log.append(event: access(Int64(n))).toJsonLine().utf8) }
        let anchor = try log.anchor(anchorKey: key(3))
        XCTAssertEqual(try log.entryCount(), 5)
        XCTAssertEqual(try log.logId(), "shop-1")

        let verdict = try verifyAudit(logId: "shop-1", lines: lines, anchors: [anchor], anchorKey: key(3))
        XCTAssertTrue(verdict.isIntact())
        XCTAssertNoThrow(try verdict.requireIntact())
        XCTAssertEqual([verdict.entries, verdict.anchoredThrough], [5, 5])

        let text = try XCTUnwrap(String(data: lines, encoding: .utf8))
        let changed = Data(text.replacingOccurrences(of: "\"seq\":3,\"atMs\":1", with: "\"seq\":3,\"atMs\":2").utf8)
        let found = try verifyAudit(logId: "shop-1", lines: changed)
        XCTAssertEqual(found.finding, .altered)
        XCTAssertEqual(found.firstBadSeq, 3)
        XCTAssertFalse(found.isIntact())
        XCTAssertEqual(code { try found.requireIntact() }, "TAMPERED")
        let other = try verifyAudit(logId: "shop-2", lines: lines)
        XCTAssertEqual(code { try other.requireIntact() }, "WRONG_OWNER")
        let cut = Data(text.split(separator: "\n").prefix(4).joined(separator: "\n").utf8 + [10])
        XCTAssertEqual(try verifyAudit(logId: "shop-1", lines: cut, anchors: [anchor]).finding, .truncated)
    }

    func testALogIsVerifiedInPiecesAndGoesOn() throws {
        let log = try AuditLog(logId: "shop-1")
        var lines = Data()
        for n in 1...3 { lines += Data(try log.append(event: access(Int64(n), .denied)).toJsonLine().utf8) }
        let anchor = try log.anchor(anchorKey: key(3))
        let verifier = try AuditVerifier(logId: "shop-1", anchors: [anchor], anchorKey: key(3))
        for start in stride(from: 0, to: lines.count, by: 7) {
            try verifier.feed(bytes: lines[start..<min(start + 7, lines.count)])
        }
        XCTAssertTrue(try verifier.finish().isIntact())
        XCTAssertEqual(code { try verifier.finish() }, "NOT_AVAILABLE")
        XCTAssertEqual(code { try verifier.feed(bytes: lines) }, "NOT_AVAILABLE")

        let next = try log.append(event: access(4))
        let resumed = try AuditLog.resume(logId: "shop-1", lines: lines, anchors: [anchor], anchorKey: key(3))
        XCTAssertEqual(try resumed.append(event: access(4)), next)
        let at = try AuditLog.resumeAt(logId: "shop-1", anchor: anchor, anchorKey: key(3))
        XCTAssertEqual(try at.append(event: access(4)), next)
        XCTAssertEqual(
            code { try AuditLog.resumeAt(logId: "shop-1", anchor: anchor, anchorKey: key(4)) }, "TAMPERED")
        XCTAssertEqual(code { try AuditLog.resumeAt(logId: "shop-2", anchor: anchor) }, "WRONG_OWNER")
        XCTAssertEqual(code { try AuditLog.resume(logId: "shop-1", lines: Data("nonsense\n".utf8)) }, "TAMPERED")
        var bad = try access(5)
        bad.actor = "anna@example.org"
        XCTAssertNotNil(code { try resumed.append(event: bad) })
        XCTAssertEqual(try resumed.entryCount(), 4)
        XCTAssertNotNil(code { try AuditLog(logId: "") })
        XCTAssertNotNil(code { try log.anchor(anchorKey: Data("short".utf8)) })
    }

    func testRolesDecideWhoSeesWhat() throws {
        let access = try AccessControl(policy: standardAccessPolicy())
        func ask(_ role: String, _ fields: FieldClass) throws -> AccessDecision {
            try access.decide(
                request: AccessRequest(roles: [role], resource: "profile", action: "read", fieldClass: fields))
        }
        let inherited = try ask("service_agent", .promptSafe)
        XCTAssertTrue(inherited.allowed)
        XCTAssertEqual(inherited.path, ["service_agent", "chat"])
        XCTAssertEqual(inherited.permission?.action, "read")
        let denied = try ask("chat", .serverOnly)
        XCTAssertFalse(denied.allowed)
        XCTAssertEqual(denied.reason, .fieldClassDenied)
        XCTAssertEqual(try ask("stranger", .promptSafe).reason, .noRole)
        XCTAssertNotNil(
            code {
                try access.decide(
                    request: AccessRequest(roles: [], resource: "*", action: "read", fieldClass: .personal))
            })
        let circle = AccessPolicy(roles: [AccessRole(role: "a", inherits: ["b"]), AccessRole(role: "b", inherits: ["a"])])
        XCTAssertNotNil(code { try AccessControl(policy: circle) })
        let twice = AccessPolicy(roles: [AccessRole(role: "a"), AccessRole(role: "a")])
        XCTAssertEqual(code { try AccessControl(policy: twice) }, "ALREADY_SET")
    }

    func testReportsHideTheFewNowAndLater() throws {
        let ledger = try ReportLedger(k: 5)
        let cells = [
            ReportCell(row: "loyal", column: "web", count: 40, sumsMinor: [400_000]),
            ReportCell(row: "loyal", column: "store", count: 3, sumsMinor: [30_000]),
            ReportCell(row: "new", column: "web", count: 25, sumsMinor: [50_000]),
            ReportCell(row: "new", column: "store", count: 30, sumsMinor: [60_000]),
        ]
        let report = try ledger.release(cells: cells)
        XCTAssertEqual(report.k, 5)
        XCTAssertNil(report.cells.first { $0.row == "loyal" && $0.column == "store" }?.count)
        XCTAssertGreaterThan(report.hiddenCells, 1)
        XCTAssertEqual(try ledger.release(cells: cells), report)
        XCTAssertEqual(try ledger.releaseCount(), 1)
        let again = try ReportLedger.fromJson(text: ledger.toJson())
        XCTAssertEqual(try again.toJson(), try ledger.toJson())
        XCTAssertEqual(code { try ReportLedger(k: 1) }, "OUT_OF_RANGE")
        XCTAssertNoThrow(try ReportLedger())
        XCTAssertNotNil(code { try ledger.release(cells: [ReportCell(row: "loyal", count: -1)]) })
        XCTAssertNotNil(code { try ReportLedger.fromJson(text: "{") })
        XCTAssertEqual(try ledger.releaseCount(), 1)
    }
}
