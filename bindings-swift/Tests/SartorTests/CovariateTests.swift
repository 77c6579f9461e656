import Foundation
import Sartor
import XCTest

/// Two kinds of customers: those who came by recommendation buy twice as often and spend twice as much.
final class CovariateTests: XCTestCase {
    private let recommended = Array(repeating: 0.0, count: 300) + Array(repeating: 1.0, count: 300)

    private func shop(_ model: (Double) throws -> AnyPurchaseModel) throws -> Columns {
        let others = try simulate(model: model(12), customers: 300, periods: [52], seed: 1)
        let those = try simulate(model: model(6), customers: 300, periods: [52], seed: 2)
        return Columns(
            frequency: others.frequency + those.frequency, lastAge: others.lastPurchaseAge + those.lastPurchaseAge,
            age: others.age + those.age)
    }

    private func covariate(actsOn: [String]? = ["alpha"]) -> Covariate {
        Covariate(name: "recommended", values: recommended, actsOn: actsOn)
    }

    private func check(_ effects: [CovariateEffect]) throws {
        let effect = try XCTUnwrap(effects.first)
        XCTAssertEqual([effect.covariate, effect.parameter], ["recommended", "alpha"])
        XCTAssertEqual(effect.coefficient, log(2), accuracy: 4 * effect.standardError)
        XCTAssertEqual(effect.sign, -1)
    }

    func testTheEffectOnPurchasesIsFound() throws {
        let shop = try shop { .bgNbd(try BgNbd.withParams(params: BgNbdParams(r: 0.8, alpha: $0, a: 0.9, b: 2.5))) }
        let follower = Follower()
        let model = try CovariateBgNbd.fit(
            frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age, covariates: [covariate()],
            control: follower)
        try check(model.effects())
        XCTAssertFalse(follower.steps.isEmpty)
        XCTAssertEqual(model.covariates(), ["recommended"])
        XCTAssertEqual(model.averages(), [0.5])
        XCTAssertEqual(model.covariance().count, 25)
        XCTAssertEqual(model.customers(), 600)
        XCTAssertEqual(model.convergence().verdict, .optimum)
        let (other, one) = (try model.forCustomer(covariates: [0]), try model.forCustomer(covariates: [1]))
        XCTAssertEqual(other.params().alpha / one.params().alpha, exp(model.effects()[0].coefficient), accuracy: 1e-9)
        XCTAssertEqual(try model.forCustomer(covariates: [0.5]).params().alpha, model.baseline().alpha, accuracy: 1e-12)
        XCTAssertGreaterThan(
            try one.expectedPurchasesNewCustomer(periods: 52), try other.expectedPurchasesNewCustomer(periods: 52))
        let plain = try BgNbd.fitted(shop, penalty: 0)
        XCTAssertGreaterThan(model.logLikelihood(), plain.logLikelihood())
        let again = try CovariateBgNbd.fromJson(text: model.toJson())
        XCTAssertEqual(again.baseline(), model.baseline())
        XCTAssertEqual(again.effects(), model.effects())

        XCTAssertEqual(code { try model.forCustomer(covariates: []) }, "OUT_OF_RANGE")
        let fit = { (covariate: Covariate) in
            try CovariateBgNbd.fit(
                frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age, covariates: [covariate])
        }
        XCTAssertEqual(code { try fit(Covariate(name: "short", values: [1])) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try fit(Covariate(name: "same", values: recommended.map { _ in 1 })) }, "INVALID_VALUE")
        XCTAssertEqual(code { try fit(Covariate(name: "nan", values: recommended.map { _ in .nan })) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try fit(covariate(actsOn: ["r"])) }, "OUT_OF_RANGE")
        XCTAssertEqual(
            code {
                try CovariateBgNbd.fit(
                    frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age, covariates: [covariate()],
                    control: Follower(stopAfter: 0))
            }, "CANCELLED")
    }

    func testOtherModelsFindItToo() throws {
        let leaving = try shop { .mbgNbd(try MbgNbd.withParams(params: MbgNbdParams(r: 0.8, alpha: $0, a: 0.9, b: 2.5))) }
        let mbg = try CovariateMbgNbd.fit(
            frequency: leaving.frequency, lastPurchaseAge: leaving.lastAge, age: leaving.age, covariates: [covariate()])
        try check(mbg.effects())
        XCTAssertEqual(try mbg.forCustomer(covariates: [1]).params().a, mbg.baseline().a)

        let pareto = try shop {
            .paretoNbd(try ParetoNbd.withParams(params: ParetoNbdParams(r: 0.8, alpha: $0, s: 0.7, beta: 12)))
        }
        let anyTime = try CovariateParetoNbd.fit(
            frequency: pareto.frequency, lastPurchaseAge: pareto.lastAge, age: pareto.age,
            covariates: [covariate(actsOn: nil)])
        try check(anyTime.effects())
        XCTAssertEqual(anyTime.effects().map(\.parameter), ["alpha", "beta"])

        let staying = try shop { .nbd(try Nbd.withParams(params: NbdParams(r: 0.8, alpha: $0))) }
        let nbd = try CovariateNbd.fit(
            frequency: staying.frequency, lastPurchaseAge: staying.lastAge, age: staying.age, covariates: [covariate()])
        try check(nbd.effects())
        XCTAssertEqual(code { try CovariateNbd.fromJson(text: "{}") }, "INVALID_VALUE")
    }

    func testTheEffectOnSpendIsFound() throws {
        let frequency = (0..<600).map { Double($0 % 5) }
        let monetary = zip(frequency, recommended).enumerated().map { row, customer in
            customer.0 == 0 ? 0 : (20 + Double(31 * row % 47)) * (1 + customer.1)
        }
        let model = try CovariateGammaGamma.fit(
            frequency: frequency, monetary: monetary, covariates: [covariate(actsOn: nil)])
        let effect = try XCTUnwrap(model.effects().first)
        XCTAssertEqual(effect.parameter, "gamma")
        XCTAssertEqual(effect.coefficient, log(2), accuracy: 0.1)
        XCTAssertEqual(model.customers(), 480)
        let (other, one) = (try model.forCustomer(covariates: [0]), try model.forCustomer(covariates: [1]))
        XCTAssertEqual(
            try one.expectedSpend(frequency: 0, monetary: 0) / other.expectedSpend(frequency: 0, monetary: 0),
            exp(effect.coefficient), accuracy: 1e-9)
    }
}
