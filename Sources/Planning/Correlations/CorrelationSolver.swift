import Columnar
import Diagnostics
import Generators
import Sampling
import SchemaModel

/// A stated correlation with that of the normal numbers which gives it.
struct SolvedCorrelation {
  var stated: StatedCorrelation
  var normal: Double

  var plan: CorrelationPlan {
    CorrelationPlan(
      columns: stated.columns, measure: stated.measure, target: stated.target, normal: normal)
  }
}

/// Finds the correlation of normal numbers that gives columns the one that is stated.
struct CorrelationSolver {
  private let table: TablePlan
  private var series: [Key: ScoreSeries] = [:]

  private struct Key: Hashable {
    var column: Int
    var measure: CorrelationPlan.Measure
  }

  init(_ table: TablePlan) { self.table = table }

  /// - Returns: the pairs that can have what is stated.
  mutating func solved(
    _ pairs: [StatedCorrelation], _ problems: inout DiagnosticList
  ) -> [SolvedCorrelation] {
    var solved: [SolvedCorrelation] = []
    for pair in pairs {
      do throws(DiagnosticList) {
        solved.append(SolvedCorrelation(stated: pair, normal: try normal(pair)))
      } catch { problems.all += error.all.filter { !problems.all.contains($0) } }
    }
    return solved
  }

  private mutating func normal(_ pair: StatedCorrelation) throws(DiagnosticList) -> Double {
    if pair.measure == .copula { return pair.target }
    let laws = try scores(of: pair)
    guard laws.reach.contains(pair.target) else {
      throw DiagnosticList([
        .beyondReach(
          pair, table.columns[pair.columns.first].name, table.columns[pair.columns.second].name,
          laws.reach)
      ])
    }
    return laws.normal(for: pair.target)
  }

  /// What a pair has where the normal numbers have this correlation, as far as it can be told.
  mutating func correlation(_ pair: StatedCorrelation, normal: Double) -> Double {
    guard pair.measure != .copula, let laws = try? scores(of: pair) else { return normal }
    return laws.correlation(normal: normal)
  }

  /// The normal number's correlation, where the pair can have this one.
  mutating func normal(_ pair: StatedCorrelation, for target: Double) -> Double? {
    guard pair.measure != .copula, let laws = try? scores(of: pair) else { return target }
    return laws.reach.contains(target) ? laws.normal(for: target) : nil
  }

  private mutating func scores(of pair: StatedCorrelation) throws(DiagnosticList) -> ScorePair {
    var problems = DiagnosticList()
    var both: [ScoreSeries] = []
    for column in [pair.columns.first, pair.columns.second] {
      do throws(DiagnosticList) {
        both.append(try self.series(of: column, pair))
      } catch { problems.all += error.all }
    }
    if problems.hasErrors { throw problems }
    return ScorePair(both[0], both[1])
  }

  private mutating func series(
    of column: Int, _ pair: StatedCorrelation
  ) throws(DiagnosticList) -> ScoreSeries {
    let key = Key(column: column, measure: pair.measure)
    if let known = series[key] { return known }
    let plan = table.columns[column]
    guard case .local(let source) = plan.generator else { throw DiagnosticList() }
    let made: ScoreSeries
    if let marginal = plan.marginal(source) {
      if pair.measure == .pearson {
        guard plan.type != .text else { throw DiagnosticList([.noNumbers(plan.name, pair)]) }
        guard marginal.hasVariance else { throw DiagnosticList([.noVariance(plan.name, pair)]) }
      }
      made = ScoreSeries(marginal, pair.measure == .pearson ? .value : .rank)
      guard made.hasVariance else { throw DiagnosticList([.oneValue(plan.name, pair)]) }
    } else {
      guard pair.measure == .spearman, source.isSmooth, plan.keepsRanks else {
        throw DiagnosticList([.lawDiffers(plan.name, pair)])
      }
      made = .evenRanks
    }
    series[key] = made
    return made
  }
}

extension ColumnPlan {
  /// The law of the values as they are written: rounded, and in their type.
  fileprivate func marginal(_ source: any ColumnSource) -> Marginal? {
    guard let law = source.distribution, source.type != .time else { return source.marginal }
    var final = law
    if let rounding { final = final.brought(to: rounding.grid) }
    if source.type == .float64 {
      if type.isInteger { final = final.brought(to: Grid()) }
      if case .decimal(_, let scale) = type {
        final = final.brought(to: Grid(parts: Double(LogicalType.powerOfTen(scale))))
      }
    }
    return Marginal(final)
  }

  /// Whether what a smooth law gives keeps its order, all but a few ties.
  fileprivate var keepsRanks: Bool {
    switch rounding {
    case nil, .digits(1...)?: break
    case .digits?, .step?, .grid?: return false
    }
    if case .decimal(_, let scale) = type { return scale > 0 }
    return !type.isInteger || type == .duration
  }
}

extension Distribution {
  /// Rounded, unless the step is so narrow that nobody sees it.
  fileprivate func brought(to grid: Grid) -> any Distribution {
    let width = grid.value(1)
    return width * width < 1e-8 * variance ? self : discretised(to: grid)
  }
}

extension Diagnostic {
  fileprivate static func beyondReach(
    _ pair: StatedCorrelation, _ first: String, _ second: String, _ reach: ClosedRange<Double>
  ) -> Diagnostic {
    let low = (reach.lowerBound * 1e4).rounded(.up) / 1e4
    let high = (reach.upperBound * 1e4).rounded(.down) / 1e4
    return Diagnostic(
      "correlation-range",
      "'\(first)' and '\(second)' cannot have a \(pair.measure.rawValue) correlation of "
        + "\(pair.target)", at: pair.location, pointer: pair.pointer,
      expected: "\(low) to \(high), which their laws allow")
  }

  fileprivate static func noNumbers(_ name: String, _ pair: StatedCorrelation) -> Diagnostic {
    Diagnostic(
      "correlation-undefined", "'pearson' is of numbers, and '\(name)' is text",
      at: pair.location, pointer: pair.pointer,
      expected: "'spearman', where texts rise in the order of the document")
  }

  fileprivate static func noVariance(_ name: String, _ pair: StatedCorrelation) -> Diagnostic {
    Diagnostic(
      "correlation-undefined",
      "the values of '\(name)' have no variance, so nothing is their pearson correlation",
      at: pair.location, pointer: pair.pointer, expected: "'spearman', or 'between' beside the law")
  }

  fileprivate static func oneValue(_ name: String, _ pair: StatedCorrelation) -> Diagnostic {
    Diagnostic(
      "correlation-undefined", "'\(name)' has one value, which is correlated with nothing",
      at: pair.location, pointer: pair.pointer, expected: "a column whose values differ")
  }

  fileprivate static func lawDiffers(_ name: String, _ pair: StatedCorrelation) -> Diagnostic {
    Diagnostic(
      "correlation-undefined",
      "the law of '\(name)' differs by row, so its \(pair.measure.rawValue) correlation cannot be "
        + "told", at: pair.location, pointer: pair.pointer,
      expected: "'copula', or the same law in all rows; 'spearman' also for laws without steps")
  }
}
