import Foundation
import Sartor
import XCTest

/// All eight models of purchases, by the members that they share.
final class PurchaseModelTests: XCTestCase {
    private let shop = Columns.twelve

    /// The answer of a model to a point of core's tables, the parameters taken off.
    private func answer(_ model: some PurchaseModel, _ question: String, _ v: [Double]) throws -> Double? {
        switch question {
        case "alive":
            return try model.probabilityAlive(frequency: v[0], lastPurchaseAge: v[1], age: v[2])
        case "expected":
            return try model.expectedPurchases(periods: v[0], frequency: v[1], lastPurchaseAge: v[2], age: v[3])
        case "for_ever":
            return try model.discountedPurchasesForEver(
                discountRatePerPeriod: v[0], frequency: v[1], lastPurchaseAge: v[2], age: v[3])
        case "ever":
            return try 1 - model.nextPurchase(frequency: v[0], lastPurchaseAge: v[1], age: v[2], levels: []).probabilityNever
        case "count":
            return try model.purchaseDistribution(
                periods: v[0], most: UInt32(v[1]), frequency: v[2], lastPurchaseAge: v[3], age: v[4]).last
        default:
            return nil
        }
    }

    private func check(_ name: String, parameters: Int, answer: (String, [Double], [Double]) throws -> Double?) throws {
        var met = 0
        for point in try Point.table(name) {
            let p = Array(point.numbers.prefix(parameters))
            guard let found = try answer(point.question, p, Array(point.numbers.dropFirst(parameters))) else { continue }
            let off = abs(found - point.answer)
            XCTAssert(off <= max(1e-10 * abs(point.answer), 1e-300), "\(name) \(point): \(found)")
            met += 1
        }
        XCTAssertGreaterThan(met, 100)
    }

    func testAnswersHoldToTenDigitsOf50DigitArithmetic() throws {
        try check("dropout", parameters: 6) { question, p, v in
            let (first, k) = (p[0] == 1, UInt32(p[1]))
            switch (first, k) {
            case (false, 1):
                let params = BgNbdParams(r: p[2], alpha: p[3], a: p[4], b: p[5])
                return try answer(BgNbd.withParams(params: params), question, v)
            case (true, 1):
                let params = MbgNbdParams(r: p[2], alpha: p[3], a: p[4], b: p[5])
                return try answer(MbgNbd.withParams(params: params), question, v)
            case (false, _):
                let params = BgCnbdParams(k: k, r: p[2], alpha: p[3], a: p[4], b: p[5])
                return try answer(BgCnbd.withParams(params: params), question, v)
            case (true, _):
                let params = MbgCnbdParams(k: k, r: p[2], alpha: p[3], a: p[4], b: p[5])
                return try answer(MbgCnbd.withParams(params: params), question, v)
            }
        }
        try check("pareto_nbd", parameters: 4) { question, p, v in
            // Its purchases for ever are asked by the force of interest.
            if question == "for_ever" { return nil }
            let params = ParetoNbdParams(r: p[0], alpha: p[1], s: p[2], beta: p[3])
            return try answer(ParetoNbd.withParams(params: params), question, v)
        }
        try check("ggompertz", parameters: 5) { question, p, v in
            let params = GGompertzNbdParams(r: p[0], alpha: p[1], b: p[2], s: p[3], beta: p[4])
            return try answer(GGompertzNbd.withParams(params: params), question, v)
        }
        try check("bg_bb", parameters: 4) { question, p, v in
            let params = BgBbParams(alpha: p[0], beta: p[1], gamma: p[2], delta: p[3])
            return try answer(BgBb.withParams(params: params), question, v)
        }
        try check("nbd", parameters: 2) { question, p, v in
            // Its tables leave out what it does not look at.
            let last = v.count - 2
            let whole = v.prefix(last) + [v[last], v[last] > 0 ? v[last + 1] : 0, v[last + 1]]
            return try answer(Nbd.withParams(params: NbdParams(r: p[0], alpha: p[1])), question, Array(whole))
        }
    }

