import Behaviour
import Columnar
import Expressions
import Generators
import Planning

/// When each parent of a frame can have rows (mode B): between its `since` and its `until`.
struct ParentLives {
  private let since: [Int64]?
  private let until: [Int64]?
  /// Which parents have a `since`; one without it never begins.
  private let begun: Bitmap?
  private let grid: TimeGrid
  /// Whether all have time; next to the window's end it may be too short for a double to tell.
  private let allHaveTime: Bool

  /// - Parameters:
  ///   - table: the children's.
  ///   - parents: rows of the parents' table.
  init(
    _ arrivals: ArrivalPlan, of table: Int, _ parents: Frame
  ) throws(EvaluationError) {
    let plan = arrivals.parent
    allHaveTime = !(plan?.mayLackTime ?? false)
    let start = try plan?.since.map { (instant) throws(EvaluationError) in
      try InstantReader.read(instant, plan?.inputs ?? [], in: parents)
    }
    since = start?.values
    begun = start?.validity
    until = try plan?.until.map { (instant) throws(EvaluationError) in
      var (values, validity) = try InstantReader.read(instant, plan?.inputs ?? [], in: parents)
      // A parent whose end is missing goes on living.
      if let validity { for row in values.indices where !validity[row] { values[row] = .max } }
      return values
    }
    grid = try parents.context.timeGrid(of: table, arrivals)
  }

  /// The weight of the arrivals before a parent begins and ends; nil where there is none between,
  /// so that none of its rows could have a time.
  func part(_ row: Int) -> (low: Double, high: Double)? {
    if let begun, !begun[row] { return nil }
    let low = since.map { grid.mass(before: $0[row]) } ?? 0
    let high = until.map { grid.mass(before: $0[row]) } ?? 1
    return low < high || allHaveTime ? (low, high) : nil
  }

  /// The instant of a draw within the part.
  func time(_ row: Int, _ part: (low: Double, high: Double), draw: Double) -> Int64 {
    let time = grid.time(at: part.low + draw * (part.high - part.low))
    // The inverse may round over an end by a microsecond.
    return max(min(time, until.map { $0[row] - 1 } ?? time), since?[row] ?? time)
  }
}

extension RunContext {
  /// How the arrivals of a table without a grid of rows spread over time.
  func timeGrid(of table: Int, _ arrivals: ArrivalPlan) throws(EvaluationError) -> TimeGrid {
    try materials.timeGrids.grid(of: table) { () throws(EvaluationError) in
      let builder = GridBuilder(
        rowCount: 0, firstDay: arrivals.firstDay, base: arrivals.base, shares: arrivals.shares,
        hours: arrivals.hours, stream: tableStream(table, "arrivals"))
      do throws(GridProblem) {
        return try builder.timeGrid()
      } catch {
        throw EvaluationError(
          row: nil, message: "the shares of the factors cannot hold together",
          code: "factors-contradict", expected: "shares that some weights of the days reach")
      }
    }
  }
}

/// Reads an instant of parents; a date is its midnight.
enum InstantReader {
  static func read(
    _ instant: any ColumnSource, _ inputs: [InputPath], in frame: Frame
  ) throws(EvaluationError) -> (values: [Int64], validity: Bitmap?) {
    // Instants draw nothing, so that the stream is none in particular.
    let stream = frame.context.stream(frame.table, "")
    let request = try frame.request(stream: stream, record: stream, inputs: inputs)
    let column = try Conversion.convert(
      try instant.generate(request), to: .timestamp(utc: false))
    guard case .int64(let values) = column.values else { preconditionFailure("times are integers") }
    return (values, column.validity)
  }
}
