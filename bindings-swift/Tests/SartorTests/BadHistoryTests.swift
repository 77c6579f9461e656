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
        refusals(of: "\(model)") { columns, penalty in try Model.fitted(columns, penalty: penalty).convergence() }
    }

    private func refusals(of model: String, fit: (Columns, Double) throws -> ConvergenceReport) {
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
            let error = caught { try fit(columns, 0.01) }
            guard case .OutOfRange(subject: "row 3", field: field, _, _)? = error else {
                XCTFail("\(model) \(field): \(String(describing: error))")
                continue
            }
        }
        XCTAssertEqual(code { try fit(spoiled { $0.age.removeLast() }, 0.01) }, "OUT_OF_RANGE", "\(model)")
        let none = Columns(frequency: [], lastAge: [], age: [])
        XCTAssertEqual(code { try fit(none, 0.01) }, "TOO_FEW", "\(model)")
        let one = Columns(frequency: [1], lastAge: [1], age: [2])
        XCTAssertEqual(code { try fit(one, 0.01) }, "TOO_FEW", "\(model)")
        let nobodyCameBack = Columns(
            frequency: Array(repeating: 0, count: 20), lastAge: Array(repeating: 0, count: 20),
            age: Array(repeating: 30, count: 20))
        XCTAssertEqual(code { try fit(nobodyCameBack, 0.01) }, "TOO_FEW", "\(model)")
        XCTAssertEqual(code { try fit(.twelve, -1) }, "OUT_OF_RANGE", "\(model)")
        XCTAssertEqual(code { try fit(.twelve, .nan) }, "OUT_OF_RANGE", "\(model)")

        // Ten customers who are all the same: an error, or a fit that says what it could not find.
        let same = Columns(
            frequency: Array(repeating: 3, count: 10), lastAge: Array(repeating: 20, count: 10),
            age: Array(repeating: 30, count: 10))
        do {
            let verdict = try fit(same, 0).verdict
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
        refusals(of: "BgCnbd") { columns, penalty in
            try BgCnbd.fit(
                frequency: columns.frequency, lastPurchaseAge: columns.lastAge, age: columns.age, k: 2, penalty: penalty
            ).convergence()
        }
        refusals(of: "MbgCnbd") { columns, penalty in
            try MbgCnbd.fit(
                frequency: columns.frequency, lastPurchaseAge: columns.lastAge, age: columns.age, k: 2, penalty: penalty
            ).convergence()
        }
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
