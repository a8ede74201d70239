import Columnar
import Expressions
import Generators
import Planning
import Synchronization

/// The number of each row among those of its table that agree with it, in their order, from 0.
struct GroupNumbers: Sendable {
  private static let nobody: Int32 = -1

  /// By position.
  private var numbers: [Int32] = []
  private var counts: [Int32] = []

  /// Nil for a row without a value to agree in.
  func number(at position: Int) -> Int? {
    numbers[position] == GroupNumbers.nobody ? nil : Int(numbers[position])
  }

  /// - Parameter groups: of the rows that come next; nil where a row has none.
  /// - Returns: false where a group has more rows than are counted.
  mutating func add(_ groups: [Int?]) -> Bool {
    for group in groups {
      guard let group else {
        numbers.append(GroupNumbers.nobody)
        continue
      }
      while counts.count <= group { counts.append(0) }
      guard counts[group] < .max else { return false }
      numbers.append(counts[group])
      counts[group] += 1
    }
    return true
  }

  /// Keeps nothing but the numbers.
  mutating func finish() { counts = [] }
}

/// Tells which rows agree in their values: equal values have one number, from 0 as they come.
private struct GroupCoder {
  private var integers: [Int128: Int] = [:]
  private var texts: [[UInt8]: Int] = [:]

  mutating func codes(_ column: Column) -> [Int?] {
    switch column.values {
    case .boolean(let values): present(column, values.map { $0 ? 1 : 0 })
    case .int64(let values): codes(column) { Int128(values[$0]) }
    case .int128(let values): codes(column) { values[$0] }
    case .uuid(let values): codes(column) { Int128(truncatingIfNeeded: values[$0]) }
    case .text(let text): codes(column, text)
    case .float64, .list, .structure: preconditionFailure("rows are not told apart by these")
    }
  }

  private func present(_ column: Column, _ codes: [Int]) -> [Int?] {
    codes.indices.map { column.isNull($0) ? nil : codes[$0] }
  }

  private mutating func codes(_ column: Column, _ value: (Int) -> Int128) -> [Int?] {
    (0..<column.count).map { row in
      if column.isNull(row) { return nil }
      let next = integers.count
      return integers[value(row), default: next].kept(in: &integers, at: value(row))
    }
  }

  private mutating func codes(_ column: Column, _ text: TextColumn) -> [Int?] {
    guard case .dictionary(let places, let dictionary) = text else {
      // By bytes, as files and expressions tell texts apart.
      return (0..<column.count).map { row in
        column.isNull(row) ? nil : code(of: Array(text.string(at: row).utf8))
      }
    }
    var known = [Int?](repeating: nil, count: dictionary.count)
    return (0..<column.count).map { row in
      if column.isNull(row) { return nil }
      let place = Int(places[row])
      if let code = known[place] { return code }
      known[place] = code(of: Array(dictionary[place].utf8))
      return known[place]
    }
  }

  private mutating func code(of text: [UInt8]) -> Int {
    let next = texts.count
    return texts[text, default: next].kept(in: &texts, at: text)
  }

  /// Pairs as numbers of their own.
  mutating func codes(_ first: [Int?], _ second: [Int?]) -> [Int?] {
    zip(first, second).map { first, second in
      guard let first, let second else { return nil }
      let pair = Int128(first) << 64 | Int128(second)
      let next = integers.count
      return integers[pair, default: next].kept(in: &integers, at: pair)
    }
  }
}

extension Int {
  /// The number itself, put into a dictionary.
  fileprivate func kept<Key>(in all: inout [Key: Int], at key: Key) -> Int {
    all[key] = self
    return self
  }
}

extension MaterialMaker {
  func numbers(_ id: ColumnID, _ context: RunContext) throws(RunError) -> GroupNumbers {
    let paths = plan[id].groupInputs
    let subject = MaterialSubject(id, words: ["sequence", "per"])
    let state = Mutex(NumberingState(count: paths.count))
    try scan(id.table, for: subject, context) { (frame) throws(EvaluationError) -> [GroupPart] in
      var parts: [GroupPart] = []
      for path in paths { parts.append(try GroupPart(path, frame)) }
      return parts
    } deliver: { (_, batches) throws(RunError) in
      try state.withLock { (state) throws(RunError) in
        for parts in batches where !state.add(parts) {
          throw failure(
            subject, "more than \(Int32.max) rows agree, which are not counted",
            code: "too-many-to-number", expected: "at most \(Int32.max) rows that agree")
        }
      }
    }
    var numbers = state.withLock { $0.numbers }
    numbers.finish()
    return numbers
  }
}

/// What tells the rows of a batch apart: values, or the rows that a key names.
private enum GroupPart: Sendable {
  case values(Column)
  case rows(ParentPositions)

  init(_ path: InputPath, _ frame: Frame) throws(EvaluationError) {
    if case .column(let index) = path, case .reference = frame.plan.columns[index].generator {
      self = .rows(try frame.link(index).parents)
    } else {
      self = .values(try frame.value(path))
    }
  }
}

private struct NumberingState {
  var numbers = GroupNumbers()
  private var coders: [GroupCoder]
  private var pairs: [GroupCoder]

  init(count: Int) {
    coders = Array(repeating: GroupCoder(), count: count)
    pairs = Array(repeating: GroupCoder(), count: count - 1)
  }

  mutating func add(_ parts: [GroupPart]) -> Bool {
    var groups: [Int?] = []
    for (place, part) in parts.enumerated() {
      let codes: [Int?] =
        switch part {
        case .values(let column): coders[place].codes(column)
        case .rows(let link):
          link.positions.indices.map { row in
            link.validity.map { $0[row] } ?? true ? link.positions[row] : nil
          }
        }
      groups = place == 0 ? codes : pairs[place - 1].codes(groups, codes)
    }
    return numbers.add(groups)
  }
}
