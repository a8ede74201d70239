import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Whole numbers of a range, each at most once: a permutation of the range, cut at the row count.
///
/// Behind `integer` with `unique: true`. The space is the range, never the number of rows, so rows
/// keep their value when the table grows.
package struct UniqueIntegers: ColumnSource {
  package let type = LogicalType.int64
  package let isUnique = true
  private let from: Int64
  private let size: UInt64
  package let interval: ValueInterval

  /// - Throws: `space-too-small` where the range holds fewer numbers than there are rows.
  package init(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) {
    if call.argument.isUnread { throw DiagnosticList() }
    guard case .record(let arguments) = call.argument, let first = arguments["from"],
      let last = arguments["to"]
    else { preconditionFailure("both ends of an integer range") }
    var attempts = Attempts()
    let begin = attempts.run { () throws(DiagnosticList) in try NumericArgument(first, in: context)
    }
    let end = attempts.run { () throws(DiagnosticList) in try NumericArgument(last, in: context) }
    guard let begin, let end else { throw attempts.problems }
    guard let low = begin.constant, let high = end.constant, low <= high
    else { throw DiagnosticList([.rangeVaries(call)]) }
    // The permutation is of at most 2^53 numbers, which floats tell apart.
    guard low == low.rounded(), high == high.rounded(), abs(low) <= 0x1p53, abs(high) <= 0x1p53
    else { throw DiagnosticList([.rangeNotWhole(call)]) }
    from = Int64(low)
    size = UInt64(Int64(high) - Int64(low)) + 1
    interval = .exact(lower: Int128(low), upper: Int128(high))
    if let rows = context.rowCount, UInt64(rows) > size {
      throw DiagnosticList([.spaceTooSmall(call, size: size, rows: rows)])
    }
  }

  package func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let permutation = Permutation(request.stream, size: size)
    for row in 0..<request.count where request.ranks[row] >= size {
      throw EvaluationError(
        row: row, message: "the numbers of the range are used up, of which there are \(size)",
        code: "space-used-up",
        expected: "a range with at least as many numbers as there are rows")
    }
    let from = from
    return Column(
      .int64, .int64(permutation.values(at: request.ranks).map { from &+ Int64($0) }))
  }
}

extension Diagnostic {
  fileprivate static func rangeVaries(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "unique-varies", "'unique' needs one range for all rows, with 'from' up to 'to'",
      at: call.location, pointer: call.pointer,
      expected: "literals or expressions of parameters")
  }

  fileprivate static func rangeNotWhole(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "unique-range", "'unique' needs whole numbers as ends of the range", at: call.location,
      pointer: call.pointer, expected: "whole numbers from \(-(1 << 53)) to \(1 << 53)")
  }

  fileprivate static func spaceTooSmall(
    _ call: GeneratorCall, size: UInt64, rows: Int
  ) -> Diagnostic {
    Diagnostic(
      "space-too-small",
      "\(rows) rows cannot have different values from a range of \(size) numbers, "
        + "\(UInt64(rows) - size) too few",
      at: call.location, pointer: call.pointer, expected: "a range of at least \(rows) numbers")
  }
}
