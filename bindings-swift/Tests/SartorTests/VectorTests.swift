import Foundation
import Sartor
import XCTest

/// The cases that hold all languages to the same bits.
final class VectorTests: XCTestCase {
    private struct Index: Decodable {
        let artifacts: [String: String]
        let cases: [Case]
    }

    private struct Case: Decodable {
        struct Refusal: Decodable {
            let code: String
            let message: String
        }

        let name: String
        let engine: String?
        let operation: String
        let input: String
        let expect: String?
        let error: Refusal?
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    func testEveryVectorIsMetToTheBit() throws {
        let folder = Self.root.appendingPathComponent("core/tests/vectors")
        let index = try JSONDecoder().decode(
            Index.self, from: Data(contentsOf: folder.appendingPathComponent("index.json")))
        let engines = try index.artifacts.mapValues { file in
            try Engine.load(bytes: Data(contentsOf: folder.appendingPathComponent(file)))
        }
        XCTAssertGreaterThanOrEqual(index.cases.count, 60)
        for one in index.cases {
            let engine = try one.engine.map { try XCTUnwrap(engines[$0], "\(one.name) names an unknown engine") }
            do {
                let answer =
                    try engine?.call(operation: one.operation, input: one.input)
                    ?? call(operation: one.operation, input: one.input)
                XCTAssertNil(difference(answer, one.expect ?? one.error?.code ?? ""), one.name)
            } catch let error as SartorError {
                XCTAssertEqual(error.code(), one.error?.code, one.name)
                XCTAssertEqual(error.message(), one.error?.message, one.name)
            }
        }
    }

    /// Where two texts part, byte by byte: Swift holds texts equal that differ in their Unicode normalisation.
    private func difference(_ found: String, _ expected: String) -> String? {
        let (found, expected) = (Array(found.utf8), Array(expected.utf8))
        guard found != expected else { return nil }
        let same = zip(found, expected).prefix { $0 == $1 }.count
        func around(_ text: [UInt8]) -> String {
            String(decoding: text[max(0, min(same, text.count) - 60)..<min(text.count, same + 60)], as: UTF8.self)
        }
        return "at byte \(same): \(around(found)) | expected: \(around(expected))"
    }

    func testEveryExportIsCalledByATest() throws {
        let package = Self.root.appendingPathComponent("bindings-swift")
        let exports = try String(
            contentsOf: package.appendingPathComponent("Sources/Sartor/Generated/SartorEngine.swift"), encoding: .utf8)
        let folder = package.appendingPathComponent("Tests/SartorTests")
        let tests = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        var found = 0
        for line in exports.components(separatedBy: "\n") {
            // Methods and functions of users stand at the margin, those of the generator's own types do not.
            guard let prefix = ["open func ", "public static func ", "public func "].first(where: line.hasPrefix),
                // A name that is also a word of Swift's stands in backticks.
                let name = line.dropFirst(prefix.count).split(separator: "(").first?.filter({ $0 != "`" }),
                !name.hasPrefix("FfiConverter"), !name.hasPrefix("uniffi")
            else { continue }
            found += 1
            XCTAssertTrue(tests.contains("\(name)("), "no test calls \(name)")
        }
        XCTAssertGreaterThan(found, 140)
    }
}
