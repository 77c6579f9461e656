import Foundation
import Sartor
import XCTest

/// What all models of purchases offer. That every class conforms as it is shows that none lacks a member or names it
/// otherwise.
protocol PurchaseModel: AnyObject {
    associatedtype Params: Equatable
    /// The class itself.
    associatedtype Fitted: PurchaseModel where Fitted.Fitted == Fitted, Fitted.Params == Params
    static func withParams(params: Params) throws -> Fitted
    static func fromJson(text: String) throws -> Fitted
    func toJson() throws -> String
    func refit(
        frequency: [Double], lastPurchaseAge: [Double], age: [Double], weights: [Double]?, penalty: Double,
        control: Control?
    ) throws -> Fitted
    func params() -> Params
    func logLikelihood() -> Double
    func aic() -> Double?
    func bic() -> Double?
    func customers() -> Double
    func convergence() -> ConvergenceReport
    func covariance() -> [Double]
    func standardErrors() -> [Double]
    func profileIntervals(
        frequency: [Double], lastPurchaseAge: [Double], age: [Double], level: Double, parameters: [String],
        weights: [Double]?, penalty: Double, control: Control?
    ) throws -> [ProfileInterval]
    func bootstrap(
        frequency: [Double], lastPurchaseAge: [Double], age: [Double], seed: UInt32, replicates: UInt32,
        weights: [Double]?, penalty: Double, control: Control?
    ) throws -> Bootstrap
    func probabilityAlive(frequency: Double, lastPurchaseAge: Double, age: Double) throws -> Double
    func probabilityAliveBatch(
        frequency: [Double], lastPurchaseAge: [Double], age: [Double], control: Control?
    ) throws -> [Double]
    func probabilityAliveInterval(
        frequency: Double, lastPurchaseAge: Double, age: Double, level: Double
    ) throws -> ParameterInterval
    func expectedPurchases(
        periods: Double, frequency: Double, lastPurchaseAge: Double, age: Double
    ) throws -> Double
    func expectedPurchasesBatch(
        periods: Double, frequency: [Double], lastPurchaseAge: [Double], age: [Double], control: Control?
    ) throws -> [Double]
    func expectedPurchasesInterval(
        periods: Double, frequency: Double, lastPurchaseAge: Double, age: Double, level: Double
    ) throws -> ParameterInterval
    func expectedPurchasesNewCustomer(periods: Double) throws -> Double
    func discountedPurchasesForEver(
        discountRatePerPeriod: Double, frequency: Double, lastPurchaseAge: Double, age: Double
    ) throws -> Double
    func discountedPurchasesForEverBatch(
        discountRatePerPeriod: Double, frequency: [Double], lastPurchaseAge: [Double], age: [Double],
        control: Control?
    ) throws -> [Double]
    func nextPurchase(frequency: Double, lastPurchaseAge: Double, age: Double, levels: [Double]?) throws -> NextPurchase
    func nextPurchaseQuantile(q: Double, frequency: Double, lastPurchaseAge: Double, age: Double) throws -> Double
    func nextPurchaseQuantileBatch(
        q: Double, frequency: [Double], lastPurchaseAge: [Double], age: [Double], control: Control?
    ) throws -> [Double]
    func purchaseProbability(
        periods: Double, frequency: Double, lastPurchaseAge: Double, age: Double, share: Double
    ) throws -> Double
    func purchaseProbabilityBatch(
        periods: Double, frequency: [Double], lastPurchaseAge: [Double], age: [Double], share: Double, control: Control?
    ) throws -> [Double]
    func purchaseProbabilityInterval(
        periods: Double, frequency: Double, lastPurchaseAge: Double, age: Double, share: Double, level: Double
    ) throws -> ParameterInterval
    func purchaseDistribution(
        periods: Double, most: UInt32, frequency: Double, lastPurchaseAge: Double, age: Double
    ) throws -> [Double]
    func purchaseQuantiles(
        periods: Double, frequency: Double, lastPurchaseAge: Double, age: Double, levels: [Double]
    ) throws -> [Double]
}

/// Those that are fitted to histories alone.
protocol PlainModel: PurchaseModel {
    static func fit(
        frequency: [Double], lastPurchaseAge: [Double], age: [Double], weights: [Double]?, penalty: Double,
        control: Control?
    ) throws -> Fitted
}

extension BgNbd: PlainModel {}
extension MbgNbd: PlainModel {}
extension ParetoNbd: PlainModel {}
extension GGompertzNbd: PlainModel {}
extension BgBb: PlainModel {}
extension Nbd: PlainModel {}
extension BgCnbd: PurchaseModel {}
extension MbgCnbd: PurchaseModel {}

extension PlainModel {
    static func fitted(_ shop: Columns, penalty: Double = 0.01, control: Control? = nil) throws -> Fitted {
        try fit(
            frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age, weights: nil, penalty: penalty,
            control: control)
    }
}

/// Histories as columns.
struct Columns {
    var frequency: [Double]
    var lastAge: [Double]
    var age: [Double]

    /// Twelve customers, with whole numbers throughout.
    static let twelve = Columns(
        frequency: [0, 2, 5, 1, 0, 3, 0, 1, 0, 4, 2, 0],
        lastAge: [0, 20, 38, 3, 0, 30, 0, 25, 0, 12, 9, 0],
        age: [39, 38, 39, 36, 30, 35, 39, 28, 33, 39, 31, 37])
}

/// A line of a table of core's tests: the question, what it is asked with, and the answer of 50-digit arithmetic.
struct Point {
    let question: String
    let numbers: [Double]
    let answer: Double

    static func table(_ name: String) throws -> [Point] {
        let here = URL(fileURLWithPath: #filePath)
        let root = (0..<4).reduce(here) { folder, _ in folder.deletingLastPathComponent() }
        let file = root.appendingPathComponent("core/tests/lifetime/data/\(name).csv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let cells = line.split(separator: ",")
            let numbers = try cells.dropFirst().map { try XCTUnwrap(Double($0)) }
            return Point(
                question: String(cells[0]), numbers: Array(numbers.dropLast()), answer: try XCTUnwrap(numbers.last))
        }
    }
}
