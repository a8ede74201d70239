import Columnar
import Diagnostics
import ExpressionSamples
import Expressions

/// A value of one row, kept as simply as possible.
enum NaiveValue: Hashable {
  case null
  case failed
  case boolean(Bool)
  case exact(Int128, scale: Int)
  case float(Double)
  case text(String)
  case date(Int64)
  case timestamp(Int64)
  case duration(Int64)
  case months(Int64)
}

/// What the interpreter computes by one rule for all exact numbers.
enum NaiveOperation {
  case add
  case subtract
  case multiply
}

/// Evaluates the tree row by row, with none of the machinery of batches: the oracle of kernels.
///
/// Only the common type of `if`, `coalesce`, `min`, `max` is taken from the compiler.
struct NaiveInterpreter {
  let bench: Workbench
  let parsed: ParsedExpression
  let row: Int
  let types: PartTypes

  func value(_ node: SyntaxNode) throws -> NaiveValue {
    switch node.kind {
    case .integer(let value): .exact(value, scale: 0)
    case .decimal(let value, let scale): .exact(value, scale: scale)
    case .float(let value): .float(value)
    case .text(let value): .text(value)
    case .boolean(let value): .boolean(value)
    case .null: .null
    case .pi: .float(Double.pi)
    case .duration(let value): .duration(value)
    case .months(let value): .months(value)
    case .path(let index): try column(parsed.paths[index])
    case .negated(let inner):
      try strict([value(inner)]) { Self.arithmetic(.subtract, .exact(0, scale: 0), $0[0]) }
    case .not(let inner):
      try strict([value(inner)]) { values in
        guard case .boolean(let flag) = values[0] else { return .failed }
        return .boolean(!flag)
      }
    case .missing(let inner, let isNegated): try missing(value(inner), isNegated)
    case .binary(let sign, let left, let right, _):
      try Self.binary(sign, value(left), value(right))
    case .between(let inner, let lower, let upper, let isNegated):
      try between(value(inner), value(lower), value(upper), isNegated)
    case .membership(let inner, let items, let isNegated):
      try membership(value(inner), items.map { try value($0) }, isNegated)
    case .call(let name, let nodes, _): try call(name, nodes, node)
    }
  }

  private func missing(_ value: NaiveValue, _ isNegated: Bool) -> NaiveValue {
    value == .failed ? .failed : .boolean((value == .null) != isNegated)
  }

  private func between(
    _ value: NaiveValue, _ lower: NaiveValue, _ upper: NaiveValue, _ isNegated: Bool
  ) -> NaiveValue {
    let inside = Self.binary(
      .and, Self.binary(.greaterOrEqual, value, lower), Self.binary(.lessOrEqual, value, upper))
    guard isNegated, case .boolean(let flag) = inside else { return inside }
    return .boolean(!flag)
  }

  private func membership(
    _ value: NaiveValue, _ items: [NaiveValue], _ isNegated: Bool
  ) -> NaiveValue {
    let found = items.map { Self.binary(.equal, value, $0) }
      .reduce(NaiveValue.boolean(false)) { Self.binary(.or, $0, $1) }
    guard isNegated, case .boolean(let flag) = found else { return found }
    return .boolean(!flag)
  }

  private func column(_ path: PathReference) throws -> NaiveValue {
    let binding = try bench.bind(path)
    return Self.read(bench.columns[binding.slot], row)
  }

  static func read(_ column: Column, _ row: Int) -> NaiveValue {
    if column.isNull(row) { return .null }
    switch column.values {
    case .boolean(let values): return .boolean(values[row])
    case .int128(let values): return .exact(values[row], scale: column.type.fractionDigits)
    case .float64(let values): return .float(values[row])
    case .text(let values): return .text(values.string(at: row))
    case .uuid, .list, .structure: return .failed
    case .int64(let values):
      switch column.type {
      case .date: return .date(values[row])
      case .timestamp: return .timestamp(values[row])
      case .duration: return .duration(values[row])
      default: return .exact(Int128(values[row]), scale: column.type.fractionDigits)
      }
    }
  }

  func strict(
    _ values: [NaiveValue], _ body: ([NaiveValue]) throws -> NaiveValue
  ) rethrows -> NaiveValue {
    if values.contains(.failed) { return .failed }
    return values.contains(.null) ? .null : try body(values)
  }

  // Operators

  static func binary(_ sign: BinaryOperator, _ a: NaiveValue, _ b: NaiveValue) -> NaiveValue {
    if sign == .and || sign == .or {
      let decisive = NaiveValue.boolean(sign == .or)
      if a == decisive || b == decisive { return decisive }
      if a == .failed || b == .failed { return .failed }
      return a == .null || b == .null ? .null : .boolean(sign == .and)
    }
    if a == .failed || b == .failed { return .failed }
    if a == .null || b == .null { return .null }
    switch sign {
    case .add: return arithmetic(.add, a, b)
    case .subtract: return arithmetic(.subtract, a, b)
    case .multiply: return arithmetic(.multiply, a, b)
    case .divide: return quotient(a, b)
    case .equal: return .boolean(order(a, b) == 0)
    case .notEqual: return .boolean(order(a, b) != 0)
    case .less: return .boolean(order(a, b) < 0)
    case .lessOrEqual: return .boolean(order(a, b) <= 0)
    case .greater: return .boolean(order(a, b) > 0)
    case .greaterOrEqual: return .boolean(order(a, b) >= 0)
    case .and, .or: return .failed
    }
  }

