import Foundation
import Sartor
import XCTest

/// Histories that no customer can have are refused with their row; those that say nothing of a model say so.
final class BadHistoryTests: XCTestCase {
    /// Twelve customers of whom the fourth is wrong.
    private func spoiled(_ change: (inout Columns) -> Void) -> Columns {
        var columns = Columns.twelve
        change(&columns)
        return columns
    }

    private func refusals<Model: PlainModel>(of model: Model.Type) {
        let wrong: [(String, Columns)] = [
            ("last_purchase_age", spoiled { $0.lastAge[3] = 0 }),  // frequency without recency
            ("last_purchase_age", spoiled { $0.frequency[3] = 0 }),  // recency without frequency
            ("last_purchase_age", spoiled { $0.lastAge[3] = 37 }),  // beyond age
            ("frequency", spoiled { $0.frequency[3] = -1 }),
            ("last_purchase_age", spoiled { $0.lastAge[3] = -3 }),
            ("age", spoiled { $0.age[3] = -36 }),
            ("frequency", spoiled { $0.frequency[3] = .nan }),
            ("last_purchase_age", spoiled { $0.lastAge[3] = .nan }),
            ("age", spoiled { $0.age[3] = .nan }),
            ("age", spoiled { $0.age[3] = .infinity }),
            ("frequency", spoiled { $0.frequency[3] = 1.5 }),
        ]
        for (field, columns) in wrong {
            let error = caught { try Model.fitted(columns) }
            guard case .OutOfRange(subject: "row 3", field: field, _, _)? = error else {
                XCTFail("\(model) \(field): \(String(describing: error))")
                continue
            }
        }
        XCTAssertEqual(code { try Model.fitted(spoiled { $0.age.removeLast() }) }, "OUT_OF_RANGE", "\(model)")
        let none = Columns(frequency: [], lastAge: [], age: [])
        XCTAssertEqual(code { try Model.fitted(none) }, "TOO_FEW", "\(model)")
        XCTAssertEqual(code { try Model.fitted(Columns(frequency: [1], lastAge: [1], age: [2])) }, "TOO_FEW", "\(model)")
        let nobodyCameBack = Columns(
            frequency: Array(repeating: 0, count: 20), lastAge: Array(repeating: 0, count: 20),
            age: Array(repeating: 30, count: 20))
        XCTAssertEqual(code { try Model.fitted(nobodyCameBack) }, "TOO_FEW", "\(model)")
        XCTAssertEqual(code { try Model.fitted(.twelve, penalty: -1) }, "OUT_OF_RANGE", "\(model)")
        XCTAssertEqual(code { try Model.fitted(.twelve, penalty: .nan) }, "OUT_OF_RANGE", "\(model)")

        // Ten customers who are all the same: an error, or a fit that says what it could not find.
        let same = Columns(
            frequency: Array(repeating: 3, count: 10), lastAge: Array(repeating: 20, count: 10),
            age: Array(repeating: 30, count: 10))
        do {
            let verdict = try Model.fitted(same, penalty: 0).convergence().verdict
            XCTAssertTrue(verdict == .ridge || verdict == .boundary, "\(model) \(verdict)")
        } catch let error as SartorError {
            XCTAssertEqual(error.code(), "NOT_CONVERGED", "\(model)")
        } catch {
            XCTFail("\(error)")
        }
    }

    func testNoModelTakesAHistoryThatCannotBe() {
        refusals(of: BgNbd.self)
        refusals(of: MbgNbd.self)
        refusals(of: ParetoNbd.self)
        refusals(of: GGompertzNbd.self)
        refusals(of: BgBb.self)
        refusals(of: Nbd.self)
    }

    func testSpendThatCannotBeIsRefused() {
        let frequency = Columns.twelve.frequency + Columns.twelve.frequency
        let monetary = frequency.map { $0 == 0 ? 0 : 20 + 3 * $0 }
        XCTAssertNoThrow(try GammaGamma.fit(frequency: frequency, monetary: monetary, penalty: 0.01))
        for amount in [0, -5, Double.nan, .infinity] {
            var wrong = monetary
            wrong[1] = amount
            let error = caught { try GammaGamma.fit(frequency: frequency, monetary: wrong) }
            guard case .OutOfRange(subject: "row 1", field: "monetary", _, _)? = error else {
                XCTFail("\(amount): \(String(describing: error))")
                continue
            }
        }
        XCTAssertEqual(code { try GammaGamma.fit(frequency: frequency, monetary: [1]) }, "OUT_OF_RANGE")
        let never = frequency.map { _ in 0.0 }
        XCTAssertEqual(code { try GammaGamma.fit(frequency: never, monetary: never) }, "TOO_FEW")
    }
}
