import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// Consecutive integers: the row at position `i` holds `start + i * step`; with `per`, `i` counts
/// the rows of one parent, or those that agree in some columns.
///
/// - Draws: none; the column is the same for every seed.
struct SequenceKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "sequence", "Consecutive integers in the order of the rows.",
    argument: .record(
      Shape(
        "sequence", "Where to start and how far to step.",
        [
          Parameter(
            "start", .integer(Int64.min...Int64.max, .none), default: "1", "Value of the first row."
          ),
          Parameter(
            "step", .integer(Int64.min...Int64.max, .none), default: "1",
            "Difference between neighbouring rows; not 0."),
          Parameter(
            "per", .oneOf([.name, .list(of: .name)]),
            "A column, or several: rows that agree in them are counted anew, in the order of the table. Of the key that `rows` are `per`, nothing is kept to count by."
          ),
        ], shorthand: "start")))

  private let start: Int64
  private let step: Int64
  let type = LogicalType.int64
  let interval: ValueInterval
  /// False where rows are counted anew.
  let isUnique: Bool
  /// Rows that agree in these inputs are counted anew; none where those of a parent are.
  let groupSlots: [Int]
  /// Rows without a value to agree in have no number.
  let isNullable: Bool
  var isAscending: Bool { isUnique && step > 0 }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    guard case .record(let arguments) = call.argument else { throw DiagnosticList() }
    start = call.integer("start") ?? 1
    step = call.integer("step") ?? 1
    var problems = DiagnosticList()
    if step == 0 { problems.report(.zeroStep(call)) }
    let keys = arguments.names("per")
    let isKeyKnown = !context.isRowsPerUnread && !context.isUnread("rows")
    var slots: [InputBinding] = []
    if !keys.isEmpty, isKeyKnown, keys.map(\.text) != context.rowsPer {
      if context.numbersGroups {
        do throws(DiagnosticList) {
          slots = try Self.slots(of: keys, in: context)
        } catch { problems.all += error.all }
      } else {
        problems.report(.notCountedPer(keys[0], context.rowsPer))
      }
    }
    if problems.hasErrors || arguments.isUnread(anyOf: ["start", "step", "per"])
      || (arguments["per"] != nil && (keys.isEmpty || !isKeyKnown))
    {
      throw problems
    }
    groupSlots = slots.map(\.slot)
    isNullable = slots.contains { $0.isNullable }
    if !keys.isEmpty {
      isUnique = false
      interval = .unbounded
      return
    }
    isUnique = true
    let last = Int128(start) + Int128(step) * Int128(max((context.rowCount ?? 1) - 1, 0))
    guard Int64(exactly: last) != nil else { throw DiagnosticList([.sequenceTooLong(call, last)]) }
    interval =
      context.rowCount == nil
      ? .unbounded
      : .exact(lower: min(Int128(start), last), upper: max(Int128(start), last))
  }

  /// The inputs that say which rows are counted together.
  private static func slots(
    of keys: [Scalar], in context: any ColumnContext
  ) throws(DiagnosticList) -> [InputBinding] {
    var attempts = Attempts()
    let slots = keys.compactMap { key in
      attempts.run { () throws(DiagnosticList) -> InputBinding in
        let binding = try context.path(key).binding
        guard binding.type.storage != .float64 else {
          throw DiagnosticList([.groupType(key, binding.type)])
        }
        return binding
      }
    }
    if attempts.hasFailed { throw attempts.problems }
    return slots
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    if isUnique, case .range(let first, let count) = request.ranks, let begin = value(at: first),
      count == 0 || value(at: first + UInt64(count) - 1) != nil
    {
      // The ends are in range, so all between them are.
      var values: [Int64] = []
      values.append(addingCapacity: count) { output in
        var next = begin
        for _ in 0..<count {
          output.append(next)
          next &+= step
        }
      }
      return Column(.int64, .int64(values))
    }
    var values = [Int64](repeating: 0, count: request.count)
    let ordinals = (UInt64(1) << UInt64(request.ordinalBits)) - 1
    for row in values.indices {
      let number =
        isUnique || !groupSlots.isEmpty ? request.ranks[row] : request.rowKeys[row] & ordinals
      guard let value = value(at: number) else {
        throw EvaluationError(
          row: row, message: "the sequence leaves the range of int64", code: "beyond-range",
          expected: "a 'start' and a 'step' that stay within int64 for all rows")
      }
      values[row] = value
    }
    return Column(.int64, .int64(values))
  }

  /// Nil beyond the range of int64.
  private func value(at rank: UInt64) -> Int64? {
    guard let rank = Int64(exactly: rank) else { return nil }
    let (offset, overflow) = rank.multipliedReportingOverflow(by: step)
    let (value, beyond) = start.addingReportingOverflow(offset)
    return overflow || beyond ? nil : value
  }
}

extension GeneratorCall {
  /// An integer literal of the generator's own record.
  func integer(_ name: String) -> Int64? {
    scalar(name).flatMap { LiteralReader.integer($0.text) }
  }

  /// A scalar of the generator's own record.
  func scalar(_ name: String) -> Scalar? {
    guard case .record(let arguments) = argument, case .literal(let scalar)? = arguments[name]
    else { return nil }
    return scalar
  }
}

extension Diagnostic {
  fileprivate static func groupType(_ key: Scalar, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "group-type", "'\(key.text)' is \(type.name), by which rows are not told apart",
      at: key.location, pointer: key.pointer,
      expected: "a key, a whole number, a date or a text")
  }

  fileprivate static func zeroStep(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "zero-step", "'step' is 0, so every row would hold the same value", at: call.location,
      pointer: call.pointer, expected: "a whole number other than 0")
  }

  fileprivate static func notCountedPer(_ key: Scalar, _ counted: [String]?) -> Diagnostic {
    guard let counted = counted?.first else {
      return Diagnostic(
        "sequence-per", "'per' is '\(key.text)', but the table's rows are not counted by parent",
        at: key.location, pointer: key.pointer,
        expected: "a table with rows: {per: \(key.text), …}")
    }
    return Diagnostic(
      "sequence-per", "'per' is '\(key.text)', but the table's rows are per '\(counted)'",
      at: key.location, pointer: key.pointer, expected: "'\(counted)'"
    ).proposing(counted, in: key.source)
  }

  fileprivate static func sequenceTooLong(_ call: GeneratorCall, _ last: Int128) -> Diagnostic {
    Diagnostic(
      "sequence-too-long", "the last row of the sequence would hold \(last)", at: call.location,
      pointer: call.pointer, expected: "values in the range of int64")
  }
}
