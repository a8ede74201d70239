import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A key whose text tells the position of its row.
package protocol NumberedKey {
  /// Whether texts tell positions; else keys are looked through.
  var tellsPosition: Bool { get }

  /// Nil when the text is no key of this form.
  func position(of text: String) -> UInt64?
}

/// The table's key: a pattern around the number of the row, the number itself, a UUID or a ULID.
///
/// Numbers count from 1 in the order of the rows. UUIDs are version 4 in form, or 7 with an instant,
/// and differ by construction, as ULIDs do: 64 of their bits are a permutation of the row key.
struct KeyKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "key",
    "The key of the table, different in every row: a pattern with one `{}` or `{:08}`, `integer`, "
      + "`uuid` or `ulid`.",
    argument: .text,
    options: [
      Parameter(
        "at", .expression,
        "The instant that a `ulid` begins with, or a `uuid`, which then is of version 7: sorted, they "
          + "are in the order of time.")
    ])

  private enum Form {
    case pattern(KeyPattern)
    case integer
    case uuid
    case timed(InstantKeys)
  }

  private let form: Form
  let type: LogicalType
  let interval: ValueInterval
  let isUnique = true
  let isAscending: Bool
  var isCheap: Bool { if case .timed = form { false } else { true } }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    let scalar = try call.literal()
    if let keys = try InstantKeys(call, named: scalar, in: context) {
      if keys.isNullable { throw DiagnosticList([.keyWithoutInstant(call)]) }
      (form, type, isAscending, interval) = (.timed(keys), keys.type, false, .unbounded)
      return
    }
    switch scalar.text {
    case "integer":
      form = .integer
      type = .int64
      isAscending = true
      // Nothing follows from a number of rows that is not known.
      interval =
        context.rowCount.map { .exact(lower: 1, upper: Int128(max($0, 1))) } ?? .unbounded
    case "uuid":
      form = .uuid
      type = .uuid
      isAscending = false
      interval = .unbounded
    default:
      guard let pattern = KeyPattern(scalar.text) else {
        throw DiagnosticList([.badKeyPattern(scalar)])
      }
      form = .pattern(pattern)
      type = .text
      // As texts, numbers of one length alone stand in their order.
      isAscending = context.rowCount.map { String($0).count <= pattern.width } ?? false
      interval = .unbounded
    }
  }

  var promise: ValuePromise {
    if case .pattern(let pattern) = form { .form(pattern.expression) } else { .nothing }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    switch form {
    case .integer:
      return Column(.int64, .int64((0..<request.count).map { Int64(request.ranks[$0]) + 1 }))
    case .pattern(let pattern):
      return Column(.text, .text(.plain(pattern.texts(of: request.ranks))))
    case .uuid:
      return Column(.uuid, .uuid(UUIDBits.distinct(request.rowKeys, stream: request.stream)))
    case .timed(let keys): return try keys.generate(request)
    }
  }
}

extension KeyKind: NumberedKey {
  var tellsPosition: Bool {
    switch form {
    case .integer, .pattern: true
    case .timed, .uuid: false
    }
  }

  func position(of text: String) -> UInt64? {
    switch form {
    case .pattern(let pattern): return pattern.position(of: text)
    case .integer:
      guard let number = UInt64(text), number >= 1, String(number) == text else { return nil }
      return number - 1
    case .uuid, .timed: return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func badKeyPattern(_ scalar: Scalar) -> Diagnostic {
    let text = scalar.text
    let near = DidYouMean.proposal(for: text, amongWords: ["integer", "uuid", "ulid"])
    let parts = text.split(separator: "{", omittingEmptySubsequences: false)
    guard parts.count == 2, let close = parts[1].firstIndex(of: "}"), !parts[0].contains("}"),
      !parts[1][close...].dropFirst().contains("}")
    else {
      return Diagnostic(
        "bad-key-pattern", "'\(text)' has no single place for the number", at: scalar.location,
        pointer: scalar.pointer,
        expected: "text with one '{}' or '{:08}', or 'integer', 'uuid' or 'ulid'"
      ).proposing(near, in: scalar.source)
    }
    let inside = parts[1][..<close]
    let digits = inside.hasPrefix(":") ? inside.dropFirst() : inside
    let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
    let width = isNumber ? Int(digits) ?? .max : nil
    let message =
      switch width {
      case nil: "'{\(inside)}' is no place for the number"
      case (1...18)?: "the width in '{\(inside)}' lacks its ':0'"
      case _?: "the number in '{\(inside)}' cannot be \(width ?? 0) digits wide"
      }
    var result = Diagnostic(
      "bad-key-pattern", message, at: scalar.location, pointer: scalar.pointer,
      expected: "'{}', or '{:01}' to '{:018}' for 1 to 18 digits, zeros before the number")
    guard let width, (1...18).contains(width) else { return result }
    let start = parts[0].unicodeScalars.count
    let length = inside.unicodeScalars.count + 2
    result.suggestion = "write {:0\(width)}"
    result.edit = scalar.source.edit(start..<start + length, to: "{:0\(width)}")
    return result
  }

  fileprivate static func keyWithoutInstant(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "key-may-be-missing", "the key would be missing where its instant is",
      at: call.options.location(of: "at"), pointer: call.pointer,
      expected: "an instant that every row has")
  }
}
