import Columnar
import Diagnostics
import Sampling
import SchemaModel

/// The law of data as a document states it: a histogram, quantiles, or values that were seen.
struct EmpiricalData {
  let law: any Distribution
  let type: LogicalType

  private init(_ law: any Distribution, _ type: LogicalType) {
    self.law = law
    self.type = type
  }

  static let forms = ["histogram", "quantiles", "values"]

  /// - Throws: all that is wrong with the data, in the document and in its files.
  static func read(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> EmpiricalData {
    guard case .record(let words) = call.argument else { throw DiagnosticList() }
    let written = forms.filter { words[$0] != nil }
    guard written.count == 1, let form = written.first else {
      if words.hasUnknownWords, written.isEmpty { throw DiagnosticList() }
      throw DiagnosticList([.noSuchData(call, written)])
    }
    var attempts = Attempts()
    let isSmooth = attempts.run { () throws(DiagnosticList) in try smooth(words, form, call) }
    let data = attempts.run { () throws(DiagnosticList) -> EmpiricalData in
      switch form {
      case "histogram": return try histogram(words, call, context)
      case "quantiles": return try quantiles(words, call, context)
      default: return try values(words, isSmooth ?? false, call, context)
      }
    }
    guard let data, !attempts.hasFailed else { throw attempts.problems }
    return data
  }

  private static func smooth(
    _ words: Arguments, _ form: String, _ call: GeneratorCall
  ) throws(DiagnosticList) -> Bool {
    guard let word = words["smooth"] else { return false }
    guard case .literal(let scalar) = word else { throw DiagnosticList() }
    if form != "values" { throw DiagnosticList([.smoothWithoutValues(scalar, form)]) }
    return LiteralReader.boolean(scalar.text) ?? false
  }

  private static func histogram(
    _ words: Arguments, _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) -> EmpiricalData {
    guard case .record(let parts)? = words["histogram"],
      case .list(let edges, let place)? = parts["edges"],
      case .list(let counts, let countsPlace)? = parts["counts"]
    else { throw DiagnosticList() }
    var attempts = Attempts()
    let scalars = scalars(edges)
    let read = attempts.run { () throws(DiagnosticList) in
      let values = try DataValues(scalars, areDrawn: false, call, context)
      try values.checkRising(strictly: true)
      if values.numbers.count < 2 {
        throw DiagnosticList([.fewEdges(place, call, values.numbers.count)])
      }
      return values
    }
    let numbers = attempts.run { () throws(DiagnosticList) -> [Double] in
      let numbers = self.scalars(counts).compactMap { LiteralReader.number($0.text) }
      guard numbers.count == counts.count, scalars.count == edges.count else {
        throw DiagnosticList()
      }
      if edges.count > 1, counts.count != edges.count - 1 {
        throw DiagnosticList([.countsDiffer(countsPlace, call, counts.count, edges.count)])
      }
      if !counts.isEmpty, !numbers.contains(where: { $0 > 0 }) {
        throw DiagnosticList([.noCounts(countsPlace, call)])
      }
      return numbers
    }
    guard let read, let numbers, !attempts.hasFailed else { throw attempts.problems }
    let law = Polyline(edges: read.numbers, counts: numbers)
    // A bin holds its lower edge and what lies before the next one.
    return EmpiricalData(read.onGrid(law, .down), read.type)
  }

  private static func quantiles(
    _ words: Arguments, _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) -> EmpiricalData {
    guard case .map(let entries, let place)? = words["quantiles"] else { throw DiagnosticList() }
    var problems = DiagnosticList()
    var points: [(level: Double, value: Scalar)] = []
    for entry in entries {
      guard let level = LiteralReader.number(entry.key.text), (0...1).contains(level) else {
        problems.report(.notALevel(entry.key))
        continue
      }
      if points.contains(where: { $0.level == level }) {
        problems.report(.levelTwice(entry.key))
        continue
      }
      guard case .literal(let scalar) = entry.value else { throw DiagnosticList() }
      points.append((level, scalar))
    }
    points.sort { $0.level < $1.level }
    if !problems.hasErrors, points.first?.level != 0 || points.last?.level != 1 {
      problems.report(.openQuantiles(place, call))
    }
    if points.isEmpty { throw problems }
    var attempts = Attempts()
    let read = attempts.run { () throws(DiagnosticList) in
      let values = try DataValues(points.map(\.value), areDrawn: false, call, context)
      try values.checkRising(strictly: false)
      return values
    }
    problems.all += attempts.problems.all
    guard let read, !problems.hasErrors else { throw problems }
    let law = Polyline(zip(points, read.numbers).map { ($0.level, $1) })
    return EmpiricalData(read.onGrid(law, .nearest), read.type)
  }

  private static func values(
    _ words: Arguments, _ isSmooth: Bool, _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) -> EmpiricalData {
    let read: DataValues
    switch words["values"] {
    case .list(let items, let place):
      let scalars = scalars(items)
      guard scalars.count == items.count else { throw DiagnosticList() }
      if scalars.isEmpty { throw DiagnosticList([.noValues(call, at: place)]) }
      read = try DataValues(scalars, areDrawn: true, call, context)
    case .record(let source):
      guard case .literal(let file)? = source["file"],
        case .literal(let column)? = source["column"]
      else { throw DiagnosticList() }
      read = try DataValues(file: file, column: column, call, context)
    default: throw DiagnosticList()
    }
    if !isSmooth { return EmpiricalData(Resample(read.numbers), read.type) }
    return EmpiricalData(read.onGrid(Resample.smooth(read.numbers), .nearest), read.type)
  }

  private static func scalars(_ items: [ArgumentValue]) -> [Scalar] {
    items.compactMap { if case .literal(let scalar) = $0 { scalar } else { nil } }
  }

  /// What the values count, as far as it can be told before they are checked.
  static func type(of call: GeneratorCall, in context: any ColumnContext) -> LogicalType? {
    (try? read(call, in: context))?.type
  }
}

extension Diagnostic {
  fileprivate static func noSuchData(
    _ call: GeneratorCall, _ written: [String]
  ) -> Diagnostic {
    let said = written.map { "'\($0)'" }.joined(separator: " and ")
    return Diagnostic(
      "empirical-form",
      written.isEmpty ? "'empirical' has no data" : "'empirical' has both \(said)",
      at: call.location, pointer: call.pointer,
      expected: "one of " + EmpiricalData.forms.joined(separator: ", "))
  }

