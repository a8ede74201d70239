import Columnar
import Diagnostics
import SchemaModel

/// A word list in a file beside the document: a CSV file, each of whose columns is a field, or a
/// text file with a word on each line.
package struct ListFile: Sendable {
  package let list: VocabularyList
  /// Whether it is joined to the locale's list of the same name, in place of standing for it.
  package let isExtension: Bool

  /// The field of a text file.
  package static let wordField = "word"
  private static let fieldLimit = 64
  private static let rowLimit = 1_000_000
  /// Weights with decimals are kept as whole numbers of millionths.
  static let weightScale = 1e6

  /// - Parameter data: reads a column of a file.
  package init(
    _ name: Scalar, _ words: Arguments,
    data: (String, String) throws(DataProblem) -> DataColumn
  ) throws(DiagnosticList) {
    guard case .literal(let file)? = words["file"], !words.hasUnknownWords,
      !words.isUnread(anyOf: ["weight", "extend"])
    else { throw DiagnosticList() }
    let columns = try ListFile.columns(file, data)
    var weight: Scalar?
    if case .literal(let column)? = words["weight"] { weight = column }
    let header = columns.map(\.name)
    if let weight, !header.contains(weight.text) {
      throw DiagnosticList([.noColumn(weight, file, header)])
    }
    var problems = DiagnosticList()
    var weights: [Double]?
    var fields: [(name: String, column: VocabularyColumn)] = []
    for (name, cells) in columns {
      if name == weight?.text { weights = ListFile.weights(cells, &problems) }
      // Weights can be read as well, but for those of a locale's list, which nobody reads.
      if name != weight?.text || words.flag("extend") != true {
        fields.append((name, ListFile.field(cells)))
      }
    }
    if problems.hasErrors { throw problems }
    let count = columns[0].data.all.count
    list = VocabularyList(
      name: name.text, describe: "", source: file.text, licence: "",
      fields: fields.map(\.name), count: count,
      weights: weights ?? [Double](repeating: ListFile.weightScale, count: count),
      columns: fields.map(\.column))
    isExtension = words.flag("extend") ?? false
  }

  /// All columns of a file.
  private static func columns(
    _ file: Scalar, _ data: (String, String) throws(DataProblem) -> DataColumn
  ) throws(DiagnosticList) -> [(name: String, data: Cells)] {
    func read(_ column: String) throws(DiagnosticList) -> DataColumn {
      do throws(DataProblem) { return try data(file.text, column) } catch {
        throw DiagnosticList([.unreadable(file, error)])
      }
    }
    // No column has the empty name; the header is told all the same.
    let header = try read("").header
    if let problem = headerProblem(header, file) { throw DiagnosticList([problem]) }
    var columns: [(name: String, data: Cells)] = []
    for name in header {
      let column = try read(name)
      columns.append((name, Cells(file: column.file, all: column.cells ?? [])))
    }
    if columns[0].data.all.isEmpty { throw DiagnosticList([.noRows(file)]) }
    if columns[0].data.all.count > rowLimit {
      throw DiagnosticList([.tooManyEntries(file, columns[0].data.all.count, rowLimit)])
    }
    return columns
  }

  private struct Cells {
    var file: String
    var all: [DataColumn.Cell]
  }

  private static func headerProblem(_ header: [String], _ file: Scalar) -> Diagnostic? {
    if header.count > fieldLimit { return .tooManyFields(file, header.count, fieldLimit) }
    if header.isEmpty || header.contains("") { return .namelessField(file) }
    var seen = Set<String>()
    let twice = header.first { !seen.insert($0).inserted }
    return twice.map { .fieldTwice(file, $0) }
  }

  private static func weights(_ cells: Cells, _ problems: inout DiagnosticList) -> [Double] {
    var surplus = 0
    let weights = cells.all.map { cell -> Double in
      if let number = LiteralReader.number(cell.text), number >= 0, number <= 1e9 {
        return (number * weightScale).rounded()
      }
      if problems.all.count < 20 {
        problems.report(.badWeight(cell, in: cells.file))
      } else {
        surplus += 1
      }
      return 0
    }
    if surplus > 0, let last = cells.all.last {
      problems.report(.moreWeights(surplus, after: last, in: cells.file))
    }
    if !problems.hasErrors, let first = cells.all.first, !weights.contains(where: { $0 > 0 }) {
      problems.report(.noWeight(first, in: cells.file))
    }
    return weights
  }

  /// Numbers where all cells are, without zeros in front as codes have them; else text.
  private static func field(_ cells: Cells) -> VocabularyColumn {
    let numbers = cells.all.compactMap { cell -> Double? in
      let digits = cell.text.drop { $0 == "-" }
      let isCode = digits.hasPrefix("0") && digits.dropFirst().first.map { $0 != "." } ?? false
      return isCode || cell.text.hasPrefix("+") || cell.text.hasSuffix("%")
        ? nil : LiteralReader.number(cell.text)
    }
    if numbers.count == cells.all.count { return .numbers(numbers) }
    var distinct = DistinctTexts()
    var rows = PlainText()
    let codes = cells.all.map { cell in
      rows.append(cell.text)
      return distinct.code(of: cell.text)
    }
    return .text(
      VocabularyTexts(rows: TextDictionary(rows), distinct: distinct.dictionary, codes: codes))
  }
}

extension Diagnostic {
  fileprivate static func tooManyFields(
    _ file: Scalar, _ count: Int, _ limit: Int
  ) -> Diagnostic {
    Diagnostic(
      "list-fields", "'\(file.text)' has \(count) columns", at: file.location,
      pointer: file.pointer, expected: "at most \(limit) columns")
  }

  fileprivate static func namelessField(_ file: Scalar) -> Diagnostic {
    Diagnostic(
      "list-fields", "'\(file.text)' has a column without a name", at: file.location,
      pointer: file.pointer, expected: "a first line that names every column")
  }

  fileprivate static func fieldTwice(_ file: Scalar, _ name: String) -> Diagnostic {
    Diagnostic(
      "list-fields", "'\(file.text)' has two columns '\(name)'", at: file.location,
      pointer: file.pointer, expected: "columns of different names")
  }

  fileprivate static func tooManyEntries(
    _ file: Scalar, _ count: Int, _ limit: Int
  ) -> Diagnostic {
    Diagnostic(
      "list-too-long", "'\(file.text)' has \(count) rows", at: file.location,
      pointer: file.pointer, expected: "at most \(limit) rows")
  }

  private static func place(_ cell: DataColumn.Cell, _ file: String) -> DocumentLocation {
    DocumentLocation(
      file: file, line: cell.line, column: cell.column, length: cell.text.utf8.count)
  }

  fileprivate static func badWeight(_ cell: DataColumn.Cell, in file: String) -> Diagnostic {
    Diagnostic(
      "list-weight", "'\(cell.text)' is no weight", at: place(cell, file),
      expected: "a number from 0 to 1,000,000,000")
  }

  fileprivate static func moreWeights(
    _ count: Int, after cell: DataColumn.Cell, in file: String
  ) -> Diagnostic {
    Diagnostic(
      "list-weight", "\(count) more cells are no weights", at: place(cell, file),
      expected: "a number from 0 to 1,000,000,000 in each")
  }

  fileprivate static func noWeight(_ cell: DataColumn.Cell, in file: String) -> Diagnostic {
    Diagnostic(
      "list-weight", "no weight is above 0", at: place(cell, file),
      expected: "a weight above 0 in at least one row")
  }
}
