import Planning

/// What a material is made for, where the document says it: failures are told there.
struct MaterialSubject: Sendable {
  var table: Int
  var column: Int?
  /// From the column, or from the table where there is none.
  var words: [String] = []

  init(table: Int, words: [String] = []) {
    self.table = table
    self.words = words
  }

  init(_ id: ColumnID, words: [String] = []) {
    table = id.table
    column = id.column
    self.words = words
  }
}

/// Failures of materials, so that all that do not follow from others are told together.
struct PreparationProblems {
  private(set) var failures: [GenerationFailure] = []
  private var failed: Set<MaterialPlan.Kind> = []

  /// Whether a material rests on one that is not there; what rests on it is not made either.
  mutating func prevent(_ material: MaterialPlan) -> Bool {
    guard !material.needs.isDisjoint(with: failed) else { return false }
    failed.insert(material.kind)
    return true
  }

  /// Runs a body that makes a material.
  ///
  /// - Throws: what is no failure of the document, such as being told to stop.
  mutating func attempt(
    _ kind: MaterialPlan.Kind, _ body: () throws(RunError) -> Void
  ) throws(RunError) -> Bool {
    do throws(RunError) {
      try body()
      return true
    } catch {
      switch error {
      case .generation(let failure): add([failure], kind)
      case .preparation(let several), .rows(_, let several): add(several, kind)
      case .sink, .cancelled: throw error
      }
      return false
    }
  }

  private mutating func add(_ several: [GenerationFailure], _ kind: MaterialPlan.Kind) {
    failed.insert(kind)
    // Two materials may stumble over one column.
    for failure in several where !failures.contains(failure) { failures.append(failure) }
  }
}