    /// Every member of a fitted model, held against another.
    private func exercise<Model: PurchaseModel>(_ model: Model, parameters: [String]) throws {
        let name = "\(Model.self)"
        let (x, last, age) = (2.0, 20.0, 38.0)
        let (xs, lasts, ages) = (shop.frequency, shop.lastAge, shop.age)
        XCTAssertEqual(model.customers(), 12, name)
        XCTAssertNotEqual(model.convergence().verdict, .given, name)
        XCTAssertEqual(try Model.fromJson(text: model.toJson()).params(), model.params(), name)
        XCTAssertEqual(model.standardErrors().count, parameters.count, name)
        let variances = stride(from: 0, to: model.covariance().count, by: parameters.count + 1).map { model.covariance()[$0] }
        XCTAssertEqual(variances.map { $0.squareRoot() }, model.standardErrors(), name)
        XCTAssertEqual(try XCTUnwrap(model.aic()), 2 * Double(parameters.count) - 2 * model.logLikelihood(), accuracy: 1e-9, name)
        XCTAssertEqual(
            try XCTUnwrap(model.bic()), log(12) * Double(parameters.count) - 2 * model.logLikelihood(), accuracy: 1e-9, name)
        let given = try Model.withParams(params: model.params())
        XCTAssertEqual(given.convergence().verdict, .given, name)
        XCTAssertNil(given.aic() ?? given.bic(), name)

        let alive = try model.probabilityAlive(frequency: x, lastPurchaseAge: last, age: age)
        XCTAssertEqual(
            try model.probabilityAliveBatch(frequency: xs, lastPurchaseAge: lasts, age: ages, control: nil)[1], alive, name)
        let aliveInterval = try model.probabilityAliveInterval(frequency: x, lastPurchaseAge: last, age: age, level: 0.5)
        XCTAssertEqual([aliveInterval.value, aliveInterval.level], [alive, 0.5], name)
        XCTAssertTrue(aliveInterval.low <= alive && alive <= aliveInterval.high && alive <= 1, name)

        let expected = try model.expectedPurchases(periods: 10, frequency: x, lastPurchaseAge: last, age: age)
        let batch = try model.expectedPurchasesBatch(
            periods: 10, frequency: xs, lastPurchaseAge: lasts, age: ages, control: nil)
        XCTAssertEqual(batch[1], expected, name)
        let interval = try model.expectedPurchasesInterval(
            periods: 10, frequency: x, lastPurchaseAge: last, age: age, level: 0.9)
        XCTAssertTrue(interval.low < expected && expected < interval.high && interval.value == expected, name)
        XCTAssertEqual(
            try model.expectedPurchasesNewCustomer(periods: 10),
            try model.expectedPurchases(periods: 10, frequency: 0, lastPurchaseAge: 0, age: 0), name)

        let counts = try model.purchaseDistribution(periods: 10, most: 400, frequency: x, lastPurchaseAge: last, age: age)
        XCTAssertEqual(counts.reduce(0, +), 1, accuracy: 1e-6, name)
        let mean = counts.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
        XCTAssertEqual(mean, expected, accuracy: 1e-4 * expected, name)
        let some = try model.purchaseProbability(periods: 10, frequency: x, lastPurchaseAge: last, age: age, share: 1)
        XCTAssertEqual(some, 1 - counts[0], accuracy: 1e-9, name)
        let half = try model.purchaseProbabilityInterval(
            periods: 10, frequency: x, lastPurchaseAge: last, age: age, share: 0.5, level: 0.9)
        XCTAssertTrue(half.low < half.value && half.value < half.high && half.value < some, name)
        XCTAssertEqual(
            try model.purchaseProbabilityBatch(
                periods: 10, frequency: xs, lastPurchaseAge: lasts, age: ages, share: 0.5, control: nil)[1], half.value, name)
        let median = try model.purchaseQuantiles(periods: 10, frequency: x, lastPurchaseAge: last, age: age, levels: [0.5])[0]
        let below = counts.prefix(Int(median)).reduce(0, +)
        XCTAssertTrue(below < 0.5 && below + counts[Int(median)] >= 0.5, name)

        let next = try model.nextPurchase(frequency: x, lastPurchaseAge: last, age: age, levels: nil)
        XCTAssertEqual(next.quantiles.map(\.level), [0.25, 0.5, 0.75], name)
        XCTAssertTrue((0...1).contains(next.probabilityNever), name)
        let quarter = try model.nextPurchaseQuantile(q: 0.25, frequency: x, lastPurchaseAge: last, age: age)
        XCTAssertGreaterThan(quarter, 0, name)
        XCTAssertEqual(
            try model.nextPurchaseQuantileBatch(q: 0.25, frequency: xs, lastPurchaseAge: lasts, age: ages, control: nil)[1],
            quarter, name)

        let forEver = try model.discountedPurchasesForEver(
            discountRatePerPeriod: 0.01, frequency: x, lastPurchaseAge: last, age: age)
        XCTAssertTrue(forEver.isFinite && forEver > 0, name)
        let allForEver = try model.discountedPurchasesForEverBatch(
            discountRatePerPeriod: 0.01, frequency: xs, lastPurchaseAge: lasts, age: ages, control: nil)
        XCTAssertEqual(allForEver[1], forEver, name)

        let again = try model.refit(
            frequency: xs + xs, lastPurchaseAge: lasts + lasts, age: ages + ages, weights: nil, penalty: 0.01, control: nil)
        XCTAssertEqual(again.customers(), 24, name)
        let follower = Follower()
        let profiles = try model.profileIntervals(
            frequency: xs, lastPurchaseAge: lasts, age: ages, level: 0.5, parameters: [], weights: nil, penalty: 0.01,
            control: follower)
        XCTAssertEqual(profiles.map(\.parameter), parameters, name)
        XCTAssertEqual(follower.steps.last?.0, Int64(parameters.count), name)
        for profile in profiles {
            XCTAssertTrue((profile.low ?? 0) < profile.value && profile.value < (profile.high ?? .infinity), name)
        }

        // A row that cannot be is named; columns of unequal length and a stop are refused.
        let wrong = caught {
            try model.probabilityAliveBatch(frequency: [1, 2], lastPurchaseAge: [1, 9], age: [2, 8], control: nil)
        }
        guard case .OutOfRange(subject: "row 1", field: "last_purchase_age", _, _)? = wrong else {
            return XCTFail("\(name): \(String(describing: wrong))")
        }
        XCTAssertEqual(
            code { try model.expectedPurchasesBatch(periods: 1, frequency: [1], lastPurchaseAge: [], age: [2], control: nil) },
            "INVALID_VALUE", name)
        let stopped = Follower(stopAfter: 0)
        XCTAssertEqual(
            code {
                try model.refit(
                    frequency: xs, lastPurchaseAge: lasts, age: ages, weights: nil, penalty: 0.01, control: stopped)
            }, "CANCELLED", name)
        XCTAssertEqual(
            code {
                try model.profileIntervals(
                    frequency: xs, lastPurchaseAge: lasts, age: ages, level: 0.5, parameters: ["z"], weights: nil,
                    penalty: 0.01, control: nil)
            }, "OUT_OF_RANGE", name)
        XCTAssertEqual(code { try Model.fromJson(text: "{}") }, "INVALID_VALUE", name)
    }

