import Columnar
import ExpressionSamples
import Expressions
import Testing

/// Time per row of expressions of which millions are evaluated; printed, and held to a generous
/// bound in optimised builds, so that a loop that allocates per row is noticed.
@Suite(.serialized) struct SpeedTests {
  static let rowCount = 4096

  static var isOptimised: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  static let bench: Workbench = {
    var random = SplitMix(state: 3)
    func integers(_ range: ClosedRange<Int64>) -> [Int64?] {
      (0..<rowCount).map { _ in Int64.random(in: range, using: &random) }
    }
    let dictionary = TextDictionary(["completed", "cancelled", "pending"])
    let codes = integers(0...2).map { Int32($0 ?? 0) }
    return Workbench([
      "quantity": .integers(integers(1...20), .int32),
      "unit_price": .integers(integers(1...9_999_999), .decimal(precision: 10, scale: 2)),
      "discount": .integers(integers(0...9_999), .decimal(precision: 10, scale: 2)),
      "x": .floats(integers(1...1000).map { Double($0 ?? 0) }),
      "time": .integers(
        integers(1_600_000_000_000_000...1_700_000_000_000_000), .timestamp(utc: false)),
      "status": Column(.text, .text(.dictionary(codes: codes, dictionary))),
    ])
  }()

  @Test(arguments: [
    ("quantity * unit_price - discount", nil, 6.0),
    ("quantity * unit_price - discount", LogicalType.decimal(precision: 12, scale: 2), 15.0),
    ("x / quantity", LogicalType.decimal(precision: 10, scale: 2), 20.0),
    ("status = 'completed'", nil, 4.0),
    ("time >= timestamp('2021-01-01') and x < 500", nil, 12.0),
    ("if(x > 500, x, 0.5)", nil, 15.0),
    ("month(time) + isodow(time)", nil, 60.0),
    ("concat(unit_price, time)", nil, 400.0),
    ("quantity * 2 + 1", LogicalType.int32, 6.0),
    ("upper(status)", nil, 10.0),
    ("exp(x / 1000)", nil, 40.0),
    ("concat(status, ' ', quantity)", nil, 150.0),
  ])
  func `takes few nanoseconds a row`(text: String, type: LogicalType?, bound: Double) throws {
    let bench = Self.bench
    let compiled = try bench.compile(text, expecting: type)
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<(Self.isOptimised ? 9 : 1) {
      let elapsed = try clock.measure {
        for _ in 0..<20 {
          let column = try compiled.evaluate(rowCount: Self.rowCount) { bench.columns[$0] }
          #expect(column.count == Self.rowCount)
        }
      }
      best = min(best, elapsed / .nanoseconds(1) / Double(20 * Self.rowCount))
    }
    print("\(best.rounded()) ns, exactly \(best): \(text)")
    #expect(!Self.isOptimised || best < bound * 3, "\(best) ns a row: \(text)")
  }
}
