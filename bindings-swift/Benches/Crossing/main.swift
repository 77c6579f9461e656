// What does it cost to cross from Swift into the library? Prints nanoseconds a call, the median of several rounds.
import Foundation
import Sartor

func nanoseconds(_ calls: Int, _ work: () throws -> Void) rethrows -> Double {
    var rounds: [Double] = []
    for _ in 0..<9 {
        let began = DispatchTime.now().uptimeNanoseconds
        for _ in 0..<calls { try work() }
        rounds.append(Double(DispatchTime.now().uptimeNanoseconds - began) / Double(calls))
    }
    return rounds.sorted()[4]
}

func report(_ name: String, _ value: Double) {
    print(name.padding(toLength: 44, withPad: " ", startingAt: 0), String(format: "%10.0f ns", value))
}

let model = try BgNbd.withParams(params: BgNbdParams(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426))
let spend = try GammaGamma.withParams(params: GammaGammaParams(p: 6.25, q: 3.74, gamma: 15.45))
let history = PurchaseSummary(frequency: 2, lastPurchaseAge: 30.43, age: 38.86, monetary: 35)
let profile = try Profile(customerId: "customer_123")

report("a number that is held: customers()", nanoseconds(200_000) { _ = model.customers() })
report("a number: probabilityAlive", try nanoseconds(100_000) {
    _ = try model.probabilityAlive(frequency: 2, lastPurchaseAge: 30.43, age: 38.86)
})
report("a record of four fields out: params()", nanoseconds(50_000) { _ = model.params() })
report("records of four in and eight out: value(52)", try nanoseconds(2_000) {
    _ = try value(purchases: model, spend: spend, history: history, periods: 52)
})
report("a text: customerId()", try nanoseconds(100_000) { _ = try profile.customerId() })
let column = [Double](repeating: 2, count: 1_000_000)
let ages = [Double](repeating: 38.86, count: 1_000_000)
report("three columns of 1,000,000 in, one out", try nanoseconds(1) {
    _ = try model.probabilityAliveBatch(frequency: column, lastPurchaseAge: ages, age: ages)
})
