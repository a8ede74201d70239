import Columnar
import Expressions
import Generators

/// Inputs of a condition on pairs: this row's columns and the candidate's.
final class PairInputs: InputSource {
  private let frame: Frame
  private let rows: [Int]
  private let candidates: Frame
  private let paths: [InputPath]

  init(frame: Frame, rows: [Int], candidates: Frame, paths: [InputPath]) {
    self.frame = frame
    self.rows = rows
    self.candidates = candidates
    self.paths = paths
  }

  func column(_ slot: Int) throws(EvaluationError) -> Column {
    if case .candidate(let path) = paths[slot] { return try candidates.value(path) }
    return try frame.value(paths[slot]).gathered(rows)
  }
}
