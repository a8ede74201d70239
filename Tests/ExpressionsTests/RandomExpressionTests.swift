import Columnar
import Diagnostics
import ExpressionSamples
import Expressions
import Testing

@Suite struct RandomExpressionTests {
  /// Random expressions are evaluated by kernels and by the row-by-row interpreter.
  @Test(arguments: Array(1...8))
  func `kernels agree with the row by row interpreter`(seed: Int) throws {
    var random = RandomExpression(seed: UInt64(seed))
    let bench = RandomExpression.bench
    var comparedCount = 0
    for step in 0..<400 {
      let text = random.any(1 + step % 4)
      guard let compiled = try? bench.compile(text) else { continue }
      comparedCount += 1
      try compare(text, compiled, bench)
    }
    #expect(comparedCount > 200, "only \(comparedCount) expressions had fitting types")
  }

  private func compare(
    _ text: String, _ compiled: CompiledExpression, _ bench: Workbench
  ) throws {
    let place = DocumentLocation(file: "shop.yaml", line: 1, column: 1)
    let parsed = try ExpressionParser.parse(LocatedText(text, at: place, pointer: ""))
    let types = PartTypes()
    let expected = try (0..<bench.rowCount).map { row in
      try NaiveInterpreter(bench: bench, parsed: parsed, row: row, types: types).value(parsed.root)
    }
    do {
      let column = try compiled.evaluate(rowCount: bench.rowCount) { bench.columns[$0] }
      for row in 0..<bench.rowCount {
        let found = NaiveInterpreter.read(column, row)
        #expect(same(found, expected[row]), "\(text) in row \(row): \(found) for \(expected[row])")
        #expect(found != .null || compiled.isNullable, "\(text) is said to have no nulls")
        #expect(contains(compiled, found), "\(text): \(found) outside \(compiled.interval)")
        #expect(found != .boolean(true) || compiled.mayHold, "\(text) is said never to hold")
        if !same(found, expected[row]) { return }
      }
    } catch {
      let first = expected.firstIndex(of: .failed)
      #expect(error.row == first, "\(text) fails in row \(error.row ?? -1): \(error.message)")
    }
  }

  /// Equal values; numbers whatever their scale.
  private func same(_ a: NaiveValue, _ b: NaiveValue) -> Bool {
    if a == b { return true }
    switch (a, b) {
    case (.exact, .exact), (.duration, .months), (.duration, .duration):
      return NaiveInterpreter.order(a, b) == 0
    case (.timestamp(let x), .date(let y)): return x == y * 86_400_000_000
    case (.float(let x), .float(let y)): return x.isNaN && y.isNaN
    case (.float(let x), .exact): return NaiveInterpreter.float(b) == x
    default: return false
    }
  }

  private func contains(_ compiled: CompiledExpression, _ value: NaiveValue) -> Bool {
    switch (compiled.interval, value) {
    case (.exact(let lower, let upper), .exact(let value, _)):
      return lower <= value && value <= upper
    case (.exact(let lower, let upper), .date(let value)),
      (.exact(let lower, let upper), .timestamp(let value)),
      (.exact(let lower, let upper), .duration(let value)):
      return lower <= Int128(value) && Int128(value) <= upper
    case (.float(let lower, let upper), .float(let value)):
      return value.isNaN || (lower <= value && value <= upper)
    default: return true
    }
  }

  static let words = [
    "i", "p", "x", "b", "t", "d", "s", "h", "nobody", "param.x", "and", "or", "not", "between",
    "in", "is", "missing", "present", "null", "true", "(", ")", "(", ")", ",", ".", "+", "-", "*",
    "/", "=", "<>", "<", "<=", "==", "&&", "||", "!", "!=", "%", "^", "**", "::", "[", "]", "'a'",
    "'", "\"q\"", "`n`", "12", "0.5", "1e3", "99999999999999999999999999999999999999999", "90d",
    "12mo", "5%", "3q", "1.2.3", "max(", "if(", "concat(", "date('2024-01-01')", "round(", "years",
    "\u{2212}", "≤", "é", "#", "@", "\u{0}", "—", ".5", "5.", "1_000", "case", "like", "select",
  ]

  @Test(arguments: Array(0..<10))
  func `no string of tokens ends in a crash`(part: Int) {
    var random = SplitMix(state: UInt64(1000 + part))
    var acceptedCount = 0
    for _ in 0..<5000 {
      let count = Int.random(in: 0...14, using: &random)
      let text = (0..<count).map { _ in random.pick(Self.words) }
        .joined(separator: random.next() % 3 == 0 ? "" : " ")
      if (try? RandomExpression.bench.rows(text)) != nil { acceptedCount += 1 }
    }
    #expect(acceptedCount > 50)
  }
}
