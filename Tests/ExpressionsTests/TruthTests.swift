import Columnar
import ExpressionSamples
import Expressions
import Testing

/// Whether a condition can hold is told from the ranges of its columns: exactly for one comparison,
/// never wrongly for several.
@Suite struct TruthTests {
  static let signs = ["=", "<>", "<", "<=", ">", ">="]

  static let ranges: [ClosedRange<Int>] = (-2...2).flatMap { low in
    (low...2).map { low...$0 }
  }

  static func compare(_ a: Int, _ sign: String, _ b: Int) -> Bool {
    switch sign {
    case "=": a == b
    case "<>": a != b
    case "<": a < b
    case "<=": a <= b
    case ">": a > b
    default: a >= b
    }
  }

  static func bench(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>) -> Workbench {
    var bench = Workbench([
      "a": Column(.int64, .int64([0])),
      "b": Column(.decimal(precision: 9, scale: 2), .int64([0])),
      "x": Column(.float64, .float64([0])),
      "n": Column(.int64, .int64([0]), validity: Bitmap(repeating: false, count: 1)),
    ])
    bench.intervals["a"] = .exact(lower: Int128(a.lowerBound), upper: Int128(a.upperBound))
    bench.intervals["b"] = .exact(
      lower: Int128(b.lowerBound) * 100, upper: Int128(b.upperBound) * 100)
    bench.intervals["x"] = .float(lower: Double(b.lowerBound), upper: Double(b.upperBound))
    bench.intervals["n"] = bench.intervals["a"]
    return bench
  }

  @Test(arguments: Self.signs)
  func `one comparison can hold where some values of the ranges meet it`(sign: String) throws {
    for a in Self.ranges {
      for b in Self.ranges {
        let bench = Self.bench(a, b)
        let holds = a.contains { x in b.contains { Self.compare(x, sign, $0) } }
        let fails = a.contains { x in b.contains { !Self.compare(x, sign, $0) } }
        #expect(try bench.compile("a \(sign) b").mayHold == holds, "\(a) \(sign) \(b)")
        #expect(try bench.compile("not (a \(sign) b)").mayHold == fails, "not \(a) \(sign) \(b)")
        // What is missing neither holds nor fails, and else it is as if it were there.
        #expect(try bench.compile("n \(sign) b").mayHold == holds)
        // Of floats the ends are not certain.
        #expect(try bench.compile("a \(sign) x").mayHold || !holds, "\(a) \(sign) \(b)")
        if a.lowerBound > b.upperBound, sign == "=" {
          #expect(try !bench.compile("a = x").mayHold)
        }
      }
    }
  }

  @Test func `several together are never said to fail where they hold`() throws {
    for a in Self.ranges {
      for b in Self.ranges {
        let bench = Self.bench(a, b)
        for first in Self.signs {
          for second in Self.signs {
            let both = { (x: Int, y: Int) in
              (Self.compare(x, first, 0), Self.compare(y, second, 1))
            }
            let pairs = a.flatMap { x in b.map { both(x, $0) } }
            for (word, holds) in [
              ("and", pairs.contains { $0.0 && $0.1 }), ("or", pairs.contains { $0.0 || $0.1 }),
            ] {
              // The two read different columns, so that nothing is lost by looking at each alone.
              let text = "a \(first) 0 \(word) b \(second) 1"
              #expect(try bench.compile(text).mayHold == holds, "\(text) in \(a), \(b)")
            }
          }
        }
      }
    }
  }

  @Test func `constants, missing values and lists are known`() throws {
    let bench = Self.bench(1...3, 0...1)
    for (text, mayHold) in [
      ("false", false), ("true", true), ("null and a = 2", false), ("null or a = 2", true),
      ("a is missing", false), ("n is missing", true), ("a between 4 and 9", false),
      ("a between 3 and 9", true), ("not (a between 1 and 3)", false), ("a in (7, 8)", false),
      ("a in (7, 2)", true), ("not (a in (7, 8))", true), ("a = 2 and a = 3", true),
      ("a = 1.5 + 9", false), ("if(a > 1, a > 9, a > 9)", true),
    ] { #expect(try bench.compile(text).mayHold == mayHold, "\(text)") }
  }
}
