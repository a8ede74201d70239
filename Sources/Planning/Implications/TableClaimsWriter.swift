import Behaviour
import Claims
import Columnar
import Expressions
import Generators
import Sampling
import SchemaModel

/// Says what is so of the rows of one table.
struct TableClaimsWriter {
  /// Sets of texts that are larger are not told one by one.
  private static let mostTexts = 2_000

  let plan: GenerationPlan
  let table: Int
  let spec: TableSpec
  /// The columns that files hold.
  let written: Set<Int>
  private(set) var claims: [Claim] = []
  private(set) var unseen: [UnseenClaim] = []

  init(_ plan: GenerationPlan, _ spec: TableSpec, table: Int, written: Set<Int>) {
    self.plan = plan
    self.spec = spec
    self.table = table
    self.written = written
  }

  var rows: TablePlan { plan.tables[table] }

  mutating func write() {
    if let count = rows.source.rowCount {
      claims.append(Claim([], .rowCount(count), pointer: spec.pointer))
    }
    if rows.keyColumns.count > 1 { tellApart(rows.keyColumns, isKey: true) }
    let together = spec.uniqueNames.compactMap { name in
      rows.columns.firstIndex { $0.name == name.text }
    }
    if together.count > 1 { tellApart(together, isKey: false) }
    for column in written.sorted() { write(column) }
    for column in rows.columns.indices { writeReference(column) }
    for pair in rows.correlations { write(pair) }
    writeIndependence()
    writeRows()
  }

  private mutating func write(_ pair: CorrelationPlan) {
    let columns = [pair.columns.first, pair.columns.second]
    // Texts are ordered by their places in the document, which no file tells.
    guard columns.allSatisfy({ written.contains($0) && rows.columns[$0].type != .text }),
      let target = pair.spearman(rows.columns[columns[0]], rows.columns[columns[1]])
    else { return }
    claims.append(
      Claim(columns.map { rows.columns[$0].name }, .correlates(target), pointer: spec.pointer))
  }

  mutating func tellApart(_ columns: [Int], isKey: Bool) {
    guard columns.allSatisfy({ written.contains($0) }) else { return }
    claims.append(
      Claim(columns.map { rows.columns[$0].name }, .unique(isKey: isKey), pointer: spec.pointer))
  }

  private mutating func write(_ column: Int) {
    let plan = rows.columns[column]
    state(column, isUnique(column) ? .unique(isKey: rows.keyColumn == column) : nil)
    if !plan.isNullable, rows.keyColumn != column { state(column, .present) }
    if let ends = plan.interval.sqlEnds(of: plan.type) {
      state(column, .within(lower: ends.lower, upper: ends.upper))
    }
    if let texts = plan.texts, plan.type == .text, texts.count <= Self.mostTexts {
      state(column, .oneOf((0..<texts.count).map { SQLText.literal(texts[$0]) }))
    }
    if let missing = plan.missing { writeMissing(missing, column) }
    switch plan.generator {
    case .reference, .literal, .record: break
    case .local(let source): writeLocal(column, source)
    case .arrival: writeArrival(column)
    case .rollup(let rollup):
      do throws(RowScope.Unseen) {
        var text = try RollupText.text(rollup, plan: self.plan)
        if let word = word(column) { text.title = word }
        state(column, .equals(text))
      } catch { notSeen(column, error.reason) }
    }
  }

  private mutating func writeMissing(_ missing: MissingPlan, _ column: Int) {
    guard !missing.isNullableOtherwise, !missing.isAmongSelected else { return }
    if let share = missing.rate.constant {
      return state(column, .missing(share: share, isExact: missing.isExact))
    }
    let inputs = rows.columns[column].inputs
    var scope = RowScope(plan, table)
    do throws(RowScope.Unseen) {
      var text = try scope.text(missing.rate, inputs)
      if let words = words("missing", column) { text.title = words }
      state(column, .missingByRow(text))
    } catch { notSeen(column, "goes missing by a share that \(error.reason)") }
  }

  mutating func state(
    _ column: Int, _ statement: Statement?, rows filter: RowText? = nil
  ) {
    guard let statement else { return }
    state([column], statement, rows: filter, at: column)
  }

  /// - Parameter place: the column whose words in the document say so.
  mutating func state(
    _ columns: [Int], _ statement: Statement, rows filter: RowText? = nil, at place: Int
  ) {
    let names = columns.map { rows.columns[$0].name }
    // Columns that are made of another one have its name before a dot.
    let name = rows.columns[place].name
    let known = spec.columns.first { $0.name.text == name }?.pointer ?? spec.pointer
    claims.append(Claim(names, statement, rows: filter, pointer: known))
  }

  private func isUnique(_ column: Int) -> Bool {
    if rows.keyColumn == column { return true }
    let plan = rows.columns[column]
    if case .reference(let reference) = plan.generator { return reference.distinct == .inTable }
    let name = plan.name
    let call = spec.columns.first { $0.name.text == name }?.generator
    let asks = call?.modifiers.scalar("unique").flatMap { LiteralReader.boolean($0.text) } ?? false
    return asks && plan.when == nil && plan.otherwise == nil
  }