    func testEveryModelOffersEveryMember() throws {
        try exercise(BgNbd.fitted(shop), parameters: ["r", "alpha", "a", "b"])
        try exercise(MbgNbd.fitted(shop), parameters: ["r", "alpha", "a", "b"])
        try exercise(ParetoNbd.fitted(shop), parameters: ["r", "alpha", "s", "beta"])
        try exercise(GGompertzNbd.fitted(shop), parameters: ["r", "alpha", "b", "s", "beta"])
        try exercise(BgBb.fitted(shop), parameters: ["alpha", "beta", "gamma", "delta"])
        try exercise(Nbd.fitted(shop), parameters: ["r", "alpha"])
        let bg = try BgCnbd.fit(
            frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age, k: 2, penalty: 0.01)
        try exercise(bg, parameters: ["r", "alpha", "a", "b"])
        let mbg = try MbgCnbd.fit(
            frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age, k: 2, penalty: 0.01)
        try exercise(mbg, parameters: ["r", "alpha", "a", "b"])
        XCTAssertEqual([bg.params().k, mbg.params().k], [2, 2])
    }

    func testRegularBuyersNeedPhasesOrWhatTellsThem() throws {
        let (x, last, age) = (shop.frequency, shop.lastAge, shop.age)
        XCTAssertEqual(code { try BgCnbd.fit(frequency: x, lastPurchaseAge: last, age: age) }, "INVALID_VALUE")
        // As regular as a clock: every interval is the mean.
        let regular = zip(x, last).map { $0 == 0 ? 0 : $0 * log($1 / $0) }
        let model = try MbgCnbd.fit(
            frequency: x, lastPurchaseAge: last, age: age, logIntervalSum: regular, penalty: 0.01)
        XCTAssertGreaterThan(model.params().k, 1)
        XCTAssertEqual(
            code { try MbgCnbd.fit(frequency: x, lastPurchaseAge: last, age: age, k: 2, logIntervalSum: regular) },
            "INVALID_VALUE")
        XCTAssertEqual(code { try BgCnbd.fit(frequency: x, lastPurchaseAge: last, age: age, k: 17) }, "OUT_OF_RANGE")
    }

