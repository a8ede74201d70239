import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// Values under names, of which each row may have others.
///
/// - Draws: those of each entry, which differ from those of all others.
struct MapKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "map",
    "Values of one type under names, each with a generator: `{width: …, height: …}`. An entry whose "
      + "value is missing is left out.",
    argument: .map(of: .part))

  private let names: [String]
  private let entries: [any ColumnSource]
  private let keys: TextDictionary
  private let valueType: LogicalType
  let type: LogicalType

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    guard case .map(let written, let location) = call.argument else { throw DiagnosticList() }
    if written.isEmpty { throw DiagnosticList([.noEntries(call, at: location)]) }
    let calls = written.map { GeneratorCall(of: $0.value) }
    var attempts = Attempts()
    var entries: [any ColumnSource] = []
    for call in calls {
      attempts.run { () throws(DiagnosticList) in
        entries.append(try context.part(call, count: nil))
      }
    }
    try attempts.finish()
    let types = entries.map(\.type)
    let apart = LogicalType.apart(types)
    guard apart.isEmpty else {
      throw DiagnosticList(apart.map { .entriesDiffer(calls[$0], types[$0], types[0]) })
    }
    names = written.map(\.key.text)
    keys = TextDictionary(names)
    valueType = LogicalType.common(types)
    type = .map(key: .text, value: valueType, isNullable: false)
    self.entries = entries
  }

  var isSizeDependent: Bool { entries.contains { $0.isSizeDependent } }
  var lostParts: [LostPart] { zip(names, entries).flatMap { $1.lostParts(within: $0) } }
  var elementBits: Int { entries.map(\.elementBits).max() ?? 0 }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    var columns: [Column] = []
    for (name, entry) in zip(names, entries) {
      columns.append(
        try EvaluationError.inside(MapKind.syntax.word, name) { () throws(EvaluationError) in
          try Conversion.convert(try entry.generate(request.laned(name)), to: valueType)
        })
    }
    var offsets: [Int32] = [0]
    var codes: [Int32] = []
    var places: [Int] = []
    for row in 0..<request.count {
      for (index, column) in columns.enumerated() where !column.isNull(row) {
        codes.append(Int32(index))
        places.append(index * request.count + row)
      }
      offsets.append(Int32(places.count))
    }
    let values = Column.concatenated(valueType, columns).gathered(places)
    guard let entry = type.element?.type else { preconditionFailure("a map has entries") }
    let pairs = StructureValues(
      [
        Column(.text, .text(.dictionary(codes: codes, keys))),
        Column(valueType, values.values),
      ], count: places.count)
    return Column(
      type,
      .list(ListValues(offsets: offsets, elements: Column(entry, .structure(pairs)))))
  }
}

extension Diagnostic {
  fileprivate static func noEntries(
    _ call: GeneratorCall, at location: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "no-entries", "'map' has no entries", at: location, pointer: call.pointer,
      expected: "at least one name with a generator")
  }

  fileprivate static func entriesDiffer(
    _ call: GeneratorCall, _ type: LogicalType, _ first: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "entries-differ", "this entry gives \(type.name), the first one \(first.name)",
      at: call.location, pointer: call.pointer,
      expected: "one type in all entries, or 'struct', whose fields may differ")
  }
}
