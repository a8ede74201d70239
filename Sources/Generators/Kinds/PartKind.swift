import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A part of a total: all parts of it sum to it exactly.
///
/// The total is handed out among the columns of the row that are parts of it; where it is that of
/// the parent which rows are counted by, among all its rows; in a list, among its elements.
///
/// - Draws: gamma numbers of each part, counted by row; `weight` draws nothing.
package struct PartKind: GeneratorKind {
  package static let syntax = GeneratorSyntax(
    "part",
    "A part of this total, drawn so that all parts sum to it exactly: those of the columns of the "
      + "row, of the rows of a parent, or of the elements of a list.",
    argument: .path,
    options: [
      Parameter(
        "alpha", .number(0...1e300, .row), default: "1",
        "How large the share is beside the others (Dirichlet); larger ones stray less."),
      Parameter(
        "weight", .number(0...1e300, .row),
        "In place of `alpha`, all shares in proportion to these, without chance."),
    ])

  /// One of the parts that a row has.
  struct Member {
    /// Lane of its draws.
    var lane: String
    var size: NumericArgument
  }

  private let total: Int
  private let members: [Member]
  /// Which of the members this is.
  private let place: Int
  private let areWeights: Bool
  package let handsOut: Bool
  private let isElement: Bool
  package let type: LogicalType
  package let isNullable: Bool
  package let interval: ValueInterval

  package init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    var attempts = Attempts()
    let binding = attempts.run { () throws(DiagnosticList) in
      try PartKind.total(call, in: context)
    }
    let found = attempts.run { () throws(DiagnosticList) in
      try PartKind.members(call, in: context)
    }
    guard let binding, let found else { throw attempts.problems }
    (members, place, areWeights) = found
    total = binding.slot
    type = binding.type
    isNullable = binding.isNullable
    interval = binding.interval.withZero
    let isOfParent = try PartKind.isOfParent(call, in: context)
    if case .elements = context.partition { isElement = true } else { isElement = false }
    handsOut = isElement || isOfParent
    if !handsOut, members.count < 2 { throw DiagnosticList([.onlyPart(call)]) }
  }

  /// The total is of a type that sums exactly.
  private static func total(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> InputBinding {
    let path = try call.literal()
    let binding = try context.path(path).binding
    switch binding.type {
    case .duration, .decimal: return binding
    case let type where type.isInteger: return binding
    default: throw DiagnosticList([.inexactTotal(path, binding.type)])
    }
  }

  /// Whether the total is that of the parent which rows are counted by.
  private static func isOfParent(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> Bool {
    guard case .columns = context.partition else { return false }
    let names = try call.literal().text.split(separator: ".")
    guard names.count > 1 else { return false }
    if context.isRowsPerUnread { throw DiagnosticList() }
    return context.rowsPer == [String(names[0])]
  }

  private static func members(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> (members: [Member], place: Int, areWeights: Bool) {
    var calls: [(name: String, call: GeneratorCall)] = [(context.column, call)]
    switch context.partition {
    case .none: throw DiagnosticList([.partInside(call)])
    case .elements: break
    case .columns(let columns):
      let path = try call.literal().text
      calls = columns.filter { $0.call.word == syntax.word && $0.call.totalPath == path }
    }
    let weighted = calls.filter { $0.call.options["weight"] != nil }
    let drawn = calls.filter { $0.call.options["weight"] == nil }
    if call.options["alpha"] != nil, call.options["weight"] != nil {
      throw DiagnosticList([.twoSizes(call)])
    }
    // Told once, at the first that differs from the first.
    if let first = calls.first, !weighted.isEmpty, !drawn.isEmpty {
      let isFirstDrawn = first.call.options["weight"] == nil
      let other = isFirstDrawn ? weighted[0] : drawn[0]
      throw DiagnosticList(other.call.location == call.location ? [.mixedSizes(call)] : [])
    }
    var attempts = Attempts()
    var members: [Member] = []
    for (name, member) in calls {
      attempts.run { () throws(DiagnosticList) in
        members.append(Member(lane: name, size: try size(member, of: call, in: context)))
      }
    }
    try attempts.finish()
    let place = calls.firstIndex { $0.name == context.column } ?? 0
    return (members, place, !weighted.isEmpty)
  }

  /// - Parameter call: the column's own; what is wrong with others is told there.
  private static func size(
    _ member: GeneratorCall, of call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> NumericArgument {
    if member.options.isUnread(anyOf: ["alpha", "weight"]) { throw DiagnosticList() }
    guard let value = member.options["weight"] ?? member.options["alpha"] else {
      return .constant(1)
    }
    let isOwn = member.location == call.location
    let size: NumericArgument
    do throws(DiagnosticList) {
      size = try NumericArgument(value, in: context)
    } catch { throw isOwn ? error : DiagnosticList() }
    let least = member.options["weight"] == nil ? Double.leastNormalMagnitude : 0
    if let constant = size.constant, constant < least {
      throw DiagnosticList(isOwn ? [.noAlpha(value, call)] : [])
    }
    return size
  }

  package func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let totals = try request.input(total)
    switch totals.values {
    case .int64(let values):
      return Column(type, .int64(try parts(of: values, request)), validity: totals.validity)
    case .int128(let values):
      return Column(type, .int128(try parts(of: values, request)), validity: totals.validity)
    default: preconditionFailure("a total that sums exactly")
    }
  }

  private func parts<Whole: FixedWidthInteger & SignedInteger>(
    of totals: [Whole], _ request: GenerationRequest
  ) throws(EvaluationError) -> [Whole] {
    let sizes = try members.map { (member) throws(EvaluationError) in
      try self.sizes(of: member, request)
    }
    let streams = members.map { member in
      isElement ? request.stream : request.record.lane("part").lane(member.lane)
    }
    let draws = zip(sizes, streams).map { size, stream in
      areWeights ? [] : Dirichlet.draws(alpha: size, stream, request.rowKeys)
    }
    var parts = [Whole](repeating: 0, count: totals.count)
    var shares = Dirichlet()
    var sums: [Double] = []
    var first = 0
    while first < totals.count {
      var last = first + 1
      if handsOut { while last < totals.count, request.ranks[last] != 0 { last += 1 } }
      shares.removeAll()
      for row in first..<last {
        for member in members.indices {
          let size = sizes[member][row]
          if areWeights {
            shares.add(size)
          } else if size >= 1 {
            shares.add(draws[member][row])
          } else {
            shares.add(
              draws[member][row], alpha: size, streams[member], request.rowKeys[row])
          }
        }
      }
      let isPositive = shares.cumulated(into: &sums)
      guard isPositive || totals[first] == 0 else { throw nothingToShare(first) }
      for row in first..<last where isPositive {
        let part = (row - first) * members.count + place
        parts[row] = ExactParts.part(
          of: totals[row], from: sums[part], to: sums[part + 1], sum: sums[sums.count - 1])
      }
      first = last
    }
    return parts
  }

  /// Weights or alphas of each row; a weight that is missing is none.
  private func sizes(
    of member: Member, _ request: GenerationRequest
  ) throws(EvaluationError) -> LawArgument {
    let (value, validity) = try member.size.argument(request)
    guard case .perRow(var values) = value else { return value }
    for row in values.indices {
      let isMissing = validity.map { !$0[row] } ?? false
      if isMissing, areWeights {
        values[row] = 0
      } else if isMissing || !values[row].isFinite || values[row] < 0
        || !areWeights && values[row] == 0
      {
        throw EvaluationError(
          row: row,
          message: isMissing
            ? "'alpha' is missing" : "the \(areWeights ? "weight" : "alpha") is \(values[row])",
          code: "part-size",
          expected: areWeights ? "weights of 0 or more" : "an 'alpha' above 0, in each row",
          words: ["part"])
      }
    }
    return .perRow(values)
  }

  private func nothingToShare(_ row: Int) -> EvaluationError {
    EvaluationError(
      row: row, message: "all weights of the parts are 0, but their total is not",
      code: "no-weight",
      expected: "a weight above 0 for at least one part", words: ["part", "weight"])
  }
}

extension GeneratorCall {
  /// The total that `part` names; nil where it could not be read.
  fileprivate var totalPath: String? {
    if case .literal(let path) = argument { path.text } else { nil }
  }
}

extension ValueInterval {
  /// What parts of values lie within.
  fileprivate var withZero: ValueInterval { joined(.exact(lower: 0, upper: 0)) }
}

extension Diagnostic {
  fileprivate static func inexactTotal(_ path: Scalar, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "inexact-total", "'\(path.text)' is \(type.article), whose parts do not sum to it exactly",
      at: path.location, pointer: path.pointer,
      expected: "a whole number, a length of time or a decimal, such as 'type: \"decimal(12,2)\"' "
        + "beside the total")
  }

  fileprivate static func partInside(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "part-inside", "'part' stands where no other parts of its total can", at: call.location,
      pointer: call.pointer, expected: "'part' as a column, or in the elements of a list")
  }

  fileprivate static func onlyPart(_ call: GeneratorCall) -> Diagnostic {
    let path = call.totalPath ?? "…"
    return Diagnostic(
      "only-part", "'\(path)' has no other part in the row, so this one is all of it",
      at: call.location, pointer: call.pointer,
      expected:
        "another column with 'part: \(path)', or rows counted 'per' the key that leads to it")
  }

  fileprivate static func twoSizes(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "part-size-twice", "'alpha' and 'weight' both say how large the part is", at: call.location,
      pointer: call.pointer, expected: "one of them")
  }

  fileprivate static func mixedSizes(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "mixed-parts", "some parts of '\(call.totalPath ?? "…")' have a 'weight' and others have not",
      at: call.location, pointer: call.pointer, expected: "'weight' beside all of them, or none")
  }

  fileprivate static func noAlpha(_ value: ArgumentValue, _ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "part-size", "'alpha' is not above 0", at: value.location, pointer: call.pointer,
      expected: "a number above 0, larger for shares that stray less")
  }
}