  static func float(_ value: NaiveValue) -> Double? {
    switch value {
    case .float(let value): value
    case .exact(let value, let scale): Double(value) / Double(LogicalType.powerOfTen(scale))
    default: nil
    }
  }

  static func microseconds(_ value: NaiveValue) -> Int64? {
    switch value {
    case .duration(let value): value
    case .months(let value): value * 2_629_746_000_000
    default: nil
    }
  }

  static func arithmetic(
    _ operation: NaiveOperation, _ a: NaiveValue, _ b: NaiveValue
  ) -> NaiveValue {
    switch (a, b) {
    case (.exact(let x, let s), .exact(let y, let t)):
      if operation == .multiply { return .exact(x * y, scale: s + t) }
      let scale = max(s, t)
      let (u, v) = (
        x * LogicalType.powerOfTen(scale - s), y * LogicalType.powerOfTen(scale - t)
      )
      return .exact(operation == .add ? u + v : u - v, scale: scale)
    case (.exact(0, scale: 0), .duration(let y)) where operation == .subtract: return .duration(-y)
    case (.date(let x), .months(let y)):
      return .date(CivilTime.adding(months: Int(operation == .add ? y : -y), to: x))
    case (.timestamp(let x), .months(let y)):
      let day = CivilTime.day(ofMicroseconds: x)
      let shifted = CivilTime.adding(months: Int(operation == .add ? y : -y), to: day)
      return .timestamp(x + (shifted - day) * 86_400_000_000)
    case (.date(let x), .exact(let y, scale: 0)):
      return .date(operation == .add ? x + Int64(y) : x - Int64(y))
    case (.date(let x), .duration(let y)) where y % 86_400_000_000 == 0:
      let days = y / 86_400_000_000
      return .date(operation == .add ? x + days : x - days)
    case (.date(let x), .date(let y)): return .duration((x - y) * 86_400_000_000)
    case (.timestamp(let x), .timestamp(let y)): return .duration(x - y)
    case (.timestamp(let x), .duration(let y)):
      return .timestamp(operation == .add ? x + y : x - y)
    case (.duration(let x), .exact(let y, scale: 0)) where operation == .multiply:
      let (product, overflow) = x.multipliedReportingOverflow(by: Int64(y))
      return overflow ? .failed : .duration(product)
    case (.duration(let x), .duration(let y)):
      let (sum, overflow) =
        operation == .add ? x.addingReportingOverflow(y) : x.subtractingReportingOverflow(y)
      return overflow ? .failed : .duration(sum)
    default: break
    }
    guard let x = float(a), let y = float(b) else { return .failed }
    switch operation {
    case .add: return .float(x + y)
    case .subtract: return .float(x - y)
    case .multiply: return .float(x * y)
    }
  }

  static func quotient(_ a: NaiveValue, _ b: NaiveValue) -> NaiveValue {
    if let x = microseconds(a) {
      if let y = microseconds(b) { return y == 0 ? .failed : .float(Double(x) / Double(y)) }
      guard let y = float(b), y != 0 else { return .failed }
      return .duration(Int64((Double(x) / y).rounded(.toNearestOrEven)))
    }
    guard let x = float(a), let y = float(b), y != 0 else { return .failed }
    return .float(x / y)
  }

  /// Sign of the comparison.
  static func order(_ a: NaiveValue, _ b: NaiveValue) -> Int {
    switch (a, b) {
    case (.text(let x), .text(let y)):
      return x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : x.utf8.elementsEqual(y.utf8) ? 0 : 1
    case (.date(let x), .timestamp): return order(.timestamp(x * 86_400_000_000), b)
    case (.timestamp, .date(let y)): return order(a, .timestamp(y * 86_400_000_000))
    case (.date(let x), .date(let y)), (.timestamp(let x), .timestamp(let y)):
      return x < y ? -1 : x == y ? 0 : 1
    case (.boolean(let x), .boolean(let y)): return (x ? 1 : 0) - (y ? 1 : 0)
    case (.exact(let x, let s), .exact(let y, let t)):
      let scale = max(s, t)
      let (u, v) = (
        x * LogicalType.powerOfTen(scale - s), y * LogicalType.powerOfTen(scale - t)
      )
      return u < v ? -1 : u == v ? 0 : 1
    default:
      if let x = microseconds(a), let y = microseconds(b) { return x < y ? -1 : x == y ? 0 : 1 }
      guard let x = float(a), let y = float(b) else { return 2 }
      return x < y ? -1 : x == y ? 0 : 1
    }
  }
}
