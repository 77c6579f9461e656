/// Rows are written as they are read: `["tenure": 3, "contract": "monthly", "spend": .missing]`.
extension CellValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int64) { self = .number(Double(value)) }
    public init(stringLiteral value: String) { self = .text(value) }
}
