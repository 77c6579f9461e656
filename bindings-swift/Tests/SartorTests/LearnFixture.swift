import Foundation
import Sartor

/// Subscribers made by rule: who pays by the month and has not been there for long leaves more often.
struct Subscribers {
    private(set) var tenure: [Double?] = []
    private(set) var spend: [Double?] = []
    private(set) var contract: [String?] = []
    private(set) var left: [Double] = []
    private(set) var paid: [Double] = []
    private(set) var coin: [Double] = []

    init(_ rows: Int, seed: UInt64 = 1) {
        var state = seed
        func share() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / Double(1 << 31)
        }
        for row in 0..<rows {
            let (months, euros, monthly) = ((72 * share()).rounded(.down), (100 * share()).rounded(), share() < 0.6)
            let score = (monthly ? 1.2 : -1.0) - 0.03 * months + (row % 17 == 5 ? 1 : 0)
            tenure.append(row % 17 == 5 ? nil : months)
            spend.append(euros)
            contract.append(row % 23 == 7 ? nil : monthly ? "monthly" : "yearly")
            left.append(share() < 1 / (1 + exp(-score)) ? 1 : 0)
            paid.append((2 * euros + (monthly ? 30 : 0) + 20 * share()).rounded())
            coin.append(share() < 0.5 ? 1 : 0)
        }
    }

    func table() throws -> Table {
        try Table(columns: [
            .numbers(name: "tenure", values: tenure), .numbers(name: "spend", values: spend),
            .texts(name: "contract", values: contract),
        ])
    }

    func row(_ place: Int) -> [String: CellValue] {
        [
            "tenure": tenure[place].map { .number($0) } ?? .missing,
            "spend": spend[place].map { .number($0) } ?? .missing,
            "contract": contract[place].map { .text($0) } ?? .missing,
        ]
    }
}
