import Columnar
import Diagnostics
import SchemaModel

/// Finds the case of each value: by text, by number, by truth, or by a range of numbers.
struct CaseMatcher: Sendable {
  private enum Keys {
    /// By bytes: texts that Unicode takes for the same may differ in theirs.
    case texts([[UInt8]: Int32])
    case numbers([Int64: Int32])
    case ranges([ClosedRange<Double>])
    case booleans(whenFalse: Int32?, whenTrue: Int32?)
  }

  private let keys: Keys
  /// The values that can occur and have no case; nil where it is not known which occur.
  let uncovered: [String]?

  /// Whether every value that can occur has a case.
  var coversAll: Bool { uncovered?.isEmpty ?? false }

  /// - Parameter known: the texts that can occur; a case for another text is a mistake.
  init(
    _ cases: [Scalar], type: LogicalType, known: TextDictionary?, call: GeneratorCall
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    let readable = cases.filter { !LiteralReader.isBrokenRange($0.text) }
    if readable.count < cases.count {
      // A range that is none is told where the document is read: only the others are checked.
      if !readable.isEmpty {
        _ = try CaseMatcher(readable, type: type, known: known, call: call)
      }
      throw DiagnosticList()
    }
    if cases.contains(where: { $0.text.contains("..") }), type.isNumeric {
      (keys, uncovered) = (CaseMatcher.ranges(cases, type, &problems), nil)
    } else if type == .boolean {
      (keys, uncovered) = CaseMatcher.booleans(cases, &problems)
    } else if type.storage == .int64 {
      (keys, uncovered) = (CaseMatcher.numbers(cases, type, &problems), nil)
    } else if type == .text {
      (keys, uncovered) = CaseMatcher.texts(cases, known, call, &problems)
    } else {
      problems.report(.casesOf(type, call))
      keys = .texts([:])
      uncovered = nil
    }
    if problems.hasErrors { throw problems }
  }

  private static func ranges(
    _ cases: [Scalar], _ type: LogicalType, _ problems: inout DiagnosticList
  ) -> Keys {
    var ranges: [ClosedRange<Double>] = []
    for scalar in cases {
      if let range = range(scalar.text, type) {
        ranges.append(range)
      } else {
        problems.report(.badRange(scalar))
      }
    }
    return .ranges(ranges)
  }

  private static func booleans(
    _ cases: [Scalar], _ problems: inout DiagnosticList
  ) -> (Keys, [String]?) {
    var found: [Bool: Int32] = [:]
    for (index, scalar) in cases.enumerated() {
      if let value = LiteralReader.boolean(scalar.text) {
        found[value] = Int32(index)
      } else {
        problems.report(.wrongCase(scalar, "true or false"))
      }
    }
    let uncovered = [true, false].filter { found[$0] == nil }.map { "\($0)" }
    return (.booleans(whenFalse: found[false], whenTrue: found[true]), uncovered)
  }

  private static func numbers(
    _ cases: [Scalar], _ type: LogicalType, _ problems: inout DiagnosticList
  ) -> Keys {
    var numbers: [Int64: Int32] = [:]
    for (index, scalar) in cases.enumerated() {
      do throws(DiagnosticList) {
        guard case .int64(let values) = try LiteralValues.column([scalar], as: type).values
        else { preconditionFailure("integers") }
        numbers[values[0]] = Int32(index)
      } catch { problems.all += error.all }
    }
    return .numbers(numbers)
  }

  private static func texts(
    _ cases: [Scalar], _ known: TextDictionary?, _ call: GeneratorCall,
    _ problems: inout DiagnosticList
  ) -> (Keys, [String]?) {
    let names = known.map { dictionary in (0..<dictionary.count).map { dictionary[$0] } }
    var texts: [[UInt8]: Int32] = [:]
    for (index, scalar) in cases.enumerated() {
      if let names, !names.contains(where: { $0.utf8.elementsEqual(scalar.text.utf8) }) {
        problems.report(.unknownCase(scalar, names, call))
      }
      texts[Array(scalar.text.utf8)] = Int32(index)
    }
    return (.texts(texts), names?.filter { texts[Array($0.utf8)] == nil })
  }

