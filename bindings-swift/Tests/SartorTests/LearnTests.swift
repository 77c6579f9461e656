import Foundation
import Sartor
import XCTest

/// Learners over named columns.
final class LearnTests: XCTestCase {
    private let subscribers = Subscribers(400)
    private let few = GbdtOptions(objective: .logistic, trees: 30)

    private func trees() throws -> Gbdt {
        try Gbdt.fit(table: subscribers.table(), labels: subscribers.left, options: few)
    }

    private func line() throws -> Logistic {
        try Logistic.fit(table: subscribers.table(), labels: subscribers.left)
    }

    func testATableIsOfColumnsAndRefusesWhatIsNone() throws {
        let table = try subscribers.table()
        XCTAssertEqual(table.rows(), 400)
        XCTAssertEqual(table.names(), ["tenure", "spend", "contract"])
        XCTAssertEqual(try table.take(rows: [3, 3, 0]).rows(), 3)
        XCTAssertEqual(code { try table.take(rows: [400]) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try Table(columns: []) }, "TOO_FEW")
        XCTAssertEqual(code { try Table(columns: [.numbers(name: "a", values: [.infinity])]) }, "OUT_OF_RANGE")
        let twice: [TableColumn] = [.numbers(name: "a", values: [1]), .texts(name: "a", values: ["x"])]
        XCTAssertEqual(caught { try Table(columns: twice) }?.message(), "table: a is not the name of one column only")
        XCTAssertEqual(
            code { try Table(columns: [.numbers(name: "a", values: [1]), .texts(name: "b", values: [])]) },
            "OUT_OF_RANGE")
    }

    func testARowIsForetoldAsItIsAmongOthers() throws {
        let (table, trees, line) = (try subscribers.table(), try trees(), try line())
        let (foretold, scores) = (try trees.predict(table: table), try trees.scores(table: table))
        let ofLine = try line.predict(table: table)
        for place in [0, 5, 7, 399] {
            let row = subscribers.row(place)
            XCTAssertEqual(try trees.predictRow(row: row), foretold[place])
            XCTAssertEqual(try trees.scoreRow(row: row), scores[place])
            XCTAssertEqual(foretold[place], 1 / (1 + exp(-scores[place])), accuracy: 1e-12)
            XCTAssertEqual(try line.predictRow(row: row), ofLine[place], accuracy: 1e-12)
        }
        let (loyal, new): ([String: CellValue], [String: CellValue]) = (
            ["tenure": 70, "spend": 50.5, "contract": "yearly"], ["tenure": 1, "spend": 50.5, "contract": "monthly"]
        )
        XCTAssertLessThan(try trees.predictRow(row: loyal), 0.3)
        XCTAssertGreaterThan(try trees.predictRow(row: new), 0.5)
        XCTAssertLessThan(try line.predictRow(row: loyal), 0.3)
        XCTAssertGreaterThan(try line.predictRow(row: new), 0.6)
    }

    func testWhatDoesNotFitARowIsNamed() throws {
        let model = try trees()
        let unseen = try model.predictRow(row: ["tenure": 3, "spend": 20, "contract": "weekly"])
        XCTAssertEqual(try model.predictRow(row: ["tenure": 3, "spend": 20, "contract": .missing, "more": "x"]), unseen)
        let lacks = caught { try model.predictRow(row: ["tenure": 3, "contract": "monthly"]) }
        XCTAssertEqual(lacks?.message(), "table: spend is not there, and the model was trained on it")
        guard case .InvalidValue(_, "contract", _) = caught({
            try model.scoreRow(row: ["tenure": 3, "spend": 20, "contract": 1])
        }) else { return XCTFail("not named") }
        XCTAssertEqual(
            code { try model.predictRow(row: ["tenure": .number(.infinity), "spend": 20, "contract": "monthly"]) },
            "OUT_OF_RANGE")
        XCTAssertEqual(
            code { try model.predict(table: Table(columns: [.numbers(name: "tenure", values: [1])])) }, "INVALID_VALUE")
    }

    func testLearnersAreSavedAndLoadedByAnyName() throws {
        let (table, trees, line) = (try subscribers.table(), try trees(), try line())
        let (treeBytes, lineBytes) = (try trees.toBytes(), try line.toBytes())
        XCTAssertEqual(try Gbdt.fromBytes(bytes: treeBytes).toBytes(), treeBytes)
        XCTAssertEqual(try Logistic.fromBytes(bytes: lineBytes).predict(table: table), try line.predict(table: table))
        guard case .gbdt(let loaded) = try loadLearner(bytes: treeBytes) else { return XCTFail("no trees") }
        XCTAssertEqual(loaded.treeCount(), 30)
        let any = try loadLearner(bytes: lineBytes)
        guard case .logistic = any else { return XCTFail("no line") }
        XCTAssertEqual(try any.toBytes(), lineBytes)
        XCTAssertEqual(any.schema(), line.schema())
        XCTAssertEqual(try any.predict(table: table), try line.predict(table: table))
        XCTAssertEqual(try any.predictRow(row: subscribers.row(4)), try line.predictRow(row: subscribers.row(4)))
        XCTAssertEqual(code { try Gbdt.fromBytes(bytes: lineBytes) }, "MALFORMED")
        XCTAssertEqual(code { try loadLearner(bytes: Fixture.engine().save()) }, "MALFORMED")
        XCTAssertEqual(code { try loadLearner(bytes: Data(treeBytes.prefix(40))) }, "MALFORMED")
    }

