import Columnar
import Expressions
import Generators
import Sampling

extension MissingPlan {
  /// The column without what is missing by chance, each row for itself.
  ///
  /// - Draws: one per row, in a lane of its own.
  package func without(
    _ column: Column, _ request: GenerationRequest
  ) throws(EvaluationError) -> Column {
    let draws = request.stream.lane("missing").uniforms(for: request.rowKeys)
    let (value, validity) = try rate.argument(request)
    switch value {
    case .constant(let rate):
      return column.masked(by: Bitmap(count: request.count) { draws[$0] >= rate })
    case .perRow(var rates):
      // What a null row holds is not its value: a share that is missing takes nothing away.
      if let validity { for row in rates.indices where !validity[row] { rates[row] = 0 } }
      for row in rates.indices where !(0...1).contains(rates[row]) {
        throw EvaluationError(
          row: row, message: "the share \(rates[row]) of missing values is not within 0…1",
          code: "share-range", expected: "a share from 0 to 1 in each row", words: ["missing"])
      }
      return column.masked(by: Bitmap(count: request.count) { draws[$0] >= rates[$0] })
    }
  }
}