    func testABootstrapSaysHowFarParametersMayLie() throws {
        let (x, last, age) = (shop.frequency, shop.lastAge, shop.age)
        let weights = x.map { _ in 20.0 }
        let model = try MbgNbd.fit(frequency: x, lastPurchaseAge: last, age: age, weights: weights, penalty: 0.01)
        let follower = Follower()
        let drawn = try model.bootstrap(
            frequency: x, lastPurchaseAge: last, age: age, seed: 7, replicates: 20, weights: weights, penalty: 0.01,
            control: follower)
        XCTAssertFalse(follower.steps.isEmpty)
        let intervals = try drawn.intervals(level: 0.8)
        XCTAssertEqual(intervals.map(\.value), [model.params().r, model.params().alpha, model.params().a, model.params().b])
        XCTAssertTrue(intervals.allSatisfy { $0.low < $0.high && $0.level == 0.8 })
        XCTAssertEqual(drawn.refits().count + Int(drawn.failed()), 20)
        guard case .mbgNbd(let refit)? = drawn.refits().first else { return XCTFail("another class") }
        XCTAssertEqual(refit.customers(), 240)
        XCTAssertEqual(code { try drawn.intervals(level: 0.99) }, "TOO_FEW")
        XCTAssertEqual(
            code { try model.bootstrap(frequency: x, lastPurchaseAge: last, age: age, seed: 7, control: Follower(stopAfter: 0)) },
            "CANCELLED")
    }

    func testAModelIsTakenOutOfWhicheverItIs() throws {
        let model = try ParetoNbd.fitted(shop)
        let any = AnyPurchaseModel.paretoNbd(model)
        XCTAssertEqual(any.kind(), .paretoNbd)
        XCTAssertEqual(try any.toJson(), try model.toJson())
        XCTAssertEqual([any.logLikelihood(), any.customers()], [model.logLikelihood(), 12])
        XCTAssertEqual([any.aic(), any.bic()], [model.aic(), model.bic()])
        XCTAssertEqual(any.convergence(), model.convergence())
        XCTAssertEqual(
            try any.probabilityAlive(frequency: 2, lastPurchaseAge: 20, age: 38),
            try model.probabilityAlive(frequency: 2, lastPurchaseAge: 20, age: 38))
        XCTAssertEqual(
            try any.probabilityAliveBatch(frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age),
            try model.probabilityAliveBatch(frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age))
        XCTAssertEqual(
            try any.expectedPurchases(periods: 10, frequency: 2, lastPurchaseAge: 20, age: 38),
            try model.expectedPurchases(periods: 10, frequency: 2, lastPurchaseAge: 20, age: 38))
        XCTAssertEqual(
            try any.expectedPurchasesBatch(
                periods: 10, frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age),
            try model.expectedPurchasesBatch(
                periods: 10, frequency: shop.frequency, lastPurchaseAge: shop.lastAge, age: shop.age))
        XCTAssertEqual(
            try any.nextPurchase(frequency: 2, lastPurchaseAge: 20, age: 38),
            try model.nextPurchase(frequency: 2, lastPurchaseAge: 20, age: 38))
        XCTAssertEqual(
            try any.purchaseQuantiles(periods: 10, frequency: 2, lastPurchaseAge: 20, age: 38, levels: [0.9]),
            try model.purchaseQuantiles(periods: 10, frequency: 2, lastPurchaseAge: 20, age: 38, levels: [0.9]))
    }
}