    func testAModelTellsWhatItIs() throws {
        let (trees, line) = (try trees(), try line())
        XCTAssertEqual(trees.schema().map(\.name), ["tenure", "spend", "contract"])
        XCTAssertEqual(trees.schema().map(\.levels), [nil, nil, ["monthly", "yearly"]])
        XCTAssertEqual(trees.objective(), .logistic)
        XCTAssertEqual(line.objective(), .logistic)
        XCTAssertEqual(trees.treeCount(), 30)
        let share = subscribers.left.reduce(0, +) / 400
        XCTAssertEqual(trees.baseScore(), log(share / (1 - share)), accuracy: 1e-12)
        XCTAssertTrue(line.baseScore().isFinite)
        let coefficients = line.coefficients()
        let monthly = try XCTUnwrap(coefficients.first { $0.level == "monthly" })
        XCTAssertGreaterThan(monthly.oddsRatio, 1)
        XCTAssertEqual(monthly.oddsRatio, exp(monthly.logOdds), accuracy: 1e-12)
        XCTAssertLessThan(try XCTUnwrap(coefficients.first { $0.column == "tenure" }).logOdds, 0)
    }

    func testOptionsAreTakenAndTheirDefaultsAreThoseOfCore() throws {
        let small = Subscribers(60)
        let (table, labels) = (try small.table(), small.left)
        XCTAssertEqual(
            try Gbdt.fit(table: table, labels: labels).toBytes(),
            try Gbdt.fit(table: table, labels: labels, options: GbdtOptions(objective: .logistic)).toBytes())
        XCTAssertEqual(
            try Logistic.fit(table: table, labels: labels).toBytes(),
            try Logistic.fit(table: table, labels: labels, options: LogisticOptions()).toBytes())
        let stopping = GbdtOptions(objective: .poisson, trees: 40, earlyStopping: EarlyStopping(patience: 3))
        let counts = try Gbdt.fit(
            table: table, labels: labels.map { 2 * $0 }, times: labels.indices.map { Int64($0) * Fixture.day },
            options: stopping)
        XCTAssertLessThanOrEqual(counts.treeCount(), 40)
        XCTAssertEqual(counts.objective(), .poisson)
        let rising = GbdtOptions(
            objective: .logistic, trees: 20, monotone: [MonotoneColumn(column: "spend", rises: true)])
        let model = try Gbdt.fit(table: table, labels: labels, options: rising)
        let risen = try stride(from: 0.0, to: 100, by: 5).map {
            try model.predictRow(row: ["tenure": 10, "contract": "monthly", "spend": .number($0)])
        }
        XCTAssertEqual(risen, risen.sorted())
        XCTAssertEqual(
            try Logistic.fit(table: table, labels: labels, weights: labels.map { _ in 2 }, options: LogisticOptions(l2: 2))
                .predictRow(row: small.row(0)),
            try Logistic.fit(table: table, labels: labels, options: LogisticOptions(minLevelRows: 5)).predictRow(row: small.row(0)),
            accuracy: 1e-6)
    }

    func testAFitIsFollowedStoppedAndRefused() throws {
        let (table, labels) = (try subscribers.table(), subscribers.left)
        let follower = Follower()
        _ = try Gbdt.fit(table: table, labels: labels, options: few, control: follower)
        XCTAssertEqual(follower.steps.last?.0, follower.steps.last?.1)
        XCTAssertGreaterThan(follower.steps.count, 10)
        XCTAssertEqual(
            code { try Gbdt.fit(table: table, labels: labels, control: Follower(stopAfter: 2)) }, "CANCELLED")
        XCTAssertEqual(
            code { try Logistic.fit(table: table, labels: labels, control: Follower(stopAfter: 0)) }, "CANCELLED")
        XCTAssertEqual(code { try Gbdt.fit(table: table, labels: [1]) }, "OUT_OF_RANGE")
        XCTAssertEqual(code { try Gbdt.fit(table: table, labels: labels.map { _ in 0 }) }, "TOO_FEW")
        XCTAssertEqual(code { try Logistic.fit(table: table, labels: labels.map { $0 + 0.5 }) }, "OUT_OF_RANGE")
        let none = caught {
            try Gbdt.fit(table: table, labels: labels, options: GbdtOptions(objective: .logistic, trees: 0))
        }
        XCTAssertEqual(none?.message(), "gbdt options: trees is 0, expected 1 to 20000")
        XCTAssertEqual(
            code { try Gbdt.fit(table: table, labels: labels, options: GbdtOptions(objective: .tweedie(power: 3))) },
            "OUT_OF_RANGE")
    }

