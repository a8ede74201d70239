import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Any number of values of one generator in each row.
///
/// - Draws: of each element by a key of its own, the row's with the element's number behind it.
struct ListKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "list", "A list in each row, whose elements have the generator: `{choice: [new, sale]}`.",
    argument: .part,
    options: [
      Parameter(
        "length", .part, required: true,
        "How many elements: a whole number, an expression or a generator such as `{poisson: 2}`. "
          + "Where it is missing, so is the list.")
    ])

  /// Elements of one list, where its length tells no smaller number.
  static let largestLength = 65_535

  private let element: any ColumnSource
  private let length: any ColumnSource
  private let limit: Int
  private let ownBits: Int
  let type: LogicalType

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    var attempts = Attempts()
    let length = attempts.run { () throws(DiagnosticList) in
      try ListKind.length(call, in: context)
    }
    let element = attempts.run { () throws(DiagnosticList) in
      if call.argument.isUnread { throw DiagnosticList() }
      return try context.part(
        GeneratorCall(of: call.argument), count: length?.limit ?? ListKind.largestLength)
    }
    guard let length, let element else { throw attempts.problems }
    if element.handsOut, length.least < 1 { throw DiagnosticList([.noElement(call)]) }
    (self.length, limit, self.element) = (length.source, length.limit, element)
    ownBits = Int.bitWidth - max(limit - 1, 0).leadingZeroBitCount
    type = .list(of: element.type, isNullable: element.isNullable)
  }

  private static func length(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> (source: any ColumnSource, least: Int128, limit: Int) {
    guard let value = call.options["length"], !value.isUnread else { throw DiagnosticList() }
    let inner = GeneratorCall(of: value)
    let source = try context.part(inner, count: nil)
    guard source.type.isInteger else {
      throw DiagnosticList([.lengthType(inner, source.type)])
    }
    guard case .exact(let lower, let upper) = source.interval else {
      return (source, 0, largestLength)
    }
    // A law without upper end, such as the geometric one, seldom gives as many.
    let isOpen = upper >= Int128(Int32.max) && LawRegistry.law(inner.word) != nil
    let most = Int128(largestLength)
    // Not all that an expression seems to reach need occur.
    let isOutside =
      inner.isComputed ? upper < 0 || lower > most : lower < 0 || (upper > most && !isOpen)
    if isOutside { throw DiagnosticList([.lengthRange(inner, lower, upper)]) }
    return (source, lower, isOpen ? largestLength : Int(min(max(upper, 0), most)))
  }

  var isNullable: Bool { length.isNullable }
  var isSizeDependent: Bool { element.isSizeDependent || length.isSizeDependent }
  var lostParts: [LostPart] {
    element.lostParts(within: "element") + length.lostParts(within: "length")
  }
  var elementBits: Int { max(ownBits + element.elementBits, length.elementBits) }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let word = ListKind.syntax.word
    let lengths = try EvaluationError.inside("length") { () throws(EvaluationError) in
      try checked(try length.generate(request.laned("length")))
    }
    var offsets: [Int32] = [0]
    var owners: [Int] = []
    var keys: [UInt64] = []
    var numbers: [UInt64] = []
    offsets.reserveCapacity(request.count + 1)
    for row in 0..<request.count {
      let first = request.rowKeys[row] << UInt64(ownBits)
      for number in 0..<UInt64(lengths.values[row]) {
        owners.append(row)
        keys.append(first | number)
        numbers.append(number)
      }
      offsets.append(Int32(owners.count))
    }
    let elements: Column
    do throws(EvaluationError) {
      elements = try element.generate(
        request.elements(keys: keys, owners: owners, numbers: numbers, limit: limit))
    } catch {
      throw error.inside([word]).at(row: error.row.map { owners[$0] })
    }
    return Column(
      type, .list(ListValues(offsets: offsets, elements: elements)), validity: lengths.validity)
  }

  /// - Returns: lengths within the limit, 0 where there is none.
  private func checked(
    _ column: Column
  ) throws(EvaluationError) -> (values: [Int64], validity: Bitmap?) {
    guard case .int64(var values) = column.values else {
      preconditionFailure("lengths are whole numbers")
    }
    for row in values.indices {
      if column.isNull(row) {
        values[row] = 0
      } else if !(0...Int64(limit)).contains(values[row]) {
        throw EvaluationError(
          row: row, message: "a list of \(values[row]) elements cannot be made",
          code: "list-length", expected: "0 to \(ListKind.largestLength) elements")
      }
    }
    return (values, column.validity)
  }
}

extension GeneratorCall {
  /// Whether other values tell what is made.
  fileprivate var isComputed: Bool {
    if case .expression = argument { return true }
    return word == GeneratorSyntax.by.word
  }
}

extension GenerationRequest {
  /// A request for the elements of lists.
  ///
  /// - Parameters:
  ///   - keys: of the elements.
  ///   - owners: the row of each, whose columns it reads.
  ///   - numbers: which of its list each is, from 0.
  ///   - limit: how many a list has at most.
  fileprivate func elements(
    keys: [UInt64], owners: [Int], numbers: [UInt64], limit: Int
  ) -> GenerationRequest {
    var request = laned("list").ranked(.list(numbers), of: limit)
    (request.rowKeys, request.ordinalBits) = (.list(keys), 0)
    request.record = record.lane("list")
    request.inputs = SubsetInputs(of: inputs, rows: owners)
    return request
  }
}

extension Diagnostic {
  fileprivate static func lengthType(_ call: GeneratorCall, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "length-type", "'length' is \(type.name), where a number of elements is needed",
      at: call.location, pointer: call.pointer,
      expected: "a whole number, or a law of whole numbers such as {poisson: 2}")
  }

  fileprivate static func noElement(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "part-of-none", "a list may have no element that could have a part of the total",
      at: call.options.location(of: "length"), pointer: call.pointer,
      expected: "a 'length' of at least 1")
  }

  fileprivate static func lengthRange(
    _ call: GeneratorCall, _ lower: Int128, _ upper: Int128
  ) -> Diagnostic {
    Diagnostic(
      "length-range",
      lower == upper
        ? "a list of \(lower) elements cannot be made"
        : "lists of \(lower) to \(upper) elements cannot be made",
      at: call.location, pointer: call.pointer,
      expected: "0 to \(ListKind.largestLength) elements")
  }
}
