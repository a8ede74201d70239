import Columnar
import Diagnostics
import Generators
import SchemaModel

/// Two columns with the correlation that the document states for them.
struct StatedCorrelation {
  var columns: (first: Int, second: Int)
  var measure: CorrelationPlan.Measure
  var target: Double
  /// Where it stands.
  var location: DocumentLocation
  var pointer: String

  /// Whether it is of these two columns, in whichever order.
  func joins(_ one: Int, _ other: Int) -> Bool {
    columns == (one, other) || columns == (other, one)
  }
}

/// Reads the `correlations` of a table.
struct CorrelationReader {
  private let state: TableState
  private let table: TablePlan
  private let reader: ConstantReader
  private var attempts = Attempts()
  private var pairs: [StatedCorrelation] = []

  private init(_ state: TableState, _ table: TablePlan, _ constants: Constants) {
    self.state = state
    self.table = table
    reader = ConstantReader(constants: constants)
  }

  /// - Returns: the pairs that could be read, and whether that is all of them.
  static func pairs(
    of state: TableState, _ table: TablePlan, _ constants: Constants,
    _ problems: inout DiagnosticList
  ) -> (pairs: [StatedCorrelation], areAll: Bool) {
    var reader = CorrelationReader(state, table, constants)
    for words in state.spec.correlations { reader.read(words) }
    problems.all += reader.attempts.problems.all
    return (reader.pairs, !reader.attempts.hasFailed)
  }

  private mutating func read(_ words: Arguments) {
    let measure = measure(words)
    guard case .list(let names, _)? = words["between"] else {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
      return
    }
    var columns: [Int?] = []
    for name in names {
      let (state, table) = (state, table)
      columns.append(
        attempts.run { () throws(DiagnosticList) in
          try CorrelationReader.column(name, state, table)
        })
    }
    let known = columns.compactMap { $0 }
    if names.count < 2 || Set(known).count < known.count {
      fail(.pairOfColumns(words))
    }
    guard let measure, let value = words[measure.rawValue] else { return }
    guard let targets = targets(value, count: names.count, words), known.count == names.count
    else { return }
    for (second, line) in targets.enumerated() {
      for (first, target) in line.enumerated() {
        add(known[first], known[second], measure, target, value.location, words)
      }
    }
  }

  private mutating func fail(_ problem: Diagnostic) {
    attempts.run { () throws(DiagnosticList) in throw DiagnosticList([problem]) }
  }

  private mutating func add(
    _ first: Int, _ second: Int, _ measure: CorrelationPlan.Measure, _ target: Double,
    _ location: DocumentLocation, _ words: Arguments
  ) {
    let isKnown = pairs.contains {
      [$0.columns.first, $0.columns.second].sorted() == [first, second].sorted()
    }
    guard !isKnown else {
      fail(.correlatedTwice(table.columns[first].name, table.columns[second].name, words))
      return
    }
    pairs.append(
      StatedCorrelation(
        columns: (first, second), measure: measure, target: target, location: location,
        pointer: words.pointer))
  }

  private mutating func measure(_ words: Arguments) -> CorrelationPlan.Measure? {
    let measures: [CorrelationPlan.Measure] = [.spearman, .pearson, .copula]
    let written = measures.filter { words[$0.rawValue] != nil }
    if written.count == 1, words[written[0].rawValue]?.isUnread == false { return written[0] }
    if written.count == 1 || words.hasUnknownWords {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
    } else {
      fail(.oneMeasure(words, count: written.count))
    }
    return nil
  }

  /// A column that follows shares of probability.
  private static func column(
    _ value: ArgumentValue, _ state: TableState, _ table: TablePlan
  ) throws(DiagnosticList) -> Int {
    guard case .literal(let name) = value else { throw DiagnosticList() }
    guard let index = state.column(name.text) else {
      if state.spec.hasUnreadNames { throw DiagnosticList() }
      throw DiagnosticList([.noSuchColumn(name, state)])
    }
    guard case .done = state.columns[index].progress else { throw DiagnosticList() }
    let plan = table.columns[index]
    guard case .local(let source) = plan.generator, source.followsShares, plan.drawnPer == nil
    else {
      throw DiagnosticList([.cannotCorrelate(name, state.columns[index])])
    }
    return index
  }

