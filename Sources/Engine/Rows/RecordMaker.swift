import Columnar
import Expressions
import Generators
import Planning

/// Makes what is written beside the data about the rows of a frame.
struct RecordMaker {
  let frame: Frame

  func make(_ record: ColumnRecord) throws(EvaluationError) -> Column {
    switch record {
    case .complete(let column): return try ColumnMaker(frame: frame, index: column).complete()
    case .missingRate(let column): return try rates(column)
    case .microseconds(let column):
      let lengths = try frame.column(column)
      return Column(.int64, lengths.values, validity: lengths.validity)
    case .position: return Column(.int64, .int64(frame.positions.all.map { Int64($0) }))
    }
  }

  /// The chance with which each value of a column goes missing; of one that is not there anyway
  /// none.
  private func rates(_ index: Int) throws(EvaluationError) -> Column {
    let plan = frame.plan.columns[index]
    let maker = ColumnMaker(frame: frame, index: index)
    guard let missing = plan.missing else { preconditionFailure("a column that loses values") }
    let complete = try maker.complete()
    let (value, validity) = try missing.rate.argument(maker.request(plan, own: complete))
    let rates = (0..<frame.count).map { row in
      complete.isNull(row) || validity.map { !$0[row] } ?? false ? 0 : value[row]
    }
    return Column(.float64, .float64(rates), validity: complete.validity)
  }
}