  fileprivate static func smoothWithoutValues(_ scalar: Scalar, _ form: String) -> Diagnostic {
    Diagnostic(
      "smooth-without-values", "'smooth' has no use beside '\(form)', which is straight in between",
      at: scalar.location, pointer: scalar.pointer, expected: "'smooth' beside 'values'")
  }

  fileprivate static func fewEdges(
    _ place: DocumentLocation, _ call: GeneratorCall, _ count: Int
  ) -> Diagnostic {
    Diagnostic(
      "empirical-edges", "a histogram of \(count) edge\(count == 1 ? "" : "s") has no bin",
      at: place, pointer: call.pointer, expected: "at least two edges, rising")
  }

  fileprivate static func countsDiffer(
    _ place: DocumentLocation, _ call: GeneratorCall, _ counts: Int, _ edges: Int
  ) -> Diagnostic {
    Diagnostic(
      "empirical-counts",
      (counts == 1 ? "1 count stands" : "\(counts) counts stand") + " beside \(edges) edges",
      at: place,
      pointer: call.pointer, expected: "\(edges - 1) counts, one for each bin")
  }

  fileprivate static func noCounts(
    _ place: DocumentLocation, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "empirical-counts", "no bin has a count above 0", at: place, pointer: call.pointer,
      expected: "counts of at least 0, one of them above 0")
  }

  fileprivate static func notALevel(_ key: Scalar) -> Diagnostic {
    Diagnostic(
      "quantile-level", "'\(key.text)' is no share of the values", at: key.location,
      pointer: key.pointer, expected: "a number from 0 to 1, such as 0.5 or 50%")
  }

  fileprivate static func levelTwice(_ key: Scalar) -> Diagnostic {
    Diagnostic(
      "quantile-level", "the quantile '\(key.text)' stands twice", at: key.location,
      pointer: key.pointer, expected: "each share once")
  }

  fileprivate static func openQuantiles(
    _ place: DocumentLocation, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "open-quantiles", "the quantiles do not say the least and the largest value", at: place,
      pointer: call.pointer, expected: "values at 0 and at 1 beside those in between")
  }

  fileprivate static func noValues(
    _ call: GeneratorCall, at place: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "no-data", "'empirical' has no values", at: place, pointer: call.pointer,
      expected: "at least one value")
  }
}
