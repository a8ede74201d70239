import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Text of a stated form, such as a code or a serial number.
///
/// - Draws: those of `DigitDraws`, from left to right: each branch, number of times and character
///   of a class is equally likely. With `unique`, texts are numbered and dealt out by a
///   permutation.
struct PatternKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "pattern",
    "Text that matches a regular expression without `*`, `+`, `.` and other open ends, such as `[A-Z]{3}-\\d{4}`; each choice in it is equally likely.",
    argument: .text)

  private enum Form {
    case fixed(SymbolPlaces)
    case tree(PatternNode)
    /// Places by row, dealt out without repetition.
    case dealt([[Unicode.Scalar]], size: UInt64)
  }

  private let form: Form
  let isUnique: Bool
  let type = LogicalType.text

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    let scalar = try call.literal()
    let node: PatternNode
    do throws(PatternParser.Problem) {
      node = try PatternParser.parse(scalar.text)
    } catch { throw DiagnosticList([.badPattern(error, scalar)]) }
    isUnique = context.isUnique
    let places = node.places
    if context.isUnique {
      guard let places else { throw DiagnosticList([.patternVaries(call)]) }
      form = .dealt(places, size: try PatternKind.size(of: places, call, context))
    } else if let places, places.allSatisfy({ $0.allSatisfy { $0.isASCII } && $0.count <= 256 }) {
      form = .fixed(SymbolPlaces(places.map { $0.map { UInt8(ascii: $0) } }))
    } else {
      form = .tree(node)
    }
  }

  private static func size(
    of places: [[Unicode.Scalar]], _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) -> UInt64 {
    var size: UInt64 = 1
    for place in places {
      let (product, overflow) = size.multipliedReportingOverflow(by: UInt64(place.count))
      size = overflow || product > 1 << 63 ? 1 << 63 : product
    }
    if let rows = context.rowCount, UInt64(rows) > size {
      throw DiagnosticList([.tooFewTexts(call, size: size, rows: rows)])
    }
    return size
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    switch form {
    case .fixed(let places):
      let bytes = places.bytes(request.stream, request.rowKeys)
      let text = PlainText(count: request.count, length: places.count, bytes: bytes)
      return Column(.text, .text(.plain(text)))
    case .tree(let node):
      var text = PlainText()
      for row in 0..<request.count {
        var digits = DigitDraws(request.stream, row: request.rowKeys[row])
        PatternKind.append(node, &digits, to: &text.bytes)
        text.offsets.append(Int32(text.bytes.count))
      }
      return Column(.text, .text(.plain(text)))
    case .dealt(let places, let size):
      return Column(.text, .text(.plain(try dealt(places, size, request))))
    }
  }

  private func dealt(
    _ places: [[Unicode.Scalar]], _ size: UInt64, _ request: GenerationRequest
  ) throws(EvaluationError) -> PlainText {
    for row in 0..<request.count where request.ranks[row] >= size {
      throw EvaluationError(
        row: row, message: "the texts of the pattern are used up, of which there are \(size)",
        code: "space-used-up",
        expected: "a pattern with at least as many texts as there are rows")
    }
    let permutation = Permutation(request.stream, size: size)
    var text = PlainText()
    var symbols: [Unicode.Scalar] = []
    for var number in permutation.values(at: request.ranks) {
      symbols.removeAll(keepingCapacity: true)
      for place in places.reversed() {
        let (rest, digit) = number.quotientAndRemainder(dividingBy: UInt64(place.count))
        symbols.append(place[Int(digit)])
        number = rest
      }
      for symbol in symbols.reversed() { UTF8.encode(symbol) { text.bytes.append($0) } }
      text.offsets.append(Int32(text.bytes.count))
    }
    return text
  }

  private static func append(
    _ node: PatternNode, _ digits: inout DigitDraws, to bytes: inout [UInt8]
  ) {
    switch node {
    case .symbols(let symbols):
      let symbol = symbols[digits.next(UInt64(symbols.count))]
      UTF8.encode(symbol) { bytes.append($0) }
    case .sequence(let parts):
      for part in parts { append(part, &digits, to: &bytes) }
    case .either(let branches):
      append(branches[digits.next(UInt64(branches.count))], &digits, to: &bytes)
    case .repeated(let part, let times):
      for _ in 0..<(times.lowerBound + digits.next(UInt64(times.count))) {
        append(part, &digits, to: &bytes)
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func badPattern(
    _ problem: PatternParser.Problem, _ scalar: Scalar
  ) -> Diagnostic {
    Diagnostic(
      "bad-pattern", "\(problem.message), at character \(problem.offset + 1) of the pattern",
      at: scalar.location, pointer: scalar.pointer, expected: problem.expectation)
  }

  fileprivate static func patternVaries(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "unique-pattern", "'unique' needs a pattern whose texts all have one length",
      at: call.location, pointer: call.pointer, expected: "a pattern without '|', '?' and '{n,m}'")
  }

  fileprivate static func tooFewTexts(
    _ call: GeneratorCall, size: UInt64, rows: Int
  ) -> Diagnostic {
    Diagnostic(
      "space-too-small",
      "\(rows) rows cannot have different values from a pattern of \(size) texts",
      at: call.location, pointer: call.pointer, expected: "a pattern of at least \(rows) texts")
  }
}