  // Values

  private mutating func writeLocal(_ column: Int, _ source: any ColumnSource) {
    let plan = rows.columns[column]
    var filter: RowText?
    if let when = plan.when {
      var scope = RowScope(self.plan, table)
      do throws(RowScope.Unseen) {
        filter = try scope.text(when, plan.inputs)
      } catch { return notSeen(column, error.reason) }
    }
    write(source.promise, column, source, among: filter)
  }

  /// Whether each row draws for itself, and all that it draws stands in the file or is missing
  /// whatever it is.
  func isDrawnByRow(_ column: Int, _ source: any ColumnSource) -> Bool {
    let plan = rows.columns[column]
    // Values that go missing by their own size leave others behind.
    return plan.drawnPer == nil && !source.handsOut
      && plan.missing.map { $0.rate.constant != nil } ?? true
  }

  private mutating func write(
    _ promise: ValuePromise, _ column: Int, _ source: any ColumnSource, among filter: RowText?
  ) {
    let plan = rows.columns[column]
    let isDrawn = isDrawnByRow(column, source)
    switch promise {
    case .nothing, .first: break
    case .form(let pattern): state(column, .matches(pattern), rows: filter)
    case .law(let law, let title):
      guard isDrawn, let (law, filter) = between(law, column, filter) else { break }
      guard source.type.measure == plan.type.measure else {
        notSeen(column, "has a law of values that become \(plan.type.name)")
        break
      }
      let final = plan.inFile(law)
      if final.drawnRange.lowerBound == final.drawnRange.upperBound { break }
      if final.isFinerThanFloats {
        notSeen(column, "has a law that is finer than floats are")
        break
      }
      state(column, .follows(LawClaim(final, title: title)), rows: filter)
    case .lawByRow(let law, let form, let parameters, let ends):
      guard isDrawn, plan.ends == nil, plan.scores == nil, law.measure == .number
      else { break }
      var scope = RowScope(self.plan, table)
      do throws(RowScope.Unseen) {
        let made = try scope.law(
          law, form: form, parameters, ends, plan.inputs, grids: plan.grids(of: law))
        state(column, .followsByRow(made), rows: filter)
      } catch { notSeen(column, error.reason) }
    case .weighted(let values, let weights, let isExact):
      guard plan.rounding == nil else { break }
      let literals = (weighted(values, weights, plan.type) ?? []).filter { $0.weight > 0 }
      let isTold = filter == nil && plan.texts != nil && plan.type == .text
      if !literals.isEmpty, !isTold {
        state(column, .oneOf(literals.map(\.literal)), rows: filter)
      }
      guard isDrawn else { break }
      let isQuota = isExact && plan.missing == nil
      if isExact, !isQuota { break }
      guard let shares = weighted(values, weights, plan.type) else { break }
      state(column, isQuota ? .quotas(shares) : .shares(shares), rows: filter)
    case .expression(let expression):
      if isPartOfKey(column) { break }
      var scope = RowScope(self.plan, table)
      do throws(RowScope.Unseen) {
        var text = try scope.text(expression, plan.inputs)
        if let written = written(column) { text.title = written }
        state(column, .equals(text), rows: filter)
      } catch { notSeen(column, error.reason) }
    case .notBefore(let slot):
      var scope = RowScope(self.plan, table)
      do throws(RowScope.Unseen) {
        state(column, .notBefore(try scope.text(plan.inputs[slot])), rows: filter)
      } catch { notSeen(column, error.reason) }
    case .cases(let slot, let cases, let others):
      write(cases, others, slot, column, source, filter)
    }
  }

  /// A law of the values that lie between those which ends were brought to, and their rows; all of
  /// both where nothing is brought anywhere, nil where ends differ by row.
  private func between(
    _ law: any Distribution, _ column: Int, _ filter: RowText?
  ) -> (any Distribution, RowText?)? {
    let plan = rows.columns[column]
    guard let ends = plan.ends else { return (law, filter) }
    guard plan.type.measure == .number, !law.isWhole, let (grid, values) = ends.held else {
      return nil
    }
    // Half a step inside: what was rounded to the outermost values, or brought there, is left out.
    let half = grid.value(1) / 2
    let (low, high) = (values.lowerBound + half, values.upperBound - half)
    guard low < high, let inner = law.cut(to: low...high) else { return nil }
    let name = plan.name
    let value = "CAST(r.\(SQLText.name(name)) AS DOUBLE)"
    let text = RowText(
      sql: "\(value) BETWEEN CAST('\(low)' AS DOUBLE) AND CAST('\(high)' AS DOUBLE)",
      title: "\(name) is none of its ends")
    return (inner, filter.map { $0.and(text) } ?? text)
  }