    func testReasonsAddUpToTheScore() throws {
        let (table, trees, line) = (try subscribers.table(), try trees(), try line())
        try addsUp(
            trees.explain(table: table), .treeShap, { try trees.explainRow(row: $0) }, { try trees.scoreRow(row: $0) })
        try addsUp(
            line.explain(table: table), .linearShap, { try line.explainRow(row: $0) }, { try line.scoreRow(row: $0) })
    }

    /// Whether reasons are those of each row, and add up to what it scores.
    private func addsUp(
        _ reasons: Explanations, _ method: ReasonMethod, _ explain: ([String: CellValue]) throws -> Explanation,
        _ score: ([String: CellValue]) throws -> Double
    ) throws {
        XCTAssertEqual(reasons.columns, ["tenure", "spend", "contract"])
        XCTAssertEqual([reasons.rows, UInt32(reasons.contributions.count)], [400, 1200])
        XCTAssertEqual(reasons.methods, [method])
        for place in [0, 5, 211] {
            let one = try explain(subscribers.row(place))
            XCTAssertEqual(one.base + one.contributions.reduce(0, +), one.score, accuracy: 1e-9)
            XCTAssertEqual(one.score, try score(subscribers.row(place)), accuracy: 1e-9)
            for (column, part) in one.contributions.enumerated() {
                XCTAssertEqual(reasons.contributions[3 * place + column], part, accuracy: 1e-9)
            }
        }
    }

    func testReasonsAreSaidInWords() throws {
        let model = try line()
        let row: [String: CellValue] = ["tenure": 1, "spend": 50, "contract": "monthly"]
        let codes = try model.reasonCodes(row: row, count: 1)
        XCTAssertEqual(codes.map(\.rank), [1, 2])
        XCTAssertNil(codes[1].column)
        let all = try model.reasonCodes(row: row)
        XCTAssertTrue(all.contains { $0.text.hasPrefix("contract is monthly: raises the odds by a factor of") }, "\(all)")
        XCTAssertEqual(try trees().reasonCodes(row: row).first?.rank, 1)
        XCTAssertEqual(code { try model.reasonCodes(row: ["tenure": 1]) }, "INVALID_VALUE")
    }

    func testTheSmallestChangeFlipsTheVerdict() throws {
        let (table, model) = (try subscribers.table(), try trees())
        var row: [String: CellValue] = ["tenure": 1, "spend": 50, "contract": "monthly"]
        let change = try XCTUnwrap(model.smallestChange(row: row, values: table))
        XCTAssertEqual(change.scoreBefore, try model.predictRow(row: row))
        XCTAssertTrue(change.scoreBefore >= 0.5 && change.scoreAfter < 0.5)
        for one in change.changes {
            row[one.column] = Double(one.to).map { .number($0) } ?? .text(one.to)
        }
        XCTAssertEqual(try model.predictRow(row: row), change.scoreAfter)
        XCTAssertNil(try model.smallestChange(row: row, values: table, options: ChangeOptions(threshold: 0)))
        let fixed = try line().smallestChange(
            row: ["tenure": 1, "spend": 50, "contract": "monthly"], values: table, options: ChangeOptions(fixed: ["contract"]))
        XCTAssertEqual(fixed?.changes.first?.column, "tenure")
        XCTAssertEqual(
            code { try model.smallestChange(row: row, values: table, options: ChangeOptions(maxColumns: 0)) }, "OUT_OF_RANGE")
    }

    func testTheTypedDoorAndTheJsonDoorGiveTheSameBits() throws {
        struct Column: Encodable {
            let name: String
            var numbers: [Double?]?
            var texts: [String?]?
        }
        struct Asked: Encodable {
            let table: [String: [Column]]
            let labels: [Double]
            let options = ["trees": 30]
        }
        struct Answer: Decodable {
            let scores: [Double]
            let predictions: [Double]
        }
        let columns = [
            Column(name: "tenure", numbers: subscribers.tenure), Column(name: "spend", numbers: subscribers.spend),
            Column(name: "contract", texts: subscribers.contract),
        ]
        func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }
        let fitted = try call(
            operation: "learn.gbdt",
            input: text(JSONEncoder().encode(Asked(table: ["columns": columns], labels: subscribers.left))))
        let table = text(try JSONEncoder().encode(["columns": columns]))
        let answer = try call(operation: "learn.predict", input: "{\"model\":\(fitted),\"table\":\(table)}")
        let found = try JSONDecoder().decode(Answer.self, from: Data(answer.utf8))
        let model = try trees()
        XCTAssertEqual(found.scores, try model.scores(table: subscribers.table()))
        XCTAssertEqual(found.predictions, try model.predict(table: subscribers.table()))
    }
}
