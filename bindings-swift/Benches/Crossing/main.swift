// What does it cost to cross from Swift into the library? Prints nanoseconds a call, the median of nine rounds.
import Foundation
import Sartor

/// Time of this thread, which other work on the machine does not lengthen.
func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
/// Time on the wall, for calls that work on several threads.
func wallTime() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

func nanoseconds(_ calls: Int, clock: () -> UInt64 = threadTime, _ work: () throws -> Void) rethrows -> Double {
    var rounds: [Double] = []
    for _ in 0..<9 {
        let began = clock()
        for _ in 0..<calls { try work() }
        rounds.append(Double(clock() - began) / Double(calls))
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
let file = NSTemporaryDirectory() + "sartor-crossing.csv"
try "product_id,name,price\nsuit_001,Navy wool suit,1200\n".write(toFile: file, atomically: true, encoding: .utf8)
let catalog = try Catalog.fromCsv(path: file)
report("a record of nine fields out: report()", nanoseconds(20_000) { _ = catalog.report() })
report("records of four in and eight out: value(52)", try nanoseconds(2_000) {
    _ = try value(purchases: .bgNbd(model), spend: spend, history: history, periods: 52)
})
report("a text: customerId()", try nanoseconds(100_000) { _ = try profile.customerId() })
let column = [Double](repeating: 2, count: 1_000_000)
let ages = [Double](repeating: 38.86, count: 1_000_000)
report("three columns of 1,000,000 in, one out (wall)", try nanoseconds(1, clock: wallTime) {
    _ = try model.probabilityAliveBatch(frequency: column, lastPurchaseAge: ages, age: ages)
})

let artefact = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../core/tests/vectors/menswear.sartor")
let engine = try Engine.load(bytes: Data(contentsOf: artefact))
let shop = Shop()
let wish = ChatIntent(category: "product_inquiry", entities: ["occasion": "wedding", "budget": "$1000-2000"])
let request = ChatRequest(customerId: "customer_123", sessionId: "s_1", intent: wish)
report("a whole chat turn, answered as records", try nanoseconds(500) {
    _ = try engine.chat(profile: profile, shop: shop, request: request, asOf: 1_780_300_800_000)
})
let json = """
    {"profile":{"customerId":"customer_123"},"request":{"customerId":"customer_123","sessionId":"s_1","intent":
     {"category":"product_inquiry","entities":{"occasion":"wedding","budget":"$1000-2000"}}},"asOf":1780300800000}
    """
report("the same, JSON in and out", try nanoseconds(500) { _ = try engine.call(operation: "chat", input: json) })