  private mutating func write(
    _ cases: [(key: String, promise: ValuePromise)], _ others: ValuePromise?, _ slot: Int,
    _ column: Int, _ source: any ColumnSource, _ filter: RowText?
  ) {
    let path = rows.columns[column].inputs[slot]
    var scope = RowScope(plan, table)
    do throws(RowScope.Unseen) {
      let value = try scope.sql(path)
      var seen: [String] = []
      for (key, promise) in cases {
        let condition = CaseText.condition(value, scope.type(of: path), is: key)
        seen.append(condition)
        let text = RowText(
          sql: condition, joins: scope.joins, title: "\(plan.title(path, in: table)) = \(key)")
        write(promise, column, source, among: filter.map { $0.and(text) } ?? text)
      }
      writeCases(cases, column, source, scope, filter, conditions: seen)
      guard let others else { return }
      let rest = seen.map { "coalesce(\($0), false)" }.joined(separator: " OR ")
      let text = RowText(
        sql: "NOT (\(rest))", joins: scope.joins, title: "no case of \(plan.title(path, in: table))"
      )
      write(others, column, source, among: filter.map { $0.and(text) } ?? text)
    } catch { notSeen(column, error.reason) }
  }

  func weighted(
    _ values: Column, _ weights: [Double], _ type: LogicalType
  ) -> [WeightedValue]? {
    guard !type.isNested, let typed = try? Conversion.convert(values, to: type) else { return nil }
    var found: [WeightedValue] = []
    for row in weights.indices {
      let made = WeightedValue(
        literal: typed.sqlLiteral(at: row), title: typed.text(at: row) ?? "",
        weight: weights[row])
      if let known = found.firstIndex(where: { $0.literal == made.literal }) {
        found[known].weight += made.weight
      } else {
        found.append(made)
      }
    }
    return found
  }

  /// The roll-up of a column as the document has it.
  private func word(_ column: Int) -> String? {
    let name = rows.columns[column].name
    guard let call = spec.columns.first(where: { $0.name.text == name })?.generator,
      case .literal(let path) = call.argument
    else { return nil }
    return "the \(call.word) of \(path.text)"
  }

  /// The expression behind a word of a column as the document has it.
  func words(_ word: String, _ column: Int) -> String? {
    let name = rows.columns[column].name
    let call = spec.columns.first { $0.name.text == name }?.generator
    if case .expression(let text)? = call?.modifiers[word] ?? call?.options[word] {
      return text.text
    }
    return nil
  }

  /// The expression of a column as the document has it.
  private func written(_ column: Int) -> String? {
    let name = rows.columns[column].name
    let call = spec.columns.first { $0.name.text == name }?.generator
    if case .expression(let text)? = call?.argument { return text.text } else { return nil }
  }

  mutating func notSeen(_ column: Int, _ reason: String) {
    unseen.append(
      UnseenClaim(table: rows.name, column: rows.columns[column].name, reason: reason))
  }
}

extension CorrelationPlan {
  /// Spearman's coefficient of the two, where it follows from what is stated.
  fileprivate func spearman(_ first: ColumnPlan, _ second: ColumnPlan) -> Double? {
    if measure == .spearman { return target }
    // Of normal numbers whose values have no ties.
    guard [first, second].allSatisfy(\.isSmooth) else { return nil }
    let size = 6 / Double.pi * Elementary.asin(normal.magnitude / 2)
    return normal < 0 ? -size : size
  }
}

extension ColumnPlan {
  fileprivate var isSmooth: Bool {
    guard case .local(let source) = generator else { return false }
    return source.isSmooth && rounding == nil && type == .float64
  }

  /// A law of values as they stand in files: rounded, and in the column's type.
  fileprivate func inFile(_ law: any Distribution) -> any Distribution {
    let width = (law.upperQuantile(0.01) - law.quantile(0.01)) * 1e-9
    return grids(isWhole: law.isWhole).filter { $0.value(1) > width }
      .reduce(law) { $0.discretised(to: $1) }
  }

  /// What draws of a law are brought to the multiples of, one after the other.
  fileprivate func grids(of law: any Law.Type) -> [Grid] { grids(isWhole: law.isDiscrete) }

  /// Steps that no file of any size shows are left out.
  private func grids(isWhole: Bool) -> [Grid] {
    let rounded = rounding.map { [$0.grid] } ?? []
    if isWhole { return rounded }
    if type.isInteger { return rounded + [Grid()] }
    guard case .decimal(_, let scale) = type else { return rounded }
    return rounded + [Grid(parts: Double(LogicalType.powerOfTen(scale)))]
  }
}

extension Distribution {
  /// Whether neighbouring floats hold so much of the law between them that what rounding does to
  /// draws could be seen.
  fileprivate var isFinerThanFloats: Bool {
    if isWhole { return false }
    return (0..<512).contains { probe in
      let share = (Double(probe) + 0.5) / 512
      let value = quantile(share)
      let (below, upTo) = (cdfBelow(value), cdf(value))
      // Where the value that has the share is beyond floats, another stands for it.
      if share < below - 1e-6 || share > upTo + 1e-6 { return true }
      return cdf(value.nextUp) - cdf(value.nextDown) - (upTo - below) > 1e-6
    }
  }
}
