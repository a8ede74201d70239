import Diagnostics
import Generators
import SchemaModel

/// Reads `per`: the value by which a column's draws are told, so that equal ones draw the same.
enum KeyedDraws {
  /// Words that give values by the row, or by other rows.
  private static let words: Set<String> = [
    "after", "by", "card", "chance", "choice", "color", "company", "currency", "date", "ean",
    "file",
    "grammar", "iban", "ipv4", "ipv6", "isbn", "lorem", "mac", "national_id", "pattern", "person",
    "place", "plate", "point", "user_agent", "uuid", "vat", "web", "word",
  ]

  /// - Parameter made: what the generator gave; the scope then holds just what that reads.
  /// - Returns: nil without `per`.
  static func read(
    _ spec: ColumnSpec, _ made: ColumnResolution.Made?, in column: ColumnResolution
  ) throws(DiagnosticList) -> DrawnPer? {
    let modifiers = spec.modifiers
    if modifiers.isUnread("per"), modifiers["per"] != nil { throw DiagnosticList() }
    guard case .literal(let path)? = modifiers["per"] else { return nil }
    let inputs = column.scope.inputs
    let binding = try column.scope.path(path).binding
    guard let made else { return nil }
    var problems = DiagnosticList()
    if !isDrawn(spec, made) { problems.report(.perWithoutDraws(spec, path)) }
    let key = column.scope.inputs[binding.slot]
    for input in inputs where !isTold(input, by: key, column) {
      problems.report(.perReadsMore(spec, path))
      break
    }
    if problems.hasErrors { throw problems }
    return DrawnPer(slot: binding.slot, path: path.text, isNullable: binding.isNullable)
  }

  private static func isDrawn(_ spec: ColumnSpec, _ made: ColumnResolution.Made) -> Bool {
    guard case .local(let source) = made.generator else { return false }
    let word = spec.generator.word
    let isLaw = GeneratorRegistry.isLaw(word)
    let isDealt = ["exact", "unique"].contains { spec.modifiers.flag($0) == true }
    return (isLaw || words.contains(word)) && !isDealt
      && !source.isSizeDependent && source.elementBits == 0
  }

  /// Whether equal keys have equal values of an input.
  private static func isTold(
    _ input: InputPath, by key: InputPath, _ column: ColumnResolution
  ) -> Bool {
    if input == key { return true }
    if case .column(let index) = key, case .parent(index, _) = input { return true }
    guard case .column(let index) = input,
      case .done(let plan) = column.resolver.tables[column.id.table].columns[index].progress,
      let own = plan.drawnPer
    else { return false }
    return plan.inputs[own.slot] == key
  }
}

extension Diagnostic {
  fileprivate static func perWithoutDraws(_ spec: ColumnSpec, _ path: Scalar) -> Diagnostic {
    let word = spec.generator.word
    if let dealt = ["exact", "unique"].first(where: { spec.modifiers.flag($0) == true }) {
      return Diagnostic(
        "per-without-draws",
        "'\(dealt)' deals values out among all rows, so equal '\(path.text)' cannot share one",
        at: path.location, pointer: spec.pointer, expected: "'per' without '\(dealt)'")
    }
    if ["json", "list", "map", "struct"].contains(word) {
      return Diagnostic(
        "per-without-draws", "'per' goes with one value in each row, and '\(word)' makes several",
        at: path.location, pointer: spec.pointer,
        expected: "a table of its own for what goes by '\(path.text)', read through a key")
    }
    return Diagnostic(
      "per-without-draws",
      "'\(word)' draws nothing that could be the same for equal '\(path.text)'",
      at: path.location, pointer: spec.pointer,
      expected:
        "'per' beside a law, 'choice', 'chance', 'date', 'pattern', 'person', 'iban' and the "
        + "like" + (word == "sequence" ? ", or {sequence: {per: \(path.text)}}" : ""))
  }

  fileprivate static func perReadsMore(_ spec: ColumnSpec, _ path: Scalar) -> Diagnostic {
    Diagnostic(
      "per-reads-more",
      "'\(spec.name.text)' reads more than '\(path.text)', so equal '\(path.text)' may give "
        + "different values", at: path.location, pointer: spec.pointer,
      expected: "'\(path.text)', what lies behind it, or columns that are 'per: \(path.text)' too")
  }
}