  /// `500..1999`, `..499`, `2000..`, `7`; both ends are included.
  private static func range(_ text: String, _ type: LogicalType) -> ClosedRange<Double>? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: true)
    guard text.contains("..") else {
      return LiteralReader.number(text).map { $0...$0 }
    }
    let halves = text.splitOnce("..")
    guard !parts.isEmpty else { return nil }
    let low = halves.0.isEmpty ? -Double.infinity : LiteralReader.number(halves.0)
    let high = halves.1.isEmpty ? Double.infinity : LiteralReader.number(halves.1)
    guard let low, let high, low <= high else { return nil }
    return low...high
  }

  /// The case of each row; `elseCase` where none fits or the value is missing.
  func cases(of column: Column, elseCase: Int) -> [Int32] {
    let other = Int32(elseCase)
    var result = [Int32](repeating: other, count: column.count)
    switch (keys, column.values) {
    case (.texts(let texts), .text(.dictionary(let codes, let dictionary))):
      let known = dictionary.values
      let byCode = (0..<known.count).map { texts[Array(known.bytes[known.range(at: $0)])] ?? other }
      for row in result.indices { result[row] = byCode[Int(codes[row])] }
    case (.texts(let texts), .text(.plain(let plain))):
      for row in result.indices {
        result[row] = texts[Array(plain.bytes[plain.range(at: row)])] ?? other
      }
    case (.numbers(let numbers), .int64(let values)):
      for row in result.indices { result[row] = numbers[values[row]] ?? other }
    case (.booleans(let whenFalse, let whenTrue), .boolean(let values)):
      for row in result.indices { result[row] = (values[row] ? whenTrue : whenFalse) ?? other }
    case (.ranges(let ranges), _):
      guard let values = column.doubles else { preconditionFailure("ranges of numbers") }
      for row in result.indices {
        if let index = ranges.firstIndex(where: { $0.contains(values[row]) }) {
          result[row] = Int32(index)
        }
      }
    default: preconditionFailure("a column of the type the cases were made for")
    }
    if let valid = column.validity {
      for row in result.indices where !valid[row] { result[row] = other }
    }
    return result
  }
}

extension String {
  /// The parts before and after the first occurrence of `separator`.
  fileprivate func splitOnce(_ separator: String) -> (String, String) {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(separator) {
        return (
          String(self[..<index]), String(self[self.index(index, offsetBy: separator.count)...])
        )
      }
      index = self.index(after: index)
    }
    return (self, "")
  }
}

extension Diagnostic {
  fileprivate static func badRange(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "bad-range", "'\(scalar.text)' is not a range of numbers", at: scalar.location,
      pointer: scalar.pointer, expected: "a range such as 500..1999, ..499 or 2000..")
  }

  fileprivate static func wrongCase(_ scalar: Scalar, _ expected: String) -> Diagnostic {
    Diagnostic(
      "wrong-case", "'\(scalar.text)' is no value of the column behind 'by'", at: scalar.location,
      pointer: scalar.pointer, expected: expected)
  }

  fileprivate static func unknownCase(
    _ scalar: Scalar, _ names: [String], _ call: GeneratorCall
  ) -> Diagnostic {
    let column = if case .literal(let path) = call.argument { path.text } else { "by" }
    let nearest = DidYouMean.proposal(for: scalar.text, in: names)
    return Diagnostic(
      "unknown-case", "'\(scalar.text)' never occurs in '\(column)'",
      at: scalar.location, pointer: scalar.pointer,
      expected: oneOf(names, "values")
    ).proposing(nearest, in: scalar.source)
  }

  fileprivate static func casesOf(_ type: LogicalType, _ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "cases-of-type", "'by' cannot tell cases of \(type.name) apart", at: call.location,
      pointer: call.pointer, expected: "text, whole numbers, ranges of numbers, or true and false")
  }
}