  /// The part of the matrix below its diagonal, by lines; the first is empty.
  private mutating func targets(
    _ value: ArgumentValue, count: Int, _ words: Arguments
  ) -> [[Double]]? {
    guard case .list(let lines, _) = value else {
      guard let target = number(value) else { return nil }
      return (0..<count).map { Array(repeating: target, count: $0) }
    }
    var matrix: [[Double?]] = []
    for line in lines {
      guard case .list(let values, _) = line else {
        attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
        return nil
      }
      matrix.append(values.map { number($0) })
    }
    guard matrix.count == count, matrix.allSatisfy({ $0.count == count }) else {
      fail(.matrixSize(words, value.location, count))
      return nil
    }
    var known: [[Double]] = []
    for line in matrix {
      let numbers = line.compactMap { $0 }
      guard numbers.count == count else { return nil }
      known.append(numbers)
    }
    for row in 0..<count {
      guard known[row][row] == 1, (0..<row).allSatisfy({ known[row][$0] == known[$0][row] }) else {
        fail(.matrixForm(words, lines[row].location))
        return nil
      }
    }
    return (0..<count).map { Array(known[$0].prefix($0)) }
  }

  private mutating func number(_ value: ArgumentValue) -> Double? {
    let reader = reader
    return attempts.run { () throws(DiagnosticList) -> Double in
      let constant = try reader.value(value, as: .float64)
      guard let number = constant.double else { throw DiagnosticList() }
      guard (-1...1).contains(number) else {
        throw DiagnosticList([.noCorrelation(number, value)])
      }
      return number
    }
  }
}

extension Diagnostic {
  fileprivate static func pairOfColumns(_ words: Arguments) -> Diagnostic {
    Diagnostic(
      "correlation-columns", "'between' does not name two different columns",
      at: words.location(of: "between"), pointer: words.pointer,
      expected: "two or more columns, each once")
  }

  fileprivate static func correlatedTwice(
    _ first: String, _ second: String, _ words: Arguments
  ) -> Diagnostic {
    Diagnostic(
      "correlation-twice", "the correlation of '\(first)' and '\(second)' is stated twice",
      at: words.location, pointer: words.pointer, expected: "one for each pair")
  }

  fileprivate static func oneMeasure(_ words: Arguments, count: Int) -> Diagnostic {
    Diagnostic(
      "correlation-measure",
      count == 0 ? "no correlation is stated" : "the correlation is stated in two ways",
      at: words.location, pointer: words.pointer,
      expected: "one of 'spearman', 'pearson', 'copula'")
  }

  fileprivate static func noSuchColumn(_ name: Scalar, _ state: TableState) -> Diagnostic {
    let names = state.columns.map(\.name)
    return Diagnostic(
      "unknown-column", "'\(state.name)' has no column '\(name.text)'", at: name.location,
      pointer: name.pointer, expected: oneOf(names, "columns")
    ).proposing(DidYouMean.proposal(for: name.text, in: names), in: name.source)
  }

  fileprivate static func cannotCorrelate(_ name: Scalar, _ column: ColumnState) -> Diagnostic {
    let modifiers = column.spec?.modifiers
    let deals =
      modifiers?["per"] != nil ? "per" : ["exact", "unique"].first { modifiers?.flag($0) == true }
    let reason =
      deals.map { $0 == "per" ? "'per' tells its values" : "'\($0)' deals its values out" }
      ?? (column.isLiteral
        ? "its values stand in 'literal'"
        : "'\(column.spec?.generator.word ?? "")' follows no law of its own")
    return Diagnostic(
      "cannot-correlate", "'\(name.text)' cannot be correlated: \(reason)", at: name.location,
      pointer: name.pointer,
      expected: deals.map { "'\(name.text)' without '\($0)'" }
        ?? "a column made with a law, 'choice', 'chance', 'date' or cases of these")
  }

  fileprivate static func matrixSize(
    _ words: Arguments, _ location: DocumentLocation, _ count: Int
  ) -> Diagnostic {
    Diagnostic(
      "correlation-matrix", "the matrix does not have a line and a number for each column",
      at: location, pointer: words.pointer, expected: "\(count) lines of \(count) numbers")
  }

  fileprivate static func matrixForm(
    _ words: Arguments, _ location: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "correlation-matrix", "the matrix is not the same on both sides of a diagonal of 1",
      at: location, pointer: words.pointer,
      expected: "1 where a column meets itself, and one number for each pair, written twice")
  }

  fileprivate static func noCorrelation(_ number: Double, _ value: ArgumentValue) -> Diagnostic {
    Diagnostic(
      "out-of-range", "\(number) is no correlation", at: value.location, pointer: value.pointer,
      expected: "a number from -1 to 1")
  }
}
