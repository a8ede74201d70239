import Columnar
import Diagnostics
import ExpressionSamples
import Expressions

extension NaiveInterpreter {
  func call(_ name: String, _ nodes: [SyntaxNode], _ node: SyntaxNode) throws -> NaiveValue {
    switch name {
    case "if":
      switch try value(nodes[0]) {
      case .failed: return .failed
      case .boolean(true): return try unified(value(nodes[1]), node)
      default: return try unified(value(nodes[2]), node)
      }
    case "coalesce":
      for node in nodes.map({ $0 }) {
        let found = try value(node)
        if found != .null { return try unified(found, self.parsedNode(nodes, node)) }
      }
      return .null
    default: break
    }
    let values = try nodes.map { try value($0) }
    if values.contains(.failed) { return .failed }
    if name == "concat" { return .text(values.map { Self.written($0) }.joined()) }
    return try strict(values) { try apply(name, $0, node) }
  }

  /// The call around the arguments; `coalesce` unifies over all of them.
  private func parsedNode(_ nodes: [SyntaxNode], _ fallback: SyntaxNode) -> SyntaxNode {
    guard let first = nodes.first, let last = nodes.last else { return fallback }
    var node = fallback
    let start = first.place.offset - "coalesce(".count
    node.place = Place(offset: start, length: last.place.end + 1 - start)
    return node
  }

  /// A value in the common type of the call at `node`.
  private func unified(_ value: NaiveValue, _ node: SyntaxNode) throws -> NaiveValue {
    let type = try types.type(of: parsed.source.text(node.place), in: bench)
    switch (value, type) {
    case (.exact, .float64): return Self.float(value).map { .float($0) } ?? .failed
    case (.exact(let unscaled, let scale), .decimal(let precision, let target)):
      let result = unscaled * LogicalType.powerOfTen(target - scale)
      return result.magnitude < UInt128(LogicalType.powerOfTen(precision))
        ? .exact(result, scale: target) : .failed
    default: return value
    }
  }

  private func apply(
    _ name: String, _ values: [NaiveValue], _ node: SyntaxNode
  ) throws -> NaiveValue {
    let first = values[0]
    switch name {
    case "max", "min":
      let (a, b) = (try unified(values[0], node), try unified(values[1], node))
      if a == .failed || b == .failed { return .failed }
      return (Self.order(a, b) >= 0) == (name == "max") ? a : b
    case "floor": return whole(first, .down)
    case "ceil": return whole(first, .up)
    case "round": return whole(first, .toNearestOrEven)
    case "abs":
      return Self.order(first, .exact(0, scale: 0)) < 0
        ? Self.arithmetic(.subtract, .exact(0, scale: 0), first) : first
    case "sign": return .exact(Int128(Self.order(first, .exact(0, scale: 0))), scale: 0)
    case "sqrt":
      guard let x = Self.float(first), x >= 0 else { return .failed }
      return .float(x.squareRoot())
    case "mod":
      guard case .exact(let x, _) = first, case .exact(let y, _) = values[1], y != 0 else {
        return .failed
      }
      return .exact(x % y, scale: 0)
    case "hours", "minutes", "days": return duration(name, first)
    default: return try textual(name, values) ?? calendar(name, first)
    }
  }

  private func whole(_ value: NaiveValue, _ rule: FloatingPointRoundingRule) -> NaiveValue {
    switch value {
    case .float(let value):
      let rounded = value.rounded(rule)
      return rounded.magnitude < 9.2e18 ? .exact(Int128(rounded), scale: 0) : .failed
    case .exact(let value, let scale):
      let power = LogicalType.powerOfTen(scale)
      var quotient = value / power
      if value % power < 0 { quotient -= 1 }  // now the floor
      let rest = value - quotient * power
      let isUp =
        switch rule {
        case .up: rest > 0
        case .down: false
        default: rest * 2 > power || (rest * 2 == power && quotient % 2 != 0)
        }
      return .exact(isUp ? quotient + 1 : quotient, scale: 0)
    default: return .failed
    }
  }

  private func duration(_ name: String, _ value: NaiveValue) -> NaiveValue {
    let units: [String: Int64] = [
      "hours": 3_600_000_000, "minutes": 60_000_000, "days": 86_400_000_000,
    ]
    guard let unit = units[name] else { return .failed }
    if case .exact(let count, scale: 0) = value {
      return Self.arithmetic(.multiply, .duration(unit), .exact(count, scale: 0))
    }
    guard let count = Self.float(value) else { return .failed }
    return .duration(Int64((Double(unit) * count).rounded(.toNearestOrEven)))
  }

  private func textual(_ name: String, _ values: [NaiveValue]) throws -> NaiveValue? {
    guard case .text(let text) = values[0] else { return nil }
    switch name {
    case "date": return CivilTime.parseDate(text).map { .date($0) } ?? .failed
    case "timestamp": return CivilTime.parseTimestamp(text).map { .timestamp($0) } ?? .failed
    case "upper": return .text(text.uppercased())
    case "lower": return .text(text.lowercased())
    case "length": return .exact(Int128(text.unicodeScalars.count), scale: 0)
    case "replace": return .text(text.replacing("o", with: "oo"))
    case "substring":
      guard case .exact(let start, _) = values[1], case .exact(let length, _) = values[2] else {
        return .failed
      }
      let scalars = Array(text.unicodeScalars).enumerated().filter { index, _ in
        Int128(index + 1) >= start && Int128(index + 1) < start + length
      }
      return .text(String(String.UnicodeScalarView(scalars.map(\.element))))
    default: return nil
    }
  }

  private func calendar(_ name: String, _ value: NaiveValue) -> NaiveValue {
    let day: Int64
    switch value {
    case .date(let value): day = value
    case .timestamp(let value): day = CivilTime.day(ofMicroseconds: value)
    default: return .failed
    }
    switch name {
    case "day": return .date(day)
    case "timestamp": return .timestamp(day * 86_400_000_000)
    case "year": return .exact(Int128(CivilTime.civil(day).year), scale: 0)
    case "month": return .exact(Int128(CivilTime.civil(day).month), scale: 0)
    case "isodow": return .exact(Int128(CivilTime.isoWeekday(day)), scale: 0)
    case "day_of_year":
      let start = CivilTime.days(year: CivilTime.civil(day).year, month: 1, day: 1)
      return .exact(Int128(day - start + 1), scale: 0)
    default: return .failed
    }
  }

  static func written(_ value: NaiveValue) -> String {
    switch value {
    case .null, .failed: return ""
    case .text(let text): return text
    case .date(let day): return CivilTime.format(date: day)
    case .exact(let value, let scale):
      let digits = String(value.magnitude)
      let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
      let point = scale == 0 ? "" : "." + padded.suffix(scale)
      return (value < 0 ? "-" : "") + padded.dropLast(scale) + point
    default: return "?"
    }
  }
}

/// The compiled types of parts of an expression, each found once.
final class PartTypes {
  private var known: [String: LogicalType] = [:]

  func type(of text: String, in bench: Workbench) throws -> LogicalType {
    if let type = known[text] { return type }
    let type = try bench.compile(text).type
    known[text] = type
    return type
  }
}
