import Columnar

/// Values of one storage: the same for every row, or one per row.
enum Lane<Element: Sendable>: Sendable {
  case constant(Element)
  case values([Element])

  subscript(row: Int) -> Element {
    switch self {
    case .constant(let value): value
    case .values(let values): values[row]
    }
  }

  /// One value per row.
  func spread(_ count: Int) -> [Element] {
    switch self {
    case .constant(let value): [Element](repeating: value, count: count)
    case .values(let values): values
    }
  }

  @inline(__always)
  func map<Result: Sendable>(_ count: Int, _ body: (Element) -> Result) -> Lane<Result> {
    switch self {
    case .constant(let value): return .constant(body(value))
    case .values(let values):
      precondition(values.count == count, "a lane of another batch")
      let span = values.span
      return .values(
        [Result](capacity: count) { out in
          for row in 0..<count { out.append(body(span[row])) }
        })
    }
  }

  /// A lane of the same shape, computed from row numbers.
  func indexed<Result: Sendable>(_ count: Int, _ body: (Int) -> Result) -> Lane<Result> {
    switch self {
    case .constant: .constant(body(0))
    case .values: .values((0..<count).map(body))
    }
  }

  /// Row by row with another lane; a constant stays in a register.
  @inline(__always)
  func zip<Other: Sendable, Result: Sendable>(
    _ other: Lane<Other>, _ count: Int, _ body: (Element, Other) -> Result
  ) -> Lane<Result> {
    switch (self, other) {
    case (.constant(let a), .constant(let b)): return .constant(body(a, b))
    case (.values(let values), .constant(let b)):
      precondition(values.count == count, "a lane of another batch")
      let a = values.span
      return .values(
        [Result](capacity: count) { out in for row in 0..<count { out.append(body(a[row], b)) } })
    case (.constant(let a), .values(let values)):
      precondition(values.count == count, "a lane of another batch")
      let b = values.span
      return .values(
        [Result](capacity: count) { out in for row in 0..<count { out.append(body(a, b[row])) } })
    case (.values(let first), .values(let second)):
      precondition(first.count == count && second.count == count, "lanes of different batches")
      let a = first.span
      let b = second.span
      return .values(
        [Result](capacity: count) { out in
          for row in 0..<count { out.append(body(a[row], b[row])) }
        })
    }
  }
}

extension Lane<Double> {
  /// Whether no value is infinite or not a number.
  var isFinite: Bool {
    switch self {
    case .constant(let value): value.isFinite
    case .values(let values): values.areFinite
    }
  }
}
