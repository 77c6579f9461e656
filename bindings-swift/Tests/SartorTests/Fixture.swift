import Foundation
import Sartor
import XCTest

/// A small shop, made by rule: 120 customers who bought over half a year.
enum Fixture {
    static let day: Int64 = 86_400_000
    /// 2026-06-01T08:00:00Z
    static let asOf: Int64 = 1_780_300_800_000
    static let customer = "c_7"

    static let products = """
        product_id,name,price,cost,category,brand,colour,occasion
        suit_001,Navy wool suit,1200,540,suits,Arno,navy,wedding|work
        suit_002,Grey linen suit,890,400,suits,Arno,grey,wedding
        shirt_07,White poplin shirt,95,30,shirts,Brera,white,work|wedding
        tie_12,Silk tie,75.50,20,ties,Brera,red,wedding
        shoe_03,Brown derby,240,110,shoes,Corso,brown,work

        """

    /// Order lines: customer n buys on its own rhythm, some once, some ten times.
    static func orders() -> String {
        var lines = ["Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"]
        let goods = [("suit_001", "1200"), ("suit_002", "890"), ("shirt_07", "95"), ("tie_12", "75.50"), ("shoe_03", "240")]
        var invoice = 500_000
        for customer in 0..<120 {
            for purchase in 0...(customer % 11) {
                let dayOfYear = (customer * 13 + purchase * (7 + customer % 9)) % 150
                let date = Date(timeIntervalSince1970: Double(1_767_225_600 + dayOfYear * 86_400 + 36_000))
                let (product, price) = goods[(customer + purchase) % goods.count]
                invoice += 1
                lines.append("\(invoice),\(product),,1,\(stamp(date)),\(price),c_\(customer),US")
            }
        }
        lines.append("600001,tie_12,,1,\(stamp(Date(timeIntervalSince1970: 1_775_000_000))),75.50,,US")
        lines.append("600002,tie_12,,-2,\(stamp(Date(timeIntervalSince1970: 1_775_000_000))),75.50,c_3,US")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func stamp(_ date: Date) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "yyyy-MM-dd HH:mm:ss"
        return format.string(from: date)
    }

    /// A file that lives as long as the test run.
    static func file(_ name: String, _ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "sartor-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    static func catalog() throws -> Catalog {
        try Catalog.fromCsv(path: file("products.csv", products), currency: "USD")
    }

    static let options = OrderOptions(currency: "USD", consentBasis: .consent)

    static func trainer(policy: EnginePolicy? = nil) throws -> Trainer {
        let trainer = try Trainer(catalog: catalog(), policy: policy)
        _ = try trainer.readOrders(path: file("orders.csv", orders()), options: options)
        return trainer
    }

    static let trained = Result { try trainer() }
    static let fitted = Result { try trained.get().fit(asOf: asOf) }

    static func engine() throws -> Engine { try fitted.get() }

    static func profile() throws -> Profile {
        try XCTUnwrap(try trained.get().profile(customerId: customer))
    }

    static func shop() throws -> Shop {
        let shop = Shop()
        for product in ["suit_001", "suit_002", "shirt_07", "tie_12", "shoe_03"] {
            _ = try shop.stock(productId: product, count: 4, countedAt: asOf - day)
        }
        return shop
    }

    static func viewed(_ id: String, user: String = customer, at: Int64 = asOf - day) -> Event {
        Event(
            messageId: id, kind: .productViewed, timestampMs: at, userId: user, currency: "USD",
            lines: [EventLine(productId: "suit_001", quantity: 1, priceMinor: 120_000)])
    }

    static func bytes(of text: String) -> [UInt8] { Array(text.utf8) }
}

/// The error that a call throws.
func caught<T>(_ call: () throws -> T, file: StaticString = #filePath, line: UInt = #line) -> SartorError? {
    do {
        _ = try call()
        XCTFail("nothing was thrown", file: file, line: line)
    } catch let error as SartorError {
        return error
    } catch {
        XCTFail("thrown: \(error)", file: file, line: line)
    }
    return nil
}

/// The code of the error that a call throws.
func code<T>(_ call: () throws -> T, file: StaticString = #filePath, line: UInt = #line) -> String? {
    let error = caught(call, file: file, line: line)
    XCTAssertFalse(error?.message().isEmpty ?? false, file: file, line: line)
    return error?.code()
}

/// Follows work, and stops it after so many steps.
final class Follower: Control, @unchecked Sendable {
    private let lock = NSLock()
    private var seen: [(Int64, Int64)] = []
    private let stopAfter: Int

    init(stopAfter: Int = .max) { self.stopAfter = stopAfter }

    var steps: [(Int64, Int64)] { lock.withLock { seen } }

    func onStep(done: Int64, total: Int64) { lock.withLock { seen.append((done, total)) } }
    func cancelled() -> Bool { lock.withLock { seen.count >= stopAfter } }
}
