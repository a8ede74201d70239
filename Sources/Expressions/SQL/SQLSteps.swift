import Columnar

/// The SQL of the terms of one compilation, each by a pattern over earlier ones: texts are put
/// together only when they are asked for, and without recursion.
struct SQLSteps: Sendable {
  /// The SQL of a term; an index.
  struct Part: Hashable, Sendable {
    fileprivate let index: Int
  }

  private enum Step: Sendable {
    case constant(ConstantValue)
    case input(slot: Int, type: LogicalType)
    case pattern(String, [Part])
  }

  private var steps: [Step] = []
  /// Bytes of each step's text, as far as they are known: literals and slots count 16.
  private var sizes: [Int] = []

  /// Beyond it an expression has no SQL: parts that stand in it twice could double at each level.
  private static let largestSize = 200_000

  private mutating func add(_ step: Step, size: Int) -> Part {
    steps.append(step)
    sizes.append(size)
    return Part(index: steps.count - 1)
  }

  mutating func constant(_ value: ConstantValue) -> Part { add(.constant(value), size: 16) }

  mutating func input(_ slot: Int, _ type: LogicalType) -> Part {
    add(.input(slot: slot, type: type), size: 32)
  }

  /// - Parameter pattern: SQL with `{0}`, `{1}`, … where the parts stand; no other braces.
  /// - Returns: nil where a part has no SQL, or where the whole is too long.
  mutating func pattern(_ pattern: String, _ parts: [Part?]) -> Part? {
    let known = parts.compactMap { $0 }
    guard known.count == parts.count else { return nil }
    var size = pattern.utf8.count
    for segment in SQLPattern(pattern) {
      if case .part(let number) = segment { size += sizes[known[number].index] }
    }
    return size <= Self.largestSize ? add(.pattern(pattern, known), size: size) : nil
  }

  /// - Returns: nil where a literal cannot be written.
  func template(_ part: Part?) -> SQLTemplate? {
    guard let part else { return nil }
    var template = SQLTemplate()
    var pending: [(pattern: SQLPattern, parts: [Part])] = [(SQLPattern("{0}"), [part])]
    while let (pattern, parts) = pending.popLast() {
      var rest = pattern
      guard let segment = rest.next() else { continue }
      pending.append((rest, parts))
      guard case .part(let number) = segment else {
        if case .text(let text) = segment { template.add(text) }
        continue
      }
      switch steps[parts[number].index] {
      case .constant(let value):
        guard let literal = value.sql else { return nil }
        template.add(literal)
      case .input(let slot, let type):
        let (before, after) = type.sqlOfInput
        template.add(before)
        template.add(slot: slot)
        template.add(after)
      case .pattern(let inner, let parts): pending.append((SQLPattern(inner), parts))
      }
    }
    return template
  }
}

/// A pattern cut at its numbered places.
struct SQLPattern: Sequence, IteratorProtocol {
  enum Segment {
    case text(String)
    case part(Int)
  }

  private var rest: Substring.UTF8View

  init(_ pattern: String) { rest = Substring(pattern).utf8 }

  mutating func next() -> Segment? {
    guard let first = rest.first else { return nil }
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    guard first == open else {
      let text = rest.prefix { $0 != open }
      rest = rest[text.endIndex...]
      return .text(String(Substring(text)))
    }
    let digits = rest.dropFirst().prefix { $0 != close }
    guard let number = Int(Substring(digits)) else {
      preconditionFailure("a brace in SQL that stands for no part")
    }
    rest = rest[digits.endIndex...].dropFirst()
    return .part(number)
  }
}
