import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Keys that begin with an instant, so that sorting them sorts by time: UUIDs of version 7, ULIDs.
///
/// - Shape: milliseconds since 1970, then bits that differ in all rows; keys of one millisecond are
///   in no order.
struct InstantKeys: Sendable {
  enum Form {
    case uuid
    case ulid
  }

  private let form: Form
  private let instant: CompiledExpression

  var type: LogicalType { form == .uuid ? .uuid : .text }
  var isNullable: Bool { instant.isNullable }

  init(
    _ form: Form, at text: LocatedText, in context: any ColumnContext
  ) throws(DiagnosticList) {
    let compiled = try context.expression(text, expecting: nil)
    var isInstant = compiled.type == .date
    if case .timestamp = compiled.type { isInstant = true }
    guard isInstant else { throw DiagnosticList([.notAnInstant(text, compiled.type)]) }
    if case .exact(let lower, let upper) = compiled.interval, upper < 0 || lower > upper {
      throw DiagnosticList([.beforeEpoch(text)])
    }
    self.form = form
    instant = compiled
  }

  /// What a word such as `v7`, or `uuid` and `ulid` as keys, asks for with the option `at`.
  ///
  /// - Returns: nil where keys have no instant.
  init?(
    _ call: GeneratorCall, named word: Scalar, in context: any ColumnContext
  ) throws(DiagnosticList) {
    let at = call.options["at"]
    if at == nil, call.options.hasUnknownWords { throw DiagnosticList() }
    if at?.isUnread ?? false { throw DiagnosticList() }
    let mayHaveOne = ["v7", "uuid", "ulid"].contains(word.text)
    guard case .expression(let text)? = at else {
      if ["v7", "ulid"].contains(word.text) { throw DiagnosticList([.noInstant(call, word)]) }
      return nil
    }
    guard mayHaveOne else { throw DiagnosticList([.instantWithoutUse(call, word)]) }
    try self.init(word.text == "ulid" ? .ulid : .uuid, at: text, in: context)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let times = try EvaluationError.naming("at") { () throws(EvaluationError) in
      try request.evaluate(instant)
    }
    let milliseconds = try milliseconds(of: times)
    switch form {
    case .uuid:
      return Column(
        .uuid,
        .uuid(UUIDBits.version7(milliseconds, request.rowKeys, stream: request.stream)),
        validity: times.validity)
    case .ulid:
      let numbers = UUIDBits.ulid(milliseconds, request.rowKeys, stream: request.stream)
      return Column(.text, .text(.plain(InstantKeys.texts(numbers))), validity: times.validity)
    }
  }

  /// - Returns: 0 where there is no instant.
  private func milliseconds(of column: Column) throws(EvaluationError) -> [UInt64] {
    guard case .int64(let values) = column.values else {
      preconditionFailure("instants are held in 64 bits")
    }
    let isDate = column.type == .date
    var result = [UInt64](repeating: 0, count: values.count)
    for row in values.indices where !column.isNull(row) {
      guard values[row] >= 0 else {
        throw EvaluationError(
          row: row, message: "an instant before 1970 cannot begin a key", code: "before-epoch",
          expected: "an instant from 1970-01-01 on", words: ["at"])
      }
      result[row] = UInt64(values[row]) &* (isDate ? 86_400_000 : 1) / (isDate ? 1 : 1000)
    }
    return result
  }

  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// 128 bits in 26 digits of 5, the first of 3.
  private static func texts(_ numbers: [UInt128]) -> PlainText {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(26 * numbers.count)
    for number in numbers {
      let (high, low) = (UInt64(number >> 65), UInt64(truncatingIfNeeded: number) & (1 << 60 - 1))
      let middle = UInt64(truncatingIfNeeded: number >> 60) & 31
      for place in stride(from: 60, through: 0, by: -5) {
        bytes.append(digits[Int(high >> UInt64(place) & 31)])
      }
      bytes.append(digits[Int(middle)])
      for place in stride(from: 55, through: 0, by: -5) {
        bytes.append(digits[Int(low >> UInt64(place) & 31)])
      }
    }
    return PlainText(count: numbers.count, length: 26, bytes: bytes)
  }
}

extension Diagnostic {
  fileprivate static func notAnInstant(_ text: LocatedText, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "not-an-instant", "'\(text.text)' is \(type.name), where an instant is needed",
      at: text.location(at: 0), pointer: text.pointer, expected: "a date or a timestamp")
  }

  fileprivate static func beforeEpoch(_ text: LocatedText) -> Diagnostic {
    Diagnostic(
      "before-epoch", "'\(text.text)' is before 1970 in every row, which cannot begin a key",
      at: text.location(at: 0), pointer: text.pointer, expected: "instants from 1970-01-01 on")
  }

  fileprivate static func noInstant(_ call: GeneratorCall, _ word: Scalar) -> Diagnostic {
    Diagnostic(
      "no-instant", "'\(word.text)' lacks 'at'", at: word.location, pointer: call.pointer,
      expected:
        "'at' with the instant it begins with: {\(call.word): \(word.text), at: = placed_at}")
  }

  fileprivate static func instantWithoutUse(_ call: GeneratorCall, _ word: Scalar) -> Diagnostic {
    Diagnostic(
      "at-without-use", "'\(word.text)' begins with no instant, so 'at' has no use",
      at: call.options.location(of: "at"), pointer: call.pointer,
      expected: call.word == "uuid" ? "'uuid: v7' with 'at'" : "'uuid' or 'ulid' with 'at'")
  }
}
